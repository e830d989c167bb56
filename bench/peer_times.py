"""Runs in the environment of the peers: how long each takes for one thing, in seconds of processor time. Never with Qanat.

    peer_times.py trafilatura|resiliparse|dateparser|farahidi|qalsadi|petrarch

Standard input: one JSON object a line, {"html", "text"}; for petrarch the path of a clone of openeventdata/UniversalPetrarch. Standard output: one JSON
object {"version", "seconds": [of each], "units": [articles, words or sentences of each]}.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from importlib.metadata import version
from time import process_time
from typing import Any

logging.disable(logging.CRITICAL)
Work = Callable[[dict[str, str]], object]


def trafilatura() -> Work:
    """Title, body and date of a page."""
    peer: Any = import_module("trafilatura")
    return lambda page: peer.bare_extraction(page["html"], include_comments=False, with_metadata=True)


def resiliparse() -> Work:
    """The main text of a page."""
    peer: Any = import_module("resiliparse.extract.html2text")
    return lambda page: peer.extract_plain_text(page["html"], main_content=True, comments=False)


def dateparser() -> Work:
    """The dates in a text."""
    peer: Any = import_module("dateparser.search")
    return lambda page: peer.search_dates(page["text"], languages=["ar"])


def farahidi() -> Work:
    """Lemma, stem and root of each word of a text, in context."""
    peer: Any = import_module("farahidi")
    return lambda page: peer.analyze_text(page["text"])


def qalsadi() -> Work:
    """All analyses of each word of a text."""
    peer = import_module("qalsadi.analex").Analex()
    return lambda page: peer.check_text(page["text"])


PEERS: dict[str, Callable[[], Work]] = {one.__name__: one for one in (trafilatura, resiliparse, dateparser, farahidi, qalsadi)}


def petrarch(folder: str) -> dict[str, Any]:
    """The coder alone, on its own parsed English sample: what it does once sentences are parsed."""
    networkx: Any = import_module("networkx")
    networkx.Graph.node = property(lambda graph: graph.nodes)  # as versions before 2.4 had it
    os.chdir(os.path.join(folder, "UniversalPetrarch"))
    sys.path.insert(0, ".")
    coder: Any = import_module("petrarch_ud")
    spent: list[float] = []
    sound = coder.do_coding

    def timed(*given: Any) -> Any:
        start = process_time()
        try:
            return sound(*given)
        finally:
            spent.append(process_time() - start)

    coder.do_coding = timed
    sample = "data/text/GigaWord.sample.PETR_parsed.xml"
    sys.argv = ["petrarch_ud.py", "batch", "-i", sample, "-o", "bench.txt", "-c", "data/config/PETR_config.ini"]
    coder.main()
    with open(sample, encoding="utf-8") as file:
        sentences = file.read().count("<Sentence ")
    return {"version": "of the clone", "seconds": [sum(spent)], "units": [sentences]}


def main() -> None:
    """Time one peer."""
    name = sys.argv[1]
    if name == "petrarch":
        folder = sys.stdin.read().strip()
        with redirect_stdout(io.StringIO()):
            told = petrarch(folder)
        print(json.dumps(told))
        return
    pages = [json.loads(line) for line in sys.stdin]
    work = PEERS[name]()
    work(pages[0])  # what is loaded at the first call
    seconds = []
    for page in pages:
        start = process_time()
        work(page)
        seconds.append(process_time() - start)
    print(json.dumps({"version": version(name), "seconds": seconds, "units": [len(page["text"].split()) for page in pages]}))


if __name__ == "__main__":
    main()
