"""Frozen values ↔ what JSON knows, for any dataclass or named tuple of ours, told by its type hints."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

from qanat.forms import maker_of_parts

T = TypeVar("T")


def write(value: Any) -> str:
    """A frozen value as one line of JSON; a dataclass becomes the list of its fields.

    >>> from qanat.model import Problem, Span
    >>> write(Problem("empty", "why", Span(1, 2)))
    '["empty","why",[1,2]]'
    """
    return _encode(value)


def read(kind: Callable[..., T], text: str) -> T:
    """The value that `write` wrote.

    >>> from qanat.model import Problem
    >>> read(Problem, '["empty","why",[1,2]]')
    Problem(code='empty', message='why', span=Span(start=1, end=2))
    """
    made: T = _maker(kind)(json.loads(text))
    return made


def _parts(value: Any) -> list[Any]:
    """What the encoder does not know of itself."""
    kind: Any = type(value)
    return sorted(value) if kind is frozenset else [getattr(value, name) for name in _names(kind)]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_parts).encode


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """How a value of a type is made of what JSON gives back."""
    named = getattr(kind, "_fields", None)
    if named or is_dataclass(kind):
        hints = get_type_hints(kind)
        names = named or tuple(one.name for one in fields(kind))
        parts = tuple(_maker(hints[name]) for name in names)
        return lambda data: kind(*(make(part) for make, part in zip(parts, data, strict=True)))
    return maker_of_parts(kind, _maker)
