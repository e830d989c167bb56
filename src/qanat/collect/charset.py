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


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of some bytes, with a problem where characters of it were lost or put right; `declared` is the encoding that a server told.

    Line ends come out as "\\n". Raises InputError for bytes that are no text.
    """
    text, problems = _decode(data, declared)
    text, restored = mended(text)
    if restored:
        problems += (Problem("bad_text", f"{restored:,} characters that had been read in a wrong encoding were put right"),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def mended(text: str) -> tuple[str, int]:
    """A text with what is surely UTF-8 read as an old encoding put right, and how many characters of it came of that.

    Sure is a run of pairs that decodes without a fault, and to Arabic only.
    """
    restored = 0
    for run, pair, back in _MOJIBAKE:
        found = 0
        for pattern in (run, pair):  # once long runs have shown that the text is spoilt, short words too
            if pattern is pair and found < _MOST * len(_ARABIC.findall(text)):
                break
            text, more = _put_right(text, pattern, back)
            found += more
            if not found:
                break
        restored += found
    strange = len(_ACCENTED.findall(text))
    if strange >= _MANY and strange > _MOST * sum(map(str.isalpha, text)):
        text, restored = text.translate(_AS_1256), restored + strange  # no language is written in accented letters alone
    return text, restored


def _put_right(text: str, pattern: re.Pattern[str], back: dict[str, int]) -> tuple[str, int]:
    restored = 0

    def right(found: re.Match[str]) -> str:
        nonlocal restored
        try:
            plain = bytes(back[c] for c in found.group()).decode("utf-8")
        except (UnicodeDecodeError, KeyError):
            return found.group()
        restored += len(plain)
        return plain

    return (pattern.sub(right, text), restored) if pattern.search(text) else (text, 0)


def _back(encoding: str) -> dict[str, int]:
    """Character → byte, the bytes that an encoding leaves undefined as browsers read them."""
    return {bytes([byte]).decode(encoding, "ignore") or chr(byte): byte for byte in range(256)}


def _mojibake(encoding: str) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    """A run of three letters and more, each a lead byte of the Arabic block and a byte that follows one, with spaces between; and single letters."""
    back = _back(encoding)
    lead = "".join(re.escape(c) for c, byte in back.items() if 0xD8 <= byte <= 0xDB)
    tail = "".join(re.escape(c) for c, byte in back.items() if 0x80 <= byte <= 0xBF)
    return re.compile(f"(?:[{lead}][{tail}]){{3,}}(?:[ ]?[{lead}][{tail}])*"), re.compile(f"(?:[{lead}][{tail}])+"), back


def _decode(data: bytes, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
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
    known = [name for name in (_known(declared), _declared(data)) if name]
    candidates = dict.fromkeys((*known, *_OLD))
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
    return _known((found.group(1) or found.group(2)).decode("ascii"))


def _known(name: str | None) -> str | None:
    """The name of an encoding of text as Python knows it."""
    try:
        found = codecs.lookup(name) if name else None
    except LookupError:
        return None
    return found.name if found is not None and getattr(found, "_is_text_encoding", True) else None


def _arabic(text: str) -> int:
    """How much Arabic an encoding makes of the bytes: its letters, less what has no place between them."""
    letters = sum("\u0621" <= c <= "\u064a" for c in text)
    strange = sum(c == "\ufffd" or (unicodedata.category(c) in ("Cc", "Mn") and c not in "\n\r\t") for c in text)
    return letters - 3 * strange


_ARABIC = re.compile("[\u0621-\u064a]")
_ACCENTED = re.compile("[\u00c0-\u00ff]")
_MANY = 30  # accented letters
_MOST = 0.5  # share of all letters
_AS_1256 = {ord(c): bytes([byte]).decode("windows-1256") for c, byte in _back("windows-1252").items() if byte >= 0x80}
_MOJIBAKE = (_mojibake("windows-1252"), _mojibake("windows-1256"))
