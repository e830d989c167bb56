"""Members packed by Zstandard, as the IIPC's `.warc.zst` has them: frames of records, and an optional dictionary in a skippable frame before them.

A frame is unpacked block by block, each of which is 128 KiB at most once unpacked, so that no frame can fill the memory; RFC 8878 tells their form.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from qanat.collect.stream import Broken, Bytes, Piece

MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # a skippable frame that holds the dictionary of the frames behind it
_SKIPPABLE = b"\x2a\x4d\x18"  # what follows the first byte of every skippable frame
_HEADER = 18  # bytes that the header of a frame has at most
_BLOCK = 128 * 1024  # bytes of a block, packed or not
_WINDOW = 32 * 2**20  # bytes back to which a frame may refer; the IIPC asks for 8 MiB
_WORDS = 8 * 2**20  # bytes of a dictionary, packed or not, as the IIPC asks for


def is_packed(start: bytes) -> bool:
    """Are these first bytes of a file packed by Zstandard, with a dictionary or without?"""
    return start.startswith((MAGIC, _DICTIONARY))


def has_dictionary(start: bytes) -> bool:
    """Do these first bytes of a file begin a dictionary? Only web archives have one there."""
    return start.startswith(_DICTIONARY)


class Frames:
    """The frames of one file, in order; a dictionary among them holds for those behind it."""

    begins = re.compile(re.escape(MAGIC))

    def __init__(self) -> None:
        import zstandard

        self.failed = zstandard.ZstdError
        self.unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)

    def member(self, source: Bytes, start: int) -> Iterator[tuple[Piece, int]]:
        """The pieces of the frame that begins at an offset; of a skippable one an empty piece. As `Packing` says."""
        begins = source.get(start, len(MAGIC))
        if begins == MAGIC:
            try:
                yield from self._frame(source, start)
            except self.failed as error:
                if len(source.get(start, _HEADER)) < _HEADER:
                    raise EOFError from None
                raise Broken(str(error).removeprefix("zstd decompressor error: ")) from None
        elif begins[1:] == _SKIPPABLE and b"\x50" <= begins[:1] < b"\x60":
            yield self._passed(source, start, begins)
        elif len(begins) < len(MAGIC):
            raise EOFError
        else:
            raise Broken("no frame begins here")

    def _frame(self, source: Bytes, start: int) -> Iterator[tuple[Piece, int]]:
        import zstandard

        head = source.get(start, _HEADER)
        at = start + zstandard.frame_header_size(head)
        checked = zstandard.get_frame_parameters(head).has_checksum
        unpacker = self.unpacker.decompressobj()
        unpacker.decompress(head[: at - start])
        begun, first, last = start, True, False
        while not last:
            packed, last = _block(source, at)
            out = unpacker.decompress(packed)
            at += len(packed)
            if last and checked:  # what it covers comes before it: a digest may show that it is whole all the same
                yield Piece(begun, out, True, first), at
                out, at, first = unpacker.decompress(_all(source, at, 4)), at + 4, False
            yield Piece(begun, out, True, first, last), at
            begun, first = at, False

    def _passed(self, source: Bytes, start: int, begins: bytes) -> tuple[Piece, int]:
        size = int.from_bytes(_all(source, start + 4, 4), "little")
        behind = start + 8 + size
        if begins == _DICTIONARY:
            self._learn(source, start + 8, size)
        _all(source, behind - 1, 1)
        follows = source.get(behind, len(MAGIC))
        if follows and follows != MAGIC and follows[1:] != _SKIPPABLE:
            raise Broken("a skippable frame ends where no other begins")  # a wrong size would hide records
        return Piece(start, b"", True, False, True), behind

    def _learn(self, source: Bytes, at: int, size: int) -> None:
        """Take the dictionary that stands somewhere."""
        import zstandard

        words = bytearray(_all(source, at, size) if size <= _WORDS else b"")
        if words.startswith(MAGIC):
            packed, words = Bytes(io.BytesIO(words)), bytearray()
            for piece, _ in Frames().member(packed, 0):
                words += piece.data
                if len(words) > _WORDS:
                    break
        if not 0 < len(words) <= _WORDS:
            raise Broken(f"its dictionary is empty, or larger than {_WORDS // 2**20} MiB")
        try:
            known = zstandard.ZstdCompressionDict(bytes(words), dict_type=zstandard.DICT_TYPE_FULLDICT)
            self.unpacker = zstandard.ZstdDecompressor(dict_data=known, max_window_size=_WINDOW)
            self.unpacker.decompressobj()
        except zstandard.ZstdError as error:
            raise Broken(f"its dictionary is damaged: {error}") from None


def _block(source: Bytes, at: int) -> tuple[bytes, bool]:
    """The block that begins at an offset, as it is packed, and whether it is the last of its frame."""
    head = int.from_bytes(_all(source, at, 3), "little")
    last, kind, size = bool(head & 1), head >> 1 & 3, head >> 3
    if kind == 3 or size > _BLOCK:
        raise Broken("there is no such block")
    return _all(source, at, 3 + (1 if kind == 1 else size)), last  # of kind 1 is one byte, so many times


def _all(source: Bytes, at: int, size: int) -> bytes:
    """So many bytes from an offset on; raises EOFError where there are fewer."""
    data = source.get(at, size)
    if len(data) < size:
        raise EOFError
    return data
