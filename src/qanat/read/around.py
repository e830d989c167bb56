"""What stands around the cue of a statement: its subject, an object, another cue, a name in quotation marks, a quotation before it."""

from __future__ import annotations

from typing import Final

from mypy_extensions import mypyc_attr

from qanat.packs import Pack
from qanat.packs.rows import Speech
from qanat.packs.word import FINITE, Sense, Word
from qanat.read.asides import Asides
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import TIMES, called_so, finite, holds_genitive, owned
from qanat.text.words import Words

_FRONT: Final = 12  # tokens before a verb that a preposition at the head of the sentence may hold
NEAR: Final = 4  # tokens from the head of a sentence within which its subject begins
_SUBJECTS: Final = ("name", "office", "group", "body")  # kinds of a mention that is a subject rather than a place
AUTHORS: Final = (*_SUBJECTS, "state")  # ... that may speak
_NAME_IN_MARKS: Final = 6  # tokens of a name in quotation marks, with them
WHEN: Final = frozenset(("weekday", "relative", "daypart", "month"))
_SOON: Final = 7  # tokens behind a participle among which what it takes stands
_NO_OBJECT: Final = TIMES | {"unit", "shift", "title", "head", "noun", "medium"}  # ... that is no object: "كما أعلنت الوزارة الأسبوع الماضي"
_SHORT: Final = 5  # tokens of a quotation, its marks included, that may be a mere name
_NEXT: Final = 2  # tokens from a quotation to the verb after it
_NAMED_AFTER: Final = 3  # tokens behind a verb that stands after the words spoken, in which the speaker begins


@mypyc_attr(acyclic=True)
class Cue:
    """One cue. `first` and `end`: its tokens; `opener`: that, colon, quote, object or a preposition; `start`, `stop`: the content's tokens."""

    quoted: bool = False
    relayed: int = 0  # the token after "from" in "quoted from"
    carrier: int = -1  # the verb of whose subject a verbal noun tells: "ذهب الوزير إلى القول إن"

    def __init__(self, at: int, sense: Sense, tense: str, opener: str = "", start: int = 0, stop: int = 0) -> None:
        self.first, self.end = at, at + 1
        self.sense, self.tense = sense, tense
        self.opener, self.start, self.stop = opener, start, stop

    @property
    def until(self) -> int:
        """The token up to which its subject may be named."""
        return self.start if self.start >= self.end else self.end + _NAMED_AFTER

    @property
    def finite(self) -> bool:
        """A verb with a subject of its own."""
        return self.tense in FINITE


def blamed(cue: Cue, mention: Mention, forms: list[Word], pack: Pack) -> bool:
    """ "وحملت الحكومة المسؤولية": right before what is laid on it stands the object of the verb, whose subject was named before."""
    if called_so(mention.end, cue.sense, forms, pack):
        return True
    row = cue.sense.entry.row
    laid = row.needs if getattr(row, "act", "") == "accuse" else ()
    return bool(cue.sense.conjunction and laid) and mention.end < len(forms) and forms[mention.end].form in pack.words(laid)


def plainly_behind(cue: Cue, cast: Cast, forms: list[Word], pack: Pack) -> bool:
    """ "منذ اجتماع أوبك يستبعد مسؤولون": do several stand right behind a verb of one, in the case of a subject?"""
    after = cast.at(cue.end) if cue.sense.entry.form[2] == "s" else None
    many = after is not None and after.first == cue.end and after.number == "p" and not after.preposition
    return many and forms[cue.end].form.endswith(pack.nominative)


class Around(Asides):
    """Asks one text what stands around its cues."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        self.that = pack.sets["speech.that"]
        self.that_pronoun = pack.sets["speech.that_pronoun"]
        self.breaks = pack.sets["speech.breaks"]
        self.governing = pack.either("offices.joins", "contacts.with", "contacts.between", "speech.after")
        self.not_said = pack.sets["contacts.negations"] - pack.sets["speech.what"]
        self.quote_before = {end: first for first, end in words.quotes}

    def _bare_noun(self, k: int) -> bool:
        """A noun with nothing before it, whatever else it may look like."""
        word = self.forms[k]
        closed = word.form in self.function or "speech.of" in word.sets
        return not (word.preposition or word.conjunction or word.article or word.number or closed or word.kinds & WHEN)

    def _speaking_participle(self, at: int, sense: Sense) -> bool:
        """مضيفا, مشيرة, قائلين: indefinite accusative or feminine, after a clause."""
        if sense.preposition or sense.pronoun or not at or ("contacts.was" in self.forms[at - 1].sets or "speech.copula" in self.forms[at - 1].sets):
            return False  # "كان مقررا", "أصبح مهددا"
        if sense.entry.form[2] == "p" and "count" in self.forms[at - 1].kinds:
            return False  # "إعدام ثلاثة متهمين"
        if sense.entry.form[2] == "s" and self.forms[at - 1].number:
            return False  # "12 طالبا"
        form, row = self.forms[at].form, sense.entry.row
        if form in self.pack.sets["speech.again"] and not (at + 1 < len(self.forms) and self.forms[at + 1].kinds & {"stance", "status", "speech"}):
            return False  # "بعدم الترشح مجددا", but "مجددا دعمه", "مجددا دعوة طهران إلى"
        if row.close and "object" not in row.takes and not self._takes_soon(at, row.takes):
            return False  # "نفيا قاطعا"
        if form.endswith(self.pack.oblique) and self._describes(at) and not self._tells_that(at, sense):
            return False
        if form.endswith((self.pack.accusative, self.pack.oblique)):
            return not sense.conjunction or self._after_break(at) or self._takes_at_once(at, sense)
        plural = sense.entry.form[2] == "p" and not form.endswith(self.pack.nominative)
        if sense.entry.form[1:3] == ("m", "s") and self._after_break(at):
            return at + 1 < len(self.forms) and self.forms[at + 1].form in self.that  # "، معتبر أن": as many write
        told = self._after_break(at) or self._tells_that(at, sense) or (row.act == "accuse" and bool(row.naming or row.needs) and self._lays_on(at, row))
        return (form.endswith(self.pack.feminine) or plural) and told

    def _describes(self, at: int) -> bool:
        """Is it the adjective of several who are told of right before, without the article: "ناشطين مؤيدين للقرار"?"""
        before = self.forms[at - 1]
        return before.form.endswith(self.pack.oblique) and not (before.article or before.mark or "speech" in before.kinds or self.cast.at(at - 1) is not None)

    def _lays_on(self, at: int, row: Speech) -> bool:
        """ "قطعت مصر العلاقات مع قطر متهمة الدوحة بالتدخل", "محملة إيران المسؤولية": right behind it the one blamed, and then of what."""
        mention, before, forms = self.cast.at(at + 1), self.cast.at(at - 1), self.forms
        end = mention.end if mention is not None else at + 2
        if end >= len(forms) or (before is not None and self._indefinite(before)):
            return False
        needs, following = self.pack.words(row.needs), forms[at + 1]
        blamed_one = (mention is not None or following.article) and not (following.preposition or following.conjunction)
        return following.form in needs or (blamed_one and (forms[end].preposition in self.pack.words(row.naming) or forms[end].form in needs))

    def _takes_soon(self, at: int, takes: tuple[str, ...]) -> bool:
        """Stands what a participle takes near behind it? "مبينا في الوقت نفسه أن"."""
        words = self.pack.words(takes)
        return any(
            word.form in words or word.preposition in words or bool(word.mark) or (word.form in self.that | self.that_pronoun and "that" in takes)
            for word in self.forms[at + 1 : at + 1 + _SOON]
        )

    def _takes_at_once(self, at: int, sense: Sense) -> bool:
        """ "وداعيا إلى", "ومؤكدا أن", "ومعتبرا إياه": what the participle takes follows it."""
        following = self.forms[at + 1].form if at + 1 < len(self.forms) else ""
        return following in self.that or following in self.pack.sets["speech.him"] or following in self.pack.words(sense.entry.row.takes)

    def _tells_that(self, at: int, sense: Sense) -> bool:
        """ "مشيرة إلى أن", "مؤكدة أن": no adjective, whatever stands before."""
        following = [word.form for word in self.forms[at + 1 : at + 3]]
        takes = self.pack.words(sense.entry.row.takes)
        if following and following[0] in takes:
            following = following[1:]
        elif "that" not in sense.entry.row.takes and not (following and following[0].startswith(tuple(takes))):
            return False  # "مصادر مطلعة أن"
        return bool(following) and (following[0] in self.that or following[0] in self.that_pronoun)

    def _after_break(self, at: int) -> bool:
        mark = self.forms[at - 1].mark
        return bool(mark) and (
            mark in self.pack.marks.comma or mark in self.pack.marks.sentence_end or (mark in self.pack.marks.closing and at - 1 not in self.quote_at)
        )

    def _indefinite(self, mention: Mention) -> bool:
        """Unnamed speakers without the article, whose adjective may follow: "مصادر مطلعة", "شهود عيان", "منظمة حقوقية محلية"."""
        kinds, last = self.forms[mention.first].kinds, self.forms[mention.end - 1]
        body = mention.kind == "body" and "noun" in kinds and "medium" not in kinds and last.form.endswith(self.describing)
        told = mention.name is not None or last.article or "honoured" in kinds  # "أعلن سموه إنشاء صندوق"
        return (mention.kind in ("group", "office") or body) and not told

    def _unlike(self, cue: Cue, mention: Mention) -> bool:
        """Can it be no subject of the verb, by its gender? "واتهم الحكومة برفع الأسعار"."""
        if mention.kind not in ("body", "office") or mention.number != "s" or not cue.sense.conjunction or cue.sense.entry.form[2] != "s":
            return False
        if "offices.counterpart" in self.forms[mention.first].stem_sets:
            return True  # "ويعزي نظيره الصيني في"
        feminine = self.words.text[self.words.ends[mention.first] - 1] == self.pack.feminine_letter  # not سموه
        gender = "f" if feminine else mention.gender
        return bool(gender) and gender != cue.sense.entry.form[1]

    def _set_phrase(self, at: int) -> bool:
        """ "على هامش", "من جهة أخرى": no words spoken stand after this preposition."""
        return at + 1 < len(self.forms) and "speech.set_phrases" in self.forms[at + 1].sets

    def _subject_at_once(self, cue: Cue) -> bool:
        """Can the word only be the verb, by what stands beside it? "وعبر الوزير، خلال اللقاء، عن …", "وبين في تصريح أن"; not "بين الحكومة والنواب"."""
        word = self.forms[cue.first]
        if not cue.finite or cue.end >= len(self.forms):
            return False
        following, mention = self.forms[cue.end], self.cast.at(cue.end)
        before = self.cast.at(cue.first - 1) if cue.first and not cue.sense.conjunction else None
        spoken = before is not None and not before.preposition and before.kind in _SUBJECTS
        known = word.form[len(cue.sense.conjunction) :] not in self.function
        document = cue.first > 0 and "medium" in self.forms[cue.first - 1].kinds
        if "speech.back" in following.sets and (known or document):
            return True  # "كلمة عبر فيها عن", "ألقى كلمة رفع فيها التهنئة"
        if known:
            if mention is None and cue.sense.conjunction and following.form in self.prepositions and self._begins_clause(cue.first):
                return True  # "وأبرز خلال لقائه"
            if spoken or "speech.some" in following.sets:
                return True
            return mention is not None and not mention.preposition and (mention.kind in AUTHORS or mention.kind == "place")
        if mention is None and self._no_noun(following):
            return self._begins_clause(cue.first) or (before is not None and spoken and before.first - self.words.sentence_at(cue.first)[0] < NEAR)
        if not (self._begins_clause(cue.first) or self._fronted(cue.first)):
            return False  # بين
        joined = mention is not None and mention.end < len(self.forms) and self.cast.at(mention.end) is not None
        if joined and not cue.sense.conjunction:
            return False  # "، بين مؤسسة النقد وشركات التأمين"
        one = mention is not None and mention.number == "s"  # "عبر أمين المجلس"
        subject = mention is not None and not mention.preposition and mention.kind in _SUBJECTS and (one or not following.form.endswith(self.pack.oblique))
        return "speech.some" in following.sets or subject  # "بين القطبين" is a preposition

    def _no_noun(self, word: Word) -> bool:
        """Cannot stand behind a preposition: another preposition, "that", a comma."""
        return word.form in self.prepositions or word.form in self.that or bool(word.mark and word.mark in self.pack.marks.comma)

    def _fronted(self, at: int) -> bool:
        """Does the sentence begin with a preposition, and has no verb before this word? "وفي ختام اللقاء عبر الوزير عن"."""
        first = self.words.sentence_at(at)[0]
        form = self.forms[first].form
        if form not in self.prepositions and not (form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in self.prepositions):
            return False
        if "occasion" in self.forms[at - 1].kinds:
            return False  # "في اتصال بين الأميرين"
        return at - first < _FRONT and not any(finite(word) for word in self.forms[first:at])

    def _begins_clause(self, at: int) -> bool:
        """At the head of a sentence, or after a comma or "has" and "also": a verb, no preposition."""
        before = self.forms[at - 1] if at else None
        if before is None or (before.mark and before.mark in self.pack.marks.closing and self.forms[at].form in self.function):
            return before is None  # "«المناخ» بين البلدين"
        return bool(before.mark) or "speech.goes_on" in before.sets or "speech.done" in before.sets

    def _this_speaker(self, at: int) -> bool:
        """ "وأضافت هذه المصادر أن": "this" before the subject."""
        mention = self.cast.at(at + 1)
        if mention is None or mention.end >= len(self.forms):
            return False
        after = mention.end + bool(self.forms[mention.end].mark)
        return after < len(self.forms) and (self.forms[after].form in self.that or self.forms[after].form in self.that_pronoun)

    def _subject_before(self, cue: Cue) -> bool:
        before = self.with_already(cue.first) - 1
        if before >= 0 and "contacts.who" in self.forms[before].sets:
            return not self._of_whom(cue)
        if (before >= 0 and "speech.but" in self.forms[before].sets) or self.for_whom(cue.first) is not None or self._as_for(cue):
            return True  # "لكنه أكد في الوقت نفسه تفهمه"
        goes_on = before >= 0 and "speech.goes_on" in self.forms[before].sets
        if goes_on and cue.end < len(self.forms) and self.cast.at(cue.end) is None:
            following = self.forms[cue.end]
            if not following.article or any(s.entry.kind == "deed" and s.entry.form[0] == "noun" for s in following.acts):
                return True  # "حيث أكد صحة الرواية", "كما أدان الهجوم"
        before = comma = self.before_verb(before)
        while before > 0 and self.forms[before].mark and (self.forms[before].mark in self.pack.marks.comma or self.forms[before].mark == ")"):
            before -= 1
        mention = self.cast.at(before) if before >= 0 and not cue.sense.conjunction else None
        if mention is None or (mention.kind == "nation" and mention.number != "p"):
            return False
        if plainly_behind(cue, self.cast, self.forms, self.pack):
            return False
        after = self.cast.at(cue.end)
        if after is None or after.preposition:
            return True
        if before < comma and after.kind in AUTHORS and after.first == cue.end and "that" in cue.sense.entry.row.takes:
            return False  # "وبعد الاطلاع على ما قدمه الوزير، قرر المجلس الموافقة على"
        while mention.conjunction and mention.first and (other := self.cast.at(mention.first - 1)) is not None:
            mention = other  # "وبعد التشاور مع الوزير والسفير قررت الحكومة"
        return not (mention.preposition or self._governed(mention.first))  # "مع القوى الست أقر البرلمان"

    def _as_for(self, cue: Cue) -> bool:
        """ "أما الكرملين فحض": the subject stands before a verb with its own conjunction."""
        sets = self.pack.sets
        first = self.words.sentence_at(cue.first)[0]
        other = bool(cue.sense.conjunction) and cue.sense.conjunction not in sets["speech.and"]
        return other and any("speech.as_for" in word.sets for word in self.forms[first : first + 2])

    def _of_whom(self, cue: Cue) -> bool:
        """ "المباراة التي رفض المدير وصفها": does the subject stand behind a verb that cannot be that of what "who" means?"""
        mention = self.cast.at(cue.end)
        if mention is None or mention.preposition or mention.kind not in AUTHORS or cue.sense.pronoun:
            return False
        feminine = "contacts.who_she" in self.forms[cue.first - 1].sets
        unlike = cue.sense.entry.form[1] in "mf" and feminine != (cue.sense.entry.form[1] == "f")
        return unlike and cue.sense.entry.form[2] == "s" and mention.end < len(self.forms) and self._possessed(mention.end)

    def _governed(self, at: int) -> bool:
        before = self.forms[at - 1].form
        if not self.forms[at - 1].closed or (at > 1 and "speech.some" in self.forms[at - 2].sets):
            return False  # "عدد من النواب"
        return before in self.governing

    def _stance(self, at: int, *, article: bool) -> bool:
        """A noun of what one stands for, without a preposition: "أكد خلال اللقاء دعمه": it begins the content even after an aside."""
        sense = self.forms[at].by.get("stance")
        return sense is not None and not (sense.preposition or sense.conjunction or (sense.article and not article)) and not self._governed(at)

    def _object_here(self, at: int, *, words: bool) -> bool:
        """A noun phrase that can be the object: no function word, no time, nothing with a preposition; `words`: what others said, too."""
        word = self.forms[at]
        if "speech.prayed" in word.sets:
            return True  # داعيا الله أن
        if word.mark or word.number or word.preposition or word.conjunction or self.joining(word):
            return False
        if not (word.common or word.article or owned(self.words, at)):
            return False
        if "speech.of" in word.sets:
            return False  # "موضحا لـ«عكاظ» أن"
        before = self.forms[at - 1]
        if before.preposition and not self.in_manner(before) and holds_genitive(before, self.pack):
            return False  # "لشؤون الحج", but "أدان بشدة الاعتداء"
        if words and word.kinds & {"medium", "noun"}:
            return True  # "انتقد تصريحات الوزير", "حمل الأطراف المسؤولية"
        kinds = word.kinds - {"noun"} if self.organising(at) else word.kinds
        return "stance" in kinds or not kinds & _NO_OBJECT

    def _other_cue(self, at: int) -> bool:
        """Another verb with a clause of its own; none after "who", and none that points back: "في كلمة وجهها"."""
        word, before = self.forms[at], self.forms[at - 1]
        if not (word.speaks or word.meets) or "contacts.who" in before.sets or "speech.what" in before.sets:
            return False
        if word.cites or (word.meets and not word.speaks and "contacts.where" in before.sets):
            return False  # "نقلا عن", "في بروكسل حيث حضر القمة"
        if "speech.nouns" in word.sets and holds_genitive(before, self.pack):
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
        before_it = self.forms[first - 1] if first else None
        if before_it is not None and "speech.titled" in before_it.stem_sets and not (before_it.article and end - first > _NAME_IN_MARKS):
            return True  # لندوة «العرب: أن نكون أو لا نكون», but "قال أمام المؤتمر «لم نتراجع …»"
        if end - first > _NAME_IN_MARKS:
            return False
        before = self.cast.at(first - 1) if first else None
        governed = first > 0 and (self._governed(first) or self.forms[first - 1].form in self.pack.lexicon.particles.prepositions)
        return governed or (before is not None and before.kind == "body")  # مع «الوطن», لـ«عكاظ», قناة «جيو»

    def _opens_with_quotation(self, cue: Cue) -> bool:
        """Does the sentence begin with a quotation that ends right before the verb, and nothing follows its subject? "«…»، قال الوزير، مضيفا «…»"."""
        first = self.words.sentence_at(cue.first)[0]
        if first not in self.quote_at or not cue.finite or not 0 < cue.first - self.quote_at[first] + 1 <= _NEXT:
            return False
        mention = self.cast.at(cue.end)
        after = self.forms[mention.end] if mention is not None and mention.end < len(self.forms) else None
        if after is None or after.form in self.that or after.form in self.that_pronoun:
            return False
        return not (after.mark and (after.mark in self.pack.marks.colon or after.mark in self.pack.marks.quotes))

    def _quoted_before(self, cue: Cue) -> bool:
        """Do the words spoken stand before the verb? "«نحن مستعدون للحوار»، يقول الوزير"."""
        k = cue.first - 1
        before = self.cast.at(k) if k > 0 and self._ends_here(cue.end) else None
        named = before is not None and not before.preposition and before.kind in AUTHORS
        if named and before is not None:
            k = before.first - 1  # "«لن نتراجع»، بلينكن قال"
        while k > 0 and ((self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma) or "speech.thus" in self.forms[k].sets):
            k -= 1
        start = self.quote_before.get(k + 1, -1)
        if start < 0 or k - start < _SHORT or cue.sense.conjunction or not cue.finite or "quote" not in cue.sense.entry.row.takes:
            return False
        mention = self.cast.at(cue.end)
        if not named and (mention is None or mention.preposition or mention.kind not in AUTHORS):
            return False
        cue.opener, cue.quoted, cue.start = "quote", True, start + 1
        return True

    def _ends_here(self, at: int) -> bool:
        """Does the sentence end here, or go on with when or to whom?"""
        word = self.forms[at] if at < len(self.forms) else None
        return word is None or bool(word.mark and word.mark not in self.pack.marks.colon) or bool(word.kinds & WHEN) or self.cast.at(at) is not None

    def misspelled(self, at: int, sense: Sense) -> bool:
        """Is it another verb, told only by its spelling from this one: "اطلع الوزير على", beside أطلع?"""
        row = sense.entry.row
        return bool(row.spelled) and not sense.pronoun and self.words.text[self.words.after(at, len(sense.conjunction))] != row.past[0]

    def participle_cue(self, at: int) -> bool:
        word = self.forms[at]
        return (
            "speech" in word.kinds
            and self.cast.at(at) is None
            and any(s.entry.kind == "speech" and s.entry.form[0] == "participle" and not s.article and self._speaking_participle(at, s) for s in word.senses)
        )
