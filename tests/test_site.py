"""The documentation: the site builds strictly, its links and anchors hold, nothing is loaded from elsewhere, and every command and snippet of it runs."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from tests.collect.site import Host, article, hosts, rss
from tests.conftest import ROOT, fresh
from tests.record.adding import FULL
from typer.testing import CliRunner
from website.build import build, printed

from qanat.codebook import ALL
from qanat.serve.cli import app

DOCS = ROOT / "docs"
SET_UP = ("git clone", "cd qanat", "make ", ". .venv", "pip install", "createdb")  # what the tests find done; test_docs.py holds that the targets exist
HERE = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "MPLBACKEND": "Agg"}
ELSEWHERE = ("how-to/verb.md",)  # followed by tests/test_check.py


# --- the site ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


class Page(HTMLParser):
    """The ids of a page, its links, what it loads, and the language and direction of its elements."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.ids, self.links, self.loads, self.roots = path, set[str](), list[str](), list[str](), dict[str, dict[str, str | None]]()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids |= {value for name in ("id", "name") if (value := said.get(name))}
        if tag in ("html", "body"):
            self.roots[tag] = said
        if tag == "a" and said.get("href"):
            self.links.append(str(said["href"]))
        elif tag == "link" and said.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(said.get("href") or "")
        elif said.get("src"):
            self.loads.append(str(said["src"]))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path.resolve(): Page(path.resolve()) for path in site.rglob("*.html")}


def test_every_link_and_anchor_holds(site: Path, pages: dict[Path, Page]) -> None:
    lost = []
    assert len(pages) > 30
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # served from anywhere, so it links from the root
        for link in (*page.links, *page.loads):
            where, anchor = urldefrag(link)
            if urlsplit(where).scheme in ("http", "https", "mailto", "data"):
                continue
            target = (path.parent / unquote(where)).resolve() if where else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (anchor and target in pages and unquote(anchor) not in pages[target].ids):
                lost.append((path.relative_to(site.resolve()).as_posix(), link))
    assert not lost


def test_nothing_is_loaded_from_elsewhere(pages: dict[Path, Page]) -> None:
    assert not [(path.name, one) for path, page in pages.items() for one in page.loads if one.startswith(("http:", "https:", "//"))]


def test_arabic_pages_go_from_right_to_left(site: Path, pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        arabic = path.is_relative_to((site / "ar").resolve())
        assert (page.roots["html"]["lang"], page.roots["body"]["dir"]) == (("ar", "rtl") if arabic else ("en", "ltr")), path


def test_every_page_written_is_a_page_of_the_site(site: Path) -> None:
    for path in DOCS.rglob("*.md"):
        assert (site / path.relative_to(DOCS)).with_suffix(".html").is_file(), path


def test_the_notebook_is_the_script(site: Path) -> None:
    """Its cells, one after the other, are the code of the script, which the pages run."""
    told = json.loads((site / "analysis.ipynb").read_text(encoding="utf-8"))
    assert told["nbformat"] == 4
    cells = ["".join(cell["source"]) for cell in told["cells"] if cell["cell_type"] == "code"]
    script = ast.parse((ROOT / "examples" / "analysis.py").read_text(encoding="utf-8"))
    assert len(cells) > 5
    assert [*map(ast.dump, ast.parse("\n".join(cells)).body)] == [*map(ast.dump, script.body[1:])]  # but for its docstring


def test_the_codebook_prints(site: Path, chromium: Any, tmp_path: Path) -> None:
    from pypdf import PdfReader

    for name in ("codebook", "ar/codebook"):
        pdf = PdfReader(printed(chromium, site / f"{name}.html", tmp_path / "book.pdf"))
        text = "".join(page.extract_text() for page in pdf.pages)
        assert 10 < len(pdf.pages) < 40
        assert all(value in text for values in ALL.values() for value in values)
        assert pdf.pages[0].mediabox.width < pdf.pages[0].mediabox.height


# --- every command and snippet ------------------------------------------------------------------------------------------------------


@dataclass
class Desk:
    """Somebody who follows the pages in a folder: `words` are put in the place of what is only an example; `shown` is what was printed since the last look."""

    folder: Path
    words: dict[str, str]
    shown: str = ""
    done: list[str] = field(default_factory=list)

    def follow(self, page: str) -> None:
        text = (DOCS / page).read_text(encoding="utf-8")
        for kind, body in re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for old, new in self.words.items():
                body = body.replace(old, new)
            if kind == "sh":
                self.shown = ""
                for line in body.splitlines():
                    self.line(line, page)
            elif kind == "python":
                out = io.StringIO()
                with redirect_stdout(out):
                    exec(compile(body, page, "exec"), {})
                assert out.getvalue().strip(), (page, body)
                self.done.append(body)
            elif kind == "text":
                missing = [line for line in body.splitlines() if line.strip() not in self.shown]
                assert not missing, (page, missing, self.shown)
            else:
                assert kind in ("console", "cron"), (page, kind)  # what can't be tried here

    def line(self, line: str, page: str) -> None:
        self.done.append(line)
        if line.startswith(SET_UP):
            return
        words = shlex.split(line, comments=True)
        if words[0] == "qanat":
            self.shown += self.qanat(words[1:], page)
        elif words[0] != "Rscript" or shutil.which("Rscript"):
            command = line.replace("python ", f"{sys.executable} ", 1) if words[0] == "python" else line
            done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=self.folder, encoding="utf-8", env=HERE)
            assert done.returncode == 0, (page, line, done.stderr)
            self.shown += done.stdout

    def qanat(self, words: list[str], page: str) -> str:
        if words[0] == "batch" and "--ray" in words:
            return self.on_ray(words)
        if words[0] == "add":
            words = [*words, "--workers", "1"]  # the pack is loaded here already
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, (page, words, done.output, done.exception)
        return done.stdout + done.stderr

    def on_ray(self, words: list[str]) -> str:
        """At full size on a small cluster, in a process of its own that takes it away again; else without Ray, since tests/batch read the same on it."""
        if not FULL or find_spec("ray") is None:
            return self.qanat(words[: words.index("--ray")], "without ray")
        command = [sys.executable, "-c", "from qanat.serve.cli import main; main()", *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, env=HERE)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def paper() -> Iterator[Host]:
    """An outlet on this machine, in the place of the one of the pages."""
    with hosts(1) as (host,):
        host.pages["/feed.xml"] = rss([(f"{host.url}/{n}", "2025-03-11") for n in range(2)])
        host.pages |= {f"/{n}": article(n, "2025-03-11") for n in range(2)}
        yield host


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: str, paper: Host) -> Desk:
    for name in ("samples", "examples", "labels"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("uvicorn.Server.run", lambda self: None)  # `qanat serve` ends at once; tests/serve look at what it serves
    words = {
        "https://news.example": paper.url,
        "news.example": paper.name.partition(":")[0],
        "postgresql://localhost/qanat": fresh(postgres),
        "postgresql://localhost/other": fresh(postgres),
        "qanat collect ": "qanat collect --allow-network 127.0.0.0/8 ",
        "qanat outlets test mine ": "qanat outlets test mine --allow-network 127.0.0.0/8 ",
    }
    return Desk(tmp_path, words)


def test_every_command_and_snippet_runs(desk: Desk) -> None:
    """The tutorial first, whose record the other pages use."""
    desk.follow("tutorial.md")
    assert (desk.folder / "contacts.png").stat().st_size > 10_000
    pages = sorted((DOCS / "explain").glob("*.md")) + sorted((DOCS / "how-to").glob("*.md"))
    for path in pages:
        if (page := path.relative_to(DOCS).as_posix()) not in ELSEWHERE:
            desk.follow(page)
    assert sum(line.startswith("qanat ") for line in desk.done) > 40


def test_the_arabic_tutorial_is_the_english_one() -> None:
    """The same commands with the same answers; so they run as well."""

    def blocks(page: str) -> list[tuple[str, str]]:
        return re.findall(r"^```(\w+)\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)

    assert blocks("ar/tutorial.md") == blocks("tutorial.md")
