"""The work of a batch on a Ray cluster: Ray Data passes the lots, the blocks and the chunks around, and the same functions do them.

A lot is cut into blocks by one task; blocks are read by actors, each with a process beside it, so that a document which kills its reader costs that
document here too. What Ray does again after a node is lost writes the same files again.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from qanat.batch.blocks import Block, Lot, blocks, key
from qanat.batch.hands import Hired, only, receipt, settled
from qanat.batch.work import Chunk, Receipt, Worker
from qanat.crew import Crew
from qanat.errors import QanatError

_READERS = 8  # actors that one who cuts keeps busy, easily
_BYTES = 2**20  # of blocks that go to one actor together


class Cluster:
    """A Ray cluster at an address, or one of this machine with so many workers ("local"); use it in a `with`."""

    def __init__(self, worker: Worker, address: str, number: int) -> None:
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what fails comes back as an error
        try:
            import ray
            import ray.data
        except ModuleNotFoundError as error:
            raise QanatError(f"Ray needs the extra `ray`: pip install 'qanat[ray]' ({error})") from error
        self.ray, self.worker, self.address, self.number = ray, worker, address, number

    def __enter__(self) -> Cluster:
        ray = self.ray
        self.ours = not ray.is_initialized()
        try:
            if self.ours and self.address == "local":
                ray.init(address="local", num_cpus=self.number, include_dashboard=False, log_to_driver=False, logging_level="error")
            elif self.ours:
                ray.init(address=self.address, log_to_driver=False, logging_level="error")
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise QanatError(f"{self.address}: there is no Ray cluster ({error})") from error
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.target_max_block_size = _BYTES
        return self

    def __exit__(self, *_: object) -> None:
        if self.ours:
            self.ray.shutdown()

    def read(self, lots: Sequence[Lot], done: frozenset[str]) -> Iterator[Receipt]:
        """The receipts of all blocks of some lots, as they come."""
        from ray.data import ActorPoolStrategy

        most = max(int(self.ray.cluster_resources().get("CPU", 1)), 1)  # type: ignore[no-untyped-call]
        few = max(most // _READERS, 1)
        cut = self._given(lots).map_batches(_cut, fn_args=(self.worker, done), batch_size=1, batch_format="pyarrow", num_cpus=0, concurrency=few)
        pool = ActorPoolStrategy(min_size=1, max_size=most)
        read = cut.map_batches(_Reading, fn_constructor_args=(self.worker,), batch_size=1, batch_format="pyarrow", compute=pool, num_cpus=1)
        yield from map(Receipt.of, self._told(read))

    def gather(self, chunks: Sequence[Chunk]) -> Iterator[list[dict[str, Any]]]:
        """What is to be said of the files of all chunks, as they come."""
        if chunks:
            gathered = self._given(chunks).map_batches(_gather, fn_args=(self.worker,), batch_size=1, batch_format="pyarrow", num_cpus=1)
            yield from map(json.loads, self._told(gathered))

    def _given(self, tasks: Iterable[object]) -> Any:
        some = [{"task": pickle.dumps(task)} for task in tasks]
        return self.ray.data.from_items(some, override_num_blocks=len(some))

    def _told(self, data: Any) -> Iterator[bytes]:
        try:
            for row in data.iter_rows():
                if row["error"]:
                    raise QanatError(row["error"])
                yield row["told"]
        except self.ray.exceptions.RayError as error:
            raise QanatError(f"the cluster failed ({str(error).strip().splitlines()[-1]}); run the same command again: what was read is kept") from error


def _cut(tasks: Any, worker: Worker, done: frozenset[str]) -> Iterator[Any]:
    """Lots → blocks; of a block that is done its key."""
    for lot in _tasks(tasks):
        for block in blocks(lot, only(worker)):
            name = key(block, worker.job.about)
            yield _table(task=pickle.dumps(name if name in done else block))


class _Reading:
    """Blocks → receipts."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.crew: Hired = Crew(worker, 1, apart=True, tries=1)

    def __call__(self, tasks: Any) -> Iterator[Any]:
        for task in _tasks(tasks):
            yield from _answers(lambda task=task: self._receipts(task))  # type: ignore[misc]

    def _receipts(self, task: Block | str) -> Iterator[bytes]:
        if isinstance(task, str):
            kept = receipt(self.worker, task, frozenset((task,)))
            assert kept is not None
            yield kept.packed()
            return
        with _nameless():
            for one in settled(self.crew, self.worker, [task]):
                yield one.packed()


def _gather(tasks: Any, worker: Worker) -> Iterator[Any]:
    """Chunks → what is to be said of their files."""
    for chunk in _tasks(tasks):
        yield from _answers(lambda chunk=chunk: iter([json.dumps(worker.gather(chunk)).encode()]))  # type: ignore[misc]


def _answers(work: Callable[[], Iterator[bytes]]) -> Iterator[Any]:
    """What work tells, or the error that the one who asked is to raise: not Ray's to try again."""
    try:
        for told in work():
            yield _table(told=told, error="")
    except QanatError as error:
        yield _table(told=b"", error=str(error))


def _tasks(table: Any) -> Iterator[Any]:
    for data in table.column("task").to_pylist():
        yield pickle.loads(data)


def _table(**row: bytes | str) -> Any:
    from pyarrow import Table

    return Table.from_pylist([row])


@contextmanager
def _nameless() -> Iterator[None]:
    """Processes that are started do not load the main program, which is Ray's and large."""
    main = sys.modules["__main__"]
    file = main.__dict__.pop("__file__", None)
    try:
        yield
    finally:
        if file is not None:
            main.__file__ = file
