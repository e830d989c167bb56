"""Takedowns, for administrators: who is shown no more, and why."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from qanat.record import takedowns as kept
from qanat.serve.web.asked import Number
from qanat.serve.web.page import Answer, page, record_of
from qanat.serve.web.rights import Posted, by, needs

router = APIRouter(tags=["takedowns"])


@page(router, "/takedowns", need="administrator")
def takedowns(request: Request, actor: str = "") -> Answer:
    """Who is shown no more, since when and why; for administrators. `actor`: somebody to be taken down, whose names the form then holds."""
    with record_of(request).view() as connection:
        held = kept.standing(connection)
        names = kept.names_of(connection, actor) if actor else []
    return Answer("takedowns.html", list(kept.rows(held)), {"actor": actor, "names": names})


@router.post("/takedowns", include_in_schema=False)
@needs("administrator")
def take_down(request: Request, given: Posted) -> Response:
    """Show somebody no more."""
    kept.take_down(record_of(request), given.get("actor", ""), names=given.get("names", "").splitlines(), why=given.get("why", ""), by=by(request))
    return RedirectResponse("/takedowns", 303)


@router.post("/takedowns/{n}", include_in_schema=False)
@needs("administrator")
def lift(request: Request, n: Number) -> Response:
    """Show somebody again."""
    kept.lift(record_of(request), n, by=by(request))
    return RedirectResponse("/takedowns", 303)
