"""Who stands where around a verb or noun of contact: the frame that a contact is read from."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, REACH, SPEAKER, Frame
from qanat.read.pretenders import Pretenders
from qanat.read.syntax import HOLD, finite

_BETWEEN: Final = 13  # tokens between a noun and the "between" of its parties
_MEAL: Final = 5  # tokens between whom one hosts and the meal
_SEAT: Final = 3  # tokens between "to" and the place, with the word for what it is
_THROUGH: Final = 5  # tokens between "through" and the screen
_SCREEN: Final = 9  # ... and between talks and what tells of it


class Frames(Pretenders):
    """Finds the frames of one text, sentence by sentence."""

    def of(self, first: int, end: int) -> list[Frame]:
        """The frames of a sentence, in order of their cues."""
        out: list[Frame] = []
        cues = [at for at in range(first, end) if self.forms[at].meets]
        there = self._there(first, end)
        if not (cues or there) or self.of_sport(first, end):
            return out  # "قمة نارية بين إيطاليا وإسبانيا في ربع النهائي"
        for at in cues:
            kinds = self.forms[at].kinds
            frame = None
            verb = "meet" in kinds and "occasion" in kinds and self._wants_verb(at, first)
            if "mine" in kinds and at > first and self._during(at - 1):
                frame = self._occasion(at, first, end, mine=True)  # "خلال لقائي بالوزير"; elsewhere اجتماعي is "social"
            if frame is None and "occasion" in kinds and not verb:
                frame = self._occasion(at, first, end)
            if frame is None and "meet" in kinds:
                frame = self._meet(at, first, end)
            if frame is not None and not self._private(frame):
                self._unlike_itself(frame)
                if frame.mode == "talks" and frame.sense.entry.kind == "occasion" and self._by_video(at, min(at + _SCREEN, end)):
                    frame.mode = "call"  # "خلال مباحثات عبر تقنية الاتصال المرئي"
                self._sponsor(frame)
                frame.led = self.led
                frame.turns = any("contacts.and_then" in word.sets for side in frame.sides for m in side[1:] for word in self.forms[m.first - 2 : m.first])
                frame.apart = frame.turns or any("contacts.apart" in word.stem_sets for word in self.forms[frame.cue : frame.clause[1]])
                out.append(self._stood_for(frame))
                if not (frame.mode == "message" and self.last is not None and "contacts.bearing" in self.forms[at - 1].sets):
                    self.last = frame  # but "وصل الوزير حاملا رسالة من الرئيس. وتوجه بعدها": the minister
                self.sat = self.sat or frame.mode in ("meeting", "conference")
                frame.together = self._with_counterparts(frame)
                if frame.own and len(frame.sides) == 2:
                    self.met.update(mention.first for mention in frame.sides[1])
        return [there, *out] if there is not None and not any(frame.visit for frame in out) else out

    def _with_counterparts(self, frame: Frame) -> bool:
        """ "اجتماع بنظرائه السعودي فلان والمصري فلان": is it one session with several at once?"""
        single = frame.sense.entry.kind == "occasion" and frame.sense.entry.form[1:2] == ("s",) and not frame.sense.pronoun
        if not single or frame.mode != "meeting" or len(frame.sides) != 2 or len(frame.sides[1]) < 2:
            return False
        head = self._counterpart(frame.sides[1][0])
        return head is not None and head.entry.form[1] == "p"

    def _by_phone(self, first: int) -> bool:
        """ "هاتفيا.. الوزيران يبحثان الأزمة": is it said at the head of a sentence, or of one word before it?"""
        number = self.words.sentence_of(first)
        start, end = self.words.sentences[number - 1] if number else (first, first)
        return any("contacts.phone" in self.forms[k].sets for k in ((first, start) if end - start <= _SEAT else (first,)))

    def _by_video(self, at: int, stop: int) -> bool:
        """ "اجتمع الوزير بنظيره عبر تقنية الفيديو", "تباحثا خلال اتصال مرئي"."""
        for k in range(at + 1, stop):
            word = self.forms[k]
            reach = _THROUGH if "contacts.through" in word.sets else 2 if "occasion" in word.kinds else 0
            if any("contacts.video" in seen.stem_sets for seen in self.forms[k + 1 : min(k + reach, stop)]):
                return True
        return False

    def _in_a_call(self, at: int, stop: int) -> bool:
        """ "ناقش مع نظيره خلال اتصال الوضع": one call, not told before."""
        for k in range(at + 2, stop):
            noun = self.forms[k].by.get("occasion")
            if noun is not None and noun.entry.row.mode == "call" and "contacts.in" in self.forms[k - 1].sets:
                return noun.entry.form[1:2] == ("s",) and not (noun.article or noun.pronoun)
        return False

    def _unlike_itself(self, frame: Frame) -> None:
        """ "قال: واصلنا النقاش مع الوزير" under the minister's own name: said by whoever spoke before."""
        if len(frame.sides) == 2 and all(frame.sides) and frame.sides[0][0].number == SPEAKER and frame.sides[0][0].actors == frame.sides[1][0].actors:
            other = frame.sides[1][0]
            speaker = self._speaker_at(frame.cue, quoted=False, unlike=other)
            if speaker is None or speaker[0].actors == other.actors:
                speaker = self._other_camp(other, frame.cue)
            frame.sides = [speaker, frame.sides[1]] if speaker is not None else []

    def _stood_for(self, frame: Frame) -> Frame:
        """The frame with whoever stands for a delegation in its place."""
        sides = self._presiding(frame) or [self._stand_ins(side) for side in frame.sides]
        if frame.initiator is not None and not any(frame.initiator in side for side in sides):
            frame.initiator = next((new[0] for old, new in zip(frame.sides, sides, strict=True) if frame.initiator in old and new), None)
        frame.welcome = any(len(new) > len(old) for old, new in zip(frame.sides, sides, strict=True))
        frame.sides = sides
        return frame

    def _meeting(self, at: int, end: int) -> Sense | None:
        """The verb of contact that a word is: of two rows of one verb the first whose needs are met (حل ضيفا على, حل بتونس)."""
        sense = self._by_gender(at)
        if sense is None or not sense.entry.row.needs:
            return sense
        rows = [s for s in self.forms[at].senses if s.entry.kind == "meet" and s.entry.form[:3] == sense.entry.form[:3]]
        met = (s for s in rows if not s.entry.row.needs or self._said_after(at, min(at + REACH, end), self.pack.words(s.entry.row.needs)))
        return next(met, sense)

    def _meet(self, at: int, first: int, end: int) -> Frame | None:
        sense = self._meeting(at, end)
        if sense is None or self.cast.at(at) is not None or self._no_contact(at, first, end, sense) or self._never(at, first):
            return None
        if sense.pronoun and "hold" in self.forms[at].kinds and any(self._occasion_at(k) and self._relative(k, end) == at for k in range(first, at)):
            return None  # "القمة التي تستضيفها ألمانيا": the noun tells
        row = sense.entry.row
        frame = Frame(at, at, sense, None, (self._clause_start(at, first), self._stop(at, end, None)), visit=row.visit, mode=row.mode)
        phoned = row.mode in ("talks", "message") and (
            any("contacts.phone" in w.sets for w in self.forms[at + 1 : frame.clause[1]]) or self._by_phone(first)
        )  # "هاتفيا.. الوزيران يبحثان الأزمة"
        called = row.mode == "talks" and self._in_a_call(at, frame.clause[1])
        if phoned or called or (row.mode in ("talks", "meeting") and not row.welcome and self._by_video(at, frame.clause[1])):
            frame.mode = "call"
        if (states := self._committee(frame)) is not None:
            frame.sides, frame.standing = states, True
            return frame
        if sense.entry.form[1] == "1":
            subject = self._speaker_at(at, quoted=False)
            if subject is None:
                return None
            subject = self._us(subject) if sense.entry.form[2] == "p" else subject
        else:
            subject = self._subject(at, frame.clause[1], first, visit=row.visit and not row.sends)
        aboard = self._aboard(at) if row.travel else None
        subject = aboard or subject
        if self._stranger_before(at, first) and not (subject and subject[0].first < at):
            return None
        if row.welcome and subject and subject[0].kind in PLACES and "contacts.namesakes" in self.forms[subject[0].first - 1].stem_sets:
            return None  # "استقبل مطار هافانا الرئيس"
        if row.sends:
            return self._sent(frame, subject)
        if row.says and (sense.entry.form[0] != "past" or (at > first and "contacts.negations" in self.forms[at - 1].sets)):
            return None  # "تبلغ المبيعات", "لا أعلم" are spelled alike
        if row.needs and not row.visit and (signers := self._signers(frame)) is not None:
            frame.sides, frame.own = signers, True
            return frame
        alone = sense.entry.form[2] == "d" and not row.visit and not (subject and self._agrees(sense, subject, carried=False))
        if alone and (two := self._two_before(at, first)) is not None:
            whom = self._others(frame, None)
            apart = whom is not None and whom[0].kind in PEOPLE and not any(self._one_camp([side[0], whom[0]]) for side in two)
            frame.sides = [[m for side in two for m in side], whom] if apart and whom else two  # "زارا كييف والتقيا الرئيس"
            return frame
        others = self._others(frame, subject)
        if others and not self.between.isdisjoint(self.pack.words(row.with_)) and self._one_camp(others):
            return None  # "توسط الوزير بين حزبين"
        if subject and subject[0].first > at and (named := self._among(subject, frame.clause[1])) is not subject:
            others = None if others and others[0] in named else others  # "التقى عددا من المسؤولين في مقدمتهم الرئيس"
            subject = named
        if others is None and subject and "object" in row.with_ and not sense.pronoun and subject[0].first > at and not self._only_subject(subject[0]):
            before = self._before_comma(at, first)
            if before is not None:
                subject, others = [before], subject  # "وكان ولي العهد، استقبل في قصره وزير الخارجية المصري"
            elif (not row.visit or sense.conjunction or subject[0].kind in PLACES or self._also_saw(at, first, subject[0])) and (
                dropped := self._dropped(at, first, sense, unlike=subject[0])
            ) is not None:
                met = dropped[0] not in subject and (dropped[0].kind in PEOPLE or self._delegation(dropped[0]))
                subject, others = (dropped, subject) if met else (subject, None)  # "وصل إلى طهران والتقى نظيره"
        if subject is None and row.welcome and (guest := self._guest_of(frame)) is not None:
            subject, others = guest, None
        frame.own = subject is not None
        frame.invited = subject is not None and subject[0].end == at - 1 and self._laid_on(subject[0]) > 0  # "على الحكومة أن تتفاوض"
        if sense.pronoun and subject is None and others is None and "object" in row.with_ and (two := self._as_before_then(at, sense)) is not None:
            subject, others = two  # "هنأ الرئيس نظيره. وسبق أن استقبله"
        if sense.pronoun and others is None and "object" in row.with_:
            others = self._place_meant(at) if row.visit else self._antecedent(at, first, sense.pronoun, unlike=subject[0] if subject else None)
            if not others and subject and sense.entry.form[1] == "1":
                others = self._spoken_to(self.words.sentence_at(at)[0], at, sense.pronoun, subject[0])  # "سلمته إلى المفوض حين التقيته"
            if not row.visit and others and others[0].kind in PLACES:
                return None  # "لما يقابلها من الدويلات": no man meets a state
        if subject is None and sense.entry.form[:3] == ("past", "f", "s"):
            subject = self._speaker_at(at, quoted=True)  # اجتمعت: "she met", "I met"
        if row.visit and others and (subject is None or (subject[0].first < at and self._one_camp([subject[0], others[0]]))):
            subject = self._when_he(at, first, sense, others[0]) or subject
        if subject is None and not self._stranger_after(at, sense) and not (row.travel and self._stranger_at(at - 1, first, sense)):
            subject = self._dropped(at, first, sense)
        if not subject or not (aboard or self._agrees(sense, subject, carried=not frame.own)):
            return None
        if others and others[0].kind == "nation" and (row.mode == "message" or others[0].number != "p" or self._described(others[0])):
            return None  # "تهنئ التونسيين", "الغاز الإيراني": a people, a thing
        if row.greets and others and others[0].kind not in PEOPLE:
            return None  # "هنأ مجلس الوزراء جمهورية مصر"
        others = others or self._each_of_them(frame, subject[0])
        if row.visit and not (others and not self._unsided(others)):
            others = self._states_among(others[0].first if others else max(at + 1, subject[-1].end)) or others
        if not others and (row.mode != "meeting" or subject[0].kind != "body"):
            others = self._with_him(frame, row.with_, subject[0])  # not of "انفردت به الصحيفة"
        if not others and row.welcome and (hosts := self._received_by(frame, subject)) is not None:
            frame.sides = [hosts, subject]  # "استقبلت البعثة من طرف الوزير"
            return frame
        if not others and (members := self._members(frame, subject)):
            frame.sides = members
            return frame
        if not others:
            together = subject[0].first > at or sense.entry.form[2] in "dp"
            if together and not row.visit and (two := self._of_both(subject[-1].end)) is not None:
                frame.sides = two  # "مسؤولون من الجانبين التقوا"
                return frame
            frame.sides = self._pair(subject) or self._offices_in(subject) if together and not row.visit else []
            return frame if frame.sides else None
        if row.visit and not self._trip(frame, subject, others):
            return None
        others = self._counterparts_of(others) or others
        frame.sides = [subject, self._among(others, frame.clause[1])]
        self._comes(frame)
        if row.says:
            told = self._told_at(frame)
            summoned = sense.pronoun != "" and subject[0].kind == "body"  # "استدعت الوزارة السفير وأبلغته"
            if not told and (summoned or any(m.number == "p" for m in (*subject, *others))):
                return None  # "أبلغت الرئاسة الوسطاء"
            frame.mode = told or frame.mode
        after = {word.stem for word in self.forms[others[-1].end : min(others[-1].end + _MEAL, frame.clause[1])]} if row.mode == "meeting" else set()
        frame.meal = next((name for name, words in self.meals if after & words), "")
        if row.initiator == "subject" and not (frame.visit and row.welcome):
            frame.initiator = subject[0]
        elif row.initiator == "other":
            frame.initiator = others[0]
        return frame

    def _as_before_then(self, at: int, sense: Sense) -> list[list[Mention]] | None:
        """The two whose contact the sentence before told, where a verb of contact names neither who met nor whom, nor does its sentence anybody before it."""
        first = self.words.sentence_at(at)[0]
        alone = sense.entry.row.mode == "meeting" and sense.entry.form[1:3] == ("m", "s") and not any(m.kind in PEOPLE for m in self.cast.between(first, at))
        return self._two_told_last(at, sentences=2) if alone else None

    def _only_subject(self, several: Mention) -> bool:
        """ "التقى الرئيسان الروسي والتركي", "التقى وزيرا الخارجية": do those behind a verb stand in the form that only a subject has?"""
        word, following = self.forms[several.first], self.forms[several.first + 1 : several.first + 2]
        numbers = {sense.entry.form[1:] for sense in word.senses if sense.entry.kind == "head"}
        owned = ("d", "construct") in numbers and word.form.endswith(self.pack.accusative) and bool(following) and following[0].article
        several_of = "both" in word.kinds or not numbers.isdisjoint((("d",), ("p",)))  # "لم يلتق الطرفان"
        return owned or (several_of and word.form[-2:] in self.pack.sets["contacts.subjects"])

    def _aboard(self, at: int) -> list[Mention] | None:
        """ "حطت طائرة الوزير في كييف": who is aboard, right behind."""
        mention = self.cast.at(at + 2) if at + 2 < len(self.forms) and "contacts.aboard" in self.forms[at + 1].stem_sets else None
        return [mention] if mention is not None and mention.first == at + 2 and mention.kind in PEOPLE else None

    def _sent(self, frame: Frame, sender: list[Mention] | None) -> Frame | None:
        """ "أوفد الرئيس وزير خارجيته إلى بغداد": whom he sends is the traveller; a delegation that nothing more is said of stands for its sender."""
        groups = [g for g in self._groups(frame.cue + 1, frame.clause[1]) if sender is None or g.mentions[0] not in sender]
        wanted = self.pack.words(frame.sense.entry.row.with_)
        where = next((g for g in groups if g.preposition in wanted and g.mentions[0].kind in PLACES), None)
        if where is None or where.mentions[0].first > frame.cue + REACH:
            return None
        sent = next((g.mentions for g in groups if g.preposition != GENITIVE and g.mentions[0].first < where.mentions[0].first), None)
        unnamed = any("contacts.delegation" in w.stem_sets for w in self.forms[frame.cue + 1 : where.mentions[0].first])
        own = sent and (sent[0].kind in PEOPLE or self._delegation(sent[0])) and (sender is None or self._one_camp([sender[0], sent[0]]))
        named = sent if own else sender if unnamed or (sent and sent[0].kind == "office") else None
        if not named or self._one_camp([named[0], where.mentions[0]]):
            return None
        frame.own = True
        frame.sides, frame.initiator, frame.destination = [named, where.mentions], named[0], where.mentions[0]
        return frame

    def _also_saw(self, verb: int, first: int, met: Mention) -> bool:
        """ "التقى السفير الرئيس ثم زار الوزير": whoever met one before went on to the other."""
        camp = self.cast.camp(met.actors[0]) if met.actors else None
        return met.kind in PEOPLE and self.last is not None and not self.last.visit and self._told_before(verb, first, feminine=None, camp=camp) is not None

    def _received_by(self, frame: Frame, guest: list[Mention]) -> list[Mention] | None:
        """By whom somebody was received: "استقبل الوفد من قبل الرئيس"."""
        for group in self._groups(frame.cue + 1, frame.clause[1]):
            head = group.mentions[0]
            if group.preposition in self.pack.sets["contacts.by_whom"] and head.kind in PEOPLE and not self._one_camp([guest[0], head]):
                return group.mentions
        return None

    def _guest_of(self, frame: Frame) -> list[Mention] | None:
        """Who was received, behind whom it was by: "استقبل من طرف الرئيس وزير الخارجية المالي"."""
        groups = self._groups(frame.cue + 1, frame.clause[1])[:2]
        by = groups and groups[0].preposition in self.pack.sets["contacts.by_whom"] and groups[0].mentions[0].first <= frame.cue + _SEAT
        return groups[1].mentions if by and len(groups) > 1 and not groups[1].preposition and groups[1].mentions[0].kind in PEOPLE else None

    def _described(self, nation: Mention) -> bool:
        """Does a people only tell of which state others are: "الطلبة السوريين"?"""
        before = self.forms[nation.first - 1] if nation.first else None
        return before is not None and before.common and before.article and self.forms[nation.first].article

    def _told_at(self, frame: Frame) -> str:
        """The meeting or letter in which words were said: "أبلغ المبعوث أعضاء المجلس، في جلسة مغلقة، أن", "بمذكرة شفوية"; empty where none is told."""
        for k in range(frame.sides[1][-1].end, min(frame.cue + REACH, frame.clause[1])):
            noun = self.forms[k].by.get("occasion")
            if noun is not None and self._occasion_at(k):
                within = bool(noun.preposition and noun.entry.row.mode == "message") or "contacts.in" in self.forms[k - 1].sets
                return noun.entry.row.mode if within and not noun.article and noun.entry.row.mode in ("meeting", "message") else ""
        return ""

    def _members(self, frame: Frame, subject: list[Mention]) -> list[list[Mention]]:
        """ "اجتمعت اللجنة التي تضم السعودية والإمارات": the members of a body that meets."""
        if subject[0].kind not in ("body", "group") or frame.visit:
            return []
        for k in range(subject[-1].end, min(subject[-1].end + _SEAT, frame.clause[1])):
            held = finite(self.forms[k], HOLD)
            if held is not None and held.entry.row.gathers:
                return next((self._pair(g.mentions) for g in self._groups(k + 1, frame.clause[1]) if not g.preposition), [])
        return []

    def _others(self, frame: Frame, subject: list[Mention] | None) -> list[Mention] | None:
        """Whom the subject meets: the first phrase that follows as the verb wants it."""
        at, row = frame.cue, frame.sense.entry.row
        wanted = self.pack.words(row.with_)
        if row.visit and (stations := self._stations(frame)):
            return stations
        where: list[Mention] | None = None
        needs = self.pack.words(row.needs) & self.governing if row.needs else frozenset[str]()
        behind = next((k for k in range(at + 1, frame.clause[1]) if self.forms[k].form in needs), frame.clause[1]) if needs else frame.clause[1]
        for group in self._groups(at + 1, frame.clause[1]):
            head = group.mentions[0]
            if not group.preposition and head.first > behind:
                break  # "اطلع على مشروع الوزير", not "أطلع الوزير على"
            if subject and (head is subject[0] or (head.actors and head.actors == subject[0].actors)):
                continue  # "استقبل الأمير فلان أمير منطقة الرياض السفير"
            if subject and head.first == subject[-1].end + 1 and self.forms[head.first - 1].mark == "(":
                continue  # "رابطة دول جنوب شرق آسيا (آسيان)"
            if head.first > at + REACH:
                break
            if self._leads(head):
                delegation = self._bare_delegation(head)
                if delegation is not None and self._governor(delegation) in row.with_ and not (subject and self._one_camp([subject[0], head])):
                    return [head]  # "استقبل الوزير وفدا برئاسة فلان"
                continue
            place = self.cast.at(head.first - 1) if head.kind == "nation" else None
            if place is not None and place.kind in ("city", "place") and not (head.conjunction or head.preposition):
                continue  # "التقى خلالها الوزير في مدينة نيس الفرنسية"
            if row.mode == "meeting" and not group.preposition and head.kind == "nation" and self._described(head):
                break  # "التقى زعماء روسيا وتركيا لبحث الأزمة السورية"
            if not row.visit and head.kind in PLACES and group.preposition in self.pack.sets["contacts.place"]:
                continue
            if row.mode == "talks" and head.kind in PLACES and group.preposition in self.pack.sets["contacts.whither"]:
                continue  # "قد تحدث في الأجهزة المستوردة إلى الأردن": nobody talks to a place
            if row.travel and head.kind not in PLACES and not group.preposition:
                continue  # "وصل الأمير، وزير الدولة، مستشار الملك، إلى المالديف"
            if row.mode == "meeting" and head.kind in PLACES and not group.preposition and subject and subject[0].kind in PEOPLE:
                continue  # "التقى الرئيس لبحث الغارات التي تشنها أنقرة": no man meets a capital
            if not group.preposition and "occasion" in self.forms[head.first - 1].kinds and head.kind not in PEOPLE:
                continue  # "على هامش مشاركته في قمة مجموعة السبع"
            if group.preposition in wanted and head.kind not in PEOPLE and self._of_something_else(at, head.first):
                continue  # "ناقش مجلس الوزراء العلاقات مع العراق", "تحدث عن محاولات الانتقال إلى بريطانيا"
            if group.preposition in wanted or (not group.preposition and "object" in row.with_):
                group.mentions += self._and_with(group, frame.clause[1])
                if head.kind not in PEOPLE and group.preposition in self.pack.sets["contacts.place"] and not self._delegation(head):
                    where = where or group.mentions  # "التقى بالوزارة السفير", "اجتمع بالحكومة"
                    continue
                return group.mentions
        return where

    def _stations(self, frame: Frame) -> list[Mention]:
        """ "يزور ثلاث دول هي الكويت وقطر والعراق": the states that are first counted and then named."""
        at, end = frame.cue, frame.clause[1]
        for k in range(at + 1, min(at + REACH, end - 1)):
            if "contacts.stations" in self.forms[k].sets:
                counted = self.forms[k - 1].number or "count" in self.forms[k - 1].kinds or "contacts.namely" in self.forms[k + 1].sets
                return [m for m in self.cast.between(k + 1, end) if m.kind in ("state", "place")] if counted else []
        return []

    def _trip(self, frame: Frame, subject: list[Mention], others: list[Mention]) -> bool:
        """Is this somebody who goes to a state or to somebody else? Notes where."""
        at, row = frame.cue, frame.sense.entry.row
        if subject[0].kind in PLACES | {"nation"} or (row.travel and subject[0].kind not in ("name", "office", "group")):
            return False
        if others[0].kind not in PLACES and (row.travel or others[0].kind == "nation"):
            return False
        if others[0].kind in ("body", "group") and others[0].first - at > _BETWEEN:
            return False
        if row.travel and any(w.preposition and "contacts.directed" in w.stem_sets for w in self.forms[at + 1 : others[0].first]):
            return False  # "توجه بالشكر إلى"
        traveller = self.cast.actors[subject[0].actors[0]] if subject[0].kind == "name" else None
        if row.travel and traveller is not None and traveller.role in (None, "other") and traveller.office is None:
            return False  # "انتقل فلان إلى فرنسا": of his own
        wanted = self.pack.words(row.with_)
        behind = subject[-1].end if subject[0].first > at else at + 1  # "وصل المبعوث إلى اليمن فلان إلى الرياض"
        to = next((k for k in range(behind, others[0].first) if self.forms[k].form in wanted), None) if row.travel else None
        if to is not None and others[0].first - to > _SEAT and self._landing(others[0]) is None:
            return False  # "وصل إلى خمسة ملايين"
        frame.destination = others[0] if others[0].kind in PLACES else None
        return True

    def _before_comma(self, verb: int, first: int) -> Mention | None:
        """The subject before its verb, a comma between."""
        k = verb - 1
        if k <= first or not self.forms[k].mark or self.forms[k].mark not in self.pack.marks.comma:
            return None
        mention = self.cast.at(k - 1)
        return mention if mention is not None and mention.kind in PEOPLE and not self._preposition(mention) else None
