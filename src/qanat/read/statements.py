"""Who said what, and on whose word."""

from __future__ import annotations

from dataclasses import replace

from qanat.model import Span, Statement, Time
from qanat.packs import Pack
from qanat.read.cast import Cast, Mention
from qanat.read.speakers import VOICES, Speakers, Turn
from qanat.read.speaking import Speaking
from qanat.read.spoken import Cue, kind_of
from qanat.text.words import Words

_TELLING = 14  # first words of a content that may say what act it is


def statements(words: Words, cast: Cast, times: tuple[Time, ...], pack: Pack) -> tuple[Statement, ...]:
    """The attributed statements of a text in the order of their cues; what nobody is named for is left out."""
    return _Listening(words, cast, times, pack).all()


class _Listening:
    def __init__(self, words: Words, cast: Cast, times: tuple[Time, ...], pack: Pack) -> None:
        self.words, self.cast, self.times, self.pack = words, cast, times, pack
        self.forms = words.words
        self.speaking = Speaking(words, cast, pack)
        self.speakers = Speakers(words, cast, pack, self.speaking.inside)
        self.via: str | None = None
        self.out: list[Statement] = []

    def all(self) -> tuple[Statement, ...]:
        for first, end in self.words.sentences:
            self._headline(first, end)
            for at in range(first, end):
                word = self.forms[at]
                if word.speaks and not self.speaking.inside[at]:
                    self._heard(at, first, end)
                elif "according" in word.kinds and not self.speaking.inside[at]:
                    self._according(at, first, end)
            self._topic(first, end)
        self.out.sort(key=lambda s: s.cue.start)
        return tuple(replace(statement, id=f"s{n}") for n, statement in enumerate(map(self._named_below, self.out), 1))

    def _named_below(self, statement: Statement) -> Statement:
        """A headline's "Yemeni official: …" is whoever of that state speaks first below."""
        actor = self.cast.actors[statement.speaker]
        if statement.cue.start > self.words.ends[self.words.sentences[0][1] - 1] or actor.kind != "office":
            return statement
        below = next((s for s in self.out if s.cue.start > statement.content.end), None)
        named = self.cast.actors[below.speaker] if below is not None else actor
        return replace(statement, speaker=named.id) if named.kind == "person" and named.country == actor.country else statement

    def _topic(self, first: int, end: int) -> None:
        """A sentence in which nobody speaks, but which begins with somebody: who goes on speaking is he."""
        if not self.out or self.out[-1].cue.start >= self.words.starts[first]:
            return
        for mention in self.cast.between(first, min(first + 3, end)):
            if mention.kind == "name" and not mention.preposition and not self.speakers.governed(mention, first) and self.speakers.verb(mention.first - 1):
                self.speakers.last, self.via = mention, None

    # --- a verb, participle or noun of saying --------------------------------------------------------------------------------

    def _heard(self, at: int, first: int, end: int) -> None:
        cue = self.speaking.cue_at(at, end)
        if cue is None:
            return
        noun = cue.tense == "noun" or cue.sense.pronoun or "stance" in self.forms[at].kinds
        if noun and self.out and self.out[-1].content.start == self.words.starts[at]:
            return  # "أعرب عن أسفه": told by the verb
        if cue.finite:
            if at == first and cue.tense == "present" and cue.opener == "that" and cue.start - cue.end < 2:
                return  # "يذكر أن": nobody in particular
            speaker = self.cast.at(cue.relayed) if cue.relayed else self.speakers.subject(cue, first)
        elif cue.tense == "participle":
            speaker = self.speakers.dropped(cue, first)
        elif not (cue.sense.pronoun or cue.sense.article):
            speaker = self.cast.at(cue.end)
        else:
            speaker = self._quoted_from(at, first) or self.speakers.dropped(cue, first)
        if speaker is not None:
            self._add(cue, speaker)

    def _quoted_from(self, at: int, first: int) -> Mention | None:
        """ "نقلت وكالة … عن X قوله": X."""
        for mention in reversed(self.cast.between(first, at)):
            if mention.first > first and self.forms[mention.first - 1].form in self.pack.sets["speech.from"]:
                return mention
        return None

    # --- according to --------------------------------------------------------------------------------------------------------

    def _according(self, at: int, first: int, end: int) -> None:
        """ "بحسب X، …" at the head of a sentence; "…، وفقا ل X" at its end."""
        mention = next(iter(self.cast.between(at + 1, min(at + 4, end))), None)
        if mention is None or mention.kind not in VOICES:
            return
        sense = self.forms[at].by["according"]
        if at - first <= 2:
            start, stop = mention.end, end
            while start < stop and self.forms[start].mark:
                start += 1
            if any("speech" in self.forms[k].kinds and self.speakers.verb(k) and not self.speaking.inside[k] for k in range(start, stop)):
                return  # "ووفقا لوكالة …، أكد الوزير": his words
        elif self.forms[at - 1].mark and self.forms[at - 1].mark in self.pack.marks.comma:
            start, stop = first, at
        else:
            return
        while stop > start and self.forms[stop - 1].mark:
            stop -= 1
        if stop - start < 3:
            return
        low, high = self.words.span(start, stop)
        if any(2 * (min(s.content.end, high) - max(s.content.start, low)) > high - low for s in self.out):
            return  # somebody else's words, told by this source
        cue = Cue(at, at + 1, sense, "noun", "object", start, stop)
        self._add(cue, mention, keep=False)

    # --- headlines -----------------------------------------------------------------------------------------------------------

    def _headline(self, first: int, end: int) -> None:
        """ "أوباما: …" as a line of its own."""
        if first and self.forms[first - 1].mark != "\n":
            return
        colon = next((k for k in range(first, min(first + 10, end)) if self.forms[k].mark and self.forms[k].mark in self.pack.marks.colon), None)
        if (
            colon is None
            or any(self.forms[k].mark for k in range(first, colon))
            or any("speech" in self.forms[k].kinds and self.speakers.verb(k) for k in range(first, colon))
        ):
            return
        mentions = [m for m in self.cast.between(first, colon) if m.kind in VOICES]
        start, stop = colon + 1, end
        quoted = start in self.speaking.quote_at
        if not mentions or mentions[0].first - first > 1 or mentions[0].preposition or (mentions[0].kind == "state" and not quoted):
            return  # "تونس: …" says where
        if mentions[0].kind == "place" and not quoted and start < end and "act" not in self.forms[start].kinds:
            return  # "لندن: …" says where, "لندن: لن …" who
        if mentions[0].kind == "group" and mentions[0].end - first == 1:
            return  # "شاهد: …" calls to the reader
        if quoted:
            start, stop = start + 1, self.speaking.quote_at[colon + 1] - 1
        while stop > start and self.forms[stop - 1].mark and not quoted:
            stop -= 1
        if stop - start < 2:
            return
        self._append(self.words.span(colon, colon + 1), start, stop, mentions[0], "say", "direct" if quoted else "indirect", None, "speech.headline")
        self.speakers.last = mentions[0]

    # --- the statement -------------------------------------------------------------------------------------------------------

    def _add(self, cue: Cue, speaker: Mention, *, keep: bool = True) -> None:
        kind = kind_of(self.words, self.cast, cue, self.pack)
        via = self._via(cue) or (self.via if keep and self.speakers.last is not None and speaker.actors == self.speakers.last.actors else None)
        self._append(self.words.span(cue.first, cue.end), cue.start, cue.stop, speaker, self._act(cue), kind, via, f"speech.{cue.sense.entry.id}")
        if keep and not self._nested(cue, speaker):
            self.speakers.last, self.via = speaker, via
        self.speakers.turns.append(Turn(speaker, cue.first, cue.start, cue.stop))

    def _nested(self, cue: Cue, speaker: Mention) -> bool:
        """Spoken of inside somebody else's reported words: he does not go on speaking in the next sentence."""
        at = self.words.starts[cue.first]
        return any(s.content.start <= at < s.content.end and s.speaker != speaker.actors[0] for s in self.out[:-1])

    def _append(self, cue: Span, start: int, stop: int, speaker: Mention, act: str, kind: str, via: str | None, rule: str) -> None:
        content = self.words.span(start, stop)
        if kind == "direct" and content.end < len(self.words.text) and self.words.text[content.end - 1] == " ":
            content = Span(content.start, content.end - 1)
        outer = [s for s in self.out if s.content.start <= cue.start and content.end <= s.content.end + 2 and s.speaker != speaker.actors[0]]
        told = tuple(dict.fromkeys(s.speaker for s in outer[-1:]))
        self.out.append(
            Statement("", speaker.actors[0], cue, content, kind, act, via, told, self._date(cue, content), (), rule, 0.9 if kind == "direct" else 0.8)
        )

    def _act(self, cue: Cue) -> str:
        row = cue.sense.entry.row
        base = getattr(row, "act", "say")
        if base not in ("say", "support"):
            return str(base)
        for k in range(cue.start, min(cue.start + _TELLING, cue.stop)):
            sense = self.forms[k].by.get("act")
            if sense is not None and k - cue.start < sense.entry.row.reach:
                return str(sense.entry.row.act)
        return str(base)

    def _via(self, cue: Cue) -> str | None:
        """ "في بيان", "لـ«عكاظ»", "على تويتر" between the cue and its content."""
        for k in range(cue.end, min(cue.start, cue.end + 30)):
            word = self.forms[k]
            if "medium" in word.kinds and self.cast.at(k) is None and (word.preposition or (k and self.forms[k - 1].form in self.function_in)):
                return self.words.string(k, k + 1)
            mention = self.cast.at(k)
            if mention is not None and mention.first == k and mention.kind == "body" and (mention.preposition or self.speakers.governed(mention, cue.end)):
                return self.words.string(mention.first, mention.end)
        return None

    @property
    def function_in(self) -> frozenset[str]:
        return self.pack.sets["contacts.place"]

    def _date(self, cue: Span, content: Span) -> str | None:
        """The date that stands with the cue, outside the words spoken."""
        low = min(cue.start, content.start) - 40
        for time in self.times:
            if low <= time.start and time.end <= content.start and time.grain in ("day", "month", "year") and abs(time.start - cue.start) < 120:
                between = self.words.text[min(time.end, cue.start) : max(time.end, cue.start)]
                if "\n" not in between and "." not in between:
                    return time.value
        return None
