"""Finds, loads and checks a language pack: everything that Qanat knows of one language, as one frozen `Pack`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from sys import intern
from types import ModuleType
from typing import Any

from qanat.errors import PackError
from qanat.packs import compiled, rows
from qanat.packs.folding import Folding, Letters
from qanat.packs.lexicon import Lexicon
from qanat.packs.terms import Terms

__all__ = ["Pack", "load"]


@dataclass(frozen=True, slots=True)
class Marks:
    """The punctuation that the stages ask for."""

    sentence_end: frozenset[str]
    comma: frozenset[str]
    colon: frozenset[str]
    question: frozenset[str]
    quotes: dict[str, str]  # opening → closing
    closing: frozenset[str]

    def __reduce__(self) -> tuple[type[Marks], tuple[Any, ...]]:
        return Marks, (self.sentence_end, self.comma, self.colon, self.question, self.quotes, self.closing)  # mypyc knows no `__setstate__` of frozen classes


Sets = defaultdict[str, frozenset[str]]  # closed sets of words; one that a language does not have is empty. Of a class of our own `[]` is slow


@dataclass(frozen=True, slots=True)
class Pack:
    """A language as the stages see it. Safe to share; `tables` holds the rows of each table by its name."""

    language: str
    direction: str
    loose: str  # the conjunction that writers set apart from its word
    folding: Folding
    lexicon: Lexicon
    marks: Marks
    tables: dict[str, tuple[Any, ...]]
    sets: Sets  # closed sets of folded words, by "section.key" of pack.toml
    unions: dict[tuple[str, ...], frozenset[str]]  # memory of `either`
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
    spelled: dict[str, str]  # folded verb → how it is written; written otherwise it is none: هنأ, هنا
    exact: frozenset[str]  # names that only their unfolded spelling tells from a function word
    folded: dict[tuple[str, ...], frozenset[str]]  # memory of `words`
    inflected: dict[tuple[str, ...], frozenset[str]]  # what rows of events need or refuse beside them, in every form
    taken: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]]  # memory of the statements stage
    stripped: dict[str, tuple[tuple[str, str, str], ...]]  # memory of the actors stage
    latin: Letters  # letters of names that no table knows
    written: dict[str, str]  # memory of names in Latin letters, by word
    skeleton: Letters  # letters that spellings of one foreign name differ in: what stands for each, or nothing
    skeletons: dict[str, str]  # memory of words without them
    complements: dict[str, dict[str, list[tuple[tuple[str, ...], rows.Office]]]]  # head → first word of a complement → (its other words, office), longest first
    times: Sets  # the sets of the section "times"
    styles: tuple[str, ...]  # ways of honouring somebody: the names of their sets
    terms: Terms  # who held what, and when
    weights: dict[str, float]  # what speaks for a claim, in log odds
    bodies: dict[str, rows.Body]  # by id
    heads: dict[str, tuple[str, ...]]  # the folded first word of each name of a body, by its id
    countries: dict[str, rows.Country]  # by id
    quoted: frozenset[str]  # ids of papers whose name is that of a region as well
    surnames: dict[str, tuple[str, str, rows.Person]]  # short names in every form → (conjunction, preposition, person)
    vowels: frozenset[str]  # marks that belong to the letter before them
    last_vowels: re.Pattern[str]  # those at the end of a word

    def words(self, row: tuple[str, ...]) -> frozenset[str]:
        """The folded words of a field of a row."""
        found = self.folded.get(row)
        if found is None:
            found = self.folded[row] = frozenset(map(self.folding, row))
        return found

    def either(self, *names: str) -> frozenset[str]:
        """The words of several closed sets together."""
        found = self.unions.get(names)
        if found is None:
            found = self.unions[names] = frozenset().union(*(self.sets[name] for name in names))
        return found

    def behind(self, rule: str) -> tuple[tuple[str, str, Any], ...]:
        """The rows behind a rule such as `contacts.receive` or `contacts.call+conduct`, each as (file, table, row); empty where there is none."""
        from qanat.packs.tables import TABLES

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
            pack = Pack(*kept)
        else:
            from qanat.packs.building import build  # needs all that reads tables, and is seldom asked for

            pack = build(module)
            compiled.write(name, tuple(getattr(pack, one.name) for one in fields(pack)))
        for sets in (pack.sets, pack.times):
            for key in tuple(sets):
                sets[intern(key)] = sets.pop(key)  # the very string that stands in code: nothing need be compared to find it
        pack.lexicon.sets, pack.lexicon.surnames = _by_word((pack.sets, pack.times)), pack.surnames
        return pack


def _by_word(all_sets: Iterable[Sets]) -> dict[str, frozenset[str]]:
    """The names of the closed sets that hold a word, by the word; one for all words that stand in the same."""
    names: dict[str, list[str]] = defaultdict(list)
    for sets in all_sets:
        for name, words in sets.items():
            for word in words:
                names[word].append(name)
    same: dict[frozenset[str], frozenset[str]] = {}
    return {word: same.setdefault(found, found) for word, found in zip(names, map(frozenset, names.values()), strict=True)}


def package(language: str) -> ModuleType:
    """The package of a language, found by the entry-point group `qanat.packs`; its tables lie in it. Raises PackError when there is none."""
    found = {point.name: point for point in entry_points(group="qanat.packs")}
    if language not in found:
        raise PackError(f"no language pack {language!r} is installed; there is: {', '.join(sorted(found)) or 'none'}")
    module: ModuleType = found[language].load()
    return module
