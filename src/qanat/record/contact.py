"""A contact of the record, made of the reports that tell it. The reports stay as they are; what they agree on, and how sure that is, stands here."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from qanat.record.days import days, grain, iso, ordinal
from qanat.record.features import common
from qanat.record.level import level
from qanat.record.report import Party, Report
from qanat.record.sides import alike

V = TypeVar("V", bound=Hashable)
_COPY = 0.55
_KINDS = ("person", "office", "organisation", "group", "state")  # the one that says most first
_ENOUGH = 0.34  # share of the reports that makes somebody a party of a contact of two
_STEPS = ("proposed", "planned", "refused", "held")


class Step(NamedTuple):
    """A station in the life of a contact: its status, since which day of publication, in which document first."""

    status: str
    on: str | None
    document: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One contact: `reports` by id; `initiator` is a place in `parties`; `since` and `until` the days that it may have been on, by the date told or, without
    one, by the first report of it (which also ends the month or year in which it is told to have been held); `basis` says in English what the date rests on;
    `voices` how many told of it, copies and one outlet's reports being one.
    """

    reports: tuple[str, ...]
    mode: str
    status: str
    parties: tuple[Party, ...]
    initiator: int | None
    date: str | None
    basis: str
    since: str | None
    until: str | None
    place: str | None
    level: str
    history: tuple[Step, ...]
    voices: int


def merged(reports: Sequence[Report]) -> Merged:
    """The contact that the reports tell; the order of the reports does not matter."""
    told = sorted(reports, key=lambda one: (one.published or "9999", one.document, one.evidence, one.id))
    voice = voices(told)
    count = len(set(voice.values()))
    seats = _seats(told)
    history = _history(told)
    date, basis = _date(told, voice, count)
    status = _status(told, voice)
    since, until = _window(told, date, status)
    starters = ((place, voice[one.id]) for one in told if one.initiator is not None for place, seat in enumerate(seats) if one.parties[one.initiator] in seat)
    parties = tuple(_face(seat) for seat in seats)
    return Merged(
        reports=tuple(sorted(one.id for one in told)),
        mode=_mode(told, voice),
        status=status,
        parties=parties,
        initiator=_most(starters, lambda place: place),
        date=date,
        basis=basis,
        since=since,
        until=until,
        place=_most(((one.place, voice[one.id]) for one in told if one.place), lambda place: (len(place), place)),
        level=level(parties),
        history=history,
        voices=count,
    )


def _window(told: Sequence[Report], date: str | None, status: str) -> tuple[str | None, str | None]:
    """The first and the last day that a contact may have been on."""
    seen = [one.published for one in told if one.published]
    when = days(date) or days(seen[0] if seen else None)
    if when is None:
        return None, None
    first = ordinal(next((one.published for one in told if one.published and one.status == "held"), None)) if date and status == "held" else None
    return iso(when.first), iso(when.last if first is None else max(when.first, min(when.last, first)))


def voices(reports: Sequence[Report]) -> dict[str, int]:
    """The number of the voice of each report, by its id: reports of one outlet are one voice, and so are copies of one text."""
    voice: dict[str, int] = {}
    for n, one in enumerate(reports):
        like = {voice[other.id] for other in reports[:n] if _one_voice(one, other)}
        voice[one.id] = min(like, default=n)
        for other in reports[:n]:
            if voice[other.id] in like:
                voice[other.id] = voice[one.id]
    return voice


def _one_voice(a: Report, b: Report) -> bool:
    return (a.outlet is not None and a.outlet == b.outlet) or (a.status == b.status and common(a.words, b.words) >= _COPY)


def _most(values: Iterable[tuple[V, int]], order: Callable[[V], object]) -> V | None:
    """The value that most voices tell; of equals the last in order."""
    heard: dict[V, set[int]] = {}
    for value, voice in values:
        heard.setdefault(value, set()).add(voice)
    return max(heard, key=lambda value: (len(heard[value]), order(value)), default=None)


def _seats(told: Sequence[Report]) -> list[list[Party]]:
    """The parties of all reports, those that mean one together; somebody whom few reports name has no seat."""
    seats: list[list[Party]] = []
    named: list[int] = []
    for report in sorted(told, key=lambda one: (-sum(p.kind == "person" for p in one.parties), -len(one.parties), one.id)):
        free = set(range(len(seats)))
        pairs = sorted(
            ((max(alike(party, member) for member in seat), i, k) for i, party in enumerate(report.parties) for k, seat in enumerate(seats)), reverse=True
        )
        placed: set[int] = set()
        for sure, i, k in pairs:
            if sure > 0 and k in free and i not in placed:
                seats[k].append(report.parties[i])
                named[k] += 1
                free.discard(k)
                placed.add(i)
        for i, party in enumerate(report.parties):
            if i not in placed:
                seats.append([party])
                named.append(1)
    order = sorted(range(len(seats)), key=lambda k: -named[k])
    kept = [k for n, k in enumerate(order) if n < 2 or named[k] >= _ENOUGH * len(told)]
    return [seats[k] for k in sorted(kept)]


def _face(seat: Sequence[Party]) -> Party:
    """The party that says most of whom all in one seat mean: of the kind that says most, with the country and role of most, under the commonest full name."""
    best = min(_KINDS.index(party.kind) for party in seat)
    named = [party for party in seat if _KINDS.index(party.kind) == best]
    roles = [party.role for party in named if party.role not in (None, "other", "official")]
    role = max(roles, key=lambda one: (roles.count(one), one), default=None)
    countries = [party.country for party in named if party.country]
    country = max(countries, key=lambda one: (countries.count(one), one), default=None)
    names = [party.name for party in named]
    return max(
        named,
        key=lambda one: (
            one.role == role,
            one.country == country,
            len(one.words.words) > 1,
            names.count(one.name),
            len(one.words.words),
            one.name,
            one.office or "",
        ),
    )


def _mode(told: Sequence[Report], voice: dict[str, int]) -> str:
    """The mode of most voices; "talks" only where nobody knows better."""
    known = [one for one in told if one.mode != "talks"] or told
    return _most(((one.mode, voice[one.id]) for one in known), lambda mode: mode) or told[0].mode


def _history(told: Sequence[Report]) -> tuple[Step, ...]:
    """The changes of status in the order of publication."""
    steps: list[Step] = []
    for one in told:
        if not steps or steps[-1].status != one.status:
            steps.append(Step(one.status, one.published, one.document))
    return tuple(steps)


def _status(told: Sequence[Report], voice: dict[str, int]) -> str:
    """Held where as many voices tell so as deny it; else what was told last."""
    held = {voice[one.id] for one in told if one.status == "held"}
    refused = {voice[one.id] for one in told if one.status == "refused"}
    if held and len(held) >= len(refused):
        return "held"
    if refused:
        last = max((one.published or "" for one in told if one.status != "refused"), default="")
        return "refused" if held or max(one.published or "" for one in told if one.status == "refused") >= last else "planned"
    return max((one.status for one in told), key=_STEPS.index)


def _date(told: Sequence[Report], voice: dict[str, int], count: int) -> tuple[str | None, str]:
    """The best date and what it rests on: of those told as held before those announced, a day before a month, what most voices say."""
    for ahead in (False, True):
        dated = [one for one in told if one.date and days(one.date) and (one.status in ("planned", "proposed")) is ahead]
        if not dated:
            continue
        finest = max((grain(one.date or "") for one in dated), key=("year", "month", "day").index)
        fine = [(one.date or "", voice[one.id]) for one in dated if grain(one.date or "") == finest]
        best = _most(fine, lambda date: tuple(-int(part) for part in date.split("-")))
        heard = len({v for date, v in fine if date == best})
        others = sorted({date for date, _ in fine} - {best})
        said = f"{'announced' if ahead else 'told'} by {heard} of {count} voice{'s' if count > 1 else ''}"
        return best, said + (f"; others say {', '.join(others)}" if others else "")
    first = next((one.published for one in told if one.published), None)
    return None, f"no day is told; first reported on {first}" if first else "no day is told"
