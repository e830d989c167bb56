"""What the boards count, kept as it comes: contacts of each channel, documents of each day, days of each month on which an outlet was read. Frozen."""

from alembic import op
from sqlalchemy import Column, Index, Integer, Table, text

from qanat.record.migrations.frozen import Text, string, tables

revision = "0003"
down_revision = "0002"

frozen = tables()

Table(
    "channels",
    frozen,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("contacts", Integer, nullable=False),
    Index(None, "contacts"),
    Index(None, "b", "a", "level"),
    sqlite_with_rowid=False,
)

Table(
    "days",
    frozen,
    Column("day", string(10), primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

Table(
    "months",
    frozen,
    Column("outlet", Text, primary_key=True),
    Column("month", string(7), primary_key=True),
    Column("first", string(10), nullable=False),
    Column("days", Integer, nullable=False),
    sqlite_with_rowid=False,
)

READ = "SELECT outlet, day FROM coverage WHERE documents > 0 UNION SELECT outlet, day FROM looks WHERE read > 0"
FILL = (
    "INSERT INTO channels SELECT a, b, level, count(*) FROM contact_pairs GROUP BY a, b, level",
    "INSERT INTO days SELECT day, count(*) FROM documents WHERE day IS NOT NULL GROUP BY day",
    f"INSERT INTO months SELECT outlet, substr(day, 1, 7), min(day), count(*) FROM ({READ}) AS days GROUP BY outlet, substr(day, 1, 7)",
)


def upgrade() -> None:
    """The tables, filled, and the indexes."""
    frozen.create_all(op.get_bind())
    for line in FILL:
        op.execute(line)
    op.drop_index("ix_contact_pairs_level_a_b_since", "contact_pairs")
    op.drop_index("ix_contact_pairs_board", "contact_pairs")
    op.create_index("ix_contact_pairs_board", "contact_pairs", ["a", "b", "level", "status", "starter", "outlets", "since", "day", "contact"])
    read = text("documents > 0")
    op.create_index("ix_coverage_read", "coverage", ["outlet", "day"], sqlite_where=read, postgresql_where=read)
