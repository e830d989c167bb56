"""On which days each outlet was read. A gap here is never a silence of a channel."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import Connection, bindparam, delete, func, insert, select, union, update

from qanat.record.channels import Read
from qanat.record.keep import parts, put
from qanat.record.tables import Text, coverage, days, looks, months

_MONTH = 7  # characters of YYYY-MM


def count(connection: Connection, outlet: str | None, day: str | None, more: int) -> None:
    """So many documents more of a day, and of an outlet."""
    if day is None:
        return
    put(connection, days, [{"day": day, "documents": 0}], change=())
    if not connection.execute(_DAY, {"its": day, "more": more}).scalar_one():
        connection.execute(delete(days).where(days.c.day == day))
    if outlet is None:
        return
    put(connection, coverage, [{"outlet": outlet, "day": day, "documents": 0}], change=())
    left = connection.execute(_OUTLET_DAY, {"whose": outlet, "its": day, "more": more}).scalar_one()
    if left in (0, more):  # the first of that day, or none is left
        recount(connection, outlet, day)


def recount(connection: Connection, outlet: str, day: str) -> None:
    """Count the days of a month anew on which an outlet was read: there is a document of that day, or it was looked at, whether or not there was anything."""
    month = {"its": outlet, "of": day[:_MONTH]}
    for line in _RECOUNT:
        connection.execute(line, month)


def read_days(connection: Connection, outlets: Iterable[str], since: str) -> dict[str, Read]:
    """The days on which some outlets were read: those before the month of `since` only by their number."""
    c, k, m, month = coverage.c, looks.c, months.c, since[:_MONTH]
    found = {}
    for some in parts(sorted(outlets)):
        read = select(c.outlet, c.day).where(c.outlet.in_(some), c.day >= month, c.documents > 0)
        looked = select(k.outlet, k.day).where(k.outlet.in_(some), k.day >= month, k.read > 0)
        lines = connection.execute(union(read, looked).order_by("outlet", "day")).all()
        near = {outlet: tuple(day for _, day in some) for outlet, some in groupby(lines, key=lambda line: line[0])}
        before = func.sum(m.days).filter(m.month < month)
        for outlet, first, number in connection.execute(select(m.outlet, func.min(m.first), before).where(m.outlet.in_(some)).group_by(m.outlet)).all():
            found[outlet] = Read(first, number or 0, near.get(outlet, ()))
    return found


def days_read(connection: Connection) -> list[str]:
    """The days of which there is any document, in order."""
    return list(connection.execute(select(days.c.day).order_by(days.c.day)).scalars().all())


def last_day(connection: Connection) -> str | None:
    """The last of them."""
    return connection.execute(select(func.max(days.c.day))).scalar()


_DAY = update(days).where(days.c.day == bindparam("its")).values(documents=days.c.documents + bindparam("more")).returning(days.c.documents)
_OUTLET_DAY = (
    update(coverage)
    .where(coverage.c.outlet == bindparam("whose"), coverage.c.day == bindparam("its"))
    .values(documents=coverage.c.documents + bindparam("more"))
    .returning(coverage.c.documents)
)
_READ = union(
    *(
        select(table.c.day).where(table.c.outlet == bindparam("its"), table.c.day >= bindparam("of"), table.c.day < bindparam("of") + "~", number > 0)
        for table, number in ((coverage, coverage.c.documents), (looks, looks.c.read))
    )
).subquery()
_RECOUNT = [
    delete(months).where(months.c.outlet == bindparam("its"), months.c.month == bindparam("of")),
    insert(months).from_select(
        ["outlet", "month", "first", "days"],
        select(bindparam("its", type_=Text), bindparam("of", type_=Text), func.min(_READ.c.day), func.count()).having(func.count() > 0),
    ),
]
