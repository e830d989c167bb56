"""Exports, read again by other programs."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qanat.errors import QanatError
from qanat.export import DICTIONARY, FORMATS
from qanat.export.codes import alpha2, codes
from qanat.export.csv import cell, value
from qanat.export.flat import TABLES
from qanat.export.plover import FIELDS
from qanat.model import Document, Event, Reading
from qanat.pipeline import Reader, export, open_record
from qanat.record.store import Record

PAYLOADS = [
    lead + body
    for lead in ("", " ", "\t", "\n", "\u200f", "\u202e", "\ufeff", "'")
    for body in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x","y")')
]


@pytest.fixture(scope="session")
def record(reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("export") / "record.db") as record:
        for number, article in enumerate(archive):
            odd = {**article, "title": PAYLOADS[number]} if number < len(PAYLOADS) else article
            record.add(with_events(reader.read(Document.from_article(odd))), reader.version)
        yield record


def with_events(reading: Reading) -> Reading:
    """The reading with an event for each contact, as the events stage makes them."""
    kinds = {"held": "CONSULT", "planned": "AGREE", "proposed": "REQUEST", "refused": "REJECT"}
    made = (
        Event(f"e{k}", kinds[c.status], "phone", "diplomatic", c.parties[:1], c.parties[1:], c.date, c.status, c.evidence, c.rule, c.confidence)
        for k, c in enumerate(reading.contacts)
    )
    return replace(reading, events=tuple(made))


def sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_stays_text(record: Record, tmp_path: Path) -> None:
    counts = export(record, tmp_path, "csv")
    contacts = record.contacts()
    for table in TABLES:
        rows = sheet(tmp_path / f"{table.name}.csv")
        assert len(rows) == counts[f"{table.name}.csv"] > 0
        assert list(rows[0]) == [field.name for field in table.fields]
        for row in rows:
            for found in row.values():
                plain = found.lstrip("\t\r\n \u200f\u202e\ufeff")
                assert not plain.startswith(("=", "+", "-", "@"))
    assert [row["id"] for row in sheet(tmp_path / "contacts.csv")] == [contact["id"] for contact in contacts]
    titles = {value(row["title"]) for row in sheet(tmp_path / "documents.csv")}
    assert set(PAYLOADS) <= titles
    parties = sheet(tmp_path / "parties.csv")
    assert {(row["country"], row["cow_number"], row["gw"]) for row in parties} >= {("NOR", "385", "NOR"), ("JOR", "663", "JOR")}


@pytest.mark.parametrize("text", [*PAYLOADS, "", "plain", "'", "''x", "نص"])
def test_cells_come_back(text: str) -> None:
    assert value(cell(text)) == text


def test_json_lines_are_the_answers(record: Record, tmp_path: Path) -> None:
    export(record, tmp_path, "jsonl")
    for kind in ("contacts", "statements", "actors"):
        rows = [json.loads(line) for line in (tmp_path / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert rows == list(getattr(record, kind)())


def test_parquet(record: Record, tmp_path: Path) -> None:
    from pyarrow import parquet

    export(record, tmp_path, "parquet")
    for table in TABLES:
        read = parquet.read_table(tmp_path / f"{table.name}.parquet")
        assert [field.name for field in read.schema] == [field.name for field in table.fields]
        assert all(field.metadata[b"meaning"] for field in read.schema)
    rows = parquet.read_table(tmp_path / "reports.parquet").to_pylist()
    assert [row["quote"] for row in rows] == [report["quote"] for contact in record.contacts() for report in contact["reports"]]


def test_plover(record: Record, tmp_path: Path) -> None:
    export(record, tmp_path, "plover")
    with (tmp_path / "plover.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert list(rows[0]) == [field.name for field in FIELDS]
    consults = [row for row in rows if row["event_type"] == "CONSULT"]
    assert len({row["event_id"] for row in rows}) == len(rows)
    held = [contact for contact in record.contacts() if contact["status"] == "held"]
    assert {row["event_id"] for row in consults} == {contact["id"] for contact in held}
    assert {row["quad_code"] for row in consults} == {"1"}
    assert all(None not in row and None not in row.values() for row in rows)


def test_another_program_reads_the_same(record: Record, tmp_path: Path) -> None:
    """DuckDB, a database of its own with readers of its own, finds in every table of rows and columns what the record says."""
    import duckdb

    for form in ("csv", "jsonl", "parquet", "plover"):
        export(record, tmp_path / form, form)
    contacts, statements = record.contacts(), record.statements()
    with duckdb.connect() as base:

        def rows(columns: str, call: str, file: str, *more: str) -> list[Any]:
            options = ", ".join((f"'{tmp_path / file}'", *more))
            return base.sql(f"SELECT {columns} FROM {call}({options})").fetchall()  # the order of the file

        strict = ("header = true", "all_varchar = true", "strict_mode = true", "quote = '\"'", "escape = '\"'")
        for file, call, options in (("csv/{}.csv", "read_csv", strict), ("parquet/{}.parquet", "read_parquet", ())):
            told = rows("*", call, file.format("contacts"), *options)
            assert [row[0] for row in told] == [one["id"] for one in contacts]
            found = rows("id, quote, document", call, file.format("statements"), *options)
            assert [(name, value(quote) if options else quote, of) for name, quote, of in found] == [(s["id"], s["quote"], s["document"]) for s in statements]
            for table in TABLES:
                columns = base.sql(f"SELECT * FROM {call}({', '.join((repr(str(tmp_path / file.format(table.name))), *options))})").columns
                assert columns == [field.name for field in table.fields]
        parties = rows("id, to_json(parties)::VARCHAR", "read_json", "jsonl/contacts.jsonl", "format = 'newline_delimited'")
        assert [(name, json.loads(some)) for name, some in parties] == [(one["id"], one["parties"]) for one in contacts]
        events = rows(
            "event_id, actor_country, actor_cow, actor_gw, evidence", "read_csv", "plover/plover.tsv", "all_varchar = true", "delim = '\t'", "quote = ''"
        )
        assert {name for name, *_ in events} >= {one["id"] for one in contacts}
        assert {tuple(codes) for _, *codes, _ in events} >= {("JOR", "663", "663"), ("NOR", "385", "385")}


def test_followthemoney_is_closed(record: Record, tmp_path: Path) -> None:
    """Only the properties that we looked up in FollowTheMoney, none of them empty, and every id that is named is there."""
    entities = followthemoney(record, tmp_path)
    ids = {entity["id"] for entity in entities}
    known = {
        "Person": {"name", "alias", "country", "position"},
        "PublicBody": {"name", "alias", "country"},
        "Organization": {"name", "alias", "country"},
        "Event": {"name", "date", "involved", "organizer", "location", "proof", "notes"},
        "Article": {"title", "publishedAt", "publisher", "sourceUrl", "language"},
    }
    for entity in entities:
        assert set(entity["properties"]) <= known[entity["schema"]]
        assert all(isinstance(one, str) and one for values in entity["properties"].values() for one in values)
        assert set(entity["properties"].get("involved", [])) <= ids
        assert set(entity["properties"].get("proof", [])) <= ids
    assert sum(entity["schema"] == "Event" for entity in entities) == len(record.contacts())


def test_followthemoney_takes_it(record: Record, tmp_path: Path) -> None:
    """The package itself, where it is installed (extra `ftm`; building it needs the headers of ICU), knows every property and cleans no value away."""
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    for entity in followthemoney(record, tmp_path):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for field, values in entity["properties"].items():
            assert plain(proxy.get(field)) == plain(values)


def plain(values: list[str]) -> list[str]:
    """Letters and digits alone: spaces and direction marks at the ends are what FollowTheMoney takes off."""
    return sorted(re.sub(r"[\W_]+", "", value) for value in values)


def followthemoney(record: Record, folder: Path) -> list[dict[str, Any]]:
    export(record, folder, "ftm")
    return [json.loads(line) for line in (folder / "ftm.ndjson").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_field_is_in_the_dictionary(record: Record, tmp_path: Path, form: str) -> None:
    export(record, tmp_path, form)
    rows = sheet(tmp_path / "dictionary.csv")
    assert [(row["table"], row["field"]) for row in rows] == [(table, field.name) for table, field in DICTIONARY[form]]
    assert all(row["meaning"] and row["type"] in ("text", "integer", "date") for row in rows)


def test_codes_of_the_countries_of_the_pack(reader: Reader) -> None:
    countries = {row.id for row in reader.pack.tables["countries"]}
    assert countries <= set(alpha2())
    assert {country for country in countries if codes(country).cow_number is None and codes(country).gw_number is None} <= {"PSE", "ESH", "HKG", "GRL", "XKX"}
    numbers = [codes(country).cow_number for country in countries if codes(country).cow_number]
    assert len(numbers) == len(set(numbers))


def test_a_folder_that_cannot_be_made(record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(QanatError, match="can't be made"):
        export(record, tmp_path / "file" / "folder", "csv")
