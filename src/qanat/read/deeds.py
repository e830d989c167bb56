"""The events that an article narrates: verbs of event, and nouns of event that are told to happen."""

from __future__ import annotations

from typing import Final

from qanat.packs.deeds import Deed
from qanat.packs.word import FINITE, Sense
from qanat.read.arguments import Argument
from qanat.read.nouns import Nouns
from qanat.read.telling import Narrated, actors_of, first_named

_REACH: Final = 30  # tokens of a clause after its verb
_BEFORE: Final = 8  # tokens between whoever is told before a verb and it
_AGENTS: Final = frozenset(("body", "state", "place", "group"))


class Deeds(Nouns):
    """Finds the narrated events of one text, sentence by sentence."""

    def of(self, first: int, end: int) -> list[Narrated]:
        """The events of a sentence in order; none in a sentence of sport, in a question, in scripture."""
        if self.forms[end - 1].mark in self.pack.marks.question:
            return []
        cues = [at for at in range(first, end) if self.forms[at].narrates]
        if not cues:
            return []
        self.enter(first, end)
        if not (self.stems.isdisjoint(self.sport) and self.said.isdisjoint(self.pack.sets["events.sport"])):
            return []
        if not self.said.isdisjoint(self.pack.sets["events.scripture"]):
            return []
        out: list[Narrated] = []
        for at in cues:
            found = self._deed(at, first, end, out)
            if found is not None:
                out.append(found)
        return out

    def _deed(self, at: int, first: int, end: int, earlier: list[Narrated]) -> Narrated | None:
        word = self.forms[at]
        covering = self.cast.at(at)
        if covering is not None and not (covering.first == at and covering.kind in ("group", "body")):
            return None
        noun = self.as_noun(at, first)
        for sense in word.acts:
            if sense.entry.kind != "deed" or (sense.entry.form[0] in FINITE) == noun or not self.fits(sense.entry.row, at, first, end):
                continue
            found = self.noun(at, first, end, sense) if noun else self._verb(at, first, end, sense, earlier)
            if found is not None and not (found.row.given and not found.recipient):
                return found
        return None

    def _verb(self, at: int, first: int, end: int, sense: Sense, earlier: list[Narrated]) -> Narrated | None:
        row: Deed = sense.entry.row
        status = self.status(at, first, sense, row)
        if status is None or self.dawn(at, sense) or (sense.pronoun and "object" not in row.to):
            return None
        args = self.arguments(at + 1, min(end, at + _REACH))
        if row.aimed and not any(a.preposition in self.pack.words(row.to) for a in args if a.preposition):
            return None  # a test of missiles
        actor, recipient = self._roles(at, first, sense, row, args, earlier)
        by = self.by(args)
        if row.subject == "recipient":
            actor, recipient = by, actor or recipient
        else:
            actor = actor or by
        subject = [m for m in self.cast.between(max(first, at - _BEFORE), at) if set(m.actors) & {*actor, *recipient}]
        return self.narrated(row, at, min([at, *(m.first for m in subject)]), args, status, actor, recipient)

    def _roles(self, at: int, first: int, sense: Sense, row: Deed, args: list[Argument], earlier: list[Narrated]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(actors, recipients) of a verb."""
        wanted = self.pack.words(row.to)
        behind = tuple(actor for a in args if a.preposition and a.preposition in wanted for actor in a.actors)
        bare = [a for a in args if not a.preposition]
        subject = self.before(at, first, sense)
        named = actors_of(subject)
        direct = "object" in row.to
        if sense.entry.form[3] == "passive":
            return (), named or (bare[0].actors if bare else ()) or behind
        if subject is not None:
            others = first_named(bare) if direct else ()
            if row.sufferer and not bare and not behind and not sense.pronoun:
                return (), named
            return named, others or behind
        if len(bare) > 1 and row.sufferer and self._suffers(bare[0]) and not (bare[1].mentions or bare[1].counted):
            return (), bare[0].actors  # "قتل طفل فلسطيني عمره عام"
        if len(bare) > 1 and not bare[0].counted:
            return bare[0].actors, (first_named(bare[1:]) if direct else ()) or behind
        if bare:
            alone = bare[0]
            if row.sufferer and self._suffers(alone):
                return (), alone.actors
            if direct and sense.conjunction and earlier and earlier[-1].actor and not set(alone.actors) & set(earlier[-1].actor):
                return earlier[-1].actor, alone.actors or behind
            return alone.actors, behind
        if at > first and "speech.that_pronoun" in self.forms[at - 1].sets:
            return actors_of(self._speaker_at(at, quoted=False)), behind  # "أعلن الحوثيون أنهم أطلقوا"
        return (earlier[-1].actor if sense.conjunction and earlier else ()), behind

    def _suffers(self, alone: Argument) -> bool:
        """Is the only phrase after a verb that may be passive the one to whom it was done?"""
        if alone.counted:
            return True
        if "events.perpetrators" in alone.head.stem_sets:
            return False
        return not alone.mentions or alone.mentions[0].kind not in _AGENTS
