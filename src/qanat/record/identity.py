"""Who is who across documents. A profile is one way in which documents name somebody; profiles of one person, body, state or office are grouped by named
features, with score and reasons, and a person can join or split them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qanat.model import Actor
from qanat.record.clusters import Growth, Scores, grouped
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


# --- the features: what each weighs, 0 where it says nothing, and how that is told ------------------------------------------------


def _name(a: Profile, b: Profile) -> float:
    """The names as folded words: the same, one within the other, a family name only; or names that can't be one."""
    close = likeness(a.words, b.words)
    if close:
        return (2.0 if len(a.words.words) < 3 else 3.0) if close == 1.0 else 2.0 * close
    if a.latin and a.latin == b.latin:
        return 0.0 if ends_alike(a.words, b.words) else -1.5
    return NEVER


def _told_name(a: Profile, b: Profile) -> str:
    close = likeness(a.words, b.words)
    if not close:
        told = "begin or end otherwise" if a.latin and a.latin == b.latin else "other names"
    elif close == 1.0:
        told = "the same name"
    elif close >= 0.9:
        told = "two spellings" if len(a.words.words) == len(b.words.words) else "one within the other"
    else:
        told = "a part of the name"
    return f"{a.name} and {b.name}: {told}"


def _latin(a: Profile, b: Profile) -> float:
    """The table of known people gives one Latin form to all spellings of a name."""
    return 2.0 if a.latin and a.latin == b.latin and a.words.words != b.words.words else 0.0


def _country(a: Profile, b: Profile) -> float:
    """Whose they are."""
    return 0.0 if not a.country or not b.country else 1.0 if a.country == b.country else -3.0


def _told_country(a: Profile, b: Profile) -> str:
    return f"both of {a.country}" if a.country == b.country else f"of {a.country} and of {b.country}"


def _role(a: Profile, b: Profile) -> float:
    """The same high office speaks for one person; two offices that no career joins in one text speak against a common name."""
    if a.role == b.role:
        return 1.2 if a.role in ONE_HOLDER else 0.0 if a.role in _LOOSE else 0.5
    return 0.0 if a.role in _LOOSE or b.role in _LOOSE else -0.5


def _told_role(a: Profile, b: Profile) -> str:
    return f"both {a.role}" if a.role == b.role else f"{a.role} and {b.role}"


def _office(a: Profile, b: Profile) -> float:
    """The title in the same words."""
    return 0.8 if a.office and a.office == b.office else 0.0


class Feature(NamedTuple):
    """What speaks for or against two profiles of people being one: its weight, and the words for it."""

    name: str
    weight: Callable[[Profile, Profile], float]
    because: Callable[[Profile, Profile], str]


FEATURES = (
    Feature("name", _name, _told_name),
    Feature("latin", _latin, lambda a, _: f"both are {a.latin}"),
    Feature("country", _country, _told_country),
    Feature("role", _role, _told_role),
    Feature("office", _office, lambda a, _: f"both {a.office}"),
)


def compare(a: Profile, b: Profile) -> Verdict | None:
    """Whether two profiles mean one, with the reasons; None where nothing speaks for it."""
    a, b = (a, b) if a.id < b.id else (b, a)
    score = _score(a, b)
    if score < _WORTH_KEEPING:
        return None
    if a.kind == "person":
        weights = ((feature, feature.weight(a, b)) for feature in FEATURES)
        reasons = [Reason(feature.name, weight, feature.because(a, b)) for feature, weight in weights if weight]
    elif a.kind in ("state", "office"):
        what = f"{a.role or a.kind} of {a.country}" if a.country else a.name
        reasons = [Reason(a.kind, score, f"both the {what}")]
    else:
        reasons = [Reason("name", THRESHOLD, f"both {a.latin or a.name}")]
        reasons += [Reason("country", weight, _told_country(a, b))] if (weight := _country(a, b)) else []
    return verdict(a.id, b.id, reasons, THRESHOLD)


def _score(a: Profile, b: Profile) -> float:
    """How much speaks for two profiles being one, that with the smaller id first; NEVER where they can't be."""
    if a.kind != b.kind:
        return NEVER
    if a.kind == "person":
        return round(_name(a, b) + _latin(a, b) + _country(a, b) + _role(a, b) + _office(a, b), 3)
    if a.kind in ("state", "office"):
        same = a.country == b.country and a.role == b.role and bool(a.country or a.words.words == b.words.words)
        return 2 * THRESHOLD if same else NEVER
    alike = a.words.words == b.words.words or a.words.bones == b.words.bones or (a.latin is not None and a.latin == b.latin)
    return round(THRESHOLD + _country(a, b), 3) if alike else NEVER


def group(
    profiles: Sequence[Profile],
    judged: Iterable[Judgement] = (),
    same: Mapping[tuple[str, str], float] | None = None,
    grown: Growth | None = None,
    known: Scores | None = None,
) -> tuple[tuple[Profile, ...], ...]:
    """The profiles of one neighbourhood, together where they mean one (`clusters.grouped`)."""
    return grouped(profiles, keys, _score, THRESHOLD, judged, same, grown=grown, known=known)


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
