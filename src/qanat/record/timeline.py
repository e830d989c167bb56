"""How many contacts there were in each month, or on each day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from qanat.model import STATUSES
from qanat.record.ask import Filters, contact_lines
from qanat.record.names import Naming
from qanat.record.tables import contacts

UNITS = ("month", "day")


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
