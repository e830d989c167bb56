"""What opens the words spoken: "that", a colon, a quotation, a preposition of the verb, or its object."""

from __future__ import annotations

from typing import Final

from qanat.read.around import AUTHORS, NEAR, WHEN, Cue, blamed
from qanat.read.bracketed import Bracketed, Search
from qanat.read.cast import PEOPLE, Mention
from qanat.read.syntax import asks_somebody
from qanat.text.tense import of_us, tense_of

_SHORT: Final = 5  # tokens of a quotation, its marks included, that may be a mere name
_BEGUN: Final = 12  # ... with which a clause may begin
_LINE: Final = 7  # tokens of a sentence that is said with no mark before it
_AFFILIATION: Final = 18  # ... and the same preposition again, before what he says
_WINDOW: Final = 45  # tokens between a cue and the words spoken
_NO_PREPOSITIONS: Final = frozenset(("that", "colon", "quote", "object", "stance", "question"))


class Opening(Bracketed):
    """Finds the opener of the cues of one text."""

    def _open(self, cue: Cue, takes: tuple[str, ...], end: int) -> bool:
        """Set opener and start: the first "that", colon, quotation or preposition of the verb, else an object near its subject."""
        prepositions, what = self._taken(takes)
        search = Search(
            cue,
            takes,
            prepositions,
            what,
            min(cue.end + _WINDOW, max(end, cue.end)),
            subject=not cue.finite
            or (self._subject_before(cue) and not self._named_behind(cue))
            or self._in_a_speech(cue)
            or (bool(cue.sense.pronoun) and not cue.sense.entry.row.naming),
            close=cue.sense.entry.row.close and cue.tense != "participle" and not self._subject_at_once(cue),
        )
        if self._opens_with_quotation(cue) and self._quoted_before(cue):
            return True
        k = self._past_most(cue.end)
        if cue.tense == "noun" and cue.carrier < 0 and not (cue.sense.pronoun or cue.sense.article) and (speaker := self.cast.at(k)) is not None:
            k = speaker.end  # "إعلان الحكومة سيطرتها على"
        while k < search.stop and not search.over:
            if self.forms[k].mark:
                k = self._at_mark(k, search)
            elif self._at_opener(k, search):
                return True
            elif (mention := self.cast.at(k)) is not None and mention.first == k:
                k = self._at_mention(k, mention, search)
            else:
                k = self._at_word(k, search)
            if search.found:
                return True
        if (search.doubtful is None or search.doubtful[0] == "object") and self._quoted_before(cue):
            return True
        if search.doubtful is None and search.behind > cue.end and not self.forms[search.behind].speaks:
            return self._begin(cue, "that" if self.forms[search.behind].form in self.that else "object", search.behind)  # "معتبرا إياه غير قانوني"
        if search.doubtful is None:
            return cue.sense.entry.row.plain and self._said_plainly(cue, end)
        return self._begin(cue, *search.doubtful)

    def _named_behind(self, cue: Cue) -> bool:
        """ "الأمر الذي اعتبره الجانب الفلسطيني سابقة": somebody right behind a verb whose pronoun is what he calls so."""
        mention = self.cast.at(cue.end) if cue.sense.pronoun and "object" in cue.sense.entry.row.naming else None
        return mention is not None and mention.first == cue.end and not mention.preposition and mention.kind in AUTHORS

    def _taken(self, takes: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
        """The prepositions among what a verb takes, and each with "what" behind it: بما."""
        if (found := self.pack.taken.get(takes)) is None:
            prepositions = self.pack.words(tuple(t for t in takes if t not in _NO_PREPOSITIONS))
            about = self.pack.sets["speech.about_what"] if not prepositions.isdisjoint(self.pack.sets["speech.from"]) else frozenset()  # عما إذا
            about = about | (self.pack.sets["speech.question"] if "question" in takes else frozenset())
            found = prepositions, about.union(p + w for p in prepositions for w in self.pack.sets["speech.what"])
            self.pack.taken[takes] = found
        return found

    def _in_a_speech(self, cue: Cue) -> bool:
        """ "ألقى كلمة هنأ فيها القيادة", "عقد مؤتمرا، أعلن خلاله عزمه": whoever speaks stands before the occasion that the verb points back to."""
        if not 0 < cue.first < cue.end < len(self.forms) or "speech.back" not in self.forms[cue.end].sets:
            return False
        before = self.forms[cue.first - 1]
        return "medium" in before.kinds or (bool(before.mark) and before.mark in self.pack.marks.comma)

    def _said_plainly(self, cue: Cue, end: int) -> bool:
        """Do the words spoken follow the subject with no mark at all? "وقال الوزير نحن نعمل على"."""
        mention = self.cast.at(cue.end)
        start = self.past_aside(mention.end, end) if mention is not None else cue.end  # "لـ«سبق»"
        if mention is None or mention.kind not in PEOPLE or mention.preposition or end - start < _LINE or any(w.mark for w in self.forms[start : start + NEAR]):
            return False
        word = self.forms[start]
        return word.form not in self.prepositions and not (word.preposition or word.kinds & WHEN) and self._begin(cue, "plain", start)

    def _at_mark(self, k: int, search: Search) -> int:
        word, takes, marks = self.forms[k], search.takes, self.pack.marks
        if word.mark in marks.colon and "colon" in takes and not self._clock(k):
            between = search.close and self.forms[search.cue.first].form in self.function  # "في اتصال بين الأمير والرئيس: …"
            search.found = not between and self._begin(search.cue, "colon", k + 1)
            search.over = True
        elif k == search.cue.end and self._named_in_marks(k, takes):
            search.subject = True  # "واتهمت «الحركة – قطاع الشمال»، من جانبها، الخرطوم"
            return self.quote_at[k]
        elif k in self.quote_at and k > search.cue.end and (past := self._past_carrier(k, search.cue)) > k:
            return past
        elif k in self.quote_at and ("quote" in takes or "object" in takes) and not self._quoted_name(k):
            if self.quote_at[k] - k <= _SHORT:
                search.doubtful = search.doubtful or ("quote", k)
                return self.quote_at[k]
            if search.doubtful is not None and any(w.mark and w.mark in marks.comma for w in self.forms[search.doubtful[1] : k]):
                search.over = True  # "أكد امتلاكه صورا، وهو ما اعتبره الوزير «هراء»"
                return k + 1
            search.found = self._begin(search.cue, "quote", k)
            search.over = True
        elif k in self.quote_at and k and "speech.of" in self.forms[k - 1].sets:
            return self.quote_at[k]  # "كشف مصدر لـ«الحياة»، طلب عدم ذكر اسمه، أن"
        elif word.mark == "\n":
            search.over = True
        elif word.mark in marks.comma and (past := self._past_withheld(k, search.stop)) > k:
            return past
        elif word.mark in marks.comma and (past := self._past_bracket(k, search)) > k:
            search.aside = search.bracketed = True
            if self._object_opens(past, search):
                search.doubtful = search.doubtful or ("object", past)
            return past
        elif word.mark in marks.comma:
            aside = search.near and k + 1 < search.stop and (self.says_when(k + 1) or self.past_aside(k + 1, search.stop) > k + 1)
            if not (aside or search.bracketed or (search.near and self._closes_apposition(k))):
                search.near = not search.near or "that" not in takes  # an apposition begins, or has ended
            search.bracketed = aside
            if search.doubtful is None and "object" in takes and search.subject and not aside and self._object_set_off(k + 1, search):
                search.doubtful = ("object", k + 1)
            search.over = k + 1 < search.stop and self.participle_cue(k + 1) and ("object" in takes or self._speaks_on(k + 1))
        return k + 1

    def _named_in_marks(self, at: int, takes: tuple[str, ...]) -> bool:
        """Right behind a verb that quotes nobody, marks with which a body's name begins: whoever does it."""
        mention = self.cast.at(at + 1) if at in self.quote_at and "quote" not in takes and "that" not in takes else None
        return mention is not None and mention.first == at + 1 and mention.kind in ("body", "group") and self.quote_at[at] - at < _BEGUN

    def _speaks_on(self, at: int) -> bool:
        """ "، قائلة إن": what a participle takes follows it at once, and is not what the verb before says."""
        sense = self.forms[at].by.get("speech")
        return sense is not None and self._takes_at_once(at, sense)

    def _at_opener(self, k: int, search: Search) -> bool:
        """Do the words spoken begin here for certain?"""
        word, cue = self.forms[k], search.cue
        if word.form in search.prepositions:
            if search.doubtful == ("object", k - 1) and search.takes_clause and self._possessed(k - 1):
                search.found = self._begin(cue, "object", k - 1)
                return search.found  # "أعلنت الحركة مسؤوليتها عن"
            if "speech.replying" in self.forms[k - 1].sets or self._held_by_noun(k):
                return False
            if self.cast.at(k) is None and not (self._set_phrase(k) or self._affiliated(k, search)):
                return self._begin(cue, word.form, k + 1, k)
        if word.form in search.what:
            return self._begin(cue, word.form, k)
        if search.takes_clause and word.closed and "speech.lest" in word.sets and self._lest(k):
            return self._begin(cue, "that", k)
        if not word.closed or (word.form not in self.that and word.form not in self.that_pronoun):
            return False
        before = self.forms[k - 1].form
        if k - 1 > cue.first and self._names_it(k - 1):
            return False  # "في ختام محادثات وصفها بأنها صعبة، أن"
        behind = self.forms[min(k + 1, len(self.forms) - 1)]
        adverb = "contacts.from" in self.forms[k - 2].sets and tense_of(behind, self.pack) != "present"  # "قال من قبل إن"
        if (before in self.pack.sets["speech.unless"] and not adverb) or (search.doubtful is not None and before in self.pack.sets["offices.joins"]):
            return False  # "أكد صحة ما ذكر من أن": inside the object
        if search.doubtful is not None and search.doubtful[0] == "object" and any(self._a_verb(j) for j in range(search.doubtful[1] + 1, k)):
            return False  # "رفض دخول البعثة وكان مقررا أن"
        if search.takes_clause or any(word.form.startswith(p) for p in search.prepositions):
            return self._begin(cue, "that", k + 1 if word.form in self.that else k)
        return False

    def _a_verb(self, at: int) -> bool:
        """Is this token a verb of the past, as far as tables or its letters tell, or "but she": "تنفي إيران التدخل لكنها تقول إن"?"""
        word = self.forms[at]
        return self.cast.at(at) is None and (("contacts.was" in word.sets or "speech.but" in word.sets) or tense_of(word, self.pack) == "past")

    def _affiliated(self, k: int, search: Search) -> bool:
        """ "أعرب النائب فلان عن الكتلة، في تصريح، عن أمله": of whom he is, before the same preposition of what he says."""
        mention = self.cast.at(k + 1)
        if not search.subject or mention is None or mention.first != k + 1 or mention.kind in PEOPLE:
            return False
        form = self.forms[k].form
        for word in self.forms[mention.end : min(k + _AFFILIATION, search.stop)]:
            if word.form == form:
                return True
            if word.verbs or word.form in self.that or (word.mark and word.mark in self.pack.marks.sentence_end):
                return False
        return False

    def _at_mention(self, k: int, mention: Mention, search: Search) -> int:
        """Somebody is named: the subject, an object, or whom a preposition of the verb names."""
        cue = search.cue
        if mention.kind == "body" and k > cue.end and (past := self._past_carrier(k, cue)) > k:
            return past
        taken = mention.preposition in search.prepositions
        if search.subject and ((taken and self._that_follows(k, mention.preposition, search)) or self._of_place(k, mention)):
            return mention.end
        if mention.preposition and taken and (search.subject or cue.sense.conjunction):
            search.found = self._begin(cue, mention.preposition, k)
            search.over = True
        elif not mention.preposition and not self._governed(k):
            if mention.kind == "nation" and k > cue.end and mention.number != "p" and (self.forms[k - 1].article or self.cast.at(k - 1) is not None):
                return mention.end  # "مقاتلون من القوقاز الروسي مبايعة التنظيم"
            named = self.cast.at(mention.end) if mention.kind == "nation" and k == cue.end and mention.number != "p" else None
            if named is not None and named.kind == "name" and not (named.preposition or named.conjunction):
                return mention.end  # "أعلن الإسباني فلان انسحابه"
            if mention.kind == "name" and search.spoke == "office" and not mention.conjunction and "head" not in self.forms[k].kinds:
                return mention.end  # "أوضح رئيس اللجنة أ. د. عبدالله الحربش": his name
            oblique = mention.number == "p" and self.forms[k].form.endswith(self.pack.oblique) and bool(cue.sense.conjunction)
            joined = mention.conjunction and search.spoke  # "مصادر ومراقبون"
            if (
                search.takes_object
                and search.near
                and not joined
                and (search.subject or oblique or self._unlike(cue, mention) or blamed(cue, mention, self.forms, self.pack) or self._accused_of(cue, mention))
            ):
                search.doubtful = search.doubtful or ("object", k)
            search.subject, search.spoke = True, search.spoke or mention.kind
            unnamed = self._indefinite(mention)
            search.aside, search.unnamed = search.aside or unnamed, search.unnamed or unnamed
        if k == cue.end and "medium" in self.forms[k].kinds and mention.end < search.stop:
            after = self.forms[mention.end]
            if after.form in search.prepositions or after.preposition in search.prepositions:
                return mention.end  # "شدد المؤتمر على", "أوصى المؤتمر بإنشاء"
            end = mention.end + ("speech.published" in after.sets)
            return self.past_aside(end, search.stop)  # "أفصح بيان صدر عن الجامعة عن"
        return mention.end

    def _of_place(self, k: int, mention: Mention) -> bool:
        """ "وجهت الشؤون الصحية بمكة بتشكيل لجنة", "وأفاد مصدر بمكة أن": where the subject is, before the same preposition of what it says or "that"."""
        after = self.forms[mention.end] if mention.end < len(self.forms) else None
        if after is None or not mention.preposition or mention.kind not in ("place", "city"):
            return False
        return after.form in self.that or (self.cast.at(k - 1) is not None and after.preposition == mention.preposition and not after.article)

    def _accused_of(self, cue: Cue, mention: Mention) -> bool:
        """ "واتهمت الحركة بخرق الهدنة": of what somebody is accused stands right behind him."""
        following = self.forms[mention.end] if mention.end < len(self.forms) else None
        row = cue.sense.entry.row
        alone = row.takes == ("object",) and bool(cue.sense.conjunction) and mention.first == cue.end
        named = self.cast.at(mention.end) is not None  # "وحمل مصدر بوزارة الخارجية النظام المسؤولية"
        how = following is not None and "speech.manner" in following.sets  # "وأدان الرئيس بشدة الاعتداء"
        pointed = following is not None and following.form[1:] in self.pack.sets["contacts.this"]  # "وهنأ أهالي المدينة بهذه المناسبة"
        attached = following is not None and bool(following.preposition) and (following.common if row.act == "accuse" else pointed and row.act == "support")
        return alone and attached and not (named or how)

    def _at_word(self, k: int, search: Search) -> int:
        word, cue = self.forms[k], search.cue
        spoken = search.spoke and word.speaks and self.cast.at(k - 1) is not None  # "مسؤول طلب عدم ذكر اسمه"
        withholds = spoken or (word.closed and "contacts.who" in word.sets)
        if withholds and (past := self._past_anonymity(k, search.stop)) > k:
            return past
        if word.closed and "speech.by_saying" in word.sets:
            search.near = True
            return k + 1
        attended = word.closed and search.near and "speech.attended" in word.sets
        if attended and cue.sense.entry.row.act == "support" and self.cast.at(k - 1) is not None:
            search.found = search.subject and not search.prepositions.isdisjoint(word.form[0]) and self._begin(cue, word.form[0], k)
            return k + 1  # "أشاد الوزير بحضور الشباب"
        if self.in_manner(word):
            return k + 1  # "أدانت بشدة التفجير"
        if k == cue.end and "speech.him" in word.sets and k + 1 < search.stop and not self.forms[k + 1].conjunction and not self.forms[k + 1].preposition:
            search.behind = k + 1  # "داعيا إياهم إلى", "معتبرا إياه خطوة"; "واصفا إياه بالبطل" is one phrase
            return k + 1
        each = word.closed and "speech.each" in word.sets and k + 2 < search.stop and "contacts.from" in self.forms[k + 1].sets
        if each and self.cast.at(k + 2) is not None:
            return k + 2  # "رفض كل من الرئيس والحكومة القرار"
        if self._absolute(word, cue):
            return k + 1 + (k + 1 < search.stop and self.forms[k + 1].form.endswith(self.pack.accusative))  # "نفى نفيا قاطعا أن"
        if search.doubtful is not None and search.doubtful[0] == "object" and search.subject and "speech.told_of" in word.sets:
            if (past := self._past_asked(k, search)) > k:
                return past
            search.over = True  # "استنكر المجلس التصريحات التي ادعى فيها بأن"
            return k + 1
        if search.near and "quote" in search.takes and self._own_words(k, search):
            search.found = self._begin(cue, "plain", k)
            search.over = True
        elif self._attached(k, search):
            search.found = self._begin(cue, word.preposition, k)
            search.over = True
        elif self._may_be_stance(search) and self._stance(k, article="stance" in search.takes):
            search.found = self._begin(cue, "object", k)
            search.over = True
        elif k == search.behind and not cue.finite and search.may_have_object and self._bare_noun(k):
            search.found = self._begin(cue, "object", k)  # "مبديا تحفظا"
            search.over = True
        elif (cue.sense.entry.row.close or not (search.takes_clause or search.takes_object)) and k > cue.end and self.participle_cue(k) and self._speaks_on(k):
            search.over = True  # "علق الوزير قائلا إن", "قطعت دول العلاقات، مضيفا أن"
        elif self._other_cue(k):
            if search.takes_object and search.near and search.subject and search.doubtful is None and not word.conjunction and k > cue.end:
                search.doubtful = ("object", k)  # a verbal noun that looks like a verb: أعلنت رفضها
            search.over = True
        elif self._begins_object(k, search):
            search.found = self._begin(cue, "object", k)
            search.over = True
        else:
            return self._past_word(k, search)
        return k + 1

    def _own_words(self, k: int, search: Search) -> bool:
        """Do the speaker's own words begin with no mark: "وأضاف الوزير نحن نعمل", "وقال سنعود"?"""
        word = self.forms[k]
        ours = "speech.first_words" in word.sets or (word.form.startswith(self.pack.we_will) and not (word.kinds or word.common))
        if not ours and (k == search.cue.end or self.cast.at(k - 1) is not None):
            ours = "speech.begins_words" in word.sets or of_us(word, self.pack)
        return ours and (search.subject or bool(search.cue.sense.conjunction)) and "contacts.who" not in self.forms[k - 1].sets

    def _may_be_stance(self, search: Search) -> bool:
        """May the words spoken begin with a noun of what one stands for? Not behind another object, "انتقد الرئيس نظيره لحضوره مسيرة تضامن"."""
        if search.doubtful is not None and not search.near:
            return False
        return search.may_have_object or ("stance" in search.takes and (search.subject or bool(search.cue.sense.conjunction)))

    def _begins_object(self, k: int, search: Search) -> bool:
        """ "ما", "كل" and the like, which begin an object though they are function words."""
        form = self.forms[k].form
        if search.subject and search.cue.sense.pronoun and search.cue.sense.entry.row.naming and form in self.pack.sets["speech.lacking"]:
            return search.near and search.doubtful is None  # "اعتبرتها الحكومة غير دستورية"
        if search.doubtful is not None or not search.may_have_object or form not in self.pack.sets["speech.object"] or self._this_speaker(k):
            return False
        if form in self.pack.sets["contacts.this"] and not search.subject and self.cast.at(k + 1) is not None:
            return False  # "أكد ذلك رئيس الغرفة"
        return search.near or (bool(self.forms[k - 1].mark) and form in self.pack.sets["speech.what"])

    def _past_word(self, k: int, search: Search) -> int:
        """Past an aside or a word that opens nothing for certain; an object may begin with it."""
        word, takes, cue = self.forms[k], search.takes, search.cue
        past = self.past_aside(k, search.stop) if not search.close and self.cast.at(k) is None else k
        if past > k:
            search.aside = True
            closes = past + 1 < search.stop and self._closes_document(k, past) and not asks_somebody(cue.sense)
            if search.doubtful is None and closes and self._object_opens(past + 1, search):
                search.doubtful = ("object", past + 1)  # "أعلن الجيش في بيان بثه التلفزيون، السيطرة على المطار"
            return past
        if "speech.without" in word.sets and k + 2 < search.stop and self.forms[k + 1].form in self.that:
            search.aside = True
            return k + 3  # "دون أن يذكر اسما"
        if "count" in word.kinds and (day := self._counted_day(k)) < search.stop and "relative" in self.forms[day].kinds:
            return day + 1
        light = "speech.light" in word.sets
        if word.form in self.function and word.kinds.isdisjoint(WHEN):
            denied = "contacts.negations" in word.sets and search.takes == ("stance",)  # "ضمن المصافحين وفلان لا يمثل موقف"
            search.over = (search.close and not light) or denied
            search.near = search.near and light
        elif search.close and cue.sense.conjunction == "" and self.forms[cue.first].form in self.function and not word.kinds & WHEN:
            search.over = True  # "رأب الصدع بين الأشقاء مبينة أن"
        elif search.may_have_object and search.near and search.doubtful is None and self._object_at(k, search):
            search.doubtful = ("object", k)
            before = takes[: takes.index("object")]
            first = bool(search.prepositions) and search.prepositions.isdisjoint(map(self.pack.folding.of_row, before))  # the object comes first
            named = search.spoke and self.cast.at(k - 1) is not None and not (word.article or word.form.endswith(self.pack.accusative))
            restated = "speech.restated" in word.sets  # "جدد التأكيد على أهمية التهدئة، خاصة أن"
            search.over = (
                first or bool(named) or restated or (k == cue.end and not cue.finite)
            )  # "أكد الوزير خطورة ما يبنى على", "مؤكدا الحاجة إلى قرار يقوم على"
        return k + 1

    def _object_at(self, k: int, search: Search) -> bool:
        objects = search.cue.sense.entry.row.objects
        if objects:
            return not self.pack.words(objects).isdisjoint((self.forms[k].form, self.forms[k].stem))  # "أصدرت محكمة مصرية الأسبوع الماضي حكما"
        needs = search.cue.sense.entry.row.needs
        if needs and search.cue.sense.pronoun and self.forms[k].form in self.pack.words(needs):
            return True  # "وحملها مسؤولية"
        if search.cue.sense.pronoun and search.cue.sense.entry.row.naming and self.forms[k].common and self.forms[k].form.endswith(self.pack.accusative):
            return True  # "خطوة اعتبرها مراقبون تنازلا"
        return self.object_after_aside(k) if search.aside else self._object_here(k, words=search.cue.sense.entry.row.act != "say")

    def _begin(self, cue: Cue, opener: str, start: int, preposition: int | None = None) -> bool:
        """Set the start, past "that" and into quotation marks."""
        cue.opener = opener
        size = len(self.forms)
        while start < size:
            word = self.forms[start]
            that = word.form in self.that and (opener in ("colon", "that") or preposition is not None)
            if that or (word.mark and word.mark in self.pack.marks.colon):
                start += 1
            elif start in self.quote_at:
                cue.quoted = not self.goes_on(start)
                start += cue.quoted
                break
            elif word.mark == "\n" or (word.mark and word.mark in self.pack.marks.comma):
                start += 1
            else:
                break
        cue.start = self._past_addressee(start, cue)
        return cue.start < size

    def goes_on(self, at: int) -> bool:
        """A quotation of few words with which a clause begins: قال إن "القوى السوداء" تنشر …"""
        closing = self.quote_at[at]
        if closing - at > _BEGUN or closing >= len(self.forms):
            return False
        following = self.forms[closing]
        if following.speaks and closing - at > _SHORT:
            return False
        return not following.mark and "according" not in following.kinds and following.form not in self.breaks
