"""The bytes of an archive, unpacked piece by piece; after damage it goes on with the next member that is whole, and says what was lost."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Protocol

from qanat.collect import frames
from qanat.collect.frames import Frames
from qanat.collect.stream import CHUNK, Broken, Bytes, Lost, Piece, Readable

MAGIC = b"\x1f\x8b\x08"
START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n|(?:https?|filedesc|dns|ftp):\S+ \S+ \d{8,14} \S+ (?:\S+ \S+ \d+ \S+ )?\d+\r?\n")
_PIECE = 1024 * 1024  # bytes unpacked at a time
_CRUMB = 512  # bytes unpacked at a time where damage is near
_KEPT = 40 * 2**20  # packed bytes of one member that are kept, to look for the next member in them after damage
_SURE = 1024  # bytes that a member without a record's beginning must unpack before it is believed
_TRIED = 64 * 1024  # packed bytes by which a member is tried


class Packing(Protocol):
    """A way in which the members of an archive are packed."""

    magic: bytes  # of a member that holds something

    def member(self, source: Bytes, start: int) -> Iterator[tuple[Piece, int]]:
        """The pieces of the member that begins at an offset, each with the offset just behind what was read for it.

        Raises Broken where it can't be unpacked, EOFError where the file ends in it. A piece that could be unpacked before the damage has come by then.
        """


def pieces(file: Readable) -> Iterator[Piece | Lost]:
    """The bytes of a file in order, unpacked where they are packed by gzip or Zstandard, as one member or as many."""
    source = Bytes(file)
    start = source.get(0, len(frames.MAGIC))
    if start.startswith(MAGIC):
        yield from _unpacked(source, _Gzip())
        return
    if frames.is_packed(start):
        yield from _unpacked(source, Frames())
        return
    at = 0
    while data := source.get(at, CHUNK):
        yield Piece(at, data)
        at += len(data)
        source.forget(at)


def _unpacked(source: Bytes, packing: Packing) -> Iterator[Piece | Lost]:
    at = 0
    while source.get(at, 1):
        start = at
        try:
            for piece, behind in packing.member(source, start):
                yield piece
                at = behind
                if at - start > _KEPT:
                    source.forget(at)
        except (Broken, EOFError) as error:
            padding = isinstance(error, Broken) and not source.get(start, _TRIED).strip(b"\0")
            following = _next_member(source, start + 1, packing)
            if following is None and padding:
                return
            yield Lost(start, following, "the file ends in the middle of it" if isinstance(error, EOFError) else f"it can't be unpacked ({error})")
            if following is None:
                return
            at = following
        source.forget(at)


def _next_member(source: Bytes, at: int, packing: Packing) -> int | None:
    """The next offset at which a member begins that can be unpacked."""
    while (at := source.find(packing.magic, at)) >= 0:
        if _is_member(source, at, packing):
            return at
        at += 1
    return None


def _is_member(source: Bytes, start: int, packing: Packing) -> bool:
    """Does something that can be unpacked begin at an offset: a record, so much that it is no accident, or a whole member?"""
    out, whole = b"", False
    try:
        for piece, behind in packing.member(source, start):
            out, whole = out + piece.data, piece.whole
            if behind - start >= _TRIED or len(out) >= _SURE:
                break
    except Broken:
        return START.match(out) is not None
    except EOFError:
        pass
    return START.match(out) is not None or len(out) >= _SURE or (whole and out != b"")


class _Gzip:
    """Members packed by gzip."""

    magic = MAGIC

    def member(self, source: Bytes, start: int) -> Iterator[tuple[Piece, int]]:
        unpacker = zlib.decompressobj(31)
        at, first = start, True
        while not unpacker.eof:
            data = source.get(at, CHUNK)
            before = unpacker.copy()
            try:
                out = unpacker.decompress(data, _PIECE)
            except zlib.error as error:
                yield Piece(start, _salvaged(before, data), True, first), at
                raise Broken(str(error)) from None
            at += len(data) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
            if not data and not out and not unpacker.eof:
                raise EOFError
            if out or unpacker.eof:
                yield Piece(start, out, True, first, unpacker.eof), at
                first = False


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
