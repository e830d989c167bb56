"""Where contacts took place: a map, made on the server, with its table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Query, Request

from qanat import atlas
from qanat.serve.web.lists import Filtered
from qanat.serve.web.page import Answer, chosen, page, record_of
from qanat.serve.web.pictures import CHOICES, FRESH, fresh
from qanat.serve.web.tongue import Tongue
from qanat.serve.web.whole import whole_of

router = APIRouter(tags=["pictures"])

_ASKED = ("between", "country", "since", "until", "mode", "level")
_WIDE = 1920  # units of the picture, two for a pixel on a desk
AREAS = {"world": (-170, -56, 190, 78), "arab_world": (-19, -3, 63, 43), "europe": (-13, 33, 47, 66)}  # west, south, east, north
_LETTER, _LINE = 15, 32  # about what a letter of a name takes, and a line
_SMALLEST, _MORE = 9, 26  # the radius of a mark: at least, and what is added for the place with most contacts


class _View(NamedTuple):
    """A part of the earth as a picture: true to scale along its middle, north above."""

    west: float
    north: float
    across: float  # units a degree of longitude
    up: float  # of latitude
    height: int

    @classmethod
    def of(cls, area: str) -> _View:
        west, south, east, north = AREAS[area]
        across = _WIDE / (east - west)
        up = across / math.cos(math.radians((south + north) / 2))
        return cls(west, north, across, up, round((north - south) * up))

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        return round((longitude - self.west) * self.across), round((self.north - latitude) * self.up)

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= _WIDE and 0 <= y <= self.height


class _Mark(NamedTuple):
    """A place in the picture: where its circle is, how large and fresh, and where its name stands, if there is room for it."""

    row: dict[str, Any]
    x: int
    y: int
    size: int
    fresh: int
    name: str
    label: tuple[int, int, str] | None


@page(router, "/map", kept=True)
def on_map(request: Request, asked: Filtered, area: Annotated[Literal["", "world", "arab_world", "europe"] | None, Query()] = None) -> Answer:
    """Where contacts took place that were held: how many at each place, and when the last was; a row without a name holds those of which no place is told."""
    record, taken = record_of(request), asked.filters(*_ASKED)
    asking = {name: getattr(taken, name) for name in _ASKED}
    found = whole_of(request).answer(("places", *asking.values()), lambda: record.places(**asking, status="held"))
    last_day = record.last_day
    rows = [_row(one) for one in found]
    shown = area or "world"
    marks = list(_marks(found, _View.of(shown), last_day, chosen(request)))
    more = {
        "marks": marks,
        "called": place_name,
        "view": _View.of(shown),
        "land": _land(shown),
        "areas": tuple(AREAS),
        "given": {**asked.given, "area": shown},
        **CHOICES,
        "bounds": FRESH,
        "known": [one for one in rows if one["latitude"] is not None],
        "unplaced": [one for one in rows if one["name"] and one["latitude"] is None],
        "untold": sum(one["contacts"] for one in rows if not one["name"]),
        "narrowed": asked.query(*_ASKED) + _days(asked.since, asked.until),
        "last_day": last_day,
    }
    return Answer("map.html", rows, more)


def _days(since: str | None, until: str | None) -> str:
    return "".join(f"&{name}={day}" for name, day in (("since", since), ("until", until)) if day)


def _row(one: dict[str, Any]) -> dict[str, Any]:
    """A place as a row of the twins."""
    point = atlas.point(one["id"]) if one["id"] else None
    row = {"place": one["id"], **{name: one[name] for name in ("kind", "name", "latin", "country", "contacts", "last")}}
    return row | {"latitude": point and point.latitude, "longitude": point and point.longitude}


def _marks(found: Iterable[dict[str, Any]], view: _View, last_day: str | None, tongue: Tongue) -> Iterator[_Mark]:
    """The places inside the view, those with most contacts first, so that the small ones lie above."""
    placed = [(one, view.at(point.longitude, point.latitude)) for one in found if one["id"] and (point := atlas.point(one["id"]))]
    here = [(one, x, y) for one, (x, y) in placed if view.holds(x, y)]
    most = max((one["contacts"] for one, _, _ in here), default=1)
    sizes = [round(_SMALLEST + _MORE * math.sqrt(one["contacts"] / most)) for one, _, _ in here]
    taken: list[tuple[float, float, float, float]] = [(x - size, y - size, x + size, y + size) for (_, x, y), size in zip(here, sizes, strict=True)]
    for (one, x, y), size in zip(here, sizes, strict=True):
        name = place_name(one, tongue)
        silence = (date.fromisoformat(last_day) - date.fromisoformat(one["until"])).days if last_day and one["until"] else None
        yield _Mark(one, x, y, size, 1 + fresh(silence), name, _label(name, x, y, size, view, taken))


def place_name(place: dict[str, Any], tongue: Tongue) -> str:
    """A place in the language of the visitor."""
    if place["kind"] == "state":
        return tongue.country(place["country"])
    return str((tongue.language == "en" and place["latin"]) or place["name"])


def _label(name: str, x: int, y: int, size: int, view: _View, taken: list[tuple[float, float, float, float]]) -> tuple[int, int, str] | None:
    """Where the name of a mark stands: beside, below or above it, where nothing else is; what it takes is added to `taken`."""
    wide = len(name) * _LETTER
    for at, anchor, left in ((x + size + 6, "start", x + size), (x - size - 6, "end", x - size - wide), (x, "middle", x - wide / 2)):
        for low in (y,) if anchor != "middle" else (y + size + _LINE / 2, y - size - _LINE / 2):
            box = (left + 1, low - _LINE / 2, left + wide, low + _LINE / 2)
            free = all(
                box[2] <= a or box[0] >= c or box[3] <= b or box[1] >= d for a, b, c, d in taken if (a, b, c, d) != (x - size, y - size, x + size, y + size)
            )
            if free and view.holds(box[0], box[1]) and view.holds(box[2], box[3]):
                taken.append(box)
                return at, round(low), anchor
    return None


@cache
def _land(area: str) -> str:
    """The states inside a view as the path of a picture."""
    view = _View.of(area)
    return "".join(_ring(ring, view) for state in atlas.outlines() for ring in state.rings)


def _ring(ring: Sequence[tuple[int, int]], view: _View) -> str:
    points = [view.at(east / 10, north / 10) for east, north in ring]
    if max(x for x, _ in points) < 0 or min(x for x, _ in points) > _WIDE or max(y for _, y in points) < 0 or min(y for _, y in points) > view.height:
        return ""
    steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(points) if (u, v) != (x, y)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z" if len(steps) > 1 else ""
