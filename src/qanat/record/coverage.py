"""On which days each outlet was read. A gap here is never a silence of a channel."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby
from threading import Lock

from sqlalchemy import Connection, bindparam, delete, func, insert, select, union, update

from qanat.record.channels import Read
from qanat.record.keep import parts, put
from qanat.record.tables import Text, changes, channels, contact_pairs, coverage, days, documents, looks, months, outlets

_MONTH = 7  # characters of YYYY-MM


def seen(connection: Connection, some: Iterable[tuple[str | None, str | None]]) -> None:
    """Outlets with their countries, as documents say them: of two countries the first in order is kept."""
    named = sorted({(outlet, country) for outlet, country in some if outlet}, key=str)
    put(connection, outlets, [{"name": outlet, "country": country} for outlet, country in named], change=())
    for outlet, country in named:
        if country:
            better = (outlets.c.name == outlet) & (outlets.c.country.is_(None) | (outlets.c.country > country))
            connection.execute(update(outlets).where(better).values(country=country))


def count(connection: Connection, outlet: str | None, day: str | None, more: int) -> None:
    """So many documents more of a day, and of an outlet."""
    if day is None:
        return
    put(connection, days, [{"day": day, "documents": more}], change=(), add=("documents",))
    if more < 0:
        connection.execute(_EMPTY)
    if outlet is None:
        return
    put(connection, coverage, [{"outlet": outlet, "day": day, "documents": more}], change=(), add=("documents",))
    if connection.execute(_LEFT, {"its": outlet, "of": day}).scalar_one() in (0, more):  # the first of that day, or none is left
        recount(connection, outlet, day)


def recount(connection: Connection, outlet: str, day: str) -> None:
    """Count the days of a month anew on which an outlet was read: there is a document of that day, or it was looked at, whether or not there was anything."""
    month = {"its": outlet, "of": day[:_MONTH]}
    for line in _RECOUNT:
        connection.execute(line, month)


def read_days(connection: Connection, outlets: Iterable[str], since: str) -> dict[str, Read]:
    """The days on which some outlets were read: those before the month of `since` only by their number."""
    m, month = months.c, since[:_MONTH]
    found = {}
    for some in parts(sorted(outlets)):
        seen = [one.where(c.outlet.in_(some), c.day >= month) for one, c in zip(_SEEN, (coverage.c, looks.c), strict=True)]
        lines = connection.execute(union(*seen).order_by("outlet", "day")).all()
        near = {outlet: tuple(day for _, day in some) for outlet, some in groupby(lines, key=lambda line: line[0])}
        before = func.sum(m.days).filter(m.month < month)
        for outlet, first, number in connection.execute(select(m.outlet, func.min(m.first), before).where(m.outlet.in_(some)).group_by(m.outlet)).all():
            found[outlet] = Read(first, number or 0, near.get(outlet, ()))
    return found


class Kept:
    """The days of outlets, kept until the record changes: of a busy board they are most of the work. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark = -1
        self._days: dict[str, tuple[str, Read]] = {}  # with the month from which its days are there one by one

    def read_days(self, connection: Connection, some: Iterable[str], since: str) -> dict[str, Read]:
        """As `read_days` answers in the view of the record that the connection has."""
        month, wanted = since[:_MONTH], set(some)
        mark = connection.execute(select(changes.c.count)).scalar() or 0
        with self._lock:
            if mark < self._mark:  # a view of the record as it was before
                return read_days(connection, wanted, since)
            if mark > self._mark:
                self._mark, self._days = mark, {}
            if missing := {one for one in wanted if one not in self._days or self._days[one][0] > month}:
                found = read_days(connection, missing, since)
                self._days |= {one: (month, found.get(one, _NEVER)) for one in missing}
            kept = {one: self._days[one][1] for one in wanted}
        return {one: _from(read, month) for one, read in kept.items() if read is not _NEVER}


_NEVER = Read("", 0, ())


def _from(read: Read, month: str) -> Read:
    """The same, with the days before a month only by their number."""
    past = bisect_left(read.days, month)
    return Read(read.first, read.before + past, read.days[past:]) if past else read


def days_read(connection: Connection) -> list[str]:
    """The days of which there is any document, in order."""
    return list(connection.execute(select(days.c.day).order_by(days.c.day)).scalars().all())


def last_day(connection: Connection) -> str | None:
    """The last of them."""
    return connection.execute(select(func.max(days.c.day))).scalar()


def miscounted(connection: Connection) -> Iterator[str]:
    """The tables of numbers that do not say what is there."""
    p, month = contact_pairs.c, func.substr(_ALL.c.day, 1, _MONTH)
    anew = {
        channels: select(p.a, p.b, p.level, func.count()).group_by(p.a, p.b, p.level),
        days: select(documents.c.day, func.count()).where(documents.c.day.is_not(None)).group_by(documents.c.day),
        months: select(_ALL.c.outlet, month, func.min(_ALL.c.day), func.count()).group_by(_ALL.c.outlet, month),
    }
    for table, lines in anew.items():
        if set(connection.execute(select(table)).all()) != set(connection.execute(lines).all()):
            yield table.name


_EMPTY = delete(days).where(days.c.documents == 0)
_LEFT = select(coverage.c.documents).where(coverage.c.outlet == bindparam("its"), coverage.c.day == bindparam("of"))
_SEEN = [select(c.outlet, c.day).where(number > 0) for c, number in ((coverage.c, coverage.c.documents), (looks.c, looks.c.read))]
_ALL = union(*_SEEN).subquery()
_MINE = [
    one.where(c.outlet == bindparam("its"), c.day >= bindparam("of"), c.day < bindparam("of") + "~")
    for one, c in zip(_SEEN, (coverage.c, looks.c), strict=True)
]
_READ = union(*_MINE).subquery()
_RECOUNT = [
    delete(months).where(months.c.outlet == bindparam("its"), months.c.month == bindparam("of")),
    insert(months).from_select(
        ["outlet", "month", "first", "days"],
        select(bindparam("its", type_=Text), bindparam("of", type_=Text), func.min(_READ.c.day), func.count()).having(func.count() > 0),
    ),
]
