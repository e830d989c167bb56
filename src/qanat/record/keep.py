"""Small ways to write rows that both databases share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
_IN = 400  # values of one IN list
_MANY = 100  # rows from which `fill` is faster
_UNKEPT = re.compile("[\ud800-\udfff\x00]")  # what PostgreSQL does not take


def key(*parts: object) -> str:
    """16 hex digits that stand for some values, in this order.

    >>> key("a", None, 1) == key("a", None, 1) != key("a", "", 1)
    True
    """
    mark = "\x1f".join("\x1e" if part is None else str(part) for part in parts)
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def whole(value: str | None) -> str | None:
    """A text without half surrogates and NULs, which become U+FFFD one for one."""
    return value if value is None else _UNKEPT.sub("\ufffd", value)


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *, change: Iterable[str] | None = None, add: Iterable[str] = ()) -> None:
    """Insert rows. Where a row with the same key stands already, its columns in `change` take the new values (None: all of them; empty: none), and to those in
    `add` the new values are added.
    """
    if not rows:
        return
    keys = {column.name for column in table.primary_key}
    columns = tuple(name for name in rows[0] if name not in keys) if change is None else tuple(change)
    connection.execute(_insertion(connection.dialect.name, table, columns, tuple(add)), rows)


def load(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows none of which stands there yet; all have the same columns, with values that the driver knows. Many of them go into PostgreSQL by COPY."""
    if 0 < len(rows) < _MANY:
        connection.execute(insert(table), rows)
    elif rows:
        names = tuple(rows[0])
        fill(connection, table.name, names, (tuple(row[name] for name in names) for row in rows))


def fill(connection: Connection, table: str, columns: Sequence[str], lines: Iterable[tuple[Any, ...]]) -> None:
    """Insert lines of values in the order of the columns, past all that SQLAlchemy knows of them; into PostgreSQL by COPY."""
    names = ", ".join(map(connection.dialect.identifier_preparer.quote, columns))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", list(lines))
        return
    driver, command = connection.connection.cursor(), f"COPY {table} ({names}) FROM STDIN"
    failed = connection.dialect.loaded_dbapi.Error
    try:
        with driver, driver.copy(command) as copy:  # type: ignore[attr-defined]
            for line in lines:
                copy.write_row(line)
    except failed as error:  # as SQLAlchemy would tell of it
        raise DBAPIError.instance(command, None, error, failed, dialect=connection.dialect) from error


@cache
def _insertion(dialect: str, table: Table, columns: tuple[str, ...], more: tuple[str, ...]) -> Any:
    line: Any = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    keys = [column.name for column in table.primary_key]
    if columns or more:
        values = {name: line.excluded[name] for name in columns} | {name: table.c[name] + line.excluded[name] for name in more}
        return line.on_conflict_do_update(index_elements=keys, set_=values)
    return line.on_conflict_do_nothing(index_elements=keys)


def among(column: Any) -> Any:
    """Is a column among the values handed in as `some`? A statement that is made once, so, is compiled once."""
    return column.in_(bindparam("some", expanding=True))


def found(connection: Connection, statement: Executable, values: Iterable[str]) -> Iterator[Any]:
    """The rows of a statement with `among`, for any number of values."""
    for some in parts(sorted(values)):
        yield from connection.execute(statement, {"some": some}).all()


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists short enough for an IN."""
    some = list(values)
    for start in range(0, len(some), _IN):
        yield some[start : start + _IN]
