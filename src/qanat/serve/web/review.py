"""Review: claims one after the other, the least sure first, to be accepted, rejected or corrected; by keyboard alone, for analysts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from qanat.model import ACTS, MODES, ROLES, SPEECH, STATUSES
from qanat.record.reviews import KINDS, STATES, Reviews, Wanted
from qanat.serve.web.asked import USUAL, CountryCode, Day, Limit, Page, chosen_day, one_of
from qanat.serve.web.page import Answer, page, record_of, row_of, token, untoken
from qanat.serve.web.rights import Posted, by, needs

router = APIRouter(tags=["review"])

_CHOICES = {"modes": MODES, "statuses": STATUSES, "acts": ACTS, "roles": ROLES, "kinds": KINDS, "states": STATES, "manners": SPEECH}
_FILTERS = ("kind", "state", "country", "since", "until", "mode", "status", "act", "document")
_QUEUE = 8  # claims of a page: one is worked on, the others show what follows
_MORE = 1  # rows for parties that the reader missed, in the form of a correction
_Name = Annotated[str | None, Query(max_length=300, description="The id of an article.")]


@page(router, "/review", need="analyst")
def review(
    request: Request,
    kind: Annotated[Literal["", "contact", "statement"] | None, Query()] = None,
    state: Annotated[Literal["waiting", "accepted", "rejected", "corrected"], Query()] = "waiting",
    country: CountryCode = None,
    since: Day = None,
    until: Day = None,
    mode: Annotated[str | None, one_of(MODES)] = None,
    status: Annotated[str | None, one_of(STATUSES)] = None,
    act: Annotated[str | None, one_of(ACTS)] = None,
    document: _Name = None,
    item: Annotated[str | None, Query(pattern="^(s?[0-9a-f]{16})?$", description="A report or statement that is shown first.")] = None,
    limit: Limit = _QUEUE,
    page: Page = None,
) -> Answer:
    """Claims to be looked at (reports of contacts, statements), the least sure first, each with what was read and what people said of it; for analysts."""
    days = {name: chosen_day(given, name) for name, given in (("since", since), ("until", until)) if given}
    wanted = Wanted(kind or None, state, country and country.upper(), days.get("since"), days.get("until"), mode, status, act, document)
    kept = Reviews(record_of(request))
    found = kept.queue(wanted, limit=limit + 1, after=_after(page))
    here = found[:limit]
    first = item or (here[0]["id"] if here else None)
    given = {name: request.query_params.get(name, "") for name in _FILTERS}
    more = {
        **_CHOICES,
        "given": {**given, "state": state},
        "item": kept.item(first) if first else None,
        "rest": [one for one in here if one["id"] != first],
        "skip": token(_place(here[0])) if here and not item else None,
        "back": urlencode([pair for pair in request.query_params.items() if pair[0] != "item"]),
        "further": _MORE,
    }
    return Answer("review.html", here, more, token(_place(here[-1])) if len(found) > limit else None)


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['confidence']!r} {row['id']}"


def _after(given: str | None) -> tuple[float, str] | None:
    if not given:
        return None
    sure, _, name = untoken(given).partition(" ")
    try:
        return float(sure), name
    except ValueError:
        raise HTTPException(400, "this is no token of a next page: begin with the first page") from None


@page(router, "/reviews", need="analyst")
def reviews(request: Request, limit: Limit = USUAL, page: Page = None) -> Answer:
    """What people said of claims, the newest first, with what they changed; for analysts."""
    found = Reviews(record_of(request)).recent(limit=limit + 1, before=row_of(page))
    here = found[:limit]
    return Answer("reviews.html", here, {}, token(str(here[-1]["n"])) if len(found) > limit else None)


@router.post("/review/undo", include_in_schema=False)
@needs("analyst")
def undo(request: Request, given: Posted) -> Response:
    """Take back one's last word, and show the claim again."""
    target = Reviews(record_of(request)).undo(by=by(request))
    return _back(given, item=target)


@router.post("/review/{target}", include_in_schema=False)
@needs("analyst")
def say(request: Request, target: str, given: Posted) -> Response:
    """Accept, reject or correct a claim, and go on to the next."""
    verdict = given.get("verdict", "")
    Reviews(record_of(request)).say(target, verdict, fields=_fields(given) if verdict == "corrected" else None, by=by(request))
    return _back(given)


def _back(given: Mapping[str, str], **more: str) -> Response:
    """To the queue, as it was filtered."""
    query = urlencode([*((name, value) for name, value in parse_qsl(given.get("back", "")) if name != "item"), *more.items()])
    return RedirectResponse(f"/review{query and '?' + query}", 303)


def _fields(given: Mapping[str, str]) -> dict[str, Any]:
    """The values of the form of a correction, as a claim has them."""
    plain = ("mode", "status", "date", "place", "speaker", "act", "kind", "via", "content")
    made: dict[str, Any] = {name: given[name].strip().replace("\r\n", "\n") or None for name in plain if name in given}
    if "name-0" in given:
        rows = [n for n in range(20) if given.get(f"name-{n}", "").strip()]
        made["parties"] = [
            {"name": given[f"name-{n}"].strip(), "country": given.get(f"country-{n}", "").strip().upper(), "role": given.get(f"role-{n}", "")} for n in rows
        ]
        starter = given.get("initiator", "")
        made["initiator"] = rows.index(int(starter)) if starter.isascii() and starter.isdecimal() and len(starter) < 3 and int(starter) in rows else None
    return made
