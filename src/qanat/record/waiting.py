"""Documents that were set aside: where they came from, why, and how often they were tried."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, update

from qanat.record import frozen
from qanat.record.keep import parts, put, whole
from qanat.record.tables import aside


class Aside(NamedTuple):
    """A document that was set aside: where it came from, what was said of it (`given`), why, and how often it was tried."""

    name: str
    path: str
    given: dict[str, str | None]
    reason: str
    tries: int


def every(connection: Connection) -> list[Aside]:
    """The documents that were set aside, by name."""
    a = aside.c
    found = connection.execute(select(a.name, a.path, a.given, a.reason, a.tries).order_by(a.name)).all()
    return [Aside(name, path, frozen.read(dict[str, str | None], given), reason, tries) for name, path, given, reason, tries in found]


def keep(connection: Connection, name: str, path: str, given: dict[str, str | None], reason: str) -> None:
    """Set a document aside, or once more."""
    row = {"name": whole(name), "path": whole(path), "given": frozen.write(given), "reason": whole(reason), "tries": 0}
    put(connection, aside, [row], change=("path", "given", "reason"))
    connection.execute(update(aside).where(aside.c.name == row["name"]).values(tries=aside.c.tries + 1))


def among(connection: Connection, names: Collection[str]) -> set[str]:
    """Which of these documents are set aside."""
    return set(connection.execute(select(aside.c.name)).scalars()) & set(names)


def release(connection: Connection, names: Collection[str]) -> None:
    """Documents that are set aside no longer."""
    for few in parts(sorted(names)):
        connection.execute(delete(aside).where(aside.c.name.in_(few)))
