"""One spelling for many, with a way back to the true offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any, Final

_SHORT: Final = 20  # characters of a text that is translated outright
_FEW: Final = 32  # characters to replace one by one


class Letters(dict[int, int | str]):
    """A table for `str.translate` in which what it does not name stands for itself: of a plain one each such character costs an exception."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


class Folded:
    """Folded text and, where folding changed lengths, the way back: from each of `places` on, a folded offset is so many less than the true one."""

    __slots__ = ("places", "shifts", "text")

    def __init__(self, text: str, places: list[int], shifts: list[int]) -> None:
        self.text, self.places, self.shifts = text, places, shifts

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The true half-open span of a folded one, in code points of the text that was folded."""
        true = start + self._shift(start)
        return true, end + self._shift(end - 1) if end > start else true

    def _shift(self, at: int) -> int:
        k = bisect_right(self.places, at)
        return self.shifts[k - 1] if k else 0

    def starts(self, offsets: list[int]) -> list[int]:
        """The true offsets of characters, in order."""
        return self._moved(offsets, 0)

    def ends(self, offsets: list[int]) -> list[int]:
        """The true offsets behind characters, in order."""
        return self._moved(offsets, 1)

    def _moved(self, offsets: list[int], behind: int) -> list[int]:
        out: list[int] = []
        first = shift = 0
        for k in range(len(self.places)):
            end = bisect_left(offsets, self.places[k] + behind, first)
            out += [offset + shift for offset in offsets[first:end]]
            first, shift = end, self.shifts[k]
        return out + [offset + shift for offset in offsets[first:]]


@dataclass(frozen=True, slots=True)
class Folding:
    """A folding table: one character to one, to several, or (empty) to none; and before it, spellings of words to others as long."""

    table: dict[int, str]
    uneven: re.Pattern[str]  # the characters whose folding has another length than one
    folded: re.Pattern[str]  # the characters that are folded
    spellings: tuple[tuple[str, str], ...]
    letters: Letters  # the table again
    known: dict[str, str] = field(default_factory=dict)  # memory of `of_row`

    @classmethod
    def of(cls, pairs: dict[str, str]) -> Folding:
        """From a table of character → replacement, or spelling → another as long."""
        spellings = tuple((a, b) for a, b in pairs.items() if len(a) > 1)
        assert all(len(a) == len(b) for a, b in spellings), "a spelling and what stands for it are of one length"
        pairs = {a: b for a, b in pairs.items() if len(a) == 1}
        uneven = "".join(re.escape(a) for a, b in pairs.items() if len(b) != 1)
        assert pairs.keys().isdisjoint("".join(pairs.values())), "what stands for a character must stand for itself"
        table = {ord(a): b for a, b in pairs.items()}
        return cls(table, _one_of(uneven), _one_of("".join(map(re.escape, pairs))), spellings, Letters(table))

    def __reduce__(self) -> tuple[type[Folding], tuple[Any, ...]]:
        return Folding, (self.table, self.uneven, self.folded, self.spellings, self.letters)  # mypyc knows no `__setstate__` of frozen classes

    def __call__(self, text: str) -> str:
        """The folded text alone."""
        for spelling, other in self.spellings:
            text = text.replace(spelling, other)
        found = self.folded.search(text)
        if found is not None and len(text) < _SHORT:
            return text.translate(self.letters)
        for _ in range(_FEW):
            if found is None:
                return text
            at = found.start()  # much faster than `translate` where few different characters are folded, as in any article
            text = text.replace(text[at], self.table[ord(text[at])])
            found = self.folded.search(text, at)
        return text.translate(self.table)

    def of_row(self, text: str) -> str:
        """The folded text of a row of the pack, remembered: rows are few, and asked again and again."""
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = self(text)
        return found

    def mapped(self, text: str) -> Folded:
        """The folded text with its map.

        >>> Folding.of({"أ": "ا", "ـ": ""}).mapped("أمـل").span(1, 3)
        (1, 4)
        """
        places: list[int] = []
        shifts: list[int] = []
        shift = 0
        for found in self.uneven.finditer(text):
            folded = len(self.table[ord(found[0])])
            at = found.start() - shift
            if not folded:
                shift += 1
                places.append(at)
                shifts.append(shift)
            for k in range(1, folded):
                shift -= 1
                places.append(at + k)
                shifts.append(shift)
        return Folded(self(text), places, shifts)


def _one_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]" if characters else r"(?!)")
