"""qanat channels: the board of who is in touch with whom, and which channels are silent."""

from __future__ import annotations

import sys

from qanat.serve.cli.options import DB, AsCsv, AsJson, AsOf, AsTable, Between, Country, Db, Level, Limit, Since, Until, opened

_SCREEN = 20  # channels on a screen that did not ask for more


def run(
    db: Db = DB,
    between: Between = None,
    country: Country = None,
    level: Level = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = None,
    json: AsJson = False,
    csv: AsCsv = False,
    table: AsTable = False,
) -> None:
    """The channels between states or bodies at each level: how many contacts, the last, the usual gap, the present silence, who makes them, what is planned."""
    from qanat.serve import boards

    most = limit or (None if json or csv else _SCREEN)
    with opened(db) as record:
        found = record.channels(as_of=as_of, between=between, country=country, level=level, since=since, until=until, limit=most)
        day = as_of or record.last_day
    if json or csv:
        boards.write(boards.channel_rows(found), "channels", sys.stdout, csv=csv)
    else:
        boards.show_channels(found, day, sys.stdout, limit=most)
