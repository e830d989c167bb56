"""Weeks, months, quarters, seasons and years in a text, and dates by their distance: هذا الأسبوع, نهاية العام الماضي, عام 2012, قبل عامين."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hijridate import Hijri

from qanat.text.dates import Dates
from qanat.text.tense import AHEAD, PLANNED, tense_of
from qanat.text.tokens import HIJRI_YEARS, DayMonth, Value

_BARE: Final = range(1850, 2050)  # a number without any word for "year" may be one of these
_NAMED: Final = range(1000, 2100)  # after the word for "year"
_SHORTEST: Final = 100  # عام 72م is one of the last century
_FIRST_HIJRI, _HIJRI_YEAR = 623.025, 0.970224  # the middle of the first Hijri year, and the length of one
_QUARTERS, _MONTHS_OF_QUARTER = 4, 3
_DASHES, _OPENS = "-–", '(«"“'
_RECORD: Final = 9  # tokens between "the highest" and "since"
_HALF: Final = 6  # months after which "the new year" is the next one
_ROUND: Final = 50  # such numbers count things as often as they are years


class Periods(Dates):
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

    def _kinds(self, at: int) -> frozenset[str]:
        return self.forms[at].kinds if 0 <= at < self.size else frozenset()

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

    def _number_of(self, at: int) -> DayMonth | None:
        year = self._year_number(at)
        return DayMonth(at + 1, None, 1, hijri=False, year=year) if year is not None else None

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

    # --- years

    def _year(self, at: int, *, part: bool = False) -> Value | None:
        """عام 2012, للعام الهجري 1436, العام 1970م, 2014-2015, a bare 2013 where it can only be a year. `part`: after "end of" and the like."""
        head = self._year_head(at)
        k = head if head is not None else at
        span = head is not None and self._is(k, "of") and self._is(k + 2, "until") and self._year_number(k + 3) is not None
        if span and (first := self._number_of(k + 1)) is not None:
            return self._year_value(self._era(replace(first, end=k + 4)))  # الأعوام من 2016 إلى 2025
        found = self._named_year(k) if head is not None else self._number_of(at) or self._of_old(at)
        if found is None or found.year is None:
            return None
        found = self._years_on_end(self._era(found), k)
        if (
            head is not None
            and self._is(at - 1, "between")
            and self._year_number(found.end + 1)
            and self.forms[found.end].form in self.pack.lexicon.particles.conjunctions
        ):
            found.end += 2  # بين عامي 2012 و2014
        assert found.year is not None
        if (
            head is None
            and not found.hijri
            and found.year >= _NAMED.start
            and not (part and self._bare(at, strong=True))
            and not self._bare(at, strong=self._with(at - 1, "in_time"))
        ):
            return None
        if head is None and found.hijri and not part and not self._is(found.end - 1, "hijri_era"):
            return None
        return self._year_value(found)

    def _year_value(self, found: DayMonth) -> Value:
        year = found.year or 0
        if found.hijri:
            return Value(found.end, f"{int(_FIRST_HIJRI + (year - 1) * _HIJRI_YEAR):04}", "year", "hijri")
        return Value(found.end, f"{year:04}", "year", "absolute")

    def _year_head(self, at: int) -> int | None:
        """Past the word for "year" with what kind of year it is and a stray mark: العام الدراسي, عامي, سنة «."""
        unit = self._sense(at, "unit")
        if unit is not None and unit[0].entry.id == "year" and unit[0].entry.form[0] in ("1", "2"):
            k = unit[1]
        elif (named := self._sense(at, "year_head")) is not None:
            k = named[1]
        else:
            return None
        for name in ("year_kinds", "year_kinds"):
            k += self._is(k, name)
        return k + 1 if self._mark(k, '،,("«“') and self._named_year(k + 1) is not None else k

    def _named_year(self, at: int) -> DayMonth | None:
        """The number after a word for "year"; one of less than four figures must say its era."""
        value = self._digits(at, 1, 2100)
        if value is None:
            return None
        if value in _NAMED or self._is(at + 1, "hijri_era") or (value >= _SHORTEST and self._is(at + 1, "common_era")):
            return DayMonth(at + 1, None, 1, hijri=False, year=value)
        return None

    def _of_old(self, at: int) -> DayMonth | None:
        """767 ميلادية, 554هـ: a year of three figures with its era."""
        value = self._digits(at, _SHORTEST, _NAMED.start - 1) if not self._separator(at - 1) else None
        written = self._is(at + 1, "common_era") and len(self.forms[at + 1].form) > 1  # م is a metre, too
        return DayMonth(at + 1, None, 1, hijri=False, year=value) if value is not None and (written or self._is(at + 1, "hijri_era")) else None

    def _years_on_end(self, found: DayMonth, at: int) -> DayMonth:
        """العام الدراسي 1436/1437هـ, موسم 2014-2015, 1908 - 1913 are one; the two years in brackets behind a name (1954-1989) are not."""
        joined = self._separator(found.end)
        other = self._year_number(found.end + joined)
        if other is None or found.year is None or (self._separator(found.end + 2) and self._digits(found.end + 3, 1, 2100)):
            return found
        ranged = found.year < other and (not joined or self._mark(found.end, _DASHES)) and not self._mark(at - 1, _OPENS)
        if not ranged and (not joined or abs(other - found.year) != 1):
            return found
        return self._era(DayMonth(found.end + joined + 1, None, 1, hijri=found.hijri, year=min(found.year, other)))

    def _bare(self, at: int, *, strong: bool) -> bool:
        """A number is a year unless it counts what follows or stands in a sum; `strong`: a word of time before it speaks for it."""
        value = int(self.forms[at].form)
        if value not in _BARE or self._in_sum(at):
            return False
        before = self.forms[at - 1] if at else None
        joined = before is not None and before.form in self.pack.lexicon.particles.conjunctions
        paired = self._year_number(at - 2 if joined else at - 1) is not None  # 2014 و2015, 2006 2014
        if before is not None and not paired and (before.number or before.stem in self.sets["not_year"] or (before.form.isascii() and before.form.isalpha())):
            return False
        if self._is(at - 1, "than") and self._is(at - 2, "more"):
            return False  # أكثر من 2000 مصري
        if not strong and self._with(at - 1, "remembered"):
            return False  # ثورة 2011: a name
        k = at + 1
        following = self.forms[k] if k < self.size else None
        if self.today is not None and value > self.today.year and not strong and self._branded(at - 1):
            return False
        if following is None:
            return True
        if following.mark in ("%", "٪", "$", "'") or self._is(k, "not_after"):
            return False
        if before is not None and before.preposition and value % _ROUND == 0 and not strong:
            return False
        return self._counts_nothing(k) or ((strong or paired) and value % _ROUND != 0)

    def _branded(self, at: int) -> bool:
        """تونس 2020, رؤية 2030: a year to come right after a name belongs to it."""
        return self._with(at, "brand") or self._with(at - 1, "brand") or not self._kinds(at).isdisjoint(("state", "place"))

    def _in_sum(self, at: int) -> bool:
        """1.5/2014, 2000-350, القرارات 1835 و1929, but not 2011-2014."""
        joins = self.pack.lexicon.particles.conjunctions
        for step in (-1, 1):
            other = at + 2 * step
            if 0 <= other < self.size and self.forms[at + step].form in joins and self.forms[other].number and self._year_number(other) is None:
                return not (self._with(at - 1, "at_time") and self._mark(other + 1, ".%٪"))  # في 2016 و5.4% في 2017
        for step in (-1, 1):
            if self._separator(at + step) and self._year_number(at + 2 * step) is None:
                beyond = at + 2 * step
                glued = self.words.starts[max(at, at + step)] == self.words.ends[min(at, at + step)]
                if 0 <= beyond < self.size and self.forms[beyond].number and (glued or len(self.forms[beyond].form) == len(self.forms[at].form)):
                    return True
        return False

    def _counts_nothing(self, at: int) -> bool:
        """No indefinite noun that a number before it would count."""
        word = self.forms[at]
        if word.mark or word.conjunction or word.article or word.preposition or word.form in self.pack.sets["function.words"]:
            return True
        if word.form in self.pack.lexicon.particles.conjunctions or word.form in self.sets["common_era"] or self._year_number(at) is not None:
            return True
        if tense_of(word, self.pack) is not None:
            return True
        return not word.common and not word.kinds.isdisjoint(("state", "place", "person", "name", "body"))


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
