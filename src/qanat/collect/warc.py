"""Web archives (WARC, ARC, each packed or not) → captures; damage costs the damaged record, and every loss is told with its byte offset."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from qanat.collect import frames
from qanat.collect.members import START, pieces
from qanat.collect.payload import Refused, body_of
from qanat.collect.stream import Lost, Piece, Readable, Stream
from qanat.errors import InputError
from qanat.model import Problem

LARGEST = 32 * 2**20  # bytes of one document
HEAD = 64 * 1024  # bytes of the headers of a record
_BLANK = re.compile(rb"[\r\n]*")
_END = re.compile(rb"\r?\n\r?\n")
_CLOSE = 8  # bytes by which a damaged line between two records may move the next
_DIGITS = 19  # of a length that is none
_KINDS = ("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation", "other")
_WANTED = ("response", "resource", "conversion")
_HTML = re.compile(r"text/html|application/xhtml\+xml|application/http-html", re.IGNORECASE)


class Wanted(Protocol):
    """Chooses documents before they are extracted."""

    def address(self, url: str | None) -> bool: ...
    def text(self, content: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Record:
    """A page in an archive. `offset`: the byte of the file at which it (packed: what it was unpacked from) begins; `kind`: html or text."""

    offset: int
    url: str
    kind: str
    charset: str | None
    body: bytes
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Header:
    fields: dict[str, str]
    size: int  # bytes of the header
    length: int  # bytes of the content as it says
    kind: str
    url: str


def is_archive(start: bytes) -> bool:
    """Do these first bytes of a file begin a web archive, packed or not?"""
    if frames.has_dictionary(start):
        return True
    inside = next((one.data for one in pieces(io.BytesIO(start)) if isinstance(one, Piece) and one.data), b"")
    return START.match(inside.lstrip(b"\r\n")) is not None


def records(file: Readable, wanted: Wanted | None = None) -> Iterator[Record | InputError]:
    """The pages of an archive in order, and in its place whatever was lost; requests, pictures, redirects and the like are passed over.

    The file is read once and never held whole. A record whose stated length is wrong is read up to where the next one begins.
    """
    stream = Stream(pieces(file))
    while True:
        skipped = _blank(stream)
        if skipped is None:
            if stream.lost is not None:
                yield _told(stream.lost)
                stream.past_loss()
                continue
            return
        header = _header(stream)
        if header is None:
            yield from _resynchronised(stream, "no record begins here")
        else:
            yield from _record(stream, header, wanted)


def _told(lost: Lost) -> InputError:
    upto = "" if lost.end is None else f" up to {lost.end:,}"
    return InputError(f"at byte {lost.start:,}{upto}: a record was lost: {lost.why}")


def _blank(stream: Stream) -> int | None:
    """Past the empty lines between records; None where nothing follows."""
    while stream.fill(1):
        found = _BLANK.match(stream.held)
        size = found.end() if found else 0
        stream.drop(size)
        if stream.held:
            return size
    return None


def _header(stream: Stream) -> _Header | None:
    """The header of the record that begins here, or None where none does."""
    stream.fill(HEAD)
    return _parsed(stream.held, 0)  # what stands there of it, where a loss comes first


def _parsed(held: bytearray, at: int) -> _Header | None:
    if START.match(held, at) is None:
        return None
    if not held.startswith(b"WARC/", at):
        return _arc_header(bytes(held[at : held.find(b"\n", at) + 1]))
    end = _END.search(held, at, at + HEAD)
    if end is None:
        return None
    fields: dict[str, str] = {}
    for line in held[at : end.start()].decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields[name.strip().lower()] = value.strip()
    length = fields.get("content-length", "")
    if "warc-type" not in fields:
        return None
    size = int(length) if length.isascii() and length.isdecimal() and len(length) < _DIGITS else -1
    return _Header(fields, end.end() - at, size, fields["warc-type"].lower(), fields.get("warc-target-uri", "").strip("<>"))


def _arc_header(line: bytes) -> _Header | None:
    cells = line.decode("utf-8", "replace").split()
    if not cells or not cells[-1].isdecimal() or len(cells[-1]) >= _DIGITS:
        return None
    return _Header({}, len(line), int(cells[-1]), "response" if cells[0].startswith("http") else "other", cells[0])


def _next(stream: Stream, at: int) -> int:
    """Where the next record begins, be it behind other bytes or with a packed member, by a header that can be read; -1 where none does."""
    if at == 0 and _parsed(stream.held, 0) is not None:
        return 0
    own = next((place for place in stream.members(at) if _parsed(stream.held, place) is not None), len(stream.held))
    lines = (found.start() for found in START.finditer(stream.held, at, own))
    first = next((place for place in lines if _parsed(stream.held, place) is not None), own)
    return first if first < len(stream.held) else -1


def _resynchronised(stream: Stream, why: str) -> Iterator[InputError]:
    """Go on with the next record; what lies between is told."""
    start = stream.offset
    while True:
        found = stream.find(_next, 1, len(stream.held) + 4 * HEAD)
        if found >= 0:
            stream.drop(found)
            yield _told(Lost(start, stream.offset, why))
            return
        if stream.lost is not None:
            yield _told(Lost(start, stream.lost.end, stream.lost.why))
            stream.past_loss()
            return
        if stream.ended:
            yield _told(Lost(start, None, why))
            stream.drop(len(stream.held))
            return
        stream.drop(max(len(stream.held) - HEAD, 0))


def _record(stream: Stream, header: _Header, wanted: Wanted | None) -> Iterator[Record | InputError]:
    """The record that begins here, and on to the next."""
    offset = stream.offset
    of_use = header.kind in _WANTED
    if header.length > LARGEST + HEAD:
        yield from _huge(stream, header, offset, of_use)
        return
    stated = header.size + max(header.length, 0)
    there = stream.fill(stated + 4)
    end, problems = _end(stream, header, stated, there)
    if end is None:
        told = stream.lost or Lost(offset, None, "the file ends in the middle of it")
        yield _told(Lost(offset, told.end, told.why))
        if stream.lost is not None:
            stream.past_loss()
        else:
            stream.drop(len(stream.held))
        return
    lost = replace(stream.lost, start=offset) if stream.lost is not None and stream.lost.member == offset and end >= there - 4 else None
    if lost is None and stream.doubtful(end):
        problems += (Problem("damaged", f"the part of the archive around it is damaged, so that its address or words may be others (at byte {offset:,})"),)
    if header.kind not in _KINDS and (header.length < 0 or stream.held.startswith(b"HTTP/", header.size)):
        yield InputError(f"at byte {offset:,}: a record was lost: {header.url or 'without an address'}: its type is none: {header.kind[:40]!r}")
    elif of_use and (wanted is None or wanted.address(header.url)):
        found = _page(header, bytes(memoryview(stream.held)[header.size : end]), offset, problems, lost)
        if lost is not None:
            stream.past_loss()
            yield found if found is not None else _told(lost)
            return
        if found is not None:
            yield found
    stream.drop(end)


def _end(stream: Stream, header: _Header, stated: int, there: int) -> tuple[int | None, tuple[Problem, ...]]:
    """Where the content of a record ends, and what is to be said of its length; None where it was cut off."""
    if header.length >= 0 and there >= stated and _boundary(stream, stated):
        return stated, ()
    following = stream.find(_next, header.size, LARGEST + HEAD)
    if 0 <= following - stated <= _CLOSE and header.length >= 0:
        return stated, ()
    if following >= 0:
        real = len(bytes(stream.held[:following]).rstrip(b"\r\n"))
        said = "no length" if header.length < 0 else f"a length of {header.length:,}"
        return real, (Problem("damaged", f"the archive states {said} for it, and it has {real - header.size:,} bytes"),) if header.kind in _WANTED else ()
    if stream.lost is None and stream.ended and (stream.whole and stream.packed()):
        return len(bytes(stream.held).rstrip(b"\r\n")), (Problem("damaged", "the archive states a wrong length for it"),)
    if stream.lost is None and stream.ended and there >= stated >= header.size and header.length >= 0:
        return stated, ()
    if stream.lost is None and not stream.ended:
        return (stated if header.length >= 0 and there >= stated else len(stream.held)), ()
    return None, ()


def _boundary(stream: Stream, at: int) -> bool:
    """Does a record end here: empty lines as they must be, another record, the next member, or nothing more?"""
    blank = _BLANK.match(stream.held, at)
    end = blank.end() if blank else at
    if end - at >= (4 if stream.held.startswith(b"WARC/") else 1) or stream.fill(end + 1) <= end:
        return True
    stream.fill(end + HEAD)
    return next(stream.members(end), -1) == end or _parsed(stream.held, end) is not None


def _huge(stream: Stream, header: _Header, offset: int, of_use: bool) -> Iterator[InputError]:
    """Past a record that is too large to be a document, unless its length is wrong and another record begins in it."""
    left = header.size + header.length
    stream.fill(HEAD)
    page = of_use and _HTML.search(bytes(stream.held[header.size : header.size + HEAD]).decode("latin-1")) is not None
    first = True
    while left > 0:
        found = stream.find(_next, header.size if first else 0, len(stream.held) + 4 * HEAD)
        if 0 <= found < left:
            stream.drop(found)
            yield InputError(f"at byte {offset:,}: a record was lost: its length is wrong")
            return
        step = min(left, max(len(stream.held) - HEAD, 0)) if left > len(stream.held) else left
        if step == 0 and (stream.ended or stream.lost is not None):
            break
        stream.drop(step)
        left -= step
        first = False
        if stream.fill(1) == 0:
            break
    if stream.lost is not None and not stream.held:
        return
    if left > 0:
        stream.drop(len(stream.held))
        yield InputError(f"at byte {offset:,}: a record was lost: the file ends in the middle of it")
    elif page:
        yield InputError(f"at byte {offset:,}: {header.url or 'a record'} is larger than {LARGEST // 2**20} MiB")


# --- what a record holds ----------------------------------------------------------------------------------------------------------


def _page(header: _Header, content: bytes, offset: int, problems: tuple[Problem, ...], lost: Lost | None) -> Record | InputError | None:
    """The page in a record; None for what is no page."""
    mime, charset, body = header.fields.get("content-type", ""), None, content
    if header.kind == "response":
        status, names, body = _http(content)
        mime = names.get("content-type", "")
        if status == 0 and (header.url.lower().startswith("http") or not header.url) and not _digested(header, content):
            return InputError(f"at byte {offset:,}: a record was lost: {header.url}: it begins as no answer of a server does")
        if status != 200 or not (_HTML.search(mime) or (not mime and b"<html" in body[:2048].lower())):
            block = header.fields.get("warc-block-digest")
            if block and _matches(block, content) is False:
                return InputError(f"at byte {offset:,}: a record was lost: {header.url}: it does not match its digest, and as it stands it is no page")
            return None
        try:
            body = body_of(names, body, LARGEST)
        except Refused as refused:
            return InputError(f"at byte {offset:,}: {header.url}: {refused}")
    elif not mime.lower().startswith(("text/plain", "text/html", "application/xhtml")) or header.url.endswith("/robots.txt"):
        return None
    declared = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", mime, re.IGNORECASE)
    charset = declared.group(1) if declared else None
    proof = _digested(header, content, body)
    if lost is not None and not proof:
        return _told(lost)  # the member's checksum is wrong, and no digest says that this page is not what it hit
    if lost is not None:
        problems += (Problem("damaged", f"its text is whole, but its checksum is wrong: its address may be another (at byte {offset:,})"),)
    if proof is False:
        problems += (Problem("damaged", f"it does not match the digest that the archive holds of it (at byte {offset:,})"),)
    if not header.url:
        problems += (Problem("damaged", f"the archive tells no address of it (at byte {offset:,})"),)
    if "warc-truncated" in header.fields:
        problems += (Problem("damaged", f"the archive holds only its beginning ({header.fields['warc-truncated']})"),)
    return Record(offset, header.url, "text" if mime.lower().startswith("text/plain") else "html", charset, body, problems)


def _http(content: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, header fields and body of an HTTP response; status 0 where it is none."""
    end = _END.search(content)
    head = content[: end.start() if end else len(content)].decode("latin-1").splitlines()
    found = re.match(r"HTTP/\d(?:\.\d)?\s+(\d{3})", head[0]) if head else None
    if found is None:
        return 0, {}, content
    names: dict[str, str] = {}
    for line in head[1:]:
        name, _, value = line.partition(":")
        names.setdefault(name.strip().lower(), value.strip())
    return int(found.group(1)), names, content[end.end() :] if end else b""


def _digested(header: _Header, content: bytes, body: bytes | None = None) -> bool | None:
    """Does the content match the digests in the header? None where there is none that is known here."""
    block, payload = header.fields.get("warc-block-digest"), header.fields.get("warc-payload-digest")
    told = _matches(block, content) if block else None
    if told is not None:
        return told
    if not payload:
        return None
    end = _END.search(content)
    raw = content[end.end() :] if end and header.kind == "response" else content
    answers = [_matches(payload, part) for part in (raw, body) if part is not None]
    return None if None in answers else any(answers)


def _matches(digest: str, content: bytes) -> bool | None:
    name, _, value = digest.partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in ("sha1", "sha256", "md5", "sha512"):
        return None
    found = hashlib.new(name, content, usedforsecurity=False).digest()
    value = value.strip()
    try:
        wanted = bytes.fromhex(value) if len(value) == 2 * len(found) else base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return None
    return wanted == found
