"""The one door to the network: it can't be turned inward (promise 11), and it is polite (promise 12)."""

from __future__ import annotations

import ast
import asyncio
import gzip
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path

import pytest
from tests.collect.site import LOOPBACK, Answer, Asked, Host, article, hosts

from qanat.collect import clock
from qanat.collect.address import networks, permitted
from qanat.collect.fetching import Ask, Fetching
from qanat.collect.gate import Failure, Fetched, Gate, Settings

SRC = Path(__file__).resolve().parents[2] / "src" / "qanat"
FAST = Settings(allowed=networks(LOOPBACK), rest=0.01, connect=1, silence=0.5, total=2, patience=2)


def fetch(url: str, settings: Settings = FAST, names: dict[str, list[str]] | None = None) -> Fetched | Failure:
    with Fetching(settings, looking_up(names or {})) as web:
        return web.get(url)


def looking_up(names: dict[str, list[str]]):  # type: ignore[no-untyped-def]
    async def lookup(name: str) -> list[str]:
        if name in names:
            return names[name]
        try:  # numbers in other forms are numbers to the system too
            return [str(found[4][0]) for found in socket.getaddrinfo(name, None, flags=socket.AI_NUMERICHOST)]
        except OSError:
            raise OSError(f"there is no {name}") from None

    return lookup


# --- promise 11: inward ------------------------------------------------------------------------------------------------------------

NUMBERS = (
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.000.000.001",
    "127.0.0.1.",
    "0.0.0.0",
    "0",
)
WRITTEN = ("①②⑦.⓪.⓪.①", "127。0。0。1", "127.0.0.1%00.example.org", "127.0.0.1%2f.example.org", "127.0.0.1 .example.org", "localhost", "LOCALHOST.")
PRIVATE = (
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "224.0.0.1",
)
PRIVATE6 = (
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[100::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[::127.0.0.1]",
)
EMBEDDED = (
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
)
FORMS = (
    *("http://example.org@127.0.0.1:PORT/", "http://127.0.0.1:PORT\\@example.org/", "http:\\\\127.0.0.1:PORT/", "http://a:b@named.example:PORT/"),
    *("http:///127.0.0.1:PORT/", "//127.0.0.1:PORT/", "http://127.0.0.1:PORT\t/", "ht\ntp://127.0.0.1:PORT/", "http://[::1:PORT/", "http://127.0.0.1:99999/"),
    *(
        "file:///etc/passwd",
        "ftp://127.0.0.1:PORT/",
        "gopher://127.0.0.1:PORT/_x",
        "data:text/html,x",
        "javascript:alert(1)",
        "ws://127.0.0.1:PORT/",
        "127.0.0.1:PORT",
    ),
)
NAMES = {
    "private.example": ["127.0.0.1"],
    "both.example": ["93.184.216.34", "127.0.0.1"],
    "six.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "metadata.google.internal": ["169.254.169.254"],
    "localhost": ["127.0.0.1"],
    "localhost.": ["127.0.0.1"],
}
VECTORS = (*(f"http://{host}:PORT/" for host in (*NUMBERS, *WRITTEN, *PRIVATE, *PRIVATE6, *EMBEDDED, *NAMES)), *FORMS)


@pytest.fixture
def canary() -> Iterator[tuple[int, list[str]]]:
    """A port on which everything that is not public listens, and who came to it."""
    came: list[str] = []
    server = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)

    def listen() -> None:
        while True:
            try:
                connection, who = server.accept()
            except OSError:
                return
            came.append(str(who))
            connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], came
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_nothing_leads_inward(canary: tuple[int, list[str]]) -> None:
    """By itself, and by a redirect of a host that may be asked; without a packet."""
    port, came = canary
    assert len(VECTORS) >= 60
    only = Settings(allowed=networks(["127.0.0.2/32"]), rest=0.0, connect=1, total=2, patience=0.1)  # any port, and of the loopback network one address
    with hosts(2) as (_, outside):
        vectors = [vector.replace("PORT", str(port)) for vector in VECTORS]
        for number, vector in enumerate(vectors):
            outside.pages[f"/to/{number}"] = Answer(
                status=(301, 302, 303, 307, 308)[number % 5], fields={"Location": re.sub(r"[\n\t]", "", vector).encode().decode("latin-1")}
            )
        with Fetching(only, looking_up(NAMES)) as web:
            for vector in vectors:
                web.ask(Ask(vector))
            for number in range(len(vectors)):
                web.ask(Ask(f"{outside.url}/to/{number}"))
            found = {ask.url: answer for ask, answer in web.answers()}
    led = {url: answer for url, answer in found.items() if not (isinstance(answer, Failure) and answer.kind == "forbidden")}
    assert all(url.startswith(outside.url) and isinstance(answer, Failure) and answer.kind == "gone" for url, answer in led.items()), led
    assert len(led) <= 3  # redirects to what is a path of the host itself
    assert not came


def test_a_name_that_changes_its_address_changes_nothing() -> None:
    """DNS rebinding: the address that was checked is the one connected, and the next is checked anew."""
    allowed = Settings(allowed=networks(["127.0.0.2/32"]), rest=0.0, patience=0.1)
    answers = ["127.0.0.2", "127.0.0.2", "127.0.0.1", "127.0.0.1"]
    asked: list[str] = []

    async def lookup(name: str) -> list[str]:
        asked.append(name)
        return [answers[min(len(asked), len(answers)) - 1]]

    with hosts(2) as (inside, outside):
        inside.pages["/"] = outside.pages["/"] = Answer(b"x", fields={"Connection": "close"})
        outside.pages["/robots.txt"] = Answer(b"", fields={"Connection": "close"})
        port = outside.server.server_port
        with Fetching(allowed, lookup) as web:
            first, second = web.get(f"http://turning.example:{port}/"), web.get(f"http://turning.example:{port}/")
        assert isinstance(first, Fetched)
        assert isinstance(second, Failure)
        assert second.kind == "forbidden"
        assert len(asked) == 3  # one look-up a connection
        assert not inside.asked


def test_public_addresses_are_public() -> None:
    for address in ("93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"):
        assert permitted(address, ())
    for address in ("192.88.99.1", "not an address", "", "240.0.0.1", "255.255.255.255"):
        assert not permitted(address, ())
    assert permitted("10.1.2.3", networks(["10.0.0.0/8"]))


OPENERS = {"socket", "ssl", "aiohttp", "httpx", "requests", "urllib3", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "socketserver"}
OPENERS |= {"http.client", "http.server", "urllib", "urllib.request"}


def test_nothing_else_can_open_a_connection() -> None:
    """No other module imports anything that opens one; of urllib only the parsing of addresses."""
    found = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                if name in OPENERS or name.partition(".")[0] in OPENERS - {"urllib"}:
                    found.add(path.relative_to(SRC).as_posix())
    assert found == {"collect/gate.py"}


WATCH = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        frame, names = sys._getframe(), set()
        while frame:
            names.add(frame.f_code.co_filename.replace(chr(92), "/"))
            frame = frame.f_back
        if not any(name.endswith("collect/fetching.py") for name in names):
            print("A CONNECTION", event, arguments, file=sys.stderr)
            sys.exit(9)
sys.addaudithook(watch)
from qanat.serve.cli import main
sys.argv = ["qanat", *sys.argv[1:]]
main()
"""


def test_no_command_opens_another_connection(tmp_path: Path) -> None:
    """Every connection of a process that reads pages which name many addresses, and fetches one, is the gate's."""
    page = tmp_path / "page.html"
    page.write_text(
        article(1, "2025-04-01").replace("<p>", '<p><img src="http://192.0.2.1/x.png"><script src="http://192.0.2.1/x.js"></script>'), encoding="utf-8"
    )
    (tmp_path / "x.xml").write_text('<!DOCTYPE r SYSTEM "http://192.0.2.1/x.dtd"><html xmlns="http://192.0.2.1/"><body>نص</body></html>', encoding="utf-8")
    with hosts(1) as (host,):
        host.pages["/1"] = article(1, "2025-04-01")
        network = ["--allow-network", "127.0.0.0/8", "--db", str(tmp_path / "r.db")]
        done = subprocess.run([sys.executable, "-c", WATCH, "add", str(tmp_path), f"{host.url}/1", *network], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert host.paths() == ["/1"]


# --- promise 12: polite -----------------------------------------------------------------------------------------------------------


ROBOTS = {
    "User-agent: *\nDisallow: /": (),
    "User-agent: *\nDisallow:": ("/a", "/b/c", "/خبر"),
    "User-agent: other\nDisallow: /": ("/a", "/b/c", "/خبر"),
    "User-agent: *\nDisallow: /\n\nUser-agent: qanat\nDisallow: /b": ("/a", "/خبر"),
    "User-agent: *\nDisallow: /b\nAllow: /b/c": ("/a", "/b/c", "/خبر"),
    "User-agent: *\nDisallow: /*c$": ("/a", "/خبر"),
    "User-agent: *\nDisallow: /خبر": ("/a", "/b/c"),
    "User-agent: *\nDisallow: /%D8%AE%D8%A8%D8%B1": ("/a", "/b/c"),
    "\ufeffUSER-AGENT:*\r\nDISALLOW:/b\r\n": ("/a", "/خبر"),
    "<html><body>not found</body></html>": ("/a", "/b/c", "/خبر"),
}


def test_robots_are_obeyed() -> None:
    """A thousand addresses that robots.txt bars, and none of them is asked for."""
    with hosts(len(ROBOTS)) as some, Fetching(Settings(allowed=FAST.allowed, rest=0.0)) as web:
        wanted = {}
        for host, (rules, allowed) in zip(some, ROBOTS.items(), strict=True):
            host.pages |= {"/robots.txt": rules, **dict.fromkeys(("/a", "/b/c", "/%D8%AE%D8%A8%D8%B1"), "x")}
            wanted[host.url] = set(allowed)
            for path in ("/a", "/b/c", "/خبر"):
                web.ask(Ask(host.url + path))
            if not allowed:
                for number in range(1000):
                    web.ask(Ask(f"{host.url}/{number}"))
        found: dict[str, set[str]] = {host.url: set() for host in some}
        barred = 0
        for ask, answer in web.answers():
            *start, path = ask.url.split("/", 3)
            if isinstance(answer, Fetched):
                found["/".join(start)].add(f"/{path}")
            else:
                assert answer.kind == "robots"
                barred += 1
    assert found == wanted
    assert barred >= 1000
    assert all(host.counts()["/robots.txt"] == 1 for host in some)
    assert sum(len(host.paths()) for host in some) == sum(map(len, wanted.values()))


@pytest.mark.parametrize(("status", "kind"), [(404, ""), (403, ""), (500, "later"), (503, "later"), (429, "later")])
def test_robots_that_cannot_be_had(status: int, kind: str) -> None:
    """RFC 9309: none (4xx) allows all; a failing server bars all."""
    with hosts(1) as (host,):
        host.pages |= {"/robots.txt": Answer(b"User-agent: *\nDisallow: /", status), "/1": "x"}
        found = fetch(f"{host.url}/1")
        assert (found.kind if isinstance(found, Failure) else "") == kind
        assert host.counts() == {"/robots.txt": 3} if kind else {"/robots.txt": 1, "/1": 1}


def test_one_request_at_a_time_and_a_rest_after_each() -> None:
    rest = 0.1
    with hosts(3) as some, Fetching(Settings(allowed=FAST.allowed, rest=rest)) as web:
        some[2].pages["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.2"
        for host in some:
            for number in range(8 if host is not some[2] else 4):
                host.pages[f"/{number}"] = Answer(b"x" * 10, pause=0.01, piece=2)
                web.ask(Ask(f"{host.url}/{number}"))
        assert all(isinstance(answer, Fetched) for _, answer in web.answers())
        for host in some:
            assert host.most == 1
            slept = host.asked[-1].at - host.asked[1].at
            assert slept > (len(host.asked) - 2) * (0.2 if host is some[2] else rest) * 0.95
        assert min(host.asked[-1].at for host in some) > max(host.asked[0].at for host in some)  # the hosts do not wait for each other


def test_failures_slow_down_and_never_quicken() -> None:
    with hosts(1) as (host,), Fetching(Settings(allowed=FAST.allowed, rest=0.03)) as web:
        host.pages |= {"/robots.txt": "", "/bad": Answer(b"", 503), "/good": "x", "/better": "x"}
        rests = []
        for path, kind in (("/bad", Failure), ("/good", Fetched), ("/better", Fetched)):
            assert isinstance(web.get(host.url + path), kind)
            rests.append(web.gate.paces.host("127.0.0.1").rest)
        assert rests == [0.24, 0.24, 0.24]
        assert host.counts()["/bad"] == 3
        assert host.asked[-1].at - host.asked[1].at > (0.06 + 0.12 + 0.24 + 0.24) * 0.95


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after(form: str) -> None:
    """A server that asks to wait is waited for; one that asks for too much is left alone, and so is all that it has."""

    def answer(_: Asked) -> Answer:
        now = clock.now()
        later = format_datetime(now.replace(microsecond=0, second=0), usegmt=True)
        fields = {"Retry-After": "1"} if form == "seconds" else {"Retry-After": later, "Date": "Thu, 01 Jan 1970 00:00:00 GMT"}
        return Answer(b"", 429, fields) if host.counts()["/1"] == 1 else Answer(b"x")

    with hosts(1) as (host,), Fetching(FAST) as web:
        host.pages |= {"/robots.txt": "", "/1": answer, "/2": "x"}
        found = web.get(f"{host.url}/1")
        if form == "seconds":
            assert isinstance(found, Fetched)
            assert host.asked[2].at - host.asked[1].at >= 1.0
        else:
            assert isinstance(found, Failure)
            assert found.kind == "later"
            other = web.get(f"{host.url}/2")
            assert isinstance(other, Failure)
            assert other.kind == "later"
            assert host.paths() == ["/1"]


def test_slow_broken_and_dead_hosts() -> None:
    """Three tries, each in its time; the other hosts go on; a host that fails again and again is left alone."""
    with hosts(5) as (slow, broken, failing, endless, good):
        slow.pages["/1"] = Answer(b"x" * 100, pause=1.0, piece=1)
        broken.pages["/1"] = Answer(b"x" * 100, broken=True)
        failing.pages |= {f"/{number}": Answer(b"", 500) for number in range(9)}
        endless.pages["/1"] = Answer(b"x" * 10_000, pause=0.3, piece=1)  # always something, never all
        good.pages |= {f"/{number}": "x" for number in range(9)}
        dead = "http://127.0.0.77:1"
        begun = time.monotonic()
        with Fetching(replace(FAST, rest=0.002)) as web:
            for url in (slow.url, broken.url, endless.url, dead, "http://none.example"):
                web.ask(Ask(f"{url}/1"))
            for number in range(9):
                web.ask(Ask(f"{failing.url}/{number}"))
                web.ask(Ask(f"{good.url}/{number}"))
            found = {ask.url: answer for ask, answer in web.answers()}
        assert time.monotonic() - begun < 15
        for host in (slow, broken, endless):
            answer = found[f"{host.url}/1"]
            assert isinstance(answer, Failure)
            assert answer.kind == "failing"
            assert host.counts()["/1"] == 3
        assert all(isinstance(found[f"{good.url}/{number}"], Fetched) for number in range(9))
        kinds = [answer.kind for number in range(9) if isinstance(answer := found[f"{failing.url}/{number}"], Failure)]
        assert kinds == ["failing"] * 3 + ["later"] * 6
        assert len(failing.paths()) == 9
        for url in (dead, "http://none.example"):
            answer = found[f"{url}/1"]
            assert isinstance(answer, Failure)
            assert answer.kind == "later"


def test_limits() -> None:
    """Size packed and unpacked, redirects without end, what is not packed as it says."""
    small = Settings(allowed=FAST.allowed, rest=0.0, most=100_000)
    with hosts(1) as (host,), Fetching(small) as web:
        host.pages |= {
            "/large": b"x" * 100_001,
            "/bomb": Answer(gzip.compress(b"x" * 50_000_000), fields={"Content-Encoding": "gzip"}),
            "/bombs": Answer(gzip.compress(gzip.compress(b"x" * 50_000_000)), fields={"Content-Encoding": "gzip, gzip"}),
            "/false": Answer(b"\x1f\x8bx", fields={"Content-Encoding": "gzip"}),
            "/circle": Answer(status=302, fields={"Location": "/circle"}),
            "/nowhere": Answer(status=302),
            "/right": Answer(gzip.compress(b"x" * 90_000), fields={"Content-Encoding": "gzip", "Content-Type": "text/html; charset=windows-1256"}),
            "/there": Answer(status=301, fields={"Location": "right"}),
        }
        for path in ("/large", "/bomb", "/bombs", "/false", "/circle", "/nowhere"):
            found = web.get(host.url + path)
            assert isinstance(found, Failure)
            assert found.kind == "unfit"
        assert host.counts()["/circle"] == 6
        found = web.get(f"{host.url}/there")
        assert isinstance(found, Fetched)
        assert (found.url, len(found.body), found.charset) == (f"{host.url}/right", 90_000, "windows-1256")


def test_a_closed_gate_leaves_nothing() -> None:
    """Closing in the middle of slow answers takes no time."""
    with hosts(2) as some:
        for host in some:
            host.pages["/1"] = Answer(b"x" * 100, pause=0.4, piece=1)
        begun = time.monotonic()
        with Fetching(Settings(allowed=FAST.allowed)) as web:
            for host in some:
                web.ask(Ask(f"{host.url}/1"))
            time.sleep(0.2)
        assert time.monotonic() - begun < 2


def test_who_asks_says_so() -> None:
    with hosts(1) as (host,):
        host.pages["/1"] = "x"
        fetch(f"{host.url}/1", Settings(allowed=FAST.allowed, rest=0.0, contact="desk@example.org"))
        assert all(one.fields["user-agent"].startswith("qanat/") and "desk@example.org" in one.fields["user-agent"] for one in host.asked)


def test_a_gate_is_used_in_a_loop_too() -> None:
    async def two(host: Host) -> list[Fetched | Failure]:
        async with Gate(Settings(allowed=FAST.allowed, rest=0.0)) as gate:
            first = await gate.fetch(f"{host.url}/1")
            assert isinstance(first, Fetched)
            return [first, await gate.fetch(f"{host.url}/1", etag=first.etag)]

    with hosts(1) as (host,):
        host.pages["/1"] = lambda asked: Answer(status=304) if asked.fields.get("if-none-match") == '"a"' else Answer(b"x", fields={"ETag": '"a"'})
        found = asyncio.run(two(host))
        assert [one.status for one in found] == [200, 304]
