"""Single days in a text: اليوم, صباح أمس الخميس, يوم الأحد (10 شوال 1436هـ), السبت المقبل, أول أيام عيد الفطر."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from hijridate import Gregorian, Hijri

from qanat.packs import Pack
from qanat.packs.word import SURELY, Sense
from qanat.text.periods import Periods
from qanat.text.tense import PLANNED, bound_for, tense_of
from qanat.text.tokens import Value
from qanat.text.words import Words

_PARTS: Final = 3  # words for a part of the day before it: صباح يوم أمس
_OPENING: Final = '(«“"'
_CLOSING: Final = ')»”"'
_SHORTEST_MONTH: Final = 29
_NAMES: Final = frozenset(("state", "nation", "place", "person"))
_TITLE: Final = 4  # tokens of a short quotation
_LEAD: Final = 2  # sentences of a text in which "today" is the day of publication, unless they say otherwise
_FAR_BACK: Final = 8  # tokens between "behold" and "today"
_FEAST: Final = 7  # days of the longest one that are counted
_NAMED: Final = 3  # tokens between "that" and "today" which name what is spoken of: أن العراق اليوم


class Days(Periods):
    """Reads the day that begins at a token."""

    agreed = False  # has the text called a day by its weekday as the day of publication has it?
    nowadays = False  # does a bare "today" mean these days somewhere?
    surely = False  # ... and somewhere the very day?

    def __init__(self, words: Words, pack: Pack, published: str | None) -> None:
        super().__init__(words, pack, published)
        self.doubtful: set[int] = set()  # tokens of a "today" that may mean either
        self.lately: set[int] = set()  # tokens of a "last Friday" on a Saturday
        self.yesterday = False  # does the text call the day before by its name?
        self.named: dict[int, str] = {}  # the day of a weekday that was told with "next", a date or "yesterday"
        self.open: dict[int, int] = {}  # weekdays by their token of which nothing says on which side they lie

    def _day(self, at: int) -> Value | None:
        """[part of day] (relative day | weekday | holiday) [weekday] [date]."""
        start, k = at, at
        relative = self._sense(k, "relative")
        for _ in range(_PARTS):
            part = self._sense(k, "daypart") if relative is None else None
            if part is None:
                break
            k = part[1]
            relative = self._sense(k, "relative")
        if relative is None and k == start and self._is(start, "day_heads"):
            k += 1
        if relative is not None:
            return self._relative(start, k, relative)
        weekday = self._sense(k, "weekday")
        if weekday is not None:
            return self._weekday(start, k, weekday)
        return self._holiday(start, k)

    # --- today, yesterday, tomorrow

    def _relative(self, start: int, at: int, found: tuple[Sense, int]) -> Value | None:
        sense, end = found
        if sense.article and end == at + 2 and sense.entry.row.offset < -1:
            return None  # "الوزير الأول أمس"
        offset = sense.entry.row.offset
        end, number = self._named_day(end)
        dated = self._date_after(end)
        if dated is not None:
            return dated if number is None else self._on_weekday(number, dated)
        if number is None and not offset and (feast := self._day_of_feast(end)) is not None:
            return feast
        if number is None and not offset and (other := self._that_day(start, end)) is not None:
            return other
        if number is None and not self._means_day(start, at, found):
            return None
        self.surely = self.surely or (number is not None and not offset)
        if self.today is None:
            return None
        if self._mark(end, "(") and (gloss := self._sense(end + 1, "relative")) is not None and self._mark(gloss[1], ")"):
            end, offset = gloss[1] + 1, gloss[0].entry.row.offset  # "اليوم (أمس)": the speaker's day, and that of the paper
        self.yesterday = self.yesterday or offset == -1
        day = self.today + timedelta(days=offset)
        second = self._sense(end, "relative") if self._is(start, "several") else None
        if second is not None and second[0].conjunction:
            end, day = second[1], min(day, self.today + timedelta(days=second[0].entry.row.offset))  # يومي أمس وأمس الأول
        if number == day.isoweekday():
            self.agreed = True  # the day of publication is "today": a later "أمس (السبت)" is rather an error
        if number is not None and day.isoweekday() != number:
            day = self._nearest(number, day)
            if not offset and self.told is None and not self.agreed:
                self.told = day
        value = Value(end, day.isoformat(), "day")
        return self._named(number, value) if number is not None else value

    def _that_day(self, start: int, end: int) -> Value | None:
        """اليوم نفسه, نفس اليوم, صباح اليوم التالي: the day told last, where that is near, or the one after it."""
        if self.last is None or self.last_at < self.words.sentences[max(self.words.sentence_of(start) - 1, 0)][0]:
            return None
        if self._with(start - 1, "same_before"):
            return Value(end, self.last.isoformat(), "day", start=start - 1)
        if self._is(end, "same"):
            return Value(end + 1, self.last.isoformat(), "day")
        every = self._is(start - 1, "of") or self._sense(start - 1, "daypart") is not None  # "من السابعة مساء حتى السادسة من صباح اليوم التالي"
        if self._is(end, "following") and not every and not self._to(end + 1):
            return Value(end + 1, (self.last + timedelta(days=1)).isoformat(), "day")
        return None

    def _to(self, at: int) -> bool:
        """اليوم التالي لوصوله: after something else."""
        return at < self.size and self.forms[at].preposition == self.pack.lexicon.particles.for_the[0]

    def _named_day(self, end: int) -> tuple[int, int | None]:
        """Past the weekday that names a relative day, and its number: أمس الخميس, اليوم (الثلاثاء), غدا، الأحد, أمس يوم السبت."""
        bracket, comma = self._mark(end, _OPENING), self._mark(end, "،,-–")
        k = end + 1 if bracket or comma else end
        k += not comma and self._is(k, "day_heads")
        weekday = self._sense(k, "weekday")
        if weekday is None or weekday[0].conjunction or weekday[0].preposition:
            return end, None
        if comma and self._sense(weekday[1], "shift") is not None:
            return end, None
        close = weekday[1] + 1 if bracket and self._mark(weekday[1], _CLOSING) else weekday[1]
        return close, weekday[0].entry.row.number

    def _means_day(self, start: int, at: int, found: tuple[Sense, int]) -> bool:
        """No name of a paper, no "nowadays", no first day of something."""
        sense, end = found
        if self._in_title(start) or self._quoted(start, end) or self._is(start - 1, "of_old") or self._is(end, "past_day"):
            return False
        if sense.entry.id == "tonight":
            return not (self._is(end, "who") or self._is(end, "not_today") or self._with(start - 1, "that_day") or self._count_noun(end))
        if sense.entry.row.offset:
            return sense.preposition not in self.sets["like"]
        if self._is_other_day(start, end, sense) or (at == start and self._is(start - 1, "up_to")):
            return False
        if at == start and self._nowadays(start, end, sense):
            self.nowadays = True
            return False
        if at > start or end > at + 1:
            self.surely = True
        elif start >= self.words.sentences[:_LEAD][-1][1]:
            self.doubtful.add(start)
        return True

    def _quoted(self, start: int, end: int) -> bool:
        """«اليوم», قال لـ(اليوم), "الإمارات اليوم": the name of a paper."""
        pairs = self.pack.marks.quotes
        if self._mark(start - 1, "(") and self._mark(end, ")"):
            return self._is(start - 2, "to_paper")
        if not (end < self.size and self.forms[end].mark in pairs.values()) and not self._mark(end, ")"):
            return False
        return any(k >= 0 and (self.forms[k].mark in pairs or self._mark(k, "(")) for k in (start - 1, start - 2) if k == start - 2 or not self._mark(k, "("))

    def _in_title(self, start: int) -> bool:
        """Does it open a short quotation: "غدا نلتقي", the name of a film?"""
        if not start or self.forms[start - 1].mark not in self.pack.marks.quotes:
            return False
        return any(first == start - 1 and start + 1 < end - 1 <= start + _TITLE for first, end in self.words.quotes)

    def _count_noun(self, at: int) -> bool:
        return at < self.size and "count" in self.forms[at].kinds and self.forms[at].form.startswith(self.pack.lexicon.particles.article)

    def _is_other_day(self, start: int, end: int, sense: Sense) -> bool:
        """اليوم الأول, ذلك اليوم, مرتين في اليوم, عين اليوم."""
        if (
            self._is(end, "not_today")
            or self._is(end, "which")
            or self._sense(end, "shift") is not None
            or self._count_noun(end)
            or (end < self.size and self.forms[end].number)
            or self._is(end, "the")
        ):
            return True
        return self._named_today(start) or self._with(start - 1, "that_day") or bool(sense.preposition)

    def _named_today(self, start: int) -> bool:
        """ "المصري اليوم", a paper, but "الرئيس المصري اليوم"."""
        before = self.forms[start - 2] if start > 1 else None
        described = (
            before is not None and "nation" in self.forms[start - 1].kinds and before.article and not before.kinds.isdisjoint(("head", "noun", "common"))
        )
        return self._is(start - 1, "paper") and not described

    def _nowadays(self, start: int, end: int, sense: Sense) -> bool:
        """واليوم, أما اليوم, نعيش اليوم, ما يحدث اليوم, أن العراق اليوم: these days."""
        if sense.conjunction:
            return self.before is None or self.before[0] != start
        if self._is(start - 1, "these_days") or self._lasts(end):
            return True
        if (end == start + 1 and self._is(end, "is_now")) or (self._is(start - 1, "upon") and self._is(start - 2, "these_days")):
            return True
        if any(self._is(k, "behold") for k in range(max(start - _FAR_BACK, 0), start)):
            return True
        if any(
            self._lasts(k) or (self._is(k - 1, "whatever") and tense_of(self.forms[k], self.pack) == "present") for k in range(max(start - _NAMED, 1), start)
        ):
            return True
        return self._topic(start, end)

    def _topic(self, start: int, end: int) -> bool:
        """A name with nothing before it but "that" or the start of its clause: أن العراق اليوم, فالمنطقة اليوم."""
        named = self.forms[start - 1] if start else None
        if named is None or not (named.article or not named.kinds.isdisjoint(_NAMES)):
            return False
        marks = self.pack.marks
        opens = start == 1 or self.forms[start - 2].mark in (marks.sentence_end | marks.comma | marks.colon)
        if opens and not self._ends_line(end):
            return True
        for size in range(1, _NAMED + 1):
            if self._is(start - size - 1, "that"):
                return tense_of(self.forms[start - size], self.pack) is None
        return False

    def _ends_line(self, at: int) -> bool:
        return at >= self.size or self.forms[at].mark != ""

    def _lasts(self, at: int) -> bool:
        return 0 <= at < self.size and "lasting" in self.forms[at].kinds and not self.forms[at].article  # "الملك عبدالله اليوم"

    # --- weekdays

    def _weekday(self, start: int, at: int, found: tuple[Sense, int]) -> Value | None:
        sense, end = found
        kind = sense.entry.id
        if kind == "friday" and at == start and self._is(at - 1, "prayer"):
            return None
        if self._surname(at, kind) or (at == start and self._is(at - 1, "market")):
            return None
        if kind == "monday" and at == start and self._is(at - 1, "that") and self._sense(end, "shift") is None:
            return None  # "إن الاثنين اتفقا"
        if (
            (kind in ("sunday", "monday") and sense.preposition and sense.preposition == self.pack.lexicon.particles.for_the[0])
            or (kind == "sunday" and sense.preposition)
            or (self._quoted(at, end) and self._is(at - 2, "paper"))
        ):
            return None
        number = sense.entry.row.number
        dated = self._date_after(end) or self._in_this_month(end, number)
        if dated is not None:
            return self._named(number, self._on_weekday(number, dated))
        if self.today is None:
            return None
        end = self._second_day(start, at, end)
        shift = self._sense(end, "shift")
        if shift is not None and not shift[0].conjunction:
            dated = self._date_after(shift[1])
            if dated is None and shift[0].entry.row.sign == -1 and number == (self.today - timedelta(days=1)).isoweekday():
                self.lately.add(start)
            value = dated or Value(shift[1], self._by_shift(number, shift[0].entry.row.sign), "day")
            return value if dated is None and shift[0].entry.row.sign < 0 else self._named(number, value)  # "الاثنين الماضي" is told apart from another
        if (self._is(at - 1, "every") and end == found[1]) or self._of_each(end):
            return None  # أيام الجمعة: every Friday
        return Value(end, self._by_side(number, start, end, sense), "day")

    def _named(self, number: int, found: Value) -> Value:
        """A weekday of which the text says which one it is: others that leave it open mean the same."""
        if date.fromisoformat(found.value).isoweekday() == number:
            self.named.setdefault(number, found.value)
        return found

    def _on_weekday(self, number: int, found: Value) -> Value:
        """A Hijri date, which begins by the moon a day sooner or later, on the weekday that is told with it."""
        day = date.fromisoformat(found.value)
        near = self._nearest(number, day)
        return replace(found, value=near.isoformat()) if found.basis == "hijri" and abs((near - day).days) == 1 else found

    def _surname(self, at: int, kind: str) -> bool:
        """ "أحمد الخميس", and then "وقال الخميس": somebody of that name."""
        before = self.forms[at - 1] if at else None
        if before is None or self.forms[at].conjunction or self.forms[at].preposition or "function.words" in before.sets:
            return False  # "أن الجمعة المقبل"
        first = before.naming == SURELY and not before.article and "person" not in before.kinds and not before.kinds - {"name"}
        if first and (at < 2 or not self.forms[at - 2].naming or "nation" in self.forms[at - 2].kinds) and not self._is(at - 2, "paper"):
            self.surnames.add(kind)
            return True
        return kind in self.surnames and "speech" in before.kinds

    def _in_this_month(self, at: int, number: int) -> Value | None:
        """الخميس الـ28 من الشهر الجاري: of the calendar in which it is that weekday."""
        found = self._day_of_month(at)
        if found is None or self.today is None:
            return None
        day = date.fromisoformat(found.value)
        if day.isoweekday() != number:
            now = Gregorian(day.year, day.month, self.today.day).to_hijri() if self.today.day < _SHORTEST_MONTH else None
            try:
                other = Hijri(now.year, now.month, day.day).to_gregorian() if now is not None else None
            except (ValueError, OverflowError):
                other = None
            if other is not None and other.isoweekday() == number:
                return Value(found.end, date(other.year, other.month, other.day).isoformat(), "day", "hijri")
        return found

    def _second_day(self, start: int, at: int, end: int) -> int:
        """Past the second of two days that are one expression: ليل الأحد - الاثنين, يومي السبت والأحد."""
        mark = self._mark(end, "-–/") or (at > start and self._is(end, "until") and self._sense(start, "daypart") is not None)
        second = self._sense(end + 1 if mark else end, "weekday")
        if second is None or second[0].preposition:
            return end
        joined = bool(second[0].conjunction)
        paired = joined and self._is(at - 1, "several")
        return second[1] if paired or (not joined and (mark or at > start)) else end

    def _by_shift(self, number: int, sign: int) -> str:
        """The weekday by ISO number: the latest before today, the one of this week, the next after today; of a second step a week on."""
        assert self.today is not None
        if sign == 0:
            return self._nearest(number, self.today).isoformat()
        back = (self.today.isoweekday() - number) % 7
        if sign > 0:
            return (self.today + timedelta(days=7 * sign - back)).isoformat()
        return (self.today - timedelta(days=(back or 7) - 7 * (sign + 1))).isoformat()

    def _by_side(self, number: int, start: int, end: int, sense: Sense) -> str:
        """A bare weekday: the next for what is planned, else the latest, today counted; after another day ("السبت والأحد") the first that follows it."""
        assert self.today is not None
        if sense.conjunction and self.before is not None and self.before[0] == start and self.before[1].grain == "day":
            first = date.fromisoformat(self.before[1].value)
            return (first + timedelta(days=(number - first.isoweekday()) % 7)).isoformat()
        ahead = self._side(start, end) or bound_for(start, end, self.words)
        if not ahead or (ahead > 0 and start < self.words.sentences[0][1]):
            self.open[start] = number  # in a headline a verb in the present says little
        if ahead > 0:
            written = self.today if ahead == PLANNED else self.today - timedelta(days=1)  # a paper comes out on the day after
            if self.last is not None and self.last > self.today and self.words.sentence_at(start)[0] <= self.last_at:
                written = self.last  # "يزور القاهرة الاثنين ويلتقي الرئيس الثلاثاء"
            return (written + timedelta(days=(number - written.isoweekday()) % 7)).isoformat()
        return (self.today - timedelta(days=(self.today.isoweekday() - number) % 7)).isoformat()

    def _nearest(self, number: int, day: date) -> date:
        return min((day + timedelta(days=k) for k in range(-3, 4)), key=lambda d: (d.isoweekday() != number, abs((d - day).days)))

    # --- holidays

    def _day_of_feast(self, end: int) -> Value | None:
        """اليوم الثاني من أيام عيد الفطر: after the word for "day"."""
        counted = self._number(end, 1, _FEAST)
        if counted is None or self._counts(end):
            return None
        k = self._past_of(counted[1])
        k = k + 1 if self._is(k, "days") else k
        return self._on_feast(k, counted[0] - 1) if k > counted[1] or self._sense(k, "holiday") is not None else None

    def _holiday(self, start: int, at: int) -> Value | None:
        """يوم عيد الفطر, أول أيام العيد, ثالث ورابع العيد: a holiday is a date only with a word for "day" before it."""
        k, later = at, 0
        if k == start:
            counted = self._number(k, 1, _FEAST) if self._with(k, "nth") else None
            if counted is None:
                return None
            later, k = counted[0] - 1, counted[1]
            while self._conjoined(k) and self._with(k, "nth"):
                k += 1
            k = self._past_of(k + 1) if self._is(k, "days") else k
        elif self._is(start, "every"):
            return None
        return self._on_feast(k, later)

    def _on_feast(self, k: int, later: int) -> Value | None:
        """So many days after the first of the holiday that is named at a token."""
        holiday = self._sense(k, "holiday")
        today = self.today
        if holiday is None or today is None:
            return None
        end = holiday[1]
        end += self._is(end, "blessed")
        shift = self._sense(end, "shift")
        named = self._year_of(end)
        try:
            year, sign = named.year if named is not None else None, shift[0].entry.row.sign if shift is not None else 0
            same = [sense.entry.row for sense in self.forms[k].senses if sense.entry.kind == "holiday"]  # العيد: the nearer of two
            days = [(self._feast(row, year, sign), row) for row in same or [holiday[0].entry.row]]
        except (ValueError, OverflowError):
            return None
        day, row = min(days, key=lambda one: abs((one[0] - today).days))
        end = named.end if named is not None else shift[1] if shift is not None else end
        return Value(end, (day + timedelta(days=later)).isoformat(), "day", "hijri" if row.calendar == "hijri" else "year_assumed")

    def _feast(self, row: Any, year: int | None, sign: int) -> date:
        """The day of a holiday: of a year, before or after today, or the nearest."""
        assert self.today is not None
        now = self.today
        hijri = row.calendar == "hijri"
        base = Gregorian(now.year, now.month, now.day).to_hijri().year if hijri else now.year
        days = []
        for k in (-1, 0, 1):
            if hijri:
                found = Hijri(base + k, row.month, row.day).to_gregorian()
                days.append(date(found.year, found.month, found.day))
            else:
                days.append(date(base + k, row.month, row.day))
        fit = [d for d in days if (year is None or d.year == year) and (d - now).days * sign >= 0]
        return min(fit or days, key=lambda d: abs((d - now).days))
