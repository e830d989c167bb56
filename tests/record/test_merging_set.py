"""The bar of merging, on the clusters beside the project where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_reports_of_the_merging_set_end_in_their_contacts(shared: Path) -> None:
    clusters, articles = shared / "gold" / "merge" / "clusters.json", shared / "gold" / "merge" / "articles.jsonl.gz"
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "merging.py"), str(clusters), str(articles), "--json"], check=True, capture_output=True, text=True
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["joined"] == 0
    assert figures["b3"]["f1"] >= 0.95
    assert figures["found"] >= 0.80
