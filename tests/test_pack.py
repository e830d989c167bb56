"""Every row of the pack is found, and every example of a row is read as it says."""

from __future__ import annotations

import hashlib
import os
import pickle
import tomllib
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qanat import examples, packs
from qanat.errors import PackError
from qanat.examples import agrees, contact_as_example, event_as_example, read, statement_as_example, times
from qanat.model import Document
from qanat.packs import Pack, building, rows, tables
from qanat.packs.parsing import read_toml, read_tsv
from qanat.packs.word import Entry
from qanat.pipeline import Reader
from qanat.text.words import split

PACK = packs.load("ar")


# --- every row is found ---------------------------------------------------------------------------------------------------------


def finds(pack: Pack, form: str, kind: str, row: Any) -> bool:
    """A form, as it would stand in a text, leads to what is meant: to the row, or to the kind of words that have none in the lexicon."""

    def meant(entry: Entry) -> bool:
        return entry.row is row if row is not None else entry.kind == kind

    words = split(form, pack).words
    if len(words) == 1:
        return any(map(meant, (*(sense.entry for sense in (*words[0].senses, *words[0].acts)), *words[0].tones)))
    rest = tuple(word.form for word in words[1:])
    return any(phrase.rest == rest and meant(phrase.sense.entry) for phrase in words[0].phrases.get(rest[0], ()))


@pytest.mark.parametrize("table", tables.COMPILE)
def test_every_form_of_a_row_is_found(table: str) -> None:
    from qanat_ar import morphology

    lost = [
        f"{getattr(row, 'id', getattr(row, 'lemma', row))}: {form}"
        for row in PACK.tables.get(table, ())
        for form, entry in tables.COMPILE[table](row, morphology)
        if not finds(PACK, form, entry.kind, entry.row)
    ]
    assert not lost


@pytest.mark.parametrize("table", ["countries", "places", "bodies", "people"])
def test_every_name_of_a_closed_table_is_found(table: str) -> None:
    lost = [f"{row.id}: {name}" for row in PACK.tables.get(table, ()) for name in row.names if not finds(PACK, name, "", row)]
    assert not lost


def test_ids_are_unique_in_a_file() -> None:
    """A rule such as `contacts.meet` names one row."""
    homes: dict[tuple[str, str], str] = {}
    twice = []
    for file, table, _kind in tables.TABLES:
        for row in PACK.tables.get(table, ()):
            name = getattr(row, "id", None)
            if name and homes.setdefault((file, name), table) != table:
                twice.append(f"{file}: {name} in [[{table}]] and [[{homes[file, name]}]]")
    assert not twice


def test_every_closed_set_is_asked_for() -> None:
    """Sets of styles are gone through as a whole, all others by their names."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(str(files("qanat"))).rglob("*.py"))
    named = [key for key in PACK.sets if not key.startswith(("styles.", "styled."))]
    assert not [key for key in named if f'"{key}"' not in code and f'"{key.partition(".")[2]}"' not in code]


def test_every_table_is_read() -> None:
    """No file of the pack lies there unread."""
    known = {file for file, _, _ in tables.TABLES} | {"pack.toml", "common.txt"}
    lying = {path.name for path in files("qanat_ar").iterdir() if path.name.endswith((".toml", ".tsv", ".txt"))}
    assert lying <= known


# --- every example is read ------------------------------------------------------------------------------------------------------


def with_examples(table: str) -> list[Any]:
    return [row for row in PACK.tables.get(table, ()) if hasattr(row, "yes")]


def tables_with_examples() -> list[str]:
    return [table for table in PACK.tables if table not in ("common", "furniture") and with_examples(table)]


@pytest.mark.parametrize("table", tables_with_examples())
def test_every_example_is_read_as_it_says(table: str, reader: Reader) -> None:
    """What `qanat check` shows: every yes and no of a row, and enough of them."""
    wrong = [f"{examples.called(row)}: {remark}" for row in with_examples(table) for remark in examples.remarks(table, row)]
    for row in with_examples(table):
        for one in examples.tried(reader, table, row):
            wrong += [f"{examples.called(row)}: {one.sign} {one.example['text']!r}: {fault}" for fault in one.faults]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("table", examples.CLOSED)
def test_an_ambiguous_name_has_its_meaning_in_its_example(table: str, reader: Reader) -> None:
    rows_ = PACK.tables.get(table, ())
    wrong = [f"{row.id}: {fault}" for row in rows_ if row.example for one in examples.tried(reader, table, row) for fault in one.faults]
    assert not wrong, "\n".join(wrong)


# --- cases: whole paragraphs, and all that should be read in them -----------------------------------------------------------------

CASES = sorted(Path(str(files("qanat_ar"))).glob("cases/*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, reader: Reader) -> None:
    """All that a case lists is read, and no contact, statement or date beside it; a kind that a case does not speak of is not looked at."""
    wrong = []
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
        reading = read(reader, case)
        got = {
            "contacts": [contact_as_example(reading, contact) for contact in reading.contacts],
            "statements": [statement_as_example(reading, statement) for statement in reading.statements],
            "times": list(times(reading, reader, None)),
            "events": [event_as_example(reading, event) for event in reading.events],
        }
        for kind in got.keys() & case.keys():
            wrong += [f"{case['id']}: {kind} not read: {one}; read: {got[kind]}" for one in case[kind] if not any(agrees(one, read) for read in got[kind])]
            wrong += [f"{case['id']}: {kind} wrongly read: {read}" for read in got[kind] if not any(agrees(one, read) for one in case[kind])]
    assert not wrong, "\n".join(wrong)


# --- wrong rows are refused, and the message names file and row -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("id\tnames\tcolour\nFRA\tفرنسا\tأزرق", "colour"),
        ("id\tnames\nFRA\t\u200fفرنسا", "RIGHT-TO-LEFT MARK"),
        ("id\tnames\nFRA\tﻓﺮﻧﺴﺎ", "PRESENTATION|ISOLATED|INITIAL|MEDIAL|FINAL"),
        ("id\tnames\nFRA\t", "names"),
        ("id\tnames\nفرنسا\tفرنسا", "ASCII"),
        ("id\tnames\nFRA\tفرنسا\nFRA\tفرنسة", "two rows"),
        ("id\tnames\nFRA\tفرنسا\tx", "fields"),
    ],
    ids=["unknown key", "hidden mark", "presentation form", "missing field", "id not ascii", "id twice", "too many fields"],
)
def test_a_wrong_row_is_refused(tmp_path: Path, cells: str, why: str) -> None:
    path = tmp_path / "countries.tsv"
    path.write_text(cells, encoding="utf-8")
    with pytest.raises(PackError, match=rf"countries\.tsv.*(?:{why})"):
        read_tsv(path, rows.Country)


def test_broken_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contacts.toml"
    path.write_text("[[meet]\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"contacts\.toml: not TOML"):
        read_toml(path, {"meet": rows.Meet})


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(PackError, match=r"'xx'.*there is: .*ar"):
        packs.load("xx")


# --- the compiled pack in the cache folder ---------------------------------------------------------------------------------------------


class Evil:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, ("touch ran",)


def test_a_pack_is_kept_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept reads the same; what is broken, foreign or wicked is made anew, and nothing of it runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built: list[object] = []
    sound = building.build

    def counted(module: ModuleType) -> Pack:
        built.append(module)
        return sound(module)

    monkeypatch.setattr(building, "build", counted)

    def loaded() -> bool:
        """Load it; was it built?"""
        built.clear()
        pack = packs.load.__wrapped__("ar")
        text = "أجرى وزير الخارجية الروسي سيرغي لافروف أمس اتصالا هاتفيا مع نظيره الصيني وانغ يي."
        reader = Reader()
        wanted = reader.read(Document.from_article({"text": text, "published": "2022-10-21"}))
        reader.pack = pack
        assert reader.read(wanted.document) == wanted
        return bool(built)

    assert loaded()
    assert not loaded()
    (path,) = (tmp_path / "qanat").iterdir()
    whole = path.read_bytes()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    wicked = pickle.dumps(Evil())
    for data in (b"", whole[:-1], whole[:40] + b"x" + whole[41:], hashlib.sha256(wicked).digest() + wicked):
        path.write_bytes(data)
        assert loaded()
    assert not (tmp_path / "ran").exists()
    path.chmod(0o666)
    assert loaded()
    path.parent.chmod(0o777)
    assert loaded()
