"""Dates in a text: absolute, Hijri, and reckoned from the day of publication."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from qanat.model import Time
from qanat.packs import Pack
from qanat.text.days import Days
from qanat.text.tokens import Value
from qanat.text.words import Words

_ATTACHED: Final = (
    "relative",
    "weekday",
    "month",
    "daypart",
    "unit",
    "season",
    "period_part",
    "this",
    "quarter",
    "year_head",
    "ago",
    "count",
)  # what a particle before them is no part of
_PERIODS: Final = frozenset(("unit", "year_head", "season", "period_part", "this", "quarter"))  # with which a period or year begins


def times(words: Words, pack: Pack, published: str | None) -> tuple[Time, ...]:
    """The date expressions of a text in document order, none inside another.

    `published` is YYYY-MM-DD; without it relative expressions yield nothing. Basis: `absolute`, `hijri`, `published` (reckoned from the day of
    publication) or `year_assumed` (a day and month, the year of publication or its neighbour).
    """
    return _Dating(words, pack, published).all()


class _Dating(Days):
    def all(self) -> tuple[Time, ...]:
        """All expressions; read again when the text itself says that its "today" is another day than that of publication.

        A "today" that may be the day or these days is these days where another one is, and none is surely the day: opinion, history.
        """
        out = self._pass()
        if self.told is not None and self.told != self.today:
            self.today, self.told = self.told, None
            out = self._pass()
        if self.nowadays and not self.surely:
            doubtful = {self.words.starts[at] for at in self.doubtful}
            out = [time for time in out if time.start not in doubtful]
        moved = {self.words.starts[at]: self.named[number] for at, number in self.open.items() if number in self.named}
        if self.yesterday and self.lately and self.today is not None:  # "الجمعة الماضي" is not the Friday that the text calls yesterday
            moved |= dict.fromkeys([self.words.starts[at] for at in self.lately], (self.today - timedelta(days=8)).isoformat())
        return tuple([time._replace(value=moved.get(time.start, time.value)) for time in out] if moved else out)

    def _pass(self) -> list[Time]:
        out: list[Time] = []
        self.before = self.last = self.base = None
        self.agreed = False
        self.settled.clear()
        self.named.clear()
        at = 0
        forms, size = self.forms, self.size
        while at < size:
            word = forms[at]
            if word.dates:
                found = self._at(at)
                if found is not None and not found.grain:
                    at = found.end
                    continue
                if found is not None:
                    out.append(self._time(at, found))
                    at = found.end
                    self.before = (at, found)
                    self.base = found if found.start is None else self.base
                    if found.grain == "day":
                        self.last, self.last_at = date.fromisoformat(found.value), at
                    continue
            at += 1
        return out

    def _at(self, at: int) -> Value | None:
        try:
            found = self._read(at)
        except OverflowError:
            return None  # a day that no calendar holds
        return self._of_same(at, found) if found is not None and found.grain == "year" else found

    def _read(self, at: int) -> Value | None:
        word = self.forms[at]
        if word.number:
            return self._numeric(at) or self._calendar(at) or self._day_of_month(at) or self._year(at)
        if word.mark:  # a bracket around days: (8-12) مارس
            return self._calendar(at) if at + 1 < self.size and self.forms[at + 1].dates else None
        begins = word.begins
        found = self._day(at) or self._calendar(at) or self._day_of_month(at)
        if found is None and "ago" in begins:
            found = self._ago(at)
        if found is None and not begins.isdisjoint(_PERIODS):
            found = self._period(at) or self._year(at)
        return found

    def _time(self, at: int, found: Value) -> Time:
        at = at if found.start is None else found.start
        start, end = self.words.starts[at], self.words.ends[found.end - 1]
        word = self.forms[at]
        sense = next((word.by[kind] for kind in _ATTACHED if kind in word.by), None)
        if found.start is not None:
            start = (
                self.words.after(at, len(word.conjunction + word.preposition)) if not word.form.startswith(self.pack.lexicon.particles.for_the[0]) else start
            )
        elif sense is not None:
            fused = sense.article and sense.preposition == self.pack.lexicon.particles.for_the[0]  # للعام
            start = self.words.after(at, len(sense.conjunction) + (0 if fused else len(sense.preposition)))
        return Time(start, end, self.words.text[start:end], found.value, found.grain, found.basis)
