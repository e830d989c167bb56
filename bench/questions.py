"""How long the record takes to answer, at 100,000 contacts of home-made data: median and worst of many runs of each question, in milliseconds, and
how long the processors worked for one run, which other programs on the machine hardly change.

    questions.py DB... [--contacts N] [--json]

DB is the address of an empty record (a file, or postgresql://…); several are filled with the same rows. Rows are written past the reader and the merger,
since only writing (in lots, by COPY on PostgreSQL, without the indexes, which are made at the end) and asking are measured.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text

from qanat.model import Actor, Claim, Contact, Document, Reading, Span
from qanat.pipeline import open_record, settle
from qanat.record import contact as made
from qanat.record import frozen, identity, indexes, keep, search, tables
from qanat.record.bonds import face
from qanat.record.engine import writing
from qanat.record.keep import load
from qanat.record.level import pairs
from qanat.record.migrations.versions.v0003_channels import FILL
from qanat.record.report import reports
from qanat.record.rows import packed
from qanat.record.store import Record

_MODES = ("call", "meeting", "visit", "message", "talks")
_STATUSES = ("held", "held", "held", "planned", "proposed", "refused")
_ROLES = (("وزير الخارجية", "foreign_minister"), ("وزير الدفاع", "defence_minister"), ("الرئيس", "head_of_state"), ("المبعوث", "envoy"))
_FIRST, _DAYS = date(2015, 1, 1), 4_000
_CLAIMS = 50  # every so many contacts are told with a claim on the series
_SHARE = 300  # of so many articles one has a word: in a large record too many to look at all, too few to come upon soon
_RUNS = 15
_BATCH = 5_000


_MADE, _APART = 100_000, 10_000_000  # contacts that are made, numbers between copies of a row
_NUMBERS = "n", "version", "reading"
_IDS = {
    tables.documents: ("key",),
    tables.versions: ("document", "fingerprint"),
    tables.actors: ("id", "document"),
    tables.reports: ("id", "document", "contact"),
    tables.statements: ("id", "document", "speaker"),
    tables.statement_reports: ("statement", "report"),
    tables.statement_pairs: ("statement",),
    tables.contacts: ("id",),
    tables.contact_parties: ("contact",),
    tables.contact_pairs: ("contact",),
}


Waiting = dict[Any, list[dict[str, Any]]]  # table → rows


class Load(NamedTuple):
    """What filling a record took: seconds of the clock and of the processors for the rows, for their indexes, for what the boards count and the database
    wants to know of its tables; bytes on the disk.
    """

    rows: tuple[float, float]
    indexes: tuple[float, float]
    counts: tuple[float, float]
    size: int


def fill(records: Sequence[Record], count: int) -> list[Load]:
    """Write home-made rows: `count` contacts, each told twice by one document a report, and two statements a contact. Tells how far it is by tenths."""
    watches = [Watch(record) for record in records]
    lines = []
    for record in records:
        with writing(record.engine) as connection:
            lines.append(indexes.taken(connection, [*(table.name for table in tables.metadata.sorted_tables), "folded"]))
    written = 0
    for waiting in rows(records[0], count):
        before, written = written, written + len(waiting.get(tables.contacts, []))
        for record, watch in zip(records, watches, strict=True):
            with watch:
                write(record, waiting)
        if written * 10 // count > before * 10 // count:
            for record, watch in zip(records, watches, strict=True):
                print(f"{written:>9,} contacts in {record.engine.dialect.name}: {watch}; {memory():,} MiB of memory at most", file=sys.stderr, flush=True)
    out = []
    for record, watch, making in zip(records, watches, lines, strict=True):
        with Watch(record) as sorting, writing(record.engine) as connection:
            indexes.made(connection, making)
        print(f"{written:>9,} contacts in {record.engine.dialect.name}: indexes in {sorting}", file=sys.stderr, flush=True)
        with Watch(record) as counting:
            finish(record)
        print(f"{written:>9,} contacts in {record.engine.dialect.name}: counted in {counting}", file=sys.stderr, flush=True)
        out.append(Load(watch.spent, sorting.spent, counting.spent, size(record)))
    return out


class Watch:
    """Sums up what is done in it: seconds of the clock and of the processors."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.spent = (0.0, 0.0)

    def __enter__(self) -> Watch:
        self.begun = (time.perf_counter(), working(self.record))
        return self

    def __exit__(self, *_: object) -> None:
        now = (time.perf_counter(), working(self.record))
        self.spent = (self.spent[0] + now[0] - self.begun[0], self.spent[1] + now[1] - self.begun[1])

    def __str__(self) -> str:
        return f"{self.spent[0]:.0f} s, {self.spent[1]:.0f} s of the processors, {size(self.record) / 2**20:,.0f} MiB"


def rows(record: Record, count: int) -> Iterator[Waiting]:
    """The rows, some thousands at once. Of more than some contacts each is written several times under other ids, since making them takes longest."""
    copies = -(-count // _MADE)
    masks = [random.Random(copy).getrandbits(64) for copy in range(copies)]
    for waiting in made_rows(record, -(-count // copies)):
        yield waiting
        for copy in range(1, copies):
            yield {table: [again(row, table, copy, masks[copy]) for row in waiting.get(table, [])] for table in (*_IDS, tables.readings)}


def again(row: dict[str, Any], table: Any, copy: int, mask: int) -> dict[str, Any]:
    """A row under other ids, which lie elsewhere among all ids as new ones would."""
    moved = {name: row[name] + copy * _APART for name in _NUMBERS if name in row}
    for name in _IDS.get(table, ()):
        moved[name] = f"{row[name][:-16]}{int(row[name][-16:], 16) ^ mask:016x}"
    if table is tables.documents:
        moved["id"] = f"{row['id']}-{copy}"
    elif table is tables.reports:
        document = f"doc{row['reading']}"
        moved["value"] = row["value"].replace(row["id"], moved["id"]).replace(f'"{document}"', f'"{document}-{copy}"')
    return {**row, **moved}


def write(record: Record, waiting: Waiting) -> None:
    """Write rows, and the index of their words, in one transaction."""
    with writing(record.engine) as connection:
        for table in tables.metadata.sorted_tables:
            load(connection, table, waiting.get(table, []))
        search.put(connection, [(row["n"], row["text"]) for row in waiting.get(tables.versions, [])], record.tongue.speller)


def finish(record: Record) -> None:
    """Count what the boards count, and let the database look at what it has."""
    with writing(record.engine) as connection:
        for line in FILL:
            connection.execute(text(line))
    with record.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE"))  # as the server does by itself in time


def made_rows(record: Record, count: int) -> Iterator[Waiting]:
    """The rows, some thousands at once."""
    chance = random.Random(100_000)
    naming = record.tongue.naming
    countries = [chr(65 + k // 26 % 26) + chr(65 + k % 26) + "X" for k in range(120)]
    weights = [1 / (k + 1) for k in range(120)]
    people = [(f"اسم{k} عائلة{k * 7 % 997}", countries[k % 120], *_ROLES[k // 120 % 4]) for k in range(2_400)]
    by_country: dict[str, list[tuple[str, str, str, str]]] = {}
    for person in people:
        by_country.setdefault(person[1], []).append(person)
    outlets = [f"outlet{k}" for k in range(20)]
    days = [(_FIRST + timedelta(days=k)).isoformat() for k in range(_DAYS)]
    known: dict[str, str] = {}
    profile = cache(lambda side: identity.profile(side, naming))
    words = [f"كلمة{k}" for k in range(20_000)]
    waiting: Waiting = {
        tables.outlets: [{"name": one} for one in outlets],
        tables.coverage: [{"outlet": one, "day": day, "documents": 2} for one in outlets for day in days],
    }

    def put(table: Any, row: dict[str, Any]) -> None:
        waiting.setdefault(table, []).append(row)

    for number in range(count):
        a, b = chance.choices(countries, weights, k=2)
        if a == b:
            b = countries[(countries.index(a) + 1) % 120]
        sides = [chance.choice(by_country[one]) for one in (a, b)]
        day = _FIRST + timedelta(days=chance.randrange(_DAYS))
        lead = f"{sides[0][2]} {sides[0][0]} {sides[1][2]} {sides[1][0]}"
        cast = tuple(Actor(f"a{k + 1}", "person", name, None, country, role, office, (Span(0, 5),)) for k, (name, country, office, role) in enumerate(sides))
        mode, status = _MODES[number % 5], _STATUSES[number % 6]
        claim = None if number % _CLAIMS else Claim(2, None, mode if mode in ("call", "meeting", "visit") else "contact", None, None)
        met = Contact("c1", mode, status, ("a1", "a2"), "a1", day.isoformat(), None, (), (), None, claim, Span(0, len(lead)), {}, "bench", 0.9)
        told, ids, body = [], [], b""
        for copy in range(2):
            n = number * 2 + copy + 1
            key, fold = f"d{n:016x}", " ".join(chance.choices(words, k=20))
            document = Document(f"doc{n}", f"{lead} {fold} رقم{n % _SHARE}", None, f"outlet{(number + copy) % 20}", a, None, day.isoformat())
            reading = Reading(document, cast, contacts=(met,))
            body = body or packed(reading)  # the same for both copies
            common = {"document": key, "reading": n, "current": True}
            said = {"id": document.id, "outlet": document.outlet, "published": document.published, "digest": document.digest}
            put(tables.documents, {"key": key, **said, "day": document.day, "version": n, "reading": n})
            version = {"n": n, "document": key, "fingerprint": f"{n:016x}", "digest": document.digest, "text": document.text, "problems": "[]"}
            put(tables.versions, {**version, "outlet": document.outlet, "published": document.published})
            put(tables.readings, {"n": n, "version": n, "reader": "", "body": body})
            for k, actor in enumerate(cast):
                named_as = profile(actor)
                assert named_as is not None
                if named_as.id not in known:
                    who = known[named_as.id] = "a" + named_as.id
                    named = {"kind": "person", "name": actor.name, "country": actor.country, "role": actor.role}
                    put(tables.people, {"id": who, **named, "documents": 50 + len(known) % 100})
                    folded = " ".join(named_as.words.words)
                    put(
                        tables.profiles,
                        {
                            "id": named_as.id,
                            "value": frozen.write(named_as),
                            "folded": folded,
                            "country": actor.country,
                            "role": actor.role,
                            "documents": 50,
                            "who": who,
                        },
                    )
                row = {"id": f"m{n * 2 + k:016x}", **common, "local": actor.id, "profile": named_as.id, "name": actor.name, "country": actor.country}
                put(tables.actors, {**row, "role": actor.role, "office": actor.office, "day": document.day, "start": 0, "end": 5})
            (report,) = reports(reading, naming, key)
            told.append(report)
            row = {"id": report.id, **common, "local": "c1", "status": status, "date": report.date, "day": document.day, "claim": claim is not None}
            put(tables.reports, {**row, "start": 0, "end": len(lead), "value": frozen.write(report), "contact": None})
            ids.append(report.id)
            spoken = {"speaker": f"m{n * 2:016x}", "name": sides[0][0], "country": a, "role": sides[0][3], "act": "say", "kind": "direct", "told_by": "[]"}
            row = {"id": f"s{n:016x}", **common, "local": "s1", **spoken, "profile": profile(cast[0]).id}  # type: ignore[union-attr]
            where = {"cue_start": 0, "cue_end": 5, "start": 0, "end": 9, "quote": document.text[:9]}
            put(tables.statements, {**row, **where, "since": document.day, "confidence": 0.8})
            put(tables.statement_reports, {"statement": f"s{n:016x}", "report": report.id, "since": document.day})
        one = made.merged(told)
        name = "k" + min(ids)
        for row in waiting[tables.reports][-2:]:
            row["contact"] = name
        put(
            tables.contacts,
            {
                "id": name,
                "mode": one.mode,
                "status": one.status,
                "level": one.level,
                "initiator": 0,
                "date": one.date,
                "basis": one.basis,
                "since": one.since,
                "until": one.until,
                "history": frozen.write(one.history),
                "voices": one.voices,
                "faces": " ".join(map(face, one.parties)),
            },
        )
        for x, y, _ in pairs(one.parties):
            for n in (number * 2 + 1, number * 2 + 2):
                put(tables.statement_pairs, {"a": x, "b": y, "since": one.since, "statement": f"s{n:016x}"})
        for position, party in enumerate(one.parties):
            named = {"name": party.name, "latin": None, "country": party.country, "role": party.role, "kind": party.kind}
            side = profile(party)
            met_as = {"since": one.since, "mode": one.mode, "status": one.status, "level": one.level}
            put(tables.contact_parties, {"contact": name, "position": position, "profile": side.id if side else None, **named, **met_as})
        tellers = frozen.write((told[0].outlet, told[1].outlet))
        for x, y, level in pairs(one.parties):
            counted = {"since": one.since, "status": one.status, "day": one.since, "starter": a, "outlets": tellers, "tellers": keep.key(tellers)}
            put(tables.contact_pairs, {"contact": name, "a": x, "b": y, "level": level, **counted})
        if not number % _BATCH:
            yield waiting
            waiting = {}
    yield waiting


def questions(record: Record) -> Iterator[tuple[str, Callable[[], object]]]:
    """The questions that are timed, with 50 rows each where there are so many."""
    contact = record.contacts(limit=1)[0]
    person = contact["parties"][0]
    busy, quiet = ("AAX", "ABX"), ("DXX", "EOX")

    def rows(kind: str, **asked: Any) -> Callable[[], object]:
        return lambda: list(getattr(record, kind)(limit=50, **asked))

    yield "contacts, newest", rows("contacts")
    yield "contacts --between, two busy states", rows("contacts", between=busy)
    yield "contacts --between, two quiet states", rows("contacts", between=quiet)
    yield "contacts --between, a name and a state", rows("contacts", between=(person["name"], "ABX"))
    yield "contacts --country, busy", rows("contacts", country="AAX")
    yield "contacts --country, quiet", rows("contacts", country="EOX")
    yield "contacts --actor, by name", rows("contacts", actor=person["name"])
    yield "contacts --actor, by a name of many", rows("contacts", actor="عائلة7")
    yield "contacts --actor, by id", rows("contacts", actor=person["id"])
    yield "contacts --since --until --mode", rows("contacts", since="2018-01-01", until="2018-03-31", mode="call")
    yield "contacts --country --since --until", rows("contacts", country="AAX", since="2016-01-01", until="2016-02-01")
    yield "contacts --country --level --status", rows("contacts", country="AAX", level="heads", status="refused")
    yield "contacts --level --status --between", rows("contacts", level="foreign_ministers", status="held", between=busy)
    yield "statements, newest", rows("statements")
    yield "statements --actor", rows("statements", actor=person["id"])
    yield "statements --country --act", rows("statements", country="AAX", act="say")
    yield "statements --between", rows("statements", between=busy)
    yield "statements --mode --since", rows("statements", mode="visit", since="2020-01-01")
    yield "actors, most named", rows("actors")
    yield "actors --country", rows("actors", country="AAX")
    yield "show a contact", lambda: record.show(contact["id"])
    yield "cite a contact", lambda: record.cite(contact["id"])
    yield "explain a contact", lambda: record.explain(contact["id"])
    yield "readouts of a contact", lambda: record.readouts(contact["id"])
    yield "search, two rare words", rows("search", query="كلمة17 كلمة4711")
    yield f"search, a word of one in {_SHARE} articles", rows("search", query="رقم7")
    yield "search, a word of every other article", rows("search", query="وزير")
    yield "search, a phrase", rows("search", query='"وزير الخارجية"')
    yield "channels", lambda: record.channels(limit=20)
    yield "channels --country", lambda: record.channels(country="AAX", limit=20)
    yield "channels --between", lambda: record.channels(between=busy)
    yield "offices of a state", lambda: record.offices("AAX")
    yield "audit, newest 20", lambda: record.audit(limit=20)
    yield "audit --between, newest 20", lambda: record.audit(between=busy, limit=20)


class Asked(NamedTuple):
    """How long a question takes, in milliseconds: median and worst by the clock, mean of the processors."""

    question: str
    median: float
    worst: float
    busy: float


def time_questions(record: Record) -> Iterator[Asked]:
    """Ask each question many times, as a server would that answers them."""
    settle(record)
    for name, ask in questions(record):
        ask()
        took, busy = [], working(record)
        for _ in range(_RUNS):
            start = time.perf_counter()
            ask()
            took.append(1000 * (time.perf_counter() - start))
        yield Asked(name, statistics.median(took), max(took), 1000 * (working(record) - busy) / _RUNS)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("db", nargs="+")
    ap.add_argument("--contacts", type=int, default=100_000)
    ap.add_argument("--json", action="store_true", help="what was measured as one line of JSON a question")
    given = ap.parse_args()
    with ExitStack() as stack:
        records = [stack.enter_context(open_record(db)) for db in given.db]
        if empty := [record for record in records if not record.contacts(limit=1)]:
            fill(empty, given.contacts)
        for record in records:
            for one in time_questions(record):
                name, (median, worst, busy) = one.question, one[1:]
                told = f"{record.engine.dialect.name:<10} {name:<40} median {median:7.1f} ms   worst {worst:7.1f} ms   of the processors {busy:7.1f} ms"
                print(json.dumps(one) if given.json else told, flush=True)


def size(record: Record) -> int:
    """Bytes of the record on the disk."""
    lite = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    with record.view() as connection:
        return int(connection.execute(text(lite if connection.dialect.name == "sqlite" else "SELECT pg_database_size(current_database())")).scalar_one())


def memory() -> int:
    """The most MiB that this process has taken."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def working(record: Record) -> float:
    """Seconds for which the processors have worked for us: this process and, where it runs here, the process of the server that serves us."""
    mine = time.process_time()
    if record.engine.dialect.name != "postgresql":
        return mine
    with record.view() as connection:
        number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    try:
        spent = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return mine
    return mine + (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
