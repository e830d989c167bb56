"""Alerts: who wants to be told of what, how and where. What is to be told is written down before it is sent, so that a kill loses nothing."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from qanat.errors import MissingError, RecordError
from qanat.record import emails, log
from qanat.record.keep import parts, put, whole
from qanat.record.log import By
from qanat.record.store import Record
from qanat.record.tables import accounts, alerted, alerts, deliveries, readings, reports

KINDS = ("email", "webhook")
TRIES = 3  # to send a message, each in a round of its own
_MOST = 50  # alerts of one account
_LONGEST = 2_000  # characters of a question or an address


class Alert(NamedTuple):
    """`question`: the address of a list (`/contacts?country=RUS`); `target`: an e-mail or the address of a webhook; `secret` signs webhooks; `seen`: the
    number of the last reading that it has looked at.
    """

    n: int
    account: str
    kind: str
    target: str
    question: str
    language: str
    secret: str | None
    enabled: bool
    seen: int


class Item(NamedTuple):
    """Something to be told: `keys` are all the names by which it may have been told of before, of which the first is its own."""

    keys: tuple[str, ...]
    path: str
    title: str
    text: str


class New(NamedTuple):
    """What came in since an alert last looked: contacts, and versions of articles."""

    contacts: tuple[str, ...]
    versions: tuple[int, ...]


class Delivery(NamedTuple):
    """A message that waits: `id` stays whatever becomes of it; `items` as JSON values; `tries` that were made before."""

    id: str
    alert: Alert
    items: list[dict[str, str]]
    tries: int


class Alerts:
    """The alerts of a record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def add(self, account: str, *, kind: str, target: str, question: str, language: str, known: Iterable[str] = (), by: By) -> tuple[int, str | None]:
        """Make an alert of a question that was found to be good; it tells of what comes in from now on, and not of `known`, keys of items that are there.
        Returns its number, and the secret of a webhook.
        """
        target = target.strip()
        if kind not in KINDS:
            raise RecordError(f"{kind}: must be one of {', '.join(KINDS)}")
        if kind == "email":
            emails.check(target)
        if kind == "webhook" and not target.startswith(("https://", "http://")):
            raise RecordError("a webhook is an address that begins with https://")
        if max(len(target), len(question)) > _LONGEST:
            raise RecordError(f"an alert takes at most {_LONGEST} characters")
        secret = secrets.token_hex(32) if kind == "webhook" else None
        row = {"account": account, "kind": kind, "target": whole(target), "question": whole(question), "language": language, "secret": secret, "enabled": True}

        def write(connection: Connection) -> int:
            if connection.execute(select(func.count()).where(alerts.c.account == account, alerts.c.enabled)).scalar_one() >= _MOST:
                raise RecordError(f"an account has at most {_MOST} alerts; stop one first")
            last = _last_reading(connection)
            n = int(connection.execute(insert(alerts).returning(alerts.c.n), {**row, "seen": last}).scalar_one())
            put(connection, alerted, [{"alert": n, "item": one} for one in known], change=())
            log.write(connection, by, "alert added", str(n), f"{kind}, {question}")
            return n

        return self.record.change(write, shown=False), secret

    def mine(self, account: str | None = None) -> list[dict[str, Any]]:
        """The alerts of an account (None: all), without secrets, with the number of messages sent, waiting, and failed, and why the last failed."""
        a, d = alerts.c, deliveries.c
        lines = select(a.n, a.account, a.kind, a.target, a.question, a.enabled).order_by(a.n)
        with self.record.view() as connection:
            found = [dict(row) for row in connection.execute(lines if account is None else lines.where(a.account == account)).mappings()]
            counts: dict[tuple[int, str], int] = {}
            whys: dict[int, str] = {}
            for alert, state, number, why in connection.execute(select(d.alert, d.state, func.count(), func.max(d.why)).group_by(d.alert, d.state)):
                counts[alert, state] = number
                if state != "sent" and why:
                    whys[alert] = why
        return [{**row, **{s: counts.get((row["n"], s), 0) for s in ("sent", "waiting", "failed")}, "why": whys.get(row["n"])} for row in found]

    def switch(self, n: int, *, on: bool, by: By, account: str | None = None) -> None:
        """Stop an alert, or let it go on: from what comes in then, and with what failed before. `account`: only if it is of this one."""
        a, d = alerts.c, deliveries.c

        def write(connection: Connection) -> None:
            last = _last_reading(connection)
            line = update(alerts).where(a.n == n).values(enabled=on, **({"seen": last} if on else {}))
            if not connection.execute(line if account is None else line.where(a.account == account)).rowcount:
                raise MissingError(f"there is no alert {n}")
            if on:
                connection.execute(update(deliveries).where(d.alert == n, d.state == "failed").values(state="waiting", tries=0))
            log.write(connection, by, f"alert {'started' if on else 'stopped'}", str(n))

        self.record.change(write, shown=False)

    # --- what is to be told --------------------------------------------------------------------------------------------------------

    def prepare(self, find: Callable[[Alert, New], Iterable[Item]]) -> None:
        """Write down what each alert has to tell of what came in since it last looked, one message an alert. `find` tells what fits its question."""
        with self.record.view() as connection:
            last = _last_reading(connection)
            some = list(_enabled(connection))
            news = {one.seen: _since(connection, one.seen, last) for one in some}
        for alert in some:
            try:
                found = list(find(alert, news[alert.seen]))
            except RecordError:  # whom it asks for is gone, or was taken down: it has nothing to tell, and the others have
                found = []
            self._write(alert, found, last)

    def _write(self, alert: Alert, found: list[Item], last: int) -> None:
        def write(connection: Connection) -> None:
            told: set[str] = set()
            for keys in parts(sorted({key for one in found for key in one.keys})):
                told |= set(connection.execute(select(alerted.c.item).where(alerted.c.alert == alert.n, alerted.c.item.in_(keys))).scalars())
            fresh = [one for one in found if told.isdisjoint(one.keys)]
            put(connection, alerted, [{"alert": alert.n, "item": key} for one in found for key in one.keys], change=())
            if fresh:
                items = [{"id": one.keys[0], "path": one.path, "title": one.title, "text": one.text} for one in fresh]
                row = {"id": secrets.token_hex(16), "alert": alert.n, "items": json.dumps(items, ensure_ascii=False), "state": "waiting", "tries": 0}
                connection.execute(insert(deliveries), row)
            connection.execute(update(alerts).where(alerts.c.n == alert.n).values(seen=last))

        self.record.change(write, shown=False)

    # --- telling it ------------------------------------------------------------------------------------------------------------------

    def waiting(self) -> list[Delivery]:
        """The messages that are to be sent, the oldest first; those of alerts and accounts that are not stopped."""
        d = deliveries.c
        with self.record.view() as connection:
            on = {one.n: one for one in _enabled(connection)}
            rows = connection.execute(select(d.id, d.alert, d["items"], d.tries).where(d.state == "waiting").order_by(d.added, d.id)).all()
        return [Delivery(id_, on[alert], json.loads(items), tries) for id_, alert, items, tries in rows if alert in on]

    def trying(self, delivery: Delivery) -> None:
        """A try begins: it counts, whatever becomes of us."""
        self._set(delivery, tries=delivery.tries + 1)

    def sent(self, delivery: Delivery) -> None:
        """It has arrived."""
        self._set(delivery, state="sent", why=None)

    def failed(self, delivery: Delivery, why: str, *, for_good: bool) -> bool:
        """It has not; it is tried again in another round, unless that is `for_good` or was the last try. Returns whether it will be."""
        again = not for_good and delivery.tries + 1 < TRIES
        self._set(delivery, state="waiting" if again else "failed", why=whole(why[:500]))
        return again

    def _set(self, delivery: Delivery, **values: Any) -> None:
        self.record.change(lambda connection: connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(**values)), shown=False)


def _last_reading(connection: Connection) -> int:
    return connection.execute(select(func.max(readings.c.n))).scalar() or 0


def _enabled(connection: Connection) -> Iterator[Alert]:
    """The alerts that are not stopped, of accounts that may sign in (or made when there was none)."""
    a = alerts.c
    locked = set(connection.execute(select(accounts.c.name).where(~accounts.c.enabled)).scalars())
    lines: Any = select(*(a[name] for name in Alert._fields)).where(a.enabled).order_by(a.n)
    yield from (one for one in (Alert(*row) for row in connection.execute(lines)) if one.account not in locked)


def _since(connection: Connection, seen: int, last: int) -> New:
    r = reports.c
    lines = select(r.contact).where(r.current, r.reading > seen, r.reading <= last, r.contact.is_not(None)).distinct().order_by(r.contact)
    texts = select(readings.c.version).where(readings.c.n > seen, readings.c.n <= last).distinct().order_by(readings.c.version)
    return New(tuple(connection.execute(lines).scalars()), tuple(connection.execute(texts).scalars()))
