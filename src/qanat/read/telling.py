"""Whether a verb or noun of event tells that something happened: tense, negation, wishes, and the words that it needs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qanat.packs.deeds import Deed
from qanat.packs.word import FINITE, Sense, Word
from qanat.read.arguments import Argument, Arguments, deed_sense
from qanat.read.cast import Mention
from qanat.read.syntax import finite, holds_genitive

_NEEDED: Final = (6, 9)  # tokens before and after a cue among which the words that it needs are looked for
_AT_ONCE: Final = 5  # tokens behind a word that is also a time of day
_CONDITION: Final = 5  # tokens before a verb in which it may be made conditional
_WILLING: Final = frozenset(("AID", "AGREE", "COOPERATE", "SUPPORT"))  # events that may be refused; of others it is only said that they did not happen
_SIGNS: Final = 12  # words of violence that are looked at in a sentence
_AMID: Final = ("ASSAULT", "PROTEST")


@dataclass(slots=True)
class Narrated:
    """An event as one clause tells it, with tokens: `at` its cue, `verb` what tells it, `first` and `end` what shows it."""

    row: Deed
    rule: str
    at: int
    verb: int
    first: int
    end: int
    status: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]


class Telling(Arguments):
    """Judges words of event in one text; `stems` and `said`: the stems of the present sentence, and those with its forms."""

    def enter(self, first: int, end: int) -> None:
        """Take up a sentence."""
        self.signs: dict[str, list[int]] = {}
        here = self.forms[first:end]
        self.stems = {word.stem for word in here}
        self.said = self.stems.union([word.form for word in here])

    def amid(self, event: str, first: int, end: int) -> list[int]:
        """Where the present sentence tells of violence or of a crowd."""
        found = self.signs.get(event)
        if found is None:
            found = self.signs[event] = (
                [k for k in range(first, end) if self.forms[k].acts and any(_signals(s, event) for s in self.forms[k].acts)] if event in _AMID else []
            )
        return found

    def as_noun(self, at: int, first: int) -> bool:
        """Is a form that may be both the noun (قتل المدنيين) rather than the verb (قتل خمسة مدنيين)?"""
        word = self.forms[at]
        verbs = [s for s in word.acts if s.entry.kind == "deed" and s.entry.form[0] in FINITE]
        nouns = [s for s in word.acts if s.entry.kind == "deed" and s.entry.form[0] == "noun"]
        if not verbs or not nouns:
            return not verbs
        if nouns[0].conjunction:
            return self._listed(at)
        if at == first or self.forms[at - 1].mark:
            return False
        before = self.forms[at - 1]
        if "events.ahead" in before.sets:
            return at - 1 == first or "contacts.during" not in self.forms[at - 2].sets  # "إن خطف السفن جريمة"; not "بعد أن خطف"
        unreal = self.pack.sets["events.unreal"]
        if before.stem in unreal or before.form in unreal:
            return True
        governed = "events.prepositions" in before.sets or "speech.before_noun" in before.sets
        return governed or self.holds(at - 1) or self._verb_before_noun(before)

    def _listed(self, at: int) -> bool:
        """ "عمليات تفجير وخطف وقتل", "وقتل الأبرياء": one of several nouns."""
        if at and any(s.entry.form[:1] == ("noun",) for s in self.forms[at - 1].acts):
            return True
        following = self.forms[at + 1] if at + 1 < len(self.forms) else None
        if following is None or following.mark or following.conjunction:
            return True
        return following.article and self.cast.at(at + 1) is None and "events.perpetrators" not in following.stem_sets

    def _verb_before_noun(self, word: Word) -> bool:
        """ "أرادوا خطف": no verb stands right behind another, but for "was" and its like."""
        if word.form in self.function:
            return False
        return finite(word) is not None or deed_sense(word, "bear") is not None or word.form.endswith(tuple(self.pack.sets["events.plural_verb"]))

    def holds(self, at: int) -> bool:
        """Does an ordinary noun, no name, hold the word after it?"""
        word = self.forms[at]
        verbal = bool(word.acts) and all(s.entry.form[:1] and s.entry.form[0] in FINITE for s in word.acts)
        return self.cast.at(at) is None and not verbal and holds_genitive(word, self.pack)

    def fits(self, row: Deed, at: int, first: int, end: int) -> bool:
        """Are the words there that this row needs, and none of those that make it something else?"""
        if row.amid and all(k == at or any(s.entry.row is row for s in self.forms[k].acts) for k in self.amid(row.event, first, end)[:_SIGNS]):
            return False  # nothing but its own words tells of violence
        if row.unless and not self.said.isdisjoint(self.pack.inflected[row.unless]):
            return False
        low, high = (at + 1, at + 1 + row.near) if row.near else (at - _NEEDED[0], at + _NEEDED[1])
        return not row.needs or self._has(self.pack.inflected[row.needs], max(first, low), min(end, high), but=at)

    def _has(self, wanted: frozenset[str], first: int, end: int, but: int = -1) -> bool:
        """Does one of the wanted words stand in this part of the present sentence?"""
        if self.said.isdisjoint(wanted):
            return False
        return any(k != but and (self.forms[k].form in wanted or self.forms[k].stem in wanted) for k in range(first, end))

    def status(self, at: int, first: int, sense: Sense, row: Deed) -> str | None:
        """Held, planned or refused from tense and negation; None where it is not told to happen."""
        tense = sense.entry.form[0]
        before = self.forms[at - 1] if at > first else None
        if before is not None and "contacts.negations" in before.sets and not (tense == "past" and "speech.what" in before.sets):
            return "refused" if row.event in _WILLING else None
        if before is not None and "speech.before_noun" in before.sets:
            return None  # a verbal noun behind a preposition
        if any("events.conditional" in self.forms[k].sets for k in range(max(first, at - _CONDITION), at)):
            return None
        if before is not None and "contacts.who" in before.sets:
            return None  # "الذي اغتيل عام …": said of somebody, not told
        if tense in ("present", "jussive"):
            wished = before is not None and "events.wished" in before.sets
            return None if wished or tense == "jussive" or sense.preposition or not self._headline(at, first) else "held"
        return "planned" if tense == "future" else "held"

    def _headline(self, at: int, first: int) -> bool:
        """Headlines tell in the present what happened; elsewhere it is what is usual."""
        if self.forms[at].conjunction:
            return False
        last = self.words.sentences[0][1] - 1
        if at <= last and self.forms[last].mark not in self.pack.marks.sentence_end:
            return True
        subject = self.cast.at(at - 1) if at > first else None
        return subject is not None and subject.first - first < 2

    def dawn(self, at: int, sense: Sense) -> bool:
        """ "فجر أمس" is a time of the day: none of the words that the verb needs follows at once."""
        if "daypart" not in self.forms[at].kinds:
            return False
        dated = at + 1 < len(self.forms) and self.forms[at + 1].kinds & {"relative", "weekday", "this"}
        if dated or sense.entry.form[2] == "d":
            return True
        needs = next((self.pack.inflected[s.entry.row.needs] for s in self.forms[at].acts if s.entry.kind == "deed"), frozenset())
        return not self._has(needs, at + 1, min(len(self.forms), at + _AT_ONCE))

    def by(self, args: list[Argument]) -> tuple[str, ...]:
        """By whom: "على يد مسلحين من …", "في غارة إسرائيلية"."""
        sets = self.pack.sets
        for a in args:
            if a.preposition in sets["events.by_words"] and a.mentions and ("events.by" in a.head.stem_sets or "events.by" in a.head.sets):
                return a.actors
        return ()

    def narrated(
        self, row: Deed, at: int, first: int, args: list[Argument], status: str, actor: tuple[str, ...], recipient: tuple[str, ...], verb: int = -1
    ) -> Narrated:
        end = max([at + 1, verb + 1, *(a.end for a in args)])
        actor = tuple(dict.fromkeys(actor))
        return Narrated(
            row, f"events.{row.id}", at, verb if verb >= 0 else at, first, end, status, actor, tuple(dict.fromkeys(r for r in recipient if r not in actor))
        )


def _signals(sense: Sense, event: str) -> bool:
    """Is it a word for how such an event is done, and a sign of it?"""
    return sense.entry.kind == "how" and sense.entry.row.event == event and not sense.entry.row.calm


def first_named(args: list[Argument]) -> tuple[str, ...]:
    """The actors of the first phrase that names any."""
    return next((a.actors for a in args if a.actors), ())


def actors_of(subject: list[Mention] | None) -> tuple[str, ...]:
    return tuple(actor for mention in subject or () for actor in mention.actors)
