"""qanat readouts: both sides' accounts of one contact."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsCsv, AsJson, AsTable, Db, opened


def run(
    contact: Annotated[str, typer.Argument(metavar="ID", help="A contact of the record (k…).")],
    db: Db = DB,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """What each side says of a contact, in its own words; what only one side mentions; who is silent."""
    from qanat.serve import boards

    with opened(db) as record:
        told = record.readouts(contact)
    if json or csv:
        boards.write(boards.readout_rows(contact, told), "readouts", sys.stdout, csv=csv)
    else:
        boards.show_readouts(contact, told, sys.stdout)
