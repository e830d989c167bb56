"""Notes: required fields, moderation, plain text; the e-mail reaches administrators and nobody else, on no page, in no twin and in no export."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from tests.record.adding import fill
from tests.serve.test_rights import _World, send

from qanat.pipeline import Reader, open_record
from qanat.record.log import By
from qanat.record.notes import Notes

_EMAIL = "secret.address@example.org"
_WORDS = "<script>alert(1)</script> first line\r\n\r\n\r\n\r\nsecond \u202eline\x07"


@pytest.fixture
def world(db: str, reader: Reader, archive: list[dict[str, Any]]) -> Any:
    fill(db, reader, archive[:6])
    with open_record(db) as record:
        yield _World(record)


def test_a_note_from_its_form_to_its_page(world: _World, tmp_path: Path) -> None:
    from qanat.serve.cli import app as commands

    contact, article = world.known["name"], world.article
    reader, analyst, boss = (world.browser(role) for role in ("reader", "analyst", "administrator"))
    for target, page in ((contact, f"/contacts/{contact}"), (article, f"/articles/{article}")):
        form = reader.get(page).text
        assert 'name="email" type="email" required' in form
        assert 'name="name" required' in form
        assert "Your e-mail is not published" in form
        assert send(reader, "/notes", page=page, target=target, name="Mona", email=_EMAIL, words=_WORDS).status_code == 200
        assert "Mona" not in reader.get(page).text
    assert reader.get("/notes").status_code == 403
    waiting = analyst.get("/notes.json").json()["rows"]
    assert [one["target"][0] for one in waiting] == ["k", "d"]
    assert _EMAIL in boss.get("/notes").text
    assert _EMAIL not in analyst.get("/notes").text
    for one in waiting:
        assert send(analyst, f"/notes/{one['n']}", state="shown").status_code == 303
    for page in (f"/contacts/{contact}", f"/articles/{article}"):
        text = reader.get(page).text
        assert "Mona" in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; first line\n\nsecond " in text
        assert "\u202e" not in text
        assert "\x07" not in text
    assert boss.get("/notes.json").json()["rows"] == []
    for client in (reader, analyst, boss):
        paths = [f"/contacts/{contact}", f"/articles/{article}", "/today", "/log", "/search?q=secret.address"]
        twins = [f"{path.partition('?')[0]}{end}" for path in (*paths, "/notes") for end in (".json", ".csv")]
        for path in (*paths, *twins, "/notes.json?state=shown", "/notes.csv?state=shown"):
            assert _EMAIL not in client.get(path).text, path
    send(analyst, f"/notes/{waiting[0]['n']}", state="hidden")
    assert "Mona" not in reader.get(f"/contacts/{contact}").text
    assert {"note sent", "note shown", "note hidden"} <= {one["what"] for one in world.accounts.log(limit=200)}
    _exported(world, tmp_path, commands)


def _exported(world: _World, folder: Path, commands: Any) -> None:
    """No export holds the e-mail."""
    from typer.testing import CliRunner

    db = world.record.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    for form in ("csv", "jsonl", "plover", "ftm"):
        done = CliRunner().invoke(commands, ["export", str(folder / form), "--format", form, "--db", db])
        assert done.exit_code == 0, done.output
    files = [path for path in folder.rglob("*") if path.is_file() and "export" not in path.suffix]
    assert len(files) > 8
    for path in files:
        data = path.read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        assert path.suffix.startswith(".db") or _EMAIL.encode() not in data, path


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"email": ""},
        {"email": "nobody"},
        {"email": "a b@example.org"},
        {"words": "\n"},
        {"words": "x" * 5000},
        {"target": "k0000000000000000"},
        {"target": ""},
    ],
)
def test_what_is_no_note_is_refused(world: _World, wrong: dict[str, str]) -> None:
    reader = world.browser("reader")
    fields = {"target": world.known["name"], "name": "Mona", "email": _EMAIL, "words": "words", **wrong}
    assert send(reader, "/notes", **fields).status_code in (400, 404)
    assert Notes(world.record).every("waiting", limit=9) == []


def test_notes_follow_a_contact_into_another(world: _World) -> None:
    first, second = (one["id"] for one in world.record.contacts(limit=2))
    by, notes = By("test", "command"), Notes(world.record)
    for target in (first, second):
        notes.add(target, name="Mona", email=_EMAIL, words=target, by=by)
    for one in notes.every("waiting", limit=9):
        notes.decide(one["n"], "shown", by=by)
    left = world.record.join(first, second, by="test")
    assert {one["words"] for one in notes.on(left[0])} == {first, second}
