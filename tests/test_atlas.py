"""Where places are: each point in its state, and what a few words name."""

from __future__ import annotations

import math

import pytest

from qanat import atlas
from qanat.atlas import Point, Ring
from qanat.pipeline import Reader
from qanat.whereabouts import whereabouts

_NEAR = 0.3  # degrees from an outline, which is drawn coarsely
_COARSE = {"laayoune", "boujdour", "dakhla", "gaza", "khan_yunis", "lampedusa", "malabo", "melilla", "jeju", "langkawi"}  # coasts and islands that are left out
_APART = {"sevastopol", "simferopol", "yalta", "hargeisa", "berbera"}  # of the Crimea and of Somaliland, which Natural Earth draws apart


def _apart(ring: Ring, point: Point) -> float:
    """How far a point is from a ring, in degrees; 0 inside."""
    x, y = 10 * point.longitude, 10 * point.latitude
    inside, least = False, math.inf
    for (a, b), (c, d) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            inside = not inside
        along = max(0.0, min(1.0, ((x - a) * (c - a) + (y - b) * (d - b)) / (((c - a) ** 2 + (d - b) ** 2) or 1)))
        least = min(least, math.hypot(a + along * (c - a) - x, b + along * (d - b) - y))
    return 0.0 if inside else least / 10


def test_every_point_is_in_its_state(reader: Reader) -> None:
    """A town that is taken for another of the same name lies elsewhere; a middle that is computed wrongly too."""
    rings = {one.iso: one.rings for one in atlas.outlines()}
    places = {row.id: row for row in reader.pack.tables["places"]}
    states = {row.id for row in reader.pack.tables["countries"]}
    far = set()
    for name, point in atlas.towns().items():
        assert name in places or name in states, name
        if name in places and (shape := rings.get(places[name].country)):
            far |= {name} if min(_apart(ring, point) for ring in shape) > _NEAR else set()
    assert far == _COARSE | _APART
    assert all(min(_apart(ring, point) for ring in rings[iso]) == 0 for iso, point in atlas.middles().items())
    assert not {name for name in states if atlas.point(name) is None} - {"GRD", "PLW", "STP", "TON"}
    capitals = {name for name, row in places.items() if row.stands == "capital"}
    assert len(capitals - atlas.towns().keys()) < len(capitals) / 20
    assert atlas.point("washington") == Point(38.9, -77.04)


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("جدة", "jeddah"),
        ("للرياض", "riyadh"),
        ("للكويت", "KWT"),
        ("تونس", "TUN"),
        ("تونس العاصمة", "tunis"),
        ("العاصمة المصرية", "cairo"),
        ("العاصمة النمساوية فيينا", "vienna"),
        ("جنوب أفريقيا", "ZAF"),
        ("المملكة المغربية", "MAR"),
        ("المملكة", None),
        ("القاعة الكبرى", None),
        ("المصرية", None),
        ("", None),
    ],
)
def test_what_a_few_words_name(reader: Reader, written: str, where: str | None) -> None:
    found = whereabouts(written, reader.pack)
    assert (found and found.id) == where
