"""Notes of visitors on an article or a contact: plain text, shown once an analyst has let them through. Their e-mail is for administrators alone."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from qanat.errors import MissingError, RecordError
from qanat.record import emails, log, things
from qanat.record.keep import whole
from qanat.record.log import By
from qanat.record.store import Record
from qanat.record.tables import notes, reports

STATES = ("waiting", "shown", "hidden")
LONGEST = 4_000  # characters of a note
MOST_WAITING = 1_000  # notes that nobody has looked at yet, past which none is taken
_NAME, _EMAIL = 80, 254


class Notes:
    """The notes of a record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, target: str, *, name: str, email: str, words: str, by: By) -> str:
        """Take a note on the article or contact of an id; it waits until somebody has looked at it. Returns the id of today."""
        row = {"name": _line(name), "email": _line(email), "words": _plain(words)}
        for field, longest in (("name", _NAME), ("email", _EMAIL), ("words", LONGEST)):
            if not 0 < len(row[field]) <= longest:
                raise RecordError(
                    f"a note needs {'an e-mail' if field == 'email' else f'a {field}' if field == 'name' else 'words'}, at most {longest} characters"
                )
        emails.check(row["email"])
        with self.record.view() as connection:
            found = things.find(connection, target)
        if found.kind not in ("contact", "document"):
            raise RecordError(f"{target}: is a {found.kind}; a note is written on an article or a contact")

        def write(connection: Connection) -> None:
            waiting = connection.execute(select(func.count()).where(notes.c.state == "waiting")).scalar_one()
            if waiting >= MOST_WAITING:
                raise RecordError("too many notes wait to be looked at; try again another day")
            n = int(connection.execute(insert(notes).returning(notes.c.n), {"target": found.id, **row}).scalar_one())
            log.write(connection, by, "note sent", str(n), found.id)

        self.record.change(write)
        return found.id

    def on(self, target: str) -> list[dict[str, Any]]:
        """The notes that are shown on an article or a contact, the oldest first, without e-mail; those on contacts that became one with it too."""
        with self.record.view() as connection:
            found = things.find(connection, target)
            names = [found.id]
            if found.kind == "contact":
                names += ["k" + one for one in connection.execute(select(reports.c.id).where(reports.c.contact == found.id)).scalars()]
            lines = _told().where(notes.c.target.in_(names), notes.c.state == "shown").order_by(notes.c.n)
            told = [_form(row) for row in connection.execute(lines).mappings()]
        return self.record.veiled(told)

    def every(self, state: str, *, limit: int, after: int = 0) -> list[dict[str, Any]]:
        """The notes in a state, the oldest first, without e-mail; those after number `after`."""
        with self.record.view() as connection:
            lines = _told().where(notes.c.state == state, notes.c.n > after).order_by(notes.c.n).limit(limit)
            found = [_form(row) for row in connection.execute(lines).mappings()]
        return self.record.veiled(found)

    def emails(self, some: list[int]) -> dict[int, str]:
        """The e-mails of notes by their numbers: for administrators alone."""
        with self.record.view() as connection:
            return {n: email for n, email in connection.execute(select(notes.c.n, notes.c.email).where(notes.c.n.in_(some)))}  # noqa: C416  rows are no pairs

    def decide(self, n: int, state: str, *, by: By) -> None:
        """Show a note, hide it, or let it wait again."""
        if state not in STATES:
            raise RecordError(f"{state}: must be one of {', '.join(STATES)}")

        def write(connection: Connection) -> None:
            if not connection.execute(update(notes).where(notes.c.n == n).values(state=state)).rowcount:
                raise MissingError(f"there is no note {n}")
            log.write(connection, by, f"note {state}", str(n))

        self.record.change(write)


def _told() -> Any:
    n = notes.c
    return select(n.n, n.target, n.name, n.words, n.state, n.added)


def _form(row: Any) -> dict[str, Any]:
    return {**row, "added": row["added"].date().isoformat()}


def _line(given: str) -> str:
    return " ".join(_plain(given).split())


def _plain(given: str) -> str:
    """Text without control characters but line ends, at most two of these in a row."""
    text = unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(one for one in text if one == "\n" or unicodedata.category(one) != "Cc")
    return re.sub(r"\n{3,}", "\n\n", whole(kept) or "").strip()
