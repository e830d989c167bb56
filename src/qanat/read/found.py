"""A noun phrase as it is found in a text: a name with its titles and offices, an office, a state, a body."""

from __future__ import annotations

from typing import Any

from mypy_extensions import mypyc_attr

from qanat.read.posts import Office


@mypyc_attr(acyclic=True)
class Found:
    """A noun phrase before it is known whom it names."""

    conjunction: str = ""
    preposition: str = ""
    late: bool = False  # dead, by a prayer or by what he is called
    country: str = ""  # of an adjective beside a title or calling: العقيد الإماراتي

    def __init__(
        self,
        first: int,
        end: int,
        kind: str,
        *,
        name: tuple[int, int] | None = None,
        offices: list[Office] | None = None,
        row: Any = None,
        title: str = "",
        gender: str = "",
        number: str = "s",
    ) -> None:
        self.first, self.end = first, end
        self.kind = kind  # person | office | noun | state | place | body | nation | both | honoured
        self.name, self.row, self.gender, self.number = name, row, gender, number
        self.offices = offices if offices is not None else []
        self.title = title  # kind of the strongest one: noble, rank, honorific
