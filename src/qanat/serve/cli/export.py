"""qanat export: the record for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, ActorName, Between, Country, Db, Level, Mode, Since, Status, Until, asked, opened


class Format(StrEnum):
    """The formats of an export."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    plover = "plover"
    ftm = "ftm"
    labels = "labels"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Where to write the tables; made where it is not there.")],
    form: Annotated[
        Format, typer.Option("--format", help="csv, jsonl, parquet, plover (TSV of events), ftm (FollowTheMoney), labels (reviewed articles, for eval).")
    ] = Format.csv,
    db: Db = DB,
    between: Between = None,
    actor: ActorName = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    mode: Mode = None,
    status: Status = None,
    level: Level = None,
) -> None:
    """Write the record as tables with a data dictionary: contacts, their parties and reports, statements, actors, documents, events."""
    from qanat.pipeline import export

    wanted = asked(between=between, actor=actor, country=country, since=since, until=until, mode=mode, status=status, level=level, limit=None, whole=True)
    with opened(db) as record:
        for name, count in export(record, folder, form.value, wanted).items():
            typer.echo(f"{count:,} in {folder / name}")
