"""Options that several commands take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qanat.model import LEVELS, MODES, STATUSES, calendar_day

if TYPE_CHECKING:
    from qanat.collect.gate import Settings
    from qanat.page.chosen import Chosen
    from qanat.pipeline import Reader
    from qanat.record.ask import Filters
    from qanat.record.store import Record


def _date(given: str | None) -> str | None:
    if given is not None and calendar_day(given) is None:
        raise typer.BadParameter("a day as YYYY-MM-DD (or an RFC 3339 time), such as 2022-10-21")
    return given


def _day(given: str | None) -> str | None:
    return calendar_day(_date(given) or "")


def _form(context: typer.Context, parameter: typer.CallbackParam, given: bool) -> bool:
    """One form of output at most."""
    if given and any(context.params.get(other) for other in ("json", "csv", "table") if other != parameter.name):
        raise typer.BadParameter("only one of --json, --csv and --table")
    return given


def alpha3(given: str | None) -> str | None:
    if given is not None and not re.fullmatch(r"[A-Za-z]{3}", given):
        raise typer.BadParameter("an ISO 3166 alpha-3 code, such as SAU or TUN")
    return given and given.upper()


Published = Annotated[str | None, typer.Option(callback=_date, metavar="YYYY-MM-DD", help="Day of publication, for documents that bring none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published, for documents that do not say.")]
OutletCountry = Annotated[
    str | None,
    typer.Option(callback=alpha3, metavar="ALPHA-3", help='Home of the outlet, for documents that do not say: by it "the foreign minister" is read.'),
]

From = Annotated[
    list[str] | None, typer.Option("--from", metavar="OUTLET", help="Of web archives only pages of this outlet or host; may be given more than once.")
]
Language = Annotated[str | None, typer.Option(metavar="LANGUAGE", help="Of web archives only pages in this language, such as ar.")]


def chosen(of: list[str] | None, language: str | None, reader: Reader) -> Chosen:
    """Which pages of archives are wanted."""
    from qanat.errors import InputError
    from qanat.page.chosen import Chosen

    try:
        return Chosen.of(of or [], language, reader.pack)
    except InputError as error:
        raise typer.BadParameter(str(error)) from None


# --- of commands that ask the record -------------------------------------------------------------------------------------------


def one_of(known: tuple[str, ...]) -> Callable[[str | None], str | None]:
    def check(given: str | None) -> str | None:
        if given is not None and given not in known:
            raise typer.BadParameter(f"one of {', '.join(known)}")
        return given

    return check


_SCREEN = 20  # rows on a screen that did not ask for more


def asked(*, whole: bool, limit: int | None, **filters: Any) -> Filters:
    """The filters that were given. `whole`: all rows unless there is a limit; else a screenful."""
    from qanat.record.ask import Filters

    return Filters(**filters, limit=limit if limit or whole else _SCREEN)


def opened(db: str) -> Record:
    """The record at an address, which must be there."""
    from qanat.pipeline import open_record

    return open_record(db, create=False)


def missing(db: str) -> bool:
    """Is there no record yet at an address?"""
    from pathlib import Path

    from qanat.record.engine import address

    url = address(db)
    return url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file()


Db = Annotated[str, typer.Option("--db", metavar="URL", help="The record: sqlite:///FILE, a file, or postgresql://USER@HOST/NAME.")]
DB = "sqlite:///qanat.db"
Between = Annotated[tuple[str, str] | None, typer.Option(metavar="A B", help="Only between these two: countries (RUS USA), names, or ids of actors.")]
ActorName = Annotated[str | None, typer.Option("--actor", metavar="WHO", help="Only with this one: a country, a name, or the id of an actor.")]
Country = Annotated[str | None, typer.Option(callback=alpha3, metavar="ALPHA-3", help="Only with this country.")]
Since = Annotated[str | None, typer.Option(callback=_day, metavar="YYYY-MM-DD", help="From this day on.")]
Until = Annotated[str | None, typer.Option(callback=_day, metavar="YYYY-MM-DD", help="Up to this day.")]
AsOf = Annotated[str | None, typer.Option(callback=_day, metavar="YYYY-MM-DD", help="The day for which it is asked; by default the last day read.")]
Mode = Annotated[str | None, typer.Option(callback=one_of(MODES), metavar="MODE", help=f"One of {', '.join(MODES)}.")]
Status = Annotated[str | None, typer.Option(callback=one_of(STATUSES), metavar="STATUS", help=f"One of {', '.join(STATUSES)}.")]
Level = Annotated[str | None, typer.Option(callback=one_of(LEVELS), metavar="LEVEL", help=f"One of {', '.join(LEVELS)}.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")]
AsJson = Annotated[bool, typer.Option("--json", callback=_form, help="One object a line, every field.")]
AsCsv = Annotated[bool, typer.Option("--csv", callback=_form, help="A table for other programs.")]
AsTable = Annotated[bool, typer.Option("--table", callback=_form, help="For people; so it is without an option.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who says so; by default the name under which you are logged in.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]


def whoever() -> str:
    """The name under which somebody is logged in."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody"


# --- of commands that fetch ------------------------------------------------------------------------------------------------------

Contact = Annotated[str, typer.Option(envvar="QANAT_CONTACT", metavar="ADDRESS", help="Who can be written to: servers are told it with every request.")]
Networks = Annotated[
    list[str] | None,
    typer.Option("--allow-network", metavar="NETWORK", help="A network that is not public and may be reached all the same, such as 10.1.0.0/16."),
]


def settings(contact: str, allowed: list[str] | None) -> Settings:
    """How the web is asked."""
    from qanat.collect.address import networks
    from qanat.collect.gate import Settings

    try:
        return Settings(contact=" ".join(contact.split()), allowed=networks(allowed or ()))
    except ValueError as error:
        raise typer.BadParameter(f"--allow-network: {error}") from None
