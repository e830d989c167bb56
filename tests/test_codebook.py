"""The codebook says what the code does: its lists are the code's, its cases are read as it says, its figures are no better than what is measured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from qanat import packs
from qanat.codebook import ALL, LANGUAGES, codebook, data, floors
from qanat.examples import agrees, contact_as_example, event_as_example, read, statement_as_example, times
from qanat.export.boards import BOARDS
from qanat.export.flat import LISTS, TABLES
from qanat.export.ftm import _SCHEMATA
from qanat.export.plover import PLAIN_MODES, QUAD, SECTORS
from qanat.measure import breakdown, score
from qanat.model import EVENTS
from qanat.pipeline import Reader
from qanat.serve.cli.eval import read_set

VALUES = data("values")
CASES = data("cases")["case"]
ARABIC = re.compile("[\u0621-\u064a]")


def test_its_lists_of_values_are_those_of_the_code() -> None:
    assert {name: list(VALUES[name]) for name in ALL} == {name: list(values) for name, values in ALL.items()}
    assert set(VALUES) == {*ALL, "contexts"}
    assert set(LISTS) <= set(ALL)
    assert set(EVENTS) == set(QUAD)


def test_every_value_is_defined_in_both_languages() -> None:
    for name in ALL:
        for value, told in VALUES[name].items():
            assert told["en"].isascii(), (name, value)
            assert ARABIC.search(told["ar"]), (name, value)


def test_its_modes_and_contexts_of_events_are_those_of_the_pack() -> None:
    tables = packs.load("ar").tables
    for table in ("deed", "how", "says"):
        for row in tables[table]:
            events = {row.event} if getattr(row, "event", "") else set(getattr(row, "events", ())) or set(EVENTS)
            if getattr(row, "mode", ""):
                assert any(row.mode in VALUES["events"][event]["modes"] for event in events), row.id
    assert {row.id for row in tables["context"]} <= set(VALUES["contexts"]["list"])
    assert set(VALUES["events"]["CONSULT"]["modes"]) >= PLAIN_MODES


def test_what_values_become_elsewhere_is_what_the_exports_make_of_them() -> None:
    assert {role: told["plover"] for role, told in VALUES["roles"].items() if "plover" in told} == SECTORS
    assert {kind: told["ftm"] for kind, told in VALUES["kinds"].items()} == _SCHEMATA


def test_every_column_is_explained_in_both_languages() -> None:
    meanings = {told for table in (*TABLES, *BOARDS.values()) for told in (table.meaning, *(field.meaning for field in table.fields))}
    arabic = data("meanings")["ar"]
    assert meanings == set(arabic), "write the Arabic of these in src/qanat/codebook/meanings.toml"
    for language in LANGUAGES:
        book = codebook(language)
        for table in (*TABLES, *BOARDS.values()):
            section = book.split(f"\n### {table.name}\n")[1].split("\n### ")[0].split("\n## ")[0]
            told = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+?) \|", section, re.MULTILINE))
            assert told == {field.name: field.meaning if language == "en" else arabic[field.meaning] for field in table.fields}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_is_read_as_it_says(case: dict[str, Any], reader: Reader) -> None:
    reading = read(reader, case)
    got: dict[str, list[Any]] = {
        "contacts": [contact_as_example(reading, one) for one in reading.contacts],
        "statements": [statement_as_example(reading, one) for one in reading.statements],
        "events": [event_as_example(reading, one) for one in reading.events],
        "times": list(times(reading, reader, None)),
    }
    assert case["of"] in ALL
    for kind in got.keys() & case.keys():
        wanted = case[kind]
        hint = "it is read rightly now: take it out of the known weaknesses" if case.get("weakness") else "see src/qanat/codebook/cases.toml"
        assert len(got[kind]) == len(wanted), (hint, got[kind])
        assert all(any(agrees(one, found) for found in got[kind]) for one in wanted), (hint, got[kind])


def test_its_figures_are_no_better_than_what_is_measured(shared: Path) -> None:
    """Where they are: `python bench/figures.py ../shared/gold`."""
    gold, slack = shared / "gold", 0.02
    readings = read_set(gold)
    told = data("figures")
    found = breakdown.by_value(score(gold, readings), readings)
    parts: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        (f"{kind}.{field}.{value}", row, found[f"{kind}.{field}"][value]) for kind, field in breakdown.FIELDS for value, row in told[kind][field].items()
    ]
    outlets = breakdown.by_outlet(gold, readings)
    parts += [(name, row, outlets[name]) for name, row in told["outlets"].items()]
    for name, row, now in parts:
        better = [key for key, value in row.items() if isinstance(value, float) and value > (now[key] or 0) + slack]
        assert not better, (name, better, row, now)
    assert told["articles"] == len(readings)


def test_it_gives_the_figures_of_the_floors() -> None:
    for language in LANGUAGES:
        for name, floor in floors()["all"].items():
            assert f"| {name} | {floor:.2f} | {floors()['check'][name]:.2f} |" in codebook(language)


def test_it_says_what_changed_in_this_version() -> None:
    from importlib.metadata import version

    assert version("qanat") in {one["version"] for one in data("chapters")["changes"]}
