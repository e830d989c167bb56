"""Who held an office when, proved by the record itself: each holder with the first and the last article that gives him the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qanat.model import Span
from qanat.record.days import ordinal
from qanat.record.sides import ONE_HOLDER

OFFICES = ("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister", "military_chief")
_PORTFOLIO = 2  # words of a title that tell one minister from another
_FAR = 400  # days beyond which an article proves nothing of the day that is asked for


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article that gives somebody an office: `title` as written, `words` the same folded, `quote` the sentence around `span`;
    `who` is his id in the record, `reading` the number of the reading.
    """

    who: str
    name: str
    latin: str | None
    role: str
    title: str
    words: tuple[str, ...]
    day: str
    document: str
    span: Span
    quote: str = ""
    reading: int = 0


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


def offices(country: str, evidence: Iterable[Evidence], as_of: str | None = None) -> tuple[Office, ...]:
    """The offices of a state, the highest first. Without `as_of`, the holder is the last one that the record knows."""
    found: dict[tuple[str, tuple[str, ...]], list[Evidence]] = {}
    for one in evidence:
        if one.role in OFFICES and one.title:
            key = () if one.role in ONE_HOLDER else one.words[:_PORTFOLIO]
            found.setdefault((one.role, key), []).append(one)
    for role, key in sorted(found, key=lambda item: (item[0], -sum(map(len, item[1])))):
        plain = (key[0][1:], *key[1:]) if key else ()
        if key and (role, plain) in found:  # a particle written to the first word
            found[role, plain] += found.pop((role, key))
    ordered = sorted(found.items(), key=lambda item: (OFFICES.index(item[0][0]), -len(item[1]), item[0][1]))
    return tuple(_office(country, role, members, as_of) for (role, _), members in ordered)


def _office(country: str, role: str, evidence: Sequence[Evidence], as_of: str | None) -> Office:
    people: dict[str, list[Evidence]] = {}
    for one in sorted(evidence, key=lambda one: (one.day, one.document, one.span)):
        people.setdefault(one.who, []).append(one)
    day = as_of or max(one.day for one in evidence)
    holder = _holder(people, day)
    tenures = tuple(
        Tenure(who, mine[-1].name, mine[-1].latin, mine[0], mine[-1], len({one.document for one in mine}), "holder" if who == holder else _then(mine, day))
        for who, mine in sorted(people.items(), key=lambda item: (item[1][0].day, item[0]))
    )
    titles = [one.title for one in evidence]
    return Office(country, role, max(titles, key=lambda title: (titles.count(title), title)), tenures)


def _then(mine: Sequence[Evidence], day: str) -> str:
    if mine[-1].day < day:
        return "before"
    return "after" if mine[0].day > day else "named"


def _holder(people: dict[str, list[Evidence]], day: str) -> str | None:
    """Of those named with the office before and after the day, whom most articles name; else the one named last before it; else the next after it."""
    around = {who: mine for who, mine in people.items() if mine[0].day <= day <= mine[-1].day}
    if around:
        return max(around, key=lambda who: (len(around[who]), who))
    near = {who: gap for who, mine in people.items() if (gap := _distance(mine, day)) is not None and gap <= _FAR}
    before = {who: gap for who, gap in near.items() if people[who][0].day <= day}
    chosen = before or near
    return min(chosen, key=lambda who: (chosen[who], -len(people[who]), who), default=None)


def _distance(mine: Sequence[Evidence], day: str) -> int | None:
    wanted = ordinal(day)
    gaps = [abs(wanted - known) for one in mine if wanted is not None and (known := ordinal(one.day)) is not None]
    return min(gaps, default=None)
