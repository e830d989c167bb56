"""The figures part by part: by the value of a field, and by outlet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qanat.measure.score import Score, labelled, score

Row = dict[str, Any]
FIELDS = (("contacts", "mode"), ("contacts", "status"), ("statements", "act"), ("statements", "kind"))
_HELD = ("contacts", "statements", "people", "times")


def by_value(measured: Score, readings: Mapping[str, Row]) -> dict[str, dict[str, Row]]:
    """Of every value of some fields, as "contacts.mode": how many `labels` have it, which share of them was found (`recall`), how many were `read` with it,
    and which share of these is a contact or statement that there is (`precision`; it may be labelled with another value).
    """
    out: dict[str, dict[str, Row]] = {}
    claims = {(name, claim["id"]): (kind, claim) for name, reading in readings.items() for kind in ("contacts", "statements") for claim in reading[kind]}
    for kind, field in FIELDS:
        found: dict[str, Counter[bool]] = defaultdict(Counter)
        right: dict[str, Counter[bool]] = defaultdict(Counter)
        for of, label, was_found in measured.labels:
            if of == kind:
                found[label[field]][was_found] += 1
        for article, claim, is_right in measured.claims:
            of, told = claims.get((article, claim), ("", {}))
            if of == kind:
                right[told[field]][is_right] += 1
        out[f"{kind}.{field}"] = {
            value: {
                "labels": found[value].total(),
                "recall": _share(found[value]),
                "read": right[value].total(),
                "precision": _share(right[value]),
            }
            for value in sorted(found.keys() | right.keys())
        }
    return out


def by_outlet(gold: Path, readings: Mapping[str, Row]) -> dict[str, Row]:
    """F1 of each outlet, by the name before the first hyphen of an article's id, with the number of its articles."""
    ids: dict[str, list[str]] = defaultdict(list)
    for path in labelled(gold):
        ids[path.stem.partition("-")[0]].append(path.stem)
    out = {}
    for outlet, some in sorted(ids.items()):
        report = score(gold, readings, some).figures.report()
        out[outlet] = {"articles": len(some), **{kind: round(report[kind]["f1"], 2) for kind in _HELD}}
    return out


def _share(counted: Counter[bool]) -> float | None:
    return round(counted[True] / counted.total(), 2) if counted else None
