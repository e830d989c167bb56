"""Many documents out of a corpus: every copy of an article has other names, numbers and days, so that no two are the same.

    bench/made.py ../shared/corpus/articles.jsonl.gz FOLDER [--documents 100000]

One file of JSON lines a copy of the corpus, its days a month behind those of the one before, as an archive grows. The same call writes the same files.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qanat.packs import load

_WORD = re.compile(r"[^\W\d_]+|\d+")
_MONTH = 31  # days by which a copy is later than the one before
_SPREAD = 7  # names by which a name is moved on from copy to copy


def varied(articles: list[dict[str, Any]], number: int) -> Iterator[list[dict[str, Any]]]:
    """So many articles, a copy of the corpus after the other; the first is the corpus itself."""
    names = [row.word for row in load("ar").tables["names"] if not row.also_word]
    place = {name: at for at, name in enumerate(names)}
    for copy in range(-(-number // len(articles))):

        def word(found: re.Match[str], copy: int = copy) -> str:
            said = found.group()
            if said.isdecimal():
                return "".join(str((int(digit) + copy) % 10) for digit in said) if copy and len(said) < 4 else said
            at = place.get(said)
            return said if at is None else names[(at + copy * _SPREAD) % len(names)]

        out = []
        for article in articles[: number - copy * len(articles)]:
            text, title = (_WORD.sub(word, article[key]) if article.get(key) else article.get(key) for key in ("text", "title"))
            moved = {**article, "id": f"{article['id']}-{copy}", "url": f"{article.get('url') or ''}?{copy}", "text": text, "title": title}
            if article.get("published"):
                moved["published"] = (date.fromisoformat(article["published"][:10]) + timedelta(days=copy * _MONTH)).isoformat()
            out.append(moved)
        yield out


def write(corpus: Path, folder: Path, number: int) -> list[Path]:
    """Write the files; returns their paths."""
    with (gzip.open if corpus.suffix == ".gz" else open)(corpus, "rt", encoding="utf-8") as file:
        articles = sorted((json.loads(line) for line in file), key=lambda one: str(one.get("published")))
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for copy, some in enumerate(varied(articles, number)):
        paths.append(folder / f"{copy:03}.jsonl")
        paths[-1].write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in some), encoding="utf-8")
    return paths


def main() -> None:
    """Write them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--documents", type=int, default=100_000)
    given = options.parse_args()
    paths = write(given.corpus, given.folder, given.documents)
    print(f"{given.documents:,} documents in {len(paths)} files, {sum(path.stat().st_size for path in paths) / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
