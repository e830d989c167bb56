"""Whom a speaker is, who is called by an office, an honour, a part of his name or what he is: "وأضاف الوزير الكويتي", "وشدد معاليه", "وقال المسؤول"."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.bearers import OF_MANY, Bearers
from qanat.read.carried import VOICES, Carried, Turn
from qanat.read.cast import PEOPLE, Cast, Mention
from qanat.read.honours import Honours
from qanat.text.words import Words

_ISSUES: Final = frozenset(("body", "state", "place", "group"))  # kinds of a mention that issues statements
_BACK: Final = 2  # sentences before, in which he spoke
_SPOKEN_OF: Final = 4  # statements before, in which "the source" may have spoken itself


class Called(Carried):
    """Finds the person or body of one text behind a speaker."""

    def __init__(self, words: Words, cast: Cast, pack: Pack, quoted: bytearray) -> None:
        super().__init__(words, cast, pack, quoted)
        self.bearers = Bearers(self.words, self.cast, self.pack)

    def bearer(self, mention: Mention) -> Mention:
        """The person whose office a mention names: "وأضاف الوزير الكويتي", of one named before as a minister; else the mention itself."""
        if mention.actors[0] in self.bearers.beside:
            return self.bearers.beside[mention.actors[0]]
        actor = self.cast.actors[mention.actors[0]]
        first = self.forms[mention.first]
        if "honoured" in first.kinds:
            return self._still_honoured(mention)
        if "speech.latter" in first.sets:
            return self._latter(mention)
        if "medium" in first.kinds and first.article and mention.end - mention.first == 1:
            return self._reporting(mention)
        if mention.kind == "office" and actor.kind == "person" and (self._goes_on_as(mention) or self._same_minister(mention)):
            return self.last or mention
        if "title" in first.kinds and mention.kind in ("group", "body") and (person := self.bearers.of_short_name(mention, mention.first + 1)) is not None:
            return person  # "الدكتور التركي"
        new = mention.kind == "group" and actor.kind == "office" and actor.mentions[0].start == self.words.starts[mention.first]
        if (
            new
            and first.article
            and "noun" not in first.kinds
            and (("speech.people" not in first.sets and "speech.some" not in first.sets) or "speech.addressed" in first.sets)  # "ويقول البعض إن"
            and not first.form.endswith(self.pack.nominative)  # "ووصف المتشددون": several
            and not self.quoted_name(mention)
            and "speech.that" not in self.forms[mention.first - 1].sets  # "أضاف أن المجتمعين شددوا": others
            and self.last is not None
            and self.last.kind == "name"
            and self.turns
        ):
            away = self.words.sentence_of(mention.first) - self.words.sentence_of(self.turns[-1].cue)
            return self.last if away <= _BACK and mention.gender != self._other(self.gender(self.last)) else mention  # "وأضاف الخبير"
        if new and first.article and self._source(mention) and self.turns and mention.end - mention.first == 1:
            return self._same_source(mention)
        if new and self.quoted_name(mention) and (person := self.bearers.of_short_name(mention, mention.first)) is not None:
            return person  # وقال «الغامدي»
        if actor.kind != "office" or mention.number != "s" or (mention.end - mention.first == 1 and not first.article):
            return mention
        holder = self.bearers.of_office(mention) if mention.kind == "office" else None
        holder = holder or self._so_called(mention)
        return holder or (self.last if self.last is not None and self._called_anew(mention) else mention)

    def _so_called(self, mention: Mention) -> Mention | None:
        """ "قال مسؤول كبير. وتعهد الرئيس. وقال المسؤول": who spoke before, unnamed, and was so called."""
        called = self.forms[mention.first].stem
        if mention.end - mention.first > 1 or called not in self.pack.either("offices.generic", "offices.experts"):
            return None
        spoke = (turn.speaker for turn in reversed(self.turns) if self._unnamed(turn.speaker))
        return next((speaker for speaker in spoke if self.forms[speaker.first].stem == called), None)

    def _called_anew(self, mention: Mention) -> bool:
        """ "قال قيادي سني بارز … وتابع السياسي السني", "أكد مدير الشركة … وقال المسؤول": is it whoever spoke just before, by what he was called?"""
        last = self.last
        if last is None or not self.turns or last.kind not in ("name", "office", "group") or last.number != "s" or not self.forms[mention.first].article:
            return False
        role, before = (self.cast.actors[m.actors[0]].role for m in (mention, last))
        if role == "spokesperson" or (before == "spokesperson" and last.kind != "name") or {role, before} == OF_MANY:
            return False  # "قال مسؤول في الوزارة … وقال المتحدث باسمها": another
        if self.words.sentence_of(mention.first) - self.words.sentence_of(self.turns[-1].cue) > _BACK or mention.gender == self._other(self.gender(last)):
            return False
        words = self.bearers.post(self.words.string(mention.first, mention.end))
        described = self.bearers.post(self.words.string(last.first, last.end))
        if len(words) == 1:
            after = self.forms[mention.end] if mention.end < len(self.forms) else None  # not "المسؤول في البلدة فلان"
            closed = after is not None and (bool(after.mark) or ("speech.that" in after.sets or "speech.that_pronoun" in after.sets))
            return closed and words[0] in self.pack.either("offices.generic", "offices.experts")
        return not (set(words[1:]).isdisjoint(described[1:]) or self.bearers.of_others(words, described))

    def _latter(self, mention: Mention) -> Mention:
        """ "وقرأه نظيره الإيراني. وعلق الأخير": whoever of that gender was named last before, a person rather than a body."""
        floor = self.words.sentences[max(self.words.sentence_of(mention.first) - _BACK, 0)][0]
        feminine = self.forms[mention.first].form.endswith(self.pack.feminine)
        before = [m for m in reversed(self.cast.between(floor, mention.first)) if m.kind in VOICES and (self.gender(m) == "f") == feminine]
        return next((m for m in before if m.kind in PEOPLE and m.number == "s"), before[0] if before else mention)

    def _reporting(self, document: Mention) -> Mention:
        """ "قال البنك في تقرير إن … وأضاف التقرير", "تقرير صادر عن البنك": who told by a document what such a one goes on telling."""
        called = self.forms[document.first].stem
        for turn in reversed(self.turns[-_SPOKEN_OF:]):
            told_by = any(self.forms[k].stem == called and not self.forms[k].article for k in range(turn.cue, turn.start))
            if told_by and not turn.speaker.first <= document.first < turn.speaker.end:
                return turn.speaker
        return document

    def _goes_on_as(self, mention: Mention) -> bool:
        """ "وقال الجبير في مؤتمر مع نظيره الألماني. ورأى وزير الخارجية": he who spoke, of two who bear the office, where no nationality tells."""
        if self.last is None or self.last.kind != "name" or any("nation" in word.kinds for word in self.forms[mention.first : mention.end]):
            return False
        mine, other = (self.cast.actors[m.actors[0]].country for m in (self.last, mention))
        return mine is not None and other is not None and mine != other and self.bearers.bears(self.last, mention)

    def _same_minister(self, mention: Mention) -> bool:
        """ "قال وزير الخارجية الكويتي إن وزير المالية الكويتي سيصل. وأضاف الوزير الكويتي": he who spoke just before, of two of a state, where the other one
        is not told of since.
        """
        last = self.last
        if last is None or last.kind != "name" or not self.turns or mention.end - mention.first != 2 or "nation" not in self.forms[mention.end - 1].kinds:
            return False
        turn = self.turns[-1]
        mine, other = (self.cast.actors[m.actors[0]] for m in (last, mention))
        if mine.id == other.id or turn.speaker.actors[0] != mine.id or mine.country != other.country or mention.gender == self._other(self.gender(last)):
            return False
        near = self.words.sentence_of(mention.first) - self.words.sentence_of(turn.cue) <= _BACK
        since = any(other.id in m.actors for m in self.cast.between(max(turn.stop, turn.cue), mention.first))
        return near and not since and self.bearers.post(mine.office or "")[:1] == self.bearers.post(self.words.string(mention.first, mention.end))[:1]

    def _source(self, mention: Mention) -> bool:
        """Is it no more than "the source", and not "the researcher"?"""
        word = self.forms[mention.first]
        noun = word.by.get("noun")
        return noun is not None and noun.entry.row.kind == "source" and "offices.experts" not in word.stem_sets

    def _same_source(self, mention: Mention) -> Mention:
        """ "أفاد بيان للوزارة. وأوضح المصدر", "قال عضو في الوفد: «…». ولمح المصدر": whoever spoke last, if he was not named; "the same source", if he was."""
        if any(turn.speaker.first == mention.first for turn in self.turns[-_SPOKEN_OF:]):
            return mention  # "قالت المصادر إن الوزير تحدث عن …، مؤكدة": they go on
        spoke, same = self.turns[-1].speaker, self.pack.sets["contacts.same"]
        if self._unnamed(spoke):
            return spoke
        after = self.forms[mention.end] if mention.end < len(self.forms) else None
        if self.forms[mention.first - 1].stem not in same and (after is None or after.form not in same):
            return mention
        return next((turn.speaker for turn in reversed(self.turns) if self._unnamed(turn.speaker)), spoke)

    def _unnamed(self, speaker: Mention) -> bool:
        """A body, or somebody of whom only the office is told?"""
        office = speaker.kind == "office" and self.cast.actors[speaker.actors[0]].kind == "office" and speaker.number == "s"
        return speaker.kind in ("body", "group", "state") or office

    def _still_honoured(self, mention: Mention) -> Mention:
        """ "وشدد معاليه": whoever spoke last, where he may be so honoured."""
        if self.last is None or self.last.kind != "name":
            return mention
        honours = Honours(self.forms, self.pack)
        style, speaker = honours.style(mention.first), self.last.actors[0]
        same, other = honours.called(self.cast.between(0, mention.first), style)
        role = self.cast.actors[speaker].role
        perhaps = not same and speaker not in other and role in honours.roles(style)  # nobody was called so before
        return self.last if speaker in same or perhaps else mention

    def quoted_name(self, mention: Mention) -> bool:
        """Stands it alone between quotation marks?"""
        before = self.forms[mention.first - 1] if mention.first else None
        return before is not None and bool(before.mark) and before.mark in self.pack.marks.quotes

    def _other(self, gender: str) -> str:
        return {"m": "f", "f": "m"}.get(gender, "-")

    def issuer(self, document: int) -> Mention | None:
        """Whose statement "the statement" at a token is: "وأضاف البيان"; where nobody has spoken, of whom one is told, "أصدرت الوزارة بيانا"."""
        if not self.turns:
            return self._issued_before(document)
        called = self.forms[document].stem
        for turn in reversed(self.turns):  # "وأكد متحدث باسم الشركة في بيان أن …. وقال البيان"
            if any(word.stem == called for word in self.forms[turn.cue + 1 : turn.start]) and turn.speaker.kind != "state":
                return turn.speaker
        spoke = next((turn for turn in reversed(self.turns) if turn.speaker.kind in _ISSUES and not self._reported(turn)), None)
        since = spoke.cue if spoke is not None else 0
        return self._given_before(document, since) or self._sent_before(document, since) or (spoke.speaker if spoke is not None else None)

    def _sent_before(self, document: int, since: int) -> Mention | None:
        """Who is told since a token to have sent a document of the same kind: "ووجه الرئيس رسالة إلى …. وجاء في الرسالة"."""
        for k in range(document - 1, since, -1):
            if self.forms[k].stem == self.forms[document].stem and not self.forms[k].article:
                marked = self.forms[k - 1].mark != "" and self.forms[k - 1].mark in self.pack.marks.quotes
                author = self.cast.at(k - 1 - marked)
                return author if author is not None and not author.preposition and author.first and self.told(author.first - 1) else None
        return None

    def _given_before(self, document: int, since: int) -> Mention | None:
        """Whose a document of the same kind is told to be, named since a token: "وفق بيان للوزارة"."""
        called, sets = self.forms[document].stem, self.pack.sets
        for k in range(document - 1, max(self.words.sentences[max(self.words.sentence_of(document) - _BACK, 0)][0], since), -1):
            if self.forms[k].stem == called and not self.forms[k].article:
                mention = self.cast.at(k + 1) or self.cast.at(k + 2)
                given = mention is not None and mention.kind in _ISSUES and (mention.preposition or self.forms[mention.first - 1].form) in sets["speech.of"]
                return mention if given else None
        return None

    def _issued_before(self, document: int) -> Mention | None:
        """The body before a document of the same kind that is told right before."""
        called = (self.forms[document].stem, self.forms[document].stem + self.pack.accusative)  # البيان, بيانا
        floor = self.words.sentences[max(self.words.sentence_of(document) - _BACK, 0)][0]
        for k in range(document - 1, floor - 1, -1):
            if self.forms[k].stem in called and not self.forms[k].article:
                first = self.words.sentence_at(k)[0]
                return next((m for m in reversed(self.cast.between(first, k)) if m.kind in _ISSUES and m.actors and not m.preposition), None)
        return None

    def _reported(self, turn: Turn) -> bool:
        """Did he speak only in what somebody else says?"""
        return any(other.start <= turn.cue < other.stop and other.speaker.actors != turn.speaker.actors for other in self.turns)
