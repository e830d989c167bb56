"""JSON lines: the rows as the contract has them, nothing left out."""

from __future__ import annotations

import json
from pathlib import Path

from qanat.export.files import Rows, whole

KINDS = ("contacts", "statements", "actors", "documents", "events", "coverage")


def write(rows: Rows, folder: Path) -> dict[str, int]:
    """One file a kind."""
    out = {}
    for kind in KINDS:
        name = f"{kind}.jsonl"
        with whole(folder / name) as file:
            count = 0
            for row in rows(kind):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        out[name] = count
    return out
