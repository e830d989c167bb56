"""Titles, bodies and days of pages, beside trafilatura alone, newspaper4k and readability, all in one run.

The made pages of tests/page/pages, those that are tuned on and those that are held out, and, if there are any, saved pages of real sites in a folder with
labels.json ({"NAME": {"title", "body", "day"}} for NAME.html; a day of null is not counted). The peers run in an environment of their own:

    bench/peers.sh .venv-peers
    .venv/bin/python bench/pages.py --peers .venv-peers/bin/python --saved FOLDER
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.page.made import pages  # noqa: E402

from qanat.collect.charset import decode  # noqa: E402  the tests stand beside the sources
from qanat.model import Capture  # noqa: E402
from qanat.pipeline import Reader  # noqa: E402

_WORD = re.compile(r"\w+")


@dataclass
class Wanted:
    """A page with what should come of it."""

    name: str
    html: str
    url: str
    title: str
    body: str
    day: str | None


@dataclass
class Sums:
    """What one system has on one set of pages."""

    pages: int = 0
    words: float = 0.0
    titles: int = 0
    days: int = 0
    dated: int = 0
    lines: int = 0
    kept: int = 0
    seconds: float = 0.0
    low: list[str] = field(default_factory=list)


def made(*, heldout: bool) -> list[Wanted]:
    """The made pages."""
    return [Wanted(page.name, page.html, page.url, page.title, page.body, page.day) for page in pages(heldout=heldout)]


def saved(folder: Path) -> list[Wanted]:
    """Saved pages with their labels."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    out = []
    for name, label in labels.items():
        html, _ = decode((folder / f"{name}.html").read_bytes())
        out.append(Wanted(name, html, "", label["title"], label["body"], label["day"]))
    return out


def word_f1(found: str, wanted: str) -> float:
    """F1 of two bags of words."""
    one, other = Counter(_WORD.findall(found)), Counter(_WORD.findall(wanted))
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def count(sums: Sums, page: Wanted, title: str, body: str, day: str, seconds: float) -> None:
    """Add one page to the sums."""
    score = word_f1(body, page.body)
    sums.pages += 1
    sums.words += score
    sums.titles += " ".join(title.split()) == " ".join(page.title.split())
    if page.day is not None:
        sums.dated += 1
        sums.days += day[:10] == page.day
    plain = " ".join(_WORD.findall(body))
    for line in page.body.split("\n"):
        sums.lines += 1
        sums.kept += " ".join(_WORD.findall(line)) in plain
    sums.seconds += seconds
    if score < 0.9:
        sums.low.append(page.name)


def measure(reader: Reader, wanted: list[Wanted], peers: str | None) -> dict[str, Sums]:
    """The sums of every system."""
    out: dict[str, Sums] = defaultdict(Sums)
    for page in wanted:
        start = process_time()
        found = reader.document(Capture(page.name, "x", "html", page.html, url=page.url or None))
        seconds = process_time() - start
        body = found.text[len(found.title) + 1 :] if found.title else found.text
        count(out["Qanat"], page, found.title or "", body, found.published or "", seconds)
    if peers:
        lines = "".join(json.dumps({"html": page.html, "url": page.url}) + "\n" for page in wanted)
        done = subprocess.run([peers, str(ROOT / "bench" / "peers_pages.py")], input=lines, capture_output=True, text=True, check=True)
        for page, line in zip(wanted, done.stdout.splitlines(), strict=True):
            for name, (title, body, day, seconds) in json.loads(line).items():
                count(out[name], page, title, body, day, seconds)
    return out


def show(name: str, sums: dict[str, Sums]) -> None:
    """Print a table."""
    print(f"\n{name}: {next(iter(sums.values())).pages} pages")
    print(f"{'':14}{'word F1':>9}{'titles':>9}{'days':>9}{'paragraphs kept':>17}{'pages/s':>9}")
    for system, s in sums.items():
        shares = s.kept / (s.lines or 1), s.pages / (s.seconds or 1)
        print(f"{system:14}{s.words / s.pages:9.4f}{s.titles / s.pages:9.3f}{s.days / (s.dated or 1):9.3f}{shares[0]:17.3f}{shares[1]:9.0f}")


def main(given: Iterable[str] | None = None) -> int:
    """Measure all sets."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peers", help="the Python of the peers' environment")
    options.add_argument("--saved", type=Path, help="a folder of saved pages with labels.json")
    chosen = options.parse_args(list(given) if given is not None else None)
    reader = Reader()
    reader.document(Capture("warm", "x", "html", "<html><body><p>خبر</p></body></html>"))
    show("made pages, tuned on", measure(reader, made(heldout=False), chosen.peers))
    show("made pages, held out", measure(reader, made(heldout=True), chosen.peers))
    if chosen.saved:
        show("saved pages of real sites", measure(reader, saved(chosen.saved), chosen.peers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
