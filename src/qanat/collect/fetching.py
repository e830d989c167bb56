"""Fetching beside the work: what is asked for comes as it comes, many hosts at a time, each at its own pace."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from qanat.collect.gate import Failure, Fetched, Gate, Lookup, Settings

_HELD = 64 * 2**20  # bytes that wait for the work; hosts rest while there are more


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to fetch. `about` comes back with it; `first`: before what else its host is asked for."""

    url: str
    about: Any = None
    etag: str | None = None
    modified: str | None = None
    first: bool = False


class Fetching:
    """A gate with a thread of its own. Use it in a `with`; `ask`, then take what comes from `answers`.

    Of each host one thing is fetched at a time, in the order of asking, and the next only when the one before was taken: so hardly anything must be fetched
    again after a kill. What was asked for and not answered when it is closed must be asked for again.
    """

    def __init__(self, settings: Settings | None = None, lookup: Lookup | None = None) -> None:
        self.gate = Gate(settings or Settings(), lookup)
        self.came: SimpleQueue[tuple[Ask, Fetched | Failure] | BaseException] = SimpleQueue()
        self.open = 0  # asked for and not taken
        self.held = 0
        self.hosts: dict[str, deque[Ask]] = {}
        self.free: dict[str, asyncio.Semaphore] = {}  # nothing of a host waits for the work
        self.loop = asyncio.new_event_loop()
        self.room = asyncio.Event()
        self.end = asyncio.Event()
        self.thread = threading.Thread(target=self._run, name="qanat-fetching", daemon=True)

    def __enter__(self) -> Fetching:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.end.set)
        self.thread.join()
        self.loop.close()

    def ask(self, ask: Ask) -> None:
        """Ask for something; its answer comes in its turn."""
        self.open += 1
        self.loop.call_soon_threadsafe(self._line_up, ask)

    def answers(self) -> Iterator[tuple[Ask, Fetched | Failure]]:
        """What was fetched, as it comes, until all that was asked for (also meanwhile) is answered."""
        while self.open:
            found = self.came.get()
            if isinstance(found, BaseException):
                raise found
            self.open -= 1
            self.loop.call_soon_threadsafe(self._taken, found[0], len(found[1].body) if isinstance(found[1], Fetched) else 0)
            yield found

    def get(self, url: str) -> Fetched | Failure:
        """One thing, now."""
        self.ask(Ask(url))
        return next(self.answers())[1]

    # --- in the thread ----------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._serve())
        except BaseException as error:  # noqa: BLE001  it is raised where the answers are taken
            self.came.put(error)

    async def _serve(self) -> None:
        self.room.set()
        async with self.gate:
            await self.end.wait()
            for task in (rest := asyncio.all_tasks() - {asyncio.current_task()}):
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)

    def _line_up(self, ask: Ask) -> None:
        host = _host(ask)
        line = self.hosts.get(host)
        if line is None:
            line = self.hosts[host] = deque()
            task = self.loop.create_task(self._work(host, line))
            task.add_done_callback(self._ended)
        (line.appendleft if ask.first else line.append)(ask)

    async def _work(self, host: str, line: deque[Ask]) -> None:
        """Fetch what is asked of one host, one after the other."""
        free = self.free.setdefault(host, asyncio.Semaphore())
        while line:
            await free.acquire()
            await self.room.wait()
            ask = line.popleft()
            found = await self.gate.fetch(ask.url, etag=ask.etag, modified=ask.modified)
            if isinstance(found, Fetched):
                self.held += len(found.body)
                if self.held > _HELD:
                    self.room.clear()
            self.came.put((ask, found))
        del self.hosts[host]

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.came.put(task.exception() or RuntimeError("unreachable"))

    def _taken(self, ask: Ask, size: int) -> None:
        self.free[_host(ask)].release()
        self.held -= size
        if self.held <= _HELD:
            self.room.set()


def _host(ask: Ask) -> str:
    try:
        return urlsplit(ask.url).hostname or ""
    except ValueError:
        return ""
