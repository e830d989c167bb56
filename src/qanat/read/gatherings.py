"""Meetings that gather: who was there, as a verb of gathering tells."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, Frame, Group
from qanat.read.sessions import Sessions
from qanat.read.syntax import HOLD, finite

_NEXT: Final = 3  # tokens between "in the presence of" and who was
_REACH: Final = 30  # tokens between a verb and who was there


class Gatherings(Sessions):
    """Finds those whom a meeting gathered."""

    def _joined(self, frame: Frame, groups: list[Group], held: Sense, verb: int, taking_part: list[Mention] | None) -> Frame | None:
        """ "لقاء جمعه بالأمين العام", "اتصال جمع الرئيس بنظيره", "شارك الملك في اجتماع ضم الرئيسين": those who were gathered, with whoever took part."""
        after = [g for g in groups if g.mentions[0].first > verb and not self._only_where(g) and not self._leads(g.mentions[0])]
        if held.pronoun in self.pack.sets["contacts.both"] and not held.entry.row.attends:
            ahead = next((g.mentions for g in groups if not g.preposition and not self._one_camp(g.mentions)), [])  # "خلال لقاء جمعهما، اتفق الوزيران"
            frame.sides = self._both(frame.cue, self.words.sentence_at(verb)[0]) or (self._pair(ahead) if ahead else self._the_same_two(verb))
            return frame if frame.sides else None  # "خلال لقاء جمعهما"
        if not after or (held.entry.row.attends and after[0].preposition):
            return None  # "مؤتمر شارك فيه أطباء من ألمانيا والهند"
        first = self.words.sentence_at(verb)[0]
        if held.pronoun and not held.entry.row.attends:
            others = [m for g in after if g.preposition in self.pack.sets["contacts.with"] for m in g.mentions if m.kind not in PLACES]
            mine = self._antecedent(frame.cue, first, held.pronoun, unlike=others[0]) if others else None
            frame.sides = [mine, others] if mine else []
        elif (beside := self._beside(frame.cue, verb, after)) is not None:
            frame.sides = beside
        elif len(after) > 1 and not after[0].preposition and after[1].preposition in self.pack.sets["contacts.with"]:
            frame.sides = [after[0].mentions, after[1].mentions]
        elif taking_part and len(after[0].mentions) == 1 and not self._one_camp([taking_part[0], after[0].mentions[0]]):
            frame.sides = [taking_part[:1], after[0].mentions]  # "ترأس الوزير اجتماعا ضم السفير"
        else:
            frame.sides = self._pair(after[0].mentions)
        gathered = [m for side in frame.sides for m in side]
        if taking_part and gathered and taking_part[0] not in gathered and not self._one_camp([taking_part[0], *gathered]):
            frame.sides = [taking_part[:1], gathered] if frame.mode == "call" else [taking_part[:1], *frame.sides]  # "اتصالات شملت نظيريه": one each
        if frame.mode == "talks" and len({self.cast.camp(actor) for side in frame.sides for m in side for actor in m.actors}) > 2:
            frame.mode = "conference"
        return frame if frame.sides else None

    def _the_same_two(self, at: int) -> list[list[Mention]]:
        """ "هنأ السفير الوزير. وجاء ذلك خلال لقائهما": those of the contact told last; but of a letter its bearer may have met whom it was for."""
        carried = self.last is not None and self.last.mode == "message" and self.last.sense.entry.kind == "occasion"
        return (None if carried else self._two_told_last(at)) or []

    def _hosted_by(self, guest: list[Mention] | None, groups: list[Group], verb: int) -> list[list[Mention]] | None:
        """ "حضر الوزير مأدبة أقامها نظيره": the guest and whoever gave it."""
        host = next((g.mentions for g in groups if g.mentions[0].first > verb and not g.preposition and not self._only_where(g)), None)
        return [guest, host] if guest and host and not self._one_camp([guest[0], host[0]]) else None

    def _beside(self, cue: int, verb: int, after: list[Group]) -> list[list[Mention]] | None:
        """ "ضم إلى جانب الوزير كلا من السفير والمبعوث", "ضم إليه نظيريه", "ضمت إلى الرجلين الرئيسين": to whom others were joined, and those."""
        form, until = self.forms[verb + 1].form, self.pack.sets["contacts.until"]
        pronoun = next((p for p in self.pack.lexicon.particles.pronouns for one in until if form == one[:-1] + self.pack.imperfect + p), None)  # إليه
        if pronoun is not None:
            mine = self._antecedent(cue, self.words.sentence_at(verb)[0], pronoun, unlike=after[0].mentions[0])
            return [mine, *self._several(after[0].mentions)] if mine else None
        if form not in until or len(after) < 2 or after[1].preposition:
            return None
        return [*self._several(after[0].mentions), *self._several(after[1].mentions)]

    def _gathered_by(self, verb: int, end: int) -> list[list[Mention]] | None:
        """ "بدأت لجنة مشتركة من الأردن وسوريا اجتماعات ضمت رئيس الأركان ووزير الدفاع السوري": people of both sides whom a verb names as there."""
        group = next((g for g in self._groups(verb + 1, end) if not self._only_where(g)), None)
        people = group is not None and not group.preposition and all(m.kind in PEOPLE for m in group.mentions) and not self._one_camp(group.mentions)
        return (self._pair(group.mentions) or None) if group is not None and people else None

    def _attending_before(self, at: int, first: int) -> list[Mention] | None:
        """ "شارك الملك، عبر تقنية الاتصال المرئي، في اجتماع ضم …": who is told to take part in it."""
        for k in range(at - 1, max(first, at - _REACH) - 1, -1):
            if "contacts.in" in self.forms[k].sets:
                continue  # "عبر تقنية الاتصال"
            held = finite(self.forms[k], HOLD)
            if held is not None and held.entry.row.attends:
                subject = self._subject_of(k, at, first)
                return subject if subject and subject[0].kind in PEOPLE else None
            if self.forms[k].form in self.that or (finite(self.forms[k]) is not None and self.cast.at(k) is None):
                return None
        return None

    def _part_beside(self, frame: Frame, first: int) -> list[list[Mention]] | None:
        """ "يتوجه الوزير إلى تونس للمشاركة إلى جانب وزراء خارجية ليبيا ومصر في اجتماع": who is to take part in it, and beside
        whom; empty where nobody known is told to."""
        if "contacts.in" not in self.forms[frame.cue - 1].sets:
            return None
        for k in range(frame.cue - 1, max(first, frame.cue - _REACH) - 1, -1):
            if "contacts.attending" not in self.forms[k].stem_sets:
                continue
            near = [g for g in self._groups(k + 1, frame.cue) if "contacts.side" in self.forms[g.mentions[0].first - 1].sets]
            if not near or near[0].mentions[0].first != k + _NEXT:
                return None
            mine = self._antecedent(k, first, "", traveller=True)
            if not mine or mine[0].kind not in PEOPLE or not self._sided(mine[0]) or self._one_camp([mine[0], *near[0].mentions]):
                return []
            frame.verb, frame.held_by = None, None
            frame.purpose = self.forms[k].preposition == self.pack.lexicon.particles.for_the[0]
            return [mine, *self._several(near[0].mentions)]
        return None

    def _several(self, mentions: list[Mention]) -> list[list[Mention]]:
        return self._pair(mentions) or [mentions]

    def _only_where(self, group: Group) -> bool:
        """ "جمع أمس في قصر باردو الرئيس بنظيره", "جمع بمقر الوزارة الوزير بنظيره": where they met."""
        kind, preposition, at = group.mentions[0].kind, group.preposition, group.mentions[0].first - 1
        if kind == "body" and preposition == GENITIVE:
            preposition = self.forms[at].preposition or self.forms[at - 1].form
        met = kind in PEOPLE or (kind == "group" and preposition in self.pack.sets["contacts.with"])  # "بقادة الأحزاب"
        return (kind == "city" and bool(preposition)) or (not met and preposition in self.pack.sets["contacts.place"])

    def _and_gathered(self, verb: int, end: int) -> int:
        """ "اجتماعا عقد في السفارة، وضم السفير والفصائل": the verb that tells who was there, behind the one that tells where; the verb itself where none is."""
        for k in range(verb + 1, min(verb + _REACH, end)):
            held = finite(self.forms[k], HOLD)
            if held is not None:
                return k if held.conjunction and held.entry.row.gathers else verb
            mention = self.cast.at(k)
            if finite(self.forms[k]) is not None or (mention is not None and mention.kind in PEOPLE):
                return verb
        return verb
