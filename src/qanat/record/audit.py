"""Claims on the series of contacts ("the second call since the war began", "the last one was on 13 May") held against the record."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from qanat.model import MODES, Reading
from qanat.record.anchors import Anchors, Start
from qanat.record.contact import Merged
from qanat.record.days import days, iso, ordinal
from qanat.record.features import common
from qanat.record.report import Party, Report
from qanat.record.sides import ONE_HOLDER, alike

CONSISTENT, CONTRADICTED, CANNOT_TELL = "consistent", "contradicted", "cannot_tell"
_SURE = 0.85  # how alike two parties must be to be the same
_COPY = 0.8
_COPIED = 7  # days within which copies of one text appear
_SAME_NEWS = 1  # days before an article in which a contact may be the one that made it recall the last
_LOOKED = 0.5  # share of the days that must have been read before "the first" can be called consistent
_MODES = {
    "call": (frozenset(("call",)), frozenset(("talks",))),
    "visit": (frozenset(("visit",)), frozenset(())),
    "meeting": (frozenset(("meeting", "conference")), frozenset(("talks", "visit"))),
    "contact": (frozenset(MODES), frozenset(())),
}  # what a unit counts for sure, and what it may count


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact of the series. `day`: as it is told, perhaps only the month or the year, else when it was first reported; `since` and `until` are the days
    that it may have been on. `sure`: it surely counts; `apart`: another document than the claim's own tells of it.
    """

    contact: str
    mode: str
    day: str | None
    since: str | None
    until: str | None
    sure: bool
    apart: bool
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim and what the record says to it. `verdict`: consistent, contradicted or cannot_tell, `why` in one sentence; `series`: the contacts that were
    counted, in order of day; `days` of the window (`since` to `until`) and on how many of them something was read.
    """

    contact: str
    report: str
    document: str
    quote: str
    rank: int | None
    last: str | None
    unit: str
    parties: tuple[str, ...]
    level: str
    since: str | None
    since_text: str | None
    since_basis: str | None
    until: str | None
    verdict: str
    why: str
    series: tuple[Entry, ...]
    days: int | None
    days_read: int | None


class Window(NamedTuple):
    """The days whose contacts a claim counts: from the one that `start` gives (or, of "the last was on …", that day) to the contact itself or the article."""

    start: Start | None
    first: str | None
    until: str | None


class Told(NamedTuple):
    """What the audit asks of a contact; `since` and `until` are the days that it may have been on. `reports`: id, document and day of publication of each."""

    mode: str
    status: str
    level: str
    date: str | None
    since: str | None
    until: str | None
    parties: tuple[Party, ...]
    initiator: int | None
    reports: tuple[tuple[str, str, str | None], ...]

    @classmethod
    def of(cls, one: Merged, reports: Iterable[Report]) -> Told:
        """The same of a contact in memory."""
        told = tuple((report.id, report.document, report.published) for report in reports)
        return cls(one.mode, one.status, one.level, one.date, one.since, one.until, one.parties, one.initiator, told)


Cast = Sequence[tuple[Party, str, Sequence[tuple[str, int]]]]  # who took part in which contacts of a mode, and at which place


def may_count(claimed: Report, cast: Cast) -> set[str]:
    """The contacts that a claim may count: of such a mode, with as many of its parties as a series needs."""
    alike_, modes = _offices(claimed.parties), counted(claimed)
    known = [(party, seats) for party, mode, seats in cast if mode in modes]
    seen = Counter(name for place in range(len(claimed.parties)) for name in {name for party, seats in known if alike_(place, party) > 0 for name, _ in seats})
    return {name for name, times in seen.items() if times >= min(2, len(claimed.parties))}


def counted(claimed: Report) -> frozenset[str]:
    """The modes of contact that may count for a claim."""
    surely, maybe = _MODES.get((claimed.claim and claimed.claim.unit) or "contact", _MODES["contact"])
    return surely | maybe


def undated(claimed: Report) -> bool:
    """Does the claim count from a beginning that articles or the table must date ("since the war began")?"""
    return claimed.claim is not None and claimed.claim.since is None and bool(claimed.claim.since_text)


def window(claimed: Report, own: Told, near: Sequence[Reading], anchors: Anchors) -> Window:
    """The window of a claim on the series of the contact `own`. `near`: the readings by which a beginning may be dated, the claim's own first."""
    claim = claimed.claim
    assert claim is not None
    start = None
    if claim.since:
        start = Start(claim.since, "as the claim dates it")
    elif claim.since_text:
        start = anchors.start(claim.since_text, near)
    return Window(start, claim.last or (start.date if start else None), own.until if claim.last is None else claimed.published)


def close(claimed: Report, told: Iterable[Told]) -> list[str]:
    """The reports that may be copies of the article that makes a claim: by another document, published within days of it."""
    day = ordinal(claimed.published)
    return [
        name
        for one in told
        for name, document, published in one.reports
        if document != claimed.document and (day is None or (other := ordinal(published)) is None or abs(day - other) <= _COPIED)
    ]


def check(claimed: Report, contact: str, told: Mapping[str, Told], span: Window, words: Mapping[str, tuple[str, ...]], read: Sequence[str]) -> Finding:
    """Hold the claim of one report, which is part of `contact`, against the contacts of the same pair (`told`: by id, `contact` among them).

    `words`: the folded words of the reports that are `close`; `read`: the days on which any outlet was read, in order.
    """
    claim = claimed.claim
    assert claim is not None
    copies = {name for name, mine in words.items() if common(mine, claimed.words) >= _COPY}
    start, first, until = span
    unit = claim.unit or "contact"
    alike_ = _offices(claimed.parties)
    begun = _begin(first)
    within = [(name, one, surely) for name, one in told.items() if (surely := _lies(one, begun, until)) is not None]
    inside = [entry for name, one, surely in within if (entry := _entry(name, one, claimed, alike_, copies, surely=surely)) is not None]
    inside.sort(key=lambda entry: (entry.until or "", entry.contact))
    total, seen = _coverage(first, until, read)
    if claim.last is not None:
        verdict, why = _last(claimed, contact, inside)
    else:
        verdict, why = _rank(claimed, contact, inside, start, seen / total if total and seen is not None else None)
    return Finding(
        contact=contact,
        report=claimed.id,
        document=claimed.document,
        quote=claimed.history or claimed.quote,
        rank=claim.rank,
        last=claim.last,
        unit=unit,
        parties=tuple(party.name for party in claimed.parties),
        level=told[contact].level,
        since=first,
        since_text=claim.since_text,
        since_basis="the day that is named" if claim.last else start.basis if start else None,
        until=until,
        verdict=verdict,
        why=why,
        series=tuple(inside),
        days=total,
        days_read=seen,
    )


def _entry(name: str, one: Told, claimed: Report, alike_: Callable[[int, Party], float], copies: Collection[str], *, surely: bool) -> Entry | None:
    """A contact as part of the series that a claim counts, or None. `surely`: it lies in the window for sure."""
    unit = (claimed.claim and claimed.claim.unit) or "contact"
    counts, maybe = _MODES.get(unit, _MODES["contact"])
    if one.status != "held" or (one.mode not in counts and one.mode not in maybe):
        return None
    likeness = [max([alike_(place, other) for other in one.parties], default=0.0) for place in range(len(claimed.parties))]
    if sum(sure > 0 for sure in likeness) < min(2, len(claimed.parties)):
        return None
    if unit == "visit" and not _same_traveller(one, claimed):
        return None
    sure = surely and one.mode in counts and sorted(likeness)[-2:][0] >= _SURE
    apart = any(document != claimed.document and report not in copies for report, document, _ in one.reports)
    return Entry(name, one.mode, one.date or one.until, one.since, one.until, sure, apart, tuple(sorted({document for _, document, _ in one.reports})))


@lru_cache(maxsize=100)
def _offices(parties: tuple[Party, ...]) -> Callable[[int, Party], float]:
    """How alike a party of a claim is to another: asked again and again for the same few people."""
    known: dict[tuple[object, ...], float] = {}

    def alike_(place: int, other: Party) -> float:
        key = (place, other.name, other.latin, other.country, other.role, other.kind)
        if key not in known:
            known[key] = _office(parties[place], other)
        return known[key]

    return alike_


def _office(a: Party, b: Party) -> float:
    """The same somebody, or two holders of one office: a series of calls between ministers outlives a minister."""
    if a.role == b.role and a.role in ONE_HOLDER and a.country and a.country == b.country:
        return 1.0
    return alike(a, b)


def _same_traveller(one: Told, claimed: Report) -> bool:
    if one.initiator is None or claimed.initiator is None:
        return True
    return _office(one.parties[one.initiator], claimed.parties[claimed.initiator]) > 0


def _begin(first: str | None) -> str:
    """The first day of a window; empty where it has none."""
    begun = days(first)
    return iso(begun.first) if begun else ""


def _lies(one: Told, begun: str, until: str | None) -> bool | None:
    """Does a contact lie in a window? None: it does not; False: a part of the days that it may have been on does."""
    since, last, end = one.since or begun, one.until or begun, until or "~"
    return None if last < begun or since > end else since >= begun and last <= end


def _coverage(first: str | None, until: str | None, read: Sequence[str]) -> tuple[int | None, int | None]:
    """The days of the window, and how many of them were read."""
    begun, end = days(first or (read[0] if read else None)), ordinal(until)
    if begun is None or end is None or until is None or end < begun.first:
        return None, None
    return end - begun.first + 1, bisect_right(read, until) - bisect_left(read, iso(begun.first))


def _rank(claimed: Report, contact: str, window: Sequence[Entry], start: Start | None, looked: float | None) -> tuple[str, str]:
    claim = claimed.claim
    rank = claim.rank if claim else None
    if rank is None:
        return CANNOT_TELL, "the claim names no number"
    if claim and claim.since_text and start is None:
        return CANNOT_TELL, f"it is not known which day “{claim.since_text}” means"
    others = [entry for entry in window if entry.contact != contact]
    counted = _counted(entry for entry in others if entry.sure and entry.apart)
    known = 1 + counted
    undated = any(entry.contact == contact and entry.day is None for entry in window)
    if known - undated > rank:
        return CONTRADICTED, f"the record knows {known - undated} on different days, not {rank}"
    if undated and counted:
        return CANNOT_TELL, f"no day is told of this one, so the record knows {known - 1} or {known} of {rank}"
    if known == rank:
        if rank == 1 and (looked is None or looked < _LOOKED):
            return CANNOT_TELL, "the record knows no earlier one, but too few days of the window were read"
        return CONSISTENT, f"the record knows {'just these' if rank > 1 else 'no earlier one'}"
    own = sum(not entry.apart for entry in others)
    alone = f"; {'another' if own == 1 else f'{own} others'} only the same article tells" if own else ""
    return CANNOT_TELL, f"the record knows {known} of {rank}{alone}"


def _counted(some: Iterable[Entry]) -> int:
    """How many contacts these are at least: those of one day may be one, and so may one in a month and one on a day of it."""
    spans = sorted({(one.until, one.since) for one in some if one.since and one.until})
    found, last = 0, ""
    for until, since in spans:
        if since > last:
            found, last = found + 1, until
    return found


def _last(claimed: Report, contact: str, window: Sequence[Entry]) -> tuple[str, str]:
    """No other one between the day that is named and the article."""
    last = claimed.claim.last if claimed.claim else None
    told = days(last)
    between = [
        entry
        for entry in window
        if entry.contact != contact
        and entry.sure
        and entry.apart
        and entry.since
        and told
        and entry.since > iso(told.last)
        and claimed.document not in entry.documents
    ]
    newest = ordinal(claimed.published)
    between = [entry for entry in between if newest is None or newest - (ordinal(entry.until) or newest) > _SAME_NEWS]
    if between:
        return CONTRADICTED, f"the record knows a later one, on {between[-1].day}"
    itself = next((entry for entry in window if entry.contact == contact), None)
    if itself and itself.apart:
        return CONSISTENT, f"another article tells of the one on {last}, and none is known after it"
    return CANNOT_TELL, f"only the same article tells of the one on {last}"


def claims(reports: Iterable[Report]) -> tuple[Report, ...]:
    """The reports that make a claim on the series which can be held against the record, in order of publication."""
    found = [one for one in reports if one.claim and (one.claim.rank or one.claim.last)]
    return tuple(sorted(found, key=lambda one: (one.published or "", one.document, one.evidence)))
