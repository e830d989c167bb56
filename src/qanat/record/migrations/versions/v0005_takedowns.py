"""Takedowns. Frozen, as every revision is."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, Table

from qanat.record.migrations.frozen import Text, added, string, tables

revision = "0005"
down_revision = "0004"

frozen = tables()

Table(
    "takedowns",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", string(17), nullable=False),
    Column("names", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("lifted", Boolean, nullable=False),
    added(),
)


def upgrade() -> None:
    """The table."""
    frozen.create_all(op.get_bind())
