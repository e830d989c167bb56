"""How many contacts there were in each month, or on each day; how many statements on each day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from qanat.model import STATUSES
from qanat.record.ask import Filters, contact_lines, statement_lines
from qanat.record.names import Naming
from qanat.record.search import Speller, holds
from qanat.record.tables import contacts, statements


def timeline_(connection: Connection, asked: Filters, unit: str, naming: Naming | None) -> list[dict[str, Any]]:
    """The number of contacts by status in each period in which there were any, the first first: `period` (2022-10, 2022-10-21), `contacts`, and each status.
    Contacts without a day count in no day, those without any date nowhere.
    """
    c = contacts.c
    period = func.substr(c.since, 1, 7) if unit == "month" else c.date
    lines = select(period, c.status, func.count()).where(c.since != "" if unit == "month" else func.length(c.date) == len("2022-10-21"))
    if asked != Filters():
        chosen = contact_lines(connection, replace(asked, limit=None), naming).order_by(None).subquery()
        lines = lines.join(chosen, chosen.c[0] == c.id)
    if unit == "day" and asked.since and asked.until:  # a month that is told touches its neighbours
        lines = lines.where(c.date.between(asked.since, asked.until))
    out: dict[str, dict[str, Any]] = {}
    for when, status, number in connection.execute(lines.group_by(period, c.status).order_by(period)):
        row = out.setdefault(when, {"period": when, "contacts": 0, **dict.fromkeys(STATUSES, 0)})
        row[status] = number
        row["contacts"] += number
    return list(out.values())


def said_(connection: Connection, asked: Filters, naming: Naming | None, speller: Speller | None) -> dict[str, Counter[str]]:
    """The number of statements by act on each day, the first first: the day of what was said, else that of publication. Those without either are on none."""
    s = statements.c
    wanted = statement_lines(connection, asked, naming, speller)
    lines = wanted.where(s.id == wanted.selected_columns[0], s.since != "").order_by(None).with_only_columns(s.since, s.act, func.count())
    out: dict[str, Counter[str]] = {}
    if asked.words and speller is not None:  # they must stand in the statement, not just in its document
        found = connection.execute(lines.with_only_columns(s.since, s.act, s.quote).order_by(s.since))
        counted = ((day, act, 1) for day, act, quote in found if holds(quote, asked.words, speller))
    else:
        counted = ((day, act, number) for day, act, number in connection.execute(lines.group_by(s.since, s.act).order_by(s.since)))
    for day, act, number in counted:
        out.setdefault(day, Counter())[act] += number
    return out
