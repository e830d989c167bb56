"""`qanat copies` without an id over a record of a million home-made documents: how soon the first page comes, documents a second, and the memory that it takes.

    families.py DB [--documents 1000000] [--read 50000]

DB is a new file, which is filled then (run it again to measure), or a record that was made so; rows are written past the reader. Of ten documents four are
copies or updates of one before, and one carries a formula that a hundred thousand share.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import insert

from qanat.pipeline import open_record
from qanat.record import tables
from qanat.record.ask import Filters
from qanat.record.engine import writing
from qanat.record.prints import prints
from qanat.record.store import Record

_DAY, _DAYS = date(2015, 1, 1), 3_650
_LOT = 5_000
_FORMULA = " ".join(f"صيغة{n}" for n in range(30))


def texts(count: int) -> Iterator[str]:
    """Texts of some sixty words: new ones, and copies and updates of earlier ones."""
    chance, known = random.Random(1), list[str]()
    words = [f"كلمه{n}" for n in range(50_000)]
    for number in range(count):
        if known and number % 10 < 4:
            text = chance.choice(known) + (" " + " ".join(chance.choices(words, k=25)) if number % 10 == 0 else "")
        else:
            text = " ".join(chance.choices(words, k=60))
            known = known[-2_000:]
            known.append(text)
        yield f"{text} {_FORMULA}" if number % 10 == 5 else text


def fill(record: Record, count: int) -> None:
    """Write the rows, lot by lot."""
    numbered = enumerate(texts(count), 1)
    with writing(record.engine) as connection:
        while some := list(islice(numbered, _LOT)):
            documents, versions, marks = [], [], []
            for n, text in some:
                key, day = f"d{n:016x}", (_DAY + timedelta(days=n * _DAYS // count)).isoformat()
                said = {"outlet": f"outlet{n % 50}", "published": day, "digest": f"{n:064x}"}
                documents.append({"key": key, "id": f"doc{n}", **said, "day": day, "version": n, "reading": n})
                versions.append({"n": n, "document": key, "fingerprint": f"{n:016x}", **said, "text": text, "problems": "[]"})
                marks += [{"print": one, "version": n} for one in prints(text.split())]
            for table, rows in ((tables.documents, documents), (tables.versions, versions), (tables.text_prints, marks)):
                connection.execute(insert(table), rows)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("db")
    ap.add_argument("--documents", type=int, default=1_000_000)
    ap.add_argument("--read", type=int, default=50_000, help="documents that are gone through")
    given = ap.parse_args()
    with open_record(given.db) as record:
        if not record.count()["documents"]:
            begun = time.perf_counter()
            fill(record, given.documents)
            print(f"{given.documents:,} documents written in {time.perf_counter() - begun:.0f} s", flush=True)
            return  # what writing took of memory would count
        _ = record.tongue
        count, before = record.count()["documents"], peak()
        for name, until in (("first page", None), ("a page of the middle", (_DAY + timedelta(days=_DAYS // 2)).isoformat())):
            begun = time.perf_counter()
            found = len(list(record.families(Filters(limit=20, until=until))))
            print(f"{name}: {found} families in {1000 * (time.perf_counter() - begun):.0f} ms")
        for part in (given.read // 10, given.read):
            begun, since = time.process_time(), (_DAY + timedelta(days=_DAYS - part * _DAYS // count)).isoformat()
            found = sum(1 for _ in record.families(Filters(since=since)))
            seconds = time.process_time() - begun
            print(f"about {part:,} documents: {found:,} families, {part / seconds:,.0f} documents a second; peak memory {peak() - before:,.0f} MiB more")


def peak() -> float:
    """The most memory that was held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
