"""Contacts out of reports and people out of profiles: what a new reading changes in its neighbourhood, written in the same transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from qanat.record import frozen, identity, merge
from qanat.record.contact import merged
from qanat.record.identity import Profile
from qanat.record.keep import parts, put
from qanat.record.level import pairs
from qanat.record.report import Party, Report
from qanat.record.rows import Rows
from qanat.record.tables import actors, contact_pairs, contact_parties, contacts, people, profile_keys, profiles, report_keys, reports
from qanat.record.weave import Matter, forget, groups, judge

Node = TypeVar("Node")
_KEPT = 20_000  # values of each kind that are remembered


class Memory(Generic[Node]):
    """Values by id, read from a table when first asked for. They are made from content, so they never change; the oldest are forgotten."""

    def __init__(self, table: Table, kind: type[Node], *, current: bool = False) -> None:
        self.lines = select(table.c.id, table.c.value).where(table.c.id.in_(bindparam("some", expanding=True)))
        self.there = select(table.c.id).where(table.c.id.in_(bindparam("some", expanding=True)))
        if current:
            self.lines, self.there = self.lines.where(table.c.current), self.there.where(table.c.current)
        self.current = current
        self.kind = kind
        self.kept: OrderedDict[str, tuple[str, Node]] = OrderedDict()

    def __call__(self, connection: Connection, names: Collection[str]) -> dict[str, Node]:
        out: dict[str, Node] = {}
        for some in parts(sorted(names)):
            for name, value in connection.execute(self.lines, {"some": some}):
                known = self.kept.get(name)
                if known is None or known[0] != value:
                    known = self.kept[name] = (value, frozen.read(self.kind, value))
                out[name] = known[1]
        while len(self.kept) > _KEPT:
            self.kept.popitem(last=False)
        return out


class Bonds:
    """The two matters of sameness of a record."""

    def __init__(self) -> None:
        self.matters: dict[str, Matter[Any]] = {
            "contact": Matter("contact", report_keys, "report", Memory(reports, Report, current=True), merge.keys, merge.compare, merge.group),
            "actor": Matter("actor", profile_keys, "profile", Memory(profiles, Profile), identity.keys, identity.compare, identity.group),
        }
        self.write: dict[str, Callable[[Connection, Sequence[tuple[Any, ...]]], None]] = {"contact": _write_contacts, "actor": _write_people}

    def tie(self, connection: Connection, made: Rows, gone: set[str], unnamed: set[str]) -> None:
        """Take a reading's reports and profiles in. `gone`: the reports that are no longer current, `unnamed`: the profiles of the reading before."""
        self._named(connection, made)
        _count(connection, set(made.profiles) - unnamed, unnamed - set(made.profiles))
        matter = self.matters["contact"]
        around = forget(connection, matter, gone)
        judge(connection, matter, made.told)
        _orphan(connection, gone - set(made.told))
        self.regroup(connection, "contact", around | set(made.told))

    def around(self, connection: Connection, kind: str, names: Iterable[str]) -> set[str]:
        """All nodes in the groups in which some nodes stand now, to be grouped anew."""
        return {node.id for group in groups(connection, self.matters[kind], names) for node in group}

    def regroup(self, connection: Connection, kind: str, names: Collection[str]) -> None:
        """Make the groups of some nodes and of all that are tied to them anew."""
        if names:
            self.write[kind](connection, groups(connection, self.matters[kind], names))

    def _named(self, connection: Connection, made: Rows) -> None:
        """New ways of naming somebody find their person."""
        fresh = {name: made.profiles[name] for name in _without_person(connection, made.profiles)}
        if fresh:
            judge(connection, self.matters["actor"], fresh)
            self.regroup(connection, "actor", set(fresh))


def _without_person(connection: Connection, names: Collection[str]) -> list[str]:
    out: list[str] = []
    for some in parts(sorted(names)):
        out += connection.execute(select(profiles.c.id).where(profiles.c.id.in_(some), profiles.c.who.is_(None))).scalars()
    return out


def _write_people(connection: Connection, found: Sequence[tuple[Profile, ...]]) -> None:
    members = {profile.id: "a" + min(one.id for one in group) for group in found for profile in group}
    before: dict[str, str | None] = {}
    for some in parts(sorted(members)):
        before |= dict(connection.execute(select(profiles.c.id, profiles.c.who).where(profiles.c.id.in_(some))).all())
    rows = []
    for group in found:
        who = identity.who(group)
        row = {"id": members[group[0].id], "kind": who.kind, "name": who.name, "latin": who.latin, "country": who.country, "role": who.role}
        rows.append({**row, "documents": 0})
    put(connection, people, rows, change=("kind", "name", "latin", "country", "role"))
    changed = [{"one": name, "to": who} for name, who in sorted(members.items()) if before.get(name) != who]
    if changed:
        connection.execute(update(profiles).where(profiles.c.id == bindparam("one")).values(who=bindparam("to")), changed)
    for some in parts(sorted({who for who in before.values() if who} - set(members.values()))):
        connection.execute(delete(people).where(people.c.id.in_(some)))
    _recount(connection, set(members.values()))


def _count(connection: Connection, more: Collection[str], fewer: Collection[str]) -> None:
    """One document more, or fewer, names these profiles."""
    for names, step in ((more, 1), (fewer, -1)):
        for some in parts(sorted(names)):
            connection.execute(update(profiles).where(profiles.c.id.in_(some)).values(documents=profiles.c.documents + step))
    touched: set[str] = set()
    for some in parts(sorted({*more, *fewer})):
        touched |= set(connection.execute(select(profiles.c.who).where(profiles.c.id.in_(some), profiles.c.who.is_not(None))).scalars())
    _recount(connection, touched)


def _recount(connection: Connection, names: Collection[str]) -> None:
    counted = select(func.sum(profiles.c.documents)).where(profiles.c.who == people.c.id).scalar_subquery()
    for some in parts(sorted(names)):
        connection.execute(update(people).where(people.c.id.in_(some)).values(documents=counted))


def _orphan(connection: Connection, gone: Collection[str]) -> None:
    """Reports that are no longer current belong to no contact; a contact that loses its last one goes."""
    for some in parts(sorted(gone)):
        left = set(connection.execute(select(reports.c.contact).where(reports.c.id.in_(some), reports.c.contact.is_not(None))).scalars())
        connection.execute(update(reports).where(reports.c.id.in_(some)).values(contact=None))
        _sweep(connection, left)


def _sweep(connection: Connection, names: Collection[str]) -> None:
    """Take away those contacts that have no report."""
    for some in parts(sorted(names)):
        held = set(connection.execute(select(reports.c.contact).where(reports.c.contact.in_(some))).scalars())
        empty = sorted(set(some) - held)
        if empty:
            _strip(connection, empty)
            connection.execute(delete(contacts).where(contacts.c.id.in_(empty)))


def _strip(connection: Connection, some: list[str]) -> None:
    for table in (contact_parties, contact_pairs):
        connection.execute(delete(table).where(table.c.contact.in_(some)))


def _write_contacts(connection: Connection, found: Sequence[tuple[Report, ...]]) -> None:
    before: dict[str, str | None] = {}
    for some in parts(sorted(report.id for group in found for report in group)):
        before |= dict(connection.execute(select(reports.c.id, reports.c.contact).where(reports.c.id.in_(some))).all())
    named = _actors_of(connection, found)
    rows, sides, camps, changed = [], [], [], []
    for group in found:
        name = "k" + min(report.id for report in group)
        row, parties, channels = _contact(name, group, named)
        rows.append(row)
        sides += parties
        camps += channels
        changed += [{"one": report.id, "to": name} for report in group if before.get(report.id) != name]
    put(connection, contacts, rows)
    for some in parts(row["id"] for row in rows):
        _strip(connection, some)
    put(connection, contact_parties, sides, change=())
    put(connection, contact_pairs, camps, change=())
    if changed:
        connection.execute(update(reports).where(reports.c.id == bindparam("one")).values(contact=bindparam("to")), changed)
        _sweep(connection, {contact for contact in before.values() if contact} - {row["id"] for row in rows})


def _actors_of(connection: Connection, found: Sequence[tuple[Report, ...]]) -> dict[tuple[str, str], tuple[str, str | None]]:
    """The row of an actor and his profile, by the id of a report and his id in its reading."""
    out: dict[tuple[str, str], tuple[str, str | None]] = {}
    lines = select(reports.c.id, actors.c.local, actors.c.id, actors.c.profile).join(actors, actors.c.reading == reports.c.reading)
    for some in parts(sorted(report.id for group in found for report in group)):
        out |= {(name, local): (actor, profile) for name, local, actor, profile in connection.execute(lines.where(reports.c.id.in_(some)))}
    return out


def _contact(
    name: str, group: tuple[Report, ...], named: dict[tuple[str, str], tuple[str, str | None]]
) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    made = merged(group)
    row = {
        "id": name,
        "mode": made.mode,
        "status": made.status,
        "level": made.level,
        "initiator": made.initiator,
        "date": made.date,
        "basis": made.basis,
        "since": made.since or "",
        "until": made.until or "",
        "place": made.place,
        "history": frozen.write(made.history),
        "voices": made.voices,
    }
    sides = []
    for position, party in enumerate(made.parties):
        actor, profile = _actor(party, group, named)
        side = {"contact": name, "position": position, "profile": profile, "actor": actor}
        sides.append({**side, "name": party.name, "latin": party.latin, "country": party.country, "role": party.role})
    camps = [{"contact": name, "a": a, "b": b, "level": level, "since": made.since or ""} for a, b, level in pairs(made.parties)]
    return row, sides, camps


def _actor(party: Party, group: tuple[Report, ...], named: dict[tuple[str, str], tuple[str, str | None]]) -> tuple[str | None, str | None]:
    """The actor, and the profile, by which a party of a contact is named: those of a report from which it was taken."""
    for report in group:
        if party in report.parties:
            return named.get((report.id, party.actor), (None, None))
    return None, None
