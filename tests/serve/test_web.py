"""The web app: every page and twin over a real record, in both languages; what is hostile stays text; nobody but this machine is served."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from starlette.testclient import TestClient
from tests.record.adding import fill

from qanat.export.csv import value
from qanat.export.plover import QUAD
from qanat.model import ACTS, LEVELS, MODES, ROLES, STATUSES, Document
from qanat.pipeline import Reader, open_record
from qanat.serve.alerting import SAID
from qanat.serve.web.app import create
from qanat.serve.web.places import AREAS
from qanat.serve.web.refusals import REFUSALS
from qanat.serve.web.sentences import SENTENCES
from qanat.serve.web.tongue import WEEK

_HOME = "http://127.0.0.1"
_WALK = 150  # pages that are looked at in each language
_HOSTILE = (
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{7*7}} \u202egnimocni\u202c',
    "\n\nقال وزير الخارجية الأردني سامر النعيمي إن «<b onmouseover=alert(3)>الحوار</b> \u2066مستمر\u2069 javascript:alert(4)».",
)


class _Page(HTMLParser):
    """The links, ids and tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if given.get("id"):
            self.ids.add(str(given["id"]))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def client(request: pytest.FixtureRequest, reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Any:
    from tests.conftest import fresh

    folder = tmp_path_factory.mktemp("web")
    db = f"sqlite:///{folder}/record.db" if request.param == "sqlite" else fresh(request.getfixturevalue("postgres"))
    hostile = {"id": "a/b?c#d", "title": _HOSTILE[0], "text": _HOSTILE[1], "published": "2025-03-20", "outlet": "=1+1", "url": "javascript:alert(5)"}
    fill(db, reader, [*archive, hostile])
    with open_record(db) as record, TestClient(create(record), base_url=_HOME) as opened:
        yield opened


def _rows(client: TestClient, path: str) -> list[dict[str, Any]]:
    found = client.get(path)
    assert found.status_code == 200, (path, found.text)
    rows: list[dict[str, Any]] = found.json()["rows"]
    return rows


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_link_leads_somewhere(client: TestClient, language: str) -> None:
    """From the first page on, breadth first: each page answers, says its language, and so do its twins."""
    seen, waiting = {"/"}, deque(["/"])
    while waiting and len(seen) < _WALK:
        path = waiting.popleft()
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-300:])
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = _Page(answer.text)
        assert page.tags[0] == ("html", {"lang": language, "dir": "rtl" if language == "ar" else "ltr"})
        if "#here" in path:
            assert "here" in page.ids, path
        for link in page.links:
            home = urlsplit(link)
            if not home.netloc and home.path and "language=" not in home.query and link not in seen:
                seen.add(link)
                waiting.append(link)
    assert len(seen) >= _WALK


def test_from_a_number_to_its_sentence(client: TestClient) -> None:
    """A row of a list names its contact, its contact the sentence, and the article marks that sentence: two clicks."""
    for row in _rows(client, "/contacts.json?limit=8"):
        page = _Page(client.get(f"/contacts/{row['id']}").text)
        for report in row["reports"]:
            (link,) = {one for one in page.links if f"span={report['evidence'][0]}-{report['evidence'][1]}#here" in one and report["document"] in unquote(one)}
            article = client.get(link.partition("#")[0]).text
            marked = "".join(re.findall(r'<mark class="[^"]*\bhere\b[^"]*"[^>]*>(.*?)</mark>', article, re.DOTALL))
            assert re.sub(r"<[^>]*>|\s", "", marked) == re.sub(r"\s", "", report["quote"])


@pytest.mark.parametrize("path", ["/contacts", "/statements", "/actors", "/channels"])
def test_pages_of_a_list_hold_every_row_once(client: TestClient, path: str) -> None:
    whole = _rows(client, f"{path}.json?limit=200")
    found, following = [], ""
    while following is not None:
        answer = client.get(f"{path}.json?limit=3{following and '&page=' + following}").json()
        found += answer["rows"]
        following = answer["next"]
    assert found == whole
    assert len(found) > 3


def test_csv_says_the_same_and_stays_text(client: TestClient) -> None:
    rows = _rows(client, "/contacts.json?limit=200")
    told = list(csv.DictReader(io.StringIO(client.get("/contacts.csv?limit=200").text.removeprefix("\ufeff"))))
    assert [row["id"] for row in told] == [row["id"] for row in rows]
    outlets = list(csv.DictReader(io.StringIO(client.get("/outlets.csv").text.removeprefix("\ufeff"))))
    assert "'=1+1" in {row["outlet"] for row in outlets}
    assert "=1+1" in {value(row["outlet"]) for row in outlets}


def test_a_search_is_narrowed(client: TestClient) -> None:
    """By outlet and days, each facet with the number of its articles; people are found by their names, in Latin letters too."""
    page = client.get("/search?q=الحوار").text
    facets = {link: int(number) for link, number in re.findall(r'href="([^"]*outlet=[^"]+)">.*?</a> (\d+)', page)}
    assert len(facets) == 4  # of the hostile article too
    for link, number in facets.items():
        path, _, query = link.replace("&amp;", "&").partition("?")
        assert len(_rows(client, f"{path}.json?{query.replace('page=', 'limit=200')}")) == number
    assert len(_rows(client, "/search.json?q=الحوار&since=2025-03-10&until=2025-03-11")) == 6
    assert "/actors/a" in client.get("/search?q=النعيمي").text
    entries = client.get("/search.feed.json?q=الحوار&outlet=المرصاد").json()["items"]
    assert {one["url"].partition("-")[0] for one in entries} == {f"{_HOME}/articles/{quote('المرصاد')}"}


def test_statements_on_a_topic(client: TestClient) -> None:
    """Those with all the words, in any spelling; each once over the pages."""
    every = _rows(client, "/statements.json?limit=200")
    wanted = [row["id"] for row in every if "ضرورة" in row["quote"] and "17" in row["quote"]]
    assert wanted
    assert [row["id"] for row in _rows(client, "/statements.json?q=ضرورة 17&limit=200")] == wanted
    first = client.get("/statements.json?q=«للجانبين»&limit=50").json()
    rest = _rows(client, f"/statements.json?q=«للجانبين»&limit=200&page={first['next']}")
    assert [row["id"] for row in (*first["rows"], *rest)] == [row["id"] for row in every if "للجانبين" in row["quote"]]
    assert client.get("/statements.json?q=!!").status_code == 400


def test_pictures_count_what_the_lists_hold(client: TestClient) -> None:
    """Each number of the timeline, the calendar, the network and the board is that of the list behind it."""
    months = _rows(client, "/timeline.json?country=JOR")
    assert sum(row["contacts"] for row in months) == len(_rows(client, "/contacts.json?country=JOR&limit=200")) > 3
    (month,) = {row["period"] for row in months}
    for day in _rows(client, f"/calendar.json?month={month}&country=JOR"):
        there = _rows(client, f"/contacts.json?country=JOR&since={day['period']}&until={day['period']}")
        assert len(there) == day["contacts"] == sum(day[status] for status in STATUSES)
        assert {row["date"] for row in there} == {day["period"]}
    assert _rows(client, "/network.json") == _rows(client, "/matrix.json")
    page = _Page(client.get("/network").text)
    assert len([tag for tag, _ in page.tags if tag == "line"]) == len(_rows(client, "/network.json"))
    board = _rows(client, "/board.json")
    assert sorted(row["a"] + row["b"] + row["level"] for row in board) == sorted(
        row["a"] + row["b"] + row["level"] for row in _rows(client, "/channels.json?limit=200")
    )
    cells = [given for tag, given in _Page(client.get("/board").text).tags if tag == "a" and given.get("title")]
    assert len(cells) == len(board)
    bars = [given for tag, given in _Page(client.get("/timeline").text).tags if tag == "rect" and given["class"] in STATUSES]
    assert bars


def test_the_map_shows_where_contacts_took_place(client: TestClient) -> None:
    """A mark for each place that is known, behind it as many contacts as it says; of the others the page tells how many they are."""
    rows = _rows(client, "/map.json")
    geneva = next(row for row in rows if row["place"] == "geneva")
    assert (geneva["name"], geneva["country"], round(geneva["latitude"]), round(geneva["longitude"])) == ("جنيف", "CHE", 46, 6)
    there = _rows(client, "/contacts.json?place=geneva&status=held&limit=200")
    assert {row["place"] for row in there} == {"جنيف"}
    assert len(there) == geneva["contacts"] > 3
    assert sum(row["contacts"] for row in rows) == len(_rows(client, "/contacts.json?status=held&limit=200"))
    assert not _rows(client, "/contacts.json?place=jeddah")
    page = _Page(client.get("/map?area=europe", headers={"Accept-Language": "ar"}).text)
    assert [given["class"] for tag, given in page.tags if tag == "circle"]
    assert "/contacts?status=held&place=geneva" in page.links
    assert "لم يُذكر مكانها" in page.text
    narrowed = _rows(client, "/map.json?country=JOR&since=2025-03-10&until=2025-03-14")
    assert 0 < sum(row["contacts"] for row in narrowed) < sum(row["contacts"] for row in rows)
    assert "circle" not in {tag for tag, _ in _Page(client.get("/map?area=arab_world").text).tags}


def test_statements_over_time_count_what_the_list_holds(client: TestClient) -> None:
    """Whatever the filters, and by whatever unit; each bar leads to the statements of its days."""
    for asked in ("", "?country=JOR", "?act=say&q=ضرورة 17", "?a=JOR&b=NOR"):
        rows = _rows(client, f"/statements/timeline.json{asked}")
        listed = _rows(client, f"/statements.json{asked}{'&' if asked else '?'}limit=200")
        assert sum(row["statements"] for row in rows) == len(listed) > 0
        assert all(row["statements"] == sum(row[act] for act in ACTS) for row in rows)
    assert {row["period"][:6] for row in _rows(client, "/statements/timeline.json?by=week")} == {"2025-W"}
    (march,) = _rows(client, "/statements/timeline.json?by=month")
    assert (march["period"], march["since"], march["until"]) == ("2025-03", "2025-03-01", "2025-03-31")
    page = _Page(client.get("/statements?country=JOR").text)
    behind = next(link for link in page.links if "since=" in link)
    bar = next(given for tag, given in page.tags if tag == "a" and given.get("href") == behind)
    assert len(_rows(client, behind.replace("?", ".json?") + "&limit=200")) == int(str(bar["aria-label"]).rpartition(": ")[2])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/map?area=moon", 422),
        ("/map?place=x'y", 422),
        ("/statements/timeline?by=hour", 422),
        ("/nothing", 404),
        ("/contacts/k0123456789abcdef", 404),
        ("/articles/none", 404),
        ("/actors/" + "x" * 3000, 404),
        ("/states/sau", 404),
        ("/states/ZZZ", 404),
        ("/channels/RUS/USA", 404),
        ("/contacts?mode=dance", 422),
        ("/contacts?limit=0", 422),
        ("/contacts?limit=100000", 422),
        ("/contacts?limit=" + "9" * 5000, 422),
        ("/search?q=x&exact=maybe", 422),
        ("/contacts?since=yesterday", 422),
        ("/contacts?country=12", 422),
        ("/calendar?month=2025-13", 422),
        ("/calendar?month=0000-01", 422),
        ("/contacts?page=%00", 400),
        ("/contacts?page=bm90aGluZw", 400),
        ("/channels?page=bm90aGluZw", 400),
        ("/articles/الشرفة-0?span=x", 422),
    ],
)
def test_a_wrong_question_is_told_so(client: TestClient, path: str, status: int) -> None:
    """One shape of errors for programs, a page for people; nothing of the inside is shown."""
    place, mark, query = path.partition("?")
    told = client.get(place + ".json" + mark + query)
    assert told.status_code == status
    assert set(told.json()["error"]) == {"code", "message", "where"}
    page = client.get(path, headers={"Accept-Language": "ar"})
    assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "Traceback" not in page.text
    assert 'lang="en" dir="ltr"' not in page.text.partition("<main")[2].partition("</main>")[0], "people are told it in their language"


def test_scraped_text_stays_text(client: TestClient) -> None:
    """No script, no handler, no address but http; direction marks are shown, and every page forbids scripts."""
    for path in ("/articles/a/b%3Fc%23d", "/search?q=الحوار", "/statements", "/search?q=<script>alert(1)</script>", "/contacts?a=<script>alert(1)</script>"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = _Page(answer.text)
        assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "object")]
        assert not [name for _, given in page.tags for name in given if name.startswith("on") or name == "style"]
        assert all(urlsplit(link).scheme in ("", "http", "https") for link in page.links)
        assert "\u202e" not in answer.text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
    article = client.get("/articles/a/b%3Fc%23d").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in article
    assert ">RLO<" in article
    assert "{{7*7}}" in article


def test_nobody_else_is_served(client: TestClient) -> None:
    assert client.get("/today", headers={"Host": "evil.example"}).status_code == 400
    assert client.post("/contacts.json").status_code == 405


def test_what_was_chosen_is_remembered(client: TestClient) -> None:
    client.cookies.clear()
    chosen = client.get("/today?language=ar&digits=arab&calendar=hijri")
    assert {"language", "digits", "calendar"} <= set(chosen.cookies)
    page = client.get("/today").text
    client.cookies.clear()
    assert '<html lang="ar" dir="rtl">' in page
    assert "١٤٤٦" in page


def test_every_twin_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    assert "/contacts/{name}.json" in described
    assert all(path.endswith((".json", ".csv", ".atom")) and told["get"]["summary"] for path, told in described.items())


def test_an_id_of_old_leads_on(reader: Reader, archive: list[dict[str, Any]], tmp_path: Any) -> None:
    """A contact that was merged into another sends on to it."""
    with open_record(tmp_path / "record.db") as record:
        for article in archive:
            record.add(reader.read(Document.from_article(article)))
        first, second = (row["id"] for row in record.contacts(limit=2))
        left = record.join(first, second, by="test")
        gone = ({first, second} - {*([left] if isinstance(left, str) else left)}).pop()
        with TestClient(create(record), base_url=_HOME) as opened:
            answer = opened.get(f"/contacts/{gone}.json", follow_redirects=False)
            assert answer.status_code == 308
            assert opened.get(answer.headers["location"]).status_code == 200


def test_what_was_read_before_is_not_lost_but_says_so(reader: Reader, archive: list[dict[str, Any]], tmp_path: Any) -> None:
    """A newer version of an article says something else: what the older one said is gone, with the reason, its words and where they stood."""
    with open_record(tmp_path / "record.db") as record, TestClient(create(record), base_url=_HOME) as opened:
        record.add(reader.read(Document.from_article(archive[3])))
        (contact,), (statement,) = record.contacts(), record.statements()
        person = next(party["id"] for party in contact["parties"] if party["id"][0] == "a")
        paths = (f"/contacts/{contact['id']}", f"/statements/{statement['id']}", f"/actors/{person}")
        for path in paths:
            assert opened.get(path).status_code == 200
        assert statement["quote"] in _Page(opened.get(paths[1]).text).text
        record.add(reader.read(Document.from_article({**archive[3], "text": "افتتح أمين عمان معرضا للزهور.", "published": "2025-04-01"})))
        assert not record.contacts()
        for path in paths:
            gone = opened.get(path + ".json")
            assert (gone.status_code, gone.json()["error"]["code"]) == (410, "gone")
            assert opened.get(path).status_code == 410
        page = _Page(opened.get(paths[0]).text)
        assert contact["reports"][0]["quote"] in page.text
        assert f"/articles/{quote(archive[3]['id'])}" in page.links


def test_an_empty_record_says_how_to_fill_it(tmp_path: Any) -> None:
    with open_record(tmp_path / "record.db") as record, TestClient(create(record), base_url=_HOME) as opened:
        for path in (
            "/today",
            "/channels",
            "/contacts",
            "/matrix",
            "/network",
            "/board",
            "/map",
            "/statements/timeline",
            "/timeline",
            "/calendar",
            "/outlets",
            "/about",
            "/claims",
            "/aside",
        ):
            assert opened.get(path).status_code == 200
        assert "qanat add" in opened.get("/today").text


def test_the_arabic_is_whole() -> None:
    """Every word of the templates and every value of the contract has its Arabic, with all six plurals, and nothing in the catalogue is unused."""
    home = files("qanat.serve.web")
    with (home / "locale" / "ar.po").open("rb") as file:
        catalogue = {one.id: one.string for one in read_po(file, locale="ar") if one.id}
    found = extract_from_dir(
        str(home / "templates"), [("**.html", "jinja2.ext:babel_extract")], {"**.html": {"newstyle_gettext": "true", "trim_blocks": "true"}}
    )
    words = {message for _, _, message, _, _ in found}
    values = {one.replace("_", " ") for one in (*MODES, *STATUSES, *LEVELS, *ROLES, *ACTS, "direct", "indirect", "mixed")}
    values |= {"open", "silent", "unread", "new", "consistent", "contradicted", "cannot tell", "copy", "update", "rewrite"}
    values |= {*QUAD, "day", "week", "month", "quarter", "year", "status", "date", "place", "initiator"}
    values |= {WEEK, *(area.replace("_", " ") for area in AREAS)}
    assert words | values | set(SENTENCES) | set(SAID) | set(REFUSALS) == set(catalogue)
    for wanted, told in catalogue.items():
        forms = (told,) if isinstance(told, str) else told or ()
        assert all(forms), wanted
        assert len(forms) == (1 if isinstance(wanted, str) else 6)
        wanted_fields = set(re.findall(r"%\((\w+)\)s", wanted if isinstance(wanted, str) else wanted[1]))
        assert all(set(re.findall(r"%\((\w+)\)s", form)) <= wanted_fields for form in forms)
