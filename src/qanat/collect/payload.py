"""What a server sent → the bytes of the document: chunks joined, packing undone, never more than a cap."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

_STEP = 2**20  # bytes unpacked at a time
_LAYERS = 3  # packings of one body that are undone


class Refused(Exception):  # noqa: N818  it says why a body is not read
    """A body that is too large once unpacked, or can't be unpacked."""


def body_of(fields: Mapping[str, str], body: bytes, most: int) -> bytes:
    """The document in the body of a response, by its `transfer-encoding` and `content-encoding`, at most so many bytes.

    Raises Refused where it would be larger, or can't be unpacked. Archives often hold bodies that are unpacked already: these are taken as they are.
    """
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _joined(body)
    packings = [name.strip().lower() for name in fields.get("content-encoding", "").split(",") if name.strip()]
    if len(packings) > _LAYERS:
        raise Refused(f"it is packed {len(packings)} times over")
    for packing in reversed(packings):
        body = _unpacked(packing, body, most)
    if len(body) > most:
        raise Refused(f"larger than {most // 2**20} MiB")
    return body


def _unpacked(packing: str, body: bytes, most: int) -> bytes:
    if packing in ("identity", "none", "utf-8"):
        return body
    try:
        if packing in ("gzip", "x-gzip"):
            return _inflated(body, 31, most) if body.startswith(b"\x1f\x8b") else body
        if packing == "deflate":
            try:
                return _inflated(body, 15, most)
            except zlib.error:
                return _inflated(body, -15, most)
        if packing == "br":
            return _brotli(body, most)
        if packing == "zstd":
            return _zstandard(body, most)
    except zlib.error as error:
        raise Refused(f"it can't be unpacked ({error})") from None
    raise Refused(f"it is packed by {packing[:20]!r}, which is not known")


def _inflated(body: bytes, bits: int, most: int) -> bytes:
    unpacker = zlib.decompressobj(bits)
    out = unpacker.decompress(body, most + 1)
    _cap(out, most)
    if not unpacker.eof:
        raise Refused("it is cut off in the middle")
    return out


def _brotli(body: bytes, most: int) -> bytes:
    import brotli

    unpacker, out, rest = brotli.Decompressor(), bytearray(), body
    try:
        while len(out) <= most and not unpacker.is_finished():
            more = unpacker.process(rest, output_buffer_limit=_STEP)
            rest = b""
            if not more:
                raise Refused("it is cut off in the middle")
            out += more
    except brotli.error:
        if b"<" in body[:200]:
            return body  # unpacked already
        raise Refused("it can't be unpacked (brotli)") from None
    _cap(out, most)
    return bytes(out)


def _zstandard(body: bytes, most: int) -> bytes:
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(body, read_across_frames=True) as reader:
            out = reader.read(most + 1)
    except zstandard.ZstdError as error:
        if b"<" in body[:200]:
            return body
        raise Refused(f"it can't be unpacked ({error})") from None
    _cap(out, most)
    return out


def _cap(out: bytes | bytearray, most: int) -> None:
    if len(out) > most:
        raise Refused(f"larger than {most // 2**20} MiB once unpacked")


def _joined(body: bytes) -> bytes:
    """The chunks of a body joined; a body that is in no chunks (as many archives keep it) as it is."""
    out, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at, at + 40)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16) if size else -1
        except ValueError:
            length = -1
        if length < 0:
            return bytes(out + body[at:]) if out else body
        if length == 0:
            return bytes(out)
        out += body[end + 2 : end + 2 + length]
        at = end + 2 + length + 2
        if at >= len(body):
            return bytes(out)
