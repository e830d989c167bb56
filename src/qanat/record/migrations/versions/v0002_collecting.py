"""What is collected from the web, and prints of texts. Frozen, as every revision is."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from qanat.record.migrations.frozen import Text, added, string, tables

revision = "0002"
down_revision = "0001"

frozen = tables()

Table(
    "text_prints",
    frozen,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

Table(
    "followed",
    frozen,
    Column("outlet", Text, primary_key=True),
    Column("card", Text),
    Column("enabled", Boolean, nullable=False),
    added(),
)

Table(
    "feeds",
    frozen,
    Column("address", Text, primary_key=True),
    Column("outlet", Text, ForeignKey("followed.outlet"), nullable=False, index=True),
    Column("parent", Text),
    Column("kind", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("read", Text),
    Column("entries", Integer, nullable=False),
    Column("newest", string(10)),
    Column("failures", Integer, nullable=False),
    Column("reason", Text),
)

Table(
    "finds",
    frozen,
    Column("key", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("outlet", Text, ForeignKey("followed.outlet"), nullable=False),
    Column("published", Text),
    Column("updated", Text),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("etag", Text),
    Column("modified", Text),
    Index(None, "state", "outlet", "published"),
)

Table(
    "looks",
    frozen,
    Column("outlet", Text, ForeignKey("followed.outlet"), primary_key=True),
    Column("day", string(10), primary_key=True),
    Column("read", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("found", Integer, nullable=False),
)


def upgrade() -> None:
    """All of them."""
    frozen.create_all(op.get_bind())
