"""Which texts were made of one another: runs of words that both have, told by a few prints of each (winnowing) and measured on all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

_RUN = 4  # words of a shingle
_WINDOW = 10  # shingles of which the smallest is a print: so two texts with a run of 13 words in common have a print in common
_HEAD, _TAIL = 240, 160  # characters at the beginning and the end in which an agency is credited
_BETWEEN = re.compile(r"[()\[\]{}«»\"/|:،,؛;.\n\-–—_*+]+")
_ALL = 0.85  # share of a text from which it stands in the other
_SOME = 0.3  # share of either text from which one was written by the other
_BOTH = 0.1  # share of each that then stands in the other at least: what long texts share with short ones are titles and formulas
_FEW = 20  # shingles that must be in both


class Kinship(NamedTuple):
    """How a later text came of an earlier one. `of_first`, `of_second`: how much of each stands in the other, 0 to 1.

    `kind`: "copy" (nothing new in it: the same words, perhaps cut, in another order, under another title), "update" (all of the earlier, and more), "rewrite"
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
    a, b = frozenset(shingles(first)), frozenset(shingles(second))
    both = len(a & b)
    if both < min(_FEW, len(a), len(b)) or not both:
        return None
    of_first, of_second = both / len(a), both / len(b)
    if of_second >= _ALL:
        return Kinship("copy", of_first, of_second)
    if of_first >= _ALL:
        return Kinship("update", of_first, of_second)
    wrote = max(of_first, of_second) >= _SOME and min(of_first, of_second) >= _BOTH
    return Kinship("rewrite", of_first, of_second) if wrote else None


def credits(folded: str, agencies: Mapping[str, str]) -> tuple[str, ...]:
    """The agencies that a folded text credits: named alone between marks at its beginning or end, as in "(رويترز)"; `agencies`: what each folded name means."""
    parts = [*_BETWEEN.split(folded[:_HEAD]), *_BETWEEN.split(folded[-_TAIL:])]
    named = (agencies.get(" ".join(part.split())) for part in parts)
    return tuple(dict.fromkeys(name for name in named if name))
