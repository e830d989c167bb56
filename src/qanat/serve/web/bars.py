"""Bars over time, stacked: what the pictures of contacts and of statements share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from qanat.record.days import days as days_of
from qanat.record.days import iso

_MOST = 72  # bars of a picture
_LONG_PAST = 0.02  # the share before which the picture begins


class Bar(NamedTuple):
    """A period of the picture: its days, its number, and of each part (name, where it begins from the bottom, its height), of 100."""

    name: str
    since: str
    until: str
    number: int
    parts: tuple[tuple[str, float, float], ...]


def bars(rows: Sequence[Mapping[str, Any]], total: str, parts: Sequence[str], units: Sequence[str]) -> list[Bar]:
    """The bars of the picture, each period from the first to the last, by the first of the units of which there are not too many, else by the last.

    `rows`, in order: `period`, how many there were in all under the name of `total`, and of each part.
    """
    if not rows:
        return []
    first, last = rows[_start(rows, total)]["period"], rows[-1]["period"]
    unit = fitting(units, first, last)
    names = _names(unit, _day(first), _day(last))
    counts = {name: Counter[str]() for name in names}
    for row in rows:
        if (name := period(unit, _day(row["period"]))) in counts:
            counts[name].update({part: row[part] for part in parts})
    most = max(one.total() for one in counts.values()) or 1
    return [_bar(name, one, most, parts) for name, one in counts.items()]


def fitting(units: Sequence[str], first: str, last: str) -> str:
    """The first of some units, from the shortest, by which the time between two days makes not too many periods, else the last.

    >>> fitting(("day", "week", "month"), "2024-01-01", "2024-12-31")
    'week'
    """
    return next((unit for unit in units if len(_names(unit, _day(first), _day(last))) <= _MOST), units[-1])


def period(unit: str, day: date) -> str:
    """The day, week, month or year in which a day is.

    >>> [period(unit, date(2027, 1, 3)) for unit in ("day", "week", "month", "year")]
    ['2027-01-03', '2026-W53', '2027-01', '2027']
    """
    return _PERIODS[unit](day)


def days(name: str) -> tuple[str, str]:
    """The first and the last day of a period. Raises ValueError for what is none.

    >>> days("2024-02"), days("2026-W53")
    (('2024-02-01', '2024-02-29'), ('2026-12-28', '2027-01-03'))
    """
    if "W" in name:
        monday = date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    found = days_of(name)
    if found is None:
        raise ValueError(f"{name} is no period")
    return iso(found.first), iso(found.last)


_PERIODS: dict[str, Callable[[date], str]] = {
    "day": date.isoformat,
    "week": lambda day: f"{day.isocalendar().year:04}-W{day.isocalendar().week:02}",
    "month": lambda day: day.isoformat()[:7],
    "year": lambda day: day.isoformat()[:4],
}
_STEPS = {"day": 1, "week": 7, "month": 28, "year": 365}  # days, none longer than the unit


def _day(name: str) -> date:
    """The first day of a period."""
    return date.fromisoformat(days(name)[0] if len(name) < len("2024-02-29") else name)


def _names(unit: str, first: date, last: date) -> list[str]:
    """The periods from one day to another."""
    between = (period(unit, date.fromordinal(day)) for day in range(first.toordinal(), last.toordinal() + 1, _STEPS[unit]))
    return list(dict.fromkeys([*between, period(unit, last)]))


def _start(rows: Sequence[Mapping[str, Any]], total: str) -> int:
    """The row with which the picture begins: a few that are told of times long past would press the rest into a corner."""
    left, place = sum(row[total] for row in rows) * _LONG_PAST, 0
    while (left := left - rows[place][total]) >= 0:
        place += 1
    return place


def _bar(name: str, counts: Counter[str], most: int, names: Sequence[str]) -> Bar:
    parts, at = [], 0.0
    for part in names:
        height = 100 * counts[part] / most
        parts.append((part, round(at, 2), round(height, 2)))
        at += height
    return Bar(name, *days(name), counts.total(), tuple(parts))
