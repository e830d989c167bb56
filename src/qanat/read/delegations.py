"""Delegations, and who stands for them: whoever leads one, or the members that are named."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.cast import PEOPLE, Cast, Mention
from qanat.read.frame import Frame
from qanat.read.syntax import TELLING, finite
from qanat.text.words import Words, place_of

_REACH: Final = 30  # tokens between a delegation and its verb
_LED: Final = 14  # tokens between a delegation and its leader
_INCLUDES: Final = 24  # tokens between a delegation and its members
_PRESIDED: Final = 20  # tokens between "presided over" and who did
_NEXT: Final = 3  # tokens between "led by" and a name


class Delegations:
    """Asks one text about its delegations."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        self.words, self.cast, self.pack = words, cast, pack
        self.forms = words.words
        self._delegations: list[int] | None = None
        self.led: dict[str, str] = {}  # the camp of the delegation that somebody leads, by actor

    @property
    def delegations(self) -> list[int]:
        """The tokens of all words for a delegation."""
        if self._delegations is None:
            wanted = self.pack.sets["contacts.delegation"]
            self._delegations = [k for k, word in enumerate(self.forms) if word.rooted and word.stem in wanted]
        return self._delegations

    def _delegation(self, mention: Mention) -> bool:
        """ "وفد أميركي": acts like a person."""
        return mention.kind in ("group", "body") and "contacts.delegation" in self.forms[mention.first].stem_sets

    def _delegation_before(self, verb: int, first: int) -> Mention | None:
        """ "إن وفدا برئاسة مشعل، وعضوية نزال، قام بزيارة": whoever leads the delegation that does it."""
        k = place_of(verb, self.delegations) - 1
        at = self.delegations[k] if k >= 0 else first - 1
        near = at >= max(first, verb - _REACH) and not any(finite(word, TELLING) is not None for word in self.forms[at + 1 : verb])
        return self._leader(at, verb) if near else None

    def _leader(self, at: int, end: int) -> Mention | None:
        """Who leads the delegation at a token: "وفد من الحركة برئاسة مشعل"."""
        named = self.cast.at(at)
        for k in range(at + 1 if named is None else named.end, min(at + _LED, end - 1)):
            if "contacts.led" in self.forms[k].sets:
                leader = next((m for m in self.cast.between(k + 1, min(k + 1 + _NEXT, end)) if m.kind in PEOPLE), None)
                on = {self.forms[k - 1].form, self.forms[k - 1].form[1:]} & self.pack.sets["speech.on"]
                if leader is not None and on and self._others_between(at, k):
                    return None  # "وصل وفد إلى صنعاء للقاء قيادات من الجماعة على رأسهم فلان": he leads those
                if leader is not None and self._office_elsewhere(at, leader):
                    return None  # "وفد إسباني برئاسة رئيس لجنة": an office of which the text does not say where
                self._side_of_delegation(at, leader)
                return leader if leader is not None and self._sided(leader) else None
            other = self.cast.at(k)
            if finite(self.forms[k], TELLING) is not None or (other is not None and other is not named and self._delegation(other)):
                return None  # "وفد المعارضة ثم الوفد الحكومي برئاسة فلان"
        return None

    def _headed_by(self, mention: Mention) -> Mention | None:
        """Who stands for a party or movement: "الحركة الشعبية - شمال برئاسة فلان"."""
        body = self.cast.actors[mention.actors[0]] if mention.kind == "body" and mention.actors else None
        if body is None or (body.country is not None and self.cast.camp(body.id) == body.country):
            return None  # an organ of a state
        leader = self._led_by(mention.end, len(self.forms) - 1)
        return leader if leader is not None and leader.kind in PEOPLE and self._sided(leader) else None

    def _led_by(self, at: int, end: int) -> Mention | None:
        """Whoever is told behind a token, right past "led by", to lead what ends there."""
        led = next((k for k in range(at, min(at + _NEXT, end)) if "contacts.led" in self.forms[k].sets), None)
        return self.cast.at(led + 1) if led is not None else None

    def _heading(self, delegation: Mention) -> Mention | None:
        """ "رأس الوزير وفد المملكة في اجتماع": who is told right before to head a delegation."""
        head = self.cast.at(delegation.first - 1) if delegation.first else None
        verb = self.forms[head.first - 1].form if head is not None and head.first else ""
        headed = verb in self.pack.sets["contacts.heading"] and head is not None and head.kind in PEOPLE and self._sided(head)
        return head if headed else None

    def _others_between(self, at: int, end: int) -> bool:
        """Are others named between a delegation and "at whose head"?"""
        delegation = self.cast.at(at)
        first = delegation.end if delegation is not None else at + 1
        return any(m.kind in PEOPLE | {"group", "body"} for m in self.cast.between(first, end))

    def _office_elsewhere(self, at: int, leader: Mention) -> bool:
        """Is the leader an office that names no holder, read as of another camp than its delegation?"""
        delegation = self.cast.at(at)
        camp = self.cast.camp(delegation.actors[0]) if delegation is not None and delegation.actors else None
        return camp is not None and leader.kind == "office" and bool(leader.actors) and self.cast.camp(leader.actors[0]) != camp

    def _side_of_delegation(self, at: int, leader: Mention | None) -> None:
        """Whoever leads a delegation is on its side: "وفد من حكومة إقليم كردستان برئاسة فلان", "وفد روسي برئاسة نائب رئيس الوزراء فلان"."""
        delegation = self.cast.at(at)
        camp = self.cast.camp(delegation.actors[0]) if delegation is not None and delegation.actors else None
        if camp is not None and leader is not None and leader.actors:
            self.led[leader.actors[0]] = camp

    def _leads(self, mention: Mention) -> bool:
        """Is this who leads the delegation named before: "وفد سعودي برئاسة السفير"?"""
        return mention.first > 0 and "contacts.led" in self.forms[mention.first - 1].sets

    def _bare_delegation(self, leader: Mention) -> int | None:
        """The word for a delegation of which no more is told than who leads it: "وفدا برئاسة فلان", "وفد رفيع برئاسة فلان"."""
        if leader.kind not in PEOPLE or not self._sided(leader):
            return None
        for k in range(leader.first - 2, max(leader.first - 2 - _NEXT, -1), -1):
            if self.cast.at(k) is not None or self.forms[k].mark:
                return None
            if "contacts.delegation" in self.forms[k].stem_sets:
                return k
        return None

    def _governor(self, at: int) -> str:
        """The preposition of a word that no mention covers, or "object"."""
        before = self.forms[at - 1].form if at else ""
        return self.forms[at].preposition or (before if before in self.pack.either("offices.joins", "contacts.with") else "object")

    def _named_in(self, at: int, end: int) -> list[Mention]:
        """Who is in the delegation at a token: "وفدا يمثل الأحزاب، يضم الطيب والشابي"."""
        for k in range(at + 1, min(at + _INCLUDES, end - 1)):
            if "contacts.includes" in self.forms[k].stem_sets:
                named: list[Mention] = []
                for mention in self.cast.between(k + 1, end):
                    gap = self.forms[named[-1].end if named else k + 1 : mention.first]
                    if mention.kind != "name" or len(gap) > _NEXT or (named and not (mention.conjunction or any(w.mark for w in gap))):
                        break
                    named.append(mention)
                return [m for m in named if self._sided(m)]
            if finite(self.forms[k], TELLING) is not None and finite(self.forms[k], frozenset(("hold",))) is None:
                return []
        return []

    def _presiding(self, frame: Frame) -> list[list[Mention]] | None:
        """ "اجتماعات اللجنة السعودية السودانية، رأس الجانب السعودي الوزير فلان فيما رأس الجانب السوداني نظيره", "بين البلدين برئاسة فلان وفلان": those who
        lead the two sides, where no more is told of them than their states.
        """
        sides = frame.sides
        if len(sides) != 2 or frame.mode not in ("meeting", "talks") or any(len(s) != 1 or s[0].kind in PEOPLE or not s[0].actors for s in sides):
            return None
        first, end = self.words.sentence_at(frame.cue)
        over: dict[str | None, Mention] = {}
        led = -_PRESIDED
        for k in range(first, end):
            word = self.forms[k]
            if not word.sets.isdisjoint(("contacts.led", "contacts.heading")):
                led = k
            leader = self.cast.at(k) if k - led < _PRESIDED else None
            if leader is not None and leader.first == k and leader.kind in PEOPLE and len(leader.actors) == 1:
                over.setdefault(self.cast.camp(leader.actors[0]), leader)
        heads = [over.get(self.cast.camp(side[0].actors[0])) for side in sides]
        return [[head] for head in heads if head is not None] if None not in heads and heads[0] is not heads[1] else None

    def _sided(self, mention: Mention) -> bool:
        return bool(mention.actors) and self.cast.camp(mention.actors[0]) is not None

    def _stand_ins(self, side: list[Mention]) -> list[Mention]:
        """A side with its delegations' leaders or members in their place; whoever is named before a delegation only comes with it."""
        if side and side[0].kind in PEOPLE:
            return side[:1] + [m for m in side[1:] if not self._delegation(m)]
        out: list[Mention] = []
        for mention in side:
            end = self.words.sentence_at(mention.first)[1]
            leader = (self._heading(mention) or self._leader(mention.first, end)) if self._delegation(mention) else self._headed_by(mention)
            members = self._named_in(mention.first, end) if leader is None and self._delegation(mention) else []
            out += [m for m in ([leader] if leader is not None else members or [mention]) if (m not in side and m not in out) or m is mention]
        return out
