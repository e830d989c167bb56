"""What is made of claims: who is who, which reports tell of one contact, and the channels of contacts."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table

from qanat.record.tables.columns import EMPTY, Text, key, metadata, string

people = Table(  # who is who across documents: persons, states, bodies
    "people",
    metadata,
    key(),
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

profiles = Table(  # one way in which documents name somebody
    "profiles",
    metadata,
    key(),
    Column("value", Text, nullable=False),  # identity.Profile
    Column("folded", Text, nullable=False),
    Column("country", string(3)),
    Column("role", Text),
    Column("documents", Integer, nullable=False),
    Column("who", string(17), ForeignKey("people.id", deferrable=True, initially="DEFERRED")),
    Index(None, "who", "id"),
    Index(None, "country", "role"),
)

profile_keys = Table(
    "profile_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("profile", string(17), ForeignKey("profiles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

report_keys = Table(  # reports without a common key never tell of one contact
    "report_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("report", string(17), ForeignKey("reports.id"), primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

verdicts = Table(  # edges between two reports or two profiles, made by rules, with their reasons
    "verdicts",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("a", string(17), primary_key=True),
    Column("b", string(17), primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Index(None, "b", "same", "score"),
    CheckConstraint("a < b", name="order"),
    sqlite_with_rowid=False,
)

contacts = Table(
    "contacts",
    metadata,
    key(),
    Column("mode", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("initiator", Integer),
    Column("date", string(10)),
    Column("basis", Text),
    Column("since", string(10), nullable=False),  # the first and last day that it may have been on; empty where nothing tells
    Column("until", string(10), nullable=False),
    Column("place", Text),
    Column("history", Text, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("faces", Text, nullable=False, server_default=EMPTY),  # a mark of each party, in order: the same name and role have the same
    Index(None, "since", "id"),
    Index(None, "level", "since", "id"),
    Index(None, "mode", "since", "id"),
    Index(None, "status", "since", "id"),
)

contact_parties = Table(
    "contact_parties",
    metadata,
    Column("contact", string(17), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("profile", string(17), ForeignKey("profiles.id")),
    Column("actor", string(17), ForeignKey("actors.id")),  # of the report from which the party was taken
    Column("name", Text, nullable=False),
    Column("latin", Text),
    Column("country", string(3)),
    Column("role", Text),
    Column("kind", Text, nullable=False),
    Column("since", string(10), nullable=False),  # of the contact, as the next three, so that the newest of a country are found in order
    Column("mode", Text, nullable=False, server_default=EMPTY),
    Column("status", Text, nullable=False, server_default=EMPTY),
    Column("level", Text, nullable=False, server_default=EMPTY),
    Index("ix_contact_parties_country", "country", "since", "contact", "mode", "status", "level"),
    Index(None, "profile", "since", "contact"),
)

contact_pairs = Table(  # the channels of a contact: every two camps of it, a < b; a camp is a country, or a body of its own. With all that the board counts
    "contact_pairs",
    metadata,
    Column("contact", string(17), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("level", Text, nullable=False),  # at which these two met
    Column("since", string(10), nullable=False),
    Column("until", string(10), nullable=False, server_default=EMPTY),
    Column("status", Text, nullable=False),
    Column("day", string(10), nullable=False),  # on which it is counted, or the month or year; empty where none is told
    Column("starter", Text),  # the camp that began it
    Column("outlets", Text, nullable=False),  # that tell of it
    Column("tellers", string(16), nullable=False, server_default=EMPTY),  # a mark of them: they may be too many for an index
    Index(None, "a", "b", "since", "contact"),
    Index("ix_contact_pairs_board", "a", "b", "level", "status", "starter", "tellers", "since", "until", "day", "contact"),
    Index(None, "b", "a", "level", "since"),
)

channels = Table(  # how many contacts each channel has, kept in step with contact_pairs: so the most used are known without counting
    "channels",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("level", Text, primary_key=True),
    Column("contacts", Integer, nullable=False),
    Index(None, "contacts"),
    Index(None, "b", "a", "level"),
    sqlite_with_rowid=False,
)

statement_pairs = Table(  # the pairs of camps of the contacts that a statement is about
    "statement_pairs",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("since", string(10), primary_key=True),  # of the statement
    Column("statement", string(17), ForeignKey("statements.id"), primary_key=True),
    Index(None, "statement"),
    sqlite_with_rowid=False,
)
