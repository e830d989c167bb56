"""The one clock of collecting: fetching knows what time it is; reading never does."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)  # noqa: TID251  what is fetched from the web is fetched at some time


def today() -> str:
    """The day in UTC as YYYY-MM-DD."""
    return now().date().isoformat()
