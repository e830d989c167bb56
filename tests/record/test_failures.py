"""After a kill, a full disk, a server that fails, no memory: nothing lost, nothing doubled, nothing half done."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from tests.record.adding import FULL, Articles, dumped, ended, figures, fill, forked, sound

from qanat.adding import add_paths
from qanat.errors import RecordError
from qanat.model import Document
from qanat.pipeline import Reader, open_record
from qanat.record import bonds, engine, keep
from qanat.record.bonds import Bonds

KILLS = 200 if FULL else 20
_COMMAND = 10  # every so many kills are of `qanat add` itself, with workers


def command(*words: str) -> None:
    """Become the program `qanat`."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.execv(Path(sys.executable).with_name("qanat"), ["qanat", *words])


# --- promise 1: a kill loses nothing and doubles nothing -----------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_kills(empty: Callable[[], str], reader: Reader, archive: Articles, archived: Path, whole: str) -> None:
    """`qanat add` killed at random moments, again and again until the archive is whole: nothing lost, nothing doubled."""

    def add(db: str) -> None:
        with open_record(db) as record:
            list(add_paths(record, reader, [archived]))

    def started(db: str) -> tuple[int, float]:
        """The process, and how long it may run."""
        if kills % _COMMAND == _COMMAND - 1:
            return forked(lambda: command("add", str(archived), "--db", db, "--workers", "2")), 2.0 + took
        return forked(lambda: add(db)), took / 3

    begun = time.perf_counter()
    add(empty())
    took, chance, kills, records = time.perf_counter() - begun, random.Random(1), 0, 0
    left = Counter[bool]()
    while kills < KILLS:
        db = empty()
        open_record(db).close()
        records += 1
        for _ in range(10):
            child, most = started(db)
            time.sleep(chance.uniform(0.02, most))
            os.kill(child, signal.SIGKILL)
            killed = ended(child) == -signal.SIGKILL
            kills += killed
            with open_record(db) as record:
                left[0 < record.count()["documents"] < len(archive)] += killed
            if not killed or kills == KILLS:
                break
        add(db)
        with open_record(db) as record:
            assert record.count()["documents"] == len(archive)
            assert dumped(record) == whole
            assert sound(record)
    assert left[True] >= KILLS / 3  # in the middle of the work
    figures("1", database=db.partition(":")[0], kills=kills, in_the_middle=left[True], records=records, lost=0, doubled=0)


@pytest.mark.parametrize("order", ["right", "wrong"])
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_wrong_order_of_commits_would_be_seen(db: str, reader: Reader, archive: Articles, whole: str, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the rows of a reading and what follows from them: the test above sees when these are not one transaction."""
    tie = Bonds.tie
    done = []

    def stop(self: Bonds, connection: Connection, *rest: Any) -> None:
        done.append(1)
        if len(done) == 10:
            if order == "wrong":
                connection.get_transaction().commit()  # type: ignore[union-attr]
            os.kill(os.getpid(), signal.SIGKILL)
        tie(self, connection, *rest)

    def work() -> None:
        monkeypatch.setattr(Bonds, "tie", stop)
        fill(db, reader, archive)

    open_record(db).close()
    assert ended(forked(work)) == -signal.SIGKILL
    assert (fill(db, reader, archive) == whole) is (order == "right")


# --- promise 5: full disk, read-only, no memory ---------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_full_disk_at_any_write(reader: Reader, archive: Articles, whole: str, tmp_path: Path) -> None:
    """A limit on the size of files, as a full disk is: fifty times, at other writes."""
    readings = [reader.read(Document.from_article(article)) for article in archive]
    chance, failed, number = random.Random(5), 0, 0

    def work(db: str, most: int, writer: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            with open_record(db) as record:
                for one in readings:
                    record.add(one, reader.version)
        except RecordError as error:
            os.write(writer, str(error).encode())

    while failed < 50:
        number += 1
        db = str(tmp_path / f"record{number}.db")
        open_record(db).close()
        said = "begin"
        while said and failed < 50:
            reader_end, writer = os.pipe()
            assert ended(forked(partial(work, db, chance.randrange(30_000, 400_000), writer))) == 0
            os.close(writer)
            said = os.read(reader_end, 10_000).decode()
            os.close(reader_end)
            if said:
                failed += 1
                assert Path(db).name in said
                assert "disk" in said
            with open_record(db) as record:
                assert sound(record)
        assert fill(db, reader, archive) == whole
    figures("5", database="sqlite", full_disks=failed, records=number, half_records=0)


FAULTS = {
    "the disk of the server is full": "DO $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$",
    "not enough memory": "DO $$ BEGIN RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'; END $$",
    "can't be written": "DO $$ BEGIN RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction' USING ERRCODE = '25006'; END $$",
    "no connection": "SELECT pg_terminate_backend(pg_backend_pid())",
}


def test_a_server_that_fails_at_any_write(another: str, reader: Reader, archive: Articles, whole: str) -> None:
    """PostgreSQL answers the first to the fiftieth write of a document with a failure: the cause is named, nothing of the document is there."""
    left, fault = -1, ""

    def fail(_: Any, __: Any, line: str, values: Any, *rest: Any) -> tuple[str, Any]:
        nonlocal left
        if line.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            left -= 1
            if left == 0:
                return fault, values
        return line, values

    with open_record(another) as record:
        event.listen(record.engine, "before_cursor_execute", fail, retval=True)
        readings, done = [reader.read(Document.from_article(article)) for article in archive], 0
        for number in range(1, 51):
            meaning, fault = list(FAULTS.items())[number % len(FAULTS)]
            before, left, said = record.count(), number, ""
            while not said:
                try:
                    record.add(readings[done], reader.version)
                    before, done = record.count(), done + 1
                except RecordError as error:
                    said = str(error)
            assert meaning in said
            assert record.count() == before
        assert sound(record)
        assert done > 0
    assert fill(another, reader, archive) == whole
    figures("5", database="postgresql", faults_at_writes="1 to 50", half_records=0)


def test_a_copy_that_fails(another: str) -> None:
    """Rows that go into PostgreSQL by COPY fail as all others do."""
    with open_record(another) as record:
        for lines, said in (([("x",), ("x",)], "duplicate key"), ([("x" * 20,), (None,)], "null value"), ([("\0",)], "NUL")):
            with pytest.raises(RecordError, match=said), engine.writing(record.engine) as connection:
                keep.fill(connection, "outlets", ("name",), iter(lines))
        assert record.outlets_read() == []


def test_a_full_database(reader: Reader, archive: Articles, archived: Path, whole: str, tmp_path: Path) -> None:
    db = str(tmp_path / "record.db")
    with open_record(db) as record:

        @event.listens_for(record.engine, "begin")
        def _(connection: Connection) -> None:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")

        with pytest.raises(RecordError, match="the disk is full"):
            list(add_paths(record, reader, [archived]))
    assert fill(db, reader, archive) == whole


def test_read_only(reader: Reader, archive: Articles, tmp_path: Path) -> None:
    fill(str(tmp_path / "record.db"), reader, archive[:1])
    with open_record(f"sqlite:///file:{tmp_path}/record.db?mode=ro&uri=true", create=True) as record, pytest.raises(RecordError, match="can't be written"):
        record.add(reader.read(Document.from_article(archive[1])))


def test_no_memory(db: str, reader: Reader, archive: Articles, whole: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise MemoryError

    with open_record(db) as record, monkeypatch.context() as patch:
        patch.setattr(bonds, "merged", none)
        with pytest.raises(RecordError, match="not enough memory"):
            record.add(reader.read(Document.from_article(archive[0])), reader.version)
        assert record.count()["documents"] == 0
    assert fill(db, reader, archive) == whole


@pytest.mark.parametrize("db", ["mysql://x", "nonsense://", "/nowhere/at/all.db"])
def test_no_record_there(db: str) -> None:
    with pytest.raises(RecordError):
        open_record(db)


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database at all" * 100, encoding="utf-8")
    with pytest.raises(RecordError, match="no record of Qanat"):
        open_record(path)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE things (a)")
    with pytest.raises(RecordError, match="another program"):
        open_record(other)
    with pytest.raises(RecordError, match="there is no record"):
        open_record(tmp_path / "none.db", create=False)
