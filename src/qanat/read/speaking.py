"""Cues of speech: which words say that somebody speaks."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import FINITE, Sense
from qanat.read.around import AUTHORS, Cue
from qanat.read.cast import PEOPLE, Cast
from qanat.read.spoken import Spoken
from qanat.read.syntax import finite, holds_genitive, is_press, relative_head
from qanat.text.tense import tense_of
from qanat.text.words import Words

_CLAUSES: Final = ("that", "quote", "colon")  # what opens the words themselves, not what they are about
_CARRIED: Final = 12  # tokens from a verb to the noun of what is said by it
_AT_ONCE: Final = 4  # tokens from a paper to what it tells
_THREE: Final = 3  # letters of a plain verb
_SHORT: Final = 5  # tokens of a quotation, its marks included, that may be a mere name


class Speaking(Spoken):
    """Finds the cues of one text, each with its content."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        self.told_of = pack.either("contacts.who", "speech.as_told")
        self._found: dict[int, Cue | None] = {}

    def cue_at(self, at: int, end: int) -> Cue | None:
        """The cue whose word is at a token of the sentence that ends at `end`, with its content; None where nothing is said."""
        if at not in self._found:
            self._found[at] = self._find(at, end)
        return self._found[at]

    def tells(self, at: int) -> bool:
        """Is it a cue, or a verb that tells what was not said: "ورفض الكشف عن هويته"?"""
        hidden = self.pack.sets["speech.identity"]
        return self.cue_at(at, self.words.sentence_at(at)[1]) is not None or any(word.form in hidden for word in self.forms[at + 1 : at + 1 + _SHORT])

    def _find(self, at: int, end: int) -> Cue | None:
        failed = False
        for sense in self._senses(at):
            finite_verb = sense.entry.form[0] in FINITE
            carried = sense.entry.form[0] == "noun" and self._carrier(at) >= 0  # "إلى حد وصف"
            if failed and not (finite_verb or carried):
                continue  # a participle is a verb as well: عارض
            cue = self._cue(at, end, sense)
            if cue is not None:
                return cue
            failed = failed or finite_verb
        return None

    def _cue(self, at: int, end: int, sense: Sense) -> Cue | None:
        """The cue of one sense of a word; None where nothing is said in this sense."""
        cue = Cue(at, sense, sense.entry.form[0])
        then = self.forms[cue.end].form if cue.end < len(self.forms) else ""
        why = sense.preposition in self.pack.sets["speech.of"] and not (sense.pronoun and then in self.that)  # لاتهامها, but "لقوله إن"
        cue.carrier = self._carrier(at) if cue.tense == "noun" and not sense.pronoun else -1
        if cue.tense == "noun" and cue.carrier < 0 and (why or sense.entry.row.judges or not (sense.pronoun or sense.article or self._of_speaker(cue))):
            return None
        him = then in self.pack.sets["speech.him"]  # "واصفا إياه ب"
        naming = sense.entry.row.naming if (sense.pronoun or him) and cue.tense != "noun" else ()
        told = cue.finite and sense.pronoun and not naming and at > 0
        if told and self.forms[at - 1].form in self.told_of and not self._says_more(at, sense):
            return None  # "الذي أعلنه الوزير": said of the noun before
        if told and "speech.what" in self.forms[at - 1].sets and self.cast.at(cue.end) is None:
            return None  # "ما تقوله «ليس مثيرا»", but "ما قاله الوزير من أن"
        if cue.tense == "participle" and not self._speaking_participle(at, sense):
            return None
        row = sense.entry.row
        takes = row.takes + naming
        if row.carried and not self._in_a_statement(at):
            return None
        if row.seems and cue.tense == "present" and not sense.pronoun and not self._holds_of(at + 1):
            takes = tuple(t for t in takes if t in _CLAUSES and t != "quote")  # "تبلغ «الشركة» ألفا"
        if self._of_it(cue, takes) or not self._open(cue, takes, end) or cue.start >= len(self.forms) or not self._relay(cue):
            return None  # also of a text that breaks off: "اقترح على نظيره"
        if self._said_of_noun(cue):
            return None
        if told and cue.opener == "object" and ("stance" not in self.forms[cue.start].kinds or self.cast.at(cue.start) is not None):
            return None  # "أقرته الحكومة رغم موقف الأطباء", "وتنتقده المعارضة": the pronoun is its object
        if cue.tense == "present" and row.act == "say" and self._referred(cue):
            return None
        if cue.finite and cue.opener not in _CLAUSES and not sense.conjunction and self._done_to(cue):
            return None
        if cue.finite and sense.preposition and cue.opener not in _CLAUSES and self.forms[cue.start - 1].form not in self.that:
            return None  # "لتعبر عن": what for, not what was said
        if cue.tense == "noun" and not self._noun_tells(cue):
            return None
        if cue.start >= len(self.forms):
            return None  # the text ends before the words
        begins = self.forms[cue.start]
        if not cue.quoted:
            cue.start = self._past_restated(cue.start)
        if row.objects and self.pack.words(row.objects).isdisjoint((begins.form, begins.stem)):
            return None
        if row.impersonal and self._impersonal(cue):
            return None
        if (row.naming or row.impersonal or cue.finite) and self._so_called(cue):
            return None
        if row.naming and not cue.quoted and cue.first and "speech.so" in self.forms[cue.first - 1].sets:
            return None
        self.close(cue)
        said = self.forms[cue.start : cue.stop]
        needs = self.pack.words(sense.entry.row.needs) if sense.entry.row.needs else None
        if needs is not None and not any(word.form in needs or word.stem in needs for word in said):
            return None
        hidden = self.pack.sets["speech.identity"]
        comma = cue.first and self.forms[cue.first - 1].mark and self.forms[cue.first - 1].mark in self.pack.marks.comma
        aside = comma and not sense.conjunction and self.cast.at(cue.end) is None  # "مصدر، طلب عدم كشف هويته، أن"
        withheld = self.forms[cue.end : min(cue.start, cue.end + _SHORT)] if aside else []
        without = "speech.without" in self.forms[cue.start - 2].sets  # "دون أن تذكر اسمه"
        told_of_him = cue.opener in _CLAUSES and row.act == "say" and not without  # "أضاف أن اسمه برز"
        if any(word.form in hidden for word in (*(() if told_of_him else said[:_SHORT]), *withheld)):
            return None  # "رفض الكشف عن هويته"
        return cue if said else None

    def _holds_of(self, at: int) -> bool:
        """ "تعتبر تركيا حزب العمال منظمة إرهابية": two named one behind the other, of whom the first holds something of the second."""
        first = self.cast.at(at)
        second = self.cast.at(first.end) if first is not None and first.first == at and not first.preposition and first.kind in AUTHORS else None
        return second is not None and not (second.preposition or second.conjunction) and second.kind in AUTHORS

    def _done_to(self, cue: Cue) -> bool:
        """ "وجهت لرئيس الوزراء انتقادات": a verb at the head of a sentence, and whom it was done to right behind it: its subject is what was done."""
        mention = self.cast.at(cue.end) if cue.first == self.words.sentence_at(cue.first)[0] else None
        return mention is not None and mention.first == cue.end and mention.kind in PEOPLE and mention.preposition in self.pack.sets["speech.of"]

    def _referred(self, cue: Cue) -> bool:
        """ "وكان الوزير يشير إلى الاتفاق": the writer tells what was meant."""
        if "contacts.until" not in self.forms[cue.start - 1].sets or cue.sense.conjunction or cue.first < 1:
            return False
        subject = self.cast.at(cue.first - 1)
        before = cue.first - 1 if subject is None else subject.first - 1
        return before >= 0 and "contacts.had_been" in self.forms[before].sets

    def _said_of_noun(self, cue: Cue) -> bool:
        """ "السفن التي أمر الملك بإرسالها": somebody's verb behind "which", and a pronoun at once that points back to the noun."""
        who = cue.finite and cue.first > 0 and "contacts.who" in self.forms[cue.first - 1].sets
        subject = self.cast.at(cue.end) if who and cue.opener not in _CLAUSES else None
        return subject is not None and not subject.preposition and self._possessed(cue.start)

    def _of_it(self, cue: Cue, takes: tuple[str, ...]) -> bool:
        """ "القمة التي دعا إليها الرئيس": the preposition of the verb holds a pronoun, and what is said was named before."""
        following = self.forms[cue.end].form if cue.finite and cue.end < len(self.forms) else ""
        if following not in self.pack.sets["speech.bound"] or "that" in takes:
            return False
        return following.startswith(tuple(self.pack.words(takes)))

    def _noun_tells(self, cue: Cue) -> bool:
        """Does a verbal noun tell what was said? "تأكيد الوزير أهمية", "إعلانه أن"; not "إعلان الحكومة حالة الطوارئ", "إعلانه الاستقالة"."""
        if cue.carrier >= 0 or cue.opener in _CLAUSES or "stance" in self.forms[cue.start].kinds:
            return True
        accused = cue.sense.entry.row.act == "accuse"  # "اتهامه الوزير بأنه"
        return (cue.opener != "object" or accused) and bool(cue.sense.pronoun or cue.sense.article)

    def _says_more(self, at: int, sense: Sense) -> bool:
        """ "القناة التي اتهمته بأنه": what the verb says follows it at once, and the pronoun is of whom it says it."""
        following = self.forms[at + 1] if at + 1 < len(self.forms) else None
        takes = sense.entry.row.takes
        told = following is not None and following.form in self.that and "that" in takes  # "المديرة، التي أبلغته أن"
        return following is not None and (told or ("object" in takes and following.form in self.that_pronoun | self.that))

    def _relay(self, cue: Cue) -> bool:
        """Find whose words are passed on: "نقلت الوكالة عن الوزير أن". False for a verb that needs that and lacks it, of whoever is no paper."""
        row = cue.sense.entry.row
        if not row.relay or not cue.finite:
            return True
        words = self.pack.words(row.relay)
        for k in range(cue.end, cue.start - 1):
            if self.forms[k].form not in words:
                continue
            counted = "count" in self.forms[k + 1].kinds  # "عن ثلاثة مصادر"
            mention = self.cast.at(k + 1 + counted)
            if mention is not None and mention.first == k + 1 + counted:
                cue.relayed = mention.first
                return True
        mention = self.cast.at(cue.end)
        if cue.opener == "that" and mention is not None and cue.start - mention.end < _AT_ONCE and is_press(self.forms[mention.first]):
            return True  # "علمت «الأيام» أن"
        return "stance" in row.takes and cue.opener == "object"

    def _impersonal(self, cue: Cue) -> bool:
        """ "المفاوضات يتوقع أن تطول", "أشلاء يعتقد أنها": it is thought."""
        if cue.tense != "present" or cue.sense.conjunction or cue.sense.pronoun or cue.opener != "that" or cue.start - cue.end > 1:
            return False
        before = self.cast.at(self.before_verb(cue.first - 1)) if cue.first else None
        before = before or relative_head(cue.first, self.forms, self.cast, self.pack)  # "الباحث الذي يرى أن"
        if before is not None and before.kind == "body":
            _, gender, number, *_ = cue.sense.entry.form
            return number != "s" or (gender != "f" and not cue.sense.entry.row.personal)  # "الحركة ترى أن", "الحزب يرى أن"
        return before is None or before.kind not in ("name", "office", "group")

    def _so_called(self, cue: Cue) -> bool:
        """ "ما وصف بأنه جريمة", "ما ذكر أنه خلاف", "صحة ما تردد عن": by nobody in particular."""
        before = self.forms[cue.first - 1].form if cue.first else ""
        about = cue.end < len(self.forms) and "speech.from" in self.forms[cue.end].sets
        near = cue.start - cue.end < 2 or (about and not cue.sense.entry.row.relay)
        return before in self.pack.sets["speech.what"] and not cue.sense.pronoun and near and self.cast.at(cue.end) is None

    def _in_a_statement(self, at: int) -> bool:
        """ "وجاء في البيان أن"."""
        following = self.forms[at + 1 : at + 3]
        if following and "speech.back" in following[0].sets:
            return at > 0 and "medium" in self.forms[at - 1].kinds  # "أصدرت بيانا جاء فيه"
        return len(following) == 2 and "contacts.place" in following[0].sets and "medium" in following[1].kinds

    def _carrier(self, at: int) -> int:
        """The token of the verb by whose verbal noun something is said: "ذهب الوزير إلى القول إن", "اكتفت الحكومة بالتشديد على"; -1 where there is none."""
        word, sets = self.forms[at], self.pack.sets
        up_to = at > 1 and "speech.by_words" in self.forms[at - 1].sets  # "ذهب إلى حد وصف"
        carrying = sets["speech.carrying"]
        if not at or not (word.preposition in carrying or self.forms[at - 1 - up_to].form in carrying):
            return -1
        floor = max(self.words.sentence_at(at)[0], at - _CARRIED)
        for k in range(at - 1, floor - 1, -1):
            before = self.forms[k]
            if before.mark and before.mark not in self.pack.marks.comma:
                break
            joined = before.form[:1] in self.pack.lexicon.particles.conjunctions and before.form[1:] in sets["speech.carriers"]
            if (joined or "speech.carriers" in before.sets) and self.cast.at(k) is None:
                return k
        return -1

    def _of_speaker(self, cue: Cue) -> bool:
        """A verbal noun that holds its speaker: "رغم تأكيد مصادر الرئيس عدم التوصل"."""
        speaker = self.cast.at(cue.end) if "that" in cue.sense.entry.row.takes else None
        return speaker is not None and speaker.first == cue.end and not speaker.preposition and not cue.sense.article and speaker.kind != "nation"

    def _senses(self, at: int) -> list[Sense]:
        """The senses in which a word can say something here."""
        word = self.forms[at]
        out: list[Sense] = []
        if self.cast.at(at) is not None:
            return out
        for sense in word.senses:
            form = sense.entry.form
            saying = form and form[0] == "noun" and ("speech.by_saying" in word.sets or self._carrier(at) >= 0)  # بالقول إن
            if sense.entry.kind != "speech" or (sense.article and not saying) or form[0] == "future" or form[3] == "passive":
                continue
            if sense.entry.row.close and sense.pronoun and form[0] != "participle" and not sense.entry.row.naming:
                continue  # أبرزهم: "the foremost of them"
            if sense.pronoun and (self._feminine_noun(at) or sense.pronoun in self.pack.sets["speech.us"]):
                continue  # تهنئة is no "she congratulates him"; يدعونا
            if not self._spelled(at, sense):
                continue
            if at and form[0] in FINITE and (self._unreal(at, form[0]) or (not sense.pronoun and "contacts.from" in self.forms[at - 1].sets)):
                if self._carrier(at) >= 0:
                    continue  # "إلى حد وصف"
                return out  # "من قال إن": whoever did
            denied = at > 0 and self.forms[at - 1].form in self.not_said
            if at and ((denied and not sense.entry.row.negated) or self.forms[at - 1].cites):
                return out
            if not denied and (form[0] == "jussive" or sense.entry.row.negated == "only"):
                continue
            if at > 1 and "speech.what" in self.forms[at - 1].sets and self.forms[at - 2].cites:
                return out  # "وفق ما أعلنته الوزيرة"
            prayed = at + 1 < len(self.forms) and "speech.prayed" in self.forms[at + 1].sets
            if prayed and (sense.pronoun or "object" not in sense.entry.row.takes):
                return out  # رعاه الله; but: داعيا الله أن
            if at and form[0] in FINITE and "speech.before_noun" in self.forms[at - 1].sets:
                return out  # "بناء على طلب": no verb stands after a preposition
            out.append(sense)
        return out

    def told_by_negation(self, cue: Cue) -> bool:
        """ "لم يستبعد الوزير": he says that it may be."""
        return cue.sense.entry.kind == "speech" and bool(cue.sense.entry.row.negated) and cue.first > 0 and self.forms[cue.first - 1].form in self.not_said

    def _done_so(self, at: int, tense: str) -> bool:
        """Is a verb of saying also one of contact, in this tense?"""
        return any(s.entry.kind in ("meet", "hold") and s.entry.form[0] == tense for s in self.forms[at].senses)

    def _feminine_noun(self, at: int) -> bool:
        end = self.words.ends[at]
        last = self.words.text[end - 1]
        return (self.words.text[end - 2] if last in self.pack.nunation else last) == self.pack.feminine_letter

    def _unreal(self, at: int, tense: str) -> bool:
        """Is it only thought of: "عليه أن يوضح", "إذا رفض الكونغرس", "في حال وافق"? And a noun after its verb and subject: "طلب الوزير نقل تحياته"."""
        before = self.forms[at - 1]
        noun = self.forms[at].closed and "speech.nouns" in self.forms[at].sets
        if before.closed:
            if "speech.will" in before.sets:
                return True
            if "speech.that" in before.sets:
                return tense == "present" and not self.ere(at)
            if "speech.if" in before.sets or (noun and tense == "past" and "speech.which" in before.sets):
                return True  # "وهو أمر مفهوم"
        pointing = noun and at + 1 < len(self.forms) and "speech.back" in self.forms[at + 1].sets  # "كلمة رفع فيها التهنئة"
        if noun and not pointing:
            mention = self.cast.at(at - 1)
            arranged = "contacts.arrange" in before.sets or "contacts.arrange" in before.stem_sets
            possessed = self._possessed(at - 1)
            if mention is None and (arranged or (not possessed and holds_genitive(before, self.pack))):
                return True  # "نموذج طلب التأمين", "وتم طلب"
            if mention is None or not mention.first or mention.preposition:
                return False
            verb = self.forms[mention.first - 1]
            return finite(verb) is not None or ("contacts.was" not in verb.sets and "speech.done" not in verb.sets and tense_of(verb, self.pack) is not None)
        return False

    def _spelled(self, at: int, sense: Sense) -> bool:
        """Is it spelled as this form, where folding hides the difference? أعتقد is "I believe", هنا is "here"."""
        tense, past = sense.entry.form[0], sense.entry.row.past
        if self.misspelled(at, sense):
            return False
        if tense == "present" and sense.entry.form[1] == "f" and self._done_so(at, "past"):
            return False  # توجه الوفد إلى: he went
        before = self.cast.at(at - 1) if tense == "past" and not sense.conjunction and at else None
        if before is not None and before.kind == "state" and self._done_so(at, "present"):
            return False  # "قطر توقع اتفاقية": she signs, for a state is feminine
        vowel = self.pack.passive in self.words.text[self.words.starts[at] : self.words.starts[at] + 3]
        four = len(past) > _THREE and (past[0] == self.pack.hamza or past[1] == self.pack.bare_alef)
        if tense == "present" and vowel and not (four or not past.isalpha()):
            return False  # يُعتبر, but يُشير, يُطالب and يُقدّر
        start = self.words.after(at, len(sense.conjunction))
        if tense == "participle" and sense.entry.row.participle[:1] == self.pack.long_alef != self.words.text[start]:
            return False  # آملا, but "أملا في" is a noun
        if tense == "past" and self.words.text[start + 1 : start + 2] == self.pack.passive:
            return False  # أُبلغ السكان
        if tense == "past" and self.words.text[start] == self.pack.hamza_below and past[0] == self.pack.hamza:
            return False  # إضافتها is a noun, but إعتبر a verb
        if tense != "past" or sense.pronoun:
            return True
        text, bare, hamza = self.words.text, self.pack.bare_alef, self.pack.hamza
        begins = past[0] == bare and text[start] == hamza
        return not (begins or text[start] == self.pack.long_alef or (past[-1] == hamza and text[self.words.ends[at] - 1] == bare))
