"""The errors of the web app: one shape for programs, a page for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from qanat.errors import MissingError, OutdatedError, RemovedError
from qanat.record import cite
from qanat.serve.web.page import Views, chosen, record_of, wants_rows

_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    410: "gone",
    413: "too_large",
    422: "invalid",
    429: "too_many",
    500: "failed",
}


def error(request: Request, status: int, message: str, where: list[dict[str, str]] | None = None) -> Response:
    """One shape for all errors; for people, a page."""
    code = _CODES.get(status, "failed")
    if wants_rows(request):
        return JSONResponse({"error": {"code": code, "message": message, "where": where or []}}, status)
    views: Views = request.app.state.views
    return views.html(request, "error.html", chosen(request), {"status": status, "message": message, "where": where or []}, status)


async def invalid(request: Request, caught: Exception) -> Response:
    """A parameter that can't be understood."""
    assert isinstance(caught, RequestValidationError)
    where = [{"field": ".".join(map(str, one["loc"][1:])), "message": _wanted(one)} for one in caught.errors()]
    return error(request, 422, "the question can't be understood: see where", where)


async def refused(request: Request, caught: Exception) -> Response:
    """What an endpoint refused, or sends elsewhere."""
    assert isinstance(caught, HTTPException)
    if caught.headers and "Location" in caught.headers:
        return Response(status_code=caught.status_code, headers=caught.headers)
    return error(request, caught.status_code, "there is no such page" if caught.detail == "Not Found" else str(caught.detail))


async def unanswered(request: Request, caught: Exception) -> Response:
    """What the record can't answer."""
    if isinstance(caught, RemovedError) and not wants_rows(request):
        views: Views = request.app.state.views
        return views.html(request, "removed.html", chosen(request), {"why": caught.why, "day": caught.day}, 410)
    if isinstance(caught, RemovedError):
        return error(request, 410, str(caught))
    if isinstance(caught, OutdatedError) and not wants_rows(request):
        return await run_in_threadpool(_outdated, request, caught)
    if isinstance(caught, OutdatedError):
        return error(request, 410, str(caught))
    return error(request, 404 if isinstance(caught, MissingError) else 400, str(caught))


def _outdated(request: Request, caught: OutdatedError) -> Response:
    """What was said of something that counts no more, and where."""
    views: Views = request.app.state.views
    citations = record_of(request).cite(caught.name) if caught.document else []
    return views.html(request, "outdated.html", chosen(request), {"document": caught.document, "citations": citations, "cited": cite.text}, 410)


def _wanted(one: Mapping[str, Any]) -> str:
    """What a field must be, in words that people understand.

    >>> _wanted({"type": "string_pattern_mismatch", "ctx": {"pattern": "^(call|visit)?$"}, "msg": ""})
    'must be one of call, visit'
    """
    about = one.get("ctx", {})
    if one["type"] == "string_pattern_mismatch":
        choices = _CHOICE.fullmatch(about["pattern"])
        return f"must be one of {', '.join(choices[1].split('|'))}" if choices else f"must be of the form {about['pattern']}"
    if one["type"] == "literal_error":
        return f"must be one of {about['expected']}"
    said = _SAYS.get(one["type"])
    return said.format(**about) if said else str(one["msg"])


_CHOICE = re.compile(r"\^\(([a-z_|]+)\)\??\$")
_SAYS = {
    "int_parsing": "must be a number",
    "int_parsing_size": "must be a number",
    "int_type": "must be a number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_too_long": "must have at most {max_length} characters",
    "bool_parsing": "must be true or false",
    "missing": "is needed",
}
