"""Who is who across documents (a stand-in: every way of naming somebody is somebody, until the rules are here)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qanat.model import Actor
from qanat.record.names import Name, Naming
from qanat.record.verdicts import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Profile:
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
    kind: str
    name: str
    latin: str | None
    country: str | None
    role: str | None


def profile(actor: Actor, naming: Naming) -> Profile | None:
    words = naming.name(actor.name)
    mark = "|".join(map(str, (actor.kind, words.words, actor.country, actor.role)))
    return Profile(hashlib.sha256(mark.encode()).hexdigest()[:16], actor.kind, " ".join(words.words), actor.latin, actor.country, actor.role, None, words)


def keys(one: Profile) -> frozenset[str]:
    return frozenset()


def compare(a: Profile, b: Profile) -> Verdict | None:
    return None


def group(found: Sequence[Profile], judged: Iterable[Judgement] = ()) -> tuple[tuple[Profile, ...], ...]:
    return tuple((one,) for one in found)


def who(found: tuple[Profile, ...]) -> Who:
    one = found[0]
    return Who(one.kind, one.name, one.latin, one.country, one.role)
