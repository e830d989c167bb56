"""The one door to the network: every request of Qanat to another machine goes through `Gate.fetch`, and nothing else opens a connection.

What it holds to: only public addresses (or networks that are allowed by name), checked where the connection is made, so that the address checked is the
address connected; redirects likewise, step by step; robots.txt; one request at a time and a rest for each host; limits of size, time and number.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from qanat.collect import robots
from qanat.collect.address import Forbidden, Network, checked, permitted
from qanat.collect.clock import now
from qanat.collect.pace import Later, Paces, retry_after
from qanat.collect.payload import Refused, body_of

Lookup = Callable[[str], Awaitable[list[str]]]

_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)  # what may be otherwise in a moment
_GONE = (404, 410)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEADER = 65536  # bytes of one line of a header
_AT_ONCE = 32  # connections


@dataclass(frozen=True, slots=True)
class Settings:
    """How the web is asked. `contact`: who can be written to about it; `allowed`: networks that are not public and may be reached all the same.

    `rest`: seconds after each request of a host; `hops`: redirects; `most`: bytes, packed and not; `connect`, `silence`, `total`: seconds of one request to
    connect, between two pieces, and in all; `patience`: seconds that a host may make us wait.
    """

    contact: str = ""
    allowed: tuple[Network, ...] = ()
    rest: float = 1.0
    tries: int = 3
    hops: int = 5
    most: int = 32 * 2**20
    connect: float = 15.0
    silence: float = 20.0
    total: float = 60.0
    patience: float = 120.0

    @property
    def agent(self) -> str:
        """The name that servers are told."""
        return f"{robots.NAME}/{version('qanat')} (reads news{'; ' + self.contact if self.contact else ''})"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address. `url`: where it was in the end; `status`: 200, or 304 for unchanged since `etag` or `modified`; `body` unpacked."""

    asked: str
    url: str
    status: int
    mime: str
    charset: str | None
    body: bytes
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is nothing.

    `kind`: "forbidden" (no public address), "robots" (the host does not want it), "gone", "refused" (by the server), "failing" (after all tries),
    "later" (the host is not to be asked now), "unfit" (too large, not to be unpacked, redirected in a circle).
    """

    asked: str
    kind: str
    why: str
    status: int = 0


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response, packed as it came."""

    status: int
    fields: Mapping[str, str]
    body: bytes
    whole: bool = True


@dataclass(slots=True)
class Gate:
    """The door; open it with `async with`. `lookup` finds the numeric addresses of a name (the system's own way, if not given)."""

    settings: Settings = field(default_factory=Settings)
    lookup: Lookup | None = None
    session: Any = None
    paces: Paces = field(init=False)
    rules: dict[str, asyncio.Future[robots.Rules | Failure]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.paces = Paces(self.settings.rest, self.settings.patience)

    async def __aenter__(self) -> Gate:
        allowed = self.settings.allowed
        connector = aiohttp.TCPConnector(
            resolver=_Checked(allowed, self.lookup),
            socket_factory=lambda found: _socket(found, allowed),
            use_dns_cache=False,  # an answer is used for the connection it was checked for
            limit=_AT_ONCE,
            limit_per_host=1,
        )
        s = self.settings
        self.session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=s.total, sock_connect=s.connect, sock_read=s.silence),
            auto_decompress=False,  # it knows no cap
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=_HEADER,
            max_field_size=_HEADER,
            headers={"User-Agent": s.agent, "Accept-Language": "ar, *;q=0.5", "Accept-Encoding": "gzip, deflate, br"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def fetch(self, address: str, *, etag: str | None = None, modified: str | None = None, most: int | None = None) -> Fetched | Failure:
        """What stands at an address, or why there is nothing. With `etag` or `modified` of an earlier visit, 304 where it has not changed."""
        fields = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
        try:
            url = checked(address, self.settings.allowed)
            for _ in range(self.settings.hops + 1):
                barred = await self._barred(url)
                if barred is not None:
                    return Failure(address, barred.kind, barred.why, barred.status)
                answer = await self._tried(url, fields, most or self.settings.most)
                if isinstance(answer, Failure):
                    return Failure(address, answer.kind, answer.why, answer.status)
                onward = _onward(url, answer)
                if onward is None:
                    return _fetched(address, url, answer, most or self.settings.most)
                url = checked(onward, self.settings.allowed)
        except Forbidden as error:
            return Failure(address, "forbidden", f"not fetched: {error}")
        return Failure(address, "unfit", f"it redirects more than {self.settings.hops} times")

    async def send(self, address: str, body: bytes, fields: Mapping[str, str]) -> Failure | None:
        """Hand something over to whoever asked for it at an address, once; None where it was taken. Redirects are not followed. A failure of kind "failing" or
        "later" may be none another time.
        """
        try:
            url = checked(address, self.settings.allowed)
            async with self.paces.turn(url.raw_host or "") as host:
                async with self.session.post(url, data=body, headers=dict(fields), allow_redirects=False) as response:
                    status = response.status
                    response.close()  # what it says is not read
                host.done(failed=False)
        except Forbidden as error:
            return Failure(address, "forbidden", f"not sent: {error}")
        except Later as error:
            return Failure(address, "later", str(error))
        except _Faults as error:
            return Failure(address, "failing", _said(error, self.settings))
        if 200 <= status < 300:
            return None
        return Failure(address, "failing" if status in _AGAIN else "refused", f"the server answered {status}", status)

    # --- robots.txt -------------------------------------------------------------------------------------------------------------

    async def _barred(self, url: URL) -> Failure | None:
        """Why the rules of its host bar an address; None where they do not."""
        rules = await self.rules_of(url)
        if isinstance(rules, Failure):
            return rules
        return None if rules.allow(str(url)) else Failure(str(url), "robots", f"{url.host}/robots.txt does not allow it")

    async def rules_of(self, url: URL) -> robots.Rules | Failure:
        """The rules of a host, asked for once in a run. A host that fails to tell them is not asked for anything else (RFC 9309)."""
        origin = str(url.origin())
        if origin in self.rules:
            return await asyncio.shield(self.rules[origin])
        self.rules[origin] = asyncio.get_running_loop().create_future()
        found: robots.Rules | Failure = Failure(origin, "later", "broken off")
        try:
            found = await self._told(url.origin() / "robots.txt")
        except Forbidden as error:
            found = Failure(origin, "forbidden", f"not fetched: {error}")
        finally:
            self.rules[origin].set_result(found)
        if isinstance(found, robots.Rules) and found.delay:
            self.paces.host(url.raw_host or "").at_least(found.delay)
        return found

    async def _told(self, url: URL) -> robots.Rules | Failure:
        for _ in range(self.settings.hops + 1):
            answer = await self._tried(url, {}, robots.MOST, cut=True)
            if isinstance(answer, Failure):
                if answer.status and answer.status not in _AGAIN:
                    return robots.Rules("")  # it has none
                if answer.kind not in ("failing", "later"):
                    return answer
                return Failure(str(url), "later", f"{url.host}/robots.txt can't be had ({answer.why}): the host is left alone", answer.status)
            onward = _onward(url, answer)
            if onward is None:
                try:
                    return robots.Rules(body_of(_packing(answer), answer.body, 8 * robots.MOST).decode("utf-8-sig", "replace"))
                except Refused:
                    return robots.Rules("")
            url = checked(onward, self.settings.allowed)
        return robots.Rules("")

    # --- requests ---------------------------------------------------------------------------------------------------------------

    async def _tried(self, url: URL, fields: dict[str, str], most: int, *, cut: bool = False) -> _Answer | Failure:
        """The answer of a host in its turn, tried again where that may help, each time after a longer rest."""
        name = url.raw_host or ""
        why, status = "", 0
        for attempt in range(self.settings.tries):
            try:
                async with self.paces.turn(name) as host:
                    try:
                        answer = await self._once(url, fields, most, cut=cut)
                    except _Faults as error:
                        if isinstance(error, aiohttp.InvalidURL):
                            raise Forbidden(f"it is no address ({error})") from None
                        if isinstance(error, aiohttp.ClientConnectorCertificateError):
                            return Failure(str(url), "refused", _said(error, self.settings))
                        answer, why, status = None, _said(error, self.settings), 0
                    if answer is not None and answer.status not in _AGAIN:
                        host.done(failed=False)
                        return answer if answer.status in (200, 304, *_REDIRECTS) else _failure(url, answer)
                    host.slower()
                    if answer is not None:
                        status = answer.status
                        why = f"the server answered {status}"
                        asked = retry_after(answer.fields.get("retry-after"), answer.fields.get("date"), now())
                        if asked:
                            host.wait(asked)
                    if attempt == self.settings.tries - 1:
                        host.done(failed=True, why=f"{name} is left alone, it fails again and again ({why})")
            except Later as error:
                return Failure(str(url), "later", f"{error}{f' ({why})' if why else ''}", status)
        return Failure(str(url), "failing", f"{why}, {self.settings.tries} times", status)

    async def _once(self, url: URL, fields: dict[str, str], most: int, *, cut: bool) -> _Answer:
        async with self.session.get(url, headers=fields, allow_redirects=False) as response:
            body, whole = bytearray(), True
            if response.status == 200:
                async for piece in response.content.iter_any():
                    body += piece
                    if len(body) > most:
                        whole = cut
                        break
            if len(body) > most or response.status != 200:
                response.close()  # the rest is not waited for
            names = {name.lower(): value for name, value in response.headers.items()}
            return _Answer(response.status, names, bytes(body[:most]), whole)


_Faults = (aiohttp.ClientError, TimeoutError, OSError)


class _Checked(AbstractResolver):
    """Finds the numbers of a name, and refuses a name that leads inward."""

    def __init__(self, allowed: tuple[Network, ...], lookup: Lookup | None) -> None:
        self.allowed, self.lookup = allowed, lookup
        self.system: ThreadedResolver | None = None

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        if self.lookup is None:
            self.system = self.system or ThreadedResolver()
            found = await self.system.resolve(host, port, family)
        else:
            found = [_result(host, address, port) for address in await self.lookup(host)]
        for one in found:
            if not permitted(one["host"], self.allowed):
                raise Forbidden(f"{host} leads to {one['host']}, which is no public address")
        return found

    async def close(self) -> None:
        pass


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return {"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": socket.AI_NUMERICHOST}


def _socket(found: tuple[Any, ...], allowed: tuple[Network, ...]) -> socket.socket:
    """The socket for an address, checked once more where nothing can change it any longer."""
    family, kind, protocol, _, address = found
    if not permitted(str(address[0]), allowed):
        raise Forbidden(f"{address[0]} is no public address")
    return socket.socket(family, kind, protocol)


def _onward(url: URL, answer: _Answer) -> str | None:
    """Where a redirect leads."""
    to = answer.fields.get("location", "").strip()
    if answer.status not in _REDIRECTS or not to:
        return None
    if "\\" in to or any(ord(c) < 0x20 for c in to):
        raise Forbidden("it redirects to an address with backslashes or control characters")
    try:
        return str(url.join(URL(to)))
    except ValueError as error:
        raise Forbidden(f"it redirects to no address ({error})") from None


def _failure(url: URL, answer: _Answer) -> Failure:
    kind = "gone" if answer.status in _GONE else "refused"
    return Failure(str(url), kind, f"the server answered {answer.status}", answer.status)


def _packing(answer: _Answer) -> dict[str, str]:
    return {"content-encoding": answer.fields.get("content-encoding", "")}


def _fetched(asked: str, url: URL, answer: _Answer, most: int) -> Fetched | Failure:
    if answer.status in _REDIRECTS:
        return Failure(asked, "unfit", "it redirects without saying where to", answer.status)
    if not answer.whole:
        return Failure(asked, "unfit", f"larger than {most / 2**20:,.0f} MiB", answer.status)
    try:
        body = body_of(_packing(answer), answer.body, most)
    except Refused as refused:
        return Failure(asked, "unfit", str(refused), answer.status)
    mime = answer.fields.get("content-type", "")
    charset = _CHARSET.search(mime)
    kept = answer.fields.get
    return Fetched(asked, str(url), answer.status, mime.partition(";")[0].strip().lower(), charset and charset[1], body, kept("etag"), kept("last-modified"))


def _said(error: Exception, settings: Settings) -> str:
    """What went wrong, for people."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"its certificate is not valid ({error.certificate_error})"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"there is no host {error.host}"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"{error.host} can't be reached ({error.os_error.strerror or error.os_error})"
    if isinstance(error, TimeoutError):
        return f"it took too long (more than {settings.silence:g} s between two pieces, or {settings.total:g} s in all)"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the server broke off"
    return f"the connection failed ({str(error).strip() or type(error).__name__})"
