"""The languages of the web app: its words, dates, numbers and names of countries."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from hijridate import Gregorian

LANGUAGES: tuple[Literal["en"], Literal["ar"]] = ("en", "ar")
CALENDARS = ("gregorian", "hijri")
DIGITS = ("latn", "arab")
WEEK = "week from %(day)s"  # the Arabic is in locale/ar.po, as that of the templates
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_HOME = {"ar": "EG"}  # a country of a language, where the language alone does not say when weeks begin
_HIJRI = (date(1924, 8, 1), date(2077, 11, 16))  # the days whose Hijri date is known (Umm al-Qura)


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one visitor wants to be spoken to: `language` en or ar, `calendar` gregorian or hijri, `digits` latn (0-9) or arab (٠-٩)."""

    language: Literal["en", "ar"] = "en"
    calendar: str = "gregorian"
    digits: str = "latn"
    words: NullTranslations = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _words(self.language))

    @property
    def direction(self) -> str:
        """For the attribute dir."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, value: str | None) -> str:
        """A value of the contract (`defence_minister`) in words; nothing for nothing."""
        return self.words.gettext(value.replace("_", " ")) if value else ""

    def number(self, value: float) -> str:
        """A number, in the digits asked for.

        >>> Tongue("ar", digits="arab").number(1204), Tongue().number(2.5)
        ('١٬٢٠٤', '2.5')
        """
        plain = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".removesuffix(".0")
        if self.digits == "arab":
            return plain.replace(",", "٬").replace(".", "٫").translate(_ARABIC_DIGITS)
        return plain

    def day(self, value: str | None) -> str:
        """A day, week, month or year of the record (2015-07-31, 2015-W31, 2015-07, 2015) in the calendar asked for. A month or year stays Gregorian: no
        Hijri one is the same.

        >>> Tongue().day("2022-10-21"), Tongue("ar", "hijri", "arab").day("2022-10-21"), Tongue().day("2015-07"), Tongue().day(None)
        ('21 Oct 2022', '٢٥ ربيع الأول ١٤٤٤ هـ', 'Jul 2015', '')
        """
        if not value:
            return ""
        if "W" in value:
            return self.words.gettext(WEEK) % {"day": self.day(date.fromisocalendar(int(value[:4]), int(value[6:]), 1).isoformat())}
        parts = [int(part) for part in value[:10].split("-")]
        if len(parts) < 2:
            return self._digits(value)
        when = date(*[*parts, 1][:3])
        if len(parts) == 2:
            return self._digits(format_skeleton("yMMM", when, locale=self.language))
        if self.calendar == "hijri" and _HIJRI[0] <= when <= _HIJRI[1]:
            hijri = Gregorian.fromdate(when).to_hijri()
            return self._digits(f"{hijri.day} {hijri.month_name(self.language)} {hijri.year} {hijri.notation(self.language)}")
        return self._digits(format_date(when, "d MMM y" if self.language == "en" else "d MMMM y", locale=self.language))

    @property
    def week(self) -> tuple[int, ...]:
        """The days of the week in the order of calendars, 0 for Monday.

        >>> Tongue("ar").week[0], Tongue().week[0]
        (5, 0)
        """
        first = Locale(self.language, _HOME.get(self.language)).first_week_day
        return tuple((first + n) % 7 for n in range(7))

    def weekday(self, number: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return str(Locale(self.language).days["stand-alone"]["abbreviated"][number])

    def country(self, code: str | None) -> str:
        """The name of a state by its alpha-3 code; the code itself where nobody knows one.

        >>> Tongue().country("SAU"), Tongue("ar").country("RUS"), Tongue().country("XKX")
        ('Saudi Arabia', 'روسيا', 'Kosovo')
        """
        return _territories(self.language).get(code, code) if code else ""

    def _digits(self, text: str) -> str:
        return text.translate(_ARABIC_DIGITS) if self.digits == "arab" else text


@cache
def _words(language: str) -> NullTranslations:
    """The catalogue of a language; English is the language of the templates."""
    home = files("qanat.serve.web") / "locale" / f"{language}.po"
    if not home.is_file():
        return NullTranslations()
    made = BytesIO()
    with home.open("rb") as file:
        write_mo(made, read_po(file, locale=language))
    made.seek(0)
    return Translations(made)


@cache
def _territories(language: str) -> dict[str, str]:
    names = Locale(language).territories
    with (files("qanat.export") / "codes.tsv").open(encoding="utf-8") as file:
        return {row["iso"]: names[row["iso2"]] for row in csv.DictReader(file, delimiter="\t") if row["iso2"] in names}
