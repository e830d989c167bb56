"""Which quotation marks belong together, also where one is missing, or the same mark opens and closes."""

from __future__ import annotations

from typing import Final, NamedTuple

from qanat.packs import Marks
from qanat.packs.word import Word

_OPENS: Final = 1  # what a mark of quotation may do where it stands
_CLOSES: Final = -1
_EITHER: Final = 0
_BEFORE: Final = frozenset("([{«“‘:،؛-–—/")  # what may stand right before an opening mark
_AFTER: Final = frozenset(")]}»”’:،؛.,;!؟?…")  # ... right behind a closing one
_MOST: Final = 30  # marks of a paragraph among which the other one of a pair is looked for: a text may hold any number
_PARTICLE: Final = 2  # letters of what is written onto an opening mark: ب"الفوضى"


class _Mark(NamedTuple):
    """A mark: which side it is on by its shape (either, for one that opens and closes alike), and by what it touches."""

    at: int
    sign: str
    shape: int
    touch: int


def quotations(text: str, words: list[Word], marks: list[int], starts: list[int], ends: list[int], of: Marks) -> list[tuple[int, int]]:
    """Token ranges from an opening mark to just past its closing mark, none inside another, in order.

    A mark that opens and closes alike is told by the spaces around it. Nothing is quoted past the end of a paragraph that ends with a full stop;
    a mark that nothing closes there quotes nothing, and what stands behind it is paired without it.
    """
    out: list[tuple[int, int]] = []
    here: list[_Mark] = []
    for k in marks:
        sign = words[k].mark
        if sign in of.quotes or sign in of.closing:
            shape = _EITHER if of.quotes.get(sign) == sign else _OPENS if sign in of.quotes else _CLOSES
            here.append(_Mark(k, sign, shape, _side(text, words, starts, ends, k)))
        elif sign == "\n" and here and words[k - 1].mark and (words[k - 1].mark in of.sentence_end or words[k - 1].mark in of.closing):
            out.extend(_paired(here, of))
            here = []
    if here:
        out.extend(_paired(here, of))
    return out


def _side(text: str, words: list[Word], starts: list[int], ends: list[int], at: int) -> int:
    """Does this mark open or close, by what it touches?"""
    left, right = starts[at], ends[at]
    before = text[left - 1] if left else " "
    after = text[right] if right < len(text) else " "
    glued = at > 0 and before.isalpha() and after.isalnum() and len(words[at - 1].form) <= _PARTICLE
    opens = before.isspace() or before in _BEFORE or glued
    closes = after.isspace() or after in _AFTER
    if opens and not closes:
        return _OPENS
    if closes and not opens:
        return _CLOSES
    return _OPENS if before == ":" else _EITHER


def _paired(marks: list[_Mark], of: Marks) -> list[tuple[int, int]]:
    """The outermost pairs among the marks of a paragraph."""
    pairs: list[tuple[int, int]] = []
    opened: list[_Mark] = []
    turned = {closing: opening for opening, closing in reversed(list(of.quotes.items())) if opening != closing}
    for number, mark in enumerate(marks):
        alike = mark.shape == _EITHER
        near = range(len(opened) - 1, max(len(opened) - _MOST, 0) - 1, -1)
        held = next((k for k in near if of.quotes.get(opened[k].sign) == mark.sign), -1)
        if alike:
            opens = mark.touch == _OPENS or (mark.touch == _EITHER and held < 0)
            if mark.touch == _CLOSES and held < 0:
                opens = _next_of(marks, number) == _CLOSES  # قال" نعم": a space on the wrong side
        elif mark.shape == _CLOSES:
            opens = held < 0 and mark.touch != _CLOSES and turned[mark.sign] not in (m.sign for m in opened[-_MOST:])  # ”نعم“: the other way round
        else:
            back = next((k for k in near if turned.get(opened[k].sign) == mark.sign), -1)
            opens = back < 0 or mark.touch == _OPENS
            held = back if not opens else held
        if opens:
            opened.append(mark)
        elif held >= 0:
            pairs.append((opened[held].at, mark.at + 1))
            del opened[held:]
    pairs.sort()
    out: list[tuple[int, int]] = []
    for pair in pairs:
        if not out or pair[0] >= out[-1][1]:
            out.append(pair)
    return out


def _next_of(marks: list[_Mark], number: int) -> int:
    """Which side the next mark of the same sign is on."""
    return next((mark.touch for mark in marks[number + 1 : number + 1 + _MOST] if mark.sign == marks[number].sign), _OPENS)
