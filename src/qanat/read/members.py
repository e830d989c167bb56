"""Who the many are with whom a contact is: those named among them, those listed behind them, the states whose ministers or counterparts they are."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.asking import Asking
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import REACH, Frame
from qanat.read.syntax import is_counterpart

_MANY: Final = 4  # tokens in which "several states" begins
_BEHIND: Final = 5  # tokens between a group and those named of it


class Members(Asking):
    """Finds the named in a group."""

    def _among(self, others: list[Mention], stop: int) -> list[Mention]:
        """The named of a group: "قادة عراقيين من بينهم رئيس الوزراء"."""
        if others[-1].kind == "name" or others[-1].kind in PLACES:
            return others
        named = self._named_among(others[-1].end, min(others[-1].end + 4, stop))
        return [*others[:-1], *named] if named else others

    def _named_among(self, first: int, stop: int) -> list[Mention]:
        """The people named right after "among them" in a range."""
        for k in range(first, stop):
            if "contacts.among" in self.forms[k].sets:
                named = next((g.mentions for g in self._groups(k + 1, self.words.sentence_at(k)[1])), [])
                return named if named and named[0].first <= k + 3 and named[0].kind in PEOPLE else []
        return []

    def _states_among(self, first: int) -> list[Mention]:
        """The states named soon after a token as some of many: "دول عدة، بينها تركيا ومصر", "دول الجوار مثل مصر"."""
        end = self.words.sentence_at(first)[1]
        many = next((k for k in range(first, min(first + _MANY, end)) if not (self._one_of(k) or self.forms[k].form in self.each_of)), end)
        if many == end or "contacts.many_states" not in self.forms[many].stem_sets:
            return []
        for k in range(many + 1, min(many + _BEHIND, end)):
            if "contacts.among_states" in self.forms[k].sets:
                named = next((g.mentions for g in self._groups(k + 1, end)), [])
                return named if named and named[0].first == k + 1 and all(m.kind in PLACES for m in named) else []
        return []

    def _unsided(self, mentions: list[Mention]) -> bool:
        """Are these of no known side, or states that are not named: "دول الجوار"?"""
        actors = [self.cast.actors[actor] for m in mentions for actor in m.actors]
        return all(self.cast.camp(actor.id) is None or (actor.role == "state" and actor.country is None) for actor in actors)

    def _apposed_list(self, at: int, end: int) -> list[Mention]:
        """Two or more named right behind a comma or bracket: "الدول المجاورة، مصر والجزائر"."""
        if at + 1 >= end or not self.forms[at].mark or not (self.forms[at].mark in self.pack.marks.comma or self.forms[at].mark in "(:"):
            return []
        group = next(iter(self._groups(at + 1, end)), None)
        if group is None or group.preposition or group.mentions[0].first != at + 1 or len(group.mentions) < 2:
            return []
        return group.mentions if not self._one_camp(group.mentions) else []

    def _common_then_list(self, frame: Frame) -> list[Mention]:
        """ "المفاوضات مع الدائنين، الاتحاد الأوروبي وصندوق النقد": an unnamed side, and then who it is."""
        wanted = self.pack.words(frame.sense.entry.row.with_)
        for k in range(frame.cue + 1, min(frame.cue + _BEHIND, frame.clause[1] - 2)):
            if self.forms[k].form in wanted:
                if named := self._states_among(k + 1):
                    return named
                comma = next((j for j in range(k + 1, min(k + _BEHIND, frame.clause[1])) if self.forms[j].mark), None)
                return self._apposed_list(comma, frame.clause[1]) if comma is not None and not self.cast.between(k + 1, comma) else []
        return []

    def _counterparts_of(self, others: list[Mention]) -> list[Mention]:
        """ "التقى الوزير نظراءه من قبرص وتشاد": their states, for each of whom it was a meeting of its own; with whoever is named behind them."""
        head = others[0]
        if head.kind != "office" or head.number != "p" or self._counterpart(head) is None or head.end + 1 >= len(self.forms):
            return []
        group = next(iter(self._groups(head.end, min(head.end + REACH, len(self.forms)))), None)
        of_states = group is not None and group.preposition in self.pack.sets["contacts.from"] and group.mentions[0].first <= head.end + 2
        return [*group.mentions, *others[1:]] if group is not None and of_states and group.mentions[0].kind in PLACES else []

    def _counterpart(self, mention: Mention) -> Sense | None:
        """The head of an office that is "his counterpart"."""
        noun = self.forms[mention.first].by.get("head")
        return noun if noun is not None and is_counterpart(noun.entry.row.lemma, self.pack) else None

    def _offices_in(self, mentions: list[Mention]) -> list[list[Mention]]:
        """The states of "وزراء الري في مصر والسودان وإثيوبيا": a side each."""
        head = mentions[0]
        if len(mentions) > 1 or head.kind != "office" or head.number not in "dp":
            return []
        group = next(iter(self._groups(head.end, min(head.end + _BEHIND, len(self.forms)))), None)
        if group is None or group.preposition not in self.pack.sets["contacts.place"] or group.mentions[0].kind not in PLACES:
            return []
        if group.mentions[0].first > head.end + 1:
            return []
        behind = group.mentions[-1].end
        whole = next((g for g in self._groups(group.mentions[0].first, min(behind + REACH, len(self.forms)))), group)
        states = [m for m in whole.mentions if m.kind in PLACES]
        if len(states) == 1 and (rest := next((g for g in self._groups(behind, min(behind + _BEHIND, len(self.forms)))), None)) is not None:
            near = rest.mentions[0].first == behind + 1 and self.forms[behind].mark in self.pack.marks.comma  # "في السودان، مصر وإثيوبيا"
            states += [m for m in rest.mentions if near and m.kind in PLACES]
        return [[m] for m in states] if len(states) > 1 and not self._one_camp(states) else []
