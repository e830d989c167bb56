"""Feeds: no entry is lost, whatever is wrong with them; nothing in them is carried out."""

from __future__ import annotations

import gzip
import time

import feedparser
import pytest
from tests.collect import damaged

from qanat.collect.feeds import MANY, Entry, is_feed, linked, listing
from qanat.errors import InputError

WHOLE = 12
FEW = {"cut off in the middle of an item", "cut off in the middle of a tag", "a character cut in two", "two roots"}  # damage takes a day, or adds entries


@pytest.mark.parametrize("name", damaged.feeds())
def test_damaged_feeds_give_all_entries(name: str) -> None:
    data = damaged.feeds()[name]
    found = listing(data, f"{damaged.HOST}/rss").entries
    assert len(found) >= len(feedparser.parse(data).entries)
    assert [entry.url for entry in found][:WHOLE] == [damaged.link(number) for number in range(WHOLE)]
    assert all(entry.title and "ا" in entry.title for entry in found)
    if name not in FEW:
        assert [(entry.published or entry.updated or "")[:10] for entry in found] == [f"2025-04-{number + 1:02}" for number in range(WHOLE)]
        assert is_feed(data) or name in ("no root", "utf-16 with its mark, said utf-8")


def test_there_are_fifty_of_them() -> None:
    assert len(damaged.feeds()) == 50


HOSTILE = {
    "entities that grow": b"<!DOCTYPE r [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><rss><item><title>&a11;",
    "files and addresses": b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'>%p;]><rss><item><title>&x;",
    "packed": gzip.compress(b"<rss>" + b" " * 200_000_000, 1),
    "deep": b"<rss>" + b"<a>" * 200_000,
    "tags that never begin": b"<rss>" + b"<" * 1_000_000,
    "ampersands": b"<rss>" + b"&" * 1_000_000,
    "sections that never end": b"<rss>" + b"<![CDATA[" * 100_000,
    "comments that never end": b"<rss>" + b"<!--" * 200_000,
    "types that never end": b"<!DOCTYPE [" * 100_000 + b"<rss>",
    "declarations": b"<rss>" + b"<?xml " * 200_000,
    "attributes": b"<rss><item " + b"a='" * 300_000,
    "json in json": b'{"items":' + b"[" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_do_nothing(name: str) -> None:
    begun = time.process_time()
    try:
        found = listing(HOSTILE[name] + b"<link>http://a.example/1</link></item></rss>", "http://a.example/").entries
    except InputError:
        found = ()
    assert all("root:" not in (entry.title or "") and len(entry.title or "") < 100 for entry in found)
    assert time.process_time() - begun < 5


def test_kinds() -> None:
    news = '<urlset xmlns:news="x"><url><loc>/a?x=1&amp;y=2</loc><news:news><news:publication_date>2025-04-01T10:00+03:00'
    news += "</news:publication_date><news:title>خبر</news:title>"
    assert listing(news.encode(), "https://a.example/sitemap.xml").entries == (Entry("https://a.example/a?x=1&y=2", "خبر", "2025-04-01T10:00:00+03:00"),)
    index = b"<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc><lastmod>2025-04-01</lastmod></sitemap></sitemapindex>"
    found = listing(gzip.compress(index), "https://a.example/sitemap.xml.gz")
    assert (found.kind, found.entries, found.further) == ("index", (), (Entry("https://a.example/1.xml.gz", updated="2025-04-01"),))
    feed = '\ufeff{"version": "https://jsonfeed.org/version/1.1", "items": [7, {"id": "2"}, '
    feed += '{"id": "1", "url": "/x", "title": "خبر", "date_published": "2025-04-01T10:00:00Z"}]}'
    assert listing(feed.encode(), "https://a.example/feed.json").entries == (Entry("https://a.example/x", "خبر", "2025-04-01T10:00:00+00:00"),)
    assert listing(b"# ours\nhttps://a.example/1\n\nhttps://a.example/2 \nhttps://a.example/1\n", "").kind == "list"
    assert len(listing(b"# ours\nhttps://a.example/1\n\nhttps://a.example/2 \nhttps://a.example/1\n", "").entries) == 2
    assert (
        listing(b"<opml><body><outline title='x'><outline xmlUrl='https://a.example/rss'/></outline></body></opml>", "").further[0].url
        == "https://a.example/rss"
    )
    many = "".join(f"https://a.example/{number}\n" for number in range(MANY + 5))
    assert (len(listing(many.encode(), "").entries), listing(many.encode(), "").left) == (MANY, 5)


PAGE = b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">'
PAGE += b"<link rel=alternate type=application/atom+xml href=atom.xml></head>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in it"),
        (b"  \n", "nothing in it"),
        (PAGE, "points to the feeds https://a.example/rss?a=1&b=2 https://a.example/x/atom.xml"),
        (b"<html><title>404</title>", "no feed but a page"),
        (b"<svg><title>x</title></svg>", "none of RSS"),
        (b"just words", "none of RSS"),
        (b'{"a": 1}', "items"),
        (b"{broken", "broken JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 9, "none of RSS"),
        (b"\x1f\x8b\x08\x00broken", "cut off"),
    ],
)
def test_what_is_no_feed_says_so(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match="no feed") as error:
        listing(data, "https://a.example/x/")
    assert said in str(error.value)
    assert not is_feed(data)


def test_an_empty_feed_is_a_feed() -> None:
    assert listing(b"<rss version='2.0'><channel><title>x</title></channel></rss>", "https://a.example/").entries == ()


def test_pages_name_their_feeds() -> None:
    assert linked(PAGE.decode(), "https://a.example/x/") == ("https://a.example/rss?a=1&b=2", "https://a.example/x/atom.xml")
