"""The engine knows no language: with a pack of a few lines of Esperanto (tests/packs) it reads Esperanto, and no Arabic."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qanat import packs
from qanat.examples import called, remarks, rows_of, tried
from qanat.model import Document
from qanat.pipeline import Reader

ROOT = Path(__file__).resolve().parents[1]
TEXT = """La prezidanto franca renkontis la prezidanton ĉinan en Parizo hieraŭ. La prezidanto franca diris: „La pordo estas malfermita“.
La prezidanto rusa renkontos la prezidanton francan morgaŭ."""


@pytest.fixture(scope="module")
def esperanto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader with the pack of the tests, found as any installed pack is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.syspath_prepend(ROOT / "tests" / "packs")
        yield Reader("eo")


@pytest.mark.parametrize("file", ["offices", "contacts", "speech"])
def test_its_rows_are_read_as_they_say(esperanto: Reader, file: str) -> None:
    for _, table, row in rows_of(esperanto, file):
        assert not list(remarks(table, row))
        for one in tried(esperanto, table, row):
            assert not one.faults, (called(row), one)


def test_a_text_is_read_whole(esperanto: Reader) -> None:
    reading = esperanto.read(Document.from_article({"text": TEXT, "published": "2022-10-21"}))
    names = {actor.id: (actor.country, actor.role) for actor in reading.actors}
    assert [(c.mode, c.status, c.date, [names[party] for party in c.parties]) for c in reading.contacts] == [
        ("meeting", "held", "2022-10-20", [("FRA", "head_of_state"), ("CHN", "head_of_state")]),
        ("meeting", "planned", "2022-10-22", [("RUS", "head_of_state"), ("FRA", "head_of_state")]),
    ]
    (said,) = reading.statements
    assert (names[said.speaker], said.kind, TEXT[slice(*said.content)]) == (("FRA", "head_of_state"), "direct", "La pordo estas malfermita")
    assert {event.event for event in reading.events} >= {"CONSULT", "AGREE"}
    assert esperanto.read(Document.from_article({"text": TEXT, "published": "2022-10-21"})) == reading


def test_each_language_is_foreign_to_the_other(esperanto: Reader, reader: Reader) -> None:
    arabic = Document.from_article({"text": "التقى وزير الخارجية الروسي نظيره الصيني في موسكو أمس.", "published": "2022-10-21"})
    assert not esperanto.read(arabic).actors
    assert reader.read(arabic).contacts
    assert not reader.read(Document.from_article({"text": TEXT, "published": "2022-10-21"})).actors


def test_the_engine_names_no_word_of_arabic() -> None:
    """In the code no Arabic letter stands but in what is said to people: docstrings and comments. (The marks ، ؛ ؟ stand beside those of other scripts.)"""
    found = []
    for part in ("read", "text", "packs", "record", "export"):
        for path in sorted((ROOT / "src" / "qanat" / part).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told]
            found += [(path.name, string) for string in strings if re.search("[\u0621-\u064a]", string)]
    assert not found


def test_every_set_that_the_engine_asks_for_is_in_the_arabic_pack() -> None:
    """A pack may leave out what its language does not have, so a slip in a name would else go unseen."""
    asked = set()
    for part in ("read", "text"):
        for path in (ROOT / "src" / "qanat" / part).glob("*.py"):
            asked |= set(re.findall(r'sets\["([a-z]+\.\w+)"\]', path.read_text(encoding="utf-8")))
    assert len(asked) > 100
    assert asked <= set(packs.load("ar").sets)
