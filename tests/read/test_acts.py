"""What a statement does is told by its words: those of blame and praise wherever they stand, not where they are fought or denied."""

from __future__ import annotations

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

SAID = [
    ("قال الوزير إن تصريحات السفير طائفية بغيضة.", "accuse"),
    ("وأضاف النائب أن هذه القرارات تؤجج الأزمة وتنتهك الدستور.", "accuse"),
    ("قال الوزير إن الجيش يقاتل منذ عامين في سبيل مكافحة الطائفية.", "say"),
    ("قال المتحدث إن الجيش لم ينتهك الاتفاق.", "say"),
    ("وصف الوزير الخطة بالمتهورة.", "accuse"),
    ("وصف الوزير الخطة بالناجحة.", "support"),
    ("وصف الوزير الخطة بأنها من ثلاث مراحل.", "say"),
    ("أكد السفير أن علاقات البلدين راسخة.", "support"),
    ("قال الوزير إننا نناشد الدول أن ترسل الخيام.", "request"),
    ("قال الرئيس إن على البلدين أن يتعاونا.", "request"),
    ("قال الوزير إنه على الرغم من المطر وصلت القوافل.", "say"),
    ("أكد الرئيس أن هذا الهجوم لن يمر بلا عقاب.", "threaten"),
    ("اعترف الوزير بأنني أسأت إلى الناس.", "say"),
    ("قال الوزير إن الخبر لا صحة له.", "reject"),
    ("أكد السفير أن بلاده لن تألو جهدا في بناء الجسر.", "promise"),
    ("قال النائب إن القانون يتعارض مع الدستور.", "accuse"),
    ("قال السفير إن الاتفاق خطوة مهمة.", "support"),
    ("قال الوزير إن الدولة ترعى الإرهاب.", "accuse"),
    ("ذكر الوزير أن الخطوات التي يجب إتمامها كثيرة.", "say"),
]


@pytest.mark.parametrize(("text", "act"), SAID)
def test_the_words_of_a_statement_tell_what_it_does(reader: Reader, text: str, act: str) -> None:
    read = reader.read(Document(id="a", text=text, outlet_country="JOR"))
    assert [one.act for one in read.statements] == [act]
