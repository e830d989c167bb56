"""Questions to the record: contacts, statements, actors, each with the filters of the contract, the newest first."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, true

from qanat.errors import MissingError, RecordError
from qanat.record import frozen
from qanat.record.contact import Step
from qanat.record.keep import parts
from qanat.record.names import Naming
from qanat.record.report import Party, Report
from qanat.record.reviews import standing
from qanat.record.search import Speller, documents_with, holds
from qanat.record.tables import contact_pairs, contact_parties, contacts, documents, people, profiles, reports, statement_pairs, statement_reports, statements

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
    after: str | None = None  # the id of the last row of the page before
    words: str | None = None  # of statements: all of them stand in it, in any spelling
    place: str | None = None  # of contacts: where they took place, by the id of a place that the language knows
    changed: bool = False  # contacts of which more than one status is told: announced, then held

    @property
    def of_contacts(self) -> bool:
        """Does it ask for something that only contacts have?"""
        return any((self.between, self.mode, self.status, self.level))


# --- contacts ------------------------------------------------------------------------------------------------------------------


def contacts_(connection: Connection, asked: Filters, naming: Naming | None) -> Iterator[dict[str, Any]]:
    """The contacts in the form of the contract, the newest first. `naming` is needed where `asked` holds a name."""
    for some in _chunks(connection, contact_lines(connection, asked, naming)):
        yield from _contacts(connection, some)


def contact_lines(connection: Connection, asked: Filters, naming: Naming | None) -> Select[Any]:
    """The ids of the contacts asked for, the newest first: read in order from the table that narrows them most (pairs, parties, contacts), so that a limit ends
    the work early.
    """
    c = contacts.c
    lead, where, rest = _lead(connection, asked, naming)
    lines = select(lead.id, lead.since).where(*where)
    if lead is not c:
        lines = lines.distinct()
    conditions = [_with(connection, lead, who, naming) for who in rest]
    if asked.since:  # a date may be a month or a year
        conditions += [lead.since >= _year_before(asked.since), c.until >= asked.since]
    if asked.until:
        conditions += [lead.since <= asked.until, lead.since != ""]
    kind = contact_parties.c if lead.id is contact_parties.c.contact else c
    conditions += [column == value for column, value in ((kind.mode, asked.mode), (kind.status, asked.status), (kind.level, asked.level)) if value]
    if asked.changed:
        conditions.append(c.history.contains("],["))  # of two steps
    if asked.place:
        conditions.append(c.place.in_(_written(connection, asked.place, naming)))
    if asked.ids is not None:
        conditions.append(lead.id.in_(asked.ids))
    if asked.after:
        conditions.append(_behind(connection, lead.since, lead.id, c.since, c.id, asked.after))
    if lead is not c and (asked.since or asked.changed or asked.place or (kind is c and (asked.mode or asked.status or asked.level))):
        lines = lines.join(contacts, c.id == lead.id)
    lines = lines.where(*conditions).order_by(lead.since.desc(), lead.id.desc())
    return lines if asked.limit is None else lines.limit(asked.limit)


def _written(connection: Connection, place: str, naming: Naming | None) -> list[str]:
    """All ways in which a place is written in the record."""
    known = naming.where if naming else lambda _: None
    found = connection.execute(select(contacts.c.place).where(contacts.c.place.is_not(None)).distinct()).scalars()
    return sorted(one for one in found if (where := known(one)) and where.id == place)


class _Lead(NamedTuple):
    """The columns by which the contacts of a table are told and ordered."""

    id: Any
    since: Any


def _lead(connection: Connection, asked: Filters, naming: Naming | None) -> tuple[Any, list[ColumnElement[bool]], list[str]]:
    """The table to start from, its own conditions, and the parties that remain to be asked for."""
    p, q = contact_pairs.c, contact_parties.c
    who = [*(asked.between or ()), *filter(None, (asked.actor, asked.country))]
    if pair := _pair(asked):
        return _Lead(p.contact, p.since), [p.a == pair[0], p.b == pair[1]], who[2:]
    if not who:
        return contacts.c, [], []
    first = next((one for one in who if not COUNTRY.fullmatch(one)), who[0])
    who.remove(first)
    return _Lead(q.contact, q.since), [_is(connection, q, first, naming)], who


def _pair(asked: Filters) -> list[str] | None:
    """The two countries that are asked for, as the tables have pairs."""
    both = sorted(asked.between or ())
    return both if len(set(both)) == 2 and all(COUNTRY.fullmatch(one) for one in both) else None


def _is(connection: Connection, party: Any, who: str, naming: Naming | None) -> ColumnElement[bool]:
    """Is a party, or speaker, of the country, or somebody with the name or id? Who is nobody across documents (a bare first name) is found by it as written."""
    if COUNTRY.fullmatch(who):
        return cast("ColumnElement[bool]", party.country == who)
    somebody = cast("ColumnElement[bool]", party.profile.in_(sorted(profiles_of(connection, who, naming))))
    return somebody if _PERSON.fullmatch(who) else or_(somebody, and_(party.profile.is_(None), party.name == who))


def _with(connection: Connection, contact: _Lead, who: str, naming: Naming | None) -> ColumnElement[bool]:
    """Has a contact such a party?"""
    other = contact_parties.alias().c
    return select(other.contact).where(other.contact == contact.id, other.since == contact.since, _is(connection, other, who, naming)).exists()


def _behind(connection: Connection, by: Any, name: Any, kept_by: Any, kept_name: Any, last: str) -> ColumnElement[bool]:
    """Behind the last row of the page before, in the falling order of `by` and of ids. Raises RecordError when that row is no more."""
    found = connection.execute(select(kept_by).where(kept_name == last)).first()
    if found is None:
        raise RecordError("the list has changed since the page before: begin with its first page")
    return or_(by < found[0], and_(by == found[0], name < last))


def _year_before(day: str) -> str:
    return f"{max(int(day[:4]) - 1, 0):04}{day[4:]}"


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
    every = [one for of in told.values() for one in of]
    said = standing(connection, (one["id"] for one in every))
    for one in every:
        one["review"] = said.get(one["id"])
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


def words_of(value: str) -> tuple[str, ...]:
    """The folded words of a report, of what the table keeps of it."""
    return tuple(json.loads(value)[_FIELDS["words"]])


def reports_(connection: Connection, asked: Filters, naming: Naming | None) -> dict[str, tuple[Report, ...]]:
    """The current reports of the contacts asked for, by contact, the newest first; for those who work on reports."""
    r, out = reports.c, {}
    found = list(connection.execute(contact_lines(connection, asked, naming)).scalars())
    told: dict[str, list[Report]] = defaultdict(list)
    for some in parts(found):
        for contact, value in connection.execute(select(r.contact, r.value).where(r.contact.in_(some), r.current).order_by(r.contact, r.id)):
            told[contact].append(frozen.read(Report, value))
    for name in found:
        out[name] = tuple(told[name])
    return out


# --- statements ----------------------------------------------------------------------------------------------------------------


def statements_(connection: Connection, asked: Filters, naming: Naming | None, speller: Speller | None = None) -> Iterator[dict[str, Any]]:
    """The statements, the newest first. `speller` is needed where words are asked for."""
    lines = statement_lines(connection, asked, naming, speller)
    if asked.words and speller is not None:
        said = (row for some in _chunks(connection, lines) for row in _statements(connection, some))
        yield from islice((row for row in said if holds(row["quote"], asked.words, speller)), asked.limit)
        return
    for some in _chunks(connection, lines if asked.limit is None else lines.limit(asked.limit)):
        yield from _statements(connection, some)


def statement_lines(connection: Connection, asked: Filters, naming: Naming | None, speller: Speller | None) -> Select[Any]:
    """The ids of the statements asked for, the newest first, all of them; of words, those in whose documents they stand."""
    s = statements.c
    if asked.actor and COUNTRY.fullmatch(asked.actor):
        asked = replace(asked, actor=None, country=asked.actor)
    where: list[ColumnElement[bool]] = []
    if asked.actor:
        where.append(_is(connection, s, asked.actor, naming))
    where += [column == value for column, value in ((s.country, asked.country), (s.act, asked.act), (s.role, asked.role)) if value]
    if asked.ids is not None:
        where.append(s.id.in_(asked.ids))
    if asked.words and speller is not None:
        where.append(s.document.in_(documents_with(connection, asked.words, speller)))
    lead = _Lead(s.id, s.since)
    lines = select(lead.id, lead.since)
    if asked.of_contacts:
        pair = _pair(asked)
        if pair:
            t = statement_pairs.c
            lead = _Lead(t.statement, t.since)
            lines = select(lead.id, lead.since).where(t.a == pair[0], t.b == pair[1])
            if where:
                lines = lines.join(statements, s.id == lead.id)
        if not pair or asked.mode or asked.status or asked.level:
            where.append(_about(connection, asked, lead, naming))
    if lead.id is s.id:
        where.append(s.current)
    if asked.since:
        where.append(lead.since >= asked.since)
    if asked.until:
        where += [lead.since <= asked.until, lead.since != ""]
    if asked.after:
        where.append(_behind(connection, lead.since, lead.id, s.since, s.id, asked.after))
    return lines.where(*where).order_by(lead.since.desc(), lead.id.desc())


def _about(connection: Connection, asked: Filters, statement: _Lead, naming: Naming | None) -> ColumnElement[bool]:
    """Is a statement about such a contact?"""
    t, r, c = statement_reports.c, reports.c, contacts.c
    where = [column == value for column, value in ((c.mode, asked.mode), (c.status, asked.status), (c.level, asked.level)) if value]
    where += [_with(connection, _Lead(c.id, c.since), who, naming) for who in asked.between or ()]
    told = select(t.report).join(reports, r.id == t.report).join(contacts, c.id == r.contact)
    if asked.between and not _pair(asked):  # a name: its contacts are few
        return cast("ColumnElement[bool]", statement.id.in_(told.with_only_columns(t.statement).where(*where)))
    return told.where(t.statement == statement.id, *where).exists()


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
    said = standing(connection, some)
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
            "review": said.get(name),
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
    if asked.after:
        where.append(_behind(connection, p.documents, p.id, p.documents, p.id, asked.after))
    lines = select(p.id).where(*where).order_by(p.documents.desc(), p.id.desc())
    for some in _chunks(connection, lines if asked.limit is None else lines.limit(asked.limit)):
        yield from _actors(connection, some)


def _actors(connection: Connection, some: list[str]) -> Iterator[dict[str, Any]]:
    names: dict[str, list[str]] = defaultdict(list)
    lines = select(profiles.c.who, profiles.c.value, profiles.c.documents).where(profiles.c.who.in_(some), profiles.c.documents > 0)
    for who, value, _ in connection.execute(lines.order_by(profiles.c.who, profiles.c.documents.desc(), profiles.c.id)):
        name = json.loads(value)[2]
        if name not in names[who]:
            names[who].append(name)
    met = _counted(connection, func.count(func.distinct(contact_parties.c.contact)), contact_parties.c.profile, some, true())
    said = _counted(connection, func.count(), statements.c.profile, some, statements.c.current)
    rows = {row["id"]: row for row in connection.execute(select(people).where(people.c.id.in_(some))).mappings()}
    for name in some:
        row = rows[name]
        form = {field: row[field] for field in ("id", "kind", "name", "latin", "country", "role")}
        yield {**form, "names": names[name], "documents": row["documents"], "contacts": met.get(name, 0), "statements": said.get(name, 0)}


def _counted(connection: Connection, count: Any, profile: Any, some: list[str], where: Any) -> dict[str, int]:
    lines = select(profiles.c.who, count).select_from(profile.table).join(profiles, profiles.c.id == profile)
    return dict(connection.execute(lines.where(profiles.c.who.in_(some), where).group_by(profiles.c.who)).all())


def people_of(connection: Connection, who: str, naming: Naming | None) -> set[str]:
    """The people that a name or an id means: everyone who is named with all these words."""
    if _PERSON.fullmatch(who):
        here = connection.execute(select(profiles.c.who).where(profiles.c.id == who[1:])).scalar()  # ids of people are ids of their first profile
        if here is None:
            raise MissingError(f"{who}: there is no such actor in the record")
        return {here}
    if naming is None:
        return set()
    padded = literal(" ") + profiles.c.folded + literal(" ")
    spelled = [words for words in (naming.name(who).words, who.lower().split()) if words]  # the second for Latin letters
    named = [and_(*(padded.contains(f" {word} ", autoescape=True) for word in words)) for words in spelled]
    if not named:  # no word is the name of nobody, not of everybody
        return set()
    return set(connection.execute(select(profiles.c.who).where(or_(*named), profiles.c.who.is_not(None))).scalars())


def profiles_of(connection: Connection, who: str, naming: Naming | None) -> set[str]:
    """All ways in which those are named whom a name or an id means."""
    found = people_of(connection, who, naming)
    return {name for some in parts(sorted(found)) for name in connection.execute(select(profiles.c.id).where(profiles.c.who.in_(some))).scalars()}


def needs_naming(asked: Filters) -> bool:
    """Does it hold a name or a place that must be compared?"""
    given: Iterable[str | None] = (asked.actor, *(asked.between or ()))
    return asked.place is not None or any(one and not COUNTRY.fullmatch(one) and not _PERSON.fullmatch(one) for one in given)
