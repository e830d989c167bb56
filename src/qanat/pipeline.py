"""Where the stages meet: a capture becomes a document, a document becomes a reading."""

from __future__ import annotations

import gc
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from qanat.collect.files import Meter, captures
from qanat.collect.visits import Visits, is_address
from qanat.crew import Crew
from qanat.errors import AsideError, InputError
from qanat.forms import from_dict
from qanat.model import Capture, Document, Problem, Reading, Span
from qanat.packs import load, package
from qanat.page import Cleaner, document
from qanat.page.chosen import Chosen
from qanat.read.about import about
from qanat.read.actors import actors
from qanat.read.confidence import rated
from qanat.read.contacts import contacts
from qanat.read.events import events
from qanat.read.statements import statements
from qanat.read.tidy import tidy
from qanat.record.names import Naming
from qanat.text.language import is_foreign
from qanat.text.times import times
from qanat.text.words import split

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from qanat.collect.gate import Settings
    from qanat.record.adding import Outcome
    from qanat.record.ask import Filters
    from qanat.record.store import Record
    from qanat.record.tongue import Tongue

Given = dict[str, str | None]  # what is said of documents that do not say it themselves

LONGEST = 1_000_000  # code points that are read of one document
_PRESS = frozenset(("agency", "broadcaster", "paper", "site"))  # kinds of bodies
_NO_CHARACTER = re.compile("[\ud800-\udfff\x00]")


class Reader:
    """Reads documents. Loads the pack once; safe to share between threads, and picklable."""

    def __init__(self, language: str = "ar") -> None:
        self.pack = load(language)
        self.cleaner = Cleaner.of(self.pack)

    @cached_property
    def naming(self) -> Naming:
        """How the record compares names of this language."""
        p = self.pack
        sets = p.sets
        article, function = p.lexicon.particles.article, sets["function.words"]
        press = {name for body in p.tables["bodies"] if body.kind in _PRESS for name in body.names}
        press |= {noun.lemma for noun in p.tables["noun"] if noun.kind == "medium"}
        folded = frozenset(" ".join(re.findall(r"\w+", p.folding(name))) for name in press)
        return Naming(p.folding, sets["names.links"], sets["names.openers"], sets["names.royal"], article, p.latin, function, folded)

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
        said, met = rated(tuple(cast.actors.values()), said, met, words, self.pack)
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


def stored(capture: Capture) -> Reading:
    """The reading that a capture holds."""
    assert isinstance(capture.content, dict)
    return from_dict(capture.content)


def _examined(document: Document) -> tuple[Document, tuple[Problem, ...]]:
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

_BATCH = 64  # documents that are looked up in the record, and read, together


class Added(NamedTuple):
    """What became of one document: `outcome` tells what the record did with its reading; set aside, it has an `error` instead."""

    name: str
    outcome: Outcome | None
    reading: Reading | None = None
    error: InputError | None = None


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


def add_paths(
    record: Record | None,
    reader: Reader,
    paths: Iterable[str | Path],
    *,
    given: Given | None = None,
    workers: int = 1,
    dry_run: bool = False,
    limit: int | None = None,
    settings: Settings | None = None,
    far: Meter | None = None,
) -> Iterator[Added]:
    """Add all that stands at some paths or addresses to a record, in order, one transaction a document; yields what became of each.

    What the record knows is neither read nor written again, so the same call goes on where one was stopped. What can't be read is set aside in the record.
    With `dry_run` nothing is written, and there need be no record. `given`: `published`, `outlet`, `outlet_country` of documents that do not say them;
    `from` (ids or hosts, with commas) and `language` choose pages of archives, and `since` passes over articles of an earlier day. After `limit` documents
    that were not known it ends. `settings`: how addresses are fetched. `far` is told how far it is.
    """
    given = given or {}
    only = wanted(given, reader)
    left = limit if limit is not None else sys.maxsize
    with Crew(_Work(reader), workers) as crew, Visits(settings) as web:
        for path in paths:
            for name, found in web.opened(str(path), only) if is_address(path) else [(str(path), captures([path], only, far))]:
                said = {**_card(record, name), **given} if is_address(path) else given
                while some := list(islice(found, min(_BATCH, left))):
                    for whole, run in groupby(some, _is_stored):
                        few = list(run)
                        more = _kept(record, few, dry_run=dry_run) if whole else _batch(record, reader, crew, name, few, said, dry_run=dry_run)
                        for one in more:
                            left -= one.outcome != "known"
                            yield one


def _is_stored(capture: Capture | InputError) -> bool:
    return isinstance(capture, Capture) and capture.kind == "reading"


def _kept(record: Record | None, some: Sequence[Any], *, dry_run: bool) -> Iterator[Added]:
    """What became of readings that `qanat batch` made: they are added together, as they are."""
    from qanat.record.adding import Outcome

    found = [(capture.name, stored(capture), capture.content["reader"]) for capture in some]
    kept = record.add_all([(one, by) for _, one, by in found]) if record and not dry_run else [Outcome.added] * len(found)
    if record and not dry_run:
        record.settled([name for name, _, _ in found])
    for (name, one, _), outcome in zip(found, kept, strict=True):
        yield Added(name, outcome, None if outcome is Outcome.known else one)


def retry(record: Record, reader: Reader, *, workers: int = 1, settings: Settings | None = None) -> Iterator[Added]:
    """Try again what was set aside, file by file; what is read now is set aside no longer."""
    waiting: dict[tuple[tuple[str, str | None], ...], set[str]] = {}
    for one in record.aside():
        waiting.setdefault(tuple(sorted(one.given.items())), set()).add(one.path)
    for given, paths in sorted(waiting.items(), key=str):
        yield from add_paths(record, reader, sorted(paths), given=dict(given), workers=workers, settings=settings)


def wanted(given: Given, reader: Reader) -> Chosen | None:
    """Which pages of archives are asked for by `from` and `language`; None: all."""
    if not given.get("from") and not given.get("language"):
        return None
    return Chosen.of([name for name in (given.get("from") or "").split(",") if name], given.get("language"), reader.pack)


def _card(record: Record | None, url: str) -> Given:
    """What is known of the outlet at an address that has a card in the record."""
    from qanat.record.following import Following

    card = Following(record).card_of(url) if record else None
    return card.told if card else {}


def _batch(
    record: Record | None,
    reader: Reader,
    crew: Crew[_Task, Document | Reading | InputError],
    path: str,
    some: list[Capture | InputError],
    given: Given,
    *,
    dry_run: bool,
) -> Iterator[Added]:
    from qanat.record.adding import Outcome
    from qanat.record.rows import fingerprint

    documents = list(_documents(crew, some, given))
    since = given.get("since") or ""
    late = [one for one in zip(some, documents, strict=True) if not (isinstance(one[1], Document) and one[1].day is not None and one[1].day < since)]
    some, documents = [capture for capture, _ in late], [one for _, one in late]
    whole = [_examined(one)[0] if isinstance(one, Document) else None for one in documents]
    known = record.known([one for one in whole if one], reader.version) if record else set()
    marks = [fingerprint(one) if one else "" for one in whole]
    results = crew.each([one for one, mark in zip(documents, marks, strict=True) if isinstance(one, Document) and mark not in known])
    settled = []
    for capture, one, mark in zip(some, documents, marks, strict=True):
        name = capture.name if isinstance(capture, Capture) else str(capture).partition(": ")[0]
        result = one if isinstance(one, InputError) else Reading(one) if mark in known else next(results)
        if not isinstance(result, Reading):
            assert isinstance(result, InputError)
            error = result if isinstance(one, InputError) else InputError(f"{name}: {result}")
            if record and not dry_run:
                record.set_aside(*((one.name, one.path, one.given) if isinstance(one, AsideError) else (name, path, given)), str(error))
            yield Added(name, None, error=error)
            continue
        outcome = Outcome.known if mark in known else record.add(result, reader.version) if record and not dry_run else Outcome.added
        settled.append(name)
        yield Added(name, outcome, None if mark in known else result)
    if settled and len(settled) == len(some) and is_address(path):
        settled.append(path)  # which may have led to another address
    if record and not dry_run:
        record.settled(settled)


def _documents(crew: Crew[_Task, Document | Reading | InputError], some: list[Capture | InputError], given: Given) -> Iterator[Document | InputError]:
    """The documents of captures, in order; what came as an error stays one."""
    found = crew.each([(capture, given) for capture in some if isinstance(capture, Capture)])
    for capture in some:
        one = capture if isinstance(capture, InputError) else next(found)
        if isinstance(one, InputError) and isinstance(capture, Capture):
            one = named(capture.name, one)
        assert not isinstance(one, Reading)
        yield one


_Task = tuple[Capture, Given] | Document


class _Work:
    """What a worker of the crew does: captures become documents, documents readings."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, task: _Task) -> Document | Reading | InputError:
        if isinstance(task, Document):
            return _read(self.reader, task)
        capture, given = task
        try:
            return self.reader.document(capture, **given)
        except InputError as error:
            return error
        except Exception as error:  # noqa: BLE001  one document must never stop the others
            return fault(error)


def fault(error: Exception) -> InputError:
    """An error that the reader must not raise, as what is to be said of its document."""
    if isinstance(error, MemoryError):
        return InputError("there is not enough memory for it")
    return InputError(f"the reader failed on it ({type(error).__name__}: {error}); please report this as a fault of Qanat")


def _read(reader: Reader, document: Document) -> Reading | InputError:
    try:
        return reader.read(document)
    except Exception as error:  # noqa: BLE001  one document must never stop the others
        return fault(error)
