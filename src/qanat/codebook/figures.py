"""What is measured of the reader, as tables of the codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from qanat.codebook.markdown import table

_PARTS = (("contacts", "mode", "modes"), ("contacts", "status", "statuses"), ("statements", "act", "acts"), ("statements", "kind", "speech"))


def figures(words: Mapping[str, Any], measured: Mapping[str, Any], floors: Mapping[str, Mapping[str, float]], agreement: Mapping[str, Any]) -> Iterator[str]:
    """The whole, the parts by value and by outlet, the merging; `measured` is `figures.toml`."""
    yield f"### {words['figures']}"
    rows = [[name, f"{floor:.2f}", f"{floors['check'][name]:.2f}", _share(agreement.get(name))] for name, floor in floors["all"].items()]
    yield table((words["figure"], words["all"], words["check"], words["people_agree"]), rows)
    for kind, field, name in _PARTS:
        yield f"### {words['by']}: {words['lists'][name]}"
        head = (words["value"], words["number"], words["recall"], words["read"], words["precision"])
        parts = measured[kind][field].items()
        yield table(head, [[f"`{v}`", str(p["labels"]), _share(p.get("recall")), str(p["read"]), _share(p.get("precision"))] for v, p in parts])
    yield f"### {words['by']}: {words['outlet']}"
    kinds = ("contacts", "statements", "people", "times")
    lines = [[name, str(part["articles"]), *(_share(part[kind]) for kind in kinds)] for name, part in measured["outlets"].items()]
    yield table((words["outlet"], words["articles"], *kinds), lines)
    yield f"### {words['merging']}"
    yield words["merging_row"].format(**measured["merging"])
    yield f"{words['measured']} {measured['reader']}."


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
