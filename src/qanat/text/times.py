"""Dates in a text: absolute, Hijri, and reckoned from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri

from qanat.model import Time
from qanat.packs import Pack
from qanat.packs.lexicon import Sense
from qanat.text.dates import Dates, DayMonth, Value
from qanat.text.words import Words

_HIJRI_YEARS = range(1300, 1500)


def times(words: Words, pack: Pack, published: str | None) -> tuple[Time, ...]:
    """The date expressions of a text in document order, none inside another.

    `published` is YYYY-MM-DD; without it relative expressions yield nothing. Basis: `absolute`, `hijri`, `published` (reckoned from the day of
    publication) or `year_assumed` (a day and month, the year of publication or its neighbour).
    """
    return _Dating(words, pack, published).all()


class _Dating(Dates):
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

    def _time(self, at: int, found: Value) -> Time:
        start, end = self.words.starts[at], self.words.ends[found.end - 1]
        word = self.forms[at]
        sense = next((word.by[k] for k in ("relative", "weekday", "month", "daypart", "unit", "period_part") if k in word.by), None)
        if sense is not None:
            start += len(sense.conjunction) + len(sense.preposition)
        return Time(start, end, self.words.text[start:end], found.value, found.grain, found.basis)

    def _at(self, at: int) -> Value | None:
        for read in (self._day, self._numeric, self._calendar, self._ago, self._period, self._year):
            try:
                found = read(at)
            except OverflowError:
                continue  # a day that no calendar holds
            if found is not None:
                return found
        return None

    def _day(self, at: int) -> Value | None:
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
            return Value(shift[1], self._weekday(number, shift[0].entry.row.sign), "day")
        return Value(end, self._weekday(number, 1 if self._future(start) else -2), "day")

    def _relative(self, start: int, found: tuple[Sense, int]) -> Value | None:
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
        return Value(end, day.isoformat(), "day")

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

    def _ago(self, at: int) -> Value | None:
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

    def _moved(self, end: int, unit: str, steps: int) -> Value | None:
        assert self.today is not None
        day = self.today
        if unit == "day":
            return Value(end, (day + timedelta(days=steps)).isoformat(), "day")
        if unit == "week":
            return Value(end, _week(day + timedelta(weeks=steps)), "week")
        if unit == "month":
            months = day.year * 12 + day.month - 1 + steps
            return Value(end, f"{months // 12:04}-{months % 12 + 1:02}", "month")
        if unit == "year":
            return Value(end, f"{day.year + steps:04}", "year")
        return None

    def _period(self, at: int) -> Value | None:
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
                return Value(shift[1], f"{self.today.year + shift[0].entry.row.sign:04}", "year")
            return self._moved(shift[1], kind, shift[0].entry.row.sign)
        if part is not None and kind in ("month", "year") and self._year_number(unit[1]) is None and self.today is not None and not shift:
            return self._moved(unit[1], kind, 0)
        return None

    def _quarter(self, at: int) -> Value | None:
        number = self._number(at, 1, 4)
        if number is None:
            return None
        k = number[1]
        while self._is(k, "of") or self._is(k, "year_heads"):
            k += 1
        year = self._year_number(k)
        if year is not None:
            return Value(k + 1, f"{year}-Q{number[0]}", "quarter", "absolute")
        shift = self._sense(k, "shift")
        if shift is not None and self.today is not None:
            return Value(shift[1], f"{self.today.year + shift[0].entry.row.sign}-Q{number[0]}", "quarter")
        return None

    def _year(self, at: int) -> Value | None:
        """عام 2012, سنة 2004, العام 1970م, a bare 2013 where it can only be a year."""
        k = at
        if self._is(k, "year_heads"):
            k += 1
        year = self._year_number(k)
        if year is None or (k == at and not self._bare_year(at)):
            return None
        found = self._era(DayMonth(k + 1, None, 1, False, year))
        if year in _HIJRI_YEARS:
            if k == at and found.end == k + 1:
                return None
            return Value(found.end, str(Hijri(year, 6, 1).to_gregorian().year), "year", "hijri")
        return Value(found.end, f"{year:04}", "year", "absolute")

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
