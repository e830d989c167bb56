"""What the tests of the record share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from qanat.model import Document
from qanat.pipeline import Reader, open_record
from qanat.record import doctor, dump
from qanat.record.store import Record

Articles = list[dict[str, Any]]
FULL = bool(os.environ.get("QANAT_FULL"))  # the promises at their full size, as bench/promises.py runs them


def fill(db: str, reader: Reader, articles: Articles) -> str:
    """Add articles one after the other; returns the digest of the dump."""
    with open_record(db) as record:
        for article in articles:
            record.add(reader.read(Document.from_article(article)), reader.version)
        return dumped(record)


def dumped(record: Record) -> str:
    with record.view() as connection:
        return dump.digest(connection)


def sound(record: Record) -> bool:
    return not [one for _, findings in doctor.examine(record) for one in findings if one.weight == "fault"]


def forked(work: Callable[[], object]) -> int:
    """Do something in a process of its own that shares what is loaded; returns its id."""
    child = os.fork()
    if child == 0:
        code = 1
        with suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def figures(promise: str, **told: object) -> None:
    """Hand what a promise was measured at to bench/promises.py."""
    if place := os.environ.get("QANAT_FIGURES"):
        with open(place, "a", encoding="utf-8") as file:
            file.write(json.dumps({"promise": promise, **told}, ensure_ascii=False, default=str) + "\n")
