"""One frame for each contact where a sentence tells of several at once: "للقاء أمير قطر ونظيره القطري"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from qanat.read.cast import PLACES, Cast, Mention
from qanat.read.frame import Frame
from qanat.read.syntax import TIMES
from qanat.text.words import Words

_SINGLE: Final = frozenset(("name", "office", "state", "place"))
_BODIES: Final = frozenset(("body", "group"))


def each_of(frame: Frame, words: Words, cast: Cast) -> list[Frame]:
    """A frame for each contact of which one tells: with each of several met one after the other, of the travellers of each state; else itself."""
    return [one for each in _each(frame, words) for one in _by_states(each, words, cast)]


def _each(frame: Frame, words: Words) -> list[Frame]:
    """A frame for each of several people met or states visited one after the other: "للقاء أمير قطر ونظيره القطري"."""
    tour = frame.visit and bool(frame.sense.entry.row.needs)  # "جولة تشمل مصر والأردن": one trip
    if len(frame.sides) != 2 or frame.mode == "conference" or min(map(len, frame.sides)) > 1 or tour or _at_once(frame):
        return [frame]
    number = frame.sense.entry.form[1:2] if frame.mode == "message" and frame.sense.entry.kind == "occasion" else ()
    letters = number in (("d",), ("p",))  # "بعث الملك وولي العهد برقيتي تهنئة": one each
    if number == ("s",) and len(frame.sides[1]) > 1 and not any(m.preposition or _again(m, frame.sides[1][0], words) for m in frame.sides[1][1:]):
        return [frame]  # "رسالة مفتوحة إلى أمين الأمم المتحدة وأمين الجامعة العربية"
    for k, side in enumerate(frame.sides):
        alone = _SINGLE | _BODIES if any(m.kind == "name" for m in side) else _SINGLE  # "الرئيس فلان وحزب الله"
        single = [m for m in side if (m.kind in alone or frame.turns or frame.apart) and len(m.actors) == 1]
        states = all(m.kind in PLACES or _many(m, words) for m in single)  # "مفاوضات مع مصر والأردن", "مع دبلوماسيين من مصر والأردن"
        several = len(single) > 1 and not (frame.mode == "talks" and states)
        if any(m.kind == "name" for m in single) and not frame.turns:
            single = [m for m in single if m.number != "p"]  # "مع الرئيس ومسؤولين كبار"
        if several and (k or letters or frame.among):
            each = []
            for mention in single:
                sides = [[mention] if j == k else other for j, other in enumerate(frame.sides)]
                starter = mention if frame.initiator in side else frame.initiator
                each.append(replace(frame, sides=sides, initiator=starter, destination=mention if frame.visit and k else frame.destination))
            return each
    return [frame]


def _again(mention: Mention, first: Mention, words: Words) -> bool:
    """ "رسالة إلى الأمين العام وإلى رئيس المجلس", "برقية إلى الرئيس وأخرى إلى الملك": is the preposition before the first said anew?"""
    word, before = words.words[mention.first - 1], words.words[first.first - 1]
    return not first.preposition and (word.form == before.form or word.form[1:] == before.form)


def _many(mention: Mention, words: Words) -> bool:
    """Are these office-holders that are not named, or those of another state told by its name only: "دبلوماسيين من مصر والأردن"?"""
    first = words.words[mention.first]
    head = first.by.get("head")
    return mention.kind == "office" and ("state" in first.kinds if head is None else head.entry.form[1] == "p")


def _by_states(frame: Frame, words: Words, cast: Cast) -> list[Frame]:
    """A frame for the travellers of each state, where each went by himself: "زيارات قام بها الوزير الألماني والوزير الفرنسي إلى", "وصول الألماني
    الثلاثاء والفرنسي الأربعاء"; who came on one day, or is named by one office, came together.
    """
    if not frame.visit or len(frame.sides) != 2 or len(frame.sides[0]) < 2 or frame.initiator not in frame.sides[0]:
        return [frame]
    by_camp: dict[str | None, list[Mention]] = {}
    for mention in frame.sides[0]:
        by_camp.setdefault(next((cast.camp(actor) for actor in mention.actors), None), []).append(mention)
    parties = list(by_camp.values())
    if None in by_camp or len(parties) < 2:
        return [frame]
    between = [_when(words, before[-1].end, after[0].first) for before, after in pairwise(parties)]
    if not any(between):
        clause = words.words[frame.clause[0] : frame.clause[1]]
        several = frame.sense.entry.form[:2] == ("noun", "p") or "contacts.each_of" in words.words[parties[0][0].first - 1].sets
        by_one = any(m.kind == "office" and "head" not in words.words[m.first].kinds for m in frame.sides[0])  # "وزيرا خارجية فرنسا وألمانيا"
        if any("contacts.together" in word.sets for word in clause) or not (several or not (by_one or _when(words, *frame.clause))):
            return [frame]
        return [replace(frame, sides=[party, frame.sides[1]], initiator=party[0]) for party in parties]
    ends = [after[0].first if apart else frame.clause[1] for apart, after in zip(between, parties[1:], strict=True)] + [frame.clause[1]]
    return [
        replace(frame, sides=[party, frame.sides[1]], initiator=party[0], clause=(party[0].first if k else frame.clause[0], end))
        for k, (party, end) in enumerate(zip(parties, ends, strict=True))
    ]


def _when(words: Words, first: int, end: int) -> bool:
    """Does a word of this range say when?"""
    return any(not word.kinds.isdisjoint(TIMES) for word in words.words[first:end])


def _at_once(frame: Frame) -> bool:
    """Are all met at one time: at a welcome, in one session, by a verb that gathers them?"""
    held = frame.held_by.entry.row if frame.held_by is not None else None
    row = frame.sense.entry.row
    if frame.welcome or row.welcome:
        return not frame.apart
    if frame.sense.entry.kind == "occasion" and row.press and frame.mode == "meeting":
        return True  # "مؤتمر صحفي مع نظيريه فلان وفلان"
    if frame.together:
        return True  # "اجتماع بنظرائه السعودي والمصري"
    one = frame.mode == "meeting" and held is not None and frame.sense.entry.form[:2] == ("noun", "s") and bool(frame.sense.entry.row.with_)
    return one or (held is not None and held.gathers)
