"""The words of a language: forms → what they may mean, with attached particles split off."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import astuple, dataclass
from typing import Any, Final, NamedTuple

from mypy_extensions import mypyc_attr

from qanat.packs.rows import Country

FINITE: Final = frozenset(("past", "present", "future", "jussive"))  # the tenses of a verb with a subject of its own

WRITTEN: Final = 1  # a word;
SCRIPT: Final = 2  # in the letters of the language;
KNOWN: Final = 4  # that the lexicon knows;
HOLDING: Final = 8  # that holds sentences together


@mypyc_attr(acyclic=True)  # here and below: the collector of garbage need not look for cycles through what makes none
class Entry:
    """One meaning of a form: a row of the pack. `kind` says which table, `form` holds the grammar of this form."""

    __slots__ = ("form", "id", "kind", "row")

    def __init__(self, kind: str, id: str, row: Any, form: tuple[str, ...] = ()) -> None:
        self.kind, self.id, self.row, self.form = kind, id, row, form

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
    closed table. `closed`: one of the closed sets of the pack has its form. `verbs`: those of its senses that are finite verbs. `acts`: what it may mean to
    the stage of events, kept apart from `senses`; `narrates`: perhaps a verb or noun of event; `acting`: a finite verb of event and nothing else. `tones`:
    what act it speaks for, as blame or praise does. `opens`: a phrase that names somebody may begin here; `only_name`: none but a bare name. `naming`: 2 a
    word of personal names, 1 perhaps one (an ambiguous name, or a word that the lexicon does not know), 0 none. `states`: those that it names, or whose
    people, place or body. `tongue`: what it says of the language of a text, WRITTEN and the like added up; 0 of marks and numbers.
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
        "senses",
        "speaks",
        "states",
        "stem",
        "tones",
        "tongue",
        "verbs",
    )

    # What is asked of every word of a text stands first: mypyc keeps this order, and one look at the memory of the machine brings all of it.
    form: str
    mark: str
    kinds: frozenset[str]
    stem: str
    closed: bool
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
        self.acting = self.narrates and not senses[1:] and all(sense.entry.form[:1] in _TENSES for sense in acts)
        self.naming = _naming(self, senses)
        self.opens = self.naming > 0 or begun.names_somebody
        self.only_name = self.naming > 0 and not begun.names_somebody
        self.states = _states(self.by) if own.of_state else ()
        self.tones = tones
        self.tongue = 0
        self.closed = False

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
        self.listed = not _LISTED.isdisjoint(kinds)
        self.dates = not _TIME.isdisjoint(kinds)
        self.names_somebody = not _NAMES_SOMEBODY.isdisjoint(kinds)
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


@dataclass(frozen=True, slots=True)
class Particles:
    """What a language attaches to its words; the fields are those of `pack.toml`."""

    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    article: str
    for_the: str
    pronouns: tuple[str, ...]
    before_pronoun: tuple[tuple[str, str], ...]
    future: str
    sound: str
    accusative: str
    verb_fronts: tuple[str, ...] = ()
    ends: tuple[tuple[str, str], ...] = ()
    ends_bare: tuple[str, ...] = ()
    no_article: frozenset[str] = frozenset()

    def __reduce__(self) -> tuple[type[Particles], tuple[Any, ...]]:
        return Particles, astuple(self)  # mypyc knows no `__setstate__` of frozen classes


# What may be attached to a word of each kind: c conjunction, p preposition, a article, s pronoun. Kinds not named take all;
# finite verbs take a conjunction, a pronoun, and before the present the "in order to" particle.
_TAKES: Final = {"state": "cp", "place": "cp", "body": "cp", "person": "cp", "name": "cpa", "common": "cpa", "mine": "cp"}
_NAMES_SOMEBODY: Final = frozenset(("person", "head", "title", "noun", "body", "state", "place", "nation", "both", "honoured", "home", "capital"))
_STATES: Final = ("state", "place", "nation")
_LISTED: Final = frozenset(("person", "body", "home", *_STATES))
_ADJECTIVE: Final = ("adjective",)
_TENSES: Final = frozenset((tense,) for tense in FINITE)
_SHORTEST: Final = 3  # letters of a common word, past which its endings are told from those of names
_ORDINARY: Final = frozenset(("common", "speech", "meet", "hold"))
_PLAIN: Final = frozenset(("common", "name"))  # kinds that give a word no meaning
_FAINT: Final = frozenset(("name", "place"))
_CONTACT: Final = frozenset(("meet", "occasion", "mine"))
_EVENT: Final = frozenset(("deed", "bear", "how", "context"))
_ACT: Final = frozenset(("act", "tone", "performed"))
_TIME: Final = frozenset(("month", "weekday", "relative", "daypart", "unit", "season", "period_part", "ago", "quarter", "count", "this", "year_head"))
SURELY: Final = 2  # of `Word.naming`: it is one of names and of nothing else
_MEMO: Final = 100_000  # words: some 65 MB
_NOTHING: Final[dict[str, Any]] = {}  # shared by all words of which nothing is known
_NO_KINDS: Final = _Kinds(frozenset())
_SETS: Final[dict[frozenset[str], _Kinds]] = {}


class Known(NamedTuple):
    """What the lexicon knows of one form as it stands: its entries, apart from them those of events and of acts, and the phrases that it begins."""

    entries: tuple[Entry, ...] = ()
    acts: tuple[Entry, ...] = ()
    phrases: tuple[tuple[tuple[str, ...], Entry], ...] = ()
    ordinary: bool = False
    tones: tuple[Entry, ...] = ()


_NOTHING_KNOWN: Final = Known()
_Split = tuple[tuple[str, str, str], list[tuple[str, bool]]]  # (conjunction, preposition, pronoun), [(stem, with article)]


class Lexicon:
    """Looks words up. Filled once by `add`, then only read; its memory of looked-up words is bounded."""

    def __init__(
        self, particles: Particles, letters: Container[int], holding: frozenset[str], closed: frozenset[str], known: dict[str, Known] | None = None
    ) -> None:
        self.particles = particles
        self.letters, self.holding = letters, holding  # code points of the language's letters; words that hold sentences together
        self.closed = closed  # the words of all closed sets
        self.known = {} if known is None else known
        self._only: dict[int, Known] = {}  # entry → what is known of the forms that mean just this: one for all of them
        self._ends: dict[str, list[str]] = {}  # the end of an inflected word → what stands in its place without
        for end, plain in particles.ends:
            self._ends.setdefault(end, []).append(plain)
        self._end_lengths = sorted({len(end) for end in self._ends})
        self._end_letters = frozenset(end[-1] for end in self._ends)
        self._fronts = (*particles.conjunctions, *particles.prepositions)
        self._no_verbs: dict[str, Word] = {}  # memory of `no_verb`
        self._plain: dict[tuple[int, str, str, bool, str], tuple[tuple[Sense, ...], dict[str, Sense]]] = {}  # memory of `_alone`
        # The words looked up last. What was full before is kept until this is full as well, so that frequent words are never forgotten.
        self.memory: dict[str, Word] = {}
        self._remembered: dict[str, Word] = {}

    def __reduce__(self) -> tuple[type[Lexicon], tuple[Any, ...]]:
        return Lexicon, (self.particles, self.letters, self.holding, self.closed, self.known)

    def add(self, words: tuple[str, ...], entry: Entry) -> None:
        """Take in a folded form of one word or of several."""
        known = self.known.get(words[0], _NOTHING_KNOWN)
        if len(words) > 1:
            known = known._replace(phrases=(*known.phrases, (words[1:], entry)))
        elif entry.kind in _EVENT:
            known = known._replace(acts=_with(known.acts, entry))
        elif entry.kind in _ACT:
            known = self._only.setdefault(id(entry), Known(tones=(entry,))) if known is _NOTHING_KNOWN else known._replace(tones=_with(known.tones, entry))
        elif known is _NOTHING_KNOWN:
            known = self._only.setdefault(id(entry), Known((entry,), ordinary=entry.kind in _ORDINARY))
        else:
            known = known._replace(entries=_with(known.entries, entry), ordinary=known.ordinary or entry.kind in _ORDINARY)
        self.known[words[0]] = known

    def entries(self, form: str) -> Iterable[Entry]:
        """The entries of a folded form as it stands, nothing split off."""
        known = self.known.get(form)
        return known.entries if known is not None else ()

    def word(self, form: str) -> Word:
        """The word of a folded form."""
        word = self.recalled(form)
        if word is None:
            word = self.look(form) if form.isalpha() else self.look("".join(form.split()) or form)
            if form.isalpha() or form.isdecimal() or len(form) == 1 or len(form.split()) > 1:
                self.keep(form, word)  # what of a text is remembered is one token: not "فرانس24"
        return word

    def recalled(self, written: str) -> Word | None:
        """The word remembered by a spelling, folded or as a text has it."""
        word = self.memory.get(written)
        if word is None:
            word = self._remembered.get(written)
            if word is not None:
                self.keep(written, word)
        return word

    def keep(self, written: str, word: Word) -> None:
        """Remember a word by its spelling."""
        if len(self.memory) > _MEMO // 2:
            self._remembered, self.memory = self.memory, {}
        self.memory[written] = word

    def look(self, form: str) -> Word:
        """The word of a folded form, made anew; `word` and `keep` remember."""
        senses: list[Sense] = []
        acts: list[Sense] = []
        tones: tuple[Entry, ...] = ()
        phrases: list[Phrase] = []
        common = False
        split = ("", "", False, form)
        settled = meant = False  # split by a word of the language; by one that a table gives a meaning
        splits = self._splits(form)
        masked = False  # by a sense of fewer particles
        rows = self.known
        attached = self.particles
        for split_off, candidates in splits:
            here: list[Sense] = []
            acting = not acts
            for stem, article in candidates:
                found = rows.get(stem)
                if found is None:
                    continue
                conjunction, preposition, pronoun = split_off
                before = len(here)
                for entry in found.acts if acting else ():
                    if _may_take(entry, split_off, article, attached.for_the[0]):
                        acts.append(Sense(entry, conjunction, preposition, article=article, pronoun=pronoun))
                if found.tones and not tones:
                    tones = tuple([entry for entry in found.tones if _may_take(entry, split_off, article, attached.for_the[0])])
                for entry in found.entries:
                    if common and entry.kind in _FAINT and preposition:
                        continue  # وكان is no "Kan" with two particles, باب no "in Ibb"
                    if pronoun and entry.form[:1] in _TENSES and form.startswith(attached.article) and rows.get(form[len(attached.article) :]):
                        continue  # الحكم is no "he urged you"
                    if article and entry.kind == "name" and any(sense.entry.form[:1] in _TENSES for sense in here):
                        continue  # التقى is no "Taqi" with the article
                    if _may_take(entry, split_off, article, attached.for_the[0]):
                        if entry.kind == "common":
                            common = True
                        here.append(Sense(entry, conjunction, preposition, article=article, pronoun=pronoun))
                if len(here) > before:
                    known = any(s.entry.kind not in _PLAIN for s in here)
                    if not settled or (known and not meant):
                        bare = all(s.entry.kind == "name" and s.entry.form[1:] == ("bare",) for s in here)  # ألفا, ألكسندر: no article
                        bare = bare or stem in attached.no_article  # إلغاء
                        split = (conjunction, preposition, article or (stem.startswith(attached.article) and not bare), stem)
                        settled, meant = True, known
                if found.phrases and not pronoun:
                    phrases += [Phrase(rest, Sense(entry, conjunction, preposition, article=article)) for rest, entry in found.phrases]
            if here and not masked:
                senses.extend(here)  # a name word masks nothing: نظيره is a name, and "his counterpart"
                masked = any(s.entry.kind not in _PLAIN for s in here)
        if len(phrases) > 1:
            phrases.sort(key=lambda p: -len(p.rest))
        if not settled:
            split = _likeliest(form, splits)
        meanings, by = self._alone(senses[0]) if len(senses) == 1 and senses[0].entry.kind in _PLAIN else (tuple(senses), None)
        word = Word(form, meanings, tuple(phrases), common=common, split=split, acts=tuple(acts), tones=tones, by=by)
        word.closed = form in self.closed
        if word.naming == 1 and not senses:
            if len(form) > 5 and form.startswith(attached.future) and form.endswith(attached.sound):
                word.naming = 0  # سيعودون
            elif self._inflected(splits):
                word.naming, word.common = 0, True  # ثقيلا, مهنتهم
        if not (word.mark or word.number):
            word.tongue = self._tongue(word)
        return word

    def _alone(self, sense: Sense) -> tuple[tuple[Sense, ...], dict[str, Sense]]:
        """The senses of a word that means nothing else, and by their kinds: the same for all plain words that split alike, which are half of all."""
        key = (id(sense.entry), sense.conjunction, sense.preposition, sense.article, sense.pronoun)
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = (sense,), {sense.entry.kind: sense}
        return found

    def no_verb(self, form: str) -> Word:
        """The word of a folded form without what it means as a verb."""
        made = self._no_verbs.get(form)
        if made is None:
            word = self.look(form)
            senses = tuple(sense for sense in word.senses if sense not in word.verbs)
            phrases = tuple(phrase for same in word.phrases.values() for phrase in same)
            made = Word(form, senses, phrases, common=True, split=(word.conjunction, word.preposition, word.article, word.stem))
            made.tongue, made.closed = word.tongue, word.closed
            self._no_verbs[form] = made
        return made

    def _tongue(self, word: Word) -> int:
        if ord(word.form[0]) not in self.letters:
            return WRITTEN
        known = bool(word.senses) or word.article
        holds = word.article or word.form in self.holding or word.stem in self.holding
        return WRITTEN + SCRIPT + KNOWN * known + HOLDING * holds

    def _inflected(self, splits: list[_Split]) -> bool:
        """Is it a form of a word of the language that no table gives: with a pronoun, or with the front and end of a verb, plural or accusative?"""
        for (_, preposition, pronoun), candidates in splits:
            for stem, article in candidates:
                if pronoun and len(stem) > _SHORTEST and self._ordinary(stem):
                    return True
                verb = not article and preposition in ("", self.particles.for_the[0])
                if self._inflects(stem, article=article, verb=verb):
                    return True
        return False

    def _inflects(self, stem: str, *, article: bool, verb: bool) -> bool:
        """Is an ordinary word left without the end of a noun or verb, or without the front of a verb in the present?"""
        if self._ends_off(stem, _SHORTEST, self.particles.ends_bare if article else ()):
            return True
        future = self.particles.future[0]
        form = stem[1:] if stem.startswith(future) and len(stem) > _SHORTEST + 1 else stem
        if verb and form[0] in self.particles.verb_fronts and len(form) > _SHORTEST:
            return self._ordinary(form[1:]) or self._ends_off(form[1:], _SHORTEST, ())
        return False

    def _ends_off(self, stem: str, least: int, but: tuple[str, ...]) -> bool:
        """Is an ordinary word of so many letters left without one of the ends of nouns and verbs?"""
        if stem[-1] not in self._end_letters:
            return False
        for length in self._end_lengths:
            if len(stem) - length < least:
                return False
            end = stem[-length:]
            for plain in self._ends.get(end, ()):
                if end not in but and self._ordinary(stem[:-length] + plain):
                    return True
        return False

    def _ordinary(self, stem: str) -> bool:
        known = self.known.get(stem)
        return known is not None and known.ordinary

    def _splits(self, form: str) -> list[_Split]:
        """Every way to take particles off, the fewest first."""
        p = self.particles
        heads: list[tuple[str, str, str]] = [("", "", form)]
        if form.startswith(self._fronts):
            for conjunction in p.conjunctions:
                if form.startswith(conjunction) and len(form) > len(conjunction) + 1:
                    heads.append((conjunction, "", form[len(conjunction) :]))
            for conjunction, _, rest in tuple(heads):
                for preposition in p.prepositions:
                    if rest.startswith(preposition) and len(rest) > len(preposition) + 1:
                        heads.append((conjunction, preposition, rest[len(preposition) :]))
        out: list[_Split] = []
        for conjunction, preposition, rest in heads:
            stems = [(rest, False)]
            if rest.startswith(p.article) and len(rest) > len(p.article) + 1:
                stems.append((rest[len(p.article) :], True))
            elif preposition == p.for_the[0] and rest.startswith(p.for_the[1]) and len(rest) > 2:
                stems += [(p.article + rest[1:], False), (rest[1:], True)]
            out.append(((conjunction, preposition, ""), stems))
        if not form.endswith(p.pronouns):
            return out
        pronouns = [pronoun for pronoun in p.pronouns if form.endswith(pronoun)]
        for conjunction, preposition, rest in heads:
            for pronoun in pronouns:
                if len(rest) > len(pronoun) + 2:
                    stem = rest[: -len(pronoun)]
                    stems = [(stem, False)]
                    stems += [(stem[: -len(end)] + plain, False) for end, plain in p.before_pronoun if stem.endswith(end)]
                    out.append(((conjunction, preposition, pronoun), stems))
        return out


def _with(entries: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    return entries if any(entry.means(one) for one in entries) else (*entries, entry)


def _likeliest(form: str, splits: list[_Split]) -> tuple[str, str, bool, str]:
    """How a word that the lexicon does not know splits: where it has the article, there."""
    for (conjunction, preposition, pronoun), candidates in splits:
        if not pronoun and len(candidates) > 1 and len(candidates[-1][0]) > 2:
            return conjunction, preposition, True, candidates[-1][0]
    return "", "", False, form


def _may_take(entry: Entry, split_off: tuple[str, str, str], article: bool, in_order_to: str) -> bool:
    conjunction, preposition, pronoun = split_off
    if pronoun and entry.form == _ADJECTIVE:
        return False  # مخزنا is no "our shameful"
    if entry.form and entry.form[0] in FINITE:
        return not article and (not preposition or (preposition == in_order_to and entry.form[0] in ("present", "jussive")))
    takes = _TAKES.get(entry.kind, "cpas")
    return not ((conjunction and "c" not in takes) or (preposition and "p" not in takes) or (article and "a" not in takes) or (pronoun and "s" not in takes))
