"""Where places are on the earth: points of towns, outlines and middles of states.

Two tables of facts, made of public data and held against it by `bench/atlas.py`: `towns.tsv` (GeoNames, CC BY 4.0), by the ids that the pack gives to places,
and `outlines.tsv` (Natural Earth, public domain), in tenths of a degree. What stands in neither has no point: none is guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

Ring = tuple[tuple[int, int], ...]  # points, east and north, in tenths of a degree


class Where(NamedTuple):
    """A place that a language knows. `id`: that of a state (ISO 3166 alpha-3) or of a place of its pack; `kind`: state, capital, city, region or palace."""

    id: str
    kind: str
    name: str
    latin: str
    country: str


class Point(NamedTuple):
    """A point in degrees, north and east counted up."""

    latitude: float
    longitude: float


class Outline(NamedTuple):
    """A state as its rings, that with most points first. `iso` is empty where nobody but those who rule there calls it one."""

    iso: str
    rings: tuple[Ring, ...]


@cache
def towns() -> dict[str, Point]:
    """The point of each town, by the id of its place in the pack; of the smallest states, by their codes, that of their capital.

    >>> towns()["jeddah"]
    Point(latitude=21.49, longitude=39.19)
    """
    return {row["id"]: Point(float(row["latitude"]), float(row["longitude"])) for row in _rows("towns.tsv")}


@cache
def outlines() -> tuple[Outline, ...]:
    """All states, in no order that means anything."""
    return tuple(Outline(row["iso"], tuple(_ring(one) for one in row["rings"].split(";"))) for row in _rows("outlines.tsv"))


@cache
def middles() -> dict[str, Point]:
    """A point in the middle of each state, of its largest part: for what took place somewhere in it.

    >>> middles()["EGY"]
    Point(latitude=26.5, longitude=29.4)
    """
    return {one.iso: _middle(max(one.rings, key=lambda ring: abs(_doubled(ring)))) for one in outlines() if one.iso}


def point(name: str) -> Point | None:
    """Where a town is, or the middle of a state, by its id."""
    return towns().get(name) or middles().get(name)


def _ring(written: str) -> Ring:
    return tuple((int(x), int(y)) for x, y in (point.split(",") for point in written.split()))


def _doubled(ring: Ring) -> int:
    """Twice the area inside a ring, with the sign of its sense."""
    return sum(x * v - u * y for (x, y), (u, v) in _edges(ring))


def _middle(ring: Ring) -> Point:
    """The middle of the widest part at the height of the middle of the area: it is inside, whatever the shape."""
    height = sum((y + v) * (x * v - u * y) for (x, y), (u, v) in _edges(ring)) / (3 * _doubled(ring))
    crossed = sorted(x + (u - x) * (height - y) / (v - y) for (x, y), (u, v) in _edges(ring) if (y > height) != (v > height))
    west, east = max(zip(crossed[::2], crossed[1::2], strict=True), key=lambda part: part[1] - part[0])
    return Point(round(height / 10, 1), round((west + east) / 20, 1))


def _edges(ring: Ring) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _rows(name: str) -> list[dict[str, str]]:
    with (files("qanat.atlas") / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))
