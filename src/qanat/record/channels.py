"""The channel board: who is in touch with whom at which level, how often, how long it has been silent, and whether we looked at all."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qanat.model import LEVELS
from qanat.record.days import ordinal

_RARE = 0.9  # share of the past gaps that a silence must outlast to be unusual
_FEW = 3  # gaps below which there is no usual one
_READ = 0.8  # share of the usual reading below which a silence is no silence but a gap in coverage
_DAY = 10  # characters of a day
_LATELY = 3  # the last third of the contacts is held against the rest


@dataclass(frozen=True, slots=True)
class Strand:
    """The contacts of one channel that are alike in status, in the camp that made them (`starter`) and in the outlets that tell of them: `number` of them.

    `days`: of each the day it was on or, where none is told, was first reported, in any order; those of which only a month or a year is told, or nothing, are
    left out. `last`: the last of these up to the day of the board, `ahead`: the first from that day on, which may be a month or a year; both as "day/id", which
    so sorts. Of those of which a month or a year is told, `until` is the last day up to which one may have been, and `vague` the one that began last: as
    "first day/month/id".
    """

    a: str
    b: str
    level: str
    status: str
    starter: str | None
    outlets: tuple[str, ...]
    number: int
    days: tuple[str, ...]
    last: str | None
    ahead: str | None
    until: str | None = None
    vague: str | None = None

    def reached(self, as_of: str) -> str | None:
        """The last day up to that of the board on which one of them may have been."""
        known = [self.last[:_DAY]] if self.last else []
        return max([*known, *([min(self.until, as_of)] if self.until else [])], default=None)


@dataclass(frozen=True, slots=True)
class Read:
    """The days on which an outlet was read: the first, how many there were `before` those that count, and these, in order."""

    first: str
    before: int
    days: tuple[str, ...]

    def upto(self, day: str) -> int:
        """On how many days up to this one, which is none of those before."""
        return self.before + bisect_right(self.days, day)


@dataclass(frozen=True, slots=True)
class Channel:
    """A pair of camps at a level, up to a day. `first` and `last` are days where they are known, else a month or a year; `days` only those that are known, and
    `gap` is the usual number of days between them (the median). `counted_from`: the last day on which there may have been a contact: later than `last` where of
    one only the month or the year is told; `silence` the days since;
    `unusual` the share of past gaps that were shorter; `read` how much of the usual reading was done since. `state`: open, silent (unusually, and we
    looked), unread (a gap in coverage: nothing can be said), new (too few contacts to say). `made_by`: how often each camp made the contact; `not_held`: how
    many were planned, proposed or refused and are not known to have been held.
    `trend` of the pair's levels: rising, falling or steady. `planned`: the next one announced.
    """

    a: str
    b: str
    level: str
    number: int
    first: str | None
    last: str | None
    last_contact: str | None
    gap: float | None
    counted_from: str | None
    silence: int | None
    unusual: float | None
    read: float | None
    state: str
    made_by: tuple[tuple[str, int], ...]
    not_held: tuple[tuple[str, int], ...]
    trend: str
    planned: str | None
    planned_contact: str | None
    days: tuple[str, ...]


def board(strands: Iterable[Strand], coverage: Mapping[str, Read], as_of: str) -> tuple[Channel, ...]:
    """The channels of some contacts, the most used first. `coverage`: the days on which each outlet was read, one by one from the last contact of any channel
    on; `as_of`: up to which day silence is counted.

    >>> board([Strand("RUS", "USA", "heads", "held", "USA", (), 1, ("2022-05-13",), "2022-05-13/k1", None)], {}, "2022-05-20")[0].silence
    7
    """
    lines: dict[tuple[str, str, str], list[Strand]] = {}
    for strand in strands:
        lines.setdefault((strand.a, strand.b, strand.level), []).append(strand)
    trends = _trends(one for line in lines.values() for one in line)
    found = [_channel(line, coverage, as_of, trends[line[0].a, line[0].b]) for line in lines.values()]
    return tuple(sorted(found, key=lambda one: (-one.number, one.a, one.b, LEVELS.index(one.level))))


def _channel(line: Sequence[Strand], read: Mapping[str, Read], as_of: str, trend: str) -> Channel:
    held = [one for one in line if one.status == "held"]
    days = sorted({day for one in held for day in one.days if day <= as_of})
    numbers = [number for day in days if (number := ordinal(day)) is not None]
    gaps = [late - early for early, late in pairwise(numbers)]
    reached = max((day for one in held if (day := one.reached(as_of))), default=None)
    today, end = ordinal(as_of), ordinal(reached)
    silence = today - end if today is not None and end is not None else None
    gap = median(gaps) if len(gaps) >= _FEW else None
    unusual = sum(one < silence for one in gaps) / len(gaps) if gap is not None and silence is not None else None
    tellers, starters, others = Counter[str](), Counter[str](), Counter[str]()
    for one in line:
        for outlet in one.outlets:
            tellers[outlet] += one.number
        if one.status != "held":
            others[one.status] += one.number
        elif one.starter:
            starters[one.starter] += one.number
    looked = _looked(tellers, read, reached, as_of) if silence and reached else None
    last, contact = _last(held)
    ahead = min((one.ahead for one in line if one.ahead and one.status in ("planned", "proposed")), default="")
    planned, _, announced = ahead.partition("/")
    return Channel(
        a=line[0].a,
        b=line[0].b,
        level=line[0].level,
        number=sum(one.number for one in held),
        first=days[0] if days else last,
        last=last,
        last_contact=contact,
        gap=gap,
        counted_from=reached,
        silence=silence,
        unusual=unusual,
        read=looked,
        state=_state(unusual, looked),
        made_by=tuple(sorted(starters.items())),
        not_held=tuple(sorted(others.items())),
        trend=trend,
        planned=planned or None,
        planned_contact=announced or None,
        days=tuple(days),
    )


def _last(held: Sequence[Strand]) -> tuple[str | None, str | None]:
    """The last contact, and its day: of one in a month or a year only where that began later than the last known day."""
    day, _, contact = max((one.last for one in held if one.last), default="").partition("/")
    begun, _, vague = max((one.vague for one in held if one.vague), default="").partition("/")
    if begun > day:
        day, _, contact = vague.partition("/")
    return day or None, contact or None


def _state(unusual: float | None, looked: float | None) -> str:
    if looked is not None and looked < _READ:
        return "unread"
    if unusual is None:
        return "new"
    return "silent" if unusual >= _RARE else "open"


def _looked(outlets: Counter[str], read: Mapping[str, Read], last: str, as_of: str) -> float | None:
    """How much of what is usually read of the outlets that tell of a channel was read since its last contact, 0 to 1; None where none is known."""
    end, today, shares = ordinal(last), ordinal(as_of), []
    for outlet, weight in outlets.items():
        mine = read.get(outlet)
        begun = ordinal(mine.first) if mine else None
        if mine is None or begun is None or end is None or today is None:
            continue
        there = mine.upto(last)
        before = there / max(end - begun + 1, 1)
        since = (mine.upto(as_of) - there) / max(today - end, 1)
        shares.append((min(since / before, 1.0) if before > 0 else 1.0, weight))
    total = sum(weight for _, weight in shares)
    return sum(share * weight for share, weight in shares) / total if total else None


def _trends(strands: Iterable[Strand]) -> dict[tuple[str, str], str]:
    """Whether the later contacts of each pair are at a higher level than those before."""
    pairs: dict[tuple[str, str], list[Strand]] = {}
    for one in strands:
        pairs.setdefault((one.a, one.b), []).append(one)
    return {pair: _trend(met) if len({one.level for one in met}) > 1 else "steady" for pair, met in pairs.items()}


def _trend(met: Iterable[Strand]) -> str:
    ranks = [rank for _, rank in sorted((day, LEVELS.index(one.level)) for one in met if one.status == "held" for day in one.days)]
    cut = len(ranks) - len(ranks) // _LATELY
    if len(ranks) < 2 * _LATELY:
        return "steady"
    change = sum(ranks[cut:]) / len(ranks[cut:]) - sum(ranks[:cut]) / cut
    return "rising" if change <= -1 else "falling" if change >= 1 else "steady"
