"""An actor while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qanat.packs.rows import Body
from qanat.read.same import Name


@dataclass(slots=True)
class Draft:
    """An actor while it is being put together; numbered, and given an id, in order of appearance."""

    number: int
    kind: str
    name: tuple[int, int]
    names: list[Name] = field(default_factory=list)
    role: str | None = None
    country: str | None = None
    body: Body | None = None
    office: tuple[int, int] | None = None
    lemmas: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)  # of all offices held at once
    posts: list[tuple[str, ...]] = field(default_factory=list)  # the words of each office
    row: Any = None
    gender: str = ""
    title: str = ""
    own: bool = False  # bears an office of its own
    titular: bool = False  # has his role by a bare title: السفير, النائب
    deputy: bool = False  # of a head, by an office like نائب
    public: bool = False  # by an office, as the text tells it, of a state or of an organ or body of one
    late: bool = False  # dead
    several: bool = False  # delegates of many, of no camp: "ممثلي المجتمع المدني"
    side: bool = False  # a party or the like, a camp of its own
    adjective: bool = False  # named so far by its adjective only
    private: bool = False  # a company or club: no party
    silent: bool = False  # a medium, a document, an unnamed source: speaks, but is no party
    around: tuple[int, str | None] = (-1, None)  # the state around it, as last asked: token and state
    mentions: list[tuple[int, int]] = field(default_factory=list)
    id: str = ""
