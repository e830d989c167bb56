"""What a worker of a batch does, on this machine or on another: it reads a block, or brings the readings of some days together."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from importlib.abc import MetaPathFinder
from itertools import groupby
from multiprocessing import parent_process
from types import ModuleType
from typing import Any

from qanat.batch import staged
from qanat.batch.blocks import Block, Item, key
from qanat.batch.staged import Line
from qanat.crew import SECONDS, attempted
from qanat.errors import AsideError, InputError, QanatError
from qanat.forms import to_dict
from qanat.model import Capture, Reading
from qanat.pipeline import Given, Reader, named, reading_of
from qanat.places import Place

WORK = ".work"  # the folder in which an unfinished batch stands
_NAMING = ("document", "reader", "name", "file", "item")  # what the name of a file depends on
NO_DAY = "__HIVE_DEFAULT_PARTITION__"  # the partition of documents without a day, which readers of Parquet take for null


@dataclass(frozen=True, slots=True)
class Job:
    """A batch: where it is written (`out`), what is said of documents that do not say it (`given`), and by what it is read. Picklable."""

    out: str
    given: dict[str, str | None]
    language: str
    reader: str  # its version
    seconds: float = SECONDS  # that one document may take

    @property
    def about(self) -> str:
        """All that decides what is read of a block, beside the block."""
        return repr((sorted(self.given.items()), self.reader))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a block: how many documents of which days, how many claims, and what was set aside."""

    key: str
    at: tuple[int, int]  # the place of its first document: file, item
    days: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    aside: list[dict[str, Any]] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many were read."""
        return sum(self.days.values())

    @classmethod
    def of(cls, data: bytes) -> Receipt:
        """The receipt that `packed` wrote."""
        found = json.loads(data)
        return cls(**{**found, "at": tuple(found["at"])})

    def packed(self) -> bytes:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some days, both inside, that are brought together out of some blocks."""

    first: str
    last: str
    blocks: tuple[str, ...]


class Worker:
    """Does what a batch is made of. Picklable: the reader is loaded where it works."""

    def __init__(self, job: Job, kind: type[Reader] = Reader) -> None:
        self.job, self.kind = job, kind

    def __reduce__(self) -> tuple[type[Worker], tuple[Job, type[Reader]]]:
        return Worker, (self.job, self.kind)

    @cached_property
    def reader(self) -> Reader:
        """Loaded when it is first needed."""
        return self.kind(self.job.language)

    @cached_property
    def place(self) -> Place:
        """Where the batch is written."""
        return Place(self.job.out)

    def __call__(self, task: Block | Chunk) -> Receipt | list[dict[str, Any]] | QanatError:
        """What comes of a block or a chunk; what is no fault of a document (a full disk) comes as an error that is no InputError."""
        try:
            return self.gather(task) if isinstance(task, Chunk) else self.read(task)
        except QanatError as error:
            return QanatError(str(error))
        except Exception as error:  # noqa: BLE001  an error must come back; a worker that dies of it would set documents aside
            return QanatError(f"{self.job.out}: {type(error).__name__}: {error}")

    def read(self, block: Block) -> Receipt:
        """Read a block and keep it: its readings first, then its receipt, each whole or not at all. Done twice, it writes the same again."""
        rows: list[dict[str, Any]] = []
        aside: list[dict[str, Any]] = []
        counts: Counter[str] = Counter()
        for item in block:
            found = self._reading(item)
            if isinstance(found, Reading):
                rows.append(self._row(item, found))
                counts.update({"contacts": len(found.contacts), "statements": len(found.statements), "events": len(found.events)})
            else:
                aside.append(set_aside(item, found, self.job.given))
        name = key(block, self.job.about)
        if rows:
            self.place.write(staged_name(name), staged.packed(rows))
        return self._kept(Receipt(name, (block[0].file, block[0].number), dict(Counter(row["day"] for row in rows)), dict(counts), aside))

    def refuse(self, item: Item, error: InputError) -> Receipt:
        """Set a document aside that no worker survived."""
        return self._kept(Receipt(key((item,), self.job.about), (item.file, item.number), aside=[set_aside(item, error, self.job.given)]))

    def _kept(self, receipt: Receipt) -> Receipt:
        self.place.write(receipt_name(receipt.key), receipt.packed())
        return receipt

    def _reading(self, item: Item) -> Reading | InputError:
        if isinstance(item.capture, InputError):
            return item.capture
        capture: Capture = item.capture
        return attempted(lambda one: reading_of(self.reader, one, self.job.given), capture, self.job.seconds)

    def _row(self, item: Item, found: Reading) -> dict[str, Any]:
        assert isinstance(item.capture, Capture)
        content = item.capture.content
        reader = content["reader"] if item.capture.kind == "reading" and isinstance(content, dict) else self.job.reader
        place = {"reader": reader, "name": item.capture.name, "file": item.file, "item": item.number}
        return {**to_dict(found), **place, "day": found.document.day or ""}

    def gather(self, chunk: Chunk) -> list[dict[str, Any]]:
        """Write the readings of some days, a file a day, named after what is in it; returns what is to be said of each file."""
        lines: list[Line] = []
        for name in chunk.blocks:
            with self.place.open(staged_name(name)) as file:
                lines += staged.within(file, chunk.first, chunk.last)
        lines.sort()
        return [self._day(day, list(some)) for day, some in groupby(lines, key=lambda line: line.day)]

    def _day(self, day: str, lines: list[Line]) -> dict[str, Any]:
        """Write the readings of a day; the name of the file begins with the place of the first, and depends on what they are of, and by what they were read."""
        form = _arrow()
        digest = hashlib.sha256()

        def rows() -> Iterator[dict[str, Any]]:
            for line in lines:
                row = json.loads(line.row)
                digest.update(repr([row[name] for name in _NAMING]).encode("utf-8", "surrogatepass"))
                yield row

        data = form.packed(rows(), form.READINGS)
        path = f"readings/day={day or NO_DAY}/{lines[0].file:06}-{lines[0].item:09}-{digest.hexdigest()[:16]}.parquet"
        return kept(self.place, path, data, len(lines))


def kept(place: Place, path: str, data: bytes, rows: int) -> dict[str, Any]:
    """Write a file of rows; returns what the manifest says of it."""
    place.write(path, data)
    return {"path": path, "rows": rows, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


@cache
def _arrow() -> ModuleType:
    """What writes Parquet; those who read do without it."""
    if parent_process() is not None:  # one of a crew, which does nothing else
        sys.meta_path.insert(0, _NoPandas())
    from qanat.batch import form

    form.hold_less()
    return form


class _NoPandas(MetaPathFinder):
    """Pandas can't be found: pyarrow loads it where it can, which takes 50 MB and half a second for nothing."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def staged_name(name: str) -> str:
    """Where the readings of a block wait."""
    return f"{WORK}/blocks/{name}.jsonl.zst"


def receipt_name(name: str) -> str:
    """Where its receipt stands."""
    return f"{WORK}/receipts/{name}.json"


def set_aside(item: Item, error: InputError, given: Given) -> dict[str, Any]:
    """A row of what was set aside, said as `qanat add` says it."""
    if isinstance(error, AsideError):
        return {"name": error.name, "path": error.path, "given": error.given, "reason": str(error)}
    if isinstance(item.capture, Capture):
        return {"name": item.capture.name, "path": item.given, "given": given, "reason": str(named(item.capture.name, error))}
    return {"name": str(error).partition(": ")[0], "path": item.given, "given": given, "reason": str(error)}
