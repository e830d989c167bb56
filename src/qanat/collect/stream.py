"""The bytes of an archive on their way: a file read once, the pieces unpacked of it, and the pieces joined into one run that stops before every loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

CHUNK = 256 * 1024  # bytes read at a time


class Broken(Exception):  # noqa: N818  it says what is broken
    """A packed member can't be unpacked."""


class Readable(Protocol):
    """What an archive is read from; it need not know how to seek."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Lost:
    """What could not be read: from byte `start` up to byte `end` (None: to the end) of the file as it lies there."""

    start: int
    end: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Unpacked bytes. `offset`: the byte of the file at which they (packed: their member) begin; `whole`: a packed member ended here as its checksum says."""

    offset: int
    data: bytes
    packed: bool = False
    first: bool = False
    whole: bool = False


class Bytes:
    """A file that is read once, from which bytes can be asked for by their offset as long as they are not forgotten."""

    def __init__(self, file: Readable) -> None:
        self.file = file
        self.held = bytearray()
        self.base = 0
        self.ended = False

    def get(self, at: int, size: int) -> bytes:
        """Up to so many bytes from an offset on; fewer at the end of the file."""
        at = max(at, self.base)
        while not self.ended and self.base + len(self.held) < at + size:
            more = self.file.read(CHUNK)
            self.ended = not more
            self.held += more
        return bytes(memoryview(self.held)[at - self.base : at - self.base + size])

    def forget(self, before: int) -> None:
        """Bytes before an offset will not be asked for again."""
        if before - self.base > 4 * CHUNK:
            del self.held[: before - self.base]
            self.base = before

    def find(self, what: bytes, at: int) -> int:
        """The offset at which some bytes next stand, or -1; what lies before the search is forgotten as it goes."""
        at = max(at, self.base)
        while True:
            self.get(at, CHUNK)
            found = self.held.find(what, at - self.base)
            if found >= 0:
                return self.base + found
            if self.ended:
                return -1
            at = max(at, self.base + len(self.held) - len(what) + 1)
            self.forget(at)


class Stream:
    """Pieces joined into one run of bytes, with what is known of where they come from; it stops before every loss."""

    def __init__(self, source: Iterator[Piece | Lost]) -> None:
        self.source = source
        self.held = bytearray()
        self.base = 0  # position of the first byte held
        self.begins: list[tuple[int, int, bool]] = []  # (position, offset in the file, packed), in order
        self.lost: Lost | None = None  # what comes right after the bytes held
        self.ended = False
        self.whole = True  # the last member read ended as its checksum says

    def fill(self, size: int) -> int:
        """Hold so many bytes; returns how many there are, fewer before a loss and at the end."""
        while len(self.held) < size and self.lost is None and not self.ended:
            piece = next(self.source, None)
            if piece is None:
                self.ended = True
            elif isinstance(piece, Lost):
                self.lost, self.whole = piece, False
            else:
                position = self.base + len(self.held)
                if piece.first or not piece.packed:
                    if self.begins and self.begins[-1][0] == position:  # that of an empty member
                        self.begins.pop()
                    self.begins.append((position, piece.offset, piece.packed))
                self.held += piece.data
                self.whole = piece.whole or not piece.packed
        return len(self.held)

    def drop(self, size: int) -> None:
        """Go on behind so many of the bytes held."""
        del self.held[:size]
        self.base += size
        while len(self.begins) > 1 and self.begins[1][0] <= self.base:
            self.begins.pop(0)

    def past_loss(self) -> None:
        """Go on behind a loss that was told."""
        self.drop(len(self.held))
        self.lost = None
        self.begins.clear()

    @property
    def offset(self) -> int:
        """The byte of the file at which the first byte held lies; of a packed one, where its member begins."""
        if not self.begins:
            return 0
        position, offset, packed = self.begins[0]
        return offset if packed else offset + self.base - position

    def members(self, at: int) -> Iterator[int]:
        """The places from `at` on, among the bytes held, at which a packed member begins."""
        return (position - self.base for position, _, packed in self.begins if packed and position >= self.base + at)

    def find(self, matches: Callable[[Stream, int], int], at: int, limit: int) -> int:
        """The next place from `at` on, among the bytes held and up to `limit` more, at which something matches; -1 where none does."""
        searched = at
        while True:
            found = matches(self, searched)
            if found >= 0 or len(self.held) >= limit:
                return found
            before = len(self.held)
            searched = max(at, before - 70_000)
            if self.fill(before + CHUNK) == before:
                return -1
