"""What the record says in English sentences (why a verdict, what a date rests on, why two reports are one contact, why something can't be done), in the
language of the visitor.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from qanat.model import MODES
from qanat.serve.sheet import shown
from qanat.serve.web.refusals import REFUSALS
from qanat.serve.web.tongue import Tongue

# As the record writes them; %(n)s is a number, %(day)s a day, %(mode)s a value of the contract, %(text)s text of an article. The Arabic is in locale/ar.po.
SENTENCES = (
    # the audit
    "the claim names no number",
    "it is not known which day “%(text)s” means",
    "the record knows %(n)s on different days, not %(n2)s",
    "the record knows no earlier one, but too few days of the window were read",
    "the record knows just these",
    "the record knows no earlier one",
    "the record knows %(n)s of %(n2)s",
    "another only the same article tells",
    "%(n)s others only the same article tells",
    "the record knows a later one, on %(day)s",
    "another article tells of the one on %(day)s, and none is known after it",
    "only the same article tells of the one on %(day)s",
    # dates of contacts
    "told by %(n)s of %(n2)s voices",
    "announced by %(n)s of %(n2)s voices",
    "others say %(days)s",
    "no day is told",
    "first reported on %(day)s",
    # why reports are one contact, or are not
    "other parties took part",
    "%(n)s parties are the same, %(n2)s of each are not",
    "%(n)s parties are the same",
    "only states are named",
    "both a %(mode)s",
    "%(mode)s and %(mode2)s are both in person",
    "the talks may have been a %(mode)s",
    "a %(mode)s is no %(mode2)s",
    "both on %(day)s",
    "%(day)s and %(day2)s may be one day",
    "%(day)s and %(day2)s are a day apart",
    "announced for another day: %(day)s and %(day2)s",
    "%(day)s and %(day2)s may be days of one journey",
    "%(day)s is not %(day2)s, but the words are the same",
    "%(day)s is not %(day2)s",
    "only one tells a day: %(day)s",
    "%(day)s",
    "the other tells no day, published %(day)s, but the words are the same",
    "the other tells no day, published %(day)s",
    "published %(day)s and %(day2)s",
    "the same side made it",
    "the other way round",
    "each says that another side made it",
    "both in %(text)s",
    "in %(text)s and in %(text2)s",
    "%(n)s%% of the words are the same",
    "one document tells them apart",
    "held for the one on %(day)s, still ahead for the other on %(day2)s",
)
_DAY = r"\d{4}(?:-\d\d){0,2}"
_FIELDS = {"n": r"\d+", "day": _DAY, "days": rf"{_DAY}(?:, {_DAY})*", "mode": "|".join(MODES), "text": ".+?", "name": "(?s:.*?)"}
_FIELD = re.compile(r"%\\\((\w+?)(\d?)\\\)s")
_FOREIGN = re.compile(r"https?://\S+|[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff](?:[^A-Za-z]*[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufeff])?")


def sentence(english: str, tongue: Tongue) -> Markup:
    """A sentence of the record in the language of the visitor. One that has no translation stays English and says so; text of articles in it stands apart."""
    said = _translated(english, tongue) if tongue.language != "en" else None
    if said is None:
        parts = [_translated(part, tongue) for part in english.split("; ")] if tongue.language != "en" else [None]
        said = Markup("؛ ").join(part for part in parts if part) if all(parts) else None
    return Markup("{}").format(said) if said is not None else Markup('<span lang="en" dir="ltr">{}</span>').format(mixed(english))


def mixed(text: str) -> Markup:
    """Left-to-right text with right-to-left words and addresses in it, each of them set apart, so that none moves what stands around it.

    >>> mixed("both in جدة")
    Markup('both in <bdi lang="ar">جدة</bdi>')
    """
    out, at = Markup(""), 0
    for found in _FOREIGN.finditer(text):
        apart = Markup('<bdi dir="ltr">{}</bdi>') if found.group().startswith("http") else Markup('<bdi lang="ar">{}</bdi>')
        out += shown(text[at : found.start()]) + apart.format(shown(found.group()))
        at = found.end()
    return out + shown(text[at:])


def _translated(english: str, tongue: Tongue) -> Markup | None:
    for known, pattern in _patterns():
        if found := pattern.fullmatch(english.replace(" voice", " voices") if english.endswith(" voice") else english):
            values = {name: _value(name.rstrip("23"), value, tongue) for name, value in found.groupdict().items()}
            return escape(tongue.words.gettext(known)) % values
    return None


def _value(kind: str, value: str, tongue: Tongue) -> Markup | str:
    if kind == "n":
        return tongue.number(int(value))
    if kind in ("day", "days"):
        return tongue.words.gettext(", ").join(tongue.day(one) for one in value.split(", "))
    if kind == "name":
        return Markup("<bdi>{}</bdi>").format(shown(value))
    return tongue.say(value) if kind == "mode" else Markup('<bdi lang="ar">{}</bdi>').format(shown(value))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (known, re.compile(_FIELD.sub(lambda one: f"(?P<{one[1]}{one[2]}>{_FIELDS[one[1]]})", re.escape(known)).replace("%%", "%")))
        for known in (*SENTENCES, *REFUSALS)
    )
