"""Where verdicts meet the tables: new reports, or new ways of naming somebody, are held against their neighbourhood only.

Both matters work alike. A node (a report, a profile) has keys; nodes without a common key are strangers. `compare` judges a pair by the two alone;
`group` makes groups by those nodes alone that verdicts "same" or a person's word tie together. So the order of adding never shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Float, Table, cast, delete, not_, null, select, union_all

from qanat.record import frozen
from qanat.record.clusters import Growth, Scores
from qanat.record.keep import among, found, parts, put
from qanat.record.tables import judgements, verdicts
from qanat.record.verdicts import Judgement, Reason, Verdict

Node = TypeVar("Node")


class Matter(NamedTuple, Generic[Node]):
    """A kind of sameness ("contact" or "actor") and its rules: `keys` the table of neighbourhood keys, `member` its column of nodes; `load` gives nodes."""

    kind: str
    keys: Table
    member: str
    load: Callable[[Connection, Collection[str]], dict[str, Node]]
    near: Any  # the statement by which the nodes of some keys are found
    mates: Any  # and that for those which stand in one group with some
    keys_of: Callable[[Node], Collection[str]]
    compare: Callable[[Node, Node], Verdict | None]
    group: Callable[
        [Sequence[Node], Sequence[Judgement], Mapping[tuple[str, str], float], Growth | None, Scores], tuple[tuple[Node, ...], ...]
    ]  # third: of ties


def judge(connection: Connection, matter: Matter[Node], new: dict[str, Node]) -> None:
    """Hold new nodes against their neighbourhood and write down the verdicts."""
    mine = {name: frozenset(matter.keys_of(node)) for name, node in new.items()}
    rows = [{"key": key, matter.member: name} for name, keys in sorted(mine.items()) for key in sorted(keys)]
    put(connection, matter.keys, rows, change=())
    near: dict[str, set[str]] = defaultdict(set)  # key → all its nodes
    for key, name in found(connection, matter.near, {row["key"] for row in rows}):
        near[key].add(name)
    pairs = {(min(a, b), max(a, b)) for a, keys in mine.items() for key in keys for b in near[key] if a != b}
    known = {**matter.load(connection, {name for pair in pairs for name in pair} - set(new)), **new}
    judged = [verdict for a, b in sorted(pairs) if a in known and b in known and (verdict := matter.compare(known[a], known[b]))]
    put(
        connection,
        verdicts,
        [{"kind": matter.kind, "a": v.a, "b": v.b, "same": v.same, "score": v.score, "reasons": frozen.write(v.reasons)} for v in judged],
    )


def forget(connection: Connection, matter: Matter[Node], gone: Collection[str]) -> None:
    """Take away the verdicts on nodes that are no longer current; a person's word stays."""
    for some in parts(sorted(gone)):
        connection.execute(delete(verdicts).where(verdicts.c.kind == matter.kind, verdicts.c.a.in_(some)))
        connection.execute(delete(verdicts).where(_second(matter.kind), verdicts.c.b.in_(some)))
        connection.execute(delete(matter.keys).where(matter.keys.c[matter.member].in_(some)))


def together(connection: Connection, matter: Matter[Node], names: Iterable[str]) -> set[str]:
    """Some nodes, and all that stand in one group with one of them."""
    some = set(names)
    return some | {name for (name,) in found(connection, matter.mates, some)}


def groups(connection: Connection, matter: Matter[Node], start: Iterable[str]) -> list[tuple[Node, ...]]:
    """The groups of some nodes that are new or changed, and all other groups that these may change, as they are now: the same as if all were made anew.

    Whole groups alone are like all of them, as nothing outside has a part in how they grew. So it is enough to take in those groups that are tied to a node
    which is changed, or whose group has not grown as it does without the changed ones, until none is left outside.
    """
    fresh = together(connection, matter, start)
    some, near = fresh, set(fresh)
    ties: dict[str, set[str]] = defaultdict(set)
    same: dict[tuple[str, str], float] = {}
    scores: Scores = {}
    while True:
        for a, b, score in found(connection, _TIES[matter.kind], near):
            ties[a].add(b)
            ties[b].add(a)
            if score is not None:
                same[a, b] = score
        nodes = matter.load(connection, some)
        spoken = _spoken(connection, matter.kind, nodes)
        every = [nodes[name] for name in sorted(nodes)]
        if all(some.issuperset(ties[name]) for name in nodes):  # there is nothing outside that could be changed
            return list(matter.group(every, spoken, same, None, scores))
        now: Growth = {}
        before: Growth = {}
        made = matter.group(every, spoken, same, now, scores)
        matter.group([nodes[name] for name in sorted(nodes.keys() - fresh)], spoken, same, before, scores)
        changed = fresh | {name for name in nodes if now.get(name) != before.get(name)}
        near = together(connection, matter, {other for name in changed for other in ties[name]} - some) - some
        if not near:
            return list(made)
        some = some | near


def _spoken(connection: Connection, kind: str, nodes: Collection[str]) -> list[Judgement]:
    out = [Judgement(*row) for row in found(connection, _SPOKEN[kind], nodes) if row[1] in nodes]
    return sorted(out, key=lambda one: (one.a, one.b))


def edges(connection: Connection, kind: str, nodes: Collection[str]) -> list[Verdict]:
    """The verdicts among some nodes, in the order of ids."""
    out = [
        Verdict(a, b, same, score, frozen.read(tuple[Reason, ...], reasons))
        for a, b, same, score, reasons in found(connection, _EDGES[kind], nodes)
        if b in nodes
    ]
    return sorted(out, key=lambda one: (one.a, one.b))


def _second(kind: str) -> ColumnElement[bool]:
    """Is a verdict of this kind? For those that are looked up by their second side: SQLite, which does not count what is in a table, would take `kind = …` for
    the narrowest condition, and go through all verdicts of the kind; of a value that is made it knows nothing.
    """
    return verdicts.c.kind + "" == kind


def _tied(kind: str) -> Any:
    """The pairs that are the same, by rules (with their score) or by a person, with a node on either side; those with both once."""
    v, j, unscored = verdicts.c, judgements.c, cast(null(), Float)
    return union_all(
        select(v.a, v.b, v.score.label("score")).where(v.kind == kind, v.same, among(v.a)),
        select(v.a, v.b, v.score).where(_second(kind), v.same, among(v.b), not_(among(v.a))),
        select(j.a, j.b, unscored).where(j.kind == kind, j.same, among(j.a)),
        select(j.a, j.b, unscored).where(j.kind == kind, j.same, among(j.b), not_(among(j.a))),
    )


_KINDS = ("actor", "contact")
_TIES = {kind: _tied(kind) for kind in _KINDS}
_SPOKEN = {
    kind: select(*(judgements.c[name] for name in ("a", "b", "same", "by", "why"))).where(judgements.c.kind == kind, among(judgements.c.a)) for kind in _KINDS
}
_EDGES = {
    kind: select(*(verdicts.c[name] for name in ("a", "b", "same", "score", "reasons"))).where(verdicts.c.kind == kind, among(verdicts.c.a)) for kind in _KINDS
}
