"""The command line: a file a command. Exit codes: 0 ok, 1 failed, 2 usage, 3 done but some documents were set aside."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from qanat.errors import QanatError
from qanat.serve.cli import (
    accounts,
    actors,
    add,
    alerts,
    audit,
    backup,
    batch,
    channels,
    check,
    cite,
    collect,
    contacts,
    copies,
    demo,
    doctor,
    eval,
    explain,
    export,
    join,
    mcp,
    offices,
    outlets,
    read,
    readouts,
    release,
    restore,
    retry,
    search,
    serve,
    show,
    split,
    statements,
    takedowns,
)

app = typer.Typer(
    help="Read Arabic news and keep a sourced record of who is talking to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_ASK = (contacts, channels, statements, actors, readouts, audit, offices, copies, search, show, explain, cite)
for command in (read, add, batch, collect, *_ASK, serve, mcp, split, join, export, release, backup, restore, doctor, retry, check, eval, demo):
    app.command(command.__name__.rpartition(".")[2])(command.run)
app.add_typer(outlets.app, name="outlets")
app.add_typer(accounts.app, name="accounts")
app.add_typer(alerts.app, name="alerts")
app.add_typer(takedowns.app, name="takedowns")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qanat {version('qanat')}")
        raise typer.Exit


@app.callback()
def _everywhere(_: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")] = False) -> None:
    pass


def main() -> None:
    """The `qanat` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Arabic goes out whole whatever the locale
    try:
        app()
    except QanatError as error:
        typer.echo(f"qanat: {error}", err=True)
        sys.exit(1)
