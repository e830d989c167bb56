"""Accounts, sessions, tokens, the audit log. Frozen, as every revision is."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from qanat.record.migrations.frozen import Text, added, string, tables

revision = "0004"
down_revision = "0003"

frozen = tables()

Table(
    "accounts",
    frozen,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    added(),
)

Table(
    "sessions",
    frozen,
    Column("key", string(64), primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("ends", BigInteger, nullable=False),
)

Table(
    "tokens",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("key", string(64), nullable=False, unique=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("ends", BigInteger, nullable=False),
    added(),
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
    added(),
)


def upgrade() -> None:
    """All of them."""
    frozen.create_all(op.get_bind())
