"""One meeting told in many constructions: who met whom is read whatever the tense, the word order and what governs the verb or noun."""

from __future__ import annotations

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

SUBJECT, OTHER = "وزير الخارجية المصري سامح شكري", "وزير الخارجية الفرنسي جان إيف لودريان"
PARTIES = {"سامح شكري", "جان إيف لودريان"}
SENTENCES = [
    ("held", "سبق لـ{subject} أن التقى {other}."),
    ("held", "كان {subject} قد التقى {other}."),
    ("refused", "أكد المتحدث أن {subject} لن يلتقي {other}."),
    ("refused", "نفى المتحدث أن يكون {subject} التقى {other}."),
    ("held", "جاء ذلك خلال لقاء ل{subject} مع {other}."),
    ("held", "اللقاء الذي جمع {subject} مع {other} كان إيجابيا."),
    ("held", "اللقاء الذي عقد أمس بين {subject} و{other} كان إيجابيا."),
    ("planned", "الاجتماع الذي يعتزم {subject} عقده مع {other} مهم."),
    ("planned", "وافق مجلس الوزراء على تفويض {subject} بالتباحث مع {other}."),
    ("held", "قال المتحدث إن {subject} على اتصال مع {other}."),
    ("proposed", "أبدى {subject} استعداده للقاء {other}."),
    ("held", "قال {subject} إن بلاده أجرت محادثات مع {other}."),
    ("refused", "وأكد {subject} أن بلاده لن تتفاوض مع {other}."),
    ("refused", "رفض {subject} لقاء {other}."),
    ("refused", "قال {subject}: لم نتلق أي رسالة من {other}."),
    ("refused", "نفى المتحدث التحضير لاتصال بين {subject} و{other}."),
    ("refused", "من المستبعد أن يلتقي {subject} {other}."),
    ("proposed", "من غير المستبعد أن يلتقي {subject} {other}."),
    ("proposed", "يحتمل أن يلتقي {subject} {other}."),
    ("refused", "أرجأ {subject} زيارته للمنطقة ولقاءه المرتقب مع {other}."),
]


@pytest.mark.parametrize(("status", "sentence"), SENTENCES)
def test_the_two_sides_and_the_status_are_read(status: str, sentence: str, reader: Reader) -> None:
    text = sentence.format(subject=SUBJECT, other=OTHER).replace("لـو", "لو")
    read = reader.read(Document.from_article({"text": text, "published": "2022-10-21"}))
    names = {actor.id: actor.name for actor in read.actors}
    assert [(contact.status, {names[party] for party in contact.parties}) for contact in read.contacts] == [(status, PARTIES)], text


@pytest.mark.parametrize(
    "sentence",
    [
        "وجرت محادثات بين مسؤولي البلدين أمس في الخرطوم.",
        "وجرت محادثات بين مسؤولين من البلدين أمس.",
        "والتقى وزيرا خارجية البلدين أمس.",
        "وعقد وفدا البلدين جلسة مباحثات أمس.",
        "وستجري مشاورات سياسية بين وزارتي خارجية البلدين غدا.",
    ],
)
def test_the_officials_of_both_stand_for_the_two_states(sentence: str, reader: Reader) -> None:
    text = f"توترت العلاقات بين السودان والولايات المتحدة. {sentence}"
    read = reader.read(Document.from_article({"text": text, "published": "2016-05-03"}))
    countries = {actor.id: actor.country for actor in read.actors}
    assert [{countries[party] for party in contact.parties} for contact in read.contacts] == [{"SDN", "USA"}], text


def test_how_often_the_officials_of_both_consult_is_no_contact(reader: Reader) -> None:
    text = "توترت العلاقات بين السودان والولايات المتحدة. وأكد الوزير أهمية استمرار التشاور بين مسؤولي البلدين."
    assert reader.read(Document.from_article({"text": text, "published": "2016-05-03"})).contacts == ()


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("IRQ", "زار وزير الخارجية الأميركي أنتوني بلينكن بغداد والتقى رئيس الوزراء."),
        ("QAT", "وصل وزير الخارجية الأميركي أنتوني بلينكن إلى الدوحة حيث استقبله الأمير."),
        ("LBN", "يبدأ وزير الخارجية الأميركي أنتوني بلينكن زيارة إلى بيروت يلتقي خلالها رئيس الحكومة."),
        ("EGY", "التقى وزير الخارجية الأميركي أنتوني بلينكن في القاهرة وزير الدفاع."),
        ("KWT", "استقبل وزير الدفاع وزير الخارجية الأميركي أنتوني بلينكن."),
    ],
)
def test_whom_a_guest_meets_serves_the_host(host: str, sentence: str, reader: Reader) -> None:
    read = reader.read(Document.from_article({"text": sentence, "published": "2022-10-21", "outlet_country": "KWT"}))
    countries = {actor.id: actor.country for actor in read.actors}
    (meeting,) = (contact for contact in read.contacts if contact.mode == "meeting")
    assert {countries[party] for party in meeting.parties} == {"USA", host}
