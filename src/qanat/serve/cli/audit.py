"""qanat audit: what articles claim of a series of contacts, held against the record."""

from __future__ import annotations

import sys

from qanat.serve.cli.options import DB, AsCsv, AsJson, AsTable, Between, Country, Db, Level, Limit, Mode, Since, Until, opened

_SCREEN = 20  # claims on a screen that did not ask for more


def run(
    db: Db = DB,
    between: Between = None,
    country: Country = None,
    mode: Mode = None,
    level: Level = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """Claims such as "the second call since the war began": consistent, contradicted, or cannot tell, with the list behind it."""
    from qanat.serve import boards

    most = limit or (None if json or csv else _SCREEN)
    with opened(db) as record:
        found = record.audit(between=between, country=country, mode=mode, level=level, since=since, until=until, limit=most)
    if json or csv:
        boards.write(boards.finding_rows(found), "audit", sys.stdout, csv=csv)
    else:
        boards.show_findings(found, sys.stdout, limit=most)
