"""The pages that list: what is new, channels, contacts, statements, actors, claims, outlets, and what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from importlib.metadata import version
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from qanat.export.boards import BOARDS
from qanat.export.flat import FLAT, Flat
from qanat.model import ACTS, LEVELS, MODES, ROLES, STATUSES
from qanat.record.ask import Filters
from qanat.record.channels import Channel
from qanat.record.store import Record
from qanat.serve import boards
from qanat.serve.web.asked import MOST, USUAL, Asked, Limit, Page, Sought
from qanat.serve.web.bars import bars, days, fitting, period
from qanat.serve.web.page import Answer, page, record_of, token, untoken, wants_rows
from qanat.serve.web.whole import whole_of

router = APIRouter(tags=["lists"])
Filtered = Annotated[Asked, Depends()]
Searched = Annotated[Sought, Depends()]

_NAMED = 5  # people whose names have the words of a search
_NEWS = 8  # rows of each kind on the first page
_BUSY = 100  # channels among which those that fell silent are looked for first
_RECENT = 90  # days of claims that the first page looks through
_DEEPEST = 1_000  # places of search results, past which a narrower question is better
_SAID = ("between", "actor", "country", "since", "until", "mode", "status", "level", "act", "role")
_UNITS = ("day", "week", "month", "year")
_CHOICES = {"modes": MODES, "statuses": STATUSES, "levels": LEVELS, "acts": ACTS, "roles": ROLES}


def _listed(template: str, kind: str, found: list[dict[str, Any]], asked: Asked, **more: Any) -> Answer:
    """A page of a list, of which one row more was asked for than it holds."""
    here = found[: asked.limit]
    following = token(here[-1]["id"]) if len(found) > asked.limit else None
    return Answer(template, here, {"given": asked.given, **_CHOICES, **more}, following, FLAT[kind])


def _cut(template: str, found: list[dict[str, Any]], start: int, limit: int, table: Flat, more: Mapping[str, Any]) -> Answer:
    """The same of a list without ids, whose rows from the place `start` on were found."""
    return Answer(template, found[:limit], more, token(str(start + limit)) if len(found) > limit else None, table)


@page(router, "/today", kept=True)
def today(request: Request) -> Answer:
    """What is new: the latest contacts, those whose status has changed, what is planned, channels that fell silent, claims that the record contradicts."""
    record = record_of(request)
    last = record.last_day
    since = (date.fromisoformat(last) - timedelta(days=_RECENT)).isoformat() if last else None
    silent = whole_of(request).answer("silent", lambda: _silent(record))
    contradicted = whole_of(request).answer("contradicted", lambda: [one for one in record.audit(since=since) if one.verdict == "contradicted"][:_NEWS])
    rows = {
        "last_day": last,
        "contacts": record.contacts(status="held", until=last, limit=_NEWS),
        "changed": record.contacts(changed=True, since=since, until=last, limit=_NEWS),
        "planned": record.contacts(status="planned", limit=_NEWS),
        "silent": list(boards.channel_rows(silent)),
        "contradicted": list(boards.finding_rows(contradicted)),
    }
    return Answer("today.html", rows)


def _silent(record: Record) -> list[Channel]:
    """The most used channels that fell silent. Those used most are looked at first: nearly always they are enough."""
    for limit in (_BUSY, 10 * _BUSY, None):
        looked = record.channels(limit=limit)
        found = [one for one in looked if one.state == "silent"][:_NEWS]
        if len(found) == _NEWS or limit is None or len(looked) < limit:
            break
    return found


@page(router, "/channels", kept=True)
def channels(request: Request, asked: Filtered) -> Answer:
    """The channels between states or bodies at each level, the most used first: last contact, usual gap, present silence, what is planned."""
    record = record_of(request)
    taken = asked.filters("between", "country", "level", "since", "until")
    start = _start(asked.page)
    with_limit = {name: getattr(taken, name) for name in ("between", "country", "level", "since", "until")}
    until = start + asked.limit + 1
    listed = whole_of(request).answer(("channels", *with_limit.values(), until), lambda: record.channels(**with_limit, limit=until))
    found = list(boards.channel_rows(listed[start:]))
    return _cut("channels.html", found, start, asked.limit, BOARDS["channels"], {"given": asked.given, **_CHOICES, "last_day": record.last_day})


@page(router, "/contacts", kept=True)
def contacts(request: Request, asked: Filtered) -> Answer:
    """Contacts, the newest first."""
    found = record_of(request).rows("contacts", asked.filters("between", "actor", "country", "since", "until", "mode", "status", "level", "place"))
    return _listed("contacts.html", "contacts", list(found), asked)


@page(router, "/statements", kept=True)
def statements(
    request: Request, asked: Filtered, q: Annotated[str, Query(max_length=300, description="Words of the topic, all of which stand in it.")] = ""
) -> Answer:
    """Statements, the newest first; `a` and `b`, `mode`, `status` and `level` ask for those about such contacts, `q` for those on a topic."""
    taken = asked.filters(*_SAID, words=q if q.strip() else None)
    found = list(record_of(request).rows("statements", taken))
    more = {} if wants_rows(request) or asked.page else over_time(request, taken, "")
    return _listed("statements.html", "statements", found, asked, q=q, **{"bars": (), "unit": "", **more}, narrowed=_narrowed(asked, q))


@page(router, "/statements/timeline", kept=True)
def statements_timeline(
    request: Request,
    asked: Filtered,
    q: Annotated[str, Query(max_length=300, description="Words of the topic, all of which stand in it.")] = "",
    by: Annotated[str, Query(pattern=f"^({'|'.join(_UNITS)})?$", description="The length of a period; empty: by the time in between.")] = "",
) -> Answer:
    """Statements over time: how many there were in each period, by act. The day is that of what was said, else that of publication."""
    made = over_time(request, asked.filters(*_SAID, words=q if q.strip() else None), by)
    more = {"given": {**asked.given, "by": by}, **_CHOICES, "units": _UNITS, "q": q, "narrowed": _narrowed(asked, q), **made}
    return Answer("statements_timeline.html", made["periods"], more)


def over_time(request: Request, asked: Filters, by: str) -> dict[str, Any]:
    """Statements by period and act, as rows (`periods`), as bars, and by which unit. What is dated later than the last day read is in no bar."""
    record = record_of(request)
    wanted = replace(asked, limit=None, after=None)
    said = whole_of(request).answer(("said", wanted), lambda: record.said(wanted))
    if not said:
        return {"periods": [], "bars": [], "unit": by}
    last = record.last_day or max(said)
    read = [day for day in said if day <= last] or list(said)
    days_ = [{"period": day, "statements": counts.total(), **{act: counts[act] for act in ACTS}} for day, counts in said.items()]
    drawn = bars(days_[: len(read)], "statements", ACTS, (by,) if by else _UNITS)
    unit = by or fitting(_UNITS, drawn[0].since, drawn[-1].since)
    periods: dict[str, Counter[str]] = {}
    for day, counts in said.items():
        periods.setdefault(period(unit, date.fromisoformat(day)), Counter()).update(counts)
    rows = [
        {"period": name, "since": days(name)[0], "until": days(name)[1], "statements": one.total(), **{act: one[act] for act in ACTS}}
        for name, one in periods.items()
    ]
    return {"periods": rows, "bars": drawn, "unit": unit}


def _narrowed(asked: Asked, q: str) -> str:
    """The filters of statements without their days, for an address."""
    return asked.query(*_SAID) + (f"&{urlencode({'q': q})}" if q.strip() else "")


@page(router, "/actors", kept=True)
def actors(request: Request, asked: Filtered) -> Answer:
    """Who is in the record, those that most articles name first."""
    found = record_of(request).rows("actors", asked.filters("actor", "country", "role"))
    return _listed("actors.html", "actors", list(found), asked)


@page(router, "/search", kept=True)
def search(request: Request, sought: Searched, limit: Limit = USUAL, page: Page = None) -> Answer:
    """Articles with all the words asked for, the newest first, with the words around the first of them."""
    start, record = _start(page), record_of(request)
    q, within, asked = sought.q, sought.within, bool(sought.q.strip())
    found = list(islice(record.search(q, exact=sought.exact, limit=start + limit + 1, within=within), start, None)) if asked else []
    given = {"since": sought.since or "", "until": sought.until or ""}
    more: dict[str, Any] = {"q": q, "exact": sought.exact, "outlet": sought.outlet or "", "given": given}
    if not wants_rows(request):
        more["facets"] = record.facets(q, exact=sought.exact, within=within) if asked else {"outlets": [], "years": []}
        more["people"] = record.actors(actor=q, limit=_NAMED) if asked and not start else []
    return _cut("search.html", found, start, limit, FLAT["found"], more)


@page(router, "/claims", kept=True)
def claims(request: Request, asked: Filtered) -> Answer:
    """Claims on series of contacts ("the second call since the war began"), the newest first, each with what the record says to it."""
    start = _start(asked.page)
    taken = asked.filters("between", "country", "since", "until")
    asking = {name: getattr(taken, name) for name in ("between", "country", "since", "until")}
    until = start + asked.limit + 1
    found = whole_of(request).answer(("claims", *asking.values(), until), lambda: record_of(request).audit(**asking, limit=until))
    return _cut("claims.html", list(boards.finding_rows(found[start:])), start, asked.limit, BOARDS["audit"], {"given": asked.given, **_CHOICES})


@page(router, "/outlets", kept=True)
def outlets(request: Request) -> Answer:
    """The outlets that were read, from when to when, on how many days: what nobody read can't be in the record."""
    return Answer("outlets.html", record_of(request).outlets_read())


@page(router, "/aside", kept=True)
def aside(request: Request) -> Answer:
    """Documents that could not be read, with the reason."""
    return Answer("aside.html", [{"name": one.name, "reason": one.reason, "tries": one.tries} for one in record_of(request).aside()])


@page(router, "/about", kept=True)
def about(request: Request) -> Answer:
    """About the data: how much of it there is, up to which day, and what read it."""
    record = record_of(request)
    return Answer("about.html", {"version": version("qanat"), "last_day": record.last_day, **record.count()})


def _start(given: str | None) -> int:
    """The place at which a page begins, for lists without ids."""
    start = untoken(given) if given else "0"
    if not start.isdecimal():
        raise HTTPException(400, "this is no token of a next page: begin with the first page")
    if int(start) > _DEEPEST:
        raise HTTPException(400, f"no more than {_DEEPEST} rows are listed: ask a narrower question (at most {MOST} rows a page)")
    return int(start)
