"""The figures that stand in a file, and may only rise."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qanat.errors import InputError
from qanat.measure.figures import value

HELD = ("contacts", "contacts.strict", "statements", "people", "people.country", "times")  # the figures that have a floor
_HEAD = """\
# Figures of the reader on a labelled set (`qanat eval GOLD --floors FILE`): they only rise.
# `--raise` writes those that have risen; to let one sink, lower it here by hand and say why in the commit.
# [all] is the whole set, [check] the articles of check.txt.
"""

Parts = dict[str, dict[str, float]]


def load(path: Path) -> Parts:
    """The floors by part and figure; a file that is not there holds none."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read as floors: {error}") from None
    return {part: {name: float(floor) for name, floor in figures.items()} for part, figures in found.items()}


def sunk(floors: Parts, reports: Mapping[str, Mapping[str, dict[str, Any]]]) -> list[str]:
    """A sentence for every figure that is under its floor, or that has a floor and was not measured."""
    out = []
    for part, figures in floors.items():
        for name, floor in figures.items():
            figure = reports.get(part, {}).get(name)
            if figure is None:
                out.append(f"{part} {name}: has a floor of {floor:.4f} and was not measured")
            elif value(figure) < floor:
                out.append(f"{part} {name}: {value(figure):.4f} is under its floor of {floor:.4f}")
    return out


def raised(floors: Parts, reports: Mapping[str, Mapping[str, dict[str, Any]]]) -> Parts:
    """The floors after what was measured: each the higher of the two, cut to four places."""
    return {
        part: {name: max(floors.get(part, {}).get(name, 0.0), math.floor((value(report[name]) if name in report else 0.0) * 10_000) / 10_000) for name in HELD}
        for part, report in reports.items()
    }


def write(path: Path, floors: Parts) -> None:
    """Write the floors as TOML."""
    parts = ["[{}]\n{}".format(part, "".join(f'"{name}" = {floor:.4f}\n' for name, floor in figures.items())) for part, figures in floors.items()]
    path.write_text("\n".join([_HEAD, *parts]), encoding="utf-8")
