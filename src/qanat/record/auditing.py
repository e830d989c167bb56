"""The audit asked of the database: the claims, and of each the contacts that it may count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select

from qanat.record import frozen
from qanat.record.anchors import Anchors
from qanat.record.ask import Filters, words_of
from qanat.record.audit import Cast, Finding, Told, check, close, counted, may_count, undated, window
from qanat.record.board import of_channel, readings_of
from qanat.record.coverage import days_read
from qanat.record.keep import among, found
from qanat.record.level import camp
from qanat.record.names import Naming
from qanat.record.report import Party, Report
from qanat.record.tables import contact_pairs, contact_parties, contacts, documents, reports

_NEAR = 12  # readings of the same series by which a beginning may be dated


def audit_(connection: Connection, asked: Filters, naming: Naming) -> list[Finding]:
    """Each claim on a series held against the record, the newest first."""
    claims = [(contact, frozen.read(Report, value), number) for contact, value, number in _claims(connection, asked)]
    modes: dict[tuple[str, str], set[str]] = defaultdict(set)  # that the claims of a pair count
    for _, claimed, _ in claims:
        for pair in _pairs(claimed):
            modes[pair] |= counted(claimed)
    casts = _casts(connection, modes, naming)
    series = [{contact, *may_count(claimed, [one for pair in _pairs(claimed) for one in casts[pair]])} for contact, claimed, _ in claims]
    known = _tell(connection, {name for some in series for name in some}, naming)
    told = [{name: known[name] for name in some} for some in series]
    copies = [close(claimed, some.values()) for (_, claimed, _), some in zip(claims, told, strict=True)]
    words = {name: words_of(value) for name, value in found(connection, _VALUE, {name for some in copies for name in some})}
    anchors, read = Anchors.of(naming), days_read(connection)
    out = []
    for (contact, claimed, number), mine, alike in zip(claims, told, copies, strict=True):
        near = [number, *_near(connection, claimed, number)] if undated(claimed) else []
        span = window(claimed, mine[contact], list(readings_of(connection, near).values()), anchors)
        out.append(check(claimed, contact, mine, span, {name: words[name] for name in alike}, read))
    return out


def _claims(connection: Connection, asked: Filters) -> list[Any]:
    """The contact, the report and the reading of each claim: in the order of an index, so that a limit ends the work early; those without a day come last."""
    r, c, p = reports.c, contacts.c, contact_pairs.c
    lines = select(r.contact, r.value, r.reading).where(r.claim, r.current, r.contact.is_not(None))
    if asked.between or asked.country:
        lines = lines.where(select(p.contact).where(p.contact == r.contact, *of_channel(p, replace(asked, level=None))).exists())
    wanted = [column == value for column, value in ((c.mode, asked.mode), (c.status, asked.status), (c.level, asked.level)) if value]
    if wanted:
        lines = lines.join(contacts, c.id == r.contact).where(*wanted)
    if asked.ids is not None:
        lines = lines.where(r.contact.in_(asked.ids))
    if asked.since:
        lines = lines.where(r.day >= asked.since)
    if asked.until:
        lines = lines.where(r.day <= asked.until)
    rows: list[Any] = []
    for dated in (r.day.is_not(None), r.day.is_(None)):
        left = None if asked.limit is None else asked.limit - len(rows)
        rows += connection.execute(lines.where(dated).order_by(r.day.desc(), r.id).limit(left)).all()
    return rows


def _pairs(claimed: Report) -> list[tuple[str, str]]:
    """The pairs of the camps of a claim."""
    return list(combinations(sorted({camp(party) for party in claimed.parties}), 2))


def _casts(connection: Connection, modes: Mapping[tuple[str, str], Collection[str]], naming: Naming) -> dict[tuple[str, str], Cast]:
    """Who took part in which of the contacts of some modes that two camps have held, and at which place."""
    seats: dict[tuple[str, str], dict[tuple[str, str], list[tuple[str, int]]]] = {}
    for (a, b), some in modes.items():
        mine = seats[a, b] = defaultdict(list)
        for contact, mode, faces in connection.execute(_FACES, {"a": a, "b": b, "some": sorted(some)}).all():
            for place, mark in enumerate(faces.split()):
                mine[mode, mark].append((contact, place))
    parties = _parties(connection, {mark: some[0] for mine in seats.values() for (_, mark), some in mine.items()}, naming)
    return {pair: [(parties[mark], mode, some) for (mode, mark), some in mine.items()] for pair, mine in seats.items()}


def _parties(connection: Connection, wanted: Mapping[str, tuple[str, int]], naming: Naming) -> dict[str, Party]:
    """The parties with some marks, each of a contact, and a place in it, where it stands."""
    rows = {(contact, place): _party(named, naming) for contact, place, *named in found(connection, _NAMES, {contact for contact, _ in wanted.values()})}
    return {mark: rows[seat] for mark, seat in wanted.items()}


def _party(named: Any, naming: Naming) -> Party:
    name, latin, country, role, kind = named
    return Party("", name, latin, country, role, kind, None, naming.name(name))


def _tell(connection: Connection, names: Collection[str], naming: Naming) -> dict[str, Told]:
    """Contacts, with what the audit asks of them."""
    told: dict[str, list[tuple[str, str, str | None]]] = defaultdict(list)
    for contact, *report in found(connection, _REPORTS, names):
        told[contact].append((report[0], report[1], report[2]))
    rows = [(contact, faces.split(), row) for contact, faces, *row in found(connection, _CONTACTS, names)]
    parties = _parties(connection, {mark: (contact, place) for contact, marks, _ in rows for place, mark in enumerate(marks)}, naming)
    return {
        contact: Told(mode, status, level, day, since or None, until or None, tuple(parties[mark] for mark in marks), initiator, tuple(told[contact]))
        for contact, marks, (mode, status, level, day, since, until, initiator) in rows
    }


def _near(connection: Connection, claimed: Report, but: int) -> list[int]:
    """The readings of the contacts of the same camps that are nearest before a claim, then after it."""
    p, r, near = contact_pairs.c, reports.c, dict[int, None]()
    day = claimed.published or "9999"
    camps = or_(*(and_(p.a == a, p.b == b) for a, b in _pairs(claimed))) if _pairs(claimed) else p.a.is_(None)
    for side, order in ((p.since <= day, (p.since.desc(), p.contact.desc())), (p.since > day, (p.since, p.contact))):
        closest = select(p.contact, p.since).where(camps, side).order_by(*order).limit(_NEAR).subquery()
        newest = closest.c.since.desc() if not near else closest.c.since
        lines = select(r.reading).join(closest, closest.c.contact == r.contact).where(r.current, r.reading != but)
        near |= dict.fromkeys(connection.execute(lines.order_by(newest, r.id)).scalars())
    return list(near)[:_NEAR]


_P, _Q, _R, _C = contact_pairs.c, contact_parties.c, reports.c, contacts.c
_HELD = (_P.a == bindparam("a"), _P.b == bindparam("b"), _P.status == "held", among(_C.mode))
_FACES = select(_C.id, _C.mode, _C.faces).join(contact_pairs, _P.contact == _C.id).where(*_HELD)
_NAMES = select(_Q.contact, _Q.position, _Q.name, _Q.latin, _Q.country, _Q.role, _Q.kind).where(among(_Q.contact))
_CONTACTS = select(_C.id, _C.faces, _C.mode, _C.status, _C.level, _C.date, _C.since, _C.until, _C.initiator).where(among(_C.id))
_REPORTS = select(_R.contact, _R.id, documents.c.id, _R.day).join(documents, documents.c.key == _R.document).where(among(_R.contact), _R.current)
_VALUE = select(_R.id, _R.value).where(among(_R.id))
