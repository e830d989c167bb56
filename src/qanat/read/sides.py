"""Whom a noun of contact leaves unsaid: who goes on, who asked, with whom before the noun, of those whose contact was told last."""

from __future__ import annotations

from typing import Final

from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, Frame, Group
from qanat.read.gatherings import Gatherings
from qanat.read.syntax import MEET, SPEECH, finite, on_behalf

_HEAD: Final = 4  # tokens within which a verb opens its sentence
_SIGNER: Final = 13  # tokens between "on behalf of" and who signs
_OFFER: Final = 6  # tokens between an offer and what it offers
_NEXT: Final = 4  # tokens beside a noun of contact that tell how it was held


class Sides(Gatherings):
    """Finds the sides that a noun of contact does not name itself."""

    def _unsaid(self, frame: Frame, other: Mention) -> list[Mention] | None:
        """ "تحدث الوزير مع كيري وفابيوس، كما تلقى اتصالا من شتاينماير": whose verb names no subject goes on with that of the contact told before."""
        first = self.words.sentence_at(frame.cue)[0]
        camp = self.cast.camp(other.actors[0]) if other.actors else None
        if frame.verb is None or frame.verb > frame.cue:
            return self._subject_before(frame.cue, first, camp) or self._other_camp(other, frame.cue)
        told = self._told_before(frame.verb, first, feminine=None, camp=camp)
        if told is None and frame.verb - first < _HEAD and (last := self._last_subject(frame.verb, camp)) is not None:
            return [last]
        subject = self._subject_before(frame.verb, first, camp)  # "الوزير يتابع مع المبعوث الهدنة، ويتلقى اتصالا من"
        return told or (subject if subject and subject[0].number != "p" else None) or self._other_camp(other, frame.cue)

    def _subject_before(self, at: int, first: int, camp: str | None) -> list[Mention] | None:
        """ "نفى الحزب ما تردد عن اتصالات يجريها مع الأميركيين": who is the subject of the sentence so far; the man of whom a body tells rather than it
        ("أعلن البيت الأبيض استقالة فلين بعد اتصالات أجراها").
        """
        man = None
        for mention in reversed(self.cast.between(first, at)):
            man = man or (mention if mention.kind == "name" and mention.number == "s" and self._preposition(mention) == GENITIVE else None)
            free = not self._preposition(mention) and mention.kind in PEOPLE | {"body", "group", "state"}
            if free and mention.actors and self.cast.camp(mention.actors[0]) not in (None, camp):
                his = man is not None and mention.kind == "body" and self._one_camp([mention, man])
                return [man] if his and man is not None else [mention]
        return None

    def _offered(self, frame: Frame) -> list[list[Mention]] | None:
        """ "رفضت طهران عرضا أميركيا بإجراء محادثات": to whom it was offered, and the state that an adjective on the offer names."""
        first = self.words.sentence_at(frame.cue)[0]
        for k in range(frame.cue - 1, max(first, frame.cue - _OFFER) - 1, -1):
            by = self.cast.at(k + 1)
            if "contacts.offers" not in self.forms[k].sets or by is None or by.kind != "nation":
                continue
            verb = next((j for j in range(k - 1, first - 1, -1) if finite(self.forms[j]) is not None and self.cast.at(j) is None), None)
            subject = self._subject_of(verb, k, first) if verb is not None else None
            return [subject, [by]] if subject and not self._one_camp([subject[0], by]) else None
        return None

    def _sponsor(self, frame: Frame) -> None:
        """ "مفاوضات بين الحكومة والحركة برعاية المبعوث": who brings the sides together takes part himself."""
        if frame.mode != "talks" or len(frame.sides) < 2:
            return
        for k in range(frame.cue + 1, frame.clause[1]):
            if "contacts.sponsored" in self.forms[k].sets:
                patron = next((m for m in self.cast.between(k + 1, min(k + _NEXT, frame.clause[1])) if m.kind in PEOPLE and not m.preposition), None)
                met = [m for side in frame.sides for m in side]
                if patron is not None and patron not in met and all(not self._one_camp([patron, m]) for m in met):
                    frame.sides = [*frame.sides, [patron]] if len(frame.sides[1]) == 1 else [frame.sides[0], *([m] for m in frame.sides[1]), [patron]]
                return

    def _with_before(self, frame: Frame, mine: list[Mention] | None) -> list[Mention]:
        """ "حيث عقد مع نظيره جلسة مباحثات": with whom, told between the verb and its noun."""
        if frame.verb is None or frame.verb > frame.cue or frame.mode == "message":
            return []
        for group in self._groups(frame.verb + 1, frame.cue):
            head = group.mentions[0]
            met = head.kind in PEOPLE | {"body", "group", "state"} and group.preposition in self.pack.words(frame.sense.entry.row.with_)
            if met and group.preposition not in self.pack.sets["contacts.place"] and not (mine and self._one_camp([mine[0], head])):
                return group.mentions
        return []

    def _with_us(self, frame: Frame, mine: Mention) -> list[Mention] | None:
        """ "اتفقت مع المشير خلال لقائنا": with whom the speaker did what he tells."""
        if frame.sense.pronoun not in self.pack.sets["contacts.our"]:
            return None
        first = self.words.sentence_at(frame.cue)[0]
        groups = [g for g in self._groups(first, frame.cue) if g.preposition in self.pack.sets["contacts.with"] and g.mentions[0].kind in PEOPLE]
        return groups[-1].mentions if groups and not self._one_camp([mine, groups[-1].mentions[0]]) else None

    def _implied(self, frame: Frame) -> list[list[Mention]] | None:
        """ "جاء ذلك في مؤتمر صحفي مشترك", "أعقبتها جلسة موسعة": of the two people whose contact was told last."""
        if frame.sense.article or frame.sense.pronoun or frame.mode not in ("meeting", "talks"):
            return None
        behind = self.forms[frame.cue + 1 : min(frame.cue + _NEXT, frame.clause[1])]
        before = self.forms[max(frame.cue - 2, frame.clause[0]) : frame.cue]
        joint = any("contacts.joint_session" in word.sets for word in behind) or any("contacts.followed" in word.sets for word in before)
        if joint and (two := self._of_what_came(frame.cue)) is not None:
            return two
        return self._two_told_last(frame.cue, sentences=2) if joint else None

    def _asking(self, frame: Frame, whom: Group) -> list[Mention] | None:
        """Who asked for it, by the pronoun on the wish right before: "طلبه لقاء", "رفضها مقابلة"."""
        wish = self.forms[frame.cue - 1].by.get("status") if frame.cue else None
        if wish is None or not wish.pronoun or "object" not in frame.sense.entry.row.with_ or frame.sense.pronoun:
            return None
        first = self.words.sentence_at(frame.cue)[0]
        asker = self._antecedent(frame.cue - 1, first, wish.pronoun, unlike=whom.mentions[0])
        return asker if asker and not self._one_camp([asker[0], whom.mentions[0]]) else None

    def _of_what_came(self, at: int) -> list[list[Mention]] | None:
        """ "أعلن الرئيس التوصل مع نظيره إلى اتفاق. جاء ذلك في مؤتمر صحفي مشترك": the two whom the sentence before names."""
        number = self.words.sentence_of(at)
        first = self.words.sentences[number][0]
        this = "contacts.came" in self.forms[first].sets and "contacts.this" in self.forms[first + 1].sets
        if not this or not number:
            return None
        named = {m.actors[0]: m for m in self.cast.between(self.words.sentences[number - 1][0], first) if m.kind in PEOPLE and len(m.actors) == 1}
        sided = [m for actor, m in named.items() if self.cast.camp(actor) is not None]
        return [[m] for m in sided] if len(sided) == 2 and not self._one_camp(sided) else None

    def _accused(self, at: int, first: int) -> list[Mention] | None:
        """ "اتهم المتحدث الوزير بلقاء سفير", "اتهمه بعدم إجراء محادثات": whom a verb of blame before charges with the contact, or with its lack."""
        charge = next((k for k in range(at, max(first, at - _HEAD), -1) if self.forms[k].preposition), None)
        accused = self.cast.at(charge - 1) if charge is not None else None
        shelter = charge == at and accused is not None and accused.kind in PLACES and self.forms[at].by["occasion"].entry.row.welcome
        if charge is None or accused is None or accused.kind == "nation" or self._preposition(accused) or shelter:
            return None  # "اتهم قطر باستضافة الجماعات"
        for k in range(accused.first - 1, first - 1, -1):
            verb = finite(self.forms[k], SPEECH) if self.cast.at(k) is None else None
            if verb is not None:
                return [accused] if self.forms[charge].preposition in self.pack.words(verb.entry.row.naming) else None
        return None

    def _carried_from(self, at: int, first: int) -> list[Mention] | None:
        """ "أوفد الرئيس وزيره إلى طهران حاملا رسالة إلى نظيره": who sends the bearer of a letter, else the bearer."""
        if at <= first or "contacts.bearing" not in self.forms[at - 1].sets:
            return None
        for k in range(at - 1, first - 1, -1):
            verb = finite(self.forms[k], MEET) if self.forms[k].meets else None
            if verb is not None and verb.entry.row.sends:
                return self._subject_of(k, at, first)
        return self._antecedent(at, first, "", traveller=True)

    def _signers(self, frame: Frame) -> list[list[Mention]] | None:
        """ "وقع الاتفاق عن الجانب السعودي الوزير فلان، وعن الجانب المصري نظيره": who signed for each side; "وقع من قبل الوزير ونظيره": by whom
        it was signed.
        """
        end = self.words.sentence_at(frame.cue)[1]
        signers: list[Mention] = []
        for k in range(frame.cue + 1, end - 2):
            if self._for_a_side(k):
                named = next((m for m in self.cast.between(k + 2, min(k + _SIGNER, end)) if m.kind in PEOPLE), None)
                if named is not None and named not in signers:
                    signers.append(named)
        if not signers:
            signers = next((g.mentions for g in self._groups(frame.cue + 1, end) if g.preposition in self.pack.sets["contacts.by_whom"]), [])
        return [[m] for m in signers] if len(signers) > 1 and not self._one_camp(signers) else None

    def _for_a_side(self, at: int) -> bool:
        """Does "on behalf of" begin here, with the side for which whoever stands behind it signs?"""
        return on_behalf(self.forms[at], self.pack) and "speech.sides" in self.forms[at + 1].stem_sets

    def _urged(self, frame: Frame) -> list[list[Mention]] | None:
        """ "هاتف الأمين العام الرئيسين وحضهما على عقد قمة": the two who were urged to it."""
        first = self.words.sentence_at(frame.cue)[0]
        for k in range(frame.cue - 1, max(first, frame.cue - _NEXT) - 1, -1):
            word = self.forms[k]
            if not word.mark and word.form.endswith(tuple(self.pack.sets["contacts.both"])) and (word.verbs or "status" in word.kinds):
                return self._two_before(k, first) or self._both(k, first)
        return None

    def _likewise(self, frame: Frame, mine: Mention) -> list[Mention]:
        """ "كما بعث ولي العهد ببرقية تهنئة مماثلة": to whom the one just told of went."""
        told = any("contacts.likewise" in word.stem_sets for word in self.forms[frame.cue + 1 : frame.cue + _NEXT + 1])
        if not told or self.last is None or self.last.mode != frame.mode or not mine.actors:
            return []
        camp = self.cast.camp(mine.actors[0])
        return next((side for side in self.last.sides if side and side[0].actors and self.cast.camp(side[0].actors[0]) != camp), [])

    def _beside_subject(self, frame: Frame, mine: Mention) -> list[Mention]:
        """ "ترأس الوزير مع نظيره اجتماع اللجنة", "ترأس الوزير إلى جانب نظيره جلسة عمل": with whom, told before the noun."""
        if frame.verb is None or frame.verb > mine.first or frame.mode in ("call", "message"):
            return []
        for group in self._groups(mine.end, frame.cue):
            head = group.mentions[0]
            beside = group.preposition in self.pack.sets["contacts.with"] or "contacts.side" in self.forms[head.first - 1].sets
            if head.kind in PEOPLE and beside and not self._one_camp([mine, head]):
                return group.mentions
        return []

    def _attending(self, frame: Frame, body: Mention) -> list[list[Mention]]:
        """ "قال الرئيس في قمة مجموعة السبع": whoever speaks or acts at a conference of a body takes part in it."""
        before = "contacts.in" in self.forms[frame.cue - 1].sets or self._during(frame.cue - 1)
        if frame.mode != "conference" or body.kind != "body" or not before:
            return []
        first = self.words.sentence_at(frame.cue)[0]
        there = self._antecedent(frame.cue, first, "", unlike=body)
        if not there or there[0].kind not in PEOPLE or there[0].first > frame.cue or not self._verb_before(there[0]):
            return []
        return [] if any(finite(word) is not None for word in self.forms[there[0].end : frame.cue]) else [there, [body]]
