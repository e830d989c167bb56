"""Finds, loads and checks a language pack: everything that Qanat knows of one language, as one frozen `Pack`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from types import ModuleType
from typing import Any

from qanat.errors import PackError
from qanat.packs import deeds, rows
from qanat.packs.folding import Folding
from qanat.packs.lexicon import Entry, Lexicon, Particles
from qanat.packs.terms import Terms

__all__ = ["Pack", "load"]


@dataclass(frozen=True, slots=True)
class Marks:
    """The punctuation that the stages ask for."""

    sentence_end: frozenset[str]
    comma: frozenset[str]
    colon: frozenset[str]
    question: frozenset[str]
    quotes: Mapping[str, str]  # opening → closing


@dataclass(frozen=True, slots=True)
class Pack:
    """A language as the stages see it. Safe to share; `tables` holds the rows of each table by its name."""

    language: str
    direction: str
    folding: Folding
    lexicon: Lexicon
    marks: Marks
    tables: Mapping[str, tuple[Any, ...]]
    sets: Mapping[str, frozenset[str]]  # closed sets of folded words, by "section.key" of pack.toml
    accusative: str  # the ending of an indefinite noun that is an adverb or object
    nunation: str  # the marks of an indefinite ending
    feminine_letter: str  # as it is written before folding
    participle: str  # the letter with which most participles begin
    nominative: tuple[str, ...]  # the endings of plurals of persons that can only be subjects
    persons: tuple[str, ...]  # the endings of other plurals that are mostly of persons
    oblique: str  # the ending of a sound masculine plural that is no subject
    sound: str  # the last letter of sound plurals and duals, which a construct loses
    feminine: str  # the letters with which feminine nouns and adjectives end
    imperfect: str  # the letter with which a present verb begins, third person
    persons_of_verbs: frozenset[str]  # letters with which a present verb begins
    first_persons: frozenset[str]  # ... of "I" and "we"
    passive: str  # the vowel mark after the first letter of a passive
    we_will: str  # begins a future verb of "us"
    bare_alef: str  # one letter after folding, three in spelling
    hamza: str
    long_alef: str
    she: str  # the letter with which one begins, and with which a past verb ends, of a feminine subject
    will: str  # the letter before a present verb that makes it future
    exact: frozenset[str]  # names that only their unfolded spelling tells from a function word
    folded: dict[tuple[str, ...], frozenset[str]]  # memory of `words`
    inflected: Mapping[tuple[str, ...], frozenset[str]]  # what rows of events need or refuse beside them, in every form
    stripped: dict[str, list[tuple[str, str, str]]]  # memory of the actors stage
    latin: Mapping[int, str]  # letters of names that no table knows
    complements: Mapping[
        str, Mapping[str, list[tuple[tuple[str, ...], rows.Office]]]
    ]  # head → first word of a complement → (its other words, office), longest first
    terms: Terms  # who held what, and when
    weights: Mapping[str, float]  # what speaks for a claim, in log odds
    bodies: Mapping[str, rows.Body]  # by id

    def words(self, row: tuple[str, ...]) -> frozenset[str]:
        """The folded words of a field of a row."""
        found = self.folded.get(row)
        if found is None:
            found = self.folded[row] = frozenset(map(self.folding, row))
        return found

    def behind(self, rule: str) -> tuple[tuple[str, str, Any], ...]:
        """The rows behind a rule such as `contacts.receive` or `contacts.call+conduct`, each as (file, table, row); empty where there is none."""
        home, _, names = rule.partition(".")
        found = []
        for name in names.split("+"):
            for file, table, _kind in _TABLES:
                if file.partition(".")[0] == home:
                    found += [(file, table, row) for row in self.tables.get(table, ()) if name in (getattr(row, "id", None), getattr(row, "lemma", None))]
        return tuple(found)

    def __reduce__(self) -> tuple[Callable[[str], Pack], tuple[str]]:
        return load, (self.language,)


@cache
def load(language: str = "ar") -> Pack:
    """The pack of a language, found by the entry-point group `qanat.packs`. Raises PackError when there is none or a row is wrong."""
    found = {point.name: point for point in entry_points(group="qanat.packs")}
    if language not in found:
        raise PackError(f"no language pack {language!r} is installed; there is: {', '.join(sorted(found)) or 'none'}")
    return build(found[language].load())


def build(module: ModuleType) -> Pack:
    """A pack from the package that holds its tables and its `morphology` module."""
    home = files(module)
    morphology = import_module(f"{module.__name__}.morphology")
    settings = tomllib.loads((home / "pack.toml").read_text(encoding="utf-8"))
    folding = _folding(settings)
    p = settings["particles"]
    lexicon = Lexicon(
        Particles(
            tuple(p["conjunctions"]),
            tuple(p["prepositions"]),
            p["article"],
            p["for_the"],
            tuple(p["pronouns"]),
            tuple((end, plain) for end, plain in p["before_pronoun"]),
            p["future"],
            p["sound"],
            p["accusative"],
            tuple(p["verb_fronts"]),
            tuple((folding(end), folding(plain)) for end, plain in p["ends"]),
            tuple(map(folding, p["ends_bare"])),
        )
    )
    m = settings["marks"]
    marks = Marks(frozenset(m["sentence_end"]), frozenset(m["comma"]), frozenset(m["colon"]), frozenset(m["question"]), dict(m["quotes"]))
    tables: dict[str, tuple[Any, ...]] = {}
    for file, table, kind in _TABLES:
        path = home / file
        if path.is_file():
            tables[table] = rows.read_tsv(path, kind) if file.endswith(".tsv") else rows.read_toml(path, table, kind)
    common = home / "common.txt"
    tables["common"] = tuple(line for line in common.read_text(encoding="utf-8").splitlines() if line and line[0] != "#") if common.is_file() else ()
    for table, entries in _COMPILE.items():
        for row in tables.get(table, ()):
            for form, entry in entries(row, morphology):
                words = tuple(re.findall(r"[^\W\d_]+|\d+", folding(form)))
                if words:
                    lexicon.add(words, entry)
    for role in ("both", "honoured", "home", "capital"):
        for word in settings["offices"][role]:
            lexicon.add((folding(word),), Entry(role, word, None))
    sets = {
        f"{section}.{key}": frozenset(map(folding, values))
        for section in ("names", "offices", "function", "contacts", "times", "speech", "events")
        for key, values in settings[section].items()
    }
    joined = tuple(map(folding, p["conjunctions"]))
    sets |= {key: found | {one + word for one in joined for word in found} for key, found in sets.items() if key.startswith("times.")}
    return Pack(
        settings["language"],
        settings["direction"],
        folding,
        lexicon,
        marks,
        tables,
        sets,
        settings["particles"]["accusative"],
        settings["particles"]["nunation"],
        settings["particles"]["feminine"],
        settings["particles"]["participle"],
        tuple(settings["particles"]["nominative"]),
        tuple(settings["particles"]["persons"]),
        settings["particles"]["oblique"],
        settings["particles"]["sound"],
        folding(settings["particles"]["feminine"]),
        settings["particles"]["imperfect"],
        frozenset(settings["particles"]["persons_of_verbs"]),
        frozenset(settings["particles"]["first_persons"]),
        settings["particles"]["passive"],
        settings["particles"]["we_will"],
        settings["particles"]["bare_alef"],
        settings["particles"]["hamza"],
        settings["particles"]["long_alef"],
        settings["particles"]["she"],
        settings["particles"]["will"],
        frozenset(settings["names"]["exact"]),
        {},
        deeds.inflected_words(tables, folding, morphology),
        {},
        str.maketrans(settings["latin"]),
        _complements(tables.get("office", ()), folding),
        Terms(tables.get("people", ())),
        {row.id: row.weight for row in tables.get("confidence", ())},
        {row.id: row for row in tables.get("bodies", ())},
    )


def _complements(offices: tuple[rows.Office, ...], folding: Folding) -> dict[str, dict[str, list[tuple[tuple[str, ...], rows.Office]]]]:
    out: dict[str, dict[str, list[tuple[tuple[str, ...], rows.Office]]]] = {}
    for office in offices:
        for of in office.of:
            first, *rest = folding(of).split()
            out.setdefault(office.head, {}).setdefault(first, []).append((tuple(rest), office))
    for by_first in out.values():
        for options in by_first.values():
            options.sort(key=lambda option: -len(option[0]))
    return out


def _folding(settings: dict[str, Any]) -> Folding:
    pairs = dict(settings["folding"])
    for span in settings["drop"]:
        pairs.update((chr(code), "") for code in _codes(span))
    for code in (c for span in settings["compatible"] for c in _codes(span)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            pairs[chr(code)] = "".join(pairs.get(c, c) for c in plain if not unicodedata.combining(c))
    for zero in (0x0660, 0x06F0):
        pairs.update((chr(zero + n), str(n)) for n in range(10))
    return Folding.of(pairs)


def _codes(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


# --- what each table puts into the lexicon: (form, entry) ---------------------------------------------------------------------

Forms = Iterator[tuple[str, Entry]]


def _country(row: rows.Country, morphology: ModuleType) -> Forms:
    for name in row.names:
        yield name, Entry("state", row.id, row)
    yield from _nation(row.id, row, row.adjective, row.people, morphology)


def _nation(name: str, row: Any, adjectives: tuple[str, ...], people: tuple[str, ...], morphology: ModuleType) -> Forms:
    for adjective in adjectives:
        first, _, rest = adjective.partition(" ")
        for form, gender, number in morphology.adjective_forms(first):
            if form.endswith("يا") and gender == "m":
                continue  # the accusative روسيا is the state's own name
            tail = f" {rest}" if rest and gender == "m" else f" {rest}ة" if rest else ""
            yield form + tail, Entry("nation", name, row, (gender, number))
            if rest:
                yield f"ال{form} ال{rest}" + ("ة" if gender == "f" else ""), Entry("nation", name, row, (gender, number))
    for plural in people:
        yield plural, Entry("nation", name, row, ("m", "p"))


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
    yield row.word, Entry("name", row.word, row, (row.also_word, "" if row.word.startswith(morphology.ARTICLE) else "bare"))


def _common(word: str, _: ModuleType) -> Forms:
    yield word, Entry("common", word, None)


def _head(row: rows.Head, morphology: ModuleType) -> Forms:
    feminine = row.feminine if row.feminine is not None else row.lemma + "ة"
    for form, gender, number in morphology.adjective_forms(row.lemma):
        if gender == "m":
            number = "d" if row.plural and number == "p" else number  # وزيرين: its plural is broken, so it is the dual
            yield form, Entry("head", row.lemma, row, ("m", number))
            if number in "dp":
                yield form[:-1], Entry("head", row.lemma, row, ("m", number, "construct"))
    if feminine:
        for form, _gender, number in morphology.adjective_forms(feminine):
            if form != feminine + "ا":
                yield form, Entry("head", row.lemma, row, ("f", number))
    for plural in row.plural:
        yield plural, Entry("head", row.lemma, row, ("m", "p"))


def _noun(row: rows.BodyNoun, morphology: ModuleType) -> Forms:
    for form, number in morphology.noun_forms(row.lemma, row.plural):
        yield form, Entry("noun", row.lemma, row, ("f" if row.lemma.endswith("ة") else "m", number))
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
            yield form, Entry(kind, row.id, row, tuple(features))

    return forms


def _occasion(row: rows.Occasion, morphology: ModuleType) -> Forms:
    for form, number in morphology.noun_forms(row.lemma, row.plural):
        yield form, Entry("occasion", row.id, row, ("noun", number))


def _status(row: rows.StatusWords, _: ModuleType) -> Forms:
    for word in row.words:
        yield word, Entry("status", row.id, row, (row.where,))


def _speech(row: rows.Speech, morphology: ModuleType) -> Forms:
    for form, *features in morphology.verb_forms(row.past, row.present, row.participle or None):
        yield form, Entry("speech", row.id, row, tuple(features))
    for noun in row.nouns:
        yield noun, Entry("speech", row.id, row, ("noun", "", "s", "active"))


def _names(kind: str) -> Callable[[Any, ModuleType], Forms]:
    def forms(row: Any, _: ModuleType) -> Forms:
        for name in row.names:
            yield name, Entry(kind, row.id, row)

    return forms


def _lasting(row: rows.Lasting, morphology: ModuleType) -> Forms:
    for form, *features in (*morphology.verb_forms(row.past, row.present), *morphology.first_person_forms(row.past, row.present)):
        yield form, Entry("lasting", row.id, row, ("lasting", *features))


def _unit(row: rows.Unit, _: ModuleType) -> Forms:
    for number, words in (("1", row.one), ("2", row.two), ("n", row.many)):
        for word in words:
            yield word, Entry("unit", row.id, row, (number,))


_TABLES: tuple[tuple[str, str, type], ...] = (
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
    ("speech.toml", "act", rows.ActWords),
    ("speech.toml", "stance", rows.WordList),
    ("speech.toml", "medium", rows.WordList),
    ("times.toml", "month", rows.Month),
    ("times.toml", "weekday", rows.Weekday),
    ("times.toml", "relative", rows.Relative),
    ("times.toml", "daypart", rows.WordList),
    ("times.toml", "unit", rows.Unit),
    ("times.toml", "season", rows.Season),
    ("times.toml", "holiday", rows.Holiday),
    ("times.toml", "year_head", rows.WordList),
    ("times.toml", "lasting", rows.Lasting),
    ("times.toml", "shift", rows.Shift),
    ("times.toml", "period_part", rows.WordList),
    ("times.toml", "ago", rows.Shift),
    ("times.toml", "count", rows.Count),
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
_COMPILE: dict[str, Callable[[Any, ModuleType], Forms]] = {
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
    "stance": _words("stance"),
    "medium": _words("medium"),
    "month": _names("month"),
    "weekday": _names("weekday"),
    "relative": _names("relative"),
    "daypart": _words("daypart"),
    "unit": _unit,
    "season": _names("season"),
    "holiday": _names("holiday"),
    "year_head": _words("year_head"),
    "lasting": _lasting,
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
