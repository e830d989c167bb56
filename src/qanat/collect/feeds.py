"""Feeds and sitemaps → addresses: RSS, Atom, JSON Feed, OPML, sitemaps and their indexes, lists of addresses; none of them need be well-formed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from qanat.collect.address import LONGEST
from qanat.collect.charset import decode
from qanat.collect.markup import Draft, attributes, drafts
from qanat.collect.payload import Refused, body_of
from qanat.errors import InputError

MOST = 64 * 2**20  # bytes of a feed, unpacked (a sitemap may have 50 MB)
MANY = 50_000  # addresses of one (as many a sitemap may have)
_PACKED = b"\x1f\x8b"
_HTTP = re.compile(r"https?://\S+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:html|body|head)\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex|opml|channel)\b", re.IGNORECASE)
_LINK = re.compile(r"<(?:link|a)\b([^<>]*)>", re.IGNORECASE)
_HEAD = 2_000_000  # characters of a page in which feeds are looked for
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed tells of one article. `published` and `updated` as YYYY-MM-DD or an RFC 3339 time, None where it does not say."""

    url: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None

    @property
    def day(self) -> str | None:
        """The last day that is told of it."""
        return max((when[:10] for when in (self.published, self.updated) if when), default=None)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed holds, in its order, each address once. `kind`: rss, atom, json, sitemap, index, opml, list. `further`: more feeds or sitemaps that it names;
    `left`: entries beyond what is taken of one."""

    kind: str
    entries: tuple[Entry, ...]
    further: tuple[Entry, ...] = ()
    left: int = 0


def listing(data: bytes, url: str, charset: str | None = None) -> Listing:
    """What a feed at an address holds; `charset` is the encoding that the server told.

    Raises InputError for what is no feed: a page (the message names the feeds that it points to), an empty file, anything else.
    """
    if data.startswith(_PACKED):
        try:
            data = body_of({"content-encoding": "gzip"}, data, MOST)
        except Refused as refused:
            raise InputError(f"no feed: {refused}") from None
    if len(data) > MOST:
        raise InputError(f"no feed: larger than {MOST // 2**20} MiB")
    text = _text(data, charset)
    if not text:
        raise InputError("no feed: there is nothing in it")
    if text[0] in "{[":
        return _listed("json", _json(text, url))
    if text[0] != "<" and (found := list(_lines(text))):
        return _listed("list", iter(found))
    page, feed = _MARKUP.search(text[:65536]), _ROOT.search(text[:65536])
    if page and (not feed or page.start() < feed.start()):
        named = linked(text, url)
        raise InputError(f"no feed but a page{'; it points to the feeds ' + ' '.join(named) if named else ''}")
    return _marked(text, url)


def is_feed(data: bytes) -> bool:
    """Do some bytes begin as RSS, Atom or a JSON Feed, told by their beginning?"""
    head = data[:4096].decode("latin-1").replace("\x00", "")
    page, feed = _MARKUP.search(head), _ROOT.search(head)
    return (feed is not None and (page is None or feed.start() < page.start())) or ("jsonfeed.org/version" in head and head.lstrip("ï»¿ \n").startswith("{"))


def _text(data: bytes, charset: str | None) -> str:
    try:
        text, _ = decode(data, charset)
    except InputError:  # control characters between the letters
        text, _ = decode(data.translate(None, _CONTROL), charset)
    return text.lstrip("\ufeff \t\n")


def linked(page: str, url: str) -> tuple[str, ...]:
    """The feeds that a page at an address points to, in its order."""
    out: dict[str, None] = {}
    for found in _LINK.finditer(page[:_HEAD]):
        said = attributes(found[1])
        kind, href = said.get("type", "").strip().lower(), said.get("href", "")
        if href and kind in _FEED_TYPES:
            out[_joined(url, href)] = None
    return tuple(out)


# --- each kind --------------------------------------------------------------------------------------------------------------------


def _listed(kind: str, found: Iterator[Entry], further: Iterable[Entry] = ()) -> Listing:
    """Each address once, with all that is told of it; no more than MANY, and none that is too long to be asked for."""
    entries: dict[str, Entry] = {}
    left = 0
    for entry in found:
        if entry.url in entries or (len(entries) < MANY and len(entry.url.encode("utf-8", "surrogatepass")) <= LONGEST):
            entries.setdefault(entry.url, entry)
        else:
            left += 1
    return Listing(kind, tuple(entries.values()), tuple({one.url: one for one in further}.values())[:MANY], left)


def _lines(text: str) -> Iterator[Entry]:
    """Addresses, one a line; other lines say nothing."""
    for line in text.split("\n"):
        found = _HTTP.match(line.strip())
        if found:
            yield Entry(found[0])


def _json(text: str, url: str) -> Iterator[Entry]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no feed: broken JSON: {error}") from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise InputError("no feed: this JSON holds no list of 'items'")
    for item in items:
        if not isinstance(item, dict):
            continue
        address = next((item[key] for key in ("url", "external_url", "id") if isinstance(item.get(key), str) and _is_link(item[key])), None)
        if address:
            yield Entry(_joined(url, address), _string(item.get("title")), when(item.get("date_published")), when(item.get("date_modified")))


def _is_link(said: str) -> bool:
    return said.strip().lower().startswith(("http://", "https://", "/"))


def _string(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _marked(text: str, url: str) -> Listing:
    """RSS, RDF, Atom, OPML, sitemaps."""
    found = list(drafts(text))
    feed = found.pop()
    entries: list[Entry] = []
    further: list[Entry] = []
    base = _joined(url, feed.said.get("base", ""))
    for draft in found:
        entry = _entry(draft, base)
        if entry is not None:
            (further if draft.kind in ("sitemap", "outline") else entries).append(entry)
    kind = "opml" if any(draft.kind == "outline" for draft in found) else feed.said.get("root")
    if kind is None:
        raise InputError("no feed: there is none of RSS, Atom, JSON Feed, OPML or a sitemap in it")
    further += [Entry(_joined(url, feed.said[name])) for name in ("next", "prev-archive") if name in feed.said]
    return _listed(kind, iter(entries), iter(further))


def _entry(draft: Draft, base: str) -> Entry | None:
    said = draft.said
    names = [said[name] for name in ("origin", "link", "guid", "about", "enclosure") if name in said and (name in ("link", "origin") or _is_link(said[name]))]
    return Entry(_joined(base, names[0]), said.get("title"), when(said.get("published")), when(said.get("updated"))) if names else None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, " ".join(address.split()).replace(" ", "%20"))
    except ValueError:
        return address.strip()


def when(said: Any) -> str | None:
    """A time of a feed as YYYY-MM-DD or an RFC 3339 time; None for what is none.

    >>> when("Fri, 21 Oct 2022 23:30:00 +0300"), when("2022-10-21T20:30Z"), when("2022-10-21"), when("أمس")
    ('2022-10-21T23:30:00+03:00', '2022-10-21T20:30:00+00:00', '2022-10-21', None)
    """
    if not isinstance(said, str):
        return None
    said = said.strip()
    found = _ISO.match(said)
    try:
        if found is not None:
            return _iso(found)
        time = parsedate_to_datetime(said)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _iso(found: re.Match[str]) -> str:
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in found.groups()[:6])
    if not found[4]:
        return datetime(year, month, day or 1, tzinfo=UTC).date().isoformat()
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{'+00:00' if (found[7] or 'Z').upper() == 'Z' else found[7]}").tzinfo
    return datetime(year, month, day or 1, hour, minute, second, tzinfo=zone).isoformat()
