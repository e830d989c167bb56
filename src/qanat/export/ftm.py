"""FollowTheMoney entities, one JSON object a line: people, states and bodies; contacts as Events or, of two, Calls and Messages; the articles behind them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qanat.export.codes import alpha2
from qanat.export.files import Rows, whole
from qanat.export.flat import Field

_SCHEMATA = {"person": "Person", "state": "PublicBody", "office": "PublicBody", "organisation": "Organization", "group": "Organization"}

FIELDS = (
    Field("id", "text", "key of the record, with its kind before it"),
    Field("schema", "text", "Person, PublicBody (states and offices), Organization, Event (a contact) or Article"),
    Field("properties.name", "text", "names of an actor; of a contact its mode, status and parties"),
    Field("properties.country", "text", "ISO 3166 alpha-2 where there is one; codes that FollowTheMoney does not know are left out"),
    Field("properties.position", "text", "the role of a person, as Qanat has it"),
    Field("properties.date", "date", "of an Event: when, with the grain that is known"),
    Field("properties.involved", "text", "ids of the parties that are actors of the record"),
    Field("properties.organizer", "text", "id of who began it"),
    Field("properties.location", "text", "where, as written"),
    Field("properties.proof", "text", "ids of the articles"),
    Field(
        "properties.notes",
        "text",
        "status, level and the words of the first report; FollowTheMoney has no fields for reports, voices, spans and life-cycle: they are left out",
    ),
)


def write(rows: Rows, folder: Path) -> dict[str, int]:
    """One file of entities."""
    count = 0
    with whole(folder / "ftm.ndjson") as file:
        for entity in _entities(rows):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")
            count += 1
    return {"ftm.ndjson": count}


def _entities(rows: Rows) -> Iterator[dict[str, Any]]:
    known = set()
    for one in rows("actors"):
        known.add(one["id"])
        said = {"name": [one["name"], *one["names"]], "alias": [one["latin"]], "country": [alpha2().get(one["country"] or "", "").lower()]}
        if one["kind"] == "person":
            said["position"] = [(one["role"] or "").replace("_", " ")]
        yield _entity(one["id"], _SCHEMATA.get(one["kind"], "LegalEntity"), said)
    for one in rows("documents"):
        said = {"title": [one["title"] or one["id"]], "publishedAt": [one["published"]], "publisher": [one["outlet"]], "sourceUrl": [one["url"]]}
        yield _entity(f"d-{one['digest'][:32]}", "Article", {**said, "language": ["ara" if one["language"] == "ar" else None]})
    for one in rows("contacts"):
        yield _contact(one, known)


def _contact(one: dict[str, Any], known: set[str]) -> dict[str, Any]:
    names = " – ".join(party["name"] for party in one["parties"])
    first = one["reports"][0]["quote"] if one["reports"] else ""
    said = {
        "name": [f"{one['mode']} ({one['status']}): {names}"],
        "date": [one["date"]],
        "involved": [party["id"] for party in one["parties"] if party["id"] in known],
        "organizer": [one["initiator"] if one["initiator"] in known else None],
        "location": [one["place"]],
        "proof": [f"d-{report['digest'][:32]}" for report in one["reports"]],
        "notes": [f"status: {one['status']}", f"level: {one['level']}", first],
    }
    return _entity(one["id"], "Event", said)


def _entity(name: str, schema: str, said: dict[str, list[str | None]]) -> dict[str, Any]:
    properties = {field: list(dict.fromkeys(filter(None, values))) for field, values in said.items()}
    return {"id": name, "schema": schema, "properties": {field: values for field, values in properties.items() if values}}
