"""Where verdicts meet the tables: new reports, or new ways of naming somebody, are held against their neighbourhood only.

Both matters work alike. A node (a report, a profile) has keys; nodes without a common key are strangers. `compare` judges a pair by the two alone;
`group` makes groups of one component (nodes tied by verdicts "same" or by a person's word) by that component alone. So the order of adding never shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, or_, select

from qanat.record import frozen
from qanat.record.keep import parts, put
from qanat.record.tables import judgements, verdicts
from qanat.record.verdicts import Judgement, Reason, Verdict

Node = TypeVar("Node")


class Matter(NamedTuple, Generic[Node]):
    """A kind of sameness ("contact" or "actor") and its rules: `keys` the table of neighbourhood keys, `member` its column of nodes; `load` gives nodes."""

    kind: str
    keys: Table
    member: str
    load: Callable[[Connection, Collection[str]], dict[str, Node]]
    keys_of: Callable[[Node], Collection[str]]
    compare: Callable[[Node, Node], Verdict | None]
    group: Callable[[Sequence[Node], Sequence[Judgement]], tuple[tuple[Node, ...], ...]]


def judge(connection: Connection, matter: Matter[Node], new: dict[str, Node]) -> None:
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
        [{"kind": matter.kind, "a": v.a, "b": v.b, "same": v.same, "score": v.score, "reasons": frozen.write(v.reasons)} for v in found],
    )


def forget(connection: Connection, matter: Matter[Node], gone: Collection[str]) -> set[str]:
    """Take away the verdicts on nodes that are no longer current (a person's word stays); returns the nodes that were tied to them."""
    tied: set[str] = set()
    for some in parts(sorted(gone)):
        for table in (verdicts, judgements):
            lines = select(table.c.a, table.c.b).where(table.c.kind == matter.kind, table.c.same, or_(table.c.a.in_(some), table.c.b.in_(some)))
            tied |= {name for pair in connection.execute(lines) for name in pair}
        connection.execute(delete(verdicts).where(verdicts.c.kind == matter.kind, or_(verdicts.c.a.in_(some), verdicts.c.b.in_(some))))
        connection.execute(delete(matter.keys).where(matter.keys.c[matter.member].in_(some)))
    return tied - set(gone)


def groups(connection: Connection, matter: Matter[Node], start: Iterable[str]) -> list[tuple[Node, ...]]:
    """The groups of the whole components in which some nodes stand."""
    seen: set[str] = set()
    home: dict[str, str] = {}
    frontier = set(start)

    def root(name: str) -> str:
        while home.setdefault(name, name) != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    while frontier:
        seen |= frontier
        ties = [pair for table in (verdicts, judgements) for pair in _ties(connection, matter.kind, table, frontier)]
        for a, b in ties:
            home[root(b)] = root(a)
        frontier = {name for pair in ties for name in pair} - seen
    nodes = matter.load(connection, seen)
    inside: dict[str, list[Node]] = defaultdict(list)
    for name in sorted(nodes):
        inside[root(name)].append(nodes[name])
    spoken = _spoken(connection, matter.kind, nodes)
    return [group for members in inside.values() for group in matter.group(members, spoken)]


def _ties(connection: Connection, kind: str, table: Table, names: Collection[str]) -> Iterable[tuple[str, str]]:
    for some in parts(sorted(names)):
        for side in (table.c.a, table.c.b):
            lines = select(table.c.a, table.c.b).where(table.c.kind == kind, table.c.same, side.in_(bindparam("some", expanding=True)))
            yield from ((a, b) for a, b in connection.execute(lines, {"some": some}))


def _spoken(connection: Connection, kind: str, among: Collection[str]) -> list[Judgement]:
    j, out = judgements.c, []
    for some in parts(sorted(among)):
        lines = select(j.a, j.b, j.same, j.by, j.why).where(j.kind == kind, j.a.in_(some))
        out += [Judgement(*row) for row in connection.execute(lines) if row[1] in among]
    return sorted(out, key=lambda one: (one.a, one.b))


def edges(connection: Connection, kind: str, among: Collection[str]) -> list[Verdict]:
    """The verdicts among some nodes, in the order of ids."""
    v, out = verdicts.c, []
    for some in parts(sorted(among)):
        lines = select(v.a, v.b, v.same, v.score, v.reasons).where(v.kind == kind, v.a.in_(bindparam("some", expanding=True)))
        for a, b, same, score, reasons in connection.execute(lines, {"some": some}):
            if b in among:
                out.append(Verdict(a, b, same, score, frozen.read(tuple[Reason, ...], reasons)))
    return sorted(out, key=lambda one: (one.a, one.b))
