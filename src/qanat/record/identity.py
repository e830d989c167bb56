"""Who is who across documents. A profile is one way in which documents name somebody; profiles of one person, body, state or office are grouped by named
features, with score and reasons, and a person can join or split them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qanat.model import Actor
from qanat.record.clusters import Growth, clusters, neighbours
from qanat.record.level import RANKS, rank
from qanat.record.names import Name, Naming, ends_alike, likeness
from qanat.record.report import Party
from qanat.record.sides import ONE_HOLDER
from qanat.record.verdicts import NEVER, Judgement, Reason, Verdict, verdict

THRESHOLD = 3.0
_WORTH_KEEPING = 1.0
_LOOSE = frozenset((None, "other", "official", "spokesperson"))  # say little of who somebody is: roles that come and go


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of naming somebody. `id` derives from the values; `words` is the name as it is compared."""

    id: str
    kind: str
    name: str
    latin: str | None
    country: str | None
    role: str | None
    office: str | None
    words: Name


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody of the record, named as his profiles name him best."""

    kind: str
    name: str
    latin: str | None
    country: str | None
    role: str | None


def profile(actor: Actor | Party, naming: Naming) -> Profile | None:
    """The profile under which an actor goes; None for whom no other document can mean: unnamed sources, offices of many holders, bare first names."""
    words = naming.name(actor.name)
    if not words.words:
        return None
    if actor.kind == "office" and not (actor.role in ONE_HOLDER and actor.country):
        return None
    if actor.kind == "person" and len(words.words) == 1 and actor.role not in ONE_HOLDER:
        return None
    mark = "|".join((actor.kind, actor.name, actor.latin or "", actor.country or "", actor.role or "", actor.office or ""))
    key = hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Profile(key, actor.kind, actor.name, actor.latin, actor.country, actor.role, actor.office, words)


def keys(one: Profile) -> frozenset[str]:
    """Neighbourhood keys: profiles without a common one never mean the same."""
    if one.kind in ("state", "office"):
        return frozenset((f"{one.kind}|{one.country}|{one.role}" if one.country else f"{one.kind}={' '.join(one.words.words)}",))
    found = {f"~{one.latin.lower()}"} if one.latin else set()
    if one.kind != "person":
        return frozenset((*found, f"={' '.join(one.words.bones)}"))
    first, *rest = one.words.bones
    found |= {f"{first} {bone}" for bone in rest}
    if one.role in ONE_HOLDER:
        found.add(f"{one.role}|{one.country}")
    return frozenset(found or (first,))


# --- the features ----------------------------------------------------------------------------------------------------------------


def name(a: Profile, b: Profile) -> Reason | None:
    """The names as folded words: the same, one within the other, a family name only; or names that can't be one."""
    close = likeness(a.words, b.words)
    said = f"{a.name} and {b.name}"
    if close == 1.0:
        return Reason("name", 2.0 if len(a.words.words) < 3 else 3.0, f"{said}: the same name")
    if close:
        alike = "two spellings" if len(a.words.words) == len(b.words.words) else "one within the other"
        return Reason("name", 2.0 * close, f"{said}: {alike if close >= 0.9 else 'a part of the name'}")
    if a.latin and a.latin == b.latin:
        return None if ends_alike(a.words, b.words) else Reason("name", -1.5, f"{said}: begin or end otherwise")
    return Reason("name", NEVER, f"{said}: other names")


def latin(a: Profile, b: Profile) -> Reason | None:
    """The table of known people gives one Latin form to all spellings of a name."""
    if a.latin and a.latin == b.latin and a.words.words != b.words.words:
        return Reason("latin", 2.0, f"both are {a.latin}")
    return None


def country(a: Profile, b: Profile) -> Reason | None:
    """Whose they are."""
    if not a.country or not b.country:
        return None
    return Reason("country", 1.0, f"both of {a.country}") if a.country == b.country else Reason("country", -3.0, f"of {a.country} and of {b.country}")


def role(a: Profile, b: Profile) -> Reason | None:
    """The same high office speaks for one person; two offices that no career joins in one text speak against a common name."""
    if a.role == b.role and a.role in ONE_HOLDER:
        return Reason("role", 1.2, f"both {a.role}")
    if a.role == b.role and a.role not in _LOOSE:
        return Reason("role", 0.5, f"both {a.role}")
    if a.role in _LOOSE or b.role in _LOOSE:
        return None
    return Reason("role", -0.5, f"{a.role} and {b.role}")


def office(a: Profile, b: Profile) -> Reason | None:
    """The title in the same words."""
    return Reason("office", 0.8, f"both {a.office}") if a.office and a.office == b.office else None


FEATURES: tuple[Callable[[Profile, Profile], Reason | None], ...] = (name, latin, country, role, office)


def compare(a: Profile, b: Profile) -> Verdict | None:
    """Whether two profiles mean one, with the reasons; None where nothing speaks for it."""
    found = _weigh(a, b)
    return found if found is not None and (found.same or found.score >= _WORTH_KEEPING) else None


def _weigh(a: Profile, b: Profile) -> Verdict | None:
    if a.kind != b.kind:
        return None
    if a.id > b.id:
        a, b = b, a
    if a.kind in ("state", "office"):
        what = f"{a.role or a.kind} of {a.country}" if a.country else a.name
        same = a.country == b.country and a.role == b.role and bool(a.country or a.words.words == b.words.words)
        return verdict(a.id, b.id, [Reason("office" if a.kind == "office" else "state", 2 * THRESHOLD, f"both the {what}")], THRESHOLD) if same else None
    if a.kind == "person":
        reasons = [reason for feature in FEATURES if (reason := feature(a, b)) is not None]
    else:
        alike = a.words.words == b.words.words or a.words.bones == b.words.bones or (a.latin is not None and a.latin == b.latin)
        reasons = [Reason("name", THRESHOLD, f"both {a.latin or a.name}"), *filter(None, (country(a, b),))] if alike else []
    return verdict(a.id, b.id, reasons, THRESHOLD) if reasons else None


def group(
    profiles: Sequence[Profile], judged: Iterable[Judgement] = (), same: Mapping[tuple[str, str], float] | None = None, grown: Growth | None = None
) -> tuple[tuple[Profile, ...], ...]:
    """The profiles of one neighbourhood, together where they mean one; each group in order of id. `same`: see `merge.group`, `grown`: see `clusters`."""
    by_id = {one.id: one for one in profiles}

    def score(a: str, b: str) -> float:
        if same is not None and (a, b) in same:
            return same[a, b]
        found = _weigh(by_id[a], by_id[b])
        return found.score if found else NEVER

    asked = neighbours(profiles, keys) if same is None else {pair for pair in same if pair[0] in by_id and pair[1] in by_id}
    found = clusters(by_id, asked, score, THRESHOLD, judged, grown=grown)
    return tuple(tuple(by_id[one] for one in members) for members in found)


def who(group: Sequence[Profile]) -> Who:
    """Whom a group of profiles means: under the full name that most of them have, the country of most, the highest office."""
    latins = [one.latin for one in group if one.latin]
    latin = max(latins, key=lambda one: (latins.count(one), one), default=None)
    known = [one for one in group if one.latin == latin]
    forms = [one.words.words for one in known]
    first = max(known, key=lambda one: (len(one.words.words) > 1, forms.count(one.words.words), len(one.words.words), one.name, one.id))
    countries = [one.country for one in group if one.country]
    roles = sorted({one.role for one in group if one.role}, key=lambda role: (role in _LOOSE, RANKS.index(_rank_of(first, role)), role))
    return Who(
        first.kind,
        first.name,
        latin,
        max(countries, key=lambda one: (countries.count(one), one), default=None),
        roles[0] if roles else None,
    )


def _rank_of(one: Profile, role: str) -> str:
    return rank(Party("", one.name, one.latin, one.country, role, one.kind, one.office, one.words))
