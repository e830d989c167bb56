"""A page and its twins: one answer as HTML for people, as JSON and CSV for programs."""

from __future__ import annotations

import base64
import binascii
import inspect
import io
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from qanat.export import csv as sheet
from qanat.export.flat import Field, Flat
from qanat.record.store import Record
from qanat.serve import sheet as text_page
from qanat.serve.web.sentences import mixed, sentence
from qanat.serve.web.tongue import CALENDARS, DIGITS, LANGUAGES, Tongue
from qanat.serve.web.whole import whole_of
from qanat.serve.wording import HIDDEN

CHOICES = {"language": LANGUAGES, "calendar": CALENDARS, "digits": DIGITS}
_FORM, _NAME = (f"⁂{secrets.token_hex(8)}⁂" for _ in range(2))  # nothing that is read can hold them
_DIGITS = 10  # of the number of a row there are fewer
_TWINS = (".json", ".csv", ".atom")  # and feeds
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answers. `rows`: the twin's rows, or one thing; `template` and `more` make the page; `next`: the token of the page after, of lists.
    `table`: its columns in CSV, where it is one of the tables of the record.
    """

    template: str
    rows: list[dict[str, Any]] | dict[str, Any]
    more: Mapping[str, Any] = field(default_factory=dict)
    next: str | None = None
    table: Flat | None = None


class Views:
    """The templates, in each language."""

    def __init__(self) -> None:
        self.speaking = {language: _templates(Tongue(language)) for language in LANGUAGES}

    def html(self, request: Request, template: str, tongue: Tongue, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
        """A page in the tongue of the visitor."""
        return HTMLResponse(self.page(request, template, tongue, values), status)

    def page(self, request: Request, template: str, tongue: Tongue, values: Mapping[str, Any], *, blank: bool = False) -> str:
        """The text of a page. `blank`: with marks where the visitor's own is to be filled in, his name and what his forms bring back."""
        here = request.url
        visitor = getattr(request.state, "visitor", None)
        given = {
            "tongue": tongue,
            "path": here.path,
            "query": f"?{here.query}" if here.query else "",
            "visitor": visitor._replace(name=_NAME) if blank and visitor else visitor,
            "form": _FORM if blank else getattr(request.state, "form", ""),
            "with_": lambda **other: f"{here.path}?{here.include_query_params(**other).query}",
        }
        return self.speaking[tongue.language].get_template(template).render({**given, **values})


def _templates(tongue: Tongue) -> Environment:
    made = Environment(
        loader=PackageLoader("qanat.serve.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(tongue.words, newstyle=True)  # type: ignore[attr-defined]
    made.filters["shown"] = text_page.shown
    made.filters["sentence"] = sentence
    made.filters["mixed"] = mixed
    made.filters["plain"] = lambda text: HIDDEN.sub("", text)  # where no badge can stand: titles, attributes
    made.globals["day_number"] = lambda day: date.fromisoformat(day).toordinal()
    return made


def record_of(request: Request) -> Record:
    """The record that is asked."""
    found: Record = request.app.state.record
    return found


def wants_rows(request: Request) -> bool:
    """Is it a twin or a feed that is asked for?"""
    return request.url.path.endswith(_TWINS)


def chosen(request: Request) -> Tongue:
    """What the visitor has chosen: in this request, before, or by what his browser prefers."""
    picked: dict[str, Any] = {}
    for name, known in CHOICES.items():
        given = (request.query_params.get(name), request.cookies.get(name))
        picked[name] = next((one for one in given if one in known), known[0])
    if not {request.query_params.get("language"), request.cookies.get("language")} & set(LANGUAGES):
        asked = request.headers.get("accept-language", "")
        picked["language"] = next((one[:2] for one in asked.lower().replace(" ", "").split(",") if one[:2] in LANGUAGES), LANGUAGES[0])
    return Tongue(**picked)


def page(router: APIRouter, path: str, need: str = "reader", *, kept: bool = False) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Serve what a function answers at a path and at its twins, to visitors of the role `need` or a higher one. The function takes the request first.
    `kept`: the page depends on nothing but the record, its address, and the tongue and role of the visitor, and is kept until the record changes.
    """

    def register(function: Callable[..., Answer]) -> Callable[..., Answer]:
        serve_as(router, path, function, ((".json", JSONResponse, _json), (".csv", _Csv, _csv)), need)
        if kept:
            serve_as(router, path, _once(function), (("", HTMLResponse, _filled_in),), need)
        else:
            serve_as(router, path, function, (("", HTMLResponse, _html),), need)
        return function

    return register


def _once(function: Callable[..., Answer]) -> Callable[..., str]:
    """The page of what a function answers, made once for all who would see the same."""

    @wraps(function)
    def answered(**given: Any) -> str:
        request: Request = given["request"]
        views: Views = request.app.state.views
        visitor, tongue = request.state.visitor, chosen(request)

        def make() -> str:
            answer = function(**given)
            return views.page(request, answer.template, tongue, {"rows": answer.rows, "next": answer.next, **answer.more}, blank=True)

        return whole_of(request).page((request.url.path, request.url.query, tongue, visitor.role, visitor.via), make)

    return answered


def _filled_in(request: Request, page: str) -> Response:
    """A page that was kept, with what is the visitor's own."""
    return HTMLResponse(page.replace(_FORM, request.state.form).replace(_NAME, str(escape(request.state.visitor.name))))


def serve_as(
    router: APIRouter,
    path: str,
    function: Callable[..., T],
    forms: Iterable[tuple[str, type[Response], Callable[[Request, T], Response]]],
    need: str = "reader",
) -> None:
    """Serve what a function answers in several forms: what stands behind the path, its kind, how it is written. The function takes the request first."""
    signature = inspect.signature(function, eval_str=True)
    for suffix, kind, write in forms:

        def endpoint(*, write: Callable[[Request, T], Response] = write, **given: Any) -> Response:
            return write(given["request"], function(**given))

        endpoint.need = need  # type: ignore[attr-defined]
        endpoint.__signature__ = signature.replace(return_annotation=Response)  # type: ignore[attr-defined]
        name = function.__name__ + suffix.replace(".", "_")
        summary = inspect.getdoc(function)
        router.add_api_route(path + suffix, endpoint, name=name, summary=summary, include_in_schema=bool(suffix), response_class=kind)


class _Csv(Response):
    media_type = "text/csv"


def _html(request: Request, answer: Answer) -> Response:
    views: Views = request.app.state.views
    return views.html(request, answer.template, chosen(request), {"rows": answer.rows, "next": answer.next, **answer.more})


def _json(_: Request, answer: Answer) -> Response:
    body = answer.rows if isinstance(answer.rows, dict) else {"rows": answer.rows, "next": answer.next}
    return Response(json.dumps(body, ensure_ascii=False), media_type="application/json")


def _csv(_: Request, answer: Answer) -> Response:
    rows = answer.rows if isinstance(answer.rows, list) else [answer.rows]
    table = answer.table or _table(rows)
    out = io.StringIO()
    out.write("\ufeff")  # by which spreadsheets know UTF-8
    sheet.lines(table, (flat for row in rows for flat in table.rows(row)), out)
    headers = {"Link": f'<?page={answer.next}>; rel="next"'} if answer.next else None
    return _Csv(out.getvalue(), headers=headers)


def _table(rows: list[dict[str, Any]]) -> Flat:
    """A table of rows as they are, lists and the like in them as JSON."""
    names = dict.fromkeys(name for row in rows for name in row)
    return Flat("", "", "", tuple(Field(name, "text", "") for name in names), lambda row: iter([{name: _plain(value) for name, value in row.items()}]))


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | tuple) else value


# --- pages of a list -------------------------------------------------------------------------------------------------------------


def token(last: str) -> str:
    """An opaque token for what comes after a row.

    >>> untoken(token("k86537b659e1522e9"))
    'k86537b659e1522e9'
    """
    return base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def untoken(given: str) -> str:
    """What `token` made a token of; a bad one is the visitor's mistake."""
    try:
        return base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise HTTPException(400, "this is no token of a next page: begin with the first page") from None


def row_of(given: str | None) -> int | None:
    """The number of the row that a page comes after; none for the first page."""
    row = untoken(given) if given else None
    if row is not None and not (row.isdecimal() and len(row) < _DIGITS):
        raise HTTPException(400, "this is no token of a next page: begin with the first page")
    return None if row is None else int(row)
