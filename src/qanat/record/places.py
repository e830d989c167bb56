"""Where contacts took place: the places that articles name, told apart by what the language knows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, case, func, select

from qanat.record.ask import Filters, contact_lines
from qanat.record.names import Naming
from qanat.record.tables import contacts


def places_(connection: Connection, asked: Filters, naming: Naming) -> list[dict[str, Any]]:
    """The places of the contacts asked for, those with most first: `id` and `kind` as the language has them (None for a place that it does not know), `name`,
    `latin`, `country`, `contacts` how many there were, `last` the date of the last (day, month or year) and `until` the last day on which that may have been.
    The row without a name holds the contacts of which no place is told.
    """
    c = contacts.c
    lines = select(c.place, func.count(), func.max(c.date), func.max(case((c.date.is_not(None), c.until))))
    if asked != Filters():
        chosen = contact_lines(connection, replace(asked, limit=None), naming).order_by(None).subquery()
        lines = lines.join(chosen, chosen.c[0] == c.id)
    out: dict[tuple[str | None, str | None], dict[str, Any]] = {}
    for written, number, last, until in connection.execute(lines.group_by(c.place)):
        where = naming.where(written) if written else None
        told = where or (None, None, written, None, None)
        row = out.setdefault(told[:3:2], {**dict(zip(_TOLD, told, strict=True)), "contacts": 0, "last": None, "until": None})
        row["contacts"] += number
        row["last"] = max(filter(None, (row["last"], last)), default=None)
        row["until"] = max(filter(None, (row["until"], until)), default=None)
    return sorted(out.values(), key=lambda row: (-row["contacts"], row["name"] or "", row["id"] or ""))


_TOLD = ("id", "kind", "name", "latin", "country")
