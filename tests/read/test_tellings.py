"""What one text tells in several sentences: one contact told again, or another one."""

from __future__ import annotations

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

FRENCH, LEBANESE = "وزير الخارجية الفرنسي جان إيف لودريان", "نظيره اللبناني جبران باسيل"
TEXTS = [
    ("held", f"التقى {FRENCH} أمس {LEBANESE}. والتقى لودريان باسيل في قصر بسترس."),
    ("held", f"التقى {FRENCH} أمس {LEBANESE}. وكان لودريان قد التقى باسيل أمس."),
    ("planned", f"من المقرر أن يلتقي {FRENCH} {LEBANESE}. ويلتقي لودريان باسيل في بيروت غدا."),
    ("planned held", f"يلتقي {FRENCH} غدا {LEBANESE}. وكان لودريان قد التقى باسيل في باريس."),
    ("planned held", f"من المقرر أن يلتقي {FRENCH} {LEBANESE}. وسبق للودريان أن التقى باسيل في باريس."),
    ("held planned", f"التقى {FRENCH} أمس {LEBANESE}. ومن المقرر أن يلتقي لودريان باسيل في روما الأسبوع المقبل."),
]


@pytest.mark.parametrize(("statuses", "text"), TEXTS)
def test_what_is_to_come_is_not_what_has_been(statuses: str, text: str, reader: Reader) -> None:
    read = reader.read(Document.from_article({"text": text, "published": "2019-05-03"}))
    assert [contact.status for contact in read.contacts] == statuses.split(), text
    assert {len(contact.parties) for contact in read.contacts} == {2}
