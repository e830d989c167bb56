"""Notes on an article or a contact: sent by any visitor who is known, shown once an analyst has let them through."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from qanat.record.notes import STATES, Notes
from qanat.serve.web.asked import USUAL, Limit, Number, Page
from qanat.serve.web.page import Answer, Views, chosen, page, record_of, row_of, token
from qanat.serve.web.rights import Posted, by, needs, visitor_of

router = APIRouter(tags=["notes"])


@page(router, "/notes", need="analyst")
def notes(request: Request, state: Annotated[str, Query(pattern=f"^({'|'.join(STATES)})$")] = "waiting", limit: Limit = USUAL, page: Page = None) -> Answer:
    """Notes that wait, are shown or hidden, the oldest first; for analysts. Their e-mails stand on the page alone, and for administrators alone."""
    kept = Notes(record_of(request))
    found = kept.every(state, limit=limit + 1, after=row_of(page) or 0)
    here = found[:limit]
    emails = kept.emails([one["n"] for one in here]) if visitor_of(request).may("administrator") else {}
    return Answer("notes.html", here, {"state": state, "states": STATES, "emails": emails}, token(str(here[-1]["n"])) if len(found) > limit else None)


@router.post("/notes", include_in_schema=False)
@needs("reader")
def send(request: Request, given: Posted) -> Response:
    """Take a note."""
    fields = {name: given.get(name, "") for name in ("name", "email", "words")}
    target = Notes(record_of(request)).add(given.get("target", ""), **fields, by=by(request))
    views: Views = request.app.state.views
    return views.html(request, "noted.html", chosen(request), {"target": target})


@router.post("/notes/{n}", include_in_schema=False)
@needs("analyst")
def decide(request: Request, n: Number, given: Posted) -> Response:
    """Show a note, hide it, or let it wait again."""
    Notes(record_of(request)).decide(n, given.get("state", ""), by=by(request))
    return RedirectResponse("/notes", 303)
