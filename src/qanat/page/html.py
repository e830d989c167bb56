"""An HTML page → title, body, and what it says of itself."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import trafilatura

from qanat.model import Problem
from qanat.page import head as heads
from qanat.page.blocks import Block, blocks, densest, inside, mark, region, true_beside
from qanat.page.furniture import Cleaner
from qanat.page.kinds import kind_of
from qanat.page.title import HEADINGS, title_of
from qanat.page.tree import balanced, grow, swallowed
from qanat.page.when import Line, published, says_day

_LARGE = 4_000_000  # characters from which a page is no article that the extractor knows; it would take minutes
_LITTLE = 0.5  # share of the densest prose under which the extractor has missed the article
_DATELINE = re.compile(r"[(«]\s*[^\W\d]")  # الرياض 21 أكتوبر 2022 (واس)
_LEAD = 14  # words from which what stands above the article is its lead, even without a full stop
_ENDS = (".", "!", "؟", "…", "»", '"', "”")
_SENTENCE = 6  # words from which what stands in a tag is text, and no name or label
_LINKED = 0.6  # share of letters in links from which a line is no part of the text
_FLOW = frozenset(("p", "li", "blockquote", "dd", "dt", "pre", *HEADINGS))


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page holds. `published`: RFC 3339 where its zone is known, else the day."""

    title: str | None
    body: str
    published: str | None
    url: str | None
    problems: tuple[Problem, ...] = ()


def article(html: str, cleaner: Cleaner, url: str | None = None, zone: Callable[[str | None], tzinfo | None] = lambda _: None) -> Page:
    """The article of a page: the title once, the body whole, the furniture gone; an empty body where no article is found.

    Where the article stands is trafilatura's judgement; all paragraphs that stand there are kept, also those that it drops. `url` is where the page
    was found; `zone` gives the time zone of the outlet at an address.
    """
    tree, problems, sound = grow(html)
    if tree is None:
        return Page(None, "", None, url, problems=problems)
    head = heads.read(tree)
    address = head.url or url
    found = blocks(tree, cleaner)
    if sound and len(html) < _LARGE:
        mark(found, _extracted(tree), cleaner)
    around, beside = _place(found)
    title, number = title_of(found, head, cleaner, around)
    lines = [Line(block.text, _tells(block, cleaner), any(element in beside for element in block.beside), block.stamp) for block in found]
    begin = number if number >= 0 else next((at for at, block in enumerate(found) if inside(block.element, around)), 0) - 1
    day = published(head.dates, lines, begin, address, cleaner, zone(address))
    kept = [block for block in _below(found, number, around) if _belongs(block, around, beside, cleaner)]
    body = cleaner.body(_undated(kept, cleaner))
    if title:
        body = cleaner.untitled(body, title)
    there = [block for block in found if inside(block.element, around)] if around is not None else found
    first = next((at for at, block in enumerate(found) if kept and block is kept[0]), len(found))
    if not problems and (left := _left(html, found[min(number + 1, first) :], body, cleaner)):
        problems += (Problem("damaged", f"elements are not closed: {left:,} words beside the article were left out, of which some may be its own"),)
    problems += kind_of(head, title, body, there, [block.text for block in found], cleaner)
    return Page(title, "\n".join(body).strip("\n"), day, address, problems)


def _extracted(tree: Any) -> str:
    try:
        result = trafilatura.bare_extraction(copy.deepcopy(tree), include_comments=False, with_metadata=False, fast=True)
    except Exception:  # noqa: BLE001  whatever odd page it stumbles over, the densest prose is read instead
        return ""
    return "" if result is None or isinstance(result, dict) else result.text or ""


def _place(found: list[Block]) -> tuple[Any, set[Any]]:
    """The element in which the article stands, and the furniture on the page."""
    beside = true_beside(found, [block for block in found if block.wanted])
    around = region(found)
    dense = densest(found)
    if dense is not None:
        taken = sum(block.prose for block in found if block.wanted and not any(e in beside for e in block.beside))
        there = [block for block in found if inside(block.element, dense)]
        if taken < _LITTLE * sum(block.prose for block in there if not block.beside):
            return dense, true_beside(found, there)
    return around, beside


def _tells(block: Block, cleaner: Cleaner) -> bool:
    """Is a block prose, and neither furniture nor a line that is only there for its date?"""
    return bool(block.prose) and not cleaner.kind(block.text) and not says_day(block.text, cleaner)


def _paragraph(block: Block, cleaner: Cleaner) -> int:
    """The words of a block that is a paragraph of some article, whatever it stands in, a link that runs on too; else 0."""
    told = (block.prose or block.wanted or block.tag == "p" or block.text.endswith(_ENDS)) and not cleaner.kind(block.text)
    return len(block.words) if told else 0


def _left(html: str, below: list[Block], body: list[str], cleaner: Cleaner) -> int:
    """The words of paragraphs that are not in the body though an element that is not closed, or a tag that does not end, may have taken them from it."""
    text = "\n".join(body)
    lost = sum(_paragraph(block, cleaner) for block in below if block.text not in text) if not balanced(html) else 0
    inside = (part for part in swallowed(html) if part.strip() not in text)
    return lost + sum(len(words) for part in inside if len(words := cleaner.words(part)) >= _SENTENCE and not cleaner.kind(part))


def _below(found: list[Block], number: int, around: Any) -> list[Block]:
    """The blocks from which the body is taken: those below the title, and prose above it that the extractor took; what leads to the article is marked."""
    first = next((at for at, block in enumerate(found) if at > number and inside(block.element, around)), 0)
    for block in found[number + 1 : first] if number >= 0 else ():
        block.leads = bool(block.prose)
    return [block for at, block in enumerate(found) if at > number or (at < number and block.wanted)]


def _belongs(block: Block, around: Any, beside: set[Any], cleaner: Cleaner) -> bool:
    """Is a block part of the article: prose where the article stands or between it and the title, or what the extractor took?

    Lines that end the article are let through, for the cleaner to cut there.
    """
    if not block.words or any(element in beside for element in block.beside):
        return False
    if not inside(block.element, around):
        whole = len(block.words) >= _LEAD or block.text.endswith(_ENDS)  # a caption is short, and no sentence
        return bool(block.prose) and whole and (block.wanted or block.leads)
    if block.linked > _LINKED and not block.prose:
        return cleaner.kind(block.text) == "end"
    if not block.wanted and not block.prose and block.tag not in ("p", *HEADINGS) and block.element.find(".//img") is not None:
        return False  # a caption
    return block.wanted or bool(block.prose) or block.tag in _FLOW or block.element is around or cleaner.kind(block.text) == "end"


def _undated(kept: list[Block], cleaner: Cleaner) -> list[str]:
    """The lines of the body without those above the first prose that say when it was published."""
    first = next((at for at, block in enumerate(kept) if _tells(block, cleaner)), 0)
    return [block.text for at, block in enumerate(kept) if at >= first or _DATELINE.search(block.text) or not says_day(block.text, cleaner)]
