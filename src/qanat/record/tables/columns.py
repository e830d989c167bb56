"""What the columns of all tables have in common."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, MetaData, String, TypeDecorator, func, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def string(length: int | None = None) -> Any:
    """Text that both databases put in one order, whatever the locale of the server: by code points."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


Text = string()
EMPTY = text("''")  # of columns that tables did not have at first


def utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is told in it."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: PostgreSQL tells it in the zone of the server, SQLite in none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and utc(value)


def added() -> Column[datetime]:
    """When a row came in, by the clock of the database."""
    return Column("added", Moment, server_default=func.now(), nullable=False)


def key(name: str = "id") -> Column[str]:
    """A key made from content: a letter for the kind and 16 hex digits."""
    return Column(name, string(17), primary_key=True)
