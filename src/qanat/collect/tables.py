"""Parquet → captures: articles as rows, and what `qanat batch` wrote: readings, and what it had set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from qanat.errors import AsideError, InputError
from qanat.model import Capture, Problem

MAGIC = b"PAR1"
_ARTICLE = ("id", "outlet", "outlet_country", "url", "published", "title", "text", "html")
_ROWS = 256  # that are unpacked together

Article = Callable[[str, str, Any, tuple[Problem, ...]], Capture | InputError]


def rows(name: str, stem: str, file: Any, article: Article) -> Iterator[Capture | InputError]:
    """The rows of a Parquet file, in order; `article` makes a capture of one with the keys of the contract."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        yield InputError(f"{name}: Parquet needs the extra `parquet`: pip install 'qanat[parquet]' ({error})")
        return
    try:
        table = ParquetFile(file)
        columns = set(table.schema_arrow.names)
        if {"document", "reader"} <= columns:
            yield from (_reading(row) for row in _each(table, None))
        elif {"path", "reason", "given"} <= columns:
            yield from (AsideError(row["reason"], row["name"], row["path"], dict(row["given"])) for row in _each(table, None))
        elif {"text", "html"} & columns:
            for number, row in enumerate(_each(table, [one for one in _ARTICLE if one in columns]), 1):
                yield article(f"{name} row {number}", f"{stem}-{number}", _plain(row), ())
        else:
            yield InputError(f"{name}: this table has no column 'text' (and no 'html'), so there is nothing to read; its columns: {', '.join(sorted(columns))}")
    except (ArrowException, OSError, ValueError) as error:
        yield InputError(f"{name}: can't be read as Parquet: {error}")


def _each(table: Any, columns: list[str] | None) -> Iterator[dict[str, Any]]:
    for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
        yield from batch.to_pylist()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON would have it: dates and times as ISO 8601 writes them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items() if value is not None}


def _reading(row: dict[str, Any]) -> Capture:
    for contact in row["contacts"]:
        contact["proof"] = dict(contact["proof"])
    return Capture(row["name"], row["document"]["id"], "reading", row)
