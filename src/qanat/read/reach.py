"""How far an office goes on before the name of its holder: "المستشار في الديوان الملكي أحمد الخطيب"."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import SURELY, Word
from qanat.read.lookup import IN_MARKS
from qanat.read.offices import Offices
from qanat.read.posts import SERVES, WHOLE, Office

_CALLING: Final = 9  # tokens between a calling and the name after a comma
_SHORT_NAME: Final = 2  # letters past which an unknown word may be a name
_FARTHEST: Final = 12  # tokens between an office and the name of its holder


class Reach(Offices):
    """Takes in what stands between an office and a name."""

    def _as_far_as_name(self, office: Office) -> int:
        """An office goes on through "in …", "of …" and their own complements when a title or a name stands right behind them:
        المستشار في الديوان الملكي أحمد الخطيب.
        """
        at = office.end
        joined = office.number == "d" and at < self.size and self.forms[at].conjunction != ""  # "وزيرا خارجية مصر والأردن فلان وفلان"
        if office.number == "p" or joined or self._begins_name(at) or (office.role in WHOLE and (self._nationality(at - 1) or not office.complement)):
            return at
        limit = min(self.size, at + _FARTHEST)
        if office.role == "spokesperson" and not (office.definite or office.complement or office.country):
            return at  # "كانت متحدثة في وارسو بجانب الرئيس"
        if self._said_of(office.first, at):
            return at
        while at < limit:
            end = self._prepositional(office, at)
            sure = end == at  # what follows a looser piece must surely be a name
            if sure and not self._object_near(office):
                end = self._looser(at)
            if end == at or any("occasion" in word.kinds for word in self.forms[at:end]):
                break  # "شارك رئيس الحكومة في قمة الاتحاد الأفريقي بأديس أبابا"
            at = end
            chained = at < self.size and "head" in self.forms[at].kinds and self._bare(at) and self.forms[at].article and not sure
            if (self._surely_named(at) if sure else self._begins_name(at)) or chained or self._marked_name(at):
                self._serve_between(office, at)
                office.complement, office.end = True, at
                return at
        return office.end

    def _said_of(self, first: int, at: int) -> bool:
        """Does what a verb of saying before an office says begin behind it: "أشاد السفير الفرنسي بدور", "ثمن السفير الهولندي جهود"?"""
        if not 0 < first < at < self.size or not self.forms[first - 1].speaks:
            return False
        word, last = self.forms[at], self.forms[at - 1]
        takes = self.forms[first - 1].by["speech"].entry.row.takes
        if word.preposition and word.preposition in self.pack.words(takes):
            seat = "contacts.seat" in word.stem_sets or "offices.placed" in word.stem_sets
            return word.common and not seat and word.kinds.isdisjoint(("noun", "head", "body", "state", "place"))
        closed = last.article or ("nation" in last.kinds and last.by["nation"].article)
        noun = word.common and not (word.article or word.preposition or word.conjunction or word.mark or word.form in self.function)
        return "object" in takes and closed and noun and word.kinds.isdisjoint(("head", "title", "name", "person", "noun", "nation"))

    def _object_near(self, office: Office) -> bool:
        """Does a verb of meeting stand before the office? Then the next name is rather whom he met."""
        before = self.forms[office.first - 1] if office.first else None
        return before is not None and before.meets

    def _surely_named(self, at: int) -> bool:
        if at >= self.size or not self._bare(at):
            return False
        title = self._title(at)
        if title is not None and title[1] != "prayer":
            return self.name_at(title[0], titled=True) > title[0]
        return self.forms[at].naming == SURELY and not self._sense_front(at) and self.name_at(at, titled=False) > at + 1

    def _looser(self, at: int) -> int:
        """The token after one more word of a long office: a genitive, an adjective, a name of its own in quotation marks; or `at`."""
        word, before = self.forms[at], self.forms[at - 1]
        if word.mark in self.pack.marks.quotes:
            shut = self._closing(at, IN_MARKS)
            return shut + 1 if shut > at else at
        if word.conjunction and word.common and word.form.endswith(self.possessive) and not self._finite(at):
            return at + 1  # "رئيس الحركة ومؤسسها فلان"
        if word.mark or word.number or word.preposition or word.form in self.function or word.form.endswith(self.possessive) or before.mark:
            return at
        if self._finite(at) or not word.kinds.isdisjoint(("head", "title", "weekday", "month", "relative", "person", "speech")) or self._title(at) is not None:
            return at
        if self._son(at):
            return at
        sense, end = self.known(at)
        nation = self._nation_at(at - 1)
        if sense is not None:
            behind = nation is not None and nation.article and sense.entry.kind == "body"  # "وزير الداخلية اليمني دول التحالف"
            return end if sense.entry.kind in SERVES and not behind else at
        if word.conjunction:
            return at + 1 if word.article and word.common else at
        unknown = not word.senses and not before.article and before.common
        closed = before.article or (nation is not None and nation.article)
        return at + 1 if (word.common and (word.article or not closed)) or unknown else at

    def _marked_name(self, at: int) -> bool:
        """Does a name surely begin here behind a comma, a dash or quotation marks?"""
        if at + 2 >= self.size or not self.forms[at].mark or self.forms[at].mark == "\n":
            return False
        name = self._name_after(at, office=True)
        if name is None or name[1] < name[0] + 2:
            return False
        comma = self.forms[at].mark in self.pack.marks.comma and name[1] + 1 < self.size and self.forms[name[1]].mark in self.pack.marks.comma
        told = comma and self._that(name[1] + 1)  # "مراسلة رويترز في القاهرة، منى الكبيسي، إن"
        return told or name[0] > at + 1 or self.name_at(name[0], titled=False) == name[1]

    def _prepositional(self, office: Office, at: int) -> int:
        """The token after "in the ministry", "for security affairs", "and the north of Africa" that begins at `at`, or `at`."""
        if at >= self.size or self.forms[at].mark:
            return at
        word = self.forms[at]
        start = at + 1 if word.form in self.joins else at
        if start >= self.size or (start == at and not (word.preposition or word.conjunction)):
            return at
        seat = self._seat(start)
        if not seat and not self.forms[start].kinds.isdisjoint(("head", "title")):
            return at
        if "noun" in self.forms[start].kinds:
            inner = self.office(start, "noun", 1)
            if inner is not None and word.conjunction and inner.body_kind == "group":
                return at  # "رئيس الحكومة وقادة الأحزاب الممثلة": others beside him
            if inner is not None:
                office.inner = inner.inner or office.inner
                return inner.end
        sense, end = self.known(start)
        if sense is not None and sense.entry.kind in SERVES:
            return end
        if seat and start + 1 < self.size:
            of, past = self.known(start + 1)
            if of is not None and of.entry.kind in SERVES and not of.preposition and not of.conjunction:
                return past  # "وزير الدفاع بجمهورية الهند فلان"
        if start > at and "offices.inside" not in word.sets and not (office.role == "official" and (self.forms[start].article or self.forms[start].common)):
            return at  # "الرئيس اللبناني عن عدم …"; but "المشرف على المعرض …"
        end = start
        while (
            end < self.size
            and end < start + 4
            and (self.forms[end].common or self.forms[end].kinds & SERVES)
            and not self._finite(end)
            and self.forms[end].form not in self.function
            and not self.forms[end].form.endswith(self.possessive)
            and not self._of_god(end)
            and (end == start or (self._title(end) is None and self.forms[end].naming < 2))
        ):
            end += 1
        return end if end > start else at

    def _serve_between(self, office: Office, end: int) -> None:
        at = office.end
        while at < end:
            sense, after = self.known(at)
            affair = "offices.affairs" in self.forms[at - 1].stem_sets
            if sense is not None and not affair and sense.entry.kind in SERVES and not office.country and office.body is None and office.role != "envoy":
                self._serve(office, sense)
            at = max(after, at + 1)

    def _named_later(self, at: int) -> tuple[int, int] | None:
        """The name, between commas or right before "that", of one first told by his calling: "قال الصحافي المقرب من الحزب، دياري محمد،", "قال المذيع في قناة
        «الغد» مراد سالم إن".
        """
        for k in range(at, min(at + _CALLING, self.size - 2)):
            word = self.forms[k]
            start = self._past_titles(k)
            plain = word.kinds.isdisjoint(("head", "title")) and bool(word.naming or self._known_to_none(word))
            may_begin = start > k or (plain and self._closed_before(k))
            if k > at and may_begin and start < self.size - 1:
                end = self.name_at(start, titled=True)
                if end > start + 1 and end < self.size and self._that(end):
                    return start, end
            if word.mark and (word.mark in self.pack.marks.quotes or word.mark in self.pack.marks.closing):
                continue
            if "occasion" in word.kinds and (word.by["occasion"].pronoun or "contacts.during" in self.forms[k - 1].sets):
                return None  # "وأوضح الصحافي إثر لقائه الوزير فلانا أن": not he
            if "speech.that" in word.sets or (word.mark and word.mark not in self.pack.marks.comma):
                return None
            if word.mark:
                start = self._past_titles(k + 1)
                end = self.name_at(start, titled=True) if start < self.size else start
                return (start, end) if end > start + 1 and end < self.size and (self.forms[end].mark or self._that(end)) else None
        return None

    def _closed_before(self, at: int) -> bool:
        """Is a phrase over before this word: by an article, a place, or the end of quotation marks?"""
        before = self.forms[at - 1]
        noun = before.article and before.kinds.isdisjoint(("head", "title"))  # not "باسم الرئيس فلان"
        return noun or not before.kinds.isdisjoint(("state", "place")) or (bool(before.mark) and before.mark in self.pack.marks.closing)

    def _known_to_none(self, word: Word) -> bool:
        """A word that no table and no list of common words knows."""
        return not (word.senses or word.common or word.mark or word.number) and len(word.form) > _SHORT_NAME and word.form.isalpha() and not word.article
