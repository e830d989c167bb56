"""Who held what office and when: what a name alone says of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qanat.errors import PackError
from qanat.packs.rows import Person

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
CHIEFS = frozenset(("head_of_state", "head_of_government"))
SINGLE = CHIEFS | {"foreign_minister", "defence_minister"}  # one holder at a time
FORMER = "other"
PRIVATE = "private"  # the "role" of those who are known for something else than politics


class Terms:
    """The terms of office of the people of a pack."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._of: dict[str, tuple[tuple[str, str, str], ...]] = {}  # person → (role, since, until), by time
        self._holders: dict[tuple[str, str], list[tuple[str, str, Person]]] = {}
        for row in people:
            terms = tuple(_term(row, text) for text in row.held)
            if terms:
                self._of[row.id] = tuple(sorted(terms, key=lambda term: term[1]))
            for role, since, until in terms:
                if role in SINGLE:
                    self._holders.setdefault((row.country, role), []).append((since, until, row))

    def role(self, row: Person, day: str | None) -> str | None:
        """The role of a known person on a day: what he then was, `FORMER` after his terms and between them, None before them or where nothing is known."""
        if day is None:
            return None
        past = None
        for role, since, until in self._of.get(row.id, ()):
            if role == PRIVATE:
                continue
            if since <= day < until:
                return role
            past = FORMER if until <= day else past
        return past

    def roles(self, row: Person, day: str | None) -> frozenset[str]:
        """All roles that a known person held on a day; ever, where no day is known."""
        return frozenset(role for role, since, until in self._of.get(row.id, ()) if day is None or since <= day < until)

    def private(self, row: Person) -> bool:
        """Is a known person one of sport, business or the press, without a public role?"""
        return any(role == PRIVATE for role, _, _ in self._of.get(row.id, ()))

    def reigned(self, country: str | None, day: str | None) -> list[Person]:
        """All known heads of a state up to a day, the last first."""
        known = [(since, row) for since, _, row in self._holders.get((country or "", "head_of_state"), ()) if day is None or since <= day]
        return [row for _, row in sorted(known, key=lambda item: item[0], reverse=True)]

    def reigning(self, day: str | None) -> list[Person]:
        """The heads of all states on a day; empty where no day is known."""
        rows = (row for (_, role), held in self._holders.items() if role == "head_of_state" for since, until, row in held if day and since <= day < until)
        return list(rows)

    def ahead(self, row: Person, role: str, day: str | None) -> bool:
        """Will a known person hold an office only later: chosen or named for it?"""
        return day is not None and any(held == role and day < since for held, since, _ in self._of.get(row.id, ()))

    def holders(self, country: str | None, role: str, day: str | None) -> tuple[Person, ...]:
        """All who held an office of a state on a day; empty where nothing is known."""
        if day is None or country is None:
            return ()
        return tuple(row for since, until, row in self._holders.get((country, role), ()) if since <= day < until)


def _term(row: Person, text: str) -> tuple[str, str, str]:
    role, since, *until = text.split(" ")
    if not all(_DAY.fullmatch(day) for day in (since, *until)) or len(until) > 1 or (until and until[0] <= since):
        raise PackError(f"people.tsv: {row.id}: {text!r}: a term is a role, its first day and, when it is over, the first day after it")
    return role, since, until[0] if until else "9999"
