"""Gapping: a verb told once for several, each with a day of his own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from qanat.model import Time
from qanat.read.among import times_between
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import Frame
from qanat.read.syntax import THEN
from qanat.text.words import Words


def gapped(frame: Frame, words: Words, times: tuple[Time, ...]) -> list[Frame]:
    """A frame for whoever stands behind "and" or "then" with a day of his own: one more traveller ("يزور المصري الخرطوم غدا والإثيوبي بعد غد"), station ("يزور
    القاهرة غدا وعمان بعد غد") or guest ("يستقبل الألماني الخميس والفرنسي السبت").
    """
    others = frame.sides[1] if len(frame.sides) == 2 else []
    firsts = [k for k in range(1, len(others)) if _has_own_day(others[k - 1], others[k], words, times)]
    if not firsts:
        return [frame]
    parts = [others[first:end] for first, end in pairwise((0, *firsts, len(others)))]
    ends = [*(part[0].first for part in parts[1:]), frame.clause[1]]
    out = [replace(frame, sides=[frame.sides[0], parts[0]], clause=(frame.clause[0], ends[0]))]
    for part, end in zip(parts[1:], ends[1:], strict=True):
        clause = (part[0].first, end)
        if frame.visit and part[0].kind in PEOPLE and parts[0][0].kind not in PEOPLE:
            out.append(replace(frame, sides=[part, parts[0]], initiator=part[0], clause=clause))
        else:
            destination = part[0] if frame.visit and part[0].kind in PLACES else None
            out.append(replace(frame, sides=[frame.sides[0], part], destination=destination, clause=clause))
    return out


def _has_own_day(before: Mention, mention: Mention, words: Words, times: tuple[Time, ...]) -> bool:
    """Does a time stand between the one named before and a mention with "and" or "then", and another right behind it?"""
    behind = min(mention.end, len(words.starts) - 1)
    between = times_between(times, words.ends[before.end - 1], words.starts[mention.first])
    lead = words.words[before.end : mention.first][-2:]  # "ثم", "ثم إلى", "وإلى"
    joined = mention.conjunction or any(word.conjunction or not word.sets.isdisjoint(THEN) for word in lead)
    return bool(joined and between and times_between(times, words.starts[behind], words.ends[behind]))
