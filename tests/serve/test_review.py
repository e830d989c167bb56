"""Review: claims are accepted, rejected and corrected, by keyboard alone; what was read stays, and labels come of it that `qanat eval` takes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.record.adding import dumped, fill
from tests.serve.looking import served
from tests.serve.test_rights import _World, send
from typer.testing import CliRunner

from qanat.errors import RecordError
from qanat.pipeline import Reader, export, open_record
from qanat.record.log import By
from qanat.record.reviews import Reviews, Wanted
from qanat.serve.cli import app as commands

_BY = By("mona", "session")
_BY_KEYBOARD = 100 if os.environ.get("QANAT_LOOK") == "whole" else 30


@pytest.fixture
def world(db: str, reader: Reader, archive: list[dict[str, Any]]) -> Any:
    fill(db, reader, archive[:6])
    with open_record(db) as record:
        yield _World(record)


def test_a_claim_from_the_queue_to_its_history(world: _World) -> None:
    record, analyst = world.record, world.browser("analyst")
    machine = [{**row, "reports": [{**one, "review": None} for one in row["reports"]]} for row in record.contacts()]
    queue = analyst.get("/review.json?limit=200").json()["rows"]
    assert len(queue) == 12
    assert [one["confidence"] for one in queue] == sorted(one["confidence"] for one in queue)
    said, told = (next(one for one in queue if one["kind"] == kind) for kind in ("statement", "contact"))
    assert send(analyst, f"/review/{said['id']}", page="/review", verdict="rejected", back="kind=statement").headers["location"] == "/review?kind=statement"
    parties = told["read"]["parties"]
    form = {f"{name}-{n}": party[name] or "" for n, party in enumerate(parties) for name in ("name", "country", "role")}
    fields = {**form, "mode": told["read"]["mode"], "status": "planned", "date": "2025-03", "place": told["read"]["place"] or "", "initiator": "1"}
    assert send(analyst, f"/review/{told['id']}", page="/review", verdict="corrected", **{**fields, "place": "لندن"}).status_code == 400
    assert send(analyst, f"/review/{told['id']}", page="/review", verdict="corrected", **fields).status_code == 303
    row = next(row for row in record.contacts() if row["id"] == told["contact"])
    (review,) = [one["review"] for one in row["reports"] if one["id"] == told["id"]]
    assert (review["verdict"], review["by"]) == ("corrected", "analyst")
    assert review["fields"] == {name: value for name, value in (("status", "planned"), ("date", "2025-03"), ("initiator", 1)) if told["read"][name] != value}
    page = analyst.get(f"/review?item={told['id']}").text
    assert "<del>" in page
    assert "<ins>" in page
    assert "looked at: corrected" in analyst.get(f"/contacts/{told['contact']}").text
    assert len(analyst.get("/review.json?limit=200").json()["rows"]) == 10
    assert [one["id"] for one in analyst.get("/review.json?state=rejected").json()["rows"]] == [said["id"]]
    assert send(analyst, "/review/undo", page="/review").headers["location"] == f"/review?item={told['id']}"
    assert [one["id"] for one in analyst.get("/review.json?state=corrected").json()["rows"]] == []
    history = Reviews(record).item(told["id"])["history"]
    assert [(one["verdict"], one["undone"]) for one in history] == [("corrected", True), ("undone", False)]
    assert history[0]["changes"]["status"] == ["held", "planned"]
    assert [one["verdict"] for one in analyst.get("/reviews.json").json()["rows"]] == ["undone", "corrected", "rejected"]
    send(analyst, "/review/undo", page="/review")
    assert send(analyst, "/review/undo", page="/review").status_code == 404  # nothing of his is left
    assert record.contacts() == machine  # what was read was never touched


@pytest.mark.parametrize(
    "wrong",
    [{"mode": "dance"}, {"status": None}, {"date": "2025-02-30"}, {"place": "not there"}, {"parties": []}, {"initiator": 7}, {"colour": "red"}, {}],
    ids=str,
)
def test_what_is_no_correction_is_refused(reader: Reader, archive: list[dict[str, Any]], tmp_path: Path, wrong: dict[str, Any]) -> None:
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[:1])
    with open_record(db) as record:
        kept = Reviews(record)
        (told,) = kept.queue(Wanted(kind="contact"), limit=9)
        with pytest.raises(RecordError):
            kept.say(told["id"], "corrected", fields=wrong, by=_BY)
        with pytest.raises(RecordError):
            kept.say("s0123456789abcdef", "accepted", by=_BY)
        assert kept.recent(limit=9) == []


def test_reviews_become_labels(reader: Reader, archive: list[dict[str, Any]], tmp_path: Path) -> None:
    """Only articles of which all was looked at; the reader is right in what was accepted, and wrong in what was rejected or corrected."""
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[:4])
    with open_record(db) as record:
        kept = Reviews(record)
        first, second, third = (one["id"] for one in archive[:3])
        for n, claim in enumerate(kept.queue(Wanted(document=first), limit=99)):
            kept.say(claim["id"], "accepted" if n else "rejected", by=_BY)
        for claim in kept.queue(Wanted(document=second), limit=99):
            if claim["kind"] == "contact":
                kept.say(claim["id"], "corrected", fields={"status": "refused"}, by=_BY)
            else:
                kept.say(claim["id"], "accepted", by=_BY)
        kept.say(kept.queue(Wanted(document=third), limit=1)[0]["id"], "accepted", by=_BY)
        before = dumped(record)
        assert export(record, tmp_path / "set", "labels")["labels"] == 2
        assert dumped(record) == before
    done = CliRunner().invoke(commands, ["eval", str(tmp_path / "set"), "--json"])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.stdout)
    assert "people" not in figures
    found = {name: (figures[name]["gold"], figures[name]["got"]) for name in ("contacts", "statements")}
    assert sorted([sum(pair) for pair in found.values()]) == [3, 4]  # two articles, one claim of which was rejected
    assert figures["contacts.status"]["acc"] < 1


def test_claims_by_keyboard_alone(chromium: Any, reader: Reader, archive: list[dict[str, Any]], tmp_path: Path) -> None:
    """Accept, reject, correct, skip, undo, help: no hand leaves the keys."""
    db = str(tmp_path / "record.db")
    fill(db, reader, archive[: _BY_KEYBOARD // 2 + 4])
    with open_record(db) as record, served(record) as home:
        page = chromium.new_page()
        page.goto(f"{home}/review")
        keys, done = page.keyboard, 0

        def press(key: str) -> None:
            with page.expect_navigation():
                keys.press(key)

        def tabbed(wanted: str) -> None:
            for _ in range(30):
                if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                    return
                keys.press("Tab")
            raise AssertionError(f"no Tab leads to {wanted}")

        keys.press("?")
        assert page.locator("details[data-key='?'][open]").count() == 1
        keys.press("Escape")
        press("Space")
        skipped = page.url
        assert "page=" in skipped
        page.goto(f"{home}/review")
        while done < _BY_KEYBOARD:
            shown = page.locator("article.claim form").first.get_attribute("action")
            if done % 10 == 9:
                keys.press("e")
                tabbed(f"details[data-key=e] select[name={'status' if page.locator('fieldset').count() else 'act'}]")
                keys.press("ArrowDown")
                tabbed("button[value=corrected]")
                with page.expect_navigation():
                    keys.press("Enter")
            else:
                press("x" if done % 7 == 3 else "a")
            assert page.locator("article.claim form").first.get_attribute("action") != shown
            done += 1
        press("u")
        assert "item=" in page.url
        press("a")
        kept = Reviews(record)
        counts = {state: len(kept.queue(Wanted(state=state), limit=200)) for state in ("accepted", "rejected", "corrected")}
        assert sum(counts.values()) == _BY_KEYBOARD
        assert counts["corrected"] == _BY_KEYBOARD // 10 - 1  # the last was one, and is undone
        assert len({one["target"] for one in kept.recent(limit=200)}) == _BY_KEYBOARD
        page.close()
