"""Whether words spoken stand in quotation marks: direct, indirect or mixed."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.cast import Cast
from qanat.read.syntax import holds_genitive
from qanat.text.words import Words

_SENTENCE: Final = 3  # words between quotation marks that may be a mere name or term


def kind_of(words: Words, cast: Cast, start: int, stop: int, pack: Pack) -> str:
    """direct, indirect or mixed: direct where next to nothing stands outside quotation marks; marks around a mere name quote nobody."""
    marks, thats = pack.marks.quotes, pack.sets["speech.that_pronoun"]
    longest = quoted = plain = 0  # words of the longest quotation, of all of them, and outside
    named = True
    k = start
    closing, opened = "", 0
    while k < stop:
        mark = words.words[k].mark
        if closing and mark == closing:
            inside = k - opened - 1
            quoted += inside
            longest = max(longest, inside)
            named = named and _a_name(words, cast, opened, k, pack)
            closing = ""
        elif not closing and mark in marks:
            closing, opened = marks[mark], k
        elif not mark and not closing:
            plain += words.words[k].form not in thats
        k += 1
    if closing:
        quoted, longest, named = quoted + stop - opened - 1, _SENTENCE, False
    if not longest:
        return "indirect"
    if not plain and quoted > _SENTENCE:
        return "direct"
    return "mixed" if longest > 2 or not named else "indirect"


def _a_name(words: Words, cast: Cast, opened: int, closing: int, pack: Pack) -> bool:
    """Do these quotation marks stand around a name? "تنظيم «داعش»", "شركة «النور»"."""
    mention = cast.at(opened + 1)
    if mention is not None and mention.end >= closing:
        return True
    before = words.words[opened - 1] if opened else None
    return before is not None and (cast.at(opened - 1) is not None or holds_genitive(before, pack))
