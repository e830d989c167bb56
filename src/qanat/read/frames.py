"""Who stands where around a verb or noun of contact: the frame that a contact is read from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qanat.model import Statement
from qanat.packs import Pack
from qanat.packs.lexicon import Sense
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import finite, holds_genitive, relative_head
from qanat.text.words import Words

_PLACES = frozenset(("state", "place", "city"))
_HIGHEST = frozenset(("head_of_state", "head_of_government"))
_HOLD = frozenset(("hold",))
_TELLING = frozenset(("meet", "hold", "speech"))
_SPEAKER = "1"  # number of a mention that is the verb itself: "I met"
GENITIVE = "of"  # stands for the preposition of a phrase that an ordinary noun holds
_OPENS = 5  # a cue among so many first tokens opens its sentence
_BACK = 40  # tokens between a holding verb and its noun
_BETWEEN = 13  # tokens between a noun and the "between" of its parties
_POSSESSED = 14  # tokens between "was" and the noun of "لفلان لقاء"
_SEAT = 3  # tokens between "to" and the place, with the word for what it is
_HELD = 9  # tokens between a holding verb and its noun
_BEHIND = 5  # tokens between a cue and "with him"
_REACH = 30  # tokens between a cue and the other side


@dataclass(slots=True)
class Group:
    """Mentions joined by "and", with the preposition that governs them."""

    preposition: str
    mentions: list[Mention]


@dataclass(slots=True)
class Frame:
    """A cue with its parts. `sides`: one list of mentions a side. `verb`: the token of the verb that holds the noun (or the cue itself)."""

    cue: int
    verb: int | None
    sense: Sense
    held_by: Sense | None
    clause: tuple[int, int]
    sides: list[list[Mention]] = field(default_factory=list)
    initiator: Mention | None = None
    destination: Mention | None = None
    visit: bool = False
    mode: str = ""
    invited: bool = False  # somebody asks for it
    purpose: bool = False  # "in order to meet": as real as what it is the purpose of
    adverbial: bool = False  # only says on what occasion something else was done: "خلال لقائه"
    own: bool = False  # the subject was found in this clause, not carried over

    @property
    def rule(self) -> str:
        """The row behind it: `contacts.<id>`, with the holding verb where there is one."""
        name = f"contacts.{self.sense.entry.id}"
        return f"{name}+{self.held_by.entry.id}" if self.held_by is not None else name


class Frames:
    """Finds the frames of one text, sentence by sentence."""

    def __init__(self, words: Words, cast: Cast, pack: Pack, statements: tuple[Statement, ...] = ()) -> None:
        self.words, self.cast, self.pack, self.statements = words, cast, pack, statements
        self.forms = words.words
        self.between = pack.sets["contacts.between"]
        self.each = pack.sets["contacts.each"]
        self.function = pack.sets["function.words"]
        self.governing = pack.sets["offices.joins"] | self.between | pack.sets["contacts.with"] | pack.sets["speech.before_noun"]
        self.sport = pack.sets["contacts.sport"]
        self.last: Frame | None = None

    def of(self, first: int, end: int) -> list[Frame]:
        """The frames of a sentence, in order of their cues."""
        out: list[Frame] = []
        if any(word.stem in self.sport for word in self.forms[first:end]):
            return out  # "قمة نارية بين إيطاليا وإسبانيا في ربع النهائي"
        for at in range(first, end):
            kinds = self.forms[at].kinds
            if "occasion" in kinds:
                frame = self._occasion(at, first, end)
            elif "meet" in kinds:
                frame = self._meet(at, first, end)
            else:
                continue
            if frame is not None:
                out.append(frame)
                self.last = frame
        return out

    # --- nouns -----------------------------------------------------------------------------------------------------------

    def _occasion(self, at: int, first: int, end: int) -> Frame | None:
        sense = self.forms[at].by["occasion"]
        row = sense.entry.row
        covering = self.cast.at(at)
        if covering is not None and covering.first != at:
            return None  # منظمة المؤتمر الإسلامي
        near = {w.stem for w in self.forms[at + 1 : min(at + 5, end)]} | {w.form for w in self.forms[max(first, at - 1) : min(at + 5, end)]}
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
        after = self._relative(at, end)
        joining = after is not None and (held := finite(self.forms[after], _HOLD)) is not None and held.entry.row.gathers
        relative = after if holder is None or joining else None
        frame.verb = holder if holder is not None else after
        if frame.verb is not None:
            frame.held_by = finite(self.forms[frame.verb], _HOLD) or self.forms[frame.verb].by.get("hold")
        if frame.held_by is not None and frame.held_by.entry.row.attends and row.mode != "conference":
            return None  # whoever is present is not thereby a party
        if not needed:
            if row.mode == "call" and sense.entry.form[1] == "p":
                frame.mode = "talks"
            elif not (row.mode in ("call", "message") and (frame.held_by is not None or self._between_people(at, end))):
                return None
        stop = self._stop(at, end, relative)
        if at + 1 < end and "occasion" in self.forms[at + 1].kinds and not self.forms[at + 1].conjunction:
            return None  # "استضافة مفاوضات", "جلسة محادثات": the second noun tells
        if self._adverbial(at) and any("occasion" in w.kinds for w in self.forms[at + 1 : min(at + 4, end)]):
            return None  # "على هامش القمة لقاءات مع"
        if sense.article and frame.verb is None and not self._named_after(at, stop):
            return None  # "الاتصال": one already told
        frame.clause = (self._clause_start(at if holder is None else holder, first), stop)
        groups = self._groups(at + 1, stop)
        subject = self._subject_of(holder, at, first) if holder is not None else None
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
        if relative is not None:
            subject = next((g.mentions for g in groups if not g.preposition and g.mentions[0].first > relative), None)
        genitive = self._genitive(at, groups) if relative is None else None
        if genitive is None and not row.visit and groups and groups[0].preposition in self.pack.sets["speech.of"] and groups[0].mentions[0].first <= at + 2:
            genitive = groups[0] if not self._one_camp(groups[0].mentions) else None  # "اجتماعا لوزيري الخارجية التونسي والمصري"
        antecedent = self._possessor(at, first) if holder is None and genitive is None else None
        if sense.pronoun:
            antecedent = self._antecedent(at, first, sense.pronoun)
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
        sent_from = next((g.mentions for g in rest if g.preposition in self.pack.words(row.from_)), None)
        for group in rest:
            wanted = self.pack.words(row.with_) | self.pack.words(row.to)
            if group.mentions[0].kind in ("city", "place", "state") and group.preposition in self.pack.sets["contacts.place"]:
                continue
            if group.preposition in wanted or (not group.preposition and "object" in row.with_ and (antecedent or genitive or subject)):
                far = group.mentions[0].first - frame.cue
                if (not group.preposition and far > 8) or (frame.verb is None and not antecedent and genitive is None and far > _BETWEEN):
                    continue
                others = group.mentions
                break
        if frame.sense.pronoun and not others and frame.cue and self.forms[frame.cue - 1].form in self.pack.sets["contacts.at"]:
            others = next((g.mentions for g in rest if not g.preposition and g.mentions[0].kind in ("name", "office")), [])  # "كان في استقباله"
        if not others and (pair := self._between_him(frame)) is not None:
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
            mine, others = asked if not others else (asked[1], others)  # "دعت الكويت إيران إلى حوار مع السعودية"
            if len(others) > 1 and not self._one_camp(others) and others is asked[1]:
                frame.sides = [[m] for m in others]  # "دعت الأمم المتحدة الحكومة والحوثيين إلى مفاوضات"
                return frame
        if genitive is not None and mine is genitive.mentions and not others and mine[0].kind in ("name", "office") and self._one_camp(mine):
            mine, others = None, genitive.mentions  # "للقاء المستشارة": whoever was spoken of meets her
        if mine is None and others:
            first = self.words.sentences[self.words.sentence_of(frame.cue)][0]
            mine = self._other_camp(others[0], frame.cue) if frame.verb is not None else self._antecedent(frame.cue, first, "")
        if not others and (present := self._present_at(frame)) is not None:
            frame.sides = present
            return frame
        if not others and row.id == "summit" and mine is None:
            mine = self._antecedent(frame.cue, self.words.sentences[self.words.sentence_of(frame.cue)][0], "")
        if not others and mine and row.mode == "conference" and mine[0].kind != "body":
            others = self._where_held(frame, mine[0])  # "شارك الوزير في القمة في الرياض": with its hosts
        if not mine and not others:
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
        return first - cue < _BETWEEN and not self._relations(cue, first)

    def _relations(self, cue: int, first: int) -> bool:
        relations = self.pack.sets["contacts.relations"]
        return any(word.stem in relations or word.form in relations for word in self.forms[cue + 1 : first])

    def _visit(
        self, frame: Frame, groups: list[Group], subject: list[Mention] | None, genitive: Group | None, antecedent: list[Mention] | None
    ) -> Frame | None:
        row = frame.sense.entry.row
        where: list[Mention] | None = None
        travellers = subject or antecedent
        if genitive is not None and not (row.needs and genitive.mentions[0].kind in ("nation", "body")):  # جولة خليجية
            if genitive.mentions[0].kind in ("state", "place", "city", "body", "nation") or travellers:
                where = genitive.mentions
            else:
                travellers = genitive.mentions
        wanted = self.pack.words(row.to) | self.pack.words(row.with_)
        if travellers is None:
            # زيارة للرئيس المصري إلى تونس
            travellers = next((g.mentions for g in groups[:1] if g.preposition in wanted and g.mentions[0].kind in ("name", "office")), None)
        for group in groups:
            if group.mentions is travellers:
                continue
            if where is None and (
                group.preposition in wanted
                or (not group.preposition and travellers is not group.mentions and group.mentions[0].kind in ("state", "place", "city"))
            ):
                where = group.mentions
        if where is None and not row.with_ and genitive is not None:
            before = [m for m in self.cast.between(frame.clause[0], frame.cue) if m.kind in _PLACES and self._preposition(m) in wanted]
            where = before[-1:] or None  # "يعود إلى طهران حيث من المقرر وصول الوزير الفرنسي"
        if where is None and frame.cue > 1 and self.forms[frame.cue - 1].form in self.pack.sets["contacts.place"]:
            at = self.cast.at(frame.cue - 2)
            if at is not None and at.kind in _PLACES and self._preposition(at) in self.pack.sets["contacts.place"]:
                where = [at]  # "في تونس في زيارة"
        if row.needs:
            where = [m for m in self.cast.between(frame.cue, frame.clause[1]) if m.kind in ("state", "place")] or where  # all stations of a tour
        if travellers is None:
            travellers = self._antecedent(frame.cue, frame.clause[0], "")
        host = None
        if (invited := self._invitation(frame)) is not None:
            guest, inviter = invited
            frame.invited = guest is not None
            travellers = guest or travellers
            if guest is not None or (travellers and not self._one_camp([travellers[0], inviter[0]]) and self._highest(inviter[0])):
                host = inviter
        if not travellers or travellers[0].kind not in ("name", "office", "group", "body"):
            return None
        if host is None and (not where or where[0].kind not in _PLACES | {"body", "group"}):
            return None
        frame.destination = where[0] if where and where[0].kind in _PLACES else None
        frame.initiator = travellers[0]
        frame.sides = [travellers, host or where or []]
        return frame

    def _highest(self, mention: Mention) -> bool:
        """The head of a state or government: whom he invites visits him, whom a minister invites visits the country."""
        return any(self.cast.actors[actor].role in _HIGHEST for actor in mention.actors)

    def _invitation(self, frame: Frame) -> tuple[list[Mention] | None, list[Mention]] | None:
        """(guest, host) of "دعا A B إلى زيارة …"; (None, host) of "زيارة … بدعوة من A"."""
        invite = self.pack.sets["contacts.invite"]
        first, end = self.words.sentences[self.words.sentence_of(frame.cue)]
        for k in range(frame.cue - 1, max(first, frame.cue - _REACH) - 1, -1):
            word = self.forms[k]
            if word.form in invite or word.stem in invite:
                groups = [g for g in self._groups(k + 1, frame.cue) if g.mentions[0].kind in ("name", "office", "body", "group")]
                if word.preposition:
                    return (None, groups[0].mentions) if len(groups) > 1 else None  # "بدعوة من الوزير يؤدي …"
                if word.senses and word.senses[0].pronoun and groups:
                    before = next((m for m in reversed(self.cast.between(first, k)) if m.kind in ("name", "office")), None)
                    return (groups[0].mentions, [before]) if before is not None else None
                if len(groups) > 1:
                    return groups[-1].mentions, groups[0].mentions
                host = self._subject_of(k, frame.cue, first) if groups else None
                if groups and host and host[0] is not groups[0].mentions[0]:
                    if groups[0].preposition in self.pack.sets["contacts.from"]:
                        return host, groups[0].mentions  # "تسلم الرئيس دعوة من الملك لزيارة الرياض"
                    return groups[0].mentions, host
                return None
        for k in range(frame.cue + 1, end):
            if self.forms[k].stem in invite and self.forms[k].preposition:
                host = next((g.mentions for g in self._groups(k + 1, min(end, k + 8)) if g.mentions[0].kind in ("name", "office")), None)
                return (None, host) if host else None
        return None

    # --- verbs -----------------------------------------------------------------------------------------------------------

    def _meet(self, at: int, first: int, end: int) -> Frame | None:
        sense = finite(self.forms[at], frozenset(("meet",)))
        if sense is None or self.cast.at(at) is not None:
            return None
        row = sense.entry.row
        if "hold" in self.forms[at].kinds and any("occasion" in w.kinds and not w.article for w in self.forms[at + 1 : min(at + _HELD, end)]):
            return None  # "استضافت الرياض قمة": the noun tells
        frame = Frame(at, at, sense, None, (self._clause_start(at, first), self._stop(at, end, None)), visit=row.visit, mode=row.mode)
        if row.mode == "talks" and any(w.form in self.pack.sets["contacts.phone"] for w in self.forms[at + 1 : frame.clause[1]]):
            frame.mode = "call"
        groups = self._groups(at + 1, frame.clause[1])
        if sense.entry.form[1] == "1":
            subject = self._speaker_at(at, quoted=False)
            if subject is None:
                return None
            subject = self._us(subject) if sense.entry.form[2] == "p" else subject
        else:
            subject = self._subject_of(at, frame.clause[1], first, visit=row.visit)
        wanted = self.pack.words(row.with_)
        others: list[Mention] | None = None
        for group in groups:
            if group.mentions is subject or (subject and group.mentions[0] is subject[0]):
                continue
            if group.mentions[0].first > at + _REACH:
                break
            if not row.visit and group.mentions[0].kind in ("city", "place", "state") and group.preposition in self.pack.sets["contacts.place"]:
                continue
            if group.preposition in wanted and group.mentions[0].kind not in ("name", "office") and self._relations(at, group.mentions[0].first):
                continue  # "ناقش مجلس الوزراء العلاقات مع العراق"
            if group.preposition in wanted or (not group.preposition and "object" in row.with_):
                others = group.mentions
                break
        if others is None and subject and "object" in row.with_ and not sense.pronoun and subject[0].first > at:
            before = self._before_comma(at, first)
            if before is not None:
                subject, others = [before], subject  # "وكان ولي العهد، استقبل في قصره وزير الخارجية المصري"
            elif (dropped := self._dropped(at, first, sense, unlike=subject[0])) is not None and dropped[0] not in subject:
                subject, others = dropped, subject  # "وصل إلى طهران والتقى نظيره"
        frame.own = subject is not None
        if sense.pronoun and others is None and "object" in row.with_:
            others = self._antecedent(at, first, sense.pronoun)
        if subject is None and sense.entry.form[:3] == ("past", "f", "s"):
            subject = self._speaker_at(at, quoted=True)  # اجتمعت: "she met", "I met"
        if subject is None:
            subject = self._dropped(at, first, sense)
        if not subject or not self._agrees(sense, subject, carried=not frame.own):
            return None
        if others and others[0].kind == "nation" and (row.mode == "message" or others[0].number != "p"):
            return None  # "تهنئ التونسيين", "الغاز الإيراني": a people, a thing
        if not others:
            others = self._with_him(frame, row.with_, subject[0])
        if not others:
            pair = self._pair(subject) if not row.visit else []
            if not pair:
                return None
            frame.sides = pair
            return frame
        if row.visit:
            if (
                subject[0].kind in _PLACES | {"nation"}
                or (row.travel and subject[0].kind not in ("name", "office", "group"))
                or (others[0].kind not in _PLACES and (row.travel or others[0].kind == "nation"))
            ):
                return None
            if others[0].kind in ("body", "group") and others[0].first - at > _BETWEEN:
                return None
            to = next((k for k in range(at + 1, others[0].first) if self.forms[k].form in wanted), None) if row.travel else None
            if to is not None and others[0].first - to > _SEAT:
                return None  # "وصل إلى خمسة ملايين"
            frame.destination = others[0] if others[0].kind in _PLACES else None
        frame.sides = [subject, self._among(others, frame.clause[1])]
        if row.initiator == "subject":
            frame.initiator = subject[0]
        elif row.initiator == "other":
            frame.initiator = others[0]
        return frame

    def _before_comma(self, verb: int, first: int) -> Mention | None:
        """The subject before its verb, a comma between."""
        k = verb - 1
        if k <= first or not self.forms[k].mark or self.forms[k].mark not in self.pack.marks.comma:
            return None
        mention = self.cast.at(k - 1)
        return mention if mention is not None and mention.kind in ("name", "office") and not self._preposition(mention) else None

    def _among(self, others: list[Mention], stop: int) -> list[Mention]:
        """The named of a group: "قادة عراقيين من بينهم رئيس الوزراء"."""
        if others[-1].kind == "name":
            return others
        return self._named_among(others[-1].end, min(others[-1].end + 4, stop)) or others

    def _with_him(self, frame: Frame, prepositions: tuple[str, ...], mine: Mention) -> list[Mention] | None:
        """ "اتفق معه على لقاء", "والتقى به": who the pronoun behind a preposition means."""
        forms = {self.pack.folding(p) for p in prepositions}
        for k in range(max(frame.clause[0], frame.cue - _BEHIND), min(frame.cue + _BEHIND, frame.clause[1])):
            word = self.forms[k]
            pronoun = next((p for p in self.pack.lexicon.particles.pronouns if word.form.endswith(p) and word.form[: -len(p)] in forms), None)
            if pronoun is not None:
                return self._antecedent(k, self.words.sentences[self.words.sentence_of(k)][0], pronoun, unlike=mine)
        return None

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

    def _named_among(self, first: int, stop: int) -> list[Mention]:
        """The people named right after "among them" in a range."""
        for k in range(first, stop):
            if self.forms[k].form in self.pack.sets["contacts.among"]:
                named = next((g.mentions for g in self._groups(k + 1, self.words.sentences[self.words.sentence_of(k)][1])), [])
                return named if named and named[0].first <= k + 3 and named[0].kind in ("name", "office") else []
        return []

    # --- pieces ----------------------------------------------------------------------------------------------------------

    def _pair(self, mentions: list[Mention]) -> list[list[Mention]]:
        """Two sides inside one phrase: "الوزيران", "وزيرا خارجية مصر والأردن"."""
        if len(mentions) > 1:
            return [[m] for m in mentions]
        if len(mentions[0].actors) > 1:
            one = mentions[0]
            return [[Mention(one.first, one.end, (actor,), one.kind)] for actor in one.actors]
        return []

    def _one_camp(self, mentions: list[Mention]) -> bool:
        """Are they all of one side?"""
        return len({self.cast.camp(actor) for mention in mentions for actor in mention.actors}) == 1

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

    def _other_camp(self, other: Mention, at: int) -> list[Mention] | None:
        """The last person before who is of another side: "وعقد اجتماعا مع سموه"."""
        camp = self.cast.camp(other.actors[0]) if other.actors else None
        first = self.words.sentences[max(self.words.sentence_of(at) - 1, 0)][0]
        for mention in reversed(self.cast.between(first, at)):
            if mention.kind in ("name", "office") and mention.actors and self.cast.camp(mention.actors[0]) not in (None, camp):
                return [mention]
        return None

    def _asked(self, frame: Frame) -> tuple[list[Mention], list[Mention]] | None:
        """ "طلبت تركيا من الحلف عقد اجتماع": who asked whom for it."""
        for k in range(frame.cue - 1, max(frame.clause[0], frame.cue - _REACH) - 1, -1):
            sense = self.forms[k].by.get("status")
            if sense is None or sense.entry.row.status != "proposed":
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
        for mention in self.cast.between(at + 1, min(stop, at + 7)):
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
        """The holding verb before its noun, with nothing but its subject and adverbs between."""
        for k in range(at - 1, max(first, at - _BACK) - 1, -1):
            word = self.forms[k]
            held = finite(word, _HOLD) if "hold" in word.kinds else None
            if held is not None:
                if held.pronoun:
                    return None  # it belongs to the noun before it: "اتصال أجراه"
                return None if self._verbal_noun(k, first) else k
            if "occasion" in word.kinds and self._adverbial(k):
                continue  # "يجري بمناسبة الزيارة سلسلة من اللقاءات"
            if "occasion" in word.kinds or (finite(word) is not None and self.cast.at(k) is None) or word.mark in self.pack.marks.colon:
                return None
        return None

    def _adverbial(self, at: int) -> bool:
        """Does the noun only say on what occasion: "خلال الزيارة", "على هامش القمة"?"""
        sense = self.forms[at].by["occasion"]
        return (sense.article or bool(sense.pronoun)) and self.forms[at - 1].form in self.pack.sets["contacts.during"]

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

    def _both(self, at: int, first: int) -> list[list[Mention]] | None:
        """ "قال لنظيره خلال لقائهما": the two named last before, of two camps."""
        pair: list[Mention] = []
        for mention in reversed(self.cast.between(first, at)):
            camp = self.cast.camp(mention.actors[0]) if mention.kind in ("name", "office") and mention.actors else None
            if camp is not None and (not pair or camp != self.cast.camp(pair[0].actors[0])):
                pair.insert(0, mention)
                if len(pair) == 2:
                    return [[m] for m in pair]
        return None

    def _possessor(self, at: int, first: int) -> list[Mention] | None:
        """ "كان للرئيس لقاءات مع": whose the contact was."""
        for k in range(at - 1, max(first, at - _POSSESSED) - 1, -1):
            if self.forms[k].form in self.pack.sets["contacts.was"]:
                groups = self._groups(k + 1, at)
                return groups[0].mentions if groups and groups[0].preposition in self.pack.sets["speech.of"] else None
        return None

    def _relative(self, at: int, end: int) -> int | None:
        """اتصال هاتفي أجراه …, زيارة يقوم بها …: the verb after its noun."""
        for k in range(at + 1, min(at + 5, end)):
            if "hold" in self.forms[k].kinds and finite(self.forms[k], _HOLD) is not None:
                return k
            if self.cast.at(k) is not None:
                return None
        return None

    def _speaker_at(self, token: int, *, quoted: bool) -> list[Mention] | None:
        """Who says the words at a token, "I" and "we" in them."""
        at = self.words.starts[token]
        for statement in self.statements:
            if statement.content.start <= at < statement.content.end and (statement.kind != "indirect" or not quoted):
                return [Mention(token, token + 1, (statement.speaker,), "name", number=_SPEAKER)]
        return None

    def _us(self, speaker: list[Mention] | None) -> list[Mention] | None:
        """ "We": the state of whoever speaks, where the text names it."""
        camp = self.cast.camp(speaker[0].actors[0]) if speaker else None
        state = next((a.id for a in self.cast.actors.values() if a.kind == "state" and a.country == camp), None) if camp else None
        return [replace(speaker[0], actors=(state,), kind="state")] if speaker and state else speaker

    def _subject_of(self, verb: int, end: int, first: int, *, visit: bool = False) -> list[Mention] | None:
        """The subject of a verb: whom "who" before it means, the phrase right before it ("الوزير يستقبل"), else the first without a
        preposition after it, else one before it.
        """
        if (head := relative_head(verb, self.forms, self.cast, self.pack)) is not None and head.kind in ("name", "office"):
            return [head]
        at_once = self.cast.at(verb - 1) if verb > first else None
        held = finite(self.forms[verb])
        if at_once is not None and held is not None and not held.conjunction and at_once.kind not in ("nation", "city") and not self._preposition(at_once):
            return self._coordinated_back(at_once, self.cast.between(first, verb))
        for group in self._groups(verb + 1, end):
            head = group.mentions[0]
            if group.preposition:
                if head.first - verb > 4 or group.preposition not in self.pack.sets["contacts.place"]:
                    break
                continue
            if head.kind in ("nation", "city") or (visit and head.kind in _PLACES):
                continue
            between = self.forms[verb + 1 : head.first]
            if any("occasion" in w.kinds or (w.by.get("common") is not None and w.article) for w in between) or len(between) > 8:
                break
            return group.mentions
        before = self.cast.between(max(first, verb - 40), verb) if held is None or not held.conjunction else ()
        for mention in reversed(before):
            if mention.kind in ("nation", "city") or mention.preposition or self._preposition(mention):
                continue
            gap = self.forms[mention.end : verb]
            if any(finite(w) is not None for w in gap) or len(gap) > 8:
                return None
            return self._coordinated_back(mention, before)
        return None

    def _agrees(self, sense: Sense, subject: list[Mention], *, carried: bool) -> bool:
        """A verb in the dual or plural wants more than one; a feminine one no man."""
        _, gender, number, _ = sense.entry.form
        head = subject[0]
        if gender == "1" or head.number == _SPEAKER:
            return True  # the speaker himself
        if number in "dp" and len(subject) < 2 and len(head.actors) < 2 and head.number == "s":
            return False
        personal = head.kind in ("name", "office")
        return not (gender == "f" and personal and (head.gender == "m" or (carried and head.gender != "f")))

    def _coordinated_back(self, mention: Mention, before: tuple[Mention, ...]) -> list[Mention]:
        group = [mention]
        for other in reversed(before[: before.index(mention)]):
            if group[0].conjunction and other.end == group[0].first and not other.preposition:
                group.insert(0, other)
            else:
                break
        return group

    def _dropped(self, at: int, first: int, sense: Sense, unlike: Mention | None = None) -> list[Mention] | None:
        """The subject of a verb that names none: that of the verb before it ("استقبل الرئيس الوزير، ثم استقبل نظيره"), else the last fitting one."""
        camp = self.cast.camp(unlike.actors[0]) if unlike is not None and unlike.actors else None
        for k in range(at - 1, first - 1, -1):
            if self.cast.at(k) is None and finite(self.forms[k], _TELLING) is not None:
                subject = self._subject_of(k, at, first)
                if subject and subject[0].actors and subject[0].kind in ("name", "office") and (camp is None or self.cast.camp(subject[0].actors[0]) != camp):
                    return subject
                break
        return self._antecedent(at, first, "", feminine=sense.entry.form[1] == "f", unlike=unlike)

    def _antecedent(self, at: int, first: int, pronoun: str, *, feminine: bool = False, unlike: Mention | None = None) -> list[Mention] | None:
        """Whom a pronoun or a dropped subject means: the last subject-like person before in this sentence; for a cue that opens its sentence
        the subject after it ("خلال زيارة إلى جاكرتا قال الرئيس"); else one of the sentence before.
        """
        feminine = feminine or pronoun == "ها"
        kinds = ("name", "office", "state", "body") if feminine else ("name", "office")

        camp = self.cast.camp(unlike.actors[0]) if unlike is not None and unlike.actors else None

        def fits(mention: Mention) -> bool:
            if camp is not None and mention.actors and self.cast.camp(mention.actors[0]) == camp:
                return False
            if mention.kind not in kinds or self._preposition(mention) not in ("", GENITIVE):
                return False
            return mention.gender == "f" if feminine else not (pronoun and mention.gender == "f")

        who = self.pack.sets["contacts.who"]
        for mention in reversed(self.cast.between(first, at)):
            after = mention.end + bool(mention.end < at and self.forms[mention.end].mark)
            if fits(mention) or (mention.kind in kinds and at - _OPENS <= after < at and self.forms[after].form in who):
                return [mention]
        number = self.words.sentence_of(at)
        start, end = self.words.sentences[number]
        if at - start < _OPENS:
            for mention in self.cast.between(at + 1, end):
                if mention.kind in ("name", "office") and self._verb_before(mention):
                    return [mention]
        before = self.words.sentences[max(number - 1, 0)][0]
        for mention in self.cast.between(before, first):
            if fits(mention):
                return [mention]
        return None if feminine else next(([m] for m in reversed(self.cast.between(first, at)) if m.kind in ("body", "state")), None)

    def _verb_before(self, mention: Mention) -> bool:
        return mention.first > 0 and not mention.preposition and finite(self.forms[mention.first - 1]) is not None

    def _preposition(self, mention: Mention) -> str:
        """What governs a mention: the attached preposition, or the function word before it ("مع كل من" counts as "مع")."""
        if mention.preposition:
            return mention.preposition
        k = mention.first - 1
        if mention.conjunction and k >= 0 and (joined := self.cast.at(k)) is not None:
            return self._preposition(joined)  # "مع مصر واليونان"
        while k >= 0 and (
            self.forms[k].form in self.each or (self.forms[k].form in self.pack.sets["contacts.from"] and k and self.forms[k - 1].form in self.each)
        ):
            k -= 1
        while k > 0 and self.forms[k].stem in self.pack.sets["contacts.seat"] and mention.kind in ("city", "place", "state"):
            if self.forms[k].preposition:
                return self.forms[k].preposition
            k -= 1  # "إلى العاصمة الرياض", "إلى مدينة عدن"
        if k < 0:
            return ""
        form = self.forms[k].form
        stem = self.forms[k].stem
        governing = self.governing
        if form in governing:
            return form
        if k >= mention.first - 2 and self.cast.at(k) is None and holds_genitive(self.forms[k], self.pack):
            return GENITIVE
        return stem if self.forms[k].conjunction and stem in governing else ""

    def _groups(self, first: int, end: int) -> list[Group]:
        """The mentions of a range, joined where "and" or a list joins them."""
        out: list[Group] = []
        for mention in self.cast.between(first, end):
            preposition = self._preposition(mention)
            if out:
                last = out[-1].mentions[-1]
                gap = self.forms[last.end : mention.first]
                joined = mention.conjunction or (gap and gap[-1].form in self.between)
                if joined and len(gap) <= 3 and (not preposition or preposition == out[-1].preposition) and all(finite(w) is None for w in gap):
                    out[-1].mentions.append(mention)
                    continue
                if len(gap) == 1 and gap[0].mark in self.pack.marks.comma and not preposition and mention.kind == last.kind == "state":
                    out[-1].mentions.append(mention)
                    continue
                if len(gap) == 1 and gap[0].mark in ("-", "–") and mention.kind == last.kind == "nation":
                    out[-1].mentions.append(mention)
                    continue
            out.append(Group(preposition, [mention]))
        return out

    def _genitive(self, at: int, groups: list[Group]) -> Group | None:
        """The phrase right after the noun, at most one adjective between."""
        if not groups or groups[0].preposition:
            return None
        head = groups[0].mentions[0]
        gap = self.forms[at + 1 : head.first]
        if len(gap) > 2 or any(w.mark or w.form in self.function for w in gap) or (head.kind == "nation" and len(groups[0].mentions) < 2):
            return None
        return groups[0]

    def _tells(self, at: int) -> bool:
        """A verb of saying or contact that begins a clause of its own; بين is "between" rather than "explained"."""
        if self.forms[at].kinds.isdisjoint(("speech", "meet")) or self.cast.at(at) is not None:
            return False
        sense = finite(self.forms[at], frozenset(("speech", "meet")))
        row = sense.entry.row if sense is not None else None
        return row is not None and not (getattr(row, "close", False) or getattr(row, "carried", False))

    def _clause_start(self, at: int, first: int) -> int:
        for k in range(at - 1, first - 1, -1):
            word = self.forms[k]
            if word.mark in self.pack.marks.colon or word.mark == "؛" or self._tells(k):
                return k
        return first

    def _stop(self, at: int, end: int, relative: int | None) -> int:
        """Where the frame of a cue ends: the next verb of speech or contact, or the next noun of contact with its own verb."""
        for k in range(at + 1, end):
            word = self.forms[k]
            if k == relative or self.forms[k - 1].form in self.pack.sets["contacts.negations"]:
                continue  # "زيارة لم يعلن عنها"
            if word.mark in self.pack.marks.colon or (k > at + 1 and self._tells(k)):
                return k
            if k > at + 2 and "occasion" in word.kinds and "meet" not in self.forms[at].kinds and not self._adverbial(k):
                return k
        return end
