"""What readings claim, as rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, text

from qanat.record.tables.columns import Text, key, metadata, string


def _of_a_reading() -> tuple[Column[Any], ...]:
    """The columns of all that a reading yields."""
    return (
        key(),
        Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
        Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
        Column("current", Boolean, nullable=False),
        Column("local", Text, nullable=False),  # its id in the reading: a1, s1, c1, e1
    )


actors = Table(
    "actors",
    metadata,
    *_of_a_reading(),
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

statements = Table(
    "statements",
    metadata,
    *_of_a_reading(),
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
    Column("since", string(10), nullable=False),  # the day of the date, else of publication; empty where neither is told
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("confidence", Float),
    Index("ix_statements_confidence", "confidence", "id", sqlite_where=text("current = 1"), postgresql_where=text("current")),
    Index(None, "since", "id"),
    Index(None, "country", "since", "id"),
    Index(None, "profile", "current", "since", "id"),
    Index(None, "act", "since", "id"),
    Index(None, "role", "since", "id"),
)

reports = Table(
    "reports",
    metadata,
    *_of_a_reading(),
    Column("contact", string(17), ForeignKey("contacts.id", deferrable=True, initially="DEFERRED")),
    Column("status", Text, nullable=False),
    Column("date", string(10)),
    Column("day", string(10)),  # of publication
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("claim", Boolean, nullable=False),  # makes a claim on the series ("the second call since …")
    Column("value", Text, nullable=False),  # report.Report
    Column("confidence", Float),
    Index("ix_reports_confidence", "confidence", "id", sqlite_where=text("current = 1"), postgresql_where=text("current")),
    Index("ix_reports_contact", "contact", "id", "current", "day", "document"),
    Index("ix_reports_claim", "day", sqlite_where=text("claim = 1"), postgresql_where=text("claim")),
)

statement_reports = Table(  # the reports of contacts that a current statement tells of, or in which it was made
    "statement_reports",
    metadata,
    Column("statement", string(17), ForeignKey("statements.id"), primary_key=True),
    Column("report", string(17), ForeignKey("reports.id"), primary_key=True),
    Column("since", string(10), nullable=False),  # of the statement
    Index(None, "report", "since", "statement"),
    sqlite_with_rowid=False,
)

events = Table(  # PLOVER events; those that are contacts name their report
    "events",
    metadata,
    *_of_a_reading(),
    Column("report", string(17), ForeignKey("reports.id"), index=True),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("context", Text),
    Column("status", Text, nullable=False),
    Column("actor", Text, nullable=False),  # names, countries and roles
    Column("recipient", Text, nullable=False),
    Column("date", string(10)),
    Column("since", string(10), index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)
