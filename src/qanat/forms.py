"""A reading in the form of the contract: plain dicts, lists, strings and numbers, there and back."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from qanat.model import Document, Reading, Span

PARTS = ("actors", "times", "statements", "contacts", "events", "problems")


def to_dict(reading: Reading) -> dict[str, Any]:
    """The form of the contract."""
    document = reading.document
    return {
        "document": {
            "id": document.id,
            "url": document.url,
            "outlet": document.outlet,
            "outlet_country": document.outlet_country,
            "title": document.title,
            "text": document.text,
            "published": document.published,
            "language": document.language,
            "digest": document.digest,
        },
        "actors": [_plain(actor) for actor in reading.actors],
        "times": [_plain(time) for time in reading.times],
        "statements": [_plain(statement) for statement in reading.statements],
        "contacts": [_plain(contact) for contact in reading.contacts],
        "events": [_plain(event) for event in reading.events],
        "problems": [_plain(problem) for problem in (*document.problems, *reading.problems)],
    }


def from_dict(form: dict[str, Any]) -> Reading:
    """The reading again, with the problems of its document among its own. Raises KeyError or TypeError for another form.

    >>> from qanat.model import Problem
    >>> reading = Reading(Document("1", "نص"), problems=(Problem("no_date", "why"),))
    >>> from_dict(to_dict(reading)) == reading
    True
    """
    said = {name: value for name, value in form["document"].items() if name != "digest"}
    return Reading(Document(**said), *(make(form[part]) for part, make in _makers()))


def _plain(value: Any) -> Any:
    """Any value of a reading as JSON knows it."""
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind is dict:
        return {key: _plain(part) for key, part in value.items()}
    if kind is tuple or kind is Span:
        return [_plain(part) for part in value]
    return {name: _plain(getattr(value, name)) for name in kind.__slots__ or kind._fields}


@cache
def _makers() -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    kinds = get_type_hints(Reading)
    return tuple((part, _maker(kinds[part])) for part in PARTS)


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """How a value of a type is made of its plain form."""
    if kind is Span:
        return lambda data: Span(*data)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        new: Any = kind
        parts = tuple((name, _maker(hint)) for name, hint in get_type_hints(kind).items())
        return lambda data: new(**{name: make(data[name]) for name, make in parts})
    return maker_of_parts(kind, _maker)


def maker_of_parts(kind: Any, maker: Callable[[Any], Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """How a value of a type that is no record is made of what JSON gives back: optional, tuple, set, dict or plain; `maker` tells it of the types inside."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (made,) = (maker(one) for one in inner if one is not type(None))
        return lambda data: None if data is None else made(data)
    if origin is tuple and inner[1:] != (...,):
        makers = tuple(map(maker, inner))
        return lambda data: tuple(make(part) for make, part in zip(makers, data, strict=True))
    if origin in (tuple, frozenset):
        gather, each = origin, maker(inner[0])
        return lambda data: gather(map(each, data))
    if origin is dict:
        of = maker(inner[1])
        return lambda data: {key: of(part) for key, part in data.items()}
    return lambda data: data
