"""Sessions of standing bodies: a joint committee of two states, the council of an organisation of many."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from qanat.read.cast import PEOPLE, Mention
from qanat.read.frame import Frame
from qanat.read.pairs import PRESENT
from qanat.read.syntax import finite
from qanat.read.visits import Visits
from qanat.text.tense import tense_of

_AMONG: Final = 6  # tokens between how many were present and those who are named
_NEXT: Final = 3  # tokens between "in the presence of" and who was
_NAMES_SIDE: Final = frozenset(("nation", "state"))  # السعودية is both
_NEAR: Final = 7  # tokens between a noun of contact and the committee whose session it is
_ADJECTIVES: Final = 5  # tokens between a committee and the two states that it joins
_AHEAD: Final = 5  # tokens between what says that a session is to come and its noun
_SOON: Final = 2  # sentences between a session and the next one
_SESSIONS: Final = frozenset(("meeting", "conference", "talks"))
_LEADER: Final = 25  # tokens between whoever leads one side and the session
_OF_STATES: Final = frozenset(("foreign_minister", "defence_minister", "minister", "head_of_state"))  # roles of those who meet for many states


class Sessions(Visits):
    """Finds the two sides of a session that are named by the body that meets."""

    def _joint(self, first: int, at: int, end: int) -> list[list[Mention]] | None:
        """ "أشغال الدورة 21 للجنة الكبرى المشتركة التونسية الجزائرية", "اللجنة السعودية البرازيلية المشتركة": the two states of a joint committee,
        each by the person who is said to lead it there. Looked for from the holding verb, or the noun `at`, on.
        """
        for k in range(first, min(at + _NEAR, end)):
            word = self.forms[k]
            if "contacts.joint" in word.stem_sets:
                sides = self._two_states(k + 1, end)
                return [[self._present_of(side, k) or self._head_of(side, at, k, end)] for side in sides] if sides else None
            if k > at and ((word.mark and word.mark not in self.pack.marks.quotes) or finite(word) is not None):
                return None
        return None

    def _two_states(self, first: int, end: int) -> tuple[Mention, Mention] | None:
        """Two adjectives of different states side by side, or two states "between" which it is; not "مجلس التعاون والأردن ومصر"."""
        near = [m for m in self.cast.between(first, min(first + _ADJECTIVES, end)) if m.kind in _NAMES_SIDE]
        for one, other in pairwise(near):
            joined = other.conjunction and self.forms[one.first - 1].form not in self.between
            if other.first - one.end <= 1 and not joined and not self._one_camp([one, other]):
                return one, other
        both = next((m for m in self.cast.between(first, min(first + _ADJECTIVES, end)) if "both" in self.forms[m.first].kinds), None)
        sides = self._pair([both]) if both is not None and self.forms[both.first - 1].form in self.between else []
        return (sides[0][0], sides[1][0]) if len(sides) == 2 else None

    def _committee(self, frame: Frame) -> list[list[Mention]] | None:
        """ "تجتمع في عمان اللجنة العليا الأردنية العراقية", "كانت اللجنة المشتركة بين مصر والسودان قد اجتمعت": the two states of the joint committee that
        is the subject of a verb.
        """
        if frame.mode != "meeting" or frame.sense.pronoun:
            return None
        for first, end in ((frame.cue + 1, frame.clause[1]), (frame.clause[0], frame.cue)):
            committee = next((k for k in range(first, min(first + _NEAR, end)) if "contacts.joint" in self.forms[k].stem_sets), None)
            if committee is None or self.forms[committee].preposition or any(m.kind in PEOPLE for m in self.cast.between(first, committee + 1)):
                continue
            if (sides := self._joint(committee, committee, end)) is not None:
                return sides
        return None

    def _present_of(self, side: Mention, at: int) -> Mention | None:
        """ "اللجنة القطرية التركية برئاسة الأمير والرئيس", "القمة بين الأردن ومصر بمشاركة الملك والرئيس": who was there for a state."""
        if not side.actors:
            return None
        end = self.words.sentence_at(at)[1]
        camp = self.cast.camp(side.actors[0])
        return next((m for m in self._presence(at, end) if m.kind in PEOPLE and m.actors and self.cast.camp(m.actors[0]) == camp), None)

    def _head_of(self, side: Mention, at: int, committee: int, end: int) -> Mention:
        """Whoever is spoken of on this side: the last before, or the counterpart after "with"; else the state itself."""
        camp = self.cast.camp(side.actors[0])
        first = max(self.words.sentence_at(at)[0], at - _LEADER)
        first = next((k for k in range(at - 1, first, -1) if self.forms[k].form in self.that), first)
        before = [m for m in self.cast.between(first, at) if not self._preposition(m)]
        after = [m for m in self.cast.between(committee, end) if self._preposition(m) in self.pack.sets["contacts.with"]]
        for mention in (*reversed(before), *after):
            if mention.kind in PEOPLE and mention.actors and self.cast.camp(mention.actors[0]) == camp:
                return mention
        return side

    def _taking_part(self, frame: Frame, subject: list[Mention] | None) -> bool:
        """ "شارك الوزير في اجتماع مجلس الجامعة العربية", "توجه إلى القاهرة للمشاركة في قمة …": is this somebody's part in the session of an
        international body? Notes who, and how real it is.
        """
        at = frame.cue
        first, end = self.words.sentence_at(at)
        attends = frame.held_by is not None and (frame.held_by.entry.row.attends or self._sent_there(at if frame.verb is None else frame.verb, at))
        if attends and subject and subject[0].kind in PEOPLE:
            between = next((g.mentions for g in self._groups(at + 1, end)[:1] if g.preposition in self.between), [])
            if len(between) > 1 and not self._one_camp(between):
                others = [[m] for m in between if not self._one_camp([subject[0], m])]
                frame.sides, frame.mode = [subject, *others], "conference"  # "شارك الوزير في الاجتماع بين دول الخليج والولايات المتحدة"
                return True
        body = self._council(at, end)
        if body is None:
            return False
        hosted = frame.held_by is not None and bool(frame.held_by.pronoun) and frame.verb is not None and frame.verb > at
        for k in range(at - 1, max(first, at - _NEAR), -1):
            word = self.forms[k]
            if "contacts.attending" in word.stem_sets:
                if "contacts.negations" in self.forms[k - 1].sets:
                    return False  # "دعا إلى عدم المشاركة في"
                named = self.cast.at(k + 1)
                subject = [named] if named is not None else self._antecedent(k, first, "")
                frame.verb, frame.held_by = None, None
                frame.purpose = word.preposition == self.pack.lexicon.particles.for_the[0]
                break
        else:
            if hosted and frame.verb is not None:  # "قمة مجموعة العشرين التي تترأسها ألمانيا"
                subject = next((g.mentions for g in self._groups(frame.verb + 1, end)[:1] if not g.preposition), None)
            elif not attends:
                return False
        present = PRESENT if hosted else PEOPLE
        if not subject or not (subject[0].kind in present or self._delegation(subject[0])) or self._one_camp([subject[0], body]):
            return False
        if hosted:
            frame.verb, frame.held_by = None, None  # it says who was host, not when
        group = next((g.mentions for g in self._groups(at + 1, end) if body in g.mentions), [body])
        guests = [m for m in group if m is not body and m.first > body.first and m.kind in PEOPLE and not self._one_camp([subject[0], m])]
        frame.sides, frame.mode, frame.standing = [subject, [body, *guests]], "conference", True  # "اجتماع وزراء دول المجلس ووزير الخارجية الأمريكي"
        return True

    def _sent_there(self, verb: int, at: int) -> bool:
        """ "رأس الوزير وفد بلاده إلى القمة": does a delegation go there, which is led by the subject of the verb?"""
        return any("contacts.delegation" in word.stem_sets for word in self.forms[verb + 1 : at])

    def _next_session(self, frame: Frame, end: int) -> list[list[Mention]] | None:
        """ "على أن تستضيف دمشق الاجتماع المقبل", "تعقد اللجنة اجتماعها القادم في الكويت", "ومن المقرر عقد جولة ثانية من المحادثات": those who met
        just before are to meet again.
        """
        at, last, sense = frame.cue, self.last, frame.sense
        if last is None or last.visit or len(last.sides) < 2 or last.mode not in _SESSIONS or frame.mode not in _SESSIONS:
            return None
        near = self.words.sentence_of(at) - self.words.sentence_of(last.cue) <= _SOON
        following = at + 1 < end and "contacts.next" in self.forms[at + 1].sets and frame.verb is not None and bool(sense.article or sense.pronoun)
        if not near or not (following or self._another_round(frame, end) or self._agreed_again(at, end)):
            return None
        committee = any("contacts.joint" in word.stem_sets for word in self.forms[slice(*self.words.sentence_at(last.cue))])
        whoever = committee and any(m.kind in PEOPLE for side in last.sides for m in side)  # who will sit in it then is not told
        if whoever or (sense.pronoun and not committee):
            return None  # "يعقد مجلس الوزراء اجتماعه المقبل"
        begun = min(frame.verb, at) if frame.verb is not None else max(self._measured(at) - _AHEAD, self.words.sentence_at(at)[0])
        others = [m for m in self.cast.between(begun, min(at + _NEAR, end)) if m.kind in PEOPLE | {"body", "group"}]
        return last.sides if all(committee and "contacts.joint" in self.forms[m.first].stem_sets for m in others) else None

    def _another_round(self, frame: Frame, end: int) -> bool:
        """ "عقد اجتماع آخر", "تبدأ جولة ثانية من المحادثات": one more, that is still to come, and not said with whom."""
        at, held = frame.cue, frame.held_by
        told = self._measured(at)
        behind = self.forms[told + 1] if told + 1 < end else None
        resumed = held is not None and held.entry.row.id == "resume" and frame.sense.article
        another = behind is not None and ("ordinal" in behind.kinds or not behind.sets.isdisjoint(("contacts.new", "contacts.next")))
        whole = frame.sense.article if told < at else not frame.sense.article  # "جولة ثانية من المحادثات", "اجتماع آخر"
        if not resumed and not (another and whole):
            return False
        if any(g.preposition in self.between | self.pack.sets["contacts.with"] for g in self._groups(at + 1, end)):
            return False
        if held is not None:
            return held.entry.form[0] != "past"
        begins = told > 0 and tense_of(self.forms[told - 1], self.pack) in ("present", "future")
        return begins or any("status" in word.kinds and word.by["status"].entry.row.status for word in self.forms[max(told - _AHEAD, 0) : told])

    def _agreed_again(self, at: int, end: int) -> bool:
        """ "مع توافق على الالتقاء مجددا": do those who met last agree to meet again, nobody else being named in the sentence since?"""
        if at + 1 >= end or "contacts.again" not in self.forms[at + 1].sets or not self._agreed(at) or self.last is None:
            return False
        met = {actor for side in self.last.sides for m in side for actor in m.actors}
        since = self.cast.between(max(self.words.sentence_at(at)[0], self.last.cue), at)
        return all(m.kind not in PEOPLE | {"group"} or met.issuperset(m.actors) for m in since)

    def _called_for(self, frame: Frame) -> list[list[Mention]] | None:
        """ "يعقد مجلس الأمن جلسة بطلب من باريس ولندن", "يعقد زعماء المجموعة قمة دعا إليها الرئيس", "عقد الاتحاد اجتماعا بحضور الرئيس": the international body
        that meets, and who asked it to or was there.
        """
        first, end = self.words.sentence_at(frame.cue)
        body = self._council(frame.cue, end) or next((m for m in reversed(self.cast.between(first, frame.cue)) if self._verb_before(m)), None)
        if body is None or not body.actors or not self._international(body.actors[0]):
            return None
        for k in range(frame.cue + 1, end - 1):
            word = self.forms[k]
            at_request = bool(word.preposition) and "contacts.requests" in word.stem_sets
            wanted = self.pack.sets["contacts.from"] if at_request else frozenset(("",))
            if at_request or ("contacts.invite" in word.stem_sets and "contacts.to_it" in self.forms[k + 1].sets):
                group = next((g for g in self._groups(k + 1, end)[:1] if g.preposition in wanted), None)
                if group is not None and all(m.actors and not self._one_camp([m, body]) for m in group.mentions):
                    return [[body], *([m] for m in group.mentions)]
        there = self._presence_at(frame)
        guest = there[0] if len(there) == 1 and there[0].kind in PEOPLE else None  # several of two camps are the parties themselves
        return [[body], [guest]] if guest is not None and self._sided(guest) and not self._one_camp([guest, body]) else None

    def _international(self, actor: str) -> bool:
        """Does an actor stand for a body of several states?"""
        return self.cast.actors[actor].country is None and (self.cast.camp(actor) or "").startswith("body")

    def _council(self, at: int, end: int) -> Mention | None:
        """ "اجتماع مجلس الجامعة العربية", "قمة مجموعة السبع": the international body whose session it is."""
        for mention in self.cast.between(at + 1, min(at + _NEAR, end)):
            if any(word.mark or finite(word) is not None for word in self.forms[at + 1 : mention.first]):
                return None
            members = mention.kind in ("office", "group") and mention.number == "p"  # "اجتماع وزراء مالية مجموعة العشرين"
            if not mention.actors:
                continue
            actor = self.cast.actors[mention.actors[0]]
            of_states = members and actor.country is None and actor.role in _OF_STATES  # "وزراء خارجية دول الجوار"
            formed = "offices.several" in self.forms[mention.first].stem_sets and self.cast.camp(actor.id) is not None  # "مجموعة الاتصال"
            if of_states or ((mention.kind == "body" or members) and (formed or self._international(actor.id))):
                return mention
        return None

    def _present_at(self, frame: Frame) -> list[list[Mention]] | None:
        """ "عقدت اللجنة اجتماعا برئاسة الوزير المصري وبحضور نظيره الأردني", "بمشاركة تسع دول، بينها فرنسا ممثلة برئيسها": those present, of two camps."""
        found = self._presence_at(frame)
        return [[m] for m in found] if len(found) > 1 else None

    def _presence_at(self, frame: Frame) -> list[Mention]:
        """Those who are told to be present where several meet: one alone, or of two camps."""
        end = frame.clause[1] if frame.adverbial else self.words.sentence_at(frame.cue)[1]
        found = self._presence(frame.cue, end)
        return found if len(found) < 2 or not self._one_camp(found) else []

    def _presence(self, at: int, end: int) -> list[Mention]:
        """Those who are told to be present, to preside or to take part between two tokens."""
        found: list[Mention] = []
        for k in range(at + 1, end):
            if "contacts.presence" in self.forms[k].stem_sets or "contacts.presence" in self.forms[k].sets:
                group = next((g.mentions for g in self._groups(k + 1, end) if g.mentions[0].first <= k + _NEXT), self._some_of(k + 1, end))
                found += [m for m in (*group, *self._by_side(k + 1, end)) if m not in found and m.kind in PRESENT]
        return found

    def _by_side(self, first: int, end: int) -> list[Mention]:
        """ "برئاسة فلان عن الجانب السعودي، وفلان عن الجانب العراقي": those who are told beside the side that they are of."""
        found = []
        for side in self.cast.between(first, end):
            behalf = self.forms[side.first - 1]
            if "offices.sided" in self.forms[side.first].stem_sets and "contacts.on_behalf" in behalf.stem_sets:
                found += [m for m in (self.cast.at(side.first - 2), self.cast.at(side.end)) if m is not None and m.kind in PEOPLE]
        return found

    def _some_of(self, first: int, end: int) -> list[Mention]:
        """ "تسع دول، بينها فرنسا ممثلة برئيسها ماكرون، ومصر": those named out of more, each by whoever represents it."""
        among = next((k for k in range(first, min(first + _AMONG, end)) if "contacts.some_of" in self.forms[k].sets), None)
        found: list[Mention] = []
        for mention in self.cast.between(among + 1, end) if among is not None else ():
            if found and any(finite(word) is not None for word in self.forms[found[-1].end : mention.first]):
                break
            if mention.kind in PEOPLE and "contacts.represented" in self.forms[mention.first - 1].sets and found:
                found[-1] = mention
            elif mention.kind in PRESENT and not mention.preposition:
                found.append(mention)
        return found
