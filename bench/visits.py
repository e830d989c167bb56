"""How long pages of the web app take with many visitors at once, and what the heaviest of them weighs on the way.

    visits.py DB [--users 20] [--seconds 60] [--think 1.0] [--contacts 100000]

DB is a record; a new one is filled with 100,000 home-made contacts first. `qanat serve` runs in a process of its own; each visitor asks for a page, reads it
for about `--think` seconds and asks for the next, of all kinds alike. Times are those of a visitor, from asking to the last byte.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from typing import Any
from urllib.parse import quote

import aiohttp

from qanat.pipeline import open_record
from questions import fill  # type: ignore[import-not-found]  # beside this file

_HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "ar"}


def pages(db: str, contacts: int) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    with open_record(db) as record:
        if not record.contacts(limit=1):
            fill(record, contacts)
        rows = record.contacts(limit=400)[::20]
        sides = [tuple(sorted({party["country"] for party in row["parties"] if party["country"]})) for row in rows]
        states = sorted({state for pair in sides for state in pair})
    return {
        "today": ["/today"],
        "channels": ["/channels", *(f"/channels?country={state}" for state in states)],
        "channel": [f"/channels/{pair[0]}/{pair[1]}" for pair in sides if len(pair) > 1],
        "contacts": ["/contacts", *(f"/contacts?country={state}&status=held" for state in states)],
        "contact": [f"/contacts/{row['id']}" for row in rows],
        "statements": ["/statements", *(f"/statements?country={state}" for state in states)],
        "actors": ["/actors", *(f"/actors?country={state}" for state in states)],
        "actor": [f"/actors/{row['parties'][0]['id']}" for row in rows if row["parties"][0]["id"][0] == "a"],
        "state": [f"/states/{state}" for state in states],
        "article": [f"/articles/{quote(row['reports'][0]['document'], safe='')}" for row in rows],
        "search": ["/search?q=" + quote(word) for word in ("وزير", "كلمة17 كلمة4711", "كلمة99")],
        "claims": ["/claims"],
        "statements over time": ["/statements/timeline", *(f"/statements/timeline?country={state}" for state in states)],
        "matrix": ["/matrix"],
        "board": ["/board", *(f"/board?country={state}" for state in states)],
        "network": ["/network"],
        "map": ["/map", "/map?area=arab_world", *(f"/map?country={state}" for state in states)],
        "timeline": ["/timeline", *(f"/timeline?country={state}" for state in states)],
        "calendar": ["/calendar"],
        "outlets": ["/outlets"],
    }


async def visitor(number: int, client: aiohttp.ClientSession, kinds: dict[str, list[str]], until: float, think: float, took: dict[str, list[float]]) -> None:
    """One visitor: page after page."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, think))
    while time.monotonic() < until:
        kind = chance.choice(list(kinds))
        start = time.perf_counter()
        async with client.get(chance.choice(kinds[kind])) as answer:
            await answer.read()
            assert answer.status == 200, (answer.url, answer.status)
        took[kind].append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(chance.uniform(0.5 * think, 1.5 * think))


async def visits(home: str, kinds: dict[str, list[str]], given: argparse.Namespace) -> dict[str, list[float]]:
    """The times of all visits, in milliseconds, by kind of page; each page was asked for once before."""
    took: dict[str, list[float]] = defaultdict(list)
    async with aiohttp.ClientSession(home, headers=_HEADERS, auto_decompress=False, connector=aiohttp.TCPConnector(limit=0)) as client:
        shared = [await weight(client, path) for path in ("/static/style.css", "/fonts/noto-sans-arabic.woff2")]
        weights = {kind: await weight(client, addresses[0]) for kind, addresses in kinds.items()}
        heaviest = max(weights, key=lambda kind: weights[kind])
        print(f"heaviest page: {heaviest}, {(weights[heaviest] + sum(shared)) / 1024:.0f} KB with style ({shared[0]:,} bytes) and font ({shared[1]:,})")
        until = time.monotonic() + given.seconds
        await asyncio.gather(*(visitor(number, client, kinds, until, given.think, took) for number in range(given.users)))
    return took


async def weight(client: aiohttp.ClientSession, path: str) -> int:
    """Bytes on the way."""
    async with client.get(path) as answer:
        return len(await answer.read())


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("db")
    ap.add_argument("--users", type=int, default=20)
    ap.add_argument("--seconds", type=float, default=60)
    ap.add_argument("--think", type=float, default=1.0)
    ap.add_argument("--contacts", type=int, default=100_000)
    given = ap.parse_args()
    kinds = pages(given.db, given.contacts)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-c", "from qanat.serve.cli import main; main()", "serve", "--db", given.db, "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        took = asyncio.run(visits(f"http://127.0.0.1:{port}", kinds, given))
        with open(f"/proc/{server.pid}/stat", encoding="ascii") as file:
            spent = file.read().rpartition(")")[2].split()
    finally:
        server.terminate()
        server.wait(20)
    every: list[float] = sorted(one for some in took.values() for one in some)
    for kind, some in sorted(took.items(), key=lambda item: -statistics.median(item[1])):
        line: Any = f"{kind:<20} {len(some):5} visits   median {statistics.median(some):6.0f} ms   p95 {_p95(some):6.0f} ms"
        print(line)
    ticks = (int(spent[11]) + int(spent[12])) / 100
    print(f"all                  {len(every):5} visits   median {statistics.median(every):6.0f} ms   p95 {_p95(every):6.0f} ms")
    print(f"the server worked {1000 * ticks / len(every):.0f} ms a visit, all it did included")


def _p95(some: list[float]) -> float:
    return sorted(some)[int(0.95 * (len(some) - 1))]


if __name__ == "__main__":
    main()
