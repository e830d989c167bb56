"""Is a text in the language of the pack at all?"""

from __future__ import annotations

from typing import Final

from qanat.packs.word import HOLDING, KNOWN, SCRIPT, WRITTEN
from qanat.text.words import Words

_SAMPLE: Final = 200  # words that are looked at, from all over the text: a page may hold a translation beside the article
_FEW: Final = 8  # words in which a strange name or two may outweigh the rest
_SCRIPT: Final = 0.2  # share of words in the script of the language
_OWN: Final = 0.7  # share of known words plus share of grammar: 0.84 and more in 5,800 Arabic news articles, under 0.6 in Persian and Urdu ones


def is_foreign(words: Words) -> bool:
    """True where too few of the words are in the script of the pack, or those are too little of its language.

    Languages that share a script share many words as well; so words that hold sentences together, and articles, count beside those that are known.
    Of a handful of words one known is enough. Numbers and marks are no words; a text without words is of no language and so not foreign.
    """
    seen = script = known = grammar = 0
    for word in words.words[:: max(len(words.words) // _SAMPLE, 1)]:
        tongue = word.tongue
        seen += tongue & WRITTEN != 0
        script += tongue & SCRIPT != 0
        known += tongue & KNOWN != 0
        grammar += tongue & HOLDING != 0
    if script < _SCRIPT * seen:
        return True
    return known + grammar < _OWN * script if script >= _FEW else script > 0 and not known
