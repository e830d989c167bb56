"""What a batch reads, cut into pieces that are done or not done: files into lots, lots into blocks of captures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qanat.collect.files import Meter, captures, standing
from qanat.collect.visits import is_address
from qanat.errors import InputError
from qanat.model import Capture
from qanat.page.chosen import Chosen
from qanat.places import Place, is_store

DOCUMENTS = 200  # of a block
_CHARACTERS = 16_000_000  # of a block, about
_SMALL = 8_000_000  # bytes of a lot of small files


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: its `number` in the batch, and of what was handed in it stands in (`given`: as it was written)."""

    number: int
    path: str
    given: str
    size: int


Lot = tuple[File, ...]  # files that are cut into blocks together: one large file, or several small ones


@dataclass(frozen=True, slots=True)
class Item:
    """A capture, or why there is none, at its place: the number of the file, and its own in that file."""

    file: int
    number: int
    given: str
    capture: Capture | InputError


Block = tuple[Item, ...]


def files(inputs: Sequence[str]) -> list[File]:
    """The files at some paths and URLs of stores, in order. Raises InputError where there is nothing to be read."""
    out: list[File] = []
    for given in inputs:
        if is_address(given) or given == "-":
            raise InputError(f"{given}: a batch reads files, which it may have to read again; bring it to this disk or to an object store first")
        paths = standing(given)
        if not paths:
            raise InputError(f"{given}: no articles in this folder")
        out += [File(len(out) + number, path, given, _bytes(path)) for number, path in enumerate(paths)]
    return out


def _bytes(path: str) -> int:
    """The size of a file."""
    try:
        return Place(path).size() if is_store(path) else Path(path).stat().st_size
    except OSError as error:
        raise InputError(f"{path}: there is no such file or folder" if isinstance(error, FileNotFoundError) else f"{path}: can't be read: {error}") from error


def lots(some: Iterable[File]) -> list[Lot]:
    """Files in order, small ones together."""
    out: list[Lot] = []
    size = 0
    for file in some:
        if out and size + file.size <= _SMALL:
            out[-1] += (file,)
            size += file.size
        else:
            out.append((file,))
            size = file.size
    return out


def blocks(lot: Lot, wanted: Chosen | None, far: Meter | None = None) -> Iterator[Block]:
    """The captures of a lot in blocks, always the same ones; `far` is told how far it is."""
    held: list[Item] = []
    size = 0
    for file in lot:
        for number, capture in enumerate(captures([file.path], wanted, far)):
            held.append(Item(file.number, number, file.given, capture))
            size += _size(capture)
            if len(held) == DOCUMENTS or size > _CHARACTERS:
                yield tuple(held)
                held, size = [], 0
    if held:
        yield tuple(held)


def key(block: Block, about: str) -> str:
    """What a block is known by: a digest of all that is in it, and of what it is read by and with (`about`)."""
    digest = hashlib.sha256(about.encode("utf-8", "surrogatepass"))
    for item in block:
        digest.update(repr(item).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _size(capture: Capture | InputError) -> int:
    if isinstance(capture, InputError):
        return 0
    content = capture.content
    return len(content) if isinstance(content, str) else sum(len(part) for part in content.values() if isinstance(part, str))
