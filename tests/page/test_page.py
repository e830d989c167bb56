"""Pages become documents: the title once, the body, no furniture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.model import Capture, Document
from qanat.packs import load
from qanat.page import Cleaner, document

PACK = load("ar")
CLEANER = Cleaner.of(PACK)
TITLE = "وزير الخارجية يستقبل نظيره في العاصمة"
FIRST = "استقبل وزير الخارجية اليوم في العاصمة نظيره الذي وصل صباحا في زيارة رسمية تستغرق ثلاثة أيام."
SECOND = "وقال الوزير بعد اللقاء إن المحادثات كانت مثمرة وإن الجانبين اتفقا على لقاء آخر في الشهر المقبل."
ROWS = PACK.tables["furniture"]


def of_text(text: str) -> Document:
    return document(Capture("a.txt", "a", "text", text), CLEANER, {})


def of_html(html: str) -> Document:
    return document(Capture("a.html", "a", "html", html), CLEANER, {})


def told(row: Any, line: str) -> bool:
    """Does a line show what a row is for?"""
    if row.where in ("morning", "evening"):
        return any(CLEANER.means(word, row.where) for word in CLEANER.words(line))
    return CLEANER.shows(line, row.where) if row.where in ("error", "stub") else CLEANER.kind(line) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_the_examples_of_furniture(row: Any) -> None:
    yes, no = row.yes, row.no
    assert len(yes) >= 2
    assert len(no) >= 1
    assert [line for line in yes if not told(row, line)] == []
    assert [line for line in no if told(row, line)] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.where not in ("morning", "evening", "error", "stub")], ids=lambda row: row.id)
def test_each_kind_of_furniture_is_removed_and_nothing_else(row: Any) -> None:
    """Each of its lines below the last paragraph and between two of them, without any element or class that says so, and in a dump of the text."""
    for line in row.yes:
        for first, second in ((FIRST, f"{SECOND}</p><p>{line}"), (f"{FIRST}</p><p>{line}", SECOND)):
            assert of_html(PAGE.format(title=TITLE, first=first, second=second, head="")).text == f"{TITLE}\n{FIRST}\n{SECOND}"
        assert of_text(f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n\n{line}").text == f"{TITLE}\n{FIRST}\n\n{SECOND}"


def test_there_are_twelve_kinds_and_more() -> None:
    wanted = {"comment_form", "read_also", "share", "tags", "back_to_top", "newsletter", "cookies", "end_of_report", "origin", "link", "poll", "counters"}
    assert wanted <= {row.id for row in ROWS}


def test_the_seed_page(shared: Path) -> None:
    """The page that started it: its text is the title, a newline, the body, and nothing else."""
    (capture,) = captures([shared / "seed" / "seed-20221021.txt"])
    assert isinstance(capture, Capture)
    article = json.loads((shared / "seed" / "articles" / "seed-20221021.json").read_text(encoding="utf-8"))
    found = document(capture, CLEANER, {})
    assert found.text == article["title"] + "\n" + article["text"]
    assert (found.id, found.title) == ("seed-20221021", article["title"])


def test_a_pasted_page() -> None:
    page = f"""القائمة
الرئيسية / أخبار / سياسة
{TITLE} - صحيفة المثال
{TITLE}
نشر في 21 أكتوبر 2022
شارك على فيسبوك
***

{FIRST}

اقرأ أيضا: أسعار النفط ترتفع

{SECOND}

الوسوم: سياسة خارجية
اترك تعليقاً
كلام قارئ كتب كلمات كثيرة في تعليقه على هذا الخبر الطويل
جميع الحقوق محفوظة"""
    found = of_text(page)
    assert found.title == TITLE
    assert found.text == f"{TITLE}\n{FIRST}\n\n{SECOND}"


def test_a_title_that_stands_once() -> None:
    assert of_text(f"{TITLE}\n\n{FIRST}\n\n{SECOND}").title == TITLE


@pytest.mark.parametrize("text", [FIRST, f"{FIRST}\n{SECOND}", TITLE])
def test_no_title_where_no_line_looks_like_one(text: str) -> None:
    found = of_text(text)
    assert found.title is None
    assert found.text == text


def test_the_word_of_a_comment_form_above_the_article_loses_nothing() -> None:
    found = of_text(f"اترك تعليقا\n{TITLE}\n\n{FIRST}\n\n{SECOND}\nاترك تعليقا\nالاسم")
    assert found.text == f"{TITLE}\n{FIRST}\n\n{SECOND}"


def test_a_line_of_the_article_that_begins_like_furniture_stays() -> None:
    line = "المزيد من اللقاءات سيعقد في الأسابيع المقبلة كما قال الوزير الذي أضاف أن الدعوة وجهت إلى عشر دول وإلى منظمات دولية وإقليمية أخرى تعنى بالأمر."
    assert line in of_text(f"{TITLE}\n\n{FIRST}\n{line}").text


PAGE = """<html lang="ar" dir="rtl"><head><title>{title} - صحيفة المثال</title>{head}</head><body>
<header><nav><a href="/">الرئيسية</a><a href="/s">سياسة</a></nav></header>
<article><h1>{title}</h1><p>{first}</p><p>{second}</p></article>
<section class="comments"><h3>اترك تعليقاً</h3><p>لن يتم نشر عنوان بريدك الإلكتروني.</p></section>
<footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(head: str = "") -> str:
    return PAGE.format(title=TITLE, first=FIRST, second=SECOND, head=head)


def test_an_html_page() -> None:
    found = of_html(page())
    assert found.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert found.published is None
    assert not found.problems


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2022-10-21T08:00:00+03:00">', "2022-10-21T08:00:00+03:00"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2022-10-21"}</script>', "2022-10-21"),
        ('<script type="application/ld+json">{"@graph": [{"datePublished": "2022-10-21"}]}</script>', "2022-10-21"),
        ('<meta itemprop="datePublished" content="2022-10-21"><meta property="article:published_time" content="2022-10-21T01:00:00Z">', "2022-10-21T01:00:00Z"),
        ('<meta itemprop="datePublished" content="2022-10-20"><meta property="article:published_time" content="2022-10-21">', None),
        (
            '<meta itemprop="datePublished" content="2022-10-21T01:30:00+03:00"><meta property="article:published_time" content="2022-10-20T22:30:00Z">',
            "2022-10-21T01:30:00+03:00",
        ),
        ('<meta name="pubdate" content="21/10/2022">', "2022-10-21"),
        ('<script type="application/ld+json">{broken</script>', None),
    ],
)
def test_the_date_is_taken_only_where_it_is_certain(head: str, published: str | None) -> None:
    assert of_html(page(head)).published == published


def test_the_address_of_a_page() -> None:
    assert of_html(page('<link rel="canonical" href="https://example.org/a">')).url == "https://example.org/a"
    assert of_html(page('<link rel="canonical" href="javascript:alert(1)">')).url is None


@pytest.mark.parametrize("html", ["<html></html>", "<html><body></body></html>", "<html><body><script>x</script></body></html>", "<div", "<!doctype html>\x00"])
def test_a_page_without_an_article_is_flagged(html: str) -> None:
    found = of_html(html)
    assert found.problems[-1].code == "empty"


def test_a_deep_page_is_read() -> None:
    deep = "<div>" * 500 + f"<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>" + "</div>" * 500
    found = of_html(f"<html><body>{deep}</body></html>")
    assert found.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert [problem.code for problem in found.problems] == ["damaged"]


def test_article_json_is_taken_as_it_is() -> None:
    body = f"{FIRST}\n\nاترك تعليقا\n"
    found = document(Capture("a.json", "a", "article", {"title": TITLE, "text": body, "id": 7}), CLEANER, {"published": "2022-10-21", "outlet": "x"})
    assert (found.id, found.text, found.published, found.outlet) == ("7", f"{TITLE}\n{body}", "2022-10-21", "x")


def test_article_json_with_html_and_what_it_says_itself_wins() -> None:
    content = {"html": page('<meta itemprop="datePublished" content="2022-10-21">'), "published": "2022-10-22", "title": "عنوان آخر"}
    found = document(Capture("a.json", "a", "article", content), CLEANER, {"published": "2020-01-01"})
    assert (found.published, found.title) == ("2022-10-22", "عنوان آخر")
    assert found.text.endswith(SECOND)


def test_a_document_without_id_takes_the_stem() -> None:
    assert of_text(FIRST).id == "a"


def test_an_article_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="'title' is int"):
        document(Capture("a.json", "a", "article", {"title": 5, "text": "أ"}), CLEANER, {})


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("published", "21/10/2022", "bad_date"),
        ("published", "2022-02-30", "bad_date"),
        ("outlet_country", "Saudi Arabia", "bad_country"),
        ("published", 5, "bad_date"),
    ],
)
def test_a_wrong_date_or_country_is_left_out_and_said(key: str, value: object, code: str) -> None:
    found = Document.from_article({"text": FIRST, key: value})
    assert getattr(found, key) is None
    assert [problem.code for problem in found.problems] == [code]
