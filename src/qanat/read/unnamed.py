"""Speakers who bear neither name nor office, known by standing right after a verb of saying."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import BodyNoun
from qanat.packs.word import Sense
from qanat.read.found import Found
from qanat.read.posts import Office
from qanat.read.speaker_words import DOCUMENTS, NAMED, ORDINARY, PERSONS, SHORT_NAME, UNTIL_SPOKEN, SpeakerWords
from qanat.read.syntax import SPEECH, TIMES, called_so, finite, holds_genitive
from qanat.text.tense import of_us

_NAMES: Final = 3  # words of an unknown name
_FIRST_NAMES: Final = frozenset(("name", "nation", "place", "common"))  # kinds of a word of a place with which a name may begin
_NAME_OR_VERB: Final = frozenset(("name", "speech"))
_REFUSES: Final = ("reject", "request")  # acts by which a speaker keeps his name to himself
_SPEAKER: Final = 5  # tokens of such a speaker


class Unnamed(SpeakerWords):
    """Reads the speaker after a verb of saying, where words spoken follow."""

    def _unnamed_speaker(self, at: int) -> Found | None:
        """Whoever else speaks: "وردد المتظاهرون", "كشفت وثائق مسربة أن", "أكد الصحفي جمال ناصر": the noun right after a verb of saying,
        when words spoken follow.
        """
        word = self.forms[at]
        verb = self._saying(at)
        if verb is None or verb.entry.form[0] == "jussive" or verb.entry.form[2] != "s":
            return None
        if verb.entry.row.act in _REFUSES and self._past_hidden(at - 1) > at:
            return None  # "رفض الكشف عن اسمه"
        before = self.forms[at - 2] if at > 1 and "speech.nouns" in self.forms[at - 1].sets else None
        if before is not None and not before.article and ("head" in before.kinds or holds_genitive(before, self.pack)):
            return None  # "أستاذ علم البيئة"
        if verb.pronoun:  # "خطوة اعتبرها مراقبون تنازلا"
            called = bool(verb.entry.row.naming) and self._people(word)
            return self._source(at, at + 1, verb) if called else None
        if "speech.latest" in word.sets and at + 2 < self.size and self._that(at + 2) and self.forms[at + 1].kinds in DOCUMENTS:
            return self._source(at + 1, at + 2, verb)  # "كشفت أحدث دراسة أن"
        silent = "speech.drawn" in word.sets or "speech.no_voice" in word.stem_sets
        if silent or called_so(at + 1, verb, self.forms, self.pack) or of_us(word, self.pack):
            return None  # "ووصف الهجوم بأنه"
        if word.form[0] in self.pack.lexicon.particles.conjunctions and word.form[1:] in self.function:
            return None  # "ويقول وهو يجلس"
        if "contacts.this" in word.sets and at + 2 < self.size:
            end = self._past_articled(at + 1)
            return self._source(at + 1, end, verb) if at + 1 < end < self.size and self._that(end) else None  # "وأكدت تلك الدول أن", "هذه الدول الثلاث"
        if (end := self._of_many(at)) > at and self._complement(end, verb, verb.entry.row.takes, objects="that" in verb.entry.row.takes, all_of=True):
            return self._source(at, end, verb)
        prayed = self.pack.sets["speech.prayed"]
        if word.form in prayed or (at + 1 < self.size and self.forms[at + 1].form in prayed):
            return None  # "دعا الله", "قال صلى الله عليه وسلم"
        takes = verb.entry.row.takes
        counted = (word.number or "count" in word.kinds) and verb.entry.form[0] == "past"  # not the headline "الوزارة تدعو 40 متقدمة"
        if "speech.some" in word.sets or counted:
            return self._some(at, verb)
        if word.mark:
            return self._quoted_speaker(at, verb)
        if not self._held_plural(at) and (name := self._unknown_name(at, verb)) > at:
            return self._named(at, at, name, [], "")
        office = any("head" in after.kinds for after in self.forms[at + 1 : at + 4])  # "قال أسامة الصغير، الناطق باسم": see `_name_before`
        if office and not word.article and "name" in word.kinds and at + 1 < self.size and "name" in self.forms[at + 1].kinds:
            return None  # "قال كمال منصور، القيادي في": both are words as well
        naming = len(word.form) > SHORT_NAME and (self._a_name(word) or ("name" in word.kinds and "object" not in takes and not word.preposition))
        plain = naming and not (word.common or office or "medium" in word.kinds)
        if plain and word.form not in self.function and self._speaks(at + 1, takes, at_once="object" in takes, quote=True):
            end = self.name_at(at, titled=True)
            return self._named(at, at, at + 1 if self._that(end - 1) else max(end, at + 1), [], "")  # "وقال منصور إن", "وقال منصور الزبدي إن"
        if (end := self._of_somebody_else(at)) > at and self._complement(end, verb, takes, objects=True, all_of=True):
            return self._source(at, end, verb)
        people = self._people(word) or self._held_plural(at)
        if not (people or self._ordinary(word)) or not self._agrees(verb, word):
            return None
        if verb.entry.row.close and not (people or word.article or self._calling(word)):
            return None
        closed, end = word.article, at + 1
        while end < min(at + _SPEAKER, self.size):
            following = self.forms[end]
            if people and self._people(following):
                end += 1
                continue  # جمهوريون بارزون
            if not (self._ordinary(following) or "nation" in following.kinds) or (closed and not following.article) or self._a_name(following):
                break
            if ("medium" in word.kinds and "speech.published" in following.sets) or self._articled_name(end):
                break  # "تقرير نشر أمس", "الإعلامي الطاهر بن حسين"
            if people and not closed and following.article and word.form.endswith(self.pack.lexicon.particles.sound):
                break  # "اتهم معارضون الرئيس": it holds no genitive
            if closed and "object" in takes and self._decided(word, following):
                break
            described = following.form.endswith((*self.pack.persons, *self.nominative)) or "offices.adjectives" in following.sets
            if people and closed and "object" in takes and word.form.endswith(self.nominative) and not described:
                break  # "انتقد الجمهوريون الاتفاق"
            if closed and not word.article and self._calling(word) and not ("nation" in following.kinds or following.form.endswith(self.describing)):
                break  # "والد الرهينة السلطات"
            if not closed and "object" in takes and not following.article and self._gender(following) != self._gender(word):
                break  # "أكد خبير ضرورة …"
            if not closed and end > at + 1 and following.article and self.forms[end - 1].form.endswith(self.describing):
                break  # "اتهمت منظمة دولية الجيش"
            closed = closed or following.article
            end += 1
        calling = self._calling(word)
        if calling and not closed and end < self.size and self._a_name(self.forms[end]):
            end, closed = max(self.name_at(end, titled=False), end + 1), True  # "والدة محمد الدرة"
        name = self.name_at(end, titled=True) if word.article else end
        if name < end + 2 and word.article:
            name = self._called_by(end)
        if name > end + 1:
            found = self._named(at, end, name, [], "")
            found.country = next((self.forms[k].by["nation"].entry.row.id for k in range(at, end) if "nation" in self.forms[k].kinds), "")
            return found
        if word.article and (after := self._named_later(end)) is not None:
            return self._named(at, *after, [], "")
        behind = self.forms[end] if end < self.size else None
        function = behind is not None and behind.form in self.function and "speech.object" not in behind.sets
        plain = behind is not None and not (behind.mark or behind.conjunction or function)
        if people and not verb.entry.row.close and (plain or word.form.endswith(self.nominative)):
            return self._source(at, end, verb)
        if end < self.size and self._a_name(self.forms[end]):
            return None
        if end < self.size and "object" in takes and self._expressed(self.forms[end], verb):
            return self._source(at, end, verb)
        described = "noun" in word.kinds and at + 1 < end < self.size  # "منظمة دولية"
        described = described and (bool(self.forms[end].kinds & NAMED) or self.forms[end - 1].form.endswith(self.describing))
        if "noun" in word.kinds and not word.article and (place := self._in_a_place(end)) > end:
            described, end = True, place  # "محكمة في طرابلس"
        published = "medium" in word.kinds and end < self.size and "speech.published" in self.forms[end].sets  # "دراسة نشرت في … عن"
        public = people or self._public(word) or described or published
        held = calling and not word.article  # "والد الرهينة", but "كرر الحارس خطأه"
        all_of = public or held
        second = self.forms[at + 1] if held and not closed and end > at + 1 else None  # "كشفت سيدة فرنسية عن", "حذر منتج إعلامي من"
        one = second is not None and ("nation" in second.kinds or second.form.endswith(self.describing))
        objects = all_of and not (one or verb.entry.row.close)
        if (public or one or (calling and closed)) and self._complement(end, verb, takes, objects=objects, all_of=all_of):
            return self._source(at, end, verb)
        at_once = ("object" in takes and word.kinds not in DOCUMENTS) or verb.entry.row.close or not (word.kinds <= ORDINARY or word.kinds in DOCUMENTS)
        return self._source(at, end, verb) if self._speaks(end, takes, at_once=at_once, quote=word.article) else None

    def _in_a_place(self, at: int) -> int:
        """The token past "in" and a known place; else `at`."""
        if at + 1 >= self.size or "contacts.place" not in self.forms[at].sets:
            return at
        sense, end = self.known(at + 1)
        return end if sense is not None and sense.entry.kind in ("place", "state") else at

    def _cited(self, at: int) -> Found | None:
        """Whoever has no name behind "according to": "بحسب المؤرخين", "حسب مراقبين", "بحسب «الفرنسية»"."""
        word, end = self.forms[at], at + 1
        if word.mark:
            end = self._closing(at, _SPEAKER)
            whole = end > at and not any(w.mark or w.form in self.function for w in self.forms[at + 1 : end])
            return self._spoken_by(at + 1, end) if whole else None
        if not self._many_persons(word):
            return None
        while end < self.size and ("nation" in self.forms[end].kinds or self.forms[end].form.endswith(self.describing)) and self._ordinary_behind(end):
            end += 1
        return self._spoken_by(at, end)

    def _ordinary_behind(self, at: int) -> bool:
        word = self.forms[at]
        return not (word.mark or word.preposition or word.conjunction or word.form in self.function) and finite(word) is None

    def _heading_speaker(self, at: int) -> Found | None:
        """The same at the head of a line before the verb: "أحزاب تدعو إلى", "رائد فضاء أمريكي يشيد ب"."""
        end = at + ("noun" in self.forms[at].kinds)  # منظمة is a participle as well
        while end < min(at + _SPEAKER, self.size) and (self._ordinary(self.forms[end]) or "nation" in self.forms[end].kinds):
            if end > at and (verb := finite(self.forms[end], SPEECH)) is not None:
                break
            end += 1
        word = self.forms[at]
        if self._people(word) and at < end < self.size and self.forms[end].mark and self.forms[end].mark in self.pack.marks.colon:
            several = self._spoken_by(at, end)  # "مراقبون: الحرب لن تنتهي"
            several.number = several.offices[0].number = "p"
            return several
        verb = finite(self.forms[end], SPEECH) if at < end < self.size else None
        if finite(word) is not None or not (self._people(word) or self._persons(word) or word.kinds & {"noun", "head"}):
            return None
        if verb is None or verb.entry.form[0] != "present" or verb.conjunction or verb.pronoun or verb.entry.row.close or verb.entry.form[3] == "passive":
            return None
        if "speech.no_voice" in word.stem_sets or not self._agrees(verb, word) or (verb.entry.form[1] == "m" and self._gender(word) == "f"):
            return None
        takes = verb.entry.row.takes
        return self._source(at, end, verb) if self._complement(end + 1, verb, takes, objects=False, all_of=True) else None

    def _heading_quoted(self, at: int) -> Found | None:
        """Who stands alone between quotation marks at the head of a line before the verb: "«الصحة» تعلن"."""
        end = self._closing(at - 1, _SPEAKER)
        verb = finite(self.forms[end + 1], SPEECH) if at < end and end + 1 < self.size else None
        if verb is None or verb.entry.form[:3] != ("present", "f", "s") or verb.conjunction or verb.pronoun or verb.entry.row.close:
            return None
        return self._source(at, end, verb) if all(word.article and self._ordinary(word) for word in self.forms[at:end]) else None

    def _told_speakers(self, at: int) -> Found | None:
        """Several before a verb in the plural behind "that" and "then": "غير أن الأطباء طلبوا", "أن الأسرى المضربين قرروا", "فإن الوسطاء قدموا"."""
        end = self._past_articled(at + 1)
        word = self.forms[at]
        persons = self._ordinary(word) or (word.kinds <= PERSONS and not (word.preposition or word.form in self.function))  # المجتمعين, but not الذين
        verb = finite(self.forms[end], SPEECH) if end < self.size and persons else None
        if verb is None or verb.conjunction or verb.pronoun or verb.entry.row.close or verb.entry.form[3] == "passive":
            return None
        return self._source(at, end, verb) if verb.entry.form[2] == "p" or self._told_speaker(at, end, verb) else None

    def _told_speaker(self, at: int, end: int, verb: Sense) -> bool:
        """The same of one body or calling: "أن المركز دعا الأطباء إلى", "لكن المدرب طالب ب"."""
        word, takes = self.forms[at], verb.entry.row.takes
        agrees = verb.entry.form[:3] in (("past", self._gender(word), "s"), ("present", self._gender(word), "s"))
        after = self.forms[end + 1] if end + 1 < self.size else None
        if after is None or not agrees or word.stem in self.pack.sets["speech.no_voice"] or not self._calling(word):
            return False
        bare = after.common and not (after.preposition or after.conjunction or after.form in self.function or after.kinds & TIMES)
        at_once = "object" in takes and bare  # "أن المجلس قرر عقد جلسة"
        return at_once or self._complement(end + 1, verb, takes, objects=True, all_of=True)

    def _had_spoken(self, at: int) -> Found | None:
        """Who stands between "was" and the verb: "كان القضاء الأمريكي قد أكد", "كانت الخطوط الجوية القطرية أعلنت أن"."""
        end = at + 1
        while end < min(at + _SPEAKER, self.size) and self.forms[end].article and self._ordinary_behind(end):
            end += 1
        verb = end + (end < self.size and "speech.done" in self.forms[end].sets)
        was = "contacts.was" in self.forms[at - 1].sets
        sense = finite(self.forms[verb], SPEECH) if was and verb < self.size and self._ordinary(self.forms[at]) else None
        if sense is None or sense.entry.form[0] != "past" or sense.conjunction or sense.pronoun or sense.entry.row.close or sense.entry.form[3] == "passive":
            return None
        feminine = self.forms[at - 1].form.endswith(self.pack.she)
        return self._source(at, end, sense) if feminine == (sense.entry.form[1] == "f") else None

    def _place_in_a_name(self, at: int) -> bool:
        """One word of a place or a people right before one that no table knows?"""
        word = self.forms[at]
        plain = not (word.article or word.preposition or word.conjunction) and word.kinds <= _FIRST_NAMES and bool(word.kinds & {"place", "nation"})
        following = self.forms[at + 1] if at + 1 < self.size else None
        if following is None or word.kinds != _NAME_OR_VERB:
            return plain and following is not None and self._known_to_none(following)
        return self._known_to_none(following) or self._a_name(following)  # "وقال دان ويلسون"

    def _unknown_name(self, at: int, verb: Sense) -> int:
        """The token after a foreign name right after the verb: "قالت كيارا مونتالدو المنسقة", "وأضافت بارتليت أن"; `at` where there is none.

        Its first word may be that of a place or a people as well, where no table knows the next one: "أكد بيش آرجيال أن".
        """
        double, takes = self._place_in_a_name(at), verb.entry.row.takes
        if not (double or self._known_to_none(self.forms[at])):
            return at
        end = at + 1
        while end < min(at + _NAMES, self.size) and (self._known_to_none(self.forms[end]) or self._a_name(self.forms[end])):
            end += 1
        after = self.forms[end] if end < self.size else None
        told = after is not None and ("speech.that" in after.sets or after.mark in self.pack.marks.colon)
        told = told or ("quote" in takes and self._closing(end, UNTIL_SPOKEN) > end + _SPEAKER)  # "قالت برادي «لن نتراجع عن ذلك»"
        company = verb.entry.form[1] == "f" and not self.forms[at].form.endswith(self.pack.lexicon.particles.pronouns)  # "وأعلنت جوجل عن"
        told = told or (after is not None and ("object" not in takes or company) and after.form in self.pack.words(takes))  # "وأشار كروج إلى"
        return end if end > at + 1 or told else at

    def _called_by(self, at: int) -> int:
        """The token after a name behind a calling with the article, which it can only be: "أكد الإعلامي برهان بسيس أن"; `at` where there is none."""
        end = at
        while end < min(at + _NAMES, self.size):
            word = self.forms[end]
            if word.mark or word.article or word.number or word.preposition or word.conjunction or word.form in self.function or finite(word) is not None:
                break
            if "speech.that_pronoun" in word.sets or word.form.endswith(self.pack.accusative) or word.kinds & TIMES:
                break
            end += 1
        if end < at + 2 or end >= self.size or not any("name" in w.kinds or self._known_to_none(w) for w in self.forms[at:end]):
            return at
        after = self.forms[end]
        told = "speech.that" in after.sets or "speech.that_pronoun" in after.sets or "contacts.who" in after.sets or bool(after.mark)
        return end if told else at

    def _quoted_speaker(self, at: int, verb: Sense) -> Found | None:
        """ "أوضحت «الخبر» أن", "قال «الصباح»: …": a name in quotation marks right after the verb."""
        end = self._closing(at, _SPEAKER)
        if end == at or end + 1 >= self.size:
            return None
        behind = self._past_when(end + 1)
        if behind >= self.size:
            return None
        after = self.forms[behind]
        spoken = "speech.that" in after.sets or "speech.that_pronoun" in after.sets or after.mark in self.pack.marks.colon
        takes = self.pack.words(verb.entry.row.takes)
        spoken = spoken or (verb.entry.form[1] == "f" and (after.form in takes or (bool(after.preposition) and after.preposition in takes)))
        plain = all(word.kinds <= ORDINARY for word in self.forms[at + 1 : end])
        return self._source(at + 1, end, verb) if spoken and plain else None

    def _some(self, at: int, verb: Sense) -> Found | None:
        """ "قال عدد من مؤيدي الرئيس إن": so many of them."""
        end = at + 1
        if self.forms[at].number and " ".join(word.form for word in self.forms[end : end + 2]) in self.pack.sets["speech.percent"]:
            end += 2  # "60 في المائة من البالغين"
        described = end + 1 < self.size and "contacts.from" in self.forms[end + 1].sets and self.forms[at].common
        large = described and not (self.forms[end].article or self.forms[end].form.endswith(self.pack.accusative))
        end += large and self._ordinary_behind(end)  # "عدد كبير من الصحافيين", but "حثت عددا كبيرا من"
        if end < self.size and "contacts.from" in self.forms[end].sets:
            end += 1
        first = end
        if end < self.size and "contacts.among" in self.forms[end].sets:
            end += 1  # "الكثير منهم"
        takes = verb.entry.row.takes
        while end < min(first + 3, self.size) and (self._ordinary(self.forms[end]) or self._among(self.forms[end]) or self._of_a_nation(end, first)):
            if end > first and "object" in takes and self.forms[end - 1].article and not self.forms[end].article:
                return self._source(at, end, verb)  # "عارض العديد من الجماهير فكرة رحيل المهاجم"
            end += 1
        if end > first + 1 and takes[:1] == ("object",) and self.forms[end - 1].article and "noun" in self.forms[end - 1].kinds:
            return self._source(at, end - 1, verb)  # "انتقد عدد من النواب الحكومة"
        told = at > 1 and "speech.just_as" in self.forms[at - 2].sets  # "…، كما لاحظ عدد من المراقبين"
        speaks = told or self._speaks(end, takes, at_once=False, quote=True)
        objects = self.forms[end - 1].article and "speech.each" not in self.forms[at].sets  # not "كل من الإمارات"
        if end == first or not (speaks or self._complement(end, verb, takes, objects=objects, all_of=True)):
            return None
        return self._source(at, end, verb)

    def _of_a_nation(self, at: int, first: int) -> bool:
        """The nationality of so many of them: "إحدى الصحف التركية"."""
        word = self.forms[at]
        return at > first and "nation" in word.kinds and word.article and self.forms[at - 1].article and not (word.conjunction or word.preposition)

    def _source(self, at: int, end: int, verb: Sense) -> Found:
        return self._spoken_by(at, end, verb.entry.form[1])

    def _spoken_by(self, at: int, end: int, gender: str = "") -> Found:
        word = self.forms[at]
        body = word.by.get("noun")
        row = BodyNoun(body.entry.row.lemma if body is not None else word.stem, "source", alone=True)  # "الأمانة" after "أمانة الأحساء"
        office = Office(at, end, row.lemma, None, "noun", row, gender, "s", definite=word.article)
        return Found(at, end, "noun", offices=[office], gender=gender)
