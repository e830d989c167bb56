"""Questions to the record, searching, citing: each on both databases."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

from qanat.errors import InputError, RecordError
from qanat.model import Actor, Contact, Document, Reading, Span
from qanat.pipeline import Reader, open_record
from qanat.record import cite
from qanat.record.store import Record

Articles = list[dict[str, Any]]
_TWO = (("سيرغي لافروف", "RUS"), ("أنتوني بلينكن", "USA"))


@pytest.fixture
def record(db: str, reader: Reader, archive: Articles) -> Any:
    with open_record(db) as record:
        for article in archive:
            record.add(reader.read(Document.from_article(article)), reader.version)
        yield record


def test_contacts_by_every_filter(record: Record) -> None:
    everything = record.contacts()
    dates = [contact["date"] for contact in everything if contact["date"]]
    assert dates == sorted(dates, reverse=True)
    for contact in everything:
        assert list(contact)[:10] == ["id", "mode", "status", "parties", "initiator", "date", "place", "level", "history", "reports"]
        assert list(contact["reports"][0])[:7] == ["document", "outlet", "told_by", "status", "date", "evidence", "quote"]
        assert list(contact["parties"][0]) == ["id", "name", "latin", "country", "role"]

    def countries(contact: dict[str, Any]) -> set[str]:
        return {party["country"] for party in contact["parties"]}

    def day(contact: dict[str, Any]) -> str:
        return str(contact["date"] or contact["reports"][0]["published"])

    some: dict[str, tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]] = {
        "between": ({"between": ("NOR", "JOR")}, lambda one: {"NOR", "JOR"} <= countries(one)),
        "country": ({"country": "MYS"}, lambda one: "MYS" in countries(one)),
        "actor": ({"actor": "إريك هولم"}, lambda one: any(party["name"] == "إريك هولم" for party in one["parties"])),
        "mode": ({"mode": "call"}, lambda one: one["mode"] == "call"),
        "status": ({"status": "held"}, lambda one: one["status"] == "held"),
        "level": ({"level": "foreign_ministers"}, lambda one: one["level"] == "foreign_ministers"),
        "since": ({"since": "2025-03-10", "until": "2025-03-15"}, lambda one: "2025-03-10" <= day(one) <= "2025-03-15"),
        "several": (
            {"mode": "call", "country": "JOR", "since": "2025-03-10"},
            lambda one: one["mode"] == "call" and "JOR" in countries(one) and day(one) > "2025-03-09",
        ),
    }
    for name, (asked, right) in some.items():
        found = record.contacts(**asked)
        assert found == [contact for contact in everything if right(contact)], name
        assert found, name
    names = [party["id"] for contact in record.contacts(between=("هولم", "JOR")) for party in contact["parties"] if party["name"] == "إريك هولم"]
    assert len(set(names)) == 1  # one actor in all contacts
    assert record.contacts(actor=names[0]) == record.contacts(actor="Aryk Hwlm") == record.contacts(actor="إريك هولم")
    assert record.contacts(actor="لا أحد هنا") == record.contacts(between=("USA", "RUS")) == []
    assert record.contacts(limit=3) == everything[:3]


def test_statements_and_actors(record: Record, archive: Articles) -> None:
    found = record.statements()
    assert len(found) >= len(archive) * 0.9
    text = {article["id"]: f"{article['title']}\n{article['text']}" for article in archive}
    for one in found:
        assert text[one["document"]][slice(*one["content"])] == one["quote"]
    mine = record.statements(actor="إريك هولم", since="2025-03-10")
    assert mine
    assert {one["speaker"]["country"] for one in mine} == {"NOR"}
    about = record.statements(between=("JOR", "NOR"))
    assert all(set(one["about"]) & {contact["id"] for contact in record.contacts(between=("JOR", "NOR"))} for one in about)
    (holm,) = record.actors(actor="إريك هولم")
    assert holm["contacts"] == len(record.contacts(actor=holm["id"])) > 0
    assert holm["documents"] == len({report["document"] for contact in record.contacts(actor=holm["id"]) for report in contact["reports"]})
    assert holm in record.actors(country="NOR", role="foreign_minister")


def test_a_bare_name_is_nobody_but_is_found(db: str, reader: Reader) -> None:
    """Two whom articles call by one name alone are two; who asks for the name sees what both said."""
    text = "قال المتحدث باسم الحكومة الماليزية رامز إن الاتفاق رقم {n} قريب."
    with open_record(db) as record:
        for n in range(2):
            record.add(reader.read(Document.from_article({"id": f"{n}", "text": text.format(n=n), "published": "2022-10-21"})))
        said = record.statements(actor="رامز")
        assert {one["document"] for one in said} == {"0", "1"}
        assert len({one["speaker"]["id"] for one in said}) == len(said) == 2
        assert record.actors(actor="رامز") == []
        assert said[0]["id"] in {one["id"] for one in record.statements(country="MYS")}


def met(name: str, published: str, when: str, mode: str = "call", outlet: str | None = None) -> Reading:
    """A contact of two ministers, on a day or in a month or year, as an article tells it."""
    text = f"{mode} {when} {name}"
    cast = [Actor(f"a{n}", "person", who, None, country, "foreign_minister", None, (Span(0, 4),)) for n, (who, country) in enumerate(_TWO)]
    contact = Contact("c1", mode, "held", ("a0", "a1"), None, when, None, (), (), None, None, Span(0, len(text)), {}, "test", 0.9)
    return Reading(Document(name, text, outlet=outlet, published=published), tuple(cast), contacts=(contact,))


def test_a_month_is_no_day(db: str) -> None:
    """What is known to have been in a month, or a year, moves neither the last contact nor a gap to its first day; the silence is one of at least so long."""
    days = ("2022-01-10", "2022-02-10", "2022-03-10", "2022-04-10")
    with open_record(db) as record:
        for day in days:
            record.add(met(day, day, day))
        record.add(met("year", "2022-04-20", "2022", "meeting"))
        (board,) = record.channels(as_of="2022-04-30")
        assert (board.number, board.last, board.counted_from, board.silence, board.days) == (5, "2022-04-10", "2022-04-20", 10, days)
        record.add(met("month", "2022-07-20", "2022-06"))
        (board,) = record.channels(as_of="2022-09-30")
        assert (board.number, board.first, board.last, board.days, board.gap) == (6, days[0], "2022-06", days, 31)
        assert (board.counted_from, board.silence) == ("2022-06-30", 92)
        assert board.last_contact == record.contacts(limit=1)[0]["id"]
        assert record.channels(as_of="2022-05-31")[0].last == "2022-04-10"


def test_many_outlets_tell_of_one_contact(db: str) -> None:
    """More names than an index takes, each as long as may be."""
    outlets = [f"{n}{hashlib.shake_256(bytes([n])).hexdigest(249)}" for n in range(9)]
    with open_record(db) as record:
        for outlet in outlets:
            record.add(met(outlet[:20], "2022-01-11", "2022-01-10", outlet=outlet))
        (contact,), (board,) = record.contacts(), record.channels()
        assert {report["outlet"] for report in contact["reports"]} == set(outlets)
        assert (board.number, contact["voices"]) == (1, 9)
    with pytest.raises(InputError, match="'outlet' has 501 characters"):
        Document.from_article({"text": "نص", "outlet": "x" * 501})


def test_show_explain_cite(record: Record, archive: Articles) -> None:
    contact = next(one for one in record.contacts() if len(one["reports"]) == 3)
    assert record.show(contact["id"]).row == contact
    for report in contact["reports"]:
        assert record.show(report["id"]).row == record.show("k" + report["id"]).row == contact
    why = record.explain(contact["id"])
    assert {verdict.same for verdict in why.verdicts} == {True}
    assert all(reason.because for verdict in why.verdicts for reason in verdict.reasons)
    cited = record.cite(contact["id"])
    text = {article["id"]: f"{article['title']}\n{article['text']}" for article in archive}
    for one, report in zip(cited, contact["reports"], strict=True):
        assert one.quote == report["quote"] == text[one.document][slice(*one.span)]
        assert one.url
        assert one.url in cite.text(one)
        assert one.quote in cite.text(one)
        assert cite.bibtex(one).count("{") == cite.bibtex(one).count("}")
    document = record.show(archive[0]["id"]).row
    assert document["document"]["text"] == text[archive[0]["id"]]
    for name in ("k0123456789abcdef", "nothing", "a0123456789abcdef"):
        with pytest.raises(RecordError, match="there is no such"):
            record.show(name)


# Each of these must find the text, whatever way it is written there or here.
WRITTEN = "أكد المسؤولون في الإمارات أنّ سِـيَاسَةَ الحكومة لن تتغيّر، وبالوزير ٢٠٢٢ التقى مصطفى في القاهرة بمستشفى، ولأصدقائهم وكمبادئها شؤون الدولة."
FOUND = {
    "hamza on alef": "اكد",
    "hamza under alef": "الامارات",
    "vowel marks and tatweel": "سياسة",
    "taa marbuta": "سياسه",
    "alef maqsura": "مصطفي",
    "yaa": "مستشفي",
    "hamza on waw": "شوون",
    "hamza on yaa": "مبادئها",
    "digits": "2022",
    "the article": "حكومة",
    "and, in, the": "الوزير",
    "and, like, her": "مبادئ",
    "for, their": "أصدقاء",
    "several words in any order": "الدولة مصطفى",
    "words one after the other": '"التقى مصطفى"',
    "what is attached in the query": "والحكومة",
}
NOT_FOUND = {"another order": '"مصطفى التقى"', "a part of a word": "كومة", "one word of two": "الحكومة المغرب"}


def test_search_in_any_spelling(db: str, reader: Reader) -> None:
    with open_record(db) as record:
        record.add(reader.read(Document.from_article({"id": "x", "text": WRITTEN, "published": "2022-10-21"})))
        record.add(reader.read(Document.from_article({"id": "y", "text": "لا شيء هنا من ذلك كله.", "published": "2022-10-22"})))
        for why, query in FOUND.items():
            (one,) = record.search(query)
            assert one["document"] == "x", why
            assert one["spans"], why
        assert [WRITTEN[slice(*span)] for one in record.search("سياسه") for span in one["spans"]] == ["سِـيَاسَةَ"]
        for why, query in NOT_FOUND.items():
            assert list(record.search(query)) == [], why
        assert list(record.search("الإمارات", exact=True))
        assert list(record.search("التقى مصطفى", exact=True))
        for query in ("الامارات", "إمارات", "مصطفى التقى"):
            assert list(record.search(query, exact=True)) == []
        for odd in ('"', "' OR 1=1", "*", ""):
            with nullcontext() if odd == "' OR 1=1" else pytest.raises(RecordError, match="no word"):
                assert list(record.search(odd)) == []


def test_a_text_of_more_than_an_index_holds(db: str) -> None:
    """PostgreSQL has a limit to the length of a word, and to that of all words of a text."""
    long, many = "ب" * 1_500, [f"{'ج' * 100}{number}" for number in range(6_000)]
    with open_record(db) as record:
        record.add(Reading(Document.from_article({"id": "x", "text": " ".join([long, *many]), "published": "2022-10-21"})))
        for word in (long, many[7]):
            (one,) = record.search(word)
            assert len(one["spans"]) == 1
        assert list(record.search(long[:600])) == []
