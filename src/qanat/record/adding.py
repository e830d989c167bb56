"""Readings are taken in, with all that follows from them, inside one transaction: new documents together, other versions and readings one by one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select, update

from qanat.model import Document, Reading
from qanat.record import bulk, coverage, frozen, kin, search
from qanat.record.bonds import Bonds
from qanat.record.identity import Profile
from qanat.record.keep import put, whole
from qanat.record.rows import Rows, packed, rows
from qanat.record.tables import actors, documents, events, profiles, readings, reports, statement_pairs, statement_reports, statements, versions
from qanat.record.tongue import Tongue


class Outcome(StrEnum):
    """What became of a reading that was added."""

    added = "added"  # a document that was not there
    changed = "changed"  # another version of a document
    read_again = "read again"  # the same version by another reader
    older = "older"  # an older version than the current one: kept, but no answer is made of it
    known = "known"  # nothing was written


def add_all(connection: Connection, some: Sequence[bulk.Read], tongue: Tongue, bonds: Bonds) -> list[Outcome]:
    """Take readings in, each with the version of what read it; returns what became of each."""
    new = bulk.fresh(connection, some)
    if new:
        made = bulk.write(connection, [some[place] for place in new], tongue.naming, tongue.speller)
        _put(connection, made)
        bonds.tie(connection, made, set(), set())
    together = set(new)
    return [Outcome.added if place in together else _again(connection, *one, tongue, bonds) for place, one in enumerate(some)]


def _again(connection: Connection, found: Reading, reader: str, tongue: Tongue, bonds: Bonds) -> Outcome:
    """Another version, or another reading, of a document that is there."""
    document, key = found.document, bulk.document_key(found.document)
    version = _version(connection, found, key, tongue)
    before = connection.execute(select(documents).where(documents.c.key == key)).mappings().one()
    if connection.execute(select(readings.c.n).where(readings.c.version == version, readings.c.reader == reader)).scalar() is not None:
        return Outcome.known
    n = _inserted(connection, readings, {"version": version, "reader": reader, "body": packed(found)})
    made = rows(found, key, n, tongue.naming)
    if before["version"] != version and (document.published or "") < (before["published"] or ""):
        _behind(connection, document, made, bonds)
        return Outcome.older
    gone, unnamed = _supersede(connection, key)
    put(connection, documents, [bulk.head(key, document, version, n)])
    _move(connection, document, before)
    _put(connection, [made])
    bonds.tie(connection, [made], gone, unnamed)
    return Outcome.changed if before["version"] != version else Outcome.read_again


def _version(connection: Connection, found: Reading, key: str, tongue: Tongue) -> int:
    """The number of the version, which is made where it is new."""
    row = bulk.version(key, found)
    n = connection.execute(select(versions.c.n).where(versions.c.fingerprint == row["fingerprint"])).scalar()
    if n is not None:
        return int(n)
    n = _inserted(connection, versions, row)
    search.put(connection, [(n, found.document.text)], tongue.speller)
    kin.put(connection, [(n, found.document.text, found.document.title)], tongue.speller)
    return n


def _behind(connection: Connection, document: Document, made: Rows, bonds: Bonds) -> None:
    """The rows of an older version than the current one, as they stand where the two came in order: no longer current."""
    outlet = whole(document.outlet)
    coverage.seen(connection, [(outlet, document.outlet_country)])
    for more in (1, -1):
        coverage.count(connection, outlet, document.day, more)
    _put_profiles(connection, [made])
    for table, some in ((actors, made.actors), (reports, made.reports), (statements, made.statements), (events, made.events)):
        put(connection, table, [{**row, "current": False} for row in some], change=())
    bonds.name(connection, made.profiles)


def _supersede(connection: Connection, key: str) -> tuple[set[str], set[str]]:
    """The rows of the reading before are no longer current; returns the reports and the profiles among them."""
    gone = set(connection.execute(select(reports.c.id).where(reports.c.document == key, reports.c.current)).scalars())
    unnamed = set(connection.execute(select(actors.c.profile).where(actors.c.document == key, actors.c.current, actors.c.profile.is_not(None))).scalars())
    told = select(statements.c.id).where(statements.c.document == key, statements.c.current)
    for table in (statement_reports, statement_pairs):
        connection.execute(delete(table).where(table.c.statement.in_(told)))
    for table in (actors, statements, reports, events):
        connection.execute(update(table).where(table.c.document == key, table.c.current).values(current=False))
    return gone, unnamed


def _move(connection: Connection, document: Document, before: RowMapping) -> None:
    """The document counts for the outlet and the day that it has now."""
    outlet = whole(document.outlet)
    coverage.seen(connection, [(outlet, document.outlet_country)])
    if (before["outlet"], before["day"]) != (outlet, document.day):
        coverage.count(connection, before["outlet"], before["day"], -1)
        coverage.count(connection, outlet, document.day, 1)


def _put(connection: Connection, made: Sequence[Rows]) -> None:
    """Write the rows of readings that are current."""
    _put_profiles(connection, made)
    put(connection, actors, [row for each in made for row in each.actors])
    changed = ("reading", "current", "local", "status", "date", "day", "start", "end", "claim", "value", "confidence")
    put(connection, reports, [row for each in made for row in each.reports], change=changed)
    put(connection, statements, [row for each in made for row in each.statements])
    put(connection, statement_reports, [row for each in made for row in each.about], change=())
    put(connection, events, [row for each in made for row in each.events])


def _put_profiles(connection: Connection, made: Sequence[Rows]) -> None:
    some = {one.id: one for each in made for one in each.profiles.values()}
    new = [
        {"id": one.id, "value": frozen.write(one), "folded": _folded(one), "country": one.country, "role": one.role, "documents": 0, "who": None}
        for one in some.values()
    ]
    put(connection, profiles, new, change=())


def _folded(profile: Profile) -> str:
    return " ".join((*profile.words.words, *(profile.latin or "").lower().split()))


def _inserted(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Insert a row; returns the number that it got."""
    return int(connection.execute(insert(table).returning(table.c.n), row).scalar_one())
