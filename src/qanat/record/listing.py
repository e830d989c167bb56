"""Documents, outlets and events of the record, as rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal, select, union_all

from qanat.record.ask import Filters
from qanat.record.tables import coverage, documents, events, looks, outlets, readings, reports, versions

_CHUNK = 500


def documents_(connection: Connection, asked: Filters) -> Iterator[dict[str, Any]]:
    """The articles without their texts, by day and id."""
    d, v, r = documents.c, versions.c, readings.c
    where = _days(d.day, asked)
    lines = select(documents, v.language, r.reader, v.added).join(versions, v.n == d.version).join(readings, r.n == d.reading).where(*where)
    for row in connection.execution_options(yield_per=_CHUNK).execute(lines.order_by(d.day.is_(None), d.day, d.key)).mappings():
        named = ("id", "outlet", "outlet_country", "url", "published", "title", "language", "digest", "reader")
        yield {**{name: row[name] for name in named}, "read": row["added"].date().isoformat()}


def outlets_(connection: Connection) -> Iterator[dict[str, Any]]:
    """The outlets of which something was read: the first day and the last, on how many days, how many articles; those with most first."""
    c = coverage.c
    counted = func.sum(c.documents).label("documents")
    lines = select(c.outlet, func.min(c.day).label("first"), func.max(c.day).label("last"), func.count().label("days"), counted)
    for row in connection.execute(lines.where(c.documents > 0).group_by(c.outlet).order_by(counted.desc(), c.outlet)).mappings():
        yield {**row, "documents": int(row["documents"])}  # a sum is a Decimal in PostgreSQL


def coverage_(connection: Connection, asked: Filters) -> Iterator[dict[str, Any]]:
    """The days on which each outlet was read, with the number of its articles: none where it was looked at and had nothing."""
    c, k = coverage.c, looks.c
    there = select(c.outlet, c.day, c.documents).where(c.documents > 0, *_days(c.day, asked))
    seen = select(k.outlet, k.day, literal(0)).where(k.read > 0, *_days(k.day, asked))
    both = union_all(there, seen).subquery()
    lines = select(both.c.outlet, outlets.c.country, both.c.day, func.sum(both.c.documents)).outerjoin(outlets, outlets.c.name == both.c.outlet)
    order = (both.c.outlet, both.c.day)
    for outlet, country, day, number in connection.execute(lines.group_by(*order, outlets.c.country).order_by(*order)):
        yield {"outlet": outlet, "country": country, "day": day, "documents": int(number)}


def events_(connection: Connection, asked: Filters) -> Iterator[dict[str, Any]]:
    """The events, by day and id; of the reports of one contact, one event."""
    e, d = events.c, documents.c
    where: list[ColumnElement[bool]] = [e.current, *_days(e.since, asked)]
    lines = select(events, d.id.label("of"), d.outlet, d.url, d.published, d.digest, reports.c.contact).join(documents, d.key == e.document)
    lines = lines.outerjoin(reports, reports.c.id == e.report).where(*where).order_by(e.since.is_(None), e.since, e.id)
    seen: set[str] = set()
    for row in connection.execution_options(yield_per=_CHUNK).execute(lines).mappings():
        if row["contact"]:
            if row["contact"] in seen:
                continue
            seen.add(row["contact"])
        sides = {side: json.loads(row[side]) for side in ("actor", "recipient")}
        if asked.country and not any(one["country"] == asked.country for side in sides.values() for one in side):
            continue
        yield {
            **{
                name: row[name]
                for name in ("id", "event", "mode", "context", "status", "date", "since", "contact", "outlet", "url", "published", "digest", "quote")
            },
            **sides,
            "document": row["of"],
            "evidence": [row["start"], row["end"]],
        }


def _days(column: Any, asked: Filters) -> list[ColumnElement[bool]]:
    where = []
    if asked.since:
        where.append(column >= asked.since)
    if asked.until:
        where.append(column <= asked.until)
    return where


KINDS: dict[str, Callable[[Connection, Filters], Iterator[dict[str, Any]]]] = {"documents": documents_, "events": events_, "coverage": coverage_}
