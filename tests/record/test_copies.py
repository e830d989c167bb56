"""Articles that were made of one another: found whatever the order of adding, told apart from what only has formulas in common."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from qanat.model import Document
from qanat.pipeline import Reader, open_record, restore
from qanat.record import backup
from qanat.record.ask import Filters
from qanat.record.kin import Family

PLACES = ("عمان", "أوسلو", "الرباط", "جنيف", "مسقط", "تونس", "كوالالمبور", "أثينا", "نيقوسيا", "براغ", "بيرن", "لشبونة")
THINGS = ("المساعدات", "الحدود", "الطاقة", "المياه", "الملاحة", "الجامعات", "الصيد", "السكك", "الموانئ", "الزراعة", "الصحة", "البيئة")

FORMS = (
    "بحث الوفد القادم من {a} شؤون {x} و{y} قبل سفره إلى {b} رقم {n}.",
    "وذكر بيان صدر في {c} أن {z} تهم {d} أكثر من {x} منذ عام {n}.",
    "ثم عاد الحديث عن {y} بين {b} و{c} في يوم {n} من المشاورات.",
)


def body(seed: int, lines: int = 12) -> list[str]:
    """An article of sentences that no other has."""
    chance = random.Random(seed)
    out = []
    for _ in range(lines):
        a, b, c, d = (chance.choice(PLACES) for _ in range(4))
        x, y, z = (chance.choice(THINGS) for _ in range(3))
        form = chance.choice(FORMS)
        out.append(form.format(a=a, b=b, c=c, d=d, x=x, y=y, z=z, n=chance.randint(1000, 99999)))
    return out


ORIGINAL = body(1)
ARTICLES = {
    "original": ("2025-04-01T08:00:00+00:00", "الميناء", "عنوان أول", ["عمان (بترا) - " + ORIGINAL[0], *ORIGINAL[1:]]),
    "cut": ("2025-04-01T10:00:00+00:00", "المرصاد", "عنوان آخر تماما", ORIGINAL[:7]),
    "reordered": ("2025-04-02", "الشرفة", "عنوان ثالث", [*ORIGINAL[6:], *ORIGINAL[:6], "(رويترز)"]),
    "updated": ("2025-04-01T12:00:00+00:00", "الميناء", "عنوان أول", [*ORIGINAL, *body(2, 9)]),
    "rewritten": ("2025-04-03", "البيدر", "عنوان", [*body(3, 5), *ORIGINAL[2:5], *body(4, 3), ORIGINAL[9]]),
    "other": ("2025-04-01", "الميناء", "عنوان أول", body(5)),
    "formula": ("2025-04-01", "الميناء", "عنوان أول", [*body(6), ORIGINAL[3]]),
}


def kinds(family: Family) -> dict[str, tuple[str, bool]]:
    return {one.article.id: (one.kinship.kind, one.earlier) for one in family.relatives}


@pytest.mark.parametrize("seed", [1, 2])
def test_copies_updates_and_rewrites(db: str, another: str, reader: Reader, seed: int, tmp_path: Path) -> None:
    with open_record(db) as record:
        for name in random.Random(seed).sample(sorted(ARTICLES), len(ARTICLES)):
            day, outlet, title, lines = ARTICLES[name]
            found = reader.read(Document.from_article({"id": name, "title": title, "text": "\n".join(lines), "published": day, "outlet": outlet}))
            record.add(found, reader.version)
        family = record.family("original")
        assert kinds(family) == {"cut": ("copy", False), "reordered": ("copy", False), "updated": ("update", False), "rewritten": ("rewrite", False)}
        assert (family.first.id, family.first.outlet, family.agencies) == ("original", "الميناء", ("Petra", "Reuters"))
        assert record.family("cut").first.id == "original"
        assert kinds(record.family("cut"))["original"] == ("copy", True)
        assert kinds(record.family("other")) == {}
        assert next(one.article.id for one in record.families(Filters(until="2025-04-02"))) == "original"
        backup.backup(record, tmp_path / "b.gz")
    restore(tmp_path / "b.gz", another)
    with open_record(another) as record:
        assert record.family("original").form == family.form
