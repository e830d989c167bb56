"""The web application of one record: what holds for every request, and the errors."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from qanat.errors import QanatError
from qanat.record.store import Record
from qanat.serve.web import fonts, lists, things
from qanat.serve.web.page import CHOICES, Views, chosen, wants_rows
from qanat.serve.web.whole import Whole

_OWN = ("127.0.0.1", "localhost", "[::1]")  # without a password nobody else is served, nor whoever makes a browser believe that he is one of these
_YEAR = 365 * 24 * 3600
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept-Language, Cookie",
}
_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 410: "gone", 422: "invalid", 500: "failed"}


def create(record: Record) -> FastAPI:
    """The application over a record, for visitors on this machine alone."""
    app = FastAPI(
        title="Qanat",
        version=version("qanat"),
        summary="Who is talking to whom: a sourced record of contacts and statements in Arabic news.",
        description="Every page has these twins: the same rows as JSON and as CSV. Lists hand out an opaque `next`; give it back as `page` for the next rows.",
        docs_url=None,  # both would load scripts from elsewhere
        redoc_url=None,
    )
    app.state.record = record
    app.state.views = Views()
    app.state.whole = Whole(record)
    for module in (fonts, lists, things):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(packages=[("qanat.serve.web", "static")]))
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(QanatError)(_unanswered)
    app.middleware("http")(_guarded)
    app.add_middleware(GZipMiddleware, minimum_size=800)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(_OWN))
    return app


async def _guarded(request: Request, handle: Callable[[Request], Awaitable[Response]]) -> Response:
    """With the headers that keep scraped text from acting, and with what the visitor has chosen remembered."""
    response = await handle(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    for name, known in CHOICES.items():
        if request.query_params.get(name) in known:
            response.set_cookie(name, request.query_params[name], max_age=_YEAR, samesite="lax", httponly=True)
    return response


# --- errors ----------------------------------------------------------------------------------------------------------------------


def _error(request: Request, status: int, message: str, where: list[dict[str, str]] | None = None) -> Response:
    """One shape for all errors; for people, a page."""
    code = _CODES.get(status, "failed")
    if wants_rows(request):
        return JSONResponse({"error": {"code": code, "message": message, "where": where or []}}, status)
    views: Views = request.app.state.views
    return views.html(request, "error.html", chosen(request), {"status": status, "message": message, "where": where or []}, status)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = [{"field": ".".join(map(str, one["loc"][1:])), "message": one["msg"]} for one in error.errors()]
    return _error(request, 422, "the question can't be understood: see where", where)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.headers and "Location" in error.headers:
        return Response(status_code=error.status_code, headers=error.headers)
    return _error(request, error.status_code, "there is no such page" if error.detail == "Not Found" else str(error.detail))


async def _unanswered(request: Request, error: Exception) -> Response:
    missing = re.search(r"there (?:is|are) no", str(error))
    return _error(request, 404 if missing else 400, str(error))
