"""Who is let in, and to what. Everything needs a visitor who is known, but what `PUBLIC` names; every change needs a form that we handed out ourselves."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from qanat.record.accounts import Accounts, Visitor
from qanat.record.log import By
from qanat.serve.web.errors import error
from qanat.serve.web.page import wants_rows

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

SESSION, FORM = "qanat_session", "qanat_form"  # cookies
PUBLIC = ("/login", "/static/", "/fonts/")  # a path, or all below it
_ASKING = ("GET", "HEAD", "OPTIONS")  # methods that change nothing
_LARGEST = 64 * 1024  # bytes of a form
_FIELDS = 40
_MACHINE = Visitor("this machine", "administrator", "machine")  # whoever asks while nobody else can


class Door:
    """How visitors of one record are known. Once there is an account it stays closed: nobody gets in again without a password."""

    def __init__(self, accounts: Accounts, *, closed: bool) -> None:
        self.accounts = accounts
        self._closed = closed
        self._secret = secrets.token_bytes(32)

    @property
    def closed(self) -> bool:
        """Is a password asked for?"""
        self._closed = self._closed or self.accounts.exist()
        return self._closed

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None for somebody unknown. A token counts alone, whatever cookies come with it."""
        if not self.closed:
            return _MACHINE
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind:
            return self.accounts.of_token(token.strip()) if kind.lower() == "bearer" else None
        session = request.cookies.get(SESSION)
        return self.accounts.of_session(session) if session else None

    def mark(self, cookie: str, visitor: Visitor | None) -> str:
        """What a form must bring back: bound to the browser and to the session, and only known to us."""
        return hmac.new(self._secret, f"{cookie} {visitor.key if visitor else ''}".encode(), hashlib.sha256).hexdigest()


def door_of(request: Request) -> Door:
    """The door of the record that is asked."""
    found: Door = request.app.state.door
    return found


def visitor_of(request: Request) -> Visitor:
    """Who asks."""
    found: Visitor = request.state.visitor
    return found


def by(request: Request) -> By:
    """Who asks, for the log."""
    visitor = visitor_of(request)
    return By(visitor.name, visitor.via, address(request))


def address(request: Request) -> str:
    """From where it is asked."""
    return request.client.host if request.client else ""


def needs(role: str) -> Callable[[Endpoint], Endpoint]:
    """Mark an endpoint: only for visitors of this role or a higher one."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.need = role  # type: ignore[attr-defined]
        return endpoint

    return mark


async def allowed(request: Request) -> None:
    """Refuse a visitor whose role does not reach, and a form that is not ours. Holds for every route: one without a mark answers every reader, and changes
    something for administrators only.
    """
    visitor: Visitor | None = request.state.visitor
    need = getattr(request.scope["route"].endpoint, "need", "reader" if request.method in _ASKING else "administrator")
    if not (_is_public(request.url.path) or (visitor and visitor.may(need))):
        raise HTTPException(403, f"this is for the role {need}; an administrator can give it to you")
    if request.method not in _ASKING and not (visitor and visitor.via == "token"):  # a browser sends cookies for whoever makes it send a form; no token
        await _ours(request)


async def admitted(request: Request, handle: Callable[[Request], Awaitable[Response]]) -> Response:
    """Find out who asks; send away whoever is unknown, whatever he asks for."""
    door = door_of(request)
    visitor = await run_in_threadpool(door.visitor, request)
    known = request.cookies.get(FORM)
    cookie = known or secrets.token_urlsafe(24)
    request.state.visitor = visitor
    request.state.form = door.mark(cookie, visitor)
    if visitor is None and ("authorization" in request.headers or not _is_public(request.url.path)):
        return _unknown(request)
    response = await handle(request)
    if visitor and visitor.via != "machine" and not _is_public(request.url.path):
        response.headers.setdefault("Cache-Control", "no-store")  # so that nobody goes back to it after signing out
    if not known and response.headers.get("content-type", "").startswith("text/html"):
        response.set_cookie(FORM, cookie, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return response


async def posted(request: Request) -> Mapping[str, str]:
    """The fields of a form, each once."""
    if not hasattr(request.state, "posted"):
        request.state.posted = await _fields(request)
    found: Mapping[str, str] = request.state.posted
    return found


Posted = Annotated[Mapping[str, str], Depends(posted)]


async def _ours(request: Request) -> None:
    """Was this form handed out by us, to this browser?"""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "another site sent this form; open the page here and fill it in again")
    given = (await posted(request)).get("form", "")
    if FORM not in request.cookies or not hmac.compare_digest(given.encode(), request.state.form.encode()):
        raise HTTPException(403, "this form is too old, or cookies are off; open the page again and fill it in anew")


async def _fields(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise HTTPException(400, "send the fields of the form as application/x-www-form-urlencoded")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST:
            raise HTTPException(413, f"a form holds at most {_LARGEST} bytes")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"))
    except ValueError:
        raise HTTPException(400, f"the form can't be read: at most {_FIELDS} fields, in UTF-8") from None


def _unknown(request: Request) -> Response:
    """People are asked to sign in and led on to what they wanted; programs are told that they need a token."""
    if wants_rows(request) or "authorization" in request.headers or request.method not in _ASKING:
        answer = error(request, 401, "sign in at /login, or give a token of your account: Authorization: Bearer qanat_…")
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/login" if wanted == "/" else f"/login?{urlencode({'next': wanted})}", 303)


def _is_public(path: str) -> bool:
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in PUBLIC)
