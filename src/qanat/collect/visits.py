"""Addresses of the web → captures, as `files` makes them of files; the network is opened when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from qanat.collect.files import received
from qanat.collect.warc import Wanted
from qanat.errors import InputError
from qanat.model import Capture

if TYPE_CHECKING:
    from qanat.collect.fetching import Fetching
    from qanat.collect.gate import Fetched, Settings

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def is_address(path: str | Path) -> bool:
    """Is it an address of the web, not of a file?"""
    return _ADDRESS.match(str(path)) is not None


class Visits:
    """What stands at addresses, one after the other; use it in a `with`."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings, self.open = settings, ExitStack()
        self.fetching: Fetching | None = None

    def __enter__(self) -> Visits:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def opened(self, url: str, wanted: Wanted | None = None) -> Iterator[tuple[str, Iterator[Capture | InputError]]]:
        """The documents at an address; of a feed those that it names, each by its own address."""
        from qanat.collect.feeds import is_feed, listing

        found = self._fetched(url)
        if isinstance(found, InputError) or not is_feed(found.body):
            yield url, _captures(found, wanted)
            return
        try:
            entries = listing(found.body, found.url, found.charset).entries
        except InputError as error:
            yield url, iter([InputError(f"{url}: {error}")])
            return
        for entry in entries:
            yield entry.url, _captures(self._fetched(entry.url), wanted)

    def _fetched(self, url: str) -> Fetched | InputError:
        from qanat.collect.fetching import Fetching
        from qanat.collect.gate import Failure

        self.fetching = self.fetching or self.open.enter_context(Fetching(self.settings))
        found = self.fetching.get(url)
        return InputError(f"{url}: {found.why}") if isinstance(found, Failure) else found


def _captures(found: Fetched | InputError, wanted: Wanted | None) -> Iterator[Capture | InputError]:
    return iter([found]) if isinstance(found, InputError) else received(found.url, found.mime, found.charset, found.body, wanted)
