"""Accounts, sessions, tokens, the audit log. Frozen, as every revision is."""

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, func

revision = "0004"
down_revision = "0003"

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
    "accounts",
    frozen,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False),
)

Table(
    "sessions",
    frozen,
    Column("key", _string(64), primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("ends", BigInteger, nullable=False),
)

Table(
    "tokens",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("key", _string(64), nullable=False, unique=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("ends", BigInteger, nullable=False),
    Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False),
)

Table(
    "attempts",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "key", "at"),
)

Table(
    "audit_log",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("who", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("address", Text),
    Column("what", Text, nullable=False),
    Column("target", Text),
    Column("detail", Text),
    Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False),
)


def upgrade() -> None:
    """All of them."""
    frozen.create_all(op.get_bind())
