"""The tables of the record, for SQLite and PostgreSQL alike.

Documents have versions, versions have readings; nothing of them is ever overwritten. What a reading yields stands in `actors`, `reports` and
`statements`; `current` marks the rows of the newest reading of the newest version, by which questions are answered. `contacts` and `people` are made
of them by verdicts, which are kept beside them with their reasons. Keys are made from content (16 hex digits), so that the order of adding never shows;
only `versions.n`, `readings.n` and the times of adding know it.
"""

from __future__ import annotations

from qanat.record.tables.access import PEOPLE, accounts, alerted, alerts, attempts, audit_log, deliveries, sessions, takedowns, tokens
from qanat.record.tables.claims import actors, events, reports, statement_reports, statements
from qanat.record.tables.collecting import COLLECTING, feeds, finds, followed, looks
from qanat.record.tables.columns import Text, metadata
from qanat.record.tables.sameness import (
    channels,
    contact_pairs,
    contact_parties,
    contacts,
    people,
    profile_keys,
    profiles,
    report_keys,
    statement_pairs,
    verdicts,
)
from qanat.record.tables.texts import aside, changes, coverage, days, documents, months, outlets, readings, text_prints, versions
from qanat.record.tables.words import judgements, notes, reviews

__all__ = [
    "COLLECTING",
    "PEOPLE",
    "Text",
    "accounts",
    "actors",
    "alerted",
    "alerts",
    "aside",
    "attempts",
    "audit_log",
    "changes",
    "channels",
    "contact_pairs",
    "contact_parties",
    "contacts",
    "coverage",
    "days",
    "deliveries",
    "documents",
    "events",
    "feeds",
    "finds",
    "followed",
    "judgements",
    "looks",
    "metadata",
    "months",
    "notes",
    "outlets",
    "people",
    "profile_keys",
    "profiles",
    "readings",
    "report_keys",
    "reports",
    "reviews",
    "sessions",
    "statement_pairs",
    "statement_reports",
    "statements",
    "takedowns",
    "text_prints",
    "tokens",
    "verdicts",
    "versions",
]
