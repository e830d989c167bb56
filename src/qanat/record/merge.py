"""Which reports tell one contact. Verdicts depend on two reports alone, groups on the reports that verdicts connect, so the order of adding never shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

from qanat.record.clusters import Growth, Scores, grouped
from qanat.record.days import days, grain, ordinal
from qanat.record.features import COPY_DAYS, FEATURES, Pair, copied, way
from qanat.record.report import Party, Report
from qanat.record.sides import sides
from qanat.record.verdicts import NEVER, Judgement, Verdict, verdict

THRESHOLD = 3.5  # the score from which two reports tell one contact; measured on the merging set (bench/merging.py)
_WORTH_KEEPING = 2.8  # a verdict against is kept from here on: the near misses, which a person may want to see
_BUCKET = 8  # days
_AROUND = 7  # days by which a day that is told may be off
_REACH = {"held": (10, 0), "refused": (30, 14), "planned": (3, 60), "proposed": (3, 60)}  # days before and after publication in which an undated one may lie


def keys(report: Report) -> frozenset[str]:
    """Neighbourhood keys: camps of two parties and a stretch of time. Reports without a common key never tell one contact."""
    spans = {span for first, last in _windows(report) for span in range(first // _BUCKET, last // _BUCKET + 1)}
    tokens = [_tokens(party) for party in report.parties]
    found = {tuple(sorted((x, y))) for one, other in combinations(tokens, 2) for x, y in product(one, other)}
    return frozenset(f"{x}|{y}|{span}" for x, y in found for span in spans)


def _windows(report: Report) -> list[tuple[int, int]]:
    """The days on which it may have been; where it tells a day far from its publication also those on which its copies appear, in which another may be read."""
    told, seen = days(report.date), ordinal(report.published)
    before, after = _REACH.get(report.status, (10, 0))
    if told:
        near = (told.first - _AROUND, told.last + _AROUND)
        return [near] if seen is None or near[0] <= seen <= near[1] else [near, (seen - COPY_DAYS, seen + COPY_DAYS)]
    return [(seen - before, seen + after)] if seen else [(0, 0)]


def _tokens(party: Party) -> tuple[str, ...]:
    """The camp; of people without one of their own also the name, since their state may be told or not."""
    camp = (party.country,) if party.country else ()
    if party.country and party.role not in ("envoy", "io_head", "official"):
        return camp
    name = tuple(f"={bone}" for bone in party.words.bones[-1:])
    latin = (f"~{party.latin.lower()}",) if party.latin else ()
    return (*camp, *name, *latin)


def compare(a: Report, b: Report) -> Verdict | None:
    """The verdict on two reports, with its reasons; None where nothing makes them look alike."""
    found = _weigh(a, b) if a.id < b.id else _weigh(b, a)
    return found if found is not None and (found.same or found.score >= _WORTH_KEEPING) else None


@lru_cache(maxsize=5_000)
def _weigh(a: Report, b: Report) -> Verdict | None:
    """The verdict on two reports, that with the smaller id first; None where they rule each other out."""
    if _impossible(a, b):
        return None
    matched = sides(a, b)
    if matched.sure == 0.0:
        return None
    reasons = [reason for feature in FEATURES if (reason := feature(Pair(a, b, matched))) is not None]
    return verdict(a.id, b.id, reasons, THRESHOLD)


def _impossible(a: Report, b: Report) -> bool:
    """What can be told at a glance, as most pairs of a neighbourhood are: another way of contact, another day."""
    told = way(a, b)
    if told.weight <= NEVER:
        return True
    if a.status == b.status == "held" and a.date and b.date and a.date != b.date and a.mode != "visit":
        x, y = days(a.date), days(b.date)
        return x is not None and y is not None and max(x.first - y.last, y.first - x.last) > 1 and not copied(a, b)
    return False


def group(
    reports: Sequence[Report],
    judged: Iterable[Judgement] = (),
    same: Mapping[tuple[str, str], float] | None = None,
    grown: Growth | None = None,
    known: Scores | None = None,
) -> tuple[tuple[Report, ...], ...]:
    """The contacts of one neighbourhood, each as its reports (`clusters.grouped`). What a person joined or split holds."""

    def score(a: Report, b: Report) -> float:
        found = _weigh(a, b)
        return found.score if found else NEVER

    return grouped(reports, keys, score, THRESHOLD, judged, same, _two_days, grown, known)


def _two_days(x: Sequence[Report], y: Sequence[Report]) -> bool:
    """Each of two groups is told by two outlets for a day of its own: a day more or less is no slip then."""
    days_of = [Counter(day for _, day in {(one.outlet or one.document, one.date) for one in group if _dated(one)}) for group in (x, y)]
    firm = [{day for day, outlets in count.items() if outlets > 1} for count in days_of]
    if not (firm[0] and firm[1]) or firm[0] & firm[1]:
        return False
    told = [[one for one in group if _dated(one) and one.date in days_] for group, days_ in zip((x, y), firm, strict=True)]
    return not any(a.outlet != b.outlet and copied(a, b) for a in told[0] for b in told[1])  # one text, printed elsewhere a day later as "today"


def _dated(one: Report) -> bool:
    return one.status == "held" and one.mode != "visit" and one.date is not None and grain(one.date) == "day"
