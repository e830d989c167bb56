"""Feeds read beside feedparser: entries with an address, on feedparser's own samples and on our damaged Arabic feeds.

    bench/feeds.py [FOLDER]

FOLDER holds a clone of kurtmckee/feedparser; without it one is made under ~/.cache/qanat-bench, which needs git and the network. Its samples are read by the
feedparser that they are samples of: one that was released before reads some of them wrongly.
"""

from __future__ import annotations

import subprocess
import sys
import time
import warnings
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.collect import damaged

from qanat.collect.feeds import listing
from qanat.errors import InputError


def samples(folder: Path) -> dict[str, bytes]:
    """The samples of a clone, which is made where there is none."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", "https://github.com/kurtmckee/feedparser", str(folder)], check=True)
    found = sorted(path for path in (folder / "tests").rglob("*") if path.suffix in (".xml", ".json"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def parser(folder: Path) -> ModuleType:
    """The feedparser of the clone."""
    sys.path.insert(0, str(folder))
    try:
        return import_module("feedparser")
    finally:
        sys.path.remove(str(folder))


def main() -> None:
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path.home() / ".cache" / "qanat-bench" / "feedparser"
    given, feedparser = samples(folder), parser(folder)
    for title, feeds in (("feedparser's samples", given), ("damaged Arabic feeds", damaged.feeds())):
        counts: Counter[str] = Counter()
        seconds = {"ours": 0.0, "feedparser": 0.0}
        for name, data in feeds.items():
            begun = time.perf_counter()
            theirs = {entry.get("link") for entry in feedparser.parse(data).entries if str(entry.get("link") or "").lower().startswith(("http", "/"))}
            seconds["feedparser"] += time.perf_counter() - begun
            begun = time.perf_counter()
            try:
                ours = len(listing(data, "http://127.0.0.1:8097/").entries)
            except InputError:
                ours = 0
            seconds["ours"] += time.perf_counter() - begun
            counts["more" if ours > len(theirs) else "as many" if ours == len(theirs) else "fewer"] += 1
            if ours < len(theirs):
                print(f"  fewer: {name}: {ours} of {len(theirs)} ({', '.join(sorted(map(str, theirs)))[:120]})")
        print(f"{title}: {len(feeds):,}; entries with an address: {dict(counts)}; ours {seconds['ours']:.1f} s, feedparser {seconds['feedparser']:.1f} s")


if __name__ == "__main__":
    main()
