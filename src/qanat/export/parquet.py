"""Parquet: the flat tables with typed columns; the meaning of each column stands in its metadata."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from qanat.errors import QanatError
from qanat.export.files import Rows
from qanat.export.flat import TABLES, Flat

_GROUP = 20_000  # rows that are written together


def write(rows: Rows, folder: Path) -> dict[str, int]:
    """One file a table."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ModuleNotFoundError as error:
        raise QanatError("Parquet needs the extra `parquet`: pip install 'qanat[parquet]'") from error
    out = {}
    for table in TABLES:
        name = f"{table.name}.parquet"
        beside = folder / f".{name}.part"
        schema = _schema(table, pyarrow)
        flat = (one for row in rows(table.of) for one in table.rows(row))
        count = 0
        with ParquetWriter(beside, schema, compression="zstd") as writer:
            while some := list(islice(flat, _GROUP)):
                writer.write_table(pyarrow.Table.from_pylist([{field.name: row.get(field.name) for field in table.fields} for row in some], schema))
                count += len(some)
        beside.replace(folder / name)
        out[name] = count
    return out


def _schema(table: Flat, pyarrow: Any) -> Any:
    kinds = {"integer": pyarrow.int64(), "text": pyarrow.string(), "date": pyarrow.string()}
    fields = [pyarrow.field(one.name, kinds[one.kind], metadata={"meaning": one.meaning}) for one in table.fields]
    return pyarrow.schema(fields, metadata={"meaning": table.meaning})
