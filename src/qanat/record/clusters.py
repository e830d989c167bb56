"""Groups out of verdicts: the surest first, held together by all of their members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Protocol, TypeVar

from qanat.record.verdicts import NEVER, Judgement


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)
Scores = dict[tuple[str, str], float]  # of two ids, the smaller first
Growth = dict[str, list[tuple[str, str, frozenset[str]]]]  # of each that is in a group of several: two ids whose verdict made two groups one, and that one


def neighbours(things: Iterable[T], keys: Callable[[T], Iterable[str]]) -> set[tuple[str, str]]:
    """The pairs of ids, smaller first, that share a key."""
    shared: dict[str, set[str]] = {}
    for one in things:
        for key in keys(one):
            shared.setdefault(key, set()).add(one.id)
    return {pair for members in shared.values() for pair in combinations(sorted(members), 2)}


def grouped(
    things: Sequence[T],
    keys: Callable[[T], Iterable[str]],
    score: Callable[[T, T], float],
    threshold: float,
    judged: Iterable[Judgement] = (),
    same: Mapping[tuple[str, str], float] | None = None,
    apart: Callable[[Sequence[T], Sequence[T]], bool] = lambda *_: False,
    grown: Growth | None = None,
    known: Scores | None = None,
) -> tuple[tuple[T, ...], ...]:
    """The things that are one, each group in order of id, in order of their first; `score` takes that with the smaller id first.

    `same`: the scores of those pairs of ids whose verdict is "same", where known; else neighbours by their `keys` are compared. Rest: see `clusters`.
    """
    by_id = {one.id: one for one in things}

    def of_ids(a: str, b: str) -> float:
        return same[a, b] if same is not None and (a, b) in same else score(by_id[a], by_id[b])

    def held_apart(x: Sequence[str], y: Sequence[str]) -> bool:
        return apart([by_id[one] for one in x], [by_id[one] for one in y])

    asked = neighbours(things, keys) if same is None else {pair for pair in same if pair[0] in by_id and pair[1] in by_id}
    found = clusters(by_id, asked, of_ids, threshold, judged, held_apart, grown, known)
    return tuple(tuple(by_id[one] for one in members) for members in found)


def clusters(
    ids: Iterable[str],
    pairs: Iterable[tuple[str, str]],
    score: Callable[[str, str], float],
    threshold: float,
    judged: Iterable[Judgement] = (),
    apart: Callable[[Sequence[str], Sequence[str]], bool] = lambda *_: False,
    grown: Growth | None = None,
    known: Scores | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The groups, each sorted, in order of their first member; a function of the set of ids and scores alone.

    `pairs` are those worth asking. Two groups become one as long as no two of their members rule each other out, nothing holds the groups `apart`, and,
    on average, their members speak for it at least half. What a person split stays apart; of what a person joined the whole groups become one.
    `grown` is told by which verdicts the group of each grew to what; `known` holds scores from one call to another with the same judgements.

    >>> clusters("abc", [("a", "b"), ("b", "c")], lambda x, y: {"ab": 5.0, "bc": 4.0, "ac": NEVER}["".join(sorted((x, y)))], 3)
    (('a', 'b'), ('c',))
    """
    home = {one: [one] for one in sorted(ids)}
    asked = {_pair(one.a, one.b): one.same for one in judged if one.a in home and one.b in home}
    scores = known if known is not None else {}

    def weight(a: str, b: str) -> float:
        pair = _pair(a, b)
        found = scores.get(pair)
        if found is None:
            found = scores[pair] = (-NEVER if asked[pair] else NEVER) if pair in asked else score(*pair)
        return found

    def union(a: str, b: str) -> None:
        home[a].extend(home[b])
        for one in home[b]:
            home[one] = home[a]

    refused: set[tuple[str, int, str, int]] = set()  # first member and size of two groups: a group only grows
    edges = sorted((-weight(a, b), *_pair(a, b)) for a, b in pairs)
    for a, b in ((a, b) for minus, a, b in edges if -minus >= threshold):
        x, y = home[a], home[b]
        state = (x[0], len(x), y[0], len(y))
        if x is y or state in refused:
            continue
        across = [weight(i, k) for i in x for k in y]
        if min(across) > NEVER / 2 and sum(across) / len(across) >= threshold / 2 and not apart(x, y):
            union(a, b)
            if grown is not None:
                made = frozenset(x)
                for one in made:
                    grown.setdefault(one, []).append((a, b, made))
        else:
            refused.add(state)
    for a, b in sorted(pair for pair, same in asked.items() if same):
        if home[a] is not home[b] and all(asked.get(_pair(i, k), True) for i in home[a] for k in home[b]):
            union(a, b)
    return tuple(sorted({id(members): tuple(sorted(members)) for members in home.values()}.values()))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
