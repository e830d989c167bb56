"""The schema of a record and its migrations: a record is at the old schema or at the new one, never between."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from qanat.errors import RecordError
from qanat.record.engine import name, reading, writing

HEAD = "0009"
_MIGRATIONS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """At which schema a record is; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def prepare(engine: Engine, *, create: bool = True) -> None:
    """Bring the schema up to date, all in one transaction; two programs that come at once take turns.

    Raises RecordError when the record is newer than this program, or empty and not to be created.
    """
    with reading(engine) as connection:
        found = revision(connection)
        if found is None and not create:
            raise RecordError(f"{name(engine)}: there is no record; make one with `qanat add`")
        foreign = found is None and set(inspect(connection).get_table_names())
    if found == HEAD:
        return
    if foreign:
        raise RecordError(f"{name(engine)}: holds tables of another program ({', '.join(sorted(foreign)[:3])} …); name an empty database")
    migrate(engine)


def migrate(engine: Engine, more: Sequence[Path] = ()) -> None:
    """Run the migrations; `more`: further folders with revisions."""
    with writing(engine) as connection:
        upgrade(connection, more=more)


def upgrade(connection: Connection, to: str = "head", more: Sequence[Path] = ()) -> None:
    """Run the migrations up to a revision, inside the transaction of the connection."""
    from alembic import command

    found = revision(connection)
    if found is not None and not known(found, more):
        raise RecordError(f"{name(connection.engine)}: was made by a newer Qanat (schema {found}); upgrade this one: pip install --upgrade qanat")
    config = _config(more)
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def known(which: str, more: Sequence[Path] = ()) -> bool:
    """Is this a schema that this program knows of?"""
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        return ScriptDirectory.from_config(_config(more)).get_revision(which) is not None
    except CommandError:
        return False


def _config(more: Sequence[Path]) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, (_MIGRATIONS / "versions", *more))))
    return config
