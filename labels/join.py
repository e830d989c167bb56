"""Labels and texts together: `join.py LABELS.jsonl.gz OUT --saudinewsnet DIR --ant DIR` makes of the published labels, and of the public corpora where you have
them, a folder that `qanat eval OUT` measures with.

DIR are clones of inparallel/SaudiNewsNet (its folder dataset, zipped or not) and antcorpus/antcorpus.data. An article is known by the digest of its text: its
title, a newline, its body, white space at their ends taken off. What is not found is told, and left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qanat.measure.labels import digest, text_of, unpacked

_FIELD = re.compile(r"<(TITLE|TEXT)>(.*?)</\1>", re.DOTALL)


def saudinewsnet(home: Path) -> Iterator[tuple[str, str]]:
    """Titles and bodies of SaudiNewsNet: lists of objects with `title` and `content`, one file a day."""
    for path in sorted(home.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json") and not name.startswith("__"):
                    yield from _objects(archive.read(name))
    for path in sorted(home.rglob("*.json")):
        yield from _objects(path.read_bytes())


def _objects(data: bytes) -> Iterator[tuple[str, str]]:
    yield from ((one["title"], one["content"]) for one in json.loads(data))


def ant(home: Path) -> Iterator[tuple[str, str]]:
    """Titles and bodies of the ANT corpus: one file an article, with elements TITLE and TEXT."""
    for path in sorted(home.rglob("*.txt")):
        found = dict(_FIELD.findall(path.read_text(encoding="utf-8", errors="replace")))
        if {"TITLE", "TEXT"} <= found.keys():
            yield found["TITLE"], found["TEXT"]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("labels", type=Path)
    given.add_argument("out", type=Path)
    given.add_argument("--saudinewsnet", type=Path, metavar="DIR")
    given.add_argument("--ant", type=Path, metavar="DIR")
    asked = given.parse_args()
    with gzip.open(asked.labels, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    wanted: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        wanted.setdefault(row["digest"], []).append(row)  # two outlets may have printed one text
    for home, texts in ((asked.saudinewsnet, saudinewsnet), (asked.ant, ant)):
        for title, body in texts(home) if home else ():
            article = {"title": title.strip(), "text": body.strip()}
            for row in wanted.pop(digest(text_of(article)), ()):
                _put(asked.out, "articles", {**article, **{name: row[name] for name in ("id", "outlet", "outlet_country", "published")}})
                _put(asked.out, "labels", unpacked(row, article))
    lost = sorted(row["id"] for some in wanted.values() for row in some)
    last = sorted(row["id"] for row in rows if row["check"] and row["id"] not in lost)
    if last:
        (asked.out / "check.txt").write_text("\n".join(last) + "\n", encoding="utf-8")
    print(f"{len(rows) - len(lost)} of {len(rows)} labelled articles are in {asked.out}")
    for name in lost[:5]:
        print(f"not found: {name}", file=sys.stderr)
    return 1 if lost else 0


def _put(out: Path, part: str, value: dict[str, object]) -> None:
    folder = out / part
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{value['id']}.json").write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
