"""Makes web archives for the tests: records with digests, packed or not, one record a member or all in one."""

from __future__ import annotations

import base64
import gzip
import hashlib
import struct
import zlib
from dataclasses import dataclass

import zstandard

TEXT = "التقى وزير الخارجية نظيره في عمّان، وبحثا الوضع على الحدود واتفقا على لقاء آخر في الشهر المقبل."


def page(number: int, *, words: int = 40) -> str:
    """The HTML of a page, no two the same."""
    body = "".join(f"<p>{TEXT} الفقرة {number * 100 + k}.</p>" for k in range(max(words // 16, 1)))
    return (
        f'<html lang="ar"><head><meta charset="utf-8"><title>خبر {number}</title></head><body><article><h1>خبر رقم {number}</h1>{body}</article></body></html>'
    )


def http(body: bytes, *, mime: str = "text/html; charset=utf-8", status: str = "200 OK", fields: str = "") -> bytes:
    """An HTTP response."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{fields}\r\n".encode() + body


def digest(content: bytes) -> str:
    """A digest as archives write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def record(
    content: bytes, *, url: str = "http://www.example.org/1", kind: str = "response", length: int | None = None, digests: bool = True, fields: str = ""
) -> bytes:
    """A WARC record; `length` states another length than the true one."""
    mime = {"response": "application/http; msgtype=response", "request": "application/http; msgtype=request", "conversion": "text/plain"}.get(kind, "text/html")
    proof = f"WARC-Block-Digest: {digest(content)}\r\n" if digests else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-10-21T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(content, usedforsecurity=False).hexdigest()}>\r\nContent-Type: {mime}\r\n{proof}{fields}"
        f"Content-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def arc(content: bytes, *, url: str = "http://www.example.org/1") -> bytes:
    """An ARC record."""
    return f"{url} 192.0.2.1 20221021080000 text/html {len(content)}\n".encode() + content + b"\n"


@dataclass(frozen=True)
class Archive:
    """An archive of pages: its bytes, where each record lies in them, and the urls in order."""

    data: bytes
    spans: tuple[tuple[int, int], ...]
    urls: tuple[str, ...]


def archive(count: int = 50, *, form: str = "warc.gz", digests: bool = True, words: int = 40) -> Archive:
    """So many pages.

    `form`: warc, warc.gz, one.gz (all records in one member), blocks.gz (members that know no records), arc, arc.gz, warc.zst, words.zst (with a dictionary).
    """
    urls = [f"http://www.example.org/{number}" for number in range(count)]
    contents = [http(page(number, words=words).encode()) for number in range(count)]
    if form.startswith("arc"):
        parts = [arc(b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n", url="filedesc://x.arc")]
        parts += [arc(content, url=url) for content, url in zip(contents, urls, strict=True)]
    else:
        parts = [record(content, url=url, digests=digests) for content, url in zip(contents, urls, strict=True)]
    if form == "one.gz":
        data = gzip.compress(b"".join(parts), mtime=0)
        return Archive(data, ((0, len(data)),), tuple(urls))
    if form == "blocks.gz":
        whole = b"".join(parts)
        data = b"".join(gzip.compress(whole[at : at + 10_000], mtime=0) for at in range(0, len(whole), 10_000))
        return Archive(data, ((0, len(data)),), tuple(urls))
    before = b""
    if form.endswith(".gz"):
        parts = [gzip.compress(part, mtime=0) for part in parts]
    elif form.endswith(".zst"):
        known = trained(parts) if form == "words.zst" else None
        before = dictionary(known.as_bytes()) if known else b""
        parts = [framed(part, known) for part in parts]
    spans, at = [], len(before)
    for part in parts:
        spans.append((at, at + len(part)))
        at += len(part)
    return Archive(before + b"".join(parts), tuple(spans[-count:]), tuple(urls))


def framed(part: bytes, words: zstandard.ZstdCompressionDict | None = None) -> bytes:
    """A frame as the IIPC wants it: with its size and a checksum."""
    return zstandard.ZstdCompressor(dict_data=words, write_checksum=True).compress(part)


def trained(parts: list[bytes]) -> zstandard.ZstdCompressionDict:
    """A dictionary made of some records."""
    return zstandard.train_dictionary(4096, [part[at : at + 300] for part in parts for at in range(0, len(part), 300)])


def skippable(content: bytes, number: int = 0x184D2A50) -> bytes:
    """A frame that is passed over."""
    return struct.pack("<II", number, len(content)) + content


def dictionary(words: bytes) -> bytes:
    """A dictionary as it stands at the beginning of an archive."""
    return skippable(words, 0x184D2A5D)


def bomb(size: int) -> bytes:
    """A body of so many zero letters, packed, made without holding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    piece = b"a" * 2**20
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
