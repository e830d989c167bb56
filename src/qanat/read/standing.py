"""How a mention stands in its clause: whom a verb may belong to, what governs or holds a noun."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import Sense
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import TIMES, finite, holds_genitive
from qanat.text.tense import tense_of
from qanat.text.words import Words

_SEAT: Final = 3  # letters past which a word may hold a pronoun


class Standing:
    """Asks one text how those whom it names stand in it."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        self.words, self.cast, self.pack = words, cast, pack
        self.forms = words.words
        self.genders: dict[str, str] = {}  # of persons, learned from their names, or the verbs before them
        self.governing = pack.either("offices.joins", "contacts.with", "contacts.between", "speech.after", "speech.led", "contacts.led")
        for mention in self.cast.mentions:
            if mention.kind == "name" and mention.actors[0] not in self.genders and (gender := self._by_name(mention)):
                self.genders[mention.actors[0]] = gender
        self.by_name = frozenset(self.genders)
        for mention in self.cast.mentions:  # of others the verb tells, which may be none: "تعرض ابن القذافي للتعذيب"
            verb = finite(self.forms[mention.first - 1]) if mention.kind == "name" and mention.first else None
            if verb is not None and verb.entry.form[1] in "mf":
                self.genders.setdefault(mention.actors[0], verb.entry.form[1])

    def _by_name(self, mention: Mention) -> str:
        """Of a man or woman, as the first name tells, or "bin" or "bint" behind it."""
        sets = self.pack.sets
        forms = [self.pack.folding(part) for part in self.cast.actors[mention.actors[0]].name.split()[:2]]
        if forms[0] in sets["names.women"] or not sets["names.daughters"].isdisjoint(forms[1:2]):
            return "f"
        man = forms[0] in sets["names.men"] or forms[0] in sets["names.openers"] or forms[0] in sets["names.sons"]  # "ابن القذافي"
        return "m" if man or not sets["names.sons"].isdisjoint(forms[1:2]) else ""

    def sure_gender(self, actor: str) -> str:
        """That of a person whose first name tells it, not "Ben" behind it, which may be a family's, nor a verb, which may be that of the office; else ""."""
        sets, first = self.pack.sets, self.pack.folding(self.cast.actors[actor].name.split()[0]) if actor in self.by_name else ""
        return self.genders[actor] if first in sets["names.women"] or first in sets["names.men"] else ""

    def agrees(self, sense: Sense, mention: Mention) -> bool:
        """Can a verb or participle of this form belong to a mention, by gender and number, as far as both are known?"""
        _, gender, number, _ = sense.entry.form
        if sense.entry.form[0] == "noun" or gender not in ("m", "f"):
            return True
        plural = self.several(mention)
        if number in ("d", "p"):
            return plural or mention.kind in ("group", "body") or (number == "d" and self.joined(mention))
        own = self.gender(mention)
        return plural or not own or own == gender

    def joined(self, mention: Mention) -> bool:
        """One of two whom "and" joins: "آبي وترامب"."""
        after, before = self.cast.at(mention.end), self.cast.at(mention.first - 1) if mention.first else None
        return (after is not None and after.first == mention.end and bool(after.conjunction)) or (before is not None and bool(mention.conjunction))

    def _goes_on(self, sense: Sense, mention: Mention) -> bool:
        """Can somebody be the subject that a verb does not repeat? Not two of the men's verb of one: "أكد الجانبان … ورفض"."""
        one = sense.entry.form[1:3] == ("m", "s") and sense.entry.form[0] != "noun"
        return self.agrees(sense, mention) and not (one and self.several(mention))

    def several(self, mention: Mention) -> bool:
        """Does a mention name more than one?"""
        many = mention.kind == "body" and self.forms[mention.first].article and self.forms[mention.first].form.endswith(self.pack.nominative)  # الحوثيون
        return many or mention.number in ("d", "p") or len(mention.actors) > 1

    def gender(self, mention: Mention) -> str:
        """m, f, or empty where its words do not tell."""
        if mention.kind == "name":
            return self.genders.get(mention.actors[0], mention.gender)
        if mention.kind == "state":
            spelled = self.words.text[self.words.ends[mention.first] - len(self.forms[mention.first].stem)] if self.forms[mention.first].article else ""
            return "" if spelled == self.pack.bare_alef else mention.gender  # ألمانيا has no article
        if mention.kind in ("body", "group") and mention.number == "s":
            return "f" if self.forms[mention.first].form.endswith(self.pack.feminine) else mention.gender
        return mention.gender if mention.kind == "office" else ""

    def governed(self, mention: Mention, floor: int) -> bool:
        """Stands a preposition before it? "عدد من النواب" is none."""
        k = mention.first - 1
        if k > floor and (self.forms[k].mark in self.pack.marks.quotes or self.forms[k].mark == "("):
            k -= 1  # على «تويتر», "قالت لـ(عكاظ) مصادر"
        if k > floor and "speech.some" in self.forms[k - 1].sets:
            k -= 2  # "عدد من النواب", but "مع عدد من النواب"
        named = self.cast.at(k) if k >= floor else None
        if k < floor or (named is not None and named.kind == "name"):
            return False  # "قال حسين علي الرئيس": no على
        form, particles = self.forms[k].form, self.pack.lexicon.particles
        joined = form[:1] in particles.conjunctions and form[1:] in self.governing  # "وفي باكستان"
        return joined or form in self.governing or form in particles.prepositions

    def verb(self, at: int) -> bool:
        """Is this token a finite verb that a table knows?"""
        return at >= 0 and self.cast.at(at) is None and finite(self.forms[at]) is not None

    def _held(self, mention: Mention, floor: int) -> bool:
        """Is it held by the noun before it? "حجم خسائر الحوثي"."""
        k = mention.first - 1
        if k > floor and self.forms[k].mark in self.pack.marks.quotes:
            k -= 1
        joined = mention.conjunction and (mention.kind not in ("body", "group") or self.forms[mention.first].article)  # not "بتأسيس وإدارة جماعة"
        if joined or self.forms[k].form in self.pack.lexicon.particles.conjunctions:
            return False  # "مقتل شخصين والشرطة", "و«حماس»"
        return k >= floor and holds_genitive(self.forms[k], self.pack) and not self.told(k)

    def told(self, at: int) -> bool:
        """Is this token a verb, as far as tables or its letters tell: أغلقت?"""
        word = self.forms[at]
        return self.cast.at(at) is None and ("speech.no_more" in word.sets or tense_of(word, self.pack) in ("past", "present"))

    def _after_preposition(self, first: int, end: int) -> bool:
        """Does a preposition stand in the range, with no comma after it?"""
        for k in range(end - 1, first - 1, -1):
            if self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma:
                return False
            some_of = k == first + 1 and "speech.some" in self.forms[first].sets  # "وقالت كل من فرنسا وألمانيا"
            if "offices.joins" in self.forms[k].sets and not some_of:
                return True
        return False

    def _seat(self, mention: Mention, first: int) -> bool:
        """ "المنظمة التي مقرها لندن دعت": where somebody sits, no subject."""
        before = self.forms[mention.first - 1].form if mention.first > first else ""
        return mention.kind in ("state", "place") and before.endswith(self.pack.lexicon.particles.pronouns) and len(before) > _SEAT

    def _met(self, mention: Mention, first: int) -> int:
        """ "الوفد الذي التقى اليوم رئيس المجلس عبر عن": the verb of a relative clause whose object stands right before another verb; -1 where none does."""
        k = mention.first - 1
        while k > first and self.forms[k].kinds & TIMES:
            k -= 1
        return k if k > first and finite(self.forms[k]) is not None and "contacts.who" in self.forms[k - 1].sets else -1

    def _escort(self, mention: Mention) -> bool:
        """ "استقبل الأمير الوزير والوفد المرافق له، الذي نقل": those who came along."""
        return any("offices.escort" in word.sets for word in self.forms[mention.first : mention.end])

    def _of_clause(self, mention: Mention) -> bool:
        """ "في احتفال، بثه التلفزيون، إن": the subject of a clause of its own."""
        clause = mention.first > 1 and self.forms[mention.first - 2].mark in self.pack.marks.comma and bool(self.forms[mention.first - 2].mark)
        before = self.forms[mention.first - 1]
        return clause and not before.mark and before.form.endswith(self.pack.lexicon.particles.pronouns) and "according" not in before.kinds
