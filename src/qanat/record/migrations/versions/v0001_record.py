"""The record as it was first: all tables, and the index of words. Frozen: a later change of `record/tables` needs a revision of its own."""

from alembic import op
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    text,
)

from qanat.record.migrations.frozen import Text, added, string, tables

revision = "0001"
down_revision = None

frozen = tables()

Table(
    "outlets",
    frozen,
    Column("name", Text, primary_key=True),
    Column("country", string(3)),
)

Table(
    "coverage",
    frozen,
    Column("outlet", Text, ForeignKey("outlets.name"), primary_key=True),
    Column("day", string(10), primary_key=True),
    Column("documents", Integer, nullable=False),
)

Table(
    "documents",
    frozen,
    Column("key", string(17), primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_country", string(3)),
    Column("published", Text),
    Column("day", string(10)),
    Column("title", Text),
    Column("version", Integer, nullable=False, index=True),
    Column("reading", Integer, nullable=False),
    Column("digest", string(64), nullable=False),
    Index(None, "day", "key"),
)

Table(
    "versions",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("fingerprint", string(17), nullable=False, unique=True),
    Column("digest", string(64), nullable=False, index=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_country", string(3)),
    Column("published", Text),
    Column("title", Text),
    Column("language", string(8)),
    Column("text", Text, nullable=False),
    Column("problems", Text, nullable=False),
    added(),
)

Table(
    "readings",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("version", Integer, ForeignKey("versions.n"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    added(),
    UniqueConstraint("version", "reader"),
)

Table(
    "people",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("latin", Text),
    Column("country", string(3)),
    Column("role", Text),
    Column("documents", Integer, nullable=False),
    Index(None, "country", "documents", "id"),
    Index(None, "role", "documents", "id"),
    Index(None, "documents", "id"),
)

Table(
    "profiles",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("value", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("country", string(3)),
    Column("role", Text),
    Column("documents", Integer, nullable=False),
    Column("who", string(17), ForeignKey("people.id", deferrable=True, initially="DEFERRED")),
    Index(None, "who", "id"),
    Index(None, "country", "role"),
)

Table(
    "actors",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
    Column("profile", string(17), ForeignKey("profiles.id")),
    Column("name", Text, nullable=False),
    Column("country", string(3)),
    Column("role", Text),
    Column("office", Text),
    Column("day", string(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "profile", "current", "day", "id"),
    Index(None, "reading"),
)

Table(
    "contacts",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("mode", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("initiator", Integer),
    Column("date", string(10)),
    Column("basis", Text),
    Column("since", string(10), nullable=False),
    Column("until", string(10), nullable=False),
    Column("place", Text),
    Column("history", Text, nullable=False),
    Column("voices", Integer, nullable=False),
    Index(None, "since", "id"),
    Index(None, "level", "since", "id"),
    Index(None, "mode", "since", "id"),
    Index(None, "status", "since", "id"),
)

Table(
    "contact_parties",
    frozen,
    Column("contact", string(17), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("profile", string(17), ForeignKey("profiles.id")),
    Column("actor", string(17), ForeignKey("actors.id")),
    Column("name", Text, nullable=False),
    Column("latin", Text),
    Column("country", string(3)),
    Column("role", Text),
    Column("kind", Text, nullable=False),
    Column("since", string(10), nullable=False),
    Index(None, "country", "since", "contact"),
    Index(None, "profile", "since", "contact"),
)

Table(
    "contact_pairs",
    frozen,
    Column("contact", string(17), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("level", Text, nullable=False),
    Column("since", string(10), nullable=False),
    Column("status", Text, nullable=False),
    Column("day", string(10), nullable=False),
    Column("starter", Text),
    Column("outlets", Text, nullable=False),
    Index(None, "a", "b", "since", "contact"),
    Index("ix_contact_pairs_board", "a", "b", "level", "status", "starter", "outlets", "day", "contact"),
    Index(None, "b", "a", "level", "since"),
    Index(None, "level", "a", "b", "since"),
)

Table(
    "reports",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
    Column("contact", string(17), ForeignKey("contacts.id", deferrable=True, initially="DEFERRED")),
    Column("status", Text, nullable=False),
    Column("date", string(10)),
    Column("day", string(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("claim", Boolean, nullable=False),
    Column("value", Text, nullable=False),
    Index("ix_reports_contact", "contact", "id", "current", "day", "document"),
    Index("ix_reports_claim", "day", sqlite_where=text("claim = 1"), postgresql_where=text("claim")),
)

Table(
    "report_keys",
    frozen,
    Column("key", Text, primary_key=True),
    Column("report", string(17), ForeignKey("reports.id"), primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

Table(
    "profile_keys",
    frozen,
    Column("key", Text, primary_key=True),
    Column("profile", string(17), ForeignKey("profiles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

Table(
    "verdicts",
    frozen,
    Column("kind", Text, primary_key=True),
    Column("a", string(17), primary_key=True),
    Column("b", string(17), primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index(None, "kind", "b"),
    CheckConstraint("a < b", name="order"),
    sqlite_with_rowid=False,
)

Table(
    "judgements",
    frozen,
    Column("kind", Text, primary_key=True),
    Column("a", string(17), primary_key=True),
    Column("b", string(17), primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    added(),
    Index(None, "kind", "b"),
    CheckConstraint("a < b", name="order"),
)

Table(
    "statements",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
    Column("speaker", string(17), ForeignKey("actors.id"), nullable=False),
    Column("profile", string(17), ForeignKey("profiles.id")),
    Column("name", Text, nullable=False),
    Column("country", string(3)),
    Column("role", Text),
    Column("act", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("via", Text),
    Column("told_by", Text, nullable=False),
    Column("date", string(10)),
    Column("since", string(10), nullable=False),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Index(None, "since", "id"),
    Index(None, "country", "since", "id"),
    Index(None, "profile", "current", "since", "id"),
    Index(None, "act", "since", "id"),
    Index(None, "role", "since", "id"),
)

Table(
    "statement_reports",
    frozen,
    Column("statement", string(17), ForeignKey("statements.id"), primary_key=True),
    Column("report", string(17), ForeignKey("reports.id"), primary_key=True),
    Column("since", string(10), nullable=False),
    Index(None, "report", "since", "statement"),
    sqlite_with_rowid=False,
)

Table(
    "statement_pairs",
    frozen,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("since", string(10), primary_key=True),
    Column("statement", string(17), ForeignKey("statements.id"), primary_key=True),
    Index(None, "statement"),
    sqlite_with_rowid=False,
)

Table(
    "events",
    frozen,
    Column("id", string(17), primary_key=True),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
    Column("report", string(17), ForeignKey("reports.id"), index=True),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("context", Text),
    Column("status", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("date", string(10)),
    Column("since", string(10), index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)

Table(
    "aside",
    frozen,
    Column("name", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    added(),
)

Table(
    "notes",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    added(),
)

Table(
    "reviews",
    frozen,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", Text, nullable=False, index=True),
    Column("field", Text),
    Column("value", Text),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    added(),
)


WORDS = {
    "sqlite": ["CREATE VIRTUAL TABLE folded USING fts5(words, stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"],
    "postgresql": [
        "CREATE TABLE folded (version integer PRIMARY KEY REFERENCES versions(n), words tsvector NOT NULL, stems tsvector NOT NULL)",
        "CREATE INDEX ix_folded_words ON folded USING gin (words)",
        "CREATE INDEX ix_folded_stems ON folded USING gin (stems)",
    ],
}


def upgrade() -> None:
    """All tables, and the index of words."""
    frozen.create_all(op.get_bind())
    for line in WORDS[op.get_bind().dialect.name]:
        op.execute(line)
