"""qanat actors: who is in the record."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qanat.model import ROLES
from qanat.serve.cli.options import DB, ActorName, AsCsv, AsJson, AsTable, Country, Db, Limit, asked, one_of, opened


def run(
    db: Db = DB,
    actor: ActorName = None,
    country: Country = None,
    role: Annotated[str | None, typer.Option(callback=one_of(ROLES), metavar="ROLE", help=f"One of {', '.join(ROLES)}.")] = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """The people, states and bodies of the record under all their names, those that most documents name first."""
    from qanat.serve.answers import write

    wanted = asked(actor=actor, country=country, role=role, limit=limit, whole=json or csv)
    with opened(db) as record:
        write(record.rows("actors", wanted), "actors", json=json, csv=csv, file=sys.stdout, limit=wanted.limit)
