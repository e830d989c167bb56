"""Takedowns: somebody is shown no more. His names are blacked out letter for letter in all that the record gives away, so that every place stays where it is.

Nothing of what was read is lost: a takedown can be lifted, and backups hold all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote_plus

from sqlalchemy import Connection, insert, select, update

from qanat.errors import MissingError, RecordError, RemovedError
from qanat.model import Span
from qanat.record import log, things
from qanat.record.log import By
from qanat.record.search import Speller, spans_of
from qanat.record.store import Record
from qanat.record.tables import actors, people, profiles, takedowns

T = TypeVar("T")
BLACK = "█"
_ADDRESSES = frozenset(("id", "document", "documents", "key", "digest", "reader"))  # fields that lead somewhere: blacked out they would lead nowhere
_LETTER = re.compile(r"[^\W\d_]")
_MOST = 200  # names of one takedown


class Takedown(NamedTuple):
    """`target`: the actor who was taken down; `names`: what is blacked out beside the names by which he goes in the record; `day` on which it was done."""

    n: int
    target: str
    names: tuple[str, ...]
    why: str
    by: str
    day: str


class Veil:
    """What blacks out names: in any spelling, with whatever is attached to them. `people`: the ids of those who were taken down, with their takedowns."""

    def __init__(self, speller: Speller, names: Iterable[str], gone: dict[str, Takedown]) -> None:
        self.speller = speller
        self.names = sorted({name for name in names if speller.words(name)}, key=lambda one: (-len(one), one))
        self.gone = gone
        # what a text must hold for a name to stand in it: most have none, and are not looked at word by word
        self._cores = {name: [min(speller.asked(word), key=lambda stem: (len(stem), stem))[:-1] for word in speller.words(name)] for name in self.names}

    def places(self, given: str) -> list[Span]:
        """Where names stand in a text."""
        if not _LETTER.search(given):
            return []
        folded = self.speller.folding(given).lower()
        return [span for name in self.names if all(core in folded for core in self._cores[name]) for span in spans_of(given, name, self.speller)]

    def text(self, given: str) -> str:
        """A text with the names blacked out, as long as before."""
        out = given
        for start, end in self.places(given):
            out = out[:start] + "".join(one if one.isspace() else BLACK for one in out[start:end]) + out[end:]
        return out

    def over(self, value: T) -> T:
        """A value with the names blacked out wherever it holds text; what leads somewhere stays."""
        made: Any = value
        if isinstance(value, str):
            return self.text(value)  # type: ignore[return-value]
        if isinstance(value, dict):
            made = {name: self._field(name, part) for name, part in value.items()}
        elif isinstance(value, tuple) and hasattr(value, "_fields"):
            parts = {name: getattr(value, name) for name in value._fields}
            made = value._replace(**{name: self._field(name, part) for name, part in parts.items()})  # type: ignore[attr-defined]
        elif isinstance(value, tuple | list | set | frozenset):
            made = type(value)(self.over(part) for part in value)
        elif is_dataclass(value) and not isinstance(value, type):
            parts = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
            changed = {name: veiled for name, part in parts.items() if (veiled := self._field(name, part)) != part}
            made = replace(value, **changed) if changed else value
        return made  # type: ignore[no-any-return]

    def _field(self, name: object, part: Any) -> Any:
        if name == "url" and isinstance(part, str):
            return None if self.places(unquote_plus(part)) else part  # half an address leads nowhere, and a whole one may spell the name
        return part if _leads(name, part) else self.over(part)

    def refuse(self, who: str | None) -> bool:
        """Is somebody asked for by name who was taken down? By an id, RemovedError says why."""
        if who in self.gone:
            raise removed(self.gone[who])
        return bool(who and self.places(who))


def _leads(name: object, part: object) -> bool:
    """Is this an address, or several?"""
    if name == "words" and isinstance(part, tuple):
        return True  # by which texts are compared; never shown
    return name in _ADDRESSES and (isinstance(part, str) or (isinstance(part, list | tuple) and all(isinstance(one, str) for one in part)))


def removed(found: Takedown) -> RemovedError:
    """What is told of somebody who was taken down."""
    return RemovedError(f"{found.target}: was taken down on {found.day}: {found.why}", found.why, found.day)


# --- what administrators do --------------------------------------------------------------------------------------------------------


def take_down(record: Record, target: str, *, names: Sequence[str], why: str, by: By) -> int:
    """Show somebody no more. `names`: further ways of writing him; those of the record of two words or more are blacked out anyhow. Returns its number."""
    kept = [" ".join(name.split()) for name in names if name.strip()][:_MOST]
    if not why.strip():
        raise RecordError("a takedown needs a reason: it is shown to whoever asks for the person")
    with record.view() as connection:
        found = things.find(connection, target)
        kind = connection.execute(select(people.c.kind).where(people.c.id == found.id)).scalar() if found.kind == "actor" else found.kind
        if kind != "person":
            raise RecordError(f"{target}: is a {kind}; only a person (a…) is taken down")
    row = {"target": found.id, "names": json.dumps(kept, ensure_ascii=False), "why": " ".join(why.split())[:500], "by": by.who, "lifted": False}

    def write(connection: Connection) -> int:
        n = int(connection.execute(insert(takedowns).returning(takedowns.c.n), row).scalar_one())
        log.write(connection, by, "taken down", found.id)
        return n

    return record.change(write)


def lift(record: Record, n: int, *, by: By) -> None:
    """Show somebody again."""

    def write(connection: Connection) -> None:
        t = takedowns.c
        if not connection.execute(update(takedowns).where(t.n == n, t.lifted.is_(False)).values(lifted=True)).rowcount:
            raise MissingError(f"there is no takedown {n}")
        log.write(connection, by, "takedown lifted", str(n))

    record.change(write)


def standing(connection: Connection) -> list[Takedown]:
    """The takedowns that hold, the oldest first."""
    t = takedowns.c
    lines = select(t.n, t.target, t.names, t.why, t.by, t.added).where(t.lifted.is_(False)).order_by(t.n)
    return [Takedown(n, target, tuple(json.loads(names)), why, by, added.date().isoformat()) for n, target, names, why, by, added in connection.execute(lines)]


def names_of(connection: Connection, who: str) -> list[str]:
    """All names by which somebody goes in the record, as written, and in Latin letters."""
    a = actors.c
    written = select(a.name).join(profiles, profiles.c.id == a.profile).where(profiles.c.who == who).distinct()
    latin = connection.execute(select(people.c.latin).where(people.c.id == who, people.c.latin.is_not(None))).scalars()
    return sorted({*connection.execute(written).scalars(), *latin})


def veil(connection: Connection, record: Record) -> Veil | None:
    """What must be blacked out now; None where nobody was taken down."""
    held = standing(connection)
    if not held:
        return None
    gone: dict[str, Takedown] = {}
    names: list[str] = []
    speller = record.tongue.speller
    for one in held:
        who = things.find(connection, one.target).id
        gone |= {"a" + name: one for name in connection.execute(select(profiles.c.id).where(profiles.c.who == who)).scalars()}
        names += [*one.names, *(name for name in names_of(connection, who) if len(speller.words(name)) > 1)]
    return Veil(speller, names, gone)


def rows(held: Iterable[Takedown]) -> Iterator[dict[str, Any]]:
    """Takedowns for people who may see them, without the names."""
    yield from ({"n": one.n, "target": one.target, "why": one.why, "by": one.by, "day": one.day} for one in held)
