"""What a person says of sameness: reports taken out of a contact, contacts made one; likewise ways of naming somebody. Kept for ever, above the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import Connection, or_, select

from qanat.errors import MissingError, RecordError
from qanat.record.keep import put
from qanat.record.tables import actors, documents, judgements, profiles, reports
from qanat.record.weave import together

if TYPE_CHECKING:
    from qanat.record.store import Record


def split(record: Record, group: str, members: Sequence[str], *, by: str, why: str = "") -> tuple[str, ...]:
    """Take members out of a contact (k…) or an actor (a…): they and the rest are two from now on. A member is named by its id, by its document, or, of an
    actor, by the name as written. Returns the ids of what is left and of what was taken out.
    """
    with record.view() as connection:
        kind, everyone = _members(connection, group)
        out = [one for member in members for one in _named(connection, kind, everyone, member)]
    rest = [one for one in everyone if one not in out]
    if not rest:
        raise RecordError(f"{group}: nothing would be left of it")
    judge(record, kind, product(out, rest), same=False, by=by, why=why)
    return _homes(record, kind, (rest[0], out[0]))


def join(record: Record, a: str, b: str, *, by: str, why: str = "") -> tuple[str, ...]:
    """Make two contacts, or two actors, one. Returns its id."""
    with record.view() as connection:
        kind, mine = _members(connection, a)
        other, theirs = _members(connection, b)
        apart = {frozenset(pair) for pair in _split_pairs(connection, kind, [*mine, *theirs])}
    if kind != other or set(mine) & set(theirs):
        raise RecordError(f"{a} and {b} are {'one already' if kind == other else 'not of one kind'}")
    pairs = [pair for pair in product(mine, theirs) if frozenset(pair) in apart]
    judge(record, kind, [*pairs, (mine[0], theirs[0])], same=True, by=by, why=why)
    return _homes(record, kind, (mine[0], theirs[0]))


def _members(connection: Connection, group: str) -> tuple[str, list[str]]:
    """The kind of a group and the ids of its members, in order. Any member's id, after the letter, names the group that holds it now."""
    r, p = reports.c, profiles.c
    if group[:1] == "k":
        home = connection.execute(select(r.contact).where(r.id == group[1:])).scalar()
        found = connection.execute(select(r.id).where(r.contact == home, r.current).order_by(r.id)).scalars().all() if home else []
        kind = "contact"
    else:
        home = connection.execute(select(p.who).where(p.id == group[1:])).scalar()
        found = connection.execute(select(p.id).where(p.who == home).order_by(p.id)).scalars().all() if home else []
        kind = "actor"
    if not found:
        raise MissingError(f"{group}: there is no such contact or actor in the record; contacts begin with k, actors with a")
    return kind, list(found)


def _named(connection: Connection, kind: str, everyone: Sequence[str], member: str) -> list[str]:
    """The members that an id, a document or a name means."""
    r, d, a = reports.c, documents.c, actors.c
    if member in everyone:
        return [member]
    if kind == "contact":
        lines = select(r.id).join(documents, d.key == r.document).where(r.id.in_(everyone), or_(d.id == member, d.key == member))
    else:
        lines = select(a.profile).where(a.profile.in_(everyone), a.name == member).distinct()
    found = list(connection.execute(lines).scalars())
    if not found:
        raise RecordError(f"{member}: it has no such part; `qanat show` lists them")
    return sorted(found)


def _split_pairs(connection: Connection, kind: str, some: Sequence[str]) -> list[tuple[str, str]]:
    j = judgements.c
    lines = select(j.a, j.b).where(j.kind == kind, j.same.is_(False), j.a.in_(some), j.b.in_(some))
    return [(a, b) for a, b in connection.execute(lines)]


def judge(record: Record, kind: str, pairs: Iterable[tuple[str, str]], *, same: bool, by: str, why: str) -> None:
    """A person's word on pairs of reports or profiles; what rests on them is grouped anew."""
    ordered = sorted({(min(pair), max(pair)) for pair in pairs})

    def write(connection: Connection) -> None:
        before = together(connection, record.bonds.matters[kind], {one for pair in ordered for one in pair})
        put(connection, judgements, [{"kind": kind, "a": a, "b": b, "same": same, "by": by, "why": why} for a, b in ordered])
        record.bonds.regroup(connection, kind, before)

    record.change(write)


def _homes(record: Record, kind: str, members: Sequence[str]) -> tuple[str, ...]:
    column, key = (reports.c.contact, reports.c.id) if kind == "contact" else (profiles.c.who, profiles.c.id)
    with record.view() as connection:
        found = dict(connection.execute(select(key, column).where(key.in_(members))).all())
    return tuple(dict.fromkeys(found[member] for member in members))
