"""The boards as flat tables: channels, claims held against the record, offices, readouts."""

from __future__ import annotations

from collections.abc import Iterator

from qanat.export.flat import Flat, Row, fields, joined


def _channel(one: Row) -> Iterator[Row]:
    yield {
        **one,
        "made_by": joined(f"{camp} {number}" for camp, number in one["made_by"].items()),
        "not_held": joined(f"{status} {number}" for status, number in one["not_held"].items()),
    }


def _claim(one: Row) -> Iterator[Row]:
    series = joined(f"{entry['day'] or 'no day'} {entry['contact']}" for entry in one["series"])
    yield {**one, "parties": joined(one["parties"]), "series": series}


def _holder(one: Row) -> Iterator[Row]:
    ends = {f"{end}_{name}": one[end][name] for end in ("first", "last") for name in ("day", "document", "quote")}
    yield {**one, **ends}


def _told(one: Row) -> Iterator[Row]:
    for said in one["statements"]:
        lists = {name: joined(said[name]) for name in ("told_by", "documents", "outlets")}
        yield {"contact": one["contact"], "side": one["side"], "silent": "no", **said, **lists}
    if not one["statements"]:
        yield {"contact": one["contact"], "side": one["side"], "silent": "yes"}


BOARDS = {
    "channels": Flat(
        "channels",
        "channels",
        "one row a pair of camps at a level",
        fields("""
a | text | one camp: ISO 3166 alpha-3, or the name of a body
b | text | the other
level | text | at which level | levels
number | integer | how many contacts were held
first | date | day, month or year of the first
last | date | day, month or year of the last
last_contact | text | key of the last
gap | integer | usual number of days between two (the median)
counted_from | date | the last day on which there may have been one: later than the last where of one only the month or the year is told
silence | integer | days since
unusual | text | share of the past gaps that were shorter, 0 to 1
read | text | share of the usual reading that was done since, 0 to 1
state | text | open, silent, unread (a gap in reading) or new (too few to say)
made_by | text | how often each camp made the contact
not_held | text | how many were planned, proposed or refused
trend | text | levels of the pair: rising, falling or steady
planned | date | the next that is announced
planned_contact | text | its key
"""),
        _channel,
    ),
    "audit": Flat(
        "audit",
        "audit",
        "one row a claim on a series of contacts",
        fields("""
verdict | text | consistent, contradicted or cannot_tell
why | text | the reason
document | text | the article that makes the claim
contact | text | key of the contact of which it is made
report | text | key of the report
quote | text | the claim
rank | integer | which of the series it is said to be
last | date | when the last one is said to have been
unit | text | call, visit, meeting or contact
parties | text | between whom
level | text | level of the contact
since | date | from which day is counted
since_text | text | from when, in the words of the article
since_basis | text | by what that day is known
until | date | up to which day is counted
series | text | the contacts that were counted, day and key, joined by "; "
days | integer | days of the window
days_read | integer | on how many of them something was read
"""),
        _claim,
    ),
    "offices": Flat(
        "offices",
        "offices",
        "one row somebody in an office",
        fields("""
country | text | ISO 3166 alpha-3
role | text | what the office is | roles
title | text | the office as it is mostly written
who | text | key of the actor
name | text | as written
latin | text | in Latin letters
then | text | on the day asked for: holder, named, before or after
documents | integer | how many articles name him with it
first_day | date | day of the first
first_document | text | the first article
first_quote | text | its sentence
last_day | date | day of the last
last_document | text | the last article
last_quote | text | its sentence
"""),
        _holder,
    ),
    "readouts": Flat(
        "readouts",
        "readouts",
        "one row a statement on a contact; a silent side has a row of its own",
        fields("""
contact | text | key of the contact
side | text | whose account it is: ISO 3166 alpha-3 or a body; empty: of others
silent | text | yes where nothing of this side is in the record
speaker | text | as written
role | text | role of the speaker | roles
cue | text | the words of saying
act | text | what is done by saying it | acts
kind | text | whether in the speaker's own words | speech
quote | text | what was said
date | date | when it was said
via | text | the medium as written
told_by | text | on whose word it is told
documents | text | the articles that bring it
outlets | text | their outlets
"""),
        _told,
    ),
}
