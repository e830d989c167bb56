"""Spans stay true (promise 13): emoji, marks, ligatures, direction controls, halves of characters, in Python, in SQL, in JSON and in the browser."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.record.adding import FULL, Articles, figures

from qanat.forms import to_dict
from qanat.model import Document
from qanat.pipeline import Reader, open_record
from qanat.record import doctor, tables
from qanat.record.adding import Outcome
from qanat.record.bonds import Bonds

DOCUMENTS = 10_000 if FULL else 1000
PIECES = ("😀", "👨\u200d👩\u200d👧", "كِتَابٌ", "ﻻ", "\u202e", "e\u0301", "🇸🇦", "شُويغُو", "الـــرئيس", "\x00", "\ud83d", "\u2067x\u2069", "𝒳")


def noisy(archive: Articles) -> Iterator[Document]:
    """Articles between such characters."""
    chance = random.Random(13)
    for number in range(DOCUMENTS):
        article, noise = archive[number % len(archive)], " ".join(chance.choices(PIECES, k=12))
        yield Document.from_article({**article, "id": str(number), "text": f"{noise} {article['text']} {noise}"})


def test_spans_in_the_database(db: str, reader: Reader, archive: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: dict[str, str] = {}
    monkeypatch.setattr(Bonds, "tie", lambda *_: None)  # who met whom is not asked here
    with open_record(db) as record:
        documents = list(noisy(archive))
        for start in range(0, DOCUMENTS, 500):
            found = [reader.read(document) for document in documents[start : start + 500]]
            assert set(record.add_all([(one, "") for one in found])) == {Outcome.added}
            texts |= {one.document.id: one.document.text for one in found}
        d, v, checked = tables.documents.c, tables.versions.c, Counter[str]()
        with record.view() as connection:
            assert list(doctor.spans(connection)) == []
            for table in (tables.actors, tables.reports, tables.statements, tables.events):
                t = table.c
                lines = select(d.id, t.start, t.end, func.substr(v.text, t.start + 1, t.end - t.start))
                for name, start, end, quote in connection.execute(
                    lines.join(tables.versions, v.document == t.document).join(tables.documents, d.key == t.document)
                ):
                    assert texts[name][start:end] == quote
                    checked[table.name] += 1
        for row in json.loads(json.dumps(record.statements(), ensure_ascii=False)):
            assert texts[row["document"]][slice(*row["content"])] == row["quote"]
        assert len(texts) == record.count()["documents"] == DOCUMENTS
        assert min(checked.values()) > DOCUMENTS / 2
    figures("13", database=db.partition(":")[0], documents=DOCUMENTS, spans=sum(checked.values()), true=sum(checked.values()))


PAGE = """<!DOCTYPE html><meta charset="utf-8"><script type="application/json" id="told">%s</script><p id="found"></p><script>
const told = JSON.parse(document.getElementById("told").textContent);
let right = 0, wrong = 0;
for (const [text, spans] of told) {
  const points = Array.from(text);
  for (const [start, end, quote] of spans) points.slice(start, end).join("") === quote ? right++ : wrong++;
}
document.getElementById("found").textContent = `${told.length} documents ${right} right ${wrong} wrong`;
</script>"""


def test_spans_in_the_browser(reader: Reader, archive: Articles, tmp_path: Path) -> None:
    """The form of the contract, as JSON, cut by code points in a real browser."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("there is no Chromium on this machine")
    told = []
    for document in noisy(archive):
        form = to_dict(reader.read(document))
        text = form["document"]["text"]
        told.append((text, [(start, end, text[start:end]) for start, end in pieces(form)]))
    page = tmp_path / "page.html"
    page.write_text(PAGE % json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'browser'}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    spans = sum(len(some) for _, some in told)
    assert re.search(r"<p id=\"found\">(.*?)</p>", done.stdout)[1] == f"{DOCUMENTS} documents {spans} right 0 wrong"  # type: ignore[index]
    figures("13", browser=Path(browser).name, documents=DOCUMENTS, spans=spans, true=spans)


def pieces(form: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The spans of all that was read."""
    for actor in form["actors"]:
        yield from map(tuple, actor["mentions"])
    for statement in form["statements"]:
        yield from (tuple(statement["cue"]), tuple(statement["content"]))
    for claim in (*form["contacts"], *form["events"]):
        yield tuple(claim["evidence"])
