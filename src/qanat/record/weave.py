"""Where verdicts meet the tables: new reports, or new ways of naming somebody, are held against their neighbourhood only.

Both matters work alike. A node (a report, a profile) has keys; nodes without a common key are strangers. `compare` judges a pair by the two alone;
`group` makes groups of one component (nodes tied by verdicts "same" or by a person's word) by that component alone. So the order of adding never shows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, or_, select

from qanat.record.keep import parts, put
from qanat.record.tables import judgements, verdicts
from qanat.record.verdicts import Judgement, Verdict

Node = TypeVar("Node")
Group = TypeVar("Group")


class Matter(NamedTuple, Generic[Node, Group]):
    """A kind of sameness and its rules: `kind` "contact" or "actor"; `keys` the table of neighbourhood keys and `member` its column of nodes; `load` gives nodes by id."""

    kind: str
    keys: Table
    member: str
    load: Callable[[Connection, Collection[str]], dict[str, Node]]
    keys_of: Callable[[Node], Collection[str]]
    compare: Callable[[Node, Node], Verdict | None]
    group: Callable[[Sequence[Node], Sequence[Verdict], Sequence[Judgement]], Iterable[Group]]


class Component(NamedTuple, Generic[Node]):
    """Nodes that are tied to each other, with all that was judged among them, each in the order of ids."""

    nodes: tuple[Node, ...]
    verdicts: tuple[Verdict, ...]
    judged: tuple[Judgement, ...]


def judge(connection: Connection, matter: Matter[Node, Group], new: dict[str, Node]) -> None:
    """Hold new nodes against their neighbourhood and write down the verdicts."""
    at, member = matter.keys.c.key, matter.keys.c[matter.member]
    mine = {name: frozenset(matter.keys_of(node)) for name, node in new.items()}
    rows = [{"key": key, matter.member: name} for name, keys in sorted(mine.items()) for key in sorted(keys)]
    put(connection, matter.keys, rows, change=())
    near: dict[str, set[str]] = defaultdict(set)  # key → all its nodes
    for some in parts(sorted({row["key"] for row in rows})):
        for key, name in connection.execute(select(at, member).where(at.in_(some))):
            near[key].add(name)
    pairs = {(min(a, b), max(a, b)) for a, keys in mine.items() for key in keys for b in near[key] if a != b}
    known = {**matter.load(connection, {name for pair in pairs for name in pair} - set(new)), **new}
    found = [verdict for a, b in sorted(pairs) if a in known and b in known and (verdict := matter.compare(known[a], known[b]))]
    put(
        connection,
        verdicts,
        [{"kind": matter.kind, "a": v.a, "b": v.b, "same": v.same, "score": v.score, "reasons": json.dumps(v.reasons, ensure_ascii=False)} for v in found],
    )


def forget(connection: Connection, matter: Matter[Node, Group], gone: Collection[str]) -> set[str]:
    """Take away the verdicts on nodes that are no longer current (a person's word stays); returns the nodes that were tied to them."""
    tied: set[str] = set()
    for some in parts(sorted(gone)):
        for table in (verdicts, judgements):
            lines = select(table.c.a, table.c.b).where(table.c.kind == matter.kind, table.c.same, or_(table.c.a.in_(some), table.c.b.in_(some)))
            tied |= {name for pair in connection.execute(lines) for name in pair}
        connection.execute(delete(verdicts).where(verdicts.c.kind == matter.kind, or_(verdicts.c.a.in_(some), verdicts.c.b.in_(some))))
        connection.execute(delete(matter.keys).where(matter.keys.c[matter.member].in_(some)))
    return tied - set(gone)


def components(connection: Connection, matter: Matter[Node, Group], start: Iterable[str]) -> list[Component[Node]]:
    """The whole components in which some nodes stand, in the order of their smallest ids."""
    seen: set[str] = set()
    frontier = set(start)
    while frontier:
        seen |= frontier
        ties = [pair for table in (verdicts, judgements) for pair in _pairs(connection, matter.kind, table, frontier, same=True)]
        frontier = {name for pair in ties for name in pair} - seen
    nodes = matter.load(connection, seen)
    edges = _judged(connection, matter.kind, nodes)
    spoken = _spoken(connection, matter.kind, nodes)
    home = {name: name for name in nodes}

    def root(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for tie in (*edges, *spoken):
        if tie.same:
            a, b = sorted((root(tie.a), root(tie.b)))
            home[b] = a
    inside: dict[str, tuple[list[Node], list[Verdict], list[Judgement]]] = defaultdict(lambda: ([], [], []))
    for name in sorted(nodes):
        inside[root(name)][0].append(nodes[name])
    for verdict in edges:
        if root(verdict.a) == root(verdict.b):
            inside[root(verdict.a)][1].append(verdict)
    for word in spoken:
        if root(word.a) == root(word.b):
            inside[root(word.a)][2].append(word)
    return [Component(*map(tuple, inside[name])) for name in sorted(inside)]  # type: ignore[arg-type]


def _pairs(connection: Connection, kind: str, table: Table, names: Collection[str], *, same: bool | None = None) -> Iterable[tuple[str, str]]:
    for some in parts(sorted(names)):
        for side in (table.c.a, table.c.b):
            lines = select(table.c.a, table.c.b).where(table.c.kind == kind, side.in_(bindparam("some", expanding=True)))
            if same is not None:
                lines = lines.where(table.c.same == same)
            yield from ((a, b) for a, b in connection.execute(lines, {"some": some}))


def _judged(connection: Connection, kind: str, among: Collection[str]) -> list[Verdict]:
    v, out = verdicts.c, []
    for some in parts(sorted(among)):
        lines = select(v.a, v.b, v.same, v.score, v.reasons).where(v.kind == kind, v.a.in_(bindparam("some", expanding=True)))
        for a, b, same, score, reasons in connection.execute(lines, {"some": some}):
            if b in among:
                out.append(Verdict(a, b, same, score, tuple((name, weight) for name, weight in json.loads(reasons))))
    return sorted(out)


def _spoken(connection: Connection, kind: str, among: Collection[str]) -> list[Judgement]:
    j, out = judgements.c, []
    for some in parts(sorted(among)):
        lines = select(j.a, j.b, j.same, j.by, j.why).where(j.kind == kind, j.a.in_(some))
        out += [Judgement(*row) for row in connection.execute(lines) if row[1] in among]
    return sorted(out)
