"""Who may do what, and who did; it says nothing of any contact."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table

from qanat.record.tables.columns import Text, added, metadata, string

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),  # hashed by argon2
    Column("role", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    added(),
)

sessions = Table(  # of people who signed in; what their browsers hold is kept hashed
    "sessions",
    metadata,
    Column("key", string(64), primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("ends", BigInteger, nullable=False),  # seconds since 1970
)

tokens = Table(  # by which programs ask in the name of an account, likewise hashed
    "tokens",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("key", string(64), nullable=False, unique=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("ends", BigInteger, nullable=False),
    added(),
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
    added(),
)

takedowns = Table(  # of people who are shown no more
    "takedowns",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("target", string(17), nullable=False),
    Column("names", Text, nullable=False),  # that are blacked out beside those of the record, as JSON
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("lifted", Boolean, nullable=False),
    added(),
)

alerts = Table(  # of people who want to be told: what of (the address of a list), how (email, webhook) and where
    "alerts",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("account", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("language", string(2), nullable=False),
    Column("secret", Text),  # by which webhooks are signed
    Column("enabled", Boolean, nullable=False),
    added(),
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
    Column("id", string(32), primary_key=True),
    Column("alert", Integer, ForeignKey("alerts.n"), nullable=False, index=True),
    Column("items", Text, nullable=False),  # as JSON
    Column("state", Text, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("why", Text),
    added(),
)

PEOPLE = (accounts, sessions, tokens, attempts, audit_log, takedowns, alerts, alerted, deliveries)  # beside the record itself
