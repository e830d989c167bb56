"""The audit log: who did what, when, and from where. Lines are only ever added."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from qanat.record.keep import whole
from qanat.record.tables import audit_log


class By(NamedTuple):
    """Somebody who does something: `via` session, token, machine (nobody needs a password there) or command; `address` from which he asks."""

    who: str
    via: str
    address: str | None = None


def write(connection: Connection, by: By, what: str, target: str | None = None, detail: str | None = None) -> None:
    """Add a line, in the transaction of what it tells of."""
    row = {"who": whole(by.who), "via": by.via, "address": by.address, "what": what, "target": whole(target), "detail": whole(detail)}
    connection.execute(insert(audit_log), row)


def read(connection: Connection, *, limit: int, before: int | None = None) -> list[dict[str, Any]]:
    """Lines, the newest first; those before line `before`."""
    a = audit_log.c
    lines = select(a.n, a.added, a.who, a.via, a.address, a.what, a.target, a.detail).order_by(a.n.desc()).limit(limit)
    if before is not None:
        lines = lines.where(a.n < before)
    return [{**row, "added": row["added"].isoformat(timespec="seconds")} for row in connection.execute(lines).mappings()]
