"""Dates in a text: absolute, Hijri, and reckoned from the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hijridate import Gregorian, Hijri

from qanat.model import Time
from qanat.packs import Pack
from qanat.packs.lexicon import Sense
from qanat.text.words import Words

_SEPARATORS = frozenset("/-–.")
_YEARS = range(1850, 2060)
_HIJRI_YEARS = range(1300, 1500)
_FAR = 183  # days: a bare day and month farther ahead than this was last year's


def times(words: Words, pack: Pack, published: str | None) -> tuple[Time, ...]:
    """The date expressions of a text in document order, none inside another.

    `published` is YYYY-MM-DD; without it relative expressions yield nothing. Basis: `absolute`, `hijri`, `published` (reckoned from the day of
    publication) or `year_assumed` (a day and month, the year of publication or its neighbour).
    """
    return _Dating(words, pack, published).all()


@dataclass(slots=True)
class _Value:
    """A value with its grain and basis, and the token after its expression."""

    end: int
    value: str
    grain: str
    basis: str = "published"


@dataclass(slots=True)
class _DayMonth:
    """The pieces of a calendar date as they were found."""

    end: int
    day: int | None
    month: int
    hijri: bool
    year: int | None = None
    shift: int | None = None


class _Dating:
    def __init__(self, words: Words, pack: Pack, published: str | None) -> None:
        self.words, self.pack = words, pack
        self.forms = words.words
        self.size = len(words.words)
        self.today = date.fromisoformat(published) if published else None
        self.told: date | None = None  # the day that "اليوم الجمعة" says it is
        self.sets = {key.removeprefix("times."): value for key, value in pack.sets.items() if key.startswith("times.")}

    def all(self) -> tuple[Time, ...]:
        """All expressions; read again when the text itself says that its "today" is another day than that of publication."""
        out = self._pass()
        if self.told is not None and self.told != self.today:
            self.today, self.told = self.told, None
            out = self._pass()
        return tuple(out)

    def _pass(self) -> list[Time]:
        out: list[Time] = []
        at = 0
        forms, size = self.forms, self.size
        while at < size:
            word = forms[at]
            if word.dates:
                found = self._at(at)
                if found is not None and found.value:
                    out.append(self._time(at, found))
                    at = found.end
                    continue
            at += 1
        return out

    def _time(self, at: int, found: _Value) -> Time:
        start, end = self.words.starts[at], self.words.ends[found.end - 1]
        word = self.forms[at]
        sense = next((word.by[k] for k in ("relative", "weekday", "month", "daypart", "unit", "period_part") if k in word.by), None)
        if sense is not None:
            start += len(sense.conjunction) + len(sense.preposition)
        return Time(start, end, self.words.text[start:end], found.value, found.grain, found.basis)

    # --- what may begin here ------------------------------------------------------------------------------------------------

    def _at(self, at: int) -> _Value | None:
        for read in (self._day, self._numeric, self._calendar, self._ago, self._period, self._year):
            try:
                found = read(at)
            except OverflowError:
                continue  # a day that no calendar holds
            if found is not None:
                return found
        return None

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

    # --- days ---------------------------------------------------------------------------------------------------------------

    def _day(self, at: int) -> _Value | None:
        """[part of day] (relative day | weekday) [weekday] [date]: صباح أمس الخميس, الجمعة 25 نوفمبر 2016, يوم الأحد (10 شوال 1436هـ)."""
        start = at
        relative = self._sense(at, "relative")
        while relative is None and (part := self._sense(at, "daypart")) is not None:
            at = part[1]
            relative = self._sense(at, "relative")
        if relative is None and self._is(start, "day_heads") and at == start:
            at += 1
            relative = self._sense(at, "relative")
        if relative is not None:
            return self._relative(start, relative)
        weekday = self._sense(at, "weekday")
        if weekday is None:
            return None
        sense, end = weekday
        if sense.entry.id == "friday" and at == start and self._is(at - 1, "prayer"):
            return None
        if sense.entry.id == "sunday" and sense.preposition:
            return None
        dated = self._date_after(end)
        if dated is not None:
            return dated
        number = sense.entry.row.number
        second = self._sense(end + 1 if self._mark(end, "-–") else end, "weekday")
        if second is not None and (self._mark(end, "-–") or at > start) and not second[0].conjunction:
            end = second[1]
        shift = self._sense(end, "shift")
        if self.today is None:
            return None
        if shift is not None:
            return _Value(shift[1], self._weekday(number, shift[0].entry.row.sign), "day")
        return _Value(end, self._weekday(number, 1 if self._future(start) else -2), "day")

    def _relative(self, start: int, found: tuple[Sense, int]) -> _Value | None:
        sense, end = found
        if sense.entry.row.offset == 0 and (self._is(end, "not_today") or self._is(start - 1, "paper")):
            return None
        bracket = self._mark(end, "(")
        weekday = self._sense(end + 1 if bracket else end, "weekday")
        number = None
        if weekday is not None and not weekday[0].conjunction:
            number = weekday[0].entry.row.number
            end = weekday[1]
            if bracket:
                end += 1 if self._mark(end, ")") else 0
        dated = self._date_after(end)
        if dated is not None:
            return dated
        if self.today is None:
            return None
        day = self.today + timedelta(days=sense.entry.row.offset)
        if number is not None and day.isoweekday() != number:
            day = self._nearest(number, day)
            if sense.entry.row.offset in (0, -1) and self.told is None:
                self.told = day - timedelta(days=sense.entry.row.offset)
        return _Value(end, day.isoformat(), "day")

    def _date_after(self, at: int) -> _Value | None:
        """A calendar date right after a weekday, also in brackets."""
        bracket = self._mark(at, "(")
        start = at + 1 if bracket else at
        found = self._numeric(start) or self._calendar(start, month_only=False)
        if found is None or found.grain != "day":
            return None
        if bracket and self._mark(found.end, ")"):
            found.end += 1
        return found

    def _weekday(self, number: int, sign: int) -> str:
        """The weekday by ISO number: -2 the latest up to today, -1 before today, 0 in this week, 1 after today."""
        assert self.today is not None
        back = (self.today.isoweekday() - number) % 7
        if sign == 1:
            return (self.today + timedelta(days=7 - back)).isoformat()
        if sign == 0:
            return self._nearest(number, self.today).isoformat()
        return (self.today - timedelta(days=back or (7 if sign == -1 else 0))).isoformat()

    def _nearest(self, number: int, day: date) -> date:
        return min((day + timedelta(days=k) for k in range(-3, 4)), key=lambda d: (d.isoweekday() != number, abs((d - day).days)))

    def _future(self, at: int) -> bool:
        """Does a future verb, or a word for what is planned, govern the clause up to here?"""
        for k in range(at - 1, max(at - 10, -1), -1):
            word = self.forms[k]
            if word.mark and (word.mark in self.pack.marks.sentence_end or word.mark == "\n"):
                return False
            if any(sense.entry.form and sense.entry.form[0] == "future" for sense in word.senses) or word.form in self.sets["future"]:
                return True
            planned = word.by.get("status")
            if planned is not None and planned.entry.row.status == "planned" and planned.entry.form[0] == "before":
                return True
            if any(sense.entry.form and sense.entry.form[0] == "past" for sense in word.senses):
                return False
        return False

    # --- calendar dates -----------------------------------------------------------------------------------------------------

    def _numeric(self, at: int) -> _Value | None:
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
        found = _DayMonth(at + 5, day, month, year in _HIJRI_YEARS, year)
        return self._finish(self._era(found))

    def _separator(self, at: int) -> bool:
        return 0 <= at < self.size and self.forms[at].mark in _SEPARATORS and self.forms[at].mark != ""

    def _calendar(self, at: int, *, month_only: bool = True) -> _Value | None:
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
        found = _DayMonth(self._doublet(month[1], row), days, row.number, row.calendar == "hijri")
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

    def _era(self, found: _DayMonth) -> _DayMonth:
        """Past م or هـ after a year."""
        if self._is(found.end, "hijri_era") or (self._is(found.end, "common_era") and self.words.starts[found.end] - self.words.ends[found.end - 1] < 2):
            found.end += 1
        if found.year is not None and found.year in _HIJRI_YEARS:
            found.hijri = True
        return found

    def _finish(self, found: _DayMonth) -> _Value | None:
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
                return _Value(found.end, f"{year:04}-{found.month:02}", grain, basis)
            return _Value(found.end, date(year, found.month, found.day).isoformat(), grain, basis)
        except (ValueError, OverflowError):
            return None  # 31 April, or a Hijri year out of the table

    def _hijri(self, found: _DayMonth, grain: str) -> _Value | None:
        year = found.year
        if year is None:
            if self.today is None:
                return None
            now = Gregorian(self.today.year, self.today.month, self.today.day).to_hijri()
            year = now.year + (1 if found.shift == 1 and found.month <= now.month else -1 if found.shift == -1 and found.month >= now.month else 0)
        day = Hijri(year, found.month, found.day or 1).to_gregorian()
        plain = date(day.year, day.month, day.day).isoformat()
        return _Value(found.end, plain if grain == "day" else plain[:7], grain, "hijri")

    def _assumed(self, found: _DayMonth) -> int:
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

    # --- periods ------------------------------------------------------------------------------------------------------------

    def _ago(self, at: int) -> _Value | None:
        """قبل عامين, منذ 40 عاما, بعد ثلاثة أيام."""
        found = self._sense(at, "ago")
        if found is None or self.today is None:
            return None
        sign, k = found[0].entry.row.sign, found[1]
        if sign > 0 and not self._future(at):
            return None
        number, counted = 1, self._number(k, 1, 400)
        if counted is not None:
            number, k = counted
        unit = self._sense(k, "unit")
        if unit is None or unit[0].article or unit[0].pronoun or unit[0].conjunction:
            return None
        if counted is None:
            if unit[0].entry.form[0] == "n":
                return None
            number = 2 if unit[0].entry.form[0] == "2" else 1
            if number == 1 and self._year_number(unit[1]) is not None:
                return None
            following = self.forms[unit[1]] if unit[1] < self.size else None
            if (
                number == 1
                and following is not None
                and ("month" in following.kinds or "weekday" in following.kinds or following.article or "relative" in following.kinds)
            ):
                return None
        return self._moved(unit[1], unit[0].entry.id, sign * number)

    def _moved(self, end: int, unit: str, steps: int) -> _Value | None:
        assert self.today is not None
        day = self.today
        if unit == "day":
            return _Value(end, (day + timedelta(days=steps)).isoformat(), "day")
        if unit == "week":
            return _Value(end, _week(day + timedelta(weeks=steps)), "week")
        if unit == "month":
            months = day.year * 12 + day.month - 1 + steps
            return _Value(end, f"{months // 12:04}-{months % 12 + 1:02}", "month")
        if unit == "year":
            return _Value(end, f"{day.year + steps:04}", "year")
        return None

    def _period(self, at: int) -> _Value | None:
        """هذا الأسبوع, الشهر الماضي, أواسط العام الماضي, آخر الشهر, الربع الأول من 2015, الصيف الحالي."""
        quarter = self._sense(at, "quarter")
        if quarter is not None:
            return self._quarter(quarter[1])
        part = self._sense(at, "period_part")
        if part is not None and part[0].article:
            part = None
        if part is not None:
            at = part[1]
        if self._sense(at, "this") is not None:
            unit = self._sense(at + 1, "unit")
            if unit is None or not unit[0].article or unit[0].entry.id in ("day", "season") or self.today is None:
                return None
            return self._moved(unit[1], unit[0].entry.id, 0)
        unit = self._sense(at, "unit")
        if unit is None:
            return self._year(at) if part is not None else None
        if not unit[0].article or unit[0].entry.form[0] != "1":
            return self._year(at) if part is not None else None
        shift = self._sense(unit[1], "shift")
        kind = unit[0].entry.id
        if shift is not None and self.today is not None:
            if kind == "season":
                return _Value(shift[1], f"{self.today.year + shift[0].entry.row.sign:04}", "year")
            return self._moved(shift[1], kind, shift[0].entry.row.sign)
        if part is not None and kind in ("month", "year") and self._year_number(unit[1]) is None and self.today is not None and not shift:
            return self._moved(unit[1], kind, 0)
        return None

    def _quarter(self, at: int) -> _Value | None:
        number = self._number(at, 1, 4)
        if number is None:
            return None
        k = number[1]
        while self._is(k, "of") or self._is(k, "year_heads"):
            k += 1
        year = self._year_number(k)
        if year is not None:
            return _Value(k + 1, f"{year}-Q{number[0]}", "quarter", "absolute")
        shift = self._sense(k, "shift")
        if shift is not None and self.today is not None:
            return _Value(shift[1], f"{self.today.year + shift[0].entry.row.sign}-Q{number[0]}", "quarter")
        return None

    def _year(self, at: int) -> _Value | None:
        """عام 2012, سنة 2004, العام 1970م, a bare 2013 where it can only be a year."""
        k = at
        if self._is(k, "year_heads"):
            k += 1
        year = self._year_number(k)
        if year is None or (k == at and not self._bare_year(at)):
            return None
        found = self._era(_DayMonth(k + 1, None, 1, False, year))
        if year in _HIJRI_YEARS:
            if k == at and found.end == k + 1:
                return None
            return _Value(found.end, str(Hijri(year, 6, 1).to_gregorian().year), "year", "hijri")
        return _Value(found.end, f"{year:04}", "year", "absolute")

    def _bare_year(self, at: int) -> bool:
        """A bare 2013 is a year unless it counts what follows or stands in a sum."""
        if int(self.forms[at].form) not in range(1850, 2040):
            return False
        ranged = any(self._separator(at + step) and self._year_number(at + 2 * step) is not None for step in (-1, 1))
        if not ranged and (self._separator(at - 1) or (self._separator(at + 1) and at + 2 < self.size and self.forms[at + 2].number)):
            return False
        before = self.forms[at - 1] if at else None
        following = self.forms[at + 1] if at + 1 < self.size else None
        if before is None or before.number or before.form in self.sets["not_year"] or before.preposition:
            return False
        if following is None or following.mark or following.conjunction or following.article or following.form in self.pack.sets["function.words"]:
            return following is None or following.mark not in ("%", "٪", "$")
        return following.form in self.sets["common_era"] or any(s.entry.form and s.entry.form[0] in ("past", "present") for s in following.senses)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
