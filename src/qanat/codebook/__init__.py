"""The codebook, in English and Arabic, as Markdown: made of the code's own tables and lists of values, and of what the TOML files beside this one say of them.

`values.toml` defines every value, `cases.toml` holds the hard cases, `meanings.toml` the columns in Arabic, `figures.toml` (by `bench/figures.py`) and
`tests/floors.toml` what is measured, `chapters.toml` the rest. Tests hold that no value is missing, none too many, and that every case is read as it says.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from qanat.codebook.figures import figures
from qanat.codebook.markdown import table
from qanat.export.boards import BOARDS
from qanat.export.flat import LISTS, TABLES, Flat
from qanat.model import GRAINS

LANGUAGES = ("en", "ar")
ALL = {**{name: values for name, values in LISTS.items() if name != "events"}, "grains": GRAINS, "events": LISTS["events"]}
_MAPPED = ("plover", "cameo", "ftm")
_KEYS = ("contacts", "statements", "events", "times")


def codebook(language: str) -> str:
    """The whole book in a language."""
    book = _Book(language)
    parts = [f"# {book.words['title']}", f"{book.words['version']} {version('qanat')}"]
    parts += [book.chapter("intro"), book.chapter("contact"), f"## {book.words['values']}", *map(book.list, ALL)]
    parts += [f"### {book.words['contexts']}", ", ".join(f"`{name}`" for name in data("values")["contexts"]["list"])]
    parts += [f"## {book.words['tables']}", *map(book.table, (*TABLES, *BOARDS.values()))]
    parts += [book.chapter("mapping"), book.chapter("weaknesses", **book.known()), *figures(book.words, data("figures"), floors(), data("agreement"))]
    parts += [book.chapter("versions"), *(f"**{one['version']}**: {one[language]}" for one in data("chapters")["changes"])]
    return "\n\n".join(parts) + "\n"


@cache
def data(name: str) -> dict[str, Any]:
    """One of the files beside this one."""
    return tomllib.loads((files("qanat.codebook") / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def floors() -> dict[str, dict[str, float]]:
    """The figures of the reader that only rise: inside an installed package, or among the tests."""
    packed = Path(str(files("qanat.codebook"))) / "floors.toml"
    place = packed if packed.is_file() else Path(__file__).resolve().parents[3] / "tests" / "floors.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


class _Book:
    """The parts of the book in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: dict[str, Any] = data("words")[language]

    def chapter(self, name: str, **known: str) -> str:
        told = data("chapters")[name]
        body = told[self.language].strip()
        return f"## {told[f'title_{self.language}']}\n\n{body.format(**known) if known else body}"

    def list(self, name: str) -> str:
        """A closed list: what each value means and becomes, and the cases on which it is hard."""
        told, words = data("values")[name], self.words
        head = {"plover": words["sector"] if name == "roles" else "PLOVER", "cameo": "CAMEO", "ftm": words["schema"]}
        mapped = [one for one in _MAPPED if any(one in told[value] for value in ALL[name])]
        columns = [words["value"], words["meaning"], *(head[one] for one in mapped), *([words["event_modes"]] if name == "events" else [])]
        rows = []
        for value in ALL[name]:
            row = told[value]
            modes = [", ".join(row["modes"]) or "–"] if name == "events" else []
            rows.append([f"`{value}`", row[self.language], *(row.get(f"{one}_{self.language}") or row.get(one) or words["lost"] for one in mapped), *modes])
        cases = [self.case(one) for one in data("cases")["case"] if one["of"] == name]
        more = [f"#### {words['hard']}: {words['lists'][name]}", *cases] if cases else []
        return "\n\n".join((f"### {words['lists'][name]}", table(columns, rows), *more))

    def case(self, one: dict[str, Any]) -> str:
        """A sentence, what it means, why it is coded so, and as what it is read."""
        told = [f"- `{key}`: {self.read(row)}" for key in _KEYS for row in one.get(key, ())] + [f"- `{key}`: –" for key in _KEYS if one.get(key) == []]
        why = (f"**{self.words['weak']}.** " if one.get("weakness") else "") + one[self.language]
        when = f"{self.words['published']} `{one['published']}`."  # in Arabic its numbers would change places
        translation = [f"*{one['translation']}* {when}"] if self.language == "en" else [when]
        return "\n\n".join((f"> {one['text']}", *translation, why, f"{self.words['reading']}:", "\n".join(told)))

    def read(self, row: dict[str, Any]) -> str:
        """A part of a reading: the fields that are looked at."""
        several, comma = ("؛ ", "، ") if self.language == "ar" else ("; ", ", ")
        values = {key: comma.join(value) or "–" if isinstance(value, list) else value for key, value in row.items()}
        return several.join(f"`{key}` {f'`{value}`' if value.isascii() else value}" for key, value in values.items())

    def table(self, one: Flat) -> str:
        """The columns of a table."""
        words = self.words
        rows = [[f"`{f.name}`", words[f.kind], self.meaning(f.meaning), words["lists"].get(f.of, "")] for f in one.fields]
        return f"### {one.name}\n\n{self.meaning(one.meaning)}.\n\n" + table((words["column"], words["kind"], words["means"], words["list"]), rows)

    def meaning(self, told: str) -> str:
        """What a column means, in this language."""
        return told if self.language == "en" else str(data("meanings")["ar"][told])

    def known(self) -> dict[str, str]:
        """The figures that stand in the chapter on weaknesses."""
        agree = data("agreement")
        shares = {f"agree_{name}": f"{agree[name]:.2f}" for name in _KEYS if name in agree} | {"agree_people": f"{agree['people']:.2f}"}
        return {"articles": str(data("figures")["articles"]), "double": str(agree["articles"]), **shares}
