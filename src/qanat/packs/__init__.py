"""Finds, loads and checks a language pack: everything that Qanat knows of one language, as one frozen `Pack`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.resources import files
from types import ModuleType
from typing import Any

from qanat.errors import PackError
from qanat.packs import compiled, deeds, rows
from qanat.packs.folding import Folding
from qanat.packs.lexicon import Entry, Lexicon, Particles, Word
from qanat.packs.parsing import read_toml, read_tsv
from qanat.packs.tables import COMPILE, TABLES
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
    closing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pack:
    """A language as the stages see it. Safe to share; `tables` holds the rows of each table by its name."""

    language: str
    direction: str
    loose: str  # the conjunction that writers set apart from its word
    token: re.Pattern[str]  # a word, with such a conjunction before it; a number; a mark; a line end
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
    hamza_below: str
    long_alef: str
    her: str  # the pronoun that means a woman or a thing
    she: str  # the letter with which one begins, and with which a past verb ends, of a feminine subject
    will: str  # the letter before a present verb that makes it future
    spelled: Mapping[str, tuple[str, Word]]  # folded verb → how it is written, and the word that it is where written otherwise: هنأ, هنا
    exact: frozenset[str]  # names that only their unfolded spelling tells from a function word
    folded: dict[tuple[str, ...], frozenset[str]]  # memory of `words`
    inflected: Mapping[tuple[str, ...], frozenset[str]]  # what rows of events need or refuse beside them, in every form
    stripped: dict[str, list[tuple[str, str, str]]]  # memory of the actors stage
    latin: Mapping[int, str]  # letters of names that no table knows
    skeleton: Mapping[int, str]  # letters that spellings of one foreign name differ in: what stands for each, or nothing
    complements: Mapping[
        str, Mapping[str, list[tuple[tuple[str, ...], rows.Office]]]
    ]  # head → first word of a complement → (its other words, office), longest first
    times: Mapping[str, frozenset[str]]  # the sets of the section "times"
    terms: Terms  # who held what, and when
    weights: Mapping[str, float]  # what speaks for a claim, in log odds
    bodies: Mapping[str, rows.Body]  # by id
    heads: Mapping[str, tuple[str, ...]]  # the folded first word of each name of a body, by its id
    countries: Mapping[str, rows.Country]  # by id
    quoted: frozenset[str]  # ids of papers whose name is that of a region as well
    surnames: Mapping[str, tuple[str, str, rows.Person]]  # short names in every form → (conjunction, preposition, person)
    vowels: frozenset[str]  # marks that belong to the letter before them
    last_vowels: re.Pattern[str]  # those at the end of a word

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
            for file, table, _kind in TABLES:
                if file.partition(".")[0] == home:
                    found += [(file, table, row) for row in self.tables.get(table, ()) if name in (getattr(row, "id", None), getattr(row, "lemma", None))]
        return tuple(found)

    def __reduce__(self) -> tuple[Callable[[str], Pack], tuple[str]]:
        return load, (self.language,)


@cache
def load(language: str = "ar") -> Pack:
    """The pack of a language. Raises PackError when there is none or a row is wrong."""
    module = package(language)
    name = f"pack-{language}-{compiled.digest((files(module), files('qanat') / 'packs'))[:32]}"
    with compiled.undisturbed():
        kept = compiled.read(name)
        if kept is not None:
            return _thawed(kept)
        pack = build(module)
        compiled.write(name, _frozen(pack))
        return pack


def package(language: str) -> ModuleType:
    """The package of a language, found by the entry-point group `qanat.packs`; its tables lie in it. Raises PackError when there is none."""
    found = {point.name: point for point in entry_points(group="qanat.packs")}
    if language not in found:
        raise PackError(f"no language pack {language!r} is installed; there is: {', '.join(sorted(found)) or 'none'}")
    module: ModuleType = found[language].load()
    return module


def _frozen(pack: Pack) -> tuple[Any, ...]:
    """The fields of a pack, its lexicon as plain values."""
    words = pack.lexicon
    plain = (words.particles, words.letters, words.holding, words.kept())
    return tuple(plain if one.name == "lexicon" else getattr(pack, one.name) for one in fields(Pack))


def _thawed(kept: tuple[Any, ...]) -> Pack:
    """The pack again."""
    values = {one.name: value for one, value in zip(fields(Pack), kept, strict=True)}
    particles, letters, holding, known = values["lexicon"]
    values["lexicon"] = Lexicon(particles, letters, holding)
    values["lexicon"].take(known)
    return Pack(**values)


def build(module: ModuleType) -> Pack:
    """A pack from the package that holds its tables and its `morphology` module."""
    home = files(module)
    morphology = import_module(f"{module.__name__}.morphology")
    settings = tomllib.loads((home / "pack.toml").read_text(encoding="utf-8"))
    folding = _folding(settings)
    vowels = frozenset(chr(code) for span in settings.get("vowels", ()) for code in _codes(span))
    p = _Particles(settings["particles"])
    sets = _Sets(
        (f"{section}.{key}", frozenset(map(folding, values)))
        for section in ("names", "offices", "function", "contacts", "times", "speech", "events")
        for key, values in settings.get(section, {}).items()
    )
    joined = tuple(map(folding, p["conjunctions"]))
    sets.update({key: found | {one + word for one in joined for word in found} for key, found in sets.items() if key.startswith("times.")})
    latin = str.maketrans(settings["latin"])
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
        ),
        latin,
        sets["function.words"],
    )
    m = settings["marks"]
    marks = Marks(
        frozenset(m["sentence_end"]),
        frozenset(m["comma"]),
        frozenset(m["colon"]),
        frozenset(m["question"]),
        dict(m["quotes"]),
        frozenset(dict(m["quotes"]).values()),
    )
    kinds: dict[str, dict[str, type]] = {}
    for file, table, kind in TABLES:
        kinds.setdefault(file, {})[table] = kind
    tables: dict[str, tuple[Any, ...]] = {}
    for file, held in kinds.items():
        path = home / file
        if not path.is_file():
            tables |= dict.fromkeys(held, ())
        elif file.endswith(".tsv"):
            tables |= {table: read_tsv(path, kind) for table, kind in held.items()}
        else:
            tables |= read_toml(path, held)  # read once, whatever it holds
    common = home / "common.txt"
    tables["common"] = tuple(line for line in common.read_text(encoding="utf-8").splitlines() if line and line[0] != "#") if common.is_file() else ()
    for table, entries in COMPILE.items():
        for row in tables.get(table, ()):
            for form, entry in entries(row, morphology):
                words = tuple(re.findall(r"[^\W\d_]+|\d+", folding(form)))
                if words:
                    lexicon.add(words, entry)
    sides = {row.id for row in tables.get("bodies", ())}
    for person in tables.get("people", ()):
        if person.side and person.side not in sides:
            raise PackError(f"people.tsv: {person.id}: its side {person.side!r} is no row of bodies.tsv")
    for role in ("both", "honoured", "home", "capital"):
        for word in settings.get("offices", {}).get(role, ()):
            lexicon.add((folding(word),), Entry(role, word, None))
    return Pack(
        settings["language"],
        settings["direction"],
        p["loose"],
        re.compile(rf"((?:{p['loose']}[ \u00a0]+(?=[^\W\d_]))?[^\W\d_]+|\d+|[^\w\s]|_|\n)"),
        folding,
        lexicon,
        marks,
        tables,
        sets,
        p["accusative"],
        p["nunation"],
        p["feminine"],
        p["participle"],
        tuple(p["nominative"]),
        tuple(p["persons"]),
        p["oblique"],
        p["sound"],
        folding(p["feminine"]),
        p["imperfect"],
        frozenset(p["persons_of_verbs"]),
        frozenset(p["first_persons"]),
        p["passive"],
        p["we_will"],
        p["bare_alef"],
        p["hamza"],
        p["hamza_below"],
        p["long_alef"],
        p["her"],
        p["she"],
        p["will"],
        {folding(verb): (verb, lexicon.no_verb(folding(verb))) for verb in settings.get("function", {}).get("spelled", ())},
        frozenset(settings.get("names", {}).get("exact", ())),
        {},
        deeds.inflected_words(tables, folding, morphology),
        {},
        latin,
        str.maketrans(settings.get("skeleton", {})),
        _complements(tables.get("office", ()), folding),
        _Sets((key.removeprefix("times."), found) for key, found in sets.items() if key.startswith("times.")),
        Terms(tables.get("people", ())),
        {row.id: row.weight for row in tables.get("confidence", ())},
        {row.id: row for row in tables.get("bodies", ())},
        {row.id: tuple(folding(name.split(" ")[0]) for name in row.names) for row in tables.get("bodies", ())},
        {row.id: row for row in tables.get("countries", ())},
        frozenset(
            row.id for row in tables.get("bodies", ()) if row.kind == "paper" and {n for p in tables.get("places", ()) for n in p.names} & set(row.names)
        ),
        _surnames(tables.get("people", ()), folding, lexicon.particles),
        vowels,
        re.compile(rf"[{''.join(sorted(vowels))}]+(?![^\W\d_])" if vowels else "(?!)"),
    )


class _Sets(dict[str, frozenset[str]]):
    """The closed sets of words; one that a language does not have is empty."""

    def __missing__(self, _: str) -> frozenset[str]:
        return frozenset()


class _Particles(dict[str, Any]):
    """What is attached to words. In the place of what a language does not have stands a character that no text has."""

    _LISTS = frozenset(("conjunctions", "prepositions", "pronouns", "verb_fronts", "nominative", "persons", "persons_of_verbs", "first_persons"))
    _MORE = frozenset(("before_pronoun", "ends", "ends_bare"))  # tried one by one

    def __missing__(self, name: str) -> Any:
        return [] if name in self._MORE else ["\ue000"] if name in self._LISTS else "\ue000"


def _surnames(people: tuple[rows.Person, ...], folding: Folding, particles: Particles) -> dict[str, tuple[str, str, rows.Person]]:
    out: dict[str, tuple[str, str, rows.Person]] = {}
    for row in people:
        for name in map(folding, row.short):
            for conjunction in ("", *particles.conjunctions):
                for preposition in ("", *particles.prepositions):
                    out[conjunction + preposition + name] = (conjunction, preposition, row)
                if name.startswith(particles.article):
                    out[conjunction + particles.for_the + name[len(particles.article) :]] = (conjunction, particles.for_the[0], row)
    return out


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
    pairs = dict(settings.get("folding", {}))
    for span in settings.get("drop", ()):
        pairs.update((chr(code), "") for code in _codes(span))
    for code in (c for span in settings.get("compatible", ()) for c in _codes(span)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            pairs[chr(code)] = "".join(pairs.get(c, c) for c in plain if not unicodedata.combining(c))
    for zero in (0x0660, 0x06F0):
        pairs.update((chr(zero + n), str(n)) for n in range(10))
    return Folding.of(pairs)


def _codes(span: str) -> range:
    first, _, last = span.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)
