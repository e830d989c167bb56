"""The bytes of an archive, unpacked piece by piece; after damage it goes on with the next member that is whole, and says what was lost."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from qanat.collect import frames
from qanat.collect.frames import Frames
from qanat.collect.stream import CHUNK, Broken, Bytes, Lost, Piece, Readable

MAGIC = b"\x1f\x8b\x08"
START = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n|(?<!\S)(?:https?|filedesc|dns|ftp):\S+ \S+ \d{8,14} \S+ (?:\S+ \S+ \d+ \S+ )?\d+\r?\n")
_AT_ONCE = 1024 * 1024  # bytes to which a member is unpacked at once; a larger one comes in pieces
_PIECE = 64 * 1024  # bytes unpacked at a time
_CRUMB = 512  # bytes unpacked at a time where damage is near
_KEPT = 40 * 2**20  # packed bytes of one member that are kept, to look for the next member in them after damage
_SURE = 1024  # bytes that a member without a record's beginning must unpack before it is believed
_TRIED = 64 * 1024  # packed bytes by which a member is tried
_TRAILER = 8  # bytes behind the last block of a member
_FLUSHED = b"\0\0\xff\xff"  # stands where a packer has flushed; it may have begun there anew


class Packing(Protocol):
    """A way in which the members of an archive are packed."""

    begins: re.Pattern[bytes]  # how a member begins, or what goes on in one

    def member(self, source: Bytes, start: int) -> Iterator[tuple[Piece, int]]:
        """The pieces of the member that begins at an offset, each with the offset just behind what was read for it.

        Raises Broken where it can't be unpacked, EOFError where the file ends in it. A piece that could be unpacked before the damage has come by then.
        """


def pieces(file: Readable) -> Iterator[Piece | Lost]:
    """The bytes of a file in order, unpacked where they are packed by gzip or Zstandard, as one member or as many; also where its first bytes are damaged."""
    source = Bytes(file)
    start = source.get(0, len(frames.MAGIC))
    packing: Packing | None = _Gzip() if start.startswith(MAGIC) else Frames() if frames.is_packed(start) else None
    at = 0
    if packing is None:
        packing, at = _packed_later(source)
        if at:
            yield Lost(0, at, "it can't be unpacked (no member begins here)", 0)
    if packing is not None:
        yield from _unpacked(source, packing, at)
        return
    while data := source.get(at, CHUNK):
        yield Piece(at, data)
        at += len(data)
        source.forget(at)


def _packed_later(source: Bytes) -> tuple[Packing | None, int]:
    """The packing of a file of which the first bytes tell none, and where the first record in it begins; None and 0 for a file that is not packed."""
    start = source.get(0, _AT_ONCE)
    plain = START.search(start)
    for packing in (_Gzip(), Frames()) if MAGIC in start or frames.MAGIC in start else ():
        for found in packing.begins.finditer(start, 1, plain.start() if plain else len(start)):
            if START.match(_tried(source, found.start(), packing)[0]):
                return packing, found.start()
    return None, 0


def _unpacked(source: Bytes, packing: Packing, at: int) -> Iterator[Piece | Lost]:
    while source.get(at, 1):
        start, some = at, False
        try:
            for piece, behind in _judged(source, start, packing):
                yield piece
                at, some = behind, some or piece.data != b""
                if at - start > _KEPT:
                    source.forget(at)
        except (Broken, EOFError) as error:
            padding = isinstance(error, Broken) and not source.get(start, _TRIED).strip(b"\0")
            following = _next_member(source, start + 1, at, packing)
            if following is None and padding:
                return
            yield Lost(
                at if some else start,
                following,
                "the file ends in the middle of it" if isinstance(error, EOFError) else f"it can't be unpacked ({error})",
                start,
            )
            if following is None:
                return
            at = following
        source.forget(at)


def _judged(source: Bytes, start: int, packing: Packing) -> Iterator[tuple[Piece, int]]:
    """The pieces of a member, as `Packing` gives them; all doubtful where it turns out to be damaged, if it is small or the file can go back to look."""
    waiting, size, doubtful = list[tuple[Piece, int]](), 0, False
    try:
        for piece, behind in packing.member(source, start):
            if size > _AT_ONCE:
                yield replace(piece, doubtful=doubtful or piece.doubtful), behind
                continue
            waiting.append((piece, behind))
            size += len(piece.data)
            if size > _AT_ONCE:
                doubtful = source.goes_back() and not _is_sound(source, start, packing)
                yield from ((replace(piece, doubtful=doubtful or piece.doubtful), behind) for piece, behind in waiting)
    except Broken:
        if size <= _AT_ONCE:
            yield from ((replace(piece, doubtful=True), behind) for piece, behind in waiting)
        raise
    except EOFError:
        if size <= _AT_ONCE:
            yield from waiting
        raise
    if size <= _AT_ONCE:
        yield from waiting


def _is_sound(source: Bytes, start: int, packing: Packing) -> bool:
    """Can a member be unpacked to its end, or to that of the file?"""
    with source.ahead(start) as far:
        try:
            for _, behind in packing.member(far, start):
                far.forget(behind)
        except Broken:
            return False
        except EOFError:
            pass
    return True


def _next_member(source: Bytes, at: int, behind: int, packing: Packing) -> int | None:
    """The next offset at which a member begins that can be unpacked, or from which, `behind` the damage, the damaged one can be."""
    while (at := source.find(packing.begins, at)) >= 0:
        known = at < behind and source.get(at, len(_FLUSHED)) == _FLUSHED
        out, whole = (b"", False) if known else _tried(source, at, packing)
        if START.match(out) or len(out) >= _SURE or (whole and out):
            return at
        at += 1
    return None


def _tried(source: Bytes, start: int, packing: Packing) -> tuple[bytes, bool]:
    """What can be unpacked of the beginning of what may be a member, and whether it is all of it; nothing where it is damaged and begins no record."""
    out, whole = b"", False
    try:
        for piece, behind in packing.member(source, start):
            out, whole = out + piece.data, piece.whole
            if behind - start >= _TRIED or len(out) >= _SURE:
                break
    except Broken:
        return out if START.match(out) else b"", False
    except EOFError:
        pass
    return out, whole


class _Gzip:
    """Members packed by gzip, and what follows a flush in one."""

    begins = re.compile(b"|".join(map(re.escape, (MAGIC, _FLUSHED))))

    def member(self, source: Bytes, start: int) -> Iterator[tuple[Piece, int]]:
        """As `Packing` says; no checksum covers what follows a flush."""
        flushed = source.get(start, len(_FLUSHED)) == _FLUSHED
        at, unpacker = (start + len(_FLUSHED), zlib.decompressobj(-15)) if flushed else (start, zlib.decompressobj(31))
        begun, first = start, True
        while not unpacker.eof:
            data = source.get(at, CHUNK)
            before = unpacker.copy()
            try:
                out = unpacker.decompress(data, _PIECE)
            except zlib.error as error:
                yield from _salvaged(before, data, begun, first)
                raise Broken(str(error)) from None
            at += len(data) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
            if not data and not out and not unpacker.eof:
                raise EOFError
            if out or unpacker.eof:
                whole = unpacker.eof and not flushed
                yield Piece(begun, out, True, first, whole, flushed), at + (_TRAILER if unpacker.eof and flushed else 0)
                begun, first = at, False


def _salvaged(unpacker: zlib._Decompress, data: bytes, at: int, first: bool) -> Iterator[tuple[Piece, int]]:
    """The pieces that can be unpacked before the damage, down to the last byte."""
    for size in (_CRUMB, 1):
        before = unpacker.copy()
        try:
            while out := unpacker.decompress(data, size):
                behind = at + len(data) - len(unpacker.unconsumed_tail)
                yield Piece(at, out, True, first), behind
                data, at, first, before = unpacker.unconsumed_tail, behind, False, unpacker.copy()
        except zlib.error:
            unpacker = before
