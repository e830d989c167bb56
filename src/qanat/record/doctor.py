"""Is a record sound? Each check names what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Connection, func, select, text

from qanat.record import frozen, schema
from qanat.record.coverage import miscounted
from qanat.record.engine import healthy
from qanat.record.report import Report
from qanat.record.store import Record
from qanat.record.tables import aside, contacts, coverage, documents, feeds, followed, people, profiles, readings, reports, statements, versions

_SHOWN = 5  # examples of one finding
_SILENT = 7  # days without an article from which an outlet may be called silent
_FAILED = 3  # times after which a feed is named
_TIMES = 3  # how many times its longest usual gap


class Finding(NamedTuple):
    """`weight`: "fault" (the record is not sound) or "remark" (something to know); `what` is wrong; `remedy` what to do."""

    check: str
    weight: str
    what: str
    remedy: str


def examine(record: Record) -> Iterator[tuple[str, list[Finding]]]:
    """Run every check in one view of the record: its name and what it found."""
    with record.view() as connection:
        for check in CHECKS:
            yield check.__name__.replace("_", " "), list(check(connection))


def _fault(check: str, what: str, remedy: str = "restore a backup, or make the record anew with `qanat add`") -> Finding:
    return Finding(check, "fault", what, remedy)


def database(connection: Connection) -> Iterator[Finding]:
    """The database's own checks, and the schema."""
    for line in healthy(connection)[:_SHOWN]:
        yield _fault("database", line)
    found = schema.revision(connection)
    if found != schema.HEAD:
        yield _fault("database", f"the schema is {found}, not {schema.HEAD}", "open the record with a Qanat of today")


def versions_and_readings(connection: Connection) -> Iterator[Finding]:
    """Every document has a text and a reading."""
    d = documents.c
    lines = select(d.id).outerjoin(versions, versions.c.n == d.version).outerjoin(readings, readings.c.n == d.reading)
    for name in connection.execute(lines.where(versions.c.n.is_(None) | readings.c.n.is_(None)).limit(_SHOWN)).scalars():
        yield _fault("versions and readings", f"document {name} has no text or no reading")


def spans(connection: Connection) -> Iterator[Finding]:
    """What is quoted stands in the text, as the database counts its characters."""
    s, d = statements.c, documents.c
    of_s = func.substr(versions.c.text, s.start + 1, s.end - s.start)
    lines = select(s.id).join(documents, d.key == s.document).join(versions, versions.c.n == d.version).where(s.current, s.quote != of_s)
    bad = list(connection.execute(lines.limit(_SHOWN)).scalars())
    r = reports.c
    of_r = func.substr(versions.c.text, r.start + 1, r.end - r.start)
    told = select(r.id, r.value, of_r).join(documents, d.key == r.document).join(versions, versions.c.n == d.version).where(r.current)
    bad += [name for name, value, quote in connection.execute(told) if frozen.read(Report, value).quote != quote]
    for name in bad[:_SHOWN]:
        yield _fault("spans", f"the words of {name} do not stand in its document where they should")


def ties(connection: Connection) -> Iterator[Finding]:
    """Every current report is of one contact, and every contact is named after its first report; likewise people."""
    r, p = reports.c, profiles.c
    for name in connection.execute(select(r.id).where(r.current, r.contact.is_(None)).limit(_SHOWN)).scalars():
        yield _fault("ties", f"report {name} is of no contact")
    named = select(r.contact, func.min(r.id)).where(r.current, r.contact.is_not(None)).group_by(r.contact)
    first = {contact: "k" + report for contact, report in connection.execute(named)}
    there = set(connection.execute(select(contacts.c.id)).scalars())
    for name in sorted(there ^ set(first.values()) | {contact for contact, made in first.items() if contact != made})[:_SHOWN]:
        yield _fault("ties", f"contact {name} and its reports do not fit")
    whose = select(p.who, func.min(p.id)).where(p.who.is_not(None)).group_by(p.who)
    known = {who: "a" + profile for who, profile in connection.execute(whose)}
    here = set(connection.execute(select(people.c.id)).scalars())
    for name in sorted(here ^ set(known.values()))[:_SHOWN]:
        yield _fault("ties", f"actor {name} and the names it goes by do not fit")


def words(connection: Connection) -> Iterator[Finding]:
    """Every version can be searched."""
    there = connection.execute(select(func.count()).select_from(versions)).scalar_one()
    column = "rowid" if connection.dialect.name == "sqlite" else "version"
    indexed = connection.execute(text(f"SELECT count({column}) FROM folded")).scalar_one()
    if there != indexed:
        yield _fault("words", f"{there} versions of documents, {indexed} of them in the index of words")


def numbers(connection: Connection) -> Iterator[Finding]:
    """What is counted as it comes is what there is."""
    for name in miscounted(connection):
        yield _fault("numbers", f"the table {name} does not say what is there")


def set_aside(connection: Connection) -> Iterator[Finding]:
    """Documents that could not be read."""
    a = aside.c
    count = connection.execute(select(func.count()).select_from(aside)).scalar_one()
    for name, reason in connection.execute(select(a.name, a.reason).order_by(a.name).limit(_SHOWN)):
        yield Finding("set aside", "remark", reason if reason.startswith(name) else f"{name}: {reason}", "mend it, then `qanat retry`")
    if count > _SHOWN:
        yield Finding("set aside", "remark", f"and {count - _SHOWN} more", "`qanat retry` tries them all again")


def silent_outlets(connection: Connection) -> Iterator[Finding]:
    """Outlets from which nothing has come for much longer than is usual with them: a gap in coverage, which must not be taken for silence of a channel."""
    c = coverage.c
    days: dict[str, list[int]] = {}
    for outlet, day in connection.execute(select(c.outlet, c.day).where(c.documents > 0).order_by(c.outlet, c.day)):
        days.setdefault(outlet, []).append(date.fromisoformat(day).toordinal())
    newest = max((found[-1] for found in days.values()), default=0)
    for outlet, found in days.items():
        usual = max((b - a for a, b in pairwise(found)), default=0)
        silent = newest - found[-1]
        if silent >= max(_SILENT, _TIMES * usual) and len(found) > 1:
            last = date.fromordinal(found[-1]).isoformat()
            yield Finding(
                "silent outlets", "remark", f"{outlet}: nothing since {last}, {silent} days; before, never more than {usual} apart", "see to its feed"
            )


def feeds_that_fail(connection: Connection) -> Iterator[Finding]:
    """Feeds that could not be read the last times: what their outlets publish meanwhile is missing."""
    f = feeds.c
    lines = select(f.outlet, f.address, f.failures, f.reason).join(followed, followed.c.outlet == f.outlet)
    for outlet, address, times, reason in connection.execute(lines.where(f.failures >= _FAILED, followed.c.enabled).order_by(f.outlet, f.address)):
        yield Finding("feeds that fail", "remark", f"{outlet}: {address}: {times} times: {reason}", f"look at it: qanat outlets test {outlet}")


CHECKS: tuple[Callable[[Connection], Iterator[Finding]], ...] = (
    database,
    versions_and_readings,
    spans,
    ties,
    words,
    numbers,
    set_aside,
    silent_outlets,
    feeds_that_fail,
)
