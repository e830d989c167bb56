"""The forms of Arabic words that news uses, made from the lemma: no vowel marks, third person, spelling as a press text writes it."""

from __future__ import annotations

from collections.abc import Iterator

# (form, tense, gender, number, voice); tense: past present future jussive noun participle; gender: m f 1; number: s d p; voice: active passive
Form = tuple[str, str, str, str, str]
_DOUBLED = "ّ"
ARTICLE = "ال"  # as it is spelled: ألكسندر has none
FEMININE = "ة"  # ends most feminine nouns and adjectives
INDEFINITE = "ا"  # ends an indefinite noun in the accusative


def verb_forms(past: str, present: str, participle: str | None = None) -> Iterator[Form]:
    """Every third-person form of a verb, and its active participle, from the two forms that dictionaries give.

    `past` and `present` are third person masculine singular (قال, يقول). A doubled middle letter is written with its mark (أكّد): it tells
    مؤكد from آكد. Forms that only vowel marks tell apart are given once, as active.

    >>> [f for f, tense, g, n, v in verb_forms("قال", "يقول") if (tense, n, v) == ("past", "s", "active")]
    ['قال', 'قالت']
    >>> [f for f, tense, g, n, v in verb_forms("التقى", "يلتقي") if tense == "participle" and (g, n) == ("f", "s")]
    ['ملتقية']
    """
    doubled = _DOUBLED in past
    past, present = past.replace(_DOUBLED, ""), present.replace(_DOUBLED, "")
    yield from _past(past)
    yield from _present(past, present)
    yield from _participles(past, present, participle, doubled=doubled)


def first_person_forms(past: str, present: str) -> Iterator[Form]:
    """The forms with which a speaker tells of himself or of "us"; gender is "1". What is spelled as a third person form (عقدت) is left out, and the
    jussive of a verb with a weak letter within (نقل, "we say", is rather "he passed on").

    >>> [form for form, *_ in first_person_forms("التقى", "يلتقي")]
    ['التقيت', 'التقينا', 'ألتقي', 'سألتقي', 'ألتق', 'نلتقي', 'سنلتقي', 'نلتق']
    """
    past, present = past.replace(_DOUBLED, ""), present.replace(_DOUBLED, "")
    stem = past[:-2] + past[-1] if _hollow(past, present) else past
    if _weak(past):
        stem = past[:-1] + ("ي" if past[-1] == "ى" or len(past) > 3 else "و")
    if stem != past:
        yield stem + "ت", "past", "1", "s", "active"
    yield stem + "نا", "past", "1", "p", "active"
    for prefix, number in (("أ", "s"), ("ن", "p")):
        yield prefix + present[1:], "present", "1", number, "active"
        yield "س" + prefix + present[1:], "future", "1", number, "active"
        if present[-1] in "يوى" and len(present) > 4:
            yield prefix + present[1:-1], "jussive", "1", number, "active"


def adjective_forms(base: str, plurals: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """(form, gender, number) of an adjective or of a noun with sound inflection, from the masculine singular.

    >>> list(adjective_forms("روسي"))[:3]
    [('روسي', 'm', 's'), ('روسيا', 'm', 's'), ('روسية', 'f', 's')]
    """
    yield base, "m", "s"
    if not base.endswith("ة"):
        yield base + "ا", "m", "s"  # accusative, indefinite
    feminine = base if base.endswith("ة") else base + "ة"
    stem = feminine[:-1]
    if feminine != base:
        yield feminine, "f", "s"
        yield from ((stem + end, "m", "d") for end in ("ان",))
        yield from ((stem + end, "m", "p") for end in ("ون", "ين"))
    yield from ((stem + end, "f", "d") for end in ("تان", "تين"))
    yield stem + "ات", "f", "p"
    for plural in plurals:
        yield plural, "m", "p"


def noun_forms(base: str, plurals: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(form, number) of a noun that is no person: لقاء, لقاءان, لقاءات. Broken plurals are given.

    >>> sorted({n for _, n in noun_forms("زيارة", ())})
    ['d', 'p', 's']
    """
    yield base, "s"
    stem = base[:-1] + "ت" if base.endswith("ة") else base
    if not base.endswith("ة"):
        yield base + "ا", "s"
    yield from ((stem + end, "d") for end in ("ان", "ين", "ا", "ي")[: 4 if base.endswith("ة") else 2])
    yield (stem[:-1] if base.endswith("ة") else stem) + "ات", "p"
    for plural in plurals:
        yield plural, "p"


def my_forms(base: str, plurals: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(form, number) of a noun with the pronoun of the first person.

    >>> [form for form, _ in my_forms("لقاء", ("لقاءات",))]
    ['لقائي', 'لقاءاتي']
    """
    numbers = [(base, "s"), *((plural, "p") for plural in plurals or ((base[:-1] if base.endswith("ة") else base) + "ات",))]
    for form, number in numbers:
        yield (form[:-1] + {"ة": "ت", "ء": "ئ"}[form[-1]] if form[-1] in "ةء" else form) + "ي", number


def _weak(verb: str) -> bool:
    return len(verb) > 2 and verb[-1] in "ىا"


def _hollow(past: str, present: str) -> bool:
    return past[-2] == "ا" and present[-2] in "اوي"


def _past(past: str) -> Iterator[Form]:
    stem = past[:-1] if _weak(past) else past
    she = stem + "ت"
    dual = stem + ("يا" if past[-1] == "ى" else "وا" if _weak(past) else "ا")
    yield past, "past", "m", "s", "active"
    yield she, "past", "f", "s", "active"
    yield dual, "past", "m", "d", "active"
    yield she + "ا", "past", "f", "d", "active"
    yield (stem if past[-1] != "ي" else past[:-1]) + "وا", "past", "m", "p", "active"
    passive = _passive(past)
    if passive != past:
        yield passive, "past", "m", "s", "passive"
        yield passive + "ت", "past", "f", "s", "passive"


def _passive(past: str) -> str:
    if _weak(past):
        return past[:-1] + "ي" if past[-1] == "ا" else past  # التقى and التُقي differ by one fold only
    if past[-2] == "ا" and len(past) >= 3:
        return past[:-2] + "ي" + past[-1]
    if len(past) == 4 and past[1] == "ا" and past[0] != "و":  # ووصل is rather "and arrived"
        return past[0] + "و" + past[2:]
    if len(past) == 5 and past[0] == "ت" and past[2] == "ا":
        return past[:2] + "و" + past[3:]
    return past


def _present(past: str, present: str) -> Iterator[Form]:
    body = present[1:]
    weak = body[-1] in "يوى" and len(present) > 2
    dual = body[:-1] + "يان" if body[-1] == "ى" else body + "ان"
    plural = body[:-1] + "ون" if weak else body + "ون"
    forms: list[Form] = []
    for gender, prefix in (("m", "ي"), ("f", "ت")):
        forms += [
            (prefix + body, "present", gender, "s", "active"),
            (prefix + dual, "present", gender, "d", "active"),
            (prefix + plural, "present", gender, "p", "active"),
        ]
    for form in forms:
        yield form
        yield "س" + form[0], "future", *form[2:]
    yield "ي" + plural[:-1] + "ا", "jussive", "m", "p", "active"
    yield "ي" + dual[:-1], "jussive", "m", "d", "active"
    short = body[:-1] if weak else body[:-2] + body[-1] if _hollow(past, present) else ""
    if short:
        yield "ي" + short, "jussive", "m", "s", "active"
        yield "ت" + short, "jussive", "f", "s", "active"
    passive = body[:-2] + "ا" + body[-1] if _hollow(past, present) and body[-2] != "ا" else body[:-1] + "ى" if body[-1] in "يو" else ""
    if passive and passive != body:
        for gender, prefix in (("m", "ي"), ("f", "ت")):
            yield prefix + passive, "present", gender, "s", "passive"
            yield "س" + prefix + passive, "future", gender, "s", "passive"


def _participles(past: str, present: str, given: str | None, *, doubled: bool) -> Iterator[Form]:
    if given:
        base = given
    elif len(past) == 2:
        base = past[0] + "ا" + past[1]  # حث: حاث
    elif len(past) == 3 and len(present) <= 4 and not doubled:
        base = past[0] + ("ائ" + past[2] if past[1] == "ا" else "ا" + past[1:-1] + "ي" if past[-1] in "ىاي" else "ا" + past[1:])
    else:
        base = "م" + present[1:-1] + ("ي" if present[-1] in "يى" else present[-1])
    yield base, "participle", "m", "s", "active"
    if base.endswith("ي"):
        yield base[:-1], "participle", "m", "s", "active"
    for form, gender, number in adjective_forms(base):
        yield form, "participle", gender, number, "active"
    if base.endswith("ي"):
        yield base[:-1] + "ين", "participle", "m", "p", "active"
        yield base[:-1] + "ون", "participle", "m", "p", "active"


def past_plurals(past: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """(form, number) of a past verb for several and for two: قتلوا, قتلا."""
    return (past + "وا", "p"), (past + "ا", "d")
