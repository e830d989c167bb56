"""qanat read: documents → readings, printed; keeps nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from qanat.serve.cli.options import From, Language, Outlet, OutletCountry, Published, chosen
from qanat.serve.cli.progress import progress

if TYPE_CHECKING:
    from qanat.errors import InputError
    from qanat.model import Reading


class Format(StrEnum):
    """How readings are printed."""

    table = "table"
    jsonl = "jsonl"
    html = "html"


_ENDINGS = {".jsonl": Format.jsonl, ".ndjson": Format.jsonl, ".html": Format.html, ".htm": Format.html}


def run(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files or folders: article JSON, JSON lines, HTML, plain text, web archives; - is standard input.")
    ],
    form: Annotated[
        Format | None, typer.Option("--format", help="table for people, jsonl for programs, html for a page. Else told by the name after -o.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format jsonl.")] = False,
    table: Annotated[bool, typer.Option("--table", help="The same as --format table.")] = False,
    published: Published = None,
    outlet: Outlet = None,
    outlet_country: OutletCountry = None,
    of: From = None,
    language: Language = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write there instead of to the screen.")] = None,
) -> None:
    """Read articles: who was in contact with whom, who said what, with the proof. Keeps nothing."""
    if json or table:
        form = Format.jsonl if json else Format.table
    form = form or (_ENDINGS.get(out.suffix.lower()) if out else None) or Format.table
    from qanat.pipeline import Reader, read_paths  # these take a moment to load

    reader = Reader()
    only = chosen(of, language, reader)
    aside: list[InputError] = []
    with _open(out) as file, progress(quiet=out is None and sys.stdout.isatty()) as tell:
        found = read_paths(reader, paths, only, published=published, outlet=outlet, outlet_country=outlet_country)
        done = _write(_kept(found, aside, tell), form, file)
    if aside:
        one = len(aside) == 1
        typer.echo(
            f"{len(aside)} document{'' if one else 's'} set aside, {done} read; mend {'it' if one else 'them'} and read {'it' if one else 'them'} again",
            err=True,
        )
        raise typer.Exit(3 if done else 1)


def _kept(found: Iterator[tuple[str, Reading | InputError]], aside: list[InputError], tell: Callable[[str], None]) -> Iterator[tuple[str, Reading]]:
    """The readings; what was set aside is told at once and collected."""
    from qanat.errors import InputError

    for number, (name, reading) in enumerate(found, 1):
        tell(f"{number:,} read")
        if isinstance(reading, InputError):
            typer.echo(f"set aside: {reading}", err=True)
            aside.append(reading)
        else:
            yield name, reading


@contextmanager
def _open(out: Path | None) -> Iterator[IO[str]]:
    if out is None:
        yield sys.stdout
        return
    try:
        file = out.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        typer.echo(f"qanat: {out}: can't be written: {error.strerror}", err=True)
        raise typer.Exit(1) from None
    with file:
        yield file


def _write(readings: Iterator[tuple[str, Reading]], form: Format, file: IO[str]) -> int:
    """Print the readings as they come, and how many there were."""
    if form is Format.jsonl:
        from qanat.serve import form as rows

        return rows.write(readings, file)
    if form is Format.html:
        from qanat.serve.sheet import write

        return write(readings, file)
    from qanat.serve.terminal import show

    return show(readings, file)
