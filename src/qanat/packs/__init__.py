"""Finds, loads and checks a language pack: everything that Qanat knows of one language, as one frozen `Pack`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from types import ModuleType
from typing import Any

from qanat.errors import PackError
from qanat.packs import rows
from qanat.packs.lexicon import Entry, Lexicon, Particles
from qanat.packs.folding import Folding

__all__ = ["Pack", "load"]


@dataclass(frozen=True, slots=True)
class Marks:
    """The punctuation that the stages ask for."""

    sentence_end: frozenset[str]
    comma: frozenset[str]
    colon: frozenset[str]
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
        )
    )
    m = settings["marks"]
    marks = Marks(frozenset(m["sentence_end"]), frozenset(m["comma"]), frozenset(m["colon"]), dict(m["quotes"]))
    tables: dict[str, tuple[Any, ...]] = {}
    for file, table, kind in _TABLES:
        path = home / file
        if path.is_file():
            tables[table] = rows.read_tsv(path, kind) if file.endswith(".tsv") else rows.read_toml(path, table, kind)
    common = home / "common.txt"
    tables["common"] = tuple(line for line in common.read_text(encoding="utf-8").splitlines() if line and line[0] != "#") if common.is_file() else ()
    for table, entries in _COMPILE.items():
        for row in tables.get(table, ()):
            for form, entry in entries(row, module.morphology):
                words = tuple(re.findall(r"[^\W\d_]+|\d+", folding(form)))
                if words:
                    lexicon.add(words, entry)
    return Pack(settings["language"], settings["direction"], folding, lexicon, marks, tables)


def _folding(settings: dict[str, Any]) -> Folding:
    pairs = dict(settings["folding"])
    for code in (c for span in settings["compatible"] for c in _codes(span)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            pairs[chr(code)] = "".join(pairs.get(c, c) for c in plain if not unicodedata.combining(c))
    for span in settings["drop"]:
        pairs.update((chr(code), "") for code in _codes(span))
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


def _name(row: rows.Name, _: ModuleType) -> Forms:
    yield row.word, Entry("name", row.word, row, (row.also_word,))


def _common(word: str, _: ModuleType) -> Forms:
    yield word, Entry("common", word, None)


def _head(row: rows.Head, morphology: ModuleType) -> Forms:
    first, _, rest = row.lemma.partition(" ")
    feminine = row.feminine if row.feminine is not None else first + "ة"
    for form, gender, number in morphology.adjective_forms(first):
        if gender == "m":
            yield form, Entry("head", row.lemma, row, ("m", number))
            if number in "dp" and form.endswith("ن"):
                yield form[:-1], Entry("head", row.lemma, row, ("m", number))
    if feminine:
        for form, _gender, number in morphology.adjective_forms(feminine):
            if form != feminine + "ا":
                yield form, Entry("head", row.lemma, row, ("f", number))
    for plural in row.plural:
        yield plural, Entry("head", row.lemma, row, ("m", "p"))
    del rest


def _title(row: rows.Title, _: ModuleType) -> Forms:
    for words in row.words:
        yield words, Entry("title", row.id, row, (row.kind,))


_TABLES: tuple[tuple[str, str, type], ...] = (
    ("countries.tsv", "countries", rows.Country),
    ("places.tsv", "places", rows.Place),
    ("bodies.tsv", "bodies", rows.Body),
    ("people.tsv", "people", rows.Person),
    ("names.tsv", "names", rows.Name),
    ("offices.toml", "head", rows.Head),
    ("offices.toml", "office", rows.Office),
    ("offices.toml", "title", rows.Title),
)
_COMPILE: dict[str, Callable[[Any, ModuleType], Forms]] = {
    "countries": _country,
    "places": _place,
    "bodies": _body,
    "people": _person,
    "names": _name,
    "common": _common,
    "head": _head,
    "title": _title,
}
