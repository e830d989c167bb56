"""qanat serve: the record in a browser, and as JSON and CSV."""

from __future__ import annotations

from ipaddress import ip_address
from platform import node
from threading import Thread
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, Db, opened

_HOST = "127.0.0.1"


def run(
    db: Db = DB,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Where it listens.")] = 8000,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="An address of this machine to listen at, such as 0.0.0.0 for all; needs an account.")] = _HOST,
    name: Annotated[
        list[str] | None,
        typer.Option(envvar="QANAT_NAME", metavar="NAME", help="A name by which browsers call it, such as qanat.example.org; may be repeated."),
    ] = None,
) -> None:
    """Open the record in a browser: who is in touch with whom, each claim with its sentence; every page also as JSON and CSV. Ends with Ctrl-C."""
    import uvicorn

    from qanat.collect.clock import now
    from qanat.errors import InputError
    from qanat.pipeline import settle
    from qanat.record.accounts import Accounts
    from qanat.serve.web import fonts
    from qanat.serve.web.app import create

    alone = _alone(host)
    with opened(db) as record:
        closed = Accounts(record, now).exist()
        if not (alone or closed):
            raise InputError(f"{host}: only this machine is served until there is an account with a password; make one: qanat accounts add NAME --db {db}")
        _ = record.tongue  # loaded now, so that the first visitor need not wait for it
        Thread(target=fonts.arabic, daemon=True).start()  # likewise
        app = create(record, names=(host, node(), *(name or ())) if closed else (host,), closed=closed)
        settle(record)
        server = uvicorn.Server(uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False))
        typer.echo(f"{record.name}: http://{f'[{host}]' if ':' in host else host}:{port}/  (Ctrl-C ends it)", err=True)
        try:
            server.run()
        except SystemExit:  # so uvicorn says that it can't listen
            raise InputError(
                f"{host}: port {port} is taken, or it is no address of this machine; another port: qanat serve --port {port % 65535 + 1}"
            ) from None


def _alone(host: str) -> bool:
    """Does nobody but this machine reach an address?"""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
