"""The web app in a real browser: nothing overflows, is cut off or keeps anybody out; from any number to its sentence it is two clicks.

The whole of it, over a record of one's own, with the pictures in a folder:

    QANAT_LOOK=whole QANAT_RECORD=record.db QANAT_PICTURES=/tmp/pictures .venv/bin/pytest tests/serve/test_browser.py
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from tests.record.adding import fill
from tests.serve.looking import SIZES, pages, picture, served, wrong

from qanat.pipeline import Reader, open_record

_WHOLE = os.environ.get("QANAT_LOOK") == "whole"
_LOOKS = [(language, size, scheme) for language in ("en", "ar") for size in SIZES for scheme in ("light", "dark")]
_FEW = [("ar", "phone", "light"), ("en", "desk at 200 %", "dark")]
_WALKS = 500 if _WHOLE else 12
_STARTS = (
    "/today",
    "/channels",
    "/contacts",
    "/contacts?status=planned",
    "/statements",
    "/actors",
    "/claims",
    "/matrix",
    "/board",
    "/network",
    "/timeline",
    "/map",
    "/statements/timeline",
    "/search?q=" + quote("وزير"),
)


@pytest.fixture(scope="module")
def home(reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the web app over a record."""
    db = os.environ.get("QANAT_RECORD")
    if not db:
        db = str(tmp_path_factory.mktemp("browser") / "record.db")
        third = [{**article, "text": article["text"].replace("اتصالا هاتفيا", "ثالث اتصال هاتفي منذ بداية العام")} for article in archive[:3]]
        fill(db, reader, [*archive, *({**one, "id": f"third-{n}"} for n, one in enumerate(third))])
    with open_record(db, create=False) as record, served(record) as address:
        yield address


@pytest.mark.parametrize(("language", "size", "scheme"), _LOOKS if _WHOLE else _FEW)
def test_every_page_can_be_read(chromium: Any, home: str, language: str, size: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    width, scale = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": 900}, device_scale_factor=scale, locale=language, color_scheme=scheme)
    # the face is made on its first request, which takes seconds: a page that is left meanwhile would give it up
    assert context.request.get(f"{home}/fonts/noto-sans-arabic.woff2").ok
    page = context.new_page()
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("requestfailed", lambda request: failed.append(request.url))
    for name, path in pages(home).items():
        page.goto(home + path)
        failed += [f"{name}: {one}" for one in wrong(page, Axe())]
        picture(page, os.environ.get("QANAT_PICTURES"), name, language, size, scheme)
    context.close()
    assert not failed


def test_what_is_wrong_is_found(chromium: Any) -> None:
    """The check itself: text that is cut off, that lies outside, that nobody can read."""
    from axe_playwright_python.sync_playwright import Axe

    page = chromium.new_page(viewport={"width": 320, "height": 300})
    page.set_content(
        '<!doctype html><html lang="en"><title>t</title><main><h1>t</h1><p style="inline-size: 50px; overflow: hidden; white-space: nowrap">cut off here</p>'
        '<p style="position: absolute; left: 300px; white-space: nowrap">lies outside</p><p style="color: #eee; background: #fff">pale</p></main></html>'
    )
    found = " ".join(wrong(page, Axe()))
    page.close()
    assert all(word in found for word in ("cut off: cut off here", "outside: lies outside", "the page is", "color-contrast"))


def test_walks_from_a_number_to_its_sentence(chromium: Any, home: str) -> None:
    """From a link with a number, a name or a day in a list: at most two clicks on to the sentence, marked in its article or quoted."""
    chance = random.Random(6)
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    page.set_default_timeout(120_000)  # others may work on this machine
    ends: list[str] = []
    walked = 0
    while walked < _WALKS:
        trail = [chance.choice(_STARTS)]
        page.goto(home + trail[0], wait_until="domcontentloaded")
        while len(trail) < 3 and (links := _links(page)) and "/articles/" not in trail[-1]:
            proofs = [link for link in links if "#here" in link]
            trail.append(chance.choice(proofs if proofs and len(trail) == 2 else links))
            answer = page.goto(home + trail[-1], wait_until="domcontentloaded")
            assert answer is None or answer.status == 200, trail
        if len(trail) == 1:
            continue  # a list that holds nothing here
        walked += 1
        if not page.locator("mark.here, blockquote").count():
            ends.append(" → ".join(trail))
    page.close()
    assert not ends, f"{len(ends)} of {_WALKS} walks end without a sentence: {ends[:5]}"


def _links(page: Any) -> list[str]:
    """What stands on the page of its own to be clicked on: no other page of the list, no other picture of the same, no outside."""
    found: list[str] = page.eval_on_selector_all("main a[href^='/']:not([rel]):not(nav a)", "links => links.map(one => one.getAttribute('href'))")
    return found


def test_what_is_remembered_stands_in_the_page_and_paper_is_white(chromium: Any, home: str) -> None:
    """One click changes the language, and the next page keeps it. What is printed is dark on white."""
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.goto(home + "/contacts")
    page.click("a[hreflang=ar]")
    assert page.get_attribute("html", "dir") == "rtl"
    page.click("nav a[href='/channels']")
    assert page.get_attribute("html", "dir") == "rtl"
    page.emulate_media(media="print", color_scheme="dark")  # paper is white, whatever the screen is
    assert page.evaluate("getComputedStyle(document.querySelector('table')).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.is_visible("header nav")
    context.close()
