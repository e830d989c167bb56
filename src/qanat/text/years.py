"""Years in a text, with and without the word for one: عام 2012, العام الهجري 1436, 2014-2015, and which bare number is one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from qanat.text.dates import Dates
from qanat.text.tense import tense_of
from qanat.text.tokens import DayMonth, Value

_BARE: Final = range(1850, 2050)  # a number without any word for "year" may be one of these
_NAMED: Final = range(1000, 2100)  # after the word for "year"
_SHORTEST: Final = 100  # عام 72م is one of the last century
_KINDS: Final = 2  # words for what kind of year it is: العام الدراسي الهجري
_ROUND: Final = 50  # such numbers count things as often as they are years
_FIRST_HIJRI: Final = 623.025  # the middle of the first Hijri year,
_HIJRI_YEAR: Final = 0.970224  # and the length of one
_DASHES: Final = "-–"
_OPENS: Final = '(«"“'


class Years(Dates):
    """Reads the year that begins at a token."""

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
        for _ in range(_KINDS):
            k += self._is(k, "year_kinds")
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

    def _number_of(self, at: int) -> DayMonth | None:
        year = self._year_number(at)
        return DayMonth(at + 1, None, 1, hijri=False, year=year) if year is not None else None

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
        if before is not None and not paired and (before.number or "not_year" in before.stem_sets or (before.form.isascii() and before.form.isalpha())):
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
        if word.mark or word.conjunction or word.article or word.preposition or "function.words" in word.sets:
            return True
        if word.form in self.pack.lexicon.particles.conjunctions or "common_era" in word.sets or self._year_number(at) is not None:
            return True
        if tense_of(word, self.pack) is not None:
            return True
        return not word.common and not word.kinds.isdisjoint(("state", "place", "person", "name", "body"))

    def _kinds(self, at: int) -> frozenset[str]:
        return self.forms[at].kinds if 0 <= at < self.size else frozenset()
