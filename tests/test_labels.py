"""The published labels: no text in them, and with the texts they are the labels again; the scripts say what is wrong."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from qanat.errors import InputError
from qanat.measure.labels import faults, packed, text_of, unpacked

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "labelled"


def published(name: str) -> list[dict[str, Any]]:
    with gzip.open(ROOT / "labels" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def example(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLE / part / "sample-call.json").read_text(encoding="utf-8"))
    return found


def script(name: str, *given: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "labels" / f"{name}.py"), *map(str, given)], capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize(("name", "number"), [("reviewed", 111), ("single", 458)])
def test_no_text_of_the_corpora_is_in_them(name: str, number: int) -> None:
    rows = published(name)
    assert len(rows) == len({row["id"] for row in rows}) == number
    assert not re.search("[\u0600-\u06ff\ufb50-\ufeff]", json.dumps(rows, ensure_ascii=False))


def test_with_the_texts_they_are_the_labels_again(shared: Path) -> None:
    gold = shared / "gold"
    check = set((gold / "check.txt").read_text(encoding="utf-8").split())
    rows = published("reviewed")
    assert {row["id"] for row in rows} == {path.stem for path in (gold / "labels").glob("*.json")}
    for row in rows:
        article, label = (json.loads((gold / part / f"{row['id']}.json").read_text(encoding="utf-8")) for part in ("articles", "labels"))
        assert unpacked(row, article) == label
        assert row["check"] == (row["id"] in check)
        with pytest.raises(InputError, match="not the one"):
            unpacked(row, {**article, "text": article["text"] + "."})


def test_packed_and_joined_to_corpora_in_their_own_forms(tmp_path: Path) -> None:
    article, label = example("articles"), example("labels")
    done = script("pack", EXAMPLE, tmp_path / "mine.jsonl.gz")
    assert done.returncode == 0, done.stderr
    first = (tmp_path / "mine.jsonl.gz").read_bytes()
    script("pack", EXAMPLE, tmp_path / "mine.jsonl.gz")
    assert (tmp_path / "mine.jsonl.gz").read_bytes() == first
    saudi, ant = tmp_path / "saudi" / "dataset", tmp_path / "ant" / "politic"
    saudi.mkdir(parents=True)
    ant.mkdir(parents=True)
    for form in ("saudi", "ant"):
        if form == "saudi":
            with zipfile.ZipFile(saudi / "2025-03-12.zip", "w") as archive:
                archive.writestr("2025-03-12.json", json.dumps([{"title": f" {article['title']}", "content": f"{article['text']} \n", "url": "…"}]))
        else:
            (ant / "JA-1.txt").write_text(f"<DOC>\n<TITLE>{article['title']}</TITLE>\n<TEXT>\n{article['text']}\n</TEXT>\n</DOC>", encoding="utf-8")
        out = tmp_path / f"gold-{form}"
        done = script("join", tmp_path / "mine.jsonl.gz", out, "--saudinewsnet" if form == "saudi" else "--ant", tmp_path / form)
        assert done.returncode == 0, done.stderr
        assert json.loads((out / "labels" / "sample-call.json").read_text(encoding="utf-8")) == label
        joined = json.loads((out / "articles" / "sample-call.json").read_text(encoding="utf-8"))
        assert joined == {name: article[name] for name in joined}
    done = script("join", tmp_path / "mine.jsonl.gz", tmp_path / "none", "--ant", tmp_path / "nowhere")
    assert done.returncode == 1
    assert "not found: sample-call" in done.stderr


@pytest.mark.parametrize(
    ("kind", "field", "value", "why"),
    [
        ("contacts", "mode", "chat", r"contacts\[0\] mode 'chat' is none of call, meeting"),
        ("contacts", "evidence", "لا يوجد", r"contacts\[0\] evidence is not in the text"),
        ("contacts", "date", "yesterday", r"contacts\[0\] date 'yesterday'"),
        ("contacts", "initiator", 5, r"contacts\[0\] needs two parties, and an initiator"),
        ("statements", "cue", "صرّح", r"statements\[0\] cue is not in the text"),
        ("people", "role_type", "king", r"people\[0\] role_type 'king' is none of"),
        ("people", "country", "Jordan", r"people\[0\] country 'Jordan'"),
        ("times", "value", "11 March", r"times\[0\] date '11 March'"),
    ],
)
def test_a_label_in_another_form_is_refused(kind: str, field: str, value: Any, why: str) -> None:
    article, label = example("articles"), example("labels")
    assert not list(faults(label, text_of(article)))
    label[kind][0][field] = value
    with pytest.raises(InputError, match=why):
        packed(label, article)
