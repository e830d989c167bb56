"""Labels as they are published: `pack.py GOLD OUT.jsonl.gz` takes GOLD/articles/ID.json and GOLD/labels/ID.json and writes places and digests, no text.

What is not in the form of labels is told, and nothing is written. The articles of GOLD/check.txt are marked as those to be looked at last.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path

from qanat.errors import InputError
from qanat.measure.labels import packed


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("gold", type=Path)
    given.add_argument("out", type=Path)
    asked = given.parse_args()
    check = asked.gold / "check.txt"
    last = set(check.read_text(encoding="utf-8").split()) if check.exists() else set()
    rows, wrong = [], 0
    for path in sorted((asked.gold / "labels").glob("*.json")):
        label, article = (json.loads((asked.gold / part / path.name).read_text(encoding="utf-8")) for part in ("labels", "articles"))
        try:
            rows.append({**packed(label, article), "check": label["id"] in last})
        except InputError as error:
            print(error, file=sys.stderr)
            wrong += 1
    if wrong or not rows:
        print(f"{wrong} labels are wrong, {len(rows)} are not: nothing was written", file=sys.stderr)
        return 1
    lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    asked.out.write_bytes(gzip.compress(lines.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} labels in {asked.out}, {asked.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
