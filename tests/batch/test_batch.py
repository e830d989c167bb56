"""A batch gives the record that adding gives: by one process or two, on a cluster, whatever is killed, out of any form of archive."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow.parquet import read_table, write_table
from tests.collect import archives
from tests.record.adding import FULL, Articles, dumped, ended, figures, forked

from qanat.adding import add_paths, retry
from qanat.batch import blocks, run, work
from qanat.batch.hands import Processes
from qanat.batch.work import Job, Receipt, Worker
from qanat.crew import Crew
from qanat.errors import InputError, QanatError
from qanat.model import Document, Reading
from qanat.pipeline import Reader, open_record, read_paths
from qanat.places import Place

KILLS = 30 if FULL else 3


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    small(monkeypatch)


def small(patch: pytest.MonkeyPatch) -> None:
    """Many lots, blocks and chunks out of few articles."""
    patch.setattr(blocks, "DOCUMENTS", 4)
    patch.setattr(blocks, "_SMALL", 0)
    patch.setattr(run, "_MOST", 20)


def worker_of(out: Path | str, reader: Reader, kind: type[Reader] = Reader, **given: str) -> Worker:
    return Worker(Job(str(out), dict(given), "ar", reader.version, seconds=20), kind)


def batch(inputs: list[Path], out: Path | str, reader: Reader, workers: int = 1, kind: type[Reader] = Reader) -> dict[str, Any]:
    worker = worker_of(out, reader, kind)
    found = run.plan([str(one) for one in inputs], worker)
    with Processes(worker, workers) as hands:
        return run.run(found, worker, hands)


def record_of(paths: list[Path], db: Path | str, reader: Reader) -> str:
    """The dump of a record to which some paths were added, twice."""
    with open_record(db) as record:
        list(add_paths(record, reader, paths))
        first = dumped(record)
        assert {one.outcome for one in add_paths(record, reader, paths) if one.error is None} == {"known"}
        assert record.aside() or dumped(record) == first
        return first


def files_of(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


# --- promise 3: the same everywhere ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one_process(archive: Articles, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The batch of the archive in eight files, by one process."""
    home = tmp_path_factory.mktemp("batch")
    (home / "archive").mkdir()
    for part in range(8):
        lines = [json.dumps(article, ensure_ascii=False) + "\n" for article in archive[part::8]]
        (home / "archive" / f"{part}.jsonl").write_text("".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        small(patch)
        batch([home / "archive"], home / "out", reader)
    return home


def test_a_batch_gives_the_same_record(one_process: Path, reader: Reader, archive: Articles, whole: str, db: str) -> None:
    out = one_process / "out"
    assert record_of([out], db, reader) == whole
    days = {path.name for path in (out / "readings").iterdir()}
    assert days == {f"day={article['published']}" for article in archive}
    table = read_table(out / "readings")
    assert table.num_rows == len(archive)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["documents"], manifest["aside"], manifest["reader"]) == (len(archive), 0, reader.version)
    assert {one["path"] for one in manifest["files"]} | {"manifest.json"} == files_of(out).keys()
    assert not (out / ".work").exists()


def test_two_workers_write_the_same_files(one_process: Path, reader: Reader, tmp_path: Path) -> None:
    batch([one_process / "archive"], tmp_path / "out", reader, workers=2)
    assert files_of(tmp_path / "out") == files_of(one_process / "out")


def test_who_brings_days_together_does_without_pandas() -> None:
    with Crew(_with_pandas, 1, apart=True) as crew:
        assert list(crew.each([{"reason": "why"}])) == [False]


def _with_pandas(row: dict[str, str]) -> bool:
    form = work._arrow()
    form.packed([row], form.ASIDE)
    return "pandas" in sys.modules


def test_a_reading_comes_back_whole(one_process: Path, reader: Reader, archive: Articles) -> None:
    """Nothing of it is lost on the way through Parquet, not even the order of its parts."""
    found = {one.document.id: one for _, one in read_paths(reader, [one_process / "out"]) if isinstance(one, Reading)}
    for article in archive[:20]:
        assert found[article["id"]] == reader.read(Document.from_article(article))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning")
def test_ray_writes_the_same_files(one_process: Path, reader: Reader, tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")
    from qanat.batch.cluster import Cluster

    worker = worker_of(tmp_path / "out", reader)
    found = run.plan([str(one_process / "archive")], worker)
    with Cluster(worker, "local", 2) as cluster:
        run.run(found, worker, cluster)
    told, wanted = (json.loads(files_of(one)["manifest.json"]) for one in (tmp_path / "out", one_process / "out"))
    assert told == wanted
    assert files_of(tmp_path / "out") == files_of(one_process / "out")


# --- what is killed ------------------------------------------------------------------------------------------------------------------------


class Dying(Reader):
    """A reader whose process is killed, once for each file in the folder that QANAT_DYING names, and always by a document that asks for it."""

    def __reduce__(self) -> tuple[Callable[[str], Reader], tuple[str]]:
        return Dying, (self.pack.language,)

    def read(self, document: Document) -> Reading:
        flags = sorted(Path(os.environ["QANAT_DYING"]).iterdir())
        if flags and random.random() < 0.1:
            flags[0].unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        if "poison" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(document)


def test_killed_workers_cost_nothing(one_process: Path, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flags = tmp_path / "flags"
    flags.mkdir()
    for number in range(KILLS):
        (flags / f"{number:02}").touch()
    monkeypatch.setenv("QANAT_DYING", str(flags))
    batch([one_process / "archive"], tmp_path / "out", reader, workers=2, kind=Dying)
    killed = KILLS - len(list(flags.iterdir()))
    assert killed
    assert files_of(tmp_path / "out") == files_of(one_process / "out")
    figures("3", killed_workers=killed, lost=0, doubled=0)


def test_a_document_that_kills_is_set_aside_alone(reader: Reader, archive: Articles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "flags").mkdir()
    monkeypatch.setenv("QANAT_DYING", str(tmp_path / "flags"))
    some = [*archive[:12], {**archive[12], "text": "poison"}, *archive[13:20]]
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in some), encoding="utf-8")
    manifest = batch([path], tmp_path / "out", reader, workers=2, kind=Dying)
    assert (manifest["documents"], manifest["aside"]) == (19, 1)
    with open_record(tmp_path / "r.db") as record:
        list(add_paths(record, reader, [tmp_path / "out"]))
        (aside,) = record.aside()
        assert (aside.name, aside.path) == (f"{path} line 13", str(path))
        assert "a worker died on it (SIGKILL)" in aside.reason
        assert [one.outcome for one in retry(record, reader) if one.outcome != "known"] == ["added"]
        assert record.aside() == []


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_killed_driver_goes_on(one_process: Path, reader: Reader, tmp_path: Path) -> None:
    """The driver is killed at random moments, while blocks are read, brought together, or the manifest is written; the last one runs to its end."""
    chance = random.Random(7)
    work = partial(batch, [one_process / "archive"], tmp_path / "out", reader)
    begun = time.monotonic()
    assert ended(forked(partial(batch, [one_process / "archive"], tmp_path / "unkilled", reader))) == 0
    lasts = time.monotonic() - begun
    killed = 0
    for number in range(KILLS):
        child = forked(work)
        time.sleep(chance.uniform(0, lasts * (1 if number % 3 else 0.5)))
        os.kill(child, signal.SIGKILL)
        killed += ended(child) == -signal.SIGKILL
        if (tmp_path / "out" / ".work" / "batch.json").exists():
            with pytest.raises(InputError, match="not finished"):
                blocks.files([str(tmp_path / "out")])
    work()
    assert files_of(tmp_path / "out") == files_of(one_process / "out")
    figures("3", killed_drivers=killed, lost=0, doubled=0)


# --- archives of every form ------------------------------------------------------------------------------------------------------------------


def test_archives_of_every_form(reader: Reader, archive: Articles, tmp_path: Path) -> None:
    """WARC, JSON lines, files of articles, Parquet: the record of the batch is that of adding them; so it is from a store and into one."""
    news = tmp_path / "news"
    news.mkdir()
    some = [{**article, "published": None if number == 3 else article["published"]} for number, article in enumerate(archive[:18])]
    pages = [archives.record(archives.http(archives.page(k).encode()), url=f"https://www.example.org/{k}") for k in range(3)]
    (news / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, pages)))
    (news / "b.jsonl.gz").write_bytes(gzip.compress("\n".join([*map(json.dumps, some[:6]), "{"]).encode()))
    write_table(pa.Table.from_pylist(some[6:12]), news / "c.parquet")
    for article in some[12:]:
        (news / f"{article['id']}.json").write_text(json.dumps(article), encoding="utf-8")
    wanted = record_of([news], tmp_path / "added.db", reader)
    manifest = batch([news], tmp_path / "out", reader)
    assert (manifest["documents"], manifest["aside"]) == (21, 1)
    assert (tmp_path / "out" / "readings" / "day=__HIVE_DEFAULT_PARTITION__").is_dir()
    assert record_of([tmp_path / "out"], tmp_path / "batch.db", reader) == wanted
    store = Place("memory://store")
    for path in news.iterdir():
        store.write(f"news/{path.name}", path.read_bytes())
    again = batch(["memory://store/news"], "memory://store/out", reader)  # type: ignore[list-item]
    assert [one["rows"] for one in again["files"]] == [one["rows"] for one in manifest["files"]]
    with open_record(tmp_path / "store.db") as record:
        assert sum(one.error is None for one in add_paths(record, reader, ["memory://store/out"])) == 21
        assert record.aside()[0].path == "memory://store/news"
    store.remove("")


# --- bad input -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nothing.jsonl", "there is no such file or folder"),
        ("empty", "no articles in this folder"),
        ("https://example.org/a.warc.gz", "a batch reads files"),
        ("-", "a batch reads files"),
        ("ftp://example.org/a", "no store of files"),
        ("nosuch://a/b", "nosuch"),
        ("memory://nothing", "there is no such file or folder"),
        (".", "lies in"),
    ],
)
def test_what_is_no_archive(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(QanatError, match=said):
        run.plan([given], worker_of("out", reader))
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_else_is_left_alone(one_process: Path, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(QanatError, match="is not empty, and no batch"):
        batch([one_process / "archive"], tmp_path, reader)
    with pytest.raises(QanatError, match="holds the batch of other files"):
        run.plan([str(tmp_path / "notes.txt")], worker_of(one_process / "out", reader))


def test_tables_that_hold_no_articles(reader: Reader, tmp_path: Path) -> None:
    write_table(pa.table({"title": ["x"]}), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and then nothing")
    write_table(pa.table({"text": ["قال الوزير إن الحوار مستمر.", None], "id": [1, 2]}), tmp_path / "c.parquet")
    found = [str(one) if isinstance(one, InputError) else one.document.id for _, one in read_paths(reader, [tmp_path])]
    assert "no column 'text'" in found[0]
    assert "can't be read as Parquet" in found[1]
    assert found[2] == "1"
    assert "c.parquet row 2: this JSON object has no 'text'" in found[3]


def test_half_a_surrogate_stops_nothing(reader: Reader, archive: Articles, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({**article, "url": "\udc00"}) + "\n" for article in archive[:3]), encoding="utf-8")
    assert batch([path], tmp_path / "out", reader)["documents"] == 3
    assert {one.document.url for _, one in read_paths(reader, [tmp_path / "out"]) if isinstance(one, Reading)} == {"\ufffd"}


def test_a_full_disk_sets_nothing_aside(one_process: Path, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the run, and the same command goes on."""
    sound, left = Place.write, iter([True] * 7)

    def full(self: Place, name: str, data: bytes) -> None:
        if not next(left, False):
            raise QanatError(f"{self.url}: {name} can't be written: No space left on device")
        sound(self, name, data)

    monkeypatch.setattr(Place, "write", full)
    with pytest.raises(QanatError, match="No space left"):
        batch([one_process / "archive"], tmp_path / "out", reader)
    monkeypatch.setattr(Place, "write", sound)
    kept = [Receipt.of(path.read_bytes()) for path in (tmp_path / "out" / ".work" / "receipts").iterdir()]
    assert kept
    assert not any(one.aside for one in kept)
    batch([one_process / "archive"], tmp_path / "out", reader)
    assert files_of(tmp_path / "out") == files_of(one_process / "out")
