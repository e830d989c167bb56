"""The figures of the codebook: by mode, status, act and outlet, and of merging. `figures.py GOLD` writes src/qanat/codebook/figures.toml."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from qanat.measure import breakdown, score
from qanat.pipeline import Reader
from qanat.serve.cli.eval import read_set

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "src" / "qanat" / "codebook" / "figures.toml"
HEAD = """\
# Figures of the reader on the development set, part by part. Written by `bench/figures.py ../shared/gold`; a test holds that none is better than measured.
"""


def main(gold: Path) -> None:
    readings = read_set(gold)
    measured = score(gold, readings)
    parts = [HEAD, f'reader = "{Reader().version}"\narticles = {len(readings)}\n']
    parts += [_table(f"{name}.{_key(value)}", row) for name, rows in breakdown.by_value(measured, readings).items() for value, row in rows.items()]
    parts += [_table(f"outlets.{_key(name)}", row) for name, row in breakdown.by_outlet(gold, readings).items()]
    parts.append(_table("merging", merging(gold)))
    PLACE.write_text("\n".join(parts), encoding="utf-8")


def merging(gold: Path) -> dict[str, Any]:
    """What the public scorer says of the merging, by `bench/merging.py`."""
    merge = gold / "merge"
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "merging.py"), str(merge / "clusters.json"), str(merge / "articles.jsonl.gz")],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"found ([\d.]+) of (\d+);\s+B3 P ([\d.]+) R ([\d.]+) F1 ([\d.]+);.*joined (\d+)", done.stdout)
    assert found, done.stdout
    shares = dict(zip(("found", "b3_precision", "b3_recall", "b3_f1"), map(float, found.group(1, 3, 4, 5)), strict=True))
    return {"reports": int(found.group(2)), **{name: round(share, 2) for name, share in shares.items()}, "joined": int(found.group(6))}


def _key(name: str) -> str:
    return json.dumps(name)


def _table(name: str, row: dict[str, Any]) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items() if value is not None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
