"""Groups out of verdicts: the surest first, held together by all of their members."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Protocol, TypeVar

from qanat.record.verdicts import NEVER, Judgement


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


def neighbours(things: Iterable[T], keys: Callable[[T], Iterable[str]]) -> set[tuple[str, str]]:
    """The pairs of ids, smaller first, that share a key."""
    shared: dict[str, set[str]] = {}
    for one in things:
        for key in keys(one):
            shared.setdefault(key, set()).add(one.id)
    return {pair for members in shared.values() for pair in combinations(sorted(members), 2)}


def clusters(
    ids: Iterable[str], pairs: Iterable[tuple[str, str]], score: Callable[[str, str], float], threshold: float, judged: Iterable[Judgement] = ()
) -> tuple[tuple[str, ...], ...]:
    """The groups, each sorted, in order of their first member; a function of the set of ids and scores alone.

    `pairs` are those worth asking. Two groups become one as long as no two of their members rule each other out and, on average, their members speak
    for it at least half. What a person joined comes first and holds; what a person split stays apart.

    >>> clusters("abc", [("a", "b"), ("b", "c")], lambda x, y: {"ab": 5.0, "bc": 4.0, "ac": NEVER}["".join(sorted((x, y)))], 3)
    (('a', 'b'), ('c',))
    """
    home = {one: [one] for one in sorted(ids)}
    asked = {frozenset((one.a, one.b)): one.same for one in judged if one.a in home and one.b in home}
    known: dict[frozenset[str], float] = {}

    def weight(a: str, b: str) -> float:
        pair = frozenset((a, b))
        if pair not in known:
            known[pair] = (-NEVER if asked[pair] else NEVER) if pair in asked else score(min(a, b), max(a, b))
        return known[pair]

    edges = sorted((-weight(a, b), min(a, b), max(a, b)) for a, b in pairs)
    joined = sorted((min(pair), max(pair)) for pair, same in asked.items() if same)
    for a, b in [*joined, *((a, b) for minus, a, b in edges if -minus >= threshold)]:
        x, y = home[a], home[b]
        if x is y:
            continue
        across = [weight(i, k) for i in x for k in y]
        wanted = asked.get(frozenset((a, b)))
        if wanted or (min(across) > NEVER / 2 and sum(across) / len(across) >= threshold / 2):
            x.extend(y)
            for one in y:
                home[one] = x
    return tuple(sorted({id(members): tuple(sorted(members)) for members in home.values()}.values()))
