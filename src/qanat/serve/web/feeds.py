"""What was asked for as a feed: a list, a channel or a search, as Atom (`.atom`) and as JSON Feed (`.feed.json`), what was told last first."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from fastapi import APIRouter, Request
from fastapi.responses import Response

from qanat.serve.web import lists
from qanat.serve.web.asked import MOST
from qanat.serve.web.lists import Filtered, Searched
from qanat.serve.web.page import chosen, record_of, serve_as
from qanat.serve.web.tongue import Tongue
from qanat.serve.wording import HIDDEN

router = APIRouter(tags=["feeds"])

_ITEMS = 50  # of a feed; they are looked for among the newest rows
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NEVER = "1970-01-01T00:00:00Z"  # of what has no day: a feed needs one, and it must stay
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Atom(Response):
    media_type = "application/atom+xml"


class _JsonFeed(Response):
    media_type = "application/feed+json"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. `id` stays whatever becomes of titles and addresses; `told` is when the last that it says was published; `text`: its sentences, in Arabic."""

    id: str
    path: str
    title: str
    told: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of one question."""

    title: str
    items: tuple[Item, ...]

    @classmethod
    def of(cls, title: str, items: Iterable[Item]) -> Feed:
        return cls(title, tuple(sorted(items, key=lambda one: (one.told, one.id), reverse=True)[:_ITEMS]))

    @property
    def told(self) -> str:
        """When anything changed last."""
        return max((one.told for one in self.items), default=_NEVER)


# --- the two forms ---------------------------------------------------------------------------------------------------------------


def _addresses(request: Request, suffix: str) -> tuple[str, str, str]:
    """Where the app, the page and the feed are."""
    home = str(request.base_url).rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    path = quote(request.url.path)
    return home, home + path.removesuffix(suffix) + query, home + path + query


def _atom(request: Request, told: Feed) -> Response:
    home, page, here = _addresses(request, ".atom")
    root = ElementTree.Element("feed", {"xmlns": _ATOM, _LANG: chosen(request).language})
    for name, text in (("id", here), ("title", f"{plain(told.title)} · Qanat"), ("updated", told.told)):
        ElementTree.SubElement(root, name).text = text
    ElementTree.SubElement(ElementTree.SubElement(root, "author"), "name").text = "Qanat"
    ElementTree.SubElement(root, "link", {"rel": "self", "type": _Atom.media_type, "href": here})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for one in told.items:
        entry = ElementTree.SubElement(root, "entry")
        for name, text in (("id", one.id), ("title", plain(one.title)), ("updated", one.told)):
            ElementTree.SubElement(entry, name).text = text
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": home + one.path})
        ElementTree.SubElement(entry, "content", {"type": "text", _LANG: "ar"}).text = plain(one.text)
    return _Atom(ElementTree.tostring(root, encoding="unicode", xml_declaration=True))


def _json(request: Request, told: Feed) -> Response:
    home, page, here = _addresses(request, ".feed.json")
    items = [
        {"id": one.id, "url": home + one.path, "title": plain(one.title), "content_text": plain(one.text), "date_modified": one.told, "language": "ar"}
        for one in told.items
    ]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": f"{plain(told.title)} · Qanat", "home_page_url": page, "feed_url": here}
    return _JsonFeed(json.dumps({**about, "items": items}, ensure_ascii=False))


def plain(text: str) -> str:
    """Text that a reader of feeds may show anywhere: nothing hidden, nothing that XML forbids."""
    return _NOT_XML.sub("", HIDDEN.sub("", text))


# --- the questions ----------------------------------------------------------------------------------------------------------------


def feed(path: str) -> Callable[[Callable[..., Feed]], Callable[..., Feed]]:
    """Serve what a function answers as both kinds of feed. The function takes the request first."""

    def register(function: Callable[..., Feed]) -> Callable[..., Feed]:
        serve_as(router, path, function, ((".atom", _Atom, _atom), (".feed.json", _JsonFeed, _json)))
        return function

    return register


@feed("/contacts")
def contacts_feed(request: Request, asked: Filtered) -> Feed:
    """Contacts by filter, as a feed: an entry comes when one is told for the first time, and changes when it is told again."""
    tongue = chosen(request)
    rows = lists.contacts(request, replace(asked, limit=MOST)).rows
    return Feed.of(tongue.words.gettext("Contacts"), (contact_item(row, tongue) for row in rows if isinstance(row, dict)))


@feed("/channels/{a}/{b}")
def channel_feed(request: Request, a: str, b: str) -> Feed:
    """The contacts of one channel as a feed; it is empty as long as there is none."""
    tongue = chosen(request)
    rows = record_of(request).contacts(between=(a, b), limit=MOST)
    return Feed.of(" · ".join(map(tongue.country, (a, b))), (contact_item(row, tongue) for row in rows))


@feed("/search")
def search_feed(request: Request, sought: Searched) -> Feed:
    """Articles with all the words asked for, as a feed."""
    rows = lists.search(request, sought, _ITEMS).rows
    return Feed.of(sought.q or chosen(request).words.gettext("Search"), (article_item(row) for row in rows if isinstance(row, dict)))


def contact_item(row: dict[str, Any], tongue: Tongue) -> Item:
    """A contact as an entry."""
    names = [(party["latin"] if tongue.language == "en" else None) or party["name"] for party in row["parties"]]
    title = f"{tongue.say(row['mode'])} ({tongue.say(row['status'])}): {' – '.join(names)}"
    told = max((_instant(one["published"]) for one in row["reports"]), default=_NEVER)
    first = min(row["reports"], key=lambda one: (_instant(one["published"]), one["id"]))  # it stays when more reports join, the id of the contact may not
    return Item(f"urn:qanat:{first['id']}", f"/contacts/{row['id']}", f"{title} · {tongue.day(row['date'])}" if row["date"] else title, told, _quotes(row))


def _quotes(row: dict[str, Any]) -> str:
    return "\n".join(f"{one['outlet']}: {one['quote']}" if one["outlet"] else one["quote"] for one in row["reports"])


def article_item(row: dict[str, Any]) -> Item:
    """A place of an article as an entry."""
    name = quote(row["document"], safe="")
    start, end = row["spans"][0]
    return Item(f"urn:qanat:{name}", f"/articles/{name}?span={start}-{end}#here", row["title"] or row["document"], _instant(row["published"]), row["quote"])


def _instant(published: str | None) -> str:
    """A time of publication as feeds want it, with its zone.

    >>> _instant("2025-03-05"), _instant("2025-03-05T10:00:00+03:00"), _instant("2025-03-05T10:00"), _instant(None)
    ('2025-03-05T00:00:00Z', '2025-03-05T07:00:00Z', '2025-03-05T10:00:00Z', '1970-01-01T00:00:00Z')
    """
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return _NEVER
    when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
