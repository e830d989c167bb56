"""The command line: a file a command. Exit codes: 0 ok, 1 failed, 2 usage, 3 done but some documents were set aside."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

from qanat.errors import QanatError

_ASK = ("contacts", "channels", "statements", "actors", "readouts", "audit", "offices", "copies", "search", "show", "explain", "cite")
_KEEP = ("split", "join", "export", "release", "backup", "restore", "doctor", "retry", "check", "eval", "demo")
_GROUPS = ("outlets", "accounts", "alerts", "takedowns")  # of commands
_COMMANDS = ("read", "add", "batch", "collect", *_ASK, "serve", "mcp", *_KEEP, *_GROUPS)  # in the order of --help


class _Commands(Mapping[str, Any]):
    """The commands by name. Each is imported and made when it is asked for: to make all of them takes longer than to read an article."""

    def __getitem__(self, name: str) -> Any:
        if name not in _COMMANDS:
            raise KeyError(name)
        return _made(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


@cache
def _made(name: str) -> Any:
    module = import_module(f"{__name__}.{name}")
    alone = typer.Typer()
    if name in _GROUPS:
        alone.add_typer(module.app, name=name)
    else:
        alone.command(name)(module.run)
    return get_group(alone).commands[name]


class _Group(TyperGroup):
    def __init__(self, **attributes: Any) -> None:
        super().__init__(**(attributes | {"commands": _Commands()}))


app = typer.Typer(
    cls=_Group,
    help="Read Arabic news and keep a sourced record of who is talking to whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
