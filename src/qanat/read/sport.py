"""Is a text one of sport? Whoever bears an office in it that is of no state has no public role: a captain, the chairman of a club."""

from __future__ import annotations

from qanat.packs import Pack
from qanat.text.words import Words

_WORDS = 3  # of sport that make a text one
_KINDS = 2  # different ones
_AMONG = 100  # words of the text to one of sport, at most


def of_sport(words: Words, pack: Pack) -> bool:
    """Are so many words of a text those of sport, and not always the same one ("كأس")?"""
    told = pack.either("contacts.sport", "events.sport")
    found = [word.form for word in words.words if word.form in told]
    return len(found) >= _WORDS and len(set(found)) >= _KINDS and len(found) * _AMONG >= len(words.words)
