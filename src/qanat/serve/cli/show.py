"""qanat show: one thing of the record, whole."""

from __future__ import annotations

import json as form
import sys
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsJson, Db, opened


def run(
    id: Annotated[str, typer.Argument(metavar="ID", help="A contact (k…), a report, a statement (s…), an actor (a…), or a document by its own id.")],
    db: Db = DB,
    json: AsJson = False,
) -> None:
    """Show one thing of the record: a contact with all its reports, a statement, an actor, or an article with all that was read in it."""
    from qanat.serve.thing import show

    with opened(db) as record:
        shown = record.show(id)
        if json:
            typer.echo(form.dumps(shown.row, ensure_ascii=False))
        else:
            show(shown, sys.stdout)
