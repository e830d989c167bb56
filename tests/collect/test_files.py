"""What files hold is told by content and name; what can't be read is set aside with its reason."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.collect.archives import archive

from qanat.collect import files
from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.model import Capture

TEXT = "التقى وزير الخارجية نظيره في عمّان."
HTML = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>"


def read(path: Path, content: str | bytes = b"") -> list[Capture | InputError]:
    if not path.exists():
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(captures([path]))


def one(path: Path, content: str | bytes) -> Capture:
    (found,) = read(path, content)
    assert isinstance(found, Capture), found
    return found


def refused(path: Path, content: str | bytes) -> str:
    (found,) = read(path, content)
    assert isinstance(found, InputError), found
    assert str(path) in str(found)
    return str(found)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.json", json.dumps({"text": TEXT}), "article"),
        ("a.txt", json.dumps({"text": TEXT}), "article"),
        ("a.json", json.dumps({"html": HTML}), "article"),
        ("a.html", HTML, "html"),
        ("a.txt", HTML, "html"),
        ("a", "\n" + HTML, "html"),
        ("a.html", f"<p>{TEXT}</p>", "html"),
        ("a.html", TEXT, "text"),
        ("a.txt", TEXT, "text"),
        ("a.news", TEXT, "text"),
        ("a.txt", "[تحديث] " + TEXT, "text"),
        ("a.txt", f"قال: 3 < 5\n{TEXT}", "text"),
    ],
)
def test_the_kind_is_told_by_content_and_name(tmp_path: Path, name: str, content: str, kind: str) -> None:
    found = one(tmp_path / name, content)
    assert found.kind == kind
    assert found.stem == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256"])
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    text = TEXT.replace("ّ", "") * 3
    article = json.dumps({"text": text}, ensure_ascii=False)
    if name == "a.jsonl" and encoding in ("utf-16-le", "utf-16-be", "utf-32"):
        pytest.skip("lines of these would need a mark")
    found = one(tmp_path / name, (text if name == "a.txt" else article).encode(encoding))
    assert (found.content if isinstance(found.content, str) else found.content["text"]) == text
    assert not found.problems


def test_an_old_page_that_declares_another_encoding(tmp_path: Path) -> None:
    page = HTML.replace("ّ", "").replace("<body>", '<head><meta charset="iso-8859-6"></head><body>').encode("iso-8859-6")
    assert TEXT.replace("ّ", "") in str(one(tmp_path / "a.html", page).content)
    wrong = HTML.replace("ّ", "").replace("<body>", '<head><meta charset="iso-8859-1"></head><body>').encode("windows-1256")
    assert TEXT.replace("ّ", "") in str(one(tmp_path / "b.html", wrong).content)


def test_a_few_broken_bytes_are_replaced_and_said(tmp_path: Path) -> None:
    found = one(tmp_path / "a.txt", (TEXT * 5).encode() + b"\xd9")
    assert found.content == TEXT * 5 + "\ufffd"
    assert [problem.code for problem in found.problems] == ["bad_text"]


def test_line_ends_are_made_one(tmp_path: Path) -> None:
    assert one(tmp_path / "a.txt", "أ\r\nب\rت\n").content == "أ\nب\nت\n"


def test_a_list_of_articles(tmp_path: Path) -> None:
    first, second, third = read(tmp_path / "a.json", json.dumps([{"text": "أ"}, {"title": "ب"}, {"text": "ت"}]))
    assert isinstance(first, Capture)
    assert first.stem == "a-1"
    assert isinstance(second, InputError)
    assert "item 2" in str(second)
    assert isinstance(third, Capture)
    assert third.stem == "a-3"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt"])
def test_one_bad_line_is_set_aside_with_its_number(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, '{"text": "أ"}\n\n{"text": "ب"\n{"text": "ت"}\n')
    assert [type(one) for one in found] == [Capture, InputError, Capture]
    assert "line 3: broken JSON" in str(found[1])
    assert isinstance(found[2], Capture)
    assert (found[2].name, found[2].stem) == (f"{tmp_path / name} line 4", "a-4")


def test_lines_may_hold_the_odd_line_ends_of_unicode(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.jsonl", '{"text": "أ\u2028ب\u0085ت"}\n')
    assert isinstance(found, Capture)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", '{"text": ', "broken JSON"),
        ("a.txt", '{"id": 1, "text": "أ', "broken JSON"),
        ("a.json", "", "broken JSON"),
        ("a.json", "[" * 100_000, "broken JSON"),
        ("a.json", '{"title": "أ", "body": "ب"}', "no 'text'.*its keys: title, body"),
        ("a.json", '{"text": null}', "no 'text'"),
        ("a.json", '{"text": 5}', "no 'text'"),
        ("a.json", '"أ"', "not str"),
        ("a.json", "[1]", "item 1: an article is a JSON object"),
        ("a.txt", bytes(range(256)) * 4, "binary"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "binary"),
        ("a.jsonl", b"\x00\x01\x02\x03" * 20, "line 1: it is binary"),
        ("a.json.gz", b"no gzip", "can't be read"),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:-9], "can't be read"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: str | bytes, why: str) -> None:
    import re

    assert re.search(why, refused(tmp_path / name, content))


def test_a_missing_file_and_a_folder_without_articles(tmp_path: Path) -> None:
    (missing,) = captures([tmp_path / "none.txt"])
    (empty,) = captures([tmp_path])
    assert "no such file" in str(missing)
    assert "no articles in this folder" in str(empty)


def test_a_folder_is_walked_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.json.gz", ".git/x.txt", "picture.png", "LICENSE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        content = json.dumps({"text": TEXT}).encode()
        (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert [Path(found.name).name for found in captures([tmp_path]) if isinstance(found, Capture)] == ["c.json.gz", "z.txt", "b.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.encode())))
    (found,) = captures(["-"])
    assert isinstance(found, Capture)
    assert (found.name, found.stem, found.kind, found.content) == ("standard input", "stdin", "text", TEXT)


def test_a_meter_knows_how_far_reading_is(tmp_path: Path) -> None:
    """In bytes as they lie in the files, packed or not, whatever they hold; without a total where there is no file."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"".join(json.dumps({"text": f"{TEXT} {n}"}).encode() + b"\n" for n in range(9000))))
    (tmp_path / "c.warc.gz").write_bytes(archive(50).data)
    (tmp_path / "none.png").write_bytes(b"x" * 100)
    far = files.meter([tmp_path])
    assert (far.total, far.read) == (sum(path.stat().st_size for path in tmp_path.iterdir()) - 100, 0)
    shares = [far.read / far.total for _ in captures([tmp_path], far=far)]
    assert shares == sorted(shares)
    assert len(set(shares)) > 2
    assert far.read == far.total
    assert files.meter([tmp_path, "-"]).total == files.meter(["https://a.example/"]).total == 0


def test_a_document_larger_than_the_cap_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    assert "larger than" in refused(tmp_path / "a.txt", "ا" * 100)
    found = read(tmp_path / "a.jsonl", json.dumps({"text": "a" * 200}) + '\n{"text": "أ"}\n')
    assert [type(one) for one in found] == [InputError, Capture]
    assert "line 1" in str(found[0])


def test_a_packed_bomb_is_not_unpacked_whole(tmp_path: Path) -> None:
    bomb = gzip.compress(b" " * (files.LARGEST + 10_000_000))
    assert "larger than" in refused(tmp_path / "a.txt.gz", bomb)
