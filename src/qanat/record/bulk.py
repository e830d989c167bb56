"""New documents, any number in one transaction: their rows are written together, and the groups of their reports and profiles made once.

A verdict depends on its pair alone and a group on what is tied to it (`weave`), so what comes out is what one after the other gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from qanat.model import Document, Reading
from qanat.record import coverage, frozen, kin, search
from qanat.record.keep import among, found, key, load, whole
from qanat.record.names import Naming
from qanat.record.rows import Rows, fingerprint, packed, rows
from qanat.record.search import Speller
from qanat.record.tables import documents, readings, versions

Read = tuple[Reading, str]  # with the version of what read it

_THERE = select(documents.c.key).where(among(documents.c.key))


def document_key(document: Document) -> str:
    """What a document is known by: its id, outlet and address."""
    return "d" + key(document.id, document.outlet, document.url)


def said(document: Document) -> dict[str, Any]:
    """What a document says of itself, as columns."""
    texts = {"url": document.url, "outlet": document.outlet, "published": document.published, "title": document.title}
    return {**{field: whole(value) for field, value in texts.items()}, "outlet_country": document.outlet_country}


def version(document: str, one: Reading) -> dict[str, Any]:
    """The row of a version of a document, which has the key `document`."""
    return {
        "document": document,
        "fingerprint": fingerprint(one.document),
        "digest": one.document.digest,
        **said(one.document),
        "language": one.document.language,
        "text": one.document.text,
        "problems": frozen.write((*one.document.problems, *one.problems)),
    }


def head(document: str, one: Document, number: int, reading: int) -> dict[str, Any]:
    """The row of a document: its key, its current version and reading."""
    return {"key": document, "id": whole(one.id), **said(one), "day": one.day, "version": number, "reading": reading, "digest": one.digest}


def fresh(connection: Connection, some: Sequence[Read]) -> list[int]:
    """The places of the readings whose documents are not in the record, each document once: those that may be written together."""
    keys = [document_key(one.document) for one, _ in some]
    there = {name for (name,) in found(connection, _THERE, set(keys))}
    out = []
    for place, name in enumerate(keys):
        if name not in there:
            there.add(name)
            out.append(place)
    return out


def write(connection: Connection, some: Sequence[Read], naming: Naming, speller: Speller) -> list[Rows]:
    """Write new documents with their versions, readings and the days on which their outlets were read; returns the rows that their readings yield."""
    keys = [document_key(one.document) for one, _ in some]
    lines = [version(name, one) for name, (one, _) in zip(keys, some, strict=True)]
    numbers = connection.execute(insert(versions).returning(versions.c.n, sort_by_parameter_order=True), lines).scalars().all()
    search.put(connection, [(n, one.document.text) for n, (one, _) in zip(numbers, some, strict=True)], speller)
    kin.put(connection, [(n, one.document.text, one.document.title) for n, (one, _) in zip(numbers, some, strict=True)], speller)
    bodies = [{"version": n, "reader": reader, "body": packed(one)} for n, (one, reader) in zip(numbers, some, strict=True)]
    read = connection.execute(insert(readings).returning(readings.c.n, sort_by_parameter_order=True), bodies).scalars().all()
    load(connection, documents, [head(name, one.document, n, r) for name, (one, _), n, r in zip(keys, some, numbers, read, strict=True)])
    coverage.seen(connection, {(whole(one.document.outlet), one.document.outlet_country) for one, _ in some})
    for (outlet, day), number in sorted(Counter((whole(one.document.outlet), one.document.day) for one, _ in some).items(), key=str):
        coverage.count(connection, outlet, day, number)
    return [rows(one, name, n, naming) for (one, _), name, n in zip(some, keys, read, strict=True)]
