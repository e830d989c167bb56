"""What people say of single claims: a report of a contact, or a statement, is accepted, rejected, or given other values. Nothing of what was read is
changed by it: their words stand beside it, each with its author and day, and an undone one stays in the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, and_, insert, literal, or_, select

from qanat.errors import MissingError, RecordError
from qanat.record import frozen, log
from qanat.record.corrections import corrected
from qanat.record.keep import parts
from qanat.record.log import By
from qanat.record.report import Report
from qanat.record.tables import contact_parties, contacts, documents, readings, reports, reviews, statements, versions

if TYPE_CHECKING:
    from qanat.record.store import Record

VERDICTS = ("accepted", "rejected", "corrected")
UNDONE = "undone"
KINDS = ("contact", "statement")
STATES = ("waiting", *VERDICTS)
_AROUND = 400  # code points of the text on each side of a claim


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims are wanted: of a `kind` (all kinds: None), in a `state`; `country`, `since`, `until` (days), `mode` and `status` of contacts, `act` of
    statements, `document` by its id.
    """

    kind: str | None = None
    state: str = "waiting"
    country: str | None = None
    since: str | None = None
    until: str | None = None
    mode: str | None = None
    status: str | None = None
    act: str | None = None
    document: str | None = None


class Reviews:
    """The reviews of a record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def queue(self, wanted: Wanted, *, limit: int, after: tuple[float, str] | None = None) -> list[dict[str, Any]]:
        """The claims that are wanted, the least sure first; `after`: those behind the confidence and id of one."""
        with self.record.view() as connection:
            found: list[tuple[float, str]] = []
            for kind in KINDS if wanted.kind is None else (wanted.kind,):
                lines = _SELECT[kind](wanted)
                if lines is not None:
                    found += [(sure, name) for sure, name in connection.execute(_behind(lines, kind, after).limit(limit))]
            made = items(connection, [name for _, name in sorted(found)[:limit]])
        return self.record.veiled(made)

    def item(self, target: str) -> dict[str, Any]:
        """One claim by its id, with the text around it (`before`, `after`) and all that people said of it (`history`)."""
        with self.record.view() as connection:
            (made,) = items(connection, [_known(connection, target)])
            text = _text(connection, target)
            start, end = made["span"]
            around = {"before": text[max(0, start - _AROUND) : start], "after": text[end : end + _AROUND]}
            told = {**made, **around, "history": _history(connection, target, made["read"])}
        return self.record.veiled(told)

    def say(self, target: str, verdict: str, *, fields: dict[str, Any] | None = None, by: By) -> None:
        """A person's word on a claim. `fields`: of a correction, the values of the claim as they should be; those that differ from what was read are kept."""
        if verdict not in VERDICTS:
            raise RecordError(f"{verdict}: must be one of {', '.join(VERDICTS)}")
        with self.record.view() as connection:
            (item,) = items(connection, [_known(connection, target)])
            kept = corrected(item["kind"], item["read"], fields or {}, _text(connection, target)) if verdict == "corrected" else None
        row = {"target": target, "verdict": verdict, "fields": kept and json.dumps(kept, ensure_ascii=False), "by": by.who}

        def write(connection: Connection) -> None:
            connection.execute(insert(reviews), row)
            log.write(connection, by, f"review {verdict}", target)

        self.record.change(write)

    def undo(self, *, by: By) -> str:
        """Take back the last word of somebody that holds; returns the claim that it was about."""

        def write(connection: Connection) -> str:
            v = reviews.c
            last = connection.execute(select(v.n, v.target).where(v.by == by.who, *_holds(v)).order_by(v.n.desc()).limit(1)).first()
            if last is None:
                raise MissingError("there is nothing of yours to undo")
            connection.execute(insert(reviews), {"target": last.target, "verdict": UNDONE, "undoes": last.n, "by": by.who})
            log.write(connection, by, "review undone", last.target)
            return str(last.target)

        return self.record.change(write)

    def recent(self, *, limit: int, before: int | None = None) -> list[dict[str, Any]]:
        """What people said, the newest first; what they said before number `before`."""
        v = reviews.c
        lines = select(reviews).order_by(v.n.desc()).limit(limit)
        with self.record.view() as connection:
            rows = connection.execute(lines if before is None else lines.where(v.n < before)).mappings().all()
            claims = {one["id"]: one for one in items(connection, list(dict.fromkeys(row["target"] for row in rows)))}
            told = {name: {one["n"]: one for one in _history(connection, name, item["read"])} for name, item in claims.items()}
        return self.record.veiled([{**told[row["target"]][row["n"]], "item": claims[row["target"]]} for row in rows if row["target"] in claims])


def standing(connection: Connection, targets: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The word of people that holds of each claim, where there is one: `verdict`, `fields` of a correction, `by`, `on` (the day)."""
    v, out = reviews.c, {}
    for some in parts(sorted(targets)):
        lines = select(v.target, v.verdict, v.fields, v.by, v.added).where(v.target.in_(some), *_holds(v)).order_by(v.n)
        for target, verdict, fields, by, added in connection.execute(lines):
            out[target] = {"verdict": verdict, "fields": json.loads(fields) if fields else {}, "by": by, "on": added.date().isoformat()}
    return out


def _holds(v: Any) -> tuple[ColumnElement[bool], ...]:
    """Is it a word on a claim, and not undone?"""
    undoing = reviews.alias().c
    return v.verdict != UNDONE, ~select(undoing.n).where(undoing.undoes == v.n).exists()


# --- which claims ------------------------------------------------------------------------------------------------------------------


def _reports(wanted: Wanted) -> Any:
    r, p, c = reports.c, contact_parties.c, contacts.c
    if wanted.act:
        return None
    lines = select(r.confidence, r.id).where(r.current, r.confidence.is_not(None), *_in_state(wanted.state, r.id))
    if wanted.country:
        lines = lines.where(select(p.contact).where(p.contact == r.contact, p.country == wanted.country).exists())
    if wanted.mode:
        lines = lines.where(select(c.id).where(c.id == r.contact, c.mode == wanted.mode).exists())
    return lines.where(*_common(wanted, r.document, r.day, (r.status, wanted.status)))


def _statements(wanted: Wanted) -> Any:
    s = statements.c
    if wanted.mode or wanted.status:
        return None
    lines = select(s.confidence, s.id).where(s.current, s.confidence.is_not(None), *_in_state(wanted.state, s.id))
    return lines.where(*_common(wanted, s.document, s.since, (s.country, wanted.country), (s.act, wanted.act)))


_SELECT = {"contact": _reports, "statement": _statements}


def _common(wanted: Wanted, document: Any, day: Any, *equal: tuple[Any, str | None]) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [column == value for column, value in equal if value]
    if wanted.since:
        where.append(day >= wanted.since)
    if wanted.until:
        where += [day <= wanted.until, day != ""]
    if wanted.document:
        d = documents.c
        where.append(document.in_(select(d.key).where(or_(d.id == wanted.document, d.key == wanted.document))))
    return where


def _in_state(state: str, target: Any) -> list[ColumnElement[bool]]:
    v, later = reviews.alias().c, reviews.alias().c
    if state == "waiting":
        return [~select(v.n).where(v.target == target, *_holds(v)).exists()]
    newer = select(later.n).where(later.target == v.target, later.n > v.n, *_holds(later)).exists()
    return [select(v.n).where(v.target == target, v.verdict == state, *_holds(v), ~newer).exists()]


def _behind(lines: Any, kind: str, after: tuple[float, str] | None) -> Any:
    t = (reports if kind == "contact" else statements).c
    if after is not None:
        sure, name = after
        lines = lines.where(t.confidence >= sure, or_(t.confidence > sure, and_(t.confidence == sure, t.id > literal(name))))
    return lines.order_by(t.confidence, t.id)


# --- what they are -----------------------------------------------------------------------------------------------------------------


def _known(connection: Connection, target: str) -> str:
    table = statements if target[:1] == "s" else reports
    if connection.execute(select(table.c.id).where(table.c.id == target)).first() is None:
        raise MissingError(f"{target}: there is no such report or statement in the record")
    return target


def _text(connection: Connection, target: str) -> str:
    """The text of the version that the claim was read of."""
    table = (statements if target[:1] == "s" else reports).c
    lines = select(versions.c.text).join(readings, readings.c.version == versions.c.n).join(table.id.table, table.reading == readings.c.n)
    return str(connection.execute(lines.where(table.id == target)).scalar_one())


def items(connection: Connection, names: Sequence[str]) -> list[dict[str, Any]]:
    """Claims in the order of their ids given: what was read (`read`), where it stands, and the word on it that holds (`review`)."""
    made: dict[str, dict[str, Any]] = {}
    r, s, d = reports.c, statements.c, documents.c
    of = (d.id.label("of"), d.outlet, d.published, d.title)
    for some in parts(list(names)):
        for row in connection.execute(select(r.id, r.value, r.contact, r.confidence, *of).join(documents, d.key == r.document).where(r.id.in_(some))):
            told = frozen.read(Report, row.value)
            made[row.id] = {**_form(row, "contact", (told.evidence.start, told.evidence.end), told.quote), "contact": row.contact, "read": _contact(told)}
        for row in connection.execute(select(statements, *of).join(documents, d.key == s.document).where(s.id.in_(some))):
            read = {"speaker": row.name, "act": row.act, "kind": row.kind, "via": row.via, "date": row.date, "content": row.quote}
            made[row.id] = {**_form(row, "statement", (row.start, row.end), row.quote), "contact": None, "read": read}
    held = standing(connection, made)
    return [{**made[name], "review": held.get(name)} for name in names if name in made]


def _form(row: Any, kind: str, span: tuple[int, int], quote: str) -> dict[str, Any]:
    of = {"document": row.of, "outlet": row.outlet, "published": row.published, "title": row.title}
    return {"id": row.id, "kind": kind, "confidence": row.confidence, **of, "span": list(span), "quote": quote}


def _contact(told: Report) -> dict[str, Any]:
    parties = [{"name": one.name, "country": one.country, "role": one.role} for one in told.parties]
    return {"mode": told.mode, "status": told.status, "date": told.date, "place": told.place, "initiator": told.initiator, "parties": parties}


def _history(connection: Connection, target: str, read: dict[str, Any]) -> list[dict[str, Any]]:
    """All that people said of a claim, the oldest first; `changes`: what a correction made of each value, as (before, after)."""
    v = reviews.c
    rows = connection.execute(select(reviews).where(v.target == target).order_by(v.n)).mappings().all()
    undone = {row["undoes"] for row in rows}
    out, values = [], dict(read)
    for row in rows:
        given = json.loads(row["fields"]) if row["fields"] else {}
        now = {**read, **given}
        changes = {name: [values[name], now[name]] for name in read if values[name] != now[name]} if row["verdict"] == "corrected" else {}
        if row["n"] not in undone and row["verdict"] != UNDONE:
            values = now
        told = {name: row[name] for name in ("n", "target", "verdict", "by", "undoes")}
        out.append({**told, "on": row["added"].date().isoformat(), "undone": row["n"] in undone, "changes": changes})
    return out
