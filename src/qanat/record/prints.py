"""Which texts were made of one another: runs of words that both have, told by a few prints of each (winnowing) and measured on all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

_RUN = 4  # words of a shingle
_WINDOW = 10  # shingles of which the smallest is a print: so two texts with a run of 13 words in common have a print in common
_HEAD, _TAIL = 240, 160  # characters at the beginning and the end in which an agency is credited
_BETWEEN = re.compile(r"[()\[\]{}«»\"/|:،,؛;.\n\-–—_*+]+")
_ALL = 0.85  # share of either text from which one was made of the other
_SOME = 0.3  # share of either text from which one was written by the other
_BOTH = 0.1  # share of each that then stands in the other at least: what long texts share with short ones are titles and formulas
_FEW = 20  # shingles that must be in both
_EDGE = 6  # words at either end in which places and agencies are named
_SLIPS, _OWN = 3, 0.02  # words, or share of all, that a text may have to itself and still be all of the other


class Kinship(NamedTuple):
    """How a later text came of an earlier one. `of_first`, `of_second`: how much of each stands in the other, 0 to 1.

    `kind`: "copy" (hardly a word in it is new: perhaps cut, in another order, under another agency's line), "update" (all of the earlier, and more), "rewrite"
    (parts of it in a text of its own).
    """

    kind: str
    of_first: float
    of_second: float


def shingles(words: Sequence[str]) -> list[int]:
    """A number for each run of words, in their order; 64 bits with sign, as databases keep them."""
    return [
        int.from_bytes(blake2b(" ".join(words[at : at + _RUN]).encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)
        for at in range(len(words) - _RUN + 1)
    ]


def prints(words: Sequence[str]) -> frozenset[int]:
    """The prints of a text by its folded words: of every window of shingles the smallest.

    >>> text = [f"w{n}" for n in range(60)]
    >>> bool(prints(text) & prints(["other", "words", *text[20:33], "and", "so", "on"]))
    True
    """
    runs = shingles(words)
    return frozenset(min(runs[at : at + _WINDOW]) for at in range(max(len(runs) - _WINDOW + 1, 1 if runs else 0)))


def kinship(first: Sequence[str], second: Sequence[str]) -> Kinship | None:
    """How a text (by its folded words) came of an earlier one; None where it did not."""
    runs, others = shingles(first), shingles(second)
    a, b = frozenset(runs), frozenset(others)
    common = a & b
    if len(common) < min(_FEW, len(a), len(b)) or not common:
        return None
    of_first, of_second = len(common) / len(a), len(common) / len(b)
    if max(of_first, of_second) < _ALL and (max(of_first, of_second) < _SOME or min(of_first, of_second) < _BOTH):
        return None
    gone, new = _apart(first, runs, common), _apart(second, others, common)
    kind = "copy" if _little(new, gone, len(second)) else "update" if _little(gone, new, len(first)) else "rewrite"
    return Kinship(kind, of_first, of_second)


def _apart(words: Sequence[str], runs: Sequence[int], common: frozenset[int]) -> dict[int, str]:
    """The words that stand in no common run, by their places."""
    covered = {at + k for at, run in enumerate(runs) if run in common for k in range(_RUN)}
    return {at: word for at, word in enumerate(words) if at not in covered}


def _little(mine: Mapping[int, str], theirs: Mapping[int, str], words: int) -> bool:
    """Is hardly anything of a text its own? Words that stand elsewhere in the other have only moved; at the ends stand names of places and agencies."""
    inside = Counter(word for at, word in mine.items() if _EDGE <= at < words - _EDGE)
    return (inside - Counter(theirs.values())).total() <= max(_SLIPS, _OWN * words)


def credits(folded: str, agencies: Mapping[str, str]) -> tuple[str, ...]:
    """The agencies that a folded text credits: named alone between marks at its beginning or end, as in "(رويترز)"; `agencies`: what each folded name means."""
    parts = [*_BETWEEN.split(folded[:_HEAD]), *_BETWEEN.split(folded[-_TAIL:])]
    named = (agencies.get(" ".join(part.split())) for part in parts)
    return tuple(dict.fromkeys(name for name in named if name))
