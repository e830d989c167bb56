"""The tables of a batch: readings in the form of the contract, nested, with where each came from; and what was set aside."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa
from pyarrow.parquet import ParquetWriter, read_table

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
ASIDE = pa.schema([("name", _TEXT), ("path", _TEXT), ("given", pa.map_(_TEXT, _TEXT)), ("reason", _TEXT)])


def table(rows: Sequence[dict[str, Any]], schema: Any) -> Any:
    """Rows as a table; half surrogates, of which Parquet holds none, become U+FFFD."""
    try:
        return pa.Table.from_pylist(rows, schema)
    except UnicodeEncodeError:
        plain = json.dumps(rows, ensure_ascii=False)
        return pa.Table.from_pylist(json.loads(_HALVES.sub("\ufffd", plain)), schema)


def packed(rows: Iterable[dict[str, Any]], schema: Any, group: int = 250) -> bytes:
    """Rows as a file of Parquet, so many a group; no more than a group is held."""
    file = io.BytesIO()
    left = iter(rows)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(left, group)):
            writer.write_table(table(some, schema))
    return file.getvalue()


def hold_less() -> None:
    """Let go of memory that is not needed: the allocator of the system does so, pyarrow's own keeps it."""
    pa.set_memory_pool(pa.system_memory_pool())


def reasons(file: Any) -> list[str]:
    """Why documents were set aside, by the file that tells it."""
    found: list[str] = read_table(file, columns=["reason"]).column("reason").to_pylist()
    return found
