"""The commands of the record as a user meets them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qanat.serve.cli import app


def qanat(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_add_and_ask(archived: Path, db: str, tmp_path: Path) -> None:
    dry = qanat("add", archived, "--db", db, "--dry-run")
    assert (dry.exit_code, "66 would be added" in dry.stdout) == (0, True)
    first = qanat("add", archived, "--db", db)
    assert (first.exit_code, "66 added" in first.stdout) == (0, True)
    again = qanat("add", archived, "--db", db)
    assert (again.exit_code, "66 known" in again.stdout) == (0, True)
    done = qanat("contacts", "--between", "NOR", "JOR", "--json", "--db", db)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows
    assert len(qanat("contacts", "--json", "--limit", "2", "--db", db).stdout.splitlines()) == 2
    for command in ("contacts", "statements", "actors"):
        shown = qanat(command, "--db", db)
        assert (shown.exit_code, "for more, --limit N" in shown.stdout or command[:-1] in shown.stdout) == (0, True)
        table = qanat(command, "--csv", "--db", db)
        assert table.stdout.startswith("id,")
    name = rows[0]["id"]
    for command in ("show", "explain", "cite"):
        shown = qanat(command, name, "--db", db)
        assert shown.exit_code == 0, shown.stderr
        assert "هولم" in shown.stdout
    assert "Why they are one" in qanat("explain", name, "--db", db).stdout
    assert json.loads(qanat("cite", name, "--db", db, "--json").stdout.splitlines()[0])["quote"]
    assert "@misc{" in qanat("cite", name, "--db", db, "--format", "bibtex").stdout
    assert "in 1 article" not in qanat("show", "الشرفة-0", "--db", db).stdout
    assert "3 documents" in qanat("search", '"الحوار رقم 7"', "--db", db).stdout
    assert qanat("doctor", "--db", db).exit_code == 0
    assert "nothing is set aside" in qanat("retry", "--db", db).stdout
    for form in ("csv", "jsonl", "parquet", "plover", "ftm"):
        assert qanat("export", tmp_path / form, "--format", form, "--db", db, "--since", "2025-03-10").exit_code == 0
    assert qanat("backup", tmp_path / "b.gz", "--db", db).exit_code == 0
    copy = f"sqlite:///{tmp_path}/copy.db"
    assert qanat("restore", tmp_path / "b.gz", "--db", copy).exit_code == 0
    assert qanat("contacts", "--json", "--db", copy).stdout == qanat("contacts", "--json", "--db", db).stdout


def test_some_of_many_are_added(archived: Path, tmp_path: Path) -> None:
    """With a limit, the next run goes on behind the last; articles of an earlier day are passed over."""
    db = tmp_path / "record.db"
    told = [qanat("add", archived, "--db", db, "--since", "2025-03-20", "--limit", "10").stdout for _ in range(3)]
    assert ["10 added" in one for one in told] == [True, True, False]
    assert "1 added" in told[2]  # seven days of three articles
    assert "45 added" in qanat("add", archived, "--db", db).stdout


def test_some_set_aside(archived: Path, tmp_path: Path) -> None:
    bad, db = tmp_path / "bad.json", tmp_path / "record.db"
    bad.write_text("{", encoding="utf-8")
    done = qanat("add", bad, archived, "--db", db)
    assert done.exit_code == 3
    assert "66 added" in done.stdout
    assert f"set aside: {bad}: broken JSON" in done.stderr
    assert f"qanat retry --db {db}" in done.stderr
    assert "broken JSON" in qanat("doctor", "--db", db).stdout
    assert qanat("retry", "--db", db).exit_code == 3
    bad.write_text('{"text": "التقى وزير الخارجية الروسي نظيره الصيني."}', encoding="utf-8")
    assert qanat("retry", "--db", db).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [["contacts"], ["show", "x"], ["cite", "x"], ["explain", "k0123456789abcdef"], ["search", "x"], ["doctor"], ["retry"], ["backup", "x.gz"], ["export", "x"]],
)
def test_no_record_is_a_clear_word(arguments: list[str], tmp_path: Path) -> None:
    db = tmp_path / "none.db"
    code = "from qanat.serve.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, *arguments, "--db", str(db)], capture_output=True, check=False, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert f"qanat: {db}: there is no record; make one with `qanat add`" in done.stderr
    assert "Traceback" not in done.stderr
    assert not db.exists()


@pytest.mark.parametrize(
    "arguments", [["add"], ["contacts", "--level", "kings"], ["contacts", "--since", "now"], ["export", "x", "--format", "xls"], ["restore", "none.gz"]]
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert qanat(*arguments).exit_code == 2


def test_the_place_changes_nothing(archived: Path, tmp_path: Path) -> None:
    """Promise 17: the same dump under any locale, zone and seed of hashes."""
    code = (
        "import sys; from qanat.adding import add_paths; from qanat.pipeline import Reader, open_record; from qanat.record import dump\n"
        "with open_record(sys.argv[2]) as record:\n"
        "    list(add_paths(record, Reader(), [sys.argv[1]]))\n"
        "    with record.view() as connection: print(dump.digest(connection))"
    )
    places = (("C", "UTC", "1"), ("tr_TR.UTF-8", "Asia/Riyadh", "2"), ("ar_EG.UTF-8", "America/St_Johns", "3"))
    found = set()
    for number, (locale, zone, seed) in enumerate(places):
        place = {**os.environ, "LC_ALL": locale, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONUTF8": "0"}
        done = subprocess.run(
            [sys.executable, "-c", code, str(archived), str(tmp_path / f"{number}.db")], capture_output=True, check=False, text=True, env=place
        )
        assert re.fullmatch("[0-9a-f]{64}\n", done.stdout), done.stderr
        found.add(done.stdout)
    assert len(found) == 1
