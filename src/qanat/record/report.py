"""A report: one contact as one document tells it, with all that merging needs. Reports are never changed; contacts of the record are made of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from qanat.model import Actor, Claim, Contact, Reading, Span
from qanat.record.names import Name, Naming


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part, told or speaks, as one document names him. `actor` is his id in the reading, `words` his name as it is compared."""

    actor: str
    name: str
    latin: str | None
    country: str | None
    role: str | None
    kind: str
    office: str | None
    words: Name


@dataclass(frozen=True, slots=True)
class Report:
    """One contact of one reading. `id` derives from the content; `contact` is the id of the contact in the reading. `initiator` is a place in
    `parties`. `published` is a day or None. Offsets count code points of the text of that version of the document (`digest`).
    `words`: the folded words of the evidence, by which copies are told.
    """

    id: str
    document: str
    digest: str
    outlet: str | None
    outlet_country: str | None
    published: str | None
    contact: str
    mode: str
    status: str
    parties: tuple[Party, ...]
    initiator: int | None
    date: str | None
    place: str | None
    topics: tuple[str, ...]
    told_by: tuple[Party, ...]
    claim: Claim | None
    history: str | None
    evidence: Span
    quote: str
    rule: str
    words: tuple[str, ...]
    confidence: float

    def __hash__(self) -> int:
        return hash(self.id)


def reports(reading: Reading, naming: Naming, uid: str = "") -> tuple[Report, ...]:
    """The contacts of a reading as reports, in document order. `uid` tells documents apart that share an id."""
    document, text = reading.document, reading.document.text
    known = parties(reading, naming)
    out, seen = [], Counter[str]()
    for contact in reading.contacts:
        mark = "|".join((uid or document.id, document.digest, contact.mode, *map(str, contact.evidence), *sorted(known[p].name for p in contact.parties)))
        seen[mark] += 1
        out.append(
            Report(
                id=hashlib.sha256(f"{mark}|{seen[mark]}".encode("utf-8", "surrogatepass")).hexdigest()[:16],
                document=document.id,
                digest=document.digest,
                outlet=document.outlet,
                outlet_country=document.outlet_country,
                published=document.day,
                contact=contact.id,
                mode=contact.mode,
                status=contact.status,
                parties=tuple(known[p] for p in contact.parties),
                initiator=_initiator(contact),
                date=contact.date,
                place=contact.place,
                topics=tuple(text[s:e] for s, e in contact.topics),
                told_by=tuple(known[p] for p in contact.told_by),
                claim=contact.claim,
                history=text[slice(*contact.history)] if contact.history else None,
                evidence=contact.evidence,
                quote=text[slice(*contact.evidence)],
                rule=contact.rule,
                words=naming.words(text[slice(*contact.evidence)]),
                confidence=contact.confidence,
            )
        )
    return tuple(out)


def parties(reading: Reading, naming: Naming) -> dict[str, Party]:
    """The actors of a reading by id, as the record compares them."""
    return {actor.id: _party(actor, naming) for actor in reading.actors}


def _initiator(contact: Contact) -> int | None:
    return contact.parties.index(contact.initiator) if contact.initiator in contact.parties else None


def _party(actor: Actor, naming: Naming) -> Party:
    return Party(actor.id, actor.name, actor.latin, actor.country, actor.role, actor.kind, actor.office, naming.name(actor.name))
