"""qanat search: articles by their words."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsCsv, AsJson, AsTable, Db, Limit, opened

_SCREEN = 20


def run(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='All of them must stand in the article; "in quotation marks": one after the other.')],
    db: Db = DB,
    exact: Annotated[bool, typer.Option("--exact", help="Letter by letter, in one piece: no other spelling, nothing attached.")] = False,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """Search the texts: in any spelling of alef, yaa, taa marbuta, vowel marks and digits, with or without attached particles. The newest first."""
    from qanat.serve.answers import write

    most = limit or (None if json or csv else _SCREEN)
    with opened(db) as record:
        write(record.search(" ".join(words), exact=exact, limit=most), "found", json=json, csv=csv, file=sys.stdout, limit=most)
