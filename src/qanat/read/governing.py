"""What governs a phrase: the preposition before it, through counts, seats and quotation marks."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.cast import PEOPLE, PLACES, Cast, Mention
from qanat.read.delegations import Delegations
from qanat.read.frame import GENITIVE
from qanat.read.syntax import HOLD, finite, holds_genitive, puts_off
from qanat.text.words import Words

_ADJECTIVES: Final = 2  # tokens between what a place is and its name
_NEEDED: Final = 4  # tokens from a noun to the word that makes it one of contact
_LANDING: Final = 8  # tokens between an airport and the place where it is


class Governing(Delegations):
    """Tells by which preposition, or as whose genitive, a mention stands in its clause."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        self.each = pack.sets["contacts.each"]
        self.each_of = pack.sets["contacts.each_of"]
        self.particles = (*pack.lexicon.particles.conjunctions, *pack.lexicon.particles.prepositions)
        self.until = next(iter(pack.sets["contacts.until"]), "")
        self.seats = pack.either("contacts.seat", "offices.capital")
        self.governing = pack.either("offices.joins", "contacts.between", "contacts.with", "speech.before_noun")
        self.escort = pack.sets["contacts.escort"]

    def _preposition(self, mention: Mention) -> str:
        """What governs a mention: the attached preposition, or the function word before it ("مع كل من" counts as "مع")."""
        if mention.kind in PLACES and (landing := self._landing(mention)) is not None:
            leading = self.forms[landing - 1].form
            return self.forms[landing].preposition or (leading if leading in self.governing else "")
        if mention.preposition:
            return mention.preposition
        k = mention.first - 1
        if k > 1 and "contacts.as_well" in self.forms[k - 1].sets and (first := self._ends_before(k - 2)) is not None:
            return self._preposition(first)  # "مع وزراء مصر والأردن، فضلا عن السفير"
        if k > 0 and self.forms[k].mark and self.forms[k].mark in self.pack.marks.quotes and self._closed(mention.end):
            k -= 1
            form, particles = self.forms[k].form, self.pack.lexicon.particles
            if form == particles.for_the[0]:
                return form  # "رسالة لـ«حزب الله»"
            joined = self.cast.at(k - 1 - self._closed(k - 1)) if form in particles.conjunctions else None
            if joined is not None:
                return self._preposition(joined)  # "بين «فتح» و«حماس»"
        if mention.number == "p" and k > 0 and "count" in self.forms[k].kinds and not self.forms[k].conjunction:
            if self.forms[k].preposition:
                return self.forms[k].preposition
            k -= 1  # "التقى ثلاثة وزراء"
        if mention.conjunction and k > 1 and "speech.sides" in self.forms[k].stem_sets:
            k -= 2  # "بين إيران من جهة وأمريكا"
        listed = mention.conjunction and k > 0 and self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma  # "مع كيري، وفابيوس"
        if mention.conjunction and k >= 0 and (joined := self._joined_to(mention, k - 1 if listed else k)) is not None:
            return self._preposition(joined)  # "مع مصر واليونان"
        while k >= 0 and (self._one_of(k) or (k and self.forms[k].form in self.each_of and self._one_of(k - 1))):
            attached = self._counting(self.forms[k].form)
            if attached in self.pack.lexicon.particles.conjunctions:
                before = k - 2 if k > 1 and self.forms[k - 1].mark and self.forms[k - 1].mark in self.pack.marks.comma else k - 1
                joined = self.cast.at(before) if before >= 0 else None
                return self._preposition(joined) if joined is not None else GENITIVE  # "مع الوزير وعدد من النواب"
            if attached:
                return attached  # "اجتمع بقيادات من الحركة"
            k -= 1
        if mention.kind in ("city", "place", "state"):
            k = self._before_adjectives(k)
        while k > 0 and self._seat(k) and mention.kind in ("city", "place", "state"):
            if self.forms[k].preposition:
                return self.forms[k].preposition
            k -= 1  # "إلى العاصمة الرياض", "إلى مدينة عدن"
        if k < 0:
            return ""
        named = self.cast.at(k)
        if named is not None and named.kind == "name":
            return ""  # "التقى حسين علي الرئيس": no على
        form = self.forms[k].form
        stem = self.forms[k].stem
        if k > 1 and form in self.pack.sets["contacts.by_whom"] and "contacts.from" in self.forms[k - 1].sets:
            nouns = (word.by.get("occasion") for word in self.forms[max(k - _NEEDED, 0) : k - 1])
            of = next((noun.entry.row.from_ for noun in nouns if noun is not None), ())
            return self.forms[k - 1].form if self.forms[k - 1].form in self.pack.words(of) else form  # "باستقبال من طرف الرئيس"
        governing = self.governing
        if form in self.pack.sets["contacts.towards"] and mention.kind in PLACES:
            return self.until
        if (form in governing or form in self.escort) and not puts_off(k, self.words):
            return form
        if form in self.pack.sets["offices.is"]:
            return GENITIVE  # "وهو مستشار قديم": no subject
        if k and stem in self.pack.sets["contacts.attendance"] and (self.forms[k].preposition or "contacts.at" in self.forms[k - 1].sets):
            return form  # "في حضور السفيرة"
        aside = k > 0 and ("contacts.at_a_time" in self.forms[k - 1].stem_sets or stem in self.pack.either("contacts.apart", "contacts.how_often"))
        head = self.forms[k]
        if mention.kind == "name" and not mention.conjunction and head.preposition and "head" in head.kinds and self.cast.at(k) is None:
            return head.preposition  # "اتصالا برئيسها مسرور بارزاني"
        if self._with_pronoun(k):
            return ""  # "يستقبله على هامشه ولي العهد"
        if k >= mention.first - 2 and not aside and not mention.conjunction and self.cast.at(k) is None and holds_genitive(self.forms[k], self.pack):
            return GENITIVE  # but "التقى في وقت سابق الوزير", "كلا على حدة السفير"
        if form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in governing and "hold" not in head.kinds:
            return form[1:]  # "ومع الأمين العام", but "فتحت دمشق محادثات" is no "and under"
        return stem if self.forms[k].conjunction and stem in governing else ""

    def _ends_before(self, at: int) -> Mention | None:
        """What ends with a token, or right before the comma there."""
        comma = self.forms[at].mark != "" and self.forms[at].mark in self.pack.marks.comma
        return self.cast.at(at - comma)

    def _where_it_is(self, place: Mention) -> bool:
        """Is a place told as where others meet: "في عمان", "التي تستضيفها عمان"?"""
        host = finite(self.forms[place.first - 1], HOLD) if place.first else None
        hosts = host is not None and bool(host.pronoun) and host.entry.row.hosts
        return hosts or self._preposition(place) in self.pack.sets["contacts.place"]

    def _landing(self, mention: Mention) -> int | None:
        """ "مطار الملك خالد الدولي بالرياض", "قاعدة باغرام الجوية شمال العاصمة كابول": the token of the airport or base that is at a place."""
        for k in range(mention.first - 2, max(mention.first - _LANDING, 0), -1):
            if "contacts.landings" in self.forms[k].stem_sets:
                near = any("contacts.near_place" in word.sets for word in self.forms[k + 1 : mention.first])
                return k if near or mention.preposition in self.pack.sets["contacts.place"] else None
            if self.forms[k].mark or finite(self.forms[k]) is not None:
                return None
        return None

    def _closed(self, at: int) -> bool:
        """Do quotation marks close at a token?"""
        return at < len(self.forms) and self.forms[at].mark != "" and self.forms[at].mark in self.pack.marks.closing

    def _joined_to(self, mention: Mention, at: int) -> Mention | None:
        """What a mention with "and" is joined to, which ends with a token: a person to the one before a place, "التقى نظيره في برلين، ومفوض الاتحاد"."""
        joined = self.cast.at(at)
        where = joined is not None and mention.kind in PEOPLE and joined.kind in ("city", "place") and joined.first > 1
        if joined is None or not where or "contacts.in" not in self.forms[joined.first - 1].sets:
            return joined
        before = self.cast.at(joined.first - 2)
        return before if before is not None and before.kind in PEOPLE else joined

    def _before_adjectives(self, at: int) -> int:
        """The word that says what a place is, before its adjectives: "في العاصمة المؤقتة عدن"; the given one where there is none."""
        k = at
        while k > max(at - _ADJECTIVES, 0) and self.forms[k].article and self.forms[k].common and self.forms[k].stem not in self.seats:
            if self.forms[k].form in self.governing:
                return at  # إلى has no article: "توجه رئيس الجمهورية إلى باريس"
            k -= 1
        return k if self._seat(k) else at

    def _seat(self, at: int) -> bool:
        """Is it the noun before the name of a place, also where it might be a woman who governs: "محافظة عدن"?"""
        word = self.forms[at]
        return word.stem in self.seats or word.form[len(word.conjunction + word.preposition) :] in self.seats

    def _with_pronoun(self, at: int) -> bool:
        """A word of the language with a pronoun, which holds nothing: هامشه."""
        word = self.forms[at]
        written = self.words.text[self.words.ends[at] - 1]
        ends = word.form.endswith(self.pack.lexicon.particles.pronouns) and written != self.pack.feminine_letter
        return ends and word.common and not word.kinds and self.cast.at(at) is None

    def _one_of(self, at: int) -> bool:
        """A word that only counts those behind it: "كل من", "عدد من", "بقيادات من", "وكل من"."""
        return self.forms[at].form in self.each or self._counting(self.forms[at].form) != ""

    def _counting(self, form: str) -> str:
        """The conjunction or preposition attached to such a word: "وكل", "بعدد"."""
        if form.startswith(self.particles):
            for particle in self.particles:
                if form.startswith(particle) and form[len(particle) :] in self.each:
                    return particle
        return ""
