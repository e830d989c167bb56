"""What stands at a token: rows of closed tables, titles, names; every answer is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qanat.packs import Pack
from qanat.packs.lexicon import Entry, Phrase, Sense, Word
from qanat.packs.rows import Country, Person
from qanat.read.hosts import host_before
from qanat.read.names import name_run
from qanat.text.words import Words

_VISITED: Final = 12  # tokens between a visit and the state
_KNOWN: Final = ("person", "body", "state", "place", "nation")
IN_MARKS: Final = 6  # tokens of a name in quotation marks, with the marks
_HYPHENS: Final = frozenset("-–—/")
_DASHES: Final = frozenset("-–—()")
_SPORTS: Final = 3  # words of sport that make a text one
_SHORTEST: Final = 3  # letters of a name that stands alone behind an office
_GLOSS: Final = 6  # tokens of what stands in brackets between an office and a name, with the brackets
_STATES: Final = frozenset(("state", "place", "nation"))
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
        self.counterparts = pack.sets["offices.counterpart"]
        self.former = pack.sets["offices.former"]
        self.people = pack.sets["offices.people"]
        self.describing = tuple(pack.sets["offices.describing"])
        self.of = pack.complements
        self.bodies = pack.bodies
        self.quoted = pack.quoted
        self.namesakes = pack.sets["offices.namesakes"]
        self.kingdom, self.kingdoms = pack.sets["offices.kingdom"], pack.sets["offices.kingdoms"]
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
            end = self.runs[place] = name_run(self.words, first, self.pack, titled=titled)
        return end

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
            if phrase.sense.entry.kind in _KNOWN and self._follows(at + 1, phrase.rest):
                if phrase.sense.entry.id in self.quoted and not self._quoted(at):
                    continue  # الشرق الأوسط is a region, and in quotation marks a paper
                if not self._meant(phrase.sense):
                    continue
                return phrase.sense, at + 1 + len(phrase.rest)
        for kind in _KNOWN:
            sense = word.by.get(kind)
            if sense is not None and not (kind == "state" and ("place" in word.by and self._rather_city(at, word))) and not self._rather_word(at, word, kind):
                return sense, at + 1
        sense = word.by.get("home")
        own = None
        if sense is not None and word.stem not in self.pack.sets["offices.visited"]:
            own = self._own(word.stem)
        elif sense is not None and self._visited(at):
            own = host_before(at, self.words, self.pack) or self._own(word.stem)
        if sense is not None and own is not None:
            state = Entry("state", own.id, own)
            return Sense(state, sense.conjunction, sense.preposition, article=sense.article, pronoun=sense.pronoun), at + 1
        return None, at

    def surname(self, at: int) -> tuple[str, str, Person] | None:
        """(conjunction, preposition, person) of a short name that is a word of the language as well: the text must name his state."""
        found = self.pack.surnames.get(self.forms[at].form)
        return found if found is not None and found[2].country in self.states else None

    @property
    def sports(self) -> bool:
        """Is it a text of sport, by how many of its words are?"""
        if self._sports is None:
            told = self.pack.sets["contacts.sport"]
            self._sports = sum(word.form in told for word in self.forms) >= _SPORTS
        return self._sports

    def _rather_word(self, at: int, word: Word, kind: str) -> bool:
        """A common word like the name of a state, people or place: "مجريات الأحداث"; "مدرسة بنين", with no word of place, office or state before."""
        if kind == "nation":
            return word.stem in self.pack.sets["offices.no_nations"] or self._ordinary_adjective(at)
        if kind == "body":
            return word.stem in self.pack.sets["offices.also_acts"] and not (self._beside_body(at) or self._quoted(at))
        if kind == "place":
            return self._rather_article(word)
        if kind == "state" and at + 1 < self.size and self.forms[at + 1].form in self.pack.sets["offices.blessings"]:
            return True  # "باليمن والبركات"
        if kind != "state" or word.stem not in self.pack.sets["offices.also_words"]:
            return False
        before = self.forms[at - 1] if at else None
        return before is None or not (before.form in self.joins or before.kinds & _BEFORE_STATE or before.stem in self.pack.sets["offices.capital"])

    def _nation_at(self, at: int) -> Sense | None:
        """The nationality that a word is."""
        return None if self._ordinary_adjective(at) else self.forms[at].by.get("nation")

    def _ordinary_adjective(self, at: int) -> bool:
        """ "القطاع المالي", "وزير المالية", but "الرئيس المالي": a nationality only behind an office or organ of a state."""
        word = self.forms[at]
        if word.stem not in self.pack.sets["offices.also_nations"] or "nation" not in word.kinds:
            return False
        before = self.forms[at - 1] if at else None
        if before is None:
            return True
        head = before.by.get("head")
        counterpart = head is not None and self.pack.folding(head.entry.row.lemma) in self.pack.sets["offices.counterpart"]  # "نظيره المالي"
        definite = before.article or counterpart
        return not (word.article and definite and before.stem in self.pack.sets["offices.of_states"])

    def _beside_body(self, at: int) -> bool:
        """Is it joined to a body, or does the word for two of them stand before: "حماس وفتح", "فتح وحماس", "حركتي فتح"?"""
        noun = self.forms[at - 1].by.get("noun") if at else None
        return self._joined_to(at, "body") or (noun is not None and noun.entry.form[1] == "d")

    def _party_people(self, at: int) -> bool:
        """Is a plural the people of a party rather than holders of an office: "المحافظين والليبراليين", "زعماء المحافظين", but "اجتماع بالمحافظين"?"""
        if self.forms[at].stem not in self.pack.sets["offices.also_governors"]:
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
        closing = self.pack.marks.quotes.get(self.forms[at].mark)
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
            if any(name != self.pack.folding(name) and written.endswith(name) for name in row.names):
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
        return before is not None and (before.mark in self.pack.marks.quotes or before.mark == "(" or before.stem in self.pack.sets["times.paper"])

    def _visited(self, at: int) -> bool:
        """ "زيارة رسمية للدولة", "وصل إلى البلاد", "يزور البلاد": does somebody come here?"""
        into = self.forms[at].preposition == self.pack.lexicon.particles.for_the[0] or (at > 0 and self.forms[at - 1].form in self.pack.sets["contacts.until"])
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
        if stem not in self.kingdom or (self.home is not None and self.pack.folding(self.home.id) in self.kingdoms):
            return self.home
        rows = (sense.entry.row for word in self.forms for kind in ("state", "nation") if (sense := word.by.get(kind)) is not None)
        return next((row for row in rows if isinstance(row, Country) and row.id in self.kingdoms), None)

    def _phrases(self, at: int) -> Sequence[Phrase]:
        """The phrases of the lexicon that may stand here, by the word that follows."""
        phrases = self.forms[at].phrases
        return phrases.get(self.forms[at + 1].form, ()) if phrases and at + 1 < self.size else ()

    def _follows(self, at: int, rest: tuple[str, ...]) -> bool:
        return tuple([word.form for word in self.forms[at : at + len(rest)]]) == rest

    def _title(self, at: int) -> tuple[int, str] | None:
        """(end, kind) of the title that begins here, the longest."""
        if at >= self.size or "title" not in self.forms[at].begins:
            return None
        if at not in self.titles:
            self.titles[at] = self._title_at(at)
        return self.titles[at]

    def _title_at(self, at: int) -> tuple[int, str] | None:
        word = self.forms[at]
        for phrase in self._phrases(at):
            if phrase.sense.entry.kind == "title" and self._follows(at + 1, phrase.rest):
                return at + 1 + len(phrase.rest), phrase.sense.entry.form[0]
        if word.stem in self.pack.sets["offices.styled"] and at + 1 < self.size and self.forms[at + 1].form in self.pack.sets["offices.premier"]:
            return at + 1, "honorific"  # "دولة رئيس مجلس النواب"; "دولة الإمارات" is a state
        sense = word.by.get("title")
        if sense is None or sense.pronoun:
            return None
        dotted = len(word.stem) == 1 and at + 1 < self.size and self.forms[at + 1].mark == "."  # د.
        return (at + 2 if dotted else at + 1, sense.entry.form[0]) if dotted or len(word.stem) > 1 else None

    def _name_after(self, at: int, office: bool) -> tuple[int, int] | None:
        """The name right after titles or an office, also between quotation marks or after a comma."""
        forms = self.forms
        if at >= self.size:
            return None
        word = forms[at]
        if (word.mark in self.pack.marks.quotes or word.mark == "(") and office and at + 2 < self.size:
            start = self._past_titles(at + 1)  # صاحب السمو الملكي "الأمير …"
            end = self.name_at(start, titled=True) if start < self.size else start
            sense, short = self.known(start) if start < self.size else (None, start)
            end = short if end == start and sense is not None and sense.entry.kind == "body" else end  # "مدير صندوق … (أوفيد) فلان"
            closed = word.mark == "(" and end > at + 1 and end + 1 < self.size and forms[end].mark == ")"
            if closed and (stop := self.name_at(end + 1, titled=True)) > end + 1 and not forms[end + 1].conjunction:
                return end + 1, stop  # "الرئيس (فلاديمير) بوتين"
            known = self.known(start)[0] if start < self.size else None
            if known is not None and known.entry.kind == "body":
                return None  # "«بي بي سي»"
            sure = start > at + 1 or end > start + 1 or self.name_at(start, titled=False) == end  # "لي باكيز"
            if end > start and end < self.size and sure and (word.mark == "(" or forms[end].mark == self.pack.marks.quotes[word.mark]):
                return start, end
            return self._past_gloss(at) if word.mark == "(" else None
        if word.form in self.pack.sets["offices.speaks_for"] and office and self.name_at(at, titled=False) == at:
            return None  # no man called باسم
        if word.form in self.pack.sets["offices.is"] and office and self.name_at(at + 1, titled=False) > at + 2:
            return at + 1, self.name_at(at + 1, titled=True)  # "متحدث باسم الرئاسة هو جربا شيهو"
        if word.mark in self.pack.marks.colon and office:
            return self._listed(at + 1)
        if (word.mark in self.pack.marks.comma or word.mark in _HYPHENS) and office and at + 1 < self.size:
            skip = at + 1
            while skip < self.size and forms[skip].mark and forms[skip].mark in self.pack.marks.comma:
                skip += 1
            if skip < self.size and forms[skip].mark and forms[skip].mark in self.pack.marks.quotes:
                return self._name_after(skip, office)  # عضو البرلمان، "طارق الجروشي"
            while skip < self.size and (title := self._title(skip)) is not None and title[1] != "prayer" and self._bare(skip):
                skip = title[0]
            skip = self._past_nationality(skip)
            end = self.name_at(skip, titled=True)
            if end == skip or self._sense_front(skip):
                return None
            sure = skip > at + 1 or self.name_at(skip, titled=False) == end
            closed = end >= self.size or bool(forms[end].mark) or self._that(end)  # "، أوليكسي ريزنيكوف ،", "، رضا شرف الدين أن"
            return (skip, end) if sure or (closed and end > skip + 1) else None
        following = forms[at + 1] if at + 1 < self.size else None
        if (
            word.article
            and not word.kinds
            and following is not None
            and (
                (
                    (word.stem.startswith(self.pack.participle) or (word.form.endswith(self.describing) and not following.article))
                    and (following.naming == 2 or following.form in self.pack.sets["names.openers"])
                )
                or ((sense := self.known(at + 1)[0]) is not None and sense.entry.kind == "person")
            )
        ):
            at, word = at + 1, following  # "الزعيم الكردي المسجون عبد الله أوجلان"
        if self._sense_front(at) or ("nation" in word.kinds and not self._first_name(at)) or (word.article and "occasion" in word.kinds):
            return None
        place, after = self.known(at)
        named = after > at + 1 and self.name_at(at, titled=True) > after and all("name" in one.kinds for one in forms[at:after])  # "المحلل صلاح الدين الجورشي"
        if place is not None and place.entry.kind == "place" and after > at + 1 and not named:
            return None  # "سلطات العاصمة الإثيوبية أديس أبابا", "قمة كامب ديفيد"
        end = self.name_at(at, titled=True)
        if ("head" in word.kinds or len(word.form) < _SHORTEST) and end <= at + 1:
            return None
        if end == at + 1 and "person" not in word.kinds and word.form.endswith(self.possessive):
            return None  # المقرر سريانها
        if end == at + 1 and word.article and "place" in word.kinds and "person" not in word.kinds:
            return None  # "زار الرئيس الصيني الرياض"
        if end == at + 1 and not word.kinds and word.form[0] == self.pack.lexicon.particles.conjunctions[0]:
            return None  # "مستشار الرئيس وصهره"
        if end == at + 1 and not word.kinds and word.form.startswith(self.pack.imperfect) and end < self.size and not forms[end].mark:
            return None  # "متحدث باسم الوزارة يوبخ": rather a verb
        if end == at + 1 and word.article and word.form[-1] in self.pack.feminine and "person" not in word.kinds:
            return None  # an adjective that the lexicon lacks rather than a name
        return (at, end) if end > at else None

    def _past_gloss(self, at: int) -> tuple[int, int] | None:
        """The name behind brackets with another name of what an office is of: "المتحدث باسم وزارة الدفاع (البنتاغون) آدم ستامب"."""
        closing = next((k for k in range(at + 2, min(at + _GLOSS, self.size)) if self.forms[k].mark == ")"), self.size)
        end = self.name_at(closing + 1, titled=True) if closing + 1 < self.size else closing
        return (closing + 1, end) if end > closing + 2 and not self._sense_front(closing + 1) else None

    def _that(self, at: int) -> bool:
        """Does a clause of what is said begin here?"""
        return self.forms[at].form in self.pack.sets["speech.that"] or self.forms[at].form in self.pack.sets["speech.that_pronoun"]

    def _past_nationality(self, at: int) -> int:
        """Past a nationality set off before a name of several words: "الوزير الأول، الجزائري، عبد المالك سلال"; else `at`."""
        name = at + 1
        if name < self.size and self.forms[name].mark and self.forms[name].mark in self.pack.marks.comma:
            name += 1
        return name if name < self.size and self._nationality(at) and self.name_at(name, titled=True) > name + 2 else at

    def _past_titles(self, at: int) -> int:
        """The token after the titles that begin here."""
        while at < self.size and (title := self._title(at)) is not None and title[1] != "prayer":
            at = title[0]
        return at

    def _listed(self, at: int) -> tuple[int, int] | None:
        """The name behind a colon in a list, "وزير العدل: غازي الجريبي" at the end of a line or before the next office; a speaker has more to say."""
        end = self.name_at(at, titled=True) if at < self.size else at
        if end < at + 2 or self.name_at(at, titled=False) != end:
            return None
        rest = self.forms[end : end + 4]
        closed = not rest or rest[0].mark or any("head" in word.kinds and not word.article for word in rest)
        return (at, end) if closed else None

    def _sense_front(self, at: int) -> bool:
        word = self.forms[at]
        sense = word.by.get("name") or word.by.get("person")
        return sense is not None and bool(sense.conjunction or sense.preposition)

    def _royal_name(self, at: int) -> int:
        """The token after the name of a king or prince: his own, with his fathers': "الملك عبد الله بن عبد العزيز"."""
        sons = self.pack.sets["names.sons"]
        while at < self.size and self.forms[at].naming:
            at += 2 if self.forms[at].form in self.openers and at + 1 < self.size else 1
            if at >= self.size or self.forms[at].form not in sons:
                break
            at += 1
        return at

    def _son(self, at: int) -> bool:
        """Is this a word of names right before "son of"?"""
        following = self.forms[at + 1].form if at + 1 < self.size else ""
        word = self.forms[at]
        nation = word.article and "nation" in word.kinds  # "نظيره التركي بن علي يلدرم"
        return following in self.pack.sets["names.sons"] and "name" in word.kinds and not nation

    def _first_name(self, at: int) -> bool:
        """Is a nationality a first name here, for its father's or family's name follows: "الأمير تركي بن فهد", "تركي الدهمش"?"""
        word = self.forms[at]
        following = self.forms[at + 1] if at + 1 < self.size else None
        if "name" not in word.kinds or word.article or following is None:
            return False
        return following.form in self.links or (following.naming > 0 and not following.common and not following.kinds - {"name", "person"})

    def _finite(self, at: int) -> bool:
        word = self.forms[at]
        if any(s.article for s in word.senses) and all(s.pronoun for s in word.verbs):
            return False  # الحكم is rather "the rule" than a verb with a pronoun; التقى is a verb, though تقى be a name
        return word.acting or bool(word.verbs)

    def _bare(self, at: int) -> bool:
        """Nothing is attached to the front of this word."""
        word = self.forms[at]
        sense = word.by.get("head") or word.by.get("title")
        if sense is None:  # وصاحب السمو
            titles = (p.sense for p in self._phrases(at) if p.sense.entry.kind == "title" and self._follows(at + 1, p.rest))
            sense = next(titles, None)
        return sense is None or not (sense.conjunction or sense.preposition)

    def _nationality(self, at: int) -> bool:
        sense = self._nation_at(at)
        return sense is not None and sense.article

    def _begins_name(self, at: int) -> bool:
        if at >= self.size or not self._bare(at):
            return False
        title = self._title(at)
        if title is not None and title[1] != "prayer" and not ("head" in self.forms[at].kinds and title[1] == "noble"):
            return True
        if self._sense_front(at) or self.forms[at].article:
            return False
        end = self.name_at(at, titled=True)
        return end > at + 1 or (end > at and self.known(at)[0] is not None)

    def _articled_name(self, at: int) -> bool:
        """Is an articled word a first name, as in the Maghreb, for more of a name follows: "الهادي بوعوني"?"""
        if self.forms[at].form not in self.pack.sets["names.articled"] or at + 1 >= self.size:
            return False
        return self.forms[at + 1].form in self.pack.sets["names.sons"] or self._of_a_name(at + 1)

    def _of_a_name(self, at: int) -> bool:
        """Is a word a name, and with nothing attached to it no ordinary word or verb?"""
        word = self.forms[at]
        return word.naming > 0 and not (word.common or word.conjunction or word.preposition or word.verbs)

    def _of_god(self, at: int) -> bool:
        """Does a first name of two words begin here: "غرم الله"?"""
        following = self.forms[at + 1].form if at + 1 < self.size else ""
        return self.forms[at].form in self.pack.sets["names.of_god"] and following in self.pack.sets["speech.prayed"]

    def _seat(self, at: int) -> bool:
        """Is this the noun before the name of a place, whatever is attached to its front: "بمحافظة جدة", no woman who governs?"""
        word, seats = self.forms[at], self.pack.sets["contacts.seat"]
        return word.stem in seats or word.form[len(word.conjunction + word.preposition) :] in seats

    def _skip_prayer(self, at: int) -> int:
        """Past "حفظه الله" with its dashes or brackets."""
        start = at
        if at < self.size and self.forms[at].mark in _DASHES:
            at += 1
        moved = at
        while moved < self.size and (title := self._title(moved)) is not None and title[1] == "prayer":
            moved = title[0]
        if moved == at:
            return start
        if moved < self.size and self.forms[moved].mark in _DASHES:
            moved += 1
        return moved
