"""Questions that look at many contacts at once: the channel board, the audit, offices, readouts. The rows come from here, the answers from the pure modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, null, or_, select

from qanat.errors import MissingError
from qanat.model import Document, Reading, Span
from qanat.record import frozen
from qanat.record.anchors import SENTENCE_END
from qanat.record.ask import Filters
from qanat.record.channels import Channel, Strand, board
from qanat.record.coverage import Kept, last_day, read_days
from qanat.record.identity import Profile
from qanat.record.keep import among, found, parts
from qanat.record.names import Naming
from qanat.record.offices import OFFICES, Evidence, Given, Office, offices
from qanat.record.readouts import Readouts, readouts
from qanat.record.report import Report
from qanat.record.rows import unpacked
from qanat.record.tables import actors, channels, contact_pairs, documents, people, profiles, readings, reports, versions

_DAY = 10  # characters of a day
_ONE_BY_ONE = 100  # channels up to which each is asked for by itself


# --- channels --------------------------------------------------------------------------------------------------------------------


def channels_(connection: Connection, asked: Filters, as_of: str | None = None, kept: Kept | None = None) -> tuple[tuple[Channel, ...], str | None]:
    """The most used channels (`between`, `country`, `level`, `since`, `until`, `limit` of the filters), and the day up to which silence is counted. `kept`: of
    the days on which outlets were read.
    """
    day = as_of or last_day(connection)
    if day is None:
        return (), None
    strands = list(_strands(connection, asked, connection.execute(_most(asked)).all(), day))
    last: dict[tuple[str, str, str], str] = {}
    for one in strands:
        if one.status == "held" and (reached := one.reached(day)):
            last[one.a, one.b, one.level] = max(reached, last.get((one.a, one.b, one.level), ""))
    read = read_days if kept is None else kept.read_days
    return board(strands, read(connection, {outlet for one in strands for outlet in one.outlets}, min(last.values(), default=day)), day), day


def _most(asked: Filters) -> Select[Any]:
    """The channels with most contacts: of a period they are counted, else their number is known."""
    if asked.since or asked.until:
        p = contact_pairs.c
        lines = select(p.a, p.b, p.level).where(*of_channel(p, asked), *_period(asked)).group_by(p.a, p.b, p.level)
        return lines.order_by(func.count().desc(), p.a, p.b, p.level).limit(asked.limit)
    c = channels.c
    return select(c.a, c.b, c.level).where(*of_channel(c, asked)).order_by(c.contacts.desc(), c.a, c.b, c.level).limit(asked.limit)


def pairs_(connection: Connection, asked: Filters) -> list[tuple[str, str, int]]:
    """Every two camps with the number of their contacts that took place (`level`, `since`, `until` of the filters), those with most first."""
    p = contact_pairs.c
    lines = select(p.a, p.b, func.count()).where(p.status == "held", *of_channel(p, asked), *_period(asked)).group_by(p.a, p.b)
    return [(a, b, number) for a, b, number in connection.execute(lines.order_by(func.count().desc(), p.a, p.b))]


def of_channel(channel: Any, asked: Filters) -> list[ColumnElement[bool]]:
    """Is a row of this channel: `between`, `country`, `level` of the filters."""
    where: list[ColumnElement[bool]] = []
    if asked.between:
        a, b = sorted(asked.between)
        where.append(and_(channel.a == a, channel.b == b))
    if asked.country:
        where.append(or_(channel.a == asked.country, channel.b == asked.country))
    if asked.level:
        where.append(channel.level == asked.level)
    return where


def _period(asked: Filters) -> list[ColumnElement[bool]]:
    p = contact_pairs.c
    return [*([p.since >= asked.since] if asked.since else []), *([p.since <= asked.until] if asked.until else [])]


def _strands(connection: Connection, asked: Filters, chosen: Sequence[Any], as_of: str) -> Iterator[Strand]:
    """The contacts of the chosen channels, those alike together: of few channels one by one, each from one stretch of an index."""
    p = contact_pairs.c
    alike, mark = (p.a, p.b, p.level, p.status, p.starter, p.tellers), p.day + "/" + p.contact
    held, known = p.status == "held", func.length(p.day) == _DAY
    vague = (known, null()), and_(held, p.day != "", p.since <= as_of)  # most have a day: that is asked first
    days = func.aggregate_strings(case((and_(held, known), p.day)), ",")
    last = func.max(case((and_(held, known, p.day <= as_of), mark)))
    ahead = func.min(case((held, null()), (and_(p.day != "", p.day >= func.substr(as_of, 1, func.length(p.day))), mark)))
    marked = (last, ahead, func.max(case(vague[0], (vague[1], p.until))), func.max(case(vague[0], (vague[1], p.since + "/" + mark))))
    lines = select(*alike, func.min(p.contact), func.count(), days, *marked).where(*_period(asked)).group_by(*alike)
    if len(chosen) > _ONE_BY_ONE:
        wanted = {tuple(one) for one in chosen}
        rows = [row for row in connection.execute(lines.where(*of_channel(p, asked))).all() if tuple(row[:3]) in wanted]
    else:
        line = lines.where(*(column == bindparam(f"its_{column.name}") for column in alike[:3]))
        rows = [row for a, b, level in chosen for row in connection.execute(line, {"its_a": a, "its_b": b, "its_level": level}).all()]
    told = _outlets(connection, {tellers: contact for *_, tellers, contact, _, _, _, _, _, _ in rows})
    for a, b, level, status, starter, tellers, _, number, held, *marks in rows:
        yield Strand(a, b, level, status, starter, told[tellers], number, tuple(held.split(",")) if held else (), *marks)


def _outlets(connection: Connection, marks: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The outlets that some marks stand for, each with a contact that they tell of."""
    p = contact_pairs.c
    lines = select(p.tellers, p.outlets).distinct().where(among(p.contact))
    return {tellers: frozen.read(tuple[str, ...], outlets) for tellers, outlets in found(connection, lines, set(marks.values()))}


# --- readings ---------------------------------------------------------------------------------------------------------------------


def readings_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Reading]:
    """Readings by their numbers, in the order asked for."""
    v, g, d = versions.c, readings.c, documents.c
    lines = select(g.n.label("number"), g.body, versions, d.id.label("of")).join(versions, v.n == g.version).join(documents, d.key == v.document)
    found: dict[int, Reading] = {}
    wanted = list(dict.fromkeys(numbers))
    for some in parts(wanted):
        for row in connection.execute(lines.where(g.n.in_(some))).mappings():
            document = Document(row["of"], row["text"], row["title"], row["outlet"], row["outlet_country"], row["url"], row["published"], row["language"])
            found[row["number"]] = unpacked(document, row["body"])
    return {number: found[number] for number in wanted if number in found}


# --- readouts --------------------------------------------------------------------------------------------------------------------


def readouts_(connection: Connection, name: str, naming: Naming) -> tuple[str, Readouts]:
    """Both sides' accounts of a contact, and its id of today."""
    r = reports.c
    contact = connection.execute(select(r.contact).where(r.id == name.removeprefix("k"))).scalar()
    if contact is None:
        raise MissingError(f"{name}: there is no such contact in the record; `qanat contacts` lists them")
    rows = connection.execute(select(r.value, r.reading).where(r.contact == contact, r.current).order_by(r.id)).all()
    told = [frozen.read(Report, value) for value, _ in rows]
    return contact, readouts(told, readings_of(connection, [number for _, number in rows]).values(), naming)


# --- offices ---------------------------------------------------------------------------------------------------------------------


def offices_(connection: Connection, country: str, as_of: str | None, naming: Naming, role: str | None = None) -> tuple[Office, ...]:
    """Who held the offices of a state, with the first and the last sentence that proves it."""
    p, w = profiles.c, people.c
    lines = select(p.value, w.id, w.latin, p.documents, _mention(first=True), _mention(first=False)).join(people, w.id == p.who)
    lines = lines.where(p.country == country, p.role.in_((role,) if role else OFFICES), p.documents > 0, w.kind == "person")
    rows = [(frozen.read(Profile, value), *rest) for value, *rest in connection.execute(lines)]
    shown = _evidence(connection, {name for row in rows for name in row[-2:] if name})
    given = [
        Given(who, one.name, latin, one.role, one.office, naming.words(one.office), shown[first], shown[last], documents)
        for one, who, latin, documents, first, last in rows
        if one.office and one.role and first and last
    ]
    made = offices(country, given, as_of)
    texts = _texts(connection, {one.reading for office in made for tenure in office.tenures for one in (tenure.first, tenure.last)})

    def quoted(one: Evidence) -> Evidence:
        return replace(one, quote=_sentence(texts[one.reading], one.span))

    return tuple(replace(office, tenures=tuple(replace(one, first=quoted(one.first), last=quoted(one.last)) for one in office.tenures)) for office in made)


def _mention(*, first: bool) -> Any:
    """The first, or last, article of today's readings that names somebody as a profile does: the id of the mention."""
    a = actors.c
    order = (a.day, a.id) if first else (a.day.desc(), a.id.desc())
    return select(a.id).where(a.profile == profiles.c.id, a.current, a.day.is_not(None)).order_by(*order).limit(1).scalar_subquery()


def _evidence(connection: Connection, names: Iterable[str]) -> dict[str, Evidence]:
    a, d, found = actors.c, documents.c, dict[str, Evidence]()
    for some in parts(sorted(names)):
        lines = select(a.id, a.office, a.day, d.id, a.start, a.end, a.reading).join(documents, d.key == a.document).where(a.id.in_(some))
        found |= {name: Evidence(title or "", day, of, Span(*span), reading=number) for name, title, day, of, *span, number in connection.execute(lines)}
    return found


def _texts(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in parts(sorted(numbers)):
        lines = select(readings.c.n, versions.c.text).join(versions, versions.c.n == readings.c.version).where(readings.c.n.in_(some))
        found |= dict(connection.execute(lines).all())
    return found


def _sentence(text: str, span: Span) -> str:
    """The sentence in which a span begins."""
    start = max((stop.end() for stop in SENTENCE_END.finditer(text, 0, span.start)), default=0)
    stop = SENTENCE_END.search(text, span.end)
    return text[start : stop.start() if stop else len(text)].strip()
