"""What stands in a stretch of text, found without going through all of it: statements, who says them, times."""

from __future__ import annotations

from bisect import bisect_left

from qanat.model import Actor, Span, Statement, Time
from qanat.text.words import place_of


class Among:
    """All statements of a text, of which few touch one another; and where their speakers are named."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        self.statements = statements
        self._order = sorted(range(len(statements)), key=lambda n: statements[n].content.start)
        self._starts = [statements[n].content.start for n in self._order]
        self._longest = max((s.content.end - s.content.start for s in statements), default=0)
        self._named: dict[str, list[Span]] = {}

    def over(self, start: int, end: int) -> list[Statement]:
        """Those whose words stand in a range, or reach into it, in their order."""
        near = self._order[place_of(start - self._longest + 1, self._starts) : place_of(end, self._starts)]
        return [self.statements[n] for n in sorted(near) if self.statements[n].content.end > start]

    def at(self, place: int) -> list[Statement]:
        """Those in whose words a code point stands, in their order."""
        return self.over(place, place + 1)

    def named(self, speaker: Actor, low: int, high: int) -> list[Span]:
        """Where somebody is named in a range."""
        spans = self._named.get(speaker.id)
        if spans is None:
            spans = self._named[speaker.id] = sorted(speaker.mentions)
        return spans[bisect_left(spans, (low,)) : bisect_left(spans, (high,))]


def times_between(times: tuple[Time, ...], low: int, high: int) -> tuple[Time, ...]:
    """The times that begin from one code point on and before another."""
    return times[bisect_left(times, low, key=_start) : bisect_left(times, high, key=_start)]


def _start(time: Time) -> int:
    return time.start
