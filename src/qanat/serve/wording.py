"""A reading in English words: what the terminal and the page both say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qanat.model import Actor, Contact, Event, Reading, Span, Statement

HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_OF_MANY = re.compile(r" (?:line|item) \d+$")
_SAYS = {"say": "says", "accuse": "accuses", "reject": "rejects", "request": "asks", "promise": "promises", "support": "supports", "threaten": "threatens"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Says the parts of one reading; `name` is where its document came from."""

    name: str
    reading: Reading
    actors: dict[str, Actor]

    @classmethod
    def of(cls, name: str, reading: Reading) -> Wording:
        return cls(name, reading, {actor.id: actor for actor in reading.actors})

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.reading.document.text[span.start : span.end]

    def narrated(self) -> list[Event]:
        """The events that the text itself tells: those that a contact or a statement is are shown with it."""
        return [event for event in self.reading.events if event.rule.startswith("events.")]

    def place(self, claim: str) -> str:
        """What to hand to `qanat explain` for a claim."""
        many = _OF_MANY.search(self.name)
        return f"{self.name[: many.start()]}#{self.reading.document.id}/{claim}" if many else f"{self.name}#{claim}"


def about(actor: Actor) -> str:
    """Who an actor is, in a few words: "RUS, defence minister"; empty where nothing is known."""
    role = (actor.role or actor.kind).replace("_", " ")
    role = "" if role in ("state", "organisation", "other") else role
    return ", ".join(part for part in (actor.country, role) if part)


def heading(contact: Contact) -> str:
    """The kind of a contact: "call, held"."""
    return f"{contact.mode}, {contact.status}"


def coded(event: Event) -> str:
    """An event in the terms of PLOVER: "ASSAULT aerial, held, military"."""
    kind = f"{event.event} {event.mode}" if event.mode else event.event
    return ", ".join(part for part in (kind, event.status, event.context) if part)


def says(statement: Statement) -> str:
    """How something was said: "says, in direct speech"."""
    how = {"direct": ", in direct speech", "mixed": ", partly in direct speech"}.get(statement.kind, "")
    return _SAYS.get(statement.act, statement.act) + how


def claimed(contact: Contact) -> str:
    """What the text claims of the series of contacts: "number 2 of its kind, since …"; empty where it claims nothing."""
    claim = contact.claim
    if claim is None:
        return ""
    parts = [
        f"{claim.unit or 'contact'} number {claim.rank}" if claim.rank else claim.unit or "",
        f"the last one {claim.last}" if claim.last else "",
        f"since {claim.since}" if claim.since else "",
    ]
    return ", ".join(part for part in parts if part)


def counted(number: int, noun: str) -> str:
    """ "1 contact", "2 contacts"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
