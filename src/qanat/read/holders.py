"""The verb that holds a noun of contact, before it or in a relative clause behind it: "أجرى اتصالا", "زيارة من المقرر أن يقوم بها"."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.cast import PEOPLE, PLACES
from qanat.read.frame import Group
from qanat.read.sides import Sides
from qanat.read.syntax import HOLD, finite

_COMMON: Final = frozenset(("common",))
_BACK: Final = 40  # tokens between a holding verb and its noun
_BETWEEN: Final = 13  # tokens between a noun and "doing it"
_CHAIN: Final = 4  # tokens of nouns that hold one another before a noun of contact
_REACH: Final = 30  # tokens between a noun and a verb that gathers
_SOON: Final = 4  # tokens between a noun and the verb of its relative clause
_FULL: Final = 7  # ... where a body is named by its full name between: "مجموعة العشرين للدول الصناعية الكبرى والناشئة"


class Holders(Sides):
    """Finds the verb by which a noun of contact is told."""

    def _holder(self, at: int, first: int) -> int | None:
        """The holding verb before its noun, with nothing but its subject and adverbs between; none of "استأنف العمل بعد زيارة"."""
        if self._during(self._measured(at) - 1) or self._led_to(at, first):
            return None
        for k in range(self._measured(at) - 1, max(first, at - _BACK) - 1, -1):
            word = self.forms[k]
            verb = "hold" in word.kinds and self.cast.at(k) is None and "contacts.in" not in word.sets  # فتح is a movement, too
            held = finite(word, HOLD) if verb else None
            if held is not None:
                if held.pronoun and not self._handed_him(k, at, first):
                    return None  # it belongs to the noun before it: "اتصال أجراه"
                return None if self._verbal_noun(k, first) else k
            noun = self._occasion_at(k)
            if noun and (self._adverbial(k) or k == at - 1):
                continue  # "عقدت جولة مفاوضات"; "يجري بمناسبة الزيارة سلسلة من اللقاءات"
            between = word.form in self.between and any("contacts.joint" in w.stem_sets for w in self.forms[max(k - _SOON, first) : k])
            another = finite(word) is not None and self.cast.at(k) is None and not between  # "اللجنة المشتركة بين": it is also "he made clear"
            if noun or another or word.mark in self.pack.marks.colon:
                return None
            so = word.conjunction != "" and word.conjunction in self.pack.sets["contacts.so"] and word.kinds <= _COMMON and self.cast.at(k) is None
            if so and k > first and self.forms[k - 1].mark and self.forms[k - 1].mark in self.pack.marks.comma:
                return None  # "لم يحظ بجواب، فاكتفى بلقاء نائبه"
            if not word.closed:
                continue
            if "contacts.door" in word.sets:
                return None  # "فتح الرئيس الباب أمام استئناف العلاقات بعد أشهر من المحادثات"
            if "speech.then" in word.sets and word.form not in self.that:
                return None  # "وفقا لبيان … عقد أمس فإن اللجنة تسهم في استئناف المفاوضات"
        return None

    def _handed_him(self, verb: int, at: int, first: int) -> bool:
        """ "وسلمه رسالة": is the pronoun whom the letter was handed to, no letter told of before?"""
        noun = self.forms[at].by.get("occasion")
        near = all("contacts.in_it" in word.sets for word in self.forms[verb + 1 : at])  # "سلمه خلاله رسالة"
        own = noun is not None and noun.entry.row.mode == "message" and not (noun.article or noun.preposition or noun.pronoun) and near
        return own and verb > first and "occasion" not in self.forms[verb - 1].kinds

    def _led_to(self, at: int, first: int) -> bool:
        """Is the noun what something else leads to or is about: "يواصل جهوده لإعادة الطرفين إلى طاولة الحوار"?"""
        noun = self.forms[at].by.get("occasion")
        if noun is not None and noun.entry.row.mode == "message":
            return False  # "أعرب عن التهاني"
        k = at - 1
        while (
            k > max(first, at - _CHAIN)
            and self.forms[k].common
            and not (self.forms[k].article or self.forms[k].preposition or self.forms[k].form in self.function)
        ):
            k -= 1
        led = "contacts.leading" in self.forms[k].sets and self.cast.at(k) is None
        return led and not self._sent_there(max(k - _SOON, first), k)

    def _gathers(self, held: Sense, at: int) -> bool:
        """Does a verb behind a noun tell who was there: "اجتماع ضم الوزيرين", "اجتماع حضره الوزيران", "شارك فيه الوزيران"?"""
        row = held.entry.row
        back = bool(held.pronoun) or (at + 1 < len(self.forms) and "contacts.therein" in self.forms[at + 1].sets)
        return bool(row.gathers or (row.attends and back))

    def _untold(self, attends: int, at: int, groups: list[Group]) -> bool:
        """ "حضر الاجتماع أمس وزيرا خارجية مصر وليبيا": are these who met, where no meeting was told before?"""
        return attends == at - 1 and bool(groups) and not self.sat and self._only_adverbs(at + 1, groups[0].mentions[0].first)

    def _sat_by(self, at: int, attends: int | None) -> bool:
        """ "بحث الوزير مع نظيره الأوضاع. وشارك في اللقاء السفيران": is this the meeting of people told just before, at which others were present?"""
        last = self.last
        if last is None or attends is None or attends < at - 2 or not self.forms[at].by["occasion"].article or last.visit:
            return False
        near = self.words.sentence_of(at) - self.words.sentence_of(last.cue) == 1 and last.mode in ("meeting", "talks")
        return near and all(m.kind in PEOPLE and m.number == "s" for side in last.sides for m in side)

    def _to_do(self, at: int, end: int) -> bool:
        """Does "doing it" follow: "القيام بها", "عقده"?"""
        for k in range(at + 1, min(end, at + _BETWEEN)):
            if "holding" in self.forms[k].kinds:
                return bool(self.forms[k].by["holding"].pronoun) or "speech.back" in self.forms[min(k + 1, end - 1)].sets
        return False

    def _relative(self, at: int, end: int) -> int | None:
        """اتصال هاتفي أجراه …, زيارة من المقرر أن يقوم بها …: the verb after its noun; one that gathers may come later: "اجتماع في جدة ضم …"."""
        body = self.cast.at(at + 1)
        begin = body.end if body is not None and body.kind == "body" and body.first == at + 1 else at + 1  # "قمة مجموعة العشرين التي تترأسها ألمانيا"
        noun = self.forms[at].by.get("occasion")
        mode = noun.entry.row.mode if noun is not None else ""
        far, seen = begin + (_FULL if begin > at + 1 else _SOON), False
        for k in range(begin, min(end, at + _REACH)):
            word = self.forms[k]
            held = finite(word, HOLD) if "hold" in word.kinds and self.cast.at(k) is None else None  # between «فتح» and «حماس»
            if held is not None and held.entry.row.gathers and held.entry.row.mode and mode not in (held.entry.row.mode, "meeting", "call"):
                held = None  # "محادثات شملت سوريا والعراق": what they were about
            if held is not None and (not seen or self._gathers(held, k)):
                return self._and_gathered(k, end)
            wished = k - 2 if "contacts.was" in self.forms[k - 1].sets else k - 1  # "الزيارة التي كان يعتزم"
            if "status" in word.kinds and "contacts.who" in self.forms[wished].sets and self._to_do(k, end):
                return k  # "الزيارة التي يعتزم الرئيس القيام بها"
            mention = self.cast.at(k)
            states = mention is not None and "offices.of_leaders" in self.forms[mention.first].stem_sets  # "اجتماع لدول الجوار ضم مصر وليبيا"
            if mention is not None and mention.kind not in PLACES | {"nation"} and not (states and mention.kind == "group"):
                return None
            if "status" in word.kinds or word.mark:
                far += 4 if "status" in word.kinds else 1
            seen = seen or k >= far or mention is not None or (self._occasion_at(k) and not word.article)  # "الاتصال بعد اجتماع عقده"
            if seen and (finite(word) is not None or self._occasion_at(k)):
                return None
        return None
