"""Who invites whom to come."""

from __future__ import annotations

from typing import Final

from qanat.packs.terms import CHIEFS
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import REACH, Frame
from qanat.read.pairs import Pairs
from qanat.read.syntax import HOLD, finite

_FOR_STATE: Final = frozenset(("foreign_minister", "defence_minister", "minister", "envoy", "official"))  # who invites to his state, not to himself
_INVITED: Final = 8  # tokens between "at the invitation" and whose it is
_NEXT: Final = 3  # tokens between for whom an invitation is and its noun


class Invitations(Pairs):
    """Finds guest and host of an invitation to visit."""

    def _invitation(self, frame: Frame) -> tuple[list[Mention] | None, list[Mention]] | None:
        """(guest, host) of "دعا A B إلى زيارة …"; (None, host) of "زيارة … بدعوة من A"."""
        invite = self.pack.sets["contacts.invite"]
        first, end = self.words.sentence_at(frame.cue)
        for k in range(frame.cue - 1, max(first, frame.cue - REACH) - 1, -1):
            word = self.forms[k]
            if word.form in invite or word.stem in invite:
                groups = [g for g in self._groups(k + 1, frame.cue) if g.mentions[0].kind in ("name", "office", "body", "group")]
                if (handed := self._invitation_for(k, first)) is not None and groups:
                    return handed, groups[0].mentions
                if (guest := self._invited(k, first)) is not None:
                    return guest, groups[0].mentions if groups else self._inviter_behind(frame.cue, end)
                if word.preposition:
                    return (None, groups[0].mentions) if len(groups) > 1 else None  # "بدعوة من الوزير يؤدي …"
                if word.senses and word.senses[0].pronoun and groups:
                    before = next((m for m in reversed(self.cast.between(first, k)) if m.kind in PEOPLE), None)
                    return (groups[0].mentions, [before]) if before is not None else None
                guests = [g for g in groups if g.mentions[0].kind != "body" or self._delegation(g.mentions[0])]
                if len(groups) > 1 and guests[-1:] == groups[-1:]:
                    return groups[-1].mentions, groups[0].mentions
                host = self._subject_of(k, frame.cue, first) if groups else None
                if groups and host and host[0] is not groups[0].mentions[0]:
                    if groups[0].preposition in self.pack.sets["contacts.from"]:
                        return host, groups[0].mentions  # "تسلم الرئيس دعوة من الملك لزيارة الرياض"
                    return (guests[0].mentions, host) if guests else None
                return None
        for k in range(frame.cue + 1, end):
            if self.forms[k].stem in invite and self.forms[k].preposition:
                host = next((g.mentions for g in self._groups(k + 1, min(end, k + _INVITED)) if g.mentions[0].kind in PEOPLE), None)
                return (None, host) if host else None
        return None

    def _asked_to_itself(self, frame: Frame) -> list[Mention] | None:
        """ "تلقى فلان دعوة من موسكو لزيارتها", "وجهت الرياض دعوة إلى وفد لزيارتها": who is asked to come, and the state that asks."""
        if not frame.purpose or frame.sense.pronoun != self.pack.her or not self._to_somebody(frame.cue):
            return None
        named = self.cast.between(self.words.sentence_at(frame.cue)[0], frame.cue)
        state = next((m for m in reversed(named) if m.kind in ("state", "place") and m.actors), None)
        if state is None or self._preposition(state) in self.pack.sets["contacts.place"]:
            return None
        guests = (m for m in reversed(named) if (m.kind in PEOPLE or self._delegation(m)) and m.actors and not self._one_camp([m, state]))
        guest = next(guests, None)
        return [guest, state] if guest is not None else None

    def _invites_himself(self, inviter: list[Mention], travellers: list[Mention] | None, where: list[Mention] | None, *, asked: bool) -> bool:
        """Is it whoever invites that is visited, and not the state that is named? The head of one is; whom a minister or ambassador asks to come goes to it:
        "وجه السفير دعوة إلى رئيس المجلس لزيارة أنقرة".
        """
        if not inviter or not travellers:
            return asked
        if self._highest(inviter[0]):
            return asked or not self._one_camp([travellers[0], inviter[0]])
        sent = any(self.cast.actors[actor].role in _FOR_STATE for actor in inviter[0].actors)
        return asked and not (sent and where and where[0].kind in PLACES and not self._one_camp([travellers[0], where[0]]))

    def _highest(self, mention: Mention) -> bool:
        """The head of a state or government: whom he invites visits him, whom a minister invites visits the country."""
        return any(self.cast.actors[actor].role in CHIEFS for actor in mention.actors)

    def _invited(self, noun: int, first: int) -> list[Mention] | None:
        """ "تلقى الوزير دعوة", "قبل الوزير دعوة نظيره": who got or took the invitation; None where that is not told."""
        for k in range(noun - 1, max(first, noun - REACH) - 1, -1):
            verb, behind = finite(self.forms[k], HOLD), self.cast.at(k + 1)
            if "contacts.accepts" in self.forms[k].stem_sets and behind is not None and behind.kind in PEOPLE:
                return [behind]
            if verb is not None and verb.entry.row.initiator == "from":
                return self._subject_of(k, noun, first)
            if verb is not None or self.forms[k].form in self.that:
                return None
        return None

    def _to_somebody(self, cue: int) -> bool:
        """Does an invitation stand before, in the sentence?"""
        first = self.words.sentence_at(cue)[0]
        return any("contacts.invite" in word.stem_sets for word in self.forms[max(first, cue - REACH) : cue])

    def _invitation_for(self, noun: int, first: int) -> list[Mention] | None:
        """ "نقل إلى الوزير دعوة نظيره", "جدد للرئيس دعوة الملك": for whom an invitation is, told before it."""
        if self.forms[noun].preposition or finite(self.forms[noun]) is not None:
            return None
        before = [g for g in self._groups(max(first, noun - REACH), noun) if g.mentions[-1].end >= noun - _NEXT]
        to = self.pack.sets["contacts.asked"] - self.pack.sets["contacts.from"]
        return before[-1].mentions if before and before[-1].preposition in to and before[-1].mentions[0].kind in PEOPLE else None

    def _inviter_behind(self, cue: int, end: int) -> list[Mention]:
        """ "دعوة لزيارة باريس من الرئيس الفرنسي"."""
        groups = (g for g in self._groups(cue + 1, end) if g.preposition in self.pack.sets["contacts.from"] and g.mentions[0].kind not in PLACES)
        return next((g.mentions for g in groups), [])
