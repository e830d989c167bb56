"""Where the record becomes a data set to be cited: what the record knows of where it comes from, and the codebook, go with the tables."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from qanat.codebook import codebook
from qanat.export import release as data_set
from qanat.export.release import About
from qanat.record import schema, takedowns
from qanat.record.ask import Filters
from qanat.record.store import Record


def release(record: Record, folder: Path, about: About) -> dict[str, int]:
    """Write the record, as it is at this moment, as a data set; returns the number of rows of each table."""
    everything = Filters()
    with record.still() as now:
        with now.view() as connection:
            gone = len(takedowns.standing(connection))
        made_by = {
            "software": "qanat",
            "version": version("qanat"),
            "schema": schema.HEAD,
            "set_aside": len(now.aside()),
            "verdicts_of_people": {kind: len(now.judged(kind)) for kind in ("contact", "actor")},
            "taken_down": gone,
        }
        books = {"codebook.md": codebook("en"), "codebook.ar.md": codebook("ar")}
        return data_set.write(lambda kind: now.rows(kind, everything), folder, about, made_by, books)
