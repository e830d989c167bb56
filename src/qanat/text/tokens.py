"""What stands at a token of a text that may hold a date: words of time, numbers, years, marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from mypy_extensions import mypyc_attr

from qanat.packs import Pack
from qanat.packs.word import Sense
from qanat.text.tense import side
from qanat.text.words import Words

_SEPARATORS: Final = frozenset("/-–.")
_YEARS: Final = range(1850, 2060)
HIJRI_YEARS: Final = range(1300, 1500)


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Value:
    """A value with its grain and basis, and the token after its expression; no grain: a name, no date (ثورة يوليو)."""

    end: int
    value: str
    grain: str
    basis: str = "published"
    start: int | None = None  # where it begins before the token at which it was read


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class DayMonth:
    """The pieces of a calendar date as they were found."""

    end: int
    day: int | None
    month: int
    hijri: bool
    year: int | None = None
    shift: int | None = None
    within: int = 1  # day of a Hijri month by which the month of the other calendar is told


class Tokens:
    """The tokens of a text, as the readers of dates ask them."""

    def __init__(self, words: Words, pack: Pack, published: str | None) -> None:
        self.words, self.pack = words, pack
        self.forms = words.words
        self.size = len(words.words)
        self.today = date.fromisoformat(published) if published else None
        self.last: date | None = None  # the last day that was read
        self.last_at = 0  # the token after it
        self.base: Value | None = None  # the value named last, no "same month of last year"
        self.told: date | None = None  # the day that "اليوم الجمعة" says it is
        self.surnames: set[str] = set()  # weekdays that are somebody's name here
        self.settled: dict[tuple[int, int | None], int] = {}  # year of a day and month that was told with "next" or "last"
        self.sets = pack.times

    # --- what stands at a token

    def _sense(self, at: int, kind: str) -> tuple[Sense, int] | None:
        """The sense of a kind that begins at a token, and the token after it; several words first."""
        if not 0 <= at < self.size or kind not in (word := self.forms[at]).begins:
            return None
        for phrase in word.phrases.get(self.forms[at + 1].form, ()) if word.phrases and at + 1 < self.size else ():
            if phrase.sense.entry.kind == kind and tuple([form.form for form in self.forms[at + 1 : at + 1 + len(phrase.rest)]]) == phrase.rest:
                return phrase.sense, at + 1 + len(phrase.rest)
        sense = word.by.get(kind)
        return (sense, at + 1) if sense is not None and not sense.pronoun else None

    def _is(self, at: int, name: str) -> bool:
        """Is a word one of a set, with a conjunction or without?"""
        return 0 <= at < self.size and self.forms[at].closed and name in self.forms[at].sets

    def _with(self, at: int, name: str) -> bool:
        """Is a word one of a set, whatever is attached to it?"""
        word = self.forms[at] if 0 <= at < self.size else None
        return word is not None and ((word.closed and name in word.sets) or (word.rooted and name in word.stem_sets))

    def _mark(self, at: int, marks: str) -> bool:
        return 0 <= at < self.size and self.forms[at].mark != "" and self.forms[at].mark in marks

    def _past_of(self, at: int) -> int:
        """Past "of" (من), once or twice."""
        return at + 2 if self._is(at, "of") and self._is(at + 1, "of") else at + 1 if self._is(at, "of") else at

    def _side(self, at: int, end: int) -> int:
        return side(at, end, self.words, self.pack)

    def _number(self, at: int, low: int, high: int) -> tuple[int, int] | None:
        """A number in digits or words within bounds, and the token after it."""
        if not 0 <= at < self.size:
            return None
        word = self.forms[at]
        if word.number:
            value = int(word.form) if len(word.form) < 6 else 0
            return (value, at + 1) if low <= value <= high else None
        found = self._sense(at, "count")
        if found is None:
            return None
        sense, end = found
        value = sense.entry.row.number
        tens = self._sense(end, "count")
        if value < 10 and tens is not None and tens[0].conjunction and 20 <= tens[0].entry.row.number < 100:
            value, end = value + tens[0].entry.row.number, tens[1]
        return (value, end) if low <= value <= high else None

    def _digits(self, at: int, low: int, high: int) -> int | None:
        found = self._number(at, low, high) if 0 <= at < self.size and self.forms[at].number else None
        return found[0] if found is not None else None

    def _year_number(self, at: int) -> int | None:
        value = self._digits(at, 1000, 2100) if 0 <= at < self.size and len(self.forms[at].form) == 4 else None
        return value if value is not None and (value in _YEARS or value in HIJRI_YEARS) else None

    def _separator(self, at: int) -> bool:
        return 0 <= at < self.size and self.forms[at].mark != "" and self.forms[at].mark in _SEPARATORS
