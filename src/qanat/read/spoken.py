"""Where the words spoken begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from qanat.packs import Pack
from qanat.packs.lexicon import FINITE, Sense, Word
from qanat.read.asides import Asides
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import finite, holds_genitive
from qanat.text.words import Words

_MARKED = frozenset(("quote", "colon", "stance"))  # how the words of a verb follow that takes no clause
_SENTENCE = 3  # words between quotation marks that may be a mere name or term
_SHORT = 5  # tokens of a quotation, its marks included, that may be a mere name
_NAMES = frozenset(("noun", "medium", "head", "title"))  # kinds of a word with which a subject begins
_YET = 4  # tokens between "but" and the verb of another
_SUBJECTS = ("name", "office", "group", "body")  # kinds of a mention that is a subject rather than a place
_NAME_IN_MARKS = 6  # tokens of a name in quotation marks, with them
_WINDOW = 45  # tokens between a cue and the words spoken
_PREPOSITIONS = frozenset(("that", "colon", "quote", "object", "stance"))


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
    def finite(self) -> bool:
        """A verb with a subject of its own."""
        return self.tense in FINITE


class Spoken(Asides):
    """Finds the content of the cues of one text."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        self.that = pack.sets["speech.that"]
        self.that_pronoun = pack.sets["speech.that_pronoun"]
        self.breaks = pack.sets["speech.breaks"]
        self.aside = pack.sets["speech.aside"]
        self.saying = pack.sets["speech.by_saying"]
        turning = ("speech.links", "speech.by_words", "speech.but", "contacts.place", "contacts.from")
        self.ending = self.saying.union(*(pack.sets[name] for name in turning))
        self.openers: dict[tuple[str, ...], tuple[frozenset[str], set[str], bool]] = {}  # memory of `_openers`
        self.inside = bytearray(len(words.words))
        for first, end in words.quotes:
            if end - first > 3:
                self.inside[first + 1 : end - 1] = b"\1" * (end - first - 2)

    def _speaking_participle(self, at: int, sense: Sense) -> bool:
        """مضيفا, مشيرة, قائلين: indefinite accusative or feminine, after a clause."""
        if sense.preposition or sense.pronoun or not at:
            return False
        form = self.forms[at].form
        if form.endswith((self.pack.accusative, self.pack.oblique)):
            return not sense.conjunction or self._after_break(at)
        return (form.endswith(self.pack.feminine) or (sense.entry.form[2] == "p" and not form.endswith(self.pack.nominative))) and self._after_break(at)

    def _after_break(self, at: int) -> bool:
        mark = self.forms[at - 1].mark
        return bool(mark) and (mark in self.pack.marks.comma or (mark in self.pack.marks.closing and at - 1 not in self.quote_at))

    def _open(self, cue: Cue, takes: tuple[str, ...], end: int) -> bool:
        """Find the opener: what follows the subject at once, else the first "that", colon, quotation or preposition."""
        prepositions, what, object_first = self._openers(takes)
        stop = min(cue.end + _WINDOW, max(end, cue.end))
        subject = not cue.finite or self._subject_before(cue) or (bool(cue.sense.pronoun) and not cue.sense.entry.row.naming)
        close = cue.sense.entry.row.close and not self._subject_at_once(cue)
        near = True  # nothing but the subject and asides so far
        spoke = ""  # kind of the subject after the verb
        last_resort: tuple[str, int] | None = None
        aside = False
        k = cue.end
        while k < stop:
            word = self.forms[k]
            if word.mark:
                if word.mark in self.pack.marks.colon and "colon" in takes:
                    return self._begin(cue, "colon", k + 1)
                if k in self.quote_at and ("quote" in takes or "object" in takes) and not self._quoted_name(k):
                    if self.quote_at[k] - k > _SHORT:
                        return self._begin(cue, "quote", k)
                    last_resort = last_resort or ("quote", k)
                    k = self.quote_at[k]
                    continue
                if word.mark == "\n":
                    break
                if word.mark in self.pack.marks.comma:
                    near = not near or "that" not in takes  # an aside begins, or has ended
                if "object" in takes and word.mark in self.pack.marks.comma and k + 1 < stop and self._participle_cue(k + 1):
                    break
                k += 1
                continue
            mention = self.cast.at(k)
            if word.form in self.pack.sets["speech.by_saying"]:
                k += 1
                near = True
                continue
            if mention is None and word.form in prepositions and not self._set_phrase(k):
                return self._begin(cue, word.form, k + 1, k)
            if word.form in what:
                return self._begin(cue, word.form, k)
            that = (word.form in self.that or word.form in self.that_pronoun) and self.forms[k - 1].form not in self.pack.sets["speech.unless"]
            if that and last_resort is not None and self.forms[k - 1].form in self.pack.sets["offices.joins"]:
                that = False  # "أكد صحة ما ذكر من أن": inside the object
            if that and ("that" in takes or any(word.form.startswith(p) for p in prepositions)):
                return self._begin(cue, "that", k + 1 if word.form in self.that else k)
            if mention is not None and mention.first == k:
                if mention.preposition in prepositions and mention.preposition and (subject or cue.sense.conjunction):
                    return self._begin(cue, mention.preposition, k)
                if not mention.preposition and not self._governed(k):
                    if mention.kind == "name" and spoke == "office" and not mention.conjunction:
                        k = mention.end
                        continue  # "أوضح رئيس اللجنة أ. د. عبدالله الحربش": his name
                    oblique = mention.number == "p" and word.form.endswith(self.pack.oblique) and bool(cue.sense.conjunction)
                    if "object" in takes and (subject or oblique or self._unlike(cue, mention)) and near:
                        last_resort = last_resort or ("object", k)
                    subject, spoke = True, spoke or mention.kind
                    aside = aside or self._indefinite(mention)
                if k == cue.end and "medium" in word.kinds:
                    k = self.past_aside(mention.end, stop)  # "أفصح بيان صدر عن الجامعة عن"
                    continue
                k = mention.end
                continue
            if word.preposition and word.preposition in prepositions and word.common and word.form not in self.pack.sets["speech.manner"]:
                return self._begin(cue, word.preposition, k)
            if ("object" in takes or "stance" in takes) and (subject or cue.sense.conjunction) and self._stance(k, article="stance" in takes):
                return self._begin(cue, "object", k)
            if self._other_cue(k):
                if "object" in takes and near and subject and last_resort is None and not word.conjunction and k > cue.end:
                    last_resort = ("object", k)  # a verbal noun that looks like a verb: أعلنت رفضها
                break
            begins = word.form in self.pack.sets["speech.object"] and not self._this_speaker(k)
            if (
                "object" in takes
                and (subject or cue.sense.conjunction)
                and begins
                and (near or (self.forms[k - 1].mark and word.form in self.pack.sets["speech.what"]))
            ):
                return self._begin(cue, "object", k)
            past = self.past_aside(k, stop) if not close and mention is None else k
            if past > k:
                k, aside = past, True
                continue
            if word.form in self.function and not word.kinds & {"relative"}:
                if close and word.form not in self.pack.sets["speech.light"]:
                    break
                near = near and word.form in self.pack.sets["speech.light"]
            elif (
                "object" in takes
                and near
                and (subject or cue.sense.conjunction)
                and last_resort is None
                and (self.object_after_aside(k) if aside else self._object_here(k, words=cue.sense.entry.row.act != "say"))
            ):
                last_resort = ("object", k)
                if object_first:
                    break
            k += 1
        return last_resort is not None and self._begin(cue, *last_resort)

    def _openers(self, takes: tuple[str, ...]) -> tuple[frozenset[str], set[str], bool]:
        """The prepositions that a verb takes, those with "what" (بما), and whether an object comes before them all."""
        found = self.openers.get(takes)
        if found is None:
            prepositions = self.pack.words(tuple(t for t in takes if t not in _PREPOSITIONS))
            what = {p + w for p in prepositions for w in self.pack.sets["speech.what"]}
            before = takes[: takes.index("object")] if "object" in takes else ()
            first = "object" in takes and bool(prepositions) and self.pack.words(before).isdisjoint(prepositions)
            found = self.openers[takes] = prepositions, what, first
        return found

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
            if spoken or following.form in self.pack.sets["speech.some"]:
                return True
            return mention is not None and not mention.preposition and mention.kind in (*_SUBJECTS, "state", "place")
        if mention is None and self._no_noun(following):
            return self._begins_clause(cue.first) or (
                before is not None and spoken and before.first - self.words.sentences[self.words.sentence_of(cue.first)][0] < _YET
            )
        if not self._begins_clause(cue.first):
            return False  # بين
        return following.form in self.pack.sets["speech.some"] or (mention is not None and not mention.preposition and mention.kind in _SUBJECTS)

    def _no_noun(self, word: Word) -> bool:
        """Cannot stand behind a preposition: another preposition, "that", a comma."""
        return word.form in self.prepositions or word.form in self.that or bool(word.mark and word.mark in self.pack.marks.comma)

    def _begins_clause(self, at: int) -> bool:
        """At the head of a sentence, or after a comma or "has" and "also": a verb, no preposition."""
        before = self.forms[at - 1] if at else None
        return before is None or bool(before.mark) or before.form in self.pack.sets["speech.goes_on"] or before.form in self.pack.sets["speech.done"]

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
        if word.mark or word.number or word.preposition or word.conjunction or not (word.common or word.article):
            return False
        if self.forms[at - 1].preposition and holds_genitive(self.forms[at - 1], self.pack):
            return False  # "لشؤون الحج"
        if words and "medium" in word.kinds:
            return True  # "انتقد تصريحات الوزير"
        return not word.kinds & {"weekday", "relative", "daypart", "month", "ago", "title", "head", "noun", "medium"}

    def _other_cue(self, at: int) -> bool:
        """Another verb with a clause of its own; none after "who", and none that points back: "في كلمة وجهها"."""
        verbs = self.forms[at].verbs
        before = self.forms[at - 1]
        if not verbs or before.form in self.pack.sets["contacts.who"]:
            return False
        if self.forms[at].form in self.pack.sets["speech.nouns"] and not (before.mark or before.form in self.pack.sets["speech.before_verb"]):
            return False  # "فضلت عدم ذكر اسمها"
        return any(s.entry.kind in ("speech", "meet") and not s.pronoun and not getattr(s.entry.row, "close", False) for s in verbs)

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
        if closing - at > _SHORT or closing >= len(self.forms):
            return False
        following = self.forms[closing]
        return not following.mark and "according" not in following.kinds and following.form not in self.breaks

    def _close(self, cue: Cue, end: int) -> None:
        if cue.quoted:
            cue.stop = self.quote_at[cue.start - 1] - 1
            return
        number = self.words.sentence_of(cue.start)
        stop = max(self.words.sentences[number][1], cue.start)
        k = cue.start
        while k < stop:
            word = self.forms[k]
            if word.mark:
                if k in self.quote_at:
                    closing = self.quote_at[k]
                    if closing > stop:
                        stop = self.words.sentences[self.words.sentence_of(closing - 1)][1]
                    k = closing
                    continue
                if word.mark == "\n":
                    stop = k
                    break
                if word.mark in self.pack.marks.comma and k > cue.start + 1 and self._breaks_off(k + 1, cue):
                    stop = k
                    break
                k += 1
                continue
            if k > cue.start and self._may_end(word) and (self._participle_cue(k) or self._next_cue(k, cue) or self._turns_away(k) or word.form in self.saying):
                stop = k
                break
            k += 1
        while stop > cue.start and self.forms[stop - 1].mark and stop - 1 not in self.quote_at.values():
            stop -= 1
        if stop > cue.start and self.forms[stop - 1].mark:
            stop -= 1
        cue.stop = stop

    def _may_end(self, word: Word) -> bool:
        """May the words spoken end before this one? Of most words that is seen at once."""
        return word.speaks or word.form in self.ending or "according" in word.kinds

    def _breaks_off(self, at: int, cue: Cue) -> bool:
        """Does a new clause that is no part of the content begin after this comma?"""
        if at >= len(self.forms):
            return True
        word = self.forms[at]
        if word.form in self.breaks or "according" in word.kinds or self._participle_cue(at) or self._next_cue(at, cue) or self._turns_away(at):
            return True
        if cue.opener not in ("that", "colon", "quote") and self._told_on(word):
            return True
        if word.form in self.pack.sets["speech.yet"]:
            return any(self.cast.at(k) is None and self._says(k) for k in range(at + 1, min(at + _YET, len(self.forms))))
        following = self.forms[at + 1].form if at + 1 < len(self.forms) else ""
        return following in self.pack.sets["speech.what"] and word.form in self.pack.sets["speech.which"]  # "، وهو ما نفته"

    def _told_on(self, word: Word) -> bool:
        """Does a clause begin that cannot belong to a noun phrase: "أشاد بالدور …، وتسلم", "…، حيث"?"""
        verb = finite(word) if word.conjunction else None
        return word.form in self.pack.sets["speech.done"] or (verb is not None and verb.entry.form[0] == "past")

    def _turns_away(self, at: int) -> bool:
        """Does the writer speak again here: "كما قالت", "حيث أكد", "في إشارة إلى", "من جهته", "حسب تعبيره"?"""
        if at + 1 >= len(self.forms):
            return False
        sets, word, following = self.pack.sets, self.forms[at], self.forms[at + 1]
        if word.form in sets["speech.links"]:
            return self.cast.at(at + 1) is None and (self._says(at + 1) or (word.form in self.breaks and finite(following) is not None))
        if word.form in sets["contacts.place"]:
            return following.form in sets["speech.remark"]
        if word.form in sets["contacts.from"]:
            other = at + 2 < len(self.forms) and self.forms[at + 2].form in sets["speech.other"]
            return following.form in sets["speech.aside"] or (other and following.form in sets["speech.sides"])
        return following.form in sets["speech.his_words"] and ("according" in word.kinds or word.form in sets["speech.by_words"])

    def _says(self, at: int) -> bool:
        """A finite verb of saying that can be nothing else."""
        return any(
            s.entry.kind == "speech" and s.entry.form[0] in ("past", "present") and not (s.pronoun or s.entry.row.close or s.entry.row.carried)
            for s in self.forms[at].senses
        )

    def _next_cue(self, at: int, cue: Cue) -> bool:
        """Another verb of saying that goes on: "وأضاف", "لكنه شدد"; none that cannot be the speaker's: "قال إن الحركة توقفت ورفضت"."""
        word = self.forms[at]
        if self.cast.at(at) is not None:
            return False
        for s in word.senses if "speech" in word.kinds else ():
            takes = s.entry.row.takes if s.entry.kind == "speech" and s.conjunction and s.entry.form[0] in ("past", "present") else ()
            plain = takes and not (s.entry.row.close or s.entry.row.carried)
            if plain or (takes and at + 1 < len(self.forms) and (self.forms[at + 1].form in self.pack.words(takes) or self._surely(at, s))):
                goes_on = self._same_subject(at, s, cue)
                return goes_on and (not set(s.entry.row.takes) <= _MARKED or self._marked_soon(at))  # "، وتواصل التحركات": no verb of saying
        follows = at + 1 < len(self.forms) and word.form in self.pack.sets["speech.but"] and self.cast.at(at + 1) is None
        return follows and any(s.entry.kind == "speech" and s.entry.form[0] in ("past", "present") for s in self.forms[at + 1].senses)

    def _surely(self, at: int, sense: Sense) -> bool:
        """A verb that could be another word, but stands before its subject: "، وبين الوزير أن"."""
        mention = self.cast.at(at + 1)
        comma = bool(self.forms[at - 1].mark)
        return comma and not sense.entry.row.carried and mention is not None and not mention.preposition and mention.kind in ("name", "office", "body")

    def _same_subject(self, at: int, sense: Sense, cue: Cue) -> bool:
        """Has this verb a subject of its own after it, or can it have that of the cue?"""
        following = self.forms[at + 1] if at + 1 < len(self.forms) else None
        mention = self.cast.at(at + 1)
        if following is None or (mention is not None and not mention.preposition) or following.kinds & _NAMES:
            return True
        if following.article and not following.preposition and "object" not in sense.entry.row.takes:
            return True
        gender, number = sense.entry.form[1:3]
        mine, many = cue.sense.entry.form[1:3]
        return cue.tense == "noun" or (gender == mine and (number == many or many == "s"))

    def _marked_soon(self, at: int) -> bool:
        return any(w.mark and (w.mark in self.pack.marks.colon or w.mark in self.pack.marks.quotes) for w in self.forms[at + 1 : at + 7])

    def _participle_cue(self, at: int) -> bool:
        sense = self.forms[at].by.get("speech")
        return (
            sense is not None
            and sense.entry.form[0] == "participle"
            and not sense.article
            and self._speaking_participle(at, sense)
            and self.cast.at(at) is None
        )


def kind_of(words: Words, cast: Cast, start: int, stop: int, pack: Pack) -> str:
    """direct, indirect or mixed: direct where next to nothing stands outside quotation marks; marks around a mere name quote nobody."""
    marks = pack.marks.quotes
    longest = quoted = plain = 0  # words of the longest quotation, of all of them, and outside
    named = True
    k = start
    closing, opened = "", 0
    while k < stop:
        mark = words.words[k].mark
        if closing and mark == closing:
            inside = k - opened - 1
            quoted += inside
            longest = max(longest, inside)
            named = named and _a_name(words, cast, opened, k, pack)
            closing = ""
        elif not closing and mark in marks:
            closing, opened = marks[mark], k
        elif not mark and not closing:
            plain += words.words[k].form not in pack.sets["speech.that_pronoun"]
        k += 1
    if closing:
        quoted, longest, named = quoted + stop - opened - 1, _SENTENCE, False
    if not longest:
        return "indirect"
    if not plain and quoted > _SENTENCE:
        return "direct"
    return "mixed" if longest > 2 or not named else "indirect"


def _a_name(words: Words, cast: Cast, opened: int, closing: int, pack: Pack) -> bool:
    """Do these quotation marks stand around a name? "تنظيم «داعش»", "شركة «النور»"."""
    mention = cast.at(opened + 1)
    if mention is not None and mention.end >= closing:
        return True
    before = words.words[opened - 1] if opened else None
    return before is not None and (cast.at(opened - 1) is not None or holds_genitive(before, pack))
