"""On whose word something is told: "بحسب الوزير", "وفقا لما أعلنته الحركة", "كما قال الوزير"."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import FINITE
from qanat.read.around import Cue
from qanat.read.carried import VOICES
from qanat.read.cast import PEOPLE, Mention
from qanat.read.speakers import Speakers
from qanat.read.speaking import Speaking
from qanat.read.syntax import MEET, SPEECH, finite, is_press

_SOURCE: Final = 6  # tokens between "according to" and whom it names
_TOLD: Final = 9  # ... with what he did between: "وفقا لما جاء في بيان"
_SAID_OF: Final = 14  # ... behind him before "then"
_THEN: Final = 2  # ... between him and "then": "بحسب المصدر ذاته، فإن"
_TAIL: Final = 4  # ... between him and the end of the sentence
_FEWEST: Final = 3  # tokens that may be told on somebody's word


class Citing:
    """Finds the words of one text that are told on somebody's word, and whose word it is."""

    def __init__(self, speaking: Speaking, speakers: Speakers) -> None:
        self.speaking, self.speakers, self.asides = speaking, speakers, speakers.asides
        self.words, self.cast, self.pack, self.forms = speaking.words, speaking.cast, speaking.pack, speaking.forms

    def cited(self, at: int, first: int, end: int) -> tuple[Cue, Mention] | None:
        """ "بحسب X، …" at the head of a sentence; "…، وفقا ل X" at its end; "وفق ما أعلنت X"."""
        mention = self._source(at, end)
        if mention is None:
            return None
        sense = self.forms[at].by["according"]
        start, stop = self._around(at, mention, first, end)
        head = start + _THEN
        while start < stop and (
            self.forms[start].mark or "times.same" in self.forms[start].sets or (start <= head and "speech.then" in self.forms[start].sets)
        ):
            start += 1
        if start + 1 < stop and "speech.noted" in self.forms[start].sets and "speech.that" in self.forms[start + 1].sets:
            start += 2  # "يذكر أن الوزير زار المدينة، بحسب الوكالة"
        while stop > start and (self.forms[stop - 1].mark or "speech.and_that" in self.forms[stop - 1].sets):
            stop -= 1  # "…، وذلك وفقا للوزير"
        if stop - start < _FEWEST:
            return None
        then = start > at and "speech.then" in self.forms[start - 1].sets
        told_on = mention.kind not in PEOPLE
        if start > at and told_on and any(self._tells(k) for k in range(start, start + 1 if then else min(start + _TAIL, stop))):
            return None  # "ووفقا لوكالة …، أكد الوزير": his words
        cue = Cue(at, sense, "noun", "that", start, stop)
        if start > at:
            self.speaking.close(cue)
        return (cue, mention) if cue.stop - cue.start >= _TAIL else None

    def _tells(self, at: int) -> bool:
        """A verb of saying that can be nothing else, outside quotations."""
        sense = finite(self.forms[at], SPEECH) if self.forms[at].speaks and self.cast.at(at) is None else None
        return sense is not None and not (sense.entry.row.close or sense.entry.row.carried) and not self.speaking.inside[at]

    def just_as(self, at: int, begun: int, first: int, end: int) -> tuple[Cue, Mention] | None:
        """ "…، كما قال الوزير": his words stand before."""
        sense = next((s for s in self.forms[at].senses if s.entry.kind == "speech" and s.entry.form[0] in FINITE and "that" in s.entry.row.takes), None)
        document = sense is not None and sense.entry.row.carried  # "على ما جاء في بيان للرئاسة"
        mention = self._source(at, end) if document else self.cast.at(at + 1)
        if sense is None or sense.pronoun or mention is None or mention.kind not in VOICES or not self._ends_after(mention.end, end):
            return None
        if mention.preposition and not document:
            return None
        comma = bool(self.forms[begun - 1].mark)
        return Cue(at, sense, sense.entry.form[0], "object", first, begun - comma), mention

    def begun(self, at: int) -> int:
        """The token of "just as" before a verb, "كما قال", "على ما قال"; `at` where there is none."""
        if "speech.just_as" in self.forms[at - 1].sets:
            return at - 1
        return at - 2 if "speech.what" in self.forms[at - 1].sets and "speech.on" in self.forms[at - 2].sets else at

    def _source(self, at: int, end: int) -> Mention | None:
        """Who is named after "according to", also after "what … said": "وفق ما أعلنته الحركة"."""
        if at + 1 < end and "speech.standards" in self.forms[at + 1].stem_sets:
            return None  # "حسب توقيت المملكة", "وفق توجيهات الرئيس"
        as_told = self.pack.either("speech.what", "speech.as_told")
        told = self.forms[at].form in as_told or (at + 1 < end and self.forms[at + 1].form in as_told)  # حسبما أكد
        for mention in self.cast.between(at + 1, min(at + (_TOLD if told else _SOURCE), end)):
            if any(self.forms[k].mark for k in range(at + 1, mention.first) if self.forms[k].mark not in self.pack.marks.quotes):
                return None
            if any("speech.then" in self.forms[k].sets for k in range(at + 1, mention.first)):
                break
            if not told and any(self._begins_clause(k) for k in range(at + 1, mention.first)):
                break  # "وفق النسخة المسربة طلب الوزير", "حسب الموقع هما فلان وفلان"
            if mention.kind in VOICES:
                return mention
        same = at + 1 < end and "speech.no_voice" in self.forms[at + 1].sets  # "وحسب نفس البلاغ"
        document = at + 1 + same
        cited = document < end and "medium" in self.forms[document].kinds and self.forms[document].article
        return self.speakers.issuer(document) if cited else None  # "بحسب البيان"

    def _begins_clause(self, at: int) -> bool:
        """A verb, or a pronoun before what somebody is said to be."""
        word = self.forms[at]
        verb = finite(word) if self.cast.at(at) is None and not (word.article or word.preposition) else None
        return (verb is not None and not verb.pronoun) or ("contacts.it_is" in word.sets or "contacts.namely" in word.sets)

    def _around(self, at: int, mention: Mention, first: int, end: int) -> tuple[int, int]:
        """The tokens told by a source: after it at the head of a sentence, before it at the end of one; nothing in the midst."""
        if at - first <= 2:
            return self._then(max(mention.end, at + 2), end), end
        comma = bool(self.forms[at - 1].mark) and self.forms[at - 1].mark in self.pack.marks.comma
        behind = self._goes_on_behind(mention.end, end)
        at_once = behind == mention.end and not comma
        if at_once and finite(self.forms[behind], MEET) is not None and not any(self._begins_clause(k) for k in range(first, at)):
            return first, end  # "زيارة الوزير حسب ما أعلنه المسؤولون تأتي لبحث": of what he tells the subject stands before
        if behind > 0 and (self.forms[behind - 1].mark if comma else self.speakers.told(at - 1)):
            return (first, end) if at - first < end - behind else (behind, end)  # "كما تناول اللقاء، وفق بيان، العلاقات"
        last = comma or end - mention.end < _TAIL or self._ends_after(mention.end, end)
        return (self._clause(at - comma, first), at) if last else (at, at)

    def _goes_on_behind(self, at: int, end: int) -> int:
        """The token with which the clause goes on behind its source; 0 where another begins or nothing follows: "، وأضاف", "، مشيرا إلى", "، حيث"."""
        k = at
        while k < end:
            past = self.asides.past_aside(k, end) if k > at or not self.forms[k].mark else k
            word = self.forms[k]
            if word.mark and word.mark in self.pack.marks.comma:
                k += 1
                break
            if past > k and (past < end and self.forms[past].mark in self.pack.marks.comma and self.forms[past].mark):
                k = past
            elif self.asides.says_when(k):
                k += 1
            else:
                break
        if end - k < _TAIL or self.forms[k].mark or "head" in self.forms[k].kinds:
            return 0  # "وفقا لما قالته فلانة، كبيرة المسؤولين في البنك"
        word, sets = self.forms[k], self.pack.sets
        joined = bool(word.conjunction) or (word.form[:1] in self.pack.lexicon.particles.conjunctions and word.form[1:] in sets["function.words"])
        turns = (
            "speech.links" in word.sets
            or "speech.breaks" in word.sets
            or "speech.yet" in word.sets
            or "speech.told_on" in word.sets
            or "contacts.who" in word.sets
        )
        return 0 if joined or turns or self.speaking.participle_cue(k) else k

    def _then(self, at: int, end: int) -> int:
        """The token past what else is said of a source: "بحسب ما قاله مصدر في الرئاسة لـ«الخبر»، فإن", "بحسب المجلس الذي عقد الأحد فإن"; `at` where
        nothing is."""
        who = at < end and "speech.told_of" in self.forms[at].sets
        for k in range(at + 1, min(at + _SAID_OF, end)):
            comma = bool(self.forms[k - 1].mark) and self.forms[k - 1].mark in self.pack.marks.comma
            so = "speech.that" not in self.forms[k].sets  # "بحسب وثائق نشرها الموقع فإن"
            if "speech.then" in self.forms[k].sets and (comma or who or so):
                return k
        return at

    def _clause(self, at: int, first: int) -> int:
        """The token with which the clause before a source begins: "… لكن تطبيقه يخضع للتأويل وفقا للنائب", "…، حيث دخلا في محادثات، وفق"."""
        opens = self.pack.either("speech.yet", "speech.links")
        marks = self.pack.marks.comma
        if self.forms[at].mark:
            set_off = (k for k in range(at - 1, first, -1) if self.forms[k].form in opens and self.forms[k - 1].mark and self.forms[k - 1].mark in marks)
            return next((k + 1 for k in set_off if at - k > _TAIL), first)
        return next((k + 1 for k in range(at - 1, first, -1) if self.forms[k].form in opens and at - k > _TAIL), first)

    def _past_press(self, at: int) -> int:
        """The token past the agency to which a source speaks: "على ما أفاد مصدر أمني وكالة فرانس برس"; `at` where none is named."""
        mention = self.cast.at(at)
        return mention.end if mention is not None and mention.first == at and mention.kind == "body" and is_press(self.forms[at]) else at

    def _ends_after(self, at: int, end: int) -> bool:
        """Does the clause end here, asides apart: "وفق ما أعلنت الوزيرة الأربعاء في بروكسل"?"""
        marks = self.pack.marks
        while at < end:
            word = self.forms[at]
            past = max(self.asides.past_aside(at, end), self._past_press(at))
            if past > at:
                at = past
            elif self.asides.says_when(at) or (word.mark and word.mark in marks.closing) or "speech.own" in word.sets:
                at += 1
            else:
                told = finite(word) is not None or (at + 1 < end and "contacts.who" in self.forms[at + 1].sets)  # "وأضاف", "الأمر الذي"
                return told or bool(word.mark and word.mark in marks.comma | marks.sentence_end) or "speech.links" in word.sets or "speech.breaks" in word.sets
        return True
