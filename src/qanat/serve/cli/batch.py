"""qanat batch: archives → Parquet of readings."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from qanat.serve.cli.add import Workers, line
from qanat.serve.cli.options import From, Language, Outlet, OutletCountry, Published, chosen
from qanat.serve.cli.progress import progress

if TYPE_CHECKING:
    from typing import Any

    from qanat.batch.run import Ledger

_SHOWN = 20  # documents set aside that are told one by one
_MEMORY = "memory:"  # a store that no other process sees


def run(
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN...", help="Files or folders, here or in a store (s3://…): WARC, JSON lines, Parquet, articles, pages.")
    ],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A new folder, here or in a store; or that of a batch to go on with.")],
    workers: Workers = 2,
    ray: Annotated[
        str | None, typer.Option(metavar="ADDRESS|local", help="Read on a Ray cluster (auto, host:port, ray://host:port), or on a Ray of this machine.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    outlet_country: OutletCountry = None,
    of: From = None,
    language: Language = None,
) -> None:
    """Read archives into Parquet, partitioned by day, for `qanat add OUT` and other programs. A run that was stopped goes on where it was."""
    if out.startswith(_MEMORY) and (workers > 1 or ray):
        raise typer.BadParameter("memory:// is seen by this process alone: --workers 1")
    try:
        from qanat.batch import run as batch
    except ModuleNotFoundError as error:
        raise typer.BadParameter(f"needs the extra `parquet`: pip install 'qanat[parquet]' ({error})") from None
    from qanat.batch.work import Job, Worker
    from qanat.pipeline import Reader
    from qanat.places import whole

    reader = Reader()
    chosen(of, language, reader)
    given = {"published": published, "outlet": outlet, "outlet_country": outlet_country, "from": ",".join(of or ()), "language": language}
    if ray is not None:  # its workers stand in folders of their own
        inputs, out = [whole(one) for one in inputs], whole(out)
    worker = Worker(Job(out, {key: value for key, value in given.items() if value}, reader.pack.language, reader.version))
    found = batch.plan(inputs, worker)
    done = batch.finished(worker)
    if done is not None:
        typer.echo("nothing to do, the batch is finished:")
        _say(done, out)
        return
    begun = time.monotonic()
    with progress() as update:
        if ray is not None:
            from qanat.batch.cluster import Cluster

            with Cluster(worker, ray, workers) as cluster:
                made = batch.run(found, worker, cluster, lambda ledger: update(line(ledger.documents, time.monotonic() - begun, None)))
        else:
            from qanat.batch.hands import Processes
            from qanat.collect.files import Meter

            far = Meter(sum(one.size for one in found))

            def tell(ledger: Ledger) -> None:
                update(line(ledger.documents, time.monotonic() - begun, far))

            with Processes(worker, workers, far) as processes:
                made = batch.run(found, worker, processes, tell)
    for one in batch.set_aside(worker, made)[:_SHOWN]:
        typer.echo(f"set aside: {one}", err=True)
    _say(made, out)


def _say(made: dict[str, Any], out: str) -> None:
    """What was read; exit code 3 when something was set aside."""
    typer.echo(f"{made['documents']:,} documents of {made['days']:,} days: {made['contacts']:,} reports of contacts, {made['statements']:,} statements")
    typer.echo(f"next: qanat add {out}")
    if made["aside"]:
        typer.echo(f"{made['aside']:,} set aside, with the reasons in {out}/aside; qanat add keeps them for qanat retry", err=True)
        raise typer.Exit(3)
