"""PLOVER events as tab-separated values, in the columns that users of POLECAT know; what plain PLOVER has no place for is left out (see the dictionary)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from qanat.export.codes import codes
from qanat.export.files import Rows, whole
from qanat.export.flat import Field

_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {event: quad for quad, events in _QUADS.items() for event in events}
PLAIN_MODES = frozenset(("visit", "third-party", "multilateral", "phone"))  # of CONSULT
_OFFICES = {"head_of_state": "GOV", "head_of_government": "GOV", "deputy_head": "GOV", "foreign_minister": "GOV", "minister": "GOV", "envoy": "GOV"}
SECTORS = {**_OFFICES, "defence_minister": "MIL", "military_chief": "MIL", "legislator": "LEG", "party_leader": "PTY", "io_head": "IGO", "spokesperson": "GOV"}

FIELDS = (
    Field("event_id", "text", "key of the contact, or of the event where it is no contact"),
    Field("event_date", "date", "the day; of a month or year its first day; else the day of publication"),
    Field("event_type", "text", "PLOVER event", "events"),
    Field("event_mode", "text", "PLOVER mode; message and video, which plain PLOVER lacks, are left empty"),
    Field("quad_code", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    Field("contexts", "text", "PLOVER contexts, joined by ;"),
    Field("actor_name", "text", "who began it, or everyone where sides can't be told apart; joined by ;"),
    Field("actor_country", "text", "ISO 3166 alpha-3, joined by ;"),
    Field("actor_cow", "text", "Correlates of War numbers, joined by ;"),
    Field("actor_gw", "text", "Gleditsch-Ward numbers, joined by ;"),
    Field("actor_sector", "text", "GOV, MIL, LEG, PTY, IGO or empty, joined by ;"),
    Field("recipient_name", "text", "at whom it is aimed"),
    Field("recipient_country", "text", "ISO 3166 alpha-3, joined by ;"),
    Field("recipient_cow", "text", "Correlates of War numbers, joined by ;"),
    Field("recipient_gw", "text", "Gleditsch-Ward numbers, joined by ;"),
    Field("recipient_sector", "text", "as for the actor"),
    Field("publication", "text", "the outlet"),
    Field("published", "date", "day of publication"),
    Field("document", "text", "id of the document"),
    Field("url", "text", "address"),
    Field("evidence", "text", "the words, on one line"),
)


def write(rows: Rows, folder: Path) -> dict[str, int]:
    """One file of events."""
    count = 0
    with whole(folder / "plover.tsv") as file:
        file.write("\t".join(field.name for field in FIELDS) + "\n")
        for row in rows("events"):
            file.write("\t".join(_plain(value) for value in _values(row)) + "\n")
            count += 1
    return {"plover.tsv": count}


def _values(row: dict[str, Any]) -> list[Any]:
    mode = row["mode"] if row["event"] != "CONSULT" or row["mode"] in PLAIN_MODES else None
    head = [row["contact"] or row["id"], row["since"], row["event"], mode, QUAD[row["event"]], row["context"]]
    tail = [row["outlet"], (row["published"] or "")[:10], row["document"], row["url"], row["quote"]]
    return [*head, *_side(row["actor"]), *_side(row["recipient"]), *tail]


def _side(actors: list[dict[str, Any]]) -> list[str]:
    known = [codes(one["country"]) for one in actors]
    columns = (
        [one["name"] for one in actors],
        [one["country"] for one in actors],
        [one.cow_number for one in known],
        [one.gw_number for one in known],
        [SECTORS.get(one["role"]) for one in actors],
    )
    return [";".join("" if value is None else str(value).replace(";", ",") for value in column) for column in columns]


def _plain(value: Any) -> str:
    return "" if value is None else re.sub(r"\s+", " ", str(value)).strip()
