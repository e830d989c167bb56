"""The tables of the record, for SQLite and PostgreSQL alike.

Documents have versions, versions have readings; nothing of them is ever overwritten. What a reading yields stands in `actors`, `reports` and
`statements`; `current` marks the rows of the newest reading of the newest version, by which questions are answered. `contacts` and `people` are made
of them by verdicts, which are kept beside them with their reasons. Keys are made from content (16 hex digits), so that the order of adding never shows;
only `versions.n`, `readings.n` and the times of adding know it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    func,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _string(length: int | None = None) -> Any:
    """Text that both databases put in one order, whatever the locale of the server: by code points."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


Text = _string()
_EMPTY = text("''")  # of columns that tables did not have at first


def _added() -> Column[object]:
    """When a row came in, by the clock of the database, in UTC."""
    return Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False)


def _key(name: str = "id") -> Column[str]:
    return Column(name, _string(17), primary_key=True)


outlets = Table(
    "outlets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("country", _string(3)),
)

coverage = Table(  # an outlet was read on a day; a day that is missing here is a gap, not a silence
    "coverage",
    metadata,
    Column("outlet", Text, ForeignKey("outlets.name"), primary_key=True),
    Column("day", _string(10), primary_key=True),
    Column("documents", Integer, nullable=False),
    Index("ix_coverage_read", "outlet", "day", sqlite_where=text("documents > 0"), postgresql_where=text("documents > 0")),
)

days = Table(  # the days of publication, and how many documents each has
    "days",
    metadata,
    Column("day", _string(10), primary_key=True),
    Column("documents", Integer, nullable=False),
    sqlite_with_rowid=False,
)

months = Table(  # on how many days of a month an outlet was read or looked at, counted with coverage and looks: so years need not be gone through day by day
    "months",
    metadata,
    Column("outlet", Text, primary_key=True),
    Column("month", _string(7), primary_key=True),
    Column("first", _string(10), nullable=False),  # of these days
    Column("days", Integer, nullable=False),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    _key("key"),
    Column("id", Text, nullable=False, index=True),  # as the contract has it; two documents may share one
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_country", _string(3)),
    Column("published", Text),
    Column("day", _string(10)),
    Column("title", Text),
    Column("version", Integer, nullable=False, index=True),  # the current one of each
    Column("reading", Integer, nullable=False),
    Column("digest", _string(64), nullable=False),
    Index(None, "day", "key"),
)

versions = Table(
    "versions",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("document", _string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("fingerprint", _string(17), nullable=False, unique=True),  # of all that the document says, not only of its text
    Column("digest", _string(64), nullable=False, index=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("outlet_country", _string(3)),
    Column("published", Text),
    Column("title", Text),
    Column("language", _string(8)),
    Column("text", Text, nullable=False),
    Column("problems", Text, nullable=False),
    _added(),
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
    _added(),
    UniqueConstraint("version", "reader"),
)

people = Table(  # who is who across documents: persons, states, bodies
    "people",
    metadata,
    _key(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("latin", Text),
    Column("country", _string(3)),
    Column("role", Text),
    Column("documents", Integer, nullable=False),
    Index(None, "country", "documents", "id"),
    Index(None, "role", "documents", "id"),
    Index(None, "documents", "id"),
)

profiles = Table(  # one way in which documents name somebody
    "profiles",
    metadata,
    _key(),
    Column("value", Text, nullable=False),  # identity.Profile
    Column("folded", Text, nullable=False),
    Column("country", _string(3)),
    Column("role", Text),
    Column("documents", Integer, nullable=False),
    Column("who", _string(17), ForeignKey("people.id", deferrable=True, initially="DEFERRED")),
    Index(None, "who", "id"),
    Index(None, "country", "role"),
)

actors = Table(
    "actors",
    metadata,
    _key(),
    Column("document", _string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),  # a1 of the reading
    Column("profile", _string(17), ForeignKey("profiles.id")),
    Column("name", Text, nullable=False),
    Column("country", _string(3)),
    Column("role", Text),
    Column("office", Text),
    Column("day", _string(10)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Index(None, "profile", "current", "day", "id"),
    Index(None, "reading"),
)

contacts = Table(
    "contacts",
    metadata,
    _key(),
    Column("mode", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("initiator", Integer),
    Column("date", _string(10)),
    Column("basis", Text),
    Column("since", _string(10), nullable=False),  # the first and last day that it may have been on; empty where nothing tells
    Column("until", _string(10), nullable=False),
    Column("place", Text),
    Column("history", Text, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("faces", Text, nullable=False, server_default=_EMPTY),  # a mark of each party, in order: the same name and role have the same
    Index(None, "since", "id"),
    Index(None, "level", "since", "id"),
    Index(None, "mode", "since", "id"),
    Index(None, "status", "since", "id"),
)

contact_parties = Table(
    "contact_parties",
    metadata,
    Column("contact", _string(17), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("profile", _string(17), ForeignKey("profiles.id")),
    Column("actor", _string(17), ForeignKey("actors.id")),  # of the report from which the party was taken
    Column("name", Text, nullable=False),
    Column("latin", Text),
    Column("country", _string(3)),
    Column("role", Text),
    Column("kind", Text, nullable=False),
    Column("since", _string(10), nullable=False),  # of the contact, as the next three, so that the newest of a country are found in order
    Column("mode", Text, nullable=False, server_default=_EMPTY),
    Column("status", Text, nullable=False, server_default=_EMPTY),
    Column("level", Text, nullable=False, server_default=_EMPTY),
    Index("ix_contact_parties_country", "country", "since", "contact", "mode", "status", "level"),
    Index(None, "profile", "since", "contact"),
)

contact_pairs = Table(  # the channels of a contact: every two camps of it, a < b; a camp is a country, or a body of its own. With all that the board counts
    "contact_pairs",
    metadata,
    Column("contact", _string(17), ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("level", Text, nullable=False),  # at which these two met
    Column("since", _string(10), nullable=False),
    Column("until", _string(10), nullable=False, server_default=_EMPTY),
    Column("status", Text, nullable=False),
    Column("day", _string(10), nullable=False),  # on which it is counted, or the month or year; empty where none is told
    Column("starter", Text),  # the camp that began it
    Column("outlets", Text, nullable=False),  # that tell of it
    Column("tellers", _string(16), nullable=False, server_default=_EMPTY),  # a mark of them: they may be too many for an index
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
    _key(),
    Column("document", _string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),  # c1 of the reading
    Column("contact", _string(17), ForeignKey("contacts.id", deferrable=True, initially="DEFERRED")),
    Column("status", Text, nullable=False),
    Column("date", _string(10)),
    Column("day", _string(10)),  # of publication
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
    Column("report", _string(17), ForeignKey("reports.id"), primary_key=True),
    Index(None, "report"),
    sqlite_with_rowid=False,
)

profile_keys = Table(
    "profile_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("profile", _string(17), ForeignKey("profiles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

verdicts = Table(  # edges between two reports or two profiles, made by rules, with their reasons
    "verdicts",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("a", _string(17), primary_key=True),
    Column("b", _string(17), primary_key=True),
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
    Column("a", _string(17), primary_key=True),
    Column("b", _string(17), primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    _added(),
    Index(None, "kind", "b"),
    CheckConstraint("a < b", name="order"),
)

statements = Table(
    "statements",
    metadata,
    _key(),
    Column("document", _string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
    Column("speaker", _string(17), ForeignKey("actors.id"), nullable=False),
    Column("profile", _string(17), ForeignKey("profiles.id")),
    Column("name", Text, nullable=False),
    Column("country", _string(3)),
    Column("role", Text),
    Column("act", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("via", Text),
    Column("told_by", Text, nullable=False),
    Column("date", _string(10)),
    Column("since", _string(10), nullable=False),  # the day of the date, else of publication; empty where neither is told
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
    Column("statement", _string(17), ForeignKey("statements.id"), primary_key=True),
    Column("report", _string(17), ForeignKey("reports.id"), primary_key=True),
    Column("since", _string(10), nullable=False),  # of the statement
    Index(None, "report", "since", "statement"),
    sqlite_with_rowid=False,
)

statement_pairs = Table(  # the pairs of camps of the contacts that a statement is about
    "statement_pairs",
    metadata,
    Column("a", Text, primary_key=True),
    Column("b", Text, primary_key=True),
    Column("since", _string(10), primary_key=True),  # of the statement
    Column("statement", _string(17), ForeignKey("statements.id"), primary_key=True),
    Index(None, "statement"),
    sqlite_with_rowid=False,
)

events = Table(  # PLOVER events; those that are contacts name their report
    "events",
    metadata,
    _key(),
    Column("document", _string(17), ForeignKey("documents.key", deferrable=True, initially="DEFERRED"), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("local", Text, nullable=False),
    Column("report", _string(17), ForeignKey("reports.id"), index=True),
    Column("event", Text, nullable=False),
    Column("mode", Text),
    Column("context", Text),
    Column("status", Text, nullable=False),
    Column("actor", Text, nullable=False),  # names, countries and roles
    Column("recipient", Text, nullable=False),
    Column("date", _string(10)),
    Column("since", _string(10), index=True),
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
    _added(),
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
    _added(),
)

reviews = Table(  # what a person says of a claim (a report or a statement): accepted, rejected, corrected; or that an earlier word of his is undone
    "reviews",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", _string(17), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("fields", Text),  # of a correction: the values that it gives instead, as JSON
    Column("undoes", Integer, ForeignKey("reviews.n"), unique=True),
    Column("by", Text, nullable=False),
    _added(),
)

changes = Table(  # one number, which every transaction raises that changes what is shown: answers that are kept are good as long as it stays
    "changes",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
)


# --- collecting: what is asked of the web, and how far it is; it says nothing of any contact ------------------------------------------

followed = Table(  # the outlets that `qanat collect` asks; `card` is the text of a card of one's own, null for one that comes with Qanat
    "followed",
    metadata,
    Column("outlet", Text, primary_key=True),
    Column("card", Text),
    Column("enabled", Boolean, nullable=False),
    _added(),
)

feeds = Table(  # their feeds and sitemaps, with what is needed to ask whether anything has changed
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("outlet", Text, ForeignKey("followed.outlet"), nullable=False, index=True),
    Column("parent", Text),  # the index that names it
    Column("kind", Text),  # as it was found to be; null before it was read
    Column("etag", Text),
    Column("modified", Text),
    Column("read", Text),  # when it was last read, in UTC
    Column("entries", Integer, nullable=False),
    Column("newest", _string(10)),
    Column("failures", Integer, nullable=False),  # one after the other
    Column("reason", Text),
)

finds = Table(  # addresses of articles that feeds named
    "finds",
    metadata,
    Column("key", Text, primary_key=True),  # the address as it is compared
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

looks = Table(  # an outlet was looked at on a day; days with a feed that was read are coverage, whether or not there was anything in it
    "looks",
    metadata,
    Column("outlet", Text, ForeignKey("followed.outlet"), primary_key=True),
    Column("day", _string(10), primary_key=True),
    Column("read", Integer, nullable=False),  # feeds
    Column("failed", Integer, nullable=False),
    Column("found", Integer, nullable=False),  # addresses that were new
)

COLLECTING = (followed, feeds, finds, looks, months)  # beside the record itself, or made of what is


# --- people: who may do what, and who did; it says nothing of any contact ---------------------------------------------------------------

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),  # hashed by argon2
    Column("role", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    _added(),
)

sessions = Table(  # of people who signed in; what their browsers hold is kept hashed
    "sessions",
    metadata,
    Column("key", _string(64), primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("ends", BigInteger, nullable=False),  # seconds since 1970
)

tokens = Table(  # by which programs ask in the name of an account, likewise hashed
    "tokens",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("key", _string(64), nullable=False, unique=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("ends", BigInteger, nullable=False),
    _added(),
)

attempts = Table(  # to sign in that failed of late, by name and by address
    "attempts",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "key", "at"),
)

audit_log = Table(  # what people did
    "audit_log",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("who", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("address", Text),
    Column("what", Text, nullable=False),
    Column("target", Text),
    Column("detail", Text),
    _added(),
)

takedowns = Table(  # of people who are shown no more
    "takedowns",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", _string(17), nullable=False),
    Column("names", Text, nullable=False),  # that are blacked out beside those of the record, as JSON
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("lifted", Boolean, nullable=False),
    _added(),
)

alerts = Table(  # of people who want to be told: what of (the address of a list), how (email, webhook) and where
    "alerts",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("account", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("language", _string(2), nullable=False),
    Column("secret", Text),  # by which webhooks are signed
    Column("enabled", Boolean, nullable=False),
    _added(),
    Column("seen", Integer, nullable=False, server_default="0"),  # the number of the last reading that it has looked at
)

alerted = Table(  # what an alert has told of, or knew when it was made: none is told of twice
    "alerted",
    metadata,
    Column("alert", Integer, ForeignKey("alerts.n"), primary_key=True),
    Column("item", Text, primary_key=True),
)

deliveries = Table(  # messages of alerts, written before they are sent: sent, or given up after some tries
    "deliveries",
    metadata,
    Column("id", _string(32), primary_key=True),
    Column("alert", Integer, ForeignKey("alerts.n"), nullable=False, index=True),
    Column("items", Text, nullable=False),  # as JSON
    Column("state", Text, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("why", Text),
    _added(),
)

PEOPLE = (accounts, sessions, tokens, attempts, audit_log, takedowns, alerts, alerted, deliveries)  # beside the record itself
