"""The parties of a contact: the actors of a frame, where they are of two camps at least."""

from __future__ import annotations

from dataclasses import dataclass

from qanat.packs.terms import CHIEFS
from qanat.read.bearers import Bearers
from qanat.read.cast import PEOPLE, Cast, Mention
from qanat.read.frame import Frame
from qanat.read.syntax import of_ones_own
from qanat.text.words import Words


@dataclass(frozen=True, slots=True)
class Parties:
    """The actors between whom a contact was, in order, and who of them sought it, if that is told."""

    ids: tuple[str, ...]
    initiator: str | None


def parties_of(frame: Frame, words: Words, cast: Cast, bearers: Bearers) -> Parties | None:
    """The actors of a frame, when they are of two camps at least."""
    ids: list[str] = []
    camps: list[str] = []
    for side in frame.sides:
        for mention in side:
            if (
                (mention.kind == "nation" and len(side) == len(frame.sides) == 1)
                or _his_own(mention, side[0], cast)
                or (mention is not frame.sides[0][0] and of_ones_own(mention, words))
            ):
                continue
            unnamed = mention.kind == "office" and mention.number == "s" and len(mention.actors) == 1 and cast.actors[mention.actors[0]].kind == "office"
            bearer = bearers.of_office(mention) if unnamed else None
            for named in bearer.actors if bearer is not None else mention.actors:
                actor = _spoken_for(named, cast)
                camp = frame.led.get(actor) or cast.camp(actor)
                if camp is not None and actor not in ids:
                    ids.append(actor)
                    camps.append(camp)
    if len(set(camps)) < 2 or (frame.visit and _at_home(ids, cast)):
        return None
    mine = set(frame.sides[0][0].actors) if frame.sides else set()
    if len(ids) > 2 and len(frame.sides) == 2:
        # companions of one's own camp are no parties of their own
        ids, camps = _without_companions(ids, camps, mine)
    elif len(frame.sides) > 2:
        beside = [k for k, (i, c) in enumerate(zip(ids, camps, strict=True)) if _stood_for(i, c, ids[:k], cast)]
        ids = [i for k, i in enumerate(ids) if k not in beside]  # "يحضر الرئيس المصري القمة التي تضم مصر والأردن": he is Egypt
    starter = frame.initiator.actors[0] if frame.initiator is not None and frame.initiator.actors else None
    return Parties(tuple(ids), starter if starter in ids else None)


def _stood_for(actor: str, camp: str, before: list[str], cast: Cast) -> bool:
    """Is it a state, or those at its head who are not named, of which somebody named before is?"""
    kind, role = cast.actors[actor].kind, cast.actors[actor].role
    unnamed = kind == "state" or (kind in ("office", "group") and role in CHIEFS)  # "قادة مصر والأردن"
    return unnamed and any(cast.camp(one) == camp and cast.actors[one].kind in ("person", "office") for one in before)


def _his_own(mention: Mention, first: Mention, cast: Cast) -> bool:
    """ "للرئيس ولحكومة وشعب بلاده": what a person speaks for is no party beside him."""
    if mention is first or first.kind not in PEOPLE or mention.kind in PEOPLE or len(mention.actors) != 1 or not first.actors:
        return False
    return cast.camp(mention.actors[0]) == cast.camp(first.actors[0])


def _at_home(ids: list[str], cast: Cast) -> bool:
    """Is it a trip within one's own country: "زار رئيس الحزب ولاية الكاف"?"""
    states = {cast.actors[i].country for i in ids if cast.actors[i].kind == "state"}
    travellers = {cast.actors[i].country for i in ids if cast.actors[i].kind != "state"}
    return bool(states) and states == travellers


def _spoken_for(actor: str, cast: Cast) -> str:
    """The state for which a spokesman speaks, where the text names it: he is no party himself."""
    one = cast.actors[actor]
    if one.role != "spokesperson" or one.country is None or cast.camp(actor) != one.country:
        return actor
    return next((other.id for other in cast.actors.values() if other.kind == "state" and other.country == one.country), actor)


def _without_companions(ids: list[str], camps: list[str], mine: set[str]) -> tuple[list[str], list[str]]:
    own = next((c for i, c in zip(ids, camps, strict=True) if i in mine), None)
    kept = [(i, c) for k, (i, c) in enumerate(zip(ids, camps, strict=True)) if c != own or i in mine]
    return [i for i, _ in kept], [c for _, c in kept]
