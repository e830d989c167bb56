"""Rounds over the outlets of a record: what is new comes in once, and a round that was stopped is gone on with."""

from __future__ import annotations

import gzip
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.collect.site import LOOPBACK, Answer, Asked, Host, article, hosts, rss
from tests.test_poison import POISON, Poisoned
from typer.testing import CliRunner

from qanat import crew, rounds
from qanat.adding import add_paths, retry
from qanat.collect import clock
from qanat.collect.address import networks
from qanat.collect.gate import Settings
from qanat.errors import RecordError
from qanat.pipeline import Reader, open_record
from qanat.record import coverage, doctor, dump
from qanat.record.adding import Outcome
from qanat.record.following import Following
from qanat.record.store import Record
from qanat.rounds import Step, collect, trial
from qanat.serve.cli import app

HOW = Settings(allowed=networks(LOOPBACK), rest=0.0, connect=1, silence=1, total=3, patience=1)


def day(back: int) -> str:
    return (clock.now() - timedelta(days=back)).date().isoformat()


def follow(record: Record, name: str, host: Host, *feeds: str) -> None:
    card = f'name = "جريدة {name}"\nlatin = "{name}"\nkind = "paper"\nhome = "JOR"\nzone = "Asia/Amman"\nhosts = ["{host.name.partition(":")[0]}"]\n'
    Following(record).follow(name, card, [host.url + feed for feed in feeds])


def kinds(steps: Iterator[Step]) -> dict[str, int]:
    return dict(Counter(step.kind for step in steps))


@pytest.fixture
def paper() -> Iterator[Host]:
    """A paper with a feed of eight articles of the last days."""
    with hosts(1) as (host,):
        fill(host, 8)
        yield host


def fill(host: Host, number: int) -> None:
    for n in range(number):
        host.pages[f"/n/{n}"] = article(n, day(n))
    host.pages |= {"/robots.txt": "User-agent: *\nDisallow: /private", "/rss": rss([(f"{host.url}/n/{n}", day(n)) for n in range(number)])}


def test_rounds_bring_what_is_new_once(db: str, reader: Reader, paper: Host) -> None:
    with open_record(db) as record:
        with pytest.raises(RecordError, match="follows no outlet"):
            list(collect(record, reader, settings=HOW))
        follow(record, "mine", paper, "/rss")
        assert kinds(collect(record, reader, dry_run=True, settings=HOW)) == {"find": 8}
        assert not record.count()["documents"]
        assert Following(record).counts() == {}
        assert kinds(collect(record, reader, limit=3, settings=HOW)) == {"feed": 1, "page": 3}
        assert {one["published"] for one in record.rows("documents", asked())} == {f"{day(n)}T10:00:00+03:00" for n in range(3)}  # the newest first
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1, "page": 5}
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1}
        assert max(paper.counts().values()) <= 5
        assert all(paper.counts()[f"/n/{n}"] == 1 for n in range(8))
        (document, *_) = record.rows("documents", asked())
        assert (document["outlet"], document["outlet_country"]) == ("mine", "JOR")
        assert len(record.contacts()) >= 1
        paper.pages["/rss"] = rss([(f"{paper.url}/{place}", day(0)) for place in ("n/0", "none", "private/1", "new")])
        paper.pages["/new"] = article(99, day(0))
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1, "page": 1, "gone": 1, "barred": 1}
        assert "/private/1" not in paper.counts()


def asked() -> Any:
    from qanat.record.ask import Filters

    return Filters()


def test_what_has_not_changed_is_not_sent_again(db: str, reader: Reader, paper: Host) -> None:
    """The 304 path, of feeds and of pages; a page that its feed calls changed is a new version."""
    version = {"/n/0": 1, "/atom": 1}

    def page(asked: Asked) -> Answer:
        tag = f'"{version[asked.path]}"'
        if asked.fields.get("if-none-match") == tag:
            return Answer(status=304)
        stamp = (clock.now() - timedelta(hours=9 - version["/atom"])).isoformat()
        body = (
            article(0, day(1), f"الصيغة {version['/n/0']}")
            if asked.path == "/n/0"
            else f'<feed><entry><link href="/n/0"/><updated>{stamp}</updated></entry></feed>'
        )
        return Answer(body.encode(), fields={"ETag": tag})

    paper.pages |= {"/n/0": page, "/atom": page}
    with open_record(db) as record:
        follow(record, "mine", paper, "/atom")
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1, "page": 1}
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1}
        version["/atom"] = 2  # changed, says the feed; not so, says the page
        assert [one.outcome for one in collect(record, reader, settings=HOW)] == [None, Outcome.known]
        version |= {"/atom": 3, "/n/0": 2}
        assert [one.outcome for one in collect(record, reader, settings=HOW)] == [None, Outcome.changed]
        assert record.count()["versions"] == 2


def test_each_update_of_a_live_report_is_a_version(db: str, reader: Reader, paper: Host) -> None:
    """Its feed says nothing of them: it is asked for in every round of its first days, on condition, and no longer."""
    said = ["البداية"]

    def page(asked: Asked) -> Answer:
        tag = f'"{len(said)}"'
        if asked.fields.get("if-none-match") == tag:
            return Answer(status=304)
        live = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script></head>'
        return Answer(article(0, day(int(asked.path[-1])), " ".join(said)).replace("</head>", live).encode(), fields={"ETag": tag})

    paper.pages |= {"/live/0": page, "/live/5": page, "/rss": rss([(f"{paper.url}/live/{back}", day(back)) for back in (0, 5)])}
    with open_record(db) as record:
        follow(record, "mine", paper, "/rss")
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1, "page": 2}
        for update in (False, True, True, False):
            said += ["تحديث"] * update
            assert [one.outcome for one in collect(record, reader, settings=HOW) if one.kind == "page"] == [Outcome.changed if update else Outcome.known]
        assert (record.count()["documents"], record.count()["versions"]) == (2, 4)
        assert Following(record).counts()["mine"] == {**dict.fromkeys(Following(record).counts()["mine"], 0), "live": 1, "kept": 1}
        assert paper.counts()["/live/5"] == 1


def test_sitemaps(db: str, reader: Reader, paper: Host) -> None:
    """Indexes, packed parts, those that are too old left unread; only the outlet's own hosts; what has no day from the second look on."""
    url = paper.url
    news = "".join(f"<url><loc>{url}/n/{n}</loc><lastmod>{day(n)}</lastmod></url>" for n in range(6)) + "<url><loc>http://127.0.0.99/x</loc></url>"
    news += f"<url><loc>{url}/old</loc><lastmod>2020-01-01</lastmod></url>"
    plain = "".join(f"<url><loc>{url}/plain/{n}</loc></url>" for n in range(150))
    parts = {"/news.xml.gz": f"<urlset>{news}</urlset>", "/plain.xml": f"<urlset>{plain}</urlset>", "/2020.xml": "<urlset></urlset>"}
    days = {"/news.xml.gz": day(0), "/plain.xml": "", "/2020.xml": "2020-02-01"}
    index = "".join(f"<sitemap><loc>{url}{part}</loc>{f'<lastmod>{days[part]}</lastmod>' if days[part] else ''}</sitemap>" for part in parts)
    paper.pages |= {part: gzip.compress(body.encode()) if part.endswith("gz") else body for part, body in parts.items()}
    paper.pages["/sitemap.xml"] = f"<sitemapindex>{index}</sitemapindex>"
    with open_record(db) as record:
        follow(record, "mine", paper, "/sitemap.xml")
        assert kinds(collect(record, reader, since=day(30), limit=6, settings=HOW))["feed"] == 3
        assert "/2020.xml" not in paper.counts()
    assert not {"/old", "/x"} & set(paper.counts())
    with open_record(db) as record:
        assert kinds(collect(record, reader, limit=500, settings=HOW)) == {"feed": 4, "gone": 150}  # that since was said took all


def test_a_first_look_takes_no_years_of_archive(db: str, reader: Reader, paper: Host) -> None:
    plain = [f"{paper.url}/plain/{n}" for n in range(150)]
    paper.pages["/sitemap.xml"] = "<urlset>" + "".join(f"<url><loc>{one}</loc></url>" for one in plain) + "</urlset>"
    with open_record(db) as record:
        follow(record, "mine", paper, "/sitemap.xml")
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1}
        paper.pages |= {"/sitemap.xml": f"<urlset><url><loc>{paper.url}/n/1</loc></url><url><loc>{plain[0]}</loc></url></urlset>"}
        assert kinds(collect(record, reader, settings=HOW)) == {"feed": 1, "page": 1}


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_killed_round_is_gone_on_with(reader: Reader, tmp_path: Path) -> None:
    """Killed anywhere: nothing is lost, nothing is there twice, and little is fetched again."""
    kills, chance = 8, random.Random(12)
    with hosts(1) as (host,):
        fill(host, 30)
        for n in range(30):
            host.pages[f"/n/{n}"] = Answer(article(n, day(n % 9)).encode(), pause=0.005)

        def whole(name: str) -> str:
            with open_record(tmp_path / name) as record:
                list(collect(record, reader, settings=HOW))
                assert not [one for _, findings in doctor.examine(record) for one in findings if one.weight == "fault"]
                with record.view() as connection:
                    return dump.digest(connection)

        for name in ("killed.db", "whole.db"):
            with open_record(tmp_path / name) as record:
                follow(record, "mine", host, "/rss")
        killed = 0
        for _ in range(kills):
            child = os.fork()
            if child == 0:
                try:
                    whole("killed.db")
                finally:
                    os._exit(0)
            time.sleep(chance.uniform(0.05, 0.5))
            os.kill(child, signal.SIGKILL)
            killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        killed_dump = whole("killed.db")
        pages = [path for path in host.paths() if path.startswith("/n/")]
        assert len(set(pages)) == 30
        assert len(pages) <= 30 + 2 * killed
        assert killed_dump == whole("whole.db")
        assert killed >= 3


def test_two_rounds_at_once(db: str, reader: Reader, paper: Host) -> None:
    """The second says who is at work, since when, and what to do, and writes nothing; a round that was killed holds nobody up."""
    paper.pages["/n/0"] = Answer(b"x" * 1000, pause=0.5, piece=1)
    command = [sys.executable, "-c", "from qanat.serve.cli import main; main()", "collect", "--db", db, "--allow-network", "127.0.0.0/8"]
    with open_record(db) as record:
        follow(record, "mine", paper, "/rss")
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as first:
            while "/n/0" not in paper.paths() and first.poll() is None:
                time.sleep(0.05)
            count, asked = record.count(), len(paper.asked)
            second = subprocess.run(command, capture_output=True, text=True)
            assert second.returncode == 1
            assert re.search(rf"another round is at work on it since \d{{4}}-\d\d-\d\d \d\d:\d\d UTC by process {first.pid} on .*run the same", second.stderr)
            with pytest.raises(RecordError, match=f"by process {first.pid} on"):
                list(collect(record, reader, settings=HOW))
            assert (record.count(), len(paper.asked)) == (count, asked)
            assert kinds(collect(record, reader, dry_run=True, settings=HOW)) == {"find": 8}  # which writes nothing
            first.kill()
        paper.pages["/n/0"] = article(0, day(0))
        for _ in range(2):
            assert kinds(collect(record, reader, settings=HOW))["feed"] == 1
        assert record.count()["documents"] == 8


def test_what_fails_is_set_aside_and_tried_again(db: str, reader: Reader, paper: Host) -> None:
    bad = Answer(b"", 500)
    paper.pages |= {
        "/rss": rss([(f"{paper.url}/{place}", day(0)) for place in ("bad", "large", "picture", "english", "n/1")]),
        "/bad": lambda _: bad,
        "/large": Answer(gzip.compress(b" " * 40_000_000), fields={"Content-Encoding": "gzip"}),
        "/picture": Answer(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, fields={"Content-Type": "image/png"}),
        "/english": "<html><body><article><p>The minister met his counterpart in Amman and said that talks go on.</p></article></body></html>",
    }
    with open_record(db) as record:
        follow(record, "mine", paper, "/rss")
        steps = list(collect(record, reader, settings=HOW))
        assert kinds(iter(steps)) == {"feed": 1, "aside": 3, "passed": 1, "page": 1}
        reasons = {one.name.rpartition("/")[2]: one.reason for one in record.aside()}
        assert "500, 3 times" in reasons["bad"]
        assert "32 MiB" in reasons["large"]
        assert "binary" in reasons["picture"]
        assert {state: number for state, number in Following(record).counts()["mine"].items() if number} == {"kept": 1, "passed": 1, "aside": 3}
        bad = Answer(status=301, fields={"Location": "/moved"})
        paper.pages |= {"/moved": article(50, day(0)), "/large": article(51, day(0))}
        assert sorted(one.error is None for one in retry(record, reader, settings=HOW)) == [False, True, True]
        assert [one.name.rpartition("/")[2] for one in record.aside()] == ["picture"]
        assert {one["outlet"] for one in record.rows("documents", asked())} == {"mine"}
        assert Following(record).counts()["mine"]["aside"] == 1


def test_a_page_that_hangs_or_kills_the_reader_stops_no_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: Host) -> None:
    """Promise 4 in a round: the page is set aside with its reason, the others are read, and one command tries it again."""
    monkeypatch.setattr(crew, "SECONDS", 4.0)
    for n, kind in enumerate(POISON):
        paper.pages[f"/n/{n}"] = article(n, day(n)).replace("وزيران يبحثان", f"{kind} وزيران يبحثان")
    with open_record(tmp_path / "r.db") as record:
        follow(record, "mine", paper, "/rss")
        assert kinds(collect(record, Poisoned(), apart=True, settings=HOW)) == {"feed": 1, "aside": 5, "page": 3}
        for (kind, why), one in zip(POISON.items(), sorted(record.aside()), strict=True):
            assert why in one.reason, kind
        assert [one.error for one in retry(record, Reader(), settings=HOW)] == [None] * 5
        assert kinds(collect(record, Poisoned(), settings=HOW)) == {"feed": 1}


def test_hosts_that_cannot_be_had(db: str, reader: Reader, paper: Host) -> None:
    """A dead feed and a page are named and cost nothing; doctor knows them; addresses of a host that is left alone wait."""
    with hosts(3) as (_, __, other), open_record(db) as record:
        other.pages |= {"/robots.txt": Answer(b"", 503), "/1": article(1, day(0))}
        paper.pages |= {"/rss": rss([(f"{other.url}/1", day(0)), (f"{paper.url}/n/1", day(0))]), "/page": "<html><title>x</title></html>", "/empty": ""}
        follow(record, "mine", paper, "/rss", "/page", "/empty", "/none")
        Following(record).add_feeds("mine", ["http://127.0.0.77:1/rss"])
        for _ in range(3):
            found = kinds(collect(record, reader, settings=HOW))
        assert found == {"feed": 1, "failed": 4, "later": 1}
        told = [one.what for check, findings in doctor.examine(record) for one in findings if check == "feeds that fail"]
        assert len(told) == 4
        assert Following(record).counts()["mine"]["waiting"] == 1
        with record.view() as connection:
            assert clock.today() in coverage.read_days(connection, ["mine"], clock.today())["mine"].days  # looked at, with nothing in it
        other.pages["/robots.txt"] = ""
        assert kinds(collect(record, reader, settings=HOW))["page"] == 1
        assert Following(record).enable("mine", enabled=False)
        with pytest.raises(RecordError, match="follows no outlet"):
            list(collect(record, reader, settings=HOW))


def test_outlets_without_a_feed_are_searched(db: str, reader: Reader, paper: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "home_of", lambda card: paper.url)
    places: tuple[dict[str, Any], ...] = (
        {"/": '<html><head><link rel="alternate" type="application/rss+xml" href="rss"></head><body>نص</body></html>'},
        {"/robots.txt": f"User-agent: *\nAllow: /\nSitemap: {paper.url}/map.xml", "/map.xml": f"<urlset><url><loc>{paper.url}/n/1</loc></url></urlset>"},
        {"/feed/": rss([(f"{paper.url}/n/2", day(0))])},
        {},
    )
    pages = {path: page for path, page in paper.pages.items() if path != "/rss"}
    with open_record(db) as record:
        for number, place in enumerate(places):
            paper.pages = {**pages, **place, **({"/rss": rss([(f"{paper.url}/n/0", day(0))])} if number == 0 else {})}
            follow(record, f"paper{number}", paper)
            found = kinds(collect(record, reader, only=[f"paper{number}"], settings=HOW))
            assert found == ({"feed": 1, "page": 1} if place else {"failed": 1}), place
            said = list(trial((), Following(record).outlets()[-1].card, reader, HOW))
            assert all(good for _, good in said) == bool(place), said


def test_addresses_are_added_as_files_are(db: str, reader: Reader, paper: Host, tmp_path: Path) -> None:
    """A page and a feed of an outlet that the record follows: the same documents as by a round."""
    paper.pages |= {"/list.jsonl": '{"id": "j", "text": "قال الوزير إن الحوار مستمر.", "published": "2025-04-01"}\n', "/none": Answer(b"", 404)}
    with open_record(db) as record:
        follow(record, "mine", paper, "/rss")
        added = list(add_paths(record, reader, [f"{paper.url}/n/1", f"{paper.url}/rss", f"{paper.url}/list.jsonl", f"{paper.url}/none"], settings=HOW))
        assert Counter(str(one.outcome) for one in added) == {"added": 9, "known": 1, "None": 1}
        assert [one.path for one in record.aside()] == [f"{paper.url}/none"]
        assert Counter(step.outcome for step in collect(record, reader, settings=HOW)) == {None: 1, Outcome.known: 8}


def test_the_commands(paper: Host, tmp_path: Path) -> None:
    db, host = f"sqlite:///{tmp_path}/r.db", paper.name.partition(":")[0]

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, [*words, "--db", db])
        assert done.exit_code == code, done.output
        return done.output

    paper.pages["/rss"] = rss([(f"{paper.url}/n/1", day(0))])
    assert "sputnik" in run("outlets", "list")
    assert "there is no card" in run("outlets", "add", "nosuch", code=2)
    assert "is not of the form" in run("outlets", "add", "mine", "--name", "x", "--home", "JOR", code=2)
    assert "followed" in run("outlets", "add", "mine", "--name", "جريدة", "--home", "jor", "--host", host, "--feed", f"{paper.url}/rss")
    assert "1 would be fetched" in run("collect", "--dry-run", "--allow-network", "127.0.0.0/8")
    assert "1 new in 1 feeds, 1 added: " in run("collect", "--allow-network", "127.0.0.0/8")
    assert "1 kept" in run("outlets", "list")
    assert "does not follow" in str(CliRunner().invoke(app, ["collect", "--outlet", "rt", "--db", db]).exception)
    paper.pages["/rss"] = Answer(b"", 404)
    assert "failed 1 times" in run("collect", "--allow-network", "127.0.0.0/8", code=1) + run("outlets", "list")
    run("outlets", "test", "mine", "--allow-network", "127.0.0.0/8", code=1)
    assert "disabled" in run("outlets", "disable", "mine") + run("outlets", "list")
    run("outlets", "enable", "nosuch", code=2)
    run("collect", "--allow-network", "nothing", code=2)
