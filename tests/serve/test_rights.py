"""Nobody gets in: the matrix of roles and routes, made from the routes of the app; signing in, tokens, forms, the log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from tests.record.adding import fill

from qanat.errors import AccessError, RecordError
from qanat.pipeline import Reader, open_record
from qanat.record.accounts import ROLES, SCOPES, Accounts
from qanat.record.log import By
from qanat.record.store import Record
from qanat.serve.web.app import create

_HOME = "http://127.0.0.1"
_PASSWORD = "a password for tests"
_TEST = By("test", "command")

# Who may do what, written by hand. A page that is not named here is for readers; a change that is not named here fails the test.
_EVERYBODY = {"GET /login", "POST /login", "GET /fonts/noto-sans-arabic.woff2", "MOUNT /static"}
_ADMINISTRATOR = {"GET /takedowns", "POST /takedowns", "POST /takedowns/{n}", "GET /accounts", "GET /log", "POST /accounts", "POST /accounts/{name}"}
_ANALYST = {"GET /notes", "POST /notes/{n}", "GET /review", "GET /reviews", "POST /review/undo", "POST /review/{target}"}
_READER = {"POST /notes", "POST /alerts", "POST /alerts/{n}", "POST /logout", "POST /account/password", "POST /account/tokens", "POST /account/tokens/{n}"}
_SESSION_ONLY = {"POST /account/password", "POST /account/tokens", "POST /account/tokens/{n}"}  # no token is enough


class _World:
    """An app over a record with an account of each role."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self.accounts = Accounts(record, lambda: self.time)
        for role in reversed(ROLES):
            self.accounts.add(role, _PASSWORD, role, by=_TEST)
        self.app = create(record)
        self.app.state.door.accounts = self.accounts
        self.known = {
            "name": record.contacts(limit=1)[0]["id"],
            "code": "JOR",
            "a": record.channels(limit=1)[0].a,
            "b": record.channels(limit=1)[0].b,
            "n": "999",
            "target": record.contacts(limit=1)[0]["reports"][0]["id"],
        }
        self.actor = record.actors(limit=1)[0]["id"]
        (self.article, *_) = (one["id"] for one in record.rows("documents", _all()))

    def client(self, **headers: str) -> TestClient:
        """A browser or program of its own."""
        return TestClient(self.app, base_url=_HOME, headers=headers, follow_redirects=False)

    def browser(self, role: str) -> TestClient:
        """A browser in which somebody of a role signed in."""
        client = self.client()
        assert send(client, "/login", name=role, password=_PASSWORD).status_code == 303
        return client

    def path(self, template: str) -> str:
        """An address of a route that holds something."""
        known = {**self.known, **({"name": self.actor} if template.startswith("/actors/") else {})}
        known |= {"name": quote(self.article, safe="")} if template.startswith("/articles/") else {}
        known |= {"name": "reader"} if template.startswith("/accounts/") else {}
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: known[found[1]], template)


def _nothing() -> None:
    pass


def _all() -> Any:
    from qanat.record.ask import Filters

    return Filters()


def mark(client: TestClient, page: str = "/login") -> str:
    """What the forms of a page bring back."""
    found = re.search(r'name="form" value="([0-9a-f]+)"', client.get(page, follow_redirects=True).text)
    return found[1] if found else ""


def send(client: TestClient, path: str, page: str = "/login", **fields: str) -> Any:
    """Fill in a form and send it."""
    return client.post(path, data={"form": mark(client, page), **fields})


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every route of an app as method and path; what is no route that we know fails."""
    waiting: list[Any] = list(app.routes)
    while waiting:
        one = waiting.pop(0)
        if hasattr(one, "original_router"):
            waiting += one.original_router.routes
        elif isinstance(one, APIRoute | Route):
            yield from ((method, one.path) for method in sorted((one.methods or set()) - {"HEAD"}))
        else:
            assert isinstance(one, Mount), one
            yield "MOUNT", one.path


def need(method: str, path: str) -> str | None:
    """Which role a route needs; None: not even an account."""
    bare = f"{method} {re.sub(r'[.](?:json|csv)$', '', path)}"
    if f"{method} {path}" in _EVERYBODY:
        return None
    if bare in _ADMINISTRATOR:
        return "administrator"
    if bare in _ANALYST:
        return "analyst"
    assert method == "GET" or bare in _READER, f"{bare}: say in this test who may do it"
    return "reader"


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def world(request: pytest.FixtureRequest, reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[_World]:
    from tests.conftest import fresh

    db = f"sqlite:///{tmp_path_factory.mktemp('rights')}/record.db" if request.param == "sqlite" else fresh(request.getfixturevalue("postgres"))
    fill(db, reader, archive[:12])
    with open_record(db) as record:
        yield _World(record)


@pytest.fixture
def empty_world(tmp_path: Any, reader: Reader, archive: list[dict[str, Any]]) -> Iterator[_World]:
    """One for tests that change accounts."""
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[:3])
    with open_record(db) as record:
        yield _World(record)


def test_the_matrix_of_roles_and_routes(world: _World) -> None:
    """Every route × (a stranger, each role in a browser, each scope by a token): let in where it should be and nowhere else."""
    found = list(routes(world.app))
    assert len(found) > 45
    administrators = {f"GET {one}{end}" for one in ("/accounts", "/log") for end in ("", ".json", ".csv")}
    assert administrators <= {f"{method} {path}" for method, path in found}
    visitors: dict[str, tuple[str | None, Callable[[], TestClient]]] = {"stranger": (None, world.client)}
    for named in ROLES:
        visitors[named] = (named, lambda role=named: world.browser(role))  # type: ignore[misc]
    for scope in SCOPES:
        token = world.accounts.make_token("administrator", scope=scope, label="", days=1, by=_TEST)
        visitors[f"{scope}'s token"] = (scope, lambda token=token: world.client(authorization=f"Bearer {token}"))  # type: ignore[misc]
    checked, leaks = set(), []
    for who, (role, make) in visitors.items():
        client = make()
        form = mark(client)
        for method, template in found:
            wanted = need(method, template)
            path = world.path(template) + ("/style.css" if method == "MOUNT" else "")
            by_token = client.headers.get("authorization") is not None
            may = wanted is None or (
                role is not None and ROLES.index(role) >= ROLES.index(wanted) and not (by_token and f"{method} {template}" in _SESSION_ONLY)
            )
            if method != "POST":
                answer = client.get(path)
            elif path == "/logout" and may:  # one that holds no longer is sent, or there would be nobody for the rest
                answer = client.get("/account")
            else:
                before = world.accounts.log(limit=1), world.accounts.every()
                answer = client.post(path, data={"form": form})
                if not may:
                    assert (world.accounts.log(limit=1), world.accounts.every()) == before, (who, path)
            refused = answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/login")
            if path == "/login":
                refused = False  # it refuses nobody: a wrong password is told so
            if refused == may:
                leaks.append((who, method, template, answer.status_code))
            if refused:
                assert world.known["name"] not in answer.text
                assert answer.status_code in ((303, 401) if role is None else (403,)), (who, method, template, answer.status_code)
            assert answer.status_code < 500
            checked.add((who, method, template))
    assert leaks == []
    assert len(checked) == len(found) * len(visitors)


def test_a_page_without_a_mark_is_for_readers_and_a_change_for_administrators(empty_world: _World) -> None:
    """Whoever forgets to say who may do something gives nothing away."""
    for method in ("GET", "POST"):
        empty_world.app.add_api_route("/forgotten", _nothing, methods=[method])
    assert empty_world.client().get("/forgotten").status_code == 303
    analyst = empty_world.browser("analyst")
    assert analyst.get("/forgotten").status_code == 200
    assert send(analyst, "/forgotten").status_code == 403
    assert send(empty_world.browser("administrator"), "/forgotten").status_code == 200


def test_a_stranger_learns_nothing(world: _World) -> None:
    """Not even which pages there are; he is led on to what he wanted once he has signed in, and never to another site."""
    stranger = world.client()
    assert stranger.get("/contacts?country=RUS").headers["location"] == "/login?next=%2Fcontacts%3Fcountry%3DRUS"
    assert stranger.get("/nothing").headers["location"].startswith("/login")
    assert stranger.get("/contacts.json").json()["error"]["code"] == "unauthorized"
    assert stranger.get("/openapi.json").status_code == 401
    assert stranger.get("/login/../contacts").status_code != 200
    assert stranger.get("/static/../contacts.json").status_code != 200
    for given, led in (
        ("/contacts?a=1", "/contacts?a=1"),
        ("//evil.example", "/today"),
        ("/\\evil.example", "/today"),
        ("https://evil.example", "/today"),
        ("/a\r\nb", "/today"),
    ):
        answer = send(world.client(), "/login", name="reader", password=_PASSWORD, next=given)
        assert (answer.status_code, answer.headers["location"]) == (303, led)


def test_forms_of_others_are_refused(world: _World) -> None:
    """Without our mark, with that of another browser or session, from another site, or in another form."""
    mine, other = world.browser("administrator"), world.browser("administrator")
    good = {"form": mark(mine, "/accounts"), "name": "new", "password": _PASSWORD, "role": "reader"}
    before = world.accounts.every()
    assert mine.post("/accounts", data={**good, "form": ""}).status_code == 403
    assert mine.post("/accounts", data={**good, "form": mark(other, "/accounts")}).status_code == 403
    assert mine.post("/accounts", data={**good, "form": mark(world.client())}).status_code == 403
    for site in ("cross-site", "same-site"):
        assert mine.post("/accounts", data=good, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert mine.post("/accounts", json=good).status_code == 400
    assert mine.post("/accounts", data={**good, "more": "x" * 70_000}).status_code == 413
    assert mine.post("/accounts", data={f"f{n}": "" for n in range(99)}).status_code == 400
    assert world.client().post("/login", data={"name": "reader", "password": _PASSWORD}).status_code == 403
    assert world.accounts.every() == before
    session = next(one for one in mine.cookies.jar if one.name == "qanat_session")
    assert session.has_nonstandard_attr("HttpOnly")
    assert session.get_nonstandard_attr("SameSite") == "lax"


def test_guessing_is_slowed_down(empty_world: _World) -> None:
    """Ten tries for a name in a quarter of an hour, thirty from an address; then even the right password waits, and others are let in from elsewhere."""
    guesser = empty_world.client()
    answers = [send(guesser, "/login", name="reader", password="wrong wrong wrong") for _ in range(11)]
    assert [one.status_code for one in answers] == [401] * 10 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 900
    assert send(guesser, "/login", name="reader", password=_PASSWORD).status_code == 429
    assert empty_world.accounts.sign_in("analyst", _PASSWORD, "192.0.2.7")
    for number in range(30):
        with pytest.raises(AccessError):
            empty_world.accounts.check(f"nobody{number}", _PASSWORD, f"2001:db8:0:1::{number:x}")
    with pytest.raises(AccessError, match="too many tries"):
        empty_world.accounts.check("analyst", _PASSWORD, "2001:db8:0:1::ffff")
    empty_world.time += timedelta(minutes=16)
    assert send(guesser, "/login", name="Reader ", password=_PASSWORD).status_code == 303
    whats = [one["what"] for one in empty_world.accounts.log(limit=100)]
    assert whats.count("sign-in failed") == 40


def test_sessions_and_tokens_end(empty_world: _World) -> None:
    world = empty_world
    token = world.accounts.make_token("analyst", scope="analyst", label="", days=1, by=_TEST)
    browser, program = world.browser("analyst"), world.client(authorization=f"Bearer {token}")
    assert browser.get("/today").status_code == program.get("/today.json").status_code == 200
    assert world.client(authorization="Bearer qanat_wrong").get("/today.json").status_code == 401
    assert world.client(authorization="Basic YTpi").get("/login").status_code == 401
    world.accounts.change("analyst", role="reader", by=_TEST)
    assert browser.get("/today").status_code == 303
    browser = world.browser("analyst")
    held = dict(browser.cookies)
    assert send(browser, "/logout").status_code == 303
    assert world.client(cookie="; ".join(f"{name}={value}" for name, value in held.items())).get("/today").status_code == 303
    browser = world.browser("analyst")
    world.time += timedelta(hours=13)
    assert browser.get("/today").status_code == 303
    assert program.get("/today.json").status_code == 200
    world.time += timedelta(days=1)
    assert program.get("/today.json").status_code == 401
    token = world.accounts.make_token("analyst", scope="reader", label="", days=9, by=_TEST)
    program, browser = world.client(authorization=f"Bearer {token}"), world.browser("analyst")
    world.accounts.change("analyst", enabled=False, by=_TEST)
    assert (program.get("/today.json").status_code, browser.get("/today").status_code) == (401, 303)
    assert send(world.client(), "/login", name="analyst", password=_PASSWORD).status_code == 401


def test_accounts_in_the_browser(empty_world: _World) -> None:
    """An administrator adds one, which changes its password, makes a token that works and revokes it; all of it stands in the log."""
    world = empty_world
    boss = world.browser("administrator")
    assert send(boss, "/accounts", name="Munā@example.org", password=_PASSWORD, role="analyst").status_code == 303
    assert send(boss, "/accounts", name="short", password="short", role="analyst").status_code == 400
    assert send(boss, "/accounts/administrator", enabled="no").status_code == 400
    mine = world.client()
    send(mine, "/login", name="munā@example.org", password=_PASSWORD)
    shown = send(mine, "/account/tokens", label="<b>mine</b>", scope="reader", days="30").text
    token = re.search(r"qanat_[\w-]{40,}", shown)
    assert token
    assert "&lt;b&gt;mine" in shown
    assert "<b>mine" not in shown
    program = world.client(authorization=f"Bearer {token[0]}")
    assert program.get("/contacts.json").status_code == 200
    assert send(program, "/account/tokens", label="more", scope="reader", days="1").status_code == 403
    (kept,) = world.accounts.tokens("munā@example.org")
    assert token[0] not in str(kept)
    assert send(boss, f"/account/tokens/{kept['n']}").status_code == 404  # not his own
    assert send(mine, f"/account/tokens/{kept['n']}").status_code == 303
    assert program.get("/contacts.json").status_code == 401
    assert send(mine, "/account/password", present="wrong wrong wrong", new="another password").status_code == 400
    assert send(mine, "/account/password", present=_PASSWORD, new="another password").status_code == 303
    assert mine.get("/today").status_code == 303
    assert send(mine, "/login", name="munā@example.org", password="another password").status_code == 303
    rows = boss.get("/log.json?limit=200").json()["rows"]
    assert {"account added", "signed in", "token made", "token revoked", "sign-in failed", "password changed"} <= {one["what"] for one in rows}
    assert _PASSWORD not in str(rows)
    pages: list[dict[str, Any]] = []
    following: str | None = ""
    while following is not None:
        answer = boss.get(f"/log.json?limit=3{following and '&page=' + following}").json()
        pages, following = pages + answer["rows"], answer["next"]
    assert pages == rows
    for path in ("/accounts", "/accounts.json", "/accounts.csv", "/log", "/log.csv", "/account"):
        text = boss.get(path).text
        assert "argon2" not in text
        assert boss.get(path).headers["cache-control"] == "no-store"
    assert "cache-control" not in boss.get("/static/style.css").headers


def test_numbers_past_all_bounds_are_refused(empty_world: _World) -> None:
    """In forms and in addresses: never a fault of ours."""
    boss = empty_world.browser("administrator")
    for number in ("9" * 5_000, "9" * 30, "2147483648", "-1", "0", "1e3", "", "0x1", " 5"):
        assert send(boss, "/account/tokens", label="x", scope="reader", days=number).status_code in (200, 400), number
        assert boss.get(f"/log.json?limit={number}").status_code in (200, 422)
        for path in ("/account/tokens/{}", "/notes/{}", "/takedowns/{}", "/alerts/{}"):
            assert send(boss, path.format(quote(number)), state="shown").status_code in (303, 307, 400, 404, 405, 422), (path, number)
    assert empty_world.accounts.tokens("administrator") == []


def test_only_names_that_are_ours_are_served(empty_world: _World) -> None:
    """A name that somebody else makes lead here is refused, also where a password is asked for; numeric addresses lead nowhere else."""
    from qanat.serve.web.app import create as made

    app = made(empty_world.record, names=("qanat.example.org",), closed=True)
    client = TestClient(app, base_url=_HOME, follow_redirects=False)
    for host, served in (
        ("127.0.0.1:8000", True),
        ("localhost", True),
        ("[::1]:8000", True),
        ("192.0.2.7:8000", True),
        ("Qanat.Example.org.", True),
        ("evil.example", False),
        ("qanat.example.org.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("", False),
    ):
        answer = client.get("/login", headers={"Host": host})
        assert (answer.status_code == 200) == served, host
    assert "--name" in client.get("/login", headers={"Host": "evil.example"}).text


def test_a_kept_page_is_everybodys_own(empty_world: _World) -> None:
    """Kept once for all of a role: each sees his own name and forms, and what has changed is seen at once."""
    world = empty_world
    first, second = world.browser("reader"), world.browser("analyst")
    path = f"/contacts/{world.known['name']}"
    mine, again, theirs = first.get(path).text, first.get(path).text, second.get(path).text
    assert mine == again
    assert ">reader<" in mine
    assert ">analyst<" in theirs
    assert ">reader<" not in theirs
    assert mark(first, path) != mark(second, path)
    assert "⁂" not in mine + theirs
    other = world.client()
    send(other, "/login", name="reader", password=_PASSWORD)
    assert mark(other, path) != mark(first, path)
    assert send(other, "/notes", page=path, target=world.known["name"], name="Mona", email="m@example.org", words="seen at once").status_code == 200
    send(second, "/notes/1", page="/notes", state="shown")
    assert "seen at once" in first.get(path).text
    assert first.get("/contacts?country=JOR").text != first.get("/contacts?country=NOR").text
    assert 'lang="ar"' in first.get(path, headers={"Accept-Language": "ar"}).text.partition("<head")[0]


def test_without_an_account_only_this_machine_is_served(tmp_path: Any) -> None:
    """No password is asked for until there is one; from then on always, also where all accounts are locked."""
    from typer.testing import CliRunner

    from qanat.serve.cli import app

    db = str(tmp_path / "record.db")
    with open_record(db) as record, TestClient(create(record), base_url=_HOME, follow_redirects=False) as client:
        assert client.get("/today").status_code == client.get("/accounts").status_code == 200
        assert client.get("/today", headers={"Host": "example.org"}).status_code == 400
        assert "cache-control" not in client.get("/today").headers
        refused = CliRunner().invoke(app, ["serve", "--db", db, "--host", "0.0.0.0"])
        assert "qanat accounts add" in str(refused.exception)
        with pytest.raises(RecordError, match="first account"):
            Accounts(record, lambda: datetime(2026, 1, 1, tzinfo=UTC)).add("first", _PASSWORD, "reader", by=_TEST)
        assert client.post("/accounts", data={"name": "first", "password": _PASSWORD, "role": "administrator"}).status_code == 403
        form = {"name": "first", "password": _PASSWORD, "role": "administrator"}
        assert send(client, "/accounts", page="/accounts", **form).status_code == 303
        assert client.get("/today").status_code == 303
    with open_record(db) as record, TestClient(create(record), base_url=_HOME, follow_redirects=False) as client:
        assert client.get("/today").status_code == 303


def test_accounts_on_the_command_line(tmp_path: Any) -> None:
    """The password comes by standard input and stands nowhere in the record."""
    from typer.testing import CliRunner

    from qanat.serve.cli import app

    db = str(tmp_path / "record.db")
    open_record(db).close()

    def run(*words: str, given: str = "") -> Any:
        return CliRunner().invoke(app, ["accounts", *words, "--db", db], input=given)

    assert run("add", "Mona", given=f"{_PASSWORD}\n").stdout == "mona\n"
    assert run("add", "sami", "--role", "reader", given=f"{_PASSWORD}\n").exit_code == 0
    assert "mona: administrator" in run("list").stdout
    assert run("change", "sami", "--role", "analyst", "--password", given="another password\n").exit_code == 0
    assert run("token", "sami", "--label", "feeds", "--scope", "analyst", "--days", "3").stdout.startswith("qanat_")
    assert "sami: analyst" in run("tokens").stdout
    assert run("revoke", "1").exit_code == run("disable", "sami").exit_code == run("enable", "sami").exit_code == 0
    assert isinstance(run("disable", "mona").exception, RecordError)
    assert b"a password for tests" not in (tmp_path / "record.db").read_bytes()
