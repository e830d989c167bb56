"""A reading as rows of the tables."""

from __future__ import annotations

import json
import zlib
from typing import Any, NamedTuple

from qanat.model import Actor, Contact, Document, Event, Problem, Reading, Span, Statement, Time
from qanat.record import frozen
from qanat.record.identity import Profile, profile
from qanat.record.keep import key
from qanat.record.names import Naming
from qanat.record.report import Report, reports


class Body(NamedTuple):
    """All of a reading but its document."""

    actors: tuple[Actor, ...]
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    contacts: tuple[Contact, ...]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]


class Rows(NamedTuple):
    """What a reading yields, as rows; `profiles` and `reports` as values too, by id."""

    actors: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    about: list[dict[str, Any]]
    reports: list[dict[str, Any]]
    events: list[dict[str, Any]]
    profiles: dict[str, Profile]
    told: dict[str, Report]


def fingerprint(document: Document) -> str:
    """A digest of all that a document says, by which it is known again."""
    said = (document.id, document.url, document.outlet, document.outlet_country, document.published, document.title, document.text)
    return key(*said)


def packed(reading: Reading) -> bytes:
    """The body of a reading, small."""
    body = Body(reading.actors, reading.times, reading.statements, reading.contacts, reading.events, reading.problems)
    return zlib.compress(frozen.write(body).encode(), 6)


def unpacked(document: Document, body: bytes) -> Reading:
    """The reading again, whole."""
    return Reading(document, *frozen.read(Body, zlib.decompress(body).decode()))


def rows(reading: Reading, document: str, number: int, naming: Naming) -> Rows:
    """The rows of a reading: `document` is the key of its document, `number` that of the reading."""
    text, day, digest = reading.document.text, reading.document.day, reading.document.digest
    common = {"document": document, "reading": number, "current": True}
    profiles: dict[str, Profile] = {}
    cast: dict[str, dict[str, Any]] = {}
    for actor in reading.actors:
        named = profile(actor, naming)
        if named is not None:
            profiles[named.id] = named
        first = actor.mentions[0] if actor.mentions else Span(0, 0)
        cast[actor.id] = {
            "id": "m" + key(document, digest, actor.id, actor.name, *first),
            **common,
            "local": actor.id,
            "profile": named.id if named else None,
            "name": actor.name,
            "country": actor.country,
            "role": actor.role,
            "office": actor.office,
            "day": day,
            "start": first.start,
            "end": first.end,
        }
    found = reports(reading, naming, document)
    by_contact = {one.contact: one for one in found}
    told = {one.id: one for one in found}
    said = [(one, _statement(one, text, day, digest, common, cast)) for one in reading.statements if one.speaker in cast]
    about = {(row["id"], by_contact[contact].id) for one, row in said for contact in one.about if contact in by_contact}
    since = {row["id"]: row["since"] for _, row in said}
    return Rows(
        list(cast.values()),
        [row for _, row in said],
        [{"statement": statement, "report": report, "since": since[statement]} for statement, report in sorted(about)],
        [_report(one, common) for one in found],
        [_event(one, text, day, digest, common, cast, found) for one in reading.events],
        profiles,
        told,
    )


def _report(one: Report, common: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one.id,
        **common,
        "local": one.contact,
        "contact": None,
        "status": one.status,
        "date": one.date,
        "day": one.published,
        "start": one.evidence.start,
        "end": one.evidence.end,
        "claim": one.claim is not None and bool(one.claim.rank or one.claim.last),
        "value": frozen.write(one),
        "confidence": one.confidence,
    }


def _event(
    one: Event, text: str, day: str | None, digest: str, common: dict[str, Any], cast: dict[str, dict[str, Any]], told: tuple[Report, ...]
) -> dict[str, Any]:
    kinds = {"held": "CONSULT", "planned": "AGREE", "proposed": "REQUEST", "refused": "REJECT"}
    contact = next((report.id for report in told if report.evidence == one.evidence and kinds[report.status] == one.event), None)
    return {
        "id": "e" + key(common["document"], digest, one.id, one.event, *one.evidence),
        **common,
        "local": one.id,
        "report": contact,
        "event": one.event,
        "mode": one.mode,
        "context": one.context,
        "status": one.status,
        "actor": _sides(one.actor, cast),
        "recipient": _sides(one.recipient, cast),
        "date": one.date,
        "since": first_day(one.date) or day,
        "start": one.evidence.start,
        "end": one.evidence.end,
        "quote": text[slice(*one.evidence)],
    }


def _sides(ids: tuple[str, ...], cast: dict[str, dict[str, Any]]) -> str:
    return json.dumps([{name: cast[one][name] for name in ("id", "name", "country", "role")} for one in ids if one in cast], ensure_ascii=False)


def _statement(one: Statement, text: str, day: str | None, digest: str, common: dict[str, Any], cast: dict[str, dict[str, Any]]) -> dict[str, Any]:
    speaker = cast[one.speaker]
    return {
        "id": "s" + key(common["document"], digest, one.id, *one.cue, *one.content, speaker["name"]),
        **common,
        "local": one.id,
        "speaker": speaker["id"],
        "profile": speaker["profile"],
        "name": speaker["name"],
        "country": speaker["country"],
        "role": speaker["role"],
        "act": one.act,
        "kind": one.kind,
        "via": one.via,
        "told_by": frozen.write(tuple(cast[teller]["name"] for teller in one.told_by if teller in cast)),
        "date": one.date,
        "since": first_day(one.date) or day or "",
        "cue_start": one.cue.start,
        "cue_end": one.cue.end,
        "start": one.content.start,
        "end": one.content.end,
        "quote": text[slice(*one.content)],
        "confidence": one.confidence,
    }


def first_day(when: str | None) -> str | None:
    """The first day that a date of the contract (YYYY, YYYY-MM, YYYY-MM-DD) may mean.

    >>> first_day("2022-05")
    '2022-05-01'
    """
    return when and (when + "-01-01")[:10] if when and len(when) == 4 else when and (when + "-01")[:10]
