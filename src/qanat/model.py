"""The nouns: frozen values, tuples not lists.

Every offset counts Unicode code points of `Document.text` and every span is half-open: `text[start:end]`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from qanat.errors import InputError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{3}")
_LONGEST = 500  # characters of an id or of the name of an outlet

MODES = ("call", "meeting", "visit", "message", "conference", "talks")  # of a contact
STATUSES = ("held", "planned", "proposed", "refused")  # of a contact
LEVELS = ("heads", "foreign_ministers", "defence_ministers", "military_chiefs", "ministers", "envoys", "officials", "bodies")  # of a contact, the highest first
ROLES = (
    "head_of_state",
    "head_of_government",
    "deputy_head",
    "foreign_minister",
    "defence_minister",
    "military_chief",
    "minister",
    "envoy",
    "legislator",
    "io_head",
    "party_leader",
    "official",
    "spokesperson",
    "state",
    "organisation",
    "other",
)  # of an actor
KINDS = ("person", "office", "state", "organisation", "group")  # of an actor
ACTS = ("say", "accuse", "reject", "request", "promise", "support", "threaten")  # of a statement
SPEECH = ("direct", "indirect", "mixed")  # kinds of a statement
GRAINS = ("day", "week", "month", "quarter", "year")  # of a time
EVENTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)  # of PLOVER


made: Final = tuple.__new__  # `made(Span, (start, end))` is `Span(start, end)`, whose own constructor is Python code and takes twice as long


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Capture:
    """What came in, before it is a document.

    `name` tells people where it came from (a path, with the line in a file of many); `stem` names a document that brings no id of its own.
    `kind`: "article" (the JSON form of the contract in `content`), "html" or "text" (the decoded page in `content`). `url`: where it was found, where known.
    """

    name: str
    stem: str
    kind: str
    content: dict[str, Any] | str
    problems: tuple[Problem, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one article. `text` is the title, a newline, then the body; without a title the body alone."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = "ar"
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """sha256 of the text, in hex: the same words are the same version."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def day(self) -> str | None:
        """The day of publication as YYYY-MM-DD, or None."""
        return calendar_day(self.published)

    @classmethod
    def from_article(cls, article: dict[str, Any], problems: tuple[Problem, ...] = ()) -> Document:
        """A document from the article form of the contract; all keys but `text` may be missing or None.

        An article without an `id` is named by a digest of its text. A date or a country in another form than the contract's is left out with a problem
        that says so. Raises InputError for an article without text, with something else than text in it, or with an id or outlet of more than 500 characters.
        """
        title, body = article.get("title"), article.get("text")
        if not isinstance(body, str):
            raise InputError("the article has no 'text'" if body is None else f"'text' is {type(body).__name__}, not a string")
        if not isinstance(title, str | None):
            raise InputError(f"'title' is {type(title).__name__}, not a string")
        text = f"{title}\n{body}" if title else body
        name = article.get("id") or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        outlet, url = (str(article[key]) if article.get(key) else None for key in ("outlet", "url"))
        for key, value in (("id", str(name)), ("outlet", outlet)):
            if value and len(value) > _LONGEST:
                raise InputError(f"'{key}' has {len(value):,} characters, and {_LONGEST} at most")
        country, published = article.get("outlet_country") or None, article.get("published") or None
        if country is not None and not (isinstance(country, str) and _COUNTRY.fullmatch(country)):
            problems += (Problem("bad_country", f"the outlet's country {country!r} is not an ISO 3166 alpha-3 code such as SAU: read without one"),)
            country = None
        if published is not None and not (isinstance(published, str) and calendar_day(published)):
            problems += (Problem("bad_date", f"the date {published!r} is not YYYY-MM-DD or an RFC 3339 time: read without one"),)
            published = None
        return cls(str(name), text, title or None, outlet, country, url, published, problems=problems)


@lru_cache(maxsize=1000)
def calendar_day(when: str | None) -> str | None:
    """The day of a date or an RFC 3339 time as YYYY-MM-DD; None when there is none or the calendar does not know it."""
    found = _DAY.match(when or "")
    try:
        return date.fromisoformat(found.group()).isoformat() if found else None
    except ValueError:
        return None


class Actor(NamedTuple):
    """Somebody who acts or speaks. `kind`: person, office, state, organisation or group. `name` is text of the document."""

    id: str
    kind: str
    name: str
    latin: str | None
    country: str | None
    role: str | None
    office: str | None
    mentions: tuple[Span, ...]


class Time(NamedTuple):
    """A date or period in the text. `grain`: day, week, month, quarter or year; `basis`: what the value was reckoned from."""

    start: int
    end: int
    text: str
    value: str
    grain: str
    basis: str


class Statement(NamedTuple):
    """Who said what. `speaker` and `told_by` are ids of actors, `about` ids of contacts."""

    id: str
    speaker: str
    cue: Span
    content: Span
    kind: str
    act: str
    via: str | None
    told_by: tuple[str, ...]
    date: str | None
    about: tuple[str, ...]
    rule: str
    confidence: float


class Claim(NamedTuple):
    """What the text claims of a series of contacts: "the second call since the war began" is rank 2, unit call, since_text."""

    rank: int | None
    last: str | None
    unit: str | None
    since: str | None
    since_text: str | None


class Contact(NamedTuple):
    """One interaction of political actors of different camps. `parties`, `initiator` and `told_by` are ids of actors."""

    id: str
    mode: str
    status: str
    parties: tuple[str, ...]
    initiator: str | None
    date: str | None
    place: str | None
    topics: tuple[Span, ...]
    told_by: tuple[str, ...]
    history: Span | None
    claim: Claim | None
    evidence: Span
    proof: dict[str, Span]
    rule: str
    confidence: float


class Event(NamedTuple):
    """A PLOVER event."""

    id: str
    event: str
    mode: str | None
    context: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str | None
    status: str
    evidence: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Doubt about a document or a part of it: `code` for machines, `message` for people."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document yields, each kind in document order."""

    document: Document
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
