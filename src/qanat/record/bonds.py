"""Contacts out of reports and people out of profiles: what a new reading changes in its neighbourhood, written in the same transaction."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, delete, func, insert, select, update

from qanat.record import frozen, identity, merge
from qanat.record.contact import merged
from qanat.record.identity import Profile
from qanat.record.keep import among, found, key, parts, put, whole
from qanat.record.level import camp, pairs
from qanat.record.report import Party, Report
from qanat.record.rows import Rows
from qanat.record.tables import (
    actors,
    channels,
    contact_pairs,
    contact_parties,
    contacts,
    people,
    profile_keys,
    profiles,
    report_keys,
    reports,
    statement_pairs,
    statement_reports,
)
from qanat.record.weave import Matter, forget, groups, judge, together

Node = TypeVar("Node")
_KEPT = 5_000  # values of each kind that are remembered


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
            "contact": _matter(
                "contact", report_keys, "report", reports.c.contact, Memory(reports, Report, current=True), merge.keys, merge.compare, merge.group
            ),
            "actor": _matter("actor", profile_keys, "profile", profiles.c.who, Memory(profiles, Profile), identity.keys, identity.compare, identity.group),
        }
        self.write: dict[str, Callable[[Connection, Sequence[tuple[Any, ...]], Collection[str]], None]] = {"contact": _write_contacts, "actor": _write_people}

    def tie(self, connection: Connection, made: Sequence[Rows], gone: set[str], unnamed: set[str]) -> None:
        """Take the reports and profiles of readings in. `gone`: the reports that are no longer current, `unnamed`: the profiles of the reading before."""
        named = {name: one for each in made for name, one in each.profiles.items()}
        told = {name: one for each in made for name, one in each.told.items()}
        self.name(connection, named)
        naming = Counter(name for each in made for name in each.profiles)
        naming.subtract(unnamed)
        _count(connection, naming)
        matter = self.matters["contact"]
        left = together(connection, matter, gone) - gone
        forget(connection, matter, gone)
        judge(connection, matter, told)
        _orphan(connection, gone - set(told))
        self.regroup(connection, "contact", left | set(told))

    def regroup(self, connection: Connection, kind: str, names: Collection[str]) -> None:
        """Make the groups of some nodes, new or changed, and of all that these change anew."""
        if names:
            self.write[kind](connection, groups(connection, self.matters[kind], names), names)

    def name(self, connection: Connection, named: dict[str, Profile]) -> None:
        """New ways of naming somebody find their person."""
        fresh = {name: named[name] for name in _without_person(connection, named)}
        if fresh:
            judge(connection, self.matters["actor"], fresh)
            self.regroup(connection, "actor", set(fresh))


def _matter(kind: str, keys: Table, member: str, home: Column[Any], load: Any, *rules: Any) -> Matter[Any]:
    near = select(keys.c.key, keys.c[member]).where(among(keys.c.key))
    table = home.table
    mates = select(table.c.id).where(home.in_(select(home).where(among(table.c.id), home.is_not(None))))
    return Matter(kind, keys, member, load, near, mates, *rules)


_WHO = select(profiles.c.id, profiles.c.who).where(among(profiles.c.id))
_PROFILE_IS = update(profiles).where(profiles.c.id == bindparam("one")).values(who=bindparam("to"))
_REPORT_IS = update(reports).where(reports.c.id == bindparam("one")).values(contact=bindparam("to"))
_CONTACT = select(reports.c.id, reports.c.contact).where(among(reports.c.id))
_HELD = select(reports.c.contact).where(among(reports.c.contact))
_ACTORS = select(reports.c.id, actors.c.local, actors.c.id, actors.c.profile).join(actors, actors.c.reading == reports.c.reading).where(among(reports.c.id))
_STEP = update(profiles).where(among(profiles.c.id)).values(documents=profiles.c.documents + bindparam("step"))
_COUNTED = select(func.sum(profiles.c.documents)).where(profiles.c.who == people.c.id).scalar_subquery()
_RECOUNT = update(people).where(among(people.c.id)).values(documents=_COUNTED)
_ABOUT = select(statement_reports.c.statement).where(among(statement_reports.c.report))
_PAIRED = [
    delete(statement_pairs).where(among(statement_pairs.c.statement)),
    insert(statement_pairs).from_select(
        ["a", "b", "since", "statement"],
        select(contact_pairs.c.a, contact_pairs.c.b, statement_reports.c.since, statement_reports.c.statement)
        .distinct()
        .join(reports, reports.c.id == statement_reports.c.report)
        .join(contact_pairs, contact_pairs.c.contact == reports.c.contact)
        .where(among(statement_reports.c.statement)),
    ),
]
_STRIP = [delete(table).where(among(table.c.contact)) for table in (contact_parties, contact_pairs)]
_CHANNELS = select(contact_pairs.c.a, contact_pairs.c.b, contact_pairs.c.level).where(among(contact_pairs.c.contact))
_EMPTY = delete(channels).where(channels.c.contacts == 0)


def _changed(groups: Sequence[tuple[Any, ...]], before: dict[str, str | None], fresh: Collection[str], mark: str) -> list[tuple[str, tuple[Any, ...]]]:
    """The groups that are not what they were, with their ids: a new or changed member, another name, or one member more or fewer."""
    sizes = Counter(before.values())
    named = [(mark + min(one.id for one in group), group) for group in groups]
    return [(name, group) for name, group in named if sizes[name] != len(group) or any(one.id in fresh or before.get(one.id) != name for one in group)]


def _without_person(connection: Connection, names: Collection[str]) -> list[str]:
    return [name for name, who in found(connection, _WHO, names) if who is None]


def _write_people(connection: Connection, groups: Sequence[tuple[Profile, ...]], fresh: Collection[str]) -> None:
    before = dict(found(connection, _WHO, [one.id for group in groups for one in group]))
    changed = _changed(groups, before, fresh, "a")
    members = {one.id: name for name, group in changed for one in group}
    rows = []
    for _, group in changed:
        who = identity.who(group)
        row = {"id": members[group[0].id], "kind": who.kind, "name": who.name, "latin": who.latin, "country": who.country, "role": who.role}
        rows.append({**row, "documents": 0})
    put(connection, people, rows, change=("kind", "name", "latin", "country", "role"))
    moved = [{"one": name, "to": who} for name, who in sorted(members.items()) if before.get(name) != who]
    if moved:
        connection.execute(_PROFILE_IS, moved)
    left = {"a" + min(one.id for one in group) for group in groups}
    for some in parts(sorted({who for who in before.values() if who} - left)):
        connection.execute(delete(people).where(people.c.id.in_(some)))
    _recount(connection, set(members.values()))


def _count(connection: Connection, naming: Counter[str]) -> None:
    """So many documents more, or fewer, name these profiles."""
    by_step: dict[int, list[str]] = {}
    for name, step in naming.items():
        by_step.setdefault(step, []).append(name)
    by_step.pop(0, None)
    for step, names in sorted(by_step.items()):
        for some in parts(sorted(names)):
            connection.execute(_STEP, {"some": some, "step": step})
    _recount(connection, {who for _, who in found(connection, _WHO, {name for names in by_step.values() for name in names}) if who})


def _recount(connection: Connection, names: Collection[str]) -> None:
    for some in parts(sorted(names)):
        connection.execute(_RECOUNT, {"some": some})


def _orphan(connection: Connection, gone: Collection[str]) -> None:
    """Reports that are no longer current belong to no contact; a contact that loses its last one goes."""
    for some in parts(sorted(gone)):
        left = set(connection.execute(select(reports.c.contact).where(reports.c.id.in_(some), reports.c.contact.is_not(None))).scalars())
        connection.execute(update(reports).where(reports.c.id.in_(some)).values(contact=None))
        _sweep(connection, left)


def _sweep(connection: Connection, names: Collection[str]) -> None:
    """Take away those contacts that have no report."""
    for some in parts(sorted(names)):
        held = set(connection.execute(_HELD, {"some": some}).scalars())
        empty = sorted(set(some) - held)
        if empty:
            _count_channels(connection, _strip(connection, empty), [])
            connection.execute(delete(contacts).where(contacts.c.id.in_(empty)))


def _strip(connection: Connection, some: list[str]) -> list[tuple[str, str, str]]:
    """Take the parties and channels of contacts away; returns the channels, as often as they stood there."""
    gone = [(a, b, level) for a, b, level in connection.execute(_CHANNELS, {"some": some}).all()]
    for line in _STRIP:
        connection.execute(line, {"some": some})
    return gone


def _count_channels(connection: Connection, fewer: Iterable[tuple[str, str, str]], more: Iterable[tuple[str, str, str]]) -> None:
    """Channels have lost and won contacts."""
    change = Counter(more)
    change.subtract(fewer)
    moved = [{"a": a, "b": b, "level": level, "contacts": number} for (a, b, level), number in sorted(change.items()) if number]
    put(connection, channels, moved, change=(), add=("contacts",))
    if any(number < 0 for number in change.values()):
        connection.execute(_EMPTY)


def _write_contacts(connection: Connection, groups: Sequence[tuple[Report, ...]], fresh: Collection[str]) -> None:
    before = dict(found(connection, _CONTACT, [one.id for group in groups for one in group]))
    changed = _changed(groups, before, fresh, "k")
    named = {
        (report, local): (actor, profile) for report, local, actor, profile in found(connection, _ACTORS, [one.id for _, group in changed for one in group])
    }
    rows, sides, camps, moved = [], [], [], []
    for name, group in changed:
        row, parties, channels = _contact(name, group, named)
        rows.append(row)
        sides += parties
        camps += channels
        moved += [{"one": one.id, "to": name} for one in group if before.get(one.id) != name]
    put(connection, contacts, rows)
    gone = [channel for some in parts(row["id"] for row in rows) for channel in _strip(connection, some)]
    put(connection, contact_parties, sides, change=())
    put(connection, contact_pairs, camps, change=())
    _count_channels(connection, gone, [(one["a"], one["b"], one["level"]) for one in camps])
    if moved:
        connection.execute(_REPORT_IS, moved)
    _pair_statements(connection, [one.id for _, group in changed for one in group])
    _sweep(connection, {contact for contact in before.values() if contact} - {"k" + min(one.id for one in group) for group in groups})


def _pair_statements(connection: Connection, told: Sequence[str]) -> None:
    """The statements about some reports stand under the pairs of camps of today's contacts."""
    for some in parts(sorted(set(found(connection, _ABOUT, told)))):
        names = [statement for (statement,) in some]
        for line in _PAIRED:
            connection.execute(line, {"some": names})


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
        "faces": " ".join(face(party) for party in made.parties),
    }
    told = {name: row[name] for name in ("since", "mode", "status", "level")}
    sides = []
    for position, party in enumerate(made.parties):
        actor, profile = _actor(party, group, named)
        side = {"contact": name, "position": position, "profile": profile, "actor": actor, "name": party.name, "latin": party.latin}
        sides.append({**side, "country": party.country, "role": party.role, "kind": party.kind, **told})
    outlets = frozen.write(tuple(sorted({whole(one.outlet) for one in group if one.outlet})))
    common = {
        "contact": name,
        "since": row["since"],
        "until": row["until"],
        "status": made.status,
        "day": made.date or ("" if made.status in ("planned", "proposed") else row["since"]),
        "starter": None if made.initiator is None else camp(made.parties[made.initiator]),
        "outlets": outlets,
        "tellers": key(outlets),
    }
    camps = [{**common, "a": a, "b": b, "level": level} for a, b, level in pairs(made.parties)]
    return row, sides, camps


def face(party: Party) -> str:
    """A mark of all that `contact_parties` says of a party."""
    return key(party.name, party.latin, party.country, party.role, party.kind)


def _actor(party: Party, group: tuple[Report, ...], named: dict[tuple[str, str], tuple[str, str | None]]) -> tuple[str | None, str | None]:
    """The actor, and the profile, by which a party of a contact is named: those of a report from which it was taken."""
    for report in group:
        if party in report.parties:
            return named.get((report.id, party.actor), (None, None))
    return None, None
