"""A page as pasted or dumped from the web → title, body, day of publication."""

from __future__ import annotations

from collections import Counter

from qanat.page.furniture import Cleaner
from qanat.page.when import Line, published, says_day

_HEADER = 3  # lines above the first prose that a pasted article has at most: title, byline, date; a dumped page has more
_TITLE = (3, 30)  # words of a title
_MISS = 0.6  # what a word of a title that its text does not know takes away
_LETTERS = 2  # of words that say nothing
_PROSE = 12  # words of prose
_LONG = 20  # words from which a line is prose without a full stop
_SHORT = 8  # words that a line below the article has at most
_ENDS = (".", "!", "؟", "…", "»", '"', "”", ")", ":")


def article(text: str, cleaner: Cleaner) -> tuple[str | None, str, str | None]:
    """Title (None where no line looks like one), body and day of a plain text; the words stay as they are, furniture and a repeated title go."""
    given = [line.strip() for line in text.split("\n")]
    prose = next((at for at, line in enumerate(given) if _is_prose(line, cleaner)), None)
    at = _title(given, prose, cleaner) if prose is not None else None
    if at is None or prose is None:
        title, lines = cleaner.titled(cleaner.body(given))
    else:
        title = given[at]
        above = [line for line in given[at + 1 : prose] if not says_day(line, cleaner)]
        lines = cleaner.untitled(cleaner.body(_without_tail(above + given[prose:], cleaner)), title)
    return title, "\n".join(lines).strip("\n"), _day(given, title, cleaner)


def _is_prose(line: str, cleaner: Cleaner) -> bool:
    words = len(cleaner.words(line))
    return words >= _PROSE and (words >= _LONG or line.endswith(_ENDS)) and cleaner.kind(line) is None and not says_day(line, cleaner)


def _title(given: list[str], prose: int, cleaner: Cleaner) -> int | None:
    """The number of the title of a dumped page, which has menus and the like above it; None for an article that begins at once."""
    above = [at for at, line in enumerate(given[:prose]) if line]
    told = {word for line in given[prose:] if _is_prose(line, cleaner) for word in cleaner.words(line)}
    if len(above) <= _HEADER and (not above or len(above) == 1 or _hits(cleaner.words(given[above[0]]), told) > 0):
        return None
    likely = [
        at for at in above if _TITLE[0] <= len(cleaner.words(given[at])) <= _TITLE[1] and cleaner.kind(given[at]) is None and not says_day(given[at], cleaner)
    ]
    seen = Counter(cleaner.words(line) for line in given if line)
    twice = [at for at in likely if seen[cleaner.words(given[at])] > 1]
    if twice and len({cleaner.words(given[at]) for at in twice}) == 1:
        return twice[-1]
    return max(likely, key=lambda at: (_hits(cleaner.words(given[at]), told), at)) if likely else None


def _hits(words: tuple[str, ...], told: set[str]) -> float:
    """How much a line says of what the text below it tells; each word that the text does not know counts against it."""
    return sum(1.0 if word in told else -_MISS for word in words if len(word) > _LETTERS)


def _without_tail(lines: list[str], cleaner: Cleaner) -> list[str]:
    """The lines without the short ones below the last sentence of a dumped page."""
    end = len(lines)
    while end and not (lines[end - 1].endswith(_ENDS) and len(cleaner.words(lines[end - 1])) > _SHORT):
        end -= 1
    return lines[:end] if end else lines


def _day(given: list[str], title: str | None, cleaner: Cleaner) -> str | None:
    lines = [line for line in given if line]
    at = next((at for at in range(len(lines) - 1, -1, -1) if lines[at] == title), 0 if title else -1)
    return published((), [Line(line, _is_prose(line, cleaner)) for line in lines], at, None, cleaner, None)
