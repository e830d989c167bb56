"""qanat accounts: who may sign in to the web app, as what."""

from __future__ import annotations

import json as form
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from qanat.serve.cli.options import DB, AsJson, Db, one_of, opened, whoever

if TYPE_CHECKING:
    from qanat.record.accounts import Accounts
    from qanat.record.log import By

app = typer.Typer(help="Who may sign in to the web app: add, list, change, disable, enable, token, tokens, revoke.", no_args_is_help=True)
_ROLES = ("reader", "analyst", "administrator")
_SCOPES = _ROLES[:2]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of an account.")]


@contextmanager
def _of(db: str) -> Iterator[tuple[Accounts, By]]:
    """The accounts of a record, and who asks."""
    from qanat.collect.clock import now
    from qanat.record.accounts import Accounts
    from qanat.record.log import By

    with opened(db) as record:
        yield Accounts(record, now), By(whoever(), "command")


def _password() -> str:
    """Asked for twice at a terminal, else the first line of standard input: it never stands on the command line, which others on the machine can read."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@app.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(callback=one_of(_ROLES), metavar="ROLE", help=f"One of {', '.join(_ROLES)}.")] = "administrator",
    db: Db = DB,
) -> None:
    """Make an account. The password is asked for, or read from standard input."""
    with _of(db) as (accounts, by):
        typer.echo(accounts.add(name, _password(), role, by=by))


@app.command("list")
def list_(db: Db = DB, json: AsJson = False) -> None:
    """All accounts with their roles."""
    with _of(db) as (accounts, _):
        for one in accounts.every():
            if json:
                typer.echo(form.dumps({"name": one.name, "role": one.role, "enabled": one.enabled, "added": one.added.date().isoformat()}, ensure_ascii=False))
            else:
                typer.echo(f"{one.name}: {one.role}{'' if one.enabled else ' (disabled)'}")


@app.command()
def change(
    name: Name,
    role: Annotated[str | None, typer.Option(callback=one_of(_ROLES), metavar="ROLE", help=f"One of {', '.join(_ROLES)}.")] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password, or read it from standard input.")] = False,
    db: Db = DB,
) -> None:
    """Give an account another role or password; whoever is signed in with it is signed out."""
    with _of(db) as (accounts, by):
        accounts.change(name, role=role, password=_password() if password else None, by=by)


@app.command()
def disable(name: Name, db: Db = DB) -> None:
    """Let an account in no longer, nor its tokens; it stays, for the log."""
    with _of(db) as (accounts, by):
        accounts.change(name, enabled=False, by=by)


@app.command()
def enable(name: Name, db: Db = DB) -> None:
    """Let an account in again."""
    with _of(db) as (accounts, by):
        accounts.change(name, enabled=True, by=by)


@app.command()
def token(
    name: Name,
    label: Annotated[str, typer.Option(metavar="TEXT", help="What it is for.")] = "",
    scope: Annotated[
        str, typer.Option(callback=one_of(_SCOPES), metavar="ROLE", help="As what it asks: reader or analyst, never more than the account.")
    ] = "reader",
    days: Annotated[int, typer.Option(min=1, max=3650, metavar="N", help="How long it is good.")] = 365,
    db: Db = DB,
) -> None:
    """Make a token by which a program asks in the name of an account; it is printed this once."""
    with _of(db) as (accounts, by):
        typer.echo(accounts.make_token(name, scope=scope, label=label, days=days, by=by))


@app.command()
def tokens(db: Db = DB, json: AsJson = False) -> None:
    """The tokens of all accounts, without what opens anything."""
    with _of(db) as (accounts, _):
        for one in accounts.tokens():
            typer.echo(form.dumps(one, ensure_ascii=False) if json else f"{one['n']}  {one['account']}: {one['scope']} until {one['ends']}  {one['label']}")


@app.command()
def revoke(number: Annotated[int, typer.Argument(metavar="N", help="The number of a token, as `qanat accounts tokens` tells it.")], db: Db = DB) -> None:
    """Take a token away."""
    with _of(db) as (accounts, by):
        accounts.revoke(number, by=by)
