"""The data dictionary: every column of a format with its type, its meaning and, where the list is closed, its values."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from qanat.export.files import whole
from qanat.export.flat import Field, joined


def write(fields: Iterable[tuple[str, Field]], path: Path) -> int:
    """One row a column, each with the name of its table; returns how many there are."""
    rows = [(name, field.name, field.kind, field.meaning, joined(field.values)) for name, field in fields]
    with whole(path) as file:
        file.write("\ufeff")
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("table", "field", "type", "meaning", "values"))
        writer.writerows(rows)
    return len(rows)
