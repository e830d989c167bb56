"""The channel board: who is in touch with whom at which level, how often, how long it has been silent, and whether we looked at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qanat.model import LEVELS
from qanat.record.days import iso, ordinal

_RARE = 0.9  # share of the past gaps that a silence must outlast to be unusual
_FEW = 3  # gaps below which there is no usual one
_READ = 0.8  # share of the usual reading below which a silence is no silence but a gap in coverage
_LATELY = 3  # the last third of the contacts is held against the rest


@dataclass(frozen=True, slots=True)
class Point:
    """One contact on one channel. `day` is the day it was on or, where none is told, was first reported; `starter` the camp that made it."""

    contact: str
    a: str
    b: str
    level: str
    status: str
    day: str | None
    starter: str | None
    outlets: tuple[str, ...] = ()


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


def board(points: Iterable[Point], coverage: Mapping[str, frozenset[str]], as_of: str) -> tuple[Channel, ...]:
    """The channels of some contacts, the most used first. `coverage`: the days on which each outlet was read; `as_of`: up to which day silence is counted.

    >>> board([Point("k1", "RUS", "USA", "defence_ministers", "held", "2022-05-13", "USA")], {}, "2022-05-20")[0].silence
    7
    """
    lines: dict[tuple[str, str, str], list[Point]] = {}
    for point in points:
        lines.setdefault((point.a, point.b, point.level), []).append(point)
    trends = _trends(one for line in lines.values() for one in line)
    read = {outlet: sorted(day for one in days if (day := ordinal(one)) is not None) for outlet, days in coverage.items()}
    found = [_channel(line, read, as_of, trends[line[0].a, line[0].b]) for line in lines.values()]
    return tuple(sorted(found, key=lambda one: (-one.number, one.a, one.b, LEVELS.index(one.level))))


def _channel(line: Sequence[Point], read: Mapping[str, list[int]], as_of: str, trend: str) -> Channel:
    held = sorted((one for one in line if one.status == "held" and one.day and one.day <= as_of), key=lambda one: (one.day or "", one.contact))
    days = sorted({day for one in held if (day := ordinal(one.day)) is not None})
    gaps = [late - early for early, late in pairwise(days)]
    today = ordinal(as_of)
    silence = today - days[-1] if days and today is not None else None
    gap = median(gaps) if len(gaps) >= _FEW else None
    unusual = sum(one < silence for one in gaps) / len(gaps) if gap is not None and silence is not None else None
    looked = _looked(Counter(outlet for one in line for outlet in one.outlets), read, days, today) if silence else None
    ahead = min(((one.day, one.contact) for one in line if one.status in ("planned", "proposed") and one.day and one.day >= as_of), default=None)
    last = held[-1] if held else None
    return Channel(
        a=line[0].a,
        b=line[0].b,
        level=line[0].level,
        number=sum(one.status == "held" for one in line),
        first=held[0].day if held else None,
        last=last.day if last else None,
        last_contact=last.contact if last else None,
        gap=gap,
        silence=silence,
        unusual=unusual,
        read=looked,
        state=_state(unusual, looked),
        made_by=tuple(sorted(Counter(one.starter for one in line if one.status == "held" and one.starter).items())),
        not_held=tuple(sorted(Counter(one.status for one in line if one.status != "held").items())),
        trend=trend,
        planned=ahead[0] if ahead else None,
        planned_contact=ahead[1] if ahead else None,
        days=tuple(map(iso, days)),
    )


def _state(unusual: float | None, looked: float | None) -> str:
    if looked is not None and looked < _READ:
        return "unread"
    if unusual is None:
        return "new"
    return "silent" if unusual >= _RARE else "open"


def _looked(outlets: Counter[str], read: Mapping[str, list[int]], days: Sequence[int], today: int | None) -> float | None:
    """How much of what is usually read of the outlets that tell of a channel was read since its last contact, 0 to 1; None where none is known."""
    if today is None or not days:
        return None
    shares = []
    for outlet, weight in outlets.items():
        mine = read.get(outlet, [])
        if not mine:
            continue
        last = days[-1]
        before = sum(day <= last for day in mine) / max(last - mine[0] + 1, 1)
        since = sum(last < day <= today for day in mine) / max(today - last, 1)
        shares.append((min(since / before, 1.0) if before > 0 else 1.0, weight))
    total = sum(weight for _, weight in shares)
    return sum(share * weight for share, weight in shares) / total if total else None


def _trends(points: Iterable[Point]) -> dict[tuple[str, str], str]:
    """Whether the later contacts of each pair are at a higher level than those before."""
    pairs: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for one in points:
        met = pairs.setdefault((one.a, one.b), [])
        if one.status == "held" and one.day:
            met.append((one.day, LEVELS.index(one.level)))
    return {pair: _trend([rank for _, rank in sorted(met)]) for pair, met in pairs.items()}


def _trend(ranks: list[int]) -> str:
    cut = len(ranks) - len(ranks) // _LATELY
    if len(ranks) < 2 * _LATELY:
        return "steady"
    change = sum(ranks[cut:]) / len(ranks[cut:]) - sum(ranks[:cut]) / cut
    return "rising" if change <= -1 else "falling" if change >= 1 else "steady"
