"""Questions to the record: contacts, statements, actors, each with the filters of the contract, the newest first."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, true

from qanat.errors import RecordError
from qanat.record import frozen
from qanat.record.contact import Step
from qanat.record.keep import parts
from qanat.record.names import Naming
from qanat.record.report import Party, Report
from qanat.record.tables import contact_pairs, contact_parties, contacts, documents, people, profiles, reports, statement_reports, statements

COUNTRY = re.compile(r"[A-Z]{3}")
_PERSON = re.compile(r"a[0-9a-f]{16}")
_CHUNK = 300  # rows that are made whole at once


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. `between` holds two, and `actor` one, of: a country (RUS), a name, an id of the record; `since` and `until` are days, both inside.

    Of statements, `between`, `mode`, `status` and `level` ask for those about such contacts.
    """

    between: tuple[str, str] | None = None
    actor: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    mode: str | None = None
    status: str | None = None
    level: str | None = None
    act: str | None = None
    role: str | None = None
    limit: int | None = None
    ids: tuple[str, ...] | None = None

    @property
    def of_contacts(self) -> bool:
        """Does it ask for something that only contacts have?"""
        return any((self.between, self.mode, self.status, self.level))


# --- contacts ------------------------------------------------------------------------------------------------------------------


def contacts_(connection: Connection, asked: Filters, naming: Naming | None) -> Iterator[dict[str, Any]]:
    """The contacts in the form of the contract, the newest first. `naming` is needed where `asked` holds a name."""
    c = contacts.c
    lines = _newest(select(c.id).where(*_of_contact(connection, asked, naming)), c, asked.limit)
    for some in _chunks(connection, lines):
        yield from _contacts(connection, some)


def _of_contact(connection: Connection, asked: Filters, naming: Naming | None) -> list[ColumnElement[bool]]:
    c, where = contacts.c, []
    if asked.between:
        where.append(_between(connection, *asked.between, naming))
    if asked.actor:
        where.append(_with(connection, asked.actor, naming))
    if asked.country:
        where.append(c.id.in_(select(contact_parties.c.contact).where(contact_parties.c.country == asked.country)))
    for column, value in ((c.mode, asked.mode), (c.status, asked.status), (c.level, asked.level)):
        if value:
            where.append(column == value)
    if asked.since:
        where.append(c.until >= asked.since)
    if asked.until:
        where += [c.since <= asked.until, c.since != ""]
    if asked.ids is not None:
        where.append(c.id.in_(asked.ids))
    return where


def _between(connection: Connection, one: str, other: str, naming: Naming | None) -> ColumnElement[bool]:
    """Contacts with a party on either side."""
    if COUNTRY.fullmatch(one) and COUNTRY.fullmatch(other):
        a, b = sorted((one, other))
        return contacts.c.id.in_(select(contact_pairs.c.contact).where(contact_pairs.c.a == a, contact_pairs.c.b == b))
    return and_(_with(connection, one, naming), _with(connection, other, naming))


def _with(connection: Connection, who: str, naming: Naming | None) -> ColumnElement[bool]:
    p = contact_parties.c
    if COUNTRY.fullmatch(who):
        return contacts.c.id.in_(select(p.contact).where(p.country == who))
    return contacts.c.id.in_(select(p.contact).where(p.profile.in_(sorted(profiles_of(connection, who, naming)))))


def _newest(lines: Select[Any], columns: Any, limit: int | None) -> Select[Any]:
    ordered = lines.order_by(columns.since.desc(), columns.id)
    return ordered if limit is None else ordered.limit(limit)


def _chunks(connection: Connection, lines: Select[Any]) -> Iterator[list[str]]:
    found = list(connection.execute(lines).scalars())
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


def _contacts(connection: Connection, some: list[str]) -> Iterator[dict[str, Any]]:
    c, p, r, d = contacts.c, contact_parties.c, reports.c, documents.c
    rows = {row["id"]: row for row in connection.execute(select(contacts).where(c.id.in_(some))).mappings()}
    sides: dict[str, list[dict[str, Any]]] = defaultdict(list)
    lines = select(p.contact, func.coalesce(profiles.c.who, p.actor), p.name, p.latin, p.country, p.role).outerjoin(profiles, profiles.c.id == p.profile)
    for contact, who, name, latin, country, role in connection.execute(lines.where(p.contact.in_(some)).order_by(p.contact, p.position)):
        sides[contact].append({"id": who, "name": name, "latin": latin, "country": country, "role": role})
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    order = (r.contact, r.day.is_(None), r.day, d.id, r.start, r.id)
    held = select(r.contact, r.value).join(documents, d.key == r.document).where(r.contact.in_(some), r.current).order_by(*order)
    for contact, value in connection.execute(held):
        told[contact].append(_report(json.loads(value)))
    for name in some:
        row = rows[name]
        start = row["initiator"]
        history = frozen.read(tuple[Step, ...], row["history"])
        yield {
            "id": name,
            "mode": row["mode"],
            "status": row["status"],
            "parties": sides[name],
            "initiator": sides[name][start]["id"] if start is not None else None,
            "date": row["date"],
            "place": row["place"],
            "level": row["level"],
            "history": [step._asdict() for step in history],
            "reports": told[name],
            "basis": row["basis"],
            "voices": row["voices"],
        }


_FIELDS = {field.name: place for place, field in enumerate(fields(Report))}  # of a report as `frozen` writes it
_TELLER = [field.name for field in fields(Party)].index("name")
_SHOWN = ("document", "outlet", "told_by", "status", "date", "evidence", "quote", "id", "published", "digest")


def _report(plain: list[Any]) -> dict[str, Any]:
    """A report in the form of the contract, of the list of its fields: to make the whole value anew would take most of the time of an answer."""
    form = {name: plain[_FIELDS[name]] for name in _SHOWN}
    return {**form, "told_by": [teller[_TELLER] for teller in form["told_by"]]}


def reports_(connection: Connection, asked: Filters, naming: Naming | None) -> dict[str, tuple[Report, ...]]:
    """The current reports of the contacts asked for, by contact, the newest first; for those who work on reports."""
    r, out = reports.c, {}
    found = list(connection.execute(_newest(select(contacts.c.id).where(*_of_contact(connection, asked, naming)), contacts.c, asked.limit)).scalars())
    told: dict[str, list[Report]] = defaultdict(list)
    for some in parts(found):
        for contact, value in connection.execute(select(r.contact, r.value).where(r.contact.in_(some), r.current).order_by(r.contact, r.id)):
            told[contact].append(frozen.read(Report, value))
    for name in found:
        out[name] = tuple(told[name])
    return out


# --- statements ----------------------------------------------------------------------------------------------------------------


def statements_(connection: Connection, asked: Filters, naming: Naming | None) -> Iterator[dict[str, Any]]:
    """The statements, the newest first."""
    s = statements.c
    where: list[ColumnElement[bool]] = [s.current]
    if asked.actor and COUNTRY.fullmatch(asked.actor):
        asked = replace(asked, actor=None, country=asked.actor)
    if asked.actor:
        where.append(s.profile.in_(sorted(profiles_of(connection, asked.actor, naming))))
    for column, value in ((s.country, asked.country), (s.act, asked.act), (s.role, asked.role)):
        if value:
            where.append(column == value)
    if asked.since:
        where.append(s.since >= asked.since)
    if asked.until:
        where.append(s.since <= asked.until)
    if asked.ids is not None:
        where.append(s.id.in_(asked.ids))
    if asked.of_contacts:
        about = replace(asked, actor=None, country=None, since=None, until=None, ids=None)
        told = (
            select(statement_reports.c.statement).join(reports, reports.c.id == statement_reports.c.report).join(contacts, contacts.c.id == reports.c.contact)
        )
        where.append(s.id.in_(told.where(*_of_contact(connection, about, naming))))
    lines = select(s.id).where(*where).order_by(s.since.is_(None), s.since.desc(), s.id)
    for some in _chunks(connection, lines if asked.limit is None else lines.limit(asked.limit)):
        yield from _statements(connection, some)


def _statements(connection: Connection, some: list[str]) -> Iterator[dict[str, Any]]:
    s, d = statements.c, documents.c
    about: dict[str, list[str]] = defaultdict(list)
    r = reports.c
    told = select(statement_reports.c.statement, r.contact).join(reports, r.id == statement_reports.c.report)
    for name, contact in connection.execute(told.where(statement_reports.c.statement.in_(some), r.contact.is_not(None)).order_by(r.contact)):
        if contact not in about[name]:
            about[name].append(contact)
    lines = select(statements, func.coalesce(profiles.c.who, s.speaker).label("who"), d.id.label("of"), d.outlet, d.published, d.digest)
    lines = lines.join(documents, d.key == s.document).outerjoin(profiles, profiles.c.id == s.profile).where(s.id.in_(some))
    rows = {row["id"]: row for row in connection.execute(lines).mappings()}
    for name in some:
        row = rows[name]
        yield {
            "id": name,
            "speaker": {"id": row["who"], "name": row["name"], "country": row["country"], "role": row["role"]},
            "act": row["act"],
            "kind": row["kind"],
            "via": row["via"],
            "told_by": json.loads(row["told_by"]),
            "date": row["date"],
            "about": about[name],
            "document": row["of"],
            "outlet": row["outlet"],
            "published": row["published"],
            "digest": row["digest"],
            "cue": [row["cue_start"], row["cue_end"]],
            "content": [row["start"], row["end"]],
            "quote": row["quote"],
        }


# --- actors --------------------------------------------------------------------------------------------------------------------


def actors_(connection: Connection, asked: Filters, naming: Naming | None) -> Iterator[dict[str, Any]]:
    """Who is in the record, those that most documents name first."""
    p = people.c
    where: list[ColumnElement[bool]] = [p.documents > 0]
    if asked.actor and COUNTRY.fullmatch(asked.actor):
        asked = replace(asked, actor=None, country=asked.actor)
    if asked.actor:
        where.append(p.id.in_(sorted(people_of(connection, asked.actor, naming))))
    for column, value in ((p.country, asked.country), (p.role, asked.role)):
        if value:
            where.append(column == value)
    if asked.ids is not None:
        where.append(p.id.in_(asked.ids))
    lines = select(p.id).where(*where).order_by(p.documents.desc(), p.id)
    for some in _chunks(connection, lines if asked.limit is None else lines.limit(asked.limit)):
        yield from _actors(connection, some)


def _actors(connection: Connection, some: list[str]) -> Iterator[dict[str, Any]]:
    names: dict[str, list[str]] = defaultdict(list)
    lines = select(profiles.c.who, profiles.c.value, profiles.c.documents).where(profiles.c.who.in_(some), profiles.c.documents > 0)
    for who, value, _ in connection.execute(lines.order_by(profiles.c.who, profiles.c.documents.desc(), profiles.c.id)):
        name = json.loads(value)[2]
        if name not in names[who]:
            names[who].append(name)
    met = _counted(connection, contact_parties.c.contact, contact_parties.c.profile, some, true())
    said = _counted(connection, statements.c.id, statements.c.profile, some, statements.c.current)
    rows = {row["id"]: row for row in connection.execute(select(people).where(people.c.id.in_(some))).mappings()}
    for name in some:
        row = rows[name]
        form = {field: row[field] for field in ("id", "kind", "name", "latin", "country", "role")}
        yield {**form, "names": names[name], "documents": row["documents"], "contacts": met.get(name, 0), "statements": said.get(name, 0)}


def _counted(connection: Connection, what: Any, profile: Any, some: list[str], where: Any) -> dict[str, int]:
    lines = select(profiles.c.who, func.count(func.distinct(what))).join(profiles, profiles.c.id == profile)
    return dict(connection.execute(lines.where(profiles.c.who.in_(some), where).group_by(profiles.c.who)).all())


def people_of(connection: Connection, who: str, naming: Naming | None) -> set[str]:
    """The people that a name or an id means: everyone who is named with all these words."""
    if _PERSON.fullmatch(who):
        here = connection.execute(select(profiles.c.who).where(profiles.c.id == who[1:])).scalar()  # ids of people are ids of their first profile
        if here is None:
            raise RecordError(f"{who}: there is no such actor in the record")
        return {here}
    if naming is None:
        return set()
    words = naming.name(who).words
    padded = literal(" ") + profiles.c.folded + literal(" ")
    arabic = and_(*(padded.contains(f" {word} ", autoescape=True) for word in words))
    latin = and_(*(padded.contains(f" {word} ", autoescape=True) for word in who.lower().split()))
    return set(connection.execute(select(profiles.c.who).where(or_(arabic, latin), profiles.c.who.is_not(None))).scalars())


def profiles_of(connection: Connection, who: str, naming: Naming | None) -> set[str]:
    """All ways in which those are named whom a name or an id means."""
    found = people_of(connection, who, naming)
    return {name for some in parts(sorted(found)) for name in connection.execute(select(profiles.c.id).where(profiles.c.who.in_(some))).scalars()}


def needs_naming(asked: Filters) -> bool:
    """Does it hold a name that must be compared?"""
    given: Iterable[str | None] = (asked.actor, *(asked.between or ()))
    return any(one and not COUNTRY.fullmatch(one) and not _PERSON.fullmatch(one) for one in given)
