"""What the columns of all tables have in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, DateTime, MetaData, String, func, text

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


def added() -> Column[object]:
    """When a row came in, by the clock of the database, in UTC."""
    return Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False)


def key(name: str = "id") -> Column[str]:
    """A key made from content: a letter for the kind and 16 hex digits."""
    return Column(name, string(17), primary_key=True)
