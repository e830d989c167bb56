"""Workers that may fail: a task that kills its worker again and again, or takes too long, costs that task and no other."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from qanat.errors import InputError, QanatError

Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS = 120.0  # that one task may take
TRIES = 3  # for what dies with its worker: it may have been killed by accident
_MEMORY = 6 * 2**30  # bytes of addresses of one worker
_AHEAD = 4  # tasks a worker that are taken before their turn


class Crew(Generic[Task, Result]):
    """Does tasks, here or in worker processes, and gives the results in order. `work` must not raise; what it is made of must be picklable.

    A task that dies with `tries` workers, or takes longer than `seconds` (SECONDS), comes back as an InputError that says why. With one worker all is done in
    this process, and what kills it kills us, unless it is to stand `apart`. Use it in a `with`. Raises QanatError where no worker can be started.
    """

    def __init__(self, work: Callable[[Task], Result], workers: int, *, apart: bool = False, seconds: float | None = None, tries: int = TRIES) -> None:
        self.work, self.number, self.here, self.seconds, self.tries = work, workers, workers < 2 and not apart, seconds or SECONDS, tries
        self.workers: list[_Worker] = []

    def __enter__(self) -> Crew[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.stop()
        self.workers.clear()

    def each(self, tasks: Iterable[Task]) -> Iterator[Result | InputError]:
        """The result of each task, in order; tasks are taken as there are hands for them."""
        if self.here:
            yield from (attempted(self.work, task, self.seconds) for task in tasks)
            return
        numbered, done, next_, taken, more = enumerate(tasks), dict[int, Result | InputError](), 0, 0, True
        deaths = Counter[int]()
        while more or next_ < taken:
            while more and taken < next_ + _AHEAD * self.number and self._is_free():
                task = next(numbered, None)
                if task is None:
                    more = False
                else:
                    self._free().give(*task)
                    taken += 1
            for place, worker in enumerate(self.workers):
                if worker.task is not None and (found := worker.result(self.seconds)) is not None:
                    number, given = worker.task
                    worker.task = None
                    if not worker.process.is_alive():
                        worker.stop()
                        worker = self.workers[place] = _Worker(self.work)
                    deaths[number] += isinstance(found[0], _DeadError)
                    if isinstance(found[0], _DeadError) and deaths[number] < self.tries:
                        worker.give(number, given)
                    else:
                        done[number] = found[0]
            if next_ in done:
                yield done.pop(next_)
                next_ += 1
                continue
            busy: list[Any] = [one.pipe for one in self.workers if one.task is not None]
            if busy:
                wait(busy, timeout=0.5)

    def _is_free(self) -> bool:
        return len(self.workers) < self.number or any(worker.task is None for worker in self.workers)

    def _free(self) -> _Worker:
        for worker in self.workers:
            if worker.task is None:
                return worker
        self.workers.append(_Worker(self.work))
        return self.workers[-1]


def attempted(work: Callable[[Task], Result], task: Task, seconds: float) -> Result | InputError:
    """The result of a task that is done here, or why it was broken off."""
    try:
        with limited(seconds):
            return work(task)
    except _Late:
        return _slow(seconds)
    except MemoryError:
        return InputError("there is not enough memory for it")


class _DeadError(InputError):
    """A worker died on a task."""


class _Late(BaseException):
    """A task took too long; no `except Exception` on its way takes it for something else."""


class _Worker:
    """A process that does one task at a time."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.task: tuple[int, Any] | None = None
        self.begun = 0.0
        self.ready = False

    def give(self, number: int, task: Any) -> None:
        self.task, self.begun = (number, task), time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died; `result` says so
            self.pipe.send(task)

    def result(self, seconds: float) -> tuple[Any] | None:
        """The result of its task in a tuple, or None where it is not there yet."""
        try:
            while self.pipe.poll():
                said = self.pipe.recv()
                if not self.ready:  # its first word: it has loaded what it needs
                    self.ready, self.begun = True, time.monotonic()
                    continue
                return (said,)
        except (EOFError, OSError):
            self.process.join()
            if not self.ready:  # the fault of no task
                raise QanatError(f"no process can be started to read in ({_end(self.process.exitcode)}); its own words stand above") from None
            return (_DeadError(f"a worker died on it ({_end(self.process.exitcode)}); please report this as a fault of Qanat"),)
        if self.ready and time.monotonic() - self.begun > seconds:
            self.process.kill()
            self.process.join()
            return (_slow(seconds),)
        return None

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _slow(seconds: float) -> InputError:
    return InputError(f"reading it took more than {seconds:g} seconds; please report this as a fault of Qanat")


def _end(code: int | None) -> str:
    try:
        return signal.Signals(-(code or 0)).name
    except ValueError:
        return f"exit code {code}"


def _serve(pipe: Connection[Any, Any], work: Callable[[Any], Any]) -> None:
    """What a worker does until its pipe is closed."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who called is asked to stop
    pipe.send(None)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            found = work(task)
        except MemoryError:
            found = InputError("there is not enough memory for it")
        pipe.send(found)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Break off what is done when it takes longer; where that can't be had (another thread, another system), let it."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: object) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
