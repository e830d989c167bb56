"""The readings of a block as they wait to be brought together: JSON lines, packed, by days.

No Parquet: who reads should not have to load what writes it, which takes as much memory as the reader.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from zstandard import ZstdCompressor, ZstdDecompressor


class Line(NamedTuple):
    """A row that waits, with its place: by days (empty where none is known), and within a day as the files have it."""

    day: str
    file: int
    item: int
    row: bytes


def packed(rows: Iterable[dict[str, Any]]) -> bytes:
    """Rows as a file; each has a `file`, an `item`, and a `day`, which is no part of what waits."""
    lines = []
    for row in rows:
        kept = {name: value for name, value in row.items() if name != "day"}
        lines.append(Line(row["day"], row["file"], row["item"], json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")))
    return ZstdCompressor().compress(b"".join(b"%s\t%d\t%d\t%s\n" % (day.encode(), file, item, row) for day, file, item, row in sorted(lines)))


def within(file: Any, first: str, last: str) -> Iterator[Line]:
    """The rows of some days, both inside, of such a file."""
    with ZstdDecompressor().stream_reader(file) as unpacked:
        for line in io.BufferedReader(unpacked):
            day, number, item, row = line.rstrip(b"\n").split(b"\t", 3)
            if (name := day.decode()) > last:
                return
            if name >= first:
                yield Line(name, int(number), int(item), row)
