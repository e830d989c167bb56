"""The way to the database: SQLite in one file, or PostgreSQL by its address. One writer at a time, readers never wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from qanat.errors import RecordError

T = TypeVar("T")
_AGAIN = frozenset(("40001", "40P01"))  # what PostgreSQL says of a transaction that it ended so that another can go on
_TRIES = 4  # times before the last
_WAIT = 60  # seconds that a writer waits for its turn
_LOCK = 0x9A4A7  # the number of our advisory lock: the writers of one PostgreSQL record take turns
_VIEW = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Questions are short, what they look up is in memory or on no spinning disk, and a plan that is good for a state with few contacts is none for one with many.
_PLANS = "SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1; SET LOCAL plan_cache_mode = force_custom_plan"
_CAUSES = (
    ("database or disk is full", "the disk is full; free some space and run the same command again: what was added so far is kept"),
    ("disk i/o error", "the disk can't be written (full, over a limit, or failing); see to it and run the same command again: what was added so far is kept"),
    ("no space left", "the disk of the server is full; free some space and run the same command again: what was added so far is kept"),
    ("readonly database", "it can't be written (read-only file or folder)"),
    ("read-only", "it can't be written (read-only)"),
    ("unable to open database file", "it can't be opened: is there such a folder, and may you write in it?"),
    ("file is not a database", "this file is no record of Qanat (not an SQLite database)"),
    ("database disk image is malformed", "the file is damaged; restore a backup (qanat restore)"),
    ("database is locked", f"another program has been writing in it for {_WAIT} seconds; try again later"),
    ("out of memory", "there is not enough memory"),
    ("deadlock", "another program locks the same rows again and again; end it, and run the same command again: what was added so far is kept"),
    ("connection", "there is no connection to the server"),
)


def address(db: str | Path) -> URL:
    """The address of a record: a URL (`sqlite:///qanat.db`, `postgresql://user@host/name`) or the path of a file."""
    raw = str(db)
    if "://" not in raw:
        return URL.create("sqlite", database=raw)
    try:
        url = make_url(raw)
    except ArgumentError as error:
        raise RecordError(f"{raw}: no address of a database: write sqlite:///FILE or postgresql://USER@HOST/NAME") from error
    kind = url.get_backend_name()
    if kind == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or not url.database:
        raise RecordError(f"{url.render_as_string()}: a record is kept in sqlite:///FILE or in postgresql://USER@HOST/NAME")
    return url


def connect(url: URL) -> Engine:
    """An engine whose transactions are what the record needs: whole, durable, one writer at a time."""
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": _WAIT})
            event.listen(engine, "connect", _sqlite)
        else:
            engine = create_engine(url, connect_args={"application_name": "qanat"}, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise RecordError(f"PostgreSQL needs the extra `postgres`: pip install 'qanat[postgres]' ({error})") from error
    event.listen(engine, "begin", _begin)
    return engine


def _sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says so, also around changes of the schema
    for pragma in ("journal_mode=WAL", "wal_autocheckpoint=16000", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        connection.exec_driver_sql(f"{_VIEW}; {_PLANS}")


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Failures of the database as a RecordError that names the record and the cause."""
    try:
        yield
    except SQLAlchemyError as error:
        raise RecordError(f"{name(engine)}: {cause(error)}") from error
    except MemoryError as error:
        raise RecordError(f"{name(engine)}: there is not enough memory; what was added so far is kept") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of the record."""
    with told(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept, or nothing."""
    with told(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def changed(engine: Engine, work: Callable[[Connection], T]) -> T:
    """Do something in one transaction that writes. Our writers take turns, so only another program can bring about a deadlock; where the server ends our
    transaction for one, it is done again from the beginning.
    """
    with told(engine):
        for _ in range(_TRIES):
            try:
                with engine.connect().execution_options(writes=True) as connection, connection.begin():
                    return work(connection)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _AGAIN:
                    raise
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            return work(connection)


def name(engine: Engine) -> str:
    """The record's name for people, without a password."""
    url = engine.url
    return str(url.database) if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql").render_as_string()


def cause(error: SQLAlchemyError) -> str:
    """Why the database failed, and what to do about it."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    for sign, meaning in _CAUSES:
        if sign in said.lower():
            return f"{meaning} [{said.splitlines()[0]}]"
    return said.splitlines()[0] if said else type(error).__name__


def healthy(connection: Connection) -> list[str]:
    """What the database says of its own soundness; empty when it is sound."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    return found + [f"{row[0]} row {row[1]} names a row of {row[2]} that is not there" for row in connection.execute(text("PRAGMA foreign_key_check"))]
