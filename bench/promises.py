"""The promises of the record (1, 2, 5, 6, 13, 17) at their full size, with figures: 200 kills, 10,000 documents, a whole corpus in any order, every place.

    promises.py [CORPUS]

CORPUS: articles for promise 2 (JSON lines); without it, only those that the tests are made of. Takes half an hour on two cores; locales are made where the
system has their sources. Exit code 1 when a promise is broken.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qanat.pipeline import open_record
from qanat.record import dump

ROOT = Path(__file__).resolve().parents[1]
QANAT = str(Path(sys.executable).with_name("qanat"))
PLACES = [(locale, zone) for locale in ("ar_EG.UTF-8", "tr_TR.UTF-8", "C") for zone in ("Asia/Riyadh", "UTC")]
STRICT = "tests/record/test_store.py", "tests/record/test_asking.py", "tests/record/test_answers.py", "tests/serve/test_record_commands.py", "tests/export"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qanat-promises-") as place:
        folder = Path(place)
        sound = tests(folder, {"QANAT_FULL": "1"}, "tests/record")
        sound &= places(folder)
        if sys.argv[1:]:
            sound &= orders(folder, Path(sys.argv[1]))
    sys.exit(not sound)


def tests(folder: Path, environment: dict[str, str], *some: str) -> bool:
    """Run some tests and print the figures that they tell."""
    told = folder / "figures.jsonl"
    told.unlink(missing_ok=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *some]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment, "QANAT_FIGURES": str(told)}, capture_output=True, text=True, check=False)
    for line in told.read_text(encoding="utf-8").splitlines() if told.exists() else ():
        show(**json.loads(line))
    print(f"{done.stdout.strip().splitlines()[-1] if done.stdout else done.stderr}  ({time.perf_counter() - begun:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout)
    return done.returncode == 0


def show(promise: str, **figures: object) -> None:
    """One line of figures."""
    print(f"promise {promise:<3} " + "  ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items()), flush=True)


def places(folder: Path) -> bool:
    """Promise 17: the tests whose answers a locale or a zone might change; their dumps are compared with one that is made here."""
    sound = True
    for locale, zone in PLACES:
        code, _, letters = locale.partition(".")
        if letters:
            subprocess.run(["localedef", "-i", code, "-f", letters, str(folder / locale)], capture_output=True, check=False)
        there = locale == "C" or (folder / locale).is_dir()
        environment = {"LC_ALL": locale, "TZ": zone, "LOCPATH": str(folder), "PYTHONUTF8": "0"}
        same = tests(folder, environment, *STRICT)
        show("17", locale=locale if there else f"{locale} (not on this machine)", zone=zone, same=same)
        sound &= same
    return sound


def orders(folder: Path, corpus: Path) -> bool:
    """Promise 2 on a whole corpus: in order, twice more, shuffled, and in 1, 7 and 64 parts; the same dump of all, and no row written again."""
    with (gzip.open if corpus.suffix == ".gz" else open)(corpus, "rt", encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    dumps = set()
    for seed, number in enumerate((1, 1, 7, 64)):
        shuffled = random.Random(seed).sample(lines, len(lines)) if seed else lines
        parts = folder / f"parts{seed}"
        parts.mkdir()
        for part in range(number):
            (parts / f"{part:02}.jsonl").write_text("".join(shuffled[part::number]), encoding="utf-8")
        db = folder / f"{seed}.db"
        took = [add(parts, db) for _ in range(3 if seed == 0 else 1)]
        with open_record(db) as record, record.view() as connection:
            dumps.add(dump.digest(connection))
        size = f"{db.stat().st_size / 2**20:.0f} MiB"
        show("2", documents=len(lines), parts=number, shuffled=bool(seed), seconds=", ".join(took), size=size, dumps=len(dumps))
    return len(dumps) == 1


def add(paths: Path, db: Path) -> str:
    """Add, in two processes; returns how long it took and what was said."""
    begun = time.perf_counter()
    done = subprocess.run([QANAT, "add", str(paths), "--db", str(db), "--workers", "2"], capture_output=True, text=True, check=True)
    return f"{time.perf_counter() - begun:.0f} ({re.split(':', done.stdout)[0].strip()})"


if __name__ == "__main__":
    main()
