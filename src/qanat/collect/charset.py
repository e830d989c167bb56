"""Bytes → text: the encoding is told by its mark, by what the page declares, and by what makes Arabic of it."""

from __future__ import annotations

import codecs
import re
import unicodedata

from qanat.errors import InputError
from qanat.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding
_SAMPLE = 65536  # bytes by which an encoding is judged
_CONTROL = bytes(set(range(32)) - set(b"\t\n\x0c\r\x1b"))
_OLD = ("windows-1256", "iso-8859-6", "windows-1252")  # of old pages, the likeliest first
_BROKEN = 0.02  # share of broken characters up to which a text is UTF-8 all the same
_BINARY = 0.003  # share of control characters from which bytes are no text


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of some bytes, with a problem where characters of it were lost.

    Line ends come out as "\\n". Raises InputError for bytes that are no text.
    """
    text, problems = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def _decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data, encoding)
    wide = _wide(data)
    if wide:
        return _lossy(data, wide)
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROL)) > _BINARY * len(sample):
        raise InputError("it is binary, not text; hand in HTML, plain text, or article JSON")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    text, problems = _lossy(data, "utf-8")
    if text.count("\ufffd") <= _BROKEN * len(text):
        return text, problems
    declared = _declared(data)
    candidates = dict.fromkeys((*([declared] if declared else ()), *_OLD))
    best = max(candidates, key=lambda encoding: _arabic(data[:_SAMPLE].decode(encoding, "replace")))  # of equals the first
    return _lossy(data, best)


def _lossy(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        return text, (Problem("bad_text", f"{lost} broken character{'s' if lost > 1 else ''} in {encoding} replaced by U+FFFD"),)


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of an Arabic or Latin text is 06 or 00."""
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if half < 2:
        return None
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[first::2]
        if high.count(6) + high.count(0) > 0.8 * half and sample[1 - first :: 2].count(0) < 0.2 * half:
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    try:
        return codecs.lookup((found.group(1) or found.group(2)).decode("ascii")).name
    except LookupError:
        return None


def _arabic(text: str) -> int:
    """How much Arabic an encoding makes of the bytes: its letters, less what has no place between them."""
    letters = sum("\u0621" <= c <= "\u064a" for c in text)
    strange = sum(c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Mn") and c not in "\n\r\t") for c in text)
    return letters - 3 * strange
