"""Titles and names as they stand in a text: behind an office, after a gloss, of kings, of sons."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import SURELY
from qanat.read.lookup import Lookup
from qanat.read.syntax import TIMES

_DASHES: Final = frozenset("-–—()")
_HYPHENS: Final = frozenset("-–—/")
_SHORTEST: Final = 3  # letters of a name that stands alone behind an office
_GLOSS: Final = 6  # tokens of what stands in brackets between an office and a name, with the brackets


class Callings(Lookup):
    """Tells where a title or a name begins and ends."""

    def _title(self, at: int) -> tuple[int, str] | None:
        """(end, kind) of the title that begins here, the longest."""
        word = self.forms[at] if at < self.size else None
        if word is None or word.only_name or not word.opens or "title" not in word.begins:
            return None
        if at not in self.titles:
            self.titles[at] = self._title_at(at)
        return self.titles[at]

    def _title_at(self, at: int) -> tuple[int, str] | None:
        word = self.forms[at]
        for phrase in self._phrases(at):
            if phrase.sense.entry.kind == "title" and self._follows(at + 1, phrase.rest):
                return at + 1 + len(phrase.rest), phrase.sense.entry.form[0]
        if "offices.styled" in word.stem_sets and at + 1 < self.size and "offices.premier" in self.forms[at + 1].sets:
            return at + 1, "honorific"  # "دولة رئيس مجلس النواب"; "دولة الإمارات" is a state
        sense = word.by.get("title")
        if sense is None or sense.pronoun:
            return None
        dotted = len(word.stem) == 1 and at + 1 < self.size and self.forms[at + 1].mark == "."  # د.
        return (at + 2 if dotted else at + 1, sense.entry.form[0]) if dotted or len(word.stem) > 1 else None

    def _name_after(self, at: int, office: bool) -> tuple[int, int] | None:
        """The name right after titles or an office, also between quotation marks or after a comma."""
        forms = self.forms
        if at >= self.size:
            return None
        word = forms[at]
        if (word.mark in self.pack.marks.quotes or word.mark == "(") and office and at + 2 < self.size:
            start = self._past_titles(at + 1)  # صاحب السمو الملكي "الأمير …"
            end = self.name_at(start, titled=True) if start < self.size else start
            sense, short = self.known(start) if start < self.size else (None, start)
            end = short if end == start and sense is not None and sense.entry.kind == "body" else end  # "مدير صندوق … (أوفيد) فلان"
            closed = word.mark == "(" and end > at + 1 and end + 1 < self.size and forms[end].mark == ")"
            if closed and (stop := self.name_at(end + 1, titled=True)) > end + 1 and not forms[end + 1].conjunction:
                return end + 1, stop  # "الرئيس (فلاديمير) بوتين"
            known = self.known(start)[0] if start < self.size else None
            if known is not None and known.entry.kind == "body":
                return None  # "«بي بي سي»"
            sure = start > at + 1 or end > start + 1 or self.name_at(start, titled=False) == end  # "لي باكيز"
            if end > start and end < self.size and sure and (word.mark == "(" or forms[end].mark == self.pack.marks.quotes[word.mark]):
                return start, end
            return self._past_gloss(at) if word.mark == "(" else None
        if "offices.speaks_for" in word.sets and office and self.name_at(at, titled=False) == at:
            return None  # no man called باسم
        if "offices.is" in word.sets and office and self.name_at(at + 1, titled=False) > at + 2:
            return at + 1, self.name_at(at + 1, titled=True)  # "متحدث باسم الرئاسة هو جربا شيهو"
        if word.mark in self.pack.marks.colon and office:
            return self._listed(at + 1)
        if (word.mark in self.pack.marks.comma or word.mark in _HYPHENS) and office and at + 1 < self.size:
            skip = at + 1
            while skip < self.size and forms[skip].mark and forms[skip].mark in self.pack.marks.comma:
                skip += 1
            if skip < self.size and forms[skip].mark and forms[skip].mark in self.pack.marks.quotes:
                return self._name_after(skip, office)  # عضو البرلمان، "طارق الجروشي"
            while skip < self.size and (title := self._title(skip)) is not None and title[1] != "prayer" and self._bare(skip):
                skip = title[0]
            skip = self._past_nationality(skip)
            end = self.name_at(skip, titled=True)
            if end == skip or self._sense_front(skip):
                return None
            sure = skip > at + 1 or self.name_at(skip, titled=False) == end
            closed = end >= self.size or bool(forms[end].mark) or self._that(end)  # "، أوليكسي ريزنيكوف ،", "، رضا شرف الدين أن"
            closed = closed or forms[end].form in self.function or not forms[end].kinds.isdisjoint(TIMES)  # "، رضا السالمي اليوم على أن"
            return (skip, end) if sure or (closed and end > skip + 1) else None
        following = forms[at + 1] if at + 1 < self.size else None
        if (
            word.article
            and not word.kinds
            and following is not None
            and (
                (
                    (word.stem.startswith(self.pack.participle) or (word.form.endswith(self.describing) and not following.article))
                    and (following.naming == SURELY or "names.openers" in following.sets)
                )
                or ((sense := self.known(at + 1)[0]) is not None and sense.entry.kind == "person")
            )
        ):
            at, word = at + 1, following  # "الزعيم الكردي المسجون عبد الله أوجلان"
        if self._sense_front(at) or ("nation" in word.kinds and not self._first_name(at)) or (word.article and "occasion" in word.kinds):
            return None
        place, after = self.known(at)
        named = after > at + 1 and self.name_at(at, titled=True) > after and all("name" in one.kinds for one in forms[at:after])  # "المحلل صلاح الدين الجورشي"
        if place is not None and place.entry.kind == "place" and after > at + 1 and not named:
            return None  # "سلطات العاصمة الإثيوبية أديس أبابا", "قمة كامب ديفيد"
        end = self.name_at(at, titled=True)
        if ("head" in word.kinds or len(word.form) < _SHORTEST) and end <= at + 1:
            return None
        if end == at + 1 and "person" not in word.kinds and word.form.endswith(self.possessive):
            return None  # المقرر سريانها
        if end == at + 1 and word.article and "place" in word.kinds and "person" not in word.kinds:
            return None  # "زار الرئيس الصيني الرياض"
        if end == at + 1 and not word.kinds and word.form[0] == self.pack.lexicon.particles.conjunctions[0]:
            return None  # "مستشار الرئيس وصهره"
        if end == at + 1 and not word.kinds and word.form.startswith(self.pack.imperfect) and end < self.size and not forms[end].mark:
            return None  # "متحدث باسم الوزارة يوبخ": rather a verb
        if end == at + 1 and word.article and word.form[-1] in self.pack.feminine and "person" not in word.kinds:
            return None  # an adjective that the lexicon lacks rather than a name
        return (at, end) if end > at else None

    def _past_gloss(self, at: int) -> tuple[int, int] | None:
        """The name behind brackets with another name of what an office is of: "المتحدث باسم وزارة الدفاع (البنتاغون) آدم ستامب"."""
        closing = next((k for k in range(at + 2, min(at + _GLOSS, self.size)) if self.forms[k].mark == ")"), self.size)
        end = self.name_at(closing + 1, titled=True) if closing + 1 < self.size else closing
        return (closing + 1, end) if end > closing + 2 and not self._sense_front(closing + 1) else None

    def _past_nationality(self, at: int) -> int:
        """Past a nationality set off before a name of several words: "الوزير الأول، الجزائري، عبد المالك سلال"; else `at`."""
        name = at + 1
        if name < self.size and self.forms[name].mark and self.forms[name].mark in self.pack.marks.comma:
            name += 1
        return name if name < self.size and self._nationality(at) and self.name_at(name, titled=True) > name + 2 else at

    def _past_titles(self, at: int) -> int:
        """The token after the titles that begin here."""
        while at < self.size and (title := self._title(at)) is not None and title[1] != "prayer":
            at = title[0]
        return at

    def _listed(self, at: int) -> tuple[int, int] | None:
        """The name behind a colon in a list, "وزير العدل: غازي الجريبي" at the end of a line or before the next office; a speaker has more to say."""
        end = self.name_at(at, titled=True) if at < self.size else at
        if end < at + 2 or self.name_at(at, titled=False) != end:
            return None
        rest = self.forms[end : end + 4]
        closed = not rest or rest[0].mark or any("head" in word.kinds and not word.article for word in rest)
        return (at, end) if closed else None

    def _sense_front(self, at: int) -> bool:
        word = self.forms[at]
        sense = word.by.get("name") or word.by.get("person")
        return sense is not None and bool(sense.conjunction or sense.preposition)

    def _royal_name(self, at: int) -> int:
        """The token after the name of a king or prince: his own, with his fathers': "الملك عبد الله بن عبد العزيز"."""
        sons = self.pack.sets["names.sons"]
        while at < self.size and self.forms[at].naming:
            at += 2 if self.forms[at].form in self.openers and at + 1 < self.size else 1
            if at >= self.size or self.forms[at].form not in sons:
                break
            at += 1
        return at

    def _son(self, at: int) -> bool:
        """Is this a word of names right before "son of"?"""
        following = self.forms[at + 1].form if at + 1 < self.size else ""
        word = self.forms[at]
        nation = word.article and "nation" in word.kinds  # "نظيره التركي بن علي يلدرم"
        return following in self.pack.sets["names.sons"] and "name" in word.kinds and not nation

    def _first_name(self, at: int) -> bool:
        """Is a nationality a first name here, for its father's or family's name follows: "الأمير تركي بن فهد", "تركي الدهمش"?"""
        word = self.forms[at]
        following = self.forms[at + 1] if at + 1 < self.size else None
        if "name" not in word.kinds or word.article or following is None:
            return False
        return following.form in self.links or (following.naming > 0 and not following.common and not following.kinds - {"name", "person"})

    def _bare(self, at: int) -> bool:
        """Nothing is attached to the front of this word."""
        word = self.forms[at]
        sense = word.by.get("head") or word.by.get("title")
        if sense is None:  # وصاحب السمو
            titles = (p.sense for p in self._phrases(at) if p.sense.entry.kind == "title" and self._follows(at + 1, p.rest))
            sense = next(titles, None)
        return sense is None or not (sense.conjunction or sense.preposition)

    def _begins_name(self, at: int) -> bool:
        if at >= self.size or not self._bare(at):
            return False
        title = self._title(at)
        if title is not None and title[1] != "prayer" and not ("head" in self.forms[at].kinds and title[1] == "noble"):
            return True
        if self._sense_front(at) or self.forms[at].article:
            return False
        end = self.name_at(at, titled=True)
        return end > at + 1 or (end > at and self.known(at)[0] is not None)

    def _articled_name(self, at: int) -> bool:
        """Is an articled word a first name, as in the Maghreb, for more of a name follows: "الهادي بوعوني"?"""
        if "names.articled" not in self.forms[at].sets or at + 1 >= self.size:
            return False
        return "names.sons" in self.forms[at + 1].sets or self._of_a_name(at + 1)

    def _of_a_name(self, at: int) -> bool:
        """Is a word a name, and with nothing attached to it no ordinary word or verb?"""
        word = self.forms[at]
        return word.naming > 0 and not (word.common or word.conjunction or word.preposition or word.verbs)

    def _of_god(self, at: int) -> bool:
        """Does a first name of two words begin here: "غرم الله"?"""
        following = self.forms[at + 1].form if at + 1 < self.size else ""
        return "names.of_god" in self.forms[at].sets and following in self.pack.sets["speech.prayed"]

    def _skip_prayer(self, at: int) -> int:
        """Past "حفظه الله" with its dashes or brackets."""
        start = at
        if at < self.size and self.forms[at].mark in _DASHES:
            at += 1
        moved = at
        while moved < self.size and (title := self._title(moved)) is not None and title[1] == "prayer":
            moved = title[0]
        if moved == at:
            return start
        if moved < self.size and self.forms[moved].mark in _DASHES:
            moved += 1
        return moved
