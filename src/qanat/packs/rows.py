"""The rows of a pack: one frozen type a table, read from TOML or TSV and checked on the way in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from qanat.errors import PackError

_ID = re.compile(r"[A-Za-z0-9_.\-]+")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SHOWN = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Country:
    """A state: press names, adjective (masculine singular), irregular plurals of its people."""

    id: str
    names: tuple[str, ...]
    adjective: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    latin: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A capital or palace that stands for a state, a city or a region (`stands`)."""

    id: str
    names: tuple[str, ...]
    country: str = ""
    stands: str = "city"
    latin: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, movement or medium. `kind`: io bloc region ministry parliament army party movement agency paper broadcaster site organisation public."""

    id: str
    names: tuple[str, ...]
    kind: str
    country: str = ""
    adjective: tuple[str, ...] = ()
    latin: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person known by name; the first name is the fullest. `held`: offices with their dates, "role since until", the last without an end."""

    id: str
    names: tuple[str, ...]
    latin: str = ""
    country: str = ""
    example: str = ""
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A word of personal names; `also_word` = "1": also an ordinary word."""

    word: str
    also_word: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The noun with which an office begins (وزير). `country`: whom it serves where nothing else is said; `sovereign`: as a title it makes its
    bearer head of state (الملك محمد السادس). `otherwise`: its role for a complement that is no state (رئيس النشاط). Role "private": none.
    """

    lemma: str
    role: str
    otherwise: str = ""
    feminine: str | None = None
    plural: tuple[str, ...] = ()
    alone: bool = False
    deputises: bool = False
    scope: str = "state"
    country: str = ""
    sovereign: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A head with the words right after it that make the role more exact. `body`: the id of the body that it serves."""

    id: str
    head: str
    of: tuple[str, ...]
    role: str
    country: str = ""
    body: str = ""
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyNoun:
    """A noun that begins the description of a body, group or unnamed source. `kind`: organ body medium group source document.

    `alone`: may stand without a complement; `strict`: also a verbal noun (تنظيم), so only a definite or known complement counts;
    `camp`: a side of its own in politics (a party, a union, an opposition); `private`: of no side (a company, a club);
    `business`: those who serve it have no public role; `adjective`: also one (العلاقات الخارجية), after a definite noun.
    """

    lemma: str
    kind: str
    plural: tuple[str, ...] = ()
    alone: bool = False
    strict: bool = False
    camp: bool = False
    private: bool = False
    business: bool = False
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """Words before or after a name that are no office: honorific, rank, noble, prayer."""

    id: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb of saying. `takes`: how its content follows: that, colon, quote, object, stance (only a noun of what one stands for), or prepositions.

    `close`: also another word (بين, زاد), a cue only where the content follows its subject at once. `carried`: a cue only before
    "in a statement" and the like, of whoever spoke last (وجاء في البيان). `needs`: words of which one must be said (حمّله مسؤولية).
    `naming`: prepositions before what the verb calls its object, when that is a pronoun (وصفه ب). `relay`: whose words they are stands after it (نقل عن).
    `personal`: a cue only of persons, others only think so (يرى). `seems`: its present is a passive as well, where no clause follows (يعتبر).
    `expresses`: its act is that of what it expresses (أعرب عن قلقه), `act` where that is not known.
    """

    id: str
    past: str
    present: str
    act: str
    takes: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    participle: str = ""
    close: bool = False
    carried: bool = False
    needs: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    relay: tuple[str, ...] = ()
    expresses: bool = False
    personal: bool = False
    seems: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActWords:
    """Words of a content that say what act it is, when they stand among its first `reach` words.

    `then`: only before one of these words; `verbs`: only after these verbs of saying.
    """

    id: str
    act: str
    words: tuple[str, ...]
    reach: int = 2
    then: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meet:
    """A verb that tells of a contact by itself. `with_`: how the other side follows ("object" or prepositions); `needs`: words of which one must follow."""

    id: str
    past: str
    present: str
    mode: str
    with_: tuple[str, ...]
    initiator: str = "none"
    visit: bool = False
    travel: bool = False
    needs: tuple[str, ...] = ()
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """A noun of a contact. `needs`: words of which one must be near; `call_with`: words that make it a call; `press`: words that make it a press conference."""

    id: str
    lemma: str
    mode: str
    plural: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    from_: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    call_with: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    visit: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """A verb that tells of a contact together with its noun. `initiator`: subject, from (whoever stands after "from"), or none.

    `attends`: its subject is present, and a party only of a conference. `gathers`: its objects are the parties ("لقاء جمع الوزيرين").
    `mode`: the only way of contact of which it tells (حمل رسالة).
    """

    id: str
    past: str
    present: str
    initiator: str = "none"
    mode: str = ""
    attends: bool = False
    gathers: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """A verb for what two do with one another (agree, exchange): its subject may name both sides of a contact."""

    id: str
    past: str
    present: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month by all its names; `calendar`: gregorian or hijri."""

    id: str
    number: int
    names: tuple[str, ...]
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday; `number` 1 (Monday) to 7."""

    id: str
    number: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relative:
    """A day reckoned from the day of publication."""

    id: str
    offset: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the year, from its first month to its last."""

    id: str
    first: int
    last: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of every year that has a name; `calendar`: gregorian or hijri."""

    id: str
    month: int
    day: int
    names: tuple[str, ...]
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True)
class Lasting:
    """A verb of what lasts (live, have become): "today" with it means these days."""

    id: str
    past: str
    present: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its forms for one, two and more."""

    id: str
    one: tuple[str, ...]
    two: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """Words that move a period: `sign` -1 past, 0 current, 1 next."""

    id: str
    sign: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number word."""

    id: str
    number: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one use."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Words that say that a contact is planned, proposed or refused, `before` its noun or verb or `after` it; `negated`: what they say after a negation."""

    id: str
    where: str
    words: tuple[str, ...]
    status: str = ""
    negated: str = ""


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Words that count contacts; rank 0 is the last one."""

    id: str
    rank: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """Phrases by which a line of a page is told to be no part of the article.

    `where`: line, start, end or word (see furniture.toml); `most`: words of such a line.
    """

    id: str
    where: str
    words: tuple[str, ...]
    most: int = 25
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """How much something that can be seen of a claim speaks for it (in log odds); written by `bench/calibrate.py`."""

    id: str
    weight: float


Row = TypeVar("Row")


def read_tsv(path: Traversable, kind: type[Row]) -> tuple[Row, ...]:
    """The rows of a tab-separated table with a header line; `|` parts the alternatives of a field that is a tuple."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t") if lines else []
    _known(path.name, "header", header, kind)
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            cells = line.split("\t")
            if len(cells) > len(header):
                raise PackError(f"{path.name} line {number}: {len(cells)} fields, the header has {len(header)}")
            rows.append(_make(path.name, f"line {number}", dict(zip(header, cells, strict=False)), kind))
    return _unique(path.name, rows)


def read_toml(path: Traversable, table: str, kind: type[Row]) -> tuple[Row, ...]:
    """The rows `[[table]]` of a TOML file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path.name}: not TOML: {error}") from None
    return _unique(
        path.name, [_make(path.name, str(row.get("id") or row.get("lemma") or f"{table} {n}"), row, kind) for n, row in enumerate(data.get(table, []), 1)]
    )


def _make(file: str, where: str, cells: dict[str, Any], kind: type[Row]) -> Row:
    _known(file, where, cells, kind)
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]
        value = cells.get(field.name.rstrip("_"))
        if value in (None, ""):
            if field.default is MISSING and field.default_factory is MISSING:
                raise PackError(f"{file}: {where}: '{field.name}' is missing")
            if value is None:
                continue
        if str(field.type).startswith("tuple"):
            value = tuple(part for part in value.split("|") if part) if isinstance(value, str) else tuple(value)
        for text in _texts(value):
            _spelled(file, where, text)
        values[field.name] = value
    if "id" in values and not _ID.fullmatch(values["id"]):
        raise PackError(f"{file}: {where}: id {values['id']!r} is not plain ASCII")
    return kind(**values)


def _known(file: str, where: str, keys: Iterable[str], kind: type) -> None:
    unknown = [key for key in keys if key not in {f.name.rstrip("_") for f in fields(kind)}]
    if unknown:
        raise PackError(f"{file}: {where}: unknown key {', '.join(map(repr, unknown))}; known: {', '.join(f.name for f in fields(kind))}")


def _unique(file: str, rows: list[Row]) -> tuple[Row, ...]:
    seen: set[str] = set()
    for row in rows:
        name = getattr(row, "id", None)
        if name in seen:
            raise PackError(f"{file}: {name}: two rows have this id")
        if name:
            seen.add(name)
    return tuple(rows)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _texts(part)


def _spelled(file: str, where: str, text: str) -> None:
    for found in (_HIDDEN.search(text), _SHOWN.search(text)):
        if found:
            raise PackError(f"{file}: {where}: {unicodedata.name(found.group(), hex(ord(found.group())))} in {text!r}: write plain letters")
