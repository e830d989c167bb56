"""Makes the pages of the tests: home-written articles in the mark-up of many systems, the same on every run.

The templates in `pages/templates` are those that the extractor is tuned on; those in `pages/heldout` are only ever measured.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from hijridate import Gregorian
from jinja2 import Environment, StrictUndefined

HOME = Path(__file__).parent / "pages"
EACH = 6  # articles put into each template
SITES = ("صحيفة المثال", "بوابة النموذج", "وكالة العينة", "شبكة التجربة الإخبارية")
OTHERS = (
    "ارتفاع أسعار الوقود في الأسواق العالمية للأسبوع الثاني",
    "المنتخب يبدأ معسكره التدريبي استعدادا للبطولة",
    "افتتاح معرض الكتاب بمشاركة خمسمئة دار نشر",
)
GULF = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
LEVANT = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"]
MAROC = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"]
TUNIS = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
HIJRI = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"]
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
ZONES = {"MAR": 1, "DZA": 1, "TUN": 1, "LBY": 2, "EGY": 2, "SDN": 2, "ARE": 4, "OMN": 4}
LOCAL = {"MAR": MAROC, "DZA": TUNIS, "TUN": TUNIS}


class When:
    """One moment in all the ways in which pages write it; the month names of `gulf` are those of the article's country."""

    def __init__(self, moment: datetime, country: str) -> None:
        d, months = moment, LOCAL.get(country, GULF)
        hijri = Gregorian(d.year, d.month, d.day).to_hijri()
        half = "ص" if d.hour < 12 else "م"
        self.iso = d.isoformat()
        self.utc = d.astimezone(UTC).isoformat()
        self.noon = d.replace(hour=12, minute=0).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.later = (d + timedelta(hours=5)).isoformat()
        self.day = d.date().isoformat()
        self.space = d.strftime("%Y-%m-%d %H:%M:%S")
        self.ymd = d.strftime("%Y/%m/%d")
        self.numeric = d.strftime("%d/%m/%Y")
        self.dotted = d.strftime("%d.%m.%Y")
        self.us = f"{d.month}/{d.day}/{d.year} {d.hour % 12 or 12}:{d:%M:%S} {d:%p}"
        self.english = d.strftime("%b %d, %Y")
        self.gulf = f"{d.day} {months[d.month - 1]} {d.year}"
        self.wp = f"{months[d.month - 1]} {d.day}, {d.year}"
        self.levant = f"{d.day} {LEVANT[d.month - 1]} {d.year}"
        self.doublet = f"{d.day} {LEVANT[d.month - 1]}/{GULF[d.month - 1]} {d.year}"
        self.slashed = f"{d.day}/{months[d.month - 1]}/{d.year}"
        self.hms = d.strftime("%H:%M:%S")
        self.arabic = f"{d.day}-{d.month}-{d.year}".translate(DIGITS)
        self.hijri = f"{hijri.day} {HIJRI[hijri.month - 1]} {hijri.year} هـ"
        self.weekday = WEEKDAYS[d.weekday()]
        self.full = f"{self.weekday} {self.gulf}"
        self.blogger = f"{self.weekday}، {self.gulf}"
        self.clock = f"{d.hour % 12 or 12:02}:{d.minute:02} {half}"


@dataclass(frozen=True)
class Made:
    """A page with what should come of it."""

    name: str
    template: str
    heldout: bool
    html: str
    url: str
    title: str
    body: str
    day: str


def articles() -> list[dict[str, Any]]:
    """The home-written articles."""
    found: list[dict[str, Any]] = tomllib.loads((HOME / "articles.toml").read_text(encoding="utf-8"))["article"]
    return found


def pages(*, heldout: bool) -> Iterator[Made]:
    """The pages of the templates that are tuned on, or of the others, in the order of their names."""
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    written = articles()
    folder = HOME / ("heldout" if heldout else "templates")
    for turn, path in enumerate(sorted(folder.glob("*.html"))):
        template = environment.from_string(path.read_text(encoding="utf-8"))
        for k in range(EACH):
            at = turn * 5 + k + (3 if heldout else 0)
            article = written[at % len(written)]
            zone = timezone(timedelta(hours=ZONES.get(article["country"], 3)))
            moment = datetime(2011 + (at * 3) % 14, 1 + (at * 7) % 12, 1 + (at * 11) % 28, (at * 5) % 24, (at * 13) % 60, tzinfo=zone)
            when = When(moment, article["country"])
            site = SITES[at % len(SITES)]
            number = 1000 + at
            url = f"https://www.example.org/news/{number}"
            html = template.render(
                title=article["title"].replace('"', "&quot;"),
                paragraphs=article["paragraphs"],
                when=when,
                crawl=When(moment + timedelta(days=40 + at), article["country"]),
                others=OTHERS,
                site=site,
                agency="كونا",
                number=number,
                url=url,
            )
            yield Made(f"{path.stem}-{article['id']}", path.stem, heldout, html, url, article["title"], "\n".join(article["paragraphs"]), when.day)


def strange() -> list[tuple[str, str, str]]:
    """Pages that hold no whole article, each with its name and the problem that says so."""
    first = articles()[0]
    lead = first["paragraphs"][0]
    frame = (
        '<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>{title}</title>{head}</head><body><nav>'
        '<a href="/">الرئيسية</a></nav>{body}<footer>جميع الحقوق محفوظة</footer></body></html>'
    )
    links = "".join(f'<div class="card"><a href="#"><h3>{article["title"]}</h3></a></div>' for article in articles())
    pictures = "".join(f'<figure><img src="{k}.jpg"><figcaption>مشهد {k}</figcaption></figure>' for k in range(12))
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": "False"}</script>'
    told = "<h1>عذراً</h1><p>الصفحة المطلوبة غير موجودة، ربما حذفت أو نقلت إلى عنوان آخر.</p>"
    rows = [
        ("not found", "404 - الصفحة غير موجودة", "", told, "error_page"),
        ("not found in english", "404 Not Found", "", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>", "error_page"),
        ("challenge", "Just a moment...", "", "<div><h1>www.example.org</h1><p>Checking your browser before accessing the site.</p></div>", "error_page"),
        ("forbidden", "403 Forbidden", "", "<h1>Forbidden</h1><p>Access denied</p>", "error_page"),
        ("server", "خطأ", "", "<div class='msg'><h2>حدث خطأ غير متوقع</h2><p>يرجى المحاولة لاحقا</p></div>", "error_page"),
        (
            "subscribers",
            first["title"],
            "",
            f"<article><h1>{first['title']}</h1><p>{lead}</p><div class='wall'><p>هذا المحتوى متاح للمشتركين فقط</p></div></article>",
            "stub",
        ),
        ("subscribers by data", first["title"], free, f"<article><h1>{first['title']}</h1><p>{lead}</p></article>", "stub"),
        (
            "subscribers button",
            first["title"],
            "",
            f"<main><h1>{first['title']}</h1><p>{lead}</p><p>لمتابعة القراءة سجل الدخول أو اشترك الآن</p></main>",
            "stub",
        ),
        ("gallery", "بالصور.. " + first["title"], "", f"<article><h1>بالصور.. {first['title']}</h1>{pictures}</article>", "gallery"),
        ("gallery with a lead", first["title"], "", f"<main><article><h1>{first['title']}</h1><p>{lead}</p>{pictures}</article></main>", "gallery"),
        ("section", "سياسة", "", f"<main><h1>سياسة</h1>{links}</main>", "listing"),
        ("scripts only", first["title"], "", '<div id="root"></div><script>render()</script>', "empty"),
    ]
    return [(name, frame.format(title=title, head=head, body=body), code) for name, title, head, body, code in rows]
