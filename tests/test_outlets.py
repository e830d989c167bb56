"""The cards of outlets: each is of the right form, and an address finds its card."""

from __future__ import annotations

import pytest
from babel.core import get_global

from qanat import outlets
from qanat.errors import PackError
from qanat.export.codes import alpha2
from qanat.model import Capture, Document
from qanat.packs import load
from qanat.page import Cleaner, document

CARD = 'name = "المثال"\nlatin = "Example"\nkind = "paper"\nhome = "JOR"\nhosts = ["example.org"]\n'
PACK = load("ar")


def test_the_cards_are_whole() -> None:
    cards = outlets.load()
    assert len(cards) >= 60
    assert sum(card.kind == "ministry" for card in cards.values()) >= 6
    assert len({card.home for card in cards.values()}) >= 25
    states = {row.id for row in PACK.tables["countries"]}
    assert [card.id for card in cards.values() if card.home and card.home not in states] == []
    assert all(card.clock for card in cards.values())
    assert sum(card.verified for card in cards.values()) >= 17


def test_what_the_cards_say_of_home_host_and_zone_agrees() -> None:
    """The part of a card that can be checked without the network: the zone is one of its home, and so is a host under a country's own domain."""
    zones, abroad = get_global("zone_territories"), {"sputnik": "AE"}
    for card in outlets.load().values():
        if card.home:
            home = alpha2()[card.home]
            assert zones[card.zone] == home, card.id
            domains = {host.rpartition(".")[2].upper() for host in card.hosts}
            assert {one for one in domains if len(one) == 2} <= {abroad.get(card.id, home).replace("GB", "UK")}, card.id


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://www.spa.gov.sa/N2001", "spa"),
        ("https://beta.spa.gov.sa/ar/x", "spa"),
        ("http://arabic.rt.com/world/1", "rt"),
        ("https://rt.com/news/1", None),
        ("https://WWW.AlRiyadh.com/1", "alriyadh"),
        ("https://notspa.gov.sa.example.org/", None),
        ("http://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_finds_its_card(url: str | None, wanted: str | None) -> None:
    found = outlets.of_address(url)
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (CARD + 'colour = "red"\n', "unknown key 'colour'"),
        (CARD.replace('kind = "paper"\n', ""), "kind is missing"),
        (CARD.replace('"paper"', '"magazine"'), "kind is not"),
        (CARD.replace('"JOR"', '"Jordan"'), "home is not"),
        (CARD.replace('["example.org"]', '"example.org"'), "hosts is 'example.org', not a list"),
        (CARD.replace('["example.org"]', '["www.example.org"]'), "hosts is not"),
        (CARD + 'zone = "Asia/Nowhere"\n', "zone is not"),
        (CARD + 'feeds = ["ftp://x"]\n', "feeds is not"),
        (CARD + "verified = 1\n", "verified is 1, not a bool"),
        (CARD + "verified = true\n", "seen is not"),
        ("name = ", "outlets/example.toml"),
    ],
)
def test_a_wrong_card_is_refused(text: str, why: str) -> None:
    with pytest.raises(PackError, match=why):
        outlets.card("example", text)


def page(url: str, **given: str) -> Document:
    told = "<h1>لقاء في العاصمة اليوم</h1><p>التقى وزير الخارجية نظيره الروسي في العاصمة وبحثا العلاقات.</p>"
    html = f"<html><head><title>خبر</title></head><body><article>{told}</article></body></html>"
    return document(Capture("a.html", "a", "html", html, url=url), Cleaner.of(PACK), dict(given))


def test_the_address_of_a_page_gives_outlet_and_home() -> None:
    found = page("https://www.okaz.com.sa/news/1")
    assert (found.outlet, found.outlet_country, found.url) == ("okaz", "SAU", "https://www.okaz.com.sa/news/1")
    assert page("https://news.un.org/ar/story/1").outlet_country is None
    assert page("https://example.org/1").outlet is None
    assert page("https://www.okaz.com.sa/news/1", outlet="mine", outlet_country="TUN").outlet_country == "TUN"


def test_a_time_in_utc_is_told_in_the_zone_of_the_outlet() -> None:
    head = '<meta property="article:published_time" content="2022-10-20T22:30:00+00:00">'
    html = f"<html><head>{head}</head><body><article><h1>لقاء في العاصمة اليوم</h1></article></body></html>"
    found = document(Capture("a.html", "a", "html", html, url="https://www.okaz.com.sa/news/1"), Cleaner.of(PACK), {})
    assert found.published == "2022-10-21T01:30:00+03:00"
