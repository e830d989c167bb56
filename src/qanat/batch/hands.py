"""Who does the work of a batch on this machine, and what both kinds of hands share: a block that fails with its worker costs one document."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from qanat.batch.blocks import Block, Lot, blocks, key
from qanat.batch.work import Chunk, Receipt, Worker, receipt_name
from qanat.collect.files import Meter
from qanat.crew import TRIES, Crew
from qanat.errors import InputError, QanatError
from qanat.page.chosen import Chosen

_USUAL = 40  # documents that surely take no longer together than one may take

Told = Receipt | list[dict[str, Any]] | QanatError
Hired = Crew[Block | Chunk, Told]


class Hands(Protocol):
    """Those who do it."""

    def read(self, lots: Sequence[Lot], done: frozenset[str]) -> Iterator[Receipt]:
        """The receipts of all blocks of some lots; what is `done` is not read again."""

    def gather(self, chunks: Sequence[Chunk]) -> Iterator[list[dict[str, Any]]]:
        """What is to be said of the files of all chunks."""


class Processes:
    """Processes of this machine; use it in a `with`. `far` is told how far it is."""

    def __init__(self, worker: Worker, number: int, far: Meter | None = None) -> None:
        self.worker, self.far = worker, far
        self.crew: Hired = Crew(worker, number, tries=1)  # a block that failed is halved first

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.crew.__exit__()

    def read(self, lots: Sequence[Lot], done: frozenset[str]) -> Iterator[Receipt]:
        """The receipts of all blocks of some lots, in order but for those that failed."""
        known: deque[Receipt] = deque()

        def left() -> Iterator[Block]:
            for lot in lots:
                for block in blocks(lot, only(self.worker), self.far):
                    kept = receipt(self.worker, key(block, self.worker.job.about), done)
                    if kept is None:
                        yield block
                    else:
                        known.append(kept)

        for one in settled(self.crew, self.worker, left()):
            while known:
                yield known.popleft()
            yield one
        yield from known

    def gather(self, chunks: Sequence[Chunk]) -> Iterator[list[dict[str, Any]]]:
        """What is to be said of the files of all chunks. Those who have read go: others need no reader in their memory."""
        self.crew.__exit__()
        yield from gathered(self.crew, chunks)


def only(worker: Worker) -> Chosen | None:
    """Which pages of archives are wanted."""
    from qanat.adding import wanted

    given = worker.job.given
    return wanted(given, worker.reader) if given.get("from") or given.get("language") else None


def receipt(worker: Worker, name: str, done: frozenset[str]) -> Receipt | None:
    """The receipt of a block that is done, else None."""
    data = worker.place.read(receipt_name(name)) if name in done else None
    return Receipt.of(data) if data else None


def settled(crew: Hired, worker: Worker, some: Iterable[Block]) -> Iterator[Receipt]:
    """The receipts of blocks; one that fails with its worker is done again in halves, down to the document that does it, which is set aside when it fails
    again and again.
    """
    worker_seconds = worker.job.seconds
    alone: Counter[tuple[int, int]] = Counter()  # how often a document failed by itself
    crew.seconds = worker_seconds * 6
    while True:
        failed: list[tuple[Block, InputError]] = []
        yield from _done(crew, some, failed)
        again: list[Block] = []
        for block, why in failed:
            if len(block) > 1:
                again += (block[: len(block) // 2], block[len(block) // 2 :])
                continue
            place = block[0].file, block[0].number
            alone[place] += 1
            if alone[place] < TRIES:
                again.append(block)
            else:
                yield worker.refuse(block[0], why)
        if not again:
            return
        some = again
        crew.seconds = worker_seconds * (1 + max(map(len, again)) // _USUAL)


def gathered(crew: Hired, chunks: Iterable[Chunk]) -> Iterator[list[dict[str, Any]]]:
    """What is to be said of the files of chunks; one whose worker dies is done again."""
    crew.seconds *= 6
    for _ in range(TRIES):
        failed: list[tuple[Chunk, InputError]] = []
        yield from _done(crew, chunks, failed)
        if not failed:
            return
        chunks = [chunk for chunk, _ in failed]
    chunk, why = failed[0]
    raise QanatError(f"the readings of {chunk.first} … could not be brought together ({why}); run the same command again")


def _done(crew: Any, tasks: Iterable[Any], failed: list[tuple[Any, InputError]]) -> Iterator[Any]:
    """What comes of tasks, in order. Those whose worker dies are added to `failed`, with why; raises QanatError for what is no fault of a task."""
    given: deque[Any] = deque()

    def passing() -> Iterator[Any]:
        for task in tasks:
            given.append(task)
            yield task

    for told in crew.each(passing()):
        task = given.popleft()
        if isinstance(told, InputError):
            failed.append((task, told))
        elif isinstance(told, QanatError):
            raise told
        else:
            yield told
