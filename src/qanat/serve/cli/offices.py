"""qanat offices: who held an office when, proved by the record."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsCsv, AsJson, AsOf, AsTable, Db, alpha3, one_of, opened

ROLES = ("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister", "military_chief")


def run(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", callback=alpha3, help="An ISO 3166 alpha-3 code, such as RUS.")],
    db: Db = DB,
    as_of: AsOf = None,
    role: Annotated[str | None, typer.Option(callback=one_of(ROLES), metavar="ROLE", help=f"One of {', '.join(ROLES)}.")] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """Who held the offices of a state, with the first and the last article that says so."""
    from qanat.serve import boards

    with opened(db) as record:
        found = record.offices(country, as_of=as_of, role=role)
    if json or csv:
        boards.write(boards.office_rows(found), "offices", sys.stdout, csv=csv)
    else:
        boards.show_offices(found, country, as_of, sys.stdout)
