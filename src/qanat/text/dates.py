"""Calendar dates in a text: 24/7/2015, السابع من أكتوبر (تشرين الأول) الماضي, 14 رمضان 1436هـ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from hijridate import Gregorian, Hijri

from qanat.packs.word import Sense
from qanat.text.tense import BEHIND, PLANNED, governed
from qanat.text.tokens import HIJRI_YEARS, DayMonth, Tokens, Value

_DASHES: Final = "-–"
_QUOTED: Final = '"«»“”'
_FAR: Final = 183  # days: a bare day and month farther ahead than this was last year's
_SOON: Final = 60  # days ahead up to which it is this year's whatever the verb: "أعلن الوزير مؤتمرا في 20 أغسطس"
_LATE: Final = 30  # days behind after which a date of something planned is next year's
_NEAR: Final = 7  # tokens before a date in which a verb may move it to another year
_CLOSE: Final = 4  # ... to the year before, or "since" may stand
_LATE_DAY: Final = 27  # "the end of" a month
_MOST: Final = 3  # months that share one year: مارس وأبريل ومايو 2015


class Dates(Tokens):
    """Reads the calendar date that begins at a token."""

    # --- dates in figures

    def _numeric(self, at: int) -> Value | None:
        """24/7/2015م, 30 / 7 / 2015, 14/10/1436هـ, 2015-07-24, 17-18/9/1436."""
        first = self._digits(at, 1, 2100)
        if first is None or not self._separator(at + 1):
            return None
        if self._sense(at + 2, "month") is not None:
            return self._calendar(at)
        second, third = self._digits(at + 2, 1, 31), self._digits(at + 4, 1, 2100)
        if second is not None and second <= 12 and first <= 31 and self._mark(at - 1, _DASHES) and self._credited(at + 3):
            return self._finish(DayMonth(at + 3, first, second, hijri=False), at)  # الكويت - 7 - 6 (كونا)
        if second is None or third is None or not self._separator(at + 3):
            return None
        if self._separator(at + 5) and self._mark(at + 1, _DASHES) and (year := self._year_number(at + 6)) is not None and third <= 12:
            return self._finish(self._era(DayMonth(at + 7, first, third, hijri=False, year=year)), at)
        if self.forms[at + 3].mark != self.forms[at + 1].mark and (self.words.starts[at + 4] - self.words.ends[at] > len("//00") + 4 or third < 1000):
            return None
        year, month, day = (first, second, third) if first > 31 else (third, second, first)
        if 100 <= year < HIJRI_YEARS.start:
            return None
        return self._finish(self._era(DayMonth(at + 5, day, month, hijri=False, year=year)), at) if month <= 12 else None

    def _credited(self, at: int) -> bool:
        """An agency in brackets, as after the day in a dateline."""
        return self._mark(at, "(") and at + 1 < self.size and "body" in self.forms[at + 1].kinds and self._mark(at + 2, ")")

    # --- dates with the name of a month

    def _calendar(self, at: int, *, month_only: bool = True) -> Value | None:
        """[part] [day[s]] [of] [month word] month [doublet] [year | past, next]."""
        start = at
        part = self._sense(at, "period_part")
        if part is not None and self._sense(at, "month") is None and self._number(at, 1, 31) is None:
            at = self._past_of(part[1])
        found = self._pieces(at, whole=start == at)
        if found is None or (found.day is None and not month_only):
            return None
        if self._of_each(found.end):
            return Value(found.end, "", "")
        if start == at and found.year is None and (self._with(start - 1, "wars") if found.day is None else self._called_after(start - 1)):
            return Value(found.end, "", "")
        if found.year is None and found.shift is None:
            if self._names_body(start if found.day is not None else start - 1, found.end):
                return None
            found = self._share_year(found)
        found.within = 1 if start == at else _LATE_DAY if self._is(start, "late") or self._is(part[1] - 1 if part else start, "late") else 1
        return self._finish(found, start)

    def _called_after(self, at: int) -> bool:
        return self._with(at, "named_after") and not self.forms[at].article

    def _of_each(self, at: int) -> bool:
        """من كل عام: every year, no date."""
        return self._is(at, "of") and self._is(at + 1, "each")

    def _names_body(self, start: int, end: int) -> bool:
        """The name of a body: قوى 14 آذار, but not في 14 آذار."""
        if start < 0 or not self.forms[start].phrases or self._with(start - 1, "in_time") or self._is(start - 1, "day_heads"):
            return False
        rest = tuple(word.form for word in self.forms[start + 1 : end])
        return any(phrase.sense.entry.kind == "body" and phrase.rest == rest for some in self.forms[start].phrases.values() for phrase in some)

    def _pieces(self, at: int, *, whole: bool = True) -> DayMonth | None:
        """Day, month and what says the year; `whole`: nothing before it says that it is a date."""
        day, k = self._days(at)
        if day is not None:
            k = self._past_of(k + 1 if self._separator(k) or self._mark(k, _QUOTED) else k)
        if self._with(k, "month_heads") and self._sense(k + 1, "month") is not None:
            k += 1
        month = self._sense(k, "month")
        if month is None or (day is not None and month[0].conjunction):
            return None
        row, end = month[0].entry.row, self._doublet(month[1], month[0].entry.row)
        while end < self.size and self._is(end, "blessed") and end < month[1] + 2:
            end += 1  # رمضان المبارك
        found = self._dated(DayMonth(end, day, row.number, row.calendar == "hijri"))
        if day is None and whole and k == at and not self._plausible_month(k, month, found):
            return None
        if row.calendar == "hijri" and day is not None and found.end == month[1] and not self._plausible_day(at, k, month):
            return None
        return found

    def _dated(self, found: DayMonth) -> DayMonth:
        """With the year or the word of time after a month: 2015, / 2015م, من العام الماضي, الماضي, الماضي 2015."""
        end = found.end
        year_at = end + 1 if self._separator(end) or self._mark(end, _QUOTED) else end
        year = self._year_number(year_at)
        if year is not None:
            found.year, found.end = year, year_at + 1
            return self._era(found)
        shift = self._sense(end, "shift")
        if shift is not None and not shift[0].conjunction:
            found.shift, found.end = shift[0].entry.row.sign, shift[1]
            later = self._year_number(found.end)
            return self._era(replace(found, year=later, end=found.end + 1)) if later is not None else found
        named = self._year_of(end)
        if named is not None:
            found.year, found.end = named.year, named.end
            if found.hijri and named.shift is not None and self.today is not None:
                found.year = Gregorian(self.today.year, self.today.month, self.today.day).to_hijri().year + named.shift  # صفر من العام المقبل
            return self._era(found)
        return found

    def _year_of(self, at: int) -> DayMonth | None:
        """The year that a phrase names: من عام 2010, للعام الهجري 1436, من العام الماضي, هذا العام. Only `year` and `end` mean something."""
        k = self._past_of(at)
        this = self._sense(k, "this") is not None
        k += this
        head = self._sense(k, "unit")
        named = head is not None and head[0].entry.id == "year" and head[0].entry.form[0] == "1"
        if not named:
            if not this and k > at and (year := self._year_number(k)) is not None:
                return DayMonth(k + 1, None, 1, hijri=False, year=year)
            return None
        assert head is not None
        k = head[1] + 1 if self._is(head[1], "year_kinds") else head[1]
        shift = self._sense(k, "shift")
        k = shift[1] if shift is not None else k
        year = self._year_number(k)
        if year is not None:
            return DayMonth(k + 1, None, 1, hijri=False, year=year)
        if self.today is not None and ((shift is not None and head[0].article) or (this and k == head[1])):
            sign = shift[0].entry.row.sign if shift is not None else 0
            return DayMonth(k, None, 1, hijri=False, year=self.today.year + sign, shift=sign)
        if k == head[1] and head[0].article and self.base is not None and self._is(k, "preceding"):
            year = self._year_number(k + 1)  # للعام السابق 1435هـ
            return DayMonth(k + 1 + (year is not None), None, 1, hijri=False, year=year or int(self.base.value[:4]) - 1)
        return None

    def _share_year(self, found: DayMonth) -> DayMonth:
        """The year that a later date says for both: مايو ونوفمبر 2003, 14 يونيو - 3 يوليو 2015."""
        k, first = found.end, found.month
        for _ in range(_MOST):
            ranged = self._mark(k, _DASHES) or self._is(k, "until")
            k += self._mark(k, _DASHES + "،,") or self._is(k, "until")
            k += k < self.size and self.forms[k].form in self.pack.lexicon.particles.conjunctions
            following = self._pieces(k, whole=False)
            if following is None or following.hijri != found.hijri or (k == found.end and not self.forms[k].conjunction):
                return found
            if following.year is not None:
                end = (
                    following.end
                    if ranged and k == found.end + 1 and (found.day is None) == (following.day is None) and not self._is(found.end, "until")
                    else found.end
                )
                return replace(found, end=end, year=following.year - (1 if ranged and following.month < first else 0))
            if following.shift is not None:
                return replace(found, shift=following.shift)
            k = following.end
        return found

    def _plausible_month(self, at: int, month: tuple[Sense, int], found: DayMonth) -> bool:
        """A bare month name that is a common word or name besides (صفر, مارس, مايو, آب) needs a word of time before or after it."""
        sense, end = month
        if (sense.preposition and sense.preposition != self.pack.lexicon.particles.for_the[0]) or sense.pronoun or sense.article:
            return False
        if found.end > end:
            return True
        word, row = self.forms[at], sense.entry.row
        if self._with(at - 1, "month_heads"):
            return True
        if "doubtful" in word.stem_sets:
            return self._with(at - 1, "at_time")
        doubtful = row.calendar == "hijri" or len(word.stem) < 4 or "name" in word.kinds
        return not doubtful or self._with(at - 1, "in_time")

    def _plausible_day(self, at: int, month_at: int, month: tuple[Sense, int]) -> bool:
        """3-صفر is a score, 3 صفر a day."""
        if not self._separator(month_at - 1):
            return True
        return not self._mark(at - 1, "-–/(") and month[0].entry.row.number != 2

    def _days(self, at: int) -> tuple[int | None, int]:
        """The first of one or several days: 24, (8-12), 24 و25, السابع والثامن, الـ5."""
        bracket = self._mark(at, "(")
        k = at + 1 if bracket else at
        if self._with(k, "day_heads") and (self._number(k + 1, 1, 31) is not None or self._is(k + 1, "the")):
            k += 1
        k += self._is(k, "the")
        found = self._number(k, 1, 31)
        if found is None or (bracket and not self._mark(found[1], "-–)")) or self._counts(k):
            return None, at
        day, end = found
        for _ in range(3):
            following = end + 1 if self._mark(end, "-–،,") or self._is(end, "of") or self._is(end, "until") else end
            if following < self.size and self.forms[following].form in self.pack.lexicon.particles.conjunctions:
                following += 1
            following += self._is(following, "the")
            more = self._number(following, 1, 31)
            joined = following > end or (more is not None and self._conjoined(end))
            if more is None or not joined or (self._is(end, "of") and not self.forms[following].number):
                break
            end = more[1]
        if bracket and self._mark(end, ")"):
            end += 1
        return day, end

    def _counts(self, at: int) -> bool:
        """الثلاثة counts days, الثالث is one of them."""
        sense = self.forms[at].by.get("count")
        return sense is not None and sense.article

    def _conjoined(self, at: int) -> bool:
        sense = self.forms[at].by.get("count") if at < len(self.forms) else None
        return sense is not None and bool(sense.conjunction)

    def _doublet(self, at: int, row: Any) -> int:
        """Past a second name of the same month: يوليو (تموز), تموز - يوليو, تموز/يوليو, فبراير شباط, (مايو) أيار."""
        closed = at + 1 if self._mark(at, ")") else at
        opened = self._mark(at, "(")
        start = at + 1 if opened or self._mark(at, "-–/") else closed
        second = self._sense(start, "month")
        if (
            second is None
            or (start == at and self.forms[start].form == self.forms[at - 1].form)
            or second[0].entry.row.number != row.number
            or second[0].conjunction
        ):
            return at
        end = second[1]
        return end + 1 if opened and self._mark(end, ")") else end

    def _era(self, found: DayMonth) -> DayMonth:
        """Past م or هـ after a year; a year of the Hijri range without م is one of that calendar."""
        common = self._is(found.end, "common_era") and self.words.starts[found.end] - self.words.ends[found.end - 1] < 2
        hijri = self._is(found.end, "hijri_era")
        if common or hijri:
            found.end += 1
        if hijri and self._is(found.end, "of_the_prophet"):
            found.end += 1  # للهجرة النبوية
        if found.year is not None and not common and (found.year in HIJRI_YEARS or (hijri and found.day is None and found.year < HIJRI_YEARS.stop)):
            found.hijri = True
        return found

    # --- what the pieces mean

    def _finish(self, found: DayMonth, start: int) -> Value | None:
        grain = "day" if found.day is not None else "month"
        try:
            if found.hijri:
                return self._hijri(found, grain)
            year, basis = found.year, "absolute"
            if year is None:
                if self.today is None:
                    return None
                key = (found.month, found.day)
                year = self.settled.get(key) if found.shift is None and found.day is not None else None
                year, basis = year or self._assumed(found, start), "year_assumed"
                if found.shift is not None:
                    self.settled[key] = year  # "26 فبراير المقبل", and then "26 فبراير"
            if found.day is None:
                return Value(found.end, f"{year:04}-{found.month:02}", grain, basis)
            return Value(found.end, date(year, found.month, found.day).isoformat(), grain, basis)
        except (ValueError, OverflowError):
            return None  # 31 April, or a Hijri year out of the table

    def _hijri(self, found: DayMonth, grain: str) -> Value | None:
        year = found.year
        if year is None or year not in HIJRI_YEARS:
            if self.today is None and year is None:
                return None
            about = date(year, 7, 1) if year is not None else self.today
            assert about is not None
            now = Gregorian(about.year, about.month, about.day).to_hijri()
            if year is None:
                year = now.year + _turn(found, now.month)
            else:
                same = [y for y in (now.year - 1, now.year, now.year + 1) if Hijri(y, found.month, found.day or found.within).to_gregorian().year == year]
                year = same[0] if same else now.year
        day = Hijri(year, found.month, found.day or found.within).to_gregorian()
        plain = date(day.year, day.month, day.day).isoformat()
        return Value(found.end, plain if grain == "day" else plain[:7], grain, "hijri")

    def _assumed(self, found: DayMonth, start: int) -> int:
        """The year of a date without one: that of publication, unless the words, the tense or half a year's distance say otherwise."""
        assert self.today is not None
        year, month = self.today.year, self.today.month
        same_month = found.month == month and found.day is not None
        if found.shift is not None and found.shift < 0:
            return year + found.shift + (found.month < month or (same_month and (found.day or 0) <= self.today.day))
        if found.shift is not None and found.shift > 0:
            return year + found.shift - (found.month > month or (same_month and (found.day or 0) >= self.today.day))
        if found.day is not None and (known := self._remembered(found, start)) is not None:
            return known
        ahead = (date(year, found.month, min(found.day or 15, 28)) - self.today).days
        if found.shift is not None or -_LATE <= ahead <= _SOON:
            return year
        if ahead > _FAR:
            return year if self._side(start, found.end) > 0 else year - 1
        if ahead > 0:
            return year - 1 if self._long_past(start) else year
        planned = found.day is not None and not self._mark(start - 1, "(") and governed(start, self.words, self.pack, _NEAR) == PLANNED
        return year + 1 if planned else year

    def _remembered(self, found: DayMonth, start: int) -> int | None:
        """The year of a day after which something that all remember is called: ثورة 25 يناير."""
        if not self._with(start - 1, "remembered"):
            return None
        day = f"-{found.month:02}-{found.day:02}"
        return next((int(known.removesuffix(day)) for known in sorted(self.sets["known_days"]) if known.endswith(day)), None)

    def _long_past(self, start: int) -> bool:
        """منذ نوفمبر, صدر في ديسمبر, in summer: the last one."""
        since = any(self._is(k, "since") for k in range(max(start - _CLOSE, 0), start))
        return since or (self._is(start - 1, "on") and governed(start, self.words, self.pack, _CLOSE) == BEHIND)

    def _date_after(self, at: int) -> Value | None:
        """A calendar date right after a weekday, also in brackets, or after "that is" (الموافق), which then ends no later than the weekday."""
        same = self._is(at, "same_day")
        bracket = self._mark(at, "(")
        start = at + 1 if bracket or same else at
        start += same and self._mark(start, "(:")
        found = self._numeric(start) or self._calendar(start, month_only=False)
        if found is None or found.grain != "day":
            return None
        if same:
            return replace(found, end=at)
        if bracket and self._mark(found.end, ")"):
            found.end += 1
        return found


def _turn(found: DayMonth, now: int) -> int:
    """How many years on from this one the month lies that a word of time says."""
    if not found.shift:
        return 0
    return found.shift + (found.month < now) if found.shift < 0 else found.shift - (found.month > now)
