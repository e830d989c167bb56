"""Who bears the office, or the part of a name, by which a speaker is called."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from qanat.model import Actor
from qanat.packs import Pack
from qanat.read.cast import Cast, Mention
from qanat.read.syntax import finite
from qanat.text.words import Words

_WHOLE: Final = 3  # words of an office that tell of what it is
OF_MANY: Final = frozenset(("party_leader", "io_head"))  # roles of bodies of which there are many in a state, or in the world
_SURE: Final = 2  # words that two descriptions share, past the first, where no state is known


def twice_removed(post: Sequence[str]) -> bool:
    """Does a post, given by its words, begin with one word said twice: "ولي ولي العهد", who is not "ولي العهد"?"""
    return post[:1] == post[1:2]


def _first(mention: Mention) -> int:
    return mention.first


class Bearers:
    """Finds the named person of one text behind an office or a short name."""

    def __init__(self, words: Words, cast: Cast, pack: Pack) -> None:
        self.words, self.cast, self.pack = words, cast, pack
        self.forms = words.words
        self.beside: dict[str, Mention] = {}  # by the actor of a description: who was named farther on in the same phrase
        self._named: list[tuple[Mention, list[str]]] | None = None
        self._mentions: dict[str, list[Mention]] = {}  # of each named person, in order
        for mention in cast.mentions:
            if mention.kind == "name":
                self._mentions.setdefault(mention.actors[0], []).append(mention)

    @property
    def _persons(self) -> list[tuple[Mention, list[str]]]:
        """The first mention of every named person who has an office, with the words of the office."""
        if self._named is None:
            first = {mention.actors[0]: mention for mention in reversed(self.cast.mentions) if mention.kind == "name"}
            named = sorted(first.values(), key=lambda mention: mention.first)
            self._named = [(mention, self.post(self.cast.actors[mention.actors[0]].office or "")) for mention in named]
        return self._named

    def of_office(self, mention: Mention) -> Mention | None:
        """ "وأضاف الوزير الكويتي": the minister named last before; else one named only later, whose office is surely the same."""
        actor = self.cast.actors[mention.actors[0]]
        start = self._head(mention)
        words = self.post(self.words.string(start, mention.end))
        definite = self.forms[start].article
        before = self._before(mention.first)
        if len(words) == 1:
            before.sort(key=lambda m: not self._subject(m, mention))  # "استقبل أمين المدينة فلان أمين عام المجلس فلانا. وأبدى الأمين": the subject
        for other in before:
            person = self.cast.actors[other.actors[0]]
            post = self.post(person.office or "")
            if not post or not self._same_head(post[0], words[0]) or (person.country and actor.country and person.country != actor.country):
                continue
            if twice_removed(post) != twice_removed(words) or {actor.role, person.role} == OF_MANY:
                continue
            bare = len(post) == 1 and (actor.role == person.role or not (actor.role and person.role))  # الرئيس is no رئيس اللجنة
            like = self._alike(post, words)
            whole = definite and person.country == actor.country
            if len(words) == 1 or bare or like or (whole and not self._apart(post, words, actor)):
                return other
        if len(words) < _WHOLE and not self._complete(mention.end):
            return None  # "المدير العام لمنطقة الآثار": of what, is told behind it
        for other, post in self._persons:
            if other.first < mention.end or not post or not self._same_head(post[0], words[0]):
                continue
            person = self.cast.actors[other.actors[0]]
            shared = len(set(words[1:]) & set(post[1:]))
            known = person.country and person.country == actor.country
            if (known and shared) or (shared >= _SURE and not (person.country and actor.country and not known)):
                return other
        return None

    def _alike(self, one: list[str], other: list[str]) -> bool:
        """Do two offices share the first word of what they are of? "رئيس مجلس النواب" and "رئيس المجلس الأعلى للدولة" do, and are none; nor are "الأمين
        العام للحزب" and "الأمين العام للمنظمة".
        """
        if one[1:2] == other[1:2] and one[1:2] and one[1] in self.pack.either("offices.of_many", "offices.general"):
            return not self.of_others(one, other)
        return not ({*one[1:2]}.isdisjoint(other[1:]) and {*other[1:2]}.isdisjoint(one[1:]))

    def _apart(self, one: list[str], other: list[str], actor: Actor) -> bool:
        """Are two offices of one state, or of none, held by two: "رئيس مجلس الوزراء" and "رئيس مجلس النواب", the heads of two parties?"""
        many = not actor.country or actor.role in OF_MANY or one[1:2] == other[1:2]
        return many and self.of_others(one, other)

    def of_others(self, one: list[str], other: list[str]) -> bool:
        """Are two offices those of different bodies: "الأمين العام لحزب الله" and "الأمين العام للأمم المتحدة"? Not "للمنظمة الدولية"."""
        any_body = self.pack.lexicon.particles.article + other[-1] in self.pack.sets["offices.of_any"]
        many = self.pack.either("offices.of_many", "offices.general")
        whose, others = ({bare for word in post[1:] if (bare := self._bare(word)) not in many and not self._nation(bare)} for post in (one, other))
        return not any_body and bool(whose) and bool(others) and whose.isdisjoint(others)

    def _nation(self, word: str) -> bool:
        return "nation" in self.pack.lexicon.word(word).kinds

    def _bare(self, word: str) -> str:
        """Of what an office is, without "of": للمجلس, لمجلس."""
        of_the = self.pack.lexicon.particles.for_the
        return word.removeprefix(of_the if word.startswith(of_the) else of_the[0])

    def _subject(self, person: Mention, office: Mention) -> bool:
        """Stands a person right behind a verb in the sentence before an office?"""
        near = self.words.sentence_of(office.first) - self.words.sentence_of(person.first) == 1
        return near and person.first > 0 and finite(self.forms[person.first - 1]) is not None

    def _complete(self, end: int) -> bool:
        """Does nothing that may belong to an office stand behind it?"""
        word = self.forms[end] if end < len(self.forms) else None
        return word is None or bool(word.mark) or "function.words" in word.sets or bool(word.verbs)

    def bears(self, person: Mention, office: Mention) -> bool:
        """Is a person known by the whole office that another mention tells: وزير الخارجية, of two of them?"""
        words = self.post(self.words.string(self._head(office), office.end))
        return len(words) > 1 and self.post(self.cast.actors[person.actors[0]].office or "")[: len(words)] == words

    def _head(self, office: Mention) -> int:
        """The token with which an office begins, behind what honours its holder: معالي الوزير."""
        return next((k for k in range(office.first, office.end) if "head" in self.forms[k].kinds), office.first)

    def _before(self, at: int) -> list[Mention]:
        """The named persons before a token, the last first, each once."""
        last = ((mentions, bisect_left(mentions, at, key=_first)) for mentions in self._mentions.values())  # by halving: a long text names few people often
        return sorted((mentions[k - 1] for mentions, k in last if k), key=_first, reverse=True)

    def of_short_name(self, mention: Mention, first: int) -> Mention | None:
        """ "وقال «الغامدي»": the person whose name ends with the words of a mention from token `first` on."""
        words = self.post(self.words.string(first, mention.end)) if first < mention.end else []
        if not words:
            return None
        for other in [*self._before(mention.first), *(person for person, _ in self._persons if person.first > mention.first)]:
            name = self.post(self.cast.actors[other.actors[0]].name)
            if len(name) > len(words) and name[-len(words) :] == words:
                return other
        return None

    def _same_head(self, one: str, other: str) -> bool:
        sets = self.pack.sets
        return one == other or any(one in sets[name] and other in sets[name] for name in ("speech.spokesmen", "speech.leaders"))

    def post(self, office: str) -> list[str]:
        """The folded words of an office or name, without articles and function words."""
        article, function = self.pack.lexicon.particles.article, self.pack.sets["function.words"]
        return [word.removeprefix(article) for word in self.pack.folding(office).split() if word not in function]
