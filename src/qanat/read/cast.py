"""Who is in a text: the actors, and every place where one of them is named. Made by `actors`, asked by the other stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mypy_extensions import mypyc_attr

from qanat.model import Actor
from qanat.text.words import place_of

PLACES: Final = frozenset(("state", "place", "city"))  # kinds of a mention that stand on a map
PEOPLE: Final = frozenset(("name", "office"))  # ... that are one person


@mypyc_attr(acyclic=True)
class Mention:
    """One noun phrase that names one or more actors ("الوزيرين" names two).

    `first` and `end`: half-open token range of the whole phrase, with titles, office and name. `name`: token range of the bare name, or None.
    `kind`: city (a place without a voice; its actor is the state) | name (a person by name) | office (by office or description) | state
    | place (a capital) | body | nation (an adjective: "الروسي") | group.
    `conjunction` and `preposition`: what is attached to its first word. `gender` m/f, `number` s/d/p as far as its words tell.
    """

    __slots__ = ("actors", "conjunction", "end", "first", "gender", "kind", "name", "number", "preposition")

    def __init__(
        self,
        first: int,
        end: int,
        actors: tuple[str, ...],
        kind: str,
        name: tuple[int, int] | None = None,
        conjunction: str = "",
        preposition: str = "",
        gender: str = "",
        number: str = "s",
    ) -> None:
        self.first, self.end, self.actors, self.kind, self.name = first, end, actors, kind, name
        self.conjunction, self.preposition, self.gender, self.number = conjunction, preposition, gender, number


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of a text by id, in order of appearance, and their mentions by first token (never overlapping).

    `firsts`: the first token of each mention, `covering`: the mention that covers each token, as far as there are any.
    """

    actors: dict[str, Actor]
    mentions: tuple[Mention, ...]
    firsts: list[int]
    covering: list[Mention | None]
    camps: dict[str, str]

    @classmethod
    def of(cls, actors: dict[str, Actor], mentions: tuple[Mention, ...], camps: dict[str, str]) -> Cast:
        """The cast of these mentions, in the order of their first tokens."""
        covering: list[Mention | None] = [None] * (mentions[-1].end if mentions else 0)
        for mention in mentions:
            for at in range(mention.first, mention.end):
                covering[at] = mention
        return cls(actors, mentions, [mention.first for mention in mentions], covering, camps)

    def at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        return self.covering[token] if 0 <= token < len(self.covering) else None

    def camp(self, actor: str) -> str | None:
        """Whose side an actor is on: a state (alpha-3), or a body or movement of its own; None for those who stand for nobody."""
        return self.camps.get(actor)

    def between(self, first: int, end: int) -> tuple[Mention, ...]:
        """The mentions that begin in a token range."""
        return self.mentions[place_of(first, self.firsts) : place_of(end, self.firsts)]
