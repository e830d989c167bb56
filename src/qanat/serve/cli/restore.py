"""qanat restore: a record out of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, Db


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A file that qanat backup wrote.")],
    db: Db = DB,
) -> None:
    """Make a record of a backup where there is none yet: all of it, or nothing. A damaged backup is refused."""
    from qanat.pipeline import restore

    typer.echo(f"{restore(file, db):,} rows restored to {db}")
