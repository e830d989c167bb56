"""Which word ends a name as that of a family, a father or a place, whatever else it means: "محمود الشرفي", "عيد مبارك الشهراني", "لؤي شبانة"."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import SURELY
from qanat.read.syntax import TIMES, is_function
from qanat.text.words import Words

_HIS: Final = ("m", "s")
NAMELIKE: Final = frozenset(("name", "common", "person"))  # kinds that a word of a name may have besides
SERVED: Final = frozenset(("nation", "state", "place", "body"))  # kinds of what an office is of
_BEFORE_MARKS: Final = frozenset(".(")  # "د. فلان", "(فلان)"
_GOES_ON: Final = ("speech.his_words", "speech.told_of", "speech.of")  # sets of words with which a clause goes on behind a name
_SHORTEST: Final = 3  # letters of a plain word that ends a name
_COMMON: Final = frozenset(("common",))
BLESSED: Final = frozenset(("name", "speech"))  # of a name that is a verb of saying as well


def between_names(words: Words, at: int) -> bool:
    """Is a word of names that means something else as well a father's name, for one of a family follows?"""
    word, following = words.words[at], words.words[at + 1] if at + 1 < len(words.words) else None
    sense = word.by.get("name")
    if sense is None or sense.article or sense.conjunction or sense.preposition or following is None:
        return False
    return following.article and following.naming == SURELY and not (following.conjunction or following.preposition)


def of_origin(words: Words, at: int) -> bool:
    """Is a bare nationality, or a name that means something else as well, behind a full name that of a family: an office or a mark stands behind it?"""
    word = words.words[at]
    sense = word.by.get("name") or word.by.get("nation")
    if (
        sense is None
        or "head" in word.kinds
        or sense.article
        or sense.conjunction
        or sense.preposition
        or (sense.entry.kind == "nation" and sense.entry.form[:2] != _HIS)
    ):
        return False
    return marked(words, at + 1) or ("head" in words.words[at + 1].kinds and not words.words[at + 1].article)


def unnamed(words: Words, at: int) -> bool:
    """Does no name go on here?"""
    word = words.words[at] if at < len(words.words) else None
    return word is None or not word.naming or "head" in word.kinds


def last_unknown(words: Words, at: int) -> bool:
    """A word that no table knows, right before an office: it can only belong to the name before it."""
    word = words.words[at]
    following = words.words[at + 1] if at + 1 < len(words.words) else None
    return not word.senses and not word.mark and not word.number and following is not None and "head" in following.kinds and not following.conjunction


def of_family(words: Words, at: int, pack: Pack) -> bool:
    """An adjective behind a first name can only be that of a family: الشرفي."""
    word = words.words[at]
    adjective = word.kinds == _COMMON and word.article and not (word.conjunction or word.preposition)
    family = word.form.endswith(tuple(pack.sets["names.family"])) and not word.stem.startswith(pack.participle)
    return adjective and family and "function.words" not in word.sets


def completes(words: Words, at: int, pack: Pack) -> bool:
    """Is a plain word the second name of one whose title or office was told, for something else begins behind it: "الدكتور لؤي شبانة، في بيان"?"""
    word, name, before = words.words[at], words.words[at - 1], words.words[at - 2] if at > 1 else None
    if (
        before is None
        or not (before.article or before.mark in _BEFORE_MARKS or before.kinds & SERVED or "title" in before.kinds)
        or "function.words" in before.sets
    ):
        return False
    title = before.by.get("title")
    if "name" not in name.kinds or name.kinds - NAMELIKE - BLESSED or name.article or (title is not None and title.entry.form[0] == "noble"):
        return False  # "وجه الأمير خالد رسالة"
    if word.kinds - NAMELIKE or not word.common or word.conjunction or word.preposition or word.acts or len(word.form) < _SHORTEST:
        return False
    if "function.words" in word.sets or word.form.startswith(pack.imperfect) or word.form.endswith((pack.accusative, pack.she)):
        return False
    participle = word.form.startswith(pack.participle) or (word.form[1] == pack.accusative[0])
    following = words.words[at + 1] if at + 1 < len(words.words) else None
    if following is not None and not following.kinds.isdisjoint(TIMES):
        return True  # "استقبل السفير جان شاهين أمس"
    if following is not None and any(following.form in pack.sets[goes_on] for goes_on in _GOES_ON):
        return True  # "عن الوزير صالح خبري قوله إن", "المحامية زينة كلاب التي", "الدكتور ناصر مباركي لـ«سبق»"
    return something_else(words, at + 1) or (name.naming == SURELY and (word.article or not participle) and is_function(words, at + 1, pack))


def foreign(words: Words, at: int, pack: Pack) -> bool:
    """Is an adjective without the article the second name of one whose first name no table knows: "وزير الخارجية تييبيلي درامي الذي"? No verb takes it as
    its object without an ending, nor does it describe him.
    """
    word, name = words.words[at], words.words[at - 1]
    if name.senses or name.common or name.mark or word.kinds != _COMMON or word.article or word.conjunction or word.preposition:
        return False
    written = words.text[words.ends[at] - 1]
    family = written in pack.sets["names.family"] and len(word.form) > _SHORTEST and not word.form.startswith(pack.imperfect)
    return family and (something_else(words, at + 1) or is_function(words, at + 1, pack))


def marked(words: Words, at: int) -> bool:
    """Does a mark stand here, or the end?"""
    return at >= len(words.words) or bool(words.words[at].mark)


def something_else(words: Words, at: int) -> bool:
    """Does something else than a name begin here: an office, a mark, a verb?"""
    word = words.words[at] if at < len(words.words) else None
    return word is None or bool(word.mark) or "head" in word.kinds or bool(word.verbs)
