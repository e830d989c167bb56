"""qanat doctor: is the record sound?"""

from __future__ import annotations

import json as form

import typer

from qanat.serve.cli.options import DB, AsJson, Db, opened


def run(db: Db = DB, json: AsJson = False) -> None:
    """Examine the record: the database, spans, verdicts, the index of words; what was set aside; outlets that fell silent. 1 when it is not sound."""
    from qanat.record.doctor import examine

    faults = 0
    with opened(db) as record:
        for check, findings in examine(record):
            faults += sum(one.weight == "fault" for one in findings)
            if json:
                typer.echo(form.dumps({"check": check, "findings": [one._asdict() for one in findings]}, ensure_ascii=False))
                continue
            typer.echo(f"{check}: {'ok' if not findings else ''}".rstrip())
            for one in findings:
                typer.echo(f"  {one.weight}: {one.what}; {one.remedy}")
    if faults:
        raise typer.Exit(1)
