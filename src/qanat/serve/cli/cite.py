"""qanat cite: which words of which article stand behind a thing of the record."""

from __future__ import annotations

import json as form
from enum import StrEnum
from typing import Annotated

import typer

from qanat.serve.cli.options import DB, AsJson, Db, opened


class Style(StrEnum):
    """How a citation is written."""

    text = "text"
    bibtex = "bibtex"
    json = "json"


def run(
    id: Annotated[str, typer.Argument(metavar="ID", help="A contact (k…), a report, a statement (s…) or a document.")],
    db: Db = DB,
    style: Annotated[Style, typer.Option("--format", help="text for a footnote, bibtex, or json.")] = Style.text,
    json: AsJson = False,
) -> None:
    """Cite the sentences behind a record: outlet, title, day, address, version and digest of the text, the day it was read, the words themselves."""
    from qanat.record.cite import bibtex, text

    with opened(db) as record:
        for number, one in enumerate(record.cite(id)):
            if json or style is Style.json:
                typer.echo(form.dumps(one.form(), ensure_ascii=False))
            else:
                typer.echo(("\n" if number else "") + (bibtex(one) if style is Style.bibtex else text(one)))
