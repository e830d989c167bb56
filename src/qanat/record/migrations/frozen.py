"""What the revisions share. Frozen, as they are: a change would change schemas that are there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, DateTime, MetaData, String, func


def tables() -> MetaData:
    """Room for the tables of a revision, whose keys and indexes are named as those of the record."""
    return MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def string(length: int | None = None) -> Any:
    """Text in the order of code points."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


Text = string()


def added() -> Column[object]:
    """When a row came in."""
    return Column("added", DateTime(timezone=True), server_default=func.now(), nullable=False)
