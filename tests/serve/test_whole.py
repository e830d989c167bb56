"""From nothing to an alert: samples are added, the app is served, a feed gains an item, a round fetches it: on the first page, in the feeds, by e-mail."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from tests.collect.site import article, hosts, rss
from tests.serve.test_alerts import mailbox
from typer.testing import CliRunner

from qanat.collect import clock
from qanat.serve.cli import app

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(db: str) -> Iterator[httpx2.Client]:
    """The command `qanat serve`, and a browser that calls it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", "from qanat.serve.cli import main; main()", "serve", "--db", db, "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(600):
                try:
                    client.get("/today")
                    break
                except httpx2.ConnectError:
                    assert server.poll() is None
                    time.sleep(0.1)
            yield client
    finally:
        server.terminate()
        server.wait(20)


def test_from_nothing_to_an_alert(tmp_path: Path) -> None:
    db = str(tmp_path / "record.db")

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, [*words, "--db", db])
        assert done.exit_code == 0, (words, done.output, done.exception)
        return done.stdout

    run("add", str(ROOT / "samples"), "--published", "2025-03-12", "--outlet", "samples")
    with hosts(1) as (paper,), mailbox() as (box, smtp), serving(db) as client:
        page = client.get("/today").text
        links = re.findall(r'href="(/contacts/k[0-9a-f]{16})"', page)
        assert links
        assert all(client.get(link).status_code == 200 for link in links)
        form = re.search(r'name="form" value="([0-9a-f]+)"', client.get("/alerts").text)
        assert form
        asked = {"form": form[1], "question": "/contacts?country=NOR", "kind": "email", "target": "mona@example.org"}
        assert client.post("/alerts", data=asked).status_code == 303
        today = clock.now().date().isoformat()
        host = paper.name.partition(":")[0]
        paper.pages |= {"/robots.txt": "", "/rss": rss([])}
        run("outlets", "add", "paper", "--name", "جريدة", "--home", "JOR", "--host", host, "--feed", f"{paper.url}/rss")
        run("collect", "--allow-network", "127.0.0.0/8")
        known = {one["id"] for one in client.get("/contacts.feed.json?country=NOR").json()["items"]}
        paper.pages |= {"/rss": rss([(f"{paper.url}/new", today)]), "/new": article(1, today)}
        run("collect", "--allow-network", "127.0.0.0/8")
        run("alerts", "send", "--smtp", smtp, "--from", "qanat@example.org", "--home", str(client.base_url).rstrip("/"))
        (first,) = [one for one in client.get("/today.json").json()["contacts"] if one["reports"][0]["published"] == today]
        assert {party["country"] for party in first["parties"]} == {"JOR", "NOR"}
        assert f'href="/contacts/{first["id"]}"' in client.get("/today").text
        (entry,) = [one for one in client.get("/contacts.feed.json?country=NOR").json()["items"] if one["id"] not in known]
        assert entry["url"].endswith(f"/contacts/{first['id']}")
        assert first["id"] in client.get("/contacts.atom?country=NOR").text
        (letter,) = box.letters
        told = re.search(r"http://\S+/contacts/k[0-9a-f]{16}", letter.get_content())
        assert told
        assert client.get(told[0]).status_code == 200
        assert first["reports"][0]["quote"] in client.get(told[0]).text
