"""qanat collect: what is new from the record's outlets → the record."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from qanat.serve.cli.options import DB, Contact, Db, Limit, Networks, Since, opened, settings
from qanat.serve.cli.progress import lasting, progress

if TYPE_CHECKING:
    from qanat.rounds import Step

_TOLD = {"failed": "not read", "aside": "set aside"}  # steps that are told at once


def run(
    outlet: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this outlet; may be given more than once.")] = None,
    since: Since = None,
    limit: Limit = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read the feeds and print what would be fetched; write nothing.")] = False,
    contact: Contact = "",
    allow_network: Networks = None,
    db: Db = DB,
) -> None:
    """Fetch what is new from the outlets of the record, politely, and read it. A run that was stopped goes on where it was."""
    from qanat.pipeline import Reader
    from qanat.rounds import collect

    with opened(db) as record:
        how = settings(contact, allow_network)
        found = collect(record, Reader(), only=outlet or (), since=since, limit=limit, dry_run=dry_run, apart=True, settings=how)
        with progress() as update:
            tell(found, update, db)


def tell(found: Iterable[Step], update: Callable[[str], None], db: str) -> None:
    """Say what was done; ends with exit code 3 when something was set aside or a feed could not be read, 1 when no feed could."""
    counts: Counter[str] = Counter()
    left_alone: dict[str, str] = {}
    outcomes: Counter[str] = Counter()
    sums: dict[str, int] = defaultdict(int)
    begun = time.monotonic()
    for step in found:
        counts[step.kind] += 1
        if step.kind in _TOLD:
            typer.echo(f"{_TOLD[step.kind]}: {step.outlet}: {step.name}: {step.why}".replace(f"{step.name}: {step.name}: ", f"{step.name}: "), err=True)
        elif step.kind == "later":
            left_alone.setdefault(step.why, step.outlet)
        elif step.kind == "find":
            typer.echo(step.name)
        elif step.kind == "page":
            outcomes[str(step.outcome)] += 1
            sums["contacts"] += step.contacts
            sums["statements"] += step.statements
        sums["found"] += step.number if step.kind == "feed" else 0
        update(_line(counts, step, time.monotonic() - begun))
    for why, outlet in left_alone.items():
        typer.echo(f"asked again next time: {outlet}: {why}", err=True)
    if counts["find"] or (counts["feed"] == 0 and counts["failed"] == 0):
        typer.echo(f"{counts['find']:,} would be fetched", err=True)
    else:
        typer.echo(_summary(counts, outcomes, sums))
    if counts["aside"]:
        typer.echo(f"{counts['aside']:,} set aside; later: qanat retry{'' if db == DB else f' --db {db}'}", err=True)
    if counts["failed"] and not counts["feed"] and not counts["find"]:
        raise typer.Exit(1)
    if counts["aside"] or counts["failed"]:
        raise typer.Exit(3)


_PAGES = ("page", "passed", "gone", "barred", "later", "aside")


def _line(counts: Counter[str], step: Step, seconds: float) -> str:
    """How far it is: pages, how many a minute, and how long for those that are left."""
    done = sum(counts[kind] for kind in _PAGES)
    feeds = counts["feed"] + counts["failed"]
    if not done or seconds < 1:
        return f"{feeds:,} feeds read, {step.left:,} pages to fetch"
    rest = lasting(step.left * seconds / done)
    return f"{feeds:,} feeds, {done:,} pages, {done * 60 / seconds:,.0f} a minute, {step.left:,} left: about {rest}"


def _summary(counts: Counter[str], outcomes: Counter[str], sums: dict[str, int]) -> str:
    parts = [f"{sums['found']:,} new in {counts['feed']:,} feeds"]
    parts += [f"{number:,} {what}" for what, number in sorted(outcomes.items())]
    told = (("passed", "no articles"), ("gone", "gone"), ("barred", "barred by robots.txt"), ("later", "for next time"))
    parts += [f"{counts[kind]:,} {what}" for kind, what in told if counts[kind]]
    return f"{', '.join(parts)}: {sums['contacts']:,} reports of contacts, {sums['statements']:,} statements"
