"""Dates of any grain (YYYY-MM-DD, YYYY-MM, YYYY) as ranges of days, counted by `date.toordinal`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Days(NamedTuple):
    """First and last day, both inside."""

    first: int
    last: int


@lru_cache(maxsize=20_000)
def days(value: str | None) -> Days | None:
    """The days that a date may mean; None for none, or one that the calendar does not know.

    >>> days("2022-02") == Days(date(2022, 2, 1).toordinal(), date(2022, 2, 28).toordinal())
    True
    """
    try:
        parts = [int(part) for part in (value or "").split("-")]
        year, month, day = (*parts, 0, 0)[:3]
        if day:
            one = date(year, month, day).toordinal()
            return Days(one, one)
        if month:
            return Days(date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal())
        return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
    except ValueError:
        return None


def iso(day: int) -> str:
    """The day as YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def ordinal(day: str | None) -> int | None:
    """A published day as a number."""
    found = days(day)
    return found.first if found else None


def grain(value: str) -> str:
    """day, month or year."""
    return ("year", "month", "day")[min(value.count("-"), 2)]
