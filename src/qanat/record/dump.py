"""The canonical dump: all that a record holds but what the order of adding decides (running numbers, times), as lines of JSON in a fixed order.

Two records with the same dump say the same; by it the tests compare records that were filled in another order, in parts, or killed on the way.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from qanat.record.tables import COLLECTING, PEOPLE, documents, metadata, readings, versions

_ORDER = frozenset(("n", "added", "version", "reading"))  # columns that the order of adding decides
_LEFT = frozenset(
    ("versions", "readings", "documents", "text_prints", "notes", "changes", *(table.name for table in (*COLLECTING, *PEOPLE)))
)  # told below by fingerprints; how something came in is not said, nor who may ask


def lines(connection: Connection) -> Iterator[str]:
    """The dump, line by line."""
    v, r, d = versions.c, readings.c, documents.c
    of = {n: mark for n, mark in connection.execute(select(v.n, v.fingerprint))}  # noqa: C416  rows are no pairs to the type checker
    for row in connection.execute(select(documents).order_by(d.key)).mappings():
        yield _line("documents", {**_plain(row), "version": of[row["version"]]})
    for row in connection.execute(select(versions).order_by(v.fingerprint)).mappings():
        yield _line("versions", _plain(row))
    read = select(v.fingerprint, r.reader, r.body).join(readings, r.version == v.n).order_by(v.fingerprint, r.reader)
    for mark, reader, body in connection.execute(read):
        yield _line("readings", {"version": mark, "reader": reader, "body": zlib.decompress(body).decode()})
    for table in metadata.sorted_tables:
        if table.name not in _LEFT:
            yield from _table(connection, table)


def digest(connection: Connection) -> str:
    """sha256 of the dump."""
    out = hashlib.sha256()
    for line in lines(connection):
        out.update(line.encode() + b"\n")
    return out.hexdigest()


def _table(connection: Connection, table: Table) -> Iterator[str]:
    rows = sorted(_line(table.name, _plain(row)) for row in connection.execute(select(table)).mappings())
    yield from rows


def _plain(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _ORDER}


def _line(table: str, row: dict[str, Any]) -> str:
    return json.dumps([table, row], ensure_ascii=False, sort_keys=True)
