"""A release: validated by the standard's own validator, the same bytes twice, every sentence found again, nobody in it who was taken down."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest
import yaml
from tests.conftest import fresh
from tests.export.test_export import PAYLOADS, sheet
from typer.testing import CliRunner

from qanat.errors import QanatError
from qanat.export.csv import value
from qanat.export.flat import TABLES
from qanat.export.release import About, citation, digest
from qanat.model import Document
from qanat.pipeline import Reader, open_record
from qanat.record.log import By
from qanat.record.store import Record
from qanat.record.takedowns import BLACK, lift, take_down
from qanat.release import release
from qanat.serve.cli import app

ABOUT = About(("كاتب, أول", "Institute of Channels"), license="CC-BY-4.0", released="2025-04-01", doi="10.1234/abc", url="https://example.org/data")


@pytest.fixture(scope="module")
def texts(archive: list[dict[str, Any]]) -> dict[str, str]:
    """The articles by the digests of their texts; some titles would be formulas in a spreadsheet."""
    odd = [{**article, "title": PAYLOADS[number]} if number < len(PAYLOADS) else article for number, article in enumerate(archive)]
    documents = map(Document.from_article, odd)
    return {document.digest: json.dumps({**article, "whole": document.text}) for document, article in zip(documents, odd, strict=True)}


@pytest.fixture(scope="module")
def record(reader: Reader, texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("release") / "record.db") as record:
        for article in map(json.loads, texts.values()):
            record.add(reader.read(Document.from_article(article)), reader.version)
        yield record


@pytest.fixture(scope="module")
def released(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released") / "data-set"
    release(record, folder, ABOUT)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_validator_of_the_standard_takes_it(released: Path, tmp_path: Path) -> None:
    found = frictionless.validate(str(released / "datapackage.json"))
    assert found.valid, found.flatten(["type", "message"])
    assert found.stats["tasks"] == 2 * len(TABLES)
    spoiled = tmp_path / "spoiled"
    for table, column, cell, why in (
        ("contacts", "mode", "chat", "constraint"),
        ("parties", "contact", "k0", "foreign-key"),
        ("contacts", "date", "soon", "constraint"),
    ):
        shutil.copytree(released, spoiled)
        rows = sheet(spoiled / "data" / f"{table}.csv")
        rows[0][column] = cell
        pandas.DataFrame(rows).to_csv(spoiled / "data" / f"{table}.csv", index=False, lineterminator="\r\n")
        report = frictionless.validate(str(spoiled / "datapackage.json"))
        assert {why + "-error" if why == "constraint" else why, "hash-count"} <= {kind for (kind,) in report.flatten(["type"])}
        shutil.rmtree(spoiled)


def test_two_runs_give_the_same_bytes(record: Record, released: Path, tmp_path: Path) -> None:
    release(record, tmp_path / "again", ABOUT)
    release(record, tmp_path / "again", ABOUT)  # over the first
    assert files(tmp_path / "again") == files(released)
    assert not list(tmp_path.glob(".*"))


def test_both_databases_give_the_same_bytes(record: Record, released: Path, reader: Reader, texts: dict[str, str], postgres: str, tmp_path: Path) -> None:
    with open_record(fresh(postgres)) as other:
        for article in reversed([json.loads(told) for told in texts.values()]):
            other.add(reader.read(Document.from_article(article)), reader.version)
        release(other, tmp_path / "other", ABOUT)
    assert files(tmp_path / "other") == files(released)


def test_checksums_hold_and_miss_no_file(released: Path) -> None:
    lines = (line.split("  ") for line in (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    listed = {name: mark for mark, name in lines}
    assert listed == {name: digest(released / name) for name in files(released) if name != "SHA256SUMS"}
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=released, check=True)


def test_every_sentence_is_found_again_by_its_offsets(released: Path, texts: dict[str, str]) -> None:
    for table in ("reports", "statements", "events"):
        rows = sheet(released / "data" / f"{table}.csv")
        assert rows
        for row in rows:
            assert json.loads(texts[row["digest"]])["whole"][int(row["start"]) : int(row["end"])] == value(row["quote"])


def test_pandas_reads_the_same_from_both_forms(released: Path) -> None:
    for table in TABLES:
        flat = pandas.read_csv(released / "data" / f"{table.name}.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
        packed = pandas.read_parquet(released / "parquet" / f"{table.name}.parquet")
        assert list(flat.columns) == list(packed.columns) == [field.name for field in table.fields]
        for field in table.fields:
            plain = ["" if one is None or one != one else str(int(one)) if field.kind == "integer" else one for one in packed[field.name]]
            assert [value(cell) for cell in flat[field.name]] == plain


def test_another_program_reads_the_same(released: Path) -> None:
    import duckdb

    strict = "header = true, all_varchar = true, strict_mode = true, quote = '\"', escape = '\"'"
    with duckdb.connect() as base:
        for table in TABLES:
            flat = base.sql(f"SELECT * FROM read_csv('{released}/data/{table.name}.csv', {strict})")
            packed = base.sql(f"SELECT * FROM read_parquet('{released}/parquet/{table.name}.parquet')")
            assert flat.columns == packed.columns == [field.name for field in table.fields]
            cells = [["" if cell is None else str(cell) for cell in row] for row in packed.fetchall()]
            assert [[value(cell or "") for cell in row] for row in flat.fetchall()] == cells


def test_provenance_tells_outlets_days_and_texts(released: Path, archive: list[dict[str, Any]]) -> None:
    told = json.loads((released / "provenance.json").read_text(encoding="utf-8"))
    assert told["documents"] == len(archive)
    days = {one["outlet"]: (one["first"], one["last"], one["documents"]) for one in told["outlets"]}
    assert days == dict.fromkeys(("الشرفة", "المرصاد", "الميناء"), ("2025-03-05", "2025-03-26", 22))
    assert sum(told["readers"].values()) == len(archive)
    covered = sheet(released / "data" / "coverage.csv")
    assert sum(int(row["documents"]) for row in covered) == len(archive)


def test_the_citation_is_one(released: Path, tmp_path: Path) -> None:
    path = released / "CITATION.cff"
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert told["authors"] == [{"family-names": "كاتب", "given-names": "أول"}, {"name": "Institute of Channels"}]
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    assert (told["title"], told["version"], told["doi"]) == (package["title"], package["version"], "10.1234/abc")
    odd = tmp_path / "CITATION.cff"
    odd.write_text(citation(About(('O\'Brien "Q", A: #b',), 'A "title": yes\n', "1"), "0"), encoding="utf-8")
    assert yaml.safe_load(odd.read_text(encoding="utf-8"))["authors"][0] == {"family-names": 'O\'Brien "Q"', "given-names": "A: #b"}
    if program := os.environ.get("QANAT_CFFCONVERT") or shutil.which("cffconvert"):  # it wants an older jsonschema than we have: in an environment of its own
        for one in (path, odd):
            subprocess.run([program, "--validate", "-i", str(one)], check=True)


def test_whoever_was_taken_down_is_in_no_file(record: Record, released: Path, tmp_path: Path) -> None:
    him = next(row["id"] for row in record.actors() if row["name"] == "سامر النعيمي")
    n = take_down(record, him, names=["النعيمي"], why="A court has ordered it", by=By("test", "command"))
    try:
        release(record, tmp_path / "veiled", ABOUT)
    finally:
        lift(record, n, by=By("test", "command"))
    kept = files(tmp_path / "veiled")
    assert "النعيمي".encode() in files(released)["data/actors.csv"]
    assert not [name for name, content in kept.items() if "النعيمي".encode() in content]
    assert BLACK.encode() in kept["data/reports.csv"]
    assert json.loads(kept["provenance.json"])["taken_down"] == 1
    assert frictionless.validate(str(tmp_path / "veiled" / "datapackage.json")).valid
    assert not any(
        "النعيمي" in str(row) for table in TABLES for row in pandas.read_parquet(tmp_path / "veiled" / "parquet" / f"{table.name}.parquet").to_numpy()
    )


def test_a_folder_of_something_else_is_left_alone(record: Record, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(QanatError, match="not empty"):
        release(record, tmp_path, ABOUT)
    assert (tmp_path / "thesis.tex").read_text(encoding="utf-8") == "years of work"


def test_an_empty_record_makes_a_whole_release(tmp_path: Path) -> None:
    with open_record(tmp_path / "record.db") as empty:
        assert set(release(empty, tmp_path / "out", ABOUT).values()) == {0}
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "--author"),
        (["--author", " , "], "Given"),
        (["--author", "A", "--doi", "https://doi.org/10.1/x"], "DOI"),
        (["--author", "A", "--released", "soon"], "YYYY"),
    ],
)
def test_wrong_words_about_it(options: list[str], why: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["release", str(tmp_path / "out"), *options])
    assert done.exit_code == 2
    assert why in done.stderr
