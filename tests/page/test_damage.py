"""Promise 7: no text is lost silently. Pages cut, broken, nested and in wrong encodings: what comes is whole, or flagged, and nothing crashes."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from tests.page.made import Made, articles, pages

from qanat.collect.charset import decode, mended
from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.model import Capture, Document
from qanat.packs import load
from qanat.page import Cleaner, document

CLEANER = Cleaner.of(load("ar"))
FLAGS = {"damaged", "empty", "bad_text", "error_page", "stub", "gallery", "listing"}
ARTICLE = articles()[0]
BODY = "\n".join(ARTICLE["paragraphs"])
HTML = f"<html><head><meta charset='utf-8'><title>{ARTICLE['title']}</title></head><body>%s<h1>{ARTICLE['title']}</h1>" + "".join(
    f"<p>{line}</p>" for line in ARTICLE["paragraphs"]
)


def read(html: str) -> Document:
    return document(Capture("a.html", "a", "html", html), CLEANER, {})


def codes(found: Document) -> set[str]:
    return {problem.code for problem in found.problems}


@pytest.mark.parametrize("depth", [100, 255, 2_000, 50_000])
@pytest.mark.parametrize("tag", ["div", "span", "table><tr><td", "b", "x", "ul><li", "p><font"])
def test_deep_pages(tag: str, depth: int) -> None:
    """Every paragraph is read at any depth, closed or not; from the depth that parsers do not take, the page is flagged."""
    closed = "".join(f"</{name.strip('<>')}>" for name in reversed(tag.split("><")))
    for end in ("", closed * depth):
        found = read((HTML % (f"<{tag}>" * depth)) + end + "</body></html>")
        assert BODY in found.text, (tag, depth)
        assert depth < 255 or tag == "x" or "damaged" in codes(found)


def mutated(page: Made, chosen: random.Random) -> str:
    """A page with one to four pieces of its mark-up broken as the web breaks them."""
    html = page.html
    for _ in range(chosen.randint(1, 4)):
        at = chosen.randrange(len(html) or 1)
        how = chosen.randrange(9)
        if how == 0:
            html = html[:at]  # cut off
        elif how == 1:
            html = html[:at] + html[at + chosen.randrange(200) :]
        elif how == 2:
            html = (
                html[:at]
                + chosen.choice(["<", ">", '"', "<!--", "</div>", "</p></td>", "<table>", "<script>", "<style>", "\x00", "&#x0;", "<![CDATA["])
                + html[at:]
            )
        elif how == 3:
            html = html.replace("</div>", "", chosen.randrange(5))
        elif how == 4:
            html = html.replace("</p>", "")
        elif how == 5:
            html = html[:at] + "<div>" * chosen.randrange(400) + html[at:]
        elif how == 6:
            html = html.replace('"', "", chosen.randrange(30))
        elif how == 7:
            html = html[:at] + html[max(at - 300, 0) : at] + html[at:]  # doubled
        else:
            html = html.replace("<body", "<body><body", 1).replace("</head>", "", 1)
    return html


def test_a_thousand_broken_pages() -> None:
    """None crashes; one from which a paragraph of the article is missing, though it stands in the page, says so."""
    chosen = random.Random(7)
    made = [*pages(heldout=False), *pages(heldout=True)]
    silent = []
    for number in range(1000):
        page = made[number % len(made)]
        html = mutated(page, chosen)
        found = read(html)
        there = [line for line in page.body.split("\n") if line in html]
        kept = [line for line in there if line in found.text]
        if len(kept) < len(there) and not codes(found) & FLAGS:
            silent.append((number, page.name))
    assert not silent


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("<p><![CDATA[", True),  # parsers take what follows as a comment
        ("<amp-ad width><p>", False),  # furniture that never ends
        ('<p class="x>', False),  # up to the next quotation mark all of it is the value of an attribute
    ],
)
def test_what_broken_tags_swallow(broken: str, whole: bool) -> None:
    """A paragraph behind a broken tag is read, or the page says that it is missing."""
    second = ARTICLE["paragraphs"][1]
    found = read((HTML % "").replace(f"<p>{second}", broken + second) + '<p class="y">©</p></body></html>')
    assert all(line in found.text for line in ARTICLE["paragraphs"]) or (not whole and "damaged" in codes(found))


@pytest.mark.parametrize(
    ("broken", "number"),
    [
        ("<p .<li class='ad'></li>{}", 4),  # parsers take the second tag for a part of the first
        ("<!--{}<!-- end -->", 3),
        ("<div class='footer'><p>ss='x'>{}</div>", 3),  # what is left of a tag
        ("<div><a href='#'>شار" + "<div>" * 30 + "ك</a></div></li><li>{}", 4),  # the link runs on
    ],
)
def test_what_broken_tags_lead_astray_is_told(broken: str, number: int) -> None:
    """The paragraph behind them is left out, since the mark-up says that it stands beside the article."""
    lines = [f"<p>{line}</p>" if at != 4 else f"<div>{line}</div>" for at, line in enumerate(ARTICLE["paragraphs"])]
    text = "".join(broken.format(line) if at == number else line for at, line in enumerate(lines))
    page = f"<html><head><title>{ARTICLE['title']}</title></head><body><h1>{ARTICLE['title']}</h1><div class='all'><ul><li>{text}</li></ul></div>"
    found = read(page + "<div class='related'><h4>مقالات ذات صلة</h4></div><p>©</p></body></html>")
    assert ARTICLE["paragraphs"][number] not in found.text
    assert "damaged" in codes(found)


@pytest.mark.parametrize("title", ["ا|" * 500_000, "كلمة - " * 150_000, ":" * 1_000_000])
def test_titles_without_end(title: str) -> None:
    """All parts of such a title would fill the memory."""
    begun = time.process_time()
    found = read((HTML % "").replace(f"<title>{ARTICLE['title']}", f"<title>{title}"))
    assert BODY in found.text
    assert found.title == ARTICLE["title"]
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1", "iso-8859-6", "nonsense", ""])
def test_encodings_declared_right_wrong_and_not_at_all(tmp_path: Path, encoding: str, declared: str) -> None:
    keep = str.maketrans({"«": '"', "»": '"', "–": "-", "…": "."})
    text = ((HTML % "") + "</body></html>").translate(keep).replace("<meta charset='utf-8'>", f"<meta charset='{declared}'>" if declared else "")
    (tmp_path / "a.html").write_bytes(text.encode(encoding, "ignore" if encoding == "iso-8859-6" else "strict"))
    (capture,) = captures([tmp_path / "a.html"])
    assert isinstance(capture, Capture)
    assert BODY.translate(keep) in document(capture, CLEANER, {}).text


def test_zero_bytes_and_broken_bytes() -> None:
    data = ((HTML % "") + "</body></html>").encode()
    text, problems = decode(data[:300] + b"\x00" + data[300:])
    assert BODY in read(text).text
    text, problems = decode(data[:900] + b"\xff\xfe\xd8" + data[900:])
    assert [problem.code for problem in problems] == ["bad_text"]
    with pytest.raises(InputError):
        decode(bytes(range(256)) * 10)


def windows_1252(data: bytes) -> str:
    """As browsers read it: undefined bytes as control characters."""
    return "".join(bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in data)


def test_text_read_in_a_wrong_encoding_is_put_right() -> None:
    for spoilt in (windows_1252(BODY.encode()), BODY.encode().decode("windows-1256"), windows_1252(BODY.replace("\n", " ").encode("windows-1256"))):
        found, restored = mended(spoilt)
        assert found.split() == BODY.split()
        assert restored > 300
    part = f"<h1>{windows_1252(ARTICLE['title'].encode())}</h1><p>{BODY}</p>"
    found, _ = mended(part)
    assert found == f"<h1>{ARTICLE['title']}</h1><p>{BODY}</p>"


@pytest.mark.parametrize(
    "text", [BODY, "L'été dernier, à Évian, « où » l'élève a été reçu: ça va, très bien", "Ø 12 mm", "ÇA VA", "naïve façade", "ط§", "عط؟ ظ، غ؛"]
)
def test_text_that_is_right_stays(text: str) -> None:
    assert mended(text) == (text, 0)
