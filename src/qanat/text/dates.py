"""Calendar dates in a text: 24/7/2015, السابع من أكتوبر (تشرين الأول) الماضي, 14 رمضان 1436هـ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hijridate import Gregorian, Hijri

from qanat.packs import Pack
from qanat.packs.lexicon import Sense
from qanat.text.words import Words

_SEPARATORS = frozenset("/-–.")
_YEARS = range(1850, 2060)
_HIJRI_YEARS = range(1300, 1500)
_FAR = 183  # days: a bare day and month farther ahead than this was last year's


@dataclass(slots=True)
class Value:
    """A value with its grain and basis, and the token after its expression."""

    end: int
    value: str
    grain: str
    basis: str = "published"


@dataclass(slots=True)
class DayMonth:
    """The pieces of a calendar date as they were found."""

    end: int
    day: int | None
    month: int
    hijri: bool
    year: int | None = None
    shift: int | None = None


class Dates:
    """Reads the calendar date that begins at a token."""

    def __init__(self, words: Words, pack: Pack, published: str | None) -> None:
        self.words, self.pack = words, pack
        self.forms = words.words
        self.size = len(words.words)
        self.today = date.fromisoformat(published) if published else None
        self.told: date | None = None  # the day that "اليوم الجمعة" says it is
        self.sets = {key.removeprefix("times."): value for key, value in pack.sets.items() if key.startswith("times.")}

    def _sense(self, at: int, kind: str) -> tuple[Sense, int] | None:
        """The sense of a kind that begins at a token, and the token after it; several words first."""
        if not 0 <= at < self.size:
            return None
        word = self.forms[at]
        for phrase in word.phrases.get(self.forms[at + 1].form, ()) if word.phrases and at + 1 < self.size else ():
            if phrase.sense.entry.kind == kind and all(at + 1 + k < self.size and self.forms[at + 1 + k].form == part for k, part in enumerate(phrase.rest)):
                return phrase.sense, at + 1 + len(phrase.rest)
        sense = word.by.get(kind)
        return (sense, at + 1) if sense is not None else None

    def _is(self, at: int, name: str) -> bool:
        return 0 <= at < self.size and (self.forms[at].form in self.sets[name] or (bool(self.forms[at].conjunction) and self.forms[at].stem in self.sets[name]))

    def _mark(self, at: int, marks: str) -> bool:
        return 0 <= at < self.size and self.forms[at].mark != "" and self.forms[at].mark in marks

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
        if value < 10 and tens is not None and tens[0].conjunction and tens[0].entry.row.number in (20, 30):
            value, end = value + tens[0].entry.row.number, tens[1]
        return (value, end) if low <= value <= high else None

    def _numeric(self, at: int) -> Value | None:
        """24/7/2015م, 30 / 7 / 2015, 14/10/1436هـ, 2015-07-24."""
        first = self._number(at, 1, 2100)
        if first is None or not self.forms[at].number or not self._separator(at + 1):
            return None
        second = self._number(at + 2, 1, 12) if at + 2 < self.size and self.forms[at + 2].number else None
        named = self._sense(at + 2, "month")
        if named is not None:
            return self._calendar(at)
        if second is None or not self._separator(at + 3) or self.forms[at + 3].mark != self.forms[at + 1].mark:
            return None
        third = self._number(at + 4, 1, 2100)
        if third is None or not self.forms[at + 4].number:
            return None
        year, month, day = (first[0], second[0], third[0]) if first[0] > 31 else (third[0], second[0], first[0])
        found = DayMonth(at + 5, day, month, year in _HIJRI_YEARS, year)
        return self._finish(self._era(found))

    def _separator(self, at: int) -> bool:
        return 0 <= at < self.size and self.forms[at].mark in _SEPARATORS and self.forms[at].mark != ""

    def _calendar(self, at: int, *, month_only: bool = True) -> Value | None:
        """[part] [day[s]] [of] [month word] month [doublet] [year | past, next]."""
        start = at
        if self._sense(at, "period_part") is not None and self._sense(at, "month") is None and self._number(at, 1, 31) is None:
            at += 1
            while self._is(at, "of") and self._sense(at + 1, "month") is not None:
                at += 1
        days, at = self._days(at)
        if days is not None:
            if self._separator(at):
                at += 1
            while self._is(at, "of"):
                at += 1
        elif not month_only:
            return None
        if self._is(at, "month_heads") and self._sense(at + 1, "month") is not None:
            at += 1
        month = self._sense(at, "month")
        if month is None or (days is not None and month[0].conjunction):
            return None
        row = month[0].entry.row
        if days is None and start == at and not self._plausible_month(at, month):
            return None
        found = DayMonth(self._doublet(month[1], row), days, row.number, row.calendar == "hijri")
        if self._separator(found.end) and self._year_number(found.end + 1) is not None:
            found.end += 1
        year_at = found.end
        while self._is(year_at, "of") or self._is(year_at, "year_heads"):
            year_at += 1
        year = self._year_number(year_at)
        if year is not None:
            found.year, found.end = year, year_at + 1
            found = self._era(found)
        elif (shift := self._sense(found.end, "shift")) is not None:
            found.shift, found.end = shift[0].entry.row.sign, shift[1]
        return self._finish(found)

    def _plausible_month(self, at: int, month: tuple[Sense, int]) -> bool:
        """A bare month name that is a common word or name besides (صفر, رجب, آب) needs a year or a word of time with it."""
        if (month[0].preposition and month[0].preposition != "ل") or month[0].pronoun or month[0].article:
            return False
        row = month[0].entry.row
        word = self.forms[at]
        doubtful = row.calendar == "hijri" or len(word.stem) < 4 or "name" in word.kinds
        if not doubtful:
            return True
        end = month[1]
        return self._year_number(end) is not None or self._sense(end, "shift") is not None or self._doublet(end, row) > end or self._is(at - 1, "month_heads")

    def _days(self, at: int) -> tuple[int | None, int]:
        """The first of one or several days: 24, (8-12), 24 و25, السابع والثامن."""
        bracket = self._mark(at, "(")
        k = at + 1 if bracket else at
        if self._is(k, "day_heads") and self._number(k + 1, 1, 31) is not None:
            k += 1
        found = self._number(k, 1, 31)
        if found is None or (bracket and not self._mark(found[1], "-–")):
            return None, at
        day, end = found
        for _ in range(3):
            following = end + 1 if self._mark(end, "-–،,") or self._is(end, "of") or self._is(end, "until") else end
            if following < self.size and self.forms[following].form in self.pack.lexicon.particles.conjunctions:
                following += 1
            more = self._number(following, 1, 31)
            joined = following > end or (more is not None and self._conjoined(end))
            if more is None or not joined or (self._is(end, "of") and not self.forms[following].number):
                break
            end = more[1]
        if bracket and self._mark(end, ")"):
            end += 1
        return day, end

    def _conjoined(self, at: int) -> bool:
        sense = self.forms[at].by.get("count")
        return sense is not None and bool(sense.conjunction)

    def _doublet(self, at: int, row: Any) -> int:
        """Past a second name of the same month: يوليو (تموز), تموز - يوليو, تموز/يوليو, فبراير شباط."""
        opened = self._mark(at, "(")
        start = at + 1 if opened or self._mark(at, "-–/") else at
        second = self._sense(start, "month")
        if second is None or second[0].entry.row.number != row.number or second[0].conjunction:
            return at
        end = second[1]
        return end + 1 if opened and self._mark(end, ")") else end

    def _year_number(self, at: int) -> int | None:
        if not 0 <= at < self.size or not self.forms[at].number or len(self.forms[at].form) != 4:
            return None
        value = int(self.forms[at].form)
        return value if value in _YEARS or value in _HIJRI_YEARS else None

    def _era(self, found: DayMonth) -> DayMonth:
        """Past م or هـ after a year."""
        if self._is(found.end, "hijri_era") or (self._is(found.end, "common_era") and self.words.starts[found.end] - self.words.ends[found.end - 1] < 2):
            found.end += 1
        if found.year is not None and found.year in _HIJRI_YEARS:
            found.hijri = True
        return found

    def _finish(self, found: DayMonth) -> Value | None:
        grain = "day" if found.day is not None else "month"
        try:
            if found.hijri:
                return self._hijri(found, grain)
            year, basis = found.year, "absolute"
            if year is None:
                if self.today is None:
                    return None
                year, basis = self._assumed(found), "year_assumed"
            if found.day is None:
                return Value(found.end, f"{year:04}-{found.month:02}", grain, basis)
            return Value(found.end, date(year, found.month, found.day).isoformat(), grain, basis)
        except (ValueError, OverflowError):
            return None  # 31 April, or a Hijri year out of the table

    def _hijri(self, found: DayMonth, grain: str) -> Value | None:
        year = found.year
        if year is None:
            if self.today is None:
                return None
            now = Gregorian(self.today.year, self.today.month, self.today.day).to_hijri()
            year = now.year + (1 if found.shift == 1 and found.month <= now.month else -1 if found.shift == -1 and found.month >= now.month else 0)
        day = Hijri(year, found.month, found.day or 1).to_gregorian()
        plain = date(day.year, day.month, day.day).isoformat()
        return Value(found.end, plain if grain == "day" else plain[:7], grain, "hijri")

    def _assumed(self, found: DayMonth) -> int:
        """The year of a date without one: that of publication, unless the words or half a year's distance say otherwise."""
        assert self.today is not None
        year, month = self.today.year, self.today.month
        if found.shift == -1:
            return year if found.month < month or (found.month == month and found.day is not None and found.day <= self.today.day) else year - 1
        if found.shift == 1:
            return year if found.month > month or (found.month == month and found.day is not None and found.day >= self.today.day) else year + 1
        ahead = (date(year, found.month, min(found.day or 15, 28)) - self.today).days
        if found.shift is None and ahead > _FAR:
            return year - 1
        return year

    def _date_after(self, at: int) -> Value | None:
        """A calendar date right after a weekday, also in brackets."""
        bracket = self._mark(at, "(")
        start = at + 1 if bracket else at
        found = self._numeric(start) or self._calendar(start, month_only=False)
        if found is None or found.grain != "day":
            return None
        if bracket and self._mark(found.end, ")"):
            found.end += 1
        return found
