"""How fast the reader reads, against the least work that any reader must do, both measured in one run.

The least work: fold by `str.translate`, split by `\\w+`, look each word up in a set. The reading: everything that `Reader.read` does.
Times are processor time of one core, so that a busy machine changes little; the two take turns, batch by batch. The slowest article is named: no article
may take longer than 50 milliseconds (exit code 1), a text that does shows where something is worse than linear.

    bench/speed.py ../shared/corpus/articles.jsonl.gz [--limit N] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sys
from pathlib import Path
from time import process_time

from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.model import Document
from qanat.pipeline import Reader

_WORD = re.compile(r"\w+")
_BATCH = 100
_LIMIT = 0.05  # seconds of processor time for any one article
_SUSPECTS = 10  # of the slowest articles, read again to tell them from a moment when the machine was busy


def load(reader: Reader, path: Path, limit: int | None) -> list[Document]:
    """The documents of an archive, in memory."""
    out = []
    for capture in captures([path]):
        if isinstance(capture, InputError):
            raise capture
        out.append(reader.document(capture))
        if len(out) == limit:
            break
    return out


def least(texts: list[str], table: dict[int, str], known: frozenset[str]) -> int:
    """The least work; returns how many words were found."""
    found = 0
    for text in texts:
        for word in _WORD.findall(text.translate(table)):
            found += word in known
    return found


def race(reader: Reader, documents: list[Document]) -> tuple[float, float, list[float]]:
    """Seconds of processor time for the least work and for the reading of all documents, and for the reading of each."""
    table, known = reader.pack.folding.table, frozenset(map(reader.pack.folding, reader.pack.tables["common"]))
    plain, each = 0.0, []
    for first in range(0, len(documents), _BATCH):
        batch = documents[first : first + _BATCH]
        start = process_time()
        least([document.text for document in batch], table, known)
        plain += process_time() - start
        each += [seconds(reader, document) for document in batch]
    return plain, sum(each), each


def seconds(reader: Reader, document: Document) -> float:
    """Processor time for the reading of one document."""
    start = process_time()
    reader.read(document)
    return process_time() - start


def slowest(reader: Reader, documents: list[Document], each: list[float]) -> tuple[float, Document]:
    """The article that takes longest, by the best of three more readings of those that took longest in the race."""
    suspects = sorted(range(len(each)), key=each.__getitem__)[-_SUSPECTS:]
    return max(((min(seconds(reader, documents[k]) for _ in range(3)), documents[k]) for k in suspects), key=lambda one: one[0])


def profile(reader: Reader, documents: list[Document]) -> None:
    """Print where the time goes: the stages with all that they call, then single functions by themselves."""
    measured = cProfile.Profile()
    measured.enable()
    for document in documents:
        reader.read(document)
    measured.disable()
    stats = pstats.Stats(measured, stream=sys.stdout)
    print("\nThe stages, each with all that it calls (the profiler itself slows small functions most):")
    stats.sort_stats("cumulative").print_stats(
        r"(read/(actors|statements|contacts)|text/(words|times|language))\.py.*\((actors|statements|contacts|split|times|is_foreign|about|tidy)\)"
    )
    print("Single functions by their own time:")
    stats.sort_stats("tottime").print_stats(r"qanat", 25)


def main() -> int:
    """Run the race, and the profile where it is asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("archive", type=Path, help="articles: JSON lines, packed or not")
    options.add_argument("--limit", type=int, help="only so many articles")
    options.add_argument("--profile", action="store_true", help="print where the time goes")
    given = options.parse_args()
    if not given.archive.exists():
        print(f"{given.archive}: there is no such archive; hand in another: make bench CORPUS=articles.jsonl", file=sys.stderr)
        return 1
    reader = Reader()
    documents = load(reader, given.archive, given.limit)
    words = sum(len(document.text.split()) for document in documents)
    plain, full, each = race(reader, documents)
    longest, worst = slowest(reader, documents, each)
    print(f"articles    {len(documents):,} of {words / len(documents):.0f} words on average")
    print(f"least work  {len(documents) / plain:,.0f} articles a second")
    print(f"reading     {len(documents) / full:,.0f} articles a second")
    print(f"ratio       {full / plain:.1f} times the least work")
    print(f"slowest     {longest * 1000:.0f} ms for {worst.id} of {len(worst.text.split()):,} words")
    if given.profile:
        profile(reader, documents[:500])
    if longest > _LIMIT:
        print(f"an article took longer than {_LIMIT * 1000:.0f} ms", file=sys.stderr)
    return int(longest > _LIMIT)


if __name__ == "__main__":
    sys.exit(main())
