"""What a page says of itself for machines: meta tags and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DATES = (
    "//meta[@property='article:published_time' or @name='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='publish-date' or @name='publish_date' or @name='parsely-pub-date' or @name='sailthru.date'"
    " or @name='DC.date.issued' or @name='dc.date.issued' or @name='DC.date' or @name='dcterms.created' or @name='cXenseParse:recs:publishtime'"
    " or @name='article_date_original' or @name='datePublished' or @property='datePublished']/@content",
    "//time[@pubdate]/@datetime | //time[contains(concat(' ', @class, ' '), ' published ') or contains(concat(' ', @class, ' '), ' entry-date ')]/@datetime",
)
_CANONICAL = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
_ARTICLES = re.compile(r"Article|Posting|Report|Statement")
_GALLERIES = re.compile(r"ImageGallery|MediaGallery|PhotoGallery")
_SEPARATOR = re.compile(r"(?<!\s)(?:\s+[-–—|»«·•:/]+\s+|\s*[|»«•]\s*)|(?<!:):+\s+")

_LONGEST = 500  # characters of a title
_MANY = 20  # titles of one page
_RUNS = 500  # parts of one title


@dataclass(frozen=True, slots=True)
class Head:
    """`titles`: as given for machines, the surest first. `dates`: as given, the surest first. `free`: False where the page says that it is for subscribers."""

    titles: tuple[str, ...]
    site: str | None
    dates: tuple[str, ...]
    url: str | None
    free: bool
    gallery: bool


def read(tree: Any) -> Head:
    """The head of a page; nothing in it is trusted to be there or to be well-formed."""
    nodes = [node for script in tree.xpath("//script[@type='application/ld+json']/text()") for node in _linked(str(script))]
    articles = [node for node in nodes if _ARTICLES.search(_type(node))] or [node for node in nodes if "datePublished" in node and "Video" not in _type(node)]
    titles = [_text(node.get("headline")) for node in articles]
    titles += tree.xpath("//meta[@property='og:title' or @name='og:title']/@content") + tree.xpath("//meta[@name='twitter:title']/@content")
    titles += ["".join(title.itertext()) for title in tree.xpath("//head/title")[:1] or tree.xpath("//title[not(ancestor::svg)]")[:1]]
    dates = [_text(node.get("datePublished")) for node in articles]
    dates += [str(value) for path in _DATES for value in tree.xpath(path)]
    return Head(
        tuple(dict.fromkeys(clean for title in titles if 0 < len(clean := " ".join(str(title).split())) <= _LONGEST))[:_MANY],
        next((" ".join(str(name).split()) for name in tree.xpath("//meta[@property='og:site_name']/@content") if str(name).strip()), None),
        tuple(dict.fromkeys(clean for value in dates if (clean := value.strip()))),
        _first(tree, _CANONICAL),
        not any(str(node.get("isAccessibleForFree")).lower() == "false" for node in articles),
        any(_GALLERIES.search(_type(node)) for node in nodes),
    )


def parts(title: str) -> list[str]:
    """A title and all that is left of it when parts at either end ("- name of the site") are taken away, longest first."""
    cuts = [(0, 0), *((cut.start(), cut.end()) for cut in _SEPARATOR.finditer(title)), (len(title), len(title))]
    runs = [title[first[1] : last[0]].strip() for k, first in enumerate(cuts) for last in cuts[k + 1 :]]
    return sorted((run for run in runs if run), key=len, reverse=True)[:_RUNS]


def _linked(script: str) -> Iterator[dict[str, Any]]:
    try:
        found = json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = found if isinstance(found, list) else [found]
    for node in waiting[:200]:
        if isinstance(node, dict):
            graph = node.get("@graph")
            yield node
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _type(node: dict[str, Any]) -> str:
    kind = node.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _first(tree: Any, path: str) -> str | None:
    return next((str(value).strip() for value in tree.xpath(path) if str(value).strip().startswith(("http://", "https://"))), None)
