"""qanat release: the record as a data set that can be cited and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from qanat.model import calendar_day
from qanat.serve.cli.options import DB, Db, opened


def _doi(given: str | None) -> str | None:
    if given is not None and not re.fullmatch(r"10\.\d{4,9}/\S+", given):
        raise typer.BadParameter("a DOI without its resolver, such as 10.5281/zenodo.1003150")
    return given


def _day(given: str | None) -> str | None:
    if given is not None and (len(given) != 10 or calendar_day(given) is None):
        raise typer.BadParameter("a day as YYYY-MM-DD")
    return given


def _authors(given: list[str]) -> list[str]:
    if not all(name.strip(" ,") for name in given):
        raise typer.BadParameter('a name: "Family, Given", or that of a body')
    return given


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Where to write it; a release that is there is replaced.")],
    author: Annotated[
        list[str], typer.Option(callback=_authors, metavar="NAME", help='Who answers for it: "Family, Given", or the name of a body; again for each.')
    ],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its title; by default one with its first and last day.")] = None,
    version: Annotated[str | None, typer.Option(metavar="TEXT", help="Its version; by default its last day and a digest of its tables.")] = None,
    released: Annotated[str | None, typer.Option(callback=_day, metavar="YYYY-MM-DD", help="The day on which it is released.")] = None,
    licence: Annotated[str | None, typer.Option("--license", metavar="NAME", help="Its licence by its SPDX name, such as CC-BY-4.0.")] = None,
    doi: Annotated[str | None, typer.Option(callback=_doi, metavar="DOI", help="Its DOI.")] = None,
    url: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where it can be had.")] = None,
    db: Db = DB,
) -> None:
    """Write the record as a data set to be cited: CSV, Parquet, data package, codebook, provenance, CITATION.cff, checksums; twice the same bytes."""
    from qanat.export.release import About
    from qanat.release import release

    about = About(tuple(" ".join(name.split()) for name in author), title, version, released, licence, doi, url)
    with opened(db) as record:
        for name, count in release(record, folder, about).items():
            typer.echo(f"{count:,} {name}")
    typer.echo(f"in {folder}; check it by: cd {folder} && sha256sum -c SHA256SUMS")
