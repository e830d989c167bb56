"""The pictures: the board of channels, who with whom as a matrix and as a network, contacts over time, a month as a calendar. Each has its table and twins."""

from __future__ import annotations

import math
from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, HTTPException, Query, Request

from qanat.export.boards import BOARDS
from qanat.model import LEVELS, MODES, STATUSES
from qanat.record.ask import COUNTRY
from qanat.serve import boards
from qanat.serve.web.bars import bars, days
from qanat.serve.web.lists import Filtered
from qanat.serve.web.page import Answer, chosen, page, record_of
from qanat.serve.web.whole import whole_of

router = APIRouter(tags=["pictures"])

_STATES = 24  # of the matrix and of the network
_PAIRS = 40  # of the board
_CHANNELS = 160  # that are looked through for them
FRESH = (7, 30, 90, 365)  # days of silence up to which a channel is as fresh as its colour
CHOICES = {"levels": LEVELS, "modes": MODES, "statuses": STATUSES}
_TIMED = ("between", "country", "since", "until", "mode", "level")


# --- channels ------------------------------------------------------------------------------------------------------------------------


@page(router, "/board", kept=True)
def board(request: Request, asked: Filtered) -> Answer:
    """The board: the busiest pairs × the levels at which they meet, coloured by how fresh the last contact is; where too little was read it is hatched."""
    record, taken = record_of(request), asked.filters("between", "country")
    asking: dict[str, Any] = {"between": taken.between, "country": taken.country, "limit": _CHANNELS}
    found = whole_of(request).answer(("board", *asking.values()), lambda: record.channels(**asking))
    pairs: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for one in found:
        if (one.a, one.b) in pairs or len(pairs) < _PAIRS:
            pairs[one.a, one.b][one.level] = one
    rows = list(boards.channel_rows(one for levels in pairs.values() for one in levels.values()))
    used = [level for level in LEVELS if any(level in levels for levels in pairs.values())]
    more = {"given": asked.given, "pairs": pairs, "used": used, "fresh": fresh, "last_day": record.last_day, "bounds": FRESH}
    return Answer("board.html", rows, more, table=BOARDS["channels"])


def fresh(silence: int | None) -> int:
    """How fresh a channel is by the days of its silence: 4 within a week … 0 for more than a year, or where nothing took place.

    >>> [fresh(one) for one in (0, 8, 400, None)]
    [4, 3, 0, 0]
    """
    return sum(silence is not None and silence <= bound for bound in FRESH)


# --- who with whom -------------------------------------------------------------------------------------------------------------------


def _between_states(request: Request, asked: Filtered) -> dict[tuple[str, str], int]:
    """The contacts that took place between each two states."""
    taken = asked.filters("level", "since", "until")
    asking = {"level": taken.level, "since": taken.since, "until": taken.until}
    found = whole_of(request).answer(("pairs", *asking.values()), lambda: record_of(request).pairs(**asking))
    return {(a, b): number for a, b, number in found if COUNTRY.fullmatch(a) and COUNTRY.fullmatch(b)}


def _busiest(pairs: Mapping[tuple[str, str], int]) -> Counter[str]:
    counts = Counter[str]()
    for (a, b), number in pairs.items():
        counts.update({a: number, b: number})
    return Counter({state: number for state, number in counts.most_common(_STATES) if number})


def _pair_rows(pairs: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [{"a": a, "b": b, "contacts": number} for (a, b), number in sorted(pairs.items(), key=lambda item: (-item[1], item[0])) if number]


@page(router, "/matrix", kept=True)
def matrix(request: Request, asked: Filtered) -> Answer:
    """Who with whom: the number of contacts between each two of the states that have most."""
    pairs = _between_states(request, asked)
    both = {**pairs, **{(b, a): number for (a, b), number in pairs.items()}}
    more = {"given": asked.given, **CHOICES, "states": list(_busiest(pairs)), "pairs": both, "most": max(pairs.values(), default=1)}
    return Answer("matrix.html", _pair_rows(pairs), more)


class _Node(NamedTuple):
    """A state on the circle: where its dot is and where its name begins, from the middle, the dot's radius, and on which side the name stands."""

    state: str
    x: float
    y: float
    far_x: float
    far_y: float
    size: float
    anchor: str


@page(router, "/network", kept=True)
def network(request: Request, asked: Filtered) -> Answer:
    """Who with whom as a network: the states that have most contacts on a circle, a line between two the thicker the more there were."""
    pairs = _between_states(request, asked)
    nodes = {one.state: one for one in _circle(_busiest(pairs))}
    most = max(pairs.values(), default=1)
    edges = [
        (nodes[a], nodes[b], number, round(1 + 9 * math.sqrt(number / most), 1))
        for (a, b), number in sorted(pairs.items(), key=lambda item: item[1])
        if number and a in nodes and b in nodes
    ]
    rows = [row for row in _pair_rows(pairs) if row["a"] in nodes and row["b"] in nodes]
    return Answer("network.html", rows, {"given": asked.given, **CHOICES, "nodes": list(nodes.values()), "edges": edges})


def _circle(counts: Counter[str]) -> Iterable[_Node]:
    most = max(counts.values(), default=1)
    for place, (state, number) in enumerate(sorted(counts.items())):
        angle = 2 * math.pi * place / len(counts)
        x, y = math.sin(angle), -math.cos(angle)
        anchor = "middle" if abs(x) < 0.1 else "start" if x > 0 else "end"
        far = 256 if anchor == "middle" else 238  # above its neighbours
        yield _Node(state, round(220 * x, 1), round(220 * y, 1), round(far * x, 1), round(far * y, 1), round(4 + 8 * math.sqrt(number / most), 1), anchor)


# --- over time -----------------------------------------------------------------------------------------------------------------------


@page(router, "/timeline", kept=True)
def timeline(request: Request, asked: Filtered) -> Answer:
    """Contacts over time: how many there were in each month, by what became of them."""
    taken = asked.filters(*_TIMED)
    asking = {name: getattr(taken, name) for name in _TIMED}
    rows = whole_of(request).answer(("timeline", *asking.values()), lambda: record_of(request).timeline(**asking))
    return Answer(
        "timeline.html", rows, {"given": asked.given, **CHOICES, "bars": bars(rows, "contacts", STATUSES, ("month", "year")), "narrowed": asked.query(*_TIMED)}
    )


@page(router, "/calendar", kept=True)
def calendar(request: Request, asked: Filtered, month: Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d)?$", description="YYYY-MM.")] = None) -> Answer:
    """A month, by default the last that was read: how many contacts there were on each day, what is planned included."""
    record = record_of(request)
    shown = month or (record.last_day or "2022-10")[:7]
    try:
        first, last = days(shown)
        before, behind = (date.fromisoformat(first) - timedelta(days=1)).isoformat()[:7], (date.fromisoformat(last) + timedelta(days=1)).isoformat()[:7]
    except (ValueError, OverflowError):
        raise HTTPException(422, "month: a month as YYYY-MM, such as 2022-10") from None
    taken = asked.filters("between", "country", "mode", "level")
    rows = record.timeline("day", **{name: getattr(taken, name) for name in ("between", "country", "mode", "level")}, since=first, until=last)
    weeks = [
        [f"{shown}-{day:02}" if day else "" for day in week] for week in Calendar(chosen(request).week[0]).monthdayscalendar(int(shown[:4]), int(shown[5:]))
    ]
    more = {
        "given": asked.given,
        **CHOICES,
        "month": shown,
        "weeks": weeks,
        "days": {row["period"]: row for row in rows},
        "before": before,
        "behind": behind,
        "first": first,
        "last": last,
    }
    return Answer("calendar.html", rows, {**more, "narrowed": asked.query("between", "country", "mode", "level")})
