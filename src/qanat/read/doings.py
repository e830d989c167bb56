"""What the first clause of a content tells of its subject: of one's own side that it will, will not, never did; of another that it does wrong."""

from __future__ import annotations

from typing import Final, NamedTuple

from qanat.packs import Pack
from qanat.packs.word import Word
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import SPEECH, finite
from qanat.text.words import Words

_VERB: Final = 3  # tokens behind a subject within which its verb stands
_BLAMED: Final = 4  # tokens behind a negation in which a blame is denied
_AT_ALL: Final = 8  # ... in which "any" or "never" denies whatever it is
_SUBJECT: Final = 3  # tokens behind a verb within which its subject stands
_OBJECT: Final = 5  # ... in which its object stands
_WHOEVER: Final = 10  # tokens of a clause on "whoever" before what will be done to him
_PREFIX: Final = 4  # letters of a verb in the future
_FREE: Final = frozenset(("legislator", "party_leader", "other", "organisation"))  # roles of those who speak for no government
_WITNESSES: Final = frozenset(("source", "document", "medium"))
_GOVERNING: Final = frozenset(("body", "office"))
_OWN: Final = frozenset(("state", "place", "body"))  # kinds of a mention of the speaker's camp that act for him
_ACTING: Final = frozenset(("organ", "body"))  # kinds of nouns that act: "حزبه", "الوزارة"
_NO_ACT: Final = frozenset(("say", "promise"))  # of verbs: "تعرض" is "offers", and "was exposed to"


class Subject(NamedTuple):
    """Whose deed is told: the token behind it; whether it is named, not only "it"; whether it is surely the speaker's side, and not just "the council";
    whether it is called his own ("بلاده").
    """

    end: int
    named: bool = True
    sure: bool = True
    called_his: bool = False


class Doings:
    """Asks the first clause of one content whose doings it tells of, and which."""

    def __init__(self, words: Words, start: int, stop: int, speaker: Mention, cast: Cast, pack: Pack) -> None:
        self.words, self.forms, self.stop, self.speaker, self.cast, self.pack = words, words.words, stop, speaker, cast, pack
        self.camp, self.role = cast.camp(speaker.actors[0]), cast.actors[speaker.actors[0]].role
        self.start = self._past_marks(start)

    def act(self) -> str:
        """promise, reject, threaten or what its own verb does ("بلاده ترفض"), accuse of another; empty where nothing of the kind is told."""
        if self.start >= self.stop:
            return ""
        subject = self._subject(self.start)
        if "speech.whoever" in self.forms[self.start].sets:
            return self._whoever()
        if subject is None:
            return self._verb_first() or self._blamed()
        if not subject.named and subject.end < self.stop and not self._tells(subject.end) and self._bad(subject.end + 1):
            return "accuse"
        for k in range(subject.end, min(subject.end + (_VERB if subject.named and subject.sure else 1), self.stop)):
            k = self._past_marks(k)
            if k >= self.stop or self.forms[k].mark or "speech.relative" in self.forms[k].sets:
                return ""
            if self._tells(k):
                form, sets = self.forms[k].form, self.pack.sets
                if form in sets["speech.lacking"] or (not subject.named and form in sets["speech.is_none"]):
                    return "reject"
                if subject.called_his and form in sets["speech.is_not"] and not self._idle(k + 1):
                    return "reject"
                return self._of(k, sure=subject.sure and (subject.named or self._agree(subject.end - 1, k + 1)))
        return ""

    def _whoever(self) -> str:
        """ "من يقترب من الحدود سيقتل", "كل فاسد سيحاسب": a threat to all whom it may concern."""
        for k in range(self.start + 1, min(self.start + _WHOEVER, self.stop)):
            if self._future(k) < self.stop:
                return "threaten" if any(e.kind == "tone" and e.row.act == "threaten" for e in self.forms[k].tones) else ""
        return ""

    def _blamed(self) -> str:
        """accuse, where the subject is of another side and its verb or adjective blames, be it ever so little: "قطر تتدخل في ليبيا"."""
        source = self.forms[self.speaker.first].by.get("noun")
        if source is not None and source.entry.row.kind in _WITNESSES:
            return ""  # "وثائق", "مصادر" tell what was
        at = self._other(self.start)
        while at < self.stop:
            at = self._past_marks(at)
            if at >= self.stop or self.forms[at].mark:
                return ""
            word, mention = self.forms[at], self.cast.at(at)
            if "speech.is_not" in word.sets and at + 1 < self.stop and "speech.owed" in self.forms[at + 1].sets:
                return "accuse"  # "لم يلتزموا"
            if self._blames(at):
                return "accuse"
            if not (word.article or "speech.copula" in word.sets) and (mention is None or mention.kind != "nation"):
                return ""
            at += 1
        return ""

    def _blames(self, at: int) -> bool:
        """Does what is said here of a subject blame it: "تتدخل", "سيئ"? What another side goes on doing does, where once done it is news: "تقتل", "قتلت"."""
        word = self.forms[at]
        if word.article or word.preposition or word.conjunction:
            return False
        goes_on = word.form.startswith((self.pack.imperfect, self.pack.she)) and self._elsewhere(self.cast.at(self.start))
        said = [e for e in word.tones if e.kind == "tone" and e.row.act == "accuse" and e.form[0] != "own"]
        return any(e.row.blames or (goes_on and e.form[0] == "present") for e in said)

    def _bad(self, at: int) -> bool:
        """ "إنه اتفاق سيئ": of neither side, but of what is spoken of."""
        return (
            at < self.stop and not self.forms[at].article and any(e.kind == "tone" and e.row.blames and e.form[0] == "adjective" for e in self.forms[at].tones)
        )

    def _other(self, at: int) -> int:
        """The token behind a subject of another side; `stop` where none is named."""
        mention = self.cast.at(at)
        if mention is not None and (self._of_others(mention) or not self._nobodys(mention)):
            return mention.end if mention.first == at and not mention.preposition and self._of_others(mention) else self.stop
        word = self.forms[at]
        if (word.article or "speech.this" in word.sets) and not word.preposition:
            return at + 1
        other = word.verbs or word.preposition or word.conjunction or word.number or "speech.relative" in word.sets
        if other or not word.common or at + 1 >= self.stop:
            return self.stop
        held = self.cast.at(at + 1)  # "قرار الوزير", "سياسة العقوبات"
        if held is not None and held.first == at + 1 and not held.preposition and not self._own(held):
            return held.end
        return at + 2 if held is None and self.forms[at + 1].article and not self.forms[at + 1].preposition else self.stop

    def _past_marks(self, at: int) -> int:
        """The token at or behind marks of quotation."""
        while at < self.stop and self.forms[at].mark and self.forms[at].mark in self.pack.marks.quotes:
            at += 1
        return at

    def _subject(self, at: int) -> Subject | None:
        """The speaker's side as the subject that begins here: "أنه", "نحن", "بلاده", "مصر", "الحركة"; None for all others."""
        word = self.forms[at]
        if "contacts.we" in word.sets:
            return Subject(at + 1)
        if "speech.ours" in word.sets:
            return Subject(at + 1, called_his=True)
        if "speech.that_pronoun" in word.sets:
            return Subject(at + 1, named=False)
        mention, noun = self.cast.at(at), word.by.get("noun")
        if noun is not None and noun.pronoun and not noun.preposition and not self._elsewhere(mention):
            return Subject(max(at + 1, mention.end if mention is not None else 0), called_his=True)
        alone = mention is None or mention.end == at + 1  # "الحكومة": whose it is, only its speaker tells
        if alone and noun is not None and noun.entry.row.kind in _ACTING and noun.article and not noun.preposition:
            return None if self.role in _FREE and noun.entry.row.kind == "organ" else Subject(at + 1, sure=False)
        if mention is not None and mention.kind != "nation":
            return Subject(mention.end) if mention.first == at and not mention.preposition and self._own(mention) else None
        return None

    def _nobodys(self, mention: Mention) -> bool:
        """Does what is named stand on nobody's side: "التقرير"?"""
        return all(self.cast.camp(actor) is None for actor in mention.actors) and set(mention.actors).isdisjoint(self.speaker.actors)

    def _of_others(self, mention: Mention | None) -> bool:
        """Is it of another side than the speaker: of another camp, or of those whom a member of parliament or of a party answers to nobody for?"""
        if mention is None or not set(mention.actors).isdisjoint(self.speaker.actors):
            return False
        governs = mention.kind in _GOVERNING and self.cast.camp(mention.actors[0]) == self.cast.actors[mention.actors[0]].country is not None
        return (governs and self.role in _FREE) or self._elsewhere(mention)

    def _elsewhere(self, mention: Mention | None) -> bool:
        return mention is not None and not {self.cast.camp(actor) for actor in mention.actors} <= {self.camp, None}

    def _agree(self, pronoun: int, verb: int) -> bool:
        """ "أنها لم تقدم", but not "أنه لم تقع إصابات"."""
        return verb < self.stop and self.forms[pronoun].form.endswith(self.pack.her) == self.forms[verb].form.startswith(self.pack.she)

    def _own(self, mention: Mention) -> bool:
        """Is it the speaker himself, or his state or body?"""
        spoken_for = self.camp is None and self.role == "spokesperson" and mention.kind in _OWN
        if spoken_for or not set(mention.actors).isdisjoint(self.speaker.actors):
            return True
        return (
            self.camp is not None
            and mention.kind in _OWN
            and not self._of_others(mention)
            and all(self.cast.camp(actor) == self.camp for actor in mention.actors)
        )

    def _tells(self, at: int) -> bool:
        """Does a verb or its negation stand here?"""
        word = self.forms[at]
        negates = "speech.will_never" in word.sets or "speech.is_not" in word.sets or "speech.lacking" in word.sets
        return negates or "speech.opposed" in word.sets or self._future(at) < self.stop or finite(word, SPEECH) is not None or self._willing(word)

    def _willing(self, word: Word) -> bool:
        """ "مستعد", "ماضون": what one says of his own will."""
        return any(e.kind == "tone" and e.row.act == "promise" and e.form[0] == "adjective" for e in word.tones)

    def _future(self, at: int) -> int:
        """The verb in the future that stands here: "سيعلن", "سوف يعلن"; `stop` where none does."""
        word = self.forms[at]
        if "speech.will" in word.sets:
            return min(at + 1, self.stop)
        will, persons = self.pack.will, self.pack.persons_of_verbs
        future = len(word.form) >= _PREFIX and word.form.startswith(will) and word.form[len(will)] in persons
        return at if future and not word.article and "speech.no_future" not in word.sets else self.stop

    def _verb_first(self) -> str:
        """ "لن تقبل بلاده", "لم تكن تركيا ضالعة": the verb before its subject; "سنرد": "we" in the verb itself."""
        at = self.start
        if finite(self.forms[at], SPEECH) is not None or not self._tells(at):
            return ""
        verb = at + 1 if self._future(at) != at else at
        if verb < self.stop and self._first_person(verb):
            return self._of(at)
        for k in range(verb + 1, min(verb + 1 + _SUBJECT, self.stop)):
            if self.forms[k].mark:
                return ""
            if (subject := self._subject(k)) is not None and subject.named:
                return self._of(at, sure=subject.sure)
        return ""

    def _first_person(self, verb: int) -> bool:
        """ "نقبل", "سنقبل", "سأقبل", but not "ساحة"."""
        word, will = self.forms[verb], len(self.pack.will) if self._future(verb) == verb else 0
        if len(word.form) < _PREFIX or word.form[will] not in self.pack.first_persons or word.article:
            return False
        return word.form[will] != self.pack.folding.of_row(self.pack.hamza) or self.words.string(verb, verb + 1)[will] == self.pack.hamza

    def _of(self, at: int, *, sure: bool = True) -> str:
        """What the verb or negation here does, of the speaker's own side."""
        word = self.forms[at]
        verb = self._past_marks(at + 1)
        if "speech.will_never" in word.sets or "speech.is_not" in word.sets:
            if self._idle(verb) or ("speech.no" in word.sets and not self._present(verb)):
                return ""
            refuses = "speech.will_never" in word.sets or self._willing(self.forms[verb])
            return "reject" if refuses or self._denied(verb, altogether=sure) else ""
        verb = self._future(at)
        if verb + 1 < self.stop and "speech.idle" in self.forms[verb].sets:
            at, verb = verb + 1, self.stop  # "ستكون مستعدة"
        if verb < self.stop:
            return self._will(verb)
        if self._willing(self.forms[at]):
            return self._will(at)
        if "speech.opposed" in self.forms[at].sets:
            return "reject"
        sense = finite(self.forms[at], SPEECH)
        if sense is None or sense.entry.form[0] != "present":
            return ""
        row = sense.entry.row
        wanted = row.needs or row.objects  # "توجه البلديات" aims no criticism
        lacks = wanted and self.pack.words(wanted).isdisjoint(
            [w for k in range(at, min(at + _OBJECT, self.stop)) for w in (self.forms[k].form, self.forms[k].stem)]
        )
        return "" if row.act in _NO_ACT or row.expresses or "stance" in row.takes or lacks else str(row.act)

    def _idle(self, verb: int) -> bool:
        """A verb that tells of no deed: "لن تكون", "لا نعلم"."""
        return verb >= self.stop or "speech.idle" in self.forms[verb].sets

    def _present(self, at: int) -> bool:
        word = self.forms[at]
        return word.form[0] in self.pack.persons_of_verbs and not word.article

    def _denied(self, at: int, *, altogether: bool) -> bool:
        """ "لم يخالف القانون": a blame taken back; "لا تلعب أي دور": whatever it is, denied altogether."""
        if any(e.kind == "tone" and e.row.act == "accuse" for word in self.forms[at : min(at + _BLAMED, self.stop)] for e in word.tones):
            return True
        return altogether and any("speech.at_all" in word.sets for word in self.forms[at : min(at + _AT_ALL, self.stop)])

    def _will(self, verb: int) -> str:
        """ "سنطرد", "سترفع دعوى": a threat; "ستواصل", "سنفعل": a promise; whom he will meet is only said."""
        done = self.forms[verb : min(verb + _OBJECT, self.stop)]
        does = {e.row.act for k, word in enumerate(done) for e in word.tones if e.kind == "tone" and not e.row.weight and (not k or e.form[0] == "noun")}
        if "threaten" in does:
            return "threaten"
        if any("speech.opposed" in word.sets for word in done):
            return "reject"  # "ستصوت ضد"
        own = self._first_person(verb) and not (self.forms[verb].meets or "hold" in self.forms[verb].kinds) and "speech.idle" not in self.forms[verb].sets
        return "promise" if "promise" in does or own else ""
