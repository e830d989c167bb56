"""Promise 4 at its full size: 10,000 documents, one in a hundred of which hangs, crashes, ends its worker, fails, or is 2 GB of nothing or bad bytes.

bench/poison.py [NUMBER] [WORKERS]
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.test_poison import POISON, Poisoned

from qanat import crew
from qanat.adding import add_paths, retry
from qanat.pipeline import Reader, open_record


def main() -> None:
    number, workers = (int(word) for word in (*sys.argv[1:3], *("10000", "2")[len(sys.argv[1:3]) :]))
    crew.SECONDS = 2.0
    kinds = [*POISON, "huge", "bytes"]
    with tempfile.TemporaryDirectory() as place:
        folder, poisoned = Path(place) / "news", 0
        folder.mkdir()
        lines = []
        for n in range(number):
            kind = kinds[n // 100 % len(kinds)] if n % 100 == 50 else ""
            poisoned += bool(kind)
            if kind == "huge":
                with (folder / f"{n}.txt").open("wb") as file:
                    file.truncate(2**31)
            elif kind == "bytes":
                (folder / f"{n}.html").write_bytes(bytes(range(256)) * 50)
            else:
                text = f"{kind} قال الوزير الأردني سامر النعيمي إن الحوار رقم {n} مستمر.".strip()
                lines.append(json.dumps({"id": str(n), "text": text, "published": "2025-04-01"}, ensure_ascii=False))
        (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        with open_record(Path(place) / "r.db") as record:
            begun = time.perf_counter()
            done = Counter(one.error is None for one in add_paths(record, Poisoned(), [folder], workers=workers))
            seconds = time.perf_counter() - begun
            print(f"{number:,} documents, {poisoned} of them poison: {done[True]:,} added, {done[False]} set aside, {seconds:.0f} s, {workers} workers")
            for reason, count in Counter(one.reason.partition(": ")[2].partition(" (")[0] for one in record.aside()).most_common():
                print(f"  {count:3} {reason}")
            for path in (*folder.glob("*.txt"), *folder.glob("*.html")):
                path.write_text("قال الوزير إن الحوار مستمر.", encoding="utf-8")
            list(retry(record, Reader(), workers=workers))
            print(f"after qanat retry with what was wrong put right: {record.count()['documents']:,} documents, {len(record.aside())} set aside")


if __name__ == "__main__":
    main()
