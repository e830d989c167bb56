"""qanat statements: who said what."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qanat.model import ACTS
from qanat.serve.cli.options import (
    DB,
    ActorName,
    AsCsv,
    AsJson,
    AsTable,
    Between,
    Country,
    Db,
    Level,
    Limit,
    Mode,
    Since,
    Status,
    Until,
    asked,
    one_of,
    opened,
)


def run(
    db: Db = DB,
    actor: ActorName = None,
    country: Country = None,
    act: Annotated[str | None, typer.Option(callback=one_of(ACTS), metavar="ACT", help=f"One of {', '.join(ACTS)}.")] = None,
    words: Annotated[str | None, typer.Option(metavar="WORDS", help="Only those with all these words, in any spelling.")] = None,
    since: Since = None,
    until: Until = None,
    between: Between = None,
    mode: Mode = None,
    status: Status = None,
    level: Level = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """The statements of the record, the newest first. With --between, --mode, --status, --level: those about such contacts."""
    from qanat.serve.answers import write

    about = {"between": between, "mode": mode, "status": status, "level": level}
    wanted = asked(**about, actor=actor, country=country, act=act, words=words, since=since, until=until, limit=limit, whole=json or csv)
    with opened(db) as record:
        write(record.rows("statements", wanted), "statements", json=json, csv=csv, file=sys.stdout, limit=wanted.limit)
