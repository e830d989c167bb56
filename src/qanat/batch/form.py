"""The tables of a batch: readings in the form of the contract, nested, with where each came from; and what was set aside."""

from __future__ import annotations

import io
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyarrow.parquet import ParquetFile, read_table, write_table

_HALVES = re.compile("[\ud800-\udfff]")
_TEXT, _NUMBER, _SHARE = pa.string(), pa.int32(), pa.float64()
_SPAN = pa.list_(_NUMBER)  # [start, end]
_TEXTS = pa.list_(_TEXT)


def _of(**fields: Any) -> Any:
    return pa.struct(list(fields.items()))


def _texts(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, _TEXT)


_ACTOR = _of(**_texts("id", "kind", "name", "latin", "country", "role", "office"), mentions=pa.list_(_SPAN))
_TIME = _of(start=_NUMBER, end=_NUMBER, **_texts("text", "value", "grain", "basis"))
_SAID = {"speaker": _TEXT, "cue": _SPAN, "content": _SPAN, **_texts("kind", "act", "via"), "told_by": _TEXTS, "date": _TEXT, "about": _TEXTS}
_STATEMENT = _of(id=_TEXT, **_SAID, rule=_TEXT, confidence=_SHARE)
_CLAIM = _of(rank=_NUMBER, **_texts("last", "unit", "since", "since_text"))
_CONTACT = _of(
    **_texts("id", "mode", "status"),
    parties=_TEXTS,
    **_texts("initiator", "date", "place"),
    topics=pa.list_(_SPAN),
    told_by=_TEXTS,
    history=_SPAN,
    claim=_CLAIM,
    evidence=_SPAN,
    proof=pa.map_(_TEXT, _SPAN),
    rule=_TEXT,
    confidence=_SHARE,
)
_EVENT = _of(
    **_texts("id", "event", "mode", "context"), actor=_TEXTS, recipient=_TEXTS, **_texts("date", "status"), evidence=_SPAN, rule=_TEXT, confidence=_SHARE
)
READINGS = pa.schema(
    [
        ("document", _of(**_texts("id", "url", "outlet", "outlet_country", "title", "text", "published", "language", "digest"))),
        ("actors", pa.list_(_ACTOR)),
        ("times", pa.list_(_TIME)),
        ("statements", pa.list_(_STATEMENT)),
        ("contacts", pa.list_(_CONTACT)),
        ("events", pa.list_(_EVENT)),
        ("problems", pa.list_(_of(code=_TEXT, message=_TEXT, span=_SPAN))),
        ("reader", _TEXT),  # the version of what read it
        ("name", _TEXT),  # where it came from, for people
        ("file", pa.int64()),  # the number of its file in the batch
        ("item", pa.int64()),  # its number in that file
    ]
)
STAGED = READINGS.append(pa.field("day", _TEXT))  # of publication; empty where it is not known
ASIDE = pa.schema([("name", _TEXT), ("path", _TEXT), ("given", pa.map_(_TEXT, _TEXT)), ("reason", _TEXT)])


def table(rows: Sequence[dict[str, Any]], schema: Any) -> Any:
    """Rows as a table; half surrogates, of which Parquet holds none, become U+FFFD."""
    try:
        return pa.Table.from_pylist(rows, schema)
    except UnicodeEncodeError:
        plain = json.dumps(rows, ensure_ascii=False)
        return pa.Table.from_pylist(json.loads(_HALVES.sub("\ufffd", plain)), schema)


def order(row: dict[str, Any]) -> tuple[str, int, int]:
    """The place of a staged row: by days, and within a day as the files have it."""
    return row["day"], row["file"], row["item"]


def within(file: Any, first: str, last: str) -> Iterator[Any]:
    """The rows of some days, both inside, of a staged file, by groups: of the others nothing is read, and no more than a group is held."""
    staged = ParquetFile(file)
    at = staged.schema_arrow.get_field_index("day")
    column = next(k for k in range(staged.metadata.num_columns) if staged.metadata.schema.column(k).path == staged.schema_arrow.names[at])
    for group in range(staged.num_row_groups):
        found = staged.metadata.row_group(group).column(column).statistics
        if found is None or (found.min <= last and found.max >= first):
            rows = staged.read_row_group(group, use_threads=False)
            days = rows.column("day").to_pylist()
            start, end = bisect_left(days, first), bisect_right(days, last)
            if start < end:
                yield rows.slice(start, end - start)


def together(tables: Iterable[Any]) -> Any:
    """Staged rows as one table, in order."""
    whole = pa.concat_tables(tables)
    places = whole.select(["day", "file", "item"]).to_pylist()
    return whole.take(pa.array(sorted(range(len(places)), key=lambda place: order(places[place])), pa.int64()))


def packed(what: Any, group: int) -> bytes:
    """A table as a file of Parquet with so many rows a group."""
    file = io.BytesIO()
    write_table(what, file, compression="zstd", row_group_size=group)
    return file.getvalue()


def hold_less() -> None:
    """Let go of memory that is not needed: the allocator of the system does so, pyarrow's own keeps it."""
    pa.set_memory_pool(pa.system_memory_pool())


def reasons(file: Any) -> list[str]:
    """Why documents were set aside, by the file that tells it."""
    found: list[str] = read_table(file, columns=["reason"]).column("reason").to_pylist()
    return found
