"""qanat join: a person makes one what the rules kept apart."""

from __future__ import annotations

from typing import Annotated

import typer

from qanat.serve.cli.options import DB, By, Db, Why, opened


def run(
    a: Annotated[str, typer.Argument(metavar="ID", help="A contact (k…) or an actor (a…).")],
    b: Annotated[str, typer.Argument(metavar="ID", help="Another one.")],
    by: By = None,
    why: Why = "",
    db: Db = DB,
) -> None:
    """Make two contacts, or two actors, one from now on, whatever is added later."""
    from qanat.serve.cli.options import whoever

    with opened(db) as record:
        for one in record.join(a, b, by=by or whoever(), why=why):
            typer.echo(one)
