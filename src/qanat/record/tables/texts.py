"""What was read, of which outlets and days, and what could not be read."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint, text

from qanat.record.tables.columns import Text, added, key, metadata, string

outlets = Table(
    "outlets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("country", string(3)),
)

coverage = Table(  # an outlet was read on a day; a day that is missing here is a gap, not a silence
    "coverage",
    metadata,
    Column("outlet", Text, ForeignKey("outlets.name"), primary_key=True),
    Column("day", string(10), primary_key=True),
    Column("documents", Integer, nullable=False),
    Index("ix_coverage_read", "outlet", "day", sqlite_where=text("documents > 0"), postgresql_where=text("documents > 0")),
)

days = Table(  # the days of publication, and how many documents each has
    "days",
    metadata,
    Column("day", string(10), primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

months = Table(  # on how many days of a month an outlet was read or looked at, counted with coverage and looks: so years need not be gone through day by day
    "months",
    metadata,
    Column("outlet", Text, primary_key=True),
    Column("month", string(7), primary_key=True),
    Column("first", string(10), nullable=False),  # of these days
    Column("days", Integer, nullable=False),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    key("key"),
    Column("id", Text, nullable=False, index=True),  # as the contract has it; two documents may share one
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_country", string(3)),
    Column("published", Text),
    Column("day", string(10)),
    Column("title", Text),
    Column("version", Integer, nullable=False, index=True),  # the current one of each
    Column("reading", Integer, nullable=False),
    Column("digest", string(64), nullable=False),
    Index(None, "day", "key"),
)

versions = Table(
    "versions",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("fingerprint", string(17), nullable=False, unique=True),  # of all that the document says, not only of its text
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

text_prints = Table(  # a few numbers of each text, by which its copies are found (prints.py)
    "text_prints",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

readings = Table(
    "readings",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("version", Integer, ForeignKey("versions.n"), nullable=False),
    Column("reader", Text, nullable=False),  # version of the reader and digest of its rules and pack
    Column("body", LargeBinary, nullable=False),  # the whole reading, packed
    added(),
    UniqueConstraint("version", "reader"),
)

aside = Table(  # documents that were set aside, with the reason and how to try again
    "aside",
    metadata,
    Column("name", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    added(),
)

changes = Table(  # one number, which every transaction raises that changes what is shown: answers that are kept are good as long as it stays
    "changes",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
)
