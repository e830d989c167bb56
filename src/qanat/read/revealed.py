"""Who is first told by his post or calling, and named later."""

from __future__ import annotations

from itertools import islice
from typing import Final

from qanat.model import Actor, Statement
from qanat.packs import Pack
from qanat.packs.terms import CHIEFS
from qanat.read.bearers import OF_MANY, Bearers
from qanat.read.cast import Cast
from qanat.text.words import Words

_LEAD: Final = 3  # sentences, the headline with them, in which somebody may be called by his post before he is named
_NEXT: Final = 32  # statements below one that are asked who speaks next
_SOON: Final = 3  # sentences from one told by his post to whoever is named with the same


class Revealed:
    """Finds the person behind each speaker of one text who is told by a description; `out`: its statements, in order."""

    def __init__(self, words: Words, cast: Cast, pack: Pack, bearers: Bearers, out: list[Statement]) -> None:
        self.words, self.cast, self.pack, self.bearers, self.out = words, cast, pack, bearers, out
        self.forms = words.words

    def all(self) -> dict[str, str]:
        """The id of the person by the id of whom the text only describes at first: "مسؤول كويتي" of the headline is whoever of that state speaks next."""
        if not self.words.sentences:
            return {}
        named = {actor: person.actors[0] for actor, person in self.bearers.beside.items()}
        lead = self.words.ends[self.words.sentences[min(_LEAD, len(self.words.sentences)) - 1][1] - 1]
        title = self.words.ends[self.words.sentences[0][1] - 1]
        for number, statement in enumerate(self.out):
            actor = self.cast.actors[statement.speaker]
            if actor.id not in named and (body := self._body(number, actor)) is not None:
                named[actor.id] = body.id
            if actor.kind != "office" or actor.id in named or not self._one_official(actor):
                continue
            person = self._next(number, actor)
            if person is None or (actor.role == "official" and person.role in CHIEFS):
                continue  # "مسؤول كبير في الرئاسة" is not the president
            headline = statement.cue.start <= title
            if not headline and self._of_others(actor, person):
                continue
            if self._same_head(actor, person):
                told = headline or (0 <= self._later(statement, person) <= _SOON and not self._anybody(actor))
            else:
                known = headline or bool(actor.country) or self._named_next(statement, actor, person)
                told = statement.cue.start <= lead and known and self._alike(actor, person) and not self._quoted_from(actor)
            if told and (headline or self._may_be(actor, person)):
                named[actor.id] = person.id
        return named

    def _body(self, number: int, actor: Actor) -> Actor | None:
        """ "كشفت منظمة حقوقية … وقالت منظمة «ضحايا»": the body that speaks next, and whose name begins with the noun by which one was only described."""
        described = self.cast.at(self.words.token_at(actor.mentions[0].start))
        if described is None or described.kind != "group" or described.number != "s" or "noun" not in self.forms[described.first].kinds:
            return None
        following = next((self.cast.actors[s.speaker] for s in islice(self.out, number + 1, number + 1 + _NEXT) if s.speaker != actor.id), None)
        if following is None or following.kind != "organisation" or not 0 <= self._later(self.out[number], following) <= _SOON:
            return None
        first = self.words.token_at(following.mentions[0].start)
        return following if first > described.first and self.forms[first].stem == self.forms[described.first].stem else None

    def _next(self, number: int, actor: Actor) -> Actor | None:
        """The person who speaks next after this statement, if one does."""
        said = self.out[number]
        after = islice(self.out, number + 1, number + 1 + _NEXT)
        below = next((s for s in after if s.cue.start > said.content.end and not self._as_unnamed(actor, self.cast.actors[s.speaker])), None)
        person = self.cast.actors[below.speaker] if below is not None else actor
        return person if below is not None and person.kind == "person" and not self._turns_to(below) else None

    def _turns_to(self, statement: Statement) -> bool:
        """ "فيما أكد فلان", "من جهته قال فلان": does its sentence begin with words by which another speaker is set against the last?"""
        sets = self.pack.sets
        first = self.words.sentence_at(self.words.token_at(statement.cue.start))[0]
        opens, following = self.forms[first].form, self.forms[first + 1].form if first + 1 < len(self.forms) else ""
        return opens in sets["speech.whereas"] or (opens in sets["contacts.from"] and following in sets["speech.aside"])

    def _as_unnamed(self, actor: Actor, other: Actor) -> bool:
        """Is it himself, or another who is only described, and of the same state: "وزير كويتي" of the headline and "مسؤول كويتي" below it?"""
        return other.id == actor.id or (other.kind == "office" and bool(actor.country) and other.country == actor.country and self._one_official(other))

    def _alike(self, actor: Actor, person: Actor) -> bool:
        """Of one state, as far as the description tells of any."""
        return person.country == actor.country if actor.country else not self.cast.camp(person.id) or person.role in ("official", "other", None)

    def _same_head(self, actor: Actor, person: Actor) -> bool:
        """ "قال خبير قانوني" and then "الخبير فلان": called the same."""
        if actor.country and person.country and actor.country != person.country:
            return False
        mine, his = self.bearers.post(actor.name), self.bearers.post(person.office or "")
        other = {actor.role, person.role} == OF_MANY or (mine[1:2] == his[1:2] and self.bearers.of_others(his, mine))
        return bool(mine and his) and mine[0] == his[0] and not other

    def _quoted_from(self, actor: Actor) -> bool:
        """ "نقلت الصحيفة عن مسؤول إسرائيلي": one of many whose name the paper that has it from him does not tell."""
        first = self.words.token_at(actor.mentions[0].start)
        return first > 0 and "speech.from" in self.forms[first - 1].sets and self._anybody(actor)

    def _of_others(self, actor: Actor, person: Actor) -> bool:
        """ "محافظ جدة" and "محافظ الطائف", "وزيرة العدل" and "وزير الأمن": is the same office told of both, and each of another body or place?"""
        mine, his = self.bearers.post(actor.name), self.bearers.post(person.office or "")
        she = self.pack.feminine
        return bool(mine and his) and mine[0].removesuffix(she) == his[0].removesuffix(she) and self.bearers.of_others(his, mine)

    def _anybody(self, actor: Actor) -> bool:
        """ "مسؤول في البلدة": one of many, and the next of them somebody else."""
        return self.bearers.post(actor.name)[0] in self.pack.sets["offices.generic"]

    def _later(self, statement: Statement, person: Actor) -> int:
        """How many sentences from what is told by a description to where somebody is first named."""
        return self.words.sentence_of(self.words.token_at(person.mentions[0].start)) - self.words.sentence_of(self.words.token_at(statement.cue.start))

    def _named_next(self, statement: Statement, actor: Actor, person: Actor) -> bool:
        """ "قال رئيس الشركة إن. وقال فلان إن": is who bears a whole office named in the next sentence, by no office of his own?"""
        return self._later(statement, person) == 1 and person.office is None and person.role is None and not self._anybody(actor)

    def _one_official(self, actor: Actor) -> bool:
        """Is the first that is said of him an office of one person?"""
        mention = self.cast.at(self.words.token_at(actor.mentions[0].start))
        return mention is not None and mention.kind == "office" and mention.number == "s"

    def _may_be(self, unnamed: Actor, person: Actor) -> bool:
        """Can this person be whom the text only calls by a post? Not where both posts are known and differ, or he was named before."""
        if person.mentions[0].start < unnamed.mentions[0].start:
            return False
        return unnamed.role in ("official", None) or not person.role or unnamed.role == person.role
