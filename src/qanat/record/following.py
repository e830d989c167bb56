"""Which outlets a record follows, and how far collecting is: feeds with what is needed to ask for news only, addresses that wait, days that were looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, case, func, select, update

from qanat import outlets
from qanat.errors import MissingError, RecordError
from qanat.outlets import Outlet
from qanat.record import coverage
from qanat.record.keep import parts, put, whole
from qanat.record.store import Record
from qanat.record.tables import aside, feeds, finds, followed, looks

WAITING, LIVE, KEPT, PASSED, GONE, BARRED, ASIDE, BEFORE = "waiting", "live", "kept", "passed", "gone", "barred", "aside", "before"  # states of a find
_ALL = (WAITING, LIVE, KEPT, PASSED, GONE, BARRED, ASIDE, BEFORE)


class Told(Protocol):
    """What a feed tells of an article."""

    @property
    def url(self) -> str: ...
    @property
    def published(self) -> str | None: ...
    @property
    def updated(self) -> str | None: ...


class Followed(NamedTuple):
    """An outlet of the record. `own`: its card is kept in the record."""

    card: Outlet
    enabled: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of an outlet, or a sitemap. `read`: when it was last read, in UTC; `failures`, `reason`: how often it could not be since, and why."""

    address: str
    outlet: str
    parent: str | None = None
    kind: str | None = None
    etag: str | None = None
    modified: str | None = None
    read: str | None = None
    entries: int = 0
    newest: str | None = None
    failures: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """An address of an article that a feed named; `key` is the address as it is compared, `etag` and `modified` those of the last visit."""

    key: str
    url: str
    outlet: str
    published: str | None
    updated: str | None
    etag: str | None
    modified: str | None
    state: str


class Following:
    """The outlets that a record follows."""

    def __init__(self, record: Record) -> None:
        self.record = record

    # --- outlets ----------------------------------------------------------------------------------------------------------------

    def outlets(self) -> list[Followed]:
        """The outlets by id, each with its card. Raises RecordError for one whose card is not known (any longer)."""
        f = followed.c
        with self.record.view() as connection:
            found = connection.execute(select(f.outlet, f.card, f.enabled).order_by(f.outlet)).all()
        out = []
        for outlet, text, enabled in found:
            card = outlets.card(outlet, text) if text is not None else outlets.load().get(outlet)
            if card is None:
                raise RecordError(f"{self.record.name}: follows {outlet}, of which this Qanat has no card; add it anew with a card of its own")
            out.append(Followed(card, enabled, text is not None))
        return out

    @cached_property
    def hosts(self) -> Mapping[str, Outlet]:
        """The outlets with cards of one's own, by host."""
        return {host: one.card for one in self.outlets() if one.own for host in one.card.hosts}

    def card_of(self, url: str) -> Outlet | None:
        """The outlet with a card of one's own at an address."""
        host = outlets.host_of(url)
        while host and host not in self.hosts:
            host = host.partition(".")[2]
        return self.hosts.get(host)

    def follow(self, outlet: str, card: str | None = None, addresses: Iterable[str] = ()) -> None:
        """Follow an outlet, with a card of one's own if one is given, and further feeds."""
        if card is None and outlet not in outlets.load():
            raise MissingError(f"{outlet}: there is no card of such an outlet")
        wanted = list(addresses)

        def write(connection: Connection) -> None:
            put(connection, followed, [{"outlet": outlet, "card": card, "enabled": True}])
            self._feeds(connection, outlet, wanted, None)

        self.record.change(write)
        self.__dict__.pop("hosts", None)

    def enable(self, outlet: str, *, enabled: bool) -> bool:
        """Ask an outlet, or do not ask it any longer; what was found of it stays. Returns whether the record follows it at all."""
        line = update(followed).where(followed.c.outlet == outlet).values(enabled=enabled)
        return self.record.change(lambda connection: connection.execute(line).rowcount) > 0

    # --- feeds ------------------------------------------------------------------------------------------------------------------

    def feeds(self, outlet: str) -> list[Feed]:
        """The feeds of an outlet, by address."""
        with self.record.view() as connection:
            found = connection.execute(select(feeds).where(feeds.c.outlet == outlet).order_by(feeds.c.address)).mappings()
            return [Feed(**row) for row in found]

    def add_feeds(self, outlet: str, addresses: Iterable[str], parent: str | None = None) -> list[Feed]:
        """Remember feeds of an outlet; returns them as they are known."""
        wanted = list(dict.fromkeys(addresses))
        self.record.change(lambda connection: self._feeds(connection, outlet, wanted, parent))
        known = {feed.address: feed for feed in self.feeds(outlet)}
        return [known[address] for address in wanted if address in known]

    def _feeds(self, connection: Connection, outlet: str, addresses: Iterable[str], parent: str | None) -> None:
        blank = {"kind": None, "etag": None, "modified": None, "read": None, "entries": 0, "newest": None, "failures": 0, "reason": None}
        put(connection, feeds, [{"address": whole(one), "outlet": outlet, "parent": parent, **blank} for one in dict.fromkeys(addresses)], change=())

    def read(self, feed: Feed, told: Iterable[Told], day: str, before: Iterable[Told] = ()) -> list[Find]:
        """A feed was read on a day: keep how it stands now, and what it names that is new or has changed since; returns that.

        What was there `before` anybody looked is only remembered.
        """
        old = {key: one for one in before if (key := outlets.plain(one.url))}
        entries = {**old, **{key: one for one in told if (key := outlets.plain(one.url))}}

        def write(connection: Connection) -> list[Find]:
            put(connection, feeds, [{name: getattr(feed, name) for name in Feed.__slots__}])
            fresh = self._fresh(connection, entries)
            rows = [
                {
                    "key": whole(key),
                    "url": whole(one.url),
                    "outlet": feed.outlet,
                    "published": one.published,
                    "updated": one.updated,
                    "state": BEFORE if key in old else WAITING,
                    "reason": None,
                    "etag": known.etag if known else None,
                    "modified": known.modified if known else None,
                }
                for key, (one, known) in fresh.items()
            ]
            for some in parts(rows):
                put(connection, finds, some)
            wanted = [_find(row) for row in rows if row["state"] == WAITING]
            self._look(connection, feed.outlet, day, read=1, found=len(wanted))
            return wanted

        return self.record.change(write)

    def _fresh(self, connection: Connection, entries: dict[str, Told]) -> dict[str, tuple[Told, Find | None]]:
        """What is not known, or was changed by its outlet since."""
        known: dict[str, Find] = {}
        columns = [finds.c[name] for name in Find.__slots__]
        for some in parts(entries):
            known |= {row["key"]: _find(row) for row in connection.execute(select(*columns).where(finds.c.key.in_(some))).mappings()}
        out: dict[str, tuple[Told, Find | None]] = {}
        for key, one in entries.items():
            before = known.get(key)
            if before is None or (one.updated is not None and one.updated > (before.updated or before.published or "")):
                out[key] = (one, before)
        return out

    def failed(self, feed: Feed, reason: str, day: str) -> None:
        """A feed could not be read."""
        f = feeds.c

        def write(connection: Connection) -> None:
            connection.execute(update(feeds).where(f.address == feed.address).values(failures=f.failures + 1, reason=whole(reason)))
            self._look(connection, feed.outlet, day, failed=1)

        self.record.change(write)

    def _look(self, connection: Connection, outlet: str, day: str, **more: int) -> None:
        put(connection, looks, [{"outlet": outlet, "day": day, "read": 0, "failed": 0, "found": 0}], change=())
        line = update(looks).where(looks.c.outlet == outlet, looks.c.day == day)
        connection.execute(line.values({name: looks.c[name] + number for name, number in more.items()}))
        if more.get("read"):
            coverage.recount(connection, outlet, day)

    # --- finds ------------------------------------------------------------------------------------------------------------------

    def waiting(self, ids: Iterable[str], since: str | None = None, limit: int | None = None) -> Iterator[Find]:
        """What waits to be fetched of some outlets, or is still being written on, the newest first."""
        f = finds.c
        lines = select(*(f[name] for name in Find.__slots__)).where(f.state.in_((WAITING, LIVE)), f.outlet.in_(sorted(ids)))
        if since is not None:
            lines = lines.where(func.coalesce(f.updated, f.published, since) >= since)
        lines = lines.order_by(func.coalesce(f.published, f.updated, "").desc(), f.key)
        with self.record.view() as connection:
            for row in connection.execute(lines.limit(limit) if limit is not None else lines).mappings():
                yield _find(row)

    def settle(self, find: Find, state: str, *, etag: str | None = None, modified: str | None = None, reason: str | None = None) -> None:
        """What became of a find."""
        values: dict[str, Any] = {"state": state, "reason": whole(reason)}
        if etag or modified:
            values |= {"etag": whole(etag), "modified": whole(modified)}
        line = update(finds).where(finds.c.key == find.key).values(values)
        self.record.change(lambda connection: connection.execute(line))

    def counts(self) -> dict[str, dict[str, int]]:
        """How many finds of each outlet are in each state; what was set aside and read later is kept."""
        f = finds.c
        read = (f.state == ASIDE) & f.url.not_in(select(aside.c.name))
        state = case((read, KEPT), else_=f.state).label("now")
        out: dict[str, dict[str, int]] = {}
        with self.record.view() as connection:
            for outlet, now, number in connection.execute(select(f.outlet, state, func.count()).group_by(f.outlet, "now")):
                out.setdefault(outlet, dict.fromkeys(_ALL, 0))[now] = number
        return out


def _find(row: Any) -> Find:
    return Find(**{name: row[name] for name in Find.__slots__})
