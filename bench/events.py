"""How well events of ASSAULT and PROTEST are found in sentences that people have judged: openeventdata/arabic_event_gsr.

The set is not part of this project: clone github.com/openeventdata/arabic_event_gsr and hand in its path. Each of its sentences was judged by several people:
does it tell of an event of the kind? The reader says yes where it finds an event of the kind that took place.

Printed for each kind: precision, recall and F1 on the sentences of which all judges said the same; the same on every sentence with three judges
or more, against the majority (ties left out); and there what one judge scores against the majority of the others. The sentences come in two halves
by a digest of their text: rows were written while looking at the first half only ("seen"), the second ("kept apart") tells how they do on others.

    bench/events.py PATH [--show seen]      PATH: the clone, or its git directory without a work tree
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from qanat.model import Document
from qanat.pipeline import Reader

KINDS = ("ASSAULT", "PROTEST")
_FEWEST = 3  # judges of a sentence that counts


@dataclass(frozen=True)
class Item:
    """A sentence with the number of judges for and against, and the reader's word."""

    text: str
    accept: int
    reject: int
    found: bool

    @property
    def seen(self) -> bool:
        """Was this half looked at while rows were written?"""
        return int(hashlib.sha256(self.text.encode("utf-8")).hexdigest(), 16) % 2 == 0


@dataclass
class Score:
    """Weighted counts of yes and no against what is held to be true."""

    right: float = 0
    false: float = 0
    missed: float = 0

    def add(self, said: bool, true: bool, weight: float = 1) -> None:
        """Count one answer."""
        self.right += weight * (said and true)
        self.false += weight * (said and not true)
        self.missed += weight * (true and not said)

    def __str__(self) -> str:
        precision = self.right / (self.right + self.false or 1)
        recall = self.right / (self.right + self.missed or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def load(path: Path, kind: str, reader: Reader) -> list[Item]:
    """The sentences of a kind, each read."""
    name = f"{kind.lower()}_gsr.csv"
    if (path / name).is_file():
        text = (path / name).read_text(encoding="utf-8")
    else:
        text = subprocess.run(["git", f"--git-dir={path}", "show", f"HEAD:{name}"], capture_output=True, check=True, encoding="utf-8").stdout
    items = []
    for row in csv.DictReader(io.StringIO(text)):
        reading = reader.read(Document.from_article({"text": row["text"]}))
        found = any(event.event == kind and event.status == "held" for event in reading.events)
        items.append(Item(row["text"], int(row["accept"]), int(row["reject"]), found))
    return items


def unanimous(items: list[Item]) -> Score:
    """The reader on the sentences of which all of at least two judges said the same."""
    score = Score()
    for item in items:
        if item.accept + item.reject > 1 and not (item.accept and item.reject):
            score.add(item.found, item.accept > 0)
    return score


def against_majority(items: list[Item]) -> Score:
    """The reader on every sentence with enough judges that are not evenly parted."""
    score = Score()
    for item in items:
        if item.accept + item.reject >= _FEWEST and item.accept != item.reject:
            score.add(item.found, item.accept > item.reject)
    return score


def one_judge(items: list[Item]) -> Score:
    """Each judge in turn against the majority of the others; a sentence weighs one, however many judged it."""
    score = Score()
    for item in items:
        judges = item.accept + item.reject
        for said, number in ((True, item.accept), (False, item.reject)):
            others = (item.accept - said) - (item.reject - (not said))
            if judges >= _FEWEST and number and others:
                score.add(said, others > 0, number / judges)
    return score


def show(items: list[Item], kind: str) -> None:
    """Print the misses and the false ones among the unanimous sentences of the seen half."""
    for item in items:
        if item.seen and item.accept + item.reject > 1 and not (item.accept and item.reject) and item.found != (item.accept > 0):
            print(f"{kind} {'missed' if item.accept else 'false'}: {' '.join(item.text.split())}")


def main() -> int:
    """Read, score, print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path, help="a clone of openeventdata/arabic_event_gsr")
    options.add_argument("--show", choices=["seen"], help="print what goes wrong in the seen half")
    given = options.parse_args()
    if not given.path.exists():
        print(f"{given.path}: there is no such folder; clone https://github.com/openeventdata/arabic_event_gsr", file=sys.stderr)
        return 1
    reader = Reader()
    for kind in KINDS:
        items = load(given.path, kind, reader)
        if given.show:
            show(items, kind)
        print(f"{kind}: {len(items):,} sentences")
        for name, part in (("seen", [i for i in items if i.seen]), ("kept apart", [i for i in items if not i.seen]), ("all", items)):
            print(f"  {name:<11} unanimous: {unanimous(part)}   majority: {against_majority(part)}   one judge: {one_judge(part)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
