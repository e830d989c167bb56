"""What was read, and what is made of it: documents, claims, contacts, and who is who."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint, text

from qanat.record.tables.columns import EMPTY, Text, added, key, metadata, string

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

actors = Table(
    "actors",
    metadata,
    key(),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),  # a1 of the reading
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

reports = Table(
    "reports",
    metadata,
    key(),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),  # c1 of the reading
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

report_keys = Table(  # reports without a common key never tell of one contact
    "report_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("report", string(17), ForeignKey("reports.id"), primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

profile_keys = Table(
    "profile_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("profile", string(17), ForeignKey("profiles.id"), primary_key=True),
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
    Index(None, "kind", "b"),
    CheckConstraint("a < b", name="order"),
    sqlite_with_rowid=False,
)

judgements = Table(  # the same, made by a person: they outweigh the rules and stay
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

statements = Table(
    "statements",
    metadata,
    key(),
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

statement_reports = Table(  # the reports of contacts that a current statement tells of, or in which it was made
    "statement_reports",
    metadata,
    Column("statement", string(17), ForeignKey("statements.id"), primary_key=True),
    Column("report", string(17), ForeignKey("reports.id"), primary_key=True),
    Column("since", string(10), nullable=False),  # of the statement
    Index(None, "report", "since", "statement"),
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

events = Table(  # PLOVER events; those that are contacts name their report
    "events",
    metadata,
    key(),
    Column("document", string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
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

changes = Table(  # one number, which every transaction raises that changes what is shown: answers that are kept are good as long as it stays
    "changes",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
)
