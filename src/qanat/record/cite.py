"""Citations: which words, of which version of which article, stand behind a thing of the record."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from qanat.errors import RecordError
from qanat.model import Span
from qanat.record.things import Kept, Thing, find, kept, reports_of

_BRACES = str.maketrans({c: "\\" + c for c in "{}&%$#_"} | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"})
_QUOTED = 400  # characters of a text that is quoted as a whole


@dataclass(frozen=True, slots=True)
class Citation:
    """One sentence as it stood: `id` and its `document`, `version` of `versions`, `digest` (sha256 of the text), `span` in code points, `read` the day
    on which it came into the record (UTC), `reader` what read it.
    """

    id: str
    document: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    read: str
    version: int
    versions: int
    current: bool
    digest: str
    reader: str
    span: tuple[int, int]
    quote: str

    def form(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "span": list(self.span)}


def cite(connection: Connection, asked: str) -> list[Citation]:
    """The citations of a thing: one a report of a contact; of an actor, none."""
    thing = find(connection, asked)
    if thing.kind == "actor":
        raise RecordError(f"{asked}: is an actor; cite a contact, a report, a statement or a document")
    return [_citation(one, kept(connection, one.reading)) for one in reports_of(connection, thing) if one.reading is not None]


def _citation(thing: Thing, found: Kept) -> Citation:
    document = found.reading.document
    span = thing.span or Span(0, min(len(document.text), _QUOTED))
    return Citation(
        thing.id,
        document.id,
        document.outlet,
        document.title,
        document.url,
        document.published,
        found.added.date().isoformat(),
        found.version,
        found.versions,
        thing.current,
        document.digest,
        found.reader,
        (span.start, span.end),
        document.text[slice(*span)],
    )


def text(one: Citation) -> str:
    """For a footnote."""
    where = [one.outlet, f"“{one.title}”" if one.title else None, one.published and one.published[:10], one.url]
    version = f"version {one.version} of {one.versions}" + ("" if one.current else ", not the newest")
    lines = [
        ". ".join(part for part in where if part) or one.document,
        f"  “{one.quote.strip()}”",
        f"  Qanat {one.id}; document {one.document}, {version}, characters {one.span[0]}–{one.span[1]}; read {one.read} by {one.reader}",
        f"  sha256 {one.digest}",
    ]
    return "\n".join(lines)


def bibtex(one: Citation) -> str:
    """For a bibliography: a @misc entry, the exact words in `annote`."""
    fields = {
        "title": one.title or one.document,
        "organization": one.outlet,
        "date": one.published and one.published[:10],
        "year": one.published and one.published[:4],
        "url": one.url,
        "urldate": one.read,
        "language": "arabic",
        "note": f"Qanat {one.id}, version {one.version}, characters {one.span[0]}--{one.span[1]}, sha256 {one.digest}",
        "annote": one.quote.strip(),
    }
    key = re.sub(r"\W", "", one.id, flags=re.ASCII) or "document"
    raw = {"url"}
    lines = [f"  {name} = {{{value if name in raw else _escaped(value)}}}" for name, value in fields.items() if value]
    return "@misc{qanat:" + key + ",\n" + ",\n".join(lines) + "\n}"


def _escaped(value: str) -> str:
    return re.sub(r"\s+", " ", value).translate(_BRACES)
