"""Signing in and out, one's own account, and for administrators all accounts and the log."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from qanat.errors import AccessError, RecordError
from qanat.record.accounts import LONGEST, ROLES, SCOPES, SESSION, SHORTEST, Accounts
from qanat.serve.web import rights
from qanat.serve.web.asked import USUAL, Limit, Number, Page
from qanat.serve.web.page import Answer, Views, chosen, page, row_of, token
from qanat.serve.web.rights import Posted, address, by, door_of, needs, visitor_of

router = APIRouter(tags=["accounts"])

_DIGITS = 6  # of a number in a form, past which it is no number that is asked for
_LIMITS = {"shortest": SHORTEST, "longest": LONGEST}


def _accounts(request: Request) -> Accounts:
    return door_of(request).accounts


def _html(request: Request, template: str, values: dict[str, Any], status: int = 200) -> Response:
    views: Views = request.app.state.views
    return views.html(request, template, chosen(request), {**_LIMITS, **values}, status)


def _back(to: str) -> Response:
    return RedirectResponse(to, 303)


# --- coming and going ------------------------------------------------------------------------------------------------------------


@router.get("/login", include_in_schema=False)
def login(request: Request, next: str = "/today") -> Response:
    """The form by which one signs in."""
    return _html(request, "login.html", {"next": _inside(next), "name": "", "wrong": "", "wait": 0})


@router.post("/login", include_in_schema=False)
async def signed_in(request: Request, given: Posted) -> Response:
    """Sign in, and go on to the page that was asked for."""
    name, onward = given.get("name", ""), _inside(given.get("next", ""))
    try:
        session = await run_in_threadpool(_accounts(request).sign_in, name, given.get("password", ""), address(request))
    except AccessError as error:
        wrong = {"next": onward, "name": name[:64], "wrong": "wait" if error.wait else "password", "wait": -(-error.wait // 60)}
        answer = _html(request, "login.html", wrong, 429 if error.wait else 401)
        if error.wait:
            answer.headers["Retry-After"] = str(error.wait)
        return answer
    answer = _back(onward)
    answer.set_cookie(rights.SESSION, session, max_age=SESSION, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


@router.post("/logout", include_in_schema=False)
@needs("reader")
def signed_out(request: Request) -> Response:
    """End the session."""
    _accounts(request).sign_out(visitor_of(request).key, by=by(request))
    answer = _back("/login")
    answer.delete_cookie(rights.SESSION)
    return answer


def _inside(path: str) -> str:
    """A page of ours to go on to: never another site, however its address is written."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/today"


# --- one's own account -------------------------------------------------------------------------------------------------------------


@router.get("/account", include_in_schema=False)
def account(request: Request) -> Response:
    """One's own account: its password and its tokens."""
    return _own(request)


def _own(request: Request, **more: Any) -> Response:
    visitor = visitor_of(request)
    scopes = [one for one in SCOPES if visitor.may(one)]
    values = {"tokens": _accounts(request).tokens(visitor.name), "scopes": scopes, "made": "", "wrong": "", **more}
    return _html(request, "account.html", values, 400 if values["wrong"] else 200)


@router.post("/account/password", include_in_schema=False)
@needs("reader")
async def password(request: Request, given: Posted) -> Response:
    """Another password: the present one is asked for, and everybody who uses it is signed out."""
    name, accounts = _in_person(request), _accounts(request)
    try:
        await run_in_threadpool(accounts.check, name, given.get("present", ""), address(request))
        await run_in_threadpool(lambda: accounts.change(name, password=given.get("new", ""), by=by(request)))
    except (AccessError, RecordError) as error:
        return await run_in_threadpool(_own, request, wrong=str(error))
    return _back("/login")


@router.post("/account/tokens", include_in_schema=False)
@needs("reader")
def make_token(request: Request, given: Posted) -> Response:
    """A token for a program, shown once."""
    days = given.get("days", "")
    made = _accounts(request).make_token(
        _in_person(request),
        scope=given.get("scope", ""),
        label=given.get("label", ""),
        days=int(days) if days.isdecimal() and len(days) < _DIGITS else 0,
        by=by(request),
    )
    return _own(request, made=made)


@router.post("/account/tokens/{n}", include_in_schema=False)
@needs("reader")
def revoke(request: Request, n: Number) -> Response:
    """Take a token of one's own away."""
    _accounts(request).revoke(n, account=_in_person(request), by=by(request))
    return _back("/account")


def _in_person(request: Request) -> str:
    """The account of somebody who signed in: a token must not make others, nor change the password."""
    visitor = visitor_of(request)
    if visitor.via != "session":
        raise HTTPException(403, "sign in at /login for this: a token is not enough")
    return visitor.name


# --- all accounts ------------------------------------------------------------------------------------------------------------------


@page(router, "/accounts", need="administrator")
def accounts(request: Request) -> Answer:
    """All accounts, with their roles; for administrators."""
    rows = [{"name": one.name, "role": one.role, "enabled": one.enabled, "added": one.added.date().isoformat()} for one in _accounts(request).every()]
    return Answer("accounts.html", rows, {**_LIMITS, "roles": ROLES if rows else ROLES[-1:], "first": not rows})


@router.post("/accounts", include_in_schema=False)
@needs("administrator")
def add_account(request: Request, given: Posted) -> Response:
    """A new account."""
    _accounts(request).add(given.get("name", ""), given.get("password", ""), given.get("role", ""), by=by(request))
    return _back("/accounts")


@router.post("/accounts/{name}", include_in_schema=False)
@needs("administrator")
def change_account(request: Request, name: str, given: Posted) -> Response:
    """Another role or password for an account, or nobody let in with it any more."""
    enabled = {"yes": True, "no": False}.get(given.get("enabled", ""))
    _accounts(request).change(name, role=given.get("role") or None, enabled=enabled, password=given.get("password") or None, by=by(request))
    return _back("/accounts")


@page(router, "/log", need="administrator")
def log(request: Request, limit: Limit = USUAL, page: Page = None) -> Answer:
    """What people did: who came in, who changed what; for administrators. The newest first."""
    found = _accounts(request).log(limit=limit + 1, before=row_of(page))
    here = found[:limit]
    return Answer("log.html", here, {}, token(str(here[-1]["n"])) if len(found) > limit else None)
