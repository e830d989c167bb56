"""Frames of nouns of contact: "اتصالا هاتفيا مع", "خلال لقائه", "قمة جمعت"."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import FINITE
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, Frame, Group
from qanat.read.meetings import BETWEEN, NEXT, OBJECT, Meetings
from qanat.read.syntax import HOLD, finite

_BACK: Final = 40  # tokens between a holding verb and its noun
_CHAIN: Final = 4  # tokens of nouns that hold one another before a noun of contact


class Occasions(Meetings):
    """Reads the frame of a noun of contact."""

    def _occasion(self, at: int, first: int, end: int, *, mine: bool = False) -> Frame | None:
        sense = self.forms[at].by["mine" if mine else "occasion"]
        row = sense.entry.row
        covering = self.cast.at(at)
        if covering is not None and covering.first != at:
            return None  # منظمة المؤتمر الإسلامي
        before = self.forms[at - 1] if at > first else None
        if (
            before is not None
            and ("contacts.seat" in before.stem_sets or "contacts.namesakes" in before.stem_sets)
            and not (before.article or sense.conjunction)
        ):
            return None  # "منطقة الزيارة": a place
        of_conference = row.mode == "conference" and sense.preposition == self.pack.lexicon.particles.for_the[0] and before is not None
        if of_conference and before is not None and before.article and "offices.general" in before.stem_sets:
            return None  # "الأمين العام لمؤتمر وزراء الأوقاف": what one is secretary of
        if (self._for_the_press(at, end) and not row.press) or (row.visit and "contacts.presence" in self.forms[at].sets):
            return None
        if row.mode == "message" and self._figurative(at, first, end):
            return None
        if row.mode == "message" and sense.article and "contacts.handing" in self.forms[at - 1].stem_sets:
            return None  # "وقام بتسليم الرسالة السفير": the letter told of before
        around = self.forms[max(first, at - 1) : min(at + 5, end)] if row.call_with or row.needs or row.press else []
        near = {w.stem for w in around} | {w.form for w in around}
        phone = bool(near & self.pack.words(row.call_with)) if row.call_with else False
        needed = not row.needs or bool(near & self.pack.words(row.needs))
        frame = Frame(at, None, sense, None, (first, end), visit=row.visit)
        frame.mode = "call" if phone else row.mode
        frame.adverbial = self._adverbial(at)
        in_order = self.pack.lexicon.particles.for_the[0]
        done = next((k for k in range(at - 1, max(at - _CHAIN, first) - 1, -1) if "contacts.measures" not in self.forms[k].stem_sets), first)
        in_order_to_hold = self.forms[done].preposition == in_order and "holding" in self.forms[done].kinds  # "لإجراء جولة محادثات"
        frame.purpose = sense.preposition == in_order or in_order_to_hold
        if row.press and near & self.pack.words(row.press):
            frame.mode = "meeting"
        in_touch = self._in_touch(at, first) if row.needs and not needed and row.mode in ("call", "talks") and at > first else None
        if in_touch is not None:
            frame.mode, needed = "talks", True
        holder = self._holder(at, first) if in_touch is None else None
        kept = self.forms[holder].by["hold"].entry.row if holder is not None else None
        if kept is not None and kept.mode and (kept.mode != row.mode or kept.gathers):
            holder = None  # "تحمل المسؤولية في إجراء المشاورات", "شملت الزيارة لقاء"
        if kept is not None and kept.letters and (row.mode == "conference" or (frame.purpose and row.mode != "message")):
            holder = None  # "تلقى الرئيس دعوة لحضور قمة", "أرسلت الحركة وفدا للقاء"
        after = self._relative(at, end)
        beside = frame.adverbial and sense.article and row.mode == "conference"
        if after is not None and beside and not any("contacts.who" in w.sets for w in self.forms[at + 1 : after]):
            after = None  # "عقد لقاءات على هامش المؤتمر شملت نظيريه": a verb of the other noun
        if holder is not None and after is not None and row.mode == "message" and "contacts.in" in self.forms[at - 1].sets:
            holder = None  # "عبرت تونس عن تعازيها في برقية وجهها الرئيس إلى"
        joining = after is not None and (held := finite(self.forms[after], HOLD)) is not None and self._gathers(held, after)
        if joining and held is not None and held.entry.row.attends and near & self.pack.words(row.press):
            joining = False  # "مؤتمر صحفي حضره السفير": he listened
        relative = after if holder is None or joining else None
        frame.verb = holder if holder is not None else after
        if frame.verb is not None:
            frame.held_by = finite(self.forms[frame.verb], HOLD) or self.forms[frame.verb].by.get("hold")
        going = self.cast.at(at - 1) if at > first else None
        put_off = going is not None and going.kind in PEOPLE and going.first > first and "status" in self.forms[going.first - 1].kinds  # "ألغى الرئيس رحلة"
        whose = sense.pronoun or self.cast.at(at + 1) or put_off
        if row.visit and not row.needs and "object" not in row.to and (frame.purpose or not whose):
            return None  # "اختصار الطريق للوصول إلى", "وصول أول رحلة إلى"
        if (again := self._next_session(frame, end)) is not None:
            frame.sides, frame.agreed = again, frame.verb is not None or self._agreed(at)
            return frame
        if not row.visit and row.mode not in ("call", "message") and (joint := self._joint(at if holder is None else holder + 1, at, end)) is not None:
            frame.standing = True
            gathered = self._gathered_by(after, end) if joining and after is not None else None
            frame.sides, frame.clause = gathered or joint, (self._clause_start(at if holder is None else holder, first), self._stop(at, end, relative))
            return frame
        attended = frame.held_by is not None and frame.held_by.entry.row.attends and row.mode != "conference"
        if not needed:
            if row.mode == "message" and at + 1 < end and "speech.on" in self.forms[at + 1].sets:
                return None  # "قصفت ردا على": because of it
            if row.mode == "call" and (sense.entry.form[1] == "p" or (at > first and "contacts.any" in self.forms[at - 1].sets)):
                frame.mode = "talks"
            elif not (
                row.mode in ("call", "message")
                and (
                    (frame.held_by is not None and (row.mode == "call" or frame.held_by.entry.row.letters))
                    or self._people_behind(at, end, self.between)
                    or self._at_once(row.mode, at, first)
                )
            ):
                return None
        stop = self._stop(at, end, relative)
        if at + 1 < end and self._occasion_at(at + 1) and not self.forms[at + 1].conjunction:
            return None  # "استضافة مفاوضات", "جلسة محادثات": the second noun tells
        if row.needs and at + 2 < end and "contacts.about" in self.forms[at + 1].sets and self._occasion_at(at + 2):
            return None  # "الحديث عن لقاء بين الرئيسين"
        comma = frame.adverbial and sense.article and at + 1 < end and self.forms[at + 1].mark in self.pack.marks.comma
        aside = comma and "contacts.who" not in self.forms[min(at + 2, end - 1)].sets  # "بحث الوزير، على هامش القمة، مع نظيره"
        nouns = (k for k in range(at + 1, min(at + 4, end)) if self._occasion_at(k)) if frame.adverbial else ()
        if aside or any(not (row.visit and self.forms[k].preposition == in_order) for k in nouns):
            return None  # "على هامش القمة لقاءات مع"; but "قبل انتقاله إلى باريس لحضور قمة"
        if frame.verb is None and not sense.pronoun and self._on_the_sidelines(at, stop):
            return None  # "على هامش قمة الاتحاد الأفريقي، مع نظيره"
        frame.clause = (self._clause_start(at if holder is None else holder, first), stop)
        if (
            sense.article
            and frame.verb is None
            and not self._agreed(at)
            and not self._named_after(at, stop)
            and (self._between_them(frame) or self._at_odds(frame)) is None
            and not self._wanted(frame)
            and self._offered(frame) is None
            and (frame.adverbial or row.mode not in ("meeting", "conference") or not self._presence_at(frame))
            and not (self._measured(at) < at and self._during(self._measured(at) - 1))
            and not (row.mode == "conference" and at > first and "contacts.facing" in self.forms[at - 1].sets)
        ):
            return None  # "الاتصال": one already told
        groups = self._groups(at + 1, stop)
        subject = self._subject(holder, at, first) if holder is not None else in_touch
        if in_touch is not None and len(in_touch) > 1 and not (groups and groups[0].preposition in self.pack.words(row.with_)):
            frame.sides = self._pair(in_touch)  # "السلطات الفلسطينية والإسرائيلية على اتصال لتنظيم"
            return frame if frame.sides else None
        if subject is not None and holder is not None and frame.held_by is not None:
            senses = [s for s in self.forms[holder].senses if s.entry.kind == "hold" and s.entry.form[0] in FINITE]
            frame.held_by = next((s for s in senses if self._agrees(s, subject, carried=False)), None)
            if frame.held_by is None:
                return None  # "أشار الوزير إلى أن اللجنة شاركت"
        if attended and row.welcome and after is not None and (hosted := self._hosted_by(subject, groups, after)) is not None:
            frame.sides = hosted
            return frame
        if joining and attended and after is not None and held is not None:
            return self._joined(frame, groups, held, after, subject)
        if row.mode in ("meeting", "conference") and self._taking_part(frame, subject):
            return frame
        if row.mode in ("meeting", "conference") and (asked := self._called_for(frame)) is not None:
            frame.sides, frame.mode, frame.standing = asked, "conference", True
            return frame
        if row.mode != "message" and (part := self._part_beside(frame, first)) is not None:
            frame.sides = part
            return frame if part else None
        beside = self._beside_subject(frame, subject[0]) if subject and (row.standing or attended) else []
        if row.standing and subject and (leading := [subject, beside] if beside else self._pair(subject)):
            frame.sides = leading  # "ترأس الوزير ونظيره أعمال اللجنة"
            return frame
        if row.standing and not any(g.preposition in self.between for g in groups) and self._present_at(frame) is None:
            return None  # "دورة تدريبية"
        attends = frame.held_by is not None and frame.held_by.entry.row.attends
        if attends and not subject and holder is not None and holder >= at - 2:
            present = self._named_among(at + 1, self.words.sentence_at(at)[1])  # "وتحضر القمة عشر دول، بينها فرنسا وألمانيا"
            within = groups[:1] if attended and (holder == at - 2 or self._untold(holder, at, groups)) else []
            subject = present or next((g.mentions for g in within if not g.preposition), None)  # "وشارك في الاجتماع وزراء خارجية فرنسا وألمانيا"
        met = attended and subject and (beside or any(g.preposition in self.pack.words(row.with_) for g in groups[:1]))  # "تشارك في محادثات مع"
        alone = not met and (not subject or self._one_camp(subject) or at - (holder or at) > BETWEEN)
        if attended and (alone or self._sat_by(at, holder)):
            return None  # whoever is present is not thereby a party
        if holder is not None and frame.held_by is not None and frame.held_by.entry.form[1] == "1":
            subject = self._speaker_at(holder, quoted=False)
            if subject is None and not any(g.preposition in self.between for g in groups[:1]):
                return None  # "أجريت": I did; but "أجريت مباحثات بين الجانبين": it was done
        itself = holder == at - 1 and frame.held_by is not None and frame.held_by.entry.row.itself and not frame.held_by.conjunction
        if holder is not None and subject is None and frame.held_by is not None and frame.held_by.entry.form[1] == "f" and not (row.visit or itself):
            said = self._speaker_at(holder, quoted=True) if frame.held_by.entry.form[0] == "past" else None
            subject = said or self._antecedent(holder, first, "", feminine=True)  # "عقدت": "I held"; "واستضافت قمة": she
        if frame.held_by is not None and frame.held_by.entry.row.gathers and not joining:
            return self._joined(frame, groups, frame.held_by, frame.verb or at, None)
        if joining and after is not None and held is not None:
            presides = subject if holder is not None and subject and subject[0].kind in PEOPLE else None
            return self._joined(frame, groups, held, after, self._attending_before(at, first) or presides)
        if relative is not None and frame.held_by is not None and frame.held_by.entry.form[1] == "1":
            subject = self._speaker_at(relative, quoted=False)  # "المحادثات التي نجريها مع"
        elif relative is not None:
            him = frame.held_by is not None and bool(frame.held_by.pronoun)  # "مشاورات يجريها في القاهرة الوزير مع"
            after_verb = next((g for g in groups if g.mentions[0].first > relative and not (him and self._only_where(g))), None)
            subject = after_verb.mentions if after_verb is not None and not after_verb.preposition and after_verb.mentions[0].kind != "nation" else None
        if subject and frame.held_by is not None and frame.held_by.entry.row.hosts and row.mode != "conference" and subject[0].kind in PLACES:
            subject = None  # "حوارات شهدتها بكين": where others met
        genitive = self._genitive(at, groups) if relative is None and not sense.pronoun else None  # "لقاؤه الرئيس": an object
        if genitive is not None and len(genitive.mentions) == 1 and not row.visit:
            kind = genitive.mentions[0].kind
            named = kind == "city" and len(groups) > 1  # "محادثات جنيف مع المعارضة"
            genitive = None if named or (row.mode == "conference" and kind in ("place", "city")) else genitive  # "قمة جدة": where it was
        if genitive is None and not row.visit and groups and groups[0].preposition in self.pack.sets["speech.of"] and groups[0].mentions[0].first <= at + 2:
            owned = subject is None and len(groups) > 1 and self._owned(at, *groups[:2])
            several = not self._one_camp(groups[0].mentions) or self._of_many_states(groups[0])
            genitive = groups[0] if owned or several else None  # "لقاء للوزير مع", "اجتماعا لوزيري الخارجية التونسي والمصري"
        antecedent = (self._accused(at, first) or (self._possessor(at, first) if genitive is None else None)) if holder is None else None
        if at + 1 < end and "contacts.latter" in self.forms[at + 1].sets and not (sense.article or sense.pronoun):
            antecedent = next(([m] for m in reversed(self.cast.between(first, at)) if m.kind in PEOPLE), antecedent)  # "خلال زيارة الأخير إلى"
        if sense.pronoun:
            ours = self._speaker_at(at, quoted=False) if sense.pronoun in self.pack.sets["contacts.our"] else None
            antecedent = ours or self._going_on(frame) or self._antecedent(at, first, sense.pronoun)
        if mine and (antecedent := self._speaker_at(at, quoted=False)) is None:
            return None
        frame.own = subject is not None or genitive is not None
        if sense.pronoun in self.pack.sets["contacts.both"] and (pair := self._both(at, first) or self._the_same_two(at)):
            frame.sides = pair
            return frame
        received = at + 1 < end and "contacts.met_with" in self.forms[at + 1].sets  # "هذا الاجتماع قوبل بارتياح"
        if at > first and sense.article and "contacts.this" in self.forms[at - 1].sets and self.last is not None and not received:
            frame.sides, frame.standing = (
                self.last.sides,
                self.last.standing,
            )  # "مثل هذا الاجتماع": the one just spoken of; "هذه الرسالة لا تحمل …" says no more than that
            other = "call" in (frame.mode, self.last.mode) and frame.mode != self.last.mode  # "المشاركة في هذه القمة", said on the telephone
            other = other or (row.mode == "conference" and self.last.mode != "conference")  # "وسيتم خلال هذه القمة", whom he met on its sidelines
            far = other or relative is not None or (holder is not None and any(w.mark for w in self.forms[holder:at]))
            return frame if not (self.last.visit or row.visit or far) else None
        if row.mode == "message" and holder is None and antecedent is None and genitive is None and (sender := self._carried_from(at, first)) is not None:
            antecedent, frame.initiator = sender, sender[0]
        senders = self.pack.words(row.from_) | self.between
        if (sides := self._between_before(at, first)) is not None:
            frame.sides = sides
            return frame
        told = frame.held_by is not None or bool(sense.pronoun) or bool(genitive or antecedent) or any(g.preposition in senders for g in groups)
        enclosed = "contacts.in" in self.forms[at - 1].sets and any(self._addressed(g) for g in groups[:1])
        if row.mode == "message" and not (told or enclosed):  # "طلبت كييف في رسالة إلى برلين"
            return None  # "رسالة مهمة للشعبين": nobody sent it
        return self._visit(frame, groups, subject, genitive, antecedent) if row.visit else self._session(frame, groups, subject, genitive, antecedent)

    def _addressed(self, group: Group) -> bool:
        """Does a letter in which something is said go to those: "في رسالة إلى برلين", "في برقية للرئيس الفرنسي"; not "في رسالة للشعب"?"""
        head = group.mentions[0]
        one = group.preposition in self.pack.sets["speech.of"] and head.kind in PEOPLE and head.number == "s"
        return one or group.preposition in self.pack.sets["contacts.until"]

    def _figurative(self, at: int, first: int, end: int) -> bool:
        """ "حملت الغارات رسالة واضحة إلى طهران"; but "وجه الرئيس رسالة شديدة اللهجة إلى نظيره" is one."""
        if not any("contacts.figurative" in word.sets for word in self.forms[at + 1 : min(at + NEXT, end)]):
            return False
        holder = self._holder(at, first)
        subject = self._subject(holder, at, first) if holder is not None and self.forms[holder].by["hold"].entry.row.letters else None
        to = next(iter(self._groups(at + 1, end)), None)
        return not (subject and to and subject[0].kind == to.mentions[0].kind == "name" and to.mentions[0].first < at + OBJECT)

    def _on_the_sidelines(self, at: int, stop: int) -> bool:
        """ "على هامش قمة الاتحاد الأفريقي", "على هامش أعمال الجمعية العامة": only where others met, unless it is told between whom it was."""
        before = self._before_course(at)
        beside = before >= 0 and "contacts.sidelines" in self.forms[before].sets
        of_many = beside and (self.forms[at].by["occasion"].entry.row.mode == "conference" or self._council(at, stop) is not None)
        return of_many and not any(group.preposition in self.between for group in self._groups(at + 1, stop)[:1])

    def _at_once(self, mode: str, at: int, first: int) -> bool:
        """ "في اتصال مع نظيره", "جرى بين الوزيرين اتصال": a call, with no word for the telephone."""
        sets = self.pack.sets
        return (
            mode == "call"
            and at > first
            and (
                ("contacts.in" in self.forms[at - 1].sets and self._people_behind(at, len(self.forms), sets["contacts.with"]))
                or self._between_before(at, first) is not None
            )
        )

    def _between_before(self, at: int, first: int) -> list[list[Mention]] | None:
        """ "جرت بين الوزيرين محادثة": the two right behind a verb, before the noun."""
        groups = [group for group in self._groups(max(first, at - _BACK), at) if group.preposition in self.between]
        head = groups[-1].mentions[0].first if groups else 0
        if head < first + 2 or self._relations(head, at):
            return None
        verb = self.forms[head - 2]
        arranged = not self.pack.sets["contacts.arrange"].isdisjoint((verb.form, verb.form[1:]))
        near = not any(word.mark or word.preposition or finite(word) is not None for word in self.forms[groups[-1].mentions[-1].end : at])
        return (self._pair(groups[-1].mentions) or None) if near and (arranged or finite(verb, HOLD) is not None) else None

    def _owned(self, cue: int, owner: Group, other: Group) -> bool:
        """ "لقاء للوزير مع نظيره": whose meeting it is, and with whom."""
        row = self.forms[cue].by["occasion"].entry.row
        if other.preposition not in self.pack.words(row.with_) or not self.pack.sets["speech.of"].isdisjoint(self.pack.words(row.with_ + row.to)):
            return False
        return other.mentions[0].first - owner.mentions[-1].end <= NEXT and not self._of_relations(other, cue)

    def _named_after(self, at: int, stop: int) -> bool:
        """Does a definite noun name its parties soon after?"""
        if "contacts.this" in self.forms[at - 1].sets:
            return True
        for mention in self.cast.between(at + 1, stop):
            if mention.first > at + 7:
                if mention.kind in PLACES and self._preposition(mention) in self.pack.sets["contacts.place"]:
                    continue
                return self._preposition(mention) in self.between and self._of_cue(at, mention.first)
            preposition = self._preposition(mention)
            held = self.forms[mention.first - (1 if mention.preposition else 2)]
            if "contacts.invite" in held.sets | held.stem_sets:
                continue  # "الزيارة تأتي تلبية لدعوة من الملك"
            if preposition in self.between and not self._of_cue(at, mention.first):
                continue  # "تناول اللقاء العلاقات بين البلدين"
            if preposition and preposition != GENITIVE and preposition not in self.pack.sets["contacts.place"] - self.pack.sets["contacts.with"]:
                return True
            if mention.kind == "nation":
                return True
        return False
