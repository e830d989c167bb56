"""Options that several commands take."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from qanat.model import calendar_day


def _date(given: str | None) -> str | None:
    if given is not None and calendar_day(given) is None:
        raise typer.BadParameter("a day as YYYY-MM-DD (or an RFC 3339 time), such as 2022-10-21")
    return given


def _country(given: str | None) -> str | None:
    if given is not None and not re.fullmatch(r"[A-Za-z]{3}", given):
        raise typer.BadParameter("an ISO 3166 alpha-3 code, such as SAU or TUN")
    return given and given.upper()


Published = Annotated[str | None, typer.Option(callback=_date, metavar="YYYY-MM-DD", help="Day of publication, for documents that bring none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published, for documents that do not say.")]
OutletCountry = Annotated[
    str | None,
    typer.Option(callback=_country, metavar="ALPHA-3", help='Home of the outlet, for documents that do not say: by it "the foreign minister" is read.'),
]
