"""The sides of a noun of contact that is no visit: who holds it, with whom, between whom."""

from __future__ import annotations

from typing import Final

from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import REACH, Frame, Group
from qanat.read.holders import Holders
from qanat.read.syntax import is_counterpart, of_ones_own
from qanat.text.tense import tense_of

BETWEEN: Final = 13  # tokens between a noun and the "between" of its parties
NEXT: Final = 4  # tokens between a reception and whom it is for
OBJECT: Final = 7  # tokens between a noun, or whose it is, and its object


class Meetings(Holders):
    """Fills the frame of a meeting, a call, a letter, a session: its two sides, and who sought it."""

    def _session(
        self, frame: Frame, groups: list[Group], subject: list[Mention] | None, genitive: Group | None, antecedent: list[Mention] | None
    ) -> Frame | None:
        row = frame.sense.entry.row
        if subject is None and (obliged := self._obliged(frame)) is not None:
            subject, frame.invited = obliged, True
        if frame.mode == "talks" and (union := self._to_join(frame, subject)) is not None:
            frame.sides = union
            return frame
        rest = [g for g in groups if g is not genitive and (subject is None or g.mentions is not subject)]
        signed_by = self.pack.sets["contacts.by_whom"] if "contacts.signing" in self.forms[frame.cue].stem_sets else frozenset[str]()
        joining = self.between | signed_by  # "التوقيع على الاتفاقية من قبل الوزير ونظيره"
        between = [m for g in rest if g.preposition in joining and self._of_cue(frame.cue, g.mentions[0].first) for m in g.mentions]
        if len(between) == 1 and len(between[0].actors) < 2 and (apposed := self._apposed_list(between[0].end, frame.clause[1])):
            between = apposed  # "بين الدول العربية، مصر والأردن"
        elif len(between) == 1 and (seats := self._offices_in(between)):
            frame.sides = seats
            return frame
        if between and (sides := self._pair(between)):
            both = len(between) == 1 and any("both" in self.forms[k].kinds for k in range(between[0].first, between[0].end))
            if both and subject and not self._one_camp(subject):
                sides = self._pair(subject)  # "ترأس الوزير ونظيره المحادثات بين البلدين"
            frame.sides = [[self._present_of(side[0], frame.cue) or side[0], *side[1:]] if side[0].kind in PLACES else side for side in sides]
            if row.mediated and subject:
                frame.sides, frame.initiator = [*([m] for m in subject), *frame.sides], subject[0]  # "تقود قطر وساطة بين"
            spoken_of = both and frame.sense.article and frame.verb is None and frame.mode == "talks"
            return None if spoken_of and not self._agreed_by_two(frame.cue) else frame  # "باستمرار الحوار بين البلدين"
        single = between if len(between) == 1 and any(g.preposition in self.pack.words(row.with_) for g in rest) else None  # "بين المبعوث، مع الحوثيين"
        mine = subject or antecedent or (genitive.mentions if genitive else None) or single
        mine = (self._sender_of(mine[0]) or mine) if mine and frame.mode == "message" else mine
        if row.mode == "conference" and mine and mine[0].kind in PLACES and (present := self._present_at(frame)) is not None:
            home = any(self._one_camp([mine[0], *side]) for side in present)  # "تحتضن الرباط قمة برئاسة بنكيران وراخوي"
            frame.sides = present if home else [mine, *present]  # "احتضنت بغداد المؤتمر بمشاركة الرئيسين"
            return frame
        if genitive is not None and subject is None and antecedent is None and self._of_many_states(genitive) and (there := self._presence_at(frame)):
            frame.sides = [[m] for m in there] if len(there) > 1 else [genitive.mentions, there]  # "اجتماع وزراء الخارجية بمشاركة"
            return frame
        sent_from = self._sent_from(frame, rest)
        others, where = self._other_side(frame, rest, subject, genitive, antecedent)
        if genitive is not None and (asker := self._asking(frame, genitive)) is not None:
            mine, others = asker, genitive.mentions + others  # "طلبها مقابلة الرئيس، وكذلك رئيس الوزراء"
            frame.initiator = asker[0] if self.forms[frame.cue - 1].by["status"].entry.row.status == "proposed" else None  # not "رفضها مقابلة"
        if not others and (not mine or self._one_camp(mine)):
            others = where
        if row.welcome and mine and frame.cue > 1 and "contacts.at" in self.forms[frame.cue - 1].sets:
            others = others or next((g.mentions for g in rest if not g.preposition and g.mentions[0].kind in PEOPLE), [])
            frame.initiator = mine[0] if others else None  # "كان في استقباله السفير"
        if row.welcome and not others and (stood := self._stood_to_receive(frame)) is not None:
            frame.sides, frame.initiator = stood, stood[0][0]
            return frame
        if others and row.welcome and others[0].kind == "body" and not self._delegation(others[0]) and not frame.sense.pronoun:
            others = []  # "استضافة المقر الجديد للوكالة"
        if others and self._unsided(others):
            others = (
                self._apposed_list(others[-1].end, frame.clause[1]) or self._states_among(others[0].first) or others
            )  # "مع المؤسسات، الاتحاد الأوروبي وصندوق النقد"
        others = others or self._with_before(frame, mine)
        if not others and mine:
            others = self._handed(frame, mine, sent_from) or ([] if sent_from else self._common_then_list(frame))
        if not others and (pair := self._between_him(frame) or self._between_them(frame) or self._willed(frame) or self._at_odds(frame)) is not None:
            frame.sides = pair
            return frame
        if not others and mine:
            others = self._with_him(frame, row.with_ + row.to, mine[0]) or self._with_us(frame, mine[0]) or []
        if not others and mine and not (genitive and genitive.mentions is mine):  # "استقبال الوفد وعلى رأسهم فلان": he is of the delegation
            others = self._named_among(frame.cue + 1, frame.clause[1])
        several = genitive is not None and len(genitive.mentions) > 1 and not self._one_camp(genitive.mentions)
        if several and genitive is not None and mine is genitive.mentions and not others and frame.purpose and self._on_a_trip(frame.cue):
            mine, others, several = None, genitive.mentions, False  # "توجه الوزير إلى باريس للقاء نظيره ووزير الدفاع الأمريكي"
        if several and genitive is not None and mine and not others and genitive.mentions is mine and row.with_ == ("object",):
            mine, others, several = None, genitive.mentions, False  # "نيته مفاوضة المكسيك وكندا"
        if mine and not (others or sent_from) and genitive is not None and mine is genitive.mentions and mine[0].preposition in row.to:
            return None  # "إرسال رسائل للرئيس والوزير": they get them
        if (
            several
            and genitive is not None
            and mine
            and not others
            and (genitive.mentions is mine or mine[0].kind in PLACES)
            and not self._each_by_one(genitive)
        ):
            frame.sides = [[m] for m in genitive.mentions]  # "استضافت جنيف اجتماعا لوزيري خارجية روسيا وتركيا"
            return frame
        signs = "contacts.signing" in self.forms[frame.cue].stem_sets  # "انتقد الوزير توقيع الرئيس قرارا"
        if genitive is not None and genitive.mentions is not mine and mine and not others and not sent_from and not signs:
            others = genitive.mentions
        if sent_from and others and frame.mode == "message" and others[0] is not sent_from[0]:
            frame.sides, frame.initiator = [sent_from, others], sent_from[0]  # "سلم السفير رسالة من الملك إلى الرئيس"
            return frame
        if sent_from and (frame.held_by is None or frame.held_by.entry.row.initiator == "from" or not others):
            others = sent_from
            frame.initiator = None if row.welcome else sent_from[0]
        if (together := self._dual_before(frame)) is not None:
            frame.sides, frame.agreed = together, self._agreed(frame.cue)
            return frame
        if not others and subject is None and antecedent is None and (called := self._called_together(frame, rest, genitive)) is not None:
            frame.sides, frame.initiator, frame.invited = called, called[0][0], True
            return frame
        if subject is None and antecedent is None and genitive is None and not row.welcome and (asked := self._asked(frame)) is not None:
            on_the_phone = frame.mode == "call" and "contacts.in" in self.forms[frame.cue - 1].sets
            if not others and (on_the_phone or self._during(frame.cue - 1)):
                frame.sides = list(asked)  # "حث الرئيس نظيره في اتصال هاتفي على": asked while they talked, not to talk
                return frame
            frame.initiator = asked[0][0] if not others else None
            frame.invited = True
            mine, others = asked if not others else (asked[1], others)  # "دعت الكويت إيران إلى حوار مع السعودية"
            apart = self._pair(others) if others is asked[1] else []
            if len(apart) > 1 and not self._one_camp([m for side in apart for m in side]):
                frame.sides = apart  # "دعت الأمم المتحدة الحكومة والحوثيين إلى مفاوضات", "دعت الجانبين إلى"
                return frame
        if others and subject is None and genitive is None and (urged := self._urged_to(frame, others[0])) is not None:
            mine, frame.invited = urged, True
        if genitive is not None and mine is genitive.mentions and not others and (seats := self._offices_in(mine)):
            frame.sides = seats  # "تأجل اجتماع وزراء الري في مصر والسودان"
            return frame
        alone = genitive is not None and (self._one_camp(genitive.mentions) or self._each_by_one(genitive))
        if genitive is not None and mine is genitive.mentions and not others and alone and not signs and self._met(frame, mine[0]):
            mine, others = None, genitive.mentions  # "للقاء المستشارة", "مفاوضة المكسيك": whoever was spoken of meets her
        if mine is None and others:
            first = self.words.sentence_at(frame.cue)[0]
            mine = self._told_before(frame.cue, first, feminine=None, camp=self.cast.camp(others[0].actors[0])) if frame.purpose and others[0].actors else None
        if mine is None and others:
            mine = self._unsaid(frame, others[0]) if frame.verb is not None else self._ours(frame, others[0])
            # "قالت روسيا في رسالة وجهتها إلى"; "خلال محادثات أجراها مع نظيره، أكد الوزير"
            relative = (frame.verb or 0) > frame.cue and (frame.mode == "message" or not self.cast.between(first, frame.cue))
            mine = mine or (self._antecedent(frame.cue, first, "", unlike=others[0]) if frame.verb is None or relative else None)
            if frame.mode == "talks" and frame.sense.article and not frame.sense.preposition and others[0].kind not in PEOPLE:
                mine = self._us(mine)  # "أكد الوزير أن المفاوضات مع الدول الست": those of his state
        if not others and (present := self._present_at(frame)) is not None:
            frame.sides = present
            return frame
        taking_part = "contacts.in" in self.forms[frame.cue - 1].sets
        addressing = "contacts.facing" in self.forms[frame.cue - 1].sets  # "في كلمة أمام القمة"
        if not others and row.id == "summit" and mine is None and (taking_part or addressing):
            mine = self._antecedent(frame.cue, self.words.sentence_at(frame.cue)[0], "")
        if not others and mine and row.mode == "conference" and mine[0].kind != "body":
            others = self._where_held(frame, mine)  # "شارك الوزير في القمة في الرياض": with its hosts
        if not mine and not others and (two := self._urged(frame)) is not None:
            frame.sides, frame.invited = two, True
            return frame
        if not mine and not others and all(map(self._only_where, groups)) and (two := self._implied(frame)) is not None:
            frame.sides = two
            return frame
        if not mine and not others and (told := self._told_in(frame)) is not None:
            frame.sides = told
            return frame
        if not mine and not others and (taking_part or self._during(self._measured(frame.cue) - 1)):
            mine = self._two_together(frame)  # "اتفق الرئيسان في اتصال هاتفي على": the two are the subject of another verb
        if not mine and not others and (offered := self._offered(frame)) is not None:
            frame.sides, frame.initiator = offered, offered[1][0]
            return frame
        if not mine or (not others and self._visited_last(mine)):
            return None
        others = others or self._likewise(frame, mine[0]) or self._beside_subject(frame, mine[0])
        if not others:
            frame.sides = self._pair(mine) or self._offices_in(mine) or self._attending(frame, mine[0])
            return frame if frame.sides else None
        met_with = next((g for g in groups if g.mentions is others), None)
        if met_with is not None and (frame.mode != "message" or met_with.preposition in self.pack.sets["contacts.until"]):
            others = [*others, *self._and_with(met_with, frame.clause[1])]
        frame.sides = [mine, self._among(others, frame.clause[1])]
        self._comes(frame)
        if frame.initiator is None and frame.held_by is not None and frame.held_by.entry.row.initiator == "subject" and frame.mode in ("call", "message"):
            frame.initiator = mine[0]
        enclosed = frame.verb is None and taking_part and sent_from is None
        owned = frame.mode == "message" and (enclosed or (genitive is not None and mine is genitive.mentions))
        if frame.initiator is None and (owned or (frame.mode == "call" and others[0].preposition in self.pack.sets["contacts.place"])):
            frame.initiator = mine[0]  # "رسالة الرئيس إلى", "الاتصال بالوزير"
        return frame

    def _sent_from(self, frame: Frame, rest: list[Group]) -> list[Mention] | None:
        """From whom it came: "تسلم الوزير من السفير رسالة", "حظي باستقبال من قبل الرئيس"."""
        row = frame.sense.entry.row
        if row.welcome and frame.held_by is None:
            done = any("contacts.arrange" in word.sets for word in self.forms[max(frame.cue - BETWEEN, frame.clause[0]) : frame.cue])
            behind = self.forms[frame.cue + 2].form if frame.cue + 2 < len(self.forms) else ""
            his = bool(frame.sense.pronoun) and behind in self.pack.sets["contacts.by_whom"]  # "عقب استقباله من طرف الرئيس"
            if not (done or his):
                return None  # "حسن الاستقبال من قبل الموظفين"
        received = frame.verb is not None and frame.held_by is not None and frame.held_by.entry.row.initiator == "from"
        senders = [*rest, *(self._groups(frame.verb + 1, frame.cue) if frame.verb is not None and received else ())]
        by = self.pack.words(row.from_) | (
            self.pack.sets["contacts.from"] if row.welcome and frame.held_by is not None else frozenset()
        )  # "حظي باستقبال من الملك"
        return next((g.mentions for g in senders if g.preposition in by), None)

    def _other_side(
        self, frame: Frame, rest: list[Group], subject: list[Mention] | None, genitive: Group | None, antecedent: list[Mention] | None
    ) -> tuple[list[Mention], list[Mention]]:
        """With whom, or to whom, by the phrases around the noun; and a place that may be whom as well as where: "اجتماعا بالوزارة مع السفير"."""
        row, places = frame.sense.entry.row, self.pack.sets["contacts.place"]
        wanted = self.pack.words(row.with_) | self.pack.words(row.to)
        bare = "object" in row.with_ and bool(antecedent or genitive or subject)
        farthest = REACH if frame.verb is not None or antecedent or genitive is not None else BETWEEN
        after = genitive.mentions[-1].end if genitive is not None else frame.cue + 1
        mine_named = bool(frame.sense.pronoun) and genitive is not None  # "لقائه الملك": what follows is whom he met
        where: list[Mention] = []
        for group in rest:
            head = group.mentions[0]
            delegation = self._bare_delegation(head) if self._leads(head) else None
            if delegation is not None and self._governor(delegation) in wanted and head.first - frame.cue < farthest:
                return [head], where  # "مباحثات مع وفد برئاسة فلان"
            if not (group.preposition in wanted or (bare and not group.preposition)) or (head.kind in PLACES and group.preposition in places):
                continue
            if group.preposition in wanted and (self._of_relations(group, frame.cue) or self._too_far(frame, group, genitive)):
                continue
            if head.first - frame.cue > farthest or of_ones_own(head, self.words):
                continue  # "ناشد الوزير مصر عقد اجتماع مع حكومته"
            if head.kind in PLACES and any(word.by["occasion"].entry.row.visit for word in self.forms[frame.cue + 1 : head.first] if "occasion" in word.kinds):
                continue  # "رفض استقبال المبعوث خلال زيارته للرياض": where he went
            if frame.verb is None and any(word.form in self.that for word in self.forms[frame.cue + 1 : head.first]):
                break  # "أبلغ الوزير نظيره في اتصال أن بلاده لا تريد حربا مع الهند": of what was said
            if not group.preposition and ((head.kind == "nation" and head.number != "p") or "speech.heads" in self.forms[head.first - 1].sets):
                continue  # "للقاء القيادة الروسية حيال الأزمة السورية", "بعد لقائه، لكن مسؤولا قال"
            if not group.preposition and (mine_named or (head.first - after > OBJECT and not self._only_adverbs(after, head.first))):
                continue
            if group.preposition in places and head.kind not in PEOPLE and not self._delegation(head):
                where = where or group.mentions
                continue
            return group.mentions, where
        return [], where

    def _of_many_states(self, group: Group) -> bool:
        """Are these office-holders of several states that are not told: "وزراء الخارجية", "وزراء مالية دول أوبك"?"""
        head = group.mentions[0]
        return head.kind == "office" and head.number == "p" and len(group.mentions) == 1 and self.cast.actors[head.actors[0]].country is None

    def _visited_last(self, mine: list[Mention]) -> bool:
        """ "ستزور الرياض ثم طهران لإجراء محادثات": are these where somebody goes, rather than who meets?"""
        return self.last is not None and self.last.visit and len(self.last.sides) == 2 and mine[0] in self.last.sides[1]

    def _on_a_trip(self, at: int) -> bool:
        """Was a trip told before in the sentence?"""
        return self.last is not None and self.last.visit and self.words.sentence_at(at)[0] <= self.last.cue < at

    def _each_by_one(self, group: Group) -> bool:
        """ "لقاء كل من فلان وفلان", "لقاء نظيريه فلان وفلان": somebody else meets each of them."""
        head = self.forms[group.mentions[0].first].by.get("head")
        counterparts = head is not None and bool(head.pronoun) and is_counterpart(head.entry.row.lemma, self.pack)
        return counterparts or self._one_of(group.mentions[0].first - 2)

    def _met(self, frame: Frame, mention: Mention) -> bool:
        """Can whoever stands behind the noun be the other side?"""
        row = frame.sense.entry.row
        if mention.kind in PEOPLE or "object" not in row.with_ or not self.pack.sets["speech.of"].isdisjoint(self.pack.words(row.with_)):
            thanked = "contacts.warmth" in self.forms[frame.cue - 1].stem_sets  # "شكر الوزير على حفاوة استقبال الوفد"
            return mention.kind in PEOPLE or (self._delegation(mention) and not thanked)
        return row.mode == "talks" or mention.kind in ("body", "group")

    def _too_far(self, frame: Frame, group: Group, genitive: Group | None) -> bool:
        """ "استقباله للسفير", but not "خلال استقبال نائب الرئيس … نجاحات للجيش"."""
        head = group.mentions[0]
        if head.preposition and head.first > frame.cue + 2 and head.first - 1 != frame.verb and tense_of(self.forms[head.first - 1], self.pack) is not None:
            return True  # "اجتماع لإقرار بروتوكول القوة التي تعرف بقوة الردع": of another verb
        if frame.mode != "meeting" or group.preposition not in self.pack.sets["speech.of"]:
            return False
        after = genitive.mentions[-1].end if genitive is not None else frame.cue + 1
        return head.first - after > NEXT

    def _of_cue(self, cue: int, first: int) -> bool:
        """Does "between" belong to the cue? "خلال اللقاء بحث العلاقات بين البلدين": not to the meeting."""
        held = any("contacts.arrange" in w.sets or "hold" in w.kinds for w in self.forms[cue + 1 : cue + 4])
        signing, pronoun = "contacts.signing" in self.forms[cue].stem_sets, self.forms[cue].by["occasion"].pronoun
        signed = signing and not pronoun  # "توقيع اتفاق بين الوزيرين"
        matters = any("contacts.matters" in word.stem_sets for word in self.forms[cue + 1 : first])  # "مناقشة القضايا بين الخرطوم وجوبا"
        theirs = bool(pronoun) and not signing and first - cue > 2  # "في اجتماعهم خطة العمل بين": they are named before
        own = signed or not (matters or theirs or self._relations(cue, first))
        return first - cue < (REACH if held else BETWEEN) and own  # "اللقاء الذي جرى أمس في موسكو بين …"
