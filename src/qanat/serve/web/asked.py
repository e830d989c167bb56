"""The filters of the contract as parameters of an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import HTTPException, Path, Query

from qanat.model import ACTS, LEVELS, MODES, ROLES, STATUSES, calendar_day
from qanat.record.ask import Filters
from qanat.record.search import Within
from qanat.serve.web.page import untoken

MOST = 200  # rows of one page
USUAL = 30


def one_of(values: tuple[str, ...]) -> Any:
    """A parameter that is one of some values, or empty."""
    return Query(json_schema_extra={"enum": list(values)}, pattern=f"^({'|'.join(values)})?$")


_Who = Annotated[str | None, Query(max_length=200, description="A country (RUS), a name, or an id of an actor.")]
CountryCode = Annotated[str | None, Query(pattern="^([A-Za-z]{3})?$", description="ISO 3166 alpha-3.")]
Day = Annotated[str | None, Query(max_length=40, description="YYYY-MM-DD.")]
LARGEST = 2**31 - 1  # number of a row
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Rows of a page.")]
Page = Annotated[str | None, Query(max_length=200, description="The `next` of the page before.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a request. An empty one is none: forms send them so."""

    a: _Who = None
    b: _Who = None
    actor: _Who = None
    country: CountryCode = None
    since: Day = None
    until: Day = None
    mode: Annotated[str | None, one_of(MODES)] = None
    status: Annotated[str | None, one_of(STATUSES)] = None
    level: Annotated[str | None, one_of(LEVELS)] = None
    act: Annotated[str | None, one_of(ACTS)] = None
    role: Annotated[str | None, one_of(ROLES)] = None
    place: Annotated[str | None, Query(pattern="^([A-Za-z0-9_]{1,60})?$", description="Of contacts: the id of a place, as /map has it.")] = None
    limit: Limit = USUAL
    page: Page = None

    def filters(self, *wanted: str, **more: Any) -> Filters:
        """Those that a question takes, with one row more than the page holds, by which it is known whether there is a next one."""
        given: dict[str, Any] = {name: getattr(self, name) or None for name in wanted if name != "between"}
        for name in ("since", "until"):
            if given.get(name):
                given[name] = chosen_day(given[name], name)
        if given.get("country"):
            given["country"] = given["country"].upper()
        if "between" in wanted and (self.a or self.b):
            if not (self.a and self.b):
                given["actor"] = self.a or self.b
            else:
                given["between"] = (_code(self.a), _code(self.b))
        after = untoken(self.page) if self.page else None
        return Filters(**{**given, "limit": self.limit + 1, "after": after, **more})

    def query(self, *wanted: str) -> str:
        """Those of the filters that were given, for an address that asks for the same: "&country=RUS", or nothing."""
        names = [name for one in wanted for name in (("a", "b") if one == "between" else (one,))]
        return "".join(f"&{urlencode({name: value})}" for name in names if name not in ("since", "until") and (value := getattr(self, name)))

    @property
    def given(self) -> dict[str, str]:
        """What was asked for, for a form to show it."""
        names = ("a", "b", "actor", "country", "since", "until", "mode", "status", "level", "act", "role", "place")
        return {name: getattr(self, name) or "" for name in names}


def _code(who: str) -> str:
    return who.upper() if len(who) == 3 and who.isascii() else who


def chosen_day(given: str, name: str) -> str:
    """The day of a parameter; one that is none is the visitor's mistake."""
    day = calendar_day(given)
    if day is None:
        raise HTTPException(422, f"{name}: a day as YYYY-MM-DD, such as 2022-10-21")
    return day


@dataclass(frozen=True, slots=True)
class Sought:
    """Which articles are searched for."""

    q: Annotated[str, Query(max_length=300, description="Words in Arabic, however they are spelled.")] = ""
    exact: Annotated[bool, Query(description="Letter by letter, marks and all.")] = False
    outlet: Annotated[str | None, Query(max_length=200, description="Only articles of this outlet.")] = None
    since: Day = None
    until: Day = None

    @property
    def within(self) -> Within:
        """Where it is searched."""
        days = {name: chosen_day(given, name) for name, given in (("since", self.since), ("until", self.until)) if given}
        return Within(outlet=self.outlet or None, since=days.get("since"), until=days.get("until"))
