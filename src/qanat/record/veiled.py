"""The record as it is shown: whoever was taken down is blacked out in every answer.

Each method that gives away text stands here; a test holds that none is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from qanat.record import kin, takedowns, things
from qanat.record.ask import Filters
from qanat.record.audit import Finding
from qanat.record.channels import Channel
from qanat.record.cite import Citation
from qanat.record.offices import Office
from qanat.record.readouts import Readouts
from qanat.record.report import Report
from qanat.record.rows import first_day
from qanat.record.search import ALL, Within, holds, spans_of
from qanat.record.show import Shown, Why
from qanat.record.store import Record

T = TypeVar("T")


class Veiled(Record):
    """A record whose answers name nobody who was taken down."""

    _black: tuple[int, takedowns.Veil | None] | None = None  # with the number of the changes up to which it holds

    def veil(self) -> takedowns.Veil | None:
        """What is blacked out now."""
        now = self.changes
        if self._black is None or self._black[0] != now:
            with self.view() as connection:
                self._black = (now, takedowns.veil(connection, self))
        return self._black[1]

    def veiled(self, value: T) -> T:
        """A value without the names of those who were taken down."""
        veil = self.veil()
        return veil.over(value) if veil else value

    def rows(self, what: str, asked: Filters) -> Iterator[dict[str, Any]]:
        veil = self.veil()
        if veil is None:
            yield from super().rows(what, asked)
        elif not self._refused(veil, asked):
            for row in map(veil.over, super().rows(what, asked)):
                if not asked.words or holds(row["quote"], asked.words, self.tongue.speller):  # else the words would tell whose name it is
                    yield row

    def reports(self, **asked: Any) -> dict[str, tuple[Report, ...]]:
        veil = self.veil()
        if veil and self._refused(veil, Filters(**asked)):
            return {}
        found = super().reports(**asked)
        return veil.over(found) if veil else found

    def channels(self, *, as_of: str | None = None, **asked: Any) -> tuple[Channel, ...]:
        veil = self.veil()
        if veil and self._refused(veil, Filters(**asked)):
            return ()
        found = super().channels(as_of=as_of, **asked)
        return veil.over(found) if veil else found

    def audit(self, **asked: Any) -> list[Finding]:
        veil = self.veil()
        if veil and self._refused(veil, Filters(**asked)):
            return []
        found = super().audit(**asked)
        return veil.over(found) if veil else found

    def pairs(self, **asked: Any) -> list[tuple[str, str, int]]:
        return self.veiled(super().pairs(**asked))

    def timeline(self, unit: str = "month", **asked: Any) -> list[dict[str, Any]]:
        veil = self.veil()
        return [] if veil and self._refused(veil, Filters(**asked)) else super().timeline(unit, **asked)

    def said(self, asked: Filters) -> dict[str, Counter[str]]:
        veil = self.veil()
        if veil is None or not asked.words:
            return {} if veil and self._refused(veil, asked) else super().said(asked)
        out: dict[str, Counter[str]] = {}
        for row in self.rows("statements", replace(asked, limit=None)):  # words that are blacked out count for nothing
            if day := first_day(row["date"]) or (row["published"] or "")[:10]:
                out.setdefault(day, Counter())[row["act"]] += 1
        return dict(sorted(out.items()))

    def places(self, **asked: Any) -> list[dict[str, Any]]:
        veil = self.veil()
        return [] if veil and self._refused(veil, Filters(**asked)) else self.veiled(super().places(**asked))

    def search(self, query: str, *, exact: bool = False, limit: int | None = None, within: Within = ALL) -> Iterator[dict[str, Any]]:
        veil = self.veil()
        if veil is None:
            yield from super().search(query, exact=exact, limit=limit, within=within)
        elif not veil.places(query):
            yield from islice((row for row in map(veil.over, super().search(query, exact=exact, within=within)) if self._still(query, row["quote"])), limit)

    def facets(self, query: str, *, exact: bool = False, within: Within = ALL) -> dict[str, list[tuple[str, int]]]:
        veil = self.veil()
        return {"outlets": [], "years": []} if veil and veil.places(query) else super().facets(query, exact=exact, within=within)

    def _still(self, query: str, quote: str) -> bool:
        """Does a word of a query stand in a quote, now that names in it are blacked out? Else the search would tell whose they were."""
        return any(spans_of(quote, word, self.tongue.speller) for word in self.tongue.speller.words(query))

    def show(self, name: str) -> Shown:
        self._stop(name)
        return self.veiled(super().show(name))

    def explain(self, name: str) -> Why:
        self._stop(name)
        return self.veiled(super().explain(name))

    def cite(self, name: str) -> list[Citation]:
        self._stop(name)
        return self.veiled(super().cite(name))

    def family(self, name: str) -> kin.Family:
        return self.veiled(super().family(name))

    def families(self, asked: Filters) -> Iterator[kin.Family]:
        veil = self.veil()
        for one in super().families(asked):
            yield veil.over(one) if veil else one

    def readouts(self, contact: str) -> Readouts:
        return self.veiled(super().readouts(contact))

    def offices(self, country: str, *, as_of: str | None = None, role: str | None = None) -> tuple[Office, ...]:
        return self.veiled(super().offices(country, as_of=as_of, role=role))

    def _stop(self, name: str) -> None:
        """Whoever asks for somebody by an id is told that, and why, he was taken down."""
        veil = self.veil()
        if veil:
            with self.view() as connection:
                found = things.find(connection, name)
            veil.refuse(found.id if found.kind == "actor" else None)

    def _refused(self, veil: takedowns.Veil, asked: Filters) -> bool:
        return any(map(veil.refuse, (asked.actor, asked.words, *(asked.between or ()))))
