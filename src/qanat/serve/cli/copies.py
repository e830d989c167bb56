"""qanat copies: which articles were made of one another."""

from __future__ import annotations

import json as form
from typing import TYPE_CHECKING, Annotated

import typer

from qanat.serve.cli.options import DB, AsJson, Db, Limit, Since, Until, asked, opened
from qanat.serve.wording import counted

if TYPE_CHECKING:
    from qanat.record.kin import Article, Family

_WORDS = {("copy", True): "a copy of", ("copy", False): "copied by", ("update", True): "an update of", ("update", False): "updated by"}
_WORDS |= {("rewrite", True): "rewritten from", ("rewrite", False): "rewritten by"}


def run(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="An article by its id; without it, all that others were made of.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    json: AsJson = False,
    db: Db = DB,
) -> None:
    """Which articles are copies, updates or rewrites of one another, who had it first, and which agencies are credited."""
    from qanat.serve.answers import more

    wanted, shown = asked(since=since, until=until, limit=limit, whole=json), 0
    with opened(db) as record:
        for family in [record.family(id)] if id else record.families(wanted):
            shown += 1
            typer.echo(form.dumps(family.form, ensure_ascii=False) if json else "\n".join(_lines(family)))
    if not id and not json and (tail := more(shown, wanted.limit)):
        typer.echo(f"{counted(shown, 'article')}{tail}")


def _lines(family: Family) -> list[str]:
    credited = f"; credited: {', '.join(family.agencies)}" if family.agencies else ""
    out = [f"{_named(family.article)}{credited}"]
    out += [f"  {_WORDS[one.kinship.kind, one.earlier]} {_named(one.article)}" for one in family.relatives]
    if family.relatives and family.first is not family.article:
        out.append(f"  first seen: {_named(family.first)}")
    return out if family.relatives else [*out, "  no copy, update or rewrite of it is in the record"]


def _named(one: Article) -> str:
    from qanat.serve.terminal import isolated

    return " · ".join(isolated(part) for part in (one.id, one.published, one.outlet, one.title) if part)
