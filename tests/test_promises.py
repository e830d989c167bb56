"""What is promised of any input: spans stay true, and bad input gives a clear word, never a traceback and never a wrong record."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qanat
import qanat_ar
from qanat.collect.files import captures
from qanat.forms import to_dict
from qanat.model import Document, Reading, Span
from qanat.pipeline import LONGEST, Reader

SAMPLES = sorted((Path(__file__).resolve().parents[1] / "samples").glob("*.json"))
TEXT = "أجرى وزير الخارجية الروسي سيرغي لافروف أمس اتصالا هاتفيا مع نظيره الصيني وانغ يي، وقال إن الحوار مستمر."
WORDS = (
    TEXT,
    'وقال الوزير: «لا نرى حاجة إلى لقاء» , “نعم” "لا" في 13 مايو (أيار) الماضي ٢٠٢٢ الأسبوع المقبل بحسب وكالة رويترز التقى الرئيسان في جنيف',
    "Reuters said the 21st 日本 Москва e\u0301 😀 👨\u200d👩\u200d👧 🇸🇦 شُويغُو الـــرئيس ﻻ ﷺ ﷲ كِتَابٌ",
)
PIECES = [
    *(word for line in WORDS for word in line.split()),
    *(
        "\u200f",
        "\u202e",
        "\u2067",
        "\u2069",
        "\ufeff",
        "\u00ad",
        "\u0640",
        "\u064b\u0651",
        "\u0000",
        "\ud83d",
        "\udc00",
        "\n",
        "\n\n",
        "\r",
        "\u2028",
        "\t",
        "…",
        ".",
        "،",
        "؟",
        "-",
        "_",
    ),
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map(" ".join),
)


def spans(value: Any) -> Iterator[Span]:
    """Every span in a reading."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)
    elif hasattr(value, "__slots__"):
        for field in value.__slots__:
            yield from spans(getattr(value, field))


def check(reading: Reading) -> None:
    """Spans lie in the text and hold words of it, ids lead somewhere, and the form of the contract can be written."""
    text = reading.document.text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        if span.end - span.start < 10_000 and not any(problem.span == span for problem in reading.problems):
            assert text[span.start : span.end].strip()
    for time in reading.times:
        assert text[time.start : time.end] == time.text
    for actor in reading.actors:
        assert actor.name
        assert actor.name in text or actor.name.replace("ال", "لل", 1) in text  # للقاهرة
    actors = {actor.id for actor in reading.actors}
    contacts = {contact.id for contact in reading.contacts}
    for contact in reading.contacts:
        assert len(set(contact.parties)) >= 2
        assert {*contact.parties, *contact.told_by} <= actors
        assert contact.initiator is None or contact.initiator in contact.parties
        assert contact.place is None or contact.place in text
        assert 0 <= contact.confidence <= 1
    for statement in reading.statements:
        assert {statement.speaker, *statement.told_by} <= actors
        assert set(statement.about) <= contacts
        assert statement.via is None or statement.via in text
    for event in reading.events:
        assert {*event.actor, *event.recipient} <= actors
        assert not set(event.actor) & set(event.recipient)
        assert event.actor or event.recipient or event.event in ("ASSAULT", "PROTEST")
        assert 0 <= event.confidence <= 1
    for group in (reading.actors, reading.contacts, reading.statements, reading.events):
        assert len({one.id for one in group}) == len(group)
    assert json.loads(json.dumps(to_dict(reading), ensure_ascii=False).encode("utf-8")) == to_dict(reading)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=texts, title=st.one_of(st.none(), texts), published=st.sampled_from([None, "2022-10-21", "2024-02-29T23:59:59+03:00", "0001-01-01", "9999-12-31"]))
def test_spans_stay_true(reader: Reader, text: str, title: str | None, published: str | None) -> None:
    document = Document.from_article({"text": text, "title": title, "published": published, "outlet_country": "SAU"})
    reading = reader.read(document)
    check(reading)
    assert len(reading.document.text) == len(document.text)  # mended, never moved


def examples() -> list[str]:
    """All sentences that the pack holds, in one order."""
    found: set[str] = set()

    def gather(value: Any) -> None:
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            gather(one)
        if isinstance(value, str) and value.count(" ") > 3:
            found.add(value)

    for path in sorted(Path(qanat_ar.__file__).parent.rglob("*.toml")):
        gather(tomllib.loads(path.read_text(encoding="utf-8")))
    return sorted(found)


def test_a_text_may_end_at_any_word(reader: Reader) -> None:
    """A headline has no full stop: what looks at the next word has none to look at. All examples, cut off behind each of their words."""
    for text in examples():
        words = text.rstrip(".").split()
        for end in range(1, len(words) + 1):
            check(reader.read(Document.from_article({"text": " ".join(words[:end]), "published": "2022-10-21"})))
    for text in ("ارتفعت الأرباح في الربع الأول", "أبدت الرياض استعدادها لاستئناف الحوار", "الجلسات"):
        check(reader.read(Document.from_article({"text": text, "published": "2022-10-21"})))


def test_pieces_of_articles_read_true(reader: Reader) -> None:
    """Four thousand pieces cut out of articles anywhere, a third of them shuffled, with a title or without."""
    chance = random.Random(11)
    articles = [
        json.loads(path.read_text(encoding="utf-8"))["text"].split() for path in sorted((Path(__file__).parent / "written" / "articles").glob("*.json"))
    ]
    for _ in range(4000):
        words = chance.choice(articles)
        first = chance.randrange(len(words))
        piece = words[first : first + chance.randint(1, 40)]
        if chance.random() < 1 / 3:
            chance.shuffle(piece)
        title = " ".join(chance.sample(words, 6)) if chance.random() < 1 / 3 else None
        check(reader.read(Document.from_article({"text": " ".join(piece).rstrip("."), "title": title, "published": "2022-10-21"})))


MARKS = ("\u064e", "\u0651", "\u0640", "\u200f", "\u200b", "\u202b")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 600), st.sampled_from(MARKS)), max_size=30), path=st.sampled_from(SAMPLES))
def test_marks_inside_words_change_no_claim(reader: Reader, places: list[tuple[int, str]], path: Path) -> None:
    """Vowel marks, tatweel and direction marks between the letters of a word: the same contacts and statements are read, at their true places."""
    article = json.loads(path.read_text(encoding="utf-8"))
    marked = article["text"]
    for place, mark in sorted(places, reverse=True):
        if 0 < place < len(marked) and "\u0621" <= marked[place - 1] <= "\u064a" and "\u0621" <= marked[place : place + 1] <= "\u064a":
            marked = marked[:place] + mark + marked[place:]
    plain, other = (reader.read(Document.from_article({**article, "text": text})) for text in (article["text"], marked))
    check(other)
    assert [(c.mode, c.status, c.parties, c.initiator, c.date) for c in other.contacts] == [
        (c.mode, c.status, c.parties, c.initiator, c.date) for c in plain.contacts
    ]
    assert [(s.speaker, s.act, s.kind) for s in other.statements] == [(s.speaker, s.act, s.kind) for s in plain.statements]
    assert [(e.event, e.mode, e.actor, e.recipient) for e in other.events] == [(e.event, e.mode, e.actor, e.recipient) for e in plain.events]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_read_true(reader: Reader, path: Path) -> None:
    check(reader.read(Document.from_article(json.loads(path.read_text(encoding="utf-8")))))


def test_the_labelled_articles_read_true(reader: Reader, shared: Path) -> None:
    for path in sorted((shared / "gold" / "articles").glob("*.json")):
        check(reader.read(Document.from_article(json.loads(path.read_text(encoding="utf-8")))))


def test_the_corpus_reads_true(reader: Reader, shared: Path) -> None:
    """Thousands of articles that nobody chose."""
    number = 0
    for capture in captures([shared / "corpus" / "articles.jsonl.gz"]):
        assert not isinstance(capture, qanat.InputError)
        check(reader.read(reader.document(capture)))
        number += 1
    assert number == 5847


# --- bad input ---------------------------------------------------------------------------------------------------------------------


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["empty"]),
        ("  \n\t", ["empty"]),
        ("12 / 5 ... 😀", ["empty"]),
        ("The foreign minister met his counterpart in Moscow and said talks go on.", ["not_arabic"]),
        ("وزیر امور خارجه ایران در گفتگو با همتای روسی خود بر ضرورت ادامه مذاکرات تاکید کرد و گفت که تهران برای توافق آماده است", ["not_arabic"]),
        ("وزیر خارجہ نے اپنے روسی ہم منصب سے ملاقات کی اور دونوں ممالک کے درمیان تعلقات پر تبادلہ خیال کیا", ["not_arabic"]),
        ("\x00\x01\x02", ["bad_text", "empty"]),
        ("%PDF-1.4 endobj stream xref", ["not_arabic"]),
        (TEXT, []),
    ],
)
def test_what_holds_no_arabic_article(reader: Reader, text: str, problems: list[str]) -> None:
    reading = reader.read(Document.from_article({"text": text, "published": "2022-10-21"}))
    assert codes(reading) == problems
    if problems:
        assert (reading.actors, reading.times, reading.statements, reading.contacts, reading.events) == ((), (), (), (), ())


def test_without_a_date_no_relative_date_is_read(reader: Reader) -> None:
    reading = reader.read(Document.from_article({"text": TEXT}))
    assert codes(reading) == ["no_date"]
    assert not reading.times
    assert {contact.date for contact in reading.contacts} <= {None}


def test_half_a_surrogate(reader: Reader) -> None:
    article = json.loads('{"text": "قال الوزير \\ud83d إن الحوار مستمر", "title": "\\udc00", "published": "2022-10-21"}')
    reading = reader.read(Document.from_article(article))
    assert codes(reading) == ["bad_text"]
    assert reading.document.text == "\ufffd\nقال الوزير \ufffd إن الحوار مستمر"
    check(reading)


@pytest.mark.parametrize("text", ["ا" * 10_000_000, "وزير " * 2_000_000, (TEXT + " ") * 90_000], ids=["one word", "one line", "prose"])
def test_ten_million_characters_of_one_line(reader: Reader, text: str) -> None:
    reading = reader.read(Document.from_article({"text": text, "published": "2022-10-21"}))
    assert "too_long" in codes(reading)
    (span,) = (problem.span for problem in reading.problems if problem.code == "too_long")
    assert span is not None
    assert span.end == len(text)
    assert all(one.end <= LONGEST for one in spans(replace(reading, problems=())))


# --- the same everywhere -----------------------------------------------------------------------------------------------------------


def test_a_reader_travels(reader: Reader) -> None:
    document = Document.from_article(json.loads(SAMPLES[0].read_text(encoding="utf-8")))
    assert pickle.loads(pickle.dumps(reader)).read(document) == reader.read(document)
    assert pickle.loads(pickle.dumps(reader.read(document))) == reader.read(document)


def test_a_reader_keeps_nothing(reader: Reader) -> None:
    documents = [Document.from_article(json.loads(path.read_text(encoding="utf-8"))) for path in SAMPLES]
    alone = [Reader().read(document) for document in documents]
    assert [reader.read(document) for document in reversed(documents)] == alone[::-1]


def test_threads_share_a_reader(reader: Reader) -> None:
    document = Document.from_article(json.loads(SAMPLES[0].read_text(encoding="utf-8")))
    found: list[Reading] = []
    threads = [threading.Thread(target=lambda: found.append(reader.read(document))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [reader.read(document)] * 8


def test_the_front_door() -> None:
    reading = qanat.read(TEXT, published="2022-10-21", outlet_country="SAU")
    assert isinstance(reading, qanat.Reading)
    assert qanat.to_dict(reading)["document"]["text"] == TEXT
    assert set(dir(qanat)) == set(qanat.__all__)
    with pytest.raises(AttributeError):
        _ = qanat.nothing  # type: ignore[attr-defined]
    with pytest.raises(qanat.InputError):
        qanat.read(None)  # type: ignore[arg-type]


def test_importing_is_light() -> None:
    """`import qanat` opens no pack and no stage; the reader brings neither HTML nor terminal nor network, a worker no Parquet, the command line one command."""
    for statement, heavy in (
        ("import qanat", "qanat.packs typer rich lxml json"),
        ("import qanat.pipeline", "typer rich lxml trafilatura jinja2 urllib3 sqlite3 rapidfuzz multiprocessing qanat.packs.building"),
        ("import qanat.batch.work", "typer rich lxml sqlite3 pyarrow pandas"),
        ("from qanat.serve.cli import app", "pydantic rich qanat.packs qanat.serve.cli.read"),
    ):
        code = f"import sys; {statement}; print(*(set({heavy.split()!r}) & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": ""})
        assert done.stdout.strip() == ""
