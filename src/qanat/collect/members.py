"""The bytes of an archive, unpacked piece by piece; after damage it goes on with the next member that is whole, and says what was lost."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

MAGIC = b"\x1f\x8b\x08"
START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n|(?:https?|filedesc|dns|ftp):\S+ \S+ \d{8,14} \S+ (?:\S+ \S+ \d+ \S+ )?\d+\r?\n")
_CHUNK = 256 * 1024  # bytes read at a time
_PIECE = 1024 * 1024  # bytes unpacked at a time
_CRUMB = 512  # bytes unpacked at a time where damage is near
_KEPT = 40 * 2**20  # packed bytes of one member that are kept, to look for the next member in them after damage
_SURE = 1024  # bytes that a member without a record's beginning must unpack before it is believed
_TRIED = 64 * 1024  # packed bytes by which a member is tried


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


def pieces(file: Readable) -> Iterator[Piece | Lost]:
    """The bytes of a file in order, unpacked where they are packed by gzip, as one member or as many."""
    source = _Bytes(file)
    if source.get(0, len(MAGIC)) == MAGIC:
        yield from _unpacked(source)
        return
    at = 0
    while data := source.get(at, _CHUNK):
        yield Piece(at, data)
        at += len(data)
        source.forget(at)


def _unpacked(source: _Bytes) -> Iterator[Piece | Lost]:
    at = 0
    while source.get(at, 1):
        start = at
        try:
            for piece, behind in _member(source, start):
                yield piece
                at = behind
        except (zlib.error, EOFError) as error:
            following = _next_member(source, start + 1)
            if following is None and isinstance(error, zlib.error) and not source.get(start, _TRIED).strip(b"\0"):
                return  # padding
            yield Lost(start, following, "the file ends in the middle of it" if isinstance(error, EOFError) else f"it can't be unpacked ({error})")
            if following is None:
                return
            at = following
        source.forget(at)


def _member(source: _Bytes, start: int) -> Iterator[tuple[Piece, int]]:
    """The pieces of one member, each with the offset just behind what was read for it. Raises zlib.error, or EOFError where the file is cut."""
    unpacker = zlib.decompressobj(31)
    at, first = start, True
    while not unpacker.eof:
        data = source.get(at, _CHUNK)
        before = unpacker.copy()
        try:
            out = unpacker.decompress(data, _PIECE)
        except zlib.error:
            yield Piece(start, _salvaged(before, data), True, first), at
            raise
        at += len(data) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
        if not data and not out and not unpacker.eof:
            raise EOFError
        if out or unpacker.eof:
            yield Piece(start, out, True, first, unpacker.eof), at
            first = False
        if at - start > _KEPT:
            source.forget(at)


def _salvaged(unpacker: zlib._Decompress, data: bytes) -> bytes:
    """What can be unpacked before the damage."""
    out = bytearray()
    try:
        while more := unpacker.decompress(data, _CRUMB):
            out += more
            data = unpacker.unconsumed_tail
    except zlib.error:
        pass
    return bytes(out)


def _next_member(source: _Bytes, at: int) -> int | None:
    """The next offset at which a member begins that can be unpacked."""
    while (at := source.find(MAGIC, at)) >= 0:
        if source.get(at, 4)[3:] < b"\x20":
            data = source.get(at, _TRIED)
            unpacker = zlib.decompressobj(31)
            try:
                out = unpacker.decompress(data, _TRIED)
            except zlib.error:
                out = b""
            if START.match(out) or len(out) >= _SURE or (out and unpacker.eof):
                return at
        at += 1
    return None


class _Bytes:
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
            more = self.file.read(_CHUNK)
            self.ended = not more
            self.held += more
        return bytes(memoryview(self.held)[at - self.base : at - self.base + size])

    def forget(self, before: int) -> None:
        """Bytes before an offset will not be asked for again."""
        if before - self.base > 4 * _CHUNK:
            del self.held[: before - self.base]
            self.base = before

    def find(self, what: bytes, at: int) -> int:
        """The offset at which some bytes next stand, or -1; what lies before the search is forgotten as it goes."""
        at = max(at, self.base)
        while True:
            self.get(at, _CHUNK)
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
                if piece.first or not piece.packed:
                    self.begins.append((self.base + len(self.held), piece.offset, piece.packed))
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

    def find(self, matches: Callable[[bytearray, int], int], at: int, limit: int) -> int:
        """The next place from `at` on, among the bytes held and up to `limit` more, at which something matches; -1 where none does."""
        searched = at
        while True:
            found = matches(self.held, searched)
            if found >= 0 or len(self.held) >= limit:
                return found
            before = len(self.held)
            searched = max(at, before - 70_000)
            if self.fill(before + _CHUNK) == before:
                return -1
