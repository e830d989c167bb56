"""qanat takedowns: whom the record shows no more."""

from __future__ import annotations

import json as form
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsJson, Db, opened, whoever

app = typer.Typer(help="Show somebody no more, everywhere: add, list, lift.", no_args_is_help=True)


@app.command()
def add(
    actor: Annotated[str, typer.Argument(metavar="ID", help="The id of a person (a…), as `qanat actors` tells it.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, which everybody can read.")],
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A further name to black out, such as a family name; may be repeated.")] = None,
    db: Db = DB,
) -> None:
    """Black out a person's names in every answer of the record, from now on and until it is lifted; prints the number of the takedown."""
    from qanat.record.log import By
    from qanat.record.takedowns import take_down

    with opened(db) as record:
        typer.echo(take_down(record, actor, names=name or (), why=why, by=By(whoever(), "command")))


@app.command("list")
def list_(db: Db = DB, json: AsJson = False) -> None:
    """Whom the record shows no more, since when and why."""
    from qanat.record.takedowns import rows, standing

    with opened(db) as record, record.view() as connection:
        for one in rows(standing(connection)):
            typer.echo(form.dumps(one, ensure_ascii=False) if json else f"{one['n']}  {one['target']}  since {one['day']}, by {one['by']}: {one['why']}")


@app.command()
def lift(n: Annotated[int, typer.Argument(min=1, max=2**31 - 1, metavar="N", help="The number of a takedown, as `list` tells it.")], db: Db = DB) -> None:
    """Show somebody again."""
    from qanat.record.log import By
    from qanat.record.takedowns import lift as lifted

    with opened(db) as record:
        lifted(record, n, by=By(whoever(), "command"))
