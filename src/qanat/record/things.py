"""One thing of the record by its id: a contact (k…), a report, a statement (s…), an actor (a…), a mention (m…), a document. Ids never die: that of a contact
or an actor that was merged into another leads there, that of a report or statement of an older version says so.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from qanat.errors import MissingError, RecordError
from qanat.model import Document, Problem, Reading, Span
from qanat.record import frozen
from qanat.record.rows import unpacked
from qanat.record.tables import actors, documents, profiles, readings, reports, statements, versions

_MADE = re.compile(r"([kasm]?)([0-9a-f]{16})")
_KINDS = {"k": "contact", "a": "actor", "s": "statement", "m": "mention", "": "report"}


class Thing(NamedTuple):
    """Where an id leads: `kind` and the id of today; `reports` of a contact or report, `document` and `reading` where it stands in one."""

    kind: str
    id: str
    local: str | None = None  # its id in the reading
    document: str | None = None
    reading: int | None = None
    span: Span | None = None
    current: bool = True


def find(connection: Connection, asked: str) -> Thing:
    """What an id means; a document is named by its own id. Raises RecordError where there is no such thing."""
    made = _MADE.fullmatch(asked)
    if made:
        kind, digits = _KINDS[made[1]], made[2]
        found = {"contact": _contact, "report": _report, "actor": _actor, "statement": _row, "mention": _row}[kind](connection, digits, kind)
        if found:
            return found
    d = documents.c
    rows = connection.execute(select(d.key, d.reading, d.outlet, d.url).where(or_(d.id == asked, d.key == asked)).order_by(d.key)).all()
    if len(rows) > 1:
        listed = ", ".join(f"{key} ({outlet or url or 'no outlet'})" for key, _, outlet, url in rows[:5])
        raise RecordError(f"{asked}: {len(rows)} documents have this id; name one: {listed}")
    if not rows:
        raise MissingError(f"{asked}: there is no such contact, report, statement, actor or document in the record")
    return Thing("document", rows[0].key, document=rows[0].key, reading=rows[0].reading)


def _contact(connection: Connection, digits: str, _: str) -> Thing | None:
    """Any report's id, after a k, names the contact that holds it now."""
    r = reports.c
    row = connection.execute(select(r.contact, r.document, r.reading, r.local, r.start, r.end, r.current).where(r.id == digits)).first()
    if row is None:
        return None
    if row.contact is None:
        return Thing("report", digits, row.local, row.document, row.reading, Span(row.start, row.end), row.current)
    return Thing("contact", row.contact)


def _report(connection: Connection, digits: str, _: str) -> Thing | None:
    r = reports.c
    row = connection.execute(select(r.local, r.document, r.reading, r.start, r.end, r.current).where(r.id == digits)).first()
    return Thing("report", digits, row.local, row.document, row.reading, Span(row.start, row.end), row.current) if row else None


def _actor(connection: Connection, digits: str, _: str) -> Thing | None:
    who = connection.execute(select(profiles.c.who).where(profiles.c.id == digits)).scalar()
    return Thing("actor", who) if who else None


def _row(connection: Connection, digits: str, kind: str) -> Thing | None:
    table = {"statement": statements, "mention": actors}[kind]
    t, name = table.c, kind[0] + digits
    row = connection.execute(select(t.local, t.document, t.reading, t.start, t.end, t.current).where(t.id == name)).first()
    return Thing(kind, name, row.local, row.document, row.reading, Span(row.start, row.end), row.current) if row else None


class Kept(NamedTuple):
    """A reading as the record keeps it, with the version it was made of and when that came in."""

    reading: Reading
    reader: str
    version: int  # 1 for the first version of the document that came in
    versions: int
    added: Any


def kept(connection: Connection, reading: int) -> Kept:
    """The reading with a number, whole."""
    v, r, d = versions.c, readings.c, documents.c
    lines = select(versions, r.body, r.reader, d.id.label("of")).join(readings, r.version == v.n).join(documents, d.key == v.document).where(r.n == reading)
    row = connection.execute(lines).mappings().one()
    numbers = list(connection.execute(select(v.n).where(v.document == row["document"]).order_by(v.n)).scalars())
    document = Document(row["of"], row["text"], row["title"], row["outlet"], row["outlet_country"], row["url"], row["published"], row["language"])
    return Kept(unpacked(document, row["body"]), row["reader"], numbers.index(row["n"]) + 1, len(numbers), row["added"])


def linked(connection: Connection, document: str) -> dict[str, str]:
    """What the claims and actors of an article (c1, s2, a3) are in the record: a contact, a statement, an actor."""
    r, s, a = reports.c, statements.c, actors.c
    wanted = (
        select(r.local, r.contact).where(r.document == document, r.current, r.contact.is_not(None)),
        select(s.local, s.id).where(s.document == document, s.current),
        select(a.local, profiles.c.who).join(profiles, profiles.c.id == a.profile).where(a.document == document, a.current, profiles.c.who.is_not(None)),
    )
    return {local: name for lines in wanted for local, name in connection.execute(lines)}


def problems(value: str) -> tuple[Problem, ...]:
    """The problems of a version."""
    return frozen.read(tuple[Problem, ...], value)


def reports_of(connection: Connection, thing: Thing) -> list[Thing]:
    """The reports of a contact, or the report itself, in the order of publication."""
    if thing.kind != "contact":
        return [thing]
    r = reports.c
    lines = select(r.id, r.local, r.document, r.reading, r.start, r.end).where(r.contact == thing.id, r.current).order_by(r.day.is_(None), r.day, r.id)
    return [Thing("report", row.id, row.local, row.document, row.reading, Span(row.start, row.end)) for row in connection.execute(lines)]
