"""Documents go into the record, in order: what it knows is not read again, what can't be read is set aside."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qanat.collect.files import Meter, captures
from qanat.collect.visits import Visits, is_address
from qanat.crew import Crew
from qanat.errors import AsideError, InputError
from qanat.model import Capture, Document, Reading
from qanat.page.chosen import Chosen
from qanat.pipeline import Given, Reader, examined, fault, named, stored

if TYPE_CHECKING:
    from qanat.collect.gate import Settings
    from qanat.record.adding import Outcome
    from qanat.record.store import Record

_BATCH = 64  # documents that are looked up in the record, and read, together


class Added(NamedTuple):
    """What became of one document: `outcome` tells what the record did with its reading; set aside, it has an `error` instead."""

    name: str
    outcome: Outcome | None
    reading: Reading | None = None
    error: InputError | None = None


def add_paths(
    record: Record | None,
    reader: Reader,
    paths: Iterable[str | Path],
    *,
    given: Given | None = None,
    workers: int = 1,
    dry_run: bool = False,
    limit: int | None = None,
    settings: Settings | None = None,
    far: Meter | None = None,
) -> Iterator[Added]:
    """Add all that stands at some paths or addresses to a record, in order, one transaction a document; yields what became of each.

    What the record knows is neither read nor written again, so the same call goes on where one was stopped. What can't be read is set aside in the record.
    With `dry_run` nothing is written, and there need be no record. `given`: `published`, `outlet`, `outlet_country` of documents that do not say them;
    `from` (ids or hosts, with commas) and `language` choose pages of archives, and `since` passes over articles of an earlier day. After `limit` documents
    that were not known it ends. `settings`: how addresses are fetched. `far` is told how far it is.
    """
    given = given or {}
    only = wanted(given, reader)
    left = limit if limit is not None else sys.maxsize
    with Crew(_Work(reader), workers) as crew, Visits(settings) as web:
        for path in paths:
            for name, found in web.opened(str(path), only) if is_address(path) else [(str(path), captures([path], only, far))]:
                said = {**_card(record, name), **given} if is_address(path) else given
                while some := list(islice(found, min(_BATCH, left))):
                    for whole, run in groupby(some, _is_stored):
                        few = list(run)
                        more = _kept(record, few, dry_run=dry_run) if whole else _batch(record, reader, crew, name, few, said, dry_run=dry_run)
                        for one in more:
                            left -= one.outcome != "known"
                            yield one


def _is_stored(capture: Capture | InputError) -> bool:
    return isinstance(capture, Capture) and capture.kind == "reading"


def _kept(record: Record | None, some: Sequence[Any], *, dry_run: bool) -> Iterator[Added]:
    """What became of readings that `qanat batch` made: they are added together, as they are."""
    from qanat.record.adding import Outcome

    found = [(capture.name, stored(capture), capture.content["reader"]) for capture in some]
    kept = record.add_all([(one, by) for _, one, by in found]) if record and not dry_run else [Outcome.added] * len(found)
    if record and not dry_run:
        record.settled([name for name, _, _ in found])
    for (name, one, _), outcome in zip(found, kept, strict=True):
        yield Added(name, outcome, None if outcome is Outcome.known else one)


def retry(record: Record, reader: Reader, *, workers: int = 1, settings: Settings | None = None) -> Iterator[Added]:
    """Try again what was set aside, file by file; what is read now is set aside no longer."""
    waiting: dict[tuple[tuple[str, str | None], ...], set[str]] = {}
    for one in record.aside():
        waiting.setdefault(tuple(sorted(one.given.items())), set()).add(one.path)
    for given, paths in sorted(waiting.items(), key=str):
        yield from add_paths(record, reader, sorted(paths), given=dict(given), workers=workers, settings=settings)


def wanted(given: Given, reader: Reader) -> Chosen | None:
    """Which pages of archives are asked for by `from` and `language`; None: all."""
    if not given.get("from") and not given.get("language"):
        return None
    return Chosen.of([name for name in (given.get("from") or "").split(",") if name], given.get("language"), reader.pack)


def _card(record: Record | None, url: str) -> Given:
    """What is known of the outlet at an address that has a card in the record."""
    from qanat.record.following import Following

    card = Following(record).card_of(url) if record else None
    return card.told if card else {}


def _batch(
    record: Record | None,
    reader: Reader,
    crew: Crew[_Task, Document | Reading | InputError],
    path: str,
    some: list[Capture | InputError],
    given: Given,
    *,
    dry_run: bool,
) -> Iterator[Added]:
    from qanat.record.adding import Outcome
    from qanat.record.rows import fingerprint

    documents = list(_documents(crew, some, given))
    since = given.get("since") or ""
    late = [one for one in zip(some, documents, strict=True) if not (isinstance(one[1], Document) and one[1].day is not None and one[1].day < since)]
    some, documents = [capture for capture, _ in late], [one for _, one in late]
    whole = [examined(one)[0] if isinstance(one, Document) else None for one in documents]
    known = record.known([one for one in whole if one], reader.version) if record else set()
    marks = [fingerprint(one) if one else "" for one in whole]
    results = crew.each([one for one, mark in zip(documents, marks, strict=True) if isinstance(one, Document) and mark not in known])
    settled = []
    for capture, one, mark in zip(some, documents, marks, strict=True):
        name = capture.name if isinstance(capture, Capture) else str(capture).partition(": ")[0]
        result = one if isinstance(one, InputError) else Reading(one) if mark in known else next(results)
        if not isinstance(result, Reading):
            assert isinstance(result, InputError)
            error = result if isinstance(one, InputError) else InputError(f"{name}: {result}")
            if record and not dry_run:
                record.set_aside(*((one.name, one.path, one.given) if isinstance(one, AsideError) else (name, path, given)), str(error))
            yield Added(name, None, error=error)
            continue
        outcome = Outcome.known if mark in known else record.add(result, reader.version) if record and not dry_run else Outcome.added
        settled.append(name)
        yield Added(name, outcome, None if mark in known else result)
    if settled and len(settled) == len(some) and is_address(path):
        settled.append(path)  # which may have led to another address
    if record and not dry_run:
        record.settled(settled)


def _documents(crew: Crew[_Task, Document | Reading | InputError], some: list[Capture | InputError], given: Given) -> Iterator[Document | InputError]:
    """The documents of captures, in order; what came as an error stays one."""
    found = crew.each([(capture, given) for capture in some if isinstance(capture, Capture)])
    for capture in some:
        one = capture if isinstance(capture, InputError) else next(found)
        if isinstance(one, InputError) and isinstance(capture, Capture):
            one = named(capture.name, one)
        assert not isinstance(one, Reading)
        yield one


_Task = tuple[Capture, Given] | Document


class _Work:
    """What a worker of the crew does: captures become documents, documents readings."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, task: _Task) -> Document | Reading | InputError:
        if isinstance(task, Document):
            return _read(self.reader, task)
        capture, given = task
        try:
            return self.reader.document(capture, **given)
        except InputError as error:
            return error
        except Exception as error:  # noqa: BLE001  one document must never stop the others
            return fault(error)


def _read(reader: Reader, document: Document) -> Reading | InputError:
    try:
        return reader.read(document)
    except Exception as error:  # noqa: BLE001  one document must never stop the others
        return fault(error)
