"""The last step of reading: only actors who matter are kept, numbered in order of appearance; and the events are numbered."""

from __future__ import annotations

from collections.abc import Iterable

from qanat.model import Actor, Contact, Event, Statement, made
from qanat.read.cast import Cast


def tidy(
    cast: Cast, statements: tuple[Statement, ...], contacts: tuple[Contact, ...], events: tuple[Event, ...]
) -> tuple[tuple[Actor, ...], tuple[Statement, ...], tuple[Contact, ...], tuple[Event, ...]]:
    """Named people, and whoever else speaks, reports or takes part, with new ids a1, a2 … everywhere."""
    used = {actor for s in statements for actor in (s.speaker, *s.told_by)} | {actor for c in contacts for actor in (*c.parties, *c.told_by)}
    used |= {actor for e in events for actor in (*e.actor, *e.recipient)}
    kept = [actor for actor in cast.actors.values() if actor.kind == "person" or actor.id in used]
    kept.sort(key=lambda actor: min(actor.mentions))
    new = {actor.id: f"a{n}" for n, actor in enumerate(kept, 1)}

    def ids(old: Iterable[str]) -> tuple[str, ...]:
        return tuple([new[actor] for actor in old])

    return (
        tuple([made(Actor, (new[actor.id], *actor[1:])) for actor in kept]),
        tuple([made(Statement, (s.id, new[s.speaker], *s[2:7], ids(s.told_by), *s[8:])) for s in statements]),
        tuple([c._replace(parties=ids(c.parties), told_by=ids(c.told_by), initiator=new[c.initiator] if c.initiator else None) for c in contacts]),
        tuple([made(Event, (f"e{n}", e.event, e.mode, e.context, ids(e.actor), ids(e.recipient), *e[6:])) for n, e in enumerate(events, 1)]),
    )
