"""Sentences put together of parts in every order: who met whom, who said what, who holds which office.

A construction that a grid holds is read with any subject, any other party and any adverb, or the share of sentences read falls below its floor.
The parts are in `grid/`, written by us; a fixed chance draws them.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qanat.model import Document
from qanat.pipeline import Reader

HOME = Path(__file__).parent / "grid"
DAY = "2022-10-21"
SENTENCES = 600
FLOORS = {"contacts": 0.975, "statements": 0.98, "people": 0.99}  # they only rise

Made = tuple[str, Callable[[Any], bool]]  # a sentence, and whether its reading is right


def parts(name: str) -> dict[str, Any]:
    return tomllib.loads((HOME / f"{name}.toml").read_text(encoding="utf-8"))


def agreed(text: str, gender: str) -> str:
    """The verbs of a frame in the gender of its subject."""
    return re.sub(r"\{([^{}|]+)\|([^{}]+)\}", lambda found: found[1 if gender == "m" else 2], text)


def tidy(text: str) -> str:
    text = re.sub(r"،\s*،", "،", " ".join(f"{text}.".split()).replace(" ،", "،").replace("،.", "."))
    return re.sub(r"\bب?ال?(?=كل من|عدد|نظير|رئيس)", lambda found: found[0], text)


def contact(chance: random.Random, grid: dict[str, Any]) -> Made:
    subject, other, frame = (chance.choice(grid[name]) for name in ("subject", "other", "frame"))
    while other["side"] == subject["side"]:
        other = chance.choice(grid["other"])
    named = other["text"]
    if subject["gender"] == "f":
        named = named.replace("نظيره", "نظيرها").replace("نظيريه", "نظيريها")
    text = agreed(frame["text"], subject["gender"]).replace("{S}", subject["text"]).replace("{O}", named).replace("{A}", chance.choice(grid["adverbs"]))
    wanted = {subject["name"], frame.get("place", other["name"])}

    def right(reading: Any) -> bool:
        if not frame["modes"]:
            return not reading.contacts
        names = {actor.id: actor.name for actor in reading.actors}
        return any(
            one.mode in (*frame["modes"], "conference")
            and one.status == frame.get("status", one.status)
            and all(any(part in names[party] for party in one.parties) for part in wanted)
            for one in reading.contacts
        )

    return tidy(text), right


def statement(chance: random.Random, grid: dict[str, Any]) -> Made:
    subject, frame = chance.choice(grid["subject"]), chance.choice(grid["frame"])
    named, text = subject["text"], agreed(frame["text"], subject["gender"])
    if "ل{S}" in text and named.startswith("ال"):
        text, named = text.replace("ل{S}", "{S}"), f"لل{named[2:]}"

    def right(reading: Any) -> bool:
        names = {actor.id: actor.name for actor in reading.actors}
        return any(subject["name"].removeprefix("ال") in names[one.speaker] and one.act == frame["act"] for one in reading.statements)

    return tidy(text.replace("{S}", named).replace("{C}", chance.choice(grid["contents"]))), right


def person(chance: random.Random, grid: dict[str, Any]) -> Made:
    office, sentence = chance.choice(grid["office"]), chance.choice(grid["sentence"])
    woman = office.get("woman", False)
    name = chance.choice(grid["women" if woman else "men"])

    def right(reading: Any) -> bool:
        found = next((actor for actor in reading.actors if actor.kind == "person" and actor.name == name), None)
        return found is not None and found.role in office["roles"] and ("country" not in office or (found.country or "") == office["country"])

    return tidy(sentence["woman" if woman else "man"].replace("{P}", office["text"].replace("{N}", name))), right


@pytest.mark.parametrize(("name", "make"), [("contacts", contact), ("statements", statement), ("people", person)])
def test_sentences_of_every_make_are_read(name: str, make: Callable[[random.Random, dict[str, Any]], Made], reader: Reader) -> None:
    chance, grid = random.Random(name), parts(name)
    missed = []
    for _ in range(SENTENCES):
        text, right = make(chance, grid)
        if not right(reader.read(Document(id="d", text=text, published=DAY))):
            missed.append(text)
    assert 1 - len(missed) / SENTENCES >= FLOORS[name], "\n".join(missed)
