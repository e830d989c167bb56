"""The pages of one thing: a contact, a statement, a channel, an actor, a state, an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from qanat.errors import OutdatedError
from qanat.export.flat import FLAT
from qanat.model import Reading, Span
from qanat.record import cite
from qanat.record.notes import LONGEST, Notes
from qanat.record.show import Shown
from qanat.record.store import Record
from qanat.serve import boards, sheet
from qanat.serve.web.page import Answer, chosen, page, record_of
from qanat.serve.wording import Wording

router = APIRouter(tags=["things"])

_FEW = 12  # rows of each kind on the page of somebody
_LINES = 30  # contacts on the page of a channel; all are behind a link


@router.get("/", include_in_schema=False)
def first() -> Response:
    return RedirectResponse("/today", 307)


@page(router, "/contacts/{name}", kept=True)
def contact(request: Request, name: str) -> Answer:
    """One contact: its parties, its life, every report with its sentence, both sides' accounts, why the reports are one contact, claims, how to cite it."""
    record = record_of(request)
    row = _today(request, record.show(name), "contact", "/contacts").row
    why = record.explain(row["id"])
    told = record.readouts(row["id"])
    claims = list(boards.finding_rows(record.audit(ids=(row["id"],))))
    rows = {**row, "readouts": list(boards.readout_rows(row["id"], told)), "claims": claims}
    more = {"accounts": told.accounts, "others": told.others, "why": why, "citations": record.cite(row["id"]), "cited": cite.text, "bibtex": cite.bibtex}
    more |= _notes(request, row["id"])
    return Answer("contact.html", rows, more, table=FLAT["contacts"])


@page(router, "/channels/{a}/{b}", kept=True)
def channel(request: Request, a: str, b: str) -> Answer:
    """One channel at all its levels: when there was contact, how often, who makes it, what is planned, and its latest contacts."""
    record = record_of(request)
    found = list(boards.channel_rows(record.channels(between=(a, b))))
    if not found:
        raise HTTPException(404, f"the record holds no contact between {a} and {b}")
    rows = {"a": a, "b": b, "levels": found, "contacts": record.contacts(between=(a, b), limit=_LINES)}
    last = max((one for one in found if one["last_contact"]), key=lambda one: str(one["last"]), default=None)
    more = {"first_day": _begin(found, record.last_day), "last_day": record.last_day, "last": last and last["last_contact"]}
    return Answer("channel.html", rows, {**more, "told": last and record.readouts(last["last_contact"])})


@page(router, "/actors/{name}", kept=True)
def actor(request: Request, name: str) -> Answer:
    """Somebody: his names, his contacts and statements, the newest first."""
    record = record_of(request)
    row = _today(request, record.show(name), "actor", "/actors").row
    rows = {**row, "latest_contacts": record.contacts(actor=row["id"], limit=_FEW), "latest_statements": record.statements(actor=row["id"], limit=_FEW)}
    return Answer("actor.html", rows, {"why": record.explain(row["id"])}, table=FLAT["actors"])


@page(router, "/statements/{name}", kept=True)
def statement(request: Request, name: str) -> Answer:
    """One statement: who said it, on whose word, the contacts that it is about, how to cite it."""
    record = record_of(request)
    row = _today(request, record.show(name), "statement", "/statements").row
    more = {"citations": record.cite(row["id"]), "cited": cite.text, "bibtex": cite.bibtex}
    return Answer("statement.html", row, more, table=FLAT["statements"])


@page(router, "/states/{code}", kept=True)
def state(request: Request, code: str, as_of: Annotated[str | None, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = None) -> Answer:
    """A state: who held its offices, as far as the record proves it; its channels, contacts and statements."""
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise HTTPException(404, "a state is named by its ISO 3166 alpha-3 code, such as RUS")
    record = record_of(request)
    rows = {
        "country": code,
        "offices": list(boards.office_rows(record.offices(code, as_of=as_of or None))),
        "channels": list(boards.channel_rows(record.channels(country=code, limit=_FEW))),
        "latest_contacts": record.contacts(country=code, limit=_FEW),
        "latest_statements": record.statements(country=code, limit=_FEW),
    }
    if not any(rows[part] for part in rows if part != "country"):
        raise HTTPException(404, f"the record holds nothing of {code}")
    return Answer("state.html", rows, {"as_of": as_of})


@page(router, "/articles/{name:path}", kept=True)
def article(
    request: Request,
    name: str,
    span: Annotated[str | None, Query(pattern=r"^(\d{1,9}-\d{1,9})?$")] = None,
    report: Annotated[str | None, Query(pattern="^([0-9a-f]{16})?$")] = None,
) -> Answer:
    """An article as it was read, every claim marked in it and linked to the record; `span` (code points, 1799-1855) or a report of it marks one place."""
    record = record_of(request)
    shown = record.show(name)
    if shown.kept is None:
        raise HTTPException(404, f"{name}: is a {shown.kind}, not an article")
    reading = shown.kept.reading
    wording = Wording.of(name, reading)
    here = _place(span, reading) or (_told(record, report, name) if report else None)
    more = {
        "wording": wording,
        "paragraphs": list(sheet.paragraphs(wording, "d", here, chosen(request))),
        "linked": record.linked(name),
        "kept": shown.kept,
        "family": record.family(name),
        **_notes(request, name),
    }
    return Answer("article.html", shown.row, more)


def _begin(levels: Sequence[dict[str, Any]], last: str | None) -> str | None:
    """Where the lines of a channel begin: one day for all its levels, so that they can be compared. A day told of times long past, with more years
    behind it than all others together have, would press the rest into a corner.

    >>> _begin([{"days": ["1945-02-14", "2015-07-01", "2016-01-02"]}, {"days": ["2015-08-01"]}], "2017-06-20")
    '2015-07-01'
    """
    days = sorted({day for one in levels for day in one["days"]})
    end = date.fromisoformat(last or days[-1]) if days else None
    while end and len(days) > 1 and date.fromisoformat(days[1]) - date.fromisoformat(days[0]) > end - date.fromisoformat(days[1]):
        del days[0]
    return days[0] if days else None


def _notes(request: Request, name: str) -> dict[str, object]:
    """The notes on a thing, for its page; its twins have none."""
    return {"noted": name, "notes": Notes(record_of(request)).on(name), "longest": LONGEST}


def _place(span: str | None, reading: Reading) -> Span | None:
    """The place to be marked, where the text has it."""
    start, end = map(int, span.split("-")) if span else (0, 0)
    return Span(start, end) if start < end <= len(reading.document.text) else None


def _told(record: Record, report: str, document: str) -> Span | None:
    """Where an article tells what a report of it says."""
    found = record.show("k" + report)
    reports = found.row["reports"] if found.kind == "contact" else []
    return next((Span(*one["evidence"]) for one in reports if one["id"] == report and one["document"] == document), None)


def _today(request: Request, shown: Shown, kind: str, home: str) -> Shown:
    """The thing of a kind under its id of today; sent on from an id of old."""
    if shown.kind == "document" and shown.note:
        raise OutdatedError(request.path_params["name"], str(shown.row["document"]["id"]))
    if shown.kind != kind:
        raise HTTPException(404, f"{request.path_params['name']}: is {shown.note or 'a ' + shown.kind}, not {kind}")
    current = str(shown.row["id"])
    if current != request.path_params["name"]:
        suffix = next((one for one in (".json", ".csv") if request.url.path.endswith(one)), "")
        raise HTTPException(308, shown.note or "this is known by another id now", {"Location": f"{home}/{current}{suffix}"})
    return shown
