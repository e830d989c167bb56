"""What stands around a verb or noun of contact, once it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mypy_extensions import mypyc_attr

from qanat.packs.word import Sense
from qanat.read.cast import Mention

SPEAKER: Final = "1"  # number of a mention that is the verb itself: "I met"
REACH: Final = 30  # tokens between a cue and the other side
GENITIVE: Final = "of"  # stands for the preposition of a phrase that an ordinary noun holds


@mypyc_attr(acyclic=True)
class Group:
    """Mentions joined by "and", with the preposition that governs them."""

    __slots__ = ("mentions", "preposition")

    def __init__(self, preposition: str, mentions: list[Mention]) -> None:
        self.preposition, self.mentions = preposition, mentions


@mypyc_attr(acyclic=True)
@dataclass(slots=True)
class Frame:
    """A cue with its parts. `sides`: one list of mentions a side. `verb`: the token of the verb that holds the noun (or the cue itself)."""

    cue: int
    verb: int | None
    sense: Sense
    held_by: Sense | None
    clause: tuple[int, int]
    sides: list[list[Mention]] = field(default_factory=list)
    initiator: Mention | None = None
    destination: Mention | None = None
    visit: bool = False
    mode: str = ""
    invited: bool = False  # somebody asks for it
    purpose: bool = False  # "in order to meet": as real as what it is the purpose of
    adverbial: bool = False  # only says on what occasion something else was done: "خلال لقائه"
    meal: str = ""  # the row that tells of one: "استضافه في حفل عشاء"
    agreed: bool = False  # two agree on it: still to come
    standing: bool = False  # a session of a standing body, apart from other meetings of the same sides
    among: bool = False  # travellers named out of more, each of whom goes by himself
    welcome: bool = False  # all who are met come together: to a reception, in one delegation
    own: bool = False  # the subject was found in this clause, not carried over
    together: bool = False  # one session with several counterparts
    turns: bool = False  # one is met after the other: "ثم"
    apart: bool = False  # each is met by himself
    led: dict[str, str] = field(default_factory=dict)  # on whose side a leader of a delegation is

    @property
    def rule(self) -> str:
        """The row behind it: `contacts.<id>`, with the holding verb or the kind of meal where there is one."""
        beside = self.held_by.entry.id if self.held_by is not None else self.meal
        return f"contacts.{self.sense.entry.id}" + (f"+{beside}" if beside else "")
