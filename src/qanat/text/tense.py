"""Whether the words around a date tell of what has happened or of what is planned: it says on which side of today a weekday lies."""

from __future__ import annotations

from qanat.packs import Pack
from qanat.packs.lexicon import Word
from qanat.text.words import Words

AHEAD, BEHIND = 1, -1
_BEFORE, _AFTER = 12, 5  # tokens in which a verb may govern a date
_LONG = 4  # letters from which a prefix tells a verb in the present
_ASK = frozenset(("future", "present", "past"))


def side(at: int, end: int, words: Words, pack: Pack) -> int:
    """AHEAD, BEHIND or 0 of a date between two tokens: the nearest verb or word of planning before it decides, else the first verb after it."""
    forms = words.words
    for k in range(at - 1, max(at - 1 - _BEFORE, -1), -1):
        if _ends(forms[k], pack):
            break
        if found := _told(k, forms, pack):
            return found
    for k in range(end, min(end + _AFTER, len(forms))):
        if _ends(forms[k], pack) or forms[k].mark in pack.marks.comma:
            break
        if found := _told(k, forms, pack):
            return found
    return 0


def _ends(word: Word, pack: Pack) -> bool:
    return word.mark != "" and (word.mark in pack.marks.sentence_end or word.mark == "\n")


def _told(k: int, forms: list[Word], pack: Pack) -> int:
    """What one word says by itself and by the one before it."""
    word = forms[k]
    if word.mark or word.number:
        return 0
    if word.stem in pack.sets["times.ahead"]:
        return AHEAD
    if word.form in pack.sets["times.behind"] or word.stem in pack.sets["times.behind"]:
        return BEHIND
    planned = word.by.get("status")
    if planned is not None and planned.entry.row.status == "planned":
        return AHEAD
    tense = tense_of(word, pack)
    if tense is None or word.stem in pack.sets["times.aside"]:
        return 0
    before = forms[k - 1] if k else None
    if tense == "future":
        return AHEAD
    if tense == "present":
        was = before is not None and not pack.sets["times.was"].isdisjoint((before.form, before.stem))  # لم يحضر, كان يزور
        return BEHIND if was or "speech" in word.kinds else AHEAD
    return BEHIND


def tense_of(word: Word, pack: Pack) -> str | None:
    """future, present or past; None of a word that is no verb, as far as its letters tell.

    The tables know the verbs of speech and of contact; others show by their prefix: سيبقى and يبقى, تنطلق beside ينطلق (but not تقدم beside يتقدم).
    """
    for sense in word.senses:
        form = sense.entry.form[1:] if sense.entry.kind == "lasting" else sense.entry.form
        if form and form[0] in _ASK and not sense.article:
            return form[0]
        if form and form[0] == "jussive":
            return "present"
    if word.article or word.preposition:
        return None
    stem = word.stem
    if stem.startswith(pack.will) and _present(stem.removeprefix(pack.will), pack):
        return "future"
    if not word.common or len(stem) < _LONG:
        return None
    if _present(stem, pack):
        return "present"
    ending = next((one for one in pack.sets["times.past"] if stem.endswith(one)), "")
    return "past" if ending and pack.lexicon.word(stem.removesuffix(ending)).common else None


def _present(form: str, pack: Pack) -> bool:
    """ينطلق; تنطلق, whose masculine is a word too."""
    if len(form) < _LONG:
        return False
    look = pack.lexicon.word
    if form.startswith(pack.imperfect):
        found = look(form)
        return found.common and not found.dates
    if form.startswith(pack.she):
        return look(pack.imperfect + form.removeprefix(pack.she)).common and not look(pack.imperfect + form).common
    return False
