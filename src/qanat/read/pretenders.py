"""What looks like a verb of contact and is none, or tells of somebody whom nobody knows."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.cast import PEOPLE, PLACES
from qanat.read.occasions import Occasions
from qanat.read.syntax import relative_head

_PLAIN: Final = frozenset(("common", "name"))
_BEHIND: Final = 6  # tokens between an occasion and the verb that hosts it
_STRANGER: Final = 6  # tokens of such a subject
_HELD: Final = 9  # tokens between a holding verb and its noun
_REACH: Final = 30  # tokens between a verb and what it needs


class Pretenders(Occasions):
    """Tells verbs of contact from what is spelled like them."""

    def _wants_verb(self, at: int, first: int) -> bool:
        """A form that is a noun as well (تشاور): a verb after "تريد أن", at the head of a clause or behind its subject; a noun after what governs one."""
        verb = self._by_gender(at)
        if verb is None:
            return False
        sense = self.forms[at].by["occasion"]
        before = self.forms[at - 1] if at > first else None
        if before is not None and "contacts.who" in before.sets and not sense.article:
            return True  # "المؤتمر الذي استضافته اليونان"
        if sense.pronoun or sense.article or sense.preposition:
            return False
        if before is not None and "contacts.before_noun_only" in before.sets:
            return False  # "حصل أي تواصل بين"
        if before is None or before.mark or sense.conjunction or "contacts.before_verb" in before.sets:
            return True
        if "contacts.before_noun" in before.sets:
            return False  # "استبعد أي تفاوض مع"
        if before.form in self.function:
            return before.form not in self.governing and "contacts.during" not in before.sets  # "عندما توجه"
        subject = self.cast.at(at - 1)
        if subject is None or subject.kind not in PEOPLE | {"state", "place", "body", "group"} or self._preposition(subject):
            return False
        return verb.entry.form[1] != "m" or subject.gender != "f"  # "أعلنت الرئاسة توجه الوزير إلى"

    def _by_gender(self, at: int) -> Sense | None:
        """The finite verb of contact that a word is; of two that are spelled alike the feminine one behind a feminine subject: "إيران تفاوض"."""
        senses = [sense for sense in self.forms[at].verbs if sense.entry.kind == "meet"]
        subject = self.cast.at(at - 1) if len(senses) > 1 and at else None
        if subject is not None and subject.gender == "f":
            return next((sense for sense in senses if sense.entry.form[1] == "f"), senses[0])
        return senses[0] if senses else None

    def _never(self, at: int, first: int) -> bool:
        """ "لم يسبق لرئيس أن زار", "لم يسبق لهما أن التقيا": nobody did."""
        if at - 3 >= first and "contacts.that" in self.forms[at - 1].sets:
            once = next((k for k in (at - 2, at - 3) if "speech.already" in self.forms[k].sets), first)
            if once > first and "contacts.negations" in self.forms[once - 1].sets:
                return True
        whom = self._for_whom(at, first)
        return whom is not None and whom.first - 2 >= first and "contacts.negations" in self.forms[whom.first - 2].sets

    def _no_contact(self, at: int, first: int, end: int, sense: Sense) -> bool:
        """Is the verb no verb here, or does it tell of something else?"""
        row = sense.entry.row
        before = self.forms[at - 1].form if at > first else ""
        if before in self.pack.sets["speech.before_noun"] or before in self.pack.sets["contacts.before_noun"]:
            return True  # "تنصت على هاتف المستشارة"
        if "contacts.met_with" in self.forms[at].sets:
            return True  # "قوبل الطلب بالرفض"
        if before in self.pack.sets["contacts.must_not"]:
            return True  # "يجب ألا يجلس معهم"
        if sense.entry.form[1] == "1" and before in self.pack.sets["contacts.from"]:
            return True  # "أيدته 11 دولة من أصل 15"
        if not self.function.isdisjoint((self.forms[at].form, self.forms[at].form[len(sense.conjunction) :])) and self.cast.at(at + 1) is None:
            return True  # هنا is "here" rather than "congratulated"
        if sense.pronoun and "object" in row.with_ and before in self.pack.sets["contacts.who"]:
            head = relative_head(at, self.forms, self.cast, self.pack)
            if head is None or (row.welcome and head.kind in PLACES):
                return True  # "المخيم الذي تستضيفه اليابان", "مؤتمر إعمار العراق الذي تستضيفه الكويت": a thing
        if sense.entry.form[2] == "d" and self.words.text[self.words.ends[at] - 1] in self.pack.nunation:
            return True  # "بحثاً عن السلام"
        follows = self.forms[at + 1] if at + 1 < end else None
        if (
            "object" in row.with_
            and follows is not None
            and follows.preposition in self.pack.sets["speech.of"]
            and follows.common
            and self.cast.at(at + 1) is None
        ):
            return True  # "قابل للتطبيق"
        if sense.pronoun and row.welcome and self._of_occasion(at, first):
            return True  # "على هامش قمة تستضيفها الرابطة": a thing
        if row.mode == "talks" and any("contacts.regular" in word.sets for word in self.forms[at + 1 : min(at + _HELD, end)]):
            return True  # "يتشاور البلدان دوريا"
        if row.needs and not self._said_after(at, min(at + _REACH, end), self.pack.words(row.needs)) and not (at + 2 < end and self._for_a_side(at + 1)):
            return True  # but "وقع عن الجانب المصري الوزير"
        if self._for_the_press(at, end):
            return True
        # "استضافت الرياض قمة": the noun tells
        held = self.forms[at].by.get("hold")
        nouns = (
            k
            for k in range(at + 1, min(at + _HELD, end))
            if "occasion" in self.forms[k].kinds and not self.forms[k].article and not (row.travel and self.forms[k].by["occasion"].entry.row.visit)
        )  # but "توجه الرئيس أمس إلى باريس في زيارة"
        return held is not None and not held.entry.row.mode and any(not self._during(k - 1) for k in nouns)

    def _of_occasion(self, verb: int, first: int) -> bool:
        """Does a verb tell of the occasion right before it, but for adjectives?"""
        for k in range(verb - 1, max(verb - _BEHIND, first) - 1, -1):
            word = self.forms[k]
            if "occasion" in word.kinds:
                return True
            if word.mark or self.cast.at(k) is not None or (word.form in self.function and "contacts.who" not in word.sets):
                return False
        return False

    def _stranger_after(self, at: int, sense: Sense) -> bool:
        """Is the word after the verb its subject, somebody whom nobody knows: "سيتوجه آخرون إلى", "وصل سعر النفط إلى"?"""
        if at + 1 >= len(self.forms) or sense.pronoun or self.cast.at(at + 1) is not None:
            return False
        word = self.forms[at + 1]
        if not word.common or word.preposition or word.conjunction or word.mark or not word.kinds <= _PLAIN or self._adverb(at + 1):
            return False
        return sense.entry.row.travel or word.article or word.form.endswith(self.nominative)

    def _stranger_at(self, at: int, first: int, sense: Sense) -> bool:
        """Is the noun right before a verb its subject: "قوارب اللاجئين تصل إلى إيطاليا"?"""
        if at < first or sense.conjunction or self.cast.at(at) is not None:
            return False
        word = self.forms[at]
        return word.article and word.common and not word.mark and word.kinds <= _PLAIN

    def _stranger_before(self, at: int, first: int) -> bool:
        """Is the noun between "that" and the verb its subject, somebody whom nobody knows: "إن وفدا التقى", "إن وفدا «نهضويا» التقى"?"""
        k = at - 1
        while k > max(first, at - _STRANGER) and self.forms[k].form not in self.that and self.cast.at(k) is None and not self.forms[k].preposition:
            k -= 1
        word = self.forms[k + 1]
        if self.forms[k].form not in self.that or k + 1 >= at:
            return False
        if "contacts.this" in word.sets:
            return k + 2 < at and "contacts.latter" not in self.forms[k + 2].sets  # "أن هذه المجموعة ستصل", not "أن هذا الأخير التقى"
        return word.form.endswith(self.pack.accusative) and word.form not in self.function

    def _adverb(self, at: int) -> bool:
        form = self.forms[at].form
        return form in self.function or form in self.each or form.endswith(self.pack.accusative) or form in self.governing

    def _said_after(self, at: int, end: int, words: frozenset[str]) -> bool:
        return any(w.stem in words or w.form in words for w in self.forms[at + 1 : end])
