"""Who is in a text: the person, office, role and state that each phrase gives."""

from __future__ import annotations

import pytest

from qanat.model import Actor, Document
from qanat.pipeline import Reader


def people(reader: Reader, text: str, home: str = "SAU", published: str = "2015-08-01") -> dict[str, Actor]:
    document = Document.from_article({"text": text, "outlet_country": home, "published": published})
    return {actor.name: actor for actor in reader.read(document).actors if actor.kind == "person"}


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("وصل العميد سالم الحارثي إلى المعبر.", "سالم الحارثي", "official", "SAU"),  # an officer serves his state
        ("قتل القيادي أبو حمزة الفرنسي في الغارة.", "أبو حمزة الفرنسي", "official", "FRA"),
        ("بتعيين الدكتور سالم الحارثي، محافظا لمحافظة جدة.", "سالم الحارثي", "official", "SAU"),
        ("تكليف سالم الحارثي بمهام مدير التعليم.", "سالم الحارثي", "official", "SAU"),
        ("أوضحت هند الحارثي مساعدة وزير الخارجية المصري أن الحوار مستمر.", "هند الحارثي", "official", "EGY"),
        ("قال مدير مستشفى الملك فهد سالم الحارثي إن العمل مستمر.", "سالم الحارثي", "official", "SAU"),
        ("قال المتحدث باسم «بوينغ» سالم الحارثي إن القطعة سليمة.", "سالم الحارثي", "spokesperson", "SAU"),
        ("قال رئيس جمعية البيئة سالم الحارثي إن الحملة مستمرة.", "سالم الحارثي", "other", "SAU"),
        ("أكد ممثل وزارة العمل سالم الحارثي أن القرار نهائي.", "سالم الحارثي", "official", "SAU"),
        ("زار العراق الملك سلمان والتقى الرئيس العراقي.", "سلمان", "head_of_state", "SAU"),
        ("أنشأ الملك فهد المجمع قبل أعوام.", "فهد", "other", "SAU"),  # who reigned before the day
        ("قصفت قوات صالح المدينة في اليمن.", "صالح", "other", "YEM"),
        ("غادر الأسد سوريا إلى موسكو.", "الأسد", "head_of_state", "SYR"),
        ("قال مسؤول في إدارة الرئيس الأميركي باراك أوباما إن القرار قريب.", "باراك أوباما", "head_of_state", "USA"),
        ("وأضاف نائب رئيس الوزراء وزير الخارجية القطري سالم الحارثي أن الحل سياسي.", "سالم الحارثي", "foreign_minister", "QAT"),
        ("حضر وزيرا الخارجية المصري خالد العمري والدفاع سالم الحارثي.", "سالم الحارثي", "defence_minister", "EGY"),
        ("التقى رؤساء روسيا فلاديمير بوتين وتركيا رجب طيب أردوغان وإيران حسن روحاني في سوتشي.", "حسن روحاني", "head_of_state", "IRN"),
        ("استدعت تركيا سفيرها لدى إسرائيل خالد العمري وسفيرها في واشنطن سالم الحارثي.", "سالم الحارثي", "envoy", "TUR"),
        ("استقبل الرئيس الفرنسي فرنسوا هولاند ضيفه بحضور مستشاره سالم الحارثي.", "سالم الحارثي", "official", "FRA"),
        ("صرح السفير سالم الحارثي المتحدث باسم الخارجية المصرية بأن الموعد قريب.", "سالم الحارثي", "spokesperson", "EGY"),
        ("وأكد رئيس غازبروم محمد الحارثي أن خط روسيا سليم.", "محمد الحارثي", None, None),  # a firm that no table knows
        ("وصل رئيس وكالة المخابرات المركزية سالم الحارثي إلى الدوحة.", "سالم الحارثي", "official", "USA"),
        ('والتقى زعيم "تيار المردة" النائب سالم الحارثي السفير الفرنسي في بيروت بلبنان.', "سالم الحارثي", "party_leader", "LBN"),
        ("قال مدير المستودع زيد البستان إن الأرز يكفي.", "زيد البستان", "official", "SAU"),  # rather a name than "was increased"
        ("قال مدير المستودع تامر بوغازي إن الأرز يكفي.", "تامر بوغازي", "official", "SAU"),
        ("أوضح سالم بن فهد عراقي مدير بلدية الوادي أن الجسر آمن.", "سالم بن فهد عراقي", "official", "SAU"),
        ("وأكد وزير الري أحمد سيف محرم الحارثي أن السد ممتلئ.", "أحمد سيف محرم الحارثي", "minister", "SAU"),
        ("ألف سالم الحارثي الجندي الأمين العام السابق للمكتبة الكتاب.", "سالم الحارثي الجندي", "other", "SAU"),
        ("وقال الدكتور ياسر على، وكيل وزارة الزراعة المصرية، إن القمح يكفي.", "ياسر على", "official", "EGY"),
        ("تكليف محمد بن سالم القصير بمهام مدير التعليم.", "محمد بن سالم القصير", "official", "SAU"),
        ("رشح المجلس مساعد بن هليل الحارثي.", "مساعد بن هليل الحارثي", None, None),
        ("وقال المتحدث باسم وزارة الدفاع الأميركية (البنتاغون) آدم لوري إن الطائرة عادت.", "آدم لوري", "spokesperson", "USA"),
        ("وقالت متحدثة باسم هذه المنظمة ريم الحارثي إن القمح وصل.", "ريم الحارثي", "spokesperson", "SAU"),
        ("زار المدرسة مدير التعليم في إدارة التعليم بمحافظة الوادي سالم بن فهد.", "سالم بن فهد", "official", "SAU"),
        ("وكان في الحفل السفير غير المقيم لدولة الإمارات لدى المالديف سالم الحارثي.", "سالم الحارثي", "envoy", "ARE"),
        ("وقال سالم الحارثي أحد أعضاء مجلس الشورى إن النقاش طويل.", "سالم الحارثي", "legislator", "SAU"),
        ("وضم الوفد كلا من خالد العمري وناصر الحارثي.", "ناصر الحارثي", "official", "SAU"),
        ("شكلت لجنة برئاسة خالد العمري وعضوية سالم الحارثي.", "سالم الحارثي", "official", "SAU"),
        ("وقال الطالب سالم الحارثي إن الدرس طويل.", "سالم الحارثي", None, None),
        ("كرم النادي في باريس خالد العمري وناصر الحارثي.", "ناصر الحارثي", None, None),  # a name beside a name
        ("وصل الملك سلمان بن عبدالعزيز إلى جدة، وكان الملك عبدالعزيز يزورها.", "عبدالعزيز", "other", "SAU"),
        ("التقى السفير الفرنسي خالد العمري مدير الجامعة سالم الحارثي.", "سالم الحارثي", "official", "SAU"),  # beside an envoy
        ("قال وكيل وزارة الزراعة الليبية الأسبق سالم الحارثي إن القمح يكفي.", "سالم الحارثي", "other", "LBY"),
        ("وقالت عضو البرلمان العراقي والقيادية في تحالف القوى هند الحارثي إن النقاش طويل.", "هند الحارثي", "legislator", "IRQ"),
        ("وفي الحفل الأمير سالم بن فهد نائب الرئيس.", "سالم بن فهد", "official", "SAU"),  # of a committee: kingdoms have none
        ("وقال القائم بأعمال المتحدث باسم الرئاسة المصرية سالم الحارثي إن اللقاء قريب.", "سالم الحارثي", "spokesperson", "EGY"),
        ("أكدت البلدية على لسان المتحدث الرسمي لها سالم الحارثي أن الجسر آمن.", "سالم الحارثي", "spokesperson", "SAU"),
        ("وفي السوق محافظ القرى عبدالله بن زايد الحربي.", "عبدالله بن زايد الحربي", "official", "SAU"),
        ("تعيين خالد العمري واليا على سوسة، وسالم الحارثي واليا على قبلي.", "سالم الحارثي", "official", "TUN"),
        ("تعيين خالد العمري سفيرا لدى فرنسا، وسالم الحارثي وزيرا للعدل.", "سالم الحارثي", "minister", "SAU"),
        ("قال رئيس نقابة المعلمين سالم الحارثي إن الدروس تبدأ غدا.", "سالم الحارثي", "other", "SAU"),
        ("وقال سالم الحارثي، قائد لواء التوحيد، إن الجسر آمن.", "سالم الحارثي", "official", "SAU"),
        ("وقال معتمد سيدي بوزيد سالم الحارثي إن الجسر آمن.", "سالم الحارثي", "official", "TUN"),
        ("وقال وزير العدل الهادي بوغازي إن القانون واضح.", "الهادي بوغازي", "minister", "SAU"),  # a first name with the article
        ("واستقبل والي سوسة العروسي بن سالم الوفد.", "العروسي بن سالم", "official", "TUN"),
        ("وقال شيخ قبيلة عنزة سالم الحارثي إن الناس بخير.", "سالم الحارثي", "other", "SAU"),
        ("وقال شيخ قبيلة آل سباعي سالم بن فهد إن الناس بخير.", "سالم بن فهد", "other", "SAU"),
        ("قدم رئيس لجنة السوق بمحافظة الوادي غرم الله الحارثي الكتاب.", "غرم الله الحارثي", "official", "SAU"),
        ("وقال رئيس مجلس إدارة غرفة أبها سالم الحارثي إن السوق واعدة.", "سالم الحارثي", "official", "SAU"),
        ("سار القوم خلفا لزعيمها الراحل الملا سالم الحارثي.", "سالم الحارثي", "other", "SAU"),
        ("اجتمع بمستشاريه، وهم خالد العمري، ووليد الزهراني (عينا أخيرا)، وكذلك سالم الحارثي.", "سالم الحارثي", "official", "SAU"),
    ],
)
def test_a_person_has_his_role_and_state(reader: Reader, text: str, name: str, role: str | None, country: str) -> None:
    found = people(reader, text)
    assert name in found, sorted(found)
    assert (found[name].role, found[name].country) == (role, country)


@pytest.mark.parametrize(
    "text",
    [
        "هبطت الطائرة في مطار الملك خالد.",
        "قال مسؤول محلي إن الطريق مغلق.",
        "قال المتحدث باسم الشركة إن الخط سليم.",
        "يحظى السوق بإقبال منقطع النظير.",
        "زار سفير بريطاني مسلم السوق.",
        "كان الرئيسان المعنيان بالملف في العاصمة.",
        "وقال رئيس الاتحاد سالم الحارثي إن بطولة كأس الخليج لكرة القدم ومباريات الدوري تأجلت.",
    ],
)
def test_no_office_holder_is_read(reader: Reader, text: str) -> None:
    assert not [actor.name for actor in people(reader, text).values() if actor.role]


def test_the_holders_of_one_office_are_named_one_after_another(reader: Reader) -> None:
    found = people(reader, "اجتمع الرئيس مع عدد من مستشاريه، وهم الدكتور سالم الحارثي، والمهندس خالد العمري، وعبد العزيز الشهري.")
    assert {name: actor.role for name, actor in found.items()} == {"سالم الحارثي": "official", "خالد العمري": "official", "عبد العزيز الشهري": "official"}


def test_a_name_behind_and_is_the_same_name(reader: Reader) -> None:
    assert set(people(reader, "قال أحمد الحارثي ومحمد العمري إن الوضع جيد. وأضاف محمد العمري أن الحل قريب.")) == {"أحمد الحارثي", "محمد العمري"}


@pytest.mark.parametrize(
    ("text", "home", "country"),
    [
        ("زار الوزير المصري سامح شكري عمّان أمس.", "EGY", "JOR"),  # told by its marks
        ("زار الرئيس الفرنسي إيمانويل ماكرون عُمان.", "JOR", "OMN"),
        ("زار الرئيس الفرنسي إيمانويل ماكرون عمان.", "JOR", "JOR"),  # by where the paper is at home
        ("وصل الوزير المصري سامح شكري إلى عمان في زيارة للقاء نظيره الأردني أيمن الصفدي.", "EGY", "JOR"),  # by who else is named
        ("وصل الوزير المصري سامح شكري إلى عمان في زيارة للقاء نظيره العماني بدر البوسعيدي.", "EGY", "OMN"),
    ],
)
def test_a_city_spelled_like_another_state(text: str, home: str, country: str, reader: Reader) -> None:
    reading = reader.read(Document.from_article({"text": text, "outlet_country": home, "published": "2022-10-21"}))
    by_id = {actor.id: actor for actor in reading.actors}
    assert country in {by_id[party].country for contact in reading.contacts if contact.mode == "visit" for party in contact.parties}


def test_a_bare_office_is_of_the_own_state_where_another_state_has_its_own(reader: Reader) -> None:
    text = "قال وزير الخارجية سامر الدوسري بعد لقاء وزير الخارجية النرويجي إريك هولم إن المحادثات مفيدة.\nورأى وزير الخارجية أن الحل قريب."
    reading = reader.read(Document.from_article({"text": text, "outlet_country": "SAU", "published": "2015-08-01"}))
    by_id = {actor.id: actor for actor in reading.actors}
    assert [by_id[statement.speaker].name for statement in reading.statements] == ["سامر الدوسري", "سامر الدوسري"]


def test_a_president_of_whom_a_palace_tells_is_its_own(reader: Reader) -> None:
    text = "قال الكرملين إن الرئيس تحدث هاتفيا مع ماكرون."
    reading = reader.read(Document.from_article({"text": text, "outlet_country": "TUN", "published": "2022-10-21"}))
    assert {actor.name: actor.country for actor in reading.actors}["الرئيس"] == "RUS"


def test_a_government_with_a_pronoun_is_that_of_whoever_was_named(reader: Reader) -> None:
    text = "قال وزير الخارجية النرويجي إريك هولم إن حكومته أعلنت دعم المبادرة."
    reading = reader.read(Document.from_article({"text": text, "outlet_country": "SAU", "published": "2015-08-01"}))
    assert {actor.name: actor.country for actor in reading.actors}["حكومته"] == "NOR"


@pytest.mark.parametrize(("text", "country"), [("قالت الحكومة السورية إن الوضع هادئ.", "SYR"), ("أكد الرئيس الجيبوتي أن الوضع هادئ.", "DJI")])
def test_an_adjective_spelled_like_its_state(reader: Reader, text: str, country: str) -> None:
    reading = reader.read(Document.from_article({"text": text, "outlet_country": "SAU", "published": "2015-08-01"}))
    assert [actor.country for actor in reading.actors if actor.id == reading.statements[0].speaker] == [country]


@pytest.mark.parametrize("text", ["وقال متحدث باسم الشيخ سالم الحارثي إن اللقاء ألغي.", "وقال مستشار السيد سالم الحارثي إن اللقاء ألغي."])
def test_one_who_serves_somebody_is_not_he(reader: Reader, text: str) -> None:
    document = Document.from_article({"text": text, "outlet_country": "SAU", "published": "2015-08-01"})
    reading = reader.read(document)
    (statement,) = reading.statements
    assert next(actor for actor in reading.actors if actor.id == statement.speaker).kind == "office"


def test_the_deputy_crown_prince_is_not_the_crown_prince(reader: Reader) -> None:
    text = "استقبل الأمير محمد بن نايف بن عبدالعزيز ولي العهد السفير. وقال ولي ولي العهد إن الحوار مستمر. وأضاف ولي العهد أن الحل قريب."
    document = Document.from_article({"text": text, "outlet_country": "SAU", "published": "2015-08-01"})
    reading = reader.read(document)
    kinds = {actor.id: actor.kind for actor in reading.actors}
    assert [kinds[statement.speaker] for statement in reading.statements] == ["office", "person"]


def test_two_ministers_of_other_fields_are_not_the_two_named_before(reader: Reader) -> None:
    text = "وصل وزير الصحة الألماني خالد العمري ووزير الصحة الفرنسي سالم الحارثي. واجتمع رئيس الوزراء المصري بوزيري الزراعة والنقل."
    document = Document.from_article({"text": text, "outlet_country": "SAU", "published": "2015-08-01"})
    offices = [actor.name for actor in reader.read(document).actors if actor.kind == "office"]
    assert "وزيري الزراعة والنقل" in offices


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قال مسؤول كبير بالبيت الأبيض إن الخطة جاهزة للتوقيع.", "USA"),
        ("وأفاد مصدر في الكرملين بأن الموعد لم يحدد بعد.", "RUS"),
        ("قال مسؤول في العراق إن القمح يكفي.", "IRQ"),
        ("وقال دبلوماسي في بيروت إن المعبر مغلق.", "EGY"),  # rather of the home state than of Lebanon
    ],
)
def test_an_official_in_a_palace_or_a_state_serves_that_state(reader: Reader, text: str, country: str) -> None:
    reading = reader.read(Document.from_article({"text": text, "outlet_country": "EGY", "published": "2015-08-01"}))
    assert [actor.country for actor in reading.actors if actor.id == reading.statements[0].speaker] == [country]
