"""Score the reader on the development set, without the articles that are to be looked at last (or, with --check, only on those)."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from qanat.model import Document
from qanat.pipeline import Reader, to_dict

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", choices=["contacts", "statements", "people", "times"])
    options.add_argument("--check", action="store_true", help="the check articles instead")
    options.add_argument("--all", action="store_true", help="every article")
    options.add_argument("--id", help="only ids with this in them")
    chosen = options.parse_args()
    check = set((SHARED / "gold/check.txt").read_text().split())
    gold = SHARED / "gold"
    reader = Reader()
    ids = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "readings.jsonl"
        with out.open("w", encoding="utf-8") as file:
            for path in sorted((gold / "articles").glob("*.json")):
                if (chosen.all or (path.stem in check) == chosen.check) and (not chosen.id or chosen.id in path.stem):
                    ids.append(path.stem)
                    file.write(json.dumps(to_dict(reader.read(Document.from_article(json.loads(path.read_text(encoding="utf-8"))))), ensure_ascii=False) + "\n")
        listed = Path(folder) / "ids"
        listed.write_text("\n".join(ids))
        show = ["--show", chosen.show] if chosen.show else []
        return subprocess.run([sys.executable, str(gold / "score.py"), str(gold), str(out), "--ids", str(listed), *show], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
