"""Nouns of event that are told to happen: "وقع هجوم", "شن غارة", "تعرض لقصف", a headline's "مقتل ثلاثة جنود"."""

from __future__ import annotations

from typing import Final

from qanat.packs.deeds import Bear, Deed
from qanat.packs.word import FINITE, Sense, Word
from qanat.read.arguments import Argument, deed_sense
from qanat.read.syntax import finite
from qanat.read.telling import Narrated, Telling, actors_of, first_named

_REACH: Final = 30  # tokens of a clause after its cue
_CARRIED: Final = 24  # tokens between a noun and the verb that tells of it
_AFTER: Final = 16  # and where the verb comes after it
_BEFORE_LINE: Final = frozenset("*-.»")  # marks before a line of a list
_OWN: Final = 4  # tokens between a verb and the noun that is its own


class Nouns(Telling):
    """Reads the frame of a noun of event."""

    def noun(self, at: int, first: int, end: int, sense: Sense) -> Narrated | None:
        row: Deed = sense.entry.row
        if (sense.article and not self._counted(at, first)) or (sense.pronoun and sense.preposition):
            return None  # "الهجوم": one already told
        start, preposition = self._chain(at, first, sense)
        if start is None:
            return None
        args = self.arguments(at + 1, min(end, at + _REACH))
        borne = self._borne(at, start, preposition, first, end, row)
        if borne is None:
            if not self._heads_line(start, first, end, sense):
                return None
            bear, verb, status = None, at, "held"
        else:
            bear, verb, status = borne
        actor, recipient = self._noun_roles(row, sense, args)
        actor = actor or self._parties(args)
        if bear is not None:
            actor, recipient = self._with_bearer(bear, verb, at, first, end, row, actor, recipient)
        return self.narrated(row, at, min(verb, start), args, status, actor or self.by(args), recipient, verb)

    def _counted(self, at: int, first: int) -> bool:
        """ "آلاف المتظاهرين" are not yet told of."""
        before = self.forms[at - 1] if at > first else None
        return before is not None and not before.article and ("count" in before.kinds or before.number or "events.chains" in before.stem_sets)

    def _chain(self, at: int, first: int, sense: Sense) -> tuple[int | None, str]:
        """Where the phrase begins that ends in the noun ("سلسلة هجمات"), and its preposition; None where its words deny that it happened."""
        start, preposition = at, sense.preposition
        if preposition and at > first and "events.unreal" in self.forms[at - 1].stem_sets:
            return None, ""  # "المتهم بقتل"
        while start > first and not preposition:
            before = self.forms[start - 1]
            if before.mark or "events.prepositions" in before.sets:
                break
            if "events.unreal" in before.stem_sets or "events.unreal" in before.sets:
                return None, ""
            linked = "events.chains" in before.stem_sets or "events.chains" in before.sets or before.number or "count" in before.kinds
            if not linked and not self.holds(start - 1):
                break
            start -= 1
            preposition = before.preposition
        if start > first and not preposition and "events.prepositions" in self.forms[start - 1].sets:
            preposition = self.forms[start - 1].form
            if start - 1 > first and ("events.unreal" in self.forms[start - 2].stem_sets or "events.unreal" in self.forms[start - 2].sets):
                return None, ""
        return start, preposition

    def _borne(self, at: int, start: int, preposition: str, first: int, end: int, row: Deed) -> tuple[Bear, int, str] | None:
        """The verb that tells that the noun happened, its token and the status that it gives."""
        for k in range(start - 1, max(first, start - _CARRIED) - 1, -1):
            word = self.forms[k]
            bears = [s for s in word.acts if s.entry.kind == "bear" and s.entry.form[0] in FINITE and self._bears(s.entry.row, preposition, row)]
            if bears and self.cast.at(k) is None:
                most = 3 if bears[0].entry.row.subject == "teller" or preposition else 2
                status = None if self._is_masdar(k, first, bears[0]) else self.status(k, first, bears[0], row)
                near = sum(not a.preposition for a in self.arguments(k + 1, start)) < most
                return (bears[0].entry.row, k, status) if status is not None and near else None
            stops = "events.ends" in word.sets or word.mark in self.pack.marks.colon
            if stops:
                break
            if self.cast.at(k) is None and self._other_verb(word):
                if start - k < _OWN:
                    return None  # "أصيب متظاهران": told by that verb
                break
        if preposition:
            return None
        for k in range(at + 1, min(end, at + 1 + _AFTER)):
            word = self.forms[k]
            if "contacts.who" in word.sets or "contacts.clause" in word.sets:
                return None
            bear = next((s for s in word.acts if self._happens(s, row)), None)
            if bear is not None:
                status = self.status(k, first, bear, row)
                return (bear.entry.row, k, status) if status is not None and not bear.conjunction else None
            if self.cast.at(k) is None and self._other_verb(word):
                return None
        return None

    def _happens(self, sense: Sense, row: Deed) -> bool:
        """Is it a verb whose subject a noun before it may be: "هجوم … أسفر عن"?"""
        if sense.entry.kind != "bear" or sense.entry.form[0] not in FINITE:
            return False
        bear: Bear = sense.entry.row
        return bear.subject == "event" and "subject" in bear.with_ and self._bears(bear, "", row)

    def _is_masdar(self, at: int, first: int, sense: Sense) -> bool:
        """ "إمكان تعرض", "تعرضهم": the verbal noun that is spelled like the verb."""
        if sense.entry.form[:3] != ("past", "m", "s"):
            return False
        return bool(sense.pronoun) or (at > first and self.holds(at - 1))

    def _other_verb(self, word: Word) -> bool:
        return (
            (finite(word) is not None or deed_sense(word) is not None)
            and not any(s.entry.form[:1] == ("noun",) for s in word.acts)
            and "status" not in word.kinds
        )

    def _bears(self, bear: Bear, preposition: str, row: Deed) -> bool:
        if (bear.events and row.event not in bear.events) or (row.by and bear.id not in row.by):
            return False
        plain = "object" in bear.with_ or "subject" in bear.with_
        return preposition in self.pack.words(bear.with_) if preposition else plain

    def _heads_line(self, start: int, first: int, end: int, sense: Sense) -> bool:
        """A noun without article at the head of a headline or of a line in a list: "مقتل ثلاثة جنود في …"."""
        if sense.article or sense.pronoun or sense.preposition or sense.conjunction or sense.entry.form[0] != "noun":
            return False
        k = start - 1
        while k >= first and (self.forms[k].mark or self.forms[k].number or self.forms[k].kinds & {"month", "relative", "weekday", "state", "place"}):
            k -= 1
        listed = k >= first and start > first and (self.forms[start - 1].mark in _BEFORE_LINE or self.forms[start - 1].mark in self.pack.marks.colon)
        if k >= first and not listed:
            return False
        if not self.said.isdisjoint(self.pack.sets["events.judging"]):
            return False  # "تفجير المسجد عمل إجرامي": judged, not told
        return not any(finite(w) is not None and not w.narrates for w in self.forms[start:end])

    def _noun_roles(self, row: Deed, sense: Sense, args: list[Argument]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        wanted = self.pack.words(row.to)
        recipient = tuple(actor for a in args if a.preposition and a.preposition in wanted for actor in a.actors)
        bare = [a for a in args if not a.preposition]
        if not bare:
            return (), recipient
        done_to = next((a.actors for a in args if a.preposition in self.pack.sets["speech.of"]), ())
        if row.sufferer and done_to and bare[0].mentions:
            return bare[0].actors, done_to  # "اعتقال السلطات لصحافي"
        if row.sufferer and not sense.article:
            return (), bare[0].actors or recipient
        if len(bare) > 1 and "object" in row.to:
            return bare[0].actors, first_named(bare[1:]) or recipient
        return bare[0].actors, recipient

    def _parties(self, args: list[Argument]) -> tuple[str, ...]:
        """ "اشتباكات بين الجيش ومسلحين": everyone is actor."""
        for k, a in enumerate(args):
            if a.preposition in self.between:
                after = args[k + 1] if k + 1 < len(args) else None
                joined = after.actors if after is not None and after.first == a.end and self.forms[after.first].conjunction else ()
                return (*a.actors, *joined)
        return ()

    def _with_bearer(
        self, bear: Bear, verb: int, at: int, first: int, end: int, row: Deed, actor: tuple[str, ...], recipient: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the subject of the bearing verb, or its object, adds."""
        own = bear.subject == "actor" or (bear.subject == "teller" and row.event in self.pack.sets["events.own"])
        if own or bear.subject == "recipient":
            sense = deed_sense(self.forms[verb], "bear")
            subject = self.before(verb, first, sense) if sense is not None else None
            named = actors_of(subject)
            if subject is None and verb < at:
                args = [a for a in self.arguments(verb + 1, at) if not a.preposition]
                named = args[0].actors if args else ()
            if own:
                return named or actor, tuple(r for r in recipient if r not in named)
            return actor, named or recipient
        if verb > at and bear.subject == "event" and "object" in bear.with_:
            aimed = [a for a in self.arguments(verb + 1, min(end, verb + _REACH)) if not a.preposition]
            return actor, recipient or (aimed[0].actors if aimed else ())
        if verb < at and bear.subject == "event" and "object" in bear.with_:
            aimed = [a for a in self.arguments(at + 1, end) if not a.preposition and a.mentions]
            return actor, recipient or (aimed[-1].actors if aimed else ())
        return actor, recipient
