"""What a word must be to name a speaker who bears neither name nor office, and whether his words follow."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import SURELY, Sense, Word
from qanat.read.persons import Persons
from qanat.read.syntax import SPEECH, TIMES, finite

ORDINARY: Final = frozenset(("common", "name"))  # kinds of a word that may name an unnamed speaker
DOCUMENTS: Final = (  # ... or what speaks as a document does
    frozenset(("common", "noun")),
    frozenset(("common", "noun", "medium")),
    frozenset(("noun", "medium")),
    frozenset(("common", "noun", "hold")),  # منظمة, which is "organising" as well
)
_CALLED: Final = frozenset(("common", "name", "title", "head"))  # of one with the article
PERSONS: Final = frozenset(("common", "name", "head", "noun", "nation", "meet", "hold", "speech"))  # kinds of a word that may be a plural of persons
SHORT_NAME: Final = 2  # letters past which an unknown word may be a name
_PAPER: Final = 4  # words of a paper's name between marks
NAMED: Final = frozenset(("noun", "head", "state", "place", "body", "person"))
_OF_PERSONS: Final = ("support", "promise")  # acts of which no thing is told
_AT_ONCE: Final = 4  # tokens between him and "that" where the verb takes an object as well
UNTIL_SPOKEN: Final = 16  # tokens between him and his words
_HIDDEN: Final = 6  # tokens from a verb to what is not told of whoever speaks
_ARTICLED: Final = 4  # words with the article that name a speaker together
PLURAL: Final = 5  # letters of a word past which its ending may be that of a plural: no قانون


class SpeakerWords(Persons):
    """Tells plurals of persons, callings and common nouns from other words."""

    @property
    def nominative(self) -> tuple[str, ...]:
        """Endings of plurals that are subjects: الناشطون, ذوو الإعاقة."""
        return self.pack.nominative

    def _verb_before(self, at: int) -> int:
        """The token of the verb of saying before a speaker, past to whom he says it: "قال له الموظف", "أكد لـ«الأيام» مختصون"; -1 where none stands."""
        forms = self.forms
        before = forms[at - 1]
        if before.speaks:
            return at - 1
        if not before.mark:
            return at - 2 if before.closed and at > 1 and "speech.to_him" in before.sets and forms[at - 2].speaks else -1
        for k in range(at - 2, max(at - 2 - _PAPER, 1), -1):
            if forms[k].mark:
                return k - 2 if "speech.of" in forms[k - 1].sets and forms[k - 2].speaks else -1
        return -1

    def _saying(self, at: int) -> Sense | None:
        """That verb, and no passive that is spelled like it: يدعي, "he is called"."""
        verbs = self.forms[self._verb_before(at)].verbs
        return next((sense for sense in verbs if sense.entry.kind == "speech" and sense.entry.form[3] != "passive"), None)

    def _persons(self, word: Word) -> bool:
        """A plural of persons, or somebody of a calling."""
        return word.form.endswith(self.pack.persons) or "speech.callings" in word.stem_sets

    def _expressed(self, word: Word, verb: Sense) -> bool:
        """A noun of what is felt or stood for: "أبدى الفريق قناعته"."""
        own = word.common and word.form.endswith(self.pack.lexicon.particles.pronouns) and len(word.form) > PLURAL
        return "stance" in word.kinds or (own and verb.entry.row.expresses)

    def _people(self, word: Word) -> bool:
        """A word that can be nothing but a subject of persons: a plural in the nominative (الناشطون), "some", "all of them"."""
        if "speech.people" in word.sets:
            return True
        stem = word.stem if word.article else word.form
        plural = word.form.endswith(self.nominative) and len(stem) > PLURAL and not (word.conjunction or word.preposition)
        return plural and word.kinds <= PERSONS and not word.form.startswith(self.pack.imperfect)

    def _held_plural(self, at: int) -> bool:
        """A plural in the nominative that holds the phrase behind it: "لاعبو الفريق", "موظفو الشركة"."""
        word, following = self.forms[at], self.forms[at + 1] if at + 1 < self.size else None
        stem = word.form.removesuffix(self.nominative[0][:1])
        if following is None or not (following.article and self._ordinary(following)) or stem == word.form or word.form in self.openers:
            return False
        if word.conjunction or word.preposition or word.article:
            return False
        return word.kinds <= PERSONS and (stem in self.pack.sets["speech.callings"] or (stem.startswith(self.pack.participle) and len(stem) >= PLURAL - 1))

    def _of_many(self, at: int) -> int:
        """The token behind what only many issue or hold: "البيان الختامي", "إعلان الرياض", "الاجتماع الوزاري", "القمة"; else `at`."""
        word, following = self.forms[at], self.forms[at + 1] if at + 1 < self.size else None
        if following is None or word.preposition or word.conjunction:
            return at
        if word.article and "speech.issued" in word.stem_sets:
            return at + 2 if "speech.joint" in following.sets else at
        if "speech.declared" in word.sets:
            return at + 2 if "place" in following.kinds and not (following.preposition or following.conjunction) else at
        if not word.article or "speech.held" not in word.stem_sets:
            return at
        return self._past_articled(at + 1)

    def _a_name(self, word: Word) -> bool:
        """A word of names and nothing else; أن is no "Anne"."""
        return word.naming == SURELY and word.form not in self.function and not word.preposition

    def _agrees(self, verb: Sense, word: Word) -> bool:
        """Does the verb before a noun agree with it, as it must? A feminine verb may also stand before a broken plural."""
        feminine = verb.entry.form[1] == "f"
        known = word.by.get("noun")
        if known is not None and known.entry.form[1] == "s" and known.entry.form[0] == "m":
            return not feminine  # "وحملت المستشفى المسؤولية"
        if self._people(word):
            return not feminine or not word.form.endswith(self.nominative)
        return feminine or self._gender(word) == "m" or word.form.endswith(self.pack.lexicon.particles.pronouns)

    def _gender(self, word: Word) -> str:
        return "f" if word.form.endswith(self.pack.feminine) else "m"

    def _among(self, word: Word) -> bool:
        """One of the many: "أحد المعلقين", "عدد من المشاركين"."""
        return word.article and word.form.endswith(self.pack.oblique) and word.kinds <= PERSONS and word.form not in self.function

    def _ordinary(self, word: Word) -> bool:
        """A common noun or adjective with nothing before it but the article."""
        return (
            (word.common or word.article)
            and len(word.form) > SHORT_NAME
            and (word.kinds <= ORDINARY or word.kinds in DOCUMENTS or (word.article and (word.kinds <= _CALLED or "noun" in word.kinds)))
            and not (word.conjunction or word.preposition or word.form in self.function or "speech.that_pronoun" in word.sets)
            and not word.form.endswith(self.pack.accusative)
        )

    def _decided(self, body: Word, word: Word) -> bool:
        """Is it on this that a body decides, or what happened, and no adjective of it: "أقر المجلس القانون الجديد", "أقر المجلس الميزانية"?"""
        noun = body.by.get("noun")
        if noun is None or noun.entry.form[1] != "s":
            return False
        if "speech.decided" in word.stem_sets or noun.entry.form[0] != self._gender(word):
            return True
        return any(s.entry.form[:1] == ("noun",) for s in word.acts) or any(e.form == ("noun",) for e in word.tones)  # "أدان المجلس الهجوم"

    def _many_persons(self, word: Word) -> bool:
        """A plural of a participle: مراقبين, للمحللين."""
        return word.stem.startswith(self.pack.participle) and word.form.endswith(self.pack.oblique) and word.kinds <= PERSONS and len(word.stem) > PLURAL

    def _past_articled(self, at: int) -> int:
        """Past the words with the article that may name speakers: الأسرى المضربين, "هذه الدول الثلاث"."""
        end = at
        while end < min(at + _ARTICLED, self.size) and self.forms[end].article and (self._ordinary(self.forms[end]) or "count" in self.forms[end].kinds):
            end += 1
        return end

    def _public(self, word: Word) -> bool:
        """A body or office with the article: المجلس, الجامعة, السفراء; no club or company."""
        office, body = word.by.get("head"), word.by.get("noun")
        named = bool((office and office.entry.row.role != "private") or (body and not body.entry.row.private))
        return word.article and named and not self._team_of_any(word.by.get("noun"))

    def _of_somebody_else(self, at: int) -> int:
        """Past whoever speaks for or belongs to somebody named behind: "حملة ترامب", "زوجة الرئيس المعزول محمد مرسي"; else `at`."""
        word = self.forms[at]
        following = self.forms[at + 1] if at + 1 < self.size else None
        if following is None or {word.stem, word.form}.isdisjoint(self.pack.sets["speech.his_people"]) or word.article or word.preposition:
            return at
        if "head" in following.kinds and following.article:
            office = self._titled(at + 1)
            return office.end if office is not None else at
        if "person" in following.kinds:
            return self.name_at(at + 1, titled=True)  # but "والد الشهيد فلان" may be his own name
        named = not self._calling(word) and (self._a_name(following) or self._known_to_none(following))
        return max(self.name_at(at + 1, titled=True), at + 2) if named else at  # "حملة بوتيجيج", whom no table knows

    def _calling(self, word: Word) -> bool:
        """One of a calling, or of a family: المدرب, الموظفة, والد."""
        callings = self.pack.sets["speech.callings"]
        if word.stem in callings or word.stem.removesuffix(self.pack.feminine[0]) in callings:
            return True
        return word.article and not word.kinds.isdisjoint(("noun", "head")) and not self._team_of_any(word.by.get("noun"))

    def _past_when(self, at: int) -> int:
        """Past "، أمس،" and "من جانبها،" between a speaker and what he says; else `at`."""
        commas = self.pack.marks.comma
        comma = at < self.size and bool(self.forms[at].mark) and self.forms[at].mark in commas
        k = at + comma
        own = k + 1 < self.size and "contacts.from" in self.forms[k].sets and "speech.aside" in self.forms[k + 1].sets
        k += 2 if own else 0
        while k < self.size and not self.forms[k].kinds.isdisjoint(TIMES):
            k += 1
        if k == at + comma:
            return at
        closes = k < self.size and bool(self.forms[k].mark) and self.forms[k].mark in commas
        return k + 1 if closes else at if comma else k

    def _complement(self, at: int, verb: Sense, takes: tuple[str, ...], *, objects: bool, all_of: bool) -> bool:
        """Does what the verb takes stand behind one who can speak, asides apart? "أشار المجلس في بيان إلى", "رفضت الجامعة أمس القرار".

        Without `all_of`, a preposition counts only where the verb tells what is felt or promised: "أعرب المدرب عن", but "أشار الحكم إلى".
        """
        prepositions = self.pack.words(takes)
        if not (all_of or verb.entry.row.expresses or verb.entry.row.act in _OF_PERSONS):
            prepositions = frozenset()
        hidden = at
        for k in range(at, min(at + UNTIL_SPOKEN, self.size)):
            word = self.forms[k]
            if k < hidden:
                continue
            if word.mark:
                if word.mark == "\n" or word.mark in self.pack.marks.sentence_end:
                    return False
                if word.mark in self.pack.marks.colon or (word.mark in self.pack.marks.quotes and "quote" in takes):
                    return True
                continue
            if "speech.that" in word.sets or "speech.that_pronoun" in word.sets:
                return "speech.unless" not in self.forms[k - 1].sets
            if word.form in prepositions:
                if k + 1 < self.size and "speech.set_phrases" in self.forms[k + 1].sets:
                    continue
                return True
            if word.preposition and word.preposition in prepositions and "speech.manner" not in word.sets:
                return True
            told = finite(word, SPEECH) if "speech" in word.kinds else None
            if told is not None and not told.entry.row.close and not word.preposition and "stance" not in word.kinds:
                hidden = self._past_hidden(k)
                if hidden == k:
                    return False
                continue
            if all_of and "stance" in takes and "stance" in word.kinds and word.by["stance"].pronoun:
                return True  # "رفعت أسرة الشهيد شكرها"
            if (
                objects
                and "object" in takes
                and (word.article or "stance" in word.kinds or word.kinds & NAMED)
                and not (word.preposition or word.kinds & TIMES)
            ):
                return True
        return False

    def _speaks(self, at: int, takes: tuple[str, ...], *, at_once: bool, quote: bool) -> bool:
        """Do the words spoken begin soon after, or `at_once`? A quotation right after an indefinite noun is rather its name."""
        before = at
        at = self._past_when(at)
        after = self.forms[at] if at < self.size else None
        persons = self._people(self.forms[before - 1]) or self.forms[before - 1].form.endswith(self.pack.persons)
        if persons and after is not None and after.conjunction and at + 1 < self.size:
            after = self.forms[at + 1]  # "المصابون وأقاربهم عن"
        if persons and after is not None and (after.form in self.pack.words(takes) or (after.preposition and after.preposition in self.pack.words(takes))):
            return True  # "دعا المعتصمون إلى", "طالب البعض بتدخل"
        limit, hidden = at + (_AT_ONCE if at_once else UNTIL_SPOKEN), at
        for k in range(at, min(at + UNTIL_SPOKEN + _HIDDEN, self.size)):
            word = self.forms[k]
            if k < hidden:
                continue
            if k >= limit:
                break
            if word.mark in self.pack.marks.quotes and not quote and k == at:
                return False
            if "speech.that" in word.sets or "speech.that_pronoun" in word.sets or (word.mark and word.mark in self.pack.marks.colon):
                return "speech.unless" not in self.forms[k - 1].sets
            if word.mark in self.pack.marks.quotes and not at_once:
                return True
            told = finite(word, SPEECH) if "speech" in word.kinds else None
            if told is not None and (hidden := self._past_hidden(k)) > k:
                limit += hidden - k
                continue
            if word.mark == "\n" or word.mark in self.pack.marks.sentence_end or (word.mark and at_once) or (told is not None and not told.entry.row.close):
                return False
        return False

    def _past_hidden(self, at: int) -> int:
        """Past what a speaker refuses to tell of himself: "طلب عدم كشف هويته"; else `at`."""
        near = range(at + 1, min(at + _HIDDEN, self.size))
        return next((k + 1 for k in near if "speech.identity" in self.forms[k].sets), at)
