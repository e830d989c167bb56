"""How far the words spoken go: past the end of their sentence, up to the end of a remark, over a verb that tells nothing anew."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.around import Cue
from qanat.read.cast import PEOPLE
from qanat.read.opening import Opening
from qanat.read.syntax import finite
from qanat.text.tense import tense_of

_STANCE: Final = ("stance",)
_SOON: Final = 8  # tokens behind a verb among which the words that make it one of saying stand
_HEAD: Final = 8  # tokens from the head of a clause to "who"
_DOT: Final = "."
_PRESENT: Final = ("present",)
_DASHES: Final = frozenset("-–—•*")


class Beyond(Opening):
    """Looks around the end of what one cue of a text tells."""

    def tells(self, at: int) -> bool:
        """Does the word at a token tell what is said, or that it is not? Answered where cues are found."""
        raise NotImplementedError

    def past_list(self, stop: int) -> int:
        """The token past the lines of a list that the words spoken lead up to: "على الآتي:", then "- …", "2- …"; `stop` where none begins."""
        if not 0 < stop < len(self.forms) or self.forms[stop - 1].mark not in self.pack.marks.colon or not self.forms[stop - 1].mark:
            return stop
        end = at = stop
        while self.forms[at].mark == "\n":
            while at < len(self.forms) and self.forms[at].mark == "\n":
                at += 1
            if not self._item(at):
                break
            while at < len(self.forms) and self.forms[at].mark != "\n" and not (self.forms[at].speaks and self.words.sentence_at(at)[0] == at):
                at += 1
            end = at
            if at == len(self.forms):
                break
        return end

    def _item(self, at: int) -> bool:
        """Does a line of a list begin here: "- …", "2- …"?"""
        if at + 1 >= len(self.forms):
            return False
        return self.forms[at].mark in _DASHES or (bool(self.forms[at].number) and self.forms[at + 1].mark in _DASHES)

    def past_dots(self, stop: int) -> int:
        """The token past what a speaker goes on to say behind two dots in a line: "رأيته.. سقط قبل أن يصل"; `stop` where it is something else."""
        while 1 < stop < len(self.forms) and self.forms[stop - 1].mark == self.forms[stop - 2].mark == _DOT:
            first, end = self.words.sentence_at(stop)
            if first != stop or any(word.speaks or word.mark == "\n" for word in self.forms[first : end - 1]) or self.cast.at(first) is not None:
                break
            stop = end
        return stop

    def in_remark(self, cue: Cue) -> bool:
        """ "إن التقرير، الذي وصفه بأنه مضلل، لا يتضمن": does a verb tell more of somebody, between commas, of whom the clause tells nothing yet?"""
        k = cue.first - 1
        marks = self.pack.marks
        if k < 2 or "contacts.who" not in self.forms[k].sets or not (self.forms[k - 1].mark and self.forms[k - 1].mark in marks.comma):
            return False
        head = max(self.words.sentence_at(k)[0], k - _HEAD)
        for at in range(k - 2, head - 1, -1):
            word = self.forms[at]
            if word.form in self.that:
                return True
            if (
                (word.mark and word.mark not in marks.quotes and word.mark not in marks.closing)
                or finite(word) is not None
                or tense_of(word, self.pack) is not None
            ):
                return False
        return head == self.words.sentence_at(k)[0]

    def goes_on_without(self, at: int) -> bool:
        """Does the clause go on here that was broken off for such a remark, with its verb: "، لا يتضمن", "، أعلن"?"""
        word = self.forms[at] if at < len(self.forms) else None
        if word is None or word.conjunction or self.cast.at(at) is not None:
            return False
        return "contacts.negations" in word.sets or tense_of(word, self.pack) is not None

    def does_more(self, at: int, cue: Cue) -> bool:
        """In a headline, behind a noun phrase: "يدين الهجوم ويستدعي السفير"; not in a clause of its own, "الهجوم الذي يستهدف المدنيين ويهدد"."""
        word = self.forms[at]
        present = tense_of(word, self.pack) == "present" or any(sense.entry.form[:1] == _PRESENT for sense in word.acts)
        if not present or not word.conjunction or cue.tense != "present" or word.stem[:1] != self.forms[cue.first].stem[:1]:
            return False
        who, plural = self.pack.sets["contacts.who"], self.pack.accusative + self.pack.she  # تصريحات is no verb
        verbs = (w.form in who or (tense_of(w, self.pack) is not None and not w.form.endswith(plural)) for w in self.forms[cue.start : at])
        return self.cast.at(at) is None and not any(verbs)

    def names_so(self, cue: Cue) -> bool:
        """ "وصف الخطة بأنها طموحة، حيث": is it what somebody or something is called, by a verb that takes no clause?"""
        return cue.sense.entry.kind == "speech" and bool(cue.sense.entry.row.naming) and "that" not in cue.sense.entry.row.takes

    def pair(self, at: int) -> str:
        """Two words beside each other: "إلى ذلك", "بعد ذلك"."""
        return f"{self.forms[at].form} {self.forms[at + 1].form}" if at + 1 < len(self.forms) else ""

    def afterwards(self, at: int) -> bool:
        """ "، بعدها توجه الوفد", "، بعد ذلك كرم الوزير", "، ثم شاهد": what happened next, told by the writer."""
        that = self.pair(at) in self.pack.sets["speech.after_that"]
        verb = at + 1 + that
        if verb >= len(self.forms) or not (that or "speech.afterwards" in self.forms[at].sets) or self.cast.at(verb) is not None:
            return False
        word = self.forms[verb]
        sure = (that or self.forms[at].form not in self.function) and not (word.mark or word.article or word.preposition or word.form in self.function)
        return sure or tense_of(word, self.pack) == "past"

    def contrasted(self, at: int) -> bool:
        """ "، غير أن الحكم اكتفى بإنذاره", "، لكنه ربط", "، لكن المفاوضات تعثرت", "، ولكن لم يصدر": a clause of the writer's behind a noun phrase, and no
        "، ولكن بشروط".
        """
        sets, form = self.pack.sets, self.forms[at].form
        if form in sets["speech.but"]:
            return True
        if form not in sets["speech.yet"] or at + 1 >= len(self.forms):
            return False
        following, mention = self.forms[at + 1], self.cast.at(at + 1)
        if following.form in self.that:
            return "contacts.from" not in self.forms[at - 1].sets  # "من غير أن يحدد عددهم"
        if mention is not None and not mention.preposition:
            return form in sets["speech.however"] or bool(self.forms[at - 1].mark)  # "هذه التصريحات غير المسؤولة"
        if form not in sets["speech.however"]:
            return following.form in self.that_pronoun
        denied = following.form in self.not_said and at + 2 < len(self.forms)
        verb = self.forms[at + 2] if denied else following
        named = (following.article or self._possessed(at + 1)) and not following.preposition  # "لكن المفاوضات", "لكن تعليقاته"
        return named or tense_of(verb, self.pack) is not None

    def resulted(self, at: int, cue: Cue) -> bool:
        """ "أدان الهجوم الذي وقع أمس، وأسفر عن قتلى": what came of that of which the content tells more."""
        word, following = self.forms[at], self.forms[at + 1] if at + 1 < len(self.forms) else None
        joined = word.form[:1] in self.pack.lexicon.particles.conjunctions  # "وأدى" may be a valley
        came = joined and word.form[1:] in self.pack.sets["speech.came_of_it"] and following is not None and not following.article
        return came and any("speech.told_of" in before.sets for before in self.forms[cue.start : at])

    def one(self, cue: Cue) -> bool:
        """Is it surely one man or woman who speaks: named right behind the verb, or by a verb of one that names nobody?"""
        mention = self.cast.at(cue.end)
        if mention is None:
            return cue.start <= cue.end + 1
        joined = mention.end < len(self.forms) and self.forms[mention.end].conjunction
        return mention.kind in PEOPLE and mention.number == "s" and not joined

    def tells_soon(self, at: int, sense: Sense) -> bool:
        """Stands near behind a verb what it cannot do without? A noun of what one stands for, if it takes nothing else ("كما قدم الوزير التعازي", not
        "كما تقدم الشركة خدمات"), or one of its objects ("ويقدم المدير شرحا"); in the past it ends the words before it whatever was done.
        """
        row = sense.entry.row
        soon = self.forms[at + 1 : at + 1 + _SOON]
        if row.objects and sense.entry.form[0] == "present":
            objects = self.pack.words(row.objects)
            return any(word.form in objects or word.stem in objects for word in soon)
        return row.takes != _STANCE or any("stance" in word.kinds for word in soon)

    def of_him(self, at: int, sense: Sense) -> bool:
        """ "، ونقلت عنه الوكالة قوله": does somebody else pass on more of what the speaker said?"""
        following = self.forms[at + 1].form if at + 1 < len(self.forms) else ""
        return (
            bool(sense.entry.row.relay) and following in self.pack.sets["speech.bound"] and following.startswith(tuple(self.pack.words(sense.entry.row.relay)))
        )

    def passes_on(self, at: int, sense: Sense) -> bool:
        """ "ونقلت الوكالة عن الوزير", not "ونقل ممتلكاته": is it named soon behind a verb whose words are passed on?"""
        relay = sense.entry.row.relay
        wanted = self.pack.words(relay) if relay else frozenset[str]()
        return not relay or any(word.form in wanted or "speech.bound" in word.sets or "stance" in word.kinds for word in self.forms[at + 1 : at + 1 + _SOON])
