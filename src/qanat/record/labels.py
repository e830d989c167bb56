"""Articles of which people have looked at every claim, with what they found right: labels by which the reader is measured (`qanat eval`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, or_, select

from qanat.errors import RecordError
from qanat.record import frozen
from qanat.record.ask import Filters
from qanat.record.report import Report
from qanat.record.reviews import items, standing
from qanat.record.tables import documents, reports, reviews, statements, versions

_HEAD, _TAIL = 6, 4  # words by which the content of a statement is told
_WORD = re.compile(r"\S+")
_EDGE = "«»“”\"'.،؛,:؟!"


def labels_(connection: Connection, asked: Filters) -> Iterator[dict[str, Any]]:
    """Articles with labels in the form of labelled sets, by id: `article` and `label`. Of the filters, days of publication and ids of articles."""
    d = documents.c
    if any((asked.of_contacts, asked.actor, asked.country)):
        raise RecordError("labels are of whole articles: of the filters only --since and --until choose them")
    lines = select(d.key).order_by(d.id, d.key)
    if asked.since:
        lines = lines.where(d.day >= asked.since)
    if asked.until:
        lines = lines.where(d.day <= asked.until)
    if asked.ids is not None:
        lines = lines.where(or_(d.id.in_(asked.ids), d.key.in_(asked.ids)))
    begun = _begun(connection, reports) | _begun(connection, statements)
    for key in list(connection.execute(lines).scalars()):
        if key in begun:
            yield from _label(connection, key)


def _begun(connection: Connection, table: Any) -> set[str]:
    """The articles of which a claim was looked at."""
    return set(connection.execute(select(table.c.document).where(table.c.current, table.c.id.in_(select(reviews.c.target)))).scalars())


def _label(connection: Connection, key: str) -> Iterator[dict[str, Any]]:
    """The article with a key, where every claim of it was looked at."""
    r, s, d, v = reports.c, statements.c, documents.c, versions.c
    told = list(connection.execute(select(r.id, r.value).where(r.document == key, r.current).order_by(r.start, r.id)))
    said = list(connection.execute(select(s.id, s.cue_start, s.cue_end).where(s.document == key, s.current).order_by(s.cue_start, s.id)))
    names = [*(name for name, _ in told), *(name for name, _, _ in said)]
    words = standing(connection, names)
    if len(words) < len(names):
        return
    row = connection.execute(select(versions, d.id.label("of")).join(documents, d.version == v.n).where(d.key == key)).mappings().one()
    read = {one["id"]: {**one["read"], **words[one["id"]]["fields"]} for one in items(connection, names) if words[one["id"]]["verdict"] != "rejected"}
    article = {"id": row["of"], **{name: row[name] for name in ("outlet", "outlet_country", "url", "published", "title")}, "text": _body(row)}
    contacts = [_contact(frozen.read(Report, value), read[name]) for name, value in told if name in read]
    utterances = [_statement(read[name], row["text"][start:end]) for name, start, end in said if name in read]
    yield {"article": article, "label": {"id": row["of"], "contacts": contacts, "statements": utterances}}


def _body(row: Any) -> str:
    return str(row["text"].removeprefix(f"{row['title']}\n") if row["title"] else row["text"])


def _contact(told: Report, now: dict[str, Any]) -> dict[str, Any]:
    """A contact as labels have it; what the form of review does not ask for stays as it was read."""
    rest = {"topics": list(told.topics), "reported_by": [one.name for one in told.told_by], "history": told.history, "evidence": told.quote}
    return {**now, **rest}


def _statement(now: dict[str, Any], cue: str) -> dict[str, Any]:
    words = [one.span() for one in _WORD.finditer(now["content"])]
    head = now["content"][: words[:_HEAD][-1][1]] if words else ""
    tail = now["content"][words[-_TAIL:][0][0] :] if words else ""
    rest = {name: now[name] for name in ("kind", "via", "act")}
    return {"speaker": now["speaker"], "cue": cue, "head": head.strip(_EDGE), "tail": tail.strip(_EDGE), **rest}
