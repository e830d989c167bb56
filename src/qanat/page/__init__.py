"""Captures → documents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qanat.model import Capture, Document, Problem
from qanat.page import text
from qanat.page.furniture import Cleaner

__all__ = ["Cleaner", "document"]


def document(capture: Capture, cleaner: Cleaner, given: dict[str, str | None]) -> Document:
    """The document of a capture; `given` fills what it does not say of itself (`published`, `outlet`, `outlet_country`).

    Article JSON is taken as it is; of HTML and of plain text the article is taken, without the furniture of the page.
    Raises InputError for article JSON without text.
    """
    content = capture.content
    if isinstance(content, str):
        article = _from_html(content, cleaner) if capture.kind == "html" else _from_text(content, cleaner)
    elif isinstance(content.get("text"), str):
        article = content
    else:
        article = _merged(_from_html(str(content.get("html") or ""), cleaner), content)
    made = Document.from_article(_merged(_merged({"id": capture.stem}, given), article), capture.problems)
    if not made.text[len(made.title or "") :].strip():
        found = "only a title, no body" if made.title else "no text"
        where = "" if capture.kind == "article" and "html" not in article else "; the page may be damaged, or shows its text only with scripts"
        made = replace(made, problems=(*made.problems, Problem("empty", f"there is {found} in it{where}")))
    return made


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    return {**under, **{key: value for key, value in over.items() if value is not None}}


def _from_text(content: str, cleaner: Cleaner) -> dict[str, Any]:
    title, body = text.article(content, cleaner)
    return {"title": title, "text": body}


def _from_html(content: str, cleaner: Cleaner) -> dict[str, Any]:
    from qanat.page import html  # a second to import, and most documents are no HTML

    page = html.article(content, cleaner)
    return {"title": page.title, "text": page.body, "published": page.published, "url": page.url}
