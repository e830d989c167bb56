"""One's alerts: a list, a channel or a search of which one is told by e-mail or by a webhook when something is new in it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from qanat.errors import RecordError
from qanat.record.alerts import KINDS, Alerts
from qanat.serve import alerting
from qanat.serve.web.asked import Number
from qanat.serve.web.page import Answer, Views, chosen, page, record_of
from qanat.serve.web.rights import Posted, by, needs, visitor_of

router = APIRouter(tags=["alerts"])


@page(router, "/alerts")
def alerts(request: Request, question: str = "") -> Answer:
    """One's own alerts, with what became of their messages. `question`: the address of a list of which another is to be made."""
    return Answer("alerts.html", Alerts(record_of(request)).mine(visitor_of(request).name), _more(question))


def _more(question: str, **more: Any) -> dict[str, Any]:
    return {"question": question[:2000], "kinds": KINDS, "secret": None, "target": "", **more}


@router.post("/alerts", include_in_schema=False)
@needs("reader")
def add(request: Request, given: Posted) -> Response:
    """Make an alert; the secret of a webhook is shown this once."""
    record, tongue, name = record_of(request), chosen(request), visitor_of(request).name
    asked = alerting.question(given.get("question", ""))
    known = [key for one in alerting.silences(record, asked.channel, tongue) for key in one.keys] if asked.channel else []
    fields = {"kind": given.get("kind", ""), "target": given.get("target", ""), "question": asked.address, "language": tongue.language}
    _, secret = Alerts(record).add(name, **fields, known=known, by=by(request))
    if secret is None:
        return RedirectResponse("/alerts", 303)
    views: Views = request.app.state.views
    return views.html(request, "alerts.html", tongue, {"rows": Alerts(record).mine(name), "next": None, **_more("", secret=secret)})


@router.post("/alerts/{n}", include_in_schema=False)
@needs("reader")
def switch(request: Request, n: Number, given: Posted) -> Response:
    """Stop an alert of one's own, or let it go on."""
    if given.get("state") not in ("on", "off"):
        raise RecordError(f"{given.get('state', '')}: must be one of on, off")
    Alerts(record_of(request)).switch(n, on=given["state"] == "on", account=visitor_of(request).name, by=by(request))
    return RedirectResponse("/alerts", 303)
