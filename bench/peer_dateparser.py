"""What dateparser finds in Arabic texts; run by bench/dates.py in dateparser's own environment, never with Qanat.

Standard input: one JSON list a line, [text, day of publication]. Standard output: one a line, [[expression, value], …].
"""

import json
import sys
from datetime import datetime
from importlib import import_module
from typing import Any


def valued(day: datetime, period: str) -> str:
    """A value of the grain that dateparser says."""
    if period == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.date().isoformat()[: {"year": 4, "month": 7}.get(period, 10)]


def found(text: str, published: str) -> list[tuple[str, str]]:
    """The expressions of one text in order, each with its value."""
    settings = {"RELATIVE_BASE": datetime.fromisoformat(published)}
    parser: Any = import_module("dateparser.date").DateDataParser(languages=["ar"], settings=settings)
    pairs = import_module("dateparser.search").search_dates(text, languages=["ar"], settings=settings) or []
    return [(said, valued(day, parser.get_date_data(said).period or "day")) for said, day in pairs]


for line in sys.stdin:
    print(json.dumps(found(*json.loads(line))))
