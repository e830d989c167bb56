"""One command, one page: docs/benchmark.md, written from what is measured in this one go.

    bench/benchmark.py ../shared/corpus/articles.jsonl.gz [--documents 1000,10000,100000] [--articles 2000] [--peers PYTHON] [--petrarch CLONE] [-o FILE]

Speeds of single things are processor time of one core, medians of rounds in which what is compared takes turns, so that a busy machine changes little. Whole
runs (growth, workers, Ray) are told by the clock and by the processors. What is not there (a peer, Ray) is said to be not there.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import made  # noqa: E402  the tests and this folder stand beside the sources
from bench.archives import page  # noqa: E402
from bench.speed import least  # noqa: E402
from bench.whole import growth, start, workers  # noqa: E402

from qanat.model import Capture, Document  # noqa: E402
from qanat.pipeline import Reader, open_record  # noqa: E402

_ROUNDS = 5
_SLOW = 20  # texts that are enough for a peer of some hundred words a second
_LETTERS = 800  # of a text for those
Rows = list[tuple[str, ...]]


def articles(corpus: Path, number: int) -> list[dict[str, Any]]:
    """Every nth article of a corpus, so many in all."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    return every[:: max(len(every) // number, 1)][:number]


def turns(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of processor time of several works that take turns: the median of the rounds."""
    spent: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # once before it counts
    for _ in range(_ROUNDS):
        for name, work in works.items():
            start = process_time()
            work()
            spent[name].append(process_time() - start)
    return {name: statistics.median(some) for name, some in spent.items()}


def reading(reader: Reader, some: list[dict[str, Any]]) -> tuple[Rows, float]:
    """The reader beside the least work; returns the seconds that an article takes, too."""
    documents = [Document.from_article(one) for one in some]
    texts = [document.text for document in documents]
    table, known = reader.pack.folding.table, frozenset(map(reader.pack.folding, reader.pack.tables["common"]))
    took = turns({"least": lambda: least(texts, table, known), "reading": lambda: [reader.read(document) for document in documents]})
    number = len(some)
    return [
        ("least work: fold, split, look each word up", rate(number / took["least"]), "1"),
        ("reading: all that `qanat read` finds", rate(number / took["reading"]), f"{took['reading'] / took['least']:.1f}"),
    ], took["reading"] / number


def extraction(reader: Reader, some: list[dict[str, Any]], peers: str | None, read: float) -> Rows:
    """Pages → documents, beside those who extract, and beside reading."""
    pages = [page(one).decode() for one in some]
    captures = [Capture("", "x", "html", html) for html in pages]
    ours = turns({"Qanat": lambda: [reader.document(capture) for capture in captures]})["Qanat"] / len(some)
    told = [{"html": html, "text": one["text"]} for html, one in zip(pages, some, strict=True)]
    theirs = {name: peer(peers, name, told) for name in ("trafilatura", "resiliparse")}
    yardstick = theirs["trafilatura"]
    base = sum(yardstick["seconds"]) / len(some) if yardstick else None

    def row(name: str, seconds: float) -> tuple[str, ...]:
        return name, rate(1 / seconds), f"{seconds / base:.2f}" if base else ""

    out = [row(f"{name} {found['version']}", sum(found["seconds"]) / len(some)) if found else (name, "not there", "") for name, found in theirs.items()]
    return [*out, row("Qanat: page → document", ours), row("Qanat: document → reading", read), row("Qanat: page → reading", ours + read)]


def parts(some: list[dict[str, Any]], read: float, given: argparse.Namespace) -> Rows:
    """What one would otherwise run for the parts, each alone."""
    words = sum(len(one["text"].split()) for one in some) / len(some)
    out: Rows = [("Qanat: the whole reading", rate(words / read), "words", "actors, dates, statements, contacts, events")]
    for name, what in (("dateparser", "dates only"), ("farahidi", "lemma, stem, root in context"), ("qalsadi", "all analyses of each word")):
        texts = [{"html": "", "text": one["text"][:_LETTERS]} for one in some[:_SLOW]]
        found = peer(given.peers, name, texts)
        out.append((f"{name} {found['version']}", rate(sum(found["units"]) / sum(found["seconds"])), "words", what) if found else (name, "not there", "", what))
    what = "coding only, of its own English sample, which is parsed already"
    found = peer(given.peers, "petrarch", given.petrarch) if given.petrarch else None
    out.append(
        ("UniversalPetrarch", rate(found["units"][0] / found["seconds"][0]), "sentences", what) if found else ("UniversalPetrarch", "not there", "", what)
    )
    return [*out, ("stanza, UDPipe", "not there", "", "their Arabic models are in no package registry")]


def to_record(reader: Reader, some: list[dict[str, Any]], peers: str | None) -> Rows:
    """Pages → record, beside extraction alone."""
    pages = [page(one).decode() for one in some]
    captures = [Capture("", "", "html", html, url=f"https://www.example.org/{k}") for k, html in enumerate(pages)]
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "record.db") as record:
        assert record.tongue
        start = process_time()
        for capture in captures:
            record.add(reader.read(reader.document(capture)), reader.version)
        ours = process_time() - start
    theirs = peer(peers, "trafilatura", [{"html": html, "text": ""} for html in pages])
    out: Rows = [("Qanat: page → record, a transaction a page", rate(len(some) / ours), f"{ours / sum(theirs['seconds']):.1f}" if theirs else "")]
    return [("trafilatura: extraction alone", rate(len(some) / sum(theirs["seconds"])), "1") if theirs else ("trafilatura", "not there", ""), *out]


def peer(python: str | None, name: str, told: list[dict[str, str]] | str) -> Any:
    """How long a peer takes, in its own environment; None where it is not there or fails."""
    if python is None:
        return None
    lines = told if isinstance(told, str) else "".join(json.dumps(one) + "\n" for one in told)
    done = subprocess.run([python, str(ROOT / "bench" / "peer_times.py"), name], input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return json.loads(done.stdout)


def rate(number: float) -> str:
    """So many a second."""
    return f"{number:,.0f}"


def table(heads: Iterable[str], rows: Rows) -> str:
    """A table of Markdown; all columns but the first and those of words to the right."""
    heads = list(heads)
    return "\n".join(["| " + " | ".join(one) + " |" for one in (heads, ["---"] + ["---:"] * (len(heads) - 1), *rows)]) + "\n"


def machine() -> str:
    """What it was measured on."""
    names = [line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    compiled = importlib.util.find_spec("qanat.text.words")
    how = "compiled by mypyc" if compiled and not str(compiled.origin).endswith(".py") else "plain Python"
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; Python {platform.python_version()}; the reader {how}"


def main() -> int:
    """Measure everything and write the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("--documents", default="1000,10000,100000", help="sizes of archives, with commas")
    options.add_argument("--articles", type=int, default=2000, help="articles of the corpus that are read, extracted")
    options.add_argument("--peers", help="the Python of the peers' environment (bench/peers.sh)")
    options.add_argument("--petrarch", help="a clone of openeventdata/UniversalPetrarch")
    options.add_argument("-o", "--out", type=Path, default=ROOT / "docs" / "benchmark.md")
    given = options.parse_args()
    if not given.corpus.exists():
        print(f"{given.corpus}: there is no such corpus; hand in another: make bench CORPUS=articles.jsonl.gz", file=sys.stderr)
        return 1
    begun, load = time.monotonic(), os.getloadavg()[0]
    reader = Reader()
    some = articles(given.corpus, given.articles)
    few = some[:: max(len(some) // 300, 1)]
    sizes = sorted(int(size) for size in given.documents.split(","))
    first, read = reading(reader, some)
    text = [_HEAD.format(machine=machine(), version=version("qanat"), reader=reader.version, articles=len(some), few=len(few), rounds=_ROUNDS)]
    text += ["## Reading\n", table(("", "articles a second, one core", "times the least work"), first)]
    text += [_PAGES.format(few=len(few)), table(("", "pages a second, one core", "time beside trafilatura"), extraction(reader, few, given.peers, read))]
    text += [table(("", "pages a second, one core", "time beside extraction"), to_record(reader, few, given.peers))]
    text += ["## What one would otherwise run for the parts\n", table(("", "a second, one core", "of", "which does"), parts(few, read, given)), _PARTS]
    with tempfile.TemporaryDirectory(prefix="qanat-benchmark-") as place:
        folder = Path(place)
        made.write(given.corpus, folder / "archive", max(sizes))
        text += ["## Start\n", table(("", "seconds by the clock", "peak MiB"), start(_ROUNDS))]
        text += [_GROWTH, table(("documents", *_COLUMNS), growth(folder / "archive", sizes, folder))]
        middle = sizes[-2] if len(sizes) > 1 else sizes[-1]
        text += [_WORKERS.format(documents=f"{middle:,}"), table(("", *_COLUMNS[:4]), workers(folder / "archive", middle, folder))]
    text.append(_END.format(before=load, after=os.getloadavg()[0], minutes=(time.monotonic() - begun) / 60))
    given.out.write_text("\n".join(text) + "\n", encoding="utf-8")
    print(given.out.read_text(encoding="utf-8"))
    return 0


_COLUMNS = ("batch: s", "processors: s", "a second", "peak MiB of a process", "Parquet MiB", "add: s", "a second ", "peak MiB", "record MiB")
_HEAD = """# Benchmark

Written by `make bench`; nothing in it was typed in. Measured on: {machine}. Qanat {version} (reader {reader}).

Speeds of single things are processor time of one core: {articles} articles of the corpus, medians of {rounds} rounds in which what is ours takes turns;
pages and peers on {few} of them, a peer in its own process and environment (`bench/peers.sh`) right beside ours.
"""
_PAGES = """## Pages

{few} articles in the mark-up of a portal. resiliparse takes the text and nothing else; trafilatura and Qanat look for title and day as well.
"""
_PARTS = """Not comparable: none of these reads who met whom. They are what one would put together for it, and each does its part only; UniversalPetrarch codes
English sentences that a parser has been through, which takes far longer than the coding.
"""
_GROWTH = """## Growth

Archives made of the corpus with names, numbers and days varied (`bench/made.py`), `qanat batch --workers 2`, then `qanat add` of its output into an empty
SQLite record. The peak is that of the largest process.
"""
_WORKERS = """## Workers and Ray

{documents} of these documents. Ray is started for the run and ended after it, which the clock includes; its workers are no children of the command, so their
work and memory are not seen.
"""
_END = (
    "Load of the machine (programs that want a processor, this one among them): {before:.1f} at the beginning, {after:.1f} at the end. {minutes:.0f} minutes."
)

if __name__ == "__main__":
    sys.exit(main())
