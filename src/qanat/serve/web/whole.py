"""Answers that are kept as long as the record stays as it is: of questions over all of it, which take seconds at 100,000 contacts, and of whole pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request

from qanat.record.store import Record

T = TypeVar("T")
_MOST = 64  # answers that are kept
_PAGES = 500  # pages, of some 10 to 100 KB each


class Whole:
    """Answers over a record, good until anything in it changes, which one number tells (`Record.changes`)."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()  # the second visitor waits for the answer to the first
        self._mark = -1
        self._kept: dict[Hashable, Any] = {}
        self._pages: OrderedDict[Hashable, str] = OrderedDict()

    def answer(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` answers to a question, asked once as long as the record is the same."""
        mark = self._record.changes
        with self._lock:
            self._fresh(mark)
            if question not in self._kept:
                if len(self._kept) >= _MOST:
                    self._kept.clear()
                self._kept[question] = ask()
            found: T = self._kept[question]
            return found

    def page(self, address: Hashable, make: Callable[[], str]) -> str:
        """A page as `make` makes it, made once as long as the record is the same and nobody asks for too many others."""
        mark = self._record.changes
        with self._lock:
            self._fresh(mark)
            found = self._pages.get(address)
            if found is not None:
                self._pages.move_to_end(address)
                return found
        made = make()  # not under the lock: other pages are made meanwhile
        with self._lock:
            if self._mark == mark:  # else it may be of the record as it was
                self._pages[address] = made
                if len(self._pages) > _PAGES:
                    self._pages.popitem(last=False)
        return made

    def _fresh(self, mark: int) -> None:
        if mark > self._mark:
            self._mark = mark
            self._kept.clear()
            self._pages.clear()


def whole_of(request: Request) -> Whole:
    """The answers that are kept for the record that is asked."""
    found: Whole = request.app.state.whole
    return found
