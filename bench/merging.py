"""How well reports are merged: `merging.py CLUSTERS.json ARTICLES.jsonl.gz [--show]` merges in memory and calls the scorer that lies beside the clusters."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qanat.model import Document
from qanat.pipeline import Reader
from qanat.record.contact import merged
from qanat.record.merge import group
from qanat.record.report import Report, reports


def main(clusters: Path, articles: Path, *options: str) -> int:
    reader = Reader()
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        readings = [reader.read(Document.from_article(json.loads(line))) for line in lines]
    told = [report for reading in readings for report in reports(reading, reader.naming)]
    begun = time.perf_counter()
    contacts = group(told)
    print(f"{len(told)} reports → {len(contacts)} contacts in {time.perf_counter() - begun:.2f} s")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for members in contacts:
            out.write(json.dumps(_row(members), ensure_ascii=False) + "\n")
        out.flush()
        scorer = clusters.parent.parent / "merge_score.py"
        return subprocess.call([sys.executable, str(scorer), str(clusters), str(articles), out.name, *options])


def _row(members: tuple[Report, ...]) -> dict[str, object]:
    contact = merged(members)
    parties = [{"name": party.name, "country": party.country, "role": party.role} for party in contact.parties]
    return {"id": members[0].id, "mode": contact.mode, "parties": parties, "reports": [{"document": r.document, "evidence": r.evidence} for r in members]}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
