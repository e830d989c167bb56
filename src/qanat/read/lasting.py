"""How many days a visit or talks took, and so when what is told to end had begun."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from qanat.model import Time
from qanat.packs import Pack
from qanat.read.frame import Frame
from qanat.read.syntax import HOLD, finite
from qanat.text.words import Words

_BEFORE: Final = 3  # tokens between "lasts" and its days, and between them and their number
_SEVERAL: Final = 2  # "days", no matter how many: more than one
_WEEK: Final = 7
_MONTH: Final = 7  # characters of a date that are its month


def lasts(at: int, words: Words, pack: Pack) -> int:
    """ "زيارة تستغرق يومين", "جولة على مدى خمسة أيام": the days told behind a token in its sentence or the next, 0 where none are."""
    number = words.sentence_of(at)
    first, end = at, words.sentences[min(number + 1, len(words.sentences) - 1)][1]
    for k in range(first + 1, end):
        unit = words.words[k].by.get("unit")
        if unit is not None and unit.entry.id in pack.sets["contacts.days"]:
            before = words.words[max(k - _BEFORE, first) : k]
            if words.words[k].preposition in pack.sets["contacts.of_days"] or any("contacts.lasting" in word.sets for word in before):
                return _days(k, words)
    return 0


def _days(unit: int, words: Words) -> int:
    """How many days a word for days, with its number before it, makes: "يومين", "ثلاثة أيام", "15 يوما"."""
    sense = words.words[unit].by["unit"]
    many, number = sense.entry.form[0], 0
    for word in words.words[max(unit - _BEFORE, 0) : unit]:
        count = word.by.get("count")
        number = number + count.entry.row.number if count is not None else int(word.form) if word.number else 0
    units = int(many) if many.isdecimal() and not number else number
    return _SEVERAL if not units else units * (_WEEK if sense.entry.id == "week" else 1)


def began(frame: Frame, time: Time, words: Words, pack: Pack) -> str | None:
    """ "اختتم أمس زيارة استمرت يومين", "غادر اليوم في ختام زيارة من ثلاثة أيام": the first day of what is told to end on a day, or its month where it is not
    told how long it took; None of what is not told to end, or of which it is told when it began ("زيارته التي بدأها الأحد").
    """
    forms, sets = words.words, pack.sets
    closed = frame.held_by is not None and frame.held_by.entry.id in sets["contacts.ending"]
    if time.grain != "day" or not (closed or (frame.visit and frame.cue > 0 and "contacts.after_it" in forms[frame.cue - 1].sets)):
        return None
    if any((sense := finite(word, HOLD)) is not None and sense.entry.id in sets["contacts.starting"] for word in forms[frame.cue : words.token_at(time.start)]):
        return None
    days = lasts(frame.cue, words, pack)
    if not days and frame.cue > 1 and "unit" in forms[frame.cue - 2].kinds:
        days = _days(frame.cue - 2, words)  # "يومين من المفاوضات"
    if not days:
        return time.value[:_MONTH] if closed else None
    return (date.fromisoformat(time.value) - timedelta(days=days - 1)).isoformat()
