"""What a statement does: by its cue, by the first words of what is said, and by what blames or praises in it."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import Sense, Word
from qanat.read.cast import Cast, Mention
from qanat.read.doings import Doings
from qanat.text.words import Words

_TELLING: Final = 30  # first words of a content that may say what act it is
_TONED: Final = 25  # first words of a content that may blame or praise
_PLAIN_TONE: Final = 3  # what they must weigh together
_ENOUGH: Final = {"support": 2}  # ... where less will do
_SHARP: Final = 9  # tokens from a mark of quotation to the end of a sharp judgement
_JUDGED: Final = 2  # what a judgement weighs that lacks a word of blame
_OBLIGED: Final = frozenset(("state", "place", "body", "office", "name", "group"))  # kinds of a mention that may owe something
_PEOPLE: Final = frozenset(("nation", "noun"))  # kinds of a word with the article that may: "على المواطنين", "على العراقيين"
_PLAIN: Final = frozenset(("common", "status"))  # kinds of a word that tells of no words and no contact by itself
_TAKEN_BACK: Final = frozenset(("promise", "support"))  # acts that no word does behind a negation
_PERFORMED: Final = 8  # ... among which "we reject" rejects
_NEAR: Final = 3  # words before a tone that may take it back
_DUTY: Final = 8  # words within which a duty follows whose it is
_VERB: Final = 4  # letters of a verb in the imperative


def act_of(words: Words, start: int, stop: int, sense: Sense | None, speaker: Mention, cast: Cast, pack: Pack) -> str:
    """say, accuse, reject, request, promise, support or threaten, for the tokens of a content told by `sense` (None: by a headline's colon)."""
    forms = words.words
    if start < stop and "speech.prayed" in forms[start].sets:
        return "say"  # داعيا الله أن
    row = sense.entry.row if sense is not None else None
    judges = int(getattr(row, "judges", 0))
    base = "say" if judges else str(getattr(row, "act", "say"))
    name = sense.entry.id if sense is not None else ""
    open_to = base == "say" or getattr(row, "expresses", False)  # what is said may say more than the verb
    told = _by_words(forms, start, stop, name, pack, own_only=not open_to)
    factual = getattr(row, "factual", False)
    stance = forms[start].by.get("stance") if start < stop else None
    if factual and told == "accuse" and not (stance is not None and stance.pronoun):
        told = ""  # "حذر من خطأ فادح", but "أعلنت إدانتها للهجوم"
    if told or base != "say":
        return told or base
    pledged = Doings(words, start, stop, speaker, cast, pack).act()
    told = pledged or _by_form(forms, start, stop, cast, pack)
    return told or ("" if factual else _by_tone(forms, start, stop, pack, judges)) or base


def acts_at_once(word: Word) -> bool:
    """Does a content that begins with this word do more than say, whatever the verb: "لن نقبل", "لسنا", "ضرورة التهدئة"?"""
    return "speech.is_not" in word.sets or any(entry.kind == "act" and not entry.row.verbs for entry in word.tones)


def _by_words(forms: list[Word], start: int, stop: int, name: str, pack: Pack, *, own_only: bool) -> str:
    """The act that one of the first words speaks for; `own_only`: only a word that does so after this verb of saying and not after all."""
    before = start - 1
    while before > 0 and forms[before].mark and forms[before].mark in pack.marks.quotes:
        before -= 1
    clause = before >= 0 and "speech.that" in forms[before].sets
    for k in range(start, min(start + _TELLING, stop)):
        if not forms[k].tones:
            continue
        if k > start and "speech.relative" in forms[k - 1].sets and "speech.lacking" not in forms[k].sets:
            continue  # "الخطوات التي يجب": only told of; but "من غير المقبول"
        denied = k > start and "speech.denied" in forms[k - 1].sets
        for entry in forms[k].tones:
            row = entry.row
            if entry.kind == "performed" and not (own_only or denied) and k - start < _PERFORMED:
                return str(row.act)  # "نطالب", not "لا نطالب"
            if entry.kind != "act" or k - start >= row.reach or (name not in row.verbs if row.verbs else own_only):
                continue
            if (denied and row.act in _TAKEN_BACK) or (clause and row.object and "speech.on" not in forms[k - 1].sets):
                continue  # "ليست مستعدة"; "إن رفض البرلمان سيضر", but "الحكومة على استعداد"
            if not row.then or (k + 1 < stop and not pack.words(row.then).isdisjoint((forms[k + 1].form, forms[k + 1].stem, forms[k + 1].preposition))):
                return str(row.act)
    return ""


def leans(forms: list[Word], start: int, stop: int, pack: Pack, act: str) -> bool:
    """Does a word of such an act stand in a content, if too few of them to make it one? In none that is a prayer: داعيا الله أن."""
    return "speech.prayed" not in forms[start].sets and act in _weights(forms, start, stop, pack)


def _weights(forms: list[Word], start: int, stop: int, pack: Pack) -> dict[str, int]:
    """What words of blame and praise among the first weigh together, by the act that they speak for; praise at the head weighs double: "ترحيبه بالوفد"."""
    weights: dict[str, int] = {}
    for k in range(start, min(start + _TONED, stop)):
        found = next((entry for entry in forms[k].tones if entry.kind == "tone" and entry.row.weight and entry.form[0] != "own"), None)
        if found is not None and not _taken_back(forms, max(start, k - _NEAR), k, pack):
            act = found.row.act
            weights[act] = weights.get(act, 0) + found.row.weight * (2 if k == start and act == "support" else 1)
    return weights


def _by_tone(forms: list[Word], start: int, stop: int, pack: Pack, judges: int) -> str:
    """The act that blame or praise speaks for, where it weighs enough: "تصريحات طائفية تؤجج الفتنة"; after a verb that judges, less is enough."""
    weights = _weights(forms, start, stop, pack)
    if judges:
        weights["accuse"] = weights.get("accuse", 0) + _held_off(forms, start, stop, pack, praised="support" in weights)
    if not weights or not {word.form for word in forms[start : start + _NEAR]}.isdisjoint(pack.sets["speech.myself"]):
        return ""  # "إنني أخطأت": nobody else is blamed
    act = max(weights, key=lambda one: weights[one])
    return act if weights[act] >= (judges or _ENOUGH.get(act, _PLAIN_TONE)) else ""


def _held_off(forms: list[Word], start: int, stop: int, pack: Pack, *, praised: bool) -> int:
    """What a judgement blames without a word of blame: "غير مقنعة"; in marks of quotation, as the writer does with sharp words: «ذر للرماد في العيون»."""
    lacks = any("speech.lacking" in word.sets for word in forms[start : min(start + _TONED, stop)])
    marks = [k for k in range(start, stop) if forms[k].mark and forms[k].mark in pack.marks.quotes]
    marked = any(k + 2 < stop and not forms[k + 2].mark for k in marks[:1] if k > start) and stop - marks[0] < _SHARP
    return _JUDGED if lacks or (marked and not praised) else 0


def _taken_back(forms: list[Word], first: int, at: int, pack: Pack) -> bool:
    """ "مكافحة الإرهاب", "لم يرتكب", "ضحايا العدوان": told of, denied or fought, and not blamed."""
    spared, denied = pack.sets["speech.spared"], pack.sets["speech.denied"]
    return any(
        not spared.isdisjoint((forms[k].form, forms[k].stem)) or (k >= at - 2 and not denied.isdisjoint((forms[k].form, forms[k].stem)))
        for k in range(first, at)
    )


def _by_form(forms: list[Word], start: int, stop: int, cast: Cast, pack: Pack) -> str:
    """ "إن على الوزير أن": a request; "سنواصل": a promise; "لا عودة", "لن نبيع": a refusal."""
    if stop - start < 2:
        return ""
    sets, first = pack.sets, forms[start]
    if start and forms[start - 1].mark and first.form.endswith(tuple(sets["events.plural_verb"])) and "speech.they" not in first.sets:
        return "request"  # "ارفعوا الحظر"
    lets = first.form.startswith(tuple(sets["speech.let"])) and first.kinds <= _PLAIN and "speech.no_let" not in first.sets
    if lets and len(first.form) > _VERB:
        return "request"  # "ليتحمل المسؤولون"
    itself = "speech.that_pronoun" in first.sets
    if "speech.on" in forms[start + itself].sets and _has_duty(forms, start + itself + 1, stop, cast):
        return "request"
    if "speech.never" in first.sets and _refuses(first.form, forms[start + 1], pack):
        return "reject"
    verb = forms[start + itself]
    if verb.form.startswith(pack.we_will) and not verb.common and len(verb.form) > _VERB:
        return "promise"
    return ""


def _has_duty(forms: list[Word], at: int, stop: int, cast: Cast) -> bool:
    """ "على الوزير أن", "على جميع الأطراف احترام القانون", "على واشنطن الوفاء بالتزاماتها"."""
    until = min(at + _DUTY - 1, stop)
    if any("speech.duty" in word.sets for word in forms[at + 1 : until]):
        return True
    whose = cast.at(at)
    named = whose is not None and whose.first == at and whose.kind in _OBLIGED
    everyone = at + 1 < stop and "speech.everyone" in forms[at].sets and forms[at + 1].article
    due = whose.end if whose is not None and named else at + 2 if everyone else at + 1 if forms[at].article and forms[at].kinds & _PEOPLE else stop
    return due < stop and not (forms[due].mark or forms[due].preposition or forms[due].conjunction or forms[due].verbs or "speech.relative" in forms[due].sets)


def _refuses(negation: str, following: Word, pack: Pack) -> bool:
    """ "لا عودة إلى الحرب", "لن نبيع": no such thing, and "we will not"; a verb of others after it tells only what is not."""
    verb = following.form[0] in pack.persons_of_verbs
    return following.form[0] in pack.first_persons if negation in pack.sets["speech.will_never"] else not verb and "speech.no_doubt" not in following.sets
