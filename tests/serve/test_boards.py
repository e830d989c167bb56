"""The commands that look at many contacts, over the articles of tests/record/channel.jsonl."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from qanat.adding import add_paths
from qanat.errors import RecordError
from qanat.export.boards import BOARDS
from qanat.pipeline import Reader, open_record
from qanat.serve.cli import app

ARTICLES = Path(__file__).resolve().parents[1] / "record" / "channel.jsonl"


@pytest.fixture
def channel(db: str, reader: Reader) -> str:
    """The address of a record of the articles, once in each database."""
    with open_record(db) as record:
        assert all(one.error is None for one in add_paths(record, reader, [ARTICLES]))
    return db


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.stdout


def rows(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*words, "--json").splitlines()]


def test_the_board_shows_the_channel_of_the_defence_ministers(channel: str) -> None:
    first, second = rows("channels", "--db", channel, "--between", "USA", "RUS")
    assert (first["a"], first["b"], first["level"], first["number"], first["last"]) == ("RUS", "USA", "defence_ministers", 2, "2022-10-21")
    assert first["made_by"] == {"RUS": 1, "USA": 1}
    assert (second["level"], second["silence"]) == ("military_chiefs", 155)
    assert [row["level"] for row in rows("channels", "--db", channel, "--level", "military_chiefs", "--as-of", "2022-05-30")] == ["military_chiefs"]
    shown = run("channels", "--db", channel)
    assert "RUS — USA" in shown
    assert "▕█" in shown
    assert run("channels", "--db", channel, "--country", "FRA").startswith("no contact")


def test_the_audit_finds_the_list_behind_the_claim(channel: str) -> None:
    found = {bool(row["rank"]): row for row in rows("audit", "--db", channel, "--between", "RUS", "USA")}
    assert found[True]["verdict"] == found[False]["verdict"] == "consistent"
    assert [entry["day"] for entry in found[True]["series"]] == ["2022-05-13", "2022-10-21"]
    assert "as recall dates it" in run("audit", "--db", channel)
    assert rows("audit", "--db", channel, "--since", "2023-01-01") == []


def test_readouts_stand_side_by_side(channel: str) -> None:
    contact = rows("channels", "--db", channel, "--level", "defence_ministers")[0]["last_contact"]
    russia, america, others = sorted(rows("readouts", contact, "--db", channel), key=lambda row: str(row["side"] is None) + str(row["side"]))
    assert (russia["side"], america["side"], others["side"]) == ("RUS", "USA", None)
    assert "محطة زابوريجيا النووية" in russia["only"]
    assert not america["silent"]
    assert "only here" in run("readouts", contact, "--db", channel)
    assert isinstance(CliRunner().invoke(app, ["readouts", "k0", "--db", channel]).exception, RecordError)


def test_offices_are_proved_by_sentences(channel: str) -> None:
    (shoigu,) = rows("offices", "rus", "--db", channel, "--role", "defence_minister", "--as-of", "2022-07-01")
    assert (shoigu["latin"], shoigu["then"], shoigu["first"]["day"], shoigu["last"]["day"]) == ("Sergei Shoigu", "holder", "2022-05-13", "2022-10-21")
    assert "شويغو" in shoigu["first"]["quote"]
    assert "2022-05-13 … 2022-10-21" in run("offices", "RUS", "--db", channel)


def test_a_person_splits_and_joins_and_it_is_kept(channel: str, reader: Reader, tmp_path: Path) -> None:
    def told() -> list[list[str]]:
        with open_record(channel) as record:
            found = record.contacts(between=("RUS", "USA"), level="defence_ministers")
        return sorted(sorted(report["document"] for report in contact["reports"]) for contact in found)

    may, october = ["may13-ru", "may13-us", "recall"], ["oct-ru", "oct-us", "recall"]
    assert told() == [may, october]
    whole = rows("channels", "--db", channel, "--level", "defence_ministers")[0]["last_contact"]
    left, out = (line.split()[0] for line in run("split", whole, "oct-us", "--why", "two calls", "--db", channel).splitlines())
    assert told() == [may, ["oct-ru", "recall"], ["oct-us"]]
    with open_record(channel) as record:  # what is added later does not undo it
        text = "أعلن البنتاغون أن وزير الدفاع الأميركي لويد أوستن تحدث هاتفيا أمس الجمعة مع وزير الدفاع الروسي سيرغي شويغو."
        path = tmp_path / "later.json"
        path.write_text(json.dumps({"id": "later", "outlet": "القلم", "published": "2022-10-22", "text": text}), encoding="utf-8")
        assert all(one.error is None for one in add_paths(record, reader, [path]))
    assert not any({"oct-us", "oct-ru"} <= set(documents) for documents in told())
    assert run("join", left, out, "--db", channel).strip() in (left, out)
    assert told() == [["later", *october], may]


def test_every_board_is_a_table_for_other_programs_too(channel: str) -> None:
    contact = rows("channels", "--db", channel, "--level", "defence_ministers")[0]["last_contact"]
    for words in (("channels",), ("audit",), ("offices", "RUS"), ("readouts", contact)):
        head, *table = csv.reader(run(*words, "--db", channel, "--csv").splitlines())
        assert head == [field.name for field in BOARDS[words[0]].fields]
        assert table
        assert any(all(row[head.index(name)] for name in head[:3]) for row in table)
