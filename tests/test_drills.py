"""Short texts of one construction each, with their right readings: figures on them only rise (`drills/README.md` says what they are)."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from qanat.measure.figures import value
from qanat.measure.score import score
from qanat.serve.cli.eval import read_set

HOME = Path(__file__).with_name("drills")
FLOORS: dict[str, dict[str, dict[str, float]]] = tomllib.loads((HOME / "floors.toml").read_text(encoding="utf-8"))
KEPT_APART = 3  # every third text: whoever mends the reader looks at its figures only


def laid_out(drill: str, folder: Path) -> list[str]:
    """The texts of a drill as a labelled set in a folder; their ids."""
    for part in ("articles", "labels"):
        (folder / part).mkdir()
    rows: list[dict[str, Any]] = [json.loads(line) for line in (HOME / f"{drill}.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        label = {"id": row["id"]} | {kind: row.pop(kind) for kind in ("contacts", "statements") if kind in row}
        (folder / "articles" / f"{row['id']}.json").write_text(json.dumps(row), encoding="utf-8")
        (folder / "labels" / f"{row['id']}.json").write_text(json.dumps(label), encoding="utf-8")
    return [row["id"] for row in rows]


@pytest.mark.parametrize("drill", sorted(path.stem for path in HOME.glob("*.jsonl")))
def test_no_figure_of_a_drill_is_under_its_floor(drill: str, tmp_path: Path) -> None:
    ids = laid_out(drill, tmp_path)
    readings = read_set(tmp_path)
    parts = {"all": ids, "check": ids[KEPT_APART - 1 :: KEPT_APART]}
    figures = {part: score(tmp_path, readings, of).figures.report() for part, of in parts.items()}
    sunk = {
        f"{part} {name}": round(value(figures[part][name]), 4)
        for part, floors in FLOORS[drill].items()
        for name, floor in floors.items()
        if value(figures[part][name]) < floor
    }
    assert not sunk
