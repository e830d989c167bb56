"""Backups come back, damaged ones are refused, and a schema is the old one or the new one."""

from __future__ import annotations

import os
import random
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from tests.record.adding import Articles, dumped, ended, figures, fill, forked, sound

import qanat
from qanat.errors import RecordError
from qanat.model import Document
from qanat.pipeline import Reader, open_record, restore
from qanat.record import backup, schema, tables
from qanat.record.adding import Outcome
from qanat.record.engine import address, connect, reading, writing

# --- promise 6: backups, upgrades -----------------------------------------------------------------------------------------------------


def test_backups_under_load(db: str, reader: Reader, archive: Articles, whole: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    readings = [reader.read(Document.from_article(article)) for article in archive]
    with open_record(db) as record, open_record(db) as other:
        turns, written, files, counts = threading.Semaphore(0), threading.Semaphore(0), [], []

        def write() -> None:
            for one in readings:
                turns.acquire()
                record.add(one, reader.version)
                written.release()

        writer = threading.Thread(target=write)
        writer.start()
        for number in range(20):
            turns.release(4)  # written while this backup is made
            files.append(tmp_path / f"backup{number}.gz")
            backup.backup(other, files[-1])
            assert written.acquire(timeout=60)  # on a busy machine the writer may not have had its turn
        turns.release(len(readings))
        writer.join()
        backup.backup(other, tmp_path / "last.gz")
    for number, file in enumerate(files):
        there = f"sqlite:///{tmp_path}/restored{number}.db"
        restore(file, there)
        with open_record(there) as restored:
            assert sound(restored)
            counts.append(restored.count()["documents"])
            if number % 5 == 0:
                assert dumped(restored) == fill(f"{tmp_path}/plain{number}.db", reader, archive[: counts[-1]])
    assert counts == sorted(counts)
    assert len({*counts} - {0, len(archive)}) >= 8  # of a record that grew meanwhile
    figures("6", database=db.partition(":")[0], backups=len(files), restored=len(counts), documents_in_them=f"{counts[0]} to {counts[-1]}")
    for number, there in enumerate((f"sqlite:///{tmp_path}/last.db", request.getfixturevalue("another"))):
        restore(tmp_path / "last.gz", there)
        with open_record(there) as restored:
            assert dumped(restored) == whole
            assert restored.add(qanat.read("التقى وزير الخارجية الروسي نظيره الصيني في موسكو أمس.", published="2022-10-21")) is Outcome.added
        with pytest.raises(RecordError, match="already"):
            restore(tmp_path / "last.gz", there)
        assert number < 2


def test_moments_stay_whatever_the_zone_of_the_server(another: str, reader: Reader, archive: Articles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGTZ", "Asia/Riyadh")
    article, places = Document.from_article(archive[0]), (f"sqlite:///{tmp_path}/1.db", another, f"sqlite:///{tmp_path}/2.db")
    told = []
    for number, place in enumerate(places):
        if number:
            restore(tmp_path / "backup.gz", place)
        with open_record(place) as record:
            if not number:
                record.add(reader.read(article), reader.version)
            told.append(record.show(article.id).row["added"])
            backup.backup(record, tmp_path / "backup.gz")
    assert told[0].endswith("+00:00")
    assert len(set(told)) == 1


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


def test_the_schema_is_what_the_tables_say(empty: Callable[[], str]) -> None:
    """What the migrations make is what `tables` says: by Alembic, and by what each database tells of tables, columns, indexes and constraints."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    migrated, made = empty(), connect(address(empty()))
    open_record(migrated).close()
    with writing(made) as connection:
        tables.metadata.create_all(connection)
        plain = described(connection)
    made.dispose()
    engine = connect(address(migrated))
    with reading(engine) as connection:
        mine = {"include_object": lambda thing, name, kind, *_: not str(name).startswith(("folded", "ix_folded"))}
        assert compare_metadata(MigrationContext.configure(connection, opts=mine), tables.metadata) == []
        assert schema.revision(connection) == schema.HEAD
        assert described(connection) == plain
    engine.dispose()
    assert len(plain) > 60


def described(connection: Connection) -> set[str]:
    """All that a database says of its tables, without the index of words and the mark of the schema."""
    sqlite = "SELECT name, sql FROM sqlite_master"
    columns = "SELECT table_name, concat_ws(' ', table_name, column_name, data_type, character_maximum_length, is_nullable, collation_name, column_default)"
    columns += " FROM information_schema.columns WHERE table_schema = 'public'"
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    rules = "SELECT conrelid::regclass::text, concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid > 0"
    asked = [sqlite] if connection.dialect.name == "sqlite" else [columns, indexes, rules]
    found = {(name, told) for line in asked for name, told in connection.exec_driver_sql(line)}
    said = {" ".join(str(told).split()) for name, told in found if not re.match(r"(ix_|pk_)?(folded|alembic)", name)}
    return {one for line in said for one in _parts(line)}


def _parts(line: str) -> list[str]:
    """What SQLite says of a table, column by column: those that were added to it later stand last."""
    head, opened, body = line.partition(" ( ")
    inner, closed, rest = body.rpartition(" )")
    if not (line.startswith("CREATE TABLE") and opened and closed):
        return [line]
    return [f"{head} {part.strip()}{rest}" for part in re.split(r",(?![^()]*\))", inner)]


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


def revised(tmp_path: Path) -> Path:
    """A folder with one more revision."""
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "v9999.py").write_text(REVISION.format(head=schema.HEAD), encoding="utf-8")
    return folder


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_migration_killed_midway(empty: Callable[[], str], reader: Reader, archive: Articles, tmp_path: Path) -> None:
    """Twenty times, at any moment: the record is at the old schema or at the new one."""
    ends = Counter[str]()
    folder = revised(tmp_path)
    chance, states, db = random.Random(7), Counter[str](), empty()

    def migrated() -> None:
        engine = connect(address(db))
        schema.migrate(engine, more=[folder])
        engine.dispose()

    fill(db, reader, archive[:2])
    begun = time.perf_counter()
    assert ended(forked(migrated)) == 0
    took, states["9999"], kills = time.perf_counter() - begun, 1, 0
    while kills < 20 or len(ends) < 2:
        kills += 1
        assert kills < 100
        if states["9999"]:
            db, states = empty(), Counter[str]()
            fill(db, reader, archive[:2])
        child = forked(migrated)
        time.sleep(chance.uniform(0.0, 1.5 * took))
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
        ends[str(state)] += 1
        took *= 0.9 if state == "9999" else 1.1  # so the kills stay about the end of the work, however busy the machine
    assert set(ends) == {schema.HEAD, "9999"}
    figures("6", database=db.partition(":")[0], migrations_killed=kills, old=ends[schema.HEAD], new=ends["9999"], between=0)
    migrated()
    with pytest.raises(RecordError, match="newer Qanat"):
        open_record(db)


def test_backups_of_other_schemas(db: str, empty: Callable[[], str], reader: Reader, archive: Articles, tmp_path: Path) -> None:
    """A backup by an older Qanat comes back at the schema of today; one by a newer Qanat is refused, and nothing is made."""
    folder, old, new, there = revised(tmp_path), tmp_path / "old.gz", tmp_path / "new.gz", empty()
    with open_record(db) as record:
        for article in archive[:5]:
            record.add(reader.read(Document.from_article(article)), reader.version)
        before = record.contacts()
        backup.backup(record, old)
        backup.restore(old, there, lambda: record.tongue, more=[folder])
        schema.migrate(record.engine, more=[folder])
        backup.backup(record, new)
    restored = connect(address(there))
    with reading(restored) as connection:
        assert schema.revision(connection) == "9999"
        assert set(connection.execute(select(tables.documents.c.title)).scalars()) == {"new"}
    restored.dispose()
    again = empty()
    with pytest.raises(RecordError, match="newer Qanat"):
        restore(new, again)
    assert restore(old, again) > 0
    with open_record(again) as record:
        assert record.contacts() == before
        assert len(list(record.search("المساعدات"))) == 5
        assert sound(record)
