"""The commands as a user meets them: output, messages, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from qanat.serve.cli import app

TEXT = "أجرى وزير الخارجية الروسي سيرغي لافروف اتصالا هاتفيا مع نظيره الصيني وانغ يي أمس."
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def qanat(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def qanat_process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a shell starts it."""
    command = [sys.executable, "-c", "from qanat.serve.cli import main; main()", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.json"
    path.write_text(json.dumps({"id": "n1", "title": "اتصال", "text": TEXT, "published": "2022-10-21"}), encoding="utf-8")
    return path


def test_json_lines_are_the_form_of_the_contract(article: Path) -> None:
    done = qanat("read", article, "--format", "jsonl")
    assert done.exit_code == 0
    (reading,) = map(json.loads, done.stdout.splitlines())
    assert list(reading) == ["document", "actors", "times", "statements", "contacts", "events", "problems"]
    assert list(reading["document"]) == ["id", "url", "outlet", "outlet_country", "title", "text", "published", "language", "digest"]
    assert reading["document"]["text"] == "اتصال\n" + TEXT
    assert qanat("read", article, "--json").stdout == done.stdout


def test_what_the_document_does_not_say_comes_from_the_options(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = qanat("read", path, "--json", "--published", "2022-10-21", "--outlet", "المثال", "--outlet-country", "sau")
    document = json.loads(done.stdout)["document"]
    assert (document["id"], document["published"], document["outlet"], document["outlet_country"]) == ("a", "2022-10-21", "المثال", "SAU")


def test_a_file_takes_the_format_of_its_name(article: Path, tmp_path: Path) -> None:
    for name, start in (("a.jsonl", "{"), ("a.html", "<!doctype html>"), ("a.txt", "\n")):
        done = qanat("read", article, "-o", tmp_path / name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_standard_input() -> None:
    assert json.loads(qanat("read", "-", "--json", stdin=TEXT).stdout)["document"]["text"] == TEXT


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a.txt", "--format", "xml"],
        ["read", "a.txt", "--published", "yesterday"],
        ["read", "a.txt", "--outlet-country", "Saudi"],
        ["nothing"],
        ["eval", "nowhere"],
        ["eval", ".", "--raise"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    assert qanat(*arguments).exit_code == 2


def test_some_set_aside_and_the_rest_read(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    done = qanat("read", bad, article, "--json")
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 1
    assert f"set aside: {bad}: broken JSON" in done.stderr
    assert "1 document set aside, 1 read" in done.stderr


def test_nothing_read_is_a_failure(tmp_path: Path) -> None:
    done = qanat("read", tmp_path / "none.txt", "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "there is no such file" in done.stderr


def test_a_place_that_cannot_be_written(article: Path, tmp_path: Path) -> None:
    done = qanat("read", article, "-o", tmp_path / "none" / "a.jsonl")
    assert done.exit_code == 1
    assert "can't be written" in done.stderr


def test_a_fault_of_the_reader_stops_one_document_only(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from qanat.pipeline import Reader

    whole = Reader.read

    def failing(self: Reader, document: object) -> object:
        if getattr(document, "id", "") == "poison":
            raise ZeroDivisionError("odd")
        return whole(self, document)  # type: ignore[arg-type]

    monkeypatch.setattr(Reader, "read", failing)
    (tmp_path / "poison.txt").write_text(TEXT, encoding="utf-8")
    done = qanat("read", tmp_path / "poison.txt", article, "--json")
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 1
    assert "the reader failed on it (ZeroDivisionError: odd)" in done.stderr


def test_version_and_help() -> None:
    assert qanat("--version").stdout.startswith("qanat ")
    for command in ("read", "explain", "eval", "demo"):
        assert qanat(command, "--help").exit_code == 0


def test_the_demo_reads_the_samples() -> None:
    done = qanat("demo")
    assert done.exit_code == 0
    assert "in 6 articles" in done.stdout
    assert "Who contacted whom" in done.stdout
    assert "qanat explain" in done.stdout


@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8", "ar_EG.UTF-8"])
def test_the_place_changes_nothing(locale: str) -> None:
    done = [
        qanat_process("read", str(SAMPLES), "--json", LC_ALL=locale, PYTHONUTF8="0", PYTHONHASHSEED=seed, TZ=zone)
        for seed, zone in (("1", "UTC"), ("2", "Asia/Riyadh"))
    ]
    assert done[0].returncode == 0, done[0].stderr
    assert done[0].stdout == done[1].stdout
    assert TEXT.split()[1].encode() in done[0].stdout


# --- explain ---------------------------------------------------------------------------------------------------------------------


def test_explain_names_rule_row_and_examples(article: Path) -> None:
    done = qanat("explain", f"{article}#c1")
    assert done.exit_code == 0
    for part in ("لافروف", "rule contacts.", "contacts.toml [[", "confidence"):
        assert part in done.stdout


def test_explain_an_actor(article: Path) -> None:
    done = qanat("explain", f"{article}#a1")
    assert done.exit_code == 0
    assert "named" in done.stdout


def test_explain_everything(article: Path) -> None:
    assert "c1" in qanat("explain", article).stdout


def test_explain_one_of_many(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in ("x", "y")), encoding="utf-8")
    many = qanat("explain", f"{path}#c1")
    assert many.exit_code == 1
    assert f"holds 2 articles; name one: {path}#x/c1" in many.stderr
    assert qanat("explain", f"{path}#y/c1").exit_code == 0


@pytest.mark.parametrize(("place", "why"), [("#c9", "no 'c9' in the reading"), ("#z/c1", "no article 'z'")])
def test_explain_what_is_not_there(article: Path, place: str, why: str) -> None:
    done = qanat("explain", f"{article}{place}")
    assert done.exit_code == 1
    assert why in done.stderr
