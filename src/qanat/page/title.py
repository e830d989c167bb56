"""The title of an article: what a page shows where its metadata and its headings agree."""

from __future__ import annotations

from typing import Any

from qanat.page.blocks import Block, inside
from qanat.page.furniture import Cleaner, Words
from qanat.page.head import Head, parts

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST = 40  # words of a title
_FEW = 3  # words that a title, or a part of one, has more than
_ALIKE = 0.6  # share of a title's words by which a heading is that title, and share of letters in links from which it leads elsewhere


def title_of(found: list[Block], head: Head, cleaner: Cleaner, around: Any) -> tuple[str | None, int]:
    """The title, and the number of the block that shows it (-1 where none does); None where nothing says it.

    The name of the site, which metadata put beside the title, is left out: by what a heading shows, else by what the page says of that name.
    `around` is the element where the article stands.
    """
    told = [cleaner.words(part) for title in head.titles for part in parts(title)]
    site = cleaner.words(head.site or "")
    shown = [(at, block) for at, block in enumerate(found) if 1 < len(block.words) <= _LONGEST and block.words != site]
    at = _exact(shown, found, frozenset(told), around)
    at = _held(shown, told) if at is None else at
    at = _alike(shown, told) if at is None else at
    if at is not None:
        return found[at].text, at
    return (_stripped(head, site, cleaner) if head.titles else None), -1


def _exact(shown: list[tuple[int, Block]], found: list[Block], told: frozenset[Words], around: Any) -> int | None:
    """The block that shows a told title word for word, or one without the parts at its ends: a heading before a line, the longest, the nearest."""
    first: dict[Words, int] = {}
    for at, block in shown:
        heading = block.tag in HEADINGS
        if block.words in told and (heading or (len(block.words) > _FEW - 1 and block.linked < _ALIKE)):
            known = first.get(block.words)
            if known is None or (block.tag == "h1" and found[known].tag != "h1") or _nearer(block, found[known], around):
                first[block.words] = at
    if not first:
        return None
    return max(first.values(), key=lambda at: (found[at].linked < _ALIKE, len(found[at].words) > _FEW, found[at].tag == "h1", len(found[at].words)))


def _nearer(block: Block, known: Block, around: Any) -> bool:
    """Does a later line with the same words stand where the article stands?"""
    return known.tag != "h1" and block.tag not in ("li", "a", "td") and inside(block.element, around) and not inside(known.element, around)


def _held(shown: list[tuple[int, Block]], told: list[Words]) -> int | None:
    """The first heading that a told title holds, beside a date or the like."""
    for at, block in shown:
        size = len(block.words)
        if block.tag in HEADINGS and size > _FEW:
            for words in told:
                if size >= _ALIKE * len(words) and any(words[k : k + size] == block.words for k in range(len(words) - size + 1)):
                    return at
    return None


def _alike(shown: list[tuple[int, Block]], told: list[Words]) -> int | None:
    """The first heading of the first rank that says nearly what is told, or the only one."""
    tops = [(at, block) for at, block in shown if block.tag == "h1"]
    scored = [(max((_overlap(block.words, words) for words in told), default=0.0), -at) for at, block in tops]
    if scored and (max(scored)[0] >= _ALIKE or not told or len(tops) == 1):
        return -max(scored)[1]
    return None


def _overlap(words: Words, other: Words) -> float:
    common = len(set(words) & set(other))
    return 2 * common / (len(set(words)) + len(set(other)) or 1)


def _stripped(head: Head, site: Words, cleaner: Cleaner) -> str:
    """The title that only the metadata give, without a short part at its end that is the site's name or looks like one."""
    best = head.titles[0]
    for part in parts(best):
        words = cleaner.words(part)
        left = best.replace(part, " ", 1)
        rest = cleaner.words(left)
        if words and rest and (rest == site or (len(rest) <= _FEW < len(words) and ":" not in left)):
            return part
    return best
