"""A round over the outlets of a record: feeds are read, what is new in them is fetched, read and kept, politely and so that it can be stopped at any moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from qanat.collect import clock, robots
from qanat.collect.feeds import Entry, Listing, linked, listing
from qanat.collect.fetching import Ask, Fetching
from qanat.collect.files import received
from qanat.collect.gate import Failure, Fetched, Lookup, Settings
from qanat.crew import Crew
from qanat.errors import InputError, RecordError
from qanat.model import Capture, Reading
from qanat.outlets import Outlet, host_of
from qanat.pipeline import Given, Reader, fault
from qanat.record.adding import Outcome
from qanat.record.alone import alone
from qanat.record.following import ASIDE, BARRED, GONE, KEPT, LIVE, PASSED, Feed, Find, Following
from qanat.record.store import Record

_BACK = 7  # days that are taken of a sitemap on the first look, if nobody says since when
_FEW = 100  # addresses without a day of which a first look takes all
_PARTS = 20  # feeds and sitemaps of one index that are read in a round, the newest first
_DEEP = 4  # indexes in indexes
_NO_ARTICLE = ("error_page", "listing", "empty", "not_arabic")  # problems of pages that feeds and sitemaps name though they are none
_WRITTEN_ON = b"LiveBlogPosting"  # what a page says of itself that is written on while it is read
_ON = 2  # days for which such a page is asked for again in every round
_USUAL = ("/sitemap.xml", "/rss.xml", "/feed/", "/rss")  # where feeds are looked for last


class Step(NamedTuple):
    """What was done.

    `kind`: "feed" (`number` addresses in it were new), "page" (`outcome` tells what the record did), "passed" (fetched, but no article, or too old), "gone",
    "barred" (by robots.txt), "later" (the host is not to be asked now), "aside" (set aside), "failed" (a feed), "find" (what would be fetched).
    `left`: pages asked for and not there yet.
    """

    kind: str
    outlet: str
    name: str
    why: str = ""
    number: int = 0
    outcome: Outcome | None = None
    contacts: int = 0
    statements: int = 0
    left: int = 0


def home_of(card: Outlet) -> str:
    """Where an outlet is at home in the web."""
    return f"https://{card.hosts[0]}"


class _Feed(NamedTuple):
    feed: Feed
    depth: int


class _Home(NamedTuple):
    """Where feeds of an outlet without any are looked for; `rest`: places that are still to be looked at."""

    card: Outlet
    rest: tuple[str, ...]


def collect(
    record: Record,
    reader: Reader,
    *,
    only: Iterable[str] = (),
    since: str | None = None,
    limit: int | None = None,
    dry_run: bool = False,
    apart: bool = False,
    settings: Settings | None = None,
    lookup: Lookup | None = None,
) -> Iterator[Step]:
    """Fetch what is new from the outlets that a record follows (`only` some of them), published on or after the day `since`, at most `limit` pages.

    Each step is in the record when it is yielded, so a round that was stopped is gone on with by the next. With `dry_run` the feeds are read, nothing is
    written, and what would be fetched is told. `apart`: pages are read in a process of their own, so that one which kills it is set aside as well.
    Raises RecordError where there is nothing to ask, or another round is at work on the record.
    """
    following = Following(record)
    cards = {one.card.id: one.card for one in following.outlets() if one.enabled}
    wanted = set(only) or set(cards)
    if unknown := sorted(wanted - set(cards)):
        raise RecordError(f"{record.name}: does not follow {', '.join(unknown)}; `qanat outlets add {unknown[0]}` makes it")
    if not cards:
        raise RecordError(f"{record.name}: follows no outlet yet; `qanat outlets list` shows those with a card, `qanat outlets add ID` adds one")
    held = nullcontext() if dry_run else alone(record.engine, f"{clock.now():%Y-%m-%d %H:%M} UTC")
    with held, Crew(_Read(reader), 2 if apart else 1) as crew, Fetching(settings, lookup) as web:  # of two workers a task at a time starts one
        round_ = _Round(record, reader, crew, following, {one: cards[one] for one in sorted(wanted)}, web, since, limit, dry_run)
        yield from round_.run()


class _Read:
    """What is done to a page that came."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def __call__(self, page: tuple[Capture, Given]) -> Reading | InputError:
        capture, given = page
        try:
            return self.reader.read(self.reader.document(capture, **given))
        except InputError as error:
            return error
        except Exception as error:  # noqa: BLE001  one page must never stop the others
            return fault(error)


_Crew = Crew[tuple[Capture, Given], Reading | InputError]


class _Round:
    def __init__(
        self,
        record: Record,
        reader: Reader,
        crew: _Crew,
        following: Following,
        cards: dict[str, Outlet],
        web: Fetching,
        since: str | None,
        limit: int | None,
        dry_run: bool,
    ) -> None:
        self.record, self.reader, self.crew, self.following, self.cards, self.web = record, reader, crew, following, cards, web
        self.since, self.limit, self.dry_run = since, limit, dry_run
        self.today = clock.today()
        self.asked: set[str] = set()  # finds
        self.pages = 0  # asked for and not there yet
        self.seen: set[str] = set()  # feeds

    def run(self) -> Iterator[Step]:
        if self.limit is None and not self.dry_run:
            self._want(self.following.waiting(self.cards, self.since))
        for card in self.cards.values():
            known = self.following.feeds(card.id)
            given = [*card.feeds, *card.sitemaps]
            have = {feed.address: feed for feed in known}
            for address in dict.fromkeys([*given, *(feed.address for feed in known if feed.parent is None)]):
                self._look(have.get(address) or Feed(address, card.id), 0)
            if not given and not known:
                self._search(card)
        yield from self._answers()
        if self.limit is not None and not self.dry_run:
            self._want(self.following.waiting(self.cards, self.since, self.limit))
            yield from self._answers()

    def _answers(self) -> Iterator[Step]:
        for ask, found in self.web.answers():
            about = ask.about
            if isinstance(about, Find):
                self.pages -= 1
                yield self._page(about, found)._replace(left=self.pages)
            elif isinstance(about, _Home):
                yield from self._home(about, found)
            else:
                yield from (one._replace(left=self.pages) for one in self._feed(about, found))

    def _want(self, finds: Iterable[Find]) -> None:
        for find in finds:
            if find.key not in self.asked:
                self.asked.add(find.key)
                self.pages += 1
                self.web.ask(Ask(find.url, find, find.etag, find.modified))

    # --- feeds ------------------------------------------------------------------------------------------------------------------

    def _look(self, feed: Feed, depth: int) -> None:
        if feed.address not in self.seen:
            self.seen.add(feed.address)
            self.web.ask(Ask(feed.address, _Feed(feed, depth), feed.etag, feed.modified, first=True))

    def _feed(self, about: _Feed, found: Fetched | Failure) -> Iterator[Step]:
        feed = about.feed
        if isinstance(found, Failure):
            yield self._failed(feed, found.why)
            return
        if found.status == 304:
            self._keep(replace(feed, read=clock.now().isoformat(timespec="seconds"), failures=0, reason=None), ())
            yield Step("feed", feed.outlet, feed.address, "nothing new")
            return
        try:
            told = listing(found.body, found.url, found.charset)
        except InputError as error:
            yield self._failed(feed, str(error))
            return
        newest = max((day for one in told.entries if (day := one.day) and day <= self.today), default=feed.newest)
        now = replace(
            feed,
            kind=told.kind,
            etag=found.etag,
            modified=found.modified,
            read=clock.now().isoformat(timespec="seconds"),
            entries=len(told.entries),
            newest=newest,
            failures=0,
            reason=None,
        )
        self._further(feed, told, about.depth)
        yield from self._entries(now, told, first=feed.read is None)

    def _failed(self, feed: Feed, why: str) -> Step:
        if not self.dry_run:
            self.following.add_feeds(feed.outlet, [feed.address], feed.parent)
            self.following.failed(feed, why, self.today)
        return Step("failed", feed.outlet, feed.address, why)

    def _keep(self, feed: Feed, entries: Iterable[Entry], before: Iterable[Entry] = ()) -> list[Find]:
        return [] if self.dry_run else self.following.read(feed, entries, self.today, before=before)

    def _entries(self, feed: Feed, told: Listing, *, first: bool) -> Iterator[Step]:
        """What is new in a feed is wanted; of a sitemap only what is of late, and what has no day only from the second look on."""
        since = self.since
        mapped = told.kind == "sitemap"
        if mapped and since is None:
            since = (date.fromisoformat(self.today) - timedelta(days=_BACK)).isoformat()
        home = host_of(feed.address)
        mine = [one for one in told.entries if not mapped or self._own(feed.outlet, one.url, home)]
        fit = [one for one in mine if since is None or (one.day is None and not mapped) or (one.day or "") >= since]
        undated = [one for one in mine if mapped and one.day is None]
        if undated and (not first or len(undated) <= _FEW or self.since):
            fit, undated = [*fit, *undated], []
        if self.dry_run:
            for one in fit:
                yield Step("find", feed.outlet, one.url, one.title or "")
            return
        fresh = self._keep(feed, fit, undated)
        if self.limit is None:
            self._want(fresh)
        left = f"{told.left:,} more are left: no feed of more than {len(told.entries):,} is taken" if told.left else ""
        yield Step("feed", feed.outlet, feed.address, left, number=len(fresh))

    def _own(self, outlet: str, url: str, home: str) -> bool:
        host = host_of(url)
        return host == home or any(host == one or host.endswith("." + one) for one in self.cards[outlet].hosts)

    def _further(self, feed: Feed, told: Listing, depth: int) -> None:
        """The feeds and sitemaps that an index names, those that changed last first; of a feed its older pages, where older articles are wanted."""
        parts = [one for one in told.further if self.since is None or one.day is None or one.day >= self.since]
        if told.kind in ("rss", "atom") and (self.since is None or any(one.day and one.day < self.since for one in told.entries)):
            return
        parts.sort(key=lambda one: ("news" in one.url, one.day or ""), reverse=True)
        parts = parts[: _PARTS if depth < _DEEP else 0]
        known = {one.address: one for one in self.following.feeds(feed.outlet)}
        for one in parts:
            self._look(known.get(one.url) or Feed(one.url, feed.outlet, feed.address), depth + 1)

    # --- outlets of which no feed is known ----------------------------------------------------------------------------------------

    def _search(self, card: Outlet) -> None:
        home = home_of(card)
        self._try(_Home(card, (f"{home}/", f"{home}/robots.txt", *(home + place for place in _USUAL))))

    def _try(self, home: _Home) -> None:
        self.web.ask(Ask(home.rest[0], home._replace(rest=home.rest[1:]), first=True))

    def _home(self, about: _Home, found: Fetched | Failure) -> Iterator[Step]:
        named = _named(found)
        if named:
            for feed in self.following.add_feeds(about.card.id, named) if not self.dry_run else [Feed(one, about.card.id) for one in named]:
                self._look(feed, 0)
        elif about.rest and not (isinstance(found, Failure) and found.kind in ("later", "failing", "forbidden")):
            self._try(about)
        else:
            why = f" ({found.why})" if isinstance(found, Failure) and found.kind != "gone" else ""
            remedy = f"name one: qanat outlets add {about.card.id} --feed URL"
            yield Step("failed", about.card.id, f"{home_of(about.card)}/", f"no feed and no sitemap was found{why}; {remedy}")

    # --- pages ------------------------------------------------------------------------------------------------------------------

    def _page(self, find: Find, found: Fetched | Failure) -> Step:
        card = self.cards[find.outlet]
        if isinstance(found, Failure):
            return self._missed(find, found)
        given: Given = {"published": find.published}
        if self._own(card.id, found.url, host_of(find.url)):
            given |= card.told
        if found.status == 304:
            return self._settled(find, self._kept(find.published, live=find.state == LIVE), found, Step("page", find.outlet, find.url, outcome=Outcome.known))
        reading = self._reading(found, given)
        if isinstance(reading, InputError):
            return self._aside(find, given, str(reading))
        bad = next((one.message for one in reading.problems if one.code in _NO_ARTICLE), "")
        if not bad and self.since and reading.document.day and reading.document.day < self.since:
            bad = f"of {reading.document.day}"
        if bad:
            return self._settled(find, PASSED, found, Step("passed", find.outlet, find.url, bad))
        outcome = self.record.add(reading, self.reader.version)
        self.record.settled([find.url])
        step = Step("page", find.outlet, find.url, outcome=outcome, contacts=len(reading.contacts), statements=len(reading.statements))
        return self._settled(find, self._kept(reading.document.day or find.published, live=_WRITTEN_ON in found.body), found, step)

    def _kept(self, day: str | None, *, live: bool) -> str:
        """The state of a page that is in the record: one that is written on is asked for again, and each of its updates is a version."""
        return LIVE if live and day and day[:10] >= (date.fromisoformat(self.today) - timedelta(days=_ON)).isoformat() else KEPT

    def _reading(self, found: Fetched, given: Given) -> Reading | InputError:
        captures = list(islice(received(found.url, found.mime, found.charset, found.body), 2))
        if len(captures) != 1:
            return InputError(f"there is {'more than one document' if captures else 'no document'} at it, not a page")
        if isinstance(captures[0], InputError):
            return captures[0]
        return next(self.crew.each([(captures[0], given)]))

    def _settled(self, find: Find, state: str, found: Fetched, step: Step) -> Step:
        self.following.settle(find, state, etag=found.etag, modified=found.modified, reason=step.why or None)
        return step

    def _missed(self, find: Find, found: Failure) -> Step:
        """What can't be fetched: a host that is not to be asked now is asked in the next round, what failed is set aside."""
        if found.kind == "later":
            return Step("later", find.outlet, find.url, found.why)
        if found.kind in ("gone", "robots"):
            self.following.settle(find, GONE if found.kind == "gone" else BARRED, reason=found.why)
            return Step("gone" if found.kind == "gone" else "barred", find.outlet, find.url, found.why)
        return self._aside(find, self.cards[find.outlet].told, found.why)

    def _aside(self, find: Find, given: Given, why: str) -> Step:
        said = why if why.startswith(find.url) else f"{find.url}: {why}"
        self.record.set_aside(find.url, find.url, given, said)
        self.following.settle(find, ASIDE, reason=why)
        return Step("aside", find.outlet, find.url, why)


def _named(found: Fetched | Failure) -> list[str]:
    """The feeds that a page names, or the sitemaps that robots.txt names; the address itself where it is one."""
    if isinstance(found, Failure):
        return []
    if found.asked.endswith("/robots.txt"):
        return list(robots.Rules(found.body.decode("utf-8-sig", "replace")).sitemaps)
    try:
        told = listing(found.body, found.url, found.charset)
    except InputError:
        return [one for one in linked(found.body.decode("utf-8", "replace"), found.url) if "/comments/" not in one]
    return [found.url] if told.entries or told.further else []


# --- a trial --------------------------------------------------------------------------------------------------------------------


def trial(
    addresses: Iterable[str], card: Outlet | None, reader: Reader, settings: Settings | None = None, lookup: Lookup | None = None
) -> Iterator[tuple[str, bool]]:
    """Read feeds and the first article of each, and say in lines what is in them, each with whether it is good; keeps nothing.

    Of an outlet without any feed its home page is asked which it has.
    """
    with Fetching(settings, lookup) as web:
        wanted = list(addresses)
        if not wanted and card is not None:
            home = home_of(card)
            for place in (f"{home}/", f"{home}/robots.txt", *(home + place for place in _USUAL)):
                if wanted := _named(web.get(place)):
                    break
            yield (f"{card.id}: {home} points to {' '.join(wanted)}", True) if wanted else (f"{card.id}: {home} points to no feed and no sitemap", False)
        for address in wanted:
            yield from _tried(address, card, reader, web)


def _tried(address: str, card: Outlet | None, reader: Reader, web: Fetching) -> Iterator[tuple[str, bool]]:
    found = web.get(address)
    if isinstance(found, Failure):
        yield f"{address}: {found.why}", False
        return
    try:
        told = listing(found.body, found.url, found.charset)
    except InputError as error:
        yield f"{address}: {error}", False
        return
    days = sorted(day for one in told.entries if (day := one.day))
    span = f", from {days[0]} to {days[-1]}" if days else ", without days"
    yield f"{address}: {told.kind}, {len(told.entries):,} entries{span}{f', {len(told.further):,} further feeds' if told.further else ''}", True
    if not told.entries:
        return
    entry = told.entries[0]
    page = web.get(entry.url)
    if isinstance(page, Failure):
        yield f"  {entry.url}: {page.why}", False
        return
    for capture in received(page.url, page.mime, page.charset, page.body):
        if isinstance(capture, InputError):
            yield f"  {capture}", False
            continue
        reading = reader.read(reader.document(capture, published=entry.published, **(card.told if card else {})))
        document = reading.document
        said = f"{document.title or 'without a title'} · {document.published or 'without a day'} · {len(document.text):,} characters"
        problems = "".join(f"; {one.message}" for one in reading.problems)
        yield f"  {entry.url}: {said}{problems}", not any(one.code in _NO_ARTICLE for one in reading.problems)
