"""Pages that hold no whole article: error pages, stubs for subscribers, galleries, lists of links."""

from __future__ import annotations

from typing import Any

from qanat.model import Problem
from qanat.page.blocks import Block
from qanat.page.furniture import Cleaner
from qanat.page.head import Head

_ERROR = 60  # words of prose that an error page has at most
_NEAR = 40  # lines among which an error page says so
_STUB = 150  # words of prose that a stub has at most
_GALLERY = 60  # words of prose that a gallery has at most
_PICTURES = 5  # pictures that a gallery has at least
_LIST = 8  # linked lines that a list has at least
_LISTED = 0.6  # share of a list's words that are links


def kind_of(head: Head, title: str | None, body: list[str], there: list[Block], lines: list[str], cleaner: Cleaner) -> tuple[Problem, ...]:
    """What is to be said of a page that is no whole article; nothing of one that is. `there` are the blocks where its text stands, `lines` all of the page."""
    words = sum(len(cleaner.words(line)) for line in body)
    near = [title or "", *head.titles, *lines[:_NEAR]] if words < _ERROR else []
    if any(cleaner.shows(line, "error") for line in near):
        return (Problem("error_page", "it is the error page of a site, not an article"),)
    if words < _STUB and (not head.free or any(cleaner.shows(block.text, "stub") for block in there)):
        return (Problem("stub", "only its beginning is shown to those who do not subscribe"),)
    pictures = _pictures(there)
    if words < _GALLERY and (head.gallery or pictures >= _PICTURES):
        return (Problem("gallery", f"it is a gallery of {pictures} pictures with few words" if pictures else "it is a gallery with few words"),)
    linked = [block for block in there if block.linked > _LISTED and len(block.words) > 3]
    if len(linked) >= _LIST and words < sum(len(block.words) for block in linked):
        return (Problem("listing", "it is a list of articles, not one"),)
    return ()


def _pictures(there: list[Block]) -> int:
    around: Any = next((block.element for block in there if block.element is not None), None)
    if around is None:
        return 0
    tops = [around, *around.iterancestors()]
    holder = next((element for element in tops if element.tag in ("article", "main", "body")), tops[-1])
    return len(holder.findall(".//img")) + len(holder.findall(".//amp-img"))
