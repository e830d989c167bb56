"""A data set that can be cited and checked: the tables as CSV and Parquet, a Frictionless data package, codebook, provenance, citation, checksums.

Nothing of it depends on the hour or the machine: the same record and the same words about it give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qanat.errors import QanatError
from qanat.export import csv, dictionary, parquet
from qanat.export.files import Rows, whole
from qanat.export.flat import TABLES, Field, Flat

PACKAGE = "datapackage.json"
SUMS = "SHA256SUMS"
_DATE = r"\d{4}(-\d{2}(-\d{2}([T ].+)?)?)?"
_KEYS: dict[str, list[str] | None] = {
    "coverage": ["outlet", "day"],
    "documents": None,
    "parties": ["contact", "position"],
}  # of the others it is `id`; ids of documents are their outlets'
_TIES: dict[str, list[tuple[Any, str, Any]]] = {
    "parties": [("contact", "contacts", "id")],
    "reports": [("contact", "contacts", "id"), (["document", "digest"], "documents", ["id", "digest"])],
    "statements": [(["document", "digest"], "documents", ["id", "digest"])],
    "events": [(["document", "digest"], "documents", ["id", "digest"]), ("contact", "contacts", "id")],
}


class About(NamedTuple):
    """What people say of a data set: `authors` as "Family, Given" or the name of a body; `released` is a day; `license` an SPDX name."""

    authors: tuple[str, ...]
    title: str | None = None
    version: str | None = None
    released: str | None = None
    license: str | None = None
    doi: str | None = None
    url: str | None = None


def write(rows: Rows, folder: Path, about: About, made_by: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, int]:
    """Write a data set into a folder, whole or not at all; one that is there already is replaced. Returns the number of rows of each table.

    `made_by`: what else is to be said of where it comes from, for provenance.json; `texts`: further files, by name. Without a version of its own the data set
    is named after its last day and a digest of its tables.
    """
    folder = folder.resolve()
    if folder.exists() and any(folder.iterdir()) and not (folder / PACKAGE).is_file():
        raise QanatError(f"{folder}: is no release and not empty; give a folder that is not there")
    beside = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        (beside / "data").mkdir(parents=True)
        (beside / "parquet").mkdir()
        counts = _fill(rows, beside, about, made_by, texts)
        if folder.exists():
            shutil.rmtree(folder)
        beside.replace(folder)
    except OSError as error:
        raise QanatError(f"{folder}: can't be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return counts


def _fill(rows: Rows, folder: Path, about: About, made_by: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, int]:
    counts = csv.write(rows, folder / "data")
    parquet.write(rows, folder / "parquet")
    dictionary.write(((table.name, field) for table in TABLES for field in table.fields), folder / "dictionary.csv")
    provenance = {**made_by, **_coverage(rows)}
    tables = sorted(path for path in folder.rglob("*.*") if path.suffix in (".csv", ".parquet"))
    mark = hashlib.sha256("".join(digest(path) for path in tables if path.suffix == ".csv").encode()).hexdigest()
    days = provenance["days"]
    about = about._replace(
        title=about.title or f"Contacts in Arabic news, {days['first']} to {days['last']}",
        version=about.version or f"{(days['last'] or 'undated').replace('-', '.')}+{mark[:8]}",
    )
    resources = [_resource(folder, table, counts[f"{table.name}.csv"]) for table in TABLES]
    resources += [_file(path, folder) for path in tables if path.suffix == ".parquet"]
    made = {
        **texts,
        "provenance.json": _json(provenance),
        PACKAGE: _json(_package(about, resources)),
        "CITATION.cff": citation(about, str(made_by["version"])),
        "README.md": _readme(about, provenance, counts),
    }
    for name, text in made.items():
        _put(folder / name, text)
    everything = sorted(path for path in folder.rglob("*") if path.is_file())
    _put(folder / SUMS, "".join(f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in everything))
    return {table.name: counts[f"{table.name}.csv"] for table in TABLES}


def digest(path: Path) -> str:
    """sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(path: Path, text: str) -> None:
    with whole(path) as file:
        file.write(text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# --- where it comes from -----------------------------------------------------------------------------------------------------------


def _coverage(rows: Rows) -> dict[str, Any]:
    """Which texts, which outlets on which days, read by what."""
    days: dict[str, list[str]] = defaultdict(list)
    number: Counter[str] = Counter()
    homes: dict[str, str | None] = {}
    for one in rows("coverage"):
        days[one["outlet"]].append(one["day"])
        number[one["outlet"]] += one["documents"]
        homes[one["outlet"]] = one["country"]
    readers: Counter[str] = Counter()
    digests = []
    dated = []
    for one in rows("documents"):
        readers[one["reader"]] += 1
        digests.append(one["digest"])
        dated += [one["published"][:10]] if one["published"] else []
    return {
        "documents": len(digests),
        "texts": hashlib.sha256("".join(f"{one}\n" for one in sorted(digests)).encode()).hexdigest(),
        "days": {"first": min(dated, default=None), "last": max(dated, default=None), "read": len(set(dated))},
        "readers": dict(sorted(readers.items())),
        "outlets": [
            {"outlet": name, "country": homes[name], "first": min(found), "last": max(found), "days": len(found), "documents": number[name]}
            for name, found in sorted(days.items())
        ],
    }


# --- the data package --------------------------------------------------------------------------------------------------------------


def _package(about: About, resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", (about.title or "").lower()).strip("-") or "qanat",
        "title": about.title,
        "version": about.version,
        **({"id": f"https://doi.org/{about.doi}"} if about.doi else {}),
        **({"homepage": about.url} if about.url else {}),
        **({"created": f"{about.released}T00:00:00Z"} if about.released else {}),
        **({"licenses": [{"name": about.license}]} if about.license else {}),
        "contributors": [{"title": name, "role": "author"} for name in about.authors],
        "resources": resources,
    }


def _resource(folder: Path, table: Flat, rows: int) -> dict[str, Any]:
    """A table: its columns, keys and ties to other tables."""
    key = _KEYS.get(table.name, ["id"])
    ties = [{"fields": ours, "reference": {"resource": other, "fields": theirs}} for ours, other, theirs in _TIES.get(table.name, ())]
    path = folder / "data" / f"{table.name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.meaning,
        **_said(path, folder),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "rows": rows,
        "schema": {
            "fields": [_field(field, key or []) for field in table.fields],
            "missingValues": [""],
            **({"primaryKey": key} if key else {}),
            **({"foreignKeys": ties} if ties else {}),
        },
    }


def _field(field: Field, key: list[str]) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if field.name in key else {}
    if field.values:
        limits["enum"] = list(field.values)
    if field.kind == "date":
        limits["pattern"] = _DATE
    kind = "integer" if field.kind == "integer" else "string"
    return {"name": field.name, "type": kind, "description": field.meaning, **({"constraints": limits} if limits else {})}


def _file(path: Path, folder: Path) -> dict[str, Any]:
    """A file that holds a table again, for programs that read Parquet."""
    return {"profile": "data-resource", "type": "file", "name": f"{path.stem}-parquet", "title": f"{path.stem} as Parquet", **_said(path, folder)} | {
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }


def _said(path: Path, folder: Path) -> dict[str, Any]:
    return {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "hash": f"sha256:{digest(path)}"}


# --- for people --------------------------------------------------------------------------------------------------------------------


def citation(about: About, software: str) -> str:
    """CITATION.cff (Citation File Format 1.2.0). JSON strings are YAML's too."""
    lines = ["cff-version: 1.2.0", "type: dataset", 'message: "If you use this data set, please cite it."', f"title: {_quoted(about.title)}", "authors:"]
    for author in about.authors:
        family, comma, given = author.partition(",")
        lines += (
            [f"  - family-names: {_quoted(family.strip())}", f"    given-names: {_quoted(given.strip())}"]
            if comma
            else [f"  - name: {_quoted(author.strip())}"]
        )
    lines.append(f"version: {_quoted(about.version)}")
    more = {"date-released": about.released, "license": about.license, "doi": about.doi, "url": about.url}
    lines += [f"{name}: {_quoted(value)}" for name, value in more.items() if value]
    lines += [
        "references:",
        "  - type: software",
        '    title: "Qanat"',
        "    authors:",
        '      - name: "The Qanat developers"',
        f"    version: {_quoted(software)}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(value: str | None) -> str:
    return json.dumps(value or "", ensure_ascii=False)


def _readme(about: About, provenance: Mapping[str, Any], counts: Mapping[str, int]) -> str:
    return _README.format(
        about=about,
        authors="; ".join(about.authors),
        software=provenance["version"],
        documents=provenance["documents"],
        outlets=len(provenance["outlets"]),
        days=provenance["days"],
        tables="".join(f"| `{table.name}` | {counts[f'{table.name}.csv']:,} | {table.meaning} |\n" for table in TABLES),
    )


_README = """\
# {about.title}

Version {about.version}, by {authors}. Made by Qanat {software} of {documents:,} articles of {outlets:,} outlets, published from {days[first]} to {days[last]}.
How to cite it stands in `CITATION.cff`.

| Table | Rows | What it holds |
|---|---|---|
{tables}
- `data/*.csv`: UTF-8, with a mark at the beginning by which spreadsheets know it (in pandas `encoding="utf-8-sig"`, in R `fileEncoding="UTF-8-BOM"`).
  A text that a spreadsheet would take for a formula, or that begins with an apostrophe, has one apostrophe more before it: take it off.
- `parquet/*.parquet`: the same tables, their texts as they are.
- `datapackage.json`: every column with its type, meaning and closed list of values (Frictionless Data Package); `dictionary.csv` says the same as a table.
- `codebook.md` (in Arabic `codebook.ar.md`): definitions, coding rules, hard cases, known weaknesses with figures.
- `provenance.json`: the outlets with the days on which each was read, the versions of the reader, a digest of the texts. **A day without a row in
  `coverage` is a gap in reading, never a silence of a channel.**
- `SHA256SUMS`: check the files by `sha256sum -c SHA256SUMS`.

The articles themselves are not in it. Of one whose text you have (title, a newline, the body), `digest` is the sha256 of it in UTF-8, and `quote` is
`text[start:end]`, counted in Unicode code points. Names that are blacked out (█) were taken down.
"""
