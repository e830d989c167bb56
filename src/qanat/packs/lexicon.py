"""The words of a language: forms → what they may mean, with attached particles split off."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import astuple, dataclass
from typing import Any, Final, NamedTuple

from qanat.packs.rows import Person
from qanat.packs.word import FINITE, HOLDING, KNOWN, SCRIPT, TENSES, WRITTEN, Entry, Phrase, Sense, Word


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
_SHORTENED: Final = ("jussive", "s")
_ADJECTIVE: Final = ("adjective",)
_SHORTEST: Final = 3  # letters of a common word, past which its endings are told from those of names
_ORDINARY: Final = frozenset(("common", "speech", "meet", "hold"))
_PLAIN: Final = frozenset(("common", "name"))  # kinds that give a word no meaning
_FAINT: Final = frozenset(("name", "place"))
_EVENT: Final = frozenset(("deed", "bear", "how", "context"))
_ACT: Final = frozenset(("act", "tone", "performed"))
_MEMO: Final = 100_000  # words: some 65 MB


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

    def __init__(self, particles: Particles, letters: Container[int], holding: frozenset[str], known: dict[str, Known] | None = None) -> None:
        self.particles = particles
        self.letters, self.holding = letters, holding  # code points of the language's letters; words that hold sentences together
        self.sets: dict[str, frozenset[str]] = {}  # a word of closed sets → the names of these
        self.surnames: dict[str, tuple[str, str, Person]] = {}  # those of the pack
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
        return Lexicon, (self.particles, self.letters, self.holding, self.known)

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
                    if pronoun and entry.form[:1] in TENSES and form.startswith(attached.article) and rows.get(form[len(attached.article) :]):
                        continue  # الحكم is no "he urged you"
                    if article and entry.kind == "name" and any(sense.entry.form[:1] in TENSES for sense in here):
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
        word.sets, word.stem_sets = self.sets.get(form, word.sets), self.sets.get(word.stem, word.stem_sets)
        word.closed, word.rooted, word.surname = bool(word.sets), bool(word.stem_sets), self.surnames.get(form)
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
            made.tongue, made.closed, made.rooted, made.sets, made.stem_sets = word.tongue, word.closed, word.rooted, word.sets, word.stem_sets
            made.surname = word.surname
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
    if conjunction and entry.form[::2][:2] == _SHORTENED:
        return False  # فيات is no "and he did not come": the shortened form follows a negation
    if entry.form and entry.form[0] in FINITE:
        return not article and (not preposition or (preposition == in_order_to and entry.form[0] in ("present", "jussive")))
    takes = _TAKES.get(entry.kind, "cpas")
    return not ((conjunction and "c" not in takes) or (preposition and "p" not in takes) or (article and "a" not in takes) or (pronoun and "s" not in takes))
