"""qanat add: documents → the record."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from qanat.serve.cli.options import DB, Contact, Db, From, Language, Limit, Networks, Outlet, OutletCountry, Published, Since, chosen, settings
from qanat.serve.cli.progress import lasting, progress

if TYPE_CHECKING:
    from qanat.adding import Added
    from qanat.collect.files import Meter

Workers = Annotated[int, typer.Option(min=1, metavar="N", help="Read in so many processes.")]


def run(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH|URL...", help="Files or folders, as for qanat read; - is standard input; addresses of pages or feeds.")
    ],
    db: Db = DB,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything and say what would be added; write nothing.")] = False,
    workers: Workers = 2,  # not in this process: a document that kills its reader is set aside
    since: Since = None,
    limit: Limit = None,
    published: Published = None,
    outlet: Outlet = None,
    outlet_country: OutletCountry = None,
    of: From = None,
    language: Language = None,
    contact: Contact = "",
    allow_network: Networks = None,
) -> None:
    """Add articles to the record. What it knows already is not read again, so a run that was stopped goes on where it was."""
    from qanat.adding import add_paths
    from qanat.collect.files import meter
    from qanat.errors import RecordError
    from qanat.pipeline import Reader, open_record

    given = {"published": published, "outlet": outlet, "outlet_country": outlet_country, "from": ",".join(of or ()), "language": language, "since": since}
    given = {key: value for key, value in given.items() if value}
    how = settings(contact, allow_network)
    reader = Reader()
    chosen(of, language, reader)
    try:
        record = open_record(db, create=not dry_run)
    except RecordError:
        if not dry_run:
            raise
        record = None
    try:
        far = meter(paths)
        found = add_paths(record, reader, paths, given=given, workers=workers, dry_run=dry_run, limit=limit, settings=how, far=far)
        tell(found, far, dry_run=dry_run, db=db)
    finally:
        if record:
            record.close()


def tell(found: Iterable[Added], far: Meter | None = None, *, dry_run: bool = False, db: str = DB) -> None:
    """Say what became of the documents; ends with exit code 3 when some were set aside."""
    counts: Counter[str] = Counter()
    contacts = statements = aside = 0
    begun = time.monotonic()
    with progress() as update:
        for number, one in enumerate(found, 1):
            update(line(number, time.monotonic() - begun, far))
            if one.error is not None:
                typer.echo(f"set aside: {one.error}", err=True)
                aside += 1
                continue
            counts[str(one.outcome)] += 1
            if one.reading:
                contacts += len(one.reading.contacts)
                statements += len(one.reading.statements)
    parts = [f"{count:,} {'would be added' if dry_run and what == 'added' else what}" for what, count in sorted(counts.items())]
    typer.echo(f"{', '.join(parts) or 'nothing added'}: {contacts:,} reports of contacts, {statements:,} statements")
    if aside:
        again = "" if dry_run else f"; mend what is wrong, then: qanat retry{'' if db == DB else f' --db {db}'}"
        typer.echo(f"{aside:,} set aside{again}", err=True)
        raise typer.Exit(3)


def line(done: int, seconds: float, far: Meter | None) -> str:
    """How far it is: documents, how many a second, and how long it takes for the bytes that are left."""
    if seconds < 1:
        return f"{done:,} done"
    left = f", about {lasting(seconds * (far.total - far.read) / far.read)} left" if far and 0 < far.read <= far.total else ""
    return f"{done:,} done, {done / seconds:,.0f} a second{left}"
