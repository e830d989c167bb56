"""An HTML page → title, body, and what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from qanat.model import calendar_day
from qanat.page.furniture import Cleaner

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # lxml takes no decoded text that declares an encoding
_DATES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='parsely-pub-date' or @name='DC.date.issued' or @name='dc.date.issued']/@content",
)
_CANONICAL = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page holds. `published`: as the page's own metadata gives it, None where they are silent or differ in the day."""

    title: str | None
    body: str
    published: str | None
    url: str | None


def article(html: str, cleaner: Cleaner) -> Page:
    """The article of a page, by trafilatura, the title once and the furniture gone; an empty body where no article is found."""
    tree = _tree(html)
    if tree is None:
        return Page(None, "", None, None)
    published, url = _published(tree), _first(tree, _CANONICAL)
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Page(None, "", published, url)
    title = (found.title or "").strip() or None
    lines = cleaner.body((found.text or "").split("\n"))
    if title:
        lines = cleaner.untitled(lines, title)
    return Page(title, "\n".join(lines).strip("\n"), published, url)


def _tree(html: str) -> Any:
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)  # without huge_tree, deep pages come out empty
    try:
        return document_fromstring(_DECLARATION.sub("", html.replace("\x00", "")), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _published(tree: Any) -> str | None:
    given = [str(value).strip() for path in _DATES for value in tree.xpath(path)]
    given += [value for script in tree.xpath("//script[@type='application/ld+json']/text()") for value in _linked_dates(str(script))]
    days = {day for value in given if (day := calendar_day(value))}
    return max((value for value in given if calendar_day(value)), key=len) if len(days) == 1 else None


def _linked_dates(script: str) -> Iterator[str]:
    try:
        found = json.loads(script)
    except (ValueError, RecursionError):
        return
    nodes = found if isinstance(found, list) else [found]
    for node in nodes:
        if isinstance(node, dict):
            nodes += node["@graph"] if isinstance(node.get("@graph"), list) else []
            if isinstance(node.get("datePublished"), str):
                yield node["datePublished"].strip()


def _first(tree: Any, path: str) -> str | None:
    return next((str(value).strip() for value in tree.xpath(path) if str(value).strip().startswith(("http://", "https://"))), None)
