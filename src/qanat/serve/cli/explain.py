"""qanat explain: the rule, the row of the pack and its examples behind a claim."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, Db, Outlet, OutletCountry, Published, opened


def run(
    place: Annotated[
        str,
        typer.Argument(
            metavar="ID|PATH[#CLAIM]",
            help="A thing of the record; or a file and a claim of its reading, such as news.txt#c1, #s3 or #a2; of a file of many: #ID/c1.",
        ),
    ],
    db: Db = DB,
    published: Published = None,
    outlet: Outlet = None,
    outlet_country: OutletCountry = None,
) -> None:
    """Why a contact, a statement or an actor was read: its evidence, its rule, the row of the language pack and that row's examples; of the record, also
    why reports were made one contact, or names one actor.
    """
    if "#" not in place and place != "-" and not Path(place).exists():
        _of_record(place, db)
        return
    from qanat.model import Actor
    from qanat.pipeline import Reader, read_paths
    from qanat.serve.reasons import claims, show

    path, _, anchor = place.partition("#")
    document, _, claim = anchor.rpartition("/")
    reader = Reader()
    found = list(read_paths(reader, [path], published=published, outlet=outlet, outlet_country=outlet_country))
    for _name, reading in found:
        if isinstance(reading, Exception):
            typer.echo(f"set aside: {reading}", err=True)
    readings = [(name, reading) for name, reading in found if not isinstance(reading, Exception) and document in ("", reading.document.id)]
    if not readings:
        _stop(f"no article {document!r} in {path}" if document else f"nothing was read from {path}")
    if len(readings) > 1:
        _stop(f"{path} holds {len(readings)} articles; name one: {path}#{readings[0][1].document.id}/{claim or 'c1'}")
    name, reading = readings[0]
    known = claims(reading)
    if claim and claim not in known:
        said = "".join(f" ({problem.message})" for problem in reading.problems)
        _stop(f"there is no {claim!r} in the reading; it has: {', '.join(known) or 'no claims'}{said}")
    wanted = [claim] if claim else [one for one in known if not isinstance(known[one], Actor)]
    if not wanted:
        typer.echo(f"no contact and no statement was read in {path}" + (f"; of its actors each can be explained: {path}#a1" if known else ""))
    show(name, reading, wanted, reader.pack, sys.stdout)


def _of_record(name: str, db: str) -> None:
    from qanat.pipeline import Reader
    from qanat.serve.thing import explain

    with opened(db) as record:
        explain(record.explain(name), Reader().pack, sys.stdout)


def _stop(message: str) -> None:
    typer.echo(f"qanat explain: {message}", err=True)
    raise typer.Exit(1)
