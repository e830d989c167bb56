"""Contacts that came to nothing, where that is told apart from what was to be: "كان من المقرر أن يلتقي الرئيسان لكن اللقاء ألغي"."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.frame import Frame
from qanat.text.words import Words

_BUT: Final = 12  # tokens behind "but" in which it is told that nothing came of it
_SINCE: Final = 12  # tokens behind a verb in which it is told since when it has not been
_SUPPOSED: Final = 5  # tokens between "was supposed to" and the contact


def supposed(frame: Frame, words: Words, pack: Pack) -> int | None:
    """ "كان يفترض أن تلتقي المستشارة", "كان من المفترض": the word by which it is told that what was to be has not been."""
    forms, sets = words.words, pack.sets
    start = frame.cue if frame.verb is None else min(frame.verb, frame.cue)
    for k in range(start - 1, max(words.sentence_at(start)[0], start - _SUPPOSED) - 1, -1):
        if forms[k].form in sets["contacts.supposed"] and any(word.form in sets["contacts.was"] for word in forms[max(k - 2, 0) : k]):
            return k
    return None


def long_undone(frame: Frame, words: Words, pack: Pack) -> bool:
    """ "لم يلتق الوزيران منذ ثلاث سنوات", "لم تزره منذ الحرب": is it told how long there has been no contact, which nobody has refused?"""
    verb, forms = frame.verb, words.words
    if not verb or verb != frame.cue or forms[verb - 1].form not in pack.sets["contacts.did_not"]:
        return False
    return any(word.form in pack.sets["contacts.ever_since"] for word in forms[verb + 1 : min(verb + _SINCE, words.sentence_at(verb)[1])])


def turned_down(frame: Frame, words: Words, pack: Pack) -> int | None:
    """The refusal with which a wish met: "طلبها مقابلة الرئيس قوبل بالرفض", "قوبل طلبه لقاء الوزير برفض قاطع"."""
    first, end = words.sentence_at(frame.cue)
    for k in range(frame.cue + 1, end):
        if words.words[k].form in pack.sets["contacts.with_refusal"]:
            return k if any(word.form in pack.sets["contacts.met_with"] for word in words.words[first:k]) else None
    return None


def called_off(frame: Frame, words: Words, pack: Pack) -> int | None:
    """ "كان من المقرر أن يلتقي الرئيسان لكن اللقاء ألغي": the word that tells that what was planned came to nothing."""
    forms, end = words.words, words.sentence_at(frame.cue)[1]
    but = next((k for k in range(frame.cue + 1, end) if forms[k].form in pack.sets["contacts.contrast"]), None)
    for k in range(but, min(but + _BUT, end)) if but is not None else ():
        refused = [s.entry.row for s in forms[k].senses if s.entry.kind == "status" and s.entry.row.status == "refused"]
        after = forms[k + 1].form if k + 1 < end else ""
        if any(not row.takes or after.startswith(tuple(pack.words(row.takes))) for row in refused):
            return k  # "لكنه عدل عنها"
    return None
