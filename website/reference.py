"""The reference, made from code: the commands from typer, the addresses from FastAPI's description, Python from its docstrings (by mkdocstrings)."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import qanat

_LISTED = re.compile(r"\^\(([a-z_|]+)\)\??\$")  # a pattern that lists values
_TWIN = re.compile(r"(\.feed)?\.(json|csv|atom)$")


def cli() -> str:
    """Every command with its arguments and options, as `--help` has them."""
    import typer

    from qanat.serve.cli import app

    root = typer.main.get_command(app)
    return "# All commands and options\n\nMade from the code; what they do in more words: [Commands](../commands.md).\n\n" + "\n".join(_commands(root, "qanat"))


def _commands(group: Any, before: str) -> Iterator[str]:
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before} {name}")
            continue
        arguments = [one for one in command.params if one.param_type_name == "argument"]
        options = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
        yield f"## {before} {name}\n\n{_line(command.help)}\n"
        yield _table(("argument", "meaning"), [(f"`{one.metavar or one.human_readable_name}`", one.help) for one in arguments])
        yield _table(("option", "default", "meaning"), [(_spelled(one), _default(one), one.help) for one in options])


def _spelled(option: Any) -> str:
    kind = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
    return "`" + ", ".join((*option.opts, *option.secondary_opts)) + kind + "`"


def _default(option: Any) -> str:
    value = option.default
    if option.required:
        return "must be given"
    return "" if value in (None, False, ()) or callable(value) else f"`{getattr(value, 'value', value)}`"


def api() -> str:
    """Every address that answers with rows, with what may be asked."""
    from qanat.pipeline import open_record
    from qanat.serve.web.app import create

    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "record.db") as record:
        told = create(record).openapi()
    parts = [
        "# Addresses of the web app",
        told["info"]["description"],
        "The whole description for programs is at `/openapi.json` of `qanat serve`; who may ask: [The web app](../web.md).",
    ]
    forms: dict[tuple[str, str], list[str]] = {}
    described = {}
    for path, methods in told["paths"].items():
        stem = _TWIN.sub("", path)
        for method, what in methods.items():
            forms.setdefault((stem, method), []).append(path.removeprefix(stem))
            described[stem, method] = what
    for (stem, method), twins in sorted(forms.items()):
        what = described[stem, method]
        rows = [(f"`{one['name']}`", _limits(one.get("schema", {})), one.get("description", "")) for one in what.get("parameters", ())]
        parts += [f"## {method.upper()} {stem}", ", ".join(f"`{twin}`" for twin in sorted(twins) if twin)]
        parts += [_line(what.get("description") or what.get("summary")), _table(("parameter", "values", "meaning"), rows)]
    return "\n\n".join(part for part in parts if part)


def _limits(schema: dict[str, Any]) -> str:
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    one = kinds[0] if kinds else {}
    if listed := _LISTED.fullmatch(one.get("pattern", "")):
        return ", ".join(f"`{value}`" for value in listed.group(1).split("|"))
    told = ", ".join(map(str, one["enum"])) if "enum" in one else one.get("pattern") or one.get("type", "")
    return f"`{told}`" if told else ""


def python() -> str:
    """The public names, the record, and what a reading is made of."""
    homes = {**qanat._HOMES, "read": "qanat.pipeline"}
    public = [f"{homes[name]}.{name}" for name in qanat.__all__]
    parts = [f"qanat.model.{name}" for name in ("Actor", "Time", "Statement", "Contact", "Claim", "Event", "Problem", "Span")]
    names = "\n\n".join(f"::: {name}" for name in (*public, *parts))
    record = "::: qanat.record.store.Record\n    options:\n      members: [contacts, statements, actors, search, channels, audit, readouts, offices, add]"
    return f"# Python\n\nThe public names of `qanat`; what else there is may change.\n\n{names}\n\n{record}\n"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    from qanat.codebook.markdown import table

    return table(head, [tuple(_line(cell) for cell in row) for row in rows]) + "\n" if rows else ""


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
