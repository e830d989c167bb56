"""Where the stages meet: a capture becomes a document, a document becomes a reading."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from qanat.collect.files import captures
from qanat.errors import InputError
from qanat.forms import from_dict
from qanat.model import Capture, Document, Problem, Reading, Span
from qanat.packs import load, package
from qanat.page import Cleaner, document
from qanat.read.about import about
from qanat.read.actors import actors
from qanat.read.among import Among
from qanat.read.confidence import rated
from qanat.read.contacts import contacts
from qanat.read.events import events
from qanat.read.statements import statements
from qanat.read.syntax import PRESS
from qanat.read.tidy import tidy
from qanat.text.language import is_foreign
from qanat.text.times import times
from qanat.text.words import split
from qanat.whereabouts import whereabouts

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from qanat.page.chosen import Chosen
    from qanat.record.ask import Filters
    from qanat.record.names import Naming
    from qanat.record.store import Record
    from qanat.record.tongue import Tongue

Given = dict[str, str | None]  # what is said of documents that do not say it themselves

LONGEST = 1_000_000  # code points that are read of one document
_NO_CHARACTER = re.compile("[\ud800-\udfff\x00]")


class Reader:
    """Reads documents. Loads the pack once; safe to share between threads, and picklable."""

    def __init__(self, language: str = "ar") -> None:
        self.pack = load(language)
        self.cleaner = Cleaner.of(self.pack)

    @cached_property
    def naming(self) -> Naming:
        """How the record compares names of this language."""
        from qanat.record.names import Naming

        p = self.pack
        sets = p.sets
        article, function = p.lexicon.particles.article, sets["function.words"]
        press = {name for body in p.tables["bodies"] if body.kind in PRESS for name in body.names}
        press |= {noun.lemma for noun in p.tables["noun"] if noun.kind == "medium"}
        folded = frozenset(" ".join(re.findall(r"\w+", p.folding(name))) for name in press)
        where = lru_cache(maxsize=10_000)(lambda text: whereabouts(text, p))
        return Naming(p.folding, sets["names.links"], sets["names.openers"], sets["names.royal"], article, p.latin, function, folded, where)

    @cached_property
    def version(self) -> str:
        """The version of the reader, with a digest of its rules and of its pack: other rules may read other things."""
        homes = [files("qanat") / part for part in ("read", "text", "packs")]
        return f"{version('qanat')}+{_digest([*homes, *self._home()])[:8]}"

    @property
    def pack_digest(self) -> str:
        """sha256 of all files of the pack."""
        return _digest(self._home())

    def _home(self) -> list[Traversable]:
        return [files(package(self.pack.language))]

    def __reduce__(self) -> tuple[Callable[[str], Reader], tuple[str]]:
        return Reader, (self.pack.language,)

    def document(self, capture: Capture, **given: str | None) -> Document:
        """The document of a capture; `given` fills what it does not say of itself: `published`, `outlet`, `outlet_country`."""
        return document(capture, self.cleaner, given)

    def read(self, document: Document) -> Reading:
        """All that the document says of contacts, statements and events, with its proof; what is doubtful about it stands in `problems`.

        A text in another language yields nothing. Half surrogates are replaced by U+FFFD; of a very long text only the beginning is read.
        """
        document, problems = examined(document)
        words = split(_beginning(document.text), self.pack)
        if not words.words:
            return Reading(document, problems=problems)
        if is_foreign(words):
            found = Problem("not_arabic", "most of its words are not Arabic: nothing was read from it")
            return Reading(replace(document, language=None), problems=(*problems, found))
        when = times(words, self.pack, document.day)
        cast = actors(words, self.pack, document)
        among = Among(statements(words, cast, when, self.pack))
        met = contacts(words, cast, when, among, self.pack, document)
        said, met = rated(tuple(cast.actors.values()), among, met, words, self.pack)
        said = about(said, met, words, cast)
        done = events(words, cast, when, said, met, self.pack)
        people, said, met, done = tidy(cast, said, met, done)
        return Reading(document, people, when, said, met, done, problems)


def _digest(homes: list[Traversable]) -> str:
    digest = hashlib.sha256()
    for home in homes:
        for path in sorted((path for path in home.iterdir() if path.is_file()), key=lambda path: path.name):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read(text: str, *, published: str | None = None, outlet_country: str | None = None, outlet: str | None = None, title: str | None = None) -> Reading:
    """The reading of one Arabic text. `published` is YYYY-MM-DD or an RFC 3339 time, `outlet_country` an ISO 3166 alpha-3 code.

    >>> read("التقى وزير الخارجية الروسي نظيره الصيني في موسكو.", published="2022-10-21").problems
    ()
    """
    article = {"title": title, "text": text, "published": published, "outlet": outlet, "outlet_country": outlet_country}
    return Reader().read(Document.from_article(article))


def read_paths(reader: Reader, paths: Iterable[str | Path], only: Chosen | None = None, /, **given: str | None) -> Iterator[tuple[str, Reading | InputError]]:
    """The readings of all that stands at some paths, in order, each with its name for people; what can't be read comes as an InputError in its place.

    Of web archives `only` the pages chosen are extracted.
    """
    for capture in captures(paths, only):
        if isinstance(capture, InputError):
            yield "", capture
            continue
        found = reading_of(reader, capture, given)
        yield capture.name, named(capture.name, found) if isinstance(found, InputError) else found


def named(name: str, error: InputError) -> InputError:
    """An error with the name of its document before it, once."""
    return InputError(f"{name}: {error}".replace(f"{name}: {name}: ", f"{name}: "))


def reading_of(reader: Reader, capture: Capture, given: Given) -> Reading | InputError:
    """The reading of a capture, or why there is none; what `qanat batch` has read already is taken as it is."""
    try:
        return stored(capture) if capture.kind == "reading" else reader.read(reader.document(capture, **given))
    except InputError as error:
        return error
    except Exception as error:  # noqa: BLE001  one document must never stop the others
        return fault(error)


def fault(error: Exception) -> InputError:
    """An error that the reader must not raise, as what is to be said of its document."""
    if isinstance(error, MemoryError):
        return InputError("there is not enough memory for it")
    return InputError(f"the reader failed on it ({type(error).__name__}: {error}); please report this as a fault of Qanat")


def stored(capture: Capture) -> Reading:
    """The reading that a capture holds."""
    assert isinstance(capture.content, dict)
    return from_dict(capture.content)


def examined(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """The document with every character whole, and what there is to say of it as a whole."""
    problems = document.problems
    text = document.text
    whole, halves = _NO_CHARACTER.subn("\ufffd", text)
    if halves:
        document = replace(document, text=whole, title=_NO_CHARACTER.sub("\ufffd", document.title) if document.title else None)
        problems += (Problem("bad_text", "half surrogates and NULs, which are no characters of a text, were replaced by U+FFFD"),)
    codes = {problem.code for problem in problems}
    if not any(c.isalpha() for c in whole[:LONGEST]) and "empty" not in codes:
        problems += (Problem("empty", "there is no text in it"),)
    if document.day is None and "bad_date" not in codes:
        problems += (Problem("no_date", 'its day of publication is not known: words such as "yesterday" stay without a date'),)
    if len(whole) > LONGEST:
        rest = Span(len(_beginning(whole)), len(whole))
        problems += (Problem("too_long", f"only its first {rest.start:,} characters were read, {rest.end - rest.start:,} were left", rest),)
    return replace(document, problems=()) if document.problems else document, problems


def _beginning(text: str) -> str:
    """As much of a text as is read, up to the end of a word."""
    if len(text) <= LONGEST:
        return text
    cut = LONGEST
    while cut > LONGEST - 100 and not text[cut].isspace():
        cut -= 1
    return text[:cut]


# --- the record -----------------------------------------------------------------------------------------------------------------


def open_record(db: str | Path = "qanat.db", *, language: str = "ar", create: bool = True) -> Record:
    """The record at an address (`sqlite:///FILE`, `postgresql://USER@HOST/NAME`) or in a file, made where there is none."""
    from qanat.record.store import open_record as opened
    from qanat.record.veiled import Veiled

    return opened(db, lambda: _tongue(language), create=create, kind=Veiled)


def settle(record: Record) -> None:
    """Before many questions: load the language, and have the garbage collector pass over all that stays for good. It would hold up an answer, now and then."""
    _ = record.tongue
    gc.collect()
    gc.freeze()


@cache
def _tongue(language: str) -> Tongue:
    from qanat.record.search import Speller
    from qanat.record.tongue import Tongue

    reader = Reader(language)
    p = reader.pack
    agencies = {" ".join(p.folding(name).split()): body.latin or body.names[0] for body in p.tables["bodies"] if body.kind == "agency" for name in body.names}
    return Tongue(reader.naming, Speller.of(p), agencies)


def restore(file: Path, db: str | Path, *, language: str = "ar") -> int:
    """Make a record of a backup, where there is none yet; returns the number of rows."""
    from qanat.record.backup import restore as restored

    return restored(file, db, lambda: _tongue(language))


def export(record: Record, folder: Path, form: str, asked: Filters | None = None) -> dict[str, int]:
    """Write the record as the tables of a format, with a data dictionary; returns the number of rows of each file."""
    from qanat.export import write
    from qanat.record.ask import Filters

    wanted = asked or Filters()
    return write(lambda kind: record.rows(kind, wanted), folder, form)
