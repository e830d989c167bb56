"""Takedowns. Frozen, as every revision is."""

from typing import Any

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, String, Table, func

revision = "0005"
down_revision = "0004"

frozen = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _string(length: int | None = None) -> Any:
    return String(length).with_variant(String(length, collation="C"), "postgresql")


Text = _string()

Table(
    "takedowns",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", _string(17), nullable=False),
    Column("names", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("lifted", Boolean, nullable=False),
    Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False),
)


def upgrade() -> None:
    """The table."""
    frozen.create_all(op.get_bind())
