"""Where the stages meet: a capture becomes a document, a document becomes a reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.model import Capture, Document, Problem, Reading, Span
from qanat.packs import load
from qanat.page import Cleaner, document
from qanat.read.about import about
from qanat.read.actors import actors
from qanat.read.contacts import contacts
from qanat.read.events import events
from qanat.read.statements import statements
from qanat.read.tidy import tidy
from qanat.text.language import is_foreign
from qanat.text.times import times
from qanat.text.words import split

LONGEST = 1_000_000  # code points that are read of one document
_SURROGATE = re.compile("[\ud800-\udfff]")


class Reader:
    """Reads documents. Loads the pack once; safe to share between threads, and picklable."""

    def __init__(self, language: str = "ar") -> None:
        self.pack = load(language)
        self.cleaner = Cleaner.of(self.pack)

    def __reduce__(self) -> tuple[Callable[[str], Reader], tuple[str]]:
        return Reader, (self.pack.language,)

    def document(self, capture: Capture, **given: str | None) -> Document:
        """The document of a capture; `given` fills what it does not say of itself: `published`, `outlet`, `outlet_country`."""
        return document(capture, self.cleaner, given)

    def read(self, document: Document) -> Reading:
        """All that the document says of contacts, statements and events, with its proof; what is doubtful about it stands in `problems`.

        A text in another language yields nothing. Half surrogates are replaced by U+FFFD; of a very long text only the beginning is read.
        """
        document, problems = _examined(document)
        words = split(_beginning(document.text), self.pack)
        if not words.words:
            return Reading(document, problems=problems)
        if is_foreign(words, self.pack):
            found = Problem("not_arabic", "most of its words are not Arabic: nothing was read from it")
            return Reading(replace(document, language=None), problems=(*problems, found))
        when = times(words, self.pack, document.day)
        cast = actors(words, self.pack, document)
        said = statements(words, cast, when, self.pack)
        met = contacts(words, cast, when, said, self.pack, document)
        said = about(said, met, words, cast)
        done = events(words, cast, when, said, met, self.pack)
        people, said, met, done = tidy(cast, said, met, done)
        return Reading(document, people, when, said, met, done, problems)


def read(text: str, *, published: str | None = None, outlet_country: str | None = None, outlet: str | None = None, title: str | None = None) -> Reading:
    """The reading of one Arabic text. `published` is YYYY-MM-DD or an RFC 3339 time, `outlet_country` an ISO 3166 alpha-3 code.

    >>> read("التقى وزير الخارجية الروسي نظيره الصيني في موسكو.", published="2022-10-21").problems
    ()
    """
    article = {"title": title, "text": text, "published": published, "outlet": outlet, "outlet_country": outlet_country}
    return Reader().read(Document.from_article(article))


def read_paths(reader: Reader, paths: Iterable[str | Path], **given: str | None) -> Iterator[tuple[str, Reading | InputError]]:
    """The readings of all that stands at some paths, in order, each with its name for people; what can't be read comes as an InputError in its place."""
    for capture in captures(paths):
        if isinstance(capture, InputError):
            yield "", capture
            continue
        try:
            yield capture.name, reader.read(reader.document(capture, **given))
        except InputError as error:
            yield capture.name, InputError(f"{capture.name}: {error}")
        except Exception as error:  # noqa: BLE001  one document must never stop the others
            yield capture.name, InputError(f"{capture.name}: the reader failed on it ({type(error).__name__}: {error}); please report this as a fault of Qanat")


def _examined(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with every character whole, and what there is to say of it as a whole."""
    problems = document.problems
    text = document.text
    whole, halves = _SURROGATE.subn("\ufffd", text)
    if halves:
        document = replace(document, text=whole, title=_SURROGATE.sub("\ufffd", document.title) if document.title else None)
        problems += (Problem("bad_text", "half surrogates, which are no characters, were replaced by U+FFFD"),)
    codes = {problem.code for problem in problems}
    if not any(c.isalpha() for c in whole[:LONGEST]) and "empty" not in codes:
        problems += (Problem("empty", "there is no text in it"),)
    if document.day is None and "bad_date" not in codes:
        problems += (Problem("no_date", 'its day of publication is not known: words such as "yesterday" stay without a date'),)
    if len(whole) > LONGEST:
        rest = Span(len(_beginning(whole)), len(whole))
        problems += (Problem("too_long", f"only its first {rest.start:,} characters were read, {rest.end - rest.start:,} were left", rest),)
    return replace(document, problems=()), problems


def _beginning(text: str) -> str:
    """As much of a text as is read, up to the end of a word."""
    if len(text) <= LONGEST:
        return text
    cut = LONGEST
    while cut > LONGEST - 100 and not text[cut].isspace():
        cut -= 1
    return text[:cut]


# --- the form of the contract -------------------------------------------------------------------------------------------------


def to_dict(reading: Reading) -> dict[str, Any]:
    """The form of the contract: plain dicts, lists, strings and numbers."""
    document = reading.document
    return {
        "document": {
            "id": document.id,
            "url": document.url,
            "outlet": document.outlet,
            "outlet_country": document.outlet_country,
            "title": document.title,
            "text": document.text,
            "published": document.published,
            "language": document.language,
            "digest": document.digest,
        },
        "actors": [_plain(actor) for actor in reading.actors],
        "times": [_plain(time) for time in reading.times],
        "statements": [_plain(statement) for statement in reading.statements],
        "contacts": [_plain(contact) for contact in reading.contacts],
        "events": [_plain(event) for event in reading.events],
        "problems": [_plain(problem) for problem in (*document.problems, *reading.problems)],
    }


def _plain(value: Any) -> Any:
    """Any value of a reading as JSON knows it."""
    kind = type(value)
    if value is None or kind in (str, int, float, bool):
        return value
    if kind is dict:
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return {name: _plain(getattr(value, name)) for name in kind.__slots__}
