"""The record keeps what it is given, in any order, in either database."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from tests.collect import archives
from tests.collect.site import LOOPBACK, hosts, rss
from tests.record.adding import Articles, dumped, ended, fill, forked, sound

import qanat
from qanat.adding import add_paths, retry
from qanat.collect.address import networks
from qanat.collect.gate import Settings
from qanat.errors import RecordError
from qanat.model import Capture, Document
from qanat.pipeline import Reader, open_record
from qanat.record import engine, merge
from qanat.record.adding import Outcome
from qanat.record.report import Report
from qanat.record.tables import metadata

# --- promise 2: adding is idempotent, the order does not show ------------------------------------------------------------------------


def test_any_order_gives_the_same_record(db: str, reader: Reader, archive: Articles, whole: str) -> None:
    shuffled = random.Random(2).sample(archive, len(archive))
    assert fill(db, reader, shuffled) == whole
    with open_record(db) as record:
        assert sound(record)
        found = record.contacts()
        assert Counter(len(contact["reports"]) for contact in found)[3] >= 15  # three outlets tell of one contact


def test_a_second_run_writes_nothing(db: str, reader: Reader, archived: Path, whole: str) -> None:
    with open_record(db) as record:
        first = [one.outcome for one in add_paths(record, reader, [archived])]
        assert set(first) == {Outcome.added}
        written: list[str] = []
        event.listen(record.engine, "before_cursor_execute", lambda c, cursor, line, *_: written.append(line))
        again = [one.outcome for _ in range(2) for one in add_paths(record, reader, [archived])]
        assert again == [Outcome.known] * 2 * len(first)
        assert not [line for line in written if line.split()[0] in ("INSERT", "UPDATE", "DELETE")]
        assert dumped(record) == whole


@pytest.mark.parametrize(("number", "workers"), [(1, 1), (7, 2), (64, 1)])
def test_parts_and_workers(db: str, reader: Reader, archive: Articles, whole: str, tmp_path: Path, number: int, workers: int) -> None:
    shuffled = random.Random(number).sample(archive, len(archive))
    for part in range(number):
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in shuffled[part::number])
        (tmp_path / f"part{part}.jsonl").write_text(lines, encoding="utf-8")
    with open_record(db) as record:
        list(add_paths(record, reader, sorted(tmp_path.glob("part*")), workers=workers))
        assert dumped(record) == whole


def test_copies_of_another_form(empty: Callable[[], str], reader: Reader, archive: Articles, tmp_path: Path) -> None:
    """The same pages as files of HTML, as articles with HTML in them, in a web archive, behind a feed: the same record; what comes second is known."""
    folder = tmp_path / "pages"
    folder.mkdir()
    lines, records, items = [], [], []
    with hosts(1) as (host,):
        for number, article in enumerate(archive[:20]):
            url = f"{host.url}/{number}"
            body = "".join(f"<p>{part}</p>" for part in article["text"].split("\n") if part)
            when = f'<meta property="article:published_time" content="{article["published"]}">'
            head = f'<meta charset="utf-8"><title>{article["title"]}</title><link rel="canonical" href="{url}">{when}'
            html = f'<html lang="ar"><head>{head}</head><body><article><h1>{article["title"]}</h1>{body}</article></body></html>'
            document = reader.document(Capture("", "", "html", html, url=url))
            (folder / f"{document.id}.html").write_text(html, encoding="utf-8")
            lines.append(json.dumps({"id": document.id, "html": html, "url": url}, ensure_ascii=False) + "\n")
            records.append(archives.record(archives.http(html.encode()), url=url))
            items.append((url, article["published"]))
            host.pages[f"/{number}"] = html
        host.pages |= {"/robots.txt": "", "/rss": rss(items)}
        (tmp_path / "pages.jsonl").write_text("".join(lines), encoding="utf-8")
        (tmp_path / "pages.warc").write_bytes(b"".join(records))
        places = [str(folder), str(tmp_path / "pages.jsonl"), str(tmp_path / "pages.warc"), f"{host.url}/rss"]
        how = Settings(allowed=networks(LOOPBACK), rest=0.0)
        dumps = set()
        for first in range(4):
            with open_record(empty()) as record:
                added = add_paths(record, reader, [places[first]], settings=how)
                assert Counter(one.outcome for one in added) == {Outcome.added: 20}
                again = [one.outcome for one in add_paths(record, reader, [*places[first + 1 :], *places[:first]], settings=how)]
                assert again == [Outcome.known] * 60
                dumps.add(dumped(record))
    assert len(dumps) == 1


def test_a_document_touches_only_its_neighbourhood(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ministers who speak often, now and then told without a day, so that all days are tied together: groups are as if all were made anew, and few are."""
    days = [(date(2025, 1, 1) + timedelta(days=3 * number)).isoformat() for number in range(40)]
    text = "أجرى وزير الخارجية الأردني سامر النعيمي{} اتصالا هاتفيا مع نظيره النرويجي إريك هولم، بحثا خلاله الملف رقم {}."
    articles = [
        {"id": f"{number}-{outlet}", "outlet": outlet, "published": day, "text": text.format(" اليوم" if outlet == "أ" or number % 3 else "", number)}
        for number, day in enumerate(days)
        for outlet in "أب"
    ]
    random.Random(5).shuffle(articles)
    made, group = [], merge.group

    def seen(some: Sequence[Report], *rest: Any) -> tuple[tuple[Report, ...], ...]:
        made.append(len(some))
        return group(some, *rest)

    monkeypatch.setattr(merge, "group", seen)
    with open_record(tmp_path / "record.db") as record:
        for number, article in enumerate(articles):
            record.add(reader.read(Document.from_article(article)), "one")
            if number == 50:  # a page that changes, and a person's word
                record.add(reader.read(Document.from_article({**article, "text": "لا شيء هنا."})), "one")
                found = next(one for one in record.reports().values() if len(one) > 1)
                record.judge("contact", found[0].id, found[1].id, same=False, by="me")
        told = record.reports().values()
        expected = group([one for some in told for one in some], record.judged("contact"))
        assert sorted(tuple(sorted(one.id for one in some)) for some in told) == sorted(tuple(one.id for one in some) for some in expected)
        made.clear()
        record.add(reader.read(Document.from_article({**articles[0], "id": "new"})), "one")
        assert 0 < max(made) < len(articles) * 2 / 3


def test_adding_goes_through_no_table(reader: Reader, archive: Articles, tmp_path: Path) -> None:
    """All that a new document and a changed one ask for is found by its keys: SQLite, which nobody told what is in its tables, chooses so by itself."""
    plans: set[str] = set()

    def asked(connection: Connection, _: Any, statement: str, given: Any, __: Any, many: bool) -> None:
        if "WHERE" in statement:
            steps = connection.connection.driver_connection.execute(f"EXPLAIN QUERY PLAN {statement}", given[0] if many else given)  # type: ignore[union-attr]
            plans.update(step for *_, step in steps)

    with open_record(tmp_path / "record.db") as record:
        for article in archive[:12]:
            record.add(reader.read(Document.from_article(article)))
        event.listen(record.engine, "before_cursor_execute", asked)
        for article in (archive[12], {**archive[0], "text": archive[1]["text"]}):
            record.add(reader.read(Document.from_article(article)))
    assert any("verdicts" in step for step in plans)
    assert [step for step in sorted(plans) if (step.startswith("SCAN") and step.split()[1] in metadata.tables) or "(kind=?)" in step] == []


# --- versions, and what can't be read ---------------------------------------------------------------------------------------------------


def test_a_changed_page_is_a_new_version(db: str, reader: Reader, archive: Articles) -> None:
    article = archive[0]
    changed = {**article, "text": article["text"].replace("المساعدات", "تبادل الأسرى"), "title": "عنوان آخر"}
    with open_record(db) as record:
        assert record.add(reader.read(Document.from_article(article)), "one") is Outcome.added
        (before,) = record.contacts()
        said = record.statements()[0]["id"]
        assert record.add(reader.read(Document.from_article(changed)), "one") is Outcome.changed
        (after,) = record.contacts()
        assert before["reports"][0]["digest"] != after["reports"][0]["digest"]
        assert len(after["reports"]) == 1
        old = record.show(before["id"])
        assert "older version" in old.note
        assert old.row["document"]["text"] == f"{article['title']}\n{article['text']}"
        assert "older version" in record.show(said).note
        (cited,) = record.cite(before["id"])
        assert (cited.version, cited.versions, cited.current) == (1, 2, False)
        assert old.row["document"]["text"][slice(*cited.span)] == cited.quote
        assert record.add(reader.read(Document.from_article(article)), "one") is Outcome.known
        assert record.add(reader.read(Document.from_article(changed)), "two") is Outcome.read_again
        assert record.add(reader.read(Document.from_article({**article, "published": "2025-01-01"})), "two") is Outcome.older
        assert record.contacts() == [after]
        assert sound(record)


def test_versions_come_in_any_order(empty: Callable[[], str], reader: Reader, archive: Articles) -> None:
    """What an archive holds out of order, an older version after a newer one, gives the record that the order of days gives."""
    base = {key: archive[0][key] for key in ("id", "outlet", "outlet_country", "url")}
    said = [archive[0]["text"], archive[9]["text"], archive[9]["text"] + " وأضاف أن اللقاء مهم."]
    versions = [reader.read(Document.from_article({**base, "text": text, "published": f"2025-03-0{k + 1}"})) for k, text in enumerate(said)]
    dumps = set()
    for order in permutations(versions):
        with open_record(empty()) as record:
            for one in order:
                record.add(one, "r")
            assert sound(record)
            dumps.add(dumped(record))
    assert len(dumps) == 1


def test_set_aside_and_tried_again(db: str, reader: Reader, archive: Articles, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{", encoding="utf-8")
    with open_record(db) as record:
        (one,) = add_paths(record, reader, [path])
        assert one.outcome is None
        (aside,) = record.aside()
        assert (aside.name, aside.tries) == (str(path), 1)
        assert "broken JSON" in aside.reason
        assert [again.outcome for again in retry(record, reader)] == [None]
        assert record.aside()[0].tries == 2
        path.write_text(json.dumps(archive[0]), encoding="utf-8")
        assert [again.outcome for again in retry(record, reader)] == [Outcome.added]
        assert record.aside() == []


def test_two_documents_of_one_id(db: str, reader: Reader, archive: Articles) -> None:
    one, two = ({**archive[k], "id": "index", "url": f"https://example.org/{k}"} for k in (0, 1))
    with open_record(db) as record:
        for article in (one, two):
            assert record.add(reader.read(Document.from_article(article))) is Outcome.added
        with pytest.raises(RecordError, match="2 documents have this id"):
            record.show("index")
        assert sum(len(contact["reports"]) for contact in record.contacts()) == 2


def test_a_persons_word_stays(db: str, reader: Reader, archive: Articles) -> None:
    fill(db, reader, archive[:3])
    with open_record(db) as record:
        (contact,) = record.contacts()
        a, b, c = sorted(report["id"] for report in contact["reports"])
        for other in (b, c):
            record.judge("contact", a, other, same=False, by="ليلى", why="يومان مختلفان")
        assert sorted(len(one["reports"]) for one in record.contacts()) == [1, 2]
        assert [word.by for word in record.explain("k" + a).judged] == ["ليلى"] * 2
        for article in archive[3:9]:
            record.add(reader.read(Document.from_article(article)), reader.version)
        kept = {frozenset(report["id"] for report in one["reports"]) for one in record.contacts()}
        assert {frozenset((a,)), frozenset((b, c))} <= kept
        assert record.show("k" + c).row["id"] == "k" + min(b, c)


# --- many at once -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_two_writers_and_ten_readers(db: str, reader: Reader, archive: Articles, whole: str) -> None:
    """Two programs that write, half of the archive and some of the other half each, while ten threads ask: nothing lost, nobody turned away."""
    readings = [reader.read(Document.from_article(article)) for article in archive]
    failures: list[BaseException] = []
    done = threading.Event()
    open_record(db).close()

    def write(mine: list[qanat.Reading]) -> None:
        with open_record(db) as record:
            for one in mine:
                record.add(one, reader.version)

    def ask() -> None:
        try:
            with open_record(db) as record:
                while not done.is_set():
                    for contact in record.contacts(limit=20):
                        assert contact["reports"]
                        assert len(contact["parties"]) >= 2
        except BaseException as error:  # noqa: BLE001  told below
            failures.append(error)

    writers = [forked(partial(write, readings[k::2] + readings[1 - k :: 6])) for k in range(2)]
    readers = [threading.Thread(target=ask) for _ in range(10)]
    for thread in readers:
        thread.start()
    ends = [ended(child) for child in writers]
    done.set()
    for thread in readers:
        thread.join()
    assert (ends, failures) == ([0, 0], [])
    with open_record(db) as record:
        assert dumped(record) == whole
        assert sound(record)


def test_a_deadlock_is_tried_again(another: str, reader: Reader, archive: Articles) -> None:
    """Another program locks a table and then waits for us, as we do for it: the server ends our transaction, which is done again."""
    added = threading.Event()
    reading = reader.read(Document.from_article(archive[0]))
    ours = another + "&options=-cdeadlock_timeout%3D3s"  # we wait first, and look for the deadlock when the other waits as well, on a busy machine, too
    with open_record(ours) as record, open_record(another) as other:

        def add() -> None:
            record.add(reading, reader.version)
            added.set()

        codes: list[str] = []
        event.listen(record.engine, "handle_error", lambda context: codes.append(context.original_exception.sqlstate))
        with other.engine.connect() as connection:  # a transaction that is none of our writing ones takes no turn
            connection.rollback()
            lock = connection.connection.cursor()
            lock.execute("ROLLBACK")
            lock.execute("BEGIN")
            lock.execute("SET LOCAL deadlock_timeout = '1min'")
            lock.execute("LOCK TABLE reports IN SHARE MODE")
            thread = threading.Thread(target=add)
            thread.start()
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while lock.execute(waiting).fetchone() == (0,):
                time.sleep(0.02)
            lock.execute(f"SELECT pg_advisory_xact_lock({engine._LOCK})")
            lock.execute("COMMIT")
            thread.join()
        assert codes == ["40P01"]
        assert added.is_set()
        assert record.count()["documents"] == 1
        assert sound(record)
