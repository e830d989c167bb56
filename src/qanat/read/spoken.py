"""Where the words spoken end."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import FINITE, Sense, Word
from qanat.read.around import Cue
from qanat.read.cast import Cast
from qanat.read.syntax import SPEECH, finite
from qanat.read.turns import Turns
from qanat.text.tense import tense_of
from qanat.text.words import Words

_PERCENT: Final = frozenset("%٪")
_BRACKETS: Final = "()"
_MARKED: Final = frozenset(("quote", "colon", "stance"))  # how the words of a verb follow that takes no clause
_NAMED: Final = 3  # tokens of a quotation, its marks included, that is no more than a name
_NAMES: Final = frozenset(("noun", "medium", "head", "title"))  # kinds of a word with which a subject begins
_OCCASION: Final = 2  # tokens before a verbal noun that says on what occasion something else was done: "بعد إعلان الوزير أن …، ارتفعت الأسعار"
_YET: Final = 4  # tokens between "but" and the verb of another


class Spoken(Turns):
    """Finds the content of the cues of one text."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        turning = (
            "speech.had",
            "speech.links",
            "speech.by_words",
            "speech.but",
            "speech.yet",
            "speech.without",
            "speech.ere",
            "speech.on",
            "contacts.place",
            "contacts.from",
            "contacts.during",
        )
        self.ending = pack.either("speech.by_saying", "speech.which", *turning)
        self.inside = bytearray(len(words.words))
        for first, end in words.quotes:
            named = cast.at(first + 1)
            if end - first > _NAMED and not (named is not None and named.end >= end - 1):
                self.inside[first + 1 : end - 1] = b"\1" * (end - first - 2)

    def close(self, cue: Cue) -> None:
        """Set where the words spoken end."""
        if cue.quoted:
            cue.stop = self.quote_at[cue.start - 1] - 1
            return
        number = self.words.sentence_of(cue.start)
        first = self.words.sentences[number][0]
        whereas = first <= cue.first - 1 <= first + 1 and "speech.whereas" in self.forms[cue.first - 1].sets
        whereas = whereas or (cue.first == first + 3 and "speech.meantime" in self.forms[first + 1].sets)  # "ففي الوقت الذي أكد فيه"
        despite = self._governed(cue.first) or "speech.despite" in self.forms[cue.first - 1].sets
        occasion = cue.tense == "noun" and cue.first - self.words.sentences[number][0] <= _OCCASION and despite
        stop = max(self.words.sentences[number][1], cue.start)
        if cue.opener == "colon":
            stop = self.past_dots(stop)
        remark = self.in_remark(cue)
        if self.inside[cue.start] and self.inside[cue.first]:
            stop = min(stop, self.inside.find(b"\0", cue.start))  # not past the quotation in which it is told
        so_called = (
            bool(cue.sense.pronoun) and self.forms[cue.start].form in self.that_pronoun and "that" not in cue.sense.entry.row.takes
        )  # "وصفها بأنها صعبة، أن"
        title = self.words.sentences[0][1] if cue.start < self.words.sentences[0][1] else 0
        phrase = not self._is_clause(cue)
        k = cue.start
        while k < stop:
            word = self.forms[k]
            if word.mark:
                if k in self.quote_at:
                    closing = self.quote_at[k]
                    if closing > stop:
                        stop = self.words.sentence_at(closing - 1)[1]
                    k = closing
                    continue
                if word.mark == "\n" or (k < title and k > cue.start + 1 and word.mark in self.pack.marks.colon and cue.finite):
                    stop = k
                    break
                if word.mark in self.pack.marks.comma and (past := self._past_remark(k + 1, stop, cue)) > k:
                    k = past
                    continue
                if (
                    word.mark in self.pack.marks.comma
                    and (k > cue.start + 1 or self._closed(cue.start))
                    and (occasion or (whereas and self._main_verb(k + 1)) or (remark and self.goes_on_without(k + 1)) or self._breaks_off(k + 1, cue))
                ):
                    stop = k
                    break
                k += 1
                continue
            if k > cue.start and k < title and phrase and (self._another_acts(k) or self.does_more(k, cue)):
                stop = k
                break
            if k > cue.start + 1 and phrase and word.closed and self.contrasted(k):
                stop = k
                break
            if k > cue.start + 1 and so_called and word.form in self.that:
                stop = k
                break
            if k > cue.start and self._may_end(word) and (past := self._past_remark(k, stop, cue)) > k:
                k = past
                continue
            if k > cue.start and self._may_end(word) and (self._said_next(k, cue) or self._turns_away(k, cue) or self._told_next(k, cue)):
                stop = k
                break
            k += 1
        stop = self.past_list(stop)
        if stop < len(self.forms) and "speech.without" in self.forms[stop].sets and "contacts.from" in self.forms[stop - 1].sets:
            stop -= 1  # "من | دون أن يوضح"
        if stop > cue.start + 1 and stop < len(self.forms) and "speech.by_words" in self.forms[stop].sets:
            stop -= 1  # "على | حد قوله"
        stop -= stop > cue.start + 1 and "speech.and_that" in self.forms[stop - 1].sets  # "، وذلك | بحسب بيان"
        while stop > cue.start and self._no_word(stop - 1, cue.start) and stop - 1 not in self.quote_at.values():
            stop -= 1
        if stop > cue.start and self._no_word(stop - 1, cue.start):
            stop -= 1
        cue.stop = stop

    def _no_word(self, at: int, start: int) -> bool:
        """A mark that is no part of the words from `start` on, as the sign of a percentage is, and a bracket that was opened in them."""
        mark = self.forms[at].mark
        within = [word.mark for word in self.forms[start:at]] if mark in _BRACKETS and mark else []
        return bool(mark) and mark not in _PERCENT and within.count(_BRACKETS[0]) <= within.count(_BRACKETS[1])

    def _closed(self, at: int) -> bool:
        """May one word be all that is said: "رحبت بالقرار، وأعلنت", "وافق على التنحي، حسبما"?"""
        return self.forms[at].article or self._possessed(at)

    def _main_verb(self, at: int) -> bool:
        """ "وإذ أشار إلى أن …، دعا": a verb with nothing before it, after a comma."""
        word = self.forms[at] if at < len(self.forms) else None
        if word is not None and word.form in self.not_said and at + 1 < len(self.forms):
            return finite(self.forms[at + 1]) is not None  # "وإذ أكدت أن …، لم تستبعد"
        return word is not None and not word.conjunction and self.cast.at(at) is None and tense_of(word, self.pack) == "past"

    def _may_end(self, word: Word) -> bool:
        """May the words spoken end before this one? Of most words that is seen at once."""
        return word.speaks or word.cites or (word.closed and word.form in self.ending)

    def _breaks_off(self, at: int, cue: Cue) -> bool:
        """Does a new clause that is no part of the content begin after this comma?"""
        if at >= len(self.forms):
            return True
        word = self.forms[at]
        told = self._is_clause(cue) and "speech.told_as_well" in word.sets  # "أضاف أن الطائرة سليمة، وكانت متوجهة إلى …"
        if (word.form in self.breaks and not told) or (word.cites and self._sourced(at)) or self._said_next(at, cue) or self._turns_away(at, cue):
            return True
        if (
            not self._is_clause(cue)
            and not self._of_many(at, cue)
            and (self.afterwards(at) or self.contrasted(at) or (self._told_on(word) and not self.resulted(at, cue)))
        ):
            return True
        if self._denied_next(at) or self._elsewhere(at) or self._occasioned(at) or self.pair(at) in self.pack.sets["speech.besides_that"]:
            return True
        if "speech.and_that" in word.sets and self._said_when(at + 1):
            return True
        besides = at + 1 if "speech.just_as" in word.sets else at
        done = self.forms[besides].form if besides < len(self.forms) else ""
        if done in self.pack.sets["speech.took_place"] and besides + 1 < len(self.forms):
            return "speech.business" in self.forms[besides + 1].sets  # "، كما جرى بحث"
        if "speech.despite" in word.sets and at + 1 < len(self.forms) and self.forms[at + 1].form in self.that:
            return self._yet_another(at + 1)
        if "speech.yet" in word.sets:
            return any(self.cast.at(k) is None and self._says(k) for k in range(at + 1, min(at + _YET, len(self.forms)))) or self._yet_another(at + 1)
        if at + 1 >= len(self.forms):
            return False
        following = self.forms[at + 1]
        if "speech.by_the_way" in word.sets and following.form[0] in self.pack.lexicon.particles.conjunctions:
            return tense_of(following, self.pack) == "past"  # "، هذا وتناقلت صحف"
        if "speech.which" not in word.sets:
            return False
        if "speech.what" in following.sets:
            return not self._is_clause(cue) or self._said_of_it(at + 2)
        return self._of_what_was_told(at + 1)

    def _past_remark(self, at: int, stop: int, cue: Cue) -> int:
        """The token past "، على حد قوله،", "، كما قال،" where the clause goes on behind it: "إن الخطة، على حد قوله، لم تنجح"; 0 where it does not."""
        if at + 2 >= stop:
            return 0
        word = self.forms[at]
        said = "speech.just_as" in word.sets and finite(self.forms[at + 1], SPEECH) is not None
        own = at + 1 if word.cites or said else at + 2 if "speech.on" in word.sets and "speech.by_words" in self.forms[at + 1].sets else stop
        if own + 2 >= stop or not (said or "speech.his_words" in self.forms[own].sets) or self.forms[own + 1].mark not in self.pack.marks.comma:
            return 0
        after = own + 2
        ends = (
            self.forms[own + 1].mark == ""
            or self.forms[after].conjunction
            or ("contacts.during" in self.forms[after].sets or "speech.without" in self.forms[after].sets)
        )
        return 0 if ends or self._breaks_off(after, cue) else after

    def _in_the_end(self, at: int, sense: Sense) -> bool:
        """ "، ليخلص إلى أن": what a speaker came to say."""
        in_order = sense.entry.kind == "speech" and sense.preposition == self.pack.lexicon.particles.for_the[0]
        return in_order and bool(self.forms[at - 1].mark) and self._tells_that(at, sense)

    def _said_next(self, at: int, cue: Cue) -> bool:
        """Does a verb or participle say something anew?"""
        return self._anew(at, cue) if self.participle_cue(at) else self._next_cue(at, cue)

    def _next_cue(self, at: int, cue: Cue) -> bool:
        """Another verb of saying that goes on: "وأضاف", "لكنه شدد"; none that cannot be the speaker's: "قال إن الحركة توقفت ورفضت"."""
        word = self.forms[at]
        if self.cast.at(at) is not None or self._of_many(at, cue):
            return False
        for s in word.senses if "speech" in word.kinds else ():
            if s.entry.kind == "speech" and (self.misspelled(at, s) or (s.entry.row.objects and (s.pronoun or not self.tells_soon(at, s)))):
                continue  # "وسأله عن العدد": the object is no word of those that make it a verb of saying
            if s.entry.kind == "speech" and s.entry.form[0] in FINITE and not self.passes_on(at, s):
                continue
            if s.entry.kind == "speech" and s.conjunction and self.of_him(at, s):
                return True
            if self._joined_present(at, s, cue):
                continue  # "قال إن على الجميع أن يحترم القانون ويعلن موقفه"
            goes_on = s.conjunction or self._in_the_end(at, s)
            takes = s.entry.row.takes if s.entry.kind == "speech" and goes_on and s.entry.form[0] in ("past", "present") else ()
            plain = takes and not (s.entry.row.carried or (s.entry.row.close and not self._tells_that(at, s)))
            if plain or (takes and at + 1 < len(self.forms) and (self.forms[at + 1].form in self.pack.words(takes) or self._surely(at, s))):
                same = self._same_subject(at, s, cue)
                mark = self.forms[at + 1].mark if at + 1 < len(self.forms) else ""
                same = same or bool(mark and mark in self.pack.marks.colon)  # "واستطردت: «"
                marked = not set(s.entry.row.takes) <= _MARKED or self._marked_soon(at)  # "، وتواصل التحركات": no verb of saying
                return same and marked and self._anew(at, cue)
        follows = at + 1 < len(self.forms) and "speech.but" in word.sets and self.cast.at(at + 1) is None
        if follows and "contacts.negations" in self.forms[at + 1].sets:
            return at + 2 < len(self.forms) and "speech.untold" in self.forms[at + 2].sets  # "لكنه لم يعط تفاصيل"
        return follows and any(s.entry.kind == "speech" and s.entry.form[0] in ("past", "present") for s in self.forms[at + 1].senses)

    def _joined_present(self, at: int, sense: Sense, cue: Cue) -> bool:
        """Is it told in what was said, with neither a comma, a subject of its own nor "that"? "أضاف أن على الجميع أن يحترم القانون ويعلن موقفه"."""
        present = sense.entry.form[:1] == ("present",) and cue.tense in ("past", "participle") and not self.forms[at - 1].mark
        return present and sense.entry.kind == "speech" and not (sense.pronoun or self._somebody(at + 1) or self._tells_that(at, sense))

    def _of_many(self, at: int, cue: Cue) -> bool:
        """ "أكد الجانبان حرصهما على …، ورفض التدخل": no verb, for two speak."""
        subject = self.cast.at(cue.end)
        return subject is not None and subject.number == "d" and self.joined_noun(at)

    def joined_noun(self, at: int) -> bool:
        """May a word with "and" be a verbal noun, by its form and as nobody who might be its subject is named behind it?"""
        word, following = self.forms[at], self.forms[at + 1] if at + 1 < len(self.forms) else None
        joined = word.form[:1] in self.pack.lexicon.particles.conjunctions and word.form[1:] in self.pack.sets["speech.nouns"]
        return joined and following is not None and not following.kinds & _NAMES and self.cast.at(at + 1) is None

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
        if cue.tense == "noun":
            return bool(cue.sense.entry.form)  # "بحسب الصحيفة، طلبت الطائرة الإذن ورفضت": told by the paper
        gender, number = sense.entry.form[1:3]
        mine, many = cue.sense.entry.form[1:3]
        return gender == mine and (number == many or (many == "s" and not (number == "p" and self.one(cue))))

    def _marked_soon(self, at: int) -> bool:
        return any(w.mark and (w.mark in self.pack.marks.colon or w.mark in self.pack.marks.quotes) for w in self.forms[at + 1 : at + 7])
