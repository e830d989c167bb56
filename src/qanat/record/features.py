"""What speaks for and against two reports telling one contact: a visible list of named, weighted features."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from qanat.record.days import Days, days, ordinal
from qanat.record.report import Report
from qanat.record.sides import Sides
from qanat.record.verdicts import NEVER, Reason

WAY = {"call": "call", "message": "message", "meeting": "person", "visit": "trip", "conference": "person", "talks": "talks"}
_AHEAD = frozenset(("planned", "proposed"))
# What a row of the pack says of the occasion beyond its mode: a dinner is not the talks of the same day, a greeting is no invitation.
_OCCASIONS = {
    "banquet": "meal",
    "lunch": "meal",
    "dinner": "meal",
    "dine_with": "meal",
    "congratulate": "greeting",
    "condole": "condolence",
    "credentials": "credentials",
    "signing": "signing",
    "sign_with": "signing",
    "conclude_with": "signing",
    "undersign_with": "signing",
}
_COPY, _SURE_COPY, _SHORT = 0.55, 0.8, 6  # shares of common word triples that make a copy; words below which nothing is told
COPY_DAYS = 3  # between the publication of a text and that of its copies


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, the one with the smaller id first, and which party is which."""

    a: Report
    b: Report
    sides: Sides


def parties(pair: Pair) -> Reason | None:
    """Two parties are the same; one that is missing on either side, of more than two, speaks a little against."""
    sure = pair.sides.sure
    lonely = min(pair.sides.left)
    many = max(len(pair.a.parties), len(pair.b.parties))
    if lonely and len(pair.sides.pairs) < many / 2:
        return Reason("parties", NEVER, "other parties took part")
    if lonely:
        return Reason("parties", 3 * sure - 1.5 * lonely, f"{len(pair.sides.pairs)} parties are the same, {lonely} of each are not")
    return Reason("parties", 3 * sure - 0.2 * max(pair.sides.left), f"{len(pair.sides.pairs)} parties are the same")


def states(pair: Pair) -> Reason | None:
    """Two states "talk" every day: who is named says which talks are meant."""
    if pair.a.mode == pair.b.mode == "visit":
        return None
    vague = all("state" in (pair.a.parties[i].kind, pair.b.parties[k].kind) for i, k, _ in pair.sides.pairs[:2])
    return Reason("states", -1.5, "only states are named") if vague else None


def mode(pair: Pair) -> Reason | None:
    """A call is no letter, and no meeting; talks of unspecified form may be either, a journey is not the meeting during it."""
    return way(pair.a, pair.b)


def way(one: Report, other: Report) -> Reason:
    """The feature `mode` of two reports."""
    a, b = one.mode, other.mode
    if a == b:
        return Reason("mode", 1.0, f"both a {a}")
    if WAY[a] == WAY[b]:
        return Reason("mode", 0.5, f"{a} and {b} are both in person")
    if "talks" in (a, b) and not {a, b} & {"message", "visit"}:
        return Reason("mode", 0.3, f"the talks may have been a {a if b == 'talks' else b}")
    return Reason("mode", NEVER, f"a {a} is no {b}")


def occasion(pair: Pair) -> Reason | None:
    """A banquet is not the talks of the same day."""
    a, b = (next((_OCCASIONS[row] for row in report.rule.rpartition(".")[2].split("+") if row in _OCCASIONS), None) for report in (pair.a, pair.b))
    if a == b:
        return None
    if "meal" in (a, b) or "credentials" in (a, b):
        return Reason("occasion", NEVER, f"{a or 'another occasion'} and {b or 'another occasion'}")
    return Reason("occasion", -0.5, f"{a or 'another occasion'} and {b or 'another occasion'}") if a and b else None


def when(pair: Pair) -> Reason | None:
    """The days that both tell; where one tells none, how far its day of publication lies from the other's date."""
    a, b = pair.a, pair.b
    x, y = days(a.date), days(b.date)
    if x and y:
        return _both_dated(pair, x, y)
    if x or y:
        dated, other = (a, b) if x else (b, a)
        return _one_dated(dated, x or y or Days(0, 0), other)
    return _undated(a, b)


def _both_dated(pair: Pair, x: Days, y: Days) -> Reason:
    a, b = pair.a, pair.b
    gap = max(x.first - y.last, y.first - x.last, 0)
    exact = x.first == x.last and y.first == y.last
    if gap == 0 and exact:
        return Reason("when", 2.5, f"both on {a.date}")
    if gap == 0:
        return Reason("when", 1.0, f"{a.date} and {b.date} may be one day")
    if gap == 1 and exact:
        return Reason("when", -1.0 if a.mode != "visit" else 0.5, f"{a.date} and {b.date} are a day apart")
    if (a.status in _AHEAD or b.status in _AHEAD) and gap <= 7:
        return Reason("when", -0.4 * gap, f"announced for another day: {a.date} and {b.date}")
    if a.mode == b.mode == "visit" and gap <= 3:
        return Reason("when", -0.3 * gap, f"{a.date} and {b.date} may be days of one journey")
    if copied(a, b):
        return Reason("when", -2.0, f"{a.date} is not {b.date}, but the words are the same")
    return Reason("when", NEVER, f"{a.date} is not {b.date}")


def copied(a: Report, b: Report) -> bool:
    """The same words within a few days: of two dates one is a slip."""
    x, y = ordinal(a.published), ordinal(b.published)
    return x is not None and y is not None and abs(x - y) <= COPY_DAYS and common(a.words, b.words) >= _SURE_COPY


def _one_dated(dated: Report, told: Days, other: Report) -> Reason | None:
    seen = ordinal(other.published)
    if seen is None:
        return Reason("when", -0.5, f"only one tells a day: {dated.date}")
    after = seen - told.last if seen > told.last else min(seen - told.first, 0)
    because = f"{dated.date}; the other tells no day, published {other.published}"
    if not -2 <= after <= 21 and copied(dated, other):
        return Reason("when", -2.0, f"{because}, but the words are the same")
    if other.status in _AHEAD:
        return _by_step(-after, because, ((-2, NEVER), (-1, -1.0), (10, 0.8), (45, -0.3), (120, -1.5)))
    return _by_step(after, because, ((-2, NEVER), (-1, -1.0), (0, 1.3), (1, 1.2), (2, 1.0), (3, 0.8), (7, -0.6), (21, -1.5)))


def _undated(a: Report, b: Report) -> Reason | None:
    x, y = ordinal(a.published), ordinal(b.published)
    if x is None or y is None:
        return Reason("when", -0.5, "no day is told")
    early, late = (a, b) if x <= y else (b, a)
    because = f"no day is told; published {early.published} and {late.published}"
    ahead = early.status in _AHEAD
    if ahead and late.status not in _AHEAD:
        return _by_step(abs(x - y), because, ((3, 0.8), (14, 0.3), (60, -0.8)))
    return _by_step(abs(x - y), because, ((1, 1.2), (3, 0.6), (7, -0.8), (21, -1.5)) if not ahead else ((7, 1.0), (30, 0.3), (120, -0.8)))


def _by_step(gap: int, because: str, steps: tuple[tuple[int, float], ...]) -> Reason:
    return Reason("when", next((weight for most, weight in steps if gap <= most), NEVER), because)


def direction(pair: Pair) -> Reason | None:
    """Who called, sent or travelled: the other way round is another letter, another journey; of one call each side may claim to have made it."""
    a, b = pair.a, pair.b
    if a.initiator is None or b.initiator is None:
        return None
    there = {i: k for i, k, _ in pair.sides.pairs}
    if there.get(a.initiator) == b.initiator:
        return Reason("direction", 0.3, "the same side made it")
    if a.mode in ("message", "visit") or b.mode in ("message", "visit"):
        return Reason("direction", NEVER, "the other way round")
    return Reason("direction", -1.0, "each says that another side made it")


def place(pair: Pair) -> Reason | None:
    """Where it was, where both tell."""
    a, b = pair.a.place, pair.b.place
    if not a or not b:
        return None
    return Reason("place", 0.5, f"both in {a}") if a == b or a in b or b in a else Reason("place", -0.3, f"in {a} and in {b}")


def words(pair: Pair) -> Reason | None:
    """Copies of one wire: the same words in both."""
    share = common(pair.a.words, pair.b.words)
    return Reason("words", 2.0, f"{share:.0%} of the words are the same") if share >= _COPY else None


def document(pair: Pair) -> Reason | None:
    """One document that tells two contacts means two."""
    return Reason("document", -4.0, "one document tells them apart") if pair.a.document == pair.b.document else None


def status(pair: Pair) -> Reason | None:
    """Told as held by one and as ahead by a later one: rather another contact."""
    a, b = pair.a, pair.b
    for held, other in ((a, b), (b, a)):
        if held.status == "held" and other.status in _AHEAD and held.published and other.published and held.published < other.published:
            return Reason("status", -1.5, f"held for the one on {held.published}, still ahead for the other on {other.published}")
    return None


FEATURES: tuple[Callable[[Pair], Reason | None], ...] = (parties, states, mode, occasion, when, direction, place, words, document, status)


def common(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of word triples of the shorter text that stand in the longer; 0 for texts too short to tell."""
    if min(len(a), len(b)) < _SHORT:
        return 0.0
    x, y = _triples(a), _triples(b)
    return len(x & y) / min(len(x), len(y))


@lru_cache(maxsize=20_000)
def _triples(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(words, words[1:], words[2:], strict=False))
