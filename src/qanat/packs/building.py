"""Makes a pack of the files that a language brings: tables of rows, forms generated from them, and one folding of all that is written."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

from qanat.errors import PackError
from qanat.packs import Marks, Pack, Sets, deeds, rows
from qanat.packs.folding import Folding, Letters
from qanat.packs.lexicon import Lexicon, Particles
from qanat.packs.parsing import read_toml, read_tsv
from qanat.packs.tables import COMPILE, TABLES
from qanat.packs.terms import Terms
from qanat.packs.word import Entry


def build(module: ModuleType) -> Pack:
    """A pack from the package that holds its tables and its `morphology` module."""
    home = files(module)
    morphology = import_module(f"{module.__name__}.morphology")
    settings = tomllib.loads((home / "pack.toml").read_text(encoding="utf-8"))
    folding = _folding(settings)
    vowels = frozenset(chr(code) for span in settings.get("vowels", ()) for code in _codes(span))
    p = _Particles(settings["particles"])
    sets = Sets(
        frozenset,
        (
            (f"{section}.{key}", frozenset(map(folding, values)))
            for section in ("names", "offices", "styles", "styled", "function", "contacts", "times", "speech", "events")
            for key, values in settings.get(section, {}).items()
        ),
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
            frozenset(map(folding, p["no_article"])),
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
    same: dict[tuple[str, ...], Entry] = {}  # one for all forms that mean the same
    for table, entries in COMPILE.items():
        for row in tables.get(table, ()):
            for form, entry in entries(row, morphology):
                words = tuple(re.findall(r"[^\W\d_]+|\d+|[+()«»]", folding(form)))  # "مجموعة (5+1)"
                if words:
                    lexicon.add(words, same.setdefault((entry.kind, entry.id, *entry.form), entry))
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
        folding,
        lexicon,
        marks,
        tables,
        sets,
        {},
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
        {folding(verb): verb for verb in settings.get("function", {}).get("spelled", ())},
        frozenset(settings.get("names", {}).get("exact", ())),
        {},
        deeds.inflected_words(tables, folding, morphology),
        {},
        {},
        Letters(latin),
        {},
        Letters(str.maketrans(settings.get("skeleton", {}))),
        {},
        _complements(tables.get("office", ()), folding),
        Sets(frozenset, ((key.removeprefix("times."), found) for key, found in sets.items() if key.startswith("times."))),
        tuple(key for key in sets if key.startswith("styles.")),
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


class _Particles(dict[str, Any]):
    """What is attached to words. In the place of what a language does not have stands a character that no text has."""

    _LISTS = frozenset(("conjunctions", "prepositions", "pronouns", "verb_fronts", "nominative", "persons", "persons_of_verbs", "first_persons"))
    _MORE = frozenset(("before_pronoun", "ends", "ends_bare", "no_article"))  # tried one by one

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
