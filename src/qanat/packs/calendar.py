"""The rows of times: one frozen type a table of `times.toml`, and the forms that those with forms of their own put into the lexicon."""

from __future__ import annotations

from types import ModuleType
from typing import NamedTuple

from qanat.packs.deeds import Forms
from qanat.packs.word import Entry


class Month(NamedTuple):
    """A month by all its names; `calendar`: gregorian or hijri."""

    id: str
    number: int
    names: tuple[str, ...]
    calendar: str = "gregorian"


class Weekday(NamedTuple):
    """A weekday; `number` 1 (Monday) to 7."""

    id: str
    number: int
    names: tuple[str, ...]


class Relative(NamedTuple):
    """A day reckoned from the day of publication."""

    id: str
    offset: int
    names: tuple[str, ...]


class Season(NamedTuple):
    """A season of the year, from its first month to its last."""

    id: str
    first: int
    last: int
    names: tuple[str, ...]


class Holiday(NamedTuple):
    """A day of every year that has a name; `calendar`: gregorian or hijri."""

    id: str
    month: int
    day: int
    names: tuple[str, ...]
    calendar: str = "gregorian"


class Lasting(NamedTuple):
    """A verb of what lasts (live, have become): "today" with it means these days."""

    id: str
    past: str
    present: str


class Unit(NamedTuple):
    """A unit of time: its forms for one, two and more."""

    id: str
    one: tuple[str, ...]
    two: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


class Shift(NamedTuple):
    """Words that move a period: `sign` -1 past, 0 current, 1 next."""

    id: str
    sign: int
    words: tuple[str, ...]


class Count(NamedTuple):
    """A number word."""

    id: str
    number: int
    words: tuple[str, ...]


def lasting_forms(row: Lasting, morphology: ModuleType) -> Forms:
    for form, *features in (*morphology.verb_forms(row.past, row.present), *morphology.first_person_forms(row.past, row.present)):
        yield form, Entry("lasting", row.id, row, ("lasting", *features))


def unit_forms(row: Unit, _: ModuleType) -> Forms:
    for number, words in (("1", row.one), ("2", row.two), ("n", row.many)):
        for word in words:
            yield word, Entry("unit", row.id, row, (number,))
