"""Whose land "the country" is that a guest visits."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import Country
from qanat.read.syntax import finite
from qanat.text.words import Words

_CLAUSE: Final = 6  # tokens between "who" and the country
_GUEST: Final = frozenset(("head", "noun", "title", "body"))  # kinds of a word with which a guest begins
_OPENS: Final = 3  # tokens at the head of a sentence among which its verb stands


def host_before(at: int, words: Words) -> Country | None:
    """The state that acts, or whose office-holder does, in a sentence that tells of a guest "who visits the country" at a token: "رحب العراق بالوزير
    الذي يزور البلاد", "طالب رئيس الوزراء العراقي الوفد الذي يزور البلاد"; None where the subject tells no state.
    """
    forms = words.words
    first = words.sentence_at(at)[0]
    who = next((k for k in range(at - 1, max(first, at - _CLAUSE), -1) if "contacts.who" in forms[k].sets), first)
    verb = next((k for k in range(first, min(first + _OPENS, who)) if finite(forms[k]) is not None), who)
    for k in range(verb + 1, who):
        word = forms[k]
        sense = (word.by.get("state") if k == verb + 1 else None) or word.by.get("nation")
        if sense is not None and not sense.preposition and isinstance(sense.entry.row, Country):
            guest = any(other.preposition or not other.kinds.isdisjoint(_GUEST) for other in forms[k + 1 : who])
            return sense.entry.row if guest else None  # "التقى الوزير الفرنسي الذي يزور البلاد": himself
        another = k > verb + 1 and "head" in word.kinds and not word.article and forms[k - 1].article  # "استقبل رئيس الحكومة وزير الدفاع الفرنسي الذي"
        if word.mark or word.preposition or another or finite(word) is not None or "offices.joins" in word.sets:
            return None
    return None
