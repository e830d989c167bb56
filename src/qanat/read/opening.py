"""What opens the words spoken: "that", a colon, a quotation, a preposition of the verb, or its object."""

from __future__ import annotations

from dataclasses import dataclass, field

from qanat.packs import Pack
from qanat.packs.lexicon import FINITE, Sense, Word
from qanat.read.asides import Asides
from qanat.read.cast import PEOPLE, Cast, Mention
from qanat.read.syntax import finite, holds_genitive
from qanat.text.words import Words

_SHORT = 5  # tokens of a quotation, its marks included, that may be a mere name
_BEGUN = 12  # ... with which a clause may begin
_FRONT = 12  # tokens before a verb that a preposition at the head of the sentence may hold
_NEAR = 4  # tokens from the head of a sentence within which its subject begins
_SUBJECTS = ("name", "office", "group", "body")  # kinds of a mention that is a subject rather than a place
_AUTHORS = (*_SUBJECTS, "state")  # ... that may speak
_NAME_IN_MARKS = 6  # tokens of a name in quotation marks, with them
_UNKNOWN = 4  # letters past which a word that no table knows may hold a preposition
_LINE = 7  # tokens of a sentence that is said with no mark before it
_WHEN = frozenset(("weekday", "relative", "daypart", "month"))
_NAMED_AFTER = 3  # tokens behind a verb that stands after the words spoken, in which the speaker begins
_WINDOW = 45  # tokens between a cue and the words spoken
_NO_PREPOSITIONS = frozenset(("that", "colon", "quote", "object", "stance"))


@dataclass(slots=True)
class Cue:
    """One cue. `first` and `end`: its tokens; `opener`: that, colon, quote, object or a preposition; `start`, `stop`: the content's tokens."""

    first: int
    end: int
    sense: Sense
    tense: str
    opener: str = ""
    start: int = 0
    stop: int = 0
    quoted: bool = False
    relayed: int = 0  # the token after "from" in "quoted from"

    @property
    def until(self) -> int:
        """The token up to which its subject may be named."""
        return self.start if self.start >= self.end else self.end + _NAMED_AFTER

    @property
    def finite(self) -> bool:
        """A verb with a subject of its own."""
        return self.tense in FINITE


@dataclass(slots=True)
class _Search:
    """How far the search for an opener has come.

    `subject`: somebody is named who speaks, `spoke` his kind; `near`: nothing but him and asides so far; `aside`: an aside has been passed, so that an
    object must show itself, `bracketed`: one begun with a comma; `close`: only what follows at once
    counts; `doubtful`: the opener to take where no better one comes; `over`: look no further.
    """

    cue: Cue
    takes: tuple[str, ...]
    prepositions: frozenset[str]
    what: frozenset[str]
    stop: int
    subject: bool
    close: bool
    near: bool = True
    aside: bool = False
    bracketed: bool = False
    spoke: str = ""
    doubtful: tuple[str, int] | None = None
    found: bool = field(default=False)
    over: bool = False

    @property
    def may_have_object(self) -> bool:
        """The verb takes an object, and its subject has been named or is dropped."""
        return "object" in self.takes and (self.subject or bool(self.cue.sense.conjunction))


class Opening(Asides):
    """Finds the opener of the cues of one text."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        self.that = pack.sets["speech.that"]
        self.that_pronoun = pack.sets["speech.that_pronoun"]
        self.breaks = pack.sets["speech.breaks"]
        self.quote_before = {end: first for first, end in words.quotes}

    def _open(self, cue: Cue, takes: tuple[str, ...], end: int) -> bool:
        """Set opener and start: the first "that", colon, quotation or preposition of the verb, else an object near its subject."""
        prepositions = self.pack.words(tuple(t for t in takes if t not in _NO_PREPOSITIONS))
        search = _Search(
            cue,
            takes,
            prepositions,
            frozenset(p + w for p in prepositions for w in self.pack.sets["speech.what"]),  # بما
            min(cue.end + _WINDOW, max(end, cue.end)),
            subject=not cue.finite or self._subject_before(cue) or (bool(cue.sense.pronoun) and not cue.sense.entry.row.naming),
            close=cue.sense.entry.row.close and not self._subject_at_once(cue),
        )
        k = cue.end
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
        if search.doubtful is None:
            return cue.sense.entry.row.plain and self._said_plainly(cue, end)
        return self._begin(cue, *search.doubtful)

    def _quoted_before(self, cue: Cue) -> bool:
        """Do the words spoken stand before the verb? "«نحن مستعدون للحوار»، يقول الوزير"."""
        k = cue.first - 1
        while k > 0 and ((self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma) or self.forms[k].form in self.pack.sets["speech.thus"]):
            k -= 1
        start = self.quote_before.get(k + 1, -1)
        if start < 0 or k - start < _SHORT or cue.sense.conjunction or not cue.finite or "quote" not in cue.sense.entry.row.takes:
            return False
        mention = self.cast.at(cue.end)
        if mention is None or mention.preposition or mention.kind not in _AUTHORS:
            return False
        cue.opener, cue.quoted, cue.start = "quote", True, start + 1
        return True

    def _said_plainly(self, cue: Cue, end: int) -> bool:
        """Do the words spoken follow the subject with no mark at all? "وقال الوزير نحن نعمل على"."""
        mention = self.cast.at(cue.end)
        start = self.past_aside(mention.end, end) if mention is not None else cue.end  # "لـ«سبق»"
        if (
            mention is None
            or mention.kind not in PEOPLE
            or mention.preposition
            or end - start < _LINE
            or any(w.mark for w in self.forms[start : start + _NEAR])
        ):
            return False
        word = self.forms[start]
        return word.form not in self.prepositions and not (word.preposition or word.kinds & _WHEN) and self._begin(cue, "plain", start)

    def _at_mark(self, k: int, search: _Search) -> int:
        word, takes, marks = self.forms[k], search.takes, self.pack.marks
        if word.mark in marks.colon and "colon" in takes:
            search.found = self._begin(search.cue, "colon", k + 1)
            search.over = True
        elif k in self.quote_at and ("quote" in takes or "object" in takes) and not self._quoted_name(k):
            if self.quote_at[k] - k <= _SHORT:
                search.doubtful = search.doubtful or ("quote", k)
                return self.quote_at[k]
            search.found = self._begin(search.cue, "quote", k)
            search.over = True
        elif word.mark == "\n":
            search.over = True
        elif word.mark in marks.comma:
            aside = search.near and k + 1 < search.stop and self.past_aside(k + 1, search.stop) > k + 1
            if not (aside or search.bracketed):
                search.near = not search.near or "that" not in takes  # an apposition begins, or has ended
            search.bracketed = aside
            search.over = "object" in takes and k + 1 < search.stop and self._participle_cue(k + 1)
        return k + 1

    def _at_opener(self, k: int, search: _Search) -> bool:
        """Do the words spoken begin here for certain?"""
        word, cue = self.forms[k], search.cue
        if word.form in search.prepositions and self.cast.at(k) is None and not self._set_phrase(k):
            return self._begin(cue, word.form, k + 1, k)
        if word.form in search.what:
            return self._begin(cue, word.form, k)
        if word.form not in self.that and word.form not in self.that_pronoun:
            return False
        before = self.forms[k - 1].form
        if before in self.pack.sets["speech.unless"] or (search.doubtful is not None and before in self.pack.sets["offices.joins"]):
            return False  # "أكد صحة ما ذكر من أن": inside the object
        if "that" in search.takes or any(word.form.startswith(p) for p in search.prepositions):
            return self._begin(cue, "that", k + 1 if word.form in self.that else k)
        return False

    def _at_mention(self, k: int, mention: Mention, search: _Search) -> int:
        """Somebody is named: the subject, an object, or whom a preposition of the verb names."""
        cue = search.cue
        if mention.preposition and mention.preposition in search.prepositions and (search.subject or cue.sense.conjunction):
            search.found = self._begin(cue, mention.preposition, k)
            search.over = True
        elif not mention.preposition and not self._governed(k):
            if mention.kind == "name" and search.spoke == "office" and not mention.conjunction:
                return mention.end  # "أوضح رئيس اللجنة أ. د. عبدالله الحربش": his name
            oblique = mention.number == "p" and self.forms[k].form.endswith(self.pack.oblique) and bool(cue.sense.conjunction)
            joined = mention.conjunction and search.spoke  # "مصادر ومراقبون"
            if "object" in search.takes and search.near and not joined and (search.subject or oblique or self._unlike(cue, mention)):
                search.doubtful = search.doubtful or ("object", k)
            search.subject, search.spoke = True, search.spoke or mention.kind
            search.aside = search.aside or self._indefinite(mention)
        if k == cue.end and "medium" in self.forms[k].kinds:
            return self.past_aside(mention.end, search.stop)  # "أفصح بيان صدر عن الجامعة عن"
        return mention.end

    def _at_word(self, k: int, search: _Search) -> int:
        word, cue, sets = self.forms[k], search.cue, self.pack.sets
        if word.form in sets["speech.by_saying"]:
            search.near = True
            return k + 1
        if self._attached(k, search):
            search.found = self._begin(cue, word.preposition, k)
            search.over = True
        elif (search.may_have_object or ("stance" in search.takes and (search.subject or cue.sense.conjunction))) and self._stance(
            k, article="stance" in search.takes
        ):
            search.found = self._begin(cue, "object", k)
            search.over = True
        elif k == cue.end and not cue.finite and search.may_have_object and self._bare_noun(k):
            search.found = self._begin(cue, "object", k)  # "مبديا تحفظا"
            search.over = True
        elif self._other_cue(k):
            if "object" in search.takes and search.near and search.subject and search.doubtful is None and not word.conjunction and k > cue.end:
                search.doubtful = ("object", k)  # a verbal noun that looks like a verb: أعلنت رفضها
            search.over = True
        elif self._begins_object(k, search):
            search.found = self._begin(cue, "object", k)
            search.over = True
        else:
            return self._past_word(k, search)
        return k + 1

    def _bare_noun(self, k: int) -> bool:
        """A noun with nothing before it, whatever else it may look like."""
        word = self.forms[k]
        return not (word.preposition or word.conjunction or word.article or word.number or word.form in self.function or word.kinds & _WHEN)

    def _attached(self, k: int, search: _Search) -> bool:
        """A preposition of the verb on a noun, of a word that no table knows only behind the subject: "أشاد الوزير بحفاوة"."""
        word = self.forms[k]
        if word.form in self.pack.sets["speech.manner"]:
            return False
        if word.common:
            return bool(word.preposition) and word.preposition in search.prepositions
        return search.subject and not word.senses and word.form[0] in search.prepositions and len(word.form) > _UNKNOWN

    def _begins_object(self, k: int, search: _Search) -> bool:
        """ "ما", "كل" and the like, which begin an object though they are function words."""
        form = self.forms[k].form
        if search.doubtful is not None or not search.may_have_object or form not in self.pack.sets["speech.object"] or self._this_speaker(k):
            return False
        if form in self.pack.sets["contacts.this"] and not search.subject and self.cast.at(k + 1) is not None:
            return False  # "أكد ذلك رئيس الغرفة"
        return search.near or (bool(self.forms[k - 1].mark) and form in self.pack.sets["speech.what"])

    def _past_word(self, k: int, search: _Search) -> int:
        """Past an aside or a word that opens nothing for certain; an object may begin with it."""
        word, takes, cue = self.forms[k], search.takes, search.cue
        past = self.past_aside(k, search.stop) if not search.close and self.cast.at(k) is None else k
        if past > k:
            search.aside = True
            return past
        light = word.form in self.pack.sets["speech.light"]
        if word.form in self.function and "relative" not in word.kinds:
            search.over = search.close and not light
            search.near = search.near and light
        elif search.may_have_object and search.near and search.doubtful is None and self._object_at(k, search):
            search.doubtful = ("object", k)
            before = takes[: takes.index("object")]
            first = bool(search.prepositions) and search.prepositions.isdisjoint(map(self.pack.folding, before))  # the object comes first
            search.over = first or (k == cue.end and not cue.finite)  # "مؤكدا الحاجة إلى قرار يقوم على"
        return k + 1

    def _object_at(self, k: int, search: _Search) -> bool:
        return self.object_after_aside(k) if search.aside else self._object_here(k, words=search.cue.sense.entry.row.act != "say")

    def _speaking_participle(self, at: int, sense: Sense) -> bool:
        """مضيفا, مشيرة, قائلين: indefinite accusative or feminine, after a clause."""
        if sense.preposition or sense.pronoun or not at:
            return False
        form = self.forms[at].form
        if form.endswith((self.pack.accusative, self.pack.oblique)):
            return not sense.conjunction or self._after_break(at) or self._takes_at_once(at, sense)
        return (form.endswith(self.pack.feminine) or (sense.entry.form[2] == "p" and not form.endswith(self.pack.nominative))) and self._after_break(at)

    def _takes_at_once(self, at: int, sense: Sense) -> bool:
        """ "وداعيا إلى", "ومؤكدا أن": what the participle takes follows it."""
        following = self.forms[at + 1].form if at + 1 < len(self.forms) else ""
        return following in self.that or following in self.pack.words(sense.entry.row.takes)

    def _after_break(self, at: int) -> bool:
        mark = self.forms[at - 1].mark
        return bool(mark) and (
            mark in self.pack.marks.comma or mark in self.pack.marks.sentence_end or (mark in self.pack.marks.closing and at - 1 not in self.quote_at)
        )

    def _indefinite(self, mention: Mention) -> bool:
        """Unnamed speakers without the article, whose adjective may follow: "مصادر مطلعة", "شهود عيان"."""
        return mention.kind in ("group", "office") and mention.name is None and not self.forms[mention.end - 1].article

    def _unlike(self, cue: Cue, mention: Mention) -> bool:
        """Can it be no subject of the verb, by its gender? "واتهم الحكومة برفع الأسعار"."""
        if mention.kind not in ("body", "office") or mention.number != "s" or not cue.sense.conjunction or cue.sense.entry.form[2] != "s":
            return False
        gender = "f" if self.forms[mention.first].form.endswith(self.pack.feminine) else mention.gender
        return bool(gender) and gender != cue.sense.entry.form[1]

    def _set_phrase(self, at: int) -> bool:
        """ "على هامش", "من جهة أخرى": no words spoken stand after this preposition."""
        return at + 1 < len(self.forms) and self.forms[at + 1].form in self.pack.sets["speech.set_phrases"]

    def _subject_at_once(self, cue: Cue) -> bool:
        """Can the word only be the verb, by what stands beside it? "وعبر الوزير، خلال اللقاء، عن …", "وبين في تصريح أن"; not "بين الحكومة والنواب"."""
        word = self.forms[cue.first]
        if not cue.finite or cue.end >= len(self.forms):
            return False
        following, mention = self.forms[cue.end], self.cast.at(cue.end)
        before = self.cast.at(cue.first - 1) if cue.first and not cue.sense.conjunction else None
        spoken = before is not None and not before.preposition and before.kind in _SUBJECTS
        if word.form[len(cue.sense.conjunction) :] not in self.function:
            if mention is None and cue.sense.conjunction and following.form in self.prepositions and self._begins_clause(cue.first):
                return True  # "وأبرز خلال لقائه"
            if spoken or following.form in self.pack.sets["speech.some"]:
                return True
            return mention is not None and not mention.preposition and (mention.kind in _AUTHORS or mention.kind == "place")
        if mention is None and self._no_noun(following):
            return self._begins_clause(cue.first) or (
                before is not None and spoken and before.first - self.words.sentences[self.words.sentence_of(cue.first)][0] < _NEAR
            )
        if not (self._begins_clause(cue.first) or self._fronted(cue.first)):
            return False  # بين
        return following.form in self.pack.sets["speech.some"] or (mention is not None and not mention.preposition and mention.kind in _SUBJECTS)

    def _no_noun(self, word: Word) -> bool:
        """Cannot stand behind a preposition: another preposition, "that", a comma."""
        return word.form in self.prepositions or word.form in self.that or bool(word.mark and word.mark in self.pack.marks.comma)

    def _fronted(self, at: int) -> bool:
        """Does the sentence begin with a preposition, and has no verb before this word? "وفي ختام اللقاء عبر الوزير عن"."""
        first = self.words.sentences[self.words.sentence_of(at)][0]
        form = self.forms[first].form
        if form not in self.prepositions and not (form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in self.prepositions):
            return False
        return at - first < _FRONT and not any(finite(word) for word in self.forms[first:at])

    def _begins_clause(self, at: int) -> bool:
        """At the head of a sentence, or after a comma or "has" and "also": a verb, no preposition."""
        before = self.forms[at - 1] if at else None
        if before is None or (before.mark and before.mark in self.pack.marks.closing and self.forms[at].form in self.function):
            return before is None  # "«المناخ» بين البلدين"
        return bool(before.mark) or before.form in self.pack.sets["speech.goes_on"] or before.form in self.pack.sets["speech.done"]

    def _this_speaker(self, at: int) -> bool:
        """ "وأضافت هذه المصادر أن": "this" before the subject."""
        mention = self.cast.at(at + 1)
        if mention is None or mention.end >= len(self.forms):
            return False
        after = mention.end + bool(self.forms[mention.end].mark)
        return after < len(self.forms) and (self.forms[after].form in self.that or self.forms[after].form in self.that_pronoun)

    def _subject_before(self, cue: Cue) -> bool:
        before = cue.first - 1
        if before >= 0 and self.forms[before].form in self.pack.sets["contacts.who"]:
            return True
        goes_on = before >= 0 and self.forms[before].form in self.pack.sets["speech.goes_on"]
        if goes_on and cue.end < len(self.forms) and self.cast.at(cue.end) is None and not self.forms[cue.end].article:
            return True  # "حيث أكد صحة الرواية"
        if before > 0 and self.forms[before].form in self.pack.sets["speech.done"]:
            before -= 1
        while before > 0 and self.forms[before].mark and (self.forms[before].mark in self.pack.marks.comma or self.forms[before].mark == ")"):
            before -= 1
        mention = self.cast.at(before) if before >= 0 and not cue.sense.conjunction else None
        return mention is not None and mention.kind != "nation"

    def _governed(self, at: int) -> bool:
        before = self.forms[at - 1].form
        if at > 1 and self.forms[at - 2].form in self.pack.sets["speech.some"]:
            return False  # "عدد من النواب"
        return (
            before in self.pack.sets["offices.joins"]
            or before in self.pack.sets["contacts.with"]
            or before in self.pack.sets["speech.after"]
            or before in self.pack.sets["contacts.between"]
        )

    def _stance(self, at: int, *, article: bool) -> bool:
        """A noun of what one stands for, without a preposition: "أكد خلال اللقاء دعمه": it begins the content even after an aside."""
        sense = self.forms[at].by.get("stance")
        return sense is not None and not (sense.preposition or sense.conjunction or (sense.article and not article)) and not self._governed(at)

    def _object_here(self, at: int, *, words: bool) -> bool:
        """A noun phrase that can be the object: no function word, no time, nothing with a preposition; `words`: what others said, too."""
        word = self.forms[at]
        if word.form in self.pack.sets["speech.prayed"]:
            return True  # داعيا الله أن
        if word.mark or word.number or word.preposition or word.conjunction or self.joining(word) or not (word.common or word.article):
            return False
        if self.forms[at - 1].preposition and holds_genitive(self.forms[at - 1], self.pack):
            return False  # "لشؤون الحج"
        if words and word.kinds & {"medium", "noun"}:
            return True  # "انتقد تصريحات الوزير", "حمل الأطراف المسؤولية"
        return "stance" in word.kinds or not word.kinds & {"weekday", "relative", "daypart", "month", "ago", "title", "head", "noun", "medium"}

    def _other_cue(self, at: int) -> bool:
        """Another verb with a clause of its own; none after "who", and none that points back: "في كلمة وجهها"."""
        word, before = self.forms[at], self.forms[at - 1]
        if not (word.speaks or word.meets) or before.form in self.pack.sets["contacts.who"] or before.form in self.pack.sets["speech.what"]:
            return False
        if word.form in self.pack.sets["speech.nouns"] and holds_genitive(before, self.pack):
            return False  # "فضلت عدم ذكر اسمها"
        return any(
            s.entry.kind in ("speech", "meet") and s.entry.form[0] in FINITE and not s.pronoun and not getattr(s.entry.row, "close", False) for s in word.senses
        )

    def _quoted_name(self, at: int) -> bool:
        """Quotation marks around a name ("عكاظ", «الحذيفي»): one mention fills them."""
        first, end = at, self.quote_at[at]
        mention = self.cast.at(first + 1)
        if mention is not None and mention.end >= end - 1:
            return True  # "اللواء الركن فلان بن فلان"
        if end - first > _NAME_IN_MARKS:
            return False
        before = self.cast.at(first - 1) if first else None
        governed = first > 0 and (self._governed(first) or self.forms[first - 1].form in self.pack.lexicon.particles.prepositions)
        return governed or (before is not None and before.kind == "body")  # مع «الوطن», لـ«عكاظ», قناة «جيو»

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
                cue.quoted = not self._goes_on(start)
                start += cue.quoted
                break
            elif word.mark == "\n" or (word.mark and word.mark in self.pack.marks.comma):
                start += 1
            else:
                break
        cue.start = start
        return start < size

    def _goes_on(self, at: int) -> bool:
        """A quotation of few words with which a clause begins: قال إن "القوى السوداء" تنشر …"""
        closing = self.quote_at[at]
        if closing - at > _BEGUN or closing >= len(self.forms):
            return False
        following = self.forms[closing]
        if following.speaks and closing - at > _SHORT:
            return False
        return not following.mark and "according" not in following.kinds and following.form not in self.breaks

    def _participle_cue(self, at: int) -> bool:
        sense = self.forms[at].by.get("speech")
        return (
            sense is not None
            and sense.entry.form[0] == "participle"
            and not sense.article
            and self._speaking_participle(at, sense)
            and self.cast.at(at) is None
        )
