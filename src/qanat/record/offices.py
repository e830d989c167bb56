"""Who held an office when, proved by the record itself: each holder with the first and the last article that gives him the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qanat.model import Span
from qanat.record.days import ordinal
from qanat.record.sides import ONE_HOLDER

OFFICES = ("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister", "military_chief")
_PORTFOLIO = 2  # words of a title that tell one minister from another
_FAR = 400  # days beyond which an article proves nothing of the day that is asked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article that gives somebody an office: `title` as written, `quote` the sentence around `span`, `reading` the number of the reading."""

    title: str
    day: str
    document: str
    span: Span
    quote: str = ""
    reading: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """One way in which articles give somebody an office: `title` as written, `words` the same folded; `who` is his id in the record; the first article and
    the last, and how many there are.
    """

    who: str
    name: str
    latin: str | None
    role: str
    title: str
    words: tuple[str, ...]
    first: Evidence
    last: Evidence
    documents: int


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody in an office: his first and last evidence, and how many articles there are. `then`: whether he held it on the day asked for (holder), was
    named with it around that day too (named), before it or after it.
    """

    who: str
    name: str
    latin: str | None
    first: Evidence
    last: Evidence
    documents: int
    then: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a state with those who held it, in order of their first evidence. `title` is as it is written most often."""

    country: str
    role: str
    title: str
    tenures: tuple[Tenure, ...]

    @property
    def holder(self) -> Tenure | None:
        """Who held it on the day asked for, as far as the record proves."""
        return next((one for one in self.tenures if one.then == "holder"), None)


def offices(country: str, given: Iterable[Given], as_of: str | None = None) -> tuple[Office, ...]:
    """The offices of a state, the highest first. Without `as_of`, the holder is the last one that the record knows."""
    found: dict[tuple[str, tuple[str, ...]], list[Given]] = {}
    for one in given:
        if one.role in OFFICES and one.title:
            key = () if one.role in ONE_HOLDER else one.words[:_PORTFOLIO]
            found.setdefault((one.role, key), []).append(one)
    for role, key in sorted(found, key=lambda item: (item[0], -sum(map(len, item[1])))):
        plain = (key[0][1:], *key[1:]) if key else ()
        if key and (role, plain) in found:  # a particle written to the first word
            found[role, plain] += found.pop((role, key))
    ordered = sorted(found.items(), key=lambda item: (OFFICES.index(item[0][0]), -_articles(item[1]), item[0][1]))
    return tuple(_office(country, role, members, as_of) for (role, _), members in ordered)


def _articles(given: Iterable[Given]) -> int:
    return sum(one.documents for one in given)


def _office(country: str, role: str, given: Sequence[Given], as_of: str | None) -> Office:
    people: dict[str, list[Given]] = {}
    for one in given:
        people.setdefault(one.who, []).append(one)
    day = as_of or max(one.last.day for one in given)
    tenures = sorted((_tenure(who, mine, day) for who, mine in people.items()), key=lambda one: (one.first.day, one.who))
    holder = _holder(tenures, day)
    titles = Counter[str]()
    for one in given:
        titles[one.title] += one.documents
    said = tuple(replace(one, then="holder") if one.who == holder else one for one in tenures)
    return Office(country, role, max(titles, key=lambda title: (titles[title], title)), said)


def _tenure(who: str, mine: Sequence[Given], day: str) -> Tenure:
    latest = max(mine, key=lambda one: (one.last.day, one.last.document, one.last.span, one.name))
    first = min((one.first for one in mine), key=lambda one: (one.day, one.document, one.span))
    last = latest.last
    then = "before" if last.day < day else "after" if first.day > day else "named"
    return Tenure(who, latest.name, latest.latin, first, last, _articles(mine), then)


def _holder(tenures: Sequence[Tenure], day: str) -> str | None:
    """Of those named with the office before and after the day, whom most articles name; else the one named last before it; else the next after it."""
    around = [one for one in tenures if one.then == "named"]
    if around:
        return max(around, key=lambda one: (one.documents, one.who)).who
    near = [(gap, one) for one in tenures if (gap := _distance(one, day)) is not None and gap <= _FAR]
    chosen = [(gap, one) for gap, one in near if one.then == "before"] or near
    return min(chosen, key=lambda item: (item[0], -item[1].documents, item[1].who))[1].who if chosen else None


def _distance(one: Tenure, day: str) -> int | None:
    wanted, known = ordinal(day), ordinal(one.last.day if one.then == "before" else one.first.day)
    return None if wanted is None or known is None else abs(wanted - known)
