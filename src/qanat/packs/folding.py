"""One spelling for many, with a way back to the true offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FEW = 32  # characters to replace one by one


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, where folding changed lengths, the true offset of each folded character (plus the end)."""

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The true half-open span of a folded one, in code points of the text that was folded."""
        if self.offsets is None or end <= start:
            return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[start])
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Folding:
    """A folding table: one character to one, to several, or (empty) to none."""

    table: dict[int, str]
    uneven: re.Pattern[str]  # the characters whose folding has another length than one
    folded: re.Pattern[str]  # the characters that are folded

    @classmethod
    def of(cls, pairs: dict[str, str]) -> Folding:
        """From a table of character → replacement."""
        uneven = "".join(re.escape(a) for a, b in pairs.items() if len(b) != 1)
        assert pairs.keys().isdisjoint("".join(pairs.values())), "what stands for a character must stand for itself"
        return cls({ord(a): b for a, b in pairs.items()}, _one_of(uneven), _one_of("".join(map(re.escape, pairs))))

    def __call__(self, text: str) -> str:
        """The folded text alone."""
        found = set(self.folded.findall(text))
        if len(found) > _FEW:
            return text.translate(self.table)
        for character in found:  # much faster than `translate` where few different characters are folded, as in any article
            text = text.replace(character, self.table[ord(character)])
        return text

    def mapped(self, text: str) -> Folded:
        """The folded text with its map.

        >>> Folding.of({"أ": "ا", "ـ": ""}).mapped("أمـل")
        Folded(text='امل', offsets=(0, 1, 3, 4))
        """
        folded = self(text)
        offsets: list[int] = []
        at = 0
        for found in self.uneven.finditer(text):
            here = found.start()
            offsets.extend(range(at, here))
            offsets.extend([here] * len(self.table[ord(text[here])]))
            at = here + 1
        if at == 0:
            return Folded(folded, None)
        offsets.extend(range(at, len(text) + 1))
        return Folded(folded, tuple(offsets))


def _one_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]" if characters else r"(?!)")
