"""Which party of one report is which party of another."""

from __future__ import annotations

from dataclasses import dataclass

from qanat.record.names import echo, likeness
from qanat.record.report import Party, Report

ONE_HOLDER = frozenset(("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "military_chief", "io_head"))
_STANDS_FOR = frozenset(("state", "organisation", "group"))
_FULL, _FAMILY = 0.9, 0.7
_ECHO = 60  # holders of one office at one time are told apart by less than other people


@dataclass(frozen=True, slots=True)
class Sides:
    """The pairs (place in a, place in b, how sure) of one matching; `left` says how many parties of each have none in the other."""

    pairs: tuple[tuple[int, int, float], ...]
    left: tuple[int, int]

    @property
    def sure(self) -> float:
        """How sure the two least doubtful pairs are, taken together; 0 without two."""
        best = sorted((sure for _, _, sure in self.pairs), reverse=True)[:2]
        return min(best) if len(best) == 2 else 0.0


def alike(a: Party, b: Party) -> float:
    """How sure it is that two reports mean the same party, 0 to 1; 0 where they can't.

    1 the same name, 0.85 an office and its named holder, 0.5 a state or body and somebody who acts for it.
    """
    if a.kind == "person" and b.kind == "person":
        return _persons(a, b)
    if a.kind == "state" and b.kind == "state":
        return 1.0 if a.country is not None and a.country == b.country else 0.0
    if "person" in (a.kind, b.kind) or "state" in (a.kind, b.kind):
        return _office_or_state(a, b)
    close = likeness(a.words, b.words)
    if a.country != b.country and a.country and b.country:
        return 0.0
    if a.role == b.role and a.role in ONE_HOLDER and a.country and a.country == b.country:
        return 0.9
    if close >= _FULL or (a.latin and a.latin == b.latin):
        return 0.9
    return 0.5 if a.country and a.country == b.country else 0.0


def _persons(a: Party, b: Party) -> float:
    close = likeness(a.words, b.words)
    if a.latin and a.latin == b.latin:
        return 1.0
    if close >= _FULL:
        return 1.0 if a.country == b.country or not (a.country and b.country) else 0.6
    if a.country != b.country and a.country and b.country:
        return 0.0
    if close >= _FAMILY:
        return 0.9 if a.country == b.country else 0.6
    office = a.country is not None and a.country == b.country and a.role == b.role and a.role in ONE_HOLDER
    return 0.9 if office and (close or echo(a.words, b.words) >= _ECHO) else 0.0


def _office_or_state(a: Party, b: Party) -> float:
    """A person, an office or a state against another kind."""
    if not a.country or a.country != b.country:
        same_body = not a.country and not b.country and "person" in (a.kind, b.kind) and a.role == b.role and a.role in ONE_HOLDER
        return 0.5 if same_body else 0.0
    if a.role == b.role and a.role in ONE_HOLDER:
        return 0.85
    if "state" in (a.kind, b.kind) or {a.kind, b.kind} & _STANDS_FOR:
        return 0.5
    return 0.4 if a.role == b.role or "official" in (a.role, b.role) or None in (a.role, b.role) else 0.0


def sides(a: Report, b: Report) -> Sides:
    """The surest matching of the parties of two reports, each party at most once; the order of the parties does not show in it."""
    found = sorted(
        ((alike(x, y), i, k) for i, x in enumerate(a.parties) for k, y in enumerate(b.parties)),
        key=lambda one: (-one[0], a.parties[one[1]].name, b.parties[one[2]].name, one[1], one[2]),
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    pairs = []
    for sure, i, k in found:
        if sure > 0 and i not in mine and k not in theirs:
            mine.add(i)
            theirs.add(k)
            pairs.append((i, k, sure))
    return Sides(tuple(pairs), (len(a.parties) - len(mine), len(b.parties) - len(mine)))
