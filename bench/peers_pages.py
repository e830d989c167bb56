"""Runs in the environment of the peers: pages on standard input, one JSON object a line, title, body, day and seconds of each peer out, likewise."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

logging.disable(logging.CRITICAL)
Found = tuple[str, str, str]


def trafilatura(html: str, url: str) -> Found:
    """Title, body and day by trafilatura alone."""
    import trafilatura as peer

    found: Any = peer.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    return (found.title or "", found.text or "", found.date or "") if found is not None else ("", "", "")


def newspaper4k(html: str, url: str) -> Found:
    """The same by newspaper4k."""
    import newspaper as peer  # type: ignore[import-not-found, unused-ignore]

    article = peer.Article(url or "http://www.example.org/", language="ar", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    day = article.publish_date
    return article.title or "", article.text or "", day.date().isoformat() if day else ""


def readability(html: str, url: str) -> Found:
    """The same by readability, which knows no dates."""
    from lxml import html as trees
    from readability import Document as Peer  # type: ignore[import-not-found, unused-ignore]

    peer = Peer(html, url=url)
    return peer.short_title() or "", re.sub(r"\s*\n\s*", "\n", "".join(str(text) for text in trees.fromstring(peer.summary()).itertext())), ""


PEERS: dict[str, Callable[[str, str], Found]] = {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "readability": readability}


def main() -> None:
    """Answer every page."""
    for line in sys.stdin:
        page = json.loads(line)
        out = {}
        for name, peer in PEERS.items():
            start = process_time()
            try:
                found = peer(page["html"], page["url"])
            except ImportError:
                raise  # one that is not installed has not been measured
            except Exception:  # noqa: BLE001  a peer that fails on a page has found nothing
                found = ("", "", "")
            out[name] = [*found, process_time() - start]
        print(json.dumps(out, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
