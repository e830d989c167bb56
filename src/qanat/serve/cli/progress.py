"""A line on standard error that says how far a command is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def lasting(seconds: float) -> str:
    """How long something takes, for people.

    >>> lasting(40), lasting(600), lasting(9000)
    ('40 seconds', '10 minutes', '2.5 hours')
    """
    return f"{seconds / 3600:.1f} hours" if seconds > 5400 else f"{seconds / 60:.0f} minutes" if seconds > 90 else f"{seconds:.0f} seconds"


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A line on standard error that says how far it is, where that is a terminal and the readings do not go there themselves."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("loading") as status:
        yield status.update
