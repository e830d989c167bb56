"""The one door to the network is polite (promise 12)."""

from __future__ import annotations

import asyncio
import gzip
import time
from dataclasses import replace
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from tests.collect.site import LOOPBACK, Answer, Asked, Host, hosts

from qanat.collect import clock
from qanat.collect.address import networks
from qanat.collect.fetching import Ask, Fetching
from qanat.collect.gate import Failure, Fetched, Gate, Settings

SRC = Path(__file__).resolve().parents[2] / "src" / "qanat"
FAST = Settings(allowed=networks(LOOPBACK), rest=0.01, connect=1, silence=0.5, total=2, patience=2)


def fetch(url: str, settings: Settings = FAST) -> Fetched | Failure:
    with Fetching(settings) as web:
        return web.get(url)


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


def test_what_is_polite_by_default() -> None:
    """One connection, and a second of rest after each request of a host."""
    with hosts(1) as (host,), Fetching(Settings(allowed=FAST.allowed)) as web:
        host.pages |= {"/1": "x", "/2": "x"}
        for path in ("/1", "/2"):
            web.ask(Ask(host.url + path))
        assert all(isinstance(answer, Fetched) for _, answer in web.answers())
        assert host.most == 1
        assert all(later.at - earlier.at >= 0.99 for earlier, later in pairwise(host.asked))
        assert (Settings().rest, Settings().tries, Settings().most) == (1.0, 3, 32 * 2**20)


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
