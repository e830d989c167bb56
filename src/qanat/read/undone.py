"""Contacts that came to nothing: there was none, somebody denies or declines it, what was to be was called off: "نفى أن يكون التقى", "لكن اللقاء ألغي"."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.frame import Frame
from qanat.read.syntax import finite
from qanat.text.words import Words

NEAR: Final = 12  # tokens before a cue in which a word may govern it
_DENIED: Final = 30  # tokens before a verb in which what tells of it may be denied
_NONE: Final = 5  # tokens between a negation and what there is none of
_BUT: Final = 12  # tokens behind "but" in which it is told that nothing came of it
_SINCE: Final = 12  # tokens behind a verb in which it is told since when it has not been
_SUPPOSED: Final = 5  # tokens between "was supposed to" and the contact


def supposed(frame: Frame, words: Words) -> int | None:
    """ "كان يفترض أن تلتقي المستشارة", "كان من المفترض": the word by which it is told that what was to be has not been."""
    forms = words.words
    start = frame.cue if frame.verb is None else min(frame.verb, frame.cue)
    for k in range(start - 1, max(words.sentence_at(start)[0], start - _SUPPOSED) - 1, -1):
        if "contacts.supposed" in forms[k].sets and any("contacts.was" in word.sets for word in forms[max(k - 2, 0) : k]):
            return k
    return None


def long_undone(frame: Frame, words: Words) -> bool:
    """ "لم يلتق الوزيران منذ ثلاث سنوات", "لم تزره منذ الحرب": is it told how long there has been no contact, which nobody has refused?"""
    verb, forms = frame.verb, words.words
    if not verb or verb != frame.cue or "contacts.did_not" not in forms[verb - 1].sets:
        return False
    return any("contacts.ever_since" in word.sets for word in forms[verb + 1 : min(verb + _SINCE, words.sentence_at(verb)[1])])


def turned_down(frame: Frame, words: Words) -> int | None:
    """The refusal with which a wish met: "طلبها مقابلة الرئيس قوبل بالرفض", "قوبل طلبه لقاء الوزير برفض قاطع"."""
    first, end = words.sentence_at(frame.cue)
    for k in range(frame.cue + 1, end):
        if "contacts.with_refusal" in words.words[k].sets:
            return k if any("contacts.met_with" in word.sets for word in words.words[first:k]) else None
    return None


def called_off(frame: Frame, words: Words, pack: Pack) -> int | None:
    """ "كان من المقرر أن يلتقي الرئيسان لكن اللقاء ألغي": the word that tells that what was planned came to nothing."""
    forms, end = words.words, words.sentence_at(frame.cue)[1]
    but = next((k for k in range(frame.cue + 1, end) if "contacts.contrast" in forms[k].sets), None)
    for k in range(but, min(but + _BUT, end)) if but is not None else ():
        refused = [s.entry.row for s in forms[k].senses if s.entry.kind == "status" and s.entry.row.status == "refused"]
        after = forms[k + 1].form if k + 1 < end else ""
        if any(not row.takes or after.startswith(tuple(pack.words(row.takes))) for row in refused):
            return k  # "لكنه عدل عنها"
    return None


def none_told(frame: Frame, words: Words, pack: Pack) -> int | None:
    """The negation by which there is no contact at all: "لا محادثات مع", "ليس هناك أي حوار مع", "عدم وجود أي اتصال", "لم يتم أي لقاء", "دون أي تشاور مع",
    "لعدم عقد قمة".
    """
    forms, k = words.words, frame.cue - 1
    least = max(words.sentence_at(frame.cue)[0], frame.cue - _NONE)
    there = pack.either("contacts.any", "contacts.there_are", "contacts.arrange")
    while k > least and (forms[k].form in there or "holding" in forms[k].kinds or "contacts.course" in forms[k].stem_sets):
        k -= 1
    is_no = k < frame.cue - 1 and "contacts.is_no" in forms[k].sets
    not_so = "contacts.negations" in forms[k].sets or "contacts.without" in forms[k].stem_sets
    return k if k >= 0 and (is_no or not_so) else None


def without_it(verb: int, words: Words) -> int | None:
    """The word by which what a verb tells did not come about: "غادر دون أن يلتقي الرئيس", "من غير أن يلتقي"; but "غير أن الوزير يلتقي" is "however"."""
    forms, at = words.words, verb - 2
    if at < 1 or "contacts.that" not in forms[verb - 1].sets:
        return None
    named = "contacts.without" in forms[at].sets or ("contacts.other_than" in forms[at].sets and "contacts.from" in forms[at - 1].sets)
    return at if named else None


def done_after_all(verb: int, frame: Frame, words: Words) -> bool:
    """ "لم يلتق نظيره إلا بعد شهرين": he did."""
    if "contacts.did_not" not in words.words[verb - 1].sets:
        return False
    return any("contacts.except" in word.sets for word in words.words[verb + 1 : min(frame.clause[1], verb + NEAR)])


def denial_of(verb: int, words: Words, pack: Pack) -> int | None:
    """The verb that denies what this one tells: "نفى مسؤول أن تكون بلاده أجرت محادثات"."""
    forms, that = words.words, False
    for k in range(verb - 1, max(words.sentence_at(verb)[0], verb - _DENIED) - 1, -1):
        if forms[k].mark in pack.marks.quotes or forms[k].mark in pack.marks.closing:
            continue  # "في بيان وزعته وكالة «سانا» أن يكون"
        that = that or "contacts.that" in forms[k].sets
        if "contacts.denials" in forms[k].sets or "contacts.denials" in forms[k].stem_sets:
            return k if that else None
        if forms[k].mark or "contacts.clause" in forms[k].sets:
            return None
    return None


def denial_behind(frame: Frame, words: Words) -> int | None:
    """The verb that denies what was brought up before: "وبشأن عقد لقاء بين الوزيرين، نفى المصدر ذلك", "عما إذا كان ثمة لقاء استبعد الوزير ذلك"."""
    forms, first = words.words, words.sentence_at(frame.cue)[0]
    asked = any("contacts.leading" in forms[k].sets or "contacts.whether" in forms[k].sets for k in range(max(first, frame.cue - NEAR), frame.cue))
    if not asked:
        return None
    for k in range(frame.cue + 1, words.sentence_at(frame.cue)[1]):
        sense = forms[k].by.get("status")
        denies = "contacts.denials" in forms[k].sets or (sense is not None and sense.entry.row.status == "refused" and sense.entry.form[0] == "before")
        if denies and any("contacts.such" in word.sets for word in forms[k + 1 : k + NEAR]):
            return k
    return None


def refusal_of(at: int, start: int, words: Words) -> int | None:
    """The verb that declines what is proposed: "رفض الوزير دعوة إلى لقاء"."""
    for k in range(at - 1, max(words.sentence_at(at)[0], start - NEAR) - 1, -1):
        word = words.words[k]
        sense = word.by.get("status")
        if sense is not None and sense.entry.form[0] == "before" and sense.entry.row.status == "refused":
            return k
        if word.mark or "contacts.clause" in word.sets or (finite(word) is not None and "holding" not in word.kinds):
            return None  # but "رفضت دعوة إلى عقد جولة"
    return None
