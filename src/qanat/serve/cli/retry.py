"""qanat retry: try again what was set aside."""

from __future__ import annotations

import typer

from qanat.serve.cli.add import Workers, tell
from qanat.serve.cli.options import DB, Contact, Db, Networks, opened, settings

_APART = 2  # processes beside this one: what was set aside may kill the one that reads it


def run(db: Db = DB, workers: Workers = _APART, contact: Contact = "", allow_network: Networks = None) -> None:
    """Try again every document that was set aside; what is read now is set aside no longer."""
    from qanat.adding import retry
    from qanat.pipeline import Reader

    with opened(db) as record:
        if not record.aside():
            typer.echo("nothing is set aside")
            return
        tell(retry(record, Reader(), workers=workers, settings=settings(contact, allow_network)), db=db)
