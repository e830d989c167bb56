"""Alerts: a new contact reaches a real mail server and a webhook once, signed; what fails is tried three times; a kill loses nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from tests.record.adding import ended, fill, forked
from tests.serve.test_rights import _World, send
from typer.testing import CliRunner

from qanat.errors import RecordError
from qanat.pipeline import Reader, open_record
from qanat.record.alerts import TRIES, Alerts
from qanat.record.log import By
from qanat.serve import alerting
from qanat.serve.cli import app as commands

_BY = By("mona", "session")


class _Mailbox:
    """A mail server's handler that keeps what comes, and refuses as it is told."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.refusal = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  the name is aiosmtpd's
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        return "250 taken"


@contextmanager
def mailbox() -> Iterator[tuple[_Mailbox, str]]:
    """A mail server that keeps what comes, and its address."""
    box = _Mailbox()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@contextmanager
def _hook(*answers: int) -> Iterator[tuple[list[tuple[dict[str, str], bytes]], str]]:
    """A webhook that keeps what comes, and answers as it is told, then 200."""
    came: list[tuple[dict[str, str], bytes]] = []
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(left.pop(0) if left else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield came, f"http://127.0.0.1:{server.server_port}/hook"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _run(db: str, *more: str) -> Any:
    words = ["alerts", "send", "--db", db, "--home", "https://qanat.example.org", "--from", "qanat@example.org", "--allow-network", "127.0.0.0/8", *more]
    return CliRunner().invoke(commands, words)


def test_a_new_contact_is_told_once(db: str, reader: Reader, archive: list[dict[str, Any]]) -> None:
    """By e-mail and to a webhook, of the questions that it answers; another report of it, and another round, tell nothing."""
    fill(db, reader, archive[:3])
    with mailbox() as (box, smtp), _hook() as (came, hook):
        with open_record(db) as record:
            world = _World(record)
            mona = world.browser("reader")
            assert send(mona, "/alerts", page="/alerts", question="/today", kind="email", target="m@example.org").status_code == 400
            assert send(mona, "/alerts", page="/alerts", question="/contacts", kind="email", target="nobody").status_code == 400
            assert send(mona, "/alerts", page="/alerts", question="/contacts?country=NOR&page=x", kind="email", target="m@example.org").status_code == 303
            assert send(mona, "/alerts", page="/alerts", question="/contacts?country=USA", kind="email", target="usa@example.org").status_code == 303
            made = send(mona, "/alerts", page="/alerts", question="/search?q=الحوار", kind="webhook", target=hook)
            (secret,) = {word for word in made.text.replace("<", " ").replace(">", " ").split() if len(word) == 64}
            shown = mona.get("/alerts")
            assert secret not in shown.text
            assert "page=" not in shown.text
            assert mona.get("/alerts.json").json()["rows"][0]["question"] == "/contacts?country=NOR"
            assert world.browser("analyst").get("/alerts.json").json()["rows"] == []
            assert send(world.browser("analyst"), "/alerts/1", page="/alerts", state="off").status_code == 404
        assert _run(db, "--smtp", smtp).stdout == "0 sent\n"
        fill(db, reader, archive[3:4])
        fill(db, reader, [archive[12]])
        assert _run(db, "--smtp", smtp).stdout == "2 sent\n", box.letters
        new = [row for row in _contacts(db, country="NOR") if any(one["document"] in (archive[3]["id"], archive[12]["id"]) for one in row["reports"])]
        fill(db, reader, archive[4:6])  # the same contacts, told by others
        assert _run(db, "--smtp", smtp).exit_code == 0
        (letter,) = box.letters
        assert letter["To"] == "m@example.org"
        body = letter.get_content()
        assert new
        assert all(f"https://qanat.example.org/contacts/{row['id']}" in body for row in new)
        fields, raw = came[0]
        wanted = hmac.new(secret.encode(), fields["Qanat-Timestamp"].encode() + b"." + raw, hashlib.sha256).hexdigest()
        assert fields["Qanat-Signature"] == f"sha256={wanted}"
        told = json.loads(raw)
        assert {one["url"].partition("?")[0].rpartition("-")[2] for one in told["items"]} == {
            archive[3]["id"].partition("-")[2],
            archive[12]["id"].partition("-")[2],
        }
        assert len(came) == 2  # articles are new, where contacts are not
        assert len({fields["Qanat-Delivery"] for fields, _ in came}) == 2


def _contacts(db: str, **asked: Any) -> list[dict[str, Any]]:
    with open_record(db) as record:
        return record.contacts(**asked)


def _article(day: int, text: str = "افتتح أمين عمان معرضا للزهور في المدينة.") -> dict[str, Any]:
    published = (date(2025, 2, 28) + timedelta(days=day)).isoformat()
    return {"title": f"خبر {day}", "published": published, "id": f"day-{day}", "text": text, "outlet": "الشرفة", "outlet_country": "JOR"}


def _met(day: int) -> dict[str, Any]:
    return _article(day, f"التقى وزير الخارجية الأردني سامر النعيمي نظيره النرويجي إريك هولم في جنيف اليوم، بحثا خلاله الملف رقم {day}.")


def test_a_channel_that_falls_silent_is_told_once(reader: Reader, tmp_path: Any) -> None:
    """Silence of the crawler is none. Silence of the channel is told once, however long it lasts, and anew after the next contact."""
    db = str(tmp_path / "record.db")
    fill(db, reader, [_met(day) for day in (1, 6, 11, 16, 21)])
    with _hook() as (came, hook):
        with open_record(db) as record:
            Alerts(record).add("mona", kind="webhook", target=hook, question="/channels/JOR/NOR", language="ar", by=_BY)
            Alerts(record).add("mona", kind="webhook", target=hook, question="/channels/JOR/USA", language="ar", by=_BY)
        assert _run(db).stdout == "0 sent\n"  # in touch as usual
        fill(db, reader, [_article(45)])
        assert _run(db).stdout == "0 sent\n"  # nobody looked in between
        fill(db, reader, [_article(day) for day in range(25, 45, 4)])
        assert _run(db).stdout == "1 sent\n"
        fill(db, reader, [_article(46), _article(47)])
        assert _run(db).stdout == "0 sent\n"
        fill(db, reader, [_met(50)])
        assert _run(db).stdout == "1 sent\n"  # the contact
        fill(db, reader, [_article(day) for day in range(54, 90, 4)])
        assert _run(db).stdout == "1 sent\n"
    first, contact, second = (json.loads(body)["items"] for _, body in came)
    silence = "القناة الأردن · النرويج صامتة (وزراء الخارجية)، وآخر تواصل فيها في {} 2025"
    assert [one["title"] for one in (*first, *second)] == [silence.format("21 مارس"), silence.format("19 أبريل")]
    assert {one["url"] for one in (*first, *second)} == {"https://qanat.example.org/channels/JOR/NOR"}
    assert [one["url"].partition("/k")[0] for one in contact] == ["https://qanat.example.org/contacts"]


def test_what_fails_is_tried_three_times(db: str, reader: Reader, archive: list[dict[str, Any]]) -> None:
    """A server that is busy: in three rounds, and again when somebody says so. An address that is refused: once."""
    fill(db, reader, archive[:1])
    with mailbox() as (box, smtp), _hook(503, 503, 503) as (came, hook), _hook(410) as (gone, closed):
        with open_record(db) as record:
            kept = Alerts(record)
            for kind, target in (("webhook", hook), ("webhook", closed), ("email", "m@example.org")):
                kept.add("mona", kind=kind, target=target, question="/contacts", language="ar", by=_BY)
        fill(db, reader, archive[3:4])
        box.refusal = "550 no such user"
        first = _run(db, "--smtp", smtp)
        assert first.exit_code == 3
        assert "tried again next time: alert 1" in first.stderr
        assert "given up: alert 2" in first.stderr
        assert "given up: alert 3" in first.stderr
        rounds = [_run(db, "--smtp", smtp) for _ in range(3)]
        assert [one.exit_code for one in rounds] == [3, 3, 0]
        assert (len(came), len(gone)) == (TRIES, 1)
        with open_record(db) as record:
            kept = Alerts(record)
            assert [(one["sent"], one["failed"]) for one in kept.mine("mona")] == [(0, 1)] * 3
            kept.switch(1, on=True, by=_BY)
            kept.switch(3, on=False, by=_BY)
        box.refusal = ""
        assert _run(db, "--smtp", smtp).stdout == "1 sent\n"
        assert len({fields["Qanat-Delivery"] for fields, _ in came}) == 1
        assert not _run(db).stderr  # without a mail server webhooks are told all the same


def test_a_kill_loses_nothing(reader: Reader, archive: list[dict[str, Any]], tmp_path: Any) -> None:
    """Killed while the message was on its way: it is sent again under the id that it had; killed before: it waits."""
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[:1])
    with _hook() as (came, hook), open_record(db) as record:
        Alerts(record).add("mona", kind="webhook", target=hook, question="/contacts", language="en", by=_BY)
        fill(db, reader, archive[3:4])

        def killed(name: str) -> None:
            def end(*_: object, **__: object) -> None:
                os._exit(9)

            setattr(Alerts, name, end)
            _run(db)

        for place, arrived in (("_write", 0), ("trying", 0), ("sent", 1)):
            assert ended(forked(lambda place=place: killed(place))) == 9  # type: ignore[misc]
            assert len(came) == arrived
        assert _run(db).stdout == "1 sent\n"
        assert _run(db).stdout == "0 sent\n"
        assert len(came) == 2
        assert len({fields["Qanat-Delivery"] for fields, _ in came}) == 1


def test_webhooks_lead_nowhere_inward(reader: Reader, archive: list[dict[str, Any]], tmp_path: Any) -> None:
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[:1])
    with _hook() as (came, hook):
        with open_record(db) as record:
            Alerts(record).add("mona", kind="webhook", target=hook, question="/contacts", language="en", by=_BY)
        fill(db, reader, archive[3:4])
        done = CliRunner().invoke(commands, ["alerts", "send", "--db", db])
        assert done.exit_code == 3
        assert "no public address" in done.stderr or "port" in done.stderr
        assert came == []


@pytest.mark.parametrize("address", ["/today", "/contacts?mode=dance", "/search", "/search?q=", "/channels/RUS", "http://[", "/contacts?since=x", ""])
def test_what_is_no_question_is_refused(address: str) -> None:
    with pytest.raises(RecordError):
        alerting.question(address)
