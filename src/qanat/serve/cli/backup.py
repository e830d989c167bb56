"""qanat backup: all of a record in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, Db, opened


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="Where to write it, such as record.jsonl.gz.")],
    db: Db = DB,
) -> None:
    """Write all of a record to one file, also while others write in the record. Either database takes it back (qanat restore)."""
    from qanat.record.backup import backup

    with opened(db) as record:
        count = backup(record, file)
    typer.echo(f"{count:,} rows in {file}")
