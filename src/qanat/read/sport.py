"""Is a text one of sport? Whoever bears an office in it that is of no state has no public role: a captain, the chairman of a club."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.text.words import Words

_WORDS: Final = 3  # of sport that make a text one
_KINDS: Final = 2  # different ones
_AMONG: Final = 100  # words of the text to one of sport, at most


def of_sport(words: Words, pack: Pack) -> bool:
    """Are so many words of a text those of sport, and not always the same one ("كأس")?"""
    told = pack.either("contacts.sport", "events.sport")
    if len(told & words.said) < _KINDS:
        return False
    found = sum(word.form in told for word in words.words)
    return found >= _WORDS and found * _AMONG >= len(words.words)
