"""Do two written names name one party?"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

# The spelling of the scorer, wider than the reader's: it also forgives letters that transliteration mixes (غ ج گ, ف ڤ پ).
_MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LETTERS = str.maketrans("أإآٱىئؤةغڤپگ", "اااايي" + "و" + "هج" + "فف" + "ج")
_SERVANT = re.compile(r"\bعبد\s+ال")
_SON, _SONS, _ARTICLE, _FOR_THE = "بن", ("بن", "ابن"), "ال", "لل"
_FIRST_NAME_BEN = "بنن"
_LONGEST = 12  # words; more is a sentence and no name
_LIKE = 0.8


@lru_cache(maxsize=65536)
def folded(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, articles off; "son of" is kept as a mark of what follows."""
    plain = _SERVANT.sub("عبدال", _MARKS.sub("", name)).translate(_LETTERS)
    out: list[str] = []
    for word in re.findall(r"\w+", plain):
        if word in _SONS:
            out.append(_SON if out else _FIRST_NAME_BEN)
        elif word != _ARTICLE:
            bare = word.startswith((_FOR_THE, _ARTICLE)) and len(word) > 4
            out.append(word[2:] if bare else word)
    return tuple(out)


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > 3 and SequenceMatcher(None, a, b).ratio() >= _LIKE)


@lru_cache(maxsize=65536)
def same(a: str, b: str) -> bool:
    """True where the words of the shorter name stand, in order, in the longer one, variants of spelling allowed.

    A single word never matches the name of a father; of two names of several words, one of them with "son of", the first words must agree.
    """
    short, long = folded(a), folded(b)
    if _size(short) > _size(long):
        short, long = long, short
    lineage = _SON in short or _SON in long
    wanted = [word for word in short if word != _SON]
    if not wanted or not long or len(long) > _LONGEST:
        return False
    if len(wanted) == 1:
        return any(_alike(wanted[0], word) for k, word in enumerate(long) if word != _SON and not (k and long[k - 1] == _SON))
    offered = [word for word in long if word != _SON]
    if lineage and not _alike(wanted[0], offered[0]):
        return False
    at = 0
    for word in offered:
        if at < len(wanted) and _alike(wanted[at], word):
            at += 1
    return at == len(wanted)


def _size(words: tuple[str, ...]) -> int:
    return sum(word != _SON for word in words)
