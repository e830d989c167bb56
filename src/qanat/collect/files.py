"""Files, folders and standard input → captures."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from qanat.collect.charset import decode
from qanat.errors import InputError
from qanat.model import Capture

LARGEST = 32 * 2**20  # bytes of one document
KINDS = {
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
}
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)\b[^<]{0,400}?>", re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body|article|div)\b", re.IGNORECASE | re.DOTALL)


def captures(paths: Iterable[str | Path]) -> Iterator[Capture | InputError]:
    """What the files at some paths hold, in order; folders are walked in the order of their names, "-" is standard input.

    A file is taken for what its content shows, else for what its name says: article JSON (one object, or a list), JSON lines, HTML, or plain text; `.gz` is unpacked.
    What can't be read comes as an InputError in its place, and the rest goes on.
    """
    for path in paths:
        if str(path) == "-":
            yield from _told("standard input", "stdin", "", sys.stdin.buffer)
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        else:
            yield from _file(Path(path))


def _folder(folder: Path) -> Iterator[Capture | InputError]:
    found = False
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and _suffix(path)[0] in KINDS and path.is_file():
            found = True
            yield from _file(path)
    if not found:
        yield InputError(f"{folder}: no articles in this folder; looked for files that end in {', '.join(KINDS)} (or one of them and .gz)")


def _suffix(path: Path) -> tuple[str, bool]:
    """The ending that tells the kind, and whether the file is packed."""
    ends = [end.lower() for end in path.suffixes]
    packed = ends[-1:] == [".gz"]
    return (ends[-2] if packed and len(ends) > 1 else "" if packed or not ends else ends[-1]), packed


def _file(path: Path) -> Iterator[Capture | InputError]:
    suffix, packed = _suffix(path)
    stem = path.name[: -len(".gz")] if packed else path.name
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            yield from _told(str(path), stem.removesuffix(suffix) or stem, suffix, file)
    except FileNotFoundError:
        yield InputError(f"{path}: there is no such file or folder")
    except (OSError, EOFError) as error:
        yield InputError(f"{path}: can't be read: {getattr(error, 'strerror', None) or error}")


def _told(name: str, stem: str, suffix: str, file: IO[bytes]) -> Iterator[Capture | InputError]:
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
    start = text.lstrip("\ufeff \t\n")[:1]
    if KINDS.get(suffix) == "json" or start in ("{", "["):
        yield from _json(name, stem, suffix, text)
    else:
        html = _PAGE.match(text) or (KINDS.get(suffix) == "html" and _TAG.search(text))
        yield Capture(name, stem, "html" if html else "text", text, problems)


def _json(name: str, stem: str, suffix: str, text: str) -> Iterator[Capture | InputError]:
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        first, _, rest = text.strip().partition("\n")
        if rest and _object(first):
            yield from _lines(name, stem, text.splitlines())
        elif KINDS.get(suffix) == "json":
            yield InputError(f"{name}: broken JSON: {error}")
        else:
            yield Capture(name, stem, "text", text)  # prose that begins with a bracket
        return
    if isinstance(found, list):
        for number, article in enumerate(found, 1):
            yield _article(f"{name} item {number}", f"{stem}-{number}", article)
    else:
        yield _article(name, stem, found)


def _lines(name: str, stem: str, lines: Iterable[bytes] | Iterable[str]) -> Iterator[Capture | InputError]:
    for number, line in enumerate(lines, 1):
        where = f"{name} line {number}"
        if len(line) > LARGEST:
            yield InputError(f"{where}: larger than {LARGEST // 2**20} MiB")
            continue
        try:
            text = line if isinstance(line, str) else decode(line)[0]
            if text.strip("\ufeff \t\r\n"):
                yield _article(where, f"{stem}-{number}", json.loads(text.lstrip("\ufeff")))
        except InputError as error:
            yield InputError(f"{where}: {error}")
        except (ValueError, RecursionError) as error:
            yield InputError(f"{where}: broken JSON: {error}")


def _object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _article(name: str, stem: str, found: Any) -> Capture | InputError:
    if not isinstance(found, dict):
        return InputError(f"{name}: an article is a JSON object with 'text', not {type(found).__name__}")
    if not isinstance(found.get("text"), str) and not isinstance(found.get("html"), str):
        return InputError(f"{name}: this JSON object has no 'text' (and no 'html'), so there is nothing to read; its keys: {', '.join(map(str, found)) or 'none'}")
    return Capture(name, stem, "article", found)
