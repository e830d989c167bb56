"""Words of time and place between the parts of a contact hide neither who met whom nor how; talks of two told to be in a place are a meeting."""

from __future__ import annotations

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

SUBJECT, OTHER = "وزير الخارجية المصري سامح شكري", "نظيره الفرنسي جان إيف لودريان"
PARTIES = {"سامح شكري", "جان إيف لودريان"}
# {} stands where an adverb may stand
SENTENCES = [
    ("meeting", "التقى {} {subject} {} {other} {}."),
    ("meeting", "{subject} التقى {} {other} {}."),
    ("meeting", "قال المتحدث إن {subject} التقى {} {other} {}."),
    ("meeting", "اجتمع {} {subject} {} مع {other} {}."),
    ("meeting", "استقبل {} {subject} {} وزير الخارجية الفرنسي جان إيف لودريان {}."),
    ("talks", "بحث {} {subject} {} مع {other} {} تطورات الأوضاع في المنطقة."),
    ("call", "أجرى {} {subject} {} اتصالا هاتفيا مع {other} {}."),
    ("call", "تلقى {} {subject} {} اتصالا هاتفيا {} من {other} {}."),
    ("meeting", "عقد {} {subject} {} اجتماعا مع {other} {}."),
    ("meeting", "عقد {} {subject} و{other} {} اجتماعا {}."),
    ("message", "بعث {} {subject} {} رسالة إلى {other} {}."),
    ("meeting", "جاء ذلك خلال لقاء {subject} {} مع {other} {}."),
    ("meeting", "جاء ذلك خلال استقبال {subject} {} {other} {}."),
    ("meeting", "وقال {subject} {} خلال لقائه {other} إن العلاقات جيدة."),
]
ADVERBS = [
    "اليوم", "أمس الأحد", "صباح أمس الأحد", "، اليوم الأربعاء،", "مساء أول من أمس", "يوم الاثنين الماضي", "الليلة الماضية", "في 13 مايو الماضي",
    "في باريس", "بمقر الوزارة في القاهرة", "في مكتبه بالوزارة", "بقصر الإليزيه", "، على هامش القمة،", "مؤخرا", "كذلك",
]  # fmt: skip


@pytest.mark.parametrize(("mode", "sentence"), SENTENCES)
def test_adverbs_between_the_parts_change_no_party(mode: str, sentence: str, reader: Reader) -> None:
    wrong = []
    for slot in range(sentence.count("{}")):
        for adverb in ADVERBS:
            fill = [adverb if k == slot else "" for k in range(sentence.count("{}"))]
            text = " ".join(sentence.format(*fill, subject=SUBJECT, other=OTHER).split())
            for before, after in ((" ،", "،"), (" .", "."), ("،.", ".")):
                text = text.replace(before, after)
            read = reader.read(Document.from_article({"text": text, "published": "2022-10-21"}))
            names = {actor.id: actor.name for actor in read.actors}
            told = [(contact.mode, {names[party] for party in contact.parties}) for contact in read.contacts]
            there = mode == "talks" and told and told[0][0] == "meeting" and read.contacts[0].place is not None
            if told != [("meeting" if there else mode, PARTIES)]:
                wrong.append((text, told))
    assert not wrong
