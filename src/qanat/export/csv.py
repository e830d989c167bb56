"""CSV that stays text in spreadsheets.

A cell that a spreadsheet would take for a formula gets an apostrophe before it; so does one that begins with an apostrophe, so that `value` gives
back exactly what was written.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from qanat.export.files import Rows, whole
from qanat.export.flat import TABLES, Flat, Row

_FORMULA = ("=", "+", "-", "@", "'", "＝", "＋", "－", "＠")
_HIDDEN = "\t\r\n\v\f \u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def write(rows: Rows, folder: Path) -> dict[str, int]:
    """One file a table, in UTF-8 with a mark by which spreadsheets know it."""
    out = {}
    for table in TABLES:
        name = f"{table.name}.csv"
        with whole(folder / name) as file:
            file.write("\ufeff")
            out[name] = lines(table, (flat for one in rows(table.of) for flat in table.rows(one)), file)
    return out


def lines(table: Flat, rows: Iterable[Row], file: IO[str]) -> int:
    """A head and the rows of a table; returns how many there were."""
    names = [field.name for field in table.fields]
    writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(names)
    done = 0
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in names])
        done += 1
    return done


def cell(value: Any) -> Any:
    """A value as a cell.

    >>> cell("=1+1"), cell("text"), cell(-1), cell(None)
    ("'=1+1", 'text', -1, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(_HIDDEN).startswith(_FORMULA):
        return "'" + value
    return value


def value(cell: str) -> str:
    """The text that `cell` made a cell of.

    >>> value(cell("=1+1")), value(cell("'quoted'")), value("text")
    ('=1+1', "'quoted'", 'text')
    """
    return cell[1:] if cell.startswith("'") else cell
