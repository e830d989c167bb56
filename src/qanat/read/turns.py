"""Where the words of a speaker end because the writer speaks again, or somebody else does: "كما قالت", "في إشارة إلى", "غير أن رئيس المجلس اشترط"."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import FINITE, Word
from qanat.read.around import Cue
from qanat.read.beyond import Beyond
from qanat.read.cast import Cast
from qanat.read.syntax import SPEECH, finite
from qanat.text.tense import tense_of
from qanat.text.words import Words

_ELSEWHERE: Final = 9  # tokens of "and in another statement"
_PLAIN: Final = frozenset(("common",))  # kinds of a word that is nothing else
_SOURCE: Final = 9  # tokens of "as the minister told the agency"


class Turns(Beyond):
    """Tells what is said by somebody else than the speaker of a cue."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        super().__init__(words, cast, pack)
        self.saying = pack.sets["speech.by_saying"]

    def _turns_away(self, at: int, cue: Cue) -> bool:
        """Does the writer speak again here: "كما قالت", "حيث أكد", "في إشارة إلى", "من جهته", "حسب تعبيره"?"""
        if at + 1 >= len(self.forms):
            return False
        sets, word, following = self.pack.sets, self.forms[at], self.forms[at + 1]
        if not (word.closed or word.cites):
            return False
        if "speech.links" in word.sets and not (cue.opener == "colon" and "speech.done" in word.sets and not self.forms[at - 1].mark):
            told = self._says(at + 1) or self._of_another(at + 1) or (word.form in self.breaks and finite(following) is not None)
            return self.cast.at(at + 1) is None and told and ("speech.just_as" in word.sets or self._anew(at + 1, cue))
        if "speech.had" in word.sets:
            ago = any("speech.done" in before.sets for before in self.forms[at + 2 : at + _SOURCE])  # "وكانت طهران قد شهدت"
            return ago or self._somebody(at + 1)
        if "speech.yet" in word.sets:
            return following.form in self.that_pronoun and at + 2 < len(self.forms) and self._says(at + 2)  # "إلا أنه أقر"
        if "speech.ere" in word.sets:
            return "contacts.that" in following.sets and self.ere(at + 2)
        if "speech.without" in word.sets:
            untold = self.forms[at + 2].form if at + 2 < len(self.forms) else ""
            return (following.form in self.that and untold in sets["speech.untold"]) or "speech.telling" in following.sets  # "دون أن يحدد موعدا"
        if "contacts.place" in word.sets:
            third = self.forms[at + 2].form if at + 2 < len(self.forms) else ""
            if "speech.what" in following.sets and at + 2 < len(self.forms) and self.cast.at(at + 2) is None and self._says(at + 2):
                return True  # "في ما أكدت النيابة": spelled apart
            meanwhile = "speech.meanwhile" in following.sets and third in sets["times.same"]
            if meanwhile or "speech.whilst" in following.sets:
                return not self._is_clause(cue) or self._speaks_behind(at + 2 + meanwhile)
            return "speech.remark" in following.sets
        if "contacts.from" in word.sets:
            other = at + 2 < len(self.forms) and "speech.other" in self.forms[at + 2].sets
            if not ("speech.aside" in following.sets or (other and "speech.sides" in following.sets)):
                return False
            within = self._is_clause(cue) and not self.forms[at - 1].mark  # "أن الوزارة غير مستعدة من جانبها لأي تعديل"
            return not within or self._speaks_behind(at + 2 + other)
        if word.cites:
            what = self.pack.either("speech.what", "speech.as_told")
            last = any(one.mark and one.mark not in self.pack.marks.quotes for one in self.forms[at : at + _SOURCE])  # no more than the source follows
            document = "medium" in following.kinds
            told = not what.isdisjoint((word.form, following.form)) or document
            issued = document and at + 2 < len(self.forms) and self.forms[at + 2].preposition in sets["speech.of"]  # "وفق بيان لوزارة الصحة"
            return "speech.his_words" in following.sets or issued or (told and last and self._sourced(at))
        return "speech.his_words" in following.sets and "speech.by_words" in word.sets

    def _sourced(self, at: int) -> bool:
        """Does "according to" name a source: "بحسب الوزير", "وفق ما أعلن"? Not "وفق معايير المخطط", "حسبما ينص عليه النظام"."""
        told = self.pack.either("speech.what", "speech.as_told")
        behind = at + 1 + (at + 1 < len(self.forms) and self.forms[at].form not in told and self.forms[at + 1].form in told)
        word = self.forms[behind] if behind < len(self.forms) else None
        if word is not None and "speech.standards" in word.stem_sets:
            return False  # "وفق توجيهات الرئيس"
        if word is None or self.cast.at(behind) is not None:
            return True
        if self.forms[behind - 1].form in told:
            return word.speaks or not word.common or self.cast.at(behind + 1) is not None
        near = range(behind + 1, min(behind + _SOURCE, len(self.forms)))
        stop = next((k for k in near if self.forms[k].mark), near.stop)
        return (
            not word.common
            or word.kinds != _PLAIN
            or self._possessed(behind)
            or any(self.cast.at(k) is not None or "medium" in self.forms[k].kinds for k in range(behind + 1, stop))
        )

    def _speaks_behind(self, at: int) -> bool:
        """Does a verb of saying stand here, somebody else's or not: "في حين قال المدير", "من جهته أكد"?"""
        return at < len(self.forms) and self.cast.at(at) is None and (self._says(at) or self._of_another(at))

    def _anew(self, at: int, cue: Cue) -> bool:
        """A clause goes on over a word that only looks like one of saying: "أضاف أن التقنية متطورة، ومتابعة العمل بها سهلة", "ويبلغ طولها مترا"."""
        return not self._is_clause(cue) or self.tells(at)

    def _said_of_it(self, at: int) -> bool:
        """ "، وهو ما نفته الحكومة", "ما شدد عليه الوزير": does a verb of saying point back to what was told? Not "، وهو ما يؤكد أن"."""
        if at + 1 >= len(self.forms) or not self.forms[at].speaks:
            return False
        return "speech.bound" in self.forms[at + 1].sets or any(s.entry.kind == "speech" and s.pronoun for s in self.forms[at].senses)

    def _said_when(self, at: int) -> bool:
        """ "، وذلك خلال اتصال", "، وذلك في بيان": when or where it was said."""
        form = self.forms[at].form if at < len(self.forms) else ""
        document = at + 1 < len(self.forms) and "medium" in self.forms[at + 1].kinds
        return form in self.pack.sets["speech.on_what"] or (document and form in self.pack.sets["contacts.place"])

    def _of_what_was_told(self, at: int) -> bool:
        """ "، وهو موقف كرره الوزير", "وهو الأمر الذي نفته الحكومة", "وهي محادثات سبق أن رفضها": does somebody say something of what was told?"""
        word = self.forms[at]
        if not word.common or word.preposition or word.mark or self.cast.at(at) is not None:
            return False
        verb = at + 1 + (at + 1 < len(self.forms) and "contacts.who" in self.forms[at + 1].sets)
        verb += 2 * (verb < len(self.forms) and "speech.already" in self.forms[verb].sets)
        return verb < len(self.forms) and any(s.entry.kind == "speech" and s.pronoun and s.entry.form[0] in FINITE for s in self.forms[verb].senses)

    def _told_next(self, at: int, cue: Cue) -> bool:
        """ "بالقول"; behind a noun phrase also "كما بحث", of what was done besides."""
        word = self.forms[at]
        if word.form in self.saying:
            return True
        if not word.closed:
            return False
        if "speech.on" in word.sets and at + 1 < len(self.forms) and "speech.mouth" in self.forms[at + 1].sets:
            return not self._is_clause(cue)  # "رحبت باريس بالخطوة على لسان وزيرها"
        if "speech.which" in word.sets and at + 1 < len(self.forms) and "speech.what" in self.forms[at + 1].sets:
            return not self._is_clause(cue)  # "رفضت الإدارة رحيل اللاعب وهو ما"
        if "contacts.during" in word.sets and at + 1 < len(self.forms) and "medium" in self.forms[at + 1].kinds and self._possessed(at + 1):
            return not self._is_clause(cue)  # "وصف الحزب بالإرهاب خلال كلمته في القمة"
        besides = "speech.just_as" in word.sets and at + 1 < len(self.forms) and not self._is_clause(cue)
        verb = finite(self.forms[at + 1]) if besides and self.cast.at(at + 1) is None else None
        return verb is not None and verb.entry.form[0] == "past" and not verb.pronoun

    def _another_acts(self, at: int) -> bool:
        """In a headline, behind a noun phrase: "استقبال وفد ثلاثي ونولاند تغادر"."""
        mention = self.cast.at(at)
        joined = mention is not None and mention.first == at and mention.conjunction and mention.kind in ("name", "office", "body", "state", "place")
        end = mention.end if mention is not None else 0
        return bool(joined) and end < len(self.forms) and finite(self.forms[end]) is not None

    def _denied_next(self, at: int) -> bool:
        """ "، ولم يخف استياءه", "، ولم يستبعد": something said by a negation goes on."""
        word = self.forms[at]
        joined = word.form[:1] in self.pack.lexicon.particles.conjunctions and word.form[1:] in self.not_said
        following = self.forms[at + 1] if joined and at + 1 < len(self.forms) else None
        return following is not None and any(s.entry.kind == "speech" and s.entry.row.negated and s.entry.form[0] in FINITE for s in following.senses)

    def _elsewhere(self, at: int) -> bool:
        """ "، وفي بيان منفصل أعلنت القيادة": a phrase of when and where, and then a verb of saying before somebody else."""
        word = self.forms[at]
        if word.form[:1] not in self.pack.lexicon.particles.conjunctions or word.form[1:] not in self.prepositions:
            return False
        past = self._phrase(at + 1, min(at + _ELSEWHERE, len(self.forms)))
        for k in range(past, min(past + 2, len(self.forms) - 1)):  # "بيان منفصل"
            if self.cast.at(k) is None and self._says(k):
                return self._somebody(k + 1)
        return False

    def _occasioned(self, at: int) -> bool:
        """ "، ردا على سؤال", "، وعند سؤاله", "، ولم ترد الحكومة", "، أجاب الوزير:": why it was said, what somebody did not, or said to that."""
        if at + 1 >= len(self.forms):
            return False
        word, following = self.forms[at], self.forms[at + 1]
        if "speech.in_reply" in word.sets:
            return "speech.on" in following.sets
        if "speech.when_asked" in word.sets:
            return "speech.asked" in following.sets
        if word.speaks and not word.conjunction and self.cast.at(at) is None and finite(word, SPEECH) is not None:
            mention = self.cast.at(at + 1) if self._somebody(at + 1) else None  # "عند سؤاله عن الخطة التي أكد أنها …، أجاب الوزير: «"
            opens = self.forms[mention.end] if mention is not None and mention.end < len(self.forms) else None
            return opens is not None and ((opens.mark != "" and opens.mark in self.pack.marks.colon) or "speech.that" in opens.sets)
        return "speech.nor" in word.sets and "speech.replied" in following.sets

    def _yet_another(self, at: int) -> bool:
        """ "، غير أن رئيس المجلس اشترط": somebody, and a verb of saying right behind him."""
        at += at < len(self.forms) and self.forms[at].form in self.that
        mention = self.cast.at(at)
        if mention is None or mention.first != at or mention.preposition or mention.kind == "nation":
            return False
        k = mention.end + (mention.end < len(self.forms) and self.forms[mention.end].mark in self.pack.marks.comma)
        k += k < len(self.forms) and "speech.done" in self.forms[k].sets
        return k < len(self.forms) and self.cast.at(k) is None and self._says(k)

    def _somebody(self, at: int) -> bool:
        """Is somebody named from this token on, whom no preposition governs?"""
        mention = self.cast.at(at)
        return mention is not None and mention.first == at and not mention.preposition and mention.kind in ("name", "office", "body", "state")

    def _told_on(self, word: Word) -> bool:
        """Does a clause begin that cannot belong to a noun phrase: "أشاد بالدور …، وتسلم", "…، حيث"?"""
        if "speech.done" in word.sets or "speech.told_on" in word.sets:
            return True
        verb = finite(word) if word.conjunction else None
        if verb is not None or not word.conjunction:
            return verb is not None and verb.entry.form[0] == "past"
        plural = word.form[:-1].endswith(self.pack.accusative)  # "وتحركات"
        return not plural and tense_of(word, self.pack) == "past"  # "، وتحركت ألوية"

    def _is_clause(self, cue: Cue) -> bool:
        """Are the words spoken a clause, also behind a preposition: "أشار إلى أن"?"""
        if cue.opener in ("that", "colon", "quote", "plain"):
            return cue.opener != "that" or not self.names_so(cue)
        return self.forms[cue.start - 1].form in self.that or self.forms[cue.start].form in self.that_pronoun

    def ere(self, verb: int) -> bool:
        """ "قبل أن يضيف «…»", "قبل أن يستدرك أن": does a verb behind "before" tell what was said next?"""
        if verb < 2 or verb + 1 >= len(self.forms) or "speech.ere" not in self.forms[verb - 2].sets:
            return False
        following = self.forms[verb + 1]
        marked = bool(following.mark) and (following.mark in self.pack.marks.quotes or following.mark in self.pack.marks.colon)
        return self._says(verb) and (marked or following.form in self.that or following.form in self.that_pronoun)

    def _of_another(self, at: int) -> bool:
        """Does a verb that may be one of saying stand before somebody who is its subject, or one of those that tell how little was said?"""
        mention = self.cast.at(at + 1)
        verbs = (s for s in self.forms[at].senses if s.entry.kind == "speech" and s.entry.form[0] in ("past", "present") and not s.pronoun)
        speaks = any(self.tells_soon(at, s) for s in verbs)
        subject = mention is not None and not mention.preposition and mention.kind in ("name", "office", "body", "group")
        return (speaks and subject) or "speech.no_more" in self.forms[at].sets

    def _says(self, at: int) -> bool:
        """A finite verb of saying that can be nothing else."""
        return any(
            s.entry.kind == "speech"
            and s.entry.form[0] in ("past", "present")
            and not (s.pronoun or (s.entry.row.close and not self._tells_that(at, s)) or s.entry.row.carried)
            and self.tells_soon(at, s)
            for s in self.forms[at].senses
        )
