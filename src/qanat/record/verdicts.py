"""Verdicts on sameness: edges with a score and its reasons, made by a visible list of features; what a person judged outweighs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

NEVER = -20.0  # the weight of what rules sameness out, whatever else there is


class Reason(NamedTuple):
    """One feature's share in a score; `because` says in English what was compared."""

    feature: str
    weight: float
    because: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two things (their ids, `a` < `b`) are one. `score` is the sum of the weights of the reasons."""

    a: str
    b: str
    same: bool
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's verdict on two things: kept for ever, stronger than any rule."""

    a: str
    b: str
    same: bool
    by: str
    why: str


def verdict(a: str, b: str, reasons: list[Reason], threshold: float) -> Verdict:
    """The verdict that the reasons sum up to.

    >>> verdict("r2", "r1", [Reason("day", 2.0, "both on 2022-05-13")], threshold=1.5).same
    True
    """
    score = round(sum(reason.weight for reason in reasons), 3)
    return Verdict(min(a, b), max(a, b), score >= threshold, score, tuple(reasons))
