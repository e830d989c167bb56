"""The web application of one record: what holds for every request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from qanat.collect.clock import now
from qanat.errors import QanatError
from qanat.record.accounts import Accounts
from qanat.record.store import Record
from qanat.serve.web import accounts, alerts, book, errors, feeds, fonts, lists, notes, pictures, places, review, takedowns, things
from qanat.serve.web.hosts import OWN, Hosts
from qanat.serve.web.page import CHOICES, Views
from qanat.serve.web.rights import Door, admitted, allowed
from qanat.serve.web.whole import Whole

_YEAR = 365 * 24 * 3600
_POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_SCRIPTED = "/review"  # the one page with a script: keys
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept-Language, Cookie",
}


def create(record: Record, *, names: Sequence[str] = (), closed: bool = False) -> FastAPI:
    """The application over a record. `names`: those under which it may be called beside those of this machine for itself. As long as the record has no
    accounts nobody needs a password, unless it is `closed` from the beginning; then it may also be called by any numeric address.
    """
    app = FastAPI(
        title="Qanat",
        version=version("qanat"),
        summary="Who is talking to whom: a sourced record of contacts and statements in Arabic news.",
        description="Every page has these twins: the same rows as JSON and as CSV. Lists hand out an opaque `next`; give it back as `page` for the next rows.",
        docs_url=None,  # both would load scripts from elsewhere
        redoc_url=None,
        dependencies=[Depends(allowed)],
    )
    app.state.record = record
    app.state.views = Views()
    app.state.whole = Whole(record)
    app.state.door = Door(Accounts(record, now), closed=closed)
    for module in (fonts, feeds, lists, book, pictures, places, things, accounts, alerts, notes, review, takedowns):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(packages=[("qanat.serve.web", "static")]))
    app.exception_handler(RequestValidationError)(errors.invalid)
    app.exception_handler(HTTPException)(errors.refused)
    app.exception_handler(QanatError)(errors.unanswered)
    app.middleware("http")(admitted)
    app.middleware("http")(_guarded)
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=5)
    app.add_middleware(Hosts, names=(*OWN, *names), numbers=closed)
    return app


async def _guarded(request: Request, handle: Callable[[Request], Awaitable[Response]]) -> Response:
    """With the headers that keep scraped text from acting, and with what the visitor has chosen remembered."""
    response = await handle(request)
    if request.url.path == _SCRIPTED:
        response.headers["Content-Security-Policy"] = f"{_POLICY}; script-src 'self'"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    for name, known in CHOICES.items():
        if request.query_params.get(name) in known:
            response.set_cookie(name, request.query_params[name], max_age=_YEAR, samesite="lax", httponly=True)
    return response
