"""The files of a pack, TOML or TSV, read into rows and checked on the way in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, TypeVar, get_origin, get_type_hints

from qanat.errors import PackError

_ID = re.compile(r"[A-Za-z0-9_.\-]+")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SHOWN = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")

Row = TypeVar("Row", bound=tuple[Any, ...])


def read_tsv(path: Traversable, kind: type[Row]) -> tuple[Row, ...]:
    """The rows of a tab-separated table with a header line; `|` parts the alternatives of a field that is a tuple."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t") if lines else []
    _known(path.name, "header", header, kind)
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            cells = line.split("\t")
            if len(cells) > len(header):
                raise PackError(f"{path.name} line {number}: {len(cells)} fields, the header has {len(header)}")
            rows.append(_make(path.name, f"line {number}", dict(zip(header, cells, strict=False)), kind))
    return _unique(path.name, rows)


def read_toml(path: Traversable, kinds: Mapping[str, type]) -> dict[str, tuple[Any, ...]]:
    """The rows `[[table]]` of a TOML file, by table; `kinds`: the type of the rows of each table that it may hold."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path.name}: not TOML: {error}") from None
    unknown = sorted(set(data) - set(kinds))
    if unknown:
        raise PackError(f"{path.name}: unknown table {', '.join(f'[[{one}]]' for one in unknown)}; known: {', '.join(f'[[{one}]]' for one in kinds)}")
    return {table: _unique(path.name, list(_rows(path.name, table, data.get(table, []), kind))) for table, kind in kinds.items()}


def _rows(file: str, table: str, some: Iterable[dict[str, Any]], kind: type[Row]) -> Iterator[Row]:
    for n, row in enumerate(some, 1):
        yield _make(file, str(row.get("id") or row.get("lemma") or f"{table} {n}"), row, kind)


def _make(file: str, where: str, cells: dict[str, Any], kind: type[Row]) -> Row:
    _known(file, where, cells, kind)
    values: dict[str, Any] = {}
    for key, field in _fields(kind).items():
        value = cells.get(key)
        if value in (None, ""):
            if field.needed:
                raise PackError(f"{file}: {where}: '{key}' is missing")
            if value is None:
                continue
        if field.several:
            value = tuple(part for part in value.split("|") if part) if isinstance(value, str) else tuple(value)
        for text in _texts(value):
            _spelled(file, where, text)
        values[field.name] = value
    if "id" in values and not _ID.fullmatch(values["id"]):
        raise PackError(f"{file}: {where}: id {values['id']!r} is not plain ASCII")
    return kind(**values)


def _known(file: str, where: str, keys: Iterable[str], kind: type) -> None:
    fields = _fields(kind)
    unknown = [key for key in keys if key not in fields]
    if unknown:
        raise PackError(f"{file}: {where}: unknown key {', '.join(map(repr, unknown))}; known: {', '.join(fields)}")


class _Field(NamedTuple):
    name: str
    needed: bool
    several: bool  # a tuple


@cache
def _fields(kind: Any) -> Mapping[str, _Field]:
    """The fields of a type of rows, by their keys in files: a word of Python has another name there (`with_`)."""
    hints = get_type_hints(kind)
    return {name.rstrip("_"): _Field(name, name not in kind._field_defaults, get_origin(hints[name]) is tuple) for name in kind._fields}


def _unique(file: str, rows: list[Row]) -> tuple[Row, ...]:
    seen: set[str] = set()
    for row in rows:
        name = getattr(row, "id", None)
        if name in seen:
            raise PackError(f"{file}: {name}: two rows have this id")
        if name:
            seen.add(name)
    return tuple(rows)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _texts(part)


def _spelled(file: str, where: str, text: str) -> None:
    for found in (_HIDDEN.search(text), _SHOWN.search(text)):
        if found:
            raise PackError(f"{file}: {where}: {unicodedata.name(found.group(), hex(ord(found.group())))} in {text!r}: write plain letters")
