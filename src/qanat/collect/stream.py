"""The bytes of an archive on their way: a file read once, the pieces unpacked of it, and the pieces joined into one run that stops before every loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

CHUNK = 256 * 1024  # bytes read at a time
_SHORT = 16  # bytes that are looked for at most


class Broken(Exception):  # noqa: N818  it says what is broken
    """A packed member can't be unpacked."""


class Readable(Protocol):
    """What an archive is read from; it need not know how to seek."""

    def read(self, size: int, /) -> bytes: ...


@runtime_checkable
class Seekable(Protocol):
    """A file that may go back."""

    def read(self, size: int, /) -> bytes: ...
    def seekable(self) -> bool: ...
    def tell(self) -> int: ...
    def seek(self, offset: int, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Lost:
    """What could not be read: from byte `start` up to byte `end` (None: to the end) of the file as it lies there. `member`: where that began which held it."""

    start: int
    end: int | None
    why: str
    member: int = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """Unpacked bytes. `offset`: the byte of the file at which they (packed: what they were unpacked from) begin; `first`: of a packed member; `whole`: it ended
    here as its checksum says; `doubtful`: it is damaged somewhere, and these bytes may be others.
    """

    offset: int
    data: bytes
    packed: bool = False
    first: bool = False
    whole: bool = False
    doubtful: bool = False


class _Origin(NamedTuple):
    """Where bytes of a run come from."""

    position: int  # of the first of them in the run
    offset: int  # in the file
    packed: bool
    first: bool
    doubtful: bool


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

    def goes_back(self) -> bool:
        """Can the file be read a second time?"""
        return isinstance(self.file, Seekable) and self.file.seekable()

    @contextmanager
    def ahead(self, at: int) -> Iterator[Bytes]:
        """The file from an offset on, to look ahead in it; of a file that goes back."""
        assert isinstance(self.file, Seekable)
        here = self.file.tell()
        other = Bytes(self.file)
        other.held, other.base, other.ended = self.held[at - self.base :], at, self.ended
        try:
            yield other
        finally:
            self.file.seek(here)

    def forget(self, before: int) -> None:
        """Bytes before an offset will not be asked for again."""
        if before - self.base > 4 * CHUNK:
            del self.held[: before - self.base]
            self.base = before

    def find(self, what: re.Pattern[bytes], at: int) -> int:
        """The offset at which something short next stands, or -1; what lies before the search is forgotten as it goes."""
        at = max(at, self.base)
        while True:
            self.get(at, CHUNK)
            found = what.search(self.held, at - self.base)
            if found is not None:
                return self.base + found.start()
            if self.ended:
                return -1
            at = max(at, self.base + len(self.held) - _SHORT)
            self.forget(at)


class Stream:
    """Pieces joined into one run of bytes, with what is known of where they come from; it stops before every loss."""

    def __init__(self, source: Iterator[Piece | Lost]) -> None:
        self.source = source
        self.held = bytearray()
        self.base = 0  # position of the first byte held
        self.origins: list[_Origin] = []  # of the bytes held, in order
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
                origin = _Origin(position, piece.offset, piece.packed, piece.first, piece.doubtful)
                if self.origins and self.origins[-1].position == position:  # of an empty piece
                    before = self.origins.pop()
                    origin = origin if piece.first or not before.first else before
                self.origins.append(origin)
                self.held += piece.data
                self.whole = piece.whole or not piece.packed
        return len(self.held)

    def drop(self, size: int) -> None:
        """Go on behind so many of the bytes held."""
        del self.held[:size]
        self.base += size
        while len(self.origins) > 1 and self.origins[1].position <= self.base:
            self.origins.pop(0)

    def past_loss(self) -> None:
        """Go on behind a loss that was told."""
        self.drop(len(self.held))
        self.lost = None
        self.origins.clear()

    @property
    def offset(self) -> int:
        """The byte of the file at which the first byte held lies; of a packed one, where that begins from which it was unpacked."""
        if not self.origins:
            return 0
        one = self.origins[0]
        return one.offset if one.packed else one.offset + self.base - one.position

    def packed(self) -> bool:
        """Is the first byte held a packed one?"""
        return bool(self.origins) and self.origins[0].packed

    def doubtful(self, size: int) -> bool:
        """Is one of so many of the bytes held from a member that is damaged?"""
        return any(one.doubtful for one in self.origins if one.position < self.base + size)

    def members(self, at: int) -> Iterator[int]:
        """The places from `at` on, among the bytes held, at which a packed member begins."""
        return (one.position - self.base for one in self.origins if one.first and one.position >= self.base + at)

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
