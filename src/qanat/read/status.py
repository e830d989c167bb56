"""Whether a contact took place, from the words around it."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import Word
from qanat.read.frame import Frame
from qanat.read.syntax import HOLD, TIMES, finite, puts_off, within_it
from qanat.read.undone import NEAR, denial_behind, denial_of, done_after_all, none_told, refusal_of, without_it
from qanat.text.tense import tense_of
from qanat.text.words import Words

_AFTER: Final = 5
_DENIES: Final = 3  # tokens before such a word in which it may be denied
_TAKEN: Final = 9  # tokens between such a word and its preposition
_CONDITION: Final = 8  # tokens between "if" and what it is about
_NEEDED: Final = 5  # tokens between what needs a contact and it
_ASIDE: Final = 12  # tokens between two commas
_VISIT: Final = 6  # tokens behind a verb among which it is told that it is on a visit
_WHEN_AND_WHERE: Final = TIMES | {"place", "state"}  # kinds of a word that says when or where
_SEEN: Final = 7  # ... and before one that says nothing unless it is


def status_of(frame: Frame, words: Words, pack: Pack) -> tuple[str, int]:
    """(status, the token that shows it): from the verb's tense and negation, else from the nearest word that governs the noun."""
    forms = words.words
    verb = frame.verb
    if frame.invited:
        declined = refusal_of(frame.cue, frame.cue, words)
        return ("refused", declined) if declined is not None else ("proposed", frame.cue)
    if frame.agreed:
        return "planned", frame.cue
    start = frame.cue if verb is None else min(verb, frame.cue)
    tense = None
    if verb is not None:
        sense = frame.sense if verb == frame.cue else frame.held_by or finite(forms[verb])
        tense = sense.entry.form[0] if sense is not None else None
        if verb and "contacts.negations" in forms[verb - 1].sets:
            return ("held", verb) if done_after_all(verb, frame, words) else ("refused", verb - 1)
        if tense == "present" and (without := without_it(verb, words)) is not None:
            return "refused", without
        if tense == "present" and verb and "contacts.perhaps" in forms[verb - 1].sets:
            return "proposed", verb - 1
        if tense == "past" and verb and "contacts.be" in forms[verb - 1].sets:
            denied = _governed(frame, verb, words, pack)
            return denied if denied is not None and denied[0] == "refused" else ("held", verb)  # "نفى أن يكون التقى"
        if tense == "past" and verb and "contacts.that" in forms[verb - 1].sets and _if(verb, words):
            return "proposed", verb  # "إذا كان مناسبا أن ألتقيه": spelled like what was
        told = verb <= frame.cue or frame.sense.entry.kind == "meet" or "contacts.who" in forms[verb - 1].sets  # "اللقاء الذي ضم الرئيسين"
        if tense == "past" and told:
            noun = "contacts.also_noun" in forms[verb].sets and words.text[words.ends[verb] - 1] == forms[verb].form[-1]  # "رفض تلقي اتصال": no تلقى
            denial = refusal_of(verb, verb, words) if noun else denial_of(verb, words, pack)
            return ("refused", denial) if denial is not None else ("held", verb)
        if tense in ("present", "jussive") and _and_then(verb, words, pack):
            return "held", verb
        if tense == "future":
            would = verb > 0 and "contacts.was" in forms[verb - 1].sets
            return ("refused", verb - 1) if would else ("planned", verb)  # "كان سيزور"
    if verb is None and (negation := none_told(frame, words, pack)) is not None:
        return "refused", negation
    if (denial := denial_behind(frame, words)) is not None:
        return "refused", denial
    governed = _governed(frame, start, words, pack)
    if governed is not None and governed[0] == "refused":
        return governed  # "ألغى زيارة كانت مقررة", "إرجاء الزيارة التي كان يعتزم القيام بها"
    behind = _behind_parties(frame, words, pack)
    if (cancelled := next((k for k in behind if _said_behind(k, words) == "refused"), None)) is not None:
        return "refused", cancelled  # "الاجتماع المقرر بين الوزيرين ألغي"
    if verb is not None and verb > frame.cue and (meant := forms[verb].by.get("status")) is not None and meant.entry.row.status:
        return meant.entry.row.status, verb  # "الزيارة التي يعتزم القيام بها"
    if verb is not None and tense in ("present", "jussive") and (arranged := _arranged(frame.cue, verb, words)) is not None:
        return arranged
    if frame.visit and verb is None and frame.sense.pronoun and "contacts.ahead" in forms[frame.cue - 1].sets:
        return "planned", frame.cue - 1  # "قال قبيل توجهه إلى"
    if frame.visit and verb is None and "contacts.on_the_eve" in forms[frame.cue - 1].sets:
        return "planned", frame.cue - 1  # "قبيل زيارة الرئيس إلى"
    if frame.visit and verb is None and frame.sense.entry.row.needs and "contacts.outset" in forms[frame.cue - 1].sets:
        return "planned", frame.cue - 1  # "وصل إلى الرياض في مستهل جولة تشمل مسقط": where he goes from there
    for k in (*range(frame.cue + 1, min(frame.cue + _AFTER, frame.clause[1])), *behind, *_behind_comma(frame, words, pack)):
        if said := _said_behind(k, words):
            return said, k
    if verb is None:
        for k in _onward(frame, words):
            if "speech.that" in forms[k].sets:
                break  # "بعد تحادثه مع نظيره إن الحدود ستفتح"
            later = finite(forms[k], HOLD)
            if later is None or later.pronoun:
                continue
            if later.entry.form[0] == "future":
                return "planned", k  # "الاجتماع المشترك سيعقد"
            if later.entry.form[0] == "present" and "contacts.perhaps" in forms[k - 1].sets:
                return "proposed", k - 1  # "قمة بين الزعيمين قد تعقد"
    if governed is not None:
        return governed
    if verb is None and not frame.sense.pronoun and frame.cue and "contacts.any" in forms[frame.cue - 1].sets:
        last = words.sentence_at(frame.cue)[1]
        if any("contacts.modal" in word.sets for word in forms[frame.cue : last]):
            return "proposed", frame.cue - 1  # "أي حوار مع المتمردين يجب أن"
    if verb is None and (ahead := _still_ahead(frame, words)) is not None:
        return "planned", ahead
    if verb is not None and tense == "present" and verb:
        before = forms[verb - 1].form
        if before in pack.sets["contacts.who"] or (frame.visit and before in pack.sets["contacts.where"]):
            return "held", verb  # "ترامب الذي يزور السعودية", "قال في روما حيث يؤدي زيارة"
    ordinal = next((k for k in range(max(verb - _AFTER, 0), verb) if "ordinal" in forms[k].kinds), None) if verb is not None else None
    counted = ordinal is not None and not any("contacts.to_be" in word.sets for word in forms[max(ordinal - NEAR, 0) : ordinal])
    if ordinal is not None and tense == "present" and not counted:
        return "planned", ordinal  # "ستكون أول دولة يزورها"
    still = pack.sets["contacts.still"]
    if tense == "present" and verb is not None and (counted or forms[verb].stem in still or (verb > 0 and forms[verb - 1].form in still)):
        return "held", verb  # "لا يزال يجري لقاءاته", "يواصل لقاءاته", "أول مسؤول غربي يزور"
    if tense == "present" and verb is not None and not frame.visit and (within_it(verb, forms) or _on_the_visit(verb, words)):
        return "planned", verb  # "زيارة يجري خلالها مباحثات مع"
    if tense == "present" and verb is not None and verb < frame.cue and (frame.purpose or "times.so_that" in forms[verb - 1].sets):
        return "planned", frame.cue if frame.purpose else verb  # "يقوم بجولة للتشاور مع", "اتفقوا على أن تبدأ المشاورات"
    if (
        tense == "present"
        and verb is not None
        and (frame.mode in ("talks", "message") or any("contacts.now" in word.sets for word in forms[verb : min(frame.clause[1], verb + NEAR)]))
    ):
        return "held", verb  # under way
    if tense in ("present", "jussive") and verb is not None:
        ahead = frame.cue > 0 and "contacts.ahead" in forms[frame.cue - 1].sets and not frame.sense.article  # "قبل اجتماع يضم الوزيرين"
        return ("planned", verb) if verb <= frame.cue or ahead else ("held", frame.cue)
    if verb is None and (way := way_out(frame, words)) is not None:
        return "proposed", way
    if verb is None and (soon := _soon(frame, words, pack)) is not None:
        return "planned", soon
    if verb is None and (agreed := _agreed_on(frame, words)) is not None:
        return "planned", agreed
    return "held", frame.cue


def _on_the_visit(verb: int, words: Words) -> bool:
    """ "ويجري الوزير خلال الزيارة محادثات", "يبحث خلال زيارته مع نظيره": is it told of a present verb that it is on the visit spoken of?"""
    forms = words.words
    for k in range(verb + 1, min(verb + _VISIT, words.sentence_at(verb)[1] - 2)):
        if "contacts.in" in forms[k].sets and "contacts.at" not in forms[k].sets:
            at = k + 1 + ("contacts.this" in forms[k + 1].sets)
            noun = forms[at].by.get("occasion")
            return noun is not None and noun.entry.row.visit and (noun.article or bool(noun.pronoun))
    return False


def _travelled(at: int, words: Words) -> bool:
    """Is a journey told before a token in its sentence?"""
    first = words.sentence_at(at)[0]
    return any("meet" in word.kinds and word.by["meet"].entry.row.visit for word in words.words[first:at])


def _if(verb: int, words: Words) -> bool:
    """Does a condition stand before a verb?"""
    first = words.sentence_at(verb)[0]
    return any("speech.if" in word.sets for word in words.words[max(verb - _CONDITION, first) : verb])


def _and_then(verb: int, words: Words, pack: Pack) -> bool:
    """ "وصل إلى طهران قبل أن يلتقي الرئيس": what he did next, told behind what he did before."""
    forms, first = words.words, words.sentence_at(verb)[0]
    if verb < first + 2 or "contacts.that" not in forms[verb - 1].sets or "contacts.ahead" not in forms[verb - 2].sets:
        return False
    told = [tense for word in forms[first : verb - 2] if (tense := tense_of(word, pack))]
    return "past" in told and "future" not in told


def _soon(frame: Frame, words: Words, pack: Pack) -> int | None:
    """What says of a noun without a verb that it is still to come: "سيتشرف بلقاء", "لقاء بين الوزيرين قريبا"."""
    forms = words.words
    if not frame.sense.pronoun and not frame.adverbial:
        for k in range(frame.cue - 1, max(frame.cue - _AFTER, frame.clause[0]) - 1, -1):
            if forms[k].mark or "contacts.clause" in forms[k].sets or "contacts.during" in forms[k].sets:
                break
            if tense_of(forms[k], pack) == "future":
                return k
    return next((k for k in range(frame.cue + 1, min(frame.clause[1], frame.cue + NEAR)) if "contacts.soon" in forms[k].sets), None)


def way_out(frame: Frame, words: Words) -> int | None:
    """What commends a contact: "الحل الوحيد للنزاع هو الحوار", "المفاوضات بين البلدين هي السبيل الوحيد"."""
    forms = words.words
    first, end = words.sentence_at(frame.cue)
    if frame.cue > first and "contacts.it_is" in forms[frame.cue - 1].sets:
        return next((k for k in range(frame.cue - 1, first, -1) if "contacts.way_out" in forms[k].sets), None)
    k = max((mention.end for side in frame.sides for mention in side), default=frame.cue + 1)
    return k if k + 1 < end and "contacts.it_is" in forms[k].sets and "contacts.way_out" in forms[k + 1].sets else None


def _still_ahead(frame: Frame, words: Words) -> int | None:
    """ "قبل ساعات من اجتماع بين", "قبل بدء جولة جديدة من المحادثات": the word that sets what is told before a contact; "قبل لقائه" may tell of either."""
    forms, k = words.words, frame.cue - 1
    while (
        k > frame.cue - NEAR
        and k > 0
        and (_of_round(forms[k]) or "contacts.measures" in forms[k].stem_sets or "holding" in forms[k].kinds or "contacts.new" in forms[k].sets)
    ):
        k -= 1
    set_apart = k < frame.cue - 1 and not frame.sense.article and not frame.sense.pronoun
    return k if set_apart and "contacts.ahead" in forms[k].sets else None


def _agreed_on(frame: Frame, words: Words) -> int | None:
    """The verb by which two agree to hold what is told: "اتفقا على عقد لقاء بينهما"."""
    forms, held = words.words, frame.cue - 1
    if held < 2 or "holding" not in forms[held].kinds or "speech.on" not in forms[held - 1].sets:
        return None
    first = words.sentence_at(frame.cue)[0]
    return next((k for k in range(held - 2, max(first, held - NEAR) - 1, -1) if "together" in forms[k].kinds), None)


def _arranged(cue: int, verb: int, words: Words) -> tuple[str, int] | None:
    """ "زيارة من المقرر أن يقوم بها": what stands between a noun and the verb behind it says of it."""
    for k in range(cue + 1, verb):
        sense = words.words[k].by.get("status")
        if sense is not None and sense.entry.form[0] == "before" and sense.entry.row.status:
            return sense.entry.row.status, k
    return None


def _said_behind(at: int, words: Words) -> str:
    """What an adjective or verb at a token says of the contact before it."""
    sense = next((s for s in words.words[at].senses if s.entry.kind == "status" and s.entry.form[0] == "after"), None)
    if sense is None:
        return ""
    return str(sense.entry.row.negated if "contacts.negations" in words.words[at - 1].sets else sense.entry.row.status)


def _behind_parties(frame: Frame, words: Words, pack: Pack) -> tuple[int, ...]:
    """The word behind those who meet, the time, the place and "has been" not counted: "زيارة الوزير إلى باريس غدا تأجلت", «اجتماع بين الوزيرين "عار من
    الصحة"», "لقاء كان منتظرا بين الوزيرين في فيينا بات في حكم المؤجل".
    """
    end = max((mention.end for side in frame.sides for mention in side), default=0)
    end += end < frame.clause[1] and words.words[end].mark in pack.marks.quotes
    stop = min(frame.clause[1], end + _AFTER) if end else 0
    while end < stop and (not words.words[end].kinds.isdisjoint(_WHEN_AND_WHERE) or "contacts.come_to" in words.words[end].sets):
        end += 1
    return (end,) if frame.cue < end < frame.clause[1] else ()


def _behind_comma(frame: Frame, words: Words, pack: Pack) -> tuple[int, ...]:
    """The word behind the comma after whose contact it is: "اجتماع المجلس، المقرر عقده غدا"."""
    for k in range(frame.cue + _AFTER - 1, min(frame.cue + NEAR, frame.clause[1] - 1)):
        if words.words[k].mark:
            return (k + 1,) if words.words[k].mark in pack.marks.comma else ()
    return ()


def _done_by(words: list[Word]) -> bool:
    """Does nothing stand between a preposition and a contact but that it is held or attended: "من إجراء محادثات", "من حضور القمة", "من أن يلتقي"?"""
    return all("holding" in word.kinds or "contacts.attending" in word.stem_sets or "contacts.before_verb" in word.sets for word in words)


def _of_round(word: Word) -> bool:
    """Does a word only say which of several talks: "الجولة السابعة من"?"""
    return not word.kinds.isdisjoint(("occasion", "ordinal")) or "contacts.from" in word.sets


def _of_parties(frame: Frame) -> set[int]:
    """The tokens of those who meet."""
    return {token for side in frame.sides for m in side for token in range(m.first, m.end)}


def _near(frame: Frame, start: int, words: Words, pack: Pack) -> int:
    """The first token before one in which a word may govern it, those of its own parties and of what stands between commas not counted."""
    first, k, passed = words.sentence_at(start)[0], start, 0
    own = _of_parties(frame)
    commas = pack.marks.comma
    while k > first and passed < NEAR:
        k -= 1
        passed = 0 if "contacts.bandied" in words.words[k].sets else passed + (k not in own)  # "نفى المصدر ما تداولته وسائل الإعلام عن"
        if words.words[k].mark and words.words[k].mark in commas:
            k = next((j for j in range(k - 1, max(first, k - _ASIDE), -1) if words.words[j].mark and words.words[j].mark in commas), k)
    return k


def _onward(frame: Frame, words: Words) -> list[int]:
    """The tokens behind a cue in which its verb may stand, those of its own parties and marks not counted."""
    own = _of_parties(frame)
    behind = [k for k in range(frame.cue + 1, frame.clause[1]) if k not in own and not words.words[k].mark]
    return behind[: NEAR - 1]


def _governed(frame: Frame, start: int, words: Words, pack: Pack) -> tuple[str, int] | None:
    """What a word before the contact says of it: planned, proposed, refused."""
    forms = words.words
    this = frame.cue > 1 and "contacts.this" in forms[frame.cue - 1].sets
    before = forms[frame.cue - 1 - this].form if frame.cue else ""  # "في هذه الرسالة"
    if before in pack.sets["contacts.because"] or any("contacts.under_way" in word.sets for word in forms[frame.cue + 1 : frame.cue + 2]):
        return None  # "نوى المجلس محاسبته بسبب لقائه", "رفض التعليق على المفاوضات الجارية"
    own = before in pack.sets["contacts.in"] and (frame.mode == "message" or bool(frame.sense.pronoun) or (frame.verb or 0) > frame.cue)
    within = before in pack.sets["contacts.in"] and frame.verb is None and frame.cue > 1 and "contacts.attending" not in forms[frame.cue - 2].stem_sets
    comma = within and forms[frame.cue - 2].mark != "" and forms[frame.cue - 2].mark in pack.marks.comma
    given = (
        frame.adverbial or own or comma or before in pack.sets["contacts.during"] or before in pack.sets["contacts.ever_since"]
    )  # "دعا إثر لقاء", "طلب في رسالته", "طلب في رسالة وجهها", "حث الوزير، في اتصال مع نظيره، على"
    for k in range(start - 1, _near(frame, start, words, pack) - 1, -1):
        sense = forms[k].by.get("status")
        if puts_off(k, words):
            return "refused", k
        modal = "contacts.modal" in forms[k].sets  # "يمكن فهم زيارة" says nothing of it
        if modal and "contacts.before_verb" not in forms[k + 1].sets and forms[k + 1].kinds.isdisjoint(("occasion", "holding", "meet")):
            continue
        if (
            sense is not None and sense.entry.form[0] == "before" and not sense.article and not (sense.preposition and "contacts.invite" in forms[k].stem_sets)
        ):  # بدعوة
            row = sense.entry.row
            if "contacts.set_free" in forms[k + 1].sets:
                continue  # "تثبيت وقف إطلاق النار، ويتلقى اتصالا"
            if frame.purpose and sense.preposition and "holding" in forms[k].kinds and _travelled(k, words):
                continue  # "وصل إلى موسكو لاستئناف المشاورات"
            taken = next((j for j in range(k + 1, min(start, k + _TAKEN)) if forms[j].form in pack.words(row.takes)), None)
            if row.takes and (taken is None or not (row.status or _done_by(forms[taken + 1 : start]))):
                continue  # "عدل الوزير القانون بعد لقاء", "لم ينجح في الانتخابات رغم لقائه"
            between = forms[k + 1 : start]
            if row.needs and (frame.purpose or len(between) > _NEEDED or any(word.mark for word in between)):
                continue  # "استدعت تونس السفير للتشاور", "تحتاج إلى قروض، مشيرا إلى محادثات مع"
            far = _DENIES if row.status else _SEEN  # "لا يرى الرئيس الروسي حاجة إلى محادثات"
            denied = any("contacts.negations" in word.sets for word in forms[max(k - far, 0) : k])
            yet = denied and any("contacts.yet" in word.sets for word in forms[k - 1 : k + 1])  # "لم يحدد بعد موعد زيارته"
            said = ("planned" if yet else row.negated) if denied else row.status
            if said == "refused" and any("contacts.confirming" in word.stem_sets for word in forms[max(k - far, 0) : start]):
                said = "proposed"  # "لا يستطيع تأكيد موعد اللقاء", "امتنع عن تأكيد عقد لقاء"
            if said == "planned" and (denial := denial_of(k, words, pack)) is not None:
                return "refused", denial  # "نفى الكرملين أن يكون الرئيس يعتزم زيارة"
            if start == frame.cue and "contacts.fails" in forms[k].stem_sets and all(_of_round(word) for word in forms[k + 1 : start]):
                return None  # "فشلت المحادثات بين", "فشلت الجولة السابعة من المفاوضات": they were held
            aside = given or (within and not row.inside and k < frame.cue - 2)
            over = before in pack.sets["contacts.closing"]  # "متوجها إلى إثيوبيا في ختام زيارة"
            if said and not (aside and (said != "planned" or over)):
                refused = refusal_of(k, start, words) if said in ("proposed", "planned") and not forms[k].conjunction else None
                return ("refused", refused) if refused is not None else (said, k)
        if start == frame.verb and forms[k].mark and forms[k].mark in pack.marks.quotes:
            return None  # «مشترطا عدم نشر اسمه: "نجري محادثات مع"»
        rumour = k > 0 and "contacts.rumours" in forms[k - 1].stem_sets  # "نفى صحة الأنباء التي تحدثت عن لقاء"
        if forms[k].mark == "\n" or ("contacts.clause" in forms[k].sets and not rumour):
            return None
    return None
