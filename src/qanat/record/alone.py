"""One round of collecting at a time over a record, held by a lock of the system or of the server, which goes with its process however that ends."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from qanat.errors import RecordError
from qanat.record.engine import name

_LOCK = 0x9A4A8  # the number of the advisory lock that a round holds in a PostgreSQL record
_NAME = 63  # bytes of the name that a connection gives itself
_TRIES, _PAUSE = 10, 0.2  # times, seconds
_TAKE = f"SELECT pg_try_advisory_lock({_LOCK})"
_GIVE = f"SELECT pg_advisory_unlock({_LOCK})"
_HOLDER = f"""
    SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.objid = {_LOCK} AND l.granted AND d.datname = current_database()
"""


@contextmanager
def alone(engine: Engine, since: str) -> Iterator[None]:
    """Hold the only round over a record, begun at a time; raises RecordError that says who holds it, since when, and what to do."""
    me = f"{since} by process {os.getpid()} on {platform.node()}"
    with (_file if engine.dialect.name == "sqlite" else _server)(engine, me) as holder:
        if holder is not None:
            held = f"another round is at work on it{f' since {holder}' if holder else ''}"
            raise RecordError(f"{name(engine)}: {held}; wait until it has ended, or end that process and run the same command again: nothing is lost")
        yield


@contextmanager
def _file(engine: Engine, me: str) -> Iterator[str | None]:
    """A lock on a file beside that of the record; gives what its holder wrote there, None where it is ours."""
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield None
        return
    path = Path(f"{engine.url.database}-round")
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise RecordError(f"{path}: can't be written ({error.strerror}); by this file a round tells others that it is at work") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            yield file.read()
            return
        file.truncate(0)
        file.write(me)
        file.flush()
        yield None


@contextmanager
def _server(engine: Engine, me: str) -> Iterator[str | None]:
    """A lock of the server on a connection of its own, whose name tells its holder; as `_file`."""
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()  # so that it is closed afterwards, and the lock gone
    with connection:
        connection.autocommit = True
        connection.execute("SELECT set_config('application_name', %s, false)", (me.encode("ascii", "replace")[:_NAME].decode(),))
        for _ in range(_TRIES):  # the server may still be taking leave of a process that was killed
            if connection.execute(_TAKE).fetchone()[0]:
                yield None
                connection.execute(_GIVE)
                return
            time.sleep(_PAUSE)
        yield next((told for (told,) in connection.execute(_HOLDER)), "")
