"""Promise 11: the fetcher can't be turned inward, by any way in, and nothing else opens a connection."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.collect.site import Answer, article, hosts, looking_up, rss

from qanat.adding import add_paths
from qanat.collect import clock
from qanat.collect.address import networks, permitted
from qanat.collect.fetching import Ask, Fetching
from qanat.collect.gate import Failure, Fetched, Settings
from qanat.pipeline import Reader, open_record
from qanat.record.following import Following
from qanat.rounds import collect

SRC = Path(__file__).resolve().parents[2] / "src" / "qanat"

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


def test_no_way_in_leads_inward(canary: tuple[int, list[str]], tmp_path: Path, reader: Reader) -> None:
    """Named by a feed, an index of sitemaps, OPML, a list, robots.txt, as a feed of one's own, or handed to `qanat add`: without a packet."""
    port, came = canary
    vectors = [re.sub(r"[\n\t]", "", vector.replace("PORT", str(port))).encode().decode("latin-1") for vector in VECTORS]
    only = Settings(allowed=networks(["127.0.0.2/32"]), rest=0.0, connect=1, total=2, patience=0.1)
    escaped = [vector.replace("&", "&amp;").replace("<", "&lt;") for vector in vectors]
    with hosts(2) as (_, outside), open_record(tmp_path / "r.db") as record:
        outside.pages |= {
            "/robots.txt": "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {vector}\n" for vector in vectors),
            "/rss": rss([(vector, clock.today()) for vector in vectors]),
            "/index.xml": "<sitemapindex>" + "".join(f"<sitemap><loc>{vector}</loc></sitemap>" for vector in escaped) + "</sitemapindex>",
            "/map.xml": "<urlset>" + "".join(f"<url><loc>{vector}</loc></url>" for vector in escaped) + "</urlset>",
            "/opml": "<opml><body>" + "".join(f"<outline xmlUrl='{vector}'/>" for vector in escaped) + "</body></opml>",
            "/list": "\n".join(vectors),
        }
        card = 'name = "x"\nlatin = "x"\nkind = "paper"\nhome = "JOR"\nhosts = ["127.0.0.2"]\n'
        Following(record).follow("mine", card, [*(outside.url + path for path in ("/rss", "/index.xml", "/map.xml", "/opml", "/list")), *vectors])
        steps = [step for _ in range(2) for step in collect(record, reader, since="2020-01-01", settings=only, lookup=looking_up(NAMES))]
        assert sum(step.kind == "feed" for step in steps) >= 5
        assert sum(step.kind in ("aside", "failed") for step in steps) >= len(vectors)
        assert not any(step.kind == "page" for step in steps)
        handed = [one for one in add_paths(None, reader, [*vectors, f"{outside.url}/rss"], dry_run=True, settings=only) if one.outcome is not None]
        assert not handed
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
    """No other module imports anything that opens one, but for mail to the server of the operator; of urllib only the parsing of addresses."""
    found = set()
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                if name in OPENERS or name.partition(".")[0] in OPENERS - {"urllib"}:
                    found.add(path.relative_to(SRC).as_posix())
    assert found == {"collect/gate.py", "collect/mail.py"}


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
