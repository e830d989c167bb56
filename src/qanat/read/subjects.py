"""Whose deed a verb tells: its subject in the clause."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.clauses import Clauses
from qanat.read.frame import GENITIVE, SPEAKER
from qanat.read.syntax import finite, relative_head

_BEHIND: Final = 5  # tokens between a cue and "with him"
_LONG: Final = 12  # tokens between "that" and the verb behind its subject
_ADVERBS: Final = 10  # tokens of time and place between a verb and its subject
_REMARK: Final = 10  # tokens of a relative clause between commas
_FARTHEST: Final = 40  # tokens from a subject to the verb behind it,
_GAP: Final = 8  # ... and those that no phrase covers
_TIME: Final = frozenset(("daypart", "relative", "weekday", "month", "unit"))


class Subjects(Clauses):
    """Finds the subjects of verbs of contact."""

    def _subject_of(self, verb: int, end: int, first: int, *, visit: bool = False) -> list[Mention] | None:
        """The subject of a verb: whom "who" before it means, the phrase right before it ("الوزير يستقبل"), else the first without a
        preposition after it, else one before it.
        """
        if (head := relative_head(verb, self.forms, self.cast, self.pack)) is not None and head.kind in PEOPLE:
            two = "contacts.who_two" in self.forms[verb - 1].sets  # "الوزير ونظيره اللذان يزوران"
            return self._coordinated_back(head, self.cast.between(first, verb)) if two else [head]
        if (head := self._first_to(verb, first)) is not None or (head := self._while_he(verb, first)) is not None:
            return [head]
        if (head := self._for_whom(verb, first)) is not None:
            return [head]
        if (head := self._delegation_before(verb, first)) is not None:
            return [head]
        if (head := self._own_subject(verb)) is not None:
            return [head]
        near = verb - 1
        while near > first and ("contacts.auxiliary" in self.forms[near].sets or self.forms[near].mark in self.pack.marks.quotes):
            near -= 1  # "الوزير لن يلتقي", "إن الوزيرين «بحثا …»"
        at_once = self.cast.at(near) if verb > first else None
        held = finite(self.forms[verb])
        if held is not None and at_once is not None:
            held = next((sense for sense in self.forms[verb].verbs if not self._unlike(sense, at_once)), held)
        if (
            at_once is not None
            and held is not None
            and not held.conjunction
            and (at_once.kind not in ("nation", "city") or self._a_people(at_once))
            and (not self._preposition(at_once) or self._indefinite(at_once))
            and (at_once.kind == "name" or not self._unlike(held, at_once))
        ):
            if (taker := self._announced(verb, at_once)) is not None:
                return [taker]
            return self._coordinated_back(at_once, self.cast.between(first, verb))
        if at_once is None and held is not None and not held.conjunction and (head := self._after_that(verb, first, held)) is not None:
            return self._coordinated_back(head, self.cast.between(first, verb))
        arrived = False
        for group in self._groups(verb + 1, end):
            head = group.mentions[0]
            if visit and head.kind in PLACES and head.first - verb <= _ADVERBS:
                arrived = True
                continue  # "وصل إلى بغداد أمس الوزير"
            if group.preposition:
                if head.first - verb > _ADVERBS or group.preposition not in self.pack.sets["contacts.place"] | {GENITIVE}:
                    break
                continue
            if head.kind == "city" or (head.kind == "nation" and not self._a_people(head)):
                continue
            if head.kind not in PEOPLE and "occasion" in self.forms[head.first - 1].kinds:
                continue  # "التقى الوزير على هامش قمة باريس", "هنأه بنجاح قمة دول المنطقة"
            if not self._only_adverbs(verb + 1, head.first):
                break
            if arrived and not (head.kind in PEOPLE or self._delegation(head)):
                break
            return group.mentions
        before = self.cast.between(max(first, verb - _FARTHEST), verb) if held is None or not held.conjunction else ()
        for mention in reversed(before):
            if mention.kind in ("nation", "city") or mention.preposition or self._preposition(mention):
                continue
            if held is not None and (self._unlike(held, mention) or self._aimed_at(mention)):
                continue  # "غادر مصر بعد زيارة التقى خلالها": it was not Egypt
            gap = self.forms[mention.end : verb]
            if any(finite(w) is not None for w in gap) or len(gap) > _GAP or any(w.form in self.that for w in gap[:-1]):
                return None  # "قال الرئيس في تصريح إن وفدا التقى"; but "قرر الرئيس أن يلتقي"
            if mention.first in self.met and self.last is not None and self.last.cue >= first and self.last.sides[0][0].kind in PEOPLE:
                return self.last.sides[0]  # "زار الرئيس الوزير بعدما التقى"
            return self._coordinated_back(mention, before)
        return None

    def _announced(self, verb: int, announcer: Mention) -> Mention | None:
        """ "أعلن الوزير تسلّم قطر ردا من الحركة": whose deed it is, where the verb is a noun, spelled alike, of which somebody tells."""
        tells = announcer.first > 0 and "speech" in self.forms[announcer.first - 1].kinds
        own = self.cast.at(verb + 1) if tells and verb + 1 < len(self.forms) else None
        taker = own is not None and own.first == verb + 1 and own.kind in PEOPLE | PLACES | {"body"} and not self._preposition(own)
        return own if taker else None

    def _a_people(self, mention: Mention) -> bool:
        """ "الروس", "الأميركيون": stand for their state."""
        return mention.kind == "nation" and mention.number == "p" and self.forms[mention.first].article

    def _aimed_at(self, mention: Mention) -> bool:
        """ "يتوجه إلى روما لمقابلة الوزير": whom somebody else goes to meet."""
        before = self.forms[mention.first - 1] if mention.first else None
        return before is not None and "occasion" in before.kinds and before.by["occasion"].preposition == self.pack.lexicon.particles.for_the[0]

    def _after_that(self, verb: int, first: int, held: Sense) -> Mention | None:
        """ "إن وفدا روسيا رفيع المستوى التقى": the phrase between "that" and the verb, with nothing but adjectives and adverbs behind it."""
        k = next((k for k in range(verb - 1, max(first, verb - _LONG), -1) if self.forms[k].form in self.that or finite(self.forms[k]) is not None), None)
        mention = self.cast.at(k + 1) if k is not None and self.forms[k].form in self.that else None
        if mention is None or mention.first != (k or 0) + 1 or not (mention.kind in PEOPLE or self._delegation(mention)) or self._unlike(held, mention):
            return None
        between = self.cast.between(mention.end, verb)
        return mention if all(m.conjunction or self._preposition(m) for m in between) else None

    def _indefinite(self, mention: Mention) -> bool:
        """ "من وفد فرنسي زار دمشق": the verb behind tells of him."""
        return mention.kind in ("office", "group") and not any(word.article for word in self.forms[mention.first : mention.end])

    def _while_he(self, verb: int, first: int) -> Mention | None:
        """ "ظهر الرئيس على التلفزيون وهو يستقبل الوزير": the last person before who can be meant."""
        if verb - 1 <= first or "speech.which" not in self.forms[verb - 1].sets:
            return None
        people = (m for m in reversed(self.cast.between(first, verb - 1)) if m.kind in PEOPLE and not self._preposition(m))
        verb_of = finite(self.forms[verb])
        return next((m for m in people if verb_of is None or not self._unlike(verb_of, m)), None)

    def _for_whom(self, verb: int, first: int) -> Mention | None:
        """ "سبق للوزير أن التقى", "على الوزير أن يلتقي": for whom it is, was or may be to do."""
        if verb - 2 < first or "contacts.that" not in self.forms[verb - 1].sets:
            return None
        at = verb - 2
        if self.forms[at].mark and self.forms[at].mark in self.pack.marks.comma:  # "سبق للوزير، قبل تعيينه، أن زار"
            at = next((k - 1 for k in range(at - 1, max(first, at - _REMARK), -1) if self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma), at)
        mention = self.cast.at(at)
        theirs = mention is not None and mention.kind != "nation" and (mention.preposition in self.pack.sets["speech.of"] or self._laid_on(mention) > 0)
        return mention if theirs else None

    def _laid_on(self, mention: Mention) -> int:
        """ "على رئيس الحكومة يوسف الشاهد": the token of "on" before somebody and his office, else none."""
        first = mention.first
        while (before := self.cast.at(first - 1)) is not None:
            first = before.first
        return first - 1 if first > 1 and "speech.on" in self.forms[first - 1].sets else 0

    def _only_adverbs(self, first: int, end: int) -> bool:
        """Does nothing but time and place stand between a verb and its subject: "التقى صباح اليوم بمقر الوزارة الوزير"?"""
        if end - first > _ADVERBS:
            return False
        within = False  # a phrase of time or place
        for k, word in enumerate(self.forms[first:end], first):
            within = not word.mark and (within or bool(word.preposition) or word.form in self.governing or not word.kinds.isdisjoint(_TIME))
            named = self.cast.at(k) if word.article and word.common else None
            noun = word.article and word.common and (named is None or named.kind not in PLACES)  # "يزور البلاد حاليا الوزير"
            noun = noun and "contacts.seat" not in word.stem_sets  # "يزور العاصمة نواكشوط وفد"
            if word.form in self.that or (not within and (self._occasion_at(k) or noun)):
                return False
            if word.preposition and not word.article and self._occasion_at(k):
                return False  # "يتوجه إلى برلين للقاء المستشارة"
        return True

    def _unlike(self, held: Sense, mention: Mention) -> bool:
        """Is a verb in the singular of another gender than whom it follows: "قال مكتب موغيريني إنها ستجري"?"""
        _, gender, number, _ = held.entry.form
        return number == mention.number == "s" and {gender, mention.gender} == {"m", "f"}

    def _first_to(self, verb: int, first: int) -> Mention | None:
        """ "الوزير، وهو أول مسؤول غربي يزور إيران": whom "the first to" means."""
        counted = False
        ordinal = next((k for k in range(verb - 2, max(first, verb - _BEHIND), -1) if "ordinal" in self.forms[k].kinds), None)
        if ordinal is not None and not any(w.mark or w.form in self.function for w in self.forms[ordinal + 1 : verb]):
            named = next((m for m in reversed(self.cast.between(first, ordinal)) if m.kind in PEOPLE and self._preposition(m) in ("", GENITIVE)), None)
            if named is not None:
                return named  # "سيكون الرئيس أول زعيم يزور طهران"
        for k in range(verb - 1, max(first, verb - _BEHIND - 2), -1):
            counted = counted or "ordinal" in self.forms[k].kinds
            if "contacts.who" in self.forms[k].sets:
                head = relative_head(k + 1, self.forms, self.cast, self.pack) if counted else None
                return head if head is not None and head.kind in PEOPLE else None
        return None

    def _agrees(self, sense: Sense, subject: list[Mention], *, carried: bool) -> bool:
        """A verb in the dual or plural wants more than one; a feminine one no man."""
        _, gender, number, _ = sense.entry.form
        head = subject[0]
        if gender == "1" or head.number == SPEAKER:
            return True  # the speaker himself
        if number in "dp" and len(subject) < 2 and len(head.actors) < 2 and head.number == "s":
            return False
        personal = head.kind in PEOPLE
        if carried and gender == "m" and number == "s" and head.gender == "f" and head.kind in PLACES:
            return False
        return not (gender == "f" and personal and (head.gender == "m" or (carried and head.gender != "f")))

    def _coordinated_back(self, mention: Mention, before: tuple[Mention, ...]) -> list[Mention]:
        group = [mention]
        for other in reversed([one for one in before if one.first < mention.first]):
            if group[0].conjunction and other.end == group[0].first and not other.preposition:
                group.insert(0, other)
            else:
                break
        return group

    def _verb_before(self, mention: Mention) -> bool:
        return mention.first > 0 and not mention.preposition and finite(self.forms[mention.first - 1]) is not None
