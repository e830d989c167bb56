"""What people see: scraped text can neither run nor mislead, on the terminal and on the page."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest

from qanat.model import Actor, Claim, Contact, Document, Event, Problem, Reading, Span, Statement, Time
from qanat.serve import sheet, terminal
from qanat.serve.sheet import shown
from qanat.serve.terminal import isolated

ALLOWED = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "article",
    "div",
    "p",
    "mark",
    "a",
    "aside",
    "section",
    "h2",
    "ol",
    "li",
    "b",
    "bdi",
    "span",
    "blockquote",
    "footer",
}
PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</mark></p><iframe src=javascript:alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;script&gt;",
    "<!-- --><style>*{}</style>",
    "</title></style><b onmouseover=alert(1)>",
    "\u202e<b>",
]


def hostile(payload: str) -> Reading:
    """A reading with a payload in every field that may come from a document."""
    text = f"وزير {payload}\nقال {payload} للصحافيين"
    span = Span(0, len(text))
    return Reading(
        Document(payload, text, payload, payload, "USA", payload, "2022-10-21"),
        (Actor("a1", "person", payload, payload, "USA", "official", payload, (span, Span(2, 6))),),
        (Time(0, 4, payload, "2022", "year", "text"),),
        (Statement("s1", "a1", Span(0, 3), span, "direct", "say", payload, ("a1",), None, ("c1",), "speech.say", 0.5),),
        (
            Contact(
                "c1",
                "call",
                "held",
                ("a1",),
                "a1",
                None,
                payload,
                (span,),
                ("a1",),
                span,
                Claim(2, None, "call", None, None),
                span,
                {"status": Span(1, 5)},
                "contacts.meet",
                0.5,
            ),
            Contact("c2", "visit", "planned", ("a1", "a1"), None, "2022", None, (), (), None, None, Span(3, 9), {}, "contacts.visit", 0.5),
        ),
        (Event("e1", "ASSAULT", "aerial", payload, ("a1",), ("a1",), payload, "held", span, "events.shell", 0.5),),
        (Problem("x", payload),),
    )


def page(reading: Reading) -> str:
    out = io.StringIO()
    assert sheet.write([("a.txt", reading)], out) == 1
    return out.getvalue()


class Tags(HTMLParser):
    """Collects the elements and attributes that a browser would make."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_scraped_text_stays_text(payload: str) -> None:
    html = page(hostile(payload))
    found = Tags(html)
    assert found.tags <= ALLOWED
    assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "style")}
    assert "\u202e" not in html
    assert "default-src 'none'" in html


def test_the_page_holds_the_text_unchanged() -> None:
    text = "عنوان\nنص \u200fفيه علامة 😀 وتشكيلٌ.\n\nفقرة"
    found = Tags(page(Reading(Document("a", text))))
    assert all(line in found.text for line in text.split("\n"))
    assert 'lang="ar" dir="rtl"' in page(Reading(Document("a", text)))


@pytest.mark.parametrize("character", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200b", "\ufeff", "\U000e0041"])
def test_hidden_characters_become_a_badge(character: str) -> None:
    assert re.fullmatch(rf'أ<bdi class="hidden" dir="ltr" title="U\+{ord(character):04X} [^"]*">[A-Z0-9+]+</bdi>ب', shown(f"أ{character}ب"))


def test_direction_marks_that_writers_use_stay() -> None:
    assert shown("أ\u200fب") == "أ\u200fب"


def test_overlapping_marks_are_cut() -> None:
    html = page(hostile("نص"))
    assert html.count('id="d1-c1"') == html.count('id="d1-s1"') == html.count('id="d1-c2"') == 1
    assert html.count("<mark") == html.count("</mark>")


def terminal_text(reading: Reading) -> str:
    out = io.StringIO()
    terminal.show([("a.txt", reading)], out)
    return out.getvalue()


@pytest.mark.parametrize("payload", ["\x1b[31mred", "\x1b]0;title\x07", "[bold]x[/bold]", "a\rb", "\u202eabc", "\x9b1m", "سطر\u2028آخر"])
def test_the_terminal_is_not_steered(payload: str) -> None:
    shown_text = terminal_text(hostile(payload))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u2028]", shown_text)
    if payload.startswith("["):
        assert payload in shown_text


def test_right_to_left_text_is_isolated_line_by_line() -> None:
    text = "كلمة " * 100
    reading = Reading(
        Document("a", text),
        (Actor("a1", "person", "اسم", None, None, None, None, ()),),
        (),
        (Statement("s1", "a1", Span(0, 4), Span(0, len(text)), "direct", "say", None, (), None, (), "r", 1.0),),
    )
    for line in terminal_text(reading).splitlines():
        assert line.count("\u2068") == line.count("\u2069")
        assert not re.search("[\u0621-\u064a]", re.sub("\u2068[^\u2068\u2069]*\u2069", "", line))
        assert len(line) <= 110


def test_left_to_right_text_needs_no_isolates() -> None:
    assert isolated("RUS, 2022-10-21") == "RUS, 2022-10-21"
    assert isolated("روسيا") == "\u2068روسيا\u2069"
