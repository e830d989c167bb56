"""What may stand between a verb of saying and the words spoken, set off by commas or not: asides, whom it was said to, whose name is withheld."""

from __future__ import annotations

from typing import Final

from mypy_extensions import mypyc_attr

from qanat.packs.word import FINITE, Word
from qanat.read.around import NEAR, WHEN, Around, Cue
from qanat.read.syntax import asks_somebody, finite, is_press
from qanat.text.tense import tense_of

_BRACKET: Final = 24  # tokens of an aside between commas
_REPLY: Final = 40  # ... that tells of the question answered
_UNKNOWN: Final = 3  # letters past which a word that no table knows may hold a preposition
_HELD_BACK: Final = 20  # tokens of a clause between commas that withholds a name
_SEATED: Final = 8  # tokens from where the subject is to "that"
_ABBREVIATION: Final = 4  # tokens of a short name, its marks included
_WITHHELD: Final = 8  # tokens between "who" and the name that he withholds


@mypyc_attr(acyclic=True)
class Search:
    """How far the search for an opener has come.

    `subject`: somebody is named who speaks, `spoke` his kind, `unnamed`: as one of many ("مسؤول رفيع"); `near`: nothing but him and asides so far;
    `aside`: an aside has been passed, so that an object must show itself, `bracketed`: one begun with a comma; `close`: only what follows at once
    counts; `behind`: the token behind the cue and its object pronoun; `doubtful`: the opener to take where no better one comes; `over`: look no further.
    """

    near: bool = True
    aside: bool = False
    bracketed: bool = False
    spoke: str = ""
    unnamed: bool = False
    doubtful: tuple[str, int] | None = None
    found: bool = False
    over: bool = False

    def __init__(self, cue: Cue, takes: tuple[str, ...], prepositions: frozenset[str], what: frozenset[str], stop: int, *, subject: bool, close: bool) -> None:
        self.cue, self.takes, self.prepositions, self.what, self.stop = cue, takes, prepositions, what, stop
        self.takes_object, self.takes_clause = "object" in takes, "that" in takes
        self.subject, self.close = subject, close
        self.behind = cue.end

    @property
    def may_have_object(self) -> bool:
        """The verb takes an object, and its subject has been named or is dropped."""
        return self.takes_object and (self.subject or bool(self.cue.sense.conjunction))


class Bracketed(Around):
    """Steps over what stands between the cues of one text and their content."""

    def _past_most(self, at: int) -> int:
        """ "رفضت غالبية الأحزاب القرار": the token past how many of those named there; `at` where it is another word."""
        named = self.cast.at(at + 1) if at < len(self.forms) and "speech.most" in self.forms[at].sets else None
        return at + 1 if named is not None and named.first == at + 1 and not named.preposition else at

    def _past_bracket(self, comma: int, search: Search) -> int:
        """The token past an aside between commas, where what the verb takes stands right behind it: "أقر المجلس، في جلسته التي عقدها أمس برئاسة الأمير،
        تعديل النظام"; `comma` where none begins.
        """
        replying = comma + 1 < search.stop and "speech.replying" in self.forms[comma + 1].sets  # "، ردا على سؤال عما إذا كان …، أن"
        of_him = comma + 1 < search.stop and "contacts.who" in self.forms[comma + 1].sets  # "دعت الكتلة، التي اجتمع أعضاؤها للتداول في …، إلى"
        begins = search.near and comma + 1 < search.stop and (replying or of_him or self.past_aside(comma + 1, search.stop) > comma + 1)
        if not begins or self._preposition_of(comma + 1, search) or not (search.subject or search.cue.sense.conjunction):
            return comma
        for k in range(comma + 2, min(comma + (_REPLY if replying or of_him else _BRACKET), search.stop - 1)):
            word = self.forms[k]
            if word.mark and word.mark in self.pack.marks.comma:
                named = of_him and self.cast.at(k + 1) is not None  # "نفى المتحدث، وهو من بغداد، كريم الجبوري"
                if self._opens(k + 1, search) or (not named and self._object_opens(k + 1, search)):
                    return k + 1
                if self.past_aside(k + 1, search.stop) == k + 1 and not self.says_when(k + 1):
                    return comma
            if word.form in self.that or word.form in self.that_pronoun or word.mark == "\n" or (word.mark and word.mark in self.pack.marks.colon):
                break
        return comma

    def _preposition_of(self, at: int, search: Search) -> bool:
        """Stands a preposition of the verb here: "دعا فلان، رئيس الحزب، إلى"?"""
        return (
            self.forms[at].form in search.prepositions and not self._set_phrase(at) if self.forms[at].form in self.prepositions else self._attached(at, search)
        )

    def _opens(self, at: int, search: Search) -> bool:
        """Can the words spoken begin here, behind an aside between commas?"""
        word, mention = self.forms[at], self.cast.at(at)
        if word.form in self.that or word.form in self.that_pronoun:
            return search.takes_clause or any(word.form.startswith(p) for p in search.prepositions)
        if word.conjunction or self.participle_cue(at) or word.kinds & WHEN:
            return False
        if word.form in search.prepositions:
            return not self._set_phrase(at)
        if mention is not None:
            return mention.preposition in search.prepositions
        return self._attached(at, search)

    def _object_opens(self, at: int, search: Search) -> bool:
        """Can the object begin here, behind an aside between commas?"""
        word, mention = self.forms[at], self.cast.at(at)
        if not search.may_have_object or word.conjunction or word.kinds & WHEN or self.participle_cue(at):
            return False
        if "contacts.who" in word.sets:
            return False
        if mention is not None:
            return not mention.preposition and search.subject  # "وأكد، في تصريح، الوزير أن": his words follow
        return not word.form.endswith(self.pack.accusative) and (self._stance(at, article=True) or self._object_then(at))

    def _object_then(self, at: int) -> bool:
        """A noun phrase behind the second comma, also one that looks like a verb: "، عقد لقاء"."""
        word = self.forms[at]
        if word.article or self.object_after_aside(at):
            return not word.preposition
        verbal = word.common and finite(word) is not None and word.form not in self.function
        following = self.forms[at + 1] if at + 1 < len(self.forms) else None
        noun = verbal or not (word.senses or word.common or word.mark or word.preposition)  # "، ضلوع خلية"
        return noun and following is not None and following.common and not (following.preposition or following.conjunction or following.form in self.function)

    def _attached(self, k: int, search: Search) -> bool:
        """A preposition of the verb on a noun, of a word that no table knows only behind the subject: "أشاد الوزير بحفاوة"."""
        word = self.forms[k]
        following = self.forms[k + 1].form if k + 1 < len(self.forms) else ""
        occasion = following in self.pack.sets["speech.the_occasion"] and word.form[1:] in self.pack.sets["contacts.this"]
        if (
            ("speech.manner" in word.sets or "contacts.because" in word.sets)
            or (occasion and not search.cue.sense.entry.row.naming)  # "أشاد بهذه المناسبة بالعلاقات", but "هنأهم بهذه المناسبة"
            or (search.doubtful is not None and "speech.led" in word.sets)  # but "نوه برعاية الأمير للحفل"
            or (search.subject and (self._in_seat(k) or self._before_that(k, search)))
        ):
            return False
        if word.preposition in search.prepositions and self._that_follows(k, word.preposition, search):
            return False
        if word.common or "occasion" in word.kinds or ("name" in word.kinds and search.subject):
            if search.subject and not (word.preposition or word.conjunction or word.form in self.function or "speech.light" in word.sets):
                return any(sense.preposition in search.prepositions and not sense.conjunction for sense in word.senses)  # "تعهد الوزير بكل", "بحقها"
            return bool(word.preposition) and word.preposition in search.prepositions
        return search.subject and not word.senses and word.form[0] in search.prepositions and len(word.form) > _UNKNOWN

    def _held_by_noun(self, at: int) -> bool:
        """ "أكد، خلال جولته للتعرف على المصنع، على": the preposition of a noun right before it."""
        before = self.forms[at - 1]
        return "speech.holding" in before.stem_sets and (before.article or before.preposition != "")

    def _before_that(self, k: int, search: Search) -> bool:
        """ "وأفاد مصدر بإدارة أمن الطرق أن": where the subject is, for "that" follows."""
        if not search.takes_clause or self.cast.at(k - 1) is None:
            return False
        for word in self.forms[k + 1 : min(k + _SEATED, search.stop)]:
            if word.form in self.that:
                return True
            if word.mark or word.conjunction or word.form in self.function or finite(word) is not None:
                return False
        return False

    def _that_follows(self, k: int, preposition: str, search: Search) -> bool:
        """ "وأفاد المكلف بالإعلام في الحركة بأن", "وأفادت النائبة بالبرلمان، في تصريح، بأن": the same preposition before "that", and no verb between."""
        for at in range(k + 1, min(k + _BRACKET, search.stop)):
            word = self.forms[at]
            if word.form in self.that or word.form in self.that_pronoun:
                return word.form.startswith(preposition)
            if word.conjunction or word.speaks or (word.mark and word.mark not in self.pack.marks.comma) or finite(word) is not None:
                return False
        return False

    def _in_seat(self, k: int) -> bool:
        """ "وجهت الشؤون الصحية بمنطقة مكة بتشكيل لجنة": where the subject is, before the same preposition of what it says."""
        word, place = self.forms[k], self.cast.at(k + 1)
        seat = bool(word.preposition) and "contacts.seat" in word.stem_sets and self.cast.at(k - 1) is not None
        if not seat or place is None or place.kind not in ("place", "city") or place.end >= len(self.forms):
            return False
        return self.forms[place.end].preposition == word.preposition and not self.forms[place.end].article

    def _past_addressee(self, at: int, cue: Cue) -> int:
        """The token past of whom something is asked: "طلب من ألمانيا إرسال الدبابات"; `at` itself where nothing is asked of him behind him."""
        if cue.quoted or not asks_somebody(cue.sense):
            return at
        mention = self.cast.at(at)
        asked = "contacts.from" in self.forms[at - 1].sets or self.forms[at - 1].form in self.pack.words(cue.sense.entry.row.takes[-1:])  # "اقترح على"
        if not asked:
            end = mention.end if mention is not None and mention.first == at and cue.opener == "object" else len(self.forms)
            then = end < len(self.forms) and not self.forms[end].article and self.object_after_aside(end)
            return end if then else at  # "ناشد الدول وقف الحرب"
        end = mention.end if mention is not None and mention.first == at else self._end_of_addressee(at)
        word = self.forms[end] if end < len(self.forms) else None
        if word is None or word.mark or word.conjunction or word.preposition:
            return at
        if word.form in self.that:
            return end + 1
        return at if word.form in self.function else end

    def _past_asked(self, at: int, search: Search) -> int:
        """ "دعا الوزير الدول التي وقعت الاتفاق في فيينا، إلى": the token past the clause that says who is asked; `at` where nothing is asked behind it."""
        if not asks_somebody(search.cue.sense):
            return at
        for k in range(at + 1, min(at + _BRACKET, search.stop - 1)):
            if self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma:
                return k + 1 if self._preposition_of(k + 1, search) else at
        return at

    def _past_restated(self, at: int) -> int:
        """The token past "saying" as the object of a verb: "جدد التأكيد على أن", "كرر القول إن"; `at` where there is none."""
        forms = self.forms
        end = self.words.sentence_at(at)[1] if at < len(forms) else at
        if at + 1 >= end or "speech.restated" not in forms[at].sets:
            return at
        past = at + 1 + ("speech.on" in forms[at + 1].sets)
        past += past < end and forms[past].form in self.that
        return past if at + 1 < past < end else at

    def _tells_more(self, word: Word) -> bool:
        """An adjective behind those who are asked: "الدول العربية", "حلفائه الأوروبيين"."""
        tells = "nation" in word.kinds or word.form.endswith((*self.describing, self.pack.oblique))
        return word.article and tells and not word.preposition

    def _end_of_addressee(self, at: int) -> int:
        """The token past a noun phrase that an article or a pronoun closes: "لاعبيه", "جميع أعضاء بعثتها", "الدول العربية"."""
        for k in range(at, min(at + NEAR, len(self.forms))):
            word = self.forms[k]
            if word.mark or word.form in self.that or (k > at and (word.preposition or word.conjunction)):
                break
            if self._possessed(k) or word.article:
                k += 1
                while k < len(self.forms) and self._tells_more(self.forms[k]):
                    k += 1
                return k
        return at

    def _past_carrier(self, at: int, cue: Cue) -> int:
        """The token past the paper or agency that carries a statement, with a short name of it between marks: "في بيان صدر أمس نقلته وكالة الأنباء «وام»،",
        "في بيان تلقت «الحياة» نسخة منه"; `at` where none does.
        """
        behind = self.quote_at.get(at, at)
        for k in range(behind, min(behind + 2, len(self.forms))) if behind > at else ():
            if "speech.copy" in self.forms[k].sets:
                return k + 1
        mention = self.cast.at(at + (at in self.quote_at))
        press = mention is not None and is_press(self.forms[mention.first])
        before = self.cast.at(at - 1)
        if at in self.quote_at and before is not None and (press or before.kind == "body") and self.quote_at[at] - at <= _ABBREVIATION:
            return self.quote_at[at]  # "وكالة الأنباء الكويتية «كونا»"
        if mention is None or not press or at - 1 <= cue.end or before is not None:
            return at
        verb = self.forms[at - 1]
        it = verb.form.endswith(self.pronouns) and self.words.text[self.words.ends[at - 1] - 1] != self.pack.feminine_letter  # not صحيفة
        if not (it or tense_of(verb, self.pack) == "past") or verb.article or verb.preposition or behind - at > _ABBREVIATION:
            return at
        end = behind if behind > at else mention.end
        return self.quote_at[end] if end in self.quote_at and self.quote_at[end] - end <= _ABBREVIATION else end

    def _closes_document(self, at: int, comma: int) -> bool:
        """Does a comma end the phrase of a document or broadcast that begins at a token?"""
        mark = self.forms[comma].mark
        return bool(mark) and mark in self.pack.marks.comma and any("medium" in word.kinds for word in self.forms[at:comma])

    def _past_anonymity(self, at: int, stop: int) -> int:
        """The token past "who asked that his name be withheld"; `at` where no such clause begins."""
        return next((k + 1 for k in range(at + 1, min(at + _WITHHELD, stop)) if "speech.identity" in self.forms[k].sets), at)

    def _past_withheld(self, comma: int, stop: int) -> int:
        """The token past a clause between commas that says that somebody's name is withheld: "، فضلت عدم الكشف عن هويتها،"; `comma` where none begins."""
        for k in range(comma + 1, min(comma + _HELD_BACK, stop)):
            if self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma:
                return k + 1 if any("speech.identity" in word.sets for word in self.forms[comma + 1 : k]) else comma
        return comma

    def _absolute(self, word: Word, cue: Cue) -> bool:
        """The verb's own noun as how it was done, which looks like its dual: "نفى نفيا", "رفض رفضا"."""
        one = cue.finite and cue.sense.entry.form[2] == "s" and word.form.endswith(self.pack.accusative)
        return one and any(s.entry.kind == "speech" and s.entry.row is cue.sense.entry.row and s.entry.form[2] == "d" for s in word.senses)

    def _clock(self, colon: int) -> bool:
        """ "الساعة 11:30": a colon right between numbers."""
        after = colon + 1
        numbers = after < len(self.forms) and bool(self.forms[colon - 1].number and self.forms[after].number)
        return numbers and self.words.ends[colon - 1] == self.words.starts[colon] and self.words.ends[colon] == self.words.starts[after]

    def _names_it(self, at: int) -> bool:
        """ "وصفها", "اعتبرته": a verb of calling something so, whose pronoun is what."""
        return any(s.entry.kind == "speech" and s.pronoun and s.entry.row.naming and s.entry.form[0] in FINITE for s in self.forms[at].senses)

    def _counted_day(self, at: int) -> int:
        """The token of the day from which another is counted: "أول أمس", "أول من أمس"."""
        return at + 1 + (at + 1 < len(self.forms) and "contacts.from" in self.forms[at + 1].sets)

    def _closes_apposition(self, comma: int) -> bool:
        """Is this the second comma about an office that belongs to the name before it, or the one after a day: "نفى شكري، وزير الخارجية، صحة",
        "أعلن مسؤول اليوم (السبت)، وفاة"?
        """
        last = comma - 2 if self.forms[comma - 1].mark == ")" else comma - 1
        dated = bool(self.forms[last].number) and bool(self.forms[last - 1].kinds & WHEN)  # "أمس الأحد 19 مارس 2017،"
        if dated or self.forms[last].kinds & WHEN:
            return True
        mention = self.cast.at(comma - 1)
        return mention is not None and any(word.mark in self.pack.marks.comma for word in self.forms[mention.first : mention.end] if word.mark)

    def _lest(self, at: int) -> bool:
        """ "تمنى ألا تتأخر المساعدات": "that not" before a verb in the present, no "except"."""
        spelled = self.words.text[self.words.starts[at]] == self.pack.hamza
        verb = self.forms[at + 1] if at + 1 < len(self.forms) else None
        return spelled and verb is not None and not (verb.article or verb.mark) and verb.form[0] in self.pack.persons_of_verbs

    def _object_set_off(self, at: int, search: Search) -> bool:
        """ "أكد مسؤول بحملة كلينتون، انضمام كلين للحملة": a comma before the object, and no apposition, for nothing that may be said stands behind the
        next comma; nor has an unnamed speaker one with the article: "أعلن مصدر أمني، العثور على الأسلحة".
        """
        if at + 1 >= search.stop or (self.forms[at].article and not search.unnamed) or not self.object_after_aside(at):
            return False
        comma = next((k for k in range(at, search.stop) if self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma), search.stop)
        stop = next((k for k in range(at, search.stop) if self.participle_cue(k)), search.stop)
        if stop == at or "stance" in self.forms[at].kinds or any(word.form in self.that or word.form in self.that_pronoun for word in self.forms[at:stop]):
            return False
        behind = comma + 1
        called = "speech.callings" in self.forms[at].stem_sets  # "أكد فلان، شقيق الضحية، ضرورة"
        return behind >= search.stop or search.unnamed or not (called or self._opens(behind, search) or self._object_opens(behind, search))
