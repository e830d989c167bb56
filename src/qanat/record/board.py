"""Questions that look at many contacts at once: the channel board, the audit, offices, readouts. The rows come from here, the answers from the pure modules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from qanat.errors import RecordError
from qanat.model import Document, Reading, Span
from qanat.record import frozen
from qanat.record.anchors import Anchors
from qanat.record.ask import Filters, words_of
from qanat.record.audit import Finding, Told, Window, check, close, counted, undated, window
from qanat.record.channels import Channel, Strand, board
from qanat.record.days import days, iso
from qanat.record.identity import Profile
from qanat.record.keep import parts
from qanat.record.level import camp
from qanat.record.names import Naming
from qanat.record.offices import OFFICES, Evidence, Given, Office, offices
from qanat.record.readouts import Readouts, readouts
from qanat.record.report import Party, Report
from qanat.record.rows import unpacked
from qanat.record.tables import actors, contact_pairs, contact_parties, contacts, coverage, documents, looks, people, profiles, readings, reports, versions

_SENTENCE = re.compile(r"[.!?؟\n]+(?=\s|$)|\n+")
_ONE_BY_ONE = 100  # channels up to which each is asked for by itself
_NEAR = 12  # readings of the same series by which a beginning may be dated


# --- channels --------------------------------------------------------------------------------------------------------------------


def channels_(connection: Connection, asked: Filters, as_of: str | None = None) -> tuple[tuple[Channel, ...], str | None]:
    """The most used channels (`between`, `country`, `level`, `since`, `until`, `limit` of the filters), and the day up to which silence is counted."""
    p = contact_pairs.c
    day = as_of or last_day(connection)
    if day is None:
        return (), None
    where = _of_pair(asked)
    lines = select(p.a, p.b, p.level).where(*where).group_by(p.a, p.b, p.level)
    most = connection.execute(lines.order_by(func.count().desc(), p.a, p.b, p.level).limit(asked.limit)).all()
    strands = list(_strands(connection, where, dict.fromkeys((a, b, level) for a, b, level in most)))
    return board(strands, read_days(connection, {outlet for one in strands for outlet in one.outlets}), day), day


def _of_pair(asked: Filters) -> list[ColumnElement[bool]]:
    p, where = contact_pairs.c, []
    if asked.between:
        a, b = sorted(asked.between)
        where.append(and_(p.a == a, p.b == b))
    if asked.country:
        where.append(or_(p.a == asked.country, p.b == asked.country))
    if asked.level:
        where.append(p.level == asked.level)
    if asked.since:
        where.append(p.since >= asked.since)
    if asked.until:
        where.append(p.since <= asked.until)
    return where or [true()]


def _strands(connection: Connection, where: Sequence[ColumnElement[bool]], chosen: Collection[tuple[str, str, str]]) -> Iterator[Strand]:
    """The contacts of the chosen channels, those alike together."""
    p = contact_pairs.c
    columns = (p.a, p.b, p.level, p.status, p.starter, p.outlets)
    lines = select(*columns, func.aggregate_strings(p.day + p.contact, ",")).where(*where).group_by(*columns)
    asked = [lines.where(p.a == a, p.b == b, p.level == level) for a, b, level in chosen]  # each is one stretch of an index
    for line in asked if len(asked) <= _ONE_BY_ONE else [lines]:
        for a, b, level, status, starter, outlets, marks in connection.execute(line):
            if (a, b, level) in chosen:
                yield Strand(a, b, level, status, starter, _names(outlets), tuple(marks.split(",")))


@lru_cache(maxsize=10_000)
def _names(outlets: str) -> tuple[str, ...]:
    return frozen.read(tuple[str, ...], outlets)


def read_days(connection: Connection, outlets: Iterable[str]) -> dict[str, list[str]]:
    """The days on which each of some outlets was read, in order."""
    c, found = coverage.c, dict[str, list[str]]()
    for some in parts(sorted(outlets)):
        lines = select(c.outlet, func.aggregate_strings(c.day, ",")).where(c.outlet.in_(some), c.documents > 0).group_by(c.outlet)
        found |= {outlet: days.split(",") for outlet, days in connection.execute(lines)}
        seen = select(looks.c.outlet, func.aggregate_strings(looks.c.day, ",")).where(looks.c.outlet.in_(some), looks.c.read > 0).group_by(looks.c.outlet)
        for outlet, looked in connection.execute(seen):  # looked at, whether or not there was anything
            found[outlet] = [*found.get(outlet, ()), *looked.split(",")]
    return {outlet: sorted(set(days)) for outlet, days in found.items()}


def last_day(connection: Connection) -> str | None:
    """The last day from which something is in the record."""
    return connection.execute(select(func.max(documents.c.day))).scalar()


# --- the audit -------------------------------------------------------------------------------------------------------------------


def audit_(connection: Connection, asked: Filters, naming: Naming) -> Iterator[Finding]:
    """Each claim on a series held against the record, the newest first."""
    r, c = reports.c, contacts.c
    lines = select(r.contact, r.value, r.reading).join(contacts, c.id == r.contact).where(r.claim, r.current)
    if asked.between or asked.country:
        pairs = select(contact_pairs.c.contact).where(*_of_pair(Filters(between=asked.between, country=asked.country)))
        lines = lines.where(c.id.in_(pairs))
    for column, value in ((c.mode, asked.mode), (c.status, asked.status), (c.level, asked.level)):
        if value:
            lines = lines.where(column == value)
    if asked.since:
        lines = lines.where(r.day >= asked.since)
    if asked.until:
        lines = lines.where(r.day <= asked.until)
    rows = connection.execute(lines.order_by(r.day.is_(None), r.day.desc(), r.id).limit(asked.limit)).all()
    day = documents.c.day
    read = connection.execute(select(day).where(day.is_not(None)).distinct().order_by(day)).scalars().all()
    anchors, known = Anchors.of(naming), dict[str, Told]()
    for contact, value, number in rows:
        claimed = frozen.read(Report, value)
        _tell(connection, [contact], known, naming)
        near = [number, *_near(connection, claimed, number)] if undated(claimed) else []
        span = window(claimed, known[contact], list(readings_of(connection, near).values()), anchors)
        series = {contact, *connection.execute(_series(claimed, span)).scalars()}
        _tell(connection, series, known, naming)
        told = {name: known[name] for name in sorted(series)}
        yield check(claimed, contact, told, span, _words(connection, close(claimed, told.values())), read)


def _of_camps(claimed: Report) -> ColumnElement[bool]:
    """Is a pair one of two camps of a claim?"""
    p, camps = contact_pairs.c, sorted({camp(party) for party in claimed.parties})
    return or_(false(), *(and_(p.a == a, p.b == b) for a, b in combinations(camps, 2)))


def _series(claimed: Report, span: Window) -> Select[Any]:
    """The contacts that a claim may count."""
    p, c = contact_pairs.c, contacts.c
    lines = select(p.contact).join(contacts, c.id == p.contact).where(_of_camps(claimed), c.status == "held", c.mode.in_(sorted(counted(claimed)))).distinct()
    begun = iso(first.first) if (first := days(span.first)) else ""
    inside = and_(p.since <= span.until if span.until else true(), c.until >= begun)
    return lines.where(or_(p.since == "", inside))


def _tell(connection: Connection, names: Iterable[str], known: dict[str, Told], naming: Naming) -> None:
    """Make contacts known, with what the audit asks of them."""
    c, p, r, d = contacts.c, contact_parties.c, reports.c, documents.c
    for some in parts(sorted({*names} - set(known))):
        sides: dict[str, list[Party]] = defaultdict(list)
        lines = select(p.contact, p.name, p.latin, p.country, p.role, p.kind).where(p.contact.in_(some)).order_by(p.contact, p.position)
        for contact, name, latin, country, role, kind in connection.execute(lines):
            sides[contact].append(Party("", name, latin, country, role, kind, None, naming.name(name)))
        told: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
        mine = select(r.contact, r.id, d.id, r.day).join(documents, d.key == r.document).where(r.contact.in_(some), r.current)
        for contact, report, of, day in connection.execute(mine):
            told[contact].append((report, of, day))
        rows = connection.execute(select(c.id, c.mode, c.status, c.level, c.date, c.until, c.initiator).where(c.id.in_(some)))
        for contact, mode, status, level, day, until, initiator in rows:
            known[contact] = Told(mode, status, level, day, until or None, tuple(sides[contact]), initiator, tuple(told[contact]))


def _words(connection: Connection, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    r, found = reports.c, dict[str, tuple[str, ...]]()
    for some in parts(sorted(names)):
        found |= {name: words_of(value) for name, value in connection.execute(select(r.id, r.value).where(r.id.in_(some)))}
    return found


def _near(connection: Connection, claimed: Report, but: int) -> list[int]:
    """The readings of the contacts of the same camps that are nearest before a claim, then after it."""
    p, r, found = contact_pairs.c, reports.c, dict[int, None]()
    day = claimed.published or "9999"
    for side, order in ((p.since <= day, (p.since.desc(), p.contact.desc())), (p.since > day, (p.since, p.contact))):
        close = select(p.contact, p.since).where(_of_camps(claimed), side).order_by(*order).limit(_NEAR).subquery()
        newest = close.c.since.desc() if not found else close.c.since
        lines = select(r.reading).join(close, close.c.contact == r.contact).where(r.current, r.reading != but)
        found |= dict.fromkeys(connection.execute(lines.order_by(newest, r.id)).scalars())
    return list(found)[:_NEAR]


def readings_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Reading]:
    """Readings by their numbers, in the order asked for."""
    v, g, d = versions.c, readings.c, documents.c
    lines = select(g.n.label("number"), g.body, versions, d.id.label("of")).join(versions, v.n == g.version).join(documents, d.key == v.document)
    found: dict[int, Reading] = {}
    wanted = list(dict.fromkeys(numbers))
    for some in parts(wanted):
        for row in connection.execute(lines.where(g.n.in_(some))).mappings():
            document = Document(row["of"], row["text"], row["title"], row["outlet"], row["outlet_country"], row["url"], row["published"], row["language"])
            found[row["number"]] = unpacked(document, row["body"])
    return {number: found[number] for number in wanted if number in found}


# --- readouts --------------------------------------------------------------------------------------------------------------------


def readouts_(connection: Connection, name: str, naming: Naming) -> tuple[str, Readouts]:
    """Both sides' accounts of a contact, and its id of today."""
    r = reports.c
    contact = connection.execute(select(r.contact).where(r.id == name.removeprefix("k"))).scalar()
    if contact is None:
        raise RecordError(f"{name}: there is no such contact in the record; `qanat contacts` lists them")
    rows = connection.execute(select(r.value, r.reading).where(r.contact == contact, r.current).order_by(r.id)).all()
    told = [frozen.read(Report, value) for value, _ in rows]
    return contact, readouts(told, readings_of(connection, [number for _, number in rows]).values(), naming)


# --- offices ---------------------------------------------------------------------------------------------------------------------


def offices_(connection: Connection, country: str, as_of: str | None, naming: Naming, role: str | None = None) -> tuple[Office, ...]:
    """Who held the offices of a state, with the first and the last sentence that proves it."""
    p, w = profiles.c, people.c
    lines = select(p.value, w.id, w.latin, p.documents, _mention(first=True), _mention(first=False)).join(people, w.id == p.who)
    lines = lines.where(p.country == country, p.role.in_((role,) if role else OFFICES), p.documents > 0, w.kind == "person")
    rows = [(frozen.read(Profile, value), *rest) for value, *rest in connection.execute(lines)]
    shown = _evidence(connection, {name for row in rows for name in row[-2:] if name})
    given = [
        Given(who, one.name, latin, one.role, one.office, naming.words(one.office), shown[first], shown[last], documents)
        for one, who, latin, documents, first, last in rows
        if one.office and one.role and first and last
    ]
    made = offices(country, given, as_of)
    texts = _texts(connection, {one.reading for office in made for tenure in office.tenures for one in (tenure.first, tenure.last)})

    def quoted(one: Evidence) -> Evidence:
        return replace(one, quote=_sentence(texts[one.reading], one.span))

    return tuple(replace(office, tenures=tuple(replace(one, first=quoted(one.first), last=quoted(one.last)) for one in office.tenures)) for office in made)


def _mention(*, first: bool) -> Any:
    """The first, or last, article of today's readings that names somebody as a profile does: the id of the mention."""
    a = actors.c
    order = (a.day, a.id) if first else (a.day.desc(), a.id.desc())
    return select(a.id).where(a.profile == profiles.c.id, a.current, a.day.is_not(None)).order_by(*order).limit(1).scalar_subquery()


def _evidence(connection: Connection, names: Iterable[str]) -> dict[str, Evidence]:
    a, d, found = actors.c, documents.c, dict[str, Evidence]()
    for some in parts(sorted(names)):
        lines = select(a.id, a.office, a.day, d.id, a.start, a.end, a.reading).join(documents, d.key == a.document).where(a.id.in_(some))
        found |= {name: Evidence(title or "", day, of, Span(*span), reading=number) for name, title, day, of, *span, number in connection.execute(lines)}
    return found


def _texts(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in parts(sorted(numbers)):
        lines = select(readings.c.n, versions.c.text).join(versions, versions.c.n == readings.c.version).where(readings.c.n.in_(some))
        found |= dict(connection.execute(lines).all())
    return found


def _sentence(text: str, span: Span) -> str:
    """The sentence in which a span begins."""
    start = max((stop.end() for stop in _SENTENCE.finditer(text, 0, span.start)), default=0)
    stop = _SENTENCE.search(text, span.end)
    return text[start : stop.start() if stop else len(text)].strip()
