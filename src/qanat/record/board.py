"""Questions that look at many contacts at once: the channel board, the audit, offices, readouts. The rows come from here, the answers from the pure modules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select, true

from qanat.errors import RecordError
from qanat.model import Document, Reading, Span
from qanat.record import frozen
from qanat.record.anchors import Anchors
from qanat.record.ask import Filters, reports_
from qanat.record.audit import Finding, check
from qanat.record.channels import Channel, Point, board
from qanat.record.keep import parts
from qanat.record.level import camp
from qanat.record.names import Naming
from qanat.record.offices import OFFICES, Evidence, Office, offices
from qanat.record.readouts import Readouts, readouts
from qanat.record.report import Report
from qanat.record.rows import unpacked
from qanat.record.tables import actors, contact_pairs, contact_parties, contacts, coverage, documents, looks, people, profiles, readings, reports, versions

_SENTENCE = re.compile(r"[.!?؟\n]+(?=\s|$)|\n+")
_NEAR = 12  # readings of the same series by which a beginning may be dated
_CHANNELS = 40  # shown without a limit of one's own


# --- channels --------------------------------------------------------------------------------------------------------------------


def channels_(connection: Connection, asked: Filters, as_of: str | None = None) -> tuple[tuple[Channel, ...], str | None]:
    """The most used channels (`between`, `country`, `level`, `since`, `until`, `limit` of the filters), and the day up to which silence is counted."""
    p = contact_pairs.c
    day = as_of or last_day(connection)
    if day is None:
        return (), None
    where = _of_pair(asked)
    lines = select(p.a, p.b, p.level).where(*where).group_by(p.a, p.b, p.level)
    most = connection.execute(lines.order_by(func.count().desc(), p.a, p.b, p.level).limit(asked.limit or _CHANNELS)).all()
    points: list[Point] = []
    for some in parts(most):
        points += _points(connection, and_(*where, or_(*(and_(p.a == a, p.b == b, p.level == level) for a, b, level in some))))
    outlets = {outlet for point in points for outlet in point.outlets}
    return board(points, read_days(connection, outlets), day), day


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


def _points(connection: Connection, where: ColumnElement[bool]) -> list[Point]:
    p, c, s, r, d = contact_pairs.c, contacts.c, contact_parties.c, reports.c, documents.c
    told: dict[str, list[str]] = defaultdict(list)
    papers: Select[Any] = select(r.contact, d.outlet).join(documents, d.key == r.document).join(contact_pairs, p.contact == r.contact)
    for contact, outlet in connection.execute(papers.where(where, r.current, d.outlet.is_not(None)).distinct().order_by(r.contact, d.outlet)):
        told[contact].append(outlet)
    starter = func.coalesce(s.country, s.latin, s.name)
    untold = or_(c.since == "", and_(c.date.is_(None), c.status.in_(("planned", "proposed"))))
    lines: Select[Any] = select(p.contact, p.a, p.b, p.level, c.status, case((untold, None), else_=c.since), starter)
    lines = lines.join(contacts, c.id == p.contact).outerjoin(contact_parties, and_(s.contact == c.id, s.position == c.initiator))
    found = connection.execute(lines.where(where)).all()
    return [Point(contact, a, b, level, status, day, start, tuple(told[contact])) for contact, a, b, level, status, day, start in found]


def read_days(connection: Connection, outlets: Iterable[str]) -> dict[str, frozenset[str]]:
    """The days on which each of some outlets was read."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in parts(sorted(outlets)):
        lines = select(coverage.c.outlet, coverage.c.day).where(coverage.c.outlet.in_(some), coverage.c.documents > 0)
        looked = select(looks.c.outlet, looks.c.day).where(looks.c.outlet.in_(some), looks.c.read > 0)  # there was nothing, and it was seen
        for outlet, day in (*connection.execute(lines), *connection.execute(looked)):
            found[outlet].add(day)
    return {outlet: frozenset(days) for outlet, days in found.items()}


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
    anchors, read = Anchors.of(naming), frozenset(connection.execute(select(coverage.c.day).where(coverage.c.documents > 0).distinct()).scalars())
    for contact, value, number in rows:
        claimed = frozen.read(Report, value)
        told = _series(connection, contact, claimed)
        near = [number, *_numbers(connection, [one.id for members in told.values() for one in members], number)]
        yield check(claimed, contact, told, list(readings_of(connection, near).values()), read, anchors)


def _series(connection: Connection, contact: str, claimed: Report) -> dict[str, tuple[Report, ...]]:
    """The reports of the contacts between the camps of a claim, by contact."""
    p = contact_pairs.c
    camps = sorted({camp(party) for party in claimed.parties})
    pairs = or_(*(and_(p.a == a, p.b == b) for a, b in combinations(camps, 2)))
    found = connection.execute(select(p.contact).where(pairs).distinct()).scalars().all() if len(camps) > 1 else []
    told: dict[str, tuple[Report, ...]] = {}
    for some in parts(sorted({*found, contact})):
        told |= reports_(connection, Filters(ids=tuple(some)), None)
    return told


def _numbers(connection: Connection, some: Sequence[str], but: int) -> list[int]:
    """The readings of some reports, those published last first."""
    r = reports.c
    found: list[tuple[str, int]] = []
    for few in parts(sorted(some)):
        found += [(day or "", number) for day, number in connection.execute(select(r.day, r.reading).where(r.id.in_(few), r.reading != but).distinct())]
    return [number for _, number in sorted(found, reverse=True)[:_NEAR]]


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
    a, d, p, w = actors.c, documents.c, profiles.c, people.c
    lines = select(w.id, a.name, w.latin, a.role, a.office, a.day, d.id.label("document"), a.start, a.end, a.reading)
    lines = lines.join(documents, d.key == a.document).join(profiles, p.id == a.profile).join(people, w.id == p.who)
    lines = lines.where(
        a.country == country, a.role.in_((role,) if role else OFFICES), a.current, a.office.is_not(None), a.day.is_not(None), w.kind == "person"
    )
    found = [
        Evidence(
            row.id, row.name, row.latin, row.role, row.office, naming.words(row.office), row.day, row.document, Span(row.start, row.end), reading=row.reading
        )
        for row in connection.execute(lines)
    ]
    made = offices(country, found, as_of)
    texts = _texts(connection, {one.reading for office in made for tenure in office.tenures for one in (tenure.first, tenure.last)})
    return tuple(
        replace(
            office,
            tenures=tuple(
                replace(
                    one,
                    first=replace(one.first, quote=_sentence(texts[one.first.reading], one.first.span)),
                    last=replace(one.last, quote=_sentence(texts[one.last.reading], one.last.span)),
                )
                for one in office.tenures
            ),
        )
        for office in made
    )


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
