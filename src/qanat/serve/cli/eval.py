"""qanat eval: how well the reader reads, measured against labelled articles."""

from __future__ import annotations

import json as form
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from qanat.measure import Score


class Kind(StrEnum):
    """What can be listed miss by miss."""

    contacts = "contacts"
    statements = "statements"
    people = "people"
    times = "times"


def run(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", exists=True, file_okay=False, help="A folder with articles/ID.json and labels/ID.json.")],
    ids: Annotated[Path | None, typer.Option(metavar="FILE", exists=True, dir_okay=False, help="Measure only the articles that this file lists.")] = None,
    json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    show: Annotated[Kind | None, typer.Option(help="List every miss (-), every false one (+) and, of contacts, those read otherwise (~).")] = None,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="Fail where a figure is under the floor that stands in this file.")] = None,
    reliability: Annotated[bool, typer.Option("--reliability", help="Also: of the claims of each confidence, how many are right.")] = False,
    raise_: Annotated[bool, typer.Option("--raise", help="With --floors: write the figures that have risen.")] = False,
    parts: Annotated[bool, typer.Option("--parts", help="Also: the figures of each mode, status, act and kind, and of each outlet.")] = False,
) -> None:
    """Read the articles of a labelled set and print precision, recall and F1, by the definitions of the public scorer."""
    if raise_ and floors is None:
        raise typer.BadParameter("--raise needs --floors FILE")
    from qanat.measure import figures, score
    from qanat.measure import reliability as classes
    from qanat.measure.floors import HELD

    readings = read_set(gold)
    measured = score(gold, readings, ids.read_text(encoding="utf-8").split() if ids else None)
    report = measured.figures.report()
    if show:
        for note in measured.notes[show.value]:
            typer.echo(note)
    if json:
        typer.echo(form.dumps(report, ensure_ascii=False))
    else:
        for name in sorted(report):
            typer.echo(figures.line(name, report[name]))
    if parts:
        for line in _parts(gold, measured, readings):
            typer.echo(line, err=json)
    if ids is None:
        for line in _published(gold, readings, report):
            typer.echo(line, err=json)
    if reliability:
        for one in classes.table(readings, measured.claims):
            typer.echo(classes.line(one), err=json)
    if measured.missing:
        typer.echo(f"no reading for {len(measured.missing)} article(s): {', '.join(measured.missing[:5])}", err=True)
    fallen = held(gold, readings, floors, write=raise_) if floors else []
    for sentence in fallen:
        typer.echo(sentence, err=True)
    if floors and not fallen:
        typer.echo(f"no figure of {', '.join(HELD)} is under its floor", err=True)
    if fallen or measured.missing:
        raise typer.Exit(1)


def _published(gold: Path, readings: dict[str, dict[str, Any]], report: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The figures that the README gives: of the whole set, of its check part, and how far two people agree who label the same articles."""
    from qanat.codebook import data
    from qanat.measure import score
    from qanat.measure.figures import value
    from qanat.measure.floors import HELD

    check = gold / "check.txt"
    last = score(gold, readings, check.read_text(encoding="utf-8").split()).figures.report() if check.exists() else {}
    people = data("agreement")
    yield f"\nin short                   whole set{'  check part' if last else ''}  two people (on {people['articles']} articles of the public set)"
    for name in HELD:
        columns = [f"{value(figures[name]):12.2f}" for figures in (report, last) if name in figures]
        yield f"{name:24}{''.join(columns)}{people[name]:12.2f}" if name in people else f"{name:24}{''.join(columns)}"


def _parts(gold: Path, measured: Score, readings: dict[str, dict[str, Any]]) -> Iterator[str]:
    from qanat.measure import breakdown

    for name, values in breakdown.by_value(measured, readings).items():
        for value, row in values.items():
            yield f"{name}={value}".ljust(32) + "  ".join(f"{key} {number}" for key, number in row.items())
    for outlet, row in breakdown.by_outlet(gold, readings).items():
        yield f"outlet={outlet}".ljust(32) + "  ".join(f"{key} {number}" for key, number in row.items())


def read_set(gold: Path) -> dict[str, dict[str, Any]]:
    """The readings of the labelled articles by id, in the form of the contract."""
    from qanat.forms import to_dict
    from qanat.measure.score import labelled
    from qanat.model import Document
    from qanat.pipeline import Reader

    reader, out = Reader(), {}
    for label in labelled(gold):
        article = form.loads((gold / "articles" / label.name).read_text(encoding="utf-8"))
        out[article["id"]] = to_dict(reader.read(Document.from_article(article)))
    return out


def held(gold: Path, readings: dict[str, dict[str, Any]], floors: Path, *, write: bool = False) -> list[str]:
    """What has sunk under its floor, on the whole set and on its check part; with `write`, the file takes what has risen."""
    from qanat.measure import floors as marks
    from qanat.measure import score

    parts: dict[str, list[str] | None] = {"all": None}
    check = gold / "check.txt"
    if check.exists():
        parts["check"] = check.read_text(encoding="utf-8").split()
    reports = {part: score(gold, readings, wanted).figures.report() for part, wanted in parts.items()}
    known = marks.load(floors)
    if write:
        marks.write(floors, marks.raised(known, reports))
    return marks.sunk(known, reports)
