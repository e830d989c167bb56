"""What a word is: its form, the meanings of it that the tables give, and what a stage may ask of it at once."""

from __future__ import annotations

from sys import intern
from typing import Any, Final

from mypy_extensions import mypyc_attr

from qanat.packs.rows import Country, Person

FINITE: Final = frozenset(("past", "present", "future", "jussive"))  # the tenses of a verb with a subject of its own
TENSES: Final = frozenset((tense,) for tense in FINITE)  # as the forms of finite verbs begin
SURELY: Final = 2  # of `Word.naming`: it is one of names and of nothing else
_STATES: Final = ("state", "place", "nation")
_TABLES: Final = ("person", "body", *_STATES)  # the kinds of closed tables, in the order in which one is preferred
LISTED: Final = frozenset(_TABLES)
_SOMEBODY: Final = ("both", "honoured", "home", "capital", "person", "head", "title", "noun", "body", "state", "place", "nation")  # in such an order
_CONTACT: Final = frozenset(("meet", "occasion", "mine"))
_TIME: Final = frozenset(("month", "weekday", "relative", "daypart", "unit", "season", "period_part", "ago", "quarter", "count", "this", "year_head"))

WRITTEN: Final = 1  # a word;
SCRIPT: Final = 2  # in the letters of the language;
KNOWN: Final = 4  # that the lexicon knows;
HOLDING: Final = 8  # that holds sentences together


@mypyc_attr(acyclic=True)  # here and below: the collector of garbage need not look for cycles through what makes none
class Entry:
    """One meaning of a form: a row of the pack. `kind` says which table, `form` holds the grammar of this form."""

    __slots__ = ("form", "id", "kind", "row")

    def __init__(self, kind: str, id: str, row: Any, form: tuple[str, ...] = ()) -> None:
        self.kind, self.id, self.row, self.form = intern(kind), id, row, form

    def __reduce__(self) -> tuple[type[Entry], tuple[Any, ...]]:
        return Entry, (self.kind, self.id, self.row, self.form)

    def means(self, other: Entry) -> bool:
        """Are these the same?"""
        return self.kind == other.kind and self.id == other.id and self.form == other.form and bool(self.row == other.row)


@mypyc_attr(acyclic=True)
class Sense:
    """An entry as it was found in a word, with what was attached to it."""

    __slots__ = ("article", "conjunction", "entry", "preposition", "pronoun")

    def __init__(self, entry: Entry, conjunction: str = "", preposition: str = "", *, article: bool = False, pronoun: str = "") -> None:
        self.entry, self.conjunction, self.preposition, self.article, self.pronoun = entry, conjunction, preposition, article, pronoun


@mypyc_attr(acyclic=True)
class Phrase:
    """A sense that needs the words in `rest` right after it."""

    __slots__ = ("rest", "sense")

    def __init__(self, rest: tuple[str, ...], sense: Sense) -> None:
        self.rest, self.sense = rest, sense


@mypyc_attr(acyclic=True)
class Word:
    """A word form as the lexicon knows it. Shared between texts; never changed after it is made.

    `phrases`: the phrases of several words that begin with this one, by their second word, the longest first. `begins`: the kinds of its senses and
    phrases. `mark` is the character itself for punctuation, else empty. `by` holds the first sense of each kind. `common`: an ordinary word of the
    language. `conjunction`, `preposition`, `article` and `stem`: how the word splits where the lexicon knows it, and the likeliest split where it does not.
    `speaks`, `cites`, `meets`, `dates`, `listed`: perhaps a verb of saying, "according to", a word of contact, the beginning of a date, of a row of a
    closed table. `sets`, `stem_sets`: the names of the closed sets of the pack that have its form, its stem; `closed`, `rooted`: there are any. `verbs`:
    those of its senses that are finite verbs. `surname`: (conjunction, preposition, person) of a short name that is a word of the language as well.
    `acts`: what it may mean to the stage of events, kept apart from `senses`; `narrates`: perhaps a verb or noun of event; `acting`: a finite verb of
    event and nothing else. `tones`: what act it speaks for, as blame or praise does. `opens`: a phrase that names somebody may begin here; `only_name`:
    none but a bare name. `somebody`: the sense by which it may name somebody otherwise. `naming`: 2 a word of personal names, 1 perhaps one (an ambiguous
    name, or a word that the lexicon does not know), 0 none.
    `rows`: its first sense of each closed table, the preferred one first. `states`: those that it names, or whose people, place or body. `tongue`: what it
    says of the language of a text, WRITTEN and the like added up; 0 of marks and numbers.
    """

    __slots__ = (
        "acting",
        "acts",
        "article",
        "begins",
        "by",
        "cites",
        "closed",
        "common",
        "conjunction",
        "dates",
        "form",
        "kinds",
        "listed",
        "mark",
        "meets",
        "naming",
        "narrates",
        "number",
        "only_name",
        "opens",
        "phrases",
        "preposition",
        "rooted",
        "rows",
        "senses",
        "sets",
        "somebody",
        "speaks",
        "states",
        "stem",
        "stem_sets",
        "surname",
        "tones",
        "tongue",
        "verbs",
    )

    # What is asked of every word of a text stands first: mypyc keeps this order, and one look at the memory of the machine brings all of it.
    form: str
    mark: str
    kinds: frozenset[str]
    sets: frozenset[str]
    stem_sets: frozenset[str]
    stem: str
    closed: bool
    rooted: bool
    common: bool
    article: bool
    number: bool
    speaks: bool
    cites: bool
    meets: bool
    dates: bool
    listed: bool
    narrates: bool
    acting: bool
    opens: bool
    only_name: bool
    naming: int
    by: dict[str, Sense]
    begins: frozenset[str]
    phrases: dict[str, list[Phrase]]
    conjunction: str
    preposition: str

    def __init__(
        self,
        form: str,
        senses: tuple[Sense, ...],
        phrases: tuple[Phrase, ...],
        *,
        common: bool,
        split: tuple[str, str, bool, str],
        acts: tuple[Sense, ...] = (),
        tones: tuple[Entry, ...] = (),
        by: dict[str, Sense] | None = None,
    ) -> None:
        self.senses = senses
        self.phrases = _by_second_word(phrases) if phrases else _NOTHING
        self.form, self.common = form, common
        self.by = by if by is not None else {sense.entry.kind: sense for sense in senses[::-1]} if senses else _NOTHING
        own = _kinds(frozenset(self.by)) if senses else _NO_KINDS
        begun = _kinds(own.kinds.union([phrase.sense.entry.kind for phrase in phrases])) if phrases else own
        self.kinds, self.begins = own.kinds, begun.kinds
        self.conjunction, self.preposition, self.article, self.stem = split
        self.mark = form if len(form) == 1 and not form.isalnum() else ""
        self.number = form.isdecimal()
        self.speaks, self.cites, self.meets = own.speaks, own.cites, own.meets
        self.listed, self.dates = begun.listed, begun.dates or self.number or form == "("
        self.verbs = tuple([sense for sense in senses if sense.entry.form and sense.entry.form[0] in FINITE]) if senses else ()
        self.acts = acts
        self.narrates = bool(acts) and any(sense.entry.kind == "deed" for sense in acts)
        self.acting = self.narrates and not senses[1:] and all(sense.entry.form[:1] in TENSES for sense in acts)
        self.naming = _naming(self, senses)
        self.opens = self.naming > 0 or begun.names_somebody
        self.only_name = self.naming > 0 and not begun.names_somebody
        self.somebody = next((self.by[kind] for kind in _SOMEBODY if kind in self.by), None) if own.names_somebody else None
        self.rows = tuple([self.by[kind] for kind in _TABLES if kind in self.by]) if own.of_table else ()
        self.states = _states(self.by) if own.of_state else ()
        self.tones = tones
        self.tongue = 0
        self.sets = self.stem_sets = _NO_SETS
        self.surname: tuple[str, str, Person] | None = None
        self.closed = self.rooted = False

    def __repr__(self) -> str:
        return f"Word({self.form!r}, {sorted(self.kinds)})"


def _by_second_word(phrases: tuple[Phrase, ...]) -> dict[str, list[Phrase]]:
    out: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        out.setdefault(phrase.rest[0], []).append(phrase)
    return out


@mypyc_attr(acyclic=True)
class _Kinds:
    """A set of kinds, and what it says of a word: words are many, their sets of kinds a few hundred."""

    def __init__(self, kinds: frozenset[str]) -> None:
        self.kinds = kinds
        self.speaks, self.cites = "speech" in kinds, "according" in kinds
        self.meets = not _CONTACT.isdisjoint(kinds)
        self.listed = "home" in kinds or not LISTED.isdisjoint(kinds)
        self.dates = not _TIME.isdisjoint(kinds)
        self.names_somebody = not kinds.isdisjoint(_SOMEBODY)
        self.of_table = not LISTED.isdisjoint(kinds)
        self.of_state = not kinds.isdisjoint(_STATES)


def _kinds(kinds: frozenset[str]) -> _Kinds:
    found = _SETS.get(kinds)
    if found is None:
        found = _SETS[kinds] = _Kinds(kinds)
    return found


def _states(by: dict[str, Sense]) -> tuple[str, ...]:
    rows = [by[kind].entry.row for kind in _STATES if kind in by]
    return tuple([row.id if isinstance(row, Country) else row.country for row in rows])


def _naming(word: Word, senses: tuple[Sense, ...]) -> int:
    name = word.by.get("name")
    if name is not None:
        return 1 if name.entry.form[0] or name.pronoun or (name.article and word.common) else 2
    return int(not senses and not word.mark and word.form.isalpha() and not word.form.isascii() and len(word.form) > 1)


_NOTHING: Final[dict[str, Any]] = {}  # shared by all words of which nothing is known
_NO_SETS: Final[frozenset[str]] = frozenset()
_NO_KINDS: Final = _Kinds(frozenset())
_SETS: Final[dict[frozenset[str], _Kinds]] = {}
