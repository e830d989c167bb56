"""Which reports tell one contact, and who is who: written out as articles, read, merged."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from qanat.model import Document
from qanat.pipeline import Reader
from qanat.record import identity, merge
from qanat.record.contact import Merged, merged
from qanat.record.report import Report, reports
from qanat.record.verdicts import Judgement

CALL = {  # one call of 12 March 2025 as five documents tell it
    "planned": ("رأي", "2025-03-11", "من المقرر أن يجري وزير الخارجية المالطي ماريو بورغ غدا الأربعاء اتصالا هاتفيا مع نظيره النرويجي إريك هولم."),
    "valletta": ("مالطا اليوم", "2025-03-12", "أجرى وزير الخارجية المالطي ماريو بورغ، اليوم الأربعاء، اتصالا هاتفيا مع نظيره النرويجي إريك هولم لبحث الهدنة."),
    "copy": ("فاليتا", "2025-03-12", "أجرى وزير الخارجية المالطي ماريو بورغ، اليوم الأربعاء، اتصالا هاتفيا مع نظيره النرويجي إريك هولم لبحث الهدنة."),
    "oslo": ("الشمال", "2025-03-13", "قالت وزارة الخارجية النرويجية إن الوزير إريك هولم تلقى أمس اتصالا هاتفيا من وزير الخارجية المالطي ماريو بورغ."),
    "late": ("الغد", "2025-06-20", "وكان آخر اتصال هاتفي بين وزير الخارجية المالطي ماريو بورغ ووزير الخارجية النرويجي إريك هولم قد جرى في 12 مارس."),
}
OTHERS = {  # what must stay apart from it
    "second": ("مالطا اليوم", "2025-03-15", "أجرى وزير الخارجية المالطي ماريو بورغ، اليوم السبت، اتصالا هاتفيا مع نظيره النرويجي إريك هولم."),
    "meeting": ("مالطا اليوم", "2025-03-12", "التقى وزير الخارجية المالطي ماريو بورغ، اليوم الأربعاء، نظيره النرويجي إريك هولم في أوسلو."),
    "dane": ("مالطا اليوم", "2025-03-12", "أجرى وزير الخارجية المالطي ماريو بورغ، اليوم الأربعاء، اتصالا هاتفيا مع نظيره الدنماركي لارس يورت."),
    "king": ("مالطا اليوم", "2025-03-12", "أجرى رئيس مالطا جوزيف فيلا، اليوم الأربعاء، اتصالا هاتفيا مع وزير الخارجية النرويجي إريك هولم."),
}


def told(reader: Reader, articles: dict[str, tuple[str, str, str]]) -> dict[str, Report]:
    """The first report of each article."""
    found = {}
    for name, (outlet, day, text) in articles.items():
        document = Document(id=name, text=text, outlet=outlet, published=day)
        found[name] = reports(reader.read(document), reader.naming)[0]
    return found


@pytest.fixture(scope="module")
def all_told(reader: Reader) -> dict[str, Report]:
    return told(reader, CALL | OTHERS)


def contact_of(name: str, groups: tuple[tuple[Report, ...], ...]) -> Merged:
    return next(merged(group) for group in groups if name in {report.document for report in group})


def test_one_call_told_five_times_is_one_contact_and_its_neighbours_stay_apart(all_told: dict[str, Report]) -> None:
    groups = merge.group(list(all_told.values()))
    found = sorted(sorted(report.document for report in group) for group in groups)
    assert found == sorted([sorted(CALL), *([name] for name in OTHERS)])
    call = contact_of("valletta", groups)
    assert (call.mode, call.status, call.date, call.level) == ("call", "held", "2025-03-12", "foreign_ministers")
    assert [party.country for party in call.parties] == ["MLT", "NOR"]
    assert call.initiator == 0
    assert [step[:2] for step in call.history] == [("planned", "2025-03-11"), ("held", "2025-03-12")]
    assert call.voices == 4  # the copy is no voice of its own
    assert call.basis.startswith("told by 3 of 4 voices")


@pytest.mark.parametrize("copies", [True, False])
def test_a_text_that_is_printed_a_day_later_is_no_second_contact(reader: Reader, copies: bool) -> None:
    """Two papers say "today" of the twelfth and two of the thirteenth: with one and the same text it is one call, each with a text of its own it is two."""
    same = "أجرى وزير الخارجية المالطي ماريو بورغ، اليوم، اتصالا هاتفيا مع نظيره النرويجي إريك هولم لبحث الهدنة وسبل إيصال المساعدات إلى المدنيين."
    own = "وزير الخارجية المالطي ماريو بورغ بحث اليوم في اتصال هاتفي مع نظيره النرويجي إريك هولم أسعار الغاز."
    day = {"a": "2025-03-12", "b": "2025-03-12", "c": "2025-03-13", "d": "2025-03-13"}
    articles = {name: (f"صحيفة {name}", on, same if copies or name < "c" else own) for name, on in day.items()}
    groups = merge.group(list(told(reader, articles).values()))
    assert sorted(len(group) for group in groups) == ([4] if copies else [2, 2])


def test_the_order_of_the_reports_does_not_show(all_told: dict[str, Report]) -> None:
    expected = merge.group(list(all_told.values()))
    for seed in range(20):
        shuffled = random.Random(seed).sample(list(all_told.values()), len(all_told))
        groups = merge.group(shuffled)
        assert groups == expected
        assert [merged(tuple(reversed(group))) for group in groups] == [merged(group) for group in expected]


def test_known_verdicts_make_the_same_groups(all_told: dict[str, Report]) -> None:
    told = list(all_told.values())
    pairs = [(a, b) for a in told for b in told if a.id < b.id]
    same = {(a.id, b.id): found.score for a, b in pairs if (found := merge.compare(a, b)) and found.same}
    assert merge.group(told, (), same) == merge.group(told)


def test_calls_of_two_days_in_a_row_stay_two_where_both_are_well_told(all_told: dict[str, Report]) -> None:
    call = all_told["valletta"]
    first = [replace(call, id=f"a{n}", document=f"a{n}", outlet=f"o{n}", words=(str(n),) * 8) for n in range(2)]
    second = [replace(call, id=f"b{n}", document=f"b{n}", outlet=f"o{n}", words=(f"b{n}",) * 8, date="2025-03-13", published="2025-03-13") for n in range(2)]
    undated = replace(call, id="u", document="u", outlet="u", date=None, published="2025-03-13", words=("x",) * 8)
    slip = replace(second[0], id="s", document="s", outlet="s", place="فاليتا")
    groups = merge.group([*first, *second, undated])
    assert sorted(sorted(one.id for one in group) for group in groups) == [["a0", "a1"], ["b0", "b1", "u"]]
    assert len(merge.group([*(replace(one, place="فاليتا") for one in first), slip])) == 1  # one outlet is a day off


def test_reports_of_one_contact_share_a_key(all_told: dict[str, Report]) -> None:
    names = list(all_told)
    for a in names:
        for b in names:
            found = merge.compare(all_told[a], all_told[b])
            if a != b and found and found.same:
                assert merge.keys(all_told[a]) & merge.keys(all_told[b])
                assert found == merge.compare(all_told[b], all_told[a])


def test_a_verdict_says_why(all_told: dict[str, Report]) -> None:
    apart = merge.compare(all_told["valletta"], all_told["second"])
    same = merge.compare(all_told["valletta"], all_told["oslo"])
    assert apart is None
    assert same is not None
    assert same.same
    assert {reason.feature: reason.because for reason in same.reasons}["when"] == "both on 2025-03-12"
    assert round(sum(reason.weight for reason in same.reasons), 3) == same.score


def test_what_a_person_split_or_joined_holds(all_told: dict[str, Report]) -> None:
    valletta, oslo, second = (all_told[name].id for name in ("valletta", "oslo", "second"))
    split = merge.group(list(all_told.values()), [Judgement(min(valletta, oslo), max(valletta, oslo), False, "me", "two calls that day")])
    assert all(not {all_told["valletta"], all_told["oslo"]} <= set(group) for group in split)
    joined = merge.group(list(all_told.values()), [Judgement(min(valletta, second), max(valletta, second), True, "me", "the day was wrong")])
    assert any({all_told["valletta"], all_told["second"]} <= set(group) for group in joined)


def test_a_denial_and_a_refusal(all_told: dict[str, Report]) -> None:
    planned, valletta, oslo = (all_told[name] for name in ("planned", "valletta", "oslo"))
    assert merged([planned, replace(oslo, status="refused")]).status == "refused"
    assert merged([planned, valletta, replace(oslo, status="refused")]).status == "held"
    assert [step.status for step in merged([planned, valletta, replace(oslo, status="refused")]).history] == ["planned", "held", "refused"]
    assert merged([planned]).basis == "announced by 1 of 1 voice"


PEOPLE = (  # name, country, role; those with one letter are one person
    ("a", "سيرغي لافروف", "RUS", "foreign_minister"),
    ("a", "سيرجي لافروف", "RUS", "foreign_minister"),
    ("a", "لافروف", "RUS", "foreign_minister"),
    ("a", "سيرغي لافروف", "RUS", None),
    ("b", "محمد الناصر", "TUN", "legislator"),
    ("c", "محمد الناصر", "SAU", "official"),
    ("d", "سلمان بن عبدالعزيز", "SAU", "head_of_state"),
    ("d", "سلمان بن عبد العزيز آل سعود", "SAU", "head_of_state"),
    ("d", "سلمان", "SAU", "head_of_state"),
    ("e", "محمد بن سلمان بن عبدالعزيز", "SAU", "deputy_head"),
    ("f", "محمد بن نايف بن عبدالعزيز", "SAU", "deputy_head"),
    ("g", "جورج والكر", "GBR", "minister"),
    ("h", "جون والكر", "GBR", "minister"),
)


def test_one_actor_under_many_spellings_and_people_of_one_name_apart(reader: Reader) -> None:
    found = {}
    for n, (letter, name, country, role) in enumerate(PEOPLE):
        one = identity.Profile(f"{n:02}", "person", name, None, country, role, None, reader.naming.name(name))
        found[one.id] = letter, one
    groups = identity.group([one for _, one in found.values()])
    assert sorted("".join(sorted(found[one.id][0] for one in group)) for group in groups) == ["aaaa", "b", "c", "ddd", "e", "f", "g", "h"]
    king = next(group for group in groups if len(group) == 3)
    assert identity.who(king).role == "head_of_state"
    why = identity.compare(found["00"][1], found["02"][1])
    assert why is not None
    assert [reason.feature for reason in why.reasons] == ["name", "country", "role"]
    parted = identity.group([found["00"][1], found["01"][1]], [Judgement("00", "01", False, "me", "namesakes")])
    assert len(parted) == 2
