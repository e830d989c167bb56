"""What may stand between a verb of saying, its speaker and the words spoken: "في بيان صدر أمس", "على هامش القمة", "خلال لقائه الوزير"."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import Word
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import TIMES, finite, owned
from qanat.text.tense import tense_of
from qanat.text.words import Words

_OBJECT_NEVER: Final = TIMES | {"title", "head", "noun", "medium"}  # ... that is no object of a verb of saying
_POSSESSED: Final = 4  # letters past which a last one may be a pronoun
_QUOTED_NAME: Final = 5  # tokens of a quotation, its marks included, that is a mere name
_REMARK: Final = 24  # tokens of a clause between commas that tells more of a subject
_ALREADY: Final = 3  # tokens before a verb at least, of which the first says that it was done before
_WORDS: Final = 4  # words of a noun phrase with neither article nor name


class Asides:
    """Steps over the prepositional phrases of one text."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        self.words, self.cast, self.pack = words, cast, pack
        self.forms = words.words
        self.quote_at = dict(words.quotes)
        self.function = pack.sets["function.words"]
        self.prepositions = pack.either("speech.before_noun", "offices.joins", "speech.after", "speech.as_was_told")
        self.pronouns = pack.lexicon.particles.pronouns
        self.describing = tuple(pack.sets["offices.describing"])

    def past_aside(self, at: int, stop: int) -> int:
        """The token past the prepositional phrase that begins at `at`, with its relative clause; `at` itself where none begins."""
        k = at
        if at + 1 < stop and "speech.guest" in self.forms[at].sets and "names.works" in self.forms[at + 1].stem_sets:
            return max(self._phrase(at + 1, stop), at)  # "ضيف برنامج «بوليتيكا»"
        while k < stop and self.forms[k].form in self.prepositions and self.cast.at(k) is None:
            k += 1
        mention = self.cast.at(k)
        attached = mention.preposition if mention is not None and mention.first == k else self.forms[k].preposition if k < stop else ""
        if (k == at and not attached) or k >= stop:
            return at
        if k > at and attached:
            return k  # "من قبل", an adverb
        if "speech.that" in self.forms[k].sets and "speech.ere_that" in self.forms[k - 1].sets:
            return self._clause_of_time(k, stop) or at
        if "speech.that" in self.forms[k].sets or "speech.that_pronoun" in self.forms[k].sets or (at and "speech.some" in self.forms[at - 1].sets):
            return at  # "في أن", "كل من فلان"
        return max(self._phrase(k, stop), at)

    def _clause_of_time(self, that: int, stop: int) -> int:
        """ "قال الوزير قبل أن يغادر العاصمة إن": the token past a clause that says when, up to "that", a colon or a comma; 0 where somebody speaks in it."""
        ends = self.pack.marks.colon | self.pack.marks.comma
        for k in range(that + 1, stop):
            word = self.forms[k]
            if "speech.that" in word.sets or "speech.that_pronoun" in word.sets or (word.mark and word.mark in ends):
                return k
            if word.mark or (word.speaks and self.cast.at(k) is None and finite(word) is not None):
                return 0
        return 0

    def before_verb(self, at: int) -> int:
        """The token at which a subject may end, back from the one before its verb: over "had" and "not" (لم يستبعد), and over a clause between commas:
        "الوزير، الذي زار بغداد، يرى".
        """
        marks = self.pack.marks
        at -= at > 0 and self.forms[at].closed and "contacts.negations" in self.forms[at].sets
        at = self._past_own_name(at) if at > 0 and self.forms[at].mark else at
        at -= at > 0 and (at in self.quote_at or self.quoted_name(at))  # "حماس «تنفي …»", "«حماس» تنفي"
        if at > 0 and self.forms[at].closed and "speech.then" in self.forms[at].sets:
            first = self.words.sentence_at(at)[0]
            at -= at > first and any("speech.as_for" in w.sets for w in self.forms[first : first + 2])  # "أما الفلسطينيون فقد حملوا"
        at = self.with_already(at + 1) - 1
        while at > 0 and self.forms[at].closed and ("speech.done" in self.forms[at].sets or "contacts.was" in self.forms[at].sets):
            at -= 1
        if at > 0 and self.forms[at].mark and self.forms[at].mark in marks.comma:
            for k in range(at - 1, max(at - _REMARK, 1), -1):
                word, before = self.forms[k], self.forms[k - 1]
                if "contacts.who" in word.sets and before.mark and before.mark in marks.comma:
                    return k - 2
                if word.mark == "\n" or (word.mark and word.mark in marks.sentence_end):
                    break
        return at

    def _past_own_name(self, at: int) -> int:
        """ "وكالة الأنباء السورية «سانا» أعلنت": the last token of a body behind which its own name in marks ends at a token; `at` where none does."""
        opens = next((k for k in range(at - 1, max(at - _QUOTED_NAME, 0), -1) if self.quote_at.get(k) == at + 1), 0)
        body = self.cast.at(opens - 1) if opens else None
        return opens - 1 if body is not None and body.kind == "body" else at

    def with_already(self, verb: int) -> int:
        """The token with which a verb begins and what says that it was done before, "سبق أن رفض", "سبق وأن رفضت"; itself where nothing does."""
        told = verb > 1 and "speech.already_that" in self.forms[verb - 1].sets and "speech.already" in self.forms[verb - 2].sets
        return verb - 2 if told else verb

    def quoted_name(self, at: int) -> bool:
        """Does a mark at a token close a quotation that is no more than a name, with which a clause begins: "«حماس» تدين", "غير أن «حماس» رفضت",
        "إضراب و«حماس» تدين"?
        """
        named = self.cast.at(at - 1) if at > 1 and self.forms[at].mark else None
        opens = named.first - 1 if named is not None else -1
        if opens < 0 or self.quote_at.get(opens) != at + 1:
            return False
        before = self.forms[opens - 1].form if opens else ""
        return before in self.pack.either("speech.that", "speech.and", "speech.yet") or self.words.sentence_at(at)[0] == opens

    def for_whom(self, verb: int) -> Mention | None:
        """ "سبق للوزير أن أكد", "سبق للوزير فلان، أن أكد": who has done it before."""
        if verb < _ALREADY or "speech.that" not in self.forms[verb - 1].sets:
            return None
        mark = self.forms[verb - 2].mark
        mention = self.cast.at(verb - 2 - (mark != "" and mark in self.pack.marks.comma))
        if mention is None or not mention.preposition or not mention.first:
            return None
        return mention if "speech.already" in self.forms[mention.first - 1].sets else None

    def _phrase(self, first: int, stop: int) -> int:
        """The token past the noun phrase at `first`: as far as it is closed by an article, a name or a pronoun."""
        if first >= stop:
            return first
        k, closed, described = first, False, False
        if "speech.at_a_time" in self.forms[k].sets and k + 1 < stop and "speech.earlier" in self.forms[k + 1].sets:
            return k + 2  # "في وقت سابق ارتفاع عدد الضحايا"
        document = "medium" in self.forms[first].kinds and not self.forms[first].article
        if "contacts.this" in self.forms[k].sets:
            k += 1
        while k < stop and not closed and k - first < _WORDS:
            word, mention = self.forms[k], self.cast.at(k)
            if k in self.quote_at and self.quote_at[k] - k <= _QUOTED_NAME:
                k, closed = self.quote_at[k], True
            elif word.mark or (described and (word.article or mention is not None)):
                break  # "خلال مؤتمر صحفي | الحكومة"
            elif mention is not None and (k == first or not (mention.conjunction or mention.preposition)):
                k, closed = mention.end, True
            elif k > first and (word.preposition or word.conjunction or word.form in self.function):
                break
            elif word.article or word.number or word.kinds & TIMES:
                k, closed = k + 1, True
            elif self._possessed(k) and (k == first or not document):
                k, closed = self._held(k + 1, stop), True
            elif k > first and (finite(word) is not None or (document and not word.form.endswith(self.describing))):
                break
            else:
                described = k > first and word.form.endswith(self.describing)
                k += 1
        while k < stop and self._goes_on_with(k, closed=closed):
            mention = self.cast.at(k)
            k = mention.end if mention is not None else k + 1
        return k if closed or k == first else self._relative(k, stop)

    def in_manner(self, word: Word) -> bool:
        """ "بشدة", "وبشدة": how something is said."""
        manner = self.pack.sets["speech.manner"]
        return word.form in manner or (word.conjunction != "" and word.form[1:] in manner)

    def says_when(self, at: int) -> bool:
        """A word of a time: "أمس", "19", "الأسبوع الماضي", "هذا الأسبوع"."""
        word = self.forms[at]
        if word.kinds & TIMES or word.number:
            return True
        if "shift" in word.kinds:
            return at > 0 and "unit" in self.forms[at - 1].kinds
        this = "contacts.this" in word.sets and at + 1 < len(self.forms) and "unit" in self.forms[at + 1].kinds
        return this or ("unit" in word.kinds and word.article)

    def _held(self, at: int, stop: int) -> int:
        """Past whom a verbal noun with a pronoun holds: "لقائه الوزير", "زيارته المركز"."""
        mention = self.cast.at(at)
        if at < stop and mention is not None and not (mention.preposition or mention.conjunction):
            return mention.end
        held = at < stop and self.forms[at].article and "stance" not in self.forms[at].kinds and self.forms[at].form not in self.function  # إلى has no article
        if not held:
            return at
        at += 1
        described = at < stop and self.forms[at].article and self.forms[at].form.endswith(self.describing) and self.cast.at(at) is None
        return at + described

    def _goes_on_with(self, at: int, *, closed: bool) -> bool:
        """Adjectives, "the same", days, and what is joined by "and"."""
        word, mention = self.forms[at], self.cast.at(at)
        when = self.says_when(at) or "times.same" in word.sets
        if word.mark or (word.form in self.function and not when):
            return False
        if mention is not None:
            return bool(mention.conjunction)
        if when:
            return True
        if word.article and closed and not word.preposition:
            adjective = "offices.adjectives" in word.sets or word.form.endswith(self.describing)
            return bool(word.conjunction) or adjective
        return False

    def _relative(self, at: int, stop: int) -> int:
        """Past the verb of a clause that says more of an indefinite noun: "بيان صدر", "رسالة بعث بها", "تصريحات نقلتها الوكالة"."""
        word = self.forms[at] if at < stop else None
        if word is None or word.mark or word.conjunction or word.preposition or word.article or word.form in self.function or self.cast.at(at) is not None:
            return at
        if "stance" in word.kinds:
            return at
        broadcast = "medium" in self.forms[at - 1].kinds and word.form.endswith(self.pronouns) and finite(word) is None  # "بيان بثه التلفزيون"
        if broadcast or self._possessed(at):
            return self._held(at + 1, stop)
        published = "medium" in self.forms[at - 1].kinds and "speech.published" in word.sets
        by = published and at + 2 < stop and "speech.from" in self.forms[at + 1].sets
        if by and (issuer := self.cast.at(at + 2)) is not None:
            return issuer.end  # "بيان صادر عن رئاسة الوزراء"
        return at + 1 if published or finite(word) is not None else at

    def _possessed(self, at: int) -> bool:
        """A noun or verb with a pronoun: رسالته, not رسالة."""
        word, text, end = self.forms[at], self.words.text, self.words.ends[at]
        if text[end - 1] == self.pack.feminine_letter or text[end - 2] == self.pack.feminine_letter:
            return False
        return word.form.endswith(self.pronouns) and len(word.form) > _POSSESSED and not (word.article or word.form in self.function)

    def joining(self, word: Word) -> bool:
        """Is it a function word with "and": ولو, وهو?"""
        return word.form[0] in self.pack.lexicon.particles.conjunctions and word.form[1:] in self.function

    def organising(self, at: int) -> bool:
        """Is a noun of bodies another noun here, as it names none: "أعلنت الوزارة تنظيم مؤتمر", "أقر البرلمان النظام الجديد"?"""
        noun = self.forms[at].by.get("noun")
        return noun is not None and (noun.entry.row.strict or noun.entry.row.ruler) and self.cast.at(at) is None

    def object_after_aside(self, at: int) -> bool:
        """Surely a noun phrase that can be an object: one with the article, or a noun that holds the definite one after it."""
        word = self.forms[at]
        kinds = word.kinds - {"noun"} if self.organising(at) else word.kinds
        if word.mark or word.number or word.preposition or word.conjunction or kinds & _OBJECT_NEVER or word.form in self.function or self.joining(word):
            return False
        if word.article:
            return True
        if not (word.common or owned(self.words, at)) or finite(word) is not None or at + 1 >= len(self.forms):
            return False
        if self._possessed(at):
            before, after = self.forms[at - 1], self.forms[at + 1]  # "أعلنت أمس استشهادهم", "أكد في تصريح إعلامي انسحابه من"
            return bool(before.kinds & TIMES) or (before.form.endswith(self.describing) and after.form in self.prepositions)
        following, mention = self.forms[at + 1], self.cast.at(at + 1)
        if "speech.nouns" in following.sets and at + 2 < len(self.forms) and mention is None:
            following, mention = self.forms[at + 2], self.cast.at(at + 2)  # "عملية نقل الأسرى"
        if mention is not None:
            return not (mention.preposition or mention.conjunction)
        told_more = bool(following.preposition) or tense_of(following, self.pack) == "present"
        if told_more and self.forms[at - 1].kinds & TIMES and not word.form.endswith(self.pack.accusative):
            return True  # "أعلن أمس هدنة لمدة أسبوع", "هدنة تبدأ غدا"
        if following.preposition or following.conjunction or following.kinds & TIMES:
            return False
        counts = "contacts.each" in following.sets or "speech.everyone" in following.sets  # "ارتفاع عدد الضحايا", "سلامة جميع الركاب"
        plain = counts or (following.common and not (following.mark or following.form in self.function or (following.verbs and self._possessed(at + 1))))
        spoke = self.cast.at(at - 1)
        source = spoke is not None and spoke.kind == "group" and "offices.no_genitive" in self.forms[spoke.first].stem_sets
        there = (
            spoke is not None
            and spoke.first > 0
            and ("contacts.place" in self.forms[spoke.first - 1].sets or "speech.from" in self.forms[spoke.first - 1].sets)
        )
        described = source or there or spoke is None or "nation" in self.forms[at - 1].kinds  # "مصادر محلية سقوط ضحايا", "في غزة استشهاد شابين"
        counted = following.number or "count" in following.kinds or "speech.any" in following.sets
        return following.article or counted or (plain and described)  # "مقتل 12 شخصا", "مقتل أي جندي", "حدوث انقلاب"
