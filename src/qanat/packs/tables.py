"""The tables of a pack: the file and the type of the rows of each, and what each row puts into the lexicon, as (form, entry)."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from qanat.packs import calendar, deeds, rows
from qanat.packs.deeds import Forms
from qanat.packs.word import FINITE, Entry


def _country(row: rows.Country, morphology: ModuleType) -> Forms:
    for name in row.names:
        yield name, Entry("state", row.id, row)
    yield from _nation(row.id, row, row.adjective, row.people, morphology)


def _nation(name: str, row: Any, adjectives: tuple[str, ...], people: tuple[str, ...], morphology: ModuleType) -> Forms:
    for adjective in adjectives:
        first, _, rest = adjective.partition(" ")
        for form, gender, number in morphology.adjective_forms(first):
            if form in getattr(row, "names", ()):  # جيبوتي, سورية: the state itself, but for its article; so is the accusative روسيا
                yield f"{morphology.ARTICLE}{form}", Entry("nation", name, row, (gender, number))
                continue
            tail = f" {rest}" if gender == "m" else f" {rest}{morphology.FEMININE}"
            yield form + (tail if rest else ""), Entry("nation", name, row, (gender, number))
            if rest:
                yield f"{morphology.ARTICLE}{form} {morphology.ARTICLE}{tail[1:]}", Entry("nation", name, row, (gender, number))
    for plural in people:
        yield plural, Entry("nation", name, row, ("m", "p"))
        if not plural.endswith(morphology.FEMININE):
            yield plural + morphology.INDEFINITE, Entry("nation", name, row, ("m", "p"))  # أتراكا


def _place(row: rows.Place, _: ModuleType) -> Forms:
    for name in row.names:
        yield name, Entry("place", row.id, row)


def _body(row: rows.Body, morphology: ModuleType) -> Forms:
    for name in row.names:
        yield name, Entry("body", row.id, row)
    yield from _nation(row.id, row, row.adjective, (), morphology)


def _person(row: rows.Person, _: ModuleType) -> Forms:
    for name in row.names:
        yield name, Entry("person", row.id, row)


def _name(row: rows.Name, morphology: ModuleType) -> Forms:
    yield row.word, Entry("name", "", None, (row.also_word, "" if row.word.startswith(morphology.ARTICLE) else "bare"))


def _common(word: str, _: ModuleType) -> Forms:
    yield word, Entry("common", "", None)


def _head(row: rows.Head, morphology: ModuleType) -> Forms:
    feminine = row.feminine if row.feminine is not None else row.lemma + morphology.FEMININE
    for form, gender, number in morphology.adjective_forms(row.lemma):
        if gender == "m":
            number = "d" if row.plural and number == "p" else number  # وزيرين: its plural is broken, so it is the dual
            yield form, Entry("head", row.lemma, row, ("m", number))
            if number in "dp":
                yield form[:-1], Entry("head", row.lemma, row, ("m", number, "construct"))
    if feminine:
        for form, _gender, number in morphology.adjective_forms(feminine):
            if form != feminine + morphology.INDEFINITE:
                yield form, Entry("head", row.lemma, row, ("f", number))
    for plural in row.plural:
        yield plural, Entry("head", row.lemma, row, ("m", "p"))
        yield plural + morphology.INDEFINITE, Entry("head", row.lemma, row, ("m", "p"))  # نوابا


def _noun(row: rows.BodyNoun, morphology: ModuleType) -> Forms:
    for form, number in morphology.noun_forms(row.lemma, row.plural):
        yield form, Entry("noun", row.lemma, row, ("f" if row.feminine or row.lemma.endswith(morphology.FEMININE) else "m", number))
    if row.kind == "source":
        for form, gender, number in morphology.adjective_forms(row.lemma):
            yield form, Entry("noun", row.lemma, row, (gender, number))


def _title(row: rows.Title, _: ModuleType) -> Forms:
    for words in row.words:
        yield words, Entry("title", row.id, row, (row.kind,))


def _words(kind: str) -> Callable[[Any, ModuleType], Forms]:
    def forms(row: Any, _: ModuleType) -> Forms:
        for word in row.words:
            yield word, Entry(kind, row.id, row)

    return forms


def _verb(kind: str) -> Callable[[Any, ModuleType], Forms]:
    def forms(row: Any, morphology: ModuleType) -> Forms:
        for form, *features in (*morphology.verb_forms(row.past, row.present), *morphology.first_person_forms(row.past, row.present)):
            if features[-1] != "passive" or not getattr(row, "travel", False):  # nobody "is travelled": عيد is a feast
                yield form, Entry(kind, row.id, row, tuple(features))

    return forms


def _occasion(row: rows.Occasion, morphology: ModuleType) -> Forms:
    for form, number in morphology.noun_forms(row.lemma, row.plural):
        yield form, Entry("occasion", row.id, row, ("noun", number))
    for form, number in morphology.my_forms(row.lemma, row.plural):
        yield form, Entry("mine", row.id, row, ("noun", number))


_PLAIN = 5  # letters of a verb whose participles are no nouns and names as well: طالب, راغب, محاولة


def _status(row: rows.StatusWords, morphology: ModuleType) -> Forms:
    entry = Entry("status", row.id, row, (row.where,))
    for past, present in map(str.split, row.verbs):
        for form, tense, *_ in (*morphology.verb_forms(past, present), *morphology.first_person_forms(past, present)):
            if tense in FINITE or (len(past) >= _PLAIN and row.status != "planned" and not row.needs):  # a visit is منتظرة: spelled as whoever waits
                yield form, entry
    yield from ((word, entry) for word in row.words)


_NOT_PERFORMED = frozenset(("say", "promise"))  # acts that a verb in the first person does not do by being said: نرفض does, نعرض may only show


def _speech(row: rows.Speech, morphology: ModuleType) -> Forms:
    for form, *features in morphology.verb_forms(row.past, row.present, row.participle or None):
        if row.adverbial and features[0] != "participle":
            continue
        yield form, Entry("speech", row.id, row, tuple(features))
    for noun in row.nouns:
        yield noun, Entry("speech", row.id, row, ("noun", "", "s", "active"))
    if row.act not in _NOT_PERFORMED and not (row.expresses or row.adverbial or row.judges or row.needs):
        for form, tense, _, number, _ in morphology.first_person_forms(row.past, row.present):
            if (tense, number) == ("present", "p"):
                yield form, Entry("performed", row.id, row)  # of one person it is spelled as the past once folded: أتهم, اتهم


_SHORTENED = ("jussive", "s")  # يعتد is rather another verb than يعتدي without its end


def _tone(row: rows.Tone, morphology: ModuleType) -> Forms:
    noun, adjective, verb = (Entry("tone", row.id, row, (part,)) for part in ("noun", "adjective", "present"))
    for one, *plurals in map(str.split, row.nouns):
        yield from ((form, noun) for form, _ in morphology.noun_forms(one, tuple(plurals)))
    for word in row.adjectives:
        yield from ((form, adjective) for form, *_ in morphology.adjective_forms(word))
    for past, present in map(str.split, row.verbs):
        forms = morphology.verb_forms(past, present)
        yield from ((form, verb) for form, tense, _, number, _ in forms if tense in FINITE and (tense, number) != _SHORTENED)
        own = verb if not row.weight else Entry("tone", row.id, row, ("own",))  # "لا نتدخل": no blame, but what is denied
        yield from (
            (form, own) for form, tense, _, number, _ in morphology.first_person_forms(past, present) if not row.weight or (tense, number) == ("present", "p")
        )
    yield from ((form, adjective) for form in row.words)


def _names(kind: str) -> Callable[[Any, ModuleType], Forms]:
    def forms(row: Any, _: ModuleType) -> Forms:
        for name in row.names:
            yield name, Entry(kind, row.id, row)

    return forms


TABLES: tuple[tuple[str, str, type], ...] = (
    ("countries.tsv", "countries", rows.Country),
    ("places.tsv", "places", rows.Place),
    ("bodies.tsv", "bodies", rows.Body),
    ("people.tsv", "people", rows.Person),
    ("names.tsv", "names", rows.Name),
    ("bodies.toml", "noun", rows.BodyNoun),
    ("offices.toml", "head", rows.Head),
    ("offices.toml", "office", rows.Office),
    ("offices.toml", "title", rows.Title),
    ("speech.toml", "speech", rows.Speech),
    ("speech.toml", "according", rows.WordList),
    ("speech.toml", "stance", rows.WordList),
    ("speech.toml", "medium", rows.WordList),
    ("acts.toml", "act", rows.ActWords),
    ("acts.toml", "tone", rows.Tone),
    ("times.toml", "month", calendar.Month),
    ("times.toml", "weekday", calendar.Weekday),
    ("times.toml", "relative", calendar.Relative),
    ("times.toml", "daypart", rows.WordList),
    ("times.toml", "unit", calendar.Unit),
    ("times.toml", "season", calendar.Season),
    ("times.toml", "holiday", calendar.Holiday),
    ("times.toml", "year_head", rows.WordList),
    ("times.toml", "lasting", calendar.Lasting),
    ("times.toml", "shift", calendar.Shift),
    ("times.toml", "period_part", rows.WordList),
    ("times.toml", "ago", calendar.Shift),
    ("times.toml", "count", calendar.Count),
    ("times.toml", "quarter", rows.WordList),
    ("times.toml", "this", rows.WordList),
    ("contacts.toml", "meet", rows.Meet),
    ("contacts.toml", "occasion", rows.Occasion),
    ("contacts.toml", "hold", rows.Hold),
    ("contacts.toml", "together", rows.Together),
    ("contacts.toml", "holding", rows.WordList),
    ("contacts.toml", "status", rows.StatusWords),
    ("contacts.toml", "ordinal", rows.Ordinal),
    ("events.toml", "deed", deeds.Deed),
    ("events.toml", "bear", deeds.Bear),
    ("events.toml", "how", deeds.ModeWords),
    ("events.toml", "context", deeds.ContextWords),
    ("events.toml", "says", deeds.ActEvent),
    ("furniture.toml", "furniture", rows.Furniture),
    ("confidence.toml", "confidence", rows.Weight),
)
COMPILE: dict[str, Callable[[Any, ModuleType], Forms]] = {
    "countries": _country,
    "places": _place,
    "bodies": _body,
    "people": _person,
    "names": _name,
    "common": _common,
    "head": _head,
    "noun": _noun,
    "title": _title,
    "speech": _speech,
    "according": _words("according"),
    "act": _words("act"),
    "tone": _tone,
    "stance": _words("stance"),
    "medium": _words("medium"),
    "month": _names("month"),
    "weekday": _names("weekday"),
    "relative": _names("relative"),
    "daypart": _words("daypart"),
    "unit": calendar.unit_forms,
    "season": _names("season"),
    "holiday": _names("holiday"),
    "year_head": _words("year_head"),
    "lasting": calendar.lasting_forms,
    "shift": _words("shift"),
    "period_part": _words("period_part"),
    "ago": _words("ago"),
    "count": _words("count"),
    "quarter": _words("quarter"),
    "this": _words("this"),
    "meet": _verb("meet"),
    "occasion": _occasion,
    "hold": _verb("hold"),
    "together": _verb("together"),
    "holding": _words("holding"),
    "status": _status,
    "ordinal": _words("ordinal"),
    "deed": deeds.deed_forms,
    "bear": deeds.bear_forms,
    "how": deeds.inflected("how"),
    "context": deeds.inflected("context"),
}
