"""An actor while it is being put together."""

from __future__ import annotations

from typing import Any

from mypy_extensions import mypyc_attr

from qanat.packs.rows import Body
from qanat.read.same import Name


@mypyc_attr(acyclic=True)
class Draft:
    """An actor while it is being put together; numbered, and given an id, in order of appearance."""

    body: Body | None = None
    office: tuple[int, int] | None = None
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
    number: int = 0
    id: str = ""

    def __init__(self, kind: str, name: tuple[int, int], *, role: str | None = None, country: str | None = None, row: Any = None, gender: str = "") -> None:
        self.kind, self.name = kind, name
        self.role, self.country, self.row, self.gender = role, country, row, gender
        self.names: list[Name] = []
        self.lemmas: set[str] = set()
        self.roles: set[str] = set()  # of all offices held at once
        self.posts: list[tuple[str, ...]] = []  # the words of each office
        self.around: tuple[int, str | None] = (-1, None)  # the state around it, as last asked: token and state
        self.mentions: list[tuple[int, int]] = []
