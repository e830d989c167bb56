"""Frames of nouns of contact: "اتصالا هاتفيا مع", "خلال لقائه", "قمة جمعت"."""

from __future__ import annotations

from itertools import pairwise

from qanat.packs.lexicon import FINITE, Sense
from qanat.read.cast import Mention
from qanat.read.clauses import GENITIVE, Frame, Group
from qanat.read.syntax import finite
from qanat.read.visits import Visits

_PLACES = frozenset(("state", "place", "city"))
_HOLD = frozenset(("hold",))
_BACK = 40  # tokens between a holding verb and its noun
_BETWEEN = 13  # tokens between a noun and the "between" of its parties
_POSSESSED = 14  # tokens between "was" and the noun of "لفلان لقاء"
_BEHIND = 5  # tokens between a cue and "with him"
_NEXT = 4  # tokens between a reception and whom it is for
_OBJECT = 7  # tokens between a noun, or whose it is, and its object
_REACH = 30  # tokens between a cue and the other side


class Occasions(Visits):
    """Reads the frame of a noun of contact."""

    def _occasion(self, at: int, first: int, end: int) -> Frame | None:
        sense = self.forms[at].by["occasion"]
        row = sense.entry.row
        covering = self.cast.at(at)
        if covering is not None and covering.first != at:
            return None  # منظمة المؤتمر الإسلامي
        if at > first and self.forms[at - 1].stem in self.pack.sets["contacts.seat"]:
            return None  # "منطقة الزيارة": a place
        if self._for_the_press(at, end) and not row.press:
            return None
        near = {w.stem for w in self.forms[max(first, at - 1) : min(at + 5, end)]} | {w.form for w in self.forms[max(first, at - 1) : min(at + 5, end)]}
        phone = bool(near & self.pack.words(row.call_with)) if row.call_with else False
        needed = not row.needs or bool(near & self.pack.words(row.needs))
        frame = Frame(at, None, sense, None, (first, end), visit=row.visit)
        frame.mode = "call" if phone else row.mode
        frame.adverbial = self._adverbial(at)
        in_order = self.pack.lexicon.particles.for_the[0]
        frame.purpose = sense.preposition == in_order or (at > first and self.forms[at - 1].preposition == in_order and "holding" in self.forms[at - 1].kinds)
        if row.press and near & self.pack.words(row.press):
            frame.mode = "meeting"
        holder = self._holder(at, first)
        if holder is not None and (only := self.forms[holder].by["hold"].entry.row.mode) and only != row.mode:
            holder = None  # "تحمل المسؤولية في إجراء المشاورات"
        after = self._relative(at, end)
        joining = after is not None and (held := finite(self.forms[after], _HOLD)) is not None and held.entry.row.gathers
        relative = after if holder is None or joining else None
        frame.verb = holder if holder is not None else after
        if frame.verb is not None:
            frame.held_by = finite(self.forms[frame.verb], _HOLD) or self.forms[frame.verb].by.get("hold")
        if row.visit and not row.needs and "object" not in row.to and (frame.purpose or not (sense.pronoun or self.cast.at(at + 1))):
            return None  # "اختصار الطريق للوصول إلى", "وصول أول رحلة إلى"
        attended = frame.held_by is not None and frame.held_by.entry.row.attends and row.mode != "conference"
        if not needed:
            if row.mode == "call" and sense.entry.form[1] == "p":
                frame.mode = "talks"
            elif not (row.mode in ("call", "message") and (frame.held_by is not None or self._between_people(at, end))):
                return None
        stop = self._stop(at, end, relative)
        if at + 1 < end and "occasion" in self.forms[at + 1].kinds and not self.forms[at + 1].conjunction:
            return None  # "استضافة مفاوضات", "جلسة محادثات": the second noun tells
        aside = (
            frame.adverbial and sense.article and at + 1 < end and self.forms[at + 1].mark in self.pack.marks.comma
        )  # "بحث الوزير، على هامش القمة، مع نظيره"
        if aside or (frame.adverbial and any("occasion" in w.kinds for w in self.forms[at + 1 : min(at + 4, end)])):
            return None  # "على هامش القمة لقاءات مع"
        frame.clause = (self._clause_start(at if holder is None else holder, first), stop)
        if sense.article and frame.verb is None and not self._named_after(at, stop) and self._between_them(frame) is None and not self._wanted(frame):
            return None  # "الاتصال": one already told
        groups = self._groups(at + 1, stop)
        subject = self._subject_of(holder, at, first) if holder is not None else None
        if subject is not None and holder is not None and frame.held_by is not None:
            senses = [s for s in self.forms[holder].senses if s.entry.kind == "hold" and s.entry.form[0] in FINITE]
            frame.held_by = next((s for s in senses if self._agrees(s, subject, carried=False)), None)
            if frame.held_by is None:
                return None  # "أشار الوزير إلى أن اللجنة شاركت"
        if attended and not subject and holder == at - 2:
            subject = next((g.mentions for g in groups[:1] if not g.preposition), None)  # "وشارك في الاجتماع وزراء خارجية فرنسا وألمانيا"
        met = attended and subject and any(g.preposition in self.pack.words(row.with_) for g in groups[:1])  # "تشارك في محادثات مع"
        if attended and not met and (not subject or self._one_camp(subject) or at - (holder or at) > _BETWEEN):
            return None  # whoever is present is not thereby a party
        if holder is not None and frame.held_by is not None and frame.held_by.entry.form[1] == "1":
            subject = self._speaker_at(holder, quoted=False)
            if subject is None:
                return None
        if holder is not None and subject is None and frame.held_by is not None and frame.held_by.entry.form[1] == "f" and not row.visit:
            subject = self._antecedent(holder, first, "", feminine=True)  # "واستضافت قمة"
        if frame.held_by is not None and frame.held_by.entry.row.gathers and not joining:
            return self._joined(frame, groups, frame.held_by, frame.verb or at)
        if joining and after is not None and held is not None:
            return self._joined(frame, groups, held, after)
        if relative is not None and frame.held_by is not None and frame.held_by.entry.form[1] == "1":
            subject = self._speaker_at(relative, quoted=False)  # "المحادثات التي نجريها مع"
        elif relative is not None:
            after_verb = next((g for g in groups if g.mentions[0].first > relative), None)
            subject = after_verb.mentions if after_verb is not None and not after_verb.preposition and after_verb.mentions[0].kind != "nation" else None
        genitive = self._genitive(at, groups) if relative is None else None
        if genitive is None and not row.visit and groups and groups[0].preposition in self.pack.sets["speech.of"] and groups[0].mentions[0].first <= at + 2:
            genitive = groups[0] if not self._one_camp(groups[0].mentions) else None  # "اجتماعا لوزيري الخارجية التونسي والمصري"
        antecedent = self._possessor(at, first) if holder is None and genitive is None else None
        if sense.pronoun:
            ours = self._speaker_at(at, quoted=False) if sense.pronoun in self.pack.sets["contacts.our"] else None
            antecedent = ours or self._antecedent(at, first, sense.pronoun)
        frame.own = subject is not None or genitive is not None
        if sense.pronoun in self.pack.sets["contacts.both"] and (pair := self._both(at, first)) is not None:
            frame.sides = pair
            return frame
        if at > first and self.forms[at - 1].form in self.pack.sets["contacts.this"] and self.last is not None:
            frame.sides = self.last.sides  # "مثل هذا الاجتماع": the one just spoken of
            return frame if not self.last.visit and not row.visit else None
        senders = self.pack.words(row.from_) | self.between
        told = frame.held_by is not None or bool(sense.pronoun) or genitive is not None or any(g.preposition in senders for g in groups)
        if row.mode == "message" and not told:
            return None  # "رسالة مهمة للشعبين": nobody sent it
        return self._visit(frame, groups, subject, genitive, antecedent) if row.visit else self._session(frame, groups, subject, genitive, antecedent)

    def _joined(self, frame: Frame, groups: list[Group], held: Sense, verb: int) -> Frame | None:
        """ "لقاء جمعه بالأمين العام", "اتصال جمع الرئيس بنظيره"."""
        after = [g for g in groups if g.mentions[0].first > verb]
        if not after:
            return None
        if held.pronoun:
            others = [m for g in after if g.preposition in self.pack.sets["contacts.with"] for m in g.mentions if m.kind not in _PLACES]
            mine = self._antecedent(frame.cue, self.words.sentences[self.words.sentence_of(verb)][0], held.pronoun, unlike=others[0]) if others else None
            frame.sides = [mine, others] if mine else []
        elif len(after) > 1 and not after[0].preposition and after[1].preposition in self.pack.sets["contacts.with"]:
            frame.sides = [after[0].mentions, after[1].mentions]
        else:
            frame.sides = self._pair(after[0].mentions)
        return frame if frame.sides else None

    def _session(
        self, frame: Frame, groups: list[Group], subject: list[Mention] | None, genitive: Group | None, antecedent: list[Mention] | None
    ) -> Frame | None:
        row = frame.sense.entry.row
        rest = [g for g in groups if g is not genitive and (subject is None or g.mentions is not subject)]
        between = [m for g in rest if g.preposition in self.between and self._of_cue(frame.cue, g.mentions[0].first) for m in g.mentions]
        if between and (sides := self._pair(between)):
            frame.sides = sides
            return frame
        mine = subject or antecedent or (genitive.mentions if genitive else None)
        others: list[Mention] = []
        where: list[Mention] = []
        sent_from = next((g.mentions for g in rest if g.preposition in self.pack.words(row.from_)), None)
        for group in rest:
            wanted = self.pack.words(row.with_) | self.pack.words(row.to)
            if group.mentions[0].kind in ("city", "place", "state") and group.preposition in self.pack.sets["contacts.place"]:
                continue
            if group.preposition in wanted and (self._of_relations(group) or self._too_far(frame, group, genitive)):
                continue
            if group.preposition in wanted or (not group.preposition and "object" in row.with_ and (antecedent or genitive or subject)):
                head = group.mentions[0]
                far = head.first - frame.cue
                after = genitive.mentions[-1].end if genitive else frame.cue + 1
                mine_named = bool(frame.sense.pronoun) and genitive is not None  # "لقائه الملك": what follows is whom he met
                if not group.preposition and (mine_named or (head.first - after > _OBJECT and not self._only_adverbs(after, head.first))):
                    continue
                if frame.verb is None and not antecedent and genitive is None and far > _BETWEEN:
                    continue
                if group.preposition in self.pack.sets["contacts.place"] and head.kind not in ("name", "office") and not self._delegation(head):
                    where = where or group.mentions  # "اجتماعا بالوزارة مع السفير"
                    continue
                others = group.mentions
                break
        if not others and (not mine or self._one_camp(mine)):
            others = where
        if frame.sense.pronoun and not others and frame.cue and self.forms[frame.cue - 1].form in self.pack.sets["contacts.at"]:
            others = next((g.mentions for g in rest if not g.preposition and g.mentions[0].kind in ("name", "office")), [])  # "كان في استقباله"
            frame.initiator = mine[0] if mine and others else None
        if not others and (pair := self._between_him(frame) or self._between_them(frame)) is not None:
            frame.sides = pair
            return frame
        if not others and mine:
            others = self._with_him(frame, row.with_ + row.to, mine[0]) or []
        if not others and mine:
            others = self._named_among(frame.cue + 1, frame.clause[1])
        several = genitive is not None and len(genitive.mentions) > 1 and not self._one_camp(genitive.mentions)
        if several and genitive is not None and mine and not others and (genitive.mentions is mine or mine[0].kind in _PLACES):
            frame.sides = [[m] for m in genitive.mentions]  # "استضافت جنيف اجتماعا لوزيري خارجية روسيا وتركيا"
            return frame
        if genitive is not None and genitive.mentions is not mine and mine and not others and not sent_from:
            others = genitive.mentions
        if sent_from and others and frame.mode == "message" and others[0] is not sent_from[0]:
            frame.sides, frame.initiator = [sent_from, others], sent_from[0]  # "سلم السفير رسالة من الملك إلى الرئيس"
            return frame
        if sent_from and (frame.held_by is None or frame.held_by.entry.row.initiator == "from" or not others):
            others = sent_from
            frame.initiator = sent_from[0]
        if (together := self._dual_before(frame)) is not None:
            frame.sides = together
            return frame
        if subject is None and antecedent is None and genitive is None and (asked := self._asked(frame)) is not None:
            frame.initiator = asked[0][0] if not others else None
            frame.invited = True
            mine, others = asked if not others else (asked[1], others)  # "دعت الكويت إيران إلى حوار مع السعودية"
            if len(others) > 1 and not self._one_camp(others) and others is asked[1]:
                frame.sides = [[m] for m in others]  # "دعت الأمم المتحدة الحكومة والحوثيين إلى مفاوضات"
                return frame
        if genitive is not None and mine is genitive.mentions and not others and mine[0].kind in ("name", "office") and self._one_camp(mine):
            mine, others = None, genitive.mentions  # "للقاء المستشارة": whoever was spoken of meets her
        if mine is None and others:
            first = self.words.sentences[self.words.sentence_of(frame.cue)][0]
            mine = self._told_before(frame.cue, first, feminine=None, camp=self.cast.camp(others[0].actors[0])) if frame.purpose and others[0].actors else None
        if mine is None and others:
            mine = self._other_camp(others[0], frame.cue) if frame.verb is not None else self._antecedent(frame.cue, first, "")
        if not others and (present := self._present_at(frame)) is not None:
            frame.sides = present
            return frame
        taking_part = self.forms[frame.cue - 1].form in self.pack.sets["contacts.in"]
        if not others and row.id == "summit" and mine is None and taking_part:
            mine = self._antecedent(frame.cue, self.words.sentences[self.words.sentence_of(frame.cue)][0], "")
        if not others and mine and row.mode == "conference" and mine[0].kind != "body":
            others = self._where_held(frame, mine[0])  # "شارك الوزير في القمة في الرياض": with its hosts
        if not mine and not others and (told := self._told_in(frame)) is not None:
            frame.sides = told
            return frame
        if not mine and not others and taking_part:
            mine = self._two_together(frame)  # "اتفق الرئيسان في اتصال هاتفي على": the two are the subject of another verb
        if not mine:
            return None
        if not others:
            pair = self._pair(mine)
            if not pair:
                return None
            frame.sides = pair
            return frame
        frame.sides = [mine, self._among(others, frame.clause[1])]
        if frame.initiator is None and frame.held_by is not None and frame.held_by.entry.row.initiator == "subject" and frame.mode in ("call", "message"):
            frame.initiator = mine[0]
        if frame.mode == "message" and frame.initiator is None and genitive is not None and mine is genitive.mentions:
            frame.initiator = mine[0]
        return frame

    def _too_far(self, frame: Frame, group: Group, genitive: Group | None) -> bool:
        """ "استقباله للسفير", but not "خلال استقبال نائب الرئيس … نجاحات للجيش"."""
        if frame.mode != "meeting" or group.preposition not in self.pack.sets["speech.of"]:
            return False
        after = genitive.mentions[-1].end if genitive is not None else frame.cue + 1
        return group.mentions[0].first - after > _NEXT

    def _present_at(self, frame: Frame) -> list[list[Mention]] | None:
        """ "عقدت اللجنة اجتماعا برئاسة الوزير المصري وبحضور نظيره الأردني": those present, when of two camps."""
        end = self.words.sentences[self.words.sentence_of(frame.cue)][1]
        found: list[Mention] = []
        for k in range(frame.cue + 1, end):
            if self.forms[k].stem in self.pack.sets["contacts.presence"] or self.forms[k].form in self.pack.sets["contacts.presence"]:
                group = next((g.mentions for g in self._groups(k + 1, end) if g.mentions[0].first <= k + 3), [])
                found += [m for m in group if m not in found and m.kind in ("name", "office", "state", "body")]
        return [[m] for m in found] if len(found) > 1 and not self._one_camp(found) else None

    def _where_held(self, frame: Frame, mine: Mention) -> list[Mention]:
        """The place of a conference abroad."""
        camp = self.cast.camp(mine.actors[0]) if mine.actors else None
        for mention in self.cast.between(frame.cue, frame.clause[1]):
            where = self._preposition(mention) in self.pack.sets["contacts.place"]
            if mention.kind in _PLACES and where and mention.actors and camp is not None and self.cast.camp(mention.actors[0]) != camp:
                return [mention]
        return []

    def _between_people(self, at: int, end: int) -> bool:
        """ "آخر اتصال بين بوتين وبايدن"."""
        following = self.cast.at(at + 2) if at + 2 < end and self.forms[at + 1].form in self.between else None
        return following is not None and following.kind in ("name", "office")

    def _of_cue(self, cue: int, first: int) -> bool:
        """Does "between" belong to the cue? "خلال اللقاء بحث العلاقات بين البلدين": not to the meeting."""
        held = any(w.form in self.pack.sets["contacts.arrange"] or "hold" in w.kinds for w in self.forms[cue + 1 : cue + 4])
        return first - cue < (_REACH if held else _BETWEEN) and not self._relations(cue, first)  # "اللقاء الذي جرى أمس في موسكو بين …"

    def _between_him(self, frame: Frame) -> list[list[Mention]] | None:
        """ "مناقشات بينه وبين لافروف"."""
        for k in range(frame.cue + 1, min(frame.cue + _BEHIND, frame.clause[1] - 2)):
            form = self.forms[k].form
            pronoun = next((p for p in self.pack.lexicon.particles.pronouns if form.endswith(p) and form[: -len(p)] in self.between), None)
            other = self.cast.at(k + 2) if pronoun is not None and self.forms[k + 1].stem in self.between else None
            if pronoun is not None and other is not None:
                mine = self._antecedent(frame.cue, self.words.sentences[self.words.sentence_of(k)][0], pronoun, unlike=other)
                return [mine, [other]] if mine else None
        return None

    def _told_in(self, frame: Frame) -> list[list[Mention]] | None:
        """ "أبلغ الوزير نظيره في اتصال هاتفي": who said what to whom in the contact."""
        at = frame.cue
        if frame.mode != "call" or self.forms[at - 1].form not in self.pack.sets["contacts.in"]:
            return None
        first = self.words.sentences[self.words.sentence_of(at)][0]
        groups = [g for g in self._groups(max(first, at - _REACH), min(at + _BETWEEN, frame.clause[1])) if g.mentions[0].kind in ("name", "office")]
        for speaker, hearer in pairwise(groups):
            addressed = hearer.preposition in ("", GENITIVE) or hearer.preposition in self.pack.sets["contacts.asked"]
            if not speaker.preposition and addressed and not self._one_camp([speaker.mentions[0], hearer.mentions[0]]):
                return [speaker.mentions, hearer.mentions[:1]]
        return None

    def _between_them(self, frame: Frame) -> list[list[Mention]] | None:
        """ "اتفقت السعودية وإيران على استئناف الحوار بينهما"."""
        first = self.words.sentences[self.words.sentence_of(frame.cue)][0]
        for k in range(frame.cue + 1, min(frame.cue + _BEHIND, frame.clause[1])):
            form = self.forms[k].form
            if any(form.endswith(p) and form[: -len(p)] in self.between for p in self.pack.sets["contacts.them"]):
                for group in reversed(self._groups(first, frame.cue)):
                    if not self._one_camp(group.mentions) and (pair := self._pair(group.mentions)):
                        return pair
                return self._both(frame.cue, first)
        return None

    def _dual_before(self, frame: Frame) -> list[list[Mention]] | None:
        """ "اتفقا أثناء اتصال هاتفي", "اتفق الرئيسان في اتصال": two who are the subject of another verb."""
        first = self.words.sentences[self.words.sentence_of(frame.cue)][0]
        for k in range(frame.cue - 1, max(first, frame.cue - _REACH) - 1, -1):
            verb = finite(self.forms[k])
            if verb is None or self.cast.at(k) is not None:
                continue
            if (verb.entry.kind == "hold" and "together" not in self.forms[k].kinds) or (frame.verb is not None and k >= frame.verb):
                return None
            after = [g for g in self._groups(k + 1, frame.cue) if not g.preposition]
            if after:
                return self._pair(after[0].mentions) or None
            if verb.entry.form[2] == "d":
                before = [g for g in self._groups(first, k) if not g.preposition]
                return (self._pair(before[-1].mentions) or None) if before else None
            return None
        return None

    def _wanted(self, frame: Frame) -> bool:
        """ "دعا الحكومة والمعارضة إلى استئناف المفاوضات": a definite noun that is not yet a fact."""
        before = self.forms[frame.cue - 1]
        governed = before.form in self.pack.sets["contacts.until"] or "holding" in before.kinds
        return governed and frame.mode == "talks" and self._asked(frame) is not None

    def _asked(self, frame: Frame) -> tuple[list[Mention], list[Mention]] | None:
        """ "طلبت تركيا من الحلف عقد اجتماع": who asked whom for it."""
        for k in range(frame.cue - 1, max(frame.clause[0], frame.cue - _REACH) - 1, -1):
            sense = self.forms[k].by.get("status")
            if sense is None or sense.entry.row.status != "proposed" or "holding" in self.forms[k].kinds:
                continue
            subject = self._subject_of(k, frame.cue, self.words.sentences[self.words.sentence_of(k)][0])
            asked = next(
                (
                    g.mentions
                    for g in self._groups(k + 1, frame.cue)
                    if g.mentions[0].kind != "nation"
                    and (g.preposition in self.pack.sets["contacts.asked"] or (subject and not g.preposition and g.mentions[0] is not subject[0]))
                ),
                None,
            )
            return (subject, asked) if subject and asked and asked[0] is not subject[0] else None
        return None

    def _named_after(self, at: int, stop: int) -> bool:
        """Does a definite noun name its parties soon after?"""
        if self.forms[at - 1].form in self.pack.sets["contacts.this"]:
            return True
        for mention in self.cast.between(at + 1, stop):
            if mention.first > at + 7:
                if mention.kind in _PLACES and self._preposition(mention) in self.pack.sets["contacts.place"]:
                    continue
                return self._preposition(mention) in self.between and self._of_cue(at, mention.first)
            preposition = self._preposition(mention)
            if preposition and preposition != GENITIVE and preposition not in self.pack.sets["contacts.place"] - self.pack.sets["contacts.with"]:
                return True
            if mention.kind == "nation":
                return True
        return False

    def _two_together(self, frame: Frame) -> list[Mention] | None:
        """The last subject of two before the noun: "الرئيسان", "أوباما ونظيره التركي"."""
        for group in reversed(self._groups(frame.clause[0], frame.cue)):
            if not group.preposition and (len(group.mentions) == 2 or len(group.mentions[0].actors) == 2):
                return group.mentions
        return None

    def _holder(self, at: int, first: int) -> int | None:
        """The holding verb before its noun, with nothing but its subject and adverbs between; none of "استأنف العمل بعد زيارة"."""
        if self.forms[at - 1].form in self.pack.sets["contacts.during"]:
            return None
        for k in range(at - 1, max(first, at - _BACK) - 1, -1):
            word = self.forms[k]
            held = finite(word, _HOLD) if "hold" in word.kinds else None
            if held is not None:
                if held.pronoun:
                    return None  # it belongs to the noun before it: "اتصال أجراه"
                return None if self._verbal_noun(k, first) else k
            if "occasion" in word.kinds and (self._adverbial(k) or k == at - 1):
                continue  # "عقدت جولة مفاوضات"; "يجري بمناسبة الزيارة سلسلة من اللقاءات"
            if "occasion" in word.kinds or (finite(word) is not None and self.cast.at(k) is None) or word.mark in self.pack.marks.colon:
                return None
        return None

    def _verbal_noun(self, at: int, first: int) -> bool:
        """A form that is also its own verbal noun (عقد) is one when another verb already governs it."""
        if self.forms[at].form not in self.pack.sets["contacts.nouns"]:
            return False
        for k in range(at - 1, first - 1, -1):
            word = self.forms[k]
            if word.mark and word.mark not in "()":
                return False
            if word.form in self.pack.sets["contacts.arrange"] or finite(word) is not None or "status" in word.kinds:
                return True
        return False

    def _possessor(self, at: int, first: int) -> list[Mention] | None:
        """ "كان للرئيس لقاءات مع": whose the contact was."""
        for k in range(at - 1, max(first, at - _POSSESSED) - 1, -1):
            if self.forms[k].form in self.pack.sets["contacts.was"]:
                groups = self._groups(k + 1, at)
                return groups[0].mentions if groups and groups[0].preposition in self.pack.sets["speech.of"] else None
        return None

    def _relative(self, at: int, end: int) -> int | None:
        """اتصال هاتفي أجراه …, زيارة من المقرر أن يقوم بها …: the verb after its noun; one that gathers may come later: "اجتماع في جدة ضم …"."""
        far, seen = at + 5, False
        for k in range(at + 1, min(end, at + _REACH)):
            word = self.forms[k]
            held = finite(word, _HOLD) if "hold" in word.kinds else None
            if held is not None and (not seen or held.entry.row.gathers):
                return k
            mention = self.cast.at(k)
            if mention is not None and mention.kind not in _PLACES | {"nation"}:
                return None
            if "status" in word.kinds or word.mark:
                far += 4 if "status" in word.kinds else 1
            seen = seen or k >= far or mention is not None
            if seen and (finite(word) is not None or "occasion" in word.kinds):
                return None
        return None
