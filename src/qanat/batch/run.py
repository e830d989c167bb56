"""A batch from its first block to its manifest; run again after whatever ended it, it goes on where it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from importlib.metadata import version
from typing import Any, NamedTuple

from qanat.batch import form
from qanat.batch.blocks import File, files, lots
from qanat.batch.hands import Hands
from qanat.batch.work import WORK, Chunk, Receipt, Worker, kept
from qanat.collect.files import MANIFEST, UNFINISHED
from qanat.errors import InputError, QanatError
from qanat.places import Place

_MOST = 2_000  # documents that are brought together at once


class _Kept(NamedTuple):
    """What the driver remembers of a block."""

    at: tuple[int, int]
    key: str
    documents: int
    first: str
    last: str


class Ledger:
    """What has come of a batch so far."""

    def __init__(self) -> None:
        self.blocks: list[_Kept] = []
        self.days: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self.aside: list[tuple[tuple[int, int], dict[str, Any]]] = []

    def enter(self, receipt: Receipt) -> None:
        """Take the receipt of a block in."""
        self.days.update(receipt.days)
        self.counts.update(receipt.counts)
        self.aside += [(receipt.at, one) for one in receipt.aside]
        if receipt.days:
            self.blocks.append(_Kept(receipt.at, receipt.key, receipt.documents, min(receipt.days), max(receipt.days)))

    @property
    def documents(self) -> int:
        """How many were read."""
        return self.days.total()

    def chunks(self) -> list[Chunk]:
        """Days in order, so many together as are brought together at once; a day of more documents in several parts, by blocks in order."""
        out: list[Chunk] = []
        held: list[str] = []
        self.blocks.sort()
        for day in sorted(self.days):
            if held and sum(self.days[one] for one in held) + self.days[day] > _MOST:
                out += self._parts(held)
                held = []
            held.append(day)
        return out + (self._parts(held) if held else [])

    def _parts(self, days: list[str]) -> list[Chunk]:
        first, last = days[0], days[-1]
        within = [one for one in self.blocks if one.first <= last and one.last >= first]
        if len(days) > 1 or self.days[first] <= _MOST:
            return [Chunk(first, last, tuple(one.key for one in within))]
        out: list[list[_Kept]] = [[]]
        for one in within:
            if out[-1] and sum(kept.documents for kept in out[-1]) + one.documents > _MOST:
                out.append([])
            out[-1].append(one)
        return [Chunk(first, last, tuple(one.key for one in part)) for part in out]


def plan(inputs: Sequence[str], worker: Worker) -> list[File]:
    """The files of a batch. Raises InputError where there are none, QanatError where OUT holds another batch, or something else."""
    place, out = worker.place, worker.job.out
    for given in inputs:
        if f"{place.path}/".startswith(f"{Place(given).path.rstrip('/')}/"):
            raise InputError(f"{out}: lies in {given}, which is read; hand in another folder")
    found = files(inputs)
    data = place.read(MANIFEST)
    if data is not None and json.loads(data).get("input") != described(found):
        raise QanatError(f"{out}: holds the batch of other files; hand in another folder")
    if data is None and place.read(UNFINISHED) is None and place.names():
        raise QanatError(f"{out}: is not empty, and no batch; hand in another folder")
    return found


def finished(worker: Worker) -> dict[str, Any] | None:
    """The manifest of a batch that is finished, read by this reader in this way; else None."""
    data = worker.place.read(MANIFEST)
    manifest: dict[str, Any] | None = json.loads(data) if data is not None else None
    return manifest if manifest and (manifest["reader"], manifest["given"]) == (worker.job.reader, worker.job.given) else None


def set_aside(worker: Worker, manifest: dict[str, Any]) -> list[str]:
    """Why documents were set aside, in order."""
    reasons: list[str] = []
    for one in manifest["files"]:
        if str(one["path"]).startswith("aside/"):
            with worker.place.open(one["path"]) as file:
                reasons += form.reasons(file)
    return reasons


def described(some: Iterable[File]) -> list[dict[str, Any]]:
    """Files as the manifest tells of them."""
    return [{"path": one.path, "bytes": one.size} for one in some]


def run(found: Sequence[File], worker: Worker, hands: Hands, tell: Callable[[Ledger], None] = lambda _: None) -> dict[str, Any]:
    """Read all files, write OUT; returns its manifest. `tell` is told how far it is."""
    place, job = worker.place, worker.job
    place.write(UNFINISHED, json.dumps({"input": described(found), "given": job.given, "reader": job.reader}, ensure_ascii=False).encode())
    done = frozenset(name.rpartition("/")[2].removesuffix(".json") for name in place.names(f"{WORK}/receipts"))
    ledger = Ledger()
    for receipt in hands.read(lots(found), done):
        ledger.enter(receipt)
        tell(ledger)
    written = [one for some in hands.gather(ledger.chunks()) for one in some]
    written += _aside(worker, ledger)
    _sweep(worker, {one["path"] for one in written})
    manifest = {
        "qanat": version("qanat"),
        "reader": job.reader,
        "pack": {"language": job.language, "sha256": worker.reader.pack_digest},
        "given": job.given,
        "input": described(found),
        "documents": ledger.documents,
        "days": len([day for day in ledger.days if day]),
        "aside": len(ledger.aside),
        **{name: ledger.counts[name] for name in ("contacts", "statements", "events")},
        "files": sorted(written, key=lambda one: str(one["path"])),
    }
    place.write(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
    place.remove(WORK)
    return manifest


def _aside(worker: Worker, ledger: Ledger) -> list[dict[str, Any]]:
    """Write what was set aside, in the order of the files."""
    rows = [row for _, row in sorted(ledger.aside, key=lambda one: (one[0], one[1]["name"]))]
    if not rows:
        return []
    data = form.packed(rows, form.ASIDE, len(rows))
    return [kept(worker.place, f"aside/{sha256(data).hexdigest()[:16]}.parquet", data, len(rows))]


def _sweep(worker: Worker, wanted: set[str]) -> None:
    """Take away what an earlier run, cut in other pieces, has written."""
    for top in ("readings", "aside"):
        for name in worker.place.names(top):
            if name not in wanted:
                worker.place.remove(name)
