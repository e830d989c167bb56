"""A contact of which only a month or a year is told is counted on no day; who took part and who told stand as marks, small enough for an index. Frozen."""

import hashlib
from itertools import groupby
from typing import Any

from alembic import op
from sqlalchemy import Column, text

from qanat.record.migrations.frozen import string

revision = "0007"
down_revision = "0006"

COLUMNS = {
    "contacts": ("faces",),
    "contact_parties": ("mode", "status", "level"),
    "contact_pairs": ("until", "tellers"),
}
LENGTHS = {"until": 10, "tellers": 16}
SEEN = "SELECT min(r.day) FROM reports r WHERE r.contact = contacts.id AND r.current AND r.status = 'held' AND r.day IS NOT NULL"
FILL = (
    f"UPDATE contacts SET until = CASE WHEN ({SEEN}) < since THEN since ELSE ({SEEN}) END WHERE status = 'held' AND length(date) < 10 AND ({SEEN}) < until",
    "UPDATE contact_parties SET mode = c.mode, status = c.status, level = c.level FROM contacts c WHERE c.id = contact_parties.contact",
    "UPDATE contact_pairs SET until = c.until, day = CASE WHEN length(c.date) < 10 THEN c.date ELSE day END FROM contacts c WHERE c.id = contact_pairs.contact",
)
_LOT = 1_000


def upgrade() -> None:
    """The columns, filled, and the indexes."""
    for table, columns in COLUMNS.items():
        for name in columns:
            op.add_column(table, Column(name, string(LENGTHS.get(name)), nullable=False, server_default=text("''")))
    for line in FILL:
        op.execute(line)
    named = "SELECT contact, name, latin, country, role, kind FROM contact_parties ORDER BY contact, position"
    sides = groupby(op.get_bind().execute(text(named)), key=lambda row: row[0])
    _set("UPDATE contacts SET faces = :mark WHERE id = :of", [{"of": contact, "mark": " ".join(_key(*row[1:]) for row in rows)} for contact, rows in sides])
    told = op.get_bind().execute(text("SELECT contact, a, b, outlets FROM contact_pairs")).all()
    marks = [{"of": contact, "a": a, "b": b, "mark": _key(outlets)} for contact, a, b, outlets in told]
    _set("UPDATE contact_pairs SET tellers = :mark WHERE contact = :of AND a = :a AND b = :b", marks)
    op.drop_index("ix_contact_parties_country_since_contact", "contact_parties")
    op.create_index("ix_contact_parties_country", "contact_parties", ["country", "since", "contact", "mode", "status", "level"])
    op.drop_index("ix_contact_pairs_board", "contact_pairs")
    op.create_index("ix_contact_pairs_board", "contact_pairs", ["a", "b", "level", "status", "starter", "tellers", "since", "until", "day", "contact"])


def _set(line: str, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _LOT):
        op.get_bind().execute(text(line), rows[start : start + _LOT])


def _key(*parts: object) -> str:
    """As the record marks values."""
    mark = "\x1f".join("\x1e" if part is None else str(part) for part in parts)
    return hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:16]
