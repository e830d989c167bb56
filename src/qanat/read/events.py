"""Political events in the ontology of PLOVER: what the contacts and statements of a text are as events, and the events that it narrates."""

from __future__ import annotations

from typing import Final

from qanat.model import Contact, Event, Span, Statement, Time
from qanat.packs import Pack
from qanat.packs.deeds import ActEvent
from qanat.read.among import Among, times_between
from qanat.read.cast import Cast
from qanat.read.deeds import Deeds
from qanat.read.telling import Narrated
from qanat.text.words import Words, place_of

_CONSULT: Final = {"call": "phone", "visit": "visit", "message": "message", "conference": "multilateral"}
_OF_STATUS: Final = {"planned": "AGREE", "proposed": "REQUEST", "refused": "REJECT"}
_AHEAD: Final = frozenset(("AID", "SUPPORT", "COOPERATE", "CONSULT"))  # announced, they are AGREE
_WILLED: Final = frozenset(("AID", "AGREE", "SUPPORT", "COOPERATE", "CONCEDE", "MOBILIZE"))  # done by somebody who stands for a side
_NOT_SO: Final = frozenset(("request", "reject", "threaten"))  # what is asked for, denied or threatened is not told to have happened
_DIPLOMATIC: Final = "diplomatic"
_BEFORE: Final = 60  # code points by which a date before the cue counts as farther than one after it
_PARAGRAPH: Final = 6  # sentences of a paragraph before an event
_BESIDE: Final = 8  # events of one sentence
_AGAIN: Final = 3  # sentences within which a nameless event is told again
_GRAINS: Final = frozenset(("day", "month", "year"))
_LONGEST: Final = 240  # code points of evidence
_SHORT: Final = 12  # tokens of it where the whole is longer
_TELLING: Final = 40  # first words of a statement in which its mode and recipient are looked for


def events(
    words: Words, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], contacts: tuple[Contact, ...], pack: Pack
) -> tuple[Event, ...]:
    """The events of a text in order of their evidence: one for each contact, one for each statement of political content that is more than saying,
    and those that it narrates; one record each, never mirrored, not yet numbered.
    """
    coding = _Coding(words, cast, times, statements, pack)
    found = coding.narrated()
    found += [coding.of_contact(contact) for contact in contacts]
    asked = {statement.id for contact in contacts for statement in coding.asking(contact)}
    found += [event for s in statements if s.id not in asked and (event := coding.of_statement(s)) is not None]
    found.sort(key=lambda event: event.evidence)
    return tuple(found)


class _Coding:
    def __init__(self, words: Words, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], pack: Pack) -> None:
        self.words, self.cast, self.times, self.among, self.pack = words, cast, times, Among(statements), pack
        self.says: dict[str, ActEvent] = {row.act: row for row in pack.tables.get("says", ())}
        self.hosts = pack.sets["events.hosts"]
        self.unsaid = [s for s in statements if s.act in _NOT_SO]
        self.contexts: dict[int, dict[str, int]] = {}  # of each sentence
        self.done: set[int] = set()  # code points of the verbs that narrate: what they do is no saying

    # --- contacts ------------------------------------------------------------------------------------------------------------

    def of_contact(self, contact: Contact) -> Event:
        """CONSULT; announced AGREE, asked for REQUEST (meet), refused REJECT (meet). Visitor, caller or sender is the actor, the other side the recipient;
        where they cannot be told apart, everyone is actor.
        """
        first, end = self._tokens(contact.evidence)
        kind = _OF_STATUS.get(contact.status, "CONSULT")
        mode = {"REQUEST": "meet", "REJECT": "meet"}.get(kind)
        if kind == "CONSULT":
            mode = self._mode(kind, first, end) or _CONSULT.get(contact.mode)
        actor, recipient = self._sides(contact, kind)
        if kind == "CONSULT" and mode is None and self._hosted(contact):
            mode = "visit"
        context = self._context(first) or _DIPLOMATIC
        return Event("", kind, mode, context, actor, recipient, contact.date, contact.status, contact.evidence, contact.rule, contact.confidence)

    def _hosted(self, contact: Contact) -> bool:
        """Is its first party named as the host ("استقبل")?"""
        rows = contact.rule.partition(".")[2].split("+")
        return contact.initiator is None and len(contact.parties) == 2 and not self.hosts.isdisjoint(rows)

    def _sides(self, contact: Contact, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        parties, starter = contact.parties, contact.initiator
        if kind in ("REQUEST", "REJECT"):
            for statement in self.asking(contact):
                return (statement.speaker,), tuple(p for p in parties if p != statement.speaker)
            if kind == "REQUEST" and starter is not None and contact.mode == "visit":
                starter = next(p for p in parties if p != starter)  # who is invited to come was asked by the host
            starter = starter or parties[0]
        elif self._hosted(contact):
            starter = parties[1]
        if starter is None:
            return parties, ()
        return (starter,), tuple(p for p in parties if p != starter)

    def asking(self, contact: Contact) -> list[Statement]:
        """The statements that are the asking for, or the refusing of, a contact: they are no second event."""
        wanted = {"proposed": "request", "refused": "reject"}.get(contact.status)
        return [s for s in self.among.over(*contact.evidence) if s.act == wanted]

    # --- statements ----------------------------------------------------------------------------------------------------------

    def of_statement(self, statement: Statement) -> Event | None:
        """What a statement does beyond saying, where the speaker is of a camp and its words name another or speak of politics."""
        row = self.says.get(statement.act)
        if row is None or statement.cue.start in self.done or self.cast.camp(statement.speaker) is None:
            return None
        first, end = self._tokens(statement.content)
        end = min(end, first + _TELLING)
        recipient = self._other_side(statement.speaker, first, end)
        context = self._context(first)
        sport = self.pack.sets["contacts.sport"]
        if (not recipient and not self._political(first, end)) or any(word.stem in sport for word in self.words.words[first:end]):
            return None
        cue = self._tokens(statement.cue)[0]
        mode = self._mode(row.event, min(cue, first), end) or row.mode or None
        evidence = Span(min(statement.cue.start, statement.content.start), max(statement.cue.end, statement.content.end))
        if evidence.end - evidence.start > 2 * _LONGEST:
            evidence = statement.content
        status = "planned" if row.event in ("AGREE", "THREATEN") else "held"
        return Event("", row.event, mode, context, (statement.speaker,), recipient, statement.date, status, evidence, statement.rule, statement.confidence)

    def _other_side(self, speaker: str, first: int, end: int) -> tuple[str, ...]:
        """The first actors of another camp that the words name."""
        camp = self.cast.camp(speaker)
        for mention in self.cast.between(first, end):
            actors = tuple(a for a in mention.actors if self.cast.camp(a) not in (None, camp))
            if actors and mention.kind != "city":
                return actors
        return ()

    def _political(self, first: int, end: int) -> bool:
        """Do the words speak of a matter of politics?"""
        return any(s.entry.kind == "context" and s.entry.row.political for word in self.words.words[first:end] for s in word.acts)

    # --- narrated ------------------------------------------------------------------------------------------------------------

    def narrated(self) -> list[Event]:
        """What the text tells to have happened, each once."""
        forms = self.words.words
        finder: Deeds | None = None
        out: dict[tuple[object, ...], Event] = {}
        last: dict[str, tuple[int, tuple[object, ...]]] = {}  # the nameless event of a kind told last: (its sentence, its key)
        telling = [k for k, word in enumerate(forms) if word.narrates]
        for first, end in self.words.sentences if telling else ():
            if place_of(first, telling) < place_of(end, telling):
                finder = finder or Deeds(self.words, self.cast, self.pack, self.among)
                here: list[Event] = []
                for told in finder.of(first, end):
                    event = self._event(told, first, end)
                    if event is not None:
                        _add(event, here)
                for event in here:
                    known = self._known(event, first, out, last)
                    out[known] = _joined(out[known], event) if known in out else event
        return list(out.values())

    def _known(self, event: Event, first: int, out: dict[tuple[object, ...], Event], last: dict[str, tuple[int, tuple[object, ...]]]) -> tuple[object, ...]:
        """The key of an event: that of the same one told before (of the same actors and recipients; or, where one telling names neither, of the sentence
        just before or of the headline), else a new one.
        """
        number = self.words.sentence_of(first)
        whole = bool(event.actor and event.recipient)
        known: tuple[object, ...] = (event.event, event.status, event.actor, event.recipient) if whole else (len(out),)
        if whole and known in out and not _of_one_day(event, out[known]):
            known = (*known, len(out))
        before, key = last.get(event.event, (-_AGAIN, known))
        if key in out and number - before < _AGAIN and before < number and _same(event, out[key]) and not (out[key].actor and event.actor):
            known = key
        last[event.event] = (number, known)
        return known

    def _event(self, told: Narrated, first: int, end: int) -> Event | None:
        cue, verb = self.words.starts[told.at], self.words.starts[told.verb]
        if any(s.content.start <= cue < s.content.end and s.cue.start != verb for s in self.unsaid):
            return None
        self.done.add(verb)
        row = told.row
        kind = "AGREE" if row.event in _AHEAD and told.status == "planned" else row.event
        if not told.actor and (row.event in _WILLED or (not told.recipient and row.event not in ("ASSAULT", "PROTEST"))):
            return None
        if row.event == "ACCUSE" and {self.cast.camp(actor) for actor in told.actor} & {self.cast.camp(actor) for actor in told.recipient}:
            return None  # one's own ambassador is called home
        sided = any(self.cast.camp(actor) is not None for actor in told.actor)
        if row.event in _WILLED and not (sided and (told.recipient or row.event in ("MOBILIZE", "CONCEDE") or self._political(told.first, told.end))):
            return None  # a company, a report; a cabinet that appoints a clerk
        said = None if row.keeps else self._mode(row.event, told.first, told.end) or self._mode(row.event, first, end)
        mode = (said or row.mode or None) if kind == row.event else None
        day = self._day(cue, self.words.starts[first], self.words.ends[end - 1])
        evidence = self.words.span(told.first, told.end)
        if evidence.end - evidence.start > _LONGEST:
            evidence = self.words.span(told.at, min(told.end, told.at + _SHORT))
        sure = 0.5 + 0.15 * bool(told.actor) + 0.15 * bool(told.recipient)
        return Event("", kind, mode, self._context(told.at), told.actor, told.recipient, day, told.status, evidence, told.rule, sure)

    def _day(self, cue: int, low: int, high: int) -> str | None:
        """The date nearest to a cue in its sentence, rather one after it; never one on which somebody told of it, nor one since which something is so."""
        low = max([low, *(s.content.start for s in self.among.at(cue))])
        near = [
            (time.start - cue if time.start > cue else _BEFORE + cue - time.end, time.value)
            for time in times_between(self.times, low, high)
            if time.grain in _GRAINS and not self._since(time)
        ]
        return min(near)[1] if near else None

    def _since(self, time: Time) -> bool:
        at = self.words.token_at(time.start)
        return at > 0 and "contacts.since" in self.words.words[at - 1].sets

    # --- mode and context ----------------------------------------------------------------------------------------------------

    def _mode(self, event: str, first: int, end: int) -> str | None:
        """The mode that the words say: of the rows in their order, the first that has one of them."""
        forms = self.words.words
        said = {
            s.entry.id
            for k in range(first, end)
            for s in forms[k].acts
            if s.entry.kind == "how" and s.entry.row.event == event and (not s.entry.row.beside or forms[k - 1].stem in self.pack.words(s.entry.row.beside))
        }
        if not said:
            return None
        for row in self.pack.tables["how"]:
            if row.id in said and row.mode:
                return str(row.mode)
        return None

    def _context(self, at: int) -> str | None:
        """The context of which most words stand in the sentence, else in the last one before it in the paragraph that has any; of equals the first row."""
        number = self.words.sentence_of(at)
        found = self._contexts(number)
        floor = max(number - _PARAGRAPH, 0)
        while not found and number > floor and self.words.words[self.words.sentences[number][0] - 1].mark != "\n":
            number -= 1
            found = self._contexts(number)
        if not found:
            return None
        most = max(found.values())
        return next(str(row.id) for row in self.pack.tables["context"] if found.get(row.id) == most)

    def _contexts(self, number: int) -> dict[str, int]:
        found = self.contexts.get(number)
        if found is None:
            found = self.contexts[number] = {}
            for at in range(*self.words.sentences[number]):
                for sense in self.words.words[at].acts:
                    if sense.entry.kind == "context":
                        found[sense.entry.id] = found.get(sense.entry.id, 0) + 1
        return found

    def _tokens(self, span: Span) -> tuple[int, int]:
        return self.words.token_at(span.start), self.words.token_at(span.end)


def _add(event: Event, events: list[Event]) -> None:
    """One record for what one sentence tells twice."""
    for k in range(max(len(events) - _BESIDE, 0), len(events)):
        if _same(event, events[k]):
            events[k] = _joined(events[k], event)
            return
    events.append(event)


def _of_one_day(a: Event, b: Event) -> bool:
    return not a.date or not b.date or a.date.startswith(b.date) or b.date.startswith(a.date)


def _same(a: Event, b: Event) -> bool:
    """Of one kind and day, with actors and recipients that do not speak against it."""
    if a.event != b.event or a.status != b.status or not _of_one_day(a, b):
        return False
    agree = not (a.actor and b.actor) or bool(set(a.actor) & set(b.actor))
    crossed = set(a.actor) & set(b.recipient) or set(b.actor) & set(a.recipient)
    return agree and not crossed and (not (a.recipient and b.recipient) or bool(set(a.recipient) & set(b.recipient)))


def _joined(a: Event, b: Event) -> Event:
    """The first telling with what the second adds."""
    actor, recipient = a.actor or b.actor, a.recipient or b.recipient
    return a._replace(
        mode=a.mode or b.mode,
        context=a.context or b.context,
        actor=actor,
        recipient=tuple(r for r in recipient if r not in actor),
        date=max(a.date or "", b.date or "", key=len) or None,
        confidence=max(a.confidence, b.confidence),
    )
