"""Reviews and alerts, how sure each claim is, and a number that tells whether the record has changed. Frozen, as every revision is."""

import json
import zlib

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Integer, Table, text

from qanat.record.migrations.frozen import Text, added, string, tables

revision = "0006"
down_revision = "0005"

frozen = tables()

Table(
    "reviews",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", string(17), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("fields", Text),
    Column("undoes", Integer, ForeignKey("reviews.n"), unique=True),
    Column("by", Text, nullable=False),
    added(),
)

Table(
    "changes",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
)

Table(
    "alerts",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("account", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("language", string(2), nullable=False),
    Column("secret", Text),
    Column("enabled", Boolean, nullable=False),
    added(),
)

Table(
    "alerted",
    frozen,
    Column("alert", Integer, ForeignKey("alerts.n"), primary_key=True),
    Column("item", Text, primary_key=True),
)

Table(
    "deliveries",
    frozen,
    Column("id", string(32), primary_key=True),
    Column("alert", Integer, ForeignKey("alerts.n"), nullable=False, index=True),
    Column("items", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("why", Text),
    added(),
)

_SOME = 500  # readings at once
_STATEMENTS = 2  # the place of the statements in the body of a reading
_CURRENT = {"sqlite_where": text("current = 1"), "postgresql_where": text("current")}


def upgrade() -> None:
    """The tables, and the confidence of every claim from the readings. Of the table of reviews that was there nothing was ever written."""
    here = op.get_bind()
    op.drop_table("reviews")
    frozen.create_all(here)
    for table in ("reports", "statements"):
        op.add_column(table, Column("confidence", Float))
    last = {"sqlite": "json_extract(value, '$[#-1]')", "postgresql": "(value::json->>-1)::float"}[here.dialect.name]
    op.execute(f"UPDATE reports SET confidence = {last}")
    _statements()
    for table in ("reports", "statements"):
        op.create_index(f"ix_{table}_confidence", table, ["confidence", "id"], **_CURRENT)  # type: ignore[arg-type]


def _statements() -> None:
    here, after = op.get_bind(), 0
    lines = text("SELECT r.n, r.body, v.document FROM readings r JOIN versions v ON v.n = r.version WHERE r.n > :after ORDER BY r.n LIMIT :some")
    write = text("UPDATE statements SET confidence = :sure WHERE document = :document AND reading = :n AND local = :local")
    while found := here.execute(lines, {"after": after, "some": _SOME}).all():
        after = found[-1].n
        said = [(one, json.loads(zlib.decompress(one.body))[_STATEMENTS]) for one in found]
        if rows := [{"n": of.n, "document": of.document, "local": one[0], "sure": one[-1]} for of, some in said for one in some]:
            here.execute(write, rows)
