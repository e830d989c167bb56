"""Where the words spoken begin and end: one text, the words of its statements in order."""

from __future__ import annotations

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

CASES = {
    "behind an aside between commas that names others": (
        "وأقر مجلس الوزراء السعودي، في جلسته التي عقدها أمس برئاسة ولي العهد، تعديل نظام المرور.",
        ["تعديل نظام المرور"],
    ),
    "how it was denied is no part of it": (
        "نفى مصدر دبلوماسي مغربي نفيا قاطعا أن يكون قد جرى أي اتصال.",
        ["يكون قد جرى أي اتصال"],
    ),
    "behind whom it is asked": (
        "طلب الرئيس الأوكراني فولوديمير زيلينسكي من حلفائه الأوروبيين تسليم الدبابات.",
        ["تسليم الدبابات"],
    ),
    "behind whom it is told": (
        "انتقد رئيس بلدية حلب القرار، موضحا لـ«الشرق الأوسط» أن الطرق ستغلق أسبوعا.",
        ["القرار", "الطرق ستغلق أسبوعا"],
    ),
    "a verb that carries the noun of saying": (
        "وذهب النائب الكويتي حسن جوهر إلى القول إن الحكومة فقدت شرعيتها.",
        ["الحكومة فقدت شرعيتها"],
    ),
    "another statement elsewhere ends them": (
        "قالت وزارة الدفاع التركية إن العملية حققت أهدافها، وفي بيان منفصل أعلنت قيادة الأركان مقتل جنديين.",
        ["العملية حققت أهدافها", "مقتل جنديين"],
    ),
    "a colon in a headline begins new ones": (
        "وزير الخارجية الإيراني ينفي ضلوع بلاده في الهجوم: اتهامات بلا دليل\nعقد المؤتمر مساء أمس.",
        ["ضلوع بلاده في الهجوم", "اتهامات بلا دليل"],
    ),
    "a source in the midst of its clause": (
        "كما تناول اللقاء، وفق بيان الرئاسة التونسية، سبل تعزيز التعاون بين البلدين في مجال الطاقة.",
        ["كما تناول اللقاء، وفق بيان الرئاسة التونسية، سبل تعزيز التعاون بين البلدين في مجال الطاقة"],
    ),
    "a source of whom more is said": (
        "وبحسب ما قاله مصدر في الرئاسة الجزائرية لـ«الخبر»، فإن الرئيس سيزور باريس في مايو.",
        ["الرئيس سيزور باريس في مايو"],
    ),
    "a source calls a headline": (
        "مصدر أمني: مقتل قيادي في داعش\nوقع الهجوم مساء أمس.",
        ["مقتل قيادي في داعش"],
    ),
    "no statement of what was done to somebody": (
        "وأُبلغ السكان بعدم الاقتراب من القصر.",
        [],
    ),
    "a verbal noun in what two say": (
        "التقى الرئيس المصري عبد الفتاح السيسي الملك الأردني عبد الله الثاني، وأكد الجانبان حرصهما على أمن المنطقة، ورفض محاولات التدخل في شؤونها.",
        ["حرصهما على أمن المنطقة، ورفض محاولات التدخل في شؤونها"],
    ),
    "how it was condemned is no part of it": (
        "قالت الخارجية إن السفارة مغلقة. وأدان الرئيس الأفغاني أشرف غني بشدة التفجير.",
        ["السفارة مغلقة", "التفجير"],
    ),
    "behind one who withholds his name": (
        'وقال مسؤول كبير بالإدارة الأمريكية طلب عدم نشر اسمه "كان اللقاء قصيرا لكنه مفيد للجميع".',
        ["كان اللقاء قصيرا لكنه مفيد للجميع"],
    ),
    "who goes on to say": (
        "قال النائب الليبي زياد دغيم إن الموازنة جاهزة. ومضى النائب إلى القول إن التصويت غدا.",
        ["الموازنة جاهزة", "التصويت غدا"],
    ),
    "an indefinite body with two adjectives": (
        "وكشفت منظمة حقوقية محلية في ليبيا أمس النقاب عن أن السجناء أضربوا.",
        ["السجناء أضربوا"],
    ),
    "on whose word another's are told": (
        "قررت بولندا رفض استقبال المهاجرين على أراضيها وفق ما أعلنت رئيسة الوزراء البولندية بياتا شيدلو.",
        ["رفض استقبال المهاجرين على أراضيها", "قررت بولندا رفض استقبال المهاجرين على أراضيها"],
    ),
    "in a speech that a verb points back to": (
        "ألقى محافظ شقراء كلمة رفع فيها التهنئة إلى القيادة.",
        ["التهنئة إلى القيادة"],
    ),
    "up to on his word": (
        "قال النائب التونسي عمار عمروسية إن الحلول غائبة على حد قوله.",
        ["الحلول غائبة"],
    ),
    "an adjective of a people is no object": (
        "أعلن مقاتلون متطرفون من أربع جمهوريات من القوقاز الروسي مبايعة التنظيم.",
        ["مبايعة التنظيم"],
    ),
    "behind two names in quotation marks": (
        "ويقول مسؤولون من «نور» و«أفق»، وهي مجموعة عملت على تطوير المناهج، إن الامتحان أسهل هذا العام.",
        ["الامتحان أسهل هذا العام"],
    ),
    "what is told by a participle of speech alone": (
        "أكد الوزير اليمني أحمد عوض أن أمنه أصبح مهددا، وتمنى أن تعود الدولة.",
        ["أمنه أصبح مهددا", "تعود الدولة"],
    ),
    "no headline of so many who are called": (
        "وزارة التعليم تدعو 48 متقدمة للمقابلة\nتبدأ المقابلات غدا.",
        ["للمقابلة"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_words_spoken(case: str, reader: Reader) -> None:
    text, wanted = CASES[case]
    title, _, body = text.rpartition("\n")
    reading = reader.read(Document.from_article({"id": "x", "title": title or None, "text": body, "published": "2022-10-21"}))
    assert [reading.document.text[s.content.start : s.content.end] for s in reading.statements] == wanted
