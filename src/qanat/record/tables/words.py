"""What people say of the record."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from qanat.record.tables.columns import Text, added, metadata, string

judgements = Table(  # verdicts by a person: they outweigh those made by rules, and stay
    "judgements",
    metadata,
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

notes = Table(  # of readers and analysts, on a record; the e-mail is never shown
    "notes",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'waiting'")),
    added(),
)

reviews = Table(  # what a person says of a claim (a report or a statement): accepted, rejected, corrected; or that an earlier word of his is undone
    "reviews",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", string(17), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("fields", Text),  # of a correction: the values that it gives instead, as JSON
    Column("undoes", Integer, ForeignKey("reviews.n"), unique=True),
    Column("by", Text, nullable=False),
    added(),
)
