"""The codebook as a page: every value, table and column, how well all of it is read, and what is known to be weak."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Request
from markdown_it import MarkdownIt
from markupsafe import Markup

from qanat.codebook import codebook
from qanat.serve.web.page import Answer, chosen, page

router = APIRouter(tags=["lists"])


@page(router, "/codebook", kept=True)
def book(request: Request) -> Answer:
    """The codebook: what every value and column means, hard cases, and the figures of the reader."""
    language = chosen(request).language
    return Answer("codebook.html", {"language": language, "text": codebook(language)}, {"pages": _page(language)})


@cache
def _page(language: str) -> Markup:
    """The text of the book, which is ours; what stands in it in the marks of HTML stays text all the same."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(codebook(language).partition("\n")[2])
    return Markup(made.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>"))
