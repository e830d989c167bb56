"""The commands that look at many contacts, over the articles of tests/record/channel.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from qanat.pipeline import Reader, add_paths, open_record
from qanat.serve.cli import app

ARTICLES = Path(__file__).resolve().parents[1] / "record" / "channel.jsonl"


@pytest.fixture
def db(reader: Reader, tmp_path: Path) -> str:
    path = tmp_path / "record.db"
    with open_record(path) as record:
        assert all(one.error is None for one in add_paths(record, reader, [ARTICLES]))
    return str(path)


def run(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done.stdout


def rows(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*words, "--json").splitlines()]


def test_the_board_shows_the_channel_of_the_defence_ministers(db: str) -> None:
    first, second = rows("channels", "--db", db, "--between", "USA", "RUS")
    assert (first["a"], first["b"], first["level"], first["number"], first["last"]) == ("RUS", "USA", "defence_ministers", 2, "2022-10-21")
    assert first["made_by"] == {"RUS": 1, "USA": 1}
    assert (second["level"], second["silence"]) == ("military_chiefs", 155)
    assert [row["level"] for row in rows("channels", "--db", db, "--level", "military_chiefs", "--as-of", "2022-05-30")] == ["military_chiefs"]
    shown = run("channels", "--db", db)
    assert "RUS — USA" in shown
    assert "▕█" in shown
    assert run("channels", "--db", db, "--country", "FRA").startswith("no contact")


def test_the_audit_finds_the_list_behind_the_claim(db: str) -> None:
    found = {bool(row["rank"]): row for row in rows("audit", "--db", db, "--between", "RUS", "USA")}
    assert found[True]["verdict"] == found[False]["verdict"] == "consistent"
    assert [entry["day"] for entry in found[True]["series"]] == ["2022-05-13", "2022-10-21"]
    assert "as recall dates it" in run("audit", "--db", db)
    assert rows("audit", "--db", db, "--since", "2023-01-01") == []


def test_readouts_stand_side_by_side(db: str) -> None:
    contact = rows("channels", "--db", db, "--level", "defence_ministers")[0]["last_contact"]
    russia, america, others = sorted(rows("readouts", contact, "--db", db), key=lambda row: str(row["side"] is None) + str(row["side"]))
    assert (russia["side"], america["side"], others["side"]) == ("RUS", "USA", None)
    assert "محطة زابوريجيا النووية" in russia["only"]
    assert not america["silent"]
    assert "only here" in run("readouts", contact, "--db", db)
    assert "no such contact" in CliRunner().invoke(app, ["readouts", "k0", "--db", db]).output or run("readouts", "k0", "--db", db, code=1) == ""


def test_offices_are_proved_by_sentences(db: str) -> None:
    (shoigu,) = rows("offices", "rus", "--db", db, "--role", "defence_minister", "--as-of", "2022-07-01")
    assert (shoigu["latin"], shoigu["then"], shoigu["first"]["day"], shoigu["last"]["day"]) == ("Sergei Shoigu", "holder", "2022-05-13", "2022-10-21")
    assert "شويغو" in shoigu["first"]["quote"]
    assert "2022-05-13 … 2022-10-21" in run("offices", "RUS", "--db", db)


def test_a_person_splits_and_joins_and_it_is_kept(db: str, reader: Reader) -> None:
    def told() -> list[list[str]]:
        with open_record(db) as record:
            found = record.contacts(between=("RUS", "USA"), level="defence_ministers")
        return sorted(sorted(report["document"] for report in contact["reports"]) for contact in found)

    may, october = ["may13-ru", "may13-us", "recall"], ["oct-ru", "oct-us", "recall"]
    assert told() == [may, october]
    whole = rows("channels", "--db", db, "--level", "defence_ministers")[0]["last_contact"]
    left, out = (line.split()[0] for line in run("split", whole, "oct-us", "--why", "two calls", "--db", db).splitlines())
    assert told() == [may, ["oct-ru", "recall"], ["oct-us"]]
    with open_record(db) as record:  # what is added later does not undo it
        text = "أعلن البنتاغون أن وزير الدفاع الأميركي لويد أوستن تحدث هاتفيا أمس الجمعة مع وزير الدفاع الروسي سيرغي شويغو."
        later = ARTICLES.with_name("later.json").name, json.dumps({"id": "later", "outlet": "القلم", "published": "2022-10-22", "text": text})
        path = Path(db).with_name(later[0])
        path.write_text(later[1], encoding="utf-8")
        assert all(one.error is None for one in add_paths(record, reader, [path]))
    assert not any({"oct-us", "oct-ru"} <= set(documents) for documents in told())
    assert run("join", left, out, "--db", db).strip() in (left, out)
    assert told() == [["later", *october], may]
