"""Where the stages meet: a document goes in, a reading comes out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qanat.model import Document, Reading, Statement, Time
from qanat.packs import load
from qanat.read.actors import actors
from qanat.read.contacts import contacts
from qanat.text.words import split


class Reader:
    """Reads documents. Loads the pack once; safe to share between threads, and picklable."""

    def __init__(self, language: str = "ar") -> None:
        self.pack = load(language)

    def read(self, document: Document) -> Reading:
        """All that the document says of contacts and statements, with its proof."""
        words = split(document.text, self.pack)
        when: tuple[Time, ...] = ()
        said: tuple[Statement, ...] = ()
        cast = actors(words, self.pack, document)
        met = contacts(words, cast, when, said, self.pack, document)
        return Reading(document, tuple(cast.actors.values()), when, said, met)


def to_dict(reading: Reading) -> dict[str, Any]:
    """The form of the contract: plain dicts, lists and strings."""
    whole = asdict(reading)
    document = whole["document"]
    for key in ("problems",):
        whole["problems"] = (*document.pop(key), *whole["problems"])
    document["digest"] = reading.document.digest
    return whole
