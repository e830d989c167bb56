"""qanat split: a person takes apart what the rules made one."""

from __future__ import annotations

from typing import Annotated

import typer

from qanat.serve.cli.options import DB, By, Db, Why, opened


def run(
    group: Annotated[str, typer.Argument(metavar="ID", help="A contact (k…) or an actor (a…).")],
    members: Annotated[list[str], typer.Argument(metavar="PART...", help="Reports or documents of the contact; names or ids of ways of naming the actor.")],
    by: By = None,
    why: Why = "",
    db: Db = DB,
) -> None:
    """Take reports out of a contact, or names out of an actor: they are two from now on, whatever is added later."""
    from qanat.serve.cli.options import whoever

    with opened(db) as record:
        left, *out = record.split(group, members, by=by or whoever(), why=why)
    typer.echo(f"{left}  what is left")
    for one in out:
        typer.echo(f"{one}  what was taken out")
