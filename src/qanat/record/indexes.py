"""Indexes, and the references of PostgreSQL, are taken away while very many rows go in, and made again when all are there: to sort them once takes a fraction
of the time that it takes to find the place of each. For a record that nobody asks meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, bindparam, text

_SAID = {  # of some tables, in the order of taking away: how it is done, and how it is made again
    "sqlite": ["SELECT 'DROP INDEX ' || name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN :some ORDER BY name"],
    "postgresql": [
        "SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),"
        " format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid)) FROM pg_constraint c"
        " JOIN pg_class t ON t.oid = conrelid WHERE t.relnamespace = current_schema()::regnamespace AND relname IN :some AND contype = 'f' ORDER BY 1",
        "SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class t ON t.oid = indrelid"
        " WHERE t.relnamespace = current_schema()::regnamespace AND relname IN :some AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)"
        " ORDER BY 1",
    ],
}


def taken(connection: Connection, tables: Iterable[str]) -> list[str]:
    """Take the indexes and references of some tables away, but not the keys; returns the lines that make them again, in the order in which to run them."""
    names = sorted(tables)
    said = [
        row
        for line in _SAID[connection.dialect.name]
        for row in connection.execute(text(line).bindparams(bindparam("some", expanding=True)), {"some": names}).all()
    ]
    for away, _ in said:
        connection.exec_driver_sql(away)
    return [made for _, made in reversed(said)]


def made(connection: Connection, lines: Iterable[str]) -> None:
    """Make again what was taken."""
    for line in lines:
        connection.exec_driver_sql(line)


@contextmanager
def later(connection: Connection, tables: Iterable[str]) -> Iterator[None]:
    """Rows that are written inside are not indexed before the end."""
    lines = taken(connection, tables)
    yield
    made(connection, lines)
