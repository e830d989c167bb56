"""Cues of speech: which words say that somebody speaks, and where the words spoken begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from qanat.packs import Pack
from qanat.packs.lexicon import Sense, Word
from qanat.read.cast import Cast
from qanat.text.words import Words

FINITE = frozenset(("past", "present", "future", "jussive"))
_WINDOW = 45  # tokens between a cue and the words spoken
_PREPOSITIONS = frozenset(("that", "colon", "quote", "object", "relay"))


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

    @property
    def finite(self) -> bool:
        """A verb with a subject of its own."""
        return self.tense in FINITE


class Speaking:
    """Finds the cues of one text and the content of each."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        self.words, self.cast, self.pack = words, cast, pack
        self.forms = words.words
        self.that = pack.sets["speech.that"]
        self.that_pronoun = pack.sets["speech.that_pronoun"]
        self.breaks = pack.sets["speech.breaks"]
        self.aside = pack.sets["speech.aside"]
        self.function = pack.sets["function.words"]
        self.inside = bytearray(len(words.words))
        for first, end in words.quotes:
            if end - first > 3:
                self.inside[first + 1 : end - 1] = b"\1" * (end - first - 2)
        self.quote_at = dict(words.quotes)

    def cue_at(self, at: int, end: int) -> Cue | None:
        """The cue whose word is at a token of the sentence that ends at `end`, with its content; None where nothing is said."""
        sense = self._sense(at)
        if sense is None:
            return None
        cue = Cue(at, at + 1, sense, sense.entry.form[0])
        if cue.tense == "noun" and not sense.pronoun:
            return None
        if cue.tense == "participle" and not self._speaking_participle(at, sense):
            return None
        takes = sense.entry.row.takes
        if not self._open(cue, takes, end):
            return None
        self._close(cue, end)
        return cue if cue.stop > cue.start else None

    def _sense(self, at: int) -> Sense | None:
        word = self.forms[at]
        covering = self.cast.at(at)
        if covering is not None and covering.first != at:
            return None
        senses = [s for s in word.senses if s.entry.kind == "speech" and not s.article]
        if not senses or covering is not None:
            return None
        return senses[0]

    def _speaking_participle(self, at: int, sense: Sense) -> bool:
        """مضيفا, مشيرة, قائلين: indefinite accusative or feminine, after a clause."""
        if sense.preposition or sense.pronoun or sense.conjunction and not at:
            return False
        form = self.forms[at].form
        return form.endswith((self.pack.accusative, self.pack.feminine)) or sense.entry.form[2] in "dp"

    # --- where the content begins -------------------------------------------------------------------------------------------

    def _open(self, cue: Cue, takes: tuple[str, ...], end: int) -> bool:
        prepositions = self.pack.words(tuple(t for t in takes if t not in _PREPOSITIONS))
        stop = min(cue.end + _WINDOW, max(end, cue.end))
        subject_seen = not cue.finite
        k = cue.end
        while k < stop:
            word = self.forms[k]
            mark = word.mark
            if mark:
                if mark in self.pack.marks.colon and "colon" in takes:
                    return self._begin(cue, "colon", k + 1)
                if k in self.quote_at and ("quote" in takes or "object" in takes) and not self._quoted_name(k):
                    return self._begin(cue, "quote", k)
                if mark == "\n" or (mark in self.pack.marks.sentence_end and k > cue.end):
                    break
                k += 1
                continue
            mention = self.cast.at(k)
            if word.form in prepositions and mention is None:
                return self._begin(cue, word.form, k + 1, k)
            if word.form in self.that or word.form in self.that_pronoun:
                if "that" in takes or prepositions:
                    return self._begin(cue, "that", k + 1 if word.form in self.that else k)
            if mention is not None and mention.first == k:
                if mention.preposition in prepositions:
                    return self._begin(cue, mention.preposition, k)
                if "object" in takes and subject_seen and not mention.preposition and self._object_here(k):
                    return self._begin(cue, "object", k)
                if not mention.preposition:
                    subject_seen = True
                k = mention.end
                continue
            if word.preposition in prepositions and word.preposition and self.forms[k].common:
                return self._begin(cue, word.preposition, k)
            if k > cue.end and self._other_cue(k):
                break
            if "object" in takes and (subject_seen or not cue.finite or self._dropped(cue)) and self._object_here(k):
                return self._begin(cue, "object", k)
            k += 1
        return False

    def _dropped(self, cue: Cue) -> bool:
        """A verb with a conjunction may do without a subject: وأكد دعم بلاده."""
        return bool(cue.sense.conjunction) or bool(cue.sense.pronoun) or self._subject_before(cue.first)

    def _subject_before(self, at: int) -> bool:
        mention = self.cast.at(at - 1) if at else None
        return mention is not None

    def _object_here(self, at: int) -> bool:
        """A noun phrase that can be the object: no function word, no time, nothing with a preposition."""
        word = self.forms[at]
        if word.mark or word.number or word.form in self.function or word.preposition or word.conjunction:
            return False
        if word.kinds & {"weekday", "relative", "daypart", "month", "ago", "title", "head", "noun"} and self.cast.at(at) is None:
            return False
        return bool(word.common) or self.cast.at(at) is not None

    def _other_cue(self, at: int) -> bool:
        return any(s.entry.kind in ("speech", "meet") and s.entry.form and s.entry.form[0] in FINITE for s in self.forms[at].senses)

    def _quoted_name(self, at: int) -> bool:
        """Quotation marks around a name ("عكاظ", «الحذيفي»): one mention fills them."""
        first, end = at, self.quote_at[at]
        if end - first > 6:
            return False
        mention = self.cast.at(first + 1)
        return mention is not None and mention.end >= end - 1

    def _begin(self, cue: Cue, opener: str, start: int, preposition: int | None = None) -> bool:
        """Set the start, past "that" and into quotation marks."""
        cue.opener = opener
        size = len(self.forms)
        while start < size:
            word = self.forms[start]
            if word.form in self.that and opener in ("colon", "that") or (preposition is not None and word.form in self.that):
                start += 1
            elif word.mark and word.mark in self.pack.marks.colon:
                start += 1
            elif start in self.quote_at:
                cue.quoted = True
                start += 1
                break
            elif word.mark == "\n" or (word.mark and word.mark in self.pack.marks.comma):
                start += 1
            else:
                break
        cue.start = start
        return start < size

    # --- where it ends ------------------------------------------------------------------------------------------------------

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
                if word.mark in self.pack.marks.comma and self._breaks_off(k + 1, cue):
                    stop = k
                    break
                k += 1
                continue
            if k > cue.start + 1 and self._participle_cue(k):
                stop = k
                break
            k += 1
        while stop > cue.start and self.forms[stop - 1].mark and stop - 1 not in self.quote_at.values():
            stop -= 1
        if stop > cue.start and self.forms[stop - 1].mark:
            stop -= 1
        cue.stop = stop

    def _breaks_off(self, at: int, cue: Cue) -> bool:
        """Does a new clause that is no part of the content begin after this comma?"""
        if at >= len(self.forms):
            return True
        word = self.forms[at]
        if word.form in self.breaks and (word.form not in self.that):
            return True
        if self._participle_cue(at):
            return True
        if word.conjunction and self._other_cue(at) and self.cast.at(at) is None:
            return True
        if "according" in word.kinds:
            return True
        if at + 1 < len(self.forms) and word.form in self.pack.sets["contacts.from"] and self.forms[at + 1].form in self.aside:
            return True
        return cue.opener in ("object",) and not (word.conjunction and not word.form in self.function) and not word.article

    def _participle_cue(self, at: int) -> bool:
        sense = self.forms[at].by.get("speech")
        return sense is not None and sense.entry.form[0] == "participle" and not sense.article and self._speaking_participle(at, sense) and self.cast.at(at) is None


def mixed(words: Words, cue: Cue, pack: Pack) -> bool:
    """Do quotation marks stand inside the content?"""
    marks = pack.marks.quotes
    closing = set(marks.values())
    return any(w.mark and (w.mark in marks or w.mark in closing) for w in words.words[cue.start : cue.stop])


def is_word(word: Word) -> bool:
    """No punctuation."""
    return not word.mark
