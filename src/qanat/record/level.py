"""The level of a contact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from qanat.record.report import Party

SAME_OFFICE = {"foreign_minister": "foreign_ministers", "defence_minister": "defence_ministers", "military_chief": "military_chiefs"}
RANKS = ("heads", "ministers", "envoys", "officials", "bodies")  # from the highest
_RANK = {
    "head_of_state": "heads",
    "head_of_government": "heads",
    "deputy_head": "heads",
    "foreign_minister": "ministers",
    "defence_minister": "ministers",
    "minister": "ministers",
    "io_head": "ministers",
    "envoy": "envoys",
    "state": "bodies",
    "organisation": "bodies",
}


def camp(party: Party) -> str:
    """Whose side a party is on: a state (alpha-3), or a body, movement or person of its own."""
    return party.country or party.latin or party.name


def level(parties: Iterable[Party]) -> str:
    """The level at which two sides met: `foreign_ministers`, `defence_ministers` or `military_chiefs` where every side sends one; otherwise the
    rank of the lowest side, each side by its highest party.
    """
    sides: dict[str, list[Party]] = {}
    for party in parties:
        sides.setdefault(camp(party), []).append(party)
    if len(sides) == 1:  # two camps of one country
        sides = {party.name: [party] for members in sides.values() for party in members}
    for role, found in SAME_OFFICE.items():
        if len(sides) > 1 and all(any(party.role == role for party in members) for members in sides.values()):
            return found
    return max((min((rank(party) for party in members), key=RANKS.index) for members in sides.values()), key=RANKS.index, default="officials")


def pairs(parties: Sequence[Party]) -> tuple[tuple[str, str, str], ...]:
    """The channels that a contact belongs to: every two camps, in order, with the level at which these two met."""
    found = sorted({camp(party) for party in parties})
    return tuple((a, b, level(party for party in parties if camp(party) in (a, b))) for a, b in combinations(found, 2))


def rank(party: Party) -> str:
    """heads, ministers, envoys, officials or bodies."""
    if party.kind in ("state", "organisation", "group") and party.role not in _RANK:
        return "bodies"
    return _RANK.get(party.role or "", "officials")
