"""The record: readings are kept, one transaction a document, and nothing is overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, func, select

from qanat.errors import MissingError, RecordError
from qanat.model import Document, Reading
from qanat.record import adding, ask, auditing, board, cite, coverage, judging, kin, labels, listing, places, search, show, things, timeline, waiting
from qanat.record.adding import Outcome
from qanat.record.ask import Filters
from qanat.record.audit import Finding
from qanat.record.bonds import Bonds
from qanat.record.bulk import Read
from qanat.record.channels import Channel
from qanat.record.cite import Citation
from qanat.record.engine import address, changed, connect, name, reading
from qanat.record.keep import parts, put
from qanat.record.names import Naming
from qanat.record.offices import Office
from qanat.record.readouts import Readouts
from qanat.record.report import Report
from qanat.record.rows import fingerprint
from qanat.record.schema import prepare
from qanat.record.search import ALL, Within
from qanat.record.show import Shown, Why
from qanat.record.tables import aside, changes, documents, judgements, profiles, readings, reports, statements, versions
from qanat.record.tongue import Tongue
from qanat.record.verdicts import Judgement
from qanat.record.waiting import Aside

T = TypeVar("T")
_PLAIN = {**listing.KINDS, "labels": labels.labels_}  # rows for which no name need be compared


class Record:
    """A record, open. Safe to share between threads; close it when done, or use it in a `with`."""

    def __init__(self, engine: Engine, tongue: Callable[[], Tongue]) -> None:
        self.engine = engine
        self._tongue = tongue
        self.bonds = Bonds()
        self._days = coverage.Kept()
        self._held: Connection | None = None

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @property
    def name(self) -> str:
        """The file or the address, for people."""
        return name(self.engine)

    @property
    def tongue(self) -> Tongue:
        """The language of the record, loaded when first asked for."""
        return self._tongue()

    @contextmanager
    def view(self) -> Iterator[Connection]:
        """One unchanging view of the record, to ask several questions of it."""
        if self._held is not None:
            yield self._held
            return
        with reading(self.engine) as connection:
            yield connection

    @contextmanager
    def still(self) -> Iterator[Self]:
        """The record as it is now: all answers of it fit one another, whatever is added meanwhile. Only to be asked, by one thread."""
        with self.view() as connection:
            one = type(self)(self.engine, self._tongue)
            one._held = connection
            yield one

    def change(self, work: Callable[[Connection], T], *, shown: bool = True) -> T:
        """Do something in one transaction that writes; it may be begun anew, so it must change nothing else. `shown`: it may change what is answered."""

        def counted(connection: Connection) -> T:
            made = work(connection)
            if shown and not (isinstance(made, list) and set(made) == {Outcome.known}):
                put(connection, changes, [{"n": 1, "count": 1}], change=(), add=("count",))
            return made

        return changed(self.engine, counted)

    @property
    def changes(self) -> int:
        """A number that is another one after everything that may change an answer."""
        with self.view() as connection:
            return int(connection.execute(select(changes.c.count)).scalar() or 0)

    def veiled(self, value: T) -> T:
        """A value as it may be shown: without the names of those who were taken down (`Veiled`)."""
        return value

    # --- adding ----------------------------------------------------------------------------------------------------------------

    def known(self, some: Iterable[Document], reader: str = "") -> set[str]:
        """The fingerprints of those documents that are in the record as they are, read by this reader."""
        marks = {fingerprint(document) for document in some}
        out: set[str] = set()
        with self.view() as connection:
            for few in parts(sorted(marks)):
                lines = select(versions.c.fingerprint).join(readings, readings.c.version == versions.c.n)
                out |= set(connection.execute(lines.where(readings.c.reader == reader, versions.c.fingerprint.in_(few))).scalars())
        return out

    def add(self, found: Reading, reader: str = "") -> Outcome:
        """Keep a reading with all that follows from it, in one transaction. `reader` tells the version of what read it."""
        return self.add_all([(found, reader)])[0]

    def add_all(self, some: Sequence[Read]) -> list[Outcome]:
        """Keep readings, each with the version of what read it, all in one transaction: the same as one after the other, and faster."""
        tongue = self.tongue
        return self.change(lambda connection: adding.add_all(connection, some, tongue, self.bonds))

    # --- asking ------------------------------------------------------------------------------------------------------------------

    def contacts(self, **asked: Any) -> list[dict[str, Any]]:
        """The contacts in the form of the contract, the newest first; the filters are those of `ask.Filters`."""
        return list(self.rows("contacts", Filters(**asked)))

    def statements(self, **asked: Any) -> list[dict[str, Any]]:
        """The statements, the newest first."""
        return list(self.rows("statements", Filters(**asked)))

    def actors(self, **asked: Any) -> list[dict[str, Any]]:
        """Who is in the record, those that most documents name first."""
        return list(self.rows("actors", Filters(**asked)))

    def reports(self, **asked: Any) -> dict[str, tuple[Report, ...]]:
        """The reports of contacts, by contact, the newest contact first."""
        asked_for = Filters(**asked)
        with self.view() as connection:
            return ask.reports_(connection, asked_for, self.naming_for(asked_for))

    def rows(self, what: str, asked: Filters) -> Iterator[dict[str, Any]]:
        """The rows of a kind (contacts, statements, actors, documents, events, coverage, labels), one after the other, in one view of the record."""
        naming = self.naming_for(asked)
        with self.view() as connection:
            if what in _PLAIN:
                yield from _PLAIN[what](connection, asked)
            elif what == "statements":
                yield from ask.statements_(connection, asked, naming, self.tongue.speller if asked.words else None)
            else:
                yield from {"contacts": ask.contacts_, "actors": ask.actors_}[what](connection, asked, naming)

    def search(self, query: str, *, exact: bool = False, limit: int | None = None, within: Within = ALL) -> Iterator[dict[str, Any]]:
        """The documents with all the words of a query, the newest first, each with the places and the words around the first of them."""
        speller = self.tongue.speller
        with self.view() as connection:
            for one in search.find(connection, query, speller, exact=exact, limit=limit, within=within):
                yield search.form(one)

    def facets(self, query: str, *, exact: bool = False, within: Within = ALL) -> dict[str, list[tuple[str, int]]]:
        """In which outlets and years the documents with all the words are, with their numbers."""
        with self.view() as connection:
            return search.facets(connection, query, self.tongue.speller, exact=exact, within=within)

    def show(self, name: str) -> Shown:
        """One thing of the record by its id."""
        with self.view() as connection:
            return show.show(connection, name)

    def linked(self, document: str) -> dict[str, str]:
        """What the claims and actors of an article are in the record, by their ids in its reading."""
        with self.view() as connection:
            found = things.find(connection, document)
            return things.linked(connection, found.document or "")

    def outlets_read(self) -> list[dict[str, Any]]:
        """The outlets of which something was read, with their days and articles; those with most first."""
        with self.view() as connection:
            return list(listing.outlets_(connection))

    def explain(self, name: str) -> Why:
        """Why a thing is in the record: its claims with their rules, and the verdicts by which it is one."""
        with self.view() as connection:
            return show.explain(connection, name)

    def cite(self, name: str) -> list[Citation]:
        """The words that stand behind a thing of the record."""
        with self.view() as connection:
            return cite.cite(connection, name)

    def family(self, name: str) -> kin.Family:
        """The copies, updates and rewrites of an article by its id."""
        with self.view() as connection:
            found = things.find(connection, name)
            if found.kind != "document" or found.document is None:
                raise RecordError(f"{name}: is no article")
            return self._kin(connection).family(found.document)

    def families(self, asked: Filters) -> Iterator[kin.Family]:
        """The articles that others were made of, those with most first."""
        with self.view() as connection:
            yield from self._kin(connection).families(asked)

    def _kin(self, connection: Connection) -> kin.Kin:
        return kin.Kin(connection, self.tongue.speller, self.tongue.agencies)

    def naming_for(self, asked: Filters) -> Naming | None:
        """How names are compared, where a name is asked for: else the language need not be loaded."""
        return self.tongue.naming if ask.needs_naming(asked) else None

    def channels(self, *, as_of: str | None = None, **asked: Any) -> tuple[Channel, ...]:
        """The channels between camps, the most used first; silence is counted up to `as_of`, by default the last day read."""
        with self.view() as connection:
            return board.channels_(connection, Filters(**asked), as_of, self._days)[0]

    def pairs(self, **asked: Any) -> list[tuple[str, str, int]]:
        """Every two camps with the number of their contacts that took place, those with most first; of a level or a period."""
        with self.view() as connection:
            return board.pairs_(connection, Filters(**asked))

    def timeline(self, unit: str = "month", **asked: Any) -> list[dict[str, Any]]:
        """How many contacts there were, by status, in each month or on each day (`unit`)."""
        asked_for = Filters(**asked)
        with self.view() as connection:
            return timeline.timeline_(connection, asked_for, unit, self.naming_for(asked_for))

    def said(self, asked: Filters) -> dict[str, Counter[str]]:
        """How many statements there were on each day, by act."""
        with self.view() as connection:
            return timeline.said_(connection, asked, self.naming_for(asked), self.tongue.speller if asked.words else None)

    def places(self, **asked: Any) -> list[dict[str, Any]]:
        """Where contacts took place, and how many, the places with most first; the row without a name holds those of which no place is told."""
        with self.view() as connection:
            return places.places_(connection, Filters(**asked), self.tongue.naming)

    @property
    def last_day(self) -> str | None:
        """The last day from which something is in the record."""
        with self.view() as connection:
            return coverage.last_day(connection)

    def audit(self, **asked: Any) -> list[Finding]:
        """The claims on series of contacts, the newest first, each with what the record says to it."""
        with self.view() as connection:
            return auditing.audit_(connection, Filters(**asked), self.tongue.naming)

    def readouts(self, contact: str) -> Readouts:
        """Both sides' accounts of a contact."""
        with self.view() as connection:
            return board.readouts_(connection, contact, self.tongue.naming)[1]

    def offices(self, country: str, *, as_of: str | None = None, role: str | None = None) -> tuple[Office, ...]:
        """Who held the offices of a state, and who on the day `as_of`, by default the last that is known."""
        with self.view() as connection:
            return board.offices_(connection, country, as_of, self.tongue.naming, role)

    # --- what could not be added -------------------------------------------------------------------------------------------------

    def set_aside(self, name: str, path: str, given: dict[str, str | None], reason: str) -> None:
        """Remember a document that could not be read, with the reason, for `retry`."""
        self.change(lambda connection: waiting.keep(connection, name, path, given, reason))

    def settled(self, names: Collection[str]) -> None:
        """Documents that had been set aside and are in the record now."""
        with self.view() as connection:
            there = waiting.among(connection, names)
        if there:
            self.change(lambda connection: waiting.release(connection, there))

    def aside(self) -> list[Aside]:
        """The documents that were set aside, by name."""
        with self.view() as connection:
            return waiting.every(connection)

    # --- what a person says --------------------------------------------------------------------------------------------------------

    def judge(self, kind: str, a: str, b: str, *, same: bool, by: str, why: str = "") -> None:
        """A person's word that two reports tell of one contact (`kind` "contact"), or two profiles name one (`kind` "actor"), or that they do not."""
        a, b = min(a, b), max(a, b)
        table = {"contact": reports, "actor": profiles}[kind]
        with self.view() as connection:
            there = set(connection.execute(select(table.c.id).where(table.c.id.in_((a, b)))).scalars())
        if there != {a, b} or a == b:
            raise MissingError(f"{self.name}: there are no two {table.name} {a} and {b}")
        judging.judge(self, kind, [(a, b)], same=same, by=by, why=why)

    def split(self, group: str, members: Sequence[str], *, by: str, why: str = "") -> tuple[str, ...]:
        """Take reports out of a contact, or ways of naming out of an actor, for good; returns the ids of the rest and of the new one."""
        return judging.split(self, group, members, by=by, why=why)

    def join(self, a: str, b: str, *, by: str, why: str = "") -> tuple[str, ...]:
        """Make two contacts, or two actors, one for good; returns its id."""
        return judging.join(self, a, b, by=by, why=why)

    def judged(self, kind: str) -> list[Judgement]:
        """All that people said of a kind, in the order of ids."""
        j = judgements.c
        with self.view() as connection:
            return [Judgement(*row) for row in connection.execute(select(j.a, j.b, j.same, j.by, j.why).where(j.kind == kind).order_by(j.a, j.b))]

    def count(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.view() as connection:
            tables = (documents, versions, readings, reports, statements, aside)
            return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def open_record(db: str | Path, tongue: Callable[[], Tongue], *, create: bool = True, kind: type[Record] = Record) -> Record:
    """The record at an address or in a file, brought to the schema of today; made where there is none, unless `create` is false."""
    url = address(db)
    if not create and url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        raise RecordError(f"{url.database}: there is no record; make one with `qanat add`")
    engine = connect(url)
    try:
        prepare(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    return kind(engine, tongue)
