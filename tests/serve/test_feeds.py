"""Feeds of lists, channels and searches; and the way from a paper's own feed to ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient
from tests.collect.site import Host, article, hosts, rss
from tests.record.adding import fill
from typer.testing import CliRunner

from qanat.collect import clock
from qanat.pipeline import Reader, open_record
from qanat.serve.cli import app
from qanat.serve.web.app import create

_HOME = "http://127.0.0.1"
_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    db = str(tmp_path_factory.mktemp("feeds") / "record.db")
    hostile = {"id": "h", "title": "\x01<script>\u202e&", "text": archive[0]["text"], "published": "2025-03-30", "outlet": "]]>"}
    fill(db, reader, [*archive, hostile])
    with open_record(db, create=False) as record, TestClient(create(record), base_url=_HOME) as opened:
        yield opened


def _entries(text: str) -> dict[str, dict[str, str]]:
    """The entries of an Atom feed by their ids, with what every entry must have."""
    root = ElementTree.fromstring(text)
    assert all(root.findtext(_ATOM + name) for name in ("id", "title", "updated"))
    found = {}
    for entry in root.iter(f"{_ATOM}entry"):
        told = {name: entry.findtext(_ATOM + name) or "" for name in ("id", "title", "updated", "content")}
        link = entry.find(f"{_ATOM}link")
        assert all(told.values())
        assert link is not None
        found[told["id"]] = {**told, "link": link.attrib["href"]}
    return found


@pytest.mark.parametrize("path", ["/contacts", "/contacts{}?country=JOR", "/channels/JOR/NOR", "/search{}?q=" + quote("المساعدات")])
def test_both_forms_say_the_same(client: TestClient, path: str) -> None:
    path = path if "{}" in path else path + "{}"
    atom, feed = client.get(path.format(".atom")), client.get(path.format(".feed.json"))
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert feed.headers["content-type"].startswith("application/feed+json")
    entries, items = _entries(atom.text), feed.json()["items"]
    assert entries
    assert [(one["id"], one["url"], one["date_modified"]) for one in items] == [(one["id"], one["link"], one["updated"]) for one in entries.values()]
    assert [one["date_modified"] for one in items] == sorted((one["date_modified"] for one in items), reverse=True)
    for one in items[:3]:
        assert client.get(one["url"]).status_code == 200
    assert client.get(path.format("")).text.count(path.format(".atom").replace("&", "&amp;")) == 2  # for programs in the head, for people at the foot


def test_scraped_text_stays_text_in_feeds(client: TestClient) -> None:
    told = client.get("/search.atom?q=" + quote("المساعدات"))
    assert "\u202e" not in told.text
    assert any("<script>" in one["title"] for one in _entries(told.text).values())


def test_a_channel_without_contacts_is_an_empty_feed(client: TestClient) -> None:
    assert client.get("/channels/FRA/DEU.feed.json").json()["items"] == []
    assert not _entries(client.get("/channels/FRA/DEU.atom").text)


def test_from_a_feed_to_today_and_to_the_alert(tmp_path: Path) -> None:
    """A paper's feed gains an item, `qanat collect` brings it, and the contact stands on the first page and in the feeds."""
    db = f"sqlite:///{tmp_path}/record.db"

    def day(back: int) -> str:
        return (clock.now() - timedelta(days=back)).date().isoformat()

    def publish(host: Host, number: int) -> None:
        for n, other in enumerate(("النرويجي إريك هولم", "الماليزي فيصل رحمن")[:number]):
            host.pages[f"/n/{n}"] = article(n, day(9 - 4 * n)).replace("النرويجي إريك هولم", other)
        host.pages["/rss"] = rss([(f"{host.url}/n/{n}", day(9 - 4 * n)) for n in range(number)])

    def qanat(*words: str) -> None:
        done = CliRunner().invoke(app, [*words, "--db", db])
        assert done.exit_code == 0, (words, done.output, done.exception)

    with hosts(1) as (host,):
        host.pages["/robots.txt"] = "User-agent: *\nAllow: /"
        publish(host, 1)
        address = host.name.partition(":")[0]
        qanat("outlets", "add", "paper", "--name", "جريدة", "--home", "JOR", "--zone", "Asia/Amman", "--host", address, "--feed", f"{host.url}/rss")
        qanat("collect", "--allow-network", "127.0.0.0/8")
        with open_record(db) as record, TestClient(create(record), base_url=_HOME) as visitor:
            before = _entries(visitor.get("/contacts.atom?country=JOR").text)
            assert len(before) == 1
            assert not _entries(visitor.get("/channels/JOR/MYS.atom").text)
            publish(host, 2)
            qanat("collect", "--allow-network", "127.0.0.0/8")
            after = _entries(visitor.get("/contacts.atom?country=JOR").text)
            assert {name: after[name] for name in before} == before  # what was there is as it was
            (new,) = set(after) - set(before)
            assert next(iter(after)) == new  # the newest first
            assert set(_entries(visitor.get("/channels/JOR/MYS.atom").text)) == {new}
            assert after[new]["link"].removeprefix(_HOME) in visitor.get("/today").text
