"""Who said what, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qanat.model import Span, Statement, Time
from qanat.packs import Pack
from qanat.read.acts import act_of, acts_at_once, leans
from qanat.read.among import times_between
from qanat.read.around import Cue
from qanat.read.carried import VOICES, Turn
from qanat.read.cast import PEOPLE, Cast, Mention
from qanat.read.citing import Citing
from qanat.read.marked import kind_of
from qanat.read.revealed import Revealed
from qanat.read.speakers import Speakers
from qanat.read.speaking import Speaking
from qanat.read.syntax import is_press
from qanat.text.words import Words


def statements(words: Words, cast: Cast, times: tuple[Time, ...], pack: Pack) -> tuple[Statement, ...]:
    """The attributed statements of a text in the order of their cues, not yet numbered; what nobody is named for is left out."""
    return _Listening(words, cast, times, pack).all()


_AGAIN: Final = 3  # times that a speaker has blamed, from which a word of blame is enough
_TURNS: Final = 3  # statements below a headline by whose speaker the one that it calls is known
_AHEAD: Final = 4  # tokens before "as somebody said" that are his words
_CALLED: Final = 10  # tokens of a headline in which a colon follows its speaker
_NAMES: Final = 3  # words of his name
_TELLING: Final = 3  # letters at least of a word that tells whether a headline is said over again
_CITED: Final = 3  # tokens from "according to what" to whom it cites
_MEDIUM: Final = 30  # tokens between a cue and the medium
_DATED: Final = 40  # code points before cue and content in which their date stands,
_FAR: Final = 120  # ... and from the cue to it
_DASHES: Final = frozenset("-–—_/|")
_ACCORDING: Final = "speech.according"


class _Listening:
    def __init__(self, words: Words, cast: Cast, times: tuple[Time, ...], pack: Pack) -> None:
        self.words, self.cast, self.times, self.pack = words, cast, times, pack
        self.forms = words.words
        self._title_end = next((k for k, word in enumerate(self.forms) if word.mark == "\n"), -1)  # the token with which the title ends
        self.speaking = Speaking(words, cast, pack)
        self.speakers = Speakers(words, cast, pack, self.speaking.inside)
        self.asides = self.speakers.asides
        self.citing = Citing(self.speaking, self.speakers)
        self.via: str | None = None
        self.out: list[Statement] = []
        self._reach: list[int] = []  # how far the words of any of `out` reach, up to each

    def all(self) -> tuple[Statement, ...]:
        for first, end in self.words.sentences:
            self._headline(first, end)
            for at in range(first, end):
                word = self.forms[at]
                if word.cites:
                    if not self.speaking.inside[at]:
                        self._told(self.citing.cited(at, first, end))
                elif word.speaks and (not self.speaking.inside[at] or self._explicit(at)):
                    self._heard(at, first, end)
            self._topic(first, end)
        self._headline_below()
        self._blamed_again()
        self.out.sort(key=lambda s: s.cue.start)
        named = Revealed(self.words, self.cast, self.pack, self.speakers.bearers, self.out).all()
        return tuple([s._replace(speaker=named[s.speaker]) if s.speaker in named else s for s in self.out])

    def _topic(self, first: int, end: int) -> None:
        """A sentence in which nobody speaks, but which begins with somebody: who goes on speaking is he."""
        if not self.out or self.out[-1].cue.start >= self.words.starts[first]:
            return
        for mention in self.cast.between(first, min(first + 3, end)):
            if mention.kind == "name" and not mention.preposition and not self.speakers.governed(mention, first) and self.speakers.verb(mention.first - 1):
                self.speakers.last, self.via = mention, None

    def _blamed_again(self) -> None:
        """Who blames time and again does so as well where a single word of blame stands."""
        blaming = [s.speaker for s in self.out if s.act == "accuse"]
        if len(blaming) < _AGAIN:
            return
        factual = {f"speech.{row.id}" for row in self.pack.tables["speech"] if row.factual}
        for n, s in enumerate(self.out):
            if s.act == "say" and blaming.count(s.speaker) >= _AGAIN and s.rule not in factual:
                start, stop = self.words.token_at(s.content.start), self.words.token_at(s.content.end)
                if leans(self.forms, start, stop, self.pack, "accuse"):
                    self.out[n] = s._replace(act="accuse")

    # --- a verb, participle or noun of saying --------------------------------------------------------------------------------

    def _heard(self, at: int, first: int, end: int) -> None:
        if self._byline(at):
            return
        cue = self.speaking.cue_at(at, end)
        if cue is None:
            begun = self.citing.begun(at)
            if begun < at and begun - first >= _AHEAD:
                self._told(self.citing.just_as(at, begun, first, end))
            return
        if any(statement.content.start == self.words.starts[cue.start] for statement in self.out[-2:]):
            return  # "وتابع قائلا: …", "نقلت الوكالة عنه قوله: …": told by the verb before
        verbal = "speech.nouns" in self.forms[at].sets and bool(self.out) and self.out[-1].rule != _ACCORDING  # "رفضت المحكمة طلب الوزارة"
        noun = cue.tense == "noun" or cue.sense.pronoun or "stance" in self.forms[at].kinds or verbal
        if noun and self.out and self.out[-1].content.start == self.words.starts[at]:
            return  # "أعرب عن أسفه": told by the verb
        if cue.finite:
            if at == first and cue.tense == "present" and cue.opener == "that" and cue.start - cue.end < 2 and self.cast.at(cue.end) is None:
                return  # "يذكر أن": nobody in particular
            speaker = self.cast.at(cue.relayed) if cue.relayed else self.speakers.subject(cue, first)
        elif cue.tense == "participle":
            speaker = self.speakers.of_participle(cue) or self.speakers.dropped(cue, first)
        elif cue.carrier >= 0:
            speaker = self.speakers.of_carrier(cue, first)
        elif not (cue.sense.pronoun or cue.sense.article):
            speaker = self.cast.at(cue.end)
        else:
            speaker = self._quoted_from(at, first) or self.speakers.dropped(cue, first)
        if speaker is None or (cue.sense.entry.row.personal and speaker.kind not in PEOPLE and not self._beside(cue, speaker)):
            return
        if cue.sense.entry.form[2] == "d" and speaker.number == "s" and len(speaker.actors) == 1 and not self.speakers.joined(speaker):
            return  # "قدم شرحا", "39 طالبا": no verb of two
        speaker = self.speakers.bearer(speaker)
        if not self._only_told(cue, speaker):
            self._add(cue, speaker, keep=cue.tense != "noun" or bool(cue.sense.pronoun))  # "تعليقا على إعلان الوزير أن": he does not go on
            if cue.finite and cue.stop < min(end, self._title_end) and self.forms[cue.stop].mark and self.forms[cue.stop].mark in self.pack.marks.colon:
                self._headed(cue.stop, end, speaker)  # "ظريف ينفي ضلوع طهران: اتهامات بلا دليل"

    def _byline(self, at: int) -> bool:
        """ "كتب- فلان:", "كتبت ــ فلانة:" at the head of a line: who wrote the article."""
        following = self.forms[at + 1] if at + 1 < len(self.forms) else None
        if following is None or not at or self.forms[at - 1].mark != "\n":
            return False
        drawn = self.words.text[self.words.ends[at] : self.words.starts[at + 1]].strip()  # a line that is no mark: "ــ"
        return len(drawn) > 1 or (bool(following.mark) and following.mark in _DASHES)

    def _beside(self, cue: Cue, speaker: Mention) -> bool:
        """Persons or a body named beside the verb: "ويرى مراقبون أن", "ويرى الحزب أن", "والأحزاب المشاركة ترى أن"."""
        goes_on = bool(cue.sense.conjunction) and self.speakers.last is not None and speaker.actors == self.speakers.last.actors  # "وأدانت الوزارة … ورأت أن"
        ahead = speaker.kind == "body" and speaker.first < cue.first and cue.opener == "that" and cue.start - cue.end < 2 and not cue.sense.conjunction
        near = ahead and self.words.sentence_of(speaker.first) == self.words.sentence_of(cue.first)  # not "القدماء يعتقدون أن"
        return speaker.kind in ("group", "body") and (cue.end <= speaker.first < cue.start or goes_on or near)

    def _only_told(self, cue: Cue, speaker: Mention) -> bool:
        """Is it what somebody does in what he himself tells, and no new statement? "أضاف أن المهرجان قرر", "أوضح أنه توجه", "ويعلن انضمامه"."""
        at = self.words.starts[cue.first]
        around = next((s for s in reversed(self.out[-4:]) if s.content.start <= at < s.content.end), None)
        if around is None or not cue.finite:
            return False
        if self._of_many(cue):
            return True
        if around.speaker != speaker.actors[0]:
            return False
        if cue.opener == "that" and cue.end <= speaker.first < cue.start:
            return False  # "وبالتالي يرى الوزير أن": he is named again
        if cue.sense.conjunction:
            return cue.tense == "present" and cue.first > self._title_end  # "هادي يشيد بالجيش ويرفض الحوار" of a headline
        before = self.forms[cue.first - 1]
        restated = cue.tense == "past" and cue.opener not in ("colon", "quote") and "that" in cue.sense.entry.row.takes  # "أوضح أنه شدد على أهمية"
        if "speech.that_pronoun" in before.sets and (cue.opener == "that" or restated):
            return False  # "أوضح أنه أبلغ الوزير بأن"
        return not (before.mark or "speech.links" in before.sets or "speech.relative" in before.sets or "speech.as_told" in before.sets)

    def _of_many(self, cue: Cue) -> bool:
        """ "أكد الجانبان حرصهما على …، ورفض التدخل": a noun in what two say."""
        if not self.speaking.joined_noun(cue.first):
            return False
        around = next((turn for turn in reversed(self.speakers.turns) if turn.start <= cue.first < turn.stop), None)
        return around is not None and around.speaker.number == "d"

    def _explicit(self, at: int) -> bool:
        """Inside a quotation: somebody named beside the verb says it."""
        opens = at > 1 and at - 1 in self.speaking.quote_at
        if opens and (before := self.cast.at(at - 2)) is not None and before.kind in VOICES and not before.preposition:
            return True  # "أن كيري «رحّب بقرار تركيا»"
        to_him = at + 1 < len(self.forms) and "speech.to_him" in self.forms[at + 1].sets  # "وأكد لي المدير"
        for mention in (self.cast.at(at + 1 + to_him), self.cast.at(at - 1) if at else None):
            if mention is not None and mention.kind in PEOPLE and not mention.preposition:
                return True
        return False

    def _quoted_from(self, at: int, first: int) -> Mention | None:
        """ "نقلت وكالة … عن X قوله", "نسبت وكالة إلى X قوله": X."""
        attributed = any("speech.attributing" in word.stem_sets for word in self.forms[first:at])
        before = self.pack.sets["contacts.until"] if attributed else self.pack.sets["speech.from"]
        for mention in reversed(self.cast.between(first, at)):
            if mention.first > first and self.forms[mention.first - 1].form in before:
                return mention
        return None

    def _told(self, cited: tuple[Cue, Mention] | None) -> None:
        """What stands before or behind its source, unless it is somebody else's words, told by this source."""
        if cited is None:
            return
        cue, mention = cited
        low, high = self.words.span(cue.start, cue.stop)
        own = self._in_words(cue.first, mention)
        same = (s for s in self.out if 2 * (min(s.content.end, high) - max(s.content.start, low)) > high - low)
        if not any(not own or s.speaker == mention.actors[0] for s in same):
            ahead = cue.first < cue.start and self.cast.actors[mention.actors[0]].role is not None  # "بحسب الوزير فإن …. وأضاف", no reporter
            self._add(cue, mention, keep=(ahead or cue.tense != "noun") and mention.kind in PEOPLE)  # "…، كما قال الوزير. لكنه أوضح"

    def _in_words(self, at: int, mention: Mention) -> bool:
        """Does a source that is no paper tell it in words of its own: "وفق ما أعلنت الوزيرة", "حسب بيان للوزارة"?"""
        what = self.pack.either("speech.what", "speech.as_told")
        told = any(word.form in what for word in self.forms[at : at + 2])
        own = mention.first <= at + _CITED if told else "medium" in self.forms[at + 1].kinds
        return own and not is_press(self.forms[mention.first])

    # --- headlines -----------------------------------------------------------------------------------------------------------

    def _headline(self, first: int, end: int) -> None:
        """ "أوباما: …" as a line of its own; in the title also "… ومورا: لم نحقق التقدم"."""
        if first <= self._title_end and (late := self._late_colon(first, end)) is not None:
            self._headed(late.end, end, late)
            return
        if first and self.forms[first - 1].mark != "\n":
            return
        colon = self._colon(first, end)
        if colon < 0:
            return
        mentions = [m for m in self.cast.between(first, colon) if m.kind in VOICES]
        quoted = colon + 1 in self.speaking.quote_at
        if (
            not mentions
            or mentions[0].first - first > 1
            or self._of_noun(mentions[0], first)
            or mentions[0].preposition
            or (mentions[0].kind == "state" and not quoted)
        ):
            return  # "تونس: …" says where
        if first and mentions[0].kind != "name":
            return  # below the title a list: "وزير الداخلية: …"
        if mentions[0].kind == "place" and not quoted and colon + 1 < end and not acts_at_once(self.forms[colon + 1]):
            return  # "لندن: …" says where, "لندن: لن …" who
        if mentions[0].kind == "group" and colon - first == 1 and mentions[0].number != "p":
            return  # "شاهد: …" calls to the reader, not "مصدر أمني: …", "شهود: …"
        self._headed(colon, end, mentions[0])

    def _of_noun(self, mention: Mention, first: int) -> bool:
        """ "زيارة الرئيس: آمال وتحديات": does he belong to a noun at the head of the line?"""
        return mention.first > first and not self.forms[first].mark and self.forms[first].common and "head" not in self.forms[first].kinds

    def _late_colon(self, first: int, end: int) -> Mention | None:
        """Whom "and" joins to what the title tells, right before a colon."""
        for k in range(first + 1, min(end, self._title_end)):
            mark = self.forms[k].mark
            mention = self.cast.at(k - 1) if mark and mark in self.pack.marks.colon else None
            if mention is not None and mention.conjunction and not mention.preposition and mention.end == k and mention.kind in VOICES:
                listed = "contacts.some_of" in self.forms[first].sets  # "بينهم فلان وفلان: وجوه جديدة في الحزب"
                return None if listed or self.forms[first].form in self.asides.prepositions else mention  # "في اتصال بين الأمير وروحاني: …"
        return None

    def _colon(self, first: int, end: int) -> int:
        """The colon that may follow a speaker at the head of a line; -1 where none does."""
        colon = next((k for k in range(first, min(first + _CALLED, end)) if self.forms[k].mark and self.forms[k].mark in self.pack.marks.colon), None)
        marks = self.pack.marks
        if colon is None or any(w.mark and w.mark not in marks.quotes and w.mark not in marks.closing for w in self.forms[first:colon]):
            return -1
        return -1 if any("speech" in self.forms[k].kinds and self.speakers.verb(k) for k in range(first, colon)) else colon

    def _headed(self, colon: int, end: int, speaker: Mention) -> None:
        start, stop = colon + 1, end
        quoted = start in self.speaking.quote_at and not self.speaking.goes_on(start)  # "السيسي: «قناة السويس» انطلاقة"
        if quoted:
            start, stop = start + 1, self.speaking.quote_at[colon + 1] - 1
        else:
            stop = self.speaking.past_dots(stop)
        while stop > start and self.forms[stop - 1].mark and not quoted:
            stop -= 1
        if stop - start < 2:
            return
        act = act_of(self.words, start, stop, None, speaker, self.cast, self.pack)
        kind = "direct" if quoted else kind_of(self.words, self.cast, start, stop, self.pack)
        self._append(self.words.span(colon, colon + 1), start, stop, speaker, act, kind, None, "speech.headline")
        self.speakers.last = speaker

    def _headline_below(self) -> None:
        """ "الشابي: …", "تركيا: …": whoever the headline calls is known by who speaks first below it."""
        if not self.words.sentences:
            return
        first, end = self.words.sentences[0]
        colon = self._colon(first, end)
        if colon < 0 or any(s.cue.start < self.words.ends[end - 1] for s in self.out):
            return
        for turn in self.speakers.turns[:_TURNS]:
            if self._calls(first, colon, turn.speaker):
                self._headed(colon, end, turn.speaker)
                return
        power = self._power(first, colon)
        if power is not None or self._calling(first):
            retold = self._retold(colon + 1, end)
            if retold is not None:
                self._headed(colon, end, power or retold.speaker)

    def _calling(self, at: int) -> bool:
        """Does somebody begin here whom only a calling names: "مسؤول أمريكي: …", "إعلامي ليبي: …"?"""
        word = self.forms[at]
        return not word.preposition and ("head" in word.kinds or "speech.callings" in word.stem_sets)

    def _retold(self, start: int, stop: int) -> Turn | None:
        """The first statement that says over again what the headline says behind its colon."""
        plain = {word.stem for word in self.forms[start:stop] if len(word.stem) >= _TELLING and "function.words" not in word.sets}
        enough = max(_AGAIN, 2 * len(plain) / 3)
        return next((turn for turn in self.speakers.turns[:_TURNS] if len(plain & {w.stem for w in self.forms[turn.start : turn.stop]}) >= enough), None)

    def _power(self, first: int, colon: int) -> Mention | None:
        """The state or capital that is all that stands before a colon: "واشنطن: …"."""
        mention = self.cast.at(first)
        return mention if mention is not None and mention.kind in ("state", "place") and mention.first == first and mention.end == colon else None

    def _calls(self, first: int, colon: int, speaker: Mention) -> bool:
        """Is he named between these tokens, by what he is called or by a part of his name?"""
        if any(set(m.actors) & set(speaker.actors) and not m.preposition and m.first - first < 2 for m in self.cast.between(first, colon)):
            return True
        called = [w.form for w in self.forms[first:colon] if not w.mark][:_NAMES]
        if speaker.kind == "body":
            whole = {w.form for w in self.forms[speaker.first : speaker.end]}
            return len(called) > 1 and all(form in whole for form in called)  # "«العالم الإسلامي»: …" of رابطة العالم الإسلامي
        name = {w.form for w in self.forms[speaker.name[0] : speaker.name[1]]} if speaker.name else set()
        return bool(called) and called[0] in name and all(form in name or form in self.asides.prepositions for form in called[:2])

    # --- the statement -------------------------------------------------------------------------------------------------------

    def _add(self, cue: Cue, speaker: Mention, *, keep: bool = True) -> None:
        kind = "direct" if cue.quoted else kind_of(self.words, self.cast, cue.start, cue.stop, self.pack)
        via = self._via(cue) or (self.via if keep and self.speakers.last is not None and speaker.actors == self.speakers.last.actors else None)
        self._append(
            self.words.span(cue.first, cue.end),
            cue.start,
            cue.stop,
            speaker,
            act_of(self.words, cue.start, cue.stop, None if self.speaking.told_by_negation(cue) else cue.sense, speaker, self.cast, self.pack),
            kind,
            via,
            f"speech.{cue.sense.entry.id}",
        )
        if keep and not self._nested(cue, speaker):
            self.speakers.last, self.via = speaker, via
        self.speakers.turns.append(Turn(speaker, cue.first, cue.start, cue.stop))

    def _nested(self, cue: Cue, speaker: Mention) -> bool:
        """Spoken of inside somebody else's reported words: he does not go on speaking in the next sentence."""
        at = self.words.starts[cue.first]
        around = next((s for s in self._reaching(at + 1) if s.content.start <= at and s.speaker != speaker.actors[0]), None)
        if around is None or speaker.kind not in PEOPLE:
            return around is not None
        return not is_press(self.forms[self.words.token_at(self.cast.actors[around.speaker].mentions[0].start)])  # "ذكرت الوكالة أن الرئيس قال"

    def _append(self, cue: Span, start: int, stop: int, speaker: Mention, act: str, kind: str, via: str | None, rule: str) -> None:
        content = self.words.span(start, stop)
        if kind == "direct" and content.end < len(self.words.text) and self.words.text[content.end - 1] == " ":
            content = Span(content.start, content.end - 1)
        outer = next((s for s in self._reaching(content.end - 2) if s.content.start <= cue.start and s.speaker != speaker.actors[0]), None)
        told = (outer.speaker,) if outer is not None else ()
        self._reach.append(max(content.end, self._reach[-1] if self._reach else 0))
        self.out.append(
            Statement("", speaker.actors[0], cue, content, kind, act, via, told, self._date(cue, content), (), rule, 0.9 if kind == "direct" else 0.8)
        )

    def _reaching(self, place: int) -> Iterator[Statement]:
        """The statements so far whose words go on up to a place, the last first."""
        for number in range(len(self.out) - 1, -1, -1):
            if self._reach[number] < place:
                return
            if self.out[number].content.end >= place:
                yield self.out[number]

    def _via(self, cue: Cue) -> str | None:
        """ "في بيان", "لـ«عكاظ»", "على تويتر" between the cue and its content."""
        for k in range(cue.end, min(cue.start, cue.end + _MEDIUM)):
            word = self.forms[k]
            if "medium" in word.kinds and self.cast.at(k) is None and (word.preposition or (k and "contacts.place" in self.forms[k - 1].sets)):
                return self.words.string(k, k + 1)
            mention = self.cast.at(k)
            if mention is not None and mention.first == k and mention.kind == "body" and (mention.preposition or self.speakers.governed(mention, cue.end)):
                return self.words.string(mention.first, mention.end)
        return None

    def _date(self, cue: Span, content: Span) -> str | None:
        """The date that stands with the cue, outside the words spoken."""
        low = min(cue.start, content.start) - _DATED
        for time in times_between(self.times, low, content.start):
            if time.end <= content.start and time.grain in ("day", "month", "year") and abs(time.start - cue.start) < _FAR:
                between = self.words.text[min(time.end, cue.start) : max(time.end, cue.start)]
                if "\n" not in between and "." not in between:
                    return time.value
        return None
