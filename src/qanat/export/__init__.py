"""The record for other programs: one module a format, one `write(rows, folder)` each."""

from __future__ import annotations

from pathlib import Path

from qanat.errors import QanatError
from qanat.export import csv, dictionary, ftm, jsonl, labels, parquet, plover
from qanat.export.files import Rows
from qanat.export.flat import TABLES, Field

FORMATS = {"csv": csv.write, "ftm": ftm.write, "jsonl": jsonl.write, "labels": labels.write, "parquet": parquet.write, "plover": plover.write}
_FLAT = tuple((one.name, field) for one in TABLES for field in one.fields)
_EVENTS = tuple(("events", field) for field in plover.FIELDS)
DICTIONARY: dict[str, tuple[tuple[str, Field], ...]] = {
    "csv": _FLAT,
    "parquet": _FLAT,
    "jsonl": _FLAT,
    "plover": _EVENTS,
    "labels": tuple(("labels", field) for field in labels.FIELDS),
    "ftm": tuple(("entities", field) for field in ftm.FIELDS),
}


def write(rows: Rows, folder: Path, form: str) -> dict[str, int]:
    """Write the tables of a format and their data dictionary into a folder; returns the number of rows of each file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QanatError(f"{folder}: can't be made: {error.strerror or error}") from error
    out = FORMATS[form](rows, folder)
    return {**out, "dictionary.csv": dictionary.write(DICTIONARY[form], folder / "dictionary.csv")}
