"""Who goes on speaking where a verb or participle names nobody: whoever spoke last, or stands as a subject near."""

from __future__ import annotations

from typing import Final

from mypy_extensions import mypyc_attr

from qanat.packs import Pack
from qanat.read.around import Cue
from qanat.read.cast import PEOPLE, PLACES, Cast, Mention
from qanat.read.standing import Standing
from qanat.read.syntax import TIMES, is_press
from qanat.text.words import Words

VOICES: Final = frozenset(("name", "office", "body", "state", "place", "group"))  # kinds of a mention that may speak
_TITLED: Final = 3  # tokens of a letter with its adjectives, before "from"
_SPOKEN_OF: Final = 4  # statements before, among whose speakers those of a plural verb are sought
_BACK: Final = 2  # sentences before, in which a dropped subject is sought
_ASIDE: Final = 4  # tokens between a verb and its subject
_LINE: Final = 8  # tokens of a line that is no sentence: "محمد السريعي – الرياض"
_PLAIN: Final = frozenset(("common", "hold", "meet", "speech"))  # kinds of a word that may be a verb no table knows
_SINGLE: Final = PEOPLE | {"group"}  # kinds of a mention whose words tell for sure whether it is a man's or a woman's verb
_BODIES: Final = frozenset(("group", "body", "state"))  # kinds of a mention of whom a body tells what it said
_GENDERS: Final = ("m", "f")
_HEAD: Final = 2  # tokens before the subject that opens its sentence: "وقد استقبل الرئيس"

# What speaks for a candidate of a dropped subject.
_SPOKE_HERE: Final = 9  # spoke last, in this sentence
_SUBJECT_HERE: Final = 6  # stands as a subject in this sentence
_SPOKE: Final = 6  # spoke last, in a sentence before
_SUBJECT: Final = 4  # stands as the subject of a sentence before in which nobody spoke
_PERSON: Final = 1
_GOVERNED: Final = -4  # stands behind a preposition
_HELD: Final = -2  # belongs to a noun before it
_REPORTED: Final = -5  # is named only in what somebody else says
_UNLIKE: Final = -4  # differs in gender or number
_UNSURE: Final = -3  # may be of another gender
_FURTHER: Final = -1  # for every sentence between


@mypyc_attr(acyclic=True)
class Turn:
    """One statement as far as it matters for the next: its speaker, the token of its cue, and the tokens of its content."""

    __slots__ = ("cue", "speaker", "start", "stop")

    def __init__(self, speaker: Mention, cue: int, start: int, stop: int) -> None:
        self.speaker, self.cue, self.start, self.stop = speaker, cue, start, stop


class Carried(Standing):
    """Finds the subject of a verb that names none; `turns` are those who spoke before, in the order of their statements."""

    def __init__(self, words: Words, cast: Cast, pack: Pack, quoted: bytearray) -> None:
        super().__init__(words, cast, pack)
        self.quoted = quoted
        self.last: Mention | None = None  # who would go on speaking
        self.turns: list[Turn] = []

    def _himself(self, cue: Cue, first: int) -> Mention | None:
        """ "أوضح الوزير أنه شدد": who speaks around the verb; "أصدر القصر بيانا بشأن الرئيس قال فيه": whose document it is in which he does."""
        if (author := self._issued_it(cue, first)) is not None:
            return author
        before = self.forms[cue.first - 1].form if cue.first > first else ""
        which = self.pack.sets["speech.that_pronoun"]
        joined = before[:1] in self.pack.lexicon.particles.conjunctions and before[1:] in which  # "أكد أن … وأنه أبلغ"
        if not (joined or before in which) or not self.turns:
            return None
        if cue.first > first + 1 and "speech.yet" in self.forms[cue.first - 2].sets and self.turns[-1].cue >= first:
            return self.last if self.last is not None and self.agrees(cue.sense, self.last) else None  # "إلا أنه استدرك"
        return self.turns[-1].speaker if self.turns[-1].start <= cue.first < self.turns[-1].stop else None

    def _issued_it(self, cue: Cue, first: int) -> Mention | None:
        """ "أصدر البيت الأبيض بيانا في أعقاب تصريحات الرئيس قال فيه": the subject before an indefinite document to which the verb points back."""
        if cue.sense.conjunction or not self._points_back(cue):
            return None
        for k in range(cue.first - 2, first + 1, -1):
            document, author = self.forms[k], self.cast.at(k - 1)
            if "medium" not in document.kinds or document.article or not document.form.endswith(self.pack.accusative) or author is None:
                continue
            if author.first > first and author.kind in VOICES and not author.preposition and self.verb(author.first - 1):
                return author
        return None

    def _points_back(self, cue: Cue) -> bool:
        """ "رسالة حمل فيها", "كلمة نوه فيها": what was said stands in something of the speaker's named before."""
        return cue.end < len(self.forms) and "speech.back" in self.forms[cue.end].sets

    def dropped(self, cue: Cue, first: int) -> Mention | None:
        """Who is likeliest to be the subject of a verb or participle that names none."""
        if (same := self._himself(cue, first)) is not None:
            return same
        if (inner := self._inner(cue, first)) is not None:
            return inner
        if (asked := self._asked(cue, first)) is not None:
            return asked
        if (many := self._many_before(cue)) is not None:
            return many
        if (source := self._source_before(cue, first)) is not None:
            return source
        if cue.tense == "participle" and (writer := self._writer(cue, first)) is not None:
            return writer
        saying = cue.tense == "noun" and "speech.by_saying" in self.forms[cue.first].sets
        if (saying or cue.tense == "participle") and (acting := self._acting(cue, first)) is not None:
            return acting
        here = self.words.sentence_of(cue.first)
        back = self._points_back(cue) and not cue.sense.conjunction
        floor = self.words.sentences[max(here - _BACK, 0)][0]
        best: tuple[int, int] | None = None
        chosen: Mention | None = None
        if self.last is not None and self.turns and not back:
            since = here - self.words.sentence_of(self.turns[-1].cue)
            spoke = _SPOKE + _FURTHER * min(since, _BACK) if since else _SPOKE_HERE
            spoke += self._doubtful(cue, self.last)
            several = cue.sense.entry.form[2] in ("d", "p") and self.last.kind in PEOPLE  # "قال إن القيادة … معربين"
            spoke += self._rank(self.last) if self._goes_on(cue.sense, self.last) else _UNLIKE + several * _REPORTED
            best, chosen = (spoke, self.last.first), self.last
        for mention in self.cast.between(floor, cue.first):
            if mention.kind not in VOICES or not mention.actors or self.quoted[mention.first]:
                continue
            if not (cue.sense.entry.row.carried or self._goes_on(cue.sense, mention)):
                continue  # "وجاء في تغريدة لها" agrees with none
            if mention.kind in ("body", "group") and is_press(self.forms[mention.first]):
                continue
            if cue.sense.entry.form[2] in ("d", "p") and not self.several(mention) and mention.first < first:
                continue  # "مؤكدين": no body of another sentence
            score = self._sender(mention, here) if back else self._likely(mention, here)
            if score is not None and (best is None or (score + self._doubtful(cue, mention), mention.first) > best):
                score += self._doubtful(cue, mention)
                best, chosen = (score, mention.first), mention
        if chosen is None or best is None or best[0] <= 0:
            return None
        return self._spoke_before(cue, first) if self._of_other_gender(cue, chosen) else chosen

    def _spoke_before(self, cue: Cue, first: int) -> Mention | None:
        """ "أوضحت الهيئة أن … وأضاف مديرها أنه … وأضافت": not he who spoke last, but who did before, of the verb's gender."""
        if not (cue.finite and cue.sense.conjunction and cue.first == first):
            return None
        spoke = (turn.speaker for turn in reversed(self.turns[-_SPOKEN_OF:]) if not self.several(turn.speaker))
        return next((speaker for speaker in spoke if self.gender(speaker) == cue.sense.entry.form[1]), None)

    def _of_other_gender(self, cue: Cue, mention: Mention) -> bool:
        """ "وصف النائب الأطراف التي انتقدت الزيارة", "قال الوزير إن اللجنة حسمت أمره وقررت": surely not he."""
        form = cue.sense.entry.form
        several = self.several(mention) and (mention.kind == "name" or form[1] == "m")  # "قال مراقبون إن … وقالت": not they
        if mention.kind not in _SINGLE or several or form[0] == "noun" or form[2] != "s" or cue.sense.entry.row.carried:
            return False
        who = "speech.relative" in self.forms[cue.first - 1].sets
        if form[0] == "past" and not (who or cue.sense.conjunction) and mention.first >= self.words.sentence_at(cue.first)[0]:
            return False  # "قال الوزير إن اللقاء مثمر، وقد اتفقت مع نظيري": the first person is spelled like her verb
        own = self.sure_gender(mention.actors[0]) if mention.kind == "name" else self.gender(mention)
        return own in _GENDERS and form[1] in _GENDERS and own != form[1]

    def _inner(self, cue: Cue, first: int) -> Mention | None:
        """ "أفاد الناطق بأن رئيس الحكومة عبر عن ارتياحه، وحث الوزراء": of whom is told what he said does more than say there;
        "قال الناطق إن الجزائر تدين الهجوم، داعية إلى": the state.
        """
        turn = self.turns[-1] if self.turns else None
        on = cue.finite and bool(cue.sense.conjunction) and (cue.sense.entry.row.act != "say" or bool(cue.sense.pronoun))  # "انتقد فيها الحكومة وحذرها من"
        state = cue.tense == "participle" and cue.sense.entry.form[1:3] == ("f", "s") and turn is not None and turn.speaker.kind == "state"
        unlike = cue.tense == "participle" and turn is not None and self._unlike_last(cue, turn)
        if turn is None or turn.cue < first or not (on or state or unlike):
            return None
        told = any(
            t.cue >= first and t.start <= turn.cue < t.stop and t.speaker.actors != turn.speaker.actors and (not state or unlike or t.speaker.kind in PEOPLE)
            for t in self.turns[-_SPOKEN_OF:-1]
        )
        return turn.speaker if told and self._goes_on(cue.sense, turn.speaker) else None

    def _asked(self, cue: Cue, first: int) -> Mention | None:
        """ "سألت «النهار» مصدرا وزاريا، فقال", "تحدثت «عكاظ» إلى الوزير، حيث أكد": whom a paper asked, where nobody spoke since."""
        marks, asking = self.pack.marks.quotes, self.pack.sets["speech.interviews"]
        for k in range(first, min(first + _ASIDE, cue.first)):
            if self.forms[k].stem not in asking:
                continue
            beside = (self.forms[k + 1], *self.forms[max(k - 1, first) : k])
            if not any((word.mark and word.mark in marks) or is_press(word) for word in beside):
                return None
            spoke = any(k < turn.cue < cue.first and turn.speaker.kind in PEOPLE for turn in self.turns[-_BACK:])
            asked = (m for m in self.cast.between(k + 1, cue.first) if m.kind in _SINGLE and m.number == "s" and not is_press(self.forms[m.first]))
            return next((m for m in asked if self.agrees(cue.sense, m)), None) if not spoke else None
        return None

    def _unlike_last(self, cue: Cue, turn: Turn) -> bool:
        """ "أكدت المصادر أن الوزير أشاد بالتعاون، مشيرا إلى": does a participle agree with him of whom it is told, and not with who tells it?"""
        if self.last is None or self._goes_on(cue.sense, self.last):
            return False
        return turn.speaker.kind in PEOPLE or (turn.speaker.kind in _BODIES and self.last.kind not in PEOPLE)

    def _main_clause(self, cue: Cue, first: int) -> Mention | None:
        """ "وإذ أكد أن …، أشار إلى": who speaks in the clause before the main one."""
        turn = self.turns[-1] if self.turns else None
        if turn is None or cue.sense.conjunction or turn.cue - 1 not in (first, first + 1) or not self.agrees(cue.sense, turn.speaker):
            return None
        whereas = "speech.whereas" in self.forms[turn.cue - 1].sets and self.forms[cue.first - 1].mark in self.pack.marks.comma
        return turn.speaker if whereas and bool(self.forms[cue.first - 1].mark) else None

    def _person_of(self, first: int, end: int) -> bool:
        """Stands a person as a subject in a range?"""
        return any(m.kind in PEOPLE and not m.preposition and self._stands_as_subject(m, first) for m in self.cast.between(first, end))

    def _writer(self, cue: Cue, first: int) -> Mention | None:
        """ "تلقى الملك برقية من الرئيس تضمنت التهنئة، مؤكدا": whose letter it is, where nobody spoke since."""
        if any(first <= turn.cue < cue.first for turn in self.turns[-_BACK:]):
            return None
        for mention in self.cast.between(first, cue.first):
            if mention.kind not in PEOPLE or mention.first < first + 2 or "contacts.from" not in self.forms[mention.first - 1].sets:
                continue
            letter = next(
                (w.by["occasion"] for w in reversed(self.forms[max(mention.first - 1 - _TITLED, first) : mention.first - 1]) if "occasion" in w.kinds), None
            )
            if letter is not None and letter.entry.row.mode == "message" and self.agrees(cue.sense, mention):
                return mention
        return None

    def _acting(self, cue: Cue, first: int) -> Mention | None:
        """ "خفف الوزير من وقع التصريحات، قائلا": whoever does what is told last before a participle, where nobody spoke since; also who is told of in
        a clause between: "بحضور الأمين، الذي استعرض المشروعات، مؤكدا".
        """
        spoke = [turn for turn in self.turns[-_BACK:] if first <= turn.cue < cue.first]
        if any(turn.stop <= turn.cue for turn in spoke):
            return None  # "«…»، قال الوزير للرئيس، مضيفا"
        since = max((turn.stop for turn in spoke), default=first)
        for mention in reversed(self.cast.between(since, cue.first)):
            if mention.kind not in PEOPLE or mention.number != "s" or not self.agrees(cue.sense, mention) or self.cast.actors[mention.actors[0]].role is None:
                continue
            behind = mention.end + (self.forms[mention.end].mark in self.pack.marks.comma)
            who = behind + 1 < cue.first and "contacts.who" in self.forms[behind].sets and self.told(behind + 1)
            free = not (mention.preposition or self.governed(mention, first) or self._met_there(mention, first))
            at = mention.first - 1
            at -= at > first and "speech.bound" in self.forms[at].sets  # "فرد عليها الوزير قائلا"
            plural = self.forms[at].form.endswith(self.pack.accusative + self.pack.she)  # "علق على تصريحات الرئيس"
            if who or (free and (self.verb(at) or (self.told(at) and not plural) or self._behind_unknown(mention, first))):
                return mention
        return None

    def _met_there(self, mention: Mention, first: int) -> bool:
        """ "وصل الوزير إلى روما حيث التقى الرئيس، معربا": whom somebody met whose verb names no subject."""
        at = mention.first - 1
        if at <= first + 1 or not any(sense.entry.kind == "meet" for sense in self.forms[at].verbs):
            return False
        goes_on = "contacts.where" in self.forms[at - 1].sets or self.forms[at].verbs[0].conjunction != ""
        return goes_on and any(m.kind in PEOPLE for m in self.cast.between(first, at))

    def _behind_unknown(self, mention: Mention, first: int) -> bool:
        """ "حتى خفف الوزير", "خففت الوزيرة": does a word that no table knows stand before somebody, where a verb stands or with its ending?"""
        at = mention.first - 1
        word = self.forms[at]
        opens = self.pack.either("contacts.before_verb", "speech.before_clause")
        unknown = at > first and not (word.kinds or word.common or word.article or word.preposition or word.mark)
        return unknown and (self.forms[at - 1].form in opens or (mention.gender == "f" and word.form.endswith(self.pack.she)))

    def _source_before(self, cue: Cue, first: int) -> Mention | None:
        """ "بحسب مصدر برلماني رفض ذكر اسمه، تحدث أيضا عن": an unnamed source, and what else it did."""
        if not self.turns or cue.sense.conjunction or not cue.finite or not first <= self.turns[-1].cue < cue.first:
            return None
        source = self.turns[-1].speaker
        unnamed = source.kind == "group" and not self.forms[source.first].article and self.turns[-1].cue < source.first < cue.first
        return source if unnamed and self.turns[-1].stop <= self.turns[-1].cue and self.agrees(cue.sense, source) else None

    def _doubtful(self, cue: Cue, mention: Mention) -> int:
        """A name of which no word tells that it is a woman's, and a woman's verb."""
        feminine = cue.finite and cue.sense.entry.form[1:3] == ("f", "s")
        return _UNSURE if feminine and mention.kind == "name" and not self.gender(mention) else 0

    def _many_before(self, cue: Cue) -> Mention | None:
        """ "قال شهود إن … وقالت الشرطة إن … وأضافوا": those of several who spoke last, where one did since."""
        if cue.sense.entry.form[2] != "p" or not self.turns or self.several(self.turns[-1].speaker):
            return None
        return next((t.speaker for t in reversed(self.turns[-_SPOKEN_OF:]) if self.several(t.speaker)), None)

    def _rank(self, mention: Mention) -> int:
        return _PERSON if mention.kind in PEOPLE else 0

    def _likely(self, mention: Mention, here: int) -> int | None:
        """How likely a mention is a dropped subject in a sentence; None where it cannot be."""
        score = self._rank(mention)
        number = self.words.sentence_of(mention.first)
        floor, end = self.words.sentences[number]
        away = here - number
        if any(t.start <= mention.first < t.stop for t in self.turns[-4:]):
            score += _REPORTED
        if mention.preposition or self.governed(mention, floor):
            score += _GOVERNED
        elif mention.first > floor + (mention.kind not in PLACES) and self._held(mention, floor):
            score += _HELD  # also "أزمة اليونان تكشف عن"
        elif self._stands_as_subject(mention, floor) and (away == 0 or end - floor > _LINE):
            score += _SUBJECT if away else _SUBJECT_HERE
        elif mention.kind in ("state", "place"):
            return None
        return score + _FURTHER * away

    def _behind_aside(self, mention: Mention, floor: int) -> bool:
        """ "تحدث بعد ذلك الوزير", "وصل أمس الوزير": stands a verb before it, and nothing between but when or where?"""
        if mention.kind not in PEOPLE:
            return False
        k = mention.first - 1
        while k > max(floor, mention.first - _ASIDE) and (
            self.forms[k].kinds & TIMES or "contacts.this" in self.forms[k].sets or self.forms[k].form in self.governing
        ):
            k -= 1
        return k < mention.first - 1 and (self.verb(k) or self.told(k))

    def _sender(self, mention: Mention, here: int) -> int | None:
        """How likely a mention is whose letter, speech or call it is that a verb points back to."""
        floor = self.words.sentences[here][0]
        if mention.first < floor:
            return None
        sent = mention.first > floor and "contacts.from" in self.forms[mention.first - 1].sets
        subject = not mention.preposition and not self.governed(mention, floor) and self._stands_as_subject(mention, floor)
        return _PERSON + (_SPOKE if sent else _SUBJECT if subject else 0)

    def _stands_as_subject(self, mention: Mention, floor: int) -> bool:
        """Right after a verb, near the head of its sentence, or after "that" and "but"."""
        at = mention.first - 1
        if at > floor and self.forms[at].mark in self.pack.marks.quotes:
            at -= 1  # "وتبنت «الجبهة»"
        before = self.forms[at] if at >= floor else None
        if before is None or mention.first - floor <= _HEAD:
            return True
        opens = at > floor and (bool(self.forms[at - 1].mark) or "speech.clause_heads" in self.forms[at - 1].sets)
        clause = opens and not (before.article or before.mark or before.preposition)
        if clause and "function.words" not in before.sets and not before.form.endswith(self.pack.accusative) and before.kinds <= _PLAIN:
            return True  # "، فوجئ المبعوث"
        if self._met_there(mention, floor):
            return False
        if self._behind_aside(mention, floor):
            return True
        return self.verb(at) or self.told(at) or "speech.that" in before.sets or "speech.heads" in before.sets
