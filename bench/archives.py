"""Documents a second and memory on a web archive made from a corpus, beside fastwarc and trafilatura alone.

    bench/archives.py ../shared/corpus/articles.jsonl.gz [--size 1000] [--documents 2000] [--keep FILE]

The archive (so many megabytes unpacked, .warc.gz, one record a member) is made in a temporary folder out of the corpus, each article in a portal's mark-up
with requests and pictures between them, and is removed afterwards. First the whole of it is read without extraction, with the peak memory of the process;
then some documents are extracted, by Qanat and by fastwarc with trafilatura in turn, in one run each. Times are processor time.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.collect.archives import http, record  # noqa: E402

from qanat.collect.files import captures  # noqa: E402  the tests stand beside the sources
from qanat.collect.warc import records  # noqa: E402
from qanat.errors import InputError  # noqa: E402
from qanat.model import Capture  # noqa: E402
from qanat.page.chosen import Chosen  # noqa: E402
from qanat.pipeline import Reader  # noqa: E402

MENU = "".join(f'<li class="menu-item"><a href="/c/{k}">قسم الأخبار {k}</a></li>' for k in range(60))
ITEM = '<div class="widget-item"><h4><a href="/n/{0}">عنوان خبر آخر من أخبار اليوم رقم {0}</a></h4><span>قبل ساعتين</span></div>'
SIDE = "".join(ITEM.format(k) for k in range(40))


def page(article: dict[str, Any]) -> bytes:
    """An article in the mark-up of a portal."""
    body = "".join(f"<p>{line}</p>\n" for line in article["text"].split("\n") if line.strip())
    title = article["title"] or ""
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title} - الموقع</title>'
        f'<meta property="article:published_time" content="{article["published"]}T08:00:00+03:00"><style>{"p{margin:0}" * 200}</style></head>'
        f'<body><header><nav><ul>{MENU}</ul></nav></header><main><article><h1 class="entry-title">{title}</h1><div class="entry-content">'
        f"{body}</div></article></main>"
        f'<aside class="sidebar">{SIDE}</aside><script>{"var x = 1;" * 300}</script><footer>جميع الحقوق محفوظة</footer></body></html>'
    ).encode()


def make(path: Path, corpus: Path, size: int) -> int:
    """Write the archive; returns how many pages are in it."""
    count = unpacked = 0
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    with path.open("wb") as out:
        for article in itertools.cycle(articles):
            if unpacked >= size:
                return count
            url = f"http://www.example.org/{article['id']}/{count}"
            parts = [
                record(f"GET /{count} HTTP/1.1\r\nHost: www.example.org\r\n\r\n".encode(), url=url, kind="request"),
                record(http(page(article)), url=url),
            ]
            if count % 5 == 0:
                parts.append(record(http(os.urandom(20_000), mime="image/jpeg"), url=url + ".jpg"))
            for part in parts:
                out.write(gzip.compress(part, 5))
                unpacked += len(part)
            count += 1
    return count


def memory() -> int:
    """Peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def ours(reader: Reader, path: Path, limit: int) -> tuple[int, float]:
    """Documents and seconds of Qanat: archive → documents."""
    start, count = process_time(), 0
    for capture in itertools.islice(captures([path]), limit):
        assert isinstance(capture, Capture)
        count += bool(reader.document(capture).text)
    return count, process_time() - start


def theirs(path: Path, limit: int) -> tuple[int, float]:
    """The same by fastwarc and trafilatura, with the metadata that Qanat takes too."""
    import trafilatura
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    start, count = process_time(), 0
    with path.open("rb") as file:
        for found in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            if (found.http_content_type or "").startswith("text/html"):
                html = found.reader.read().decode("utf-8", "replace")
                count += trafilatura.bare_extraction(html, include_comments=False, with_metadata=True) is not None
                if count == limit:
                    break
    return count, process_time() - start


def pages_only(path: Path) -> Iterator[object]:
    """Every page without extraction; raises where anything was lost."""
    with path.open("rb") as file:
        for found in records(file):
            if isinstance(found, InputError):
                raise found
            yield found


def main() -> int:
    """Make the archive, read it, measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("--size", type=int, default=1000, help="megabytes, unpacked")
    options.add_argument("--documents", type=int, default=2000, help="how many are extracted by each")
    options.add_argument("--keep", type=Path, help="leave the archive there")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "made.warc.gz"
        count = make(path, given.corpus, given.size * 10**6)
        print(f"archive   {count:,} pages, {given.size:,} MB unpacked, {path.stat().st_size / 1e6:,.0f} MB packed")
        before = memory()
        start = process_time()
        found = sum(1 for _ in pages_only(path))
        seconds = process_time() - start
        print(f"reading   {found:,} pages, none lost, {found / seconds:,.0f} a second; peak memory {before} → {memory()} MiB")
        reader = Reader()
        other = Chosen.of(["spa"], None, reader.pack)
        start = process_time()
        none = sum(1 for _ in captures([path], other))
        print(f"chosen    {none} pages of another outlet, {found / (process_time() - start):,.0f} passed over a second")
        reader.document(Capture("warm", "x", "html", "<html><body><p>خبر</p></body></html>"))
        for name, (many, took) in (("Qanat", ours(reader, path, given.documents)), ("fastwarc + trafilatura", theirs(path, given.documents))):
            print(f"{name:24}{many:,} documents, {many / took:,.0f} a second")
        print(f"peak memory of all {memory()} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
