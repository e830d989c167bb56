"""Whose words they are, where the sentence of the words does not name him: one text, the speakers of its statements in order."""

from __future__ import annotations

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

CASES = {
    "the guest of the same office does not go on": (
        "قال وزير الخارجية السعودي فيصل بن فرحان في مؤتمر مع وزير الخارجية الألماني هايكو ماس إن الحوار مستمر.\n"
        "ورأى وزير الخارجية أن الاتفاق ناقص. وشدد معاليه على أمن الخليج.",
        ["فيصل بن فرحان", "فيصل بن فرحان", "فيصل بن فرحان"],
    ),
    "a description of the headline": (
        "خبير: القانون الجديد يحتاج إلى تعديل عاجل\nأكد الدكتور سامر القاسمي أستاذ القانون أن القانون يحتاج إلى تعديل.",
        ["سامر القاسمي", "سامر القاسمي"],
    ),
    "named farther on in the phrase": (
        "أوضح رئيس الجالية المصرية في عمان، الشيخ حسن الدسوقي، أن القافلة وصلت. وقال رئيس الجالية المصرية: «نشكر كل من تبرع».",
        ["حسن الدسوقي", "حسن الدسوقي"],
    ),
    "whom an agency quotes": (
        "ذكرت وكالة الأنباء الأردنية أن وزير الصحة فراس الهواري استبعد إغلاق المدارس. وقال إن اللقاح متوفر.",
        ["وكالة الأنباء الأردنية", "فراس الهواري", "فراس الهواري"],
    ),
    "a broadcaster in a clause of its own": (
        "أعلن الرئيس التونسي قيس سعيد حالة الطوارئ. وقال في كلمة، بثها التلفزيون الرسمي، إن البلاد في خطر.",
        ["قيس سعيد", "قيس سعيد"],
    ),
    "a participle of many": (
        "قال محافظ عدن سالم الخنبشي إن أهالي المدينة وقفوا مع رجال الأمن، مؤكدين دعمهم الكامل للقانون.",
        ["سالم الخنبشي", "أهالي المدينة"],
    ),
    "but he": (
        "أكد رئيس مجلس النواب اللبناني نبيه بري أن مدير المطار سيعود غدا، إلا أنه استدرك قائلا: «لا موعد محددا للافتتاح».",
        ["نبيه بري", "نبيه بري"],
    ),
    "who wrote the study": (
        "توقعت دراسة استقصائية نفذتها جامعة القاهرة أن تتضاعف الأسعار هذا العام.",
        ["جامعة القاهرة"],
    ),
    "a document and its author": (
        "وجاء في بلاغ صادر عن رئاسة الحكومة التونسية أن المدارس ستغلق.",
        ["رئاسة الحكومة التونسية"],
    ),
    "a thing speaks for nobody": (
        "قالت الخارجية الجزائرية إن السفارة أغلقت. كما كشفت التحقيقات عن وجود سفارة أخرى.",
        ["الخارجية الجزائرية"],
    ),
    "nobody in particular": (
        "قال النائب الكويتي محمد هايف إن القرار خاطئ. وتوالت التعليقات حول ما وصف بأنه جريمة كبرى.",
        ["محمد هايف"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), CASES.values(), ids=CASES)
def test_the_speaker_is(text: str, speakers: list[str], reader: Reader) -> None:
    title, _, body = text.rpartition("\n")
    read = reader.read(Document.from_article({"title": title, "text": body, "published": "2022-10-21", "outlet_country": "SAU"}))
    names = {actor.id: actor.name for actor in read.actors}
    assert [names[statement.speaker] for statement in read.statements] == speakers, text
