"""What is asked of many articles: audits, readouts, the channel board, offices. The articles stand in channel.jsonl: two calls of defence ministers and one of
chiefs of staff, told by both sides, and one article that recalls them ("the second since the war began", "the last one was on 13 May").
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from qanat.model import Document, Reading, Span
from qanat.pipeline import Reader
from qanat.record import merge
from qanat.record.anchors import Anchors
from qanat.record.audit import Finding, Told, check, claims, close, window
from qanat.record.channels import Channel, Read, Strand, board
from qanat.record.contact import merged
from qanat.record.level import camp, level, pairs
from qanat.record.offices import Evidence, Given, offices
from qanat.record.readouts import readouts
from qanat.record.report import Party, Report, reports

ARTICLES = Path(__file__).with_name("channel.jsonl")


@pytest.fixture(scope="module")
def read(reader: Reader) -> dict[str, Reading]:
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    return {one.document.id: one for one in (reader.read(Document.from_article(json.loads(line))) for line in lines)}


def contacts(reader: Reader, readings: list[Reading]) -> dict[str, tuple[Report, ...]]:
    told = [report for reading in readings for report in reports(reading, reader.naming)]
    return {f"k{group[0].id}": group for group in merge.group(told)}


def audited(reader: Reader, read: dict[str, Reading], *left_out: str, days: Sequence[str] = ()) -> list[Finding]:
    """The findings on the claims of the article that recalls."""
    readings = [one for name, one in read.items() if name not in left_out]
    told = contacts(reader, readings)
    home = {report.id: name for name, group in told.items() for report in group}
    found = claims(report for group in told.values() for report in group if report.document == "recall")
    return [held(reader, one, home[one.id], told, [read[one.document]], days) for one in found]


def held(reader: Reader, claimed: Report, contact: str, told: dict[str, tuple[Report, ...]], near: list[Reading], read: Sequence[str]) -> Finding:
    known = {name: Told.of(merged(group), group) for name, group in told.items()}
    copies = close(claimed, known.values())
    words = {report.id: report.words for group in told.values() for report in group if report.id in copies}
    return check(claimed, contact, known, window(claimed, known[contact], near, Anchors.of(reader.naming)), words, read)


def test_the_second_call_since_the_war_began_is_consistent_with_the_list(reader: Reader, read: dict[str, Reading]) -> None:
    second, last = audited(reader, read)
    assert (second.verdict, second.rank, second.unit, second.level) == ("consistent", 2, "call", "defence_ministers")
    assert (second.since, second.since_basis) == ("2022-02-24", "as recall dates it")
    assert [(entry.day, entry.documents) for entry in second.series] == [
        ("2022-05-13", ("may13-ru", "may13-us", "recall")),
        ("2022-10-21", ("oct-ru", "oct-us", "recall")),
    ]
    assert (last.verdict, last.last) == ("consistent", "2022-05-13")


def test_without_the_articles_of_may_nothing_can_be_told(reader: Reader, read: dict[str, Reading]) -> None:
    second, last = audited(reader, read, "may13-us", "may13-ru")
    assert (second.verdict, last.verdict) == ("cannot_tell", "cannot_tell")
    assert second.why == "the record knows 1 of 2; another only the same article tells"


def test_a_claim_without_a_day_may_be_any_of_those_that_are_known(reader: Reader, read: dict[str, Reading]) -> None:
    document = replace(read["recall"].document, published=None)
    second, *_ = audited(reader, read | {"recall": reader.read(document)})
    assert (second.verdict, second.why) == ("cannot_tell", "no day is told of this one, so the record knows 2 or 3 of 2")


def test_a_call_in_between_contradicts_both(reader: Reader, read: dict[str, Reading]) -> None:
    text = "أعلن البنتاغون أن وزير الدفاع الأميركي لويد أوستن أجرى، أمس الخميس، اتصالا هاتفيا مع نظيره الروسي سيرغي شويغو."
    extra = reader.read(Document(id="july", text=text, outlet="واشنطن اليوم", published="2022-07-08"))
    second, last = audited(reader, read | {"july": extra})
    assert (second.verdict, second.why) == ("contradicted", "the record knows 3 on different days, not 2")
    assert (last.verdict, last.why) == ("contradicted", "the record knows a later one, on 2022-07-07")


def test_the_first_is_consistent_only_where_one_looked(reader: Reader) -> None:
    text = "قام الرئيس الفنلندي يوهان لانغ اليوم بأول زيارة إلى أيسلندا منذ 2 مارس الجاري."
    reading = reader.read(Document(id="first", text=text, outlet="أ", published="2025-03-12"))
    told = contacts(reader, [reading])
    (claimed,) = claims(next(iter(told.values())))
    looked = [(date(2025, 3, 2) + timedelta(days=n)).isoformat() for n in range(11)]
    verdicts = [held(reader, claimed, next(iter(told)), told, [reading], days) for days in (looked, [])]
    assert [(one.verdict, one.days, one.days_read) for one in verdicts] == [("consistent", 11, 11), ("cannot_tell", 11, 0)]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("اندلاع الحرب في أوكرانيا", "لا تاريخ هنا.", "2022-02-24"),
        ("بدء العدوان على غزة", "لا تاريخ هنا.", "2023-10-07"),
        ("اندلاع الحرب", "تحدث الوزير عن القتال في السودان.", "2023-04-15"),
        ("اندلاع الحرب", "بدأت القصة منذ اندلاع الحرب في 3 مارس 2019.", "2019-03-03"),
        ("اندلاع الحرب", "تحدث الوزير عن السودان وعن أوكرانيا.", None),
        ("تسلمه منصبه", "تحدث الوزير عن القتال في السودان.", None),
    ],
)
def test_the_day_that_a_claim_counts_from(reader: Reader, phrase: str, text: str, expected: str | None) -> None:
    found = Anchors.of(reader.naming).start(phrase, [reader.read(Document(id="x", text=text, published="2024-01-10"))])
    assert (found.date if found else None) == expected


def test_readouts_show_what_only_one_side_says_and_who_is_silent(reader: Reader, read: dict[str, Reading]) -> None:
    told = contacts(reader, list(read.values()))
    october = next(group for group in told.values() if merged(group).date == "2022-10-21")
    both = readouts(october, read.values(), reader.naming)
    sides = {account.side: account for account in both.accounts}
    assert [one.speaker for one in both.others] == ["وكالة الإعلام الروسية"]  # the press is no side
    assert "محطة زابوريجيا النووية" in sides["RUS"].only
    assert any("إبقاء خطوط التواصل" in phrase for phrase in sides["USA"].only)
    assert "وقالت" in {one.cue for one in sides["RUS"].statements}
    assert not sides["USA"].silent
    chiefs = next(group for group in told.values() if merged(group).level == "military_chiefs")
    assert all(account.silent for account in readouts(chiefs, read.values(), reader.naming).accounts)


# --- channels --------------------------------------------------------------------------------------------------------------------


def day(n: int) -> str:
    return (date(2024, 1, 1) + timedelta(days=n)).isoformat()


def strand(level: str, status: str, starter: str | None, marks: Sequence[str], as_of: str) -> Strand:
    """Contacts of Russia and America that one outlet tells; a mark is a day, if one is known, a slash, and an id."""
    days = tuple(mark[:10] for mark in marks if mark[0] == "2")
    last = max((mark for mark in marks if mark[:10] <= as_of), default=None)
    ahead = min((mark for mark in marks if mark[0] == "2" and mark[:10] >= as_of), default=None)
    return Strand("RUS", "USA", level, status, starter, ("a",), len(marks), days, last, ahead)


def weekly(count: int, as_of: str, level: str = "ministers") -> list[Strand]:
    marks = [f"{day(7 * n)}/k{n:03}" for n in range(count)]
    return [strand(level, "held", starter, mine, as_of) for starter, mine in (("RUS", marks[::3]), ("USA", marks[1::3] + marks[2::3]))]


def only(count: int, read: dict[str, list[str]], as_of: str) -> Channel:
    (channel,) = board(weekly(count, as_of), {outlet: Read(days[0], 0, tuple(days)) for outlet, days in read.items()}, as_of)
    return channel


def test_a_channel_that_falls_silent_is_told_from_a_gap_in_coverage() -> None:
    daily = [day(n) for n in range(100)]
    stopped = [day(n) for n in range(66)]
    silent = only(10, {"a": daily, "b": daily}, day(99))
    assert (silent.number, silent.last, silent.gap, silent.silence, silent.unusual, silent.state) == (10, day(63), 7, 36, 1.0, "silent")
    assert silent.made_by == (("RUS", 4), ("USA", 6))
    unread = only(10, {"a": stopped, "b": daily}, day(99))  # only the other outlet was read
    assert unread.state == "unread"
    assert only(10, {"a": daily}, day(66)).state == "open"
    assert only(2, {"a": daily}, day(99)).state == "new"


def test_levels_rise_and_the_next_one_is_announced() -> None:
    marks = tuple(f"{day(60 + n)}/h{n}" for n in range(3))
    heads = [strand("heads", "held", None, (*marks, "undated"), day(99)), strand("heads", "planned", None, (day(120) + "/next",), day(99))]
    high, low = sorted(board([*weekly(6, day(99), level="officials"), *heads], {}, day(99)), key=lambda one: one.level)
    assert (high.trend, low.trend) == ("rising", "rising")
    assert (high.planned, high.planned_contact, high.number, high.last, high.last_contact) == (day(120), "next", 4, day(62), "h2")


def party(country: str | None, role: str, reader: Reader, kind: str = "person", name: str = "أحمد") -> Party:
    return Party("a1", name, "Body" if country is None else None, country, role, kind, None, reader.naming.name(name))


def test_the_level_is_that_of_the_lower_side(reader: Reader) -> None:
    def at(*roles: tuple[str | None, str]) -> str:
        return level(party(country, role, reader, "organisation" if role == "organisation" else "person") for country, role in roles)

    assert at(("RUS", "defence_minister"), ("USA", "defence_minister")) == "defence_ministers"
    assert at(("RUS", "head_of_state"), ("USA", "head_of_government")) == "heads"
    assert at(("RUS", "head_of_state"), ("USA", "foreign_minister")) == "ministers"
    assert at(("RUS", "head_of_state"), ("RUS", "foreign_minister"), ("USA", "foreign_minister")) == "foreign_ministers"
    assert at(("RUS", "head_of_state"), (None, "organisation")) == "bodies"
    three = [party("RUS", "head_of_state", reader), party("USA", "envoy", reader), party("FRA", "head_of_state", reader)]
    assert pairs(three) == (("FRA", "RUS", "heads"), ("FRA", "USA", "envoys"), ("RUS", "USA", "envoys"))
    assert camp(party(None, "organisation", reader)) == "Body"


# --- offices ---------------------------------------------------------------------------------------------------------------------


def test_who_held_an_office_on_a_day(reader: Reader) -> None:
    def says(who: str, on: str, title: str = "وزير الدفاع الروسي", role: str = "defence_minister") -> Given:
        proof = Evidence(title, on, f"d-{on}-{who}", Span(0, 9))
        return Given(who, who, None, role, title, reader.naming.words(title), proof, proof, 1)

    known = [
        says("شويغو", "2012-11-20"),
        says("شويغو", "2022-10-21"),
        says("شويغو", "2024-05-01"),
        says("بيلوسوف", "2024-05-20"),
        says("بيلوسوف", "2025-01-01"),
    ]
    ministers = [says("أ", "2022-10-01", "وزير الطاقة الروسي", "minister"), says("ب", "2022-10-02", "ووزير الطاقة", "minister")]

    def holder(as_of: str | None) -> str | None:
        found = offices("RUS", known, as_of)[0].holder
        return found.name if found else None

    assert [holder(on) for on in ("2022-10-21", "2023-06-01", "2024-05-10", "2024-06-01", None)] == ["شويغو", "شويغو", "شويغو", "بيلوسوف", "بيلوسوف"]
    assert holder("2005-01-01") is None
    defence, energy = offices("RUS", [*known, *ministers], "2022-10-21")
    assert [(one.name, one.first.day, one.last.day, one.documents, one.then) for one in defence.tenures] == [
        ("شويغو", "2012-11-20", "2024-05-01", 3, "holder"),
        ("بيلوسوف", "2024-05-20", "2025-01-01", 2, "after"),
    ]
    assert [one.name for one in energy.tenures] == ["أ", "ب"]
