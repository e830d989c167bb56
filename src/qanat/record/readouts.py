"""Both sides' accounts of one contact side by side: what each says in its own words, what only one of them mentions, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qanat.model import Reading, Span, Statement
from qanat.record.contact import merged
from qanat.record.features import common
from qanat.record.level import camp
from qanat.record.names import Naming
from qanat.record.report import Party, Report, parties

_COPY = 0.8
_SHORT = 4  # letters from which a word can be a topic
_ATTACHED = 3
_MARKS = "،,.؛:«»”“\"'()"
_MOST = 8  # phrases that are shown of one side


@dataclass(frozen=True, slots=True)
class Told:
    """Something said of a contact: by whom, with which cue, in which words, on whose word; `documents`: all that bring it, the first its quotation."""

    speaker: str
    role: str | None
    cue: str
    act: str
    kind: str
    quote: str
    span: Span
    date: str | None
    via: str | None
    told_by: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says. `only`: what it mentions and no other side does, in its own words. A side without statements is silent."""

    side: str
    parties: tuple[str, ...]
    statements: tuple[Told, ...]
    topics: tuple[str, ...]
    only: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Nothing of what this side says of the contact is in the record."""
        return not self.statements


@dataclass(frozen=True, slots=True)
class Readouts:
    """The accounts of the sides of a contact, in the order of its parties, and what others say of it."""

    accounts: tuple[Account, ...]
    others: tuple[Told, ...]


def readouts(reports: Sequence[Report], readings: Iterable[Reading], naming: Naming) -> Readouts:
    """The accounts of the contact that some reports tell, by the statements about it in their documents."""
    contact = merged(reports)
    sides: dict[str, list[Party]] = {}
    for party in contact.parties:
        sides.setdefault(camp(party), []).append(party)
    heard: dict[str, list[Told]] = {side: [] for side in sides}
    topics: dict[str, list[str]] = {side: [] for side in sides}
    others: list[Told] = []
    for reading in sorted(readings, key=lambda one: (one.document.day or "", one.document.id)):
        here = [report for report in reports if (report.document, report.digest) == (reading.document.id, reading.document.digest)]
        known = parties(reading, naming)
        for statement in _about(reading, {report.contact for report in here}):
            told, side = _told(statement, reading, known), camp(known[statement.speaker])
            if side not in sides or naming.is_press(told.speaker):
                _add(others, told, naming)
                continue
            _add(heard[side], told, naming)
            topics[side] += [topic for report in here for topic in report.topics if topic in told.quote and topic not in topics[side]]
    shared = {word for report in reports for word in report.words}  # what tells of the contact itself is nobody's topic
    said = {side: [naming.words(told.quote) for told in heard[side]] for side in sides}
    return Readouts(
        tuple(
            Account(
                side,
                tuple(party.name for party in members),
                tuple(heard[side]),
                tuple(topics[side]),
                _only(heard[side], [words for other in sides if other != side for words in said[other]], shared, naming),
            )
            for side, members in sides.items()
        ),
        tuple(others),
    )


def _told(statement: Statement, reading: Reading, known: dict[str, Party]) -> Told:
    text, speaker, document = reading.document.text, known[statement.speaker], reading.document
    return Told(
        speaker.name,
        speaker.role,
        text[slice(*statement.cue)],
        statement.act,
        statement.kind,
        text[slice(*statement.content)],
        statement.content,
        statement.date,
        statement.via,
        tuple(known[one].name for one in statement.told_by),
        (document.id,),
        (document.outlet,) if document.outlet else (),
    )


def _about(reading: Reading, wanted: set[str]) -> Iterator[Statement]:
    """The statements on some contacts of a reading. Of several contacts that one statement may mean, it is those whose evidence it holds, else the one
    told last before its end.
    """
    contacts = {contact.id: contact for contact in reading.contacts}
    for statement in reading.statements if wanted else ():
        about = [contacts[one] for one in statement.about if one in contacts]
        start, end = statement.content
        meant = [one for one in about if start <= one.evidence.start and one.evidence.end <= end]
        meant = (
            meant or [max(about, key=lambda one: (one.evidence.start <= end, one.evidence.start if one.evidence.start <= end else -one.evidence.start))]
            if about
            else []
        )
        if wanted & {one.id for one in meant}:
            yield statement


def _add(heard: list[Told], told: Told, naming: Naming) -> None:
    """Keep what is said; the same words of the same speaker in another document are a copy."""
    words = naming.words(told.quote)
    for n, one in enumerate(heard):
        if told.documents[0] not in one.documents and common(naming.words(one.quote), words) >= _COPY:
            documents, outlets = (*one.documents, *told.documents), tuple(dict.fromkeys((*one.outlets, *told.outlets)))
            heard[n] = Told(one.speaker, one.role, one.cue, one.act, one.kind, one.quote, one.span, one.date, one.via, one.told_by, documents, outlets)
            return
    heard.append(told)


def _only(heard: Sequence[Told], others: Sequence[tuple[str, ...]], shared: set[str], naming: Naming) -> tuple[str, ...]:
    """The phrases of one side whose words no other side uses, the longest first; nothing where the others say nothing."""
    theirs = {word for words in others for word in words}
    if not theirs:
        return ()
    found: list[str] = []
    for told in heard:
        run: list[str] = []
        for word in [*told.quote.split(), ""]:
            folded = "".join(naming.words(word))
            if word and len(folded) >= _SHORT and folded not in naming.function and not _meets(folded, theirs | shared):
                run.append(word.strip(_MARKS))
                continue
            if len(run) > 1:
                found.append(" ".join(run).strip(_MARKS))
            run = []
    return tuple(sorted(dict.fromkeys(found), key=lambda one: -len(one))[:_MOST])


def _meets(word: str, words: set[str]) -> bool:
    """The word is among these, whatever is attached before it or them."""
    return any(word[k:] in words for k in range(_ATTACHED + 1) if len(word) - k >= _SHORT - 1) or any(
        other.endswith(word) and len(other) - len(word) <= _ATTACHED for other in words
    )
