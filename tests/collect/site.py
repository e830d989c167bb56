"""Real HTTP servers on addresses of the loopback network, each a host of its own, that answer what a test says and remember what they were asked."""

from __future__ import annotations

import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qanat.collect.gate import Lookup

LOOPBACK = ("127.0.0.0/8",)


@dataclass(slots=True)
class Answer:
    """What a server says. `pause`: seconds between the pieces of the body, which are `piece` bytes each; `broken`: the connection ends in the middle."""

    body: bytes = b""
    status: int = 200
    fields: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0
    piece: int = 0
    broken: bool = False


Page = Answer | bytes | str | Callable[["Asked"], Answer]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    at: float
    path: str
    fields: dict[str, str]


class Host:
    """One server: `pages` by path; what is not among them is not found."""

    def __init__(self, address: str) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.open = self.most = 0  # requests at once
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer((address, 0), _handler(self))
        self.server.daemon_threads = True
        self.name = f"{address}:{self.server.server_port}"
        self.url = f"http://{self.name}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def paths(self) -> list[str]:
        """What was asked for, but robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def answered(self) -> None:
        """A request is answered."""
        with self.lock:
            self.open -= 1

    def counts(self) -> dict[str, int]:
        out: dict[str, int] = defaultdict(int)
        for one in self.asked:
            out[one.path] += 1
        return dict(out)


def _handler(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            asked = Asked(time.monotonic(), self.path, {name.lower(): value for name, value in self.headers.items()})
            with host.lock:
                host.asked.append(asked)
                host.open += 1
                host.most = max(host.most, host.open)
            with suppress(BrokenPipeError, ConnectionResetError):
                self.say(asked)

        def say(self, asked: Asked) -> None:
            page = host.pages.get(self.path, Answer(b"not found", 404))
            said = page(asked) if callable(page) else page if isinstance(page, Answer) else Answer(page.encode() if isinstance(page, str) else page)
            self.send_response(said.status)
            if said.status != 304 and "Transfer-Encoding" not in said.fields:
                self.send_header("Content-Length", str(len(said.body) + (1000 if said.broken else 0)))
            for name, value in said.fields.items():
                self.send_header(name, value)
            self.end_headers()
            step = said.piece or max(len(said.body), 1)
            for start in range(0, len(said.body), step):
                if start + step >= len(said.body):
                    host.answered()  # before the last piece is out, since the next request may come before this thread goes on
                time.sleep(said.pause)
                self.wfile.write(said.body[start : start + step])
            if not said.body:
                host.answered()
            if said.broken:
                self.close_connection = True

    return Handler


@contextmanager
def hosts(number: int) -> Iterator[list[Host]]:
    """So many hosts, each on an address of its own."""
    made = [Host(f"127.0.0.{n + 1}") for n in range(number)]
    yield made
    for host in made:
        host.server.shutdown()
        host.server.server_close()


def article(number: int, day: str, words: str = "") -> str:
    """A page with an article, written for this."""
    lead = f"أجرى وزير الخارجية الأردني سامر النعيمي، اليوم، اتصالا هاتفيا مع نظيره النرويجي إريك هولم، بحثا خلاله إيصال المساعدات رقم {number}."
    said = f"وقال النعيمي إن الحوار «ضرورة للجانبين» وإن الجولة رقم {number} من المشاورات ستعقد قريبا في جنيف بمشاركة وفدي البلدين. {words}"
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>وزيران يبحثان المساعدات {number}</title>'
        f'<meta property="article:published_time" content="{day}T10:00:00+03:00"></head>'
        f"<body><h1>وزيران يبحثان المساعدات {number}</h1><article><p>{lead}</p><p>{said}</p></article></body></html>"
    )


def rss(urls: list[tuple[str, str]]) -> str:
    """A feed of addresses with their days."""
    items = "".join(f"<item><title>خبر</title><link>{url.replace('&', '&amp;')}</link><pubDate>{day}T10:00:00+03:00</pubDate></item>" for url, day in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>أخبار</title>{items}</channel></rss>'


def looking_up(names: dict[str, list[str]]) -> Lookup:
    """The numbers of some names; of no others."""

    async def lookup(name: str) -> list[str]:
        if name in names:
            return names[name]
        try:  # numbers in other forms are numbers to the system too
            return [str(found[4][0]) for found in socket.getaddrinfo(name, None, flags=socket.AI_NUMERICHOST)]
        except OSError:
            raise OSError(f"there is no {name}") from None

    return lookup
