"""Whole runs of `qanat batch` and `qanat add` as a user starts them: by the clock, by the processors, with the memory of the largest process."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

QANAT = [sys.executable, "-c", "from qanat.serve.cli import main; main()"]
Rows = list[tuple[str, ...]]


class Run(NamedTuple):
    """One run: seconds of the clock and of the processors, the peak of the largest process in MiB, and what it said."""

    clock: float
    processors: float
    peak: int
    said: str


_MEASURE = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.returncode, time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, done.stdout]))
"""


def run(*words: str) -> Run:
    """Run the command; raises where it fails. A small process measures it: a peak counts from that of the process that starts it."""
    done = subprocess.run([sys.executable, "-S", "-c", _MEASURE, *QANAT, *words], capture_output=True, text=True, check=True)
    code, *told = json.loads(done.stdout)
    if code:
        raise RuntimeError(f"qanat {' '.join(words)}: {told[-1]}")
    return Run(*told)


def part(archive: Path, number: int, folder: Path) -> Path:
    """The first so many documents of an archive, as files in a folder."""
    out = folder / f"first-{number}"
    out.mkdir(exist_ok=True)
    left = number
    for path in sorted(archive.iterdir()):
        lines = path.read_text(encoding="utf-8").split("\n")[:-1][:left]
        left -= len(lines)
        if lines:
            (out / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return out


def start(rounds: int) -> Rows:
    """How long the command takes for next to nothing."""
    sample = str(next((Path(__file__).resolve().parents[1] / "samples").glob("*.json")))
    out: Rows = []
    for words in (["--version"], ["read", sample, "--json"]):
        some = [run(*words) for _ in range(rounds)]
        name = " ".join(["qanat", *words[:1], *(["ARTICLE"] if words[1:] else [])])
        out.append((f"`{name}`", f"{statistics.median(one.clock for one in some):.2f}", f"{max(one.peak for one in some):,}"))
    return out


def growth(archive: Path, sizes: list[int], folder: Path) -> Rows:
    """Batch and add at each size."""
    out: Rows = []
    for number in sizes:
        some, readings, db = part(archive, number, folder), folder / f"readings-{number}", folder / f"{number}.db"
        batch = run("batch", str(some), str(readings), "--workers", "2")
        add = run("add", str(readings), "--db", str(db))
        assert int(re.sub(r"\D", "", re.search(r"([\d,]+) added", add.said)[1])) == number  # type: ignore[index]
        size = sum(path.stat().st_size for path in readings.rglob("*.parquet"))
        out.append((f"{number:,}", *told(batch, number), mib(size), f"{add.clock:,.0f}", f"{number / add.clock:,.0f}", f"{add.peak:,}", mib(db.stat().st_size)))
        print(*out[-1], sep="  ", file=sys.stderr, flush=True)
        for path in (readings, some):
            shutil.rmtree(path)
        db.unlink()
    return out


def workers(archive: Path, number: int, folder: Path) -> Rows:
    """The same documents by one worker, by two, and by two of Ray."""
    some = part(archive, number, folder)
    ways = {"one process": ["--workers", "1"], "two workers": ["--workers", "2"]}
    if importlib.util.find_spec("ray"):
        ways["Ray, two workers"] = ["--ray", "local", "--workers", "2"]
    out: Rows = []
    for name, words in ways.items():
        readings = folder / "readings"
        done = run("batch", str(some), str(readings), *words)
        out.append((name, *told(done, number)))
        print(*out[-1], sep="  ", file=sys.stderr, flush=True)
        shutil.rmtree(readings)
    return out if len(ways) > 2 else [*out, ("Ray", "not there", "", "", "")]


def told(done: Run, number: int) -> tuple[str, ...]:
    """A run as columns; the processors of Ray's workers, which are no children of ours, are not seen."""
    return f"{done.clock:,.0f}", f"{done.processors:,.0f}", f"{number / done.clock:,.0f}", f"{done.peak:,}"


def mib(size: int) -> str:
    """Bytes as MiB."""
    return f"{size / 2**20:,.0f}"
