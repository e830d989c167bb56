"""Which reports tell one contact. Verdicts depend on two reports alone, groups on the reports that verdicts connect, so the order of adding never shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product

from qanat.record.clusters import clusters, neighbours
from qanat.record.days import days, ordinal
from qanat.record.features import FEATURES, Pair, way
from qanat.record.report import Party, Report
from qanat.record.sides import sides
from qanat.record.verdicts import NEVER, Judgement, Verdict, verdict

THRESHOLD = 3.5  # the score from which two reports tell one contact; measured on the merging set (bench/merging.py)
_WORTH_KEEPING = 1.0  # a verdict against is kept from here on: the near misses, which a person may want to see
_BUCKET = 16  # days
_REACH = {"held": (10, 0), "refused": (30, 14), "planned": (3, 60), "proposed": (3, 60)}  # days before and after publication in which an undated one may lie


def keys(report: Report) -> frozenset[str]:
    """Neighbourhood keys: camps of two parties and a stretch of time. Reports without a common key never tell one contact."""
    first, last = _window(report)
    spans = range(first // _BUCKET, last // _BUCKET + 1)
    tokens = [_tokens(party) for party in report.parties]
    found = {tuple(sorted((x, y))) for one, other in combinations(tokens, 2) for x, y in product(one, other)}
    return frozenset(f"{x}|{y}|{span}" for x, y in found for span in spans)


def _window(report: Report) -> tuple[int, int]:
    told, seen = days(report.date), ordinal(report.published)
    before, after = _REACH.get(report.status, (10, 0))
    if told:
        return told.first - 7, told.last + 7
    if seen:
        return seen - before, seen + after
    return 0, 0


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
    found = _weigh(a, b)
    return found if found is not None and (found.same or found.score >= _WORTH_KEEPING) else None


def _weigh(a: Report, b: Report) -> Verdict | None:
    if a.id > b.id:
        a, b = b, a
    matched = sides(a, b)
    if matched.sure == 0.0:
        return None
    pair = Pair(a, b, matched)
    told = way(pair)
    if told is not None and told.weight <= NEVER:
        return None
    reasons = [reason for feature in FEATURES if (reason := feature(pair)) is not None]
    return verdict(a.id, b.id, reasons, THRESHOLD)


def group(reports: Sequence[Report], judged: Iterable[Judgement] = ()) -> tuple[tuple[Report, ...], ...]:
    """The contacts of one neighbourhood, each as its reports in order of id; contacts in order of their first. What a person joined or split holds."""
    by_id = {report.id: report for report in reports}

    def score(a: str, b: str) -> float:
        found = _weigh(by_id[a], by_id[b])
        return found.score if found else NEVER

    return tuple(tuple(by_id[one] for one in members) for members in clusters(by_id, neighbours(reports, keys), score, THRESHOLD, judged))
