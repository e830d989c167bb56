"""Who stands where around a verb or noun of contact: the frame that a contact is read from."""

from __future__ import annotations

from qanat.read.cast import Mention
from qanat.read.clauses import Frame
from qanat.read.occasions import Occasions
from qanat.read.syntax import finite, relative_head

_PLACES = frozenset(("state", "place", "city"))
_MEET = frozenset(("meet",))
_BETWEEN = 13  # tokens between a noun and the "between" of its parties
_SEAT = 3  # tokens between "to" and the place, with the word for what it is
_HELD = 9  # tokens between a holding verb and its noun
_REACH = 30  # tokens between a cue and the other side


class Frames(Occasions):
    """Finds the frames of one text, sentence by sentence."""

    def of(self, first: int, end: int) -> list[Frame]:
        """The frames of a sentence, in order of their cues."""
        out: list[Frame] = []
        if any(word.stem in self.sport for word in self.forms[first:end]):
            return out  # "قمة نارية بين إيطاليا وإسبانيا في ربع النهائي"
        for at in range(first, end):
            kinds = self.forms[at].kinds
            frame = None
            if "occasion" in kinds and not ("meet" in kinds and self._wants_verb(at, first)):
                frame = self._occasion(at, first, end)
            if frame is None and "meet" in kinds:
                frame = self._meet(at, first, end)
            if frame is not None:
                out.append(frame)
                self.last = frame
        return out

    def _wants_verb(self, at: int, first: int) -> bool:
        """ "تريد أن تفاوض": no noun stands after these words."""
        return at > first and self.forms[at - 1].form in self.pack.sets["contacts.before_verb"] and finite(self.forms[at], _MEET) is not None

    def _meet(self, at: int, first: int, end: int) -> Frame | None:
        sense = finite(self.forms[at], _MEET)
        if sense is None or self.cast.at(at) is not None or (at > first and self.forms[at - 1].form in self.pack.sets["speech.before_noun"]):
            return None  # "تنصت على هاتف المستشارة"
        row = sense.entry.row
        if self.forms[at].form in self.function and self.cast.at(at + 1) is None:
            return None  # هنا is "here" rather than "congratulated"
        if sense.pronoun and at > first and self.forms[at - 1].form in self.pack.sets["contacts.who"] and relative_head(at, self.forms, self.cast, self.pack) is None:
            return None  # "المخيم الذي تستضيفه اليابان": a thing
        if row.needs and not any(w.stem in self.pack.words(row.needs) or w.form in self.pack.words(row.needs) for w in self.forms[at + 1 : min(at + _REACH, end)]):
            return None
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
            together = subject[0].first > at or sense.entry.form[2] in "dp"
            pair = self._pair(subject) if together and not row.visit else []
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
            if row.travel and self.forms[at + 1].preposition in self.pack.sets["contacts.with"] and others[0].first > at + 1:
                return None  # "توجه بالشكر إلى"
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
