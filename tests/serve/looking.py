"""What the tests in a real browser share: a server of the web app, the pages to look at, and what is wrong with a page as it is shown."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import uvicorn

from qanat.record.store import Record
from qanat.serve.web.app import create

SIZES = {"phone": (320, 1), "large phone": (390, 1), "desk at 200 %": (640, 2), "desk": (1300, 1)}  # width in CSS pixels, pixels of the device for one of them

# Text that is cut off, or that lies outside the page and can't be scrolled to. What stands in a box that scrolls can be reached.
_WRONG = """() => {
  const wrong = [], root = document.documentElement, wide = root.clientWidth;
  if (root.scrollWidth > wide) wrong.push(`the page is ${root.scrollWidth} wide in a window of ${wide}`);
  const scrolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (!text.data.trim() || text.parentElement.closest("title, option, .skip, svg")) continue;
    const range = document.createRange(); range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    let inside = false;
    for (let one = text.parentElement; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one), around = one.getBoundingClientRect();
      if (around.width <= 1) { inside = true; break }  // only for those who listen
      if (scrolls(one)) { inside = true; break }
      const out = box.left < around.left - 1 || box.right > around.right + 1;
      if (out && ["hidden", "clip"].includes(style.overflowX)) wrong.push(`cut off: ${text.data.trim().slice(0, 40)}`);
    }
    if (!inside && (box.left < -1 || box.right > wide + 1)) wrong.push(`outside: ${text.data.trim().slice(0, 40)}`);
  }
  for (const one of document.querySelectorAll("input, select"))
    if (one.tagName === "SELECT" && one.scrollWidth > one.clientWidth + 1) wrong.push(`cut off: ${one.name}`);
  return wrong;
}"""


@contextmanager
def served(record: Record) -> Iterator[str]:
    """The web app over a record at a free port; its address."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(record), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def pages(home: str) -> dict[str, str]:
    """A page of each kind, by a name for its picture."""
    with httpx2.Client(base_url=home, timeout=60) as client:

        def rows(path: str) -> list[dict[str, Any]]:
            found: list[dict[str, Any]] = client.get(path).json()["rows"]
            return found

        contact = max(rows("/contacts.json?limit=100"), key=lambda row: len(row["reports"]))
        channel = rows("/channels.json?limit=1")[0]
        actor = rows("/actors.json?limit=1")[0]
        state = next(party["country"] for party in contact["parties"] if party["country"])
        report = contact["reports"][0]
        place = f"/articles/{quote(report['document'], safe='')}?span={report['evidence'][0]}-{report['evidence'][1]}#here"
        return {
            "today": "/today",
            "channels": "/channels",
            "channel": f"/channels/{quote(channel['a'], safe='')}/{quote(channel['b'], safe='')}",
            "contacts": "/contacts",
            "contact": f"/contacts/{contact['id']}",
            "statements": "/statements",
            "actors": "/actors",
            "actor": f"/actors/{actor['id']}",
            "state": f"/states/{state}",
            "claims": "/claims",
            "board": "/board",
            "matrix": "/matrix",
            "network": "/network",
            "timeline": "/timeline",
            "map": "/map",
            "statements over time": "/statements/timeline",
            "calendar": f"/calendar?month={next((row['date'][:7] for row in rows('/contacts.json') if row['date']), '2025-03')}",
            "review": "/review",
            "reviews": "/reviews",
            "alerts": "/alerts?question=/contacts",
            "article": place,
            "search": "/search?q=" + quote("وزير الخارجية"),
            "outlets": "/outlets",
            "aside": "/aside",
            "about": "/about",
            "codebook": "/codebook",
            "error": "/contacts?mode=dance",
        }


def wrong(page: Any, axe: Any) -> list[str]:
    """What is wrong with the page that a browser shows: text that can't be read, and what axe finds serious or critical."""
    found: list[str] = list(page.evaluate(_WRONG))
    for one in axe.run(page).response["violations"]:
        if one["impact"] in ("serious", "critical"):
            found.append(f"{one['impact']} {one['id']}: {one['help']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])} places)")
    return found


def picture(page: Any, folder: str | None, *names: str) -> None:
    """Keep what the page looks like, where a folder is given for it."""
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / ("-".join(names).replace(" ", "_").replace("%", "") + ".png")), full_page=True)
