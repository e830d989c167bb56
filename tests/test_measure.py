"""Our figures are those of the public scorer, to the last digit; floors rise and never sink."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qanat.measure import floors, names, places, reliability, score
from qanat.measure.figures import Figures
from qanat.serve.cli.eval import read_set

Row = dict[str, Any]


@pytest.fixture(scope="module")
def readings(shared: Path) -> dict[str, Row]:
    return read_set(shared / "gold")


def public(shared: Path, readings: dict[str, Row], folder: Path, *options: str) -> str:
    """What the public scorer prints."""
    path = folder / "readings.jsonl"
    path.write_text("".join(json.dumps(reading, ensure_ascii=False) + "\n" for reading in readings.values()), encoding="utf-8")
    gold = shared / "gold"
    return subprocess.run(
        [sys.executable, str(gold / "score.py"), str(gold), str(path), *options], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


def shaken(readings: dict[str, Row]) -> dict[str, Row]:
    """The readings with fields changed here and there, so that every comparison goes both ways."""
    chance = random.Random(7)
    out: dict[str, Row] = json.loads(json.dumps(readings))
    for reading in out.values():
        actors = [actor["id"] for actor in reading["actors"]]
        for actor in reading["actors"]:
            actor.update(
                chance.choice(
                    [{}, {}, {"country": "XXX"}, {"role": None}, {"name": actor["name"].split()[-1] if actor["name"].split() else "", "mentions": []}]
                )
            )
        for statement in reading["statements"]:
            statement.update(
                chance.choice(
                    [{}, {}, {"speaker": chance.choice(actors)}, {"content": [statement["content"][0] + 9, statement["content"][1] + 30]}, {"act": "say"}]
                )
            )
        for contact in reading["contacts"]:
            contact.update(
                chance.choice([{}, {}, {"date": None}, {"mode": "visit"}, {"parties": chance.choices(actors, k=3)}, {"initiator": contact["parties"][0]}])
            )
        reading["times"] = [time for time in reading["times"] if chance.random() < 0.8]
    return out


@pytest.mark.parametrize("change", [dict, shaken], ids=["as read", "shaken"])
@pytest.mark.parametrize("part", ["all", "check"])
def test_the_figures_are_those_of_the_public_scorer(shared: Path, readings: dict[str, Row], tmp_path: Path, change: Any, part: str) -> None:
    changed, ids = change(readings), shared / "gold" / "check.txt"
    options = ["--ids", str(ids)] if part == "check" else []
    ours = score(shared / "gold", changed, ids.read_text(encoding="utf-8").split() if options else None)
    assert ours.figures.report() == json.loads(public(shared, changed, tmp_path, "--json", *options))


@pytest.mark.parametrize("kind", ["contacts", "statements", "people", "times"])
def test_the_lists_are_those_of_the_public_scorer(shared: Path, readings: dict[str, Row], tmp_path: Path, kind: str) -> None:
    theirs = public(shared, readings, tmp_path, "--show", kind)
    notes = score(shared / "gold", readings).notes[kind]
    assert theirs.startswith("".join(note + "\n" for note in notes))


def test_an_article_without_reading_counts_as_empty(shared: Path) -> None:
    found = score(shared / "gold", {})
    assert len(found.missing) == len(list((shared / "gold" / "labels").glob("*.json")))
    assert found.figures.report()["statements"]["f1"] == 0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("لويد أوستن", "أوستن", True),
        ("سيرجي شويغو", "شويجو", True),
        ("محمد بن سلمان", "سلمان", False),
        ("محمد بن سلمان", "محمد", True),
        ("محمد بن سلمان", "خالد بن سلمان", False),
        ("عبد الله", "عبدالله", True),
        ("للأمم المتحدة", "الأمم المتحدة", True),
        ("", "روسيا", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert names.same(a, b) is names.same(b, a) is same


def test_places_of_labels() -> None:
    text = "قال إن أ ب ت. وقال إن ج ح خ. أمس، أمس الأول"
    assert places.statements(text, [{"cue": "قال", "head": "أ ب", "tail": "ت"}, {"cue": "قال", "head": "ج", "tail": "خ"}]) == [(7, 12), (22, 27)]
    assert places.times(text, [{"text": "أمس"}, {"text": "أمس الأول"}]) == [(29, 32), (34, 43)]


def test_figures_of_nothing() -> None:
    figures = Figures()
    figures.found("x", 0, 0, 0)
    assert figures.report()["x"]["f1"] == 1.0


REPORT: dict[str, dict[str, Row]] = {"all": {"contacts": {"f1": 0.76543}, "people.country": {"acc": 0.9}}}


def test_floors_rise_and_never_sink(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.write(path, floors.raised({"all": {"contacts": 0.5, "people.country": 0.95}}, REPORT))
    written = floors.load(path)["all"]
    assert (written["contacts"], written["people.country"], written["times"]) == (0.7654, 0.95, 0)
    assert floors.sunk({"all": {"contacts": 0.7654, "people.country": 0.95}}, REPORT) == ["all people.country: 0.9000 is under its floor of 0.9500"]
    assert floors.sunk({"all": {"times": 0.1}}, REPORT) == ["all times: has a floor of 0.1000 and was not measured"]


def test_confidence_means_what_it_says(shared: Path, readings: dict[str, Row]) -> None:
    """Of the contacts and statements given 0.9 or more, nine in ten are right on the articles that are looked at last."""
    ids = (shared / "gold" / "check.txt").read_text(encoding="utf-8").split()
    surest = {one.kind: one for one in reliability.table(readings, score(shared / "gold", readings, ids).claims) if one.low == reliability.BOUNDS[0]}
    assert set(surest) == {"contacts", "statements"}
    assert all(one.right >= 0.9 and one.number > 8 for one in surest.values()), surest


def test_a_class_of_claims_tells_how_many_are_right() -> None:
    readings = {"x": {"contacts": [{"id": "c1", "confidence": 0.95}, {"id": "c2", "confidence": 0.91}], "statements": [{"id": "s1", "confidence": 0.2}]}}
    classes = reliability.table(readings, [("x", "c1", True), ("x", "c2", False), ("x", "s1", False), ("other", "c1", True)])
    assert [(one.kind, one.low, one.number, round(one.mean, 2), one.right) for one in classes] == [
        ("contacts", 0.9, 2, 0.93, 0.5),
        ("statements", 0.0, 1, 0.2, 0.0),
    ]
