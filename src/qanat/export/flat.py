"""The record as flat tables: which columns each has and what they mean. CSV and Parquet are written of these, and so is the data dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from qanat.export.codes import codes
from qanat.model import ACTS, EVENTS, KINDS, LEVELS, MODES, ROLES, SPEECH, STATUSES

Row = dict[str, Any]
LISTS = {"modes": MODES, "statuses": STATUSES, "levels": LEVELS, "roles": ROLES, "kinds": KINDS, "acts": ACTS, "speech": SPEECH, "events": EVENTS}


class Field(NamedTuple):
    """A column: `kind` is text, integer or date (YYYY, YYYY-MM or YYYY-MM-DD); `of` names the closed list in `LISTS` from which its values are."""

    name: str
    kind: str
    meaning: str
    of: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """All values that it may have; none where the list is open."""
        return LISTS[self.of] if self.of else ()


class Flat(NamedTuple):
    """A table: `of` is the kind of rows of the record it is made of, `rows` what one of them yields."""

    name: str
    of: str
    meaning: str
    fields: tuple[Field, ...]
    rows: Callable[[Row], Iterator[Row]]

    def row(self, one: Row) -> Row:
        """The first flat row of a row."""
        return next(self.rows(one))


def joined(values: Any) -> str:
    """Values in one cell, without the empty ones."""
    return "; ".join(str(value) for value in values if value)


def _contact(one: Row) -> Iterator[Row]:
    parties = one["parties"]
    yield {
        **{name: one[name] for name in ("id", "mode", "status", "level", "date", "basis", "place", "initiator", "voices")},
        "parties": joined(party["name"] for party in parties),
        "countries": joined(sorted({party["country"] for party in parties if party["country"]})),
        "reports": len(one["reports"]),
        "outlets": joined(sorted({report["outlet"] for report in one["reports"] if report["outlet"]})),
        "quote": one["reports"][0]["quote"] if one["reports"] else None,
    }


def _parties(one: Row) -> Iterator[Row]:
    for position, party in enumerate(one["parties"], 1):
        yield {
            "contact": one["id"],
            "position": position,
            "actor": party["id"],
            **{name: party[name] for name in ("name", "latin", "country", "role")},
            **codes(party["country"])._asdict(),
        }


def _reports(one: Row) -> Iterator[Row]:
    for report in one["reports"]:
        start, end = report["evidence"]
        named = ("id", "document", "outlet", "published", "status", "date", "quote", "digest")
        yield {**{name: report[name] for name in named}, "contact": one["id"], "told_by": joined(report["told_by"]), "start": start, "end": end}


def _statement(one: Row) -> Iterator[Row]:
    speaker, named = one["speaker"], ("id", "act", "kind", "via", "date", "document", "outlet", "published", "quote", "digest")
    yield {
        **{name: one[name] for name in named},
        "speaker": speaker["id"],
        **{name: speaker[name] for name in ("name", "country", "role")},
        "told_by": joined(one["told_by"]),
        "about": joined(one["about"]),
        **dict(zip(("cue_start", "cue_end", "start", "end"), (*one["cue"], *one["content"]), strict=True)),
    }


def _actor(one: Row) -> Iterator[Row]:
    named = ("id", "kind", "name", "latin", "country", "role", "documents", "contacts", "statements")
    yield {**{name: one[name] for name in named}, "names": joined(one["names"]), **codes(one["country"])._asdict()}


def _as_it_is(one: Row) -> Iterator[Row]:
    yield one


def _event(one: Row) -> Iterator[Row]:
    start, end = one["evidence"]
    named = ("id", "event", "mode", "context", "status", "date", "contact", "document", "outlet", "published", "quote", "digest")
    sides = {
        f"{side}_{name}": joined(dict.fromkeys(actor[name] for actor in one[side])) for side in ("actor", "recipient") for name in ("name", "country", "role")
    }
    yield {**{name: one[name] for name in named}, **sides, "start": start, "end": end}


def _found(one: Row) -> Iterator[Row]:
    yield {**{name: one[name] for name in ("document", "outlet", "published", "title", "url", "digest", "quote")}, "places": len(one["spans"])}


def fields(lines: str) -> tuple[Field, ...]:
    """Columns from lines of "name | kind | meaning" or, with a closed list of values, "name | kind | meaning | list"."""
    return tuple(Field(*(part.strip() for part in line.split("|"))) for line in lines.strip().splitlines())


_CODES = """
cow | text | Correlates of War abbreviation of the country
cow_number | integer | Correlates of War number
gw | text | Gleditsch-Ward abbreviation
gw_number | integer | Gleditsch-Ward number
"""

TABLES = (
    Flat(
        "contacts",
        "contacts",
        "one row a contact of the record, made of all reports of it",
        fields("""
id | text | key of the contact; k and 16 hex digits
mode | text | how they were in touch | modes
status | text | what it came to | statuses
level | text | at which level the two sides met | levels
date | date | when it was, as exactly as the reports tell; empty where none does
basis | text | what the date rests on
place | text | where, as written
initiator | text | the actor who began it (caller, visitor, sender)
parties | text | who took part, names as written, joined by "; "
countries | text | their countries (ISO 3166 alpha-3)
reports | integer | how many reports tell of it
voices | integer | how many of them are independent: copies and reports of one outlet count once
outlets | text | the outlets
quote | text | the words of the first report
"""),
        _contact,
    ),
    Flat(
        "parties",
        "contacts",
        "one row a party of a contact",
        fields(
            """
contact | text | key of the contact
position | integer | 1 for the first
actor | text | key of the actor
name | text | as written
latin | text | in Latin letters
country | text | ISO 3166 alpha-3 of the state that it is, serves or belongs to; empty for international bodies
role | text | what he is | roles
"""
            + _CODES.lstrip()
        ),
        _parties,
    ),
    Flat(
        "reports",
        "contacts",
        "one row a report: one contact as one document tells it",
        fields("""
id | text | key of the report
contact | text | key of the contact that it was judged to tell of
document | text | id of the document
outlet | text | who published it
published | date | day of publication
told_by | text | on whose word it is told; empty: the outlet's own
status | text | what it came to, as this report has it | statuses
date | date | when, as this report has it
start | integer | first code point of the evidence in the text of the document
end | integer | past the last code point
quote | text | the evidence
digest | text | sha256 of the text
"""),
        _reports,
    ),
    Flat(
        "statements",
        "statements",
        "one row an attributed utterance",
        fields("""
id | text | key of the statement
speaker | text | key of the speaker
name | text | the speaker as written
country | text | ISO 3166 alpha-3
role | text | what he is | roles
act | text | what is done by saying it | acts
kind | text | whether in the speaker's own words | speech
via | text | the medium as written
told_by | text | on whose word it is told; empty: the outlet's own
date | date | when it was said, where the text tells
about | text | keys of the contacts that it tells of or was made in
document | text | id of the document
outlet | text | who published it
published | date | day of publication
cue_start | integer | first code point of the verb of saying
cue_end | integer | past its last
start | integer | first code point of what was said
end | integer | past its last
quote | text | what was said
digest | text | sha256 of the text
"""),
        _statement,
    ),
    Flat(
        "actors",
        "actors",
        "one row a person, state or body under all names",
        fields(
            """
id | text | key of the actor
kind | text | what it is | kinds
name | text | the fullest name
latin | text | in Latin letters
country | text | ISO 3166 alpha-3
role | text | what he is | roles
names | text | all names, the most usual first, joined by "; "
documents | integer | how many documents name it
contacts | integer | how many contacts it is a party of
statements | integer | how many statements are its
"""
            + _CODES.lstrip()
        ),
        _actor,
    ),
    Flat(
        "documents",
        "documents",
        "one row an article in its newest version, without its text",
        fields("""
id | text | id of the document
outlet | text | who published it
outlet_country | text | home of the outlet, ISO 3166 alpha-3
url | text | address
published | date | day or time of publication
title | text | title
language | text | ar; empty for a text in another language, of which nothing was read
digest | text | sha256 of the text
reader | text | version of what read it
read | date | day on which it came into the record (UTC)
"""),
        _as_it_is,
    ),
    Flat(
        "events",
        "events",
        "one row a PLOVER event; the reports of one contact are one event",
        fields("""
id | text | key of the event
event | text | the event in PLOVER | events
mode | text | how, in PLOVER; message and video, under CONSULT, are of Qanat
context | text | why, in PLOVER
status | text | whether it took place | statuses
date | date | when, where the text tells
contact | text | key of the contact that it is, if it is one
actor_name | text | who began it, joined by "; "
actor_country | text | their countries (ISO 3166 alpha-3)
actor_role | text | their roles
recipient_name | text | at whom it is aimed
recipient_country | text | their countries
recipient_role | text | their roles
document | text | id of the document
outlet | text | who published it
published | date | day of publication
start | integer | first code point of the evidence in the text of the document
end | integer | past the last code point
quote | text | the evidence
digest | text | sha256 of the text
"""),
        _event,
    ),
    Flat(
        "coverage",
        "coverage",
        "one row a day on which an outlet was read; a day without a row is a gap in reading, never a silence",
        fields("""
outlet | text | the outlet
country | text | its home, ISO 3166 alpha-3
day | date | the day of publication
documents | integer | how many of its articles of that day are in the record; 0 where it was looked at and had nothing
"""),
        _as_it_is,
    ),
)
_FOUND = Flat(
    "found",
    "found",
    "one row a document that answers a search",
    fields("""
document | text | id of the document
outlet | text | who published it
published | date | day of publication
title | text | title
url | text | address
places | integer | how many places in its text answer
quote | text | the words around the first
digest | text | sha256 of the text
"""),
    _found,
)
FLAT = {table.name: table for table in (*TABLES, _FOUND)}
