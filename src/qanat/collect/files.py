"""Files, folders and standard input → captures."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from qanat.collect import tables, warc
from qanat.collect.charset import decode
from qanat.collect.members import MAGIC
from qanat.collect.stream import Seekable
from qanat.collect.warc import Wanted
from qanat.errors import InputError, QanatError
from qanat.model import Capture, Problem
from qanat.places import Place, is_store

LARGEST = 32 * 2**20  # bytes of one document
KINDS = {
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".warc": "archive",
    ".arc": "archive",
    ".wet": "archive",
    ".parquet": "table",
}
MANIFEST = "manifest.json"  # of what `qanat batch` wrote
UNFINISHED = ".work/batch.json"  # stands beside it until all is written
_PEEK = 4096  # bytes by which an archive is told
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)\b[^<]{0,400}?>", re.IGNORECASE)
_JSON = re.compile(r"[\ufeff\s]*[\[{]\s*[\[{\"\]}]")  # prose may begin with a bracket too
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div)\b", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Meter:
    """How far reading is: bytes `read` of the files as they lie there, of a `total`; 0 where that is not known."""

    total: int = 0
    read: int = 0


class Stream(Protocol):
    """What is read from a file, packed or not."""

    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


def meter(paths: Iterable[str | Path]) -> Meter:
    """A meter for the files at some paths; without a total where one of them is no file and no folder of this disk."""
    sizes: list[int] = []
    for path in map(str, paths):
        found = [] if is_store(path) else [Path(one) for one in standing(path)]
        if not found or not all(one.is_file() for one in found):
            return Meter()
        sizes += [one.stat().st_size for one in found]
    return Meter(sum(sizes))


def standing(path: str) -> list[str]:
    """The files at a path or the URL of a store, in order: itself, or those in a folder that are read. Raises QanatError where a store can't be asked."""
    if not is_store(path):
        if not Path(path).is_dir():
            return [path]
        if (Path(path) / UNFINISHED).exists():
            raise _unfinished(path)
        return list(map(str, _articles(Path(path))))
    place = Place(path)
    if not place.is_folder():
        return [path]
    names = place.names()
    if UNFINISHED in names:
        raise _unfinished(path)
    return [f"{path.rstrip('/')}/{name}" for name in names if _is_read(PurePosixPath(name))]


def _unfinished(path: str) -> InputError:
    return InputError(f"{path}: a batch that is not finished; run the same qanat batch again, and then this")


def captures(paths: Iterable[str | Path], wanted: Wanted | None = None, far: Meter | None = None) -> Iterator[Capture | InputError]:
    """What the files at some paths hold, in order; folders are walked in the order of their names, "-" is standard input.

    A file is taken for what its content shows, else for what its name says: article JSON (one object, or a list), JSON lines, HTML, plain text, or a
    web archive. A name that ends in `.gz` is unpacked. Of web archives only the documents that are `wanted` come. `far` is told how far it is.
    What can't be read comes as an InputError in its place, and the rest goes on.
    """
    for path in paths:
        if str(path) == "-":
            yield from _stream("standard input", "stdin", "", Ahead(sys.stdin.buffer), wanted, packed=False)
        elif is_store(path) or Path(path).is_dir():
            yield from _folder(str(path), wanted, far)
        else:
            yield from _file(str(path), wanted, far)


def received(url: str, mime: str, charset: str | None, body: bytes, wanted: Wanted | None = None) -> Iterator[Capture | InputError]:
    """What was fetched from an address, as `captures` takes a file: a page, a text, article JSON, JSON lines, an archive. `charset`: as the server told."""
    suffix, packed = _suffix(PurePosixPath(unquote(urlsplit(url).path)))
    file = Ahead(io.BytesIO(body))
    start = file.peek(_PEEK)
    if packed or start.startswith(MAGIC) or warc.is_archive(start) or KINDS.get(suffix) in ("lines", "archive", "json") or "json" in mime:
        yield from _stream(url, "", ".json" if "json" in mime and suffix not in KINDS else suffix, file, wanted, packed=start.startswith(MAGIC))
        return
    try:
        text, problems = decode(body, charset)
    except InputError as error:
        yield InputError(f"{url}: {error}")
        return
    html = mime in ("text/html", "application/xhtml+xml") or _PAGE.match(text)
    yield Capture(url, "", "html" if html else "text", text, problems, url)


def _articles(folder: Path) -> Iterator[Path]:
    """The files in a folder that are read, in order."""
    for path in sorted(folder.rglob("*")):
        if _is_read(path.relative_to(folder)) and path.is_file():
            yield path


def _is_read(path: PurePath) -> bool:
    """Is a file in a folder read, by its name?"""
    return path.name != MANIFEST and not any(part.startswith(".") for part in path.parts) and _suffix(path)[0] in KINDS


def _folder(folder: str, wanted: Wanted | None, far: Meter | None) -> Iterator[Capture | InputError]:
    found = False
    try:
        for path in standing(folder):
            found = True
            yield from _file(path, wanted, far)
    except InputError as error:
        yield error
        return
    except QanatError as error:
        yield InputError(str(error))
        return
    if not found:
        yield InputError(f"{folder}: no articles in this folder; looked for files that end in {', '.join(KINDS)} (or one of them and .gz)")


def _suffix(path: PurePath) -> tuple[str, bool]:
    """The ending that tells the kind, and whether the file is packed by gzip; web archives unpack themselves."""
    ends = [end.lower() for end in path.suffixes]
    if ends[-1:] == [".zst"]:
        return (ends[-2] if len(ends) > 1 else ""), False
    packed = ends[-1:] == [".gz"]
    return (ends[-2] if packed and len(ends) > 1 else "" if packed or not ends else ends[-1]), packed


def _file(path: str, wanted: Wanted | None, far: Meter | None) -> Iterator[Capture | InputError]:
    pure = PurePosixPath(path) if is_store(path) else PurePath(path)
    suffix, packed = _suffix(pure)
    stem = pure.name[: -len(".gz")] if packed else pure.name
    stem = stem.removesuffix(suffix) or stem
    try:
        with Place(path).open() if is_store(path) else Path(path).open("rb") as file:
            ahead = Ahead(file, far)
            if ahead.peek(len(tables.MAGIC)) == tables.MAGIC:
                yield from tables.rows(path, stem, file, _article)
                ahead.far.read += file.seek(0, io.SEEK_END) - len(tables.MAGIC)
            else:
                yield from _stream(path, stem, suffix, ahead, wanted, packed=packed)
    except QanatError as error:
        yield InputError(str(error))
    except FileNotFoundError:
        yield InputError(f"{path}: there is no such file or folder")
    except (OSError, EOFError, zlib.error) as error:
        yield InputError(f"{path}: can't be read: {getattr(error, 'strerror', None) or error}")


def _stream(name: str, stem: str, suffix: str, file: Ahead, wanted: Wanted | None, *, packed: bool) -> Iterator[Capture | InputError]:
    start = file.peek(_PEEK)
    if KINDS.get(suffix) == "archive" or warc.is_archive(start):
        yield from _archive(name, file, wanted)
    elif packed:
        with gzip.open(file) as inner:
            yield from _told(name, stem, suffix, inner)
    else:
        yield from _told(name, stem, suffix, file)


def _archive(name: str, file: Ahead, wanted: Wanted | None) -> Iterator[Capture | InputError]:
    """The pages of a web archive; their documents are named by their address, so that a page captured twice is one document."""
    for found in warc.records(file, wanted):
        if isinstance(found, InputError):
            yield InputError(f"{name} {found}")
            continue
        where = f"{name} at byte {found.offset:,}"
        try:
            text, problems = decode(found.body, found.charset)
        except InputError as error:
            yield InputError(f"{where}: {error}")
            continue
        if wanted is None or wanted.text(text):
            yield Capture(where, "", found.kind, text, found.problems + problems, found.url or None)


class Ahead:
    """A file whose beginning can be looked at before it is read."""

    def __init__(self, file: Stream, far: Meter | None = None) -> None:
        self.file, self.held, self.far = file, b"", far or Meter()

    def peek(self, size: int) -> bytes:
        """Its first bytes, which will be read all the same."""
        while len(self.held) < size and (more := self._more(size - len(self.held))):
            self.held += more
        return self.held

    def read(self, size: int = -1, /) -> bytes:
        """As a file reads."""
        if not self.held:
            return self._more(size)
        out, self.held = (self.held, b"") if size < 0 else (self.held[:size], self.held[size:])
        return out + self._more(size if size < 0 else size - len(out))

    def readline(self, size: int = -1, /) -> bytes:
        """As a file reads a line."""
        if not self.held:
            return self._more(size, line=True)
        end = self.held.find(b"\n") + 1
        if end:
            return self.read(min(end, size) if size >= 0 else end)
        out, self.held = self.held, b""
        return out + self._more(size - len(out) if size >= 0 else size, line=True)

    def seekable(self) -> bool:
        """As of a file; what was looked at is read by then."""
        return not self.held and isinstance(self.file, Seekable) and self.file.seekable()

    def tell(self) -> int:
        """As of a file."""
        assert isinstance(self.file, Seekable)
        return self.file.tell()

    def seek(self, offset: int, /) -> int:
        """As of a file; what is read once more does not count twice."""
        assert isinstance(self.file, Seekable)
        self.far.read += offset - self.file.tell()
        return self.file.seek(offset)

    def _more(self, size: int, *, line: bool = False) -> bytes:
        out = self.file.readline(size) if line else self.file.read(size)
        self.far.read += len(out)
        return out


def _told(name: str, stem: str, suffix: str, file: Stream) -> Iterator[Capture | InputError]:
    if KINDS.get(suffix) == "lines":
        yield from _lines(name, stem, file)
        return
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield InputError(f"{name}: larger than {LARGEST // 2**20} MiB; a file of many articles can be handed in as JSON lines (.jsonl)")
        return
    try:
        text, problems = decode(data)
    except InputError as error:
        yield InputError(f"{name}: {error}")
        return
    if KINDS.get(suffix) == "json" or _JSON.match(text):
        yield from _json(name, stem, text, problems)
    else:
        html = _PAGE.match(text) or (KINDS.get(suffix) == "html" and _TAG.search(text))
        yield Capture(name, stem, "html" if html else "text", text, problems)


def _json(name: str, stem: str, text: str, problems: tuple[Problem, ...]) -> Iterator[Capture | InputError]:
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        first, _, rest = text.strip().partition("\n")
        if rest and _object(first):
            yield from (_line(f"{name} line {number}", f"{stem}-{number}", line, problems) for number, line in enumerate(text.split("\n"), 1) if line.strip())
        else:
            yield InputError(f"{name}: broken JSON: {error}")
        return
    if isinstance(found, list):
        for number, article in enumerate(found, 1):
            yield _article(f"{name} item {number}", f"{stem}-{number}", article, problems)
    else:
        yield _article(name, stem, found, problems)


def _lines(name: str, stem: str, file: Stream) -> Iterator[Capture | InputError]:
    """Line after line, so that an archive may be larger than the memory."""
    number = 0
    while data := file.readline(LARGEST + 1):
        number += 1
        where = f"{name} line {number}"
        if number == 1 and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text, problems = decode(data + file.read(LARGEST))  # its line ends are two bytes
            yield from _json(name, stem, text, problems)
            return
        if len(data) > LARGEST:
            while not data.endswith(b"\n") and (data := file.readline(LARGEST)):
                pass
            yield InputError(f"{where}: larger than {LARGEST // 2**20} MiB")
            continue
        try:
            text, problems = decode(data)
        except InputError as error:
            yield InputError(f"{where}: {error}")
            continue
        if text.strip("\ufeff \t\n"):
            yield _line(where, f"{stem}-{number}", text, problems)


def _line(where: str, stem: str, text: str, problems: tuple[Problem, ...]) -> Capture | InputError:
    try:
        return _article(where, stem, json.loads(text.lstrip("\ufeff")), problems)
    except (ValueError, RecursionError) as error:
        return InputError(f"{where}: broken JSON: {error}")


def _object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _article(name: str, stem: str, found: Any, problems: tuple[Problem, ...]) -> Capture | InputError:
    if not isinstance(found, dict):
        return InputError(f"{name}: an article is a JSON object with 'text', not {type(found).__name__}")
    if not isinstance(found.get("text"), str) and not isinstance(found.get("html"), str):
        return InputError(
            f"{name}: this JSON object has no 'text' (and no 'html'), so there is nothing to read; its keys: {', '.join(map(str, found)) or 'none'}"
        )
    return Capture(name, stem, "article", found, problems)
