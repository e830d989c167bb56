"""What stands at a token: rows of closed tables, titles, names; every answer is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qanat.packs import Pack
from qanat.packs.rows import Country, Person
from qanat.packs.word import LISTED, Entry, Phrase, Sense, Word
from qanat.read.hosts import host_before
from qanat.read.names import follows, name_run
from qanat.read.syntax import is_counterpart
from qanat.text.words import Words

_VISITED: Final = 12  # tokens between a visit and the state
IN_MARKS: Final = 6  # tokens of a name in quotation marks, with the marks
_SPORTS: Final = 3  # words of sport that make a text one
_STATES: Final = frozenset(("state", "place", "nation"))
_TWO_NAMES: Final = 3  # words of a full name and of the next one
_BEFORE_STATE: Final = _STATES | {"head", "noun", "occasion"}  # kinds of words before the name of a state


def bodies_named(pack: Pack, nouns: Iterable[str], name: tuple[str, ...]) -> Iterator[Sense]:
    """The known bodies whose name is one of the nouns and then these words: "حزب" and "الشعب الجمهوري"."""
    for noun in nouns:
        for phrase in pack.lexicon.word(noun).phrases.get(name[0], ()):
            if phrase.rest == name and phrase.sense.entry.kind == "body":
                yield phrase.sense


class Lookup:
    """Asks the pack what begins at a token of one text."""

    def __init__(self, words: Words, pack: Pack, home: str | None = None, day: str | None = None) -> None:
        self.words = words
        self.day = day  # of publication
        self.forms = words.words
        self.size = len(words.words)
        self.pack = pack
        self.function = pack.sets["function.words"]
        self.joins = pack.sets["offices.joins"]
        self.possessive = tuple(p for p in pack.lexicon.particles.pronouns if len(p) > 1)
        self.possessed = pack.lexicon.particles.pronouns
        self.links = pack.sets["names.links"]
        self.bearing = pack.either("names.bearers", "names.works")  # of those with a title
        self.openers = pack.sets["names.openers"]
        self.former = pack.sets["offices.former"]
        self.people = pack.sets["offices.people"]
        self.describing = tuple(pack.sets["offices.describing"])
        self.of = pack.complements
        self.bodies = pack.bodies
        self.quoted = pack.quoted
        self.styled = pack.either(*pack.styles)
        self.namesakes = pack.sets["offices.namesakes"]
        realms = (("offices.kingdom", "offices.kingdoms"), ("offices.sultanate", "offices.sultanates"))
        self.realms = [(pack.sets[nouns], pack.sets[states]) for nouns, states in realms]
        self.runs = [-1] * (2 * self.size)  # memories of `name_at`, `known` and `_title`
        self.rows: list[tuple[Sense | None, int] | None] = [None] * self.size
        self.titles: dict[int, tuple[int, str] | None] = {}
        self.home = pack.countries.get(home or "")
        self.states = frozenset([state for word in self.forms for state in word.states])  # all that the text names
        self._sports: bool | None = None

    def name_at(self, first: int, *, titled: bool) -> int:
        """The token after the name that begins here, see `name_run`."""
        if first >= self.size:
            return first
        place = 2 * first + titled
        end = self.runs[place]
        if end < 0:
            end = self.runs[place] = self._one_name(first, name_run(self.words, first, self.pack, titled=titled))
        return end

    def _one_name(self, first: int, end: int) -> int:
        """ "استقبل عبد الفتاح السيسي جون كيري": of two known names that meet, the first one."""
        if end - first < _TWO_NAMES:
            return end
        one, after = self.known(first)
        if one is None or one.entry.kind != "person" or not first + 1 < after < end:
            return end
        other, past = self.known(after)
        two = other is not None and other.entry.kind == "person" and other.entry.id != one.entry.id and past > after + 1
        return after if two else end

    def known(self, at: int) -> tuple[Sense | None, int]:
        """The longest row of a closed table that begins here, and the token after it."""
        if at >= self.size or not self.forms[at].listed:
            return None, at
        found = self.rows[at]
        if found is None:
            found = self.rows[at] = self._row(at)
        return found

    def _row(self, at: int) -> tuple[Sense | None, int]:
        word = self.forms[at]
        for phrase in self._phrases(at):
            if phrase.sense.entry.kind in LISTED and self._follows(at + 1, phrase.rest):
                if phrase.sense.entry.id in self.quoted and not self._quoted(at):
                    continue  # الشرق الأوسط is a region, and in quotation marks a paper
                if not self._meant(phrase.sense):
                    continue
                return phrase.sense, at + 1 + len(phrase.rest)
        for sense in word.rows:
            kind = sense.entry.kind
            city = kind == "state" and "place" in word.kinds and self._rather_city(at, word)
            if not city and not self._rather_word(at, word, kind):
                return sense, at + 1
        home = word.by.get("home")
        own = None
        if home is not None and "offices.visited" not in word.stem_sets:
            own = self._own(word.stem)
        elif home is not None and self._visited(at):
            own = host_before(at, self.words) or self._own(word.stem)
        if home is not None and own is not None:
            state = Entry("state", own.id, own)
            return Sense(state, home.conjunction, home.preposition, article=home.article, pronoun=home.pronoun), at + 1
        return None, at

    def surname(self, at: int) -> tuple[str, str, Person] | None:
        """(conjunction, preposition, person) of a short name that is a word of the language as well: the text must name his state."""
        found = self.forms[at].surname
        return found if found is not None and found[2].country in self.states else None

    @property
    def sports(self) -> bool:
        """Is it a text of sport, by how many of its words are?"""
        if self._sports is None:
            self._sports = len([word for word in self.forms if word.closed and "contacts.sport" in word.sets]) >= _SPORTS
        return self._sports

    def _rather_word(self, at: int, word: Word, kind: str) -> bool:
        """A common word like the name of a state, people or place: "مجريات الأحداث"; "مدرسة بنين", with no word of place, office or state before."""
        if kind == "nation":
            return "offices.no_nations" in word.stem_sets or self._ordinary_adjective(at)
        if kind == "body":
            return "offices.also_acts" in word.stem_sets and not (self._beside_body(at) or self._quoted(at))
        if kind == "place":
            return self._rather_article(word)
        if kind == "state" and at + 1 < self.size and "offices.blessings" in self.forms[at + 1].sets:
            return True  # "باليمن والبركات"
        if kind != "state" or "offices.also_words" not in word.stem_sets:
            return False
        before = self.forms[at - 1] if at else None
        placed = before is not None and (before.form in self.joins or ("contacts.seat" in before.stem_sets or "offices.capital" in before.stem_sets))
        return before is None or not (placed or before.kinds & _BEFORE_STATE)

    def _nation_at(self, at: int) -> Sense | None:
        """The nationality that a word is."""
        return None if self._ordinary_adjective(at) else self.forms[at].by.get("nation")

    def _ordinary_adjective(self, at: int) -> bool:
        """ "القطاع المالي", "وزير المالية", but "الرئيس المالي": a nationality only behind an office or organ of a state."""
        word = self.forms[at]
        if not word.rooted or "offices.also_nations" not in word.stem_sets or "nation" not in word.kinds:
            return False
        before = self.forms[at - 1] if at else None
        if before is None:
            return True
        head = before.by.get("head")
        counterpart = head is not None and is_counterpart(head.entry.row.lemma, self.pack)  # "نظيره المالي"
        definite = before.article or counterpart
        return not (word.article and definite and "offices.of_states" in before.stem_sets)

    def _beside_body(self, at: int) -> bool:
        """Is it joined to a body, or does the word for two of them or "in the name of" stand before: "حماس وفتح", "حركتي فتح", "الناطق باسم فتح"; behind "in"
        a member: "القيادي في فتح سامي", not "أسهم القيادي في فتح الطريق"?
        """
        before = self.forms[at - 1] if at else None
        noun = before.by.get("noun") if before is not None else None
        spoken_for = before is not None and "offices.speaks_for" in before.sets
        of_it = at > 1 and "contacts.in" in self.forms[at - 1].sets and "offices.members" in self.forms[at - 2].stem_sets
        member = of_it and not (at + 1 < self.size and self.forms[at + 1].article)
        return self._joined_to(at, "body") or spoken_for or member or (noun is not None and noun.entry.form[1] == "d")

    def _party_people(self, at: int) -> bool:
        """Is a plural the people of a party rather than holders of an office: "المحافظين والليبراليين", "زعماء المحافظين", but "اجتماع بالمحافظين"?"""
        if "offices.also_governors" not in self.forms[at].stem_sets:
            return False
        own = self.forms[at].by.get("noun")
        beside = [self.forms[k].by.get("noun") for k in (at - 1, at + 1) if 0 <= k < self.size]
        camps = [noun for noun in beside if noun is not None and (noun.entry.row.camp or noun.entry.row.role == "head_of_state")]
        return own is not None and any(noun.conjunction or own.conjunction or noun.entry.row.role for noun in camps)

    def _joined_to(self, at: int, kind: str, unlike: str = "") -> bool:
        """Does "and" join a word of a kind to another one, before or behind it, that is none of the kind `unlike` besides?"""
        before, after = self.forms[at - 1] if at else None, self.forms[at + 1] if at + 1 < self.size else None
        sense = after.by.get(kind) if after is not None and unlike not in after.kinds else None
        if sense is not None and sense.conjunction:
            return True
        return before is not None and bool(self.forms[at].by[kind].conjunction) and kind in before.kinds and unlike not in before.kinds

    def _rather_article(self, word: Word) -> bool:
        """Is it "for the" rather than "for" with a place that begins like it: للحج, but للندن?"""
        particles, sense = self.pack.lexicon.particles, word.by["place"]
        whole = sense.preposition == particles.for_the[0] and not sense.article and word.form.startswith(particles.for_the)
        return whole and self.pack.lexicon.word(particles.article + word.form[len(particles.for_the) :]).common

    def _closing(self, at: int, reach: int) -> int:
        """The token that closes the quotation marks at a token, fewer than so many tokens on; `at` where none does, or where no marks open."""
        closing = self.pack.marks.quotes.get(self.forms[at].mark) if at < self.size else None
        return next((k for k in range(at + 2, min(at + reach, self.size)) if self.forms[k].mark == closing), at) if closing else at

    def _meant(self, sense: Sense) -> bool:
        """Is a name that others bear as well that of the row: not "الحزب الجمهوري" of another state?"""
        return sense.entry.id not in self.namesakes or self._of_here(sense.entry.row.country)

    def _named_by(self, nouns: Iterable[str], name: tuple[str, ...]) -> Sense | None:
        """The known body whose name is one of the nouns and then these words: "حزب" and "الشعب الجمهوري"."""
        return next((sense for sense in bodies_named(self.pack, nouns, name) if self._meant(sense)), None)

    def _of_here(self, country: str) -> bool:
        """Does the text name a state, or is it read from there?"""
        return country in self.states or (self.home is not None and self.home.id == country)

    def _rather_city(self, at: int, word: Word) -> bool:
        """A city of one state spelled like another state: by its marks (عمّان is no عُمان), else by the state that the text is about."""
        state, city = word.by["state"].entry.row, word.by["place"].entry.row
        written = self.words.string(at, at + 1)
        for row in (city, state):
            if any(name != self.pack.folding.of_row(name) and written.endswith(name) for name in row.names):
                return bool(row is city)
        if self._joined_to(at, "place", unlike="state"):
            return True  # "القاهرة وعمان وتل أبيب"
        if self.home is not None and self.home.id in (state.id, city.country):
            return bool(self.home.id == city.country)
        others = [other for other in self.forms if other.stem != word.stem and not other.kinds.isdisjoint(_STATES)]
        named = {getattr(other.by[kind].entry.row, "country", "") or other.by[kind].entry.row.id for other in others for kind in _STATES & other.kinds}
        return city.country in named and state.id not in named

    def _quoted(self, at: int) -> bool:
        """Does a mark of quotation or the word for a paper stand right before?"""
        before = self.forms[at - 1] if at else None
        return before is not None and (before.mark in self.pack.marks.quotes or before.mark == "(" or "times.paper" in before.stem_sets)

    def _visited(self, at: int) -> bool:
        """ "زيارة رسمية للدولة", "وصل إلى البلاد", "يزور البلاد": does somebody come here?"""
        into = self.forms[at].preposition == self.pack.lexicon.particles.for_the[0] or (at > 0 and "contacts.until" in self.forms[at - 1].sets)
        before = self.forms[at - 1] if at else None
        guest = (
            before is not None
            and not (before.preposition or self.forms[at].preposition)
            and bool(before.naming or before.article or before.kinds & {"name", "nation", "person"})
        )
        comes = self.forms[max(at - (_VISITED if into or guest else 1), 0) : at]  # "يزور الرئيس الفرنسي البلاد", but "يزور الرئيس أرجاء البلاد"
        return any(sense.entry.kind in ("meet", "occasion") and sense.entry.row.visit for word in comes if word.meets for sense in word.senses)

    def _own(self, stem: str) -> Country | None:
        """The state meant by "the kingdom" or "our country": the outlet's own, or else the first kingdom that the text names."""
        realms = next((states for nouns, states in self.realms if stem in nouns), None)
        if realms is None or (self.home is not None and self.pack.folding.of_row(self.home.id) in realms):
            return self.home
        rows = (sense.entry.row for word in self.forms for kind in ("state", "nation") if (sense := word.by.get(kind)) is not None)
        return next((row for row in rows if isinstance(row, Country) and row.id in realms), None)

    def _phrases(self, at: int) -> Sequence[Phrase]:
        """The phrases of the lexicon that may stand here, by the word that follows."""
        phrases = self.forms[at].phrases
        return phrases.get(self.forms[at + 1].form, ()) if phrases and at + 1 < self.size else ()

    def _follows(self, at: int, rest: tuple[str, ...]) -> bool:
        return follows(self.forms, at, rest)

    def _that(self, at: int) -> bool:
        """Does a clause of what is said begin here?"""
        return "speech.that" in self.forms[at].sets or "speech.that_pronoun" in self.forms[at].sets

    def _finite(self, at: int) -> bool:
        word = self.forms[at]
        if any(s.article for s in word.senses) and all(s.pronoun for s in word.verbs):
            return False  # الحكم is rather "the rule" than a verb with a pronoun; التقى is a verb, though تقى be a name
        return word.acting or bool(word.verbs)

    def _nationality(self, at: int) -> bool:
        sense = self._nation_at(at)
        return sense is not None and sense.article

    def _seat(self, at: int) -> bool:
        """Is this the noun before the name of a place, whatever is attached to its front: "بمحافظة جدة", no woman who governs?"""
        word, seats = self.forms[at], self.pack.sets["contacts.seat"]
        return word.stem in seats or word.form[len(word.conjunction + word.preposition) :] in seats
