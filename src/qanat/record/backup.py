"""Backups: one packed file of all rows, from one unchanging view of a record in use, which either database takes back.

JSON lines in gzip: a head (format, schema, tables), the rows table by table, a foot with their number and digest. The index of words is not in it: it is
made anew from the texts.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, LargeBinary, MetaData, select, text
from sqlalchemy.types import TypeEngine

from qanat.errors import RecordError
from qanat.record import indexes, schema, search
from qanat.record.engine import address, connect, reading, writing
from qanat.record.keep import fill
from qanat.record.store import Record
from qanat.record.tables import metadata
from qanat.record.tables.columns import utc
from qanat.record.tongue import Tongue

FORMAT = "qanat record 1"
_ROWS = 500  # rows that are written together


def backup(record: Record, file: Path) -> int:
    """Write all of a record to a file, which stands there whole or not at all; returns the number of rows."""
    beside = file.with_name(f".{file.name}.part")
    try:
        with beside.open("wb") as raw, gzip.GzipFile("", "wb", 5, raw, mtime=0) as packed, record.view() as connection:
            count = _write(connection, packed)
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    except OSError as error:
        raise RecordError(f"{file}: can't be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
    return count


def _write(connection: Connection, file: Any) -> int:
    head = {"format": FORMAT, "schema": schema.revision(connection), "tables": [table.name for table in metadata.sorted_tables]}
    digest, count = hashlib.sha256(), 0
    file.write(_line(head))
    for table in metadata.sorted_tables:
        binary = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
        for row in connection.execution_options(yield_per=_ROWS).execute(select(table).order_by(*table.primary_key)).mappings():
            plain = {name: base64.b64encode(value).decode() if name in binary else value for name, value in row.items()}
            line = _line([table.name, plain])
            digest.update(line)
            count += 1
            file.write(line)
    file.write(_line({"rows": count, "sha256": digest.hexdigest()}))
    return count


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=lambda one: one.isoformat(), separators=(",", ":")).encode() + b"\n"


def restore(file: Path, db: str | Path, tongue: Callable[[], Tongue], more: Sequence[Path] = ()) -> int:
    """Make a record of a backup, all of it or nothing, where there is none yet; returns the number of rows. A backup by an older Qanat is brought to the schema
    of today; a damaged one, or one by a newer Qanat, is refused before anything is written. `more`: further folders with revisions.
    """
    _verified(file)
    made = str(_head(file)["schema"])
    if not schema.known(made, more):
        raise RecordError(f"{file}: was made by a newer Qanat (schema {made}); upgrade this one: pip install --upgrade qanat")
    url = address(db)
    there = url.get_backend_name() == "sqlite" and Path(str(url.database)).exists()
    if there and Path(str(url.database)).stat().st_size:
        raise RecordError(f"{url.database}: is there already; restore to another file, or move it away first")
    engine = connect(url)
    try:
        with reading(engine) as connection:
            if schema.revision(connection) is not None:
                raise RecordError(f"{db}: there is a record already; restore to an empty database")
        with writing(engine) as connection:
            schema.upgrade(connection, to=made, more=more)
            with indexes.later(connection, _head(file)["tables"]):
                count = _load(connection, file)
            schema.upgrade(connection, more=more)
            with indexes.later(connection, ["folded"]):
                search.put(connection, search.every(connection), tongue().speller)
    finally:
        engine.dispose()
    return count


def _load(connection: Connection, file: Path) -> int:
    """Insert the rows into the tables as they are at the schema of the backup, which may be an older one."""
    there = MetaData()
    there.reflect(connection, only=_head(file)["tables"])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    count = 0
    for name, rows in groupby(_rows(file), key=lambda row: row[0]):
        makers = {column.name: _maker(column.type, connection.dialect) for column in there.tables[name].columns}
        made = (tuple(make(row[column]) for column, make in makers.items()) for _, row in rows)
        while some := list(islice(made, _ROWS)):
            fill(connection, name, tuple(makers), some)
            count += len(some)
    if connection.dialect.name == "postgresql":
        for table in there.sorted_tables:
            if "n" in table.columns:
                most = f"(SELECT coalesce(max(n), 0) + 1 FROM {table.name})"
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'n'), {most}, false)"))
    return count


def _opened(file: Path) -> Iterator[bytes]:
    try:
        with gzip.open(file) as lines:
            yield from lines
    except FileNotFoundError as error:
        raise RecordError(f"{file}: there is no such file") from error
    except (OSError, EOFError, zlib.error) as error:
        raise RecordError(f"{file}: is damaged or no backup of Qanat ({error})") from error


def _head(file: Path) -> dict[str, Any]:
    line = next(_opened(file), b"")
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise RecordError(f"{file}: is no backup of Qanat")
    return head


def _verified(file: Path) -> None:
    _head(file)
    digest, count, last = hashlib.sha256(), -1, b""
    for line in _opened(file):
        if count > 0:
            digest.update(last)
        count, last = count + 1, line
    try:
        foot = json.loads(last)
    except ValueError:
        foot = None
    if not isinstance(foot, dict) or foot.get("sha256") != digest.hexdigest() or foot.get("rows") != count - 1:
        raise RecordError(f"{file}: is damaged: it does not end as it should")


def _rows(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(_opened(file)):
        value = json.loads(line)
        if number and isinstance(value, list):
            yield value[0], value[1]


def _maker(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """How a value of a type is made, for the driver, of what stands in the file."""
    known: Callable[[Any], Any] = kind.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)
    if isinstance(kind, LargeBinary):
        return lambda value: known(base64.b64decode(value))
    if isinstance(kind, DateTime):
        return lambda value: known(value and utc(datetime.fromisoformat(value)))
    return known
