"""qanat serve: the record in a browser, and as JSON and CSV."""

from __future__ import annotations

from typing import Annotated

import typer

from qanat.serve.cli.options import DB, Db, opened

_HOST = "127.0.0.1"  # nobody else is served until there is a password


def run(db: Db = DB, port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Where it listens, on this machine alone.")] = 8000) -> None:
    """Open the record in a browser: who is in touch with whom, each claim with its sentence; every page also as JSON and CSV. Ends with Ctrl-C."""
    import uvicorn

    from qanat.errors import InputError
    from qanat.serve.web.app import create

    with opened(db) as record:
        server = uvicorn.Server(uvicorn.Config(create(record), host=_HOST, port=port, log_level="warning", server_header=False))
        typer.echo(f"{record.name}: http://{_HOST}:{port}/  (Ctrl-C ends it)", err=True)
        try:
            server.run()
        except SystemExit:  # so uvicorn says that it can't listen
            raise InputError(f"port {port} is taken; choose another: qanat serve --port {port % 65535 + 1}") from None
