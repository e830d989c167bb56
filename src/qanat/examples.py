"""What the examples of a row of the pack say should be read from them, and whether it is: for `qanat check` and the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.resources import files
from typing import Any

from qanat.errors import PackError
from qanat.model import ACTS, EVENTS, MODES, ROLES, Contact, Document, Event, Reading, Span, Statement
from qanat.packs import package
from qanat.packs.tables import COMPILE, TABLES
from qanat.packs.word import Word
from qanat.pipeline import Reader
from qanat.text.words import split

PUBLISHED = "2022-10-21"  # the day of examples that give none; a Friday
SCENE = ("text", "published", "outlet_country")  # keys of an example that say nothing of what is read
CLOSED = ("countries", "places", "bodies", "people")
ANY_ORDER = ("parties", "actor", "recipient")
LEAST = (2, 1)  # yes and no of a rule
Example = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """One example, read: `sign` is yes or no, `found` what was read by the row, of the kind that its table is of; `faults` what is wrong, in words."""

    sign: str
    example: Example
    reading: Reading
    found: tuple[Example, ...]
    faults: tuple[str, ...]


def read(reader: Reader, example: Example) -> Reading:
    """The reading of an example. Raises PackError for one without a text."""
    if not isinstance(example.get("text"), str):
        raise PackError(f"an example has no 'text': {example}")
    article = {"text": example["text"], "published": example.get("published", PUBLISHED), "outlet_country": example.get("outlet_country")}
    return reader.read(Document.from_article(article))


def agrees(wanted: Example, found: Example) -> bool:
    """Everything that an example says of a claim is so; parties in any order; "" of what nothing is told."""
    return not _differences(wanted, found)


def rows_of(reader: Reader, name: str) -> list[tuple[str, str, Any]]:
    """The rows that a name means, as (file, table, row): `contacts.meet`, `meet`, or a whole file, `contacts`. Raises PackError where there is none."""
    home, dot, row = name.partition(".")
    row = "" if row in ("toml", "tsv") else row
    every = [(file, table, one) for file, table, _ in TABLES for one in reader.pack.tables.get(table, ())]
    found = [
        (file, table, one)
        for file, table, one in every
        if (file.partition(".")[0] == home and (not row or called(one) == row)) or (not dot and called(one) == home)
    ]
    if found:
        return found
    known = {f"{file.partition('.')[0]}.{called(one)}": called(one) for file, _, one in every}
    near = get_close_matches(row or home, set(known.values()), 3)
    hint = ", ".join(sorted(place for place, one in known.items() if one in near))
    files = ", ".join(sorted({file.partition(".")[0] for file, _, _ in every}))
    raise PackError(f"the pack has no row {name!r}; {f'there is: {hint}' if hint else f'its files are: {files}'}")


def called(row: Any) -> str:
    """The id of a row."""
    return str(getattr(row, "id", "") or getattr(row, "lemma", "") or getattr(row, "word", ""))


def place(reader: Reader, file: str, row: Any) -> str:
    """Where a row stands: "contacts.toml line 12"."""
    text = (files(package(reader.pack.language)) / file).read_text(encoding="utf-8")
    begins = (f'id = "{called(row)}"', f'lemma = "{called(row)}"', f"{called(row)}\t")
    line = next((n for n, line in enumerate(text.splitlines(), 1) if line.startswith(begins)), 1)
    return f"{file} line {line}"


def tried(reader: Reader, table: str, row: Any) -> Iterator[Tried]:
    """Every example of a row, read."""
    for example in getattr(row, "yes", ()) if table != "furniture" else ():
        reading = read(reader, example)
        found = tuple(READS[table](reading, reader, row))
        yield Tried("yes", example, reading, found, tuple(_missing(example, found, reading, reader, table, row)))
    for given in getattr(row, "no", ()) if table != "furniture" else ():
        example = {"text": given} if isinstance(given, str) else given
        reading = read(reader, example)
        if READS[table] is people:
            wrongly: tuple[Example, ...] = tuple({"office": office} for office in offices(reading, reader, row))
        else:
            wrongly = tuple(READS[table](reading, reader, row))
        yield Tried("no", example, reading, wrongly, tuple(f"should not be read, and was: {_shown(one)}" for one in wrongly))
    if getattr(row, "example", ""):
        yield _closed(reader, table, row)


def remarks(table: str, row: Any) -> Iterator[str]:
    """What is wrong with a row by itself: too few examples, or a value that is none."""
    if hasattr(row, "yes") and table != "furniture" and (len(row.yes) < LEAST[0] or len(row.no) < LEAST[1]):
        yield f"has {len(row.yes)} yes and {len(row.no)} no: a rule needs two yes and one no"
    for field, known in _VALUES.get(table, {}).items():
        if getattr(row, field) not in known:
            yield f"{field} {getattr(row, field)!r} is none of {', '.join(filter(None, known))}"


def _closed(reader: Reader, table: str, row: Any) -> Tried:
    """The example of a name that is another word as well: it must be read as what the row means."""
    reading = read(reader, {"text": row.example})
    names = {reader.pack.folding(name) for name in row.names}
    country = row.id if table == "countries" else row.country or None
    right = [actor for actor in reading.actors if actor.country == country and (table == "countries" or _named(actor.mentions, row.example, names, reader))]
    faults = () if right else (f"no actor of {country or 'no country'} was read by the name; read was: {_actors(reading)}",)
    return Tried("yes", {"text": row.example}, reading, tuple(people(reading, reader, row)), faults)


def _named(mentions: tuple[Span, ...], text: str, names: set[str], reader: Reader) -> bool:
    shown = [reader.pack.folding(text[start:end]) for start, end in mentions]
    return any(one in said for one in names for said in shown)


# --- what is wrong, in words -----------------------------------------------------------------------------------------------------------


def _missing(example: Example, found: tuple[Example, ...], reading: Reading, reader: Reader, table: str, row: Any) -> Iterator[str]:
    known = KEYS[READS[table]]
    unknown = [key for key in example if key not in (*SCENE, *known)]
    if unknown:
        yield f"unknown key {', '.join(map(repr, unknown))}; an example of [[{table}]] may say: {', '.join(sorted(known))}"
        return
    if any(agrees(example, one) for one in found):
        return
    if found:
        nearest = min(found, key=lambda one: len(_differences(example, one)))
        yield from _differences(example, nearest)
        return
    yield "nothing was read by this row"
    morphology = import_module(f"{package(reader.pack.language).__name__}.morphology")
    forms = [form for form, _ in COMPILE[table](row, morphology)]
    if not any(_means(word, row) for word in split(example["text"], reader.pack).words):
        yield f"none of its forms stands in the text; they are: {'، '.join(dict.fromkeys(forms))}"
    claims: tuple[Contact | Statement | Event, ...] = (*reading.contacts, *reading.statements, *reading.events)
    others = [f"{claim.id} by {claim.rule}" for claim in claims]
    yield f"read by other rows: {', '.join(others)}" if others else f"no contact, statement or event was read at all; actors: {_actors(reading)}"


def _means(word: Word, row: Any) -> bool:
    phrases = [phrase.sense for some in word.phrases.values() for phrase in some]
    return any(sense.entry.row is row for sense in (*word.senses, *word.acts, *phrases))


def _differences(wanted: Example, found: Example) -> list[str]:
    out = []
    for key, value in wanted.items():
        if key not in SCENE and ((sorted(value) if key in ANY_ORDER else value) or None) != (found.get(key) or None):
            out.append(f"{key}: the example says {_plain(value)}, read was {_plain(found.get(key))}")
    return out


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "، ".join(map(str, value)) or "nobody"
    return "nothing" if value is None else str(value)


def _shown(one: Example) -> str:
    return "; ".join(f"{key} {_plain(value)}" for key, value in one.items() if value)


def _actors(reading: Reading) -> str:
    return "، ".join(f"{actor.name} ({actor.country or actor.kind})" for actor in reading.actors) or "none"


# --- a reading in the words of examples ---------------------------------------------------------------------------------------------------


def said(reading: Reading, span: tuple[int, int]) -> str:
    """The words of a span."""
    return reading.document.text[slice(*span)]


def name(reading: Reading, actor: str | None) -> str | None:
    """The name of an actor by its id."""
    return next((one.name for one in reading.actors if one.id == actor), None)


def by(reader: Reader, claim: Contact | Statement | Event, row: Any) -> bool:
    """Was a claim read by a row?"""
    return any(behind is row for _file, _table, behind in reader.pack.behind(claim.rule))


def people(reading: Reading, _reader: Reader, _row: Any) -> Iterator[Example]:
    """The actors."""
    for actor in reading.actors:
        yield {"name": actor.name, "office": actor.office, "role": actor.role, "country": actor.country, "kind": actor.kind}


def contacts(reading: Reading, reader: Reader, row: Any) -> Iterator[Example]:
    """The contacts read by a row."""
    return (contact_as_example(reading, contact) for contact in reading.contacts if by(reader, contact, row))


def contact_as_example(reading: Reading, contact: Contact) -> Example:
    """A contact with the keys that examples have."""
    return {
        "mode": contact.mode,
        "status": contact.status,
        "parties": sorted(str(name(reading, party)) for party in contact.parties),
        "initiator": name(reading, contact.initiator),
        "date": contact.date,
        "place": contact.place,
        "topics": [said(reading, topic) for topic in contact.topics],
        "told_by": [name(reading, teller) for teller in contact.told_by],
        "history": said(reading, contact.history) if contact.history else None,
    }


def statements(reading: Reading, reader: Reader, row: Any) -> Iterator[Example]:
    """The statements read by a row."""
    return (statement_as_example(reading, statement) for statement in reading.statements if by(reader, statement, row))


def statement_as_example(reading: Reading, statement: Statement) -> Example:
    """A statement with the keys that examples have."""
    return {
        "speaker": name(reading, statement.speaker),
        "cue": said(reading, statement.cue),
        "content": said(reading, statement.content),
        "kind": statement.kind,
        "act": statement.act,
        "via": statement.via,
        "told_by": [name(reading, teller) for teller in statement.told_by],
        "date": statement.date,
    }


def events(reading: Reading, reader: Reader, row: Any) -> Iterator[Example]:
    """The events read by a row."""
    return (event_as_example(reading, event) for event in reading.events if by(reader, event, row))


def event_as_example(reading: Reading, event: Event) -> Example:
    """An event with the keys that examples have."""
    return {
        "event": event.event,
        "mode": event.mode,
        "context": event.context,
        "actor": sorted(str(name(reading, actor)) for actor in event.actor),
        "recipient": sorted(str(name(reading, actor)) for actor in event.recipient),
        "date": event.date,
        "status": event.status,
    }


def times(reading: Reading, _reader: Reader, _row: Any) -> Iterator[Example]:
    """The dates."""
    for time in reading.times:
        yield {"time": time.text, "value": time.value, "grain": time.grain, "basis": time.basis}


def offices(reading: Reading, reader: Reader, row: Any) -> list[str]:
    """The offices in a reading that begin with the head of a row."""
    wanted = getattr(row, "lemma", None) or row.head

    def heads(first: list[Word]) -> bool:
        return any("head" in word.kinds and word.by["head"].entry.id == wanted for word in first)

    return [actor.office for actor in reading.actors if actor.office and heads(list(split(actor.office, reader.pack).words[:1]))]


_Read = Callable[[Reading, Reader, Any], Iterator[Example]]
# What the examples of a table describe. A new table with examples gets a line here: what of a reading its `yes` is compared with.
READS: dict[str, _Read] = {
    "head": people,
    "office": people,
    "meet": contacts,
    "occasion": contacts,
    "hold": contacts,
    "speech": statements,
    "according": statements,
    "month": times,
    "relative": times,
    "deed": events,
}
KEYS: dict[_Read, frozenset[str]] = {
    people: frozenset(("name", "office", "role", "country", "kind")),
    contacts: frozenset(("mode", "status", "parties", "initiator", "date", "place", "topics", "told_by", "history")),
    statements: frozenset(("speaker", "cue", "content", "kind", "act", "via", "told_by", "date")),
    events: frozenset(("event", "mode", "context", "actor", "recipient", "date", "status")),
    times: frozenset(("time", "value", "grain", "basis")),
}
_VALUES: dict[str, dict[str, tuple[str, ...]]] = {  # of fields of rows that have a closed list
    "meet": {"mode": MODES},
    "occasion": {"mode": MODES},
    "hold": {"mode": ("", *MODES)},
    "speech": {"act": ACTS},
    "head": {"role": (*ROLES, "private")},
    "office": {"role": (*ROLES, "private")},
    "deed": {"event": EVENTS},
}
