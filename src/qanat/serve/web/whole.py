"""Questions over the whole record, whose answers are kept until it changes: at 100,000 contacts each takes seconds, and every visitor asks the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request

from qanat.record.store import Record
from qanat.record.takedowns import standing

T = TypeVar("T")
_MOST = 32  # answers that are kept
_KINDS = ("contact", "actor")  # of what people say is the same


class Whole:
    """Answers over a record. Nothing in it is overwritten: how much there is, what people say of it and whom they took down tell whether it has changed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()  # the second visitor waits for the answer to the first
        self._mark: Any = None
        self._kept: dict[Hashable, Any] = {}

    def answer(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` answers to a question, asked once as long as the record is the same."""
        with self._lock:
            with self._record.view() as connection:
                gone = standing(connection)
            mark = (self._record.count(), self._record.last_day, [self._record.judged(kind) for kind in _KINDS], gone)
            if mark != self._mark or len(self._kept) >= _MOST:
                self._mark, self._kept = mark, {}
            if question not in self._kept:
                self._kept[question] = ask()
            found: T = self._kept[question]
            return found


def whole_of(request: Request) -> Whole:
    """The answers that are kept for the record that is asked."""
    found: Whole = request.app.state.whole
    return found
