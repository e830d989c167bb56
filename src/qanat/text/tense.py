"""Whether the words around a date tell of what has happened or of what is planned: it says on which side of today a weekday lies."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import SURELY, Word
from qanat.text.words import Words

PLANNED: Final = 2  # told by a verb in the future;
AHEAD: Final = 1  # by one in the present or a word of planning;
BEHIND: Final = -1  # by one in the past
_BEFORE: Final = 12  # tokens before a date in which a verb may govern it
_AFTER: Final = 5  # ... and behind it
_I_DO: Final = ("present", "1")  # أقدم is rather "he ventured", أرى an aside
_PAST: Final = ("past",)
_BOUND: Final = 3  # tokens before the day of "the minister in Baghdad on Sunday"
_WHERE: Final = frozenset(("state", "place"))
_WHO: Final = frozenset(("head", "person"))
_PLAIN: Final = frozenset(("common",))
_LONG: Final = 4  # letters from which a prefix tells a verb
_SUBJECT: Final = 4  # tokens from "was" to its verb
_FINITE: Final = {"future": "future", "present": "present", "jussive": "present", "past": "past"}


def side(at: int, end: int, words: Words, pack: Pack) -> int:
    """PLANNED, AHEAD, BEHIND or 0 of a date between two tokens: the nearest verb or word of planning before it decides, else the first verb after it;
    where the date opens a clause, the verb after it first.
    """
    return (_told_after(end, words, pack) if opens_clause(at, words) else 0) or governed(at, words, pack) or _told_after(end, words, pack)


def _told_after(end: int, words: Words, pack: Pack) -> int:
    forms = words.words
    for k in range(end, min(end + _AFTER, len(forms))):
        if _ends(forms[k], pack) or forms[k].mark in pack.marks.comma:
            break
        if found := _told(k, forms, pack):
            return found
    return 0


def bound_for(at: int, end: int, words: Words) -> int:
    """ "أمير الكويت في طهران الأحد": AHEAD where a headline without a verb tells no more of somebody than where he is on which day, else 0."""
    forms, last = words.words, words.sentences[0][1]
    if at < _BOUND or not last - 1 <= end <= last or ("times.on" not in forms[at - 2].sets and "times.until" not in forms[at - 2].sets):
        return 0
    return AHEAD if forms[at - 1].kinds & _WHERE and forms[0].kinds & _WHO else 0


def opens_clause(at: int, words: Words) -> bool:
    """Does a date begin its clause? "وفي يوم الثلاثاء أشعل", "، ويوم الجمعة أعلن"."""
    return bool(words.words[at].conjunction) or (at > 0 and "times.and_on" in words.words[at - 1].sets)


def governed(at: int, words: Words, pack: Pack, reach: int = _BEFORE) -> int:
    """The same by what stands before the date only, no farther than so many tokens."""
    occasion = False
    for k in range(at - 1, max(at - 1 - reach, -1), -1):
        word = words.words[k]
        if _ends(word, pack):
            break
        asked = word.by.get("status") if occasion else None
        if asked is not None and asked.entry.row.status == "proposed" and not asked.entry.row.takes:
            return AHEAD  # "دعا الأحزاب إلى اجتماع يوم الاثنين"
        occasion = occasion or "occasion" in word.kinds
        if occasion and ("occasion" in word.kinds or "contacts.nouns" in word.sets):
            continue  # "جلسة تفاوض", "عقد اجتماع": spelled like what was done
        if found := _told(k, words.words, pack):
            return found
    return 0


def _ends(word: Word, pack: Pack) -> bool:
    return word.mark != "" and (word.mark in pack.marks.sentence_end or word.mark == "\n")


def _told(k: int, forms: list[Word], pack: Pack) -> int:
    """What one word says by itself and by the one before it."""
    word, sets = forms[k], pack.sets
    if word.mark or word.number or ("times.aside" in word.stem_sets and not _somebody_goes(k, forms)):
        return 0
    if "times.ahead" in word.stem_sets:
        return AHEAD
    if "times.behind" in word.sets:
        return BEHIND
    if "contacts.nouns" in word.sets and k and ("status" in forms[k - 1].kinds or "contacts.place" in forms[k - 1].sets):
        return 0  # "من المنتظر عقد لقاء": the verbal noun
    planned = word.by.get("status")
    if planned is not None and planned.entry.row.status == "planned":
        bare = k > 0 and "contacts.from" in forms[k - 1].sets and not (k > 1 and "times.was" in forms[k - 2].sets)
        return PLANNED if bare else AHEAD  # "من المقرر الثلاثاء وصول", but "كان من المقرر", "اللقاء المقرر"
    if k > 1 and "times.so_that" in forms[k - 1].sets and "times.after" in forms[k - 2].sets and not word.stem.startswith(pack.imperfect):
        return BEHIND  # بعد أن تراجع
    tense = tense_of(word, pack)
    if tense == "past" and k and any(sense.pronoun for sense in word.verbs) and tense_of(forms[k - 1], pack) is not None:
        return 0  # "يبدأ عرضه": a noun
    if tense == "present":
        before = forms[k - 1].form if k else ""
        if before in sets["times.will"]:
            return PLANNED
        was = any("times.was" in one.sets for one in forms[max(k - _SUBJECT, 0) : k])
        if before in sets["times.so_that"]:
            return AHEAD if was or (k > 1 and "times.in_time" in forms[k - 2].sets) else PLANNED  # كان من المقرر أن يصل
        return BEHIND if was or before in sets["times.not"] or _says(word) else AHEAD  # كان الوزير يزور, لم يحضر, يقول
    if tense is None and k and "times.who" in forms[k - 1].sets and not (word.article or word.preposition or "function.words" in word.sets):
        return BEHIND if not word.stem.startswith((pack.imperfect, pack.she)) else 0  # المبادرة التي طرحتها
    return PLANNED if tense == "future" else BEHIND if tense == "past" else 0


def _somebody_goes(k: int, forms: list[Word]) -> bool:
    """ "يأتي الرئيس الثلاثاء إلى", "عندما تأتي الجمعة": is a verb of going told of somebody, and not "يأتي ذلك بعد"?"""
    if "meet" not in forms[k].kinds or k + 1 >= len(forms):
        return False
    behind = forms[k + 1]
    return not behind.kinds.isdisjoint(_WHO) or behind.naming == SURELY or "contacts.when" in forms[k - 1].sets


def _says(word: Word) -> bool:
    """يقول, يؤكد, but not يصدر, which needs an object."""
    sense = word.by.get("speech")
    return sense is not None and not sense.entry.row.objects


def tense_of(word: Word, pack: Pack) -> str | None:
    """future, present or past; None of a word that is no verb, as far as its letters tell.

    The tables know the verbs of speech and of contact; others show by their letters: سيبقى and يبقى, تنطلق beside ينطلق (but not تقدم beside يتقدم), غادرت.
    """
    look = pack.lexicon.word
    for sense in word.senses:
        form = sense.entry.form[1:] if sense.entry.kind == "lasting" else sense.entry.form
        if form and form[0] in _FINITE and not sense.article:
            return _FINITE[form[0]] if form[:2] != _I_DO else None
    if word.acts and all(sense.entry.form[:1] == _PAST for sense in word.acts):
        return "past"
    if word.acting and not look(pack.imperfect + word.stem).kinds:
        return _FINITE.get(word.acts[0].entry.form[0])
    stem = word.stem
    if not word.conjunction and stem.startswith(pack.will, 1) and stem[0] in pack.lexicon.particles.conjunctions:
        stem = stem[1:]  # وسيبقى
    if word.article or word.preposition or len(stem) < _LONG or stem.endswith(pack.accusative):
        return None
    if stem.startswith(pack.will) and len(stem) > _LONG and _masculine(stem.removeprefix(pack.will), pack):
        return "future"
    if not word.common or word.dates:
        return None
    if stem.startswith(pack.imperfect):
        return "present" if stem not in pack.sets["times.no_verb"] else None
    ending = max((one for one in pack.sets["times.past"] if stem.endswith(one)), key=len, default="")
    if ending and look(stem.removesuffix(ending)).common:
        return "past"
    if len(stem) > _LONG and stem.startswith(pack.she) and "common" in look(pack.imperfect + stem[1:]).kinds and not look(pack.imperfect + stem).kinds:
        return "present"
    return None


def of_us(word: Word, pack: Pack) -> bool:
    """Does a verb tell what "we" did, do or will do: ناقشنا, نرحب, سنعود?"""
    if any(sense.entry.form[1:3] == ("1", "p") or sense.entry.form[:2] == ("future", "1") for sense in word.verbs):
        return True
    plain = not (word.article or word.preposition or word.conjunction) and word.kinds <= _PLAIN and len(word.form) >= _LONG
    if not plain or not word.form.startswith(pack.we_will[-1]):
        return False
    he = pack.lexicon.word(pack.imperfect + word.form[1:])
    return word.common and (he.common or bool(he.verbs))


def _masculine(form: str, pack: Pack) -> bool:
    """Is a word with the letter of a present verb, of either gender, known with that of a masculine subject?"""
    if not form.startswith((pack.imperfect, pack.she)):
        return False
    found = pack.lexicon.word(pack.imperfect + form[1:])
    return found.common and not found.dates
