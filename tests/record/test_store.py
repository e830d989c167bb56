"""The record keeps what it is given: in any order, after any failure, in either database."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

import qanat
from qanat.errors import RecordError
from qanat.model import Document
from qanat.pipeline import Reader, add_paths, open_record, restore, retry
from qanat.record import backup, bonds, doctor, dump, schema, tables
from qanat.record.bonds import Bonds
from qanat.record.engine import address, connect, reading, writing
from qanat.record.store import Outcome, Record

Articles = list[dict[str, Any]]


def fill(db: str, reader: Reader, articles: Articles) -> str:
    """Add articles one after the other; returns the digest of the dump."""
    with open_record(db) as record:
        for article in articles:
            record.add(reader.read(Document.from_article(article)), reader.version)
        return dumped(record)


def dumped(record: Record) -> str:
    with record.view() as connection:
        return dump.digest(connection)


def sound(record: Record) -> bool:
    return not [one for _, findings in doctor.examine(record) for one in findings if one.weight == "fault"]


@pytest.fixture(scope="session")
def whole(reader: Reader, archive: Articles, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dump of the archive, filled in order."""
    return fill(str(tmp_path_factory.mktemp("whole") / "record.db"), reader, archive)


# --- promise 2: adding is idempotent, the order does not show ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_gives_the_same_record(db: str, reader: Reader, archive: Articles, whole: str, seed: int) -> None:
    shuffled = random.Random(seed).sample(archive, len(archive))
    assert fill(db, reader, shuffled) == whole
    with open_record(db) as record:
        assert sound(record)
        found = record.contacts()
        assert Counter(len(contact["reports"]) for contact in found)[3] >= 15  # three outlets tell of one contact


def test_a_second_run_writes_nothing(db: str, reader: Reader, archived: Path, whole: str) -> None:
    with open_record(db) as record:
        first = [one.outcome for one in add_paths(record, reader, [archived])]
        assert set(first) == {Outcome.added}
        written: list[str] = []
        event.listen(record.engine, "before_cursor_execute", lambda c, cursor, line, *_: written.append(line))
        again = [one.outcome for one in add_paths(record, reader, [archived])]
        assert again == [Outcome.known] * len(first)
        assert not [line for line in written if line.split()[0] in ("INSERT", "UPDATE", "DELETE")]
        assert dumped(record) == whole


def test_parts_and_workers(db: str, reader: Reader, archive: Articles, whole: str, tmp_path: Path) -> None:
    for number in range(7):
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in archive[number::7])
        (tmp_path / f"part{number}.jsonl").write_text(lines, encoding="utf-8")
    with open_record(db) as record:
        list(add_paths(record, reader, sorted(tmp_path.glob("part*")), workers=2))
        assert dumped(record) == whole


# --- promise 1: a kill loses nothing and doubles nothing -----------------------------------------------------------------------------


def forked(work: Callable[[], object]) -> int:
    """Do something in a process of its own that shares what is loaded; returns its id."""
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_kills(db: str, reader: Reader, archive: Articles, whole: str) -> None:
    open_record(db).close()
    chance = random.Random(db.partition(":")[0])
    kills = 0
    for _ in range(200):
        child = forked(lambda: fill(db, reader, archive))
        time.sleep(chance.uniform(0.02, 0.35))
        os.kill(child, signal.SIGKILL)
        kills += ended(child) == -signal.SIGKILL
        if kills == 20:
            break
        with open_record(db) as record:
            if record.count()["documents"] == len(archive):
                break
    assert kills >= 5
    assert fill(db, reader, archive) == whole
    with open_record(db) as record:
        assert sound(record)


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
    db = str(tmp_path / "record.db")
    open_record(db).close()

    def work(most: int, writer: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            fill(db, reader, archive)
        except RecordError as error:
            message = str(error).encode()
            os.write(writer, message)

    failed = 0
    for step in range(50):
        size = sum(path.stat().st_size for path in tmp_path.glob("record.db*"))
        reader_end, writer = os.pipe()
        assert ended(forked(partial(work, size // 3 + 6_000 * step, writer))) == 0
        os.close(writer)
        said = os.read(reader_end, 10_000).decode()
        os.close(reader_end)
        if said:
            failed += 1
            assert "record.db" in said
            assert "disk" in said
        with open_record(db) as record:
            assert sound(record)
    assert failed >= 10
    assert fill(db, reader, archive) == whole


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


# --- promise 6: backups, upgrades -----------------------------------------------------------------------------------------------------


def test_backups_under_load(db: str, reader: Reader, archive: Articles, whole: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    readings = [reader.read(Document.from_article(article)) for article in archive]
    with open_record(db) as record, open_record(db) as other:
        writer = threading.Thread(target=lambda: [record.add(one, reader.version) for one in readings])
        writer.start()
        files = []
        for number in range(20):
            files.append(tmp_path / f"backup{number}.gz")
            backup.backup(other, files[-1])
        writer.join()
        backup.backup(other, tmp_path / "last.gz")
    for number, file in enumerate(files):
        there = f"sqlite:///{tmp_path}/restored{number}.db"
        restore(file, there)
        with open_record(there) as restored:
            assert sound(restored)
    for number, there in enumerate((f"sqlite:///{tmp_path}/last.db", request.getfixturevalue("another"))):
        restore(tmp_path / "last.gz", there)
        with open_record(there) as restored:
            assert dumped(restored) == whole
            assert restored.add(qanat.read("التقى وزير الخارجية الروسي نظيره الصيني في موسكو أمس.", published="2022-10-21")) is Outcome.added
        with pytest.raises(RecordError, match="already"):
            restore(tmp_path / "last.gz", there)
        assert number < 2


def test_a_damaged_backup_is_refused(reader: Reader, archive: Articles, tmp_path: Path) -> None:
    db, file = str(tmp_path / "record.db"), tmp_path / "backup.gz"
    fill(db, reader, archive[:3])
    with open_record(db) as record:
        backup.backup(record, file)
    sane = file.read_bytes()
    chance = random.Random(6)
    for number in range(20):
        data = bytearray(sane)
        if number % 2:
            del data[chance.randrange(20, len(data) - 1) :]
        else:
            data[chance.randrange(20, len(data) - 1)] ^= 1 << chance.randrange(8)
        file.write_bytes(data)
        with pytest.raises(RecordError, match=r"damaged|no backup"):
            restore(file, tmp_path / "restored.db")
        assert not (tmp_path / "restored.db").exists()


def test_the_schema_is_what_the_tables_say(db: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    open_record(db).close()
    engine = connect(address(db))
    with reading(engine) as connection:
        mine = {"include_object": lambda thing, name, kind, *_: not str(name).startswith(("folded", "ix_folded"))}
        assert compare_metadata(MigrationContext.configure(connection, opts=mine), tables.metadata) == []
        assert schema.revision(connection) == schema.HEAD
    engine.dispose()


REVISION = """
import time
from alembic import op
revision, down_revision = "9999", "{head}"


def upgrade():
    for number in range(8):
        op.execute(f"CREATE TABLE later{{number}} (a integer)")
        op.execute(f"INSERT INTO later{{number}} VALUES (1)")
        op.execute("UPDATE documents SET title = 'new'")
        time.sleep(0.01)
"""


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_migration_killed_midway(db: str, reader: Reader, archive: Articles, tmp_path: Path) -> None:
    fill(db, reader, archive[:2])
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "v9999.py").write_text(REVISION.format(head=schema.HEAD), encoding="utf-8")
    chance, states = random.Random(7), Counter[str]()

    def migrated() -> None:
        engine = connect(address(db))
        schema.migrate(engine, more=[folder])
        engine.dispose()

    for _ in range(20):
        child = forked(migrated)
        time.sleep(chance.uniform(0.0, 0.25))
        os.kill(child, signal.SIGKILL)
        ended(child)
        engine = connect(address(db))
        with reading(engine) as connection:
            state = schema.revision(connection)
            titles = set(connection.execute(select(tables.documents.c.title)).scalars())
            names = {name for name in connection.dialect.get_table_names(connection) if name.startswith("later")}
        engine.dispose()
        assert (len(names), titles == {"new"}) == ((8, True) if state == "9999" else (0, False))
        states[str(state)] += 1
        if state == "9999":
            break
    if states["9999"] == 0:
        migrated()
    with pytest.raises(RecordError, match="newer Qanat"):
        open_record(db)


# --- versions, and what can't be read ---------------------------------------------------------------------------------------------------


def test_a_changed_page_is_a_new_version(db: str, reader: Reader, archive: Articles) -> None:
    article = archive[0]
    changed = {**article, "text": article["text"].replace("المساعدات", "تبادل الأسرى"), "title": "عنوان آخر"}
    with open_record(db) as record:
        assert record.add(reader.read(Document.from_article(article)), "one") is Outcome.added
        (before,) = record.contacts()
        said = record.statements()[0]["id"]
        assert record.add(reader.read(Document.from_article(changed)), "one") is Outcome.changed
        (after,) = record.contacts()
        assert before["reports"][0]["digest"] != after["reports"][0]["digest"]
        assert len(after["reports"]) == 1
        old = record.show(before["id"])
        assert "older version" in old.note
        assert old.row["document"]["text"] == f"{article['title']}\n{article['text']}"
        assert "older version" in record.show(said).note
        (cited,) = record.cite(before["id"])
        assert (cited.version, cited.versions, cited.current) == (1, 2, False)
        assert old.row["document"]["text"][slice(*cited.span)] == cited.quote
        assert record.add(reader.read(Document.from_article(article)), "one") is Outcome.known
        assert record.add(reader.read(Document.from_article(changed)), "two") is Outcome.read_again
        assert record.add(reader.read(Document.from_article({**article, "published": "2025-01-01"})), "two") is Outcome.older
        assert record.contacts() == [after]
        assert sound(record)


def test_set_aside_and_tried_again(db: str, reader: Reader, archive: Articles, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{", encoding="utf-8")
    with open_record(db) as record:
        (one,) = add_paths(record, reader, [path])
        assert one.outcome is None
        (aside,) = record.aside()
        assert (aside.name, aside.tries) == (str(path), 1)
        assert "broken JSON" in aside.reason
        assert [again.outcome for again in retry(record, reader)] == [None]
        assert record.aside()[0].tries == 2
        path.write_text(json.dumps(archive[0]), encoding="utf-8")
        assert [again.outcome for again in retry(record, reader)] == [Outcome.added]
        assert record.aside() == []


def test_two_documents_of_one_id(db: str, reader: Reader, archive: Articles) -> None:
    one, two = ({**archive[k], "id": "index", "url": f"https://example.org/{k}"} for k in (0, 1))
    with open_record(db) as record:
        for article in (one, two):
            assert record.add(reader.read(Document.from_article(article))) is Outcome.added
        with pytest.raises(RecordError, match="2 documents have this id"):
            record.show("index")
        assert sum(len(contact["reports"]) for contact in record.contacts()) == 2


def test_a_persons_word_stays(db: str, reader: Reader, archive: Articles) -> None:
    fill(db, reader, archive[:3])
    with open_record(db) as record:
        (contact,) = record.contacts()
        a, b, c = sorted(report["id"] for report in contact["reports"])
        for other in (b, c):
            record.judge("contact", a, other, same=False, by="ليلى", why="يومان مختلفان")
        assert sorted(len(one["reports"]) for one in record.contacts()) == [1, 2]
        assert [word.by for word in record.explain("k" + a).judged] == ["ليلى"] * 2
        for article in archive[3:9]:
            record.add(reader.read(Document.from_article(article)), reader.version)
        kept = {frozenset(report["id"] for report in one["reports"]) for one in record.contacts()}
        assert {frozenset((a,)), frozenset((b, c))} <= kept
        assert record.show("k" + c).row["id"] == "k" + min(b, c)


# --- promise 13: spans stay true, in SQL as well ---------------------------------------------------------------------------------------

PIECES = ("😀", "👨\u200d👩\u200d👧", "كِتَابٌ", "ﻻ", "\u202e", "e\u0301", "🇸🇦", "شُويغُو", "الـــرئيس", "\x00", "\ud83d", "\u2067x\u2069", "𝒳")


def test_spans_in_the_database(db: str, reader: Reader, archive: Articles) -> None:
    chance = random.Random(13)
    with open_record(db) as record:
        for number in range(60):
            noise = " ".join(chance.choices(PIECES, k=12))
            text = f"{noise} {archive[number % 60]['text']} {noise}"
            assert record.add(reader.read(Document.from_article({**archive[number], "id": str(number), "text": text}))) is Outcome.added
        with record.view() as connection:
            assert list(doctor.spans(connection)) == []
        for contact in record.contacts():
            for report in contact["reports"]:
                text = record.show(report["document"]).row["document"]["text"]
                assert text[slice(*report["evidence"])] == report["quote"]


# --- many at once -----------------------------------------------------------------------------------------------------------------------


def test_two_writers_and_ten_readers(db: str, reader: Reader, archive: Articles, whole: str) -> None:
    readings = [reader.read(Document.from_article(article)) for article in archive]
    failures: list[BaseException] = []
    done = threading.Event()

    def write(mine: list[qanat.Reading]) -> None:
        with open_record(db) as record:
            for one in mine:
                record.add(one, reader.version)

    def ask() -> None:
        with open_record(db) as record:
            while not done.is_set():
                for contact in record.contacts(limit=20):
                    assert contact["reports"]
                    assert len(contact["parties"]) >= 2

    def safely(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  told below
            failures.append(error)

    open_record(db).close()
    writers = [threading.Thread(target=safely, args=(lambda mine=readings[k::2]: write(mine),)) for k in range(2)]
    readers = [threading.Thread(target=safely, args=(ask,)) for _ in range(10)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert not failures
    with open_record(db) as record:
        assert dumped(record) == whole
        with writing(record.engine) as connection:
            assert connection.execute(select(1)).scalar() == 1
