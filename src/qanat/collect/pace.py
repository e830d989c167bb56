"""The pace at which a host is asked: one request at a time, with a rest after each, that only ever grows while a run lasts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SLOWEST = 60.0  # seconds to which failures stretch the rest
_GIVE_UP = 3  # requests that fail one after the other, each as often as it was tried


class Later(Exception):  # noqa: N818  it says until when
    """A host is not asked now; `seconds` until it may be, None for not in this run."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Host:
    """How one host is asked: `rest` seconds after each request, at first those of `Paces`."""

    def __init__(self, name: str, rest: float) -> None:
        self.name, self.rest = name, rest
        self.lock = asyncio.Lock()
        self.ready = 0.0  # by the monotonic clock
        self.failed = 0
        self.left = ""

    def at_least(self, seconds: float) -> None:
        """A rest that the host asks for; it never shortens the one that is held."""
        self.rest = max(self.rest, seconds)

    def slower(self) -> None:
        """After a failure: twice the rest."""
        self.rest = max(self.rest, min(self.rest * 2, SLOWEST))

    def wait(self, seconds: float) -> None:
        """Not before so many seconds from now."""
        self.ready = max(self.ready, time.monotonic() + seconds)

    def done(self, *, failed: bool, why: str = "") -> None:
        """A request was answered, or failed for good; a host that fails again and again is left alone."""
        self.failed = self.failed + 1 if failed else 0
        if self.failed >= _GIVE_UP:
            self.left = why or "it fails again and again"


class Paces:
    """The paces of all hosts of a run."""

    def __init__(self, rest: float, patience: float) -> None:
        self.rest, self.patience = rest, patience
        self.hosts: dict[str, Host] = {}

    def host(self, name: str) -> Host:
        return self.hosts.setdefault(name, Host(name, self.rest))

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Host]:
        """A turn with a host: alone with it, and after its rest. Raises Later for a host that was left, or that would make us wait too long."""
        host = self.host(name)
        async with host.lock:
            if host.left:
                raise Later(host.left)
            wait = host.ready - time.monotonic()
            if wait > self.patience:
                raise Later(f"{name} wants to be left alone for {wait:,.0f} more seconds", wait)
            if wait > 0:
                await asyncio.sleep(wait)
            try:
                yield host
            finally:
                host.wait(host.rest)


def retry_after(said: str | None, date: str | None, now: datetime) -> float | None:
    """The seconds of a Retry-After: a number, or a time held against the server's own `Date` (else against `now`); None where there is none.

    >>> retry_after("120", None, datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after("Fri, 21 Oct 2022 07:30:00 GMT", "Fri, 21 Oct 2022 07:28:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    """
    said = (said or "").strip()
    if said.isascii() and said.isdecimal():
        return float(said[:9])
    until = _time(said)
    if until is None:
        return None
    return max((until - (_time(date) or now)).total_seconds(), 0.0)


def _time(said: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(said or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
