"""qanat contacts: who was in contact with whom."""

from __future__ import annotations

import sys

from qanat.serve.cli.options import DB, ActorName, AsCsv, AsJson, AsTable, Between, Country, Db, Level, Limit, Mode, Since, Status, Until, asked, opened


def run(
    db: Db = DB,
    between: Between = None,
    actor: ActorName = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    mode: Mode = None,
    status: Status = None,
    level: Level = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """The contacts of the record, the newest first, each with all its reports."""
    from qanat.serve.answers import write

    wanted = asked(
        between=between, actor=actor, country=country, since=since, until=until, mode=mode, status=status, level=level, limit=limit, whole=json or csv
    )
    with opened(db) as record:
        write(record.rows("contacts", wanted), "contacts", json=json, csv=csv, file=sys.stdout, limit=wanted.limit)
