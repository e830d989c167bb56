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
    """Contacts of one channel that are alike in all that is counted. `starter` is the camp that made them. `marks`: of each contact the day it was on or, where
    none is told, was first reported (nothing where that is not known), and its id, as one string: so they sort, and so a database hands them out by thousands.
    """

    a: str
    b: str
    level: str
    status: str
    starter: str | None
    outlets: tuple[str, ...]
    marks: tuple[str, ...]

    @property
    def dated(self) -> list[str]:
        """The marks with a day, those of unknown day left out."""
        return [mark for mark in self.marks if mark < ":"]  # begins with a digit


@dataclass(frozen=True, slots=True)
class Channel:
    """A pair of camps at a level, up to a day. `gap` is the usual number of days between contacts (the median); `silence` the days since the last one;
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


def board(strands: Iterable[Strand], coverage: Mapping[str, Sequence[str]], as_of: str) -> tuple[Channel, ...]:
    """The channels of some contacts, the most used first. `coverage`: the days on which each outlet was read, in order; `as_of`: up to which day silence
    is counted.

    >>> board([Strand("RUS", "USA", "defence_ministers", "held", "USA", (), ("2022-05-13k1",))], {}, "2022-05-20")[0].silence
    7
    """
    lines: dict[tuple[str, str, str], list[Strand]] = {}
    for strand in strands:
        lines.setdefault((strand.a, strand.b, strand.level), []).append(strand)
    trends = _trends(one for line in lines.values() for one in line)
    found = [_channel(line, coverage, as_of, trends[line[0].a, line[0].b]) for line in lines.values()]
    return tuple(sorted(found, key=lambda one: (-one.number, one.a, one.b, LEVELS.index(one.level))))


def _channel(line: Sequence[Strand], read: Mapping[str, Sequence[str]], as_of: str, trend: str) -> Channel:
    past = as_of + "~"  # after every mark of that day
    held = sorted(mark for one in line if one.status == "held" for mark in one.dated if mark < past)
    days = sorted({mark[:_DAY] for mark in held})
    numbers = [number for day in days if (number := ordinal(day)) is not None]
    gaps = [late - early for early, late in pairwise(numbers)]
    today = ordinal(as_of)
    silence = today - numbers[-1] if numbers and today is not None else None
    gap = median(gaps) if len(gaps) >= _FEW else None
    unusual = sum(one < silence for one in gaps) / len(gaps) if gap is not None and silence is not None else None
    tellers, starters, others = Counter[str](), Counter[str](), Counter[str]()
    for one in line:
        count = len(one.marks)
        for outlet in one.outlets:
            tellers[outlet] += count
        if one.status != "held":
            others[one.status] += count
        elif one.starter:
            starters[one.starter] += count
    looked = _looked(tellers, read, days[-1], as_of) if silence else None
    ahead = min((mark for one in line if one.status in ("planned", "proposed") for mark in one.dated if mark >= as_of), default=None)
    return Channel(
        a=line[0].a,
        b=line[0].b,
        level=line[0].level,
        number=sum(len(one.marks) for one in line if one.status == "held"),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        last_contact=held[-1][_DAY:] if held else None,
        gap=gap,
        silence=silence,
        unusual=unusual,
        read=looked,
        state=_state(unusual, looked),
        made_by=tuple(sorted(starters.items())),
        not_held=tuple(sorted(others.items())),
        trend=trend,
        planned=ahead[:_DAY] if ahead else None,
        planned_contact=ahead[_DAY:] if ahead else None,
        days=tuple(days),
    )


def _state(unusual: float | None, looked: float | None) -> str:
    if looked is not None and looked < _READ:
        return "unread"
    if unusual is None:
        return "new"
    return "silent" if unusual >= _RARE else "open"


def _looked(outlets: Counter[str], read: Mapping[str, Sequence[str]], last: str, as_of: str) -> float | None:
    """How much of what is usually read of the outlets that tell of a channel was read since its last contact, 0 to 1; None where none is known."""
    end, today, shares = ordinal(last), ordinal(as_of), []
    for outlet, weight in outlets.items():
        mine = read.get(outlet, ())
        begun = ordinal(mine[0]) if mine else None
        if begun is None or end is None or today is None:
            continue
        there = bisect_right(mine, last)
        before = there / max(end - begun + 1, 1)
        since = (bisect_right(mine, as_of) - there) / max(today - end, 1)
        shares.append((min(since / before, 1.0) if before > 0 else 1.0, weight))
    total = sum(weight for _, weight in shares)
    return sum(share * weight for share, weight in shares) / total if total else None


def _trends(strands: Iterable[Strand]) -> dict[tuple[str, str], str]:
    """Whether the later contacts of each pair are at a higher level than those before."""
    pairs: dict[tuple[str, str], list[Strand]] = {}
    for one in strands:
        pairs.setdefault((one.a, one.b), []).append(one)
    out = {}
    for pair, met in pairs.items():
        held = (
            [(mark[:_DAY], LEVELS.index(one.level)) for one in met if one.status == "held" for mark in one.dated] if len({one.level for one in met}) > 1 else []
        )
        out[pair] = _trend([rank for _, rank in sorted(held)])
    return out


def _trend(ranks: list[int]) -> str:
    cut = len(ranks) - len(ranks) // _LATELY
    if len(ranks) < 2 * _LATELY:
        return "steady"
    change = sum(ranks[cut:]) / len(ranks[cut:]) - sum(ranks[:cut]) / cut
    return "rising" if change <= -1 else "falling" if change >= 1 else "steady"
