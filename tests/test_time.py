"""What reading takes grows with the text, and no faster, whatever it is made of."""

from __future__ import annotations

import threading
from time import process_time

import pytest
from tests.test_promises import TEXT, check

from qanat.model import Document
from qanat.pipeline import Reader


@pytest.mark.parametrize(
    "text",
    [
        "«" * 5000,
        "(" * 5000 + TEXT,
        "وقال " * 5000,
        "بن " * 5000,
        "إن " * 5000,
        "1" * 50_000,
        "و" * 5000,
        "رئيس وزير " * 3000,
        "، " * 5000 + TEXT,
        "نقلت وكالة عن " * 2000,
    ],
)
def test_hostile_repetition_takes_no_time(reader: Reader, text: str) -> None:
    """Twice the text takes about twice the time, and never more than a few seconds."""
    in_time(reader, text)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "«",
            '«"“‘<',
            "»",
            '"أ" ',
            "(",
            "1/",
            "12-",
            "24/7/2015 ",
            "و",
            "و ",
            "من ",
            "، ",
            ": ",
            ". ",
            "\n",
            "\u064b",
            "ـ",
            "قال: «",
        ),  # quotes, words, sentences
        *(
            "يوم ",
            "صباح ",
            "اليوم ",
            "الأحد والاثنين ",
            "الأحد-",
            "مايو و",
            "مايو - ",
            "رمضان ",
            "2014-",
            "2014 و",
            "عام ",
            "موسم ",
            "الربع الأول من ",
        ),  # times
        *("قبل نحو ", "خمسة و", "الخامس و", "هذا ", "نهاية ", "صيف ", "أول أيام ", "5 من الشهر ", "الـ5 ", "سيبقى ", "أن "),
        *("اتصال هاتفي مع ", "الرئيسان ", "بين ", TEXT.replace("،", " ").replace(".", " ")),  # one paragraph without a stop
    ],
)
def test_a_hundred_thousand_characters_take_no_time(reader: Reader, piece: str) -> None:
    """No pattern is worse than linear on a text that was made to be slow: quotations never closed, numbers without end, one sentence of 100 KB."""
    in_time(reader, (piece * (100_000 // len(piece) + 1))[:100_000])


def test_time_is_in_proportion_to_the_statements(reader: Reader) -> None:
    """Who speaks next is not looked for through all that is said below: eight times the statements took 25 times as long."""

    def seconds(statements: int) -> float:
        document = Document.from_article({"text": "قال الوزير إن " * statements, "published": "2022-10-21"})
        start = process_time()
        reader.read(document)
        return process_time() - start

    assert seconds(24_000) < 15 * seconds(3_000)


def in_time(reader: Reader, text: str) -> None:
    done = threading.Event()

    def read() -> None:
        check(reader.read(Document.from_article({"text": text, "published": "2022-10-21"})))
        done.set()

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    assert done.wait(60)
