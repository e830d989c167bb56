"""Weeks, months, quarters and seasons in a text, and dates by their distance: هذا الأسبوع, نهاية العام الماضي, الربع الأول من 2015, قبل عامين."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hijridate import Hijri

from qanat.text.tense import AHEAD, PLANNED
from qanat.text.tokens import HIJRI_YEARS, DayMonth, Value
from qanat.text.years import Years

_QUARTERS: Final = 4
_MONTHS_OF_QUARTER: Final = 3
_RECORD: Final = 9  # tokens between "the highest" and "since"
_HALF: Final = 6  # months after which "the new year" is the next one


class Periods(Years):
    """Reads the period that begins at a token."""

    before: tuple[int, Value] | None = None  # where the expression just before ended, and its value

    def _ago(self, at: int) -> Value | None:
        """قبل عامين, منذ نحو 40 عاما, بعد ثلاثة أيام; "قبل عام من" something is reckoned from that."""
        found = self._sense(at, "ago")
        if found is None or self.today is None:
            return None
        sign, k = found[0].entry.row.sign, found[1]
        about = self._is(k, "about")
        k += about
        k += self._is(k, "the")
        counted = self._number(k, 1, 400) if not self._with(k, "nth") else None
        number, k = counted if counted is not None else (1, k)
        unit = self._sense(k, "unit")
        if unit is None or unit[0].conjunction or unit[0].preposition:
            return None
        sense, end = unit
        if sense.article and (counted is not None or not about):
            return None  # but "قبل قرابة الشهر"
        if self._is(at, "since") and any(self._is(before, "record") for before in range(max(at - _RECORD, 0), at)):
            return None  # "أعلى مستوى منذ خمسة أشهر": how long, not when
        if counted is None:
            if sense.entry.form[0] == "n" or (sense.entry.form[0] == "1" and self._names_one(end)):
                return None
            if (before := self._sense(at - 1, "unit")) is not None and before[0].entry.id == sense.entry.id:
                return None  # يوما بعد يوم
            number = 2 if sense.entry.form[0] == "2" else 1
        beyond = end + self._is(end, "just")
        if self._is(beyond, "of") and not (self._is(beyond + 1, "now") or "relative" in self._kinds(beyond + 1)):
            return None
        if self._is(beyond, "since_then") and (self._is(beyond + 1, "begun") if sign < 0 else not self._is(beyond + 1, "at_least")):
            return None  # قبل شهر على بدء الحملة, بعد عام على ضمه
        if sign > 0 and self._side(at, end) < (PLANNED if at < self.words.sentences[0][1] else AHEAD):
            return None
        return self._moved(end, sense.entry.id, sign * number)

    def _day_of_month(self, at: int) -> Value | None:
        """الخامس من الشهر الجاري, 14 من الشهر نفسه, 25 منه, 11 الجاري; with the weekday before it, of the calendar in which it is that day."""
        day, k = self._days(at)
        if day is None or self.today is None:
            return None
        if not self._is(k, "of"):
            return self._day_alone(at, k, day)
        this = self._sense(k + 1, "this") is not None
        same = self._is(k + 1, "same_before")
        unit = self._sense(k + 1 + (this or same), "unit")
        if unit is None or unit[0].entry.id != "month" or not unit[0].article:
            return None
        shift = self._sense(unit[1], "shift")
        if this and shift is None:
            return self._on_day(unit[1], self.today.year * 12 + self.today.month - 1, day)
        base = self.today
        same = same or self._is(unit[1], "same")
        if shift is None and same and self.last is not None:
            base = self.last
        elif shift is None:
            return None
        months = base.year * 12 + base.month - 1 + (shift[0].entry.row.sign if shift is not None else 0)
        return self._on_day(shift[1] if shift is not None else unit[1] + self._is(unit[1], "same"), months, day)

    def _day_alone(self, at: int, end: int, day: int) -> Value | None:
        """11 الجاري, 25 منه: a number that has no word for "month" after it."""
        assert self.today is not None
        if self._is(end, "of_it") and self.base is not None and self.base.grain in ("day", "month"):
            return self._on_day(end + 1, int(self.base.value[:4]) * 12 + int(self.base.value[5:7]) - 1, day)
        shift = self._sense(end, "shift")
        if shift is None or shift[0].entry.row.sign or not self.forms[at].number or not (self._with(at - 1, "in_time") or self._sense(at - 1, "weekday")):
            return None
        return self._on_day(shift[1], self.today.year * 12 + self.today.month - 1, day)

    def _on_day(self, end: int, months: int, day: int) -> Value | None:
        try:
            return Value(end, date(months // 12, months % 12 + 1, day).isoformat(), "day", "year_assumed")
        except ValueError:
            return None

    def _names_one(self, at: int) -> bool:
        """Does what follows "year", "month" or "day" say which one it is? قبل شهر رمضان, منذ عام 2005, منذ يوم الجمعة."""
        return at < self.size and (
            self.forms[at].number
            or (self.forms[at].article and not self.forms[at].preposition)
            or not self._kinds(at).isdisjoint(("month", "weekday", "relative", "holiday"))
        )

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
        if unit == "decade":
            return Value(end, f"{day.year + 10 * steps:04}", "year")
        return None

    def _of_same(self, at: int, found: Value) -> Value:
        """الشهر نفسه من العام الماضي, نفس الفترة من عام 2014: the month or quarter named last, in the year just read."""
        k = at - 1 if at and self._is(at - 1, "of") else at
        named = self._with(k - 2, "period_words") and self._is(k - 1, "same")
        last = self.base
        if k == at or last is None or self.before is None or not (named or (self._with(k - 1, "period_words") and self._with(k - 2, "same_before"))):
            return found
        if last.grain not in ("day", "month", "quarter") or k - 2 < self.before[0]:
            return found
        return replace(found, value=found.value[:4] + last.value[4:7], grain="month" if last.grain == "day" else last.grain, start=k - 2)

    def _period(self, at: int) -> Value | None:
        """هذا الأسبوع, الشهر الماضي, أواسط العام الماضي, آخر الشهر, الربع الأول من 2015, الصيف الحالي."""
        quarter = self._sense(at, "quarter")
        if quarter is not None:
            return self._quarter(quarter[1])
        part = self._sense(at, "period_part")
        if part is not None and not part[0].article:
            k = self._past_of(part[1])  # النصف الأول من العام
            found = self._whole(k, part=at) or self._season(k) or self._year(k, part=True)
            return self._at_start(k, found) if found is not None and found.basis == "hijri" and self._is(at, "early") else found
        return self._whole(at) or self._season(at)

    def _at_start(self, at: int, found: Value) -> Value:
        """مطلع عام 1433: a Hijri year lies in two of the other calendar, its start in the first; not that of two, بداية العام الدراسي 1436/1437."""
        years = [year for k in range(at, found.end) if (year := self._year_number(k)) is not None]
        return replace(found, value=f"{Hijri(years[0], 1, 1).to_gregorian().year:04}") if found.grain == "year" and len(years) == 1 else found

    def _whole(self, at: int, part: int | None = None) -> Value | None:
        """A week, month or year told by "this" or by a word of time; after a part of it (from token `part`) the bare noun is enough."""
        if self.today is None:
            return None
        this = self._sense(at, "this") is not None
        k = at + 1 if this else at
        unit = self._sense(k, "unit")
        if unit is None or not unit[0].article or unit[0].entry.form[0] != "1" or unit[0].entry.id == "day":
            return self._season(k, this=True) if this else None
        end, kind = unit[1], unit[0].entry.id
        shift = self._sense(end, "shift")
        if shift is not None and not shift[0].conjunction:
            found = self._moved(shift[1], kind, shift[0].entry.row.sign)
        elif self._is(end, "preceding") and not this:
            found = self._preceding(end + 1, kind)
        elif self._is(end, "new") and not this and self._with(at - 1, "in_time") and self._year_number(end + 1) is None:
            found = self._moved(end + 1, kind, kind != "year" or self.today.month > _HALF)  # قبل حلول العام الجديد
        elif this or (part is not None and not unit[0].preposition and not self._kept_apart(part, end, kind)):
            found = self._moved(end, kind, 0)
        else:
            return None
        return self._with_number(found) if kind == "year" and found is not None else found

    def _preceding(self, end: int, kind: str) -> Value | None:
        """الشهر السابق, العام السابق: the one before that named last."""
        last = self.base
        if last is None or last.grain not in (("month",) if kind == "month" else ("month", "year") if kind == "year" else ()):
            return None
        year, month = int(last.value[:4]), int(last.value[5:7] or 1)
        if kind == "year":
            return Value(end, f"{year - 1:04}", "year")
        return Value(end, f"{year - (month == 1):04}-{(month - 2) % 12 + 1:02}", "month")

    def _kept_apart(self, part: int, end: int, kind: str) -> bool:
        """بداية العام الدراسي, عطلة منتصف العام, نهاية الأسبوع: no part of this one."""
        if kind == "week" and self._is(part, "weekend"):
            return True
        return self._year_number(end) is not None or self._is(end, "year_kinds") or self._with(part - 1, "holidays") or self._is(end, "same")

    def _with_number(self, found: Value) -> Value:
        """العام الماضي 2014, لهذا العام 1436هـ, العام المنصرم (1435هـ): one year."""
        bracket = self._mark(found.end, "(")
        year = self._year_number(found.end + bracket)
        if year is None or (year not in HIJRI_YEARS and str(year) != found.value):
            return found
        end = self._era(DayMonth(found.end + bracket + 1, None, 1, hijri=False, year=year)).end
        return found if bracket and not self._mark(end, ")") else replace(found, end=end + bracket)

    def _season(self, at: int, *, this: bool = False) -> Value | None:
        """الصيف الماضي, هذا الصيف, صيف 2015, خريف العام الماضي: the year in which it ends."""
        season = self._sense(at, "season")
        if season is None:
            return None
        sense, end = season
        row = sense.entry.row
        if not sense.article:
            named = self._year_of(end) or self._number_of(end)
            return self._year_value(self._era(named)) if named is not None else None
        if self.today is None:
            return None
        year, month = self.today.year, self.today.month
        shift = self._sense(end, "shift")
        if shift is None:
            return Value(end, f"{year:04}", "year") if this else None
        sign = shift[0].entry.row.sign
        over = month > row.last
        begun = month >= row.first if row.first <= row.last else month >= row.first or not over
        year += sign + (over if sign < 0 else 0) - ((not begun and not over) if sign > 0 else 0)
        return Value(shift[1], f"{year:04}", "year")

    def _quarter(self, at: int) -> Value | None:
        """الأول من عام 2015, الثاني من العام الحالي, الثالث من العام, الأخير من 2014, الماضي: after the word for "quarter"."""
        number = self._number(at, 1, 4) or ((4, at + 1) if self._is(at, "last") else None)
        if number is None:
            return self._quarter_moved(at)
        second = self._number(number[1], 1, 4) if self._conjoined(number[1]) else None
        number = number if second is None else (number[0], second[1])  # الربعين الأول والثاني
        named = self._year_of(number[1]) or self._number_of(number[1])
        if named is not None and named.year is not None and named.year not in HIJRI_YEARS:
            return Value(self._era(named).end, f"{named.year}-Q{number[0]}", "quarter", "absolute")
        shift = self._sense(number[1], "shift")
        if shift is not None and self.today is not None:
            return Value(shift[1], f"{self.today.year + shift[0].entry.row.sign}-Q{number[0]}", "quarter")
        return self._quarter_alone(*number)

    def _quarter_moved(self, at: int) -> Value | None:
        """الماضي, الحالي, المقبل: counted from this quarter."""
        shift = self._sense(at, "shift")
        if shift is None or self.today is None:
            return None
        quarters = self.today.year * _QUARTERS + (self.today.month - 1) // _MONTHS_OF_QUARTER + shift[0].entry.row.sign
        return Value(shift[1], f"{quarters // _QUARTERS}-Q{quarters % _QUARTERS + 1}", "quarter")

    def _quarter_alone(self, quarter: int, end: int) -> Value | None:
        """الثاني, الثاني من العام: of this year; in its first quarter the last one is that of the year before."""
        if self.today is None:
            return None
        unit = self._sense(end + self._is(end, "of"), "unit")
        if unit is not None and unit[0].entry.id == "year" and unit[0].article:
            end = unit[1]
        over = quarter == _QUARTERS and self.today.month <= _MONTHS_OF_QUARTER
        return Value(end, f"{self.today.year - over}-Q{quarter}", "quarter")


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
