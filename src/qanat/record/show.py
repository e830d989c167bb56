"""One thing of the record whole, and why it is so."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from qanat.errors import OutdatedError
from qanat.model import Problem, Span
from qanat.record import ask, frozen
from qanat.record.ask import Filters
from qanat.record.identity import Profile
from qanat.record.keep import parts
from qanat.record.tables import judgements, profiles, reports
from qanat.record.things import Kept, Thing, find, kept, reports_of
from qanat.record.verdicts import Judgement, Verdict
from qanat.record.weave import edges


class Shown(NamedTuple):
    """A thing: its row, of a document also its reading. `note` says where an id of old has led."""

    kind: str
    row: dict[str, Any]
    kept: Kept | None
    note: str


class Why(NamedTuple):
    """The claims behind a thing, as (id in the reading, reading), and the verdicts by which it is one; `names` says in words what an id of these means."""

    kind: str
    claims: tuple[tuple[str | None, Kept], ...]
    verdicts: tuple[Verdict, ...]
    judged: tuple[Judgement, ...]
    names: dict[str, str]
    note: str


def show(connection: Connection, asked: str) -> Shown:
    """What `qanat show` shows; a report is shown as its contact, a mention as its article."""
    thing = find(connection, asked)
    note = _note(asked, thing)
    if thing.kind == "contact":
        (row,) = ask.contacts_(connection, Filters(ids=(thing.id,)), None)
        return Shown("contact", row, None, note)
    if thing.kind == "report" and thing.current:
        return show(connection, "k" + thing.id)
    if thing.kind == "actor":
        found = list(ask.actors_(connection, Filters(ids=(thing.id,)), None))
        if not found:
            raise OutdatedError(asked)
        return Shown("actor", found[0], None, note)
    if thing.kind == "statement" and thing.current:
        (row,) = ask.statements_(connection, Filters(ids=(thing.id,)), None)
        return Shown("statement", row, None, note)
    assert thing.reading is not None
    whole = kept(connection, thing.reading)
    return Shown("document", _document(whole), whole, note)


def _note(asked: str, thing: Thing) -> str:
    if not thing.current:
        return f"{asked} is of an older version or reading of its article, which is shown; nothing of the record rests on it now"
    return f"{asked} is part of {thing.id} now" if thing.kind in ("contact", "actor") and asked != thing.id and asked[0] in "ka" else ""


def _document(found: Kept) -> dict[str, Any]:
    """An article with its reading, named fields only."""
    reading = found.reading
    document = reading.document
    of = {name: getattr(document, name) for name in ("id", "url", "outlet", "outlet_country", "title", "text", "published", "language", "digest")}
    kinds = {kind: [named(one) for one in getattr(reading, kind)] for kind in ("actors", "times", "statements", "contacts", "events", "problems")}
    return {"document": of, **kinds, "version": found.version, "versions": found.versions, "reader": found.reader, "added": found.added.isoformat()}


def named(value: Any) -> Any:
    """A value of a reading as JSON knows it, fields by name; spans as pairs."""
    if type(value) in (tuple, Span):
        return [named(part) for part in value]
    if isinstance(value, dict):
        return {key: named(part) for key, part in value.items()}
    fields = getattr(value, "_fields", None)
    return {field: named(getattr(value, field)) for field in fields} if fields else _problem(value)


def _problem(value: Any) -> Any:
    return {"code": value.code, "message": value.message, "span": value.span and list(value.span)} if isinstance(value, Problem) else value


def explain(connection: Connection, asked: str) -> Why:
    """Why a thing is in the record."""
    thing = find(connection, asked)
    if thing.kind == "actor":
        return _of_actor(connection, thing, asked)
    told = reports_of(connection, thing)
    claims = tuple((one.local, kept(connection, one.reading)) for one in told if one.reading is not None)
    if thing.kind != "contact":
        return Why(thing.kind, claims, (), (), {}, _note(asked, thing))
    ids = [one.id for one in told]
    names = {one.id: whole.reading.document.id for one, (_, whole) in zip(told, claims, strict=True)}
    judged = _spoken(connection, "contact", ids)
    others = sorted({name for word in judged for name in (word.a, word.b)} - set(ids))
    names |= dict(connection.execute(select(reports.c.id, reports.c.contact).where(reports.c.id.in_(others), reports.c.contact.is_not(None))).all())
    return Why("contact", claims, tuple(edges(connection, "contact", ids)), judged, names, _note(asked, thing))


def _of_actor(connection: Connection, thing: Thing, asked: str) -> Why:
    p = profiles.c
    names: dict[str, str] = {}
    for name, value in connection.execute(select(p.id, p.value).where(p.who == thing.id)):
        one = frozen.read(Profile, value)
        names[name] = ", ".join(part for part in (one.name, one.country, (one.role or "").replace("_", " "), one.office) if part)
    return Why("actor", (), tuple(edges(connection, "actor", names)), _spoken(connection, "actor", list(names)), names, _note(asked, thing))


def _spoken(connection: Connection, kind: str, ids: list[str]) -> tuple[Judgement, ...]:
    j = judgements.c
    out: set[tuple[str, str, bool, str, str]] = set()
    for some in parts(ids):
        lines = select(j.a, j.b, j.same, j.by, j.why).where(j.kind == kind, j.a.in_(some) | j.b.in_(some))
        out |= {(a, b, same, by, why) for a, b, same, by, why in connection.execute(lines)}
    return tuple(Judgement(*one) for one in sorted(out))
