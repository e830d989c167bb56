"""Captures → documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from qanat import outlets
from qanat.model import Capture, Document, Problem
from qanat.page.furniture import Cleaner

__all__ = ["Cleaner", "document"]

Zone = Callable[[str | None], tzinfo | None]  # of the outlet at an address


def document(capture: Capture, cleaner: Cleaner, given: dict[str, str | None]) -> Document:
    """The document of a capture; `given` says what it does not say itself (`published`, `outlet`, `outlet_country`; `zone`, for an outlet without a card).

    Article JSON is taken as it is; of HTML and of plain text the article is taken, without the furniture of the page. Who publishes at its address is
    told by the cards of outlets. Raises InputError for article JSON without text.
    """
    content, problems = capture.content, capture.problems
    named = given.get("zone")
    clock = ZoneInfo(named) if named else None

    def zone(url: str | None) -> tzinfo | None:
        card = outlets.of_address(url)
        return card.clock if card is not None else clock

    if isinstance(content, str):
        article, more = _from_html(content, cleaner, capture.url, zone) if capture.kind == "html" else _from_text(content, cleaner, capture.url)
    elif isinstance(content.get("text"), str):
        article, more = content, ()
    else:
        url = content["url"] if isinstance(content.get("url"), str) else capture.url
        article, more = _from_html(str(content.get("html") or ""), cleaner, url, zone)
        article = _merged(article, content)
    known = _merged(_merged({"id": capture.stem or None}, given), article)
    known["id"] = known["id"] or _id_of(known.get("url"))
    made = Document.from_article(_merged(_by_card(known), known), problems + more)
    if not made.text[len(made.title or "") :].strip():
        found = "only a title, no body" if made.title else "no text"
        where = "" if capture.kind == "article" and "html" not in article else "; the page may be damaged, or shows its text only with scripts"
        made = replace(made, problems=(*made.problems, Problem("empty", f"there is {found} in it{where}")))
    return made


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    return {**under, **{key: value for key, value in over.items() if value is not None}}


def _id_of(url: Any) -> str | None:
    """The id of a page that has nothing but its address: what is captured there later is a newer version of the same document."""
    if not isinstance(url, str) or not outlets.host_of(url):
        return None
    return hashlib.sha256(outlets.plain(url).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _by_card(known: dict[str, Any]) -> dict[str, Any]:
    """Who publishes at the address of an article, and where its home is."""
    url = known.get("url")
    card = outlets.of_address(url) if isinstance(url, str) else None
    if card is None or known.get("outlet") not in (None, card.id, card.name):
        return {}
    return {"outlet": card.id, "outlet_country": card.home or None}


def _from_text(content: str, cleaner: Cleaner, url: str | None) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    from qanat.page import text

    title, body, published = text.article(content, cleaner)
    return {"title": title, "text": body, "published": published, "url": url}, ()


def _from_html(content: str, cleaner: Cleaner, url: str | None, zone: Zone) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    from qanat.page import html  # a second to import, and most documents are no HTML

    page = html.article(content, cleaner, url, zone)
    return {"title": page.title, "text": page.body, "published": page.published, "url": page.url}, page.problems
