"""Does a confidence mean what it says? Of the claims given 0.9 and more, nine in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

BOUNDS = (0.9, 0.8, 0.7, 0.5, 0.0)  # lower bounds of the classes


@dataclass(frozen=True, slots=True)
class Class:
    """The claims of a kind with a confidence from `low` up to the next class: how many, their mean confidence, the share that is right."""

    kind: str
    low: float
    number: int
    mean: float
    right: float


def table(readings: Mapping[str, Mapping[str, Any]], claims: Iterable[tuple[str, str, bool]]) -> list[Class]:
    """The classes of contacts and of statements that are not empty, the surest first, from readings by id and judged claims (`Score.claims`)."""
    judged: dict[tuple[str, float], list[tuple[float, bool]]] = {}
    sure = {
        (name, claim["id"]): (kind, claim["confidence"]) for name, reading in readings.items() for kind in ("contacts", "statements") for claim in reading[kind]
    }
    for article, claim, right in claims:
        if (article, claim) in sure:
            kind, confidence = sure[article, claim]
            low = next(bound for bound in BOUNDS if confidence >= bound)
            judged.setdefault((kind, low), []).append((confidence, right))
    return [
        Class(kind, low, len(found), sum(c for c, _ in found) / len(found), sum(r for _, r in found) / len(found))
        for (kind, low), found in sorted(judged.items(), key=lambda item: (item[0][0], -item[0][1]))
    ]


def line(one: Class) -> str:
    """A class for people."""
    return f"{one.kind:12} {one.low:.1f} and more  {one.number:4} claims  said {one.mean:.2f}  right {one.right:.2f}"
