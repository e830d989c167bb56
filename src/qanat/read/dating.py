"""When a contact took place: the date in its clause, else that of what it was part of."""

from __future__ import annotations

from datetime import date
from typing import Final

from qanat.model import Contact, Span, Time
from qanat.packs import Pack
from qanat.read.among import Among, times_between
from qanat.read.cast import PLACES, Cast
from qanat.read.frame import Frame
from qanat.read.lasting import lasts
from qanat.read.syntax import within_it
from qanat.text.tense import opens_clause
from qanat.text.words import Words

_DAY: Final = 10  # characters of a date that is a day
_BEFORE: Final = 120  # code points by which a date before the cue counts as farther than one after it
_OPENING: Final = 5  # code points: "والشهر الماضي قال خلال قمة"
_COARSE: Final = 200  # and a bare year
_FEAST: Final = 3  # tokens between what one is congratulated on and its date
_SINCE: Final = 7  # tokens between "since" and its date
_CLAUSE: Final = 4  # tokens between "who" and a date in its clause
_PREDICATE: Final = 4  # tokens behind talks among which it is told that they go on
_PLANNED: Final = 3  # tokens behind "which" in which it may be told that something was planned
_HAPPENED: Final = 5  # tokens between what tells that something happened and the date
_VISITED: Final = "contacts.visit"  # the rule of a visit told by its own verb
_HAD: Final = 3  # tokens between what tells of a visit and "had"
_BESIDE: Final = 600  # code points between a message and the meeting at which it was handed over
_NO_STATE: Final = ("own", "party")  # begin the camps of those who are of no state
_JOINS: Final = frozenset(("contacts.between", "contacts.with", "contacts.until"))  # closed sets of what stands between a contact and its parties
_IN_PERSON: Final = frozenset(("meeting", "visit", "conference", "talks"))


def date_of(frame: Frame, words: Words, cast: Cast, times: tuple[Time, ...], among: Among, pack: Pack, today: str | None) -> Time | None:
    """The date expression that dates a contact: the nearest in its clause, after the cue rather than before it; never the date on which
    somebody told of it ("قال أمس إنه التقى …"), nor that of something else in the clause ("الاتفاق الذي وقع أمس"), nor one on the other side of
    `today` than its verb ("وصل أمس ومن المقرر أن يلتقي"). What only says on what occasion something was done ("وقال أمس خلال زيارة إلى") has the date of
    that.
    """
    first, end = frame.clause
    low, high = words.starts[first], words.ends[end - 1]
    cue = words.starts[frame.cue]
    low = max([low, *(s.content.start for s in among.at(cue))])
    if frame.verb is not None and frame.verb > frame.cue and not frame.adverbial and first < frame.cue and not _in_passing(frame, words, pack):
        about = (k for k in range(frame.cue - 1, first - 1, -1) if words.words[k].mark or "contacts.leading" in words.words[k].sets)
        low = max(low, words.ends[next(about, first)])  # "تحدث أمس عن مأدبة جمعت الرئيسين"
    stay: list[Time] = []
    if frame.verb is not None and not frame.visit and within_it(frame.verb, words.words):
        weeks = (time for time in times_between(times, low, words.starts[frame.verb]) if time.grain in ("week", "month"))
        stay = [time for time in weeks if not _untimely(time, frame, words, among, today)]  # "قام هذا الأسبوع بجولة التقى خلالها"
        low = max(low, words.starts[frame.verb])  # "يزور مصر غدا ويلتقي خلالها الرئيس": on the visit
    if frame.verb is not None and (had := _had(frame.verb, words)) > first:
        low = max(low, words.starts[had])  # "زار أمس بيروت بعدما كان التقى الوزير": earlier
    best: tuple[int, Time] | None = None
    starts_what_lasts = frame.cue > first and "contacts.ever_since" in words.words[frame.cue - 1].sets  # "منذ زيارة نيكسون للصين عام 1972"
    for time in times_between(times, low, high):
        own = starts_what_lasts and time.start > cue
        if (since(time, words) and not own and not _going_on(time, frame, words)) or (frame.invited and time.start < cue):
            continue  # "تلقى اليوم دعوة إلى زيارة": when he was asked
        if not _for(time, frame, words, pack, today) and not _elsewhere(time, frame, words, cast, pack) and not _untimely(time, frame, words, among, today):
            beside = frame.verb is not None and words.starts[frame.verb] < time.start < cue  # "ينهي اليوم زيارة"
            distance = time.start - cue if time.start > cue else cue - time.end + (0 if beside else _BEFORE)
            distance += _COARSE if time.grain == "year" else 0
            if best is None or distance < best[0]:
                best = (distance, time)
    meanwhile = frame.cue > 0 and "contacts.in" in words.words[frame.cue - 1].sets  # "خلال زيارة إلى", "في اتصال"
    before = frame.cue > 0 and "contacts.ahead" in words.words[frame.cue - 1].sets  # "قال أمس قبل زيارته"
    given = frame.adverbial and not frame.sense.article and not before
    if best is None and (given or (meanwhile and frame.mode != "talks")):
        day = _of_occasion(cue, words, times, among)
        return day if day is None or given or frame.visit or day.start < cue else None
    if best is None and frame.verb is not None and words.words[frame.verb].conjunction and any(m.first < frame.verb for side in frame.sides for m in side):
        return _of_same_deed(cue, words, times, among)
    return best[1] if best is not None else stay[-1] if stay else None


def _had(verb: int, words: Words) -> int:
    """The token of "had" right before a verb: "كان التقى", "كان قد زار", "سبق له أن زار"; -1 where there is none."""
    forms, k = words.words, verb - 1
    while k > 0 and "contacts.had" in forms[k].sets and "contacts.had_been" not in forms[k].sets:
        k -= 1
    return k if k >= 0 and "contacts.had_been" in forms[k].sets else -1


def _of_same_deed(cue: int, words: Words, times: tuple[Time, ...], among: Among) -> Time | None:
    """ "استدعى الوزير السفير أمس، وسلمه مذكرة": the day of what the same man did just before in the sentence."""
    low = words.starts[words.sentence_at(words.token_at(cue))[0]]
    if among.at(cue):
        return None
    before = [time for time in times_between(times, low, cue) if time.grain == "day" and not since(time, words)]
    return before[0] if len(before) == 1 and not among.at(before[0].start) else None


def _in_passing(frame: Frame, words: Words, pack: Pack) -> bool:
    """ "خلال زيارة إلى", "في اتصال أجراه": what was done in the contact is told, not the contact itself."""
    before = words.words[frame.cue - 1].form if frame.cue else ""
    return before in pack.sets["contacts.in"] or before in pack.sets["contacts.during"]


def _elsewhere(time: Time, frame: Frame, words: Words, cast: Cast, pack: Pack) -> bool:
    """Does the date belong to a relative clause about something else, or to a noun before an "and"?"""
    forms = words.words
    at = words.token_at(time.start)
    if at > frame.cue:
        if _of_another_occasion(at, frame, words, cast, pack) or _of_what_happened(at, frame, words, cast, pack):
            return True
        if opens_clause(at, words) and any(word.mark in pack.marks.comma for word in forms[at - 2 : at] if word.mark):
            return True  # "يلتقي الوزير نظيره، وفي يوم الثلاثاء أعلن …": what comes next
        for k in range(frame.cue + 1, at):
            if "contacts.who" in forms[k].sets:
                said = [word.by["status"] for word in forms[k + 1 : min(k + _PLANNED, at)] if "status" in word.kinds]
                to_be = any(sense.entry.form[0] == "after" for sense in said)  # "التي كانت مقررة يوم"
                took_place = to_be or (k + 1 < at and "hold" in forms[k + 1].kinds and cast.at(k + 2) is None)
                between = cast.between(frame.cue + 1, k)
                whose = len(between) == 1 and between[0].kind == "body" and between[0].first == frame.cue + 1  # "قمة المجموعة التي"
                own = (
                    took_place or whose or _of_itself(k, frame, words, cast, pack) or all(m.kind in PLACES for m in between)
                )  # "اللقاء بينهما الذي عقد أمس", "لقاء باريس الذي"
                closed = any(word.mark and word.mark in pack.marks.comma for word in forms[k + 1 : at])
                if not own and not closed:
                    return True
        return False
    after = words.token_at(time.end)
    if "contacts.ahead" in forms[frame.cue - 1].sets or _of_telling(after, frame, words, pack):
        return True
    who = next((k for k in range(at - 1, max(at - _CLAUSE, frame.clause[0]), -1) if "contacts.who" in forms[k].sets), None)
    if who is not None and who + 1 != frame.cue and (frame.verb is None or not who < frame.verb < frame.cue) and not frame.adverbial:
        return True  # "بيان المجلس الذي عقد أمس إن المفاوضات …"
    return any(word.conjunction and word.article and word.common and cast.at(k) is None for k, word in enumerate(forms[after : frame.cue], after))


def _of_itself(who: int, frame: Frame, words: Words, cast: Cast, pack: Pack) -> bool:
    """ "المحادثات بين البلدين التي جرت في بكين الأحد", "لقاء الوزير مع نظيره الذي تم أمس": does "which" tell when the contact was, of which nothing but
    its parties is named before it?
    """
    forms = words.words
    if "contacts.which" not in forms[who].sets or "contacts.happens" not in forms[min(who + 1, len(forms) - 1)].sets:
        return False
    behind = who - (forms[who - 1].mark in pack.marks.comma)
    own = range(frame.cue + 1, behind)
    return all(cast.at(k) is not None or not forms[k].sets.isdisjoint(_JOINS) or (forms[k].article and k <= frame.cue + 2) for k in own)


def _of_telling(after: int, frame: Frame, words: Words, pack: Pack) -> bool:
    """ "نشرت الصحيفة أمس أن الرئيس التقى", "صودر أمس، قبل أن يبدأ الوزير زيارته": stands "that" between a date and whoever was in contact? Not of what is to
    be, "يتوقع غدا أن يلتقي الرئيس", nor of whom the day was told, "زار بيروت أمس قبل أن يتوجه إلى".
    """
    forms, that = words.words, pack.sets["speech.that"]
    who = min((m.first for m in frame.sides[0]), default=after)
    return any(
        forms[k].form in that and ("contacts.ahead" in forms[k - 1].sets or not forms[k + 1].form.startswith(pack.imperfect))
        for k in range(after, min(who, frame.cue))
    )


def _of_another_occasion(at: int, frame: Frame, words: Words, cast: Cast, pack: Pack) -> bool:
    """ "بحث مع نظيره التحضير للقمة المقررة الأحد", "نتائج اللقاء الذي عقد الأحد": stands another noun of contact before a date, with what tells when?"""
    forms = words.words
    for k in range(frame.cue + 1, at):
        noun = forms[k].by.get("occasion")
        if noun is None or not noun.article or cast.at(k) is not None or k == frame.verb or "contacts.nouns" in forms[k].sets:
            continue
        after = forms[k + 1 : at]
        told = any(s.entry.kind == "status" and s.entry.form[0] == "after" and word.article for word in after for s in word.senses)
        which = k + 1 < at and "contacts.who" in forms[k + 1].sets
        if (told or which) and not any(word.mark and word.mark in pack.marks.comma for word in after):
            return True
    return False


def _of_what_happened(at: int, frame: Frame, words: Words, cast: Cast, pack: Pack) -> bool:
    """ "لإنهاء نزاع اندلع قبل أربعة أعوام", "خطة يبدأ سريانها الاثنين", "متابعة الإعلان الموقع في 23 مارس": is it told of a thing behind a preposition or a
    mark, of which no more than this is said, when it began or was made?
    """
    forms, prepositions = words.words, pack.sets["events.prepositions"]
    for k in range(at - 1, max(at - 1 - _HAPPENED, frame.cue + 1), -1):
        if forms[k].mark:
            return False
        made = "contacts.made" in forms[k].sets
        if _of_itself(k - 1, frame, words, cast, pack):
            return False
        if made or "contacts.began" in forms[k].sets:
            behind = next((j for j in range(k - 1, frame.cue, -1) if cast.at(j) is not None), frame.cue)
            itself = "speech.done" in forms[k - 1].sets or any("occasion" in word.kinds for word in forms[behind + 1 : k])
            other = behind < k - 1 and not itself  # "في اتصال مرئي جرى اليوم", "آخر اتصال بين الوزيرين قد جرى في مارس"
            return other and (made or behind > frame.cue or any(w.preposition or w.form in prepositions for w in forms[behind + 1 : k]))
    return False


def _untimely(time: Time, frame: Frame, words: Words, among: Among, today: str | None) -> bool:
    """Is a date of words spoken that do not tell of the contact ("أكد خلال لقائه الوزير أن الانتخابات ستجرى الشهر المقبل"), to come while the verb is in
    the past ("التقى نظيره لبحث القمة المقررة الأحد"), or over while a verb behind it tells what is to come ("وصل أمس ومن المقرر أن يلتقي")?
    """
    cue = words.starts[frame.cue]
    for said in among.at(time.start):
        opener = words.words[max(words.token_at(said.content.start) - 1, 0)]
        if cue < said.content.start and ("speech.that" in opener.sets or opener.mark):
            return True
    sense = frame.sense if frame.verb == frame.cue else frame.held_by
    if frame.verb is None or sense is None or today is None:
        return False
    day, tense = today[: len(time.value)], sense.entry.form[0]
    if tense == "past" and frame.verb <= frame.cue:
        year, week, _ = date.fromisoformat(today).isocalendar()
        return time.value > (f"{year}-W{week:02d}" if time.grain == "week" else day)
    at, first = words.token_at(time.start), words.sentence_at(frame.cue)[0]
    ahead = tense in ("present", "future") and time.grain == "day" and time.value < day
    return ahead and at < frame.verb and any(word.verbs for word in words.words[first : frame.verb])


def _of_occasion(cue: int, words: Words, times: tuple[Time, ...], among: Among) -> Time | None:
    """The date of what was done on the occasion: in its sentence outside other people's words, else of what the same man said just before."""
    first, end = words.sentence_at(words.token_at(cue))
    low, high = words.starts[first], words.ends[end - 1]

    def spoken(time: Time) -> bool:
        return any(not s.content.start <= cue < s.content.end for s in among.at(time.start))

    here = [
        time for time in times_between(times, low, high) if (time.grain == "day" or time.start < low + _OPENING) and not since(time, words) and not spoken(time)
    ]
    if here:
        return min(here, key=lambda time: abs(time.start - cue))
    telling = next((s for s in among.statements if s.cue.end <= cue < s.content.start or cue < s.cue.start < high), None)  # "خلال زيارة إلى … قال"
    before = [
        s for s in among.statements if telling is not None and s.speaker == telling.speaker and s.cue.start < telling.cue.start and len(s.date or "") == _DAY
    ]
    return next((time for time in reversed(times) if before and time.value == before[-1].date and time.start < cue), None)


def _going_on(time: Time, frame: Frame, words: Words) -> bool:
    """ "يقوم منذ الأحد بزيارة", "يزور بيروت منذ الثلاثاء": what is under way, and since when; not "الحرب المستمرة منذ أربعة أشهر"."""
    at = words.token_at(time.start) - 1
    if frame.verb is None and frame.mode == "talks" and frame.sense.article:
        return any("contacts.goes_on" in word.sets for word in words.words[frame.cue + 1 : min(at, frame.cue + _PREDICATE)])
    if frame.verb is None or "contacts.under_way" in words.words[at].sets:
        return False
    if frame.held_by is None:
        own = frame.visit and frame.verb == frame.cue and frame.sense.entry.form[0] == "present"
        return own and time.grain == "day" and frame.verb < at <= max((m.end for side in frame.sides for m in side), default=0)
    behind = frame.verb < frame.cue and (time.grain == "day" or frame.mode == "talks") and frame.cue < at < frame.clause[1] and not frame.visit
    return frame.held_by.entry.form[0] == "present" and (frame.verb < at < frame.cue or behind)  # "يجري محادثات مع مسؤولين منذ الأحد"


def _for(time: Time, frame: Frame, words: Words, pack: Pack, today: str | None) -> bool:
    """ "رئيس المجلس للشهر الجاري", "التهاني بحلول شهر رمضان", "هي الثانية له هذا العام": for what time something is or is counted, and not when; but
    "سيلتقي بحلول نهاية العام".
    """
    at = words.token_at(time.start)
    before = words.words[max(at - _FEAST, 0) : at]
    sense = frame.sense if frame.verb == frame.cue else frame.held_by
    ahead = sense is not None and sense.entry.form[0] == "future" and any("contacts.by_then" in word.stem_sets for word in before)
    festive = not ahead and any("contacts.feast" in word.sets for word in before)
    counted = today is not None and time.grain == "year" and today.startswith(time.value) and any("ordinal" in word.kinds for word in before)
    return festive or counted or (time.grain in ("month", "year") and words.words[at].preposition == pack.lexicon.particles.for_the[0])


def since(time: Time, words: Words) -> bool:
    """Does a date tell from when on something has been, and not when the contact was?"""
    token = words.token_at(time.start)
    if token and "contacts.ever_since" in words.words[token].sets and "contacts.under_way" in words.words[token - 1].sets:
        return True  # "الحرب المستمرة منذ أربعة أشهر"
    if by_then(time, words):
        return False
    ever = False  # past a preposition: only "since" reaches beyond it
    for k in range(token - 1, max(token - _SINCE, -1), -1):
        word = words.words[k]
        if word.mark or "contacts.until" in word.sets or (k < token - 1 and "contacts.asked" in word.sets):
            return False
        ever = ever or (k == token - 1 and "contacts.place" in word.sets)
        if "contacts.since" in word.sets and (not ever or "contacts.ever_since" in word.sets):
            return k == token - 1 or "contacts.ever_since" in word.sets
    return False


def by_then(time: Time, words: Words) -> bool:
    """ "قبل نهاية الشهر": does a date tell by when something is to be?"""
    token = words.token_at(time.start)
    late = token > 0 and time.grain != "day" and "times.late" in words.words[token].stem_sets
    return late and "contacts.by_then" in words.words[token - 1].sets


def part_of_year(time: Time, words: Words, pack: Pack) -> str | None:
    """The month in which a week lies, by most of its days, or by those told ("مطلع الأسبوع المقبل"); the year of a quarter."""
    if time.grain != "week":
        return time.value[:4] if time.grain == "quarter" else None
    part = words.words[words.token_at(time.start)].stem
    weekday = 1 if part in pack.sets["times.early"] else 7 if part in pack.sets["times.late"] else 4
    return date.fromisocalendar(int(time.value[:4]), int(time.value[6:]), weekday).isoformat()[:7]


def dated(found: list[Contact], cast: Cast, words: Words, pack: Pack) -> list[Contact]:
    """The contacts, in order, each undated one dated by the others: a meeting on a dated visit by the visit (by its month, when the visit took
    days), an undated visit by its meeting, a message by the meeting at which it was handed over.
    """
    out = list(found)  # with the days given so far: a visit has that of one meeting, and the next meeting that of the visit
    for k, contact in enumerate(found):
        if contact.status in ("held", "planned", "refused"):
            for other in out:
                proof = other.proof.get("date", other.evidence)
                same = contact.proof.get("date") == proof
                shared = same and (contact.status == "planned" or _takes_days(proof, words, pack))  # "وصل اليوم في زيارة يلتقي خلالها"
                ahead = shared or other.status == contact.status or (contact.status == "planned" and _during_stay(contact, other, found, cast))
                if not (other.date and ahead and other.mode in _IN_PERSON) or (recalled(other, words) and not recalled(contact, words)):
                    continue
                undone = contact.status == "refused"  # "ألغى زيارته. وكان يفترض أن يلتقي خلالها الوزير"
                one_day = not undone and (_of_one_occasion(contact, other, cast) or _told_the_press(contact, other, words))
                if one_day or _met_on(other, contact, cast, words):
                    if contact.date is None or (shared and contact.mode != "visit"):
                        stay = other.mode == "visit" and (_takes_days(proof, words, pack) or lasts(words.token_at(other.evidence.start), words, pack) > 1)
                        days = stay and not _on_arrival(contact.evidence, words)
                        contact = contact._replace(date=other.date[:7] if days else other.date, proof={**contact.proof, "date": proof})
                    break
        out[k] = contact
    return out


def recalled(contact: Contact, words: Words) -> bool:
    """ "التقى الوزير نظيره. وكان نظيره قد زار تركيا في مارس": is it a visit told as what had been before? Not "وكان قد وصل أمس", on the same trip."""
    at = words.token_at(contact.evidence.start)
    first = words.sentence_at(at)[0]
    return contact.rule == _VISITED and any("contacts.had_been" in word.sets for word in words.words[max(first, at - _HAD) : at + _HAD])


def _during_stay(contact: Contact, visit: Contact, found: list[Contact], cast: Cast) -> bool:
    """Is what is still to come part of the visit that the guest is on, no later station of his tour?"""
    tour = [one for one in found if one.mode == "visit" and one.initiator == visit.initiator and one.date == visit.date]
    stations = {frozenset(cast.camp(party) for party in one.parties) for one in tour}
    return (
        visit.mode == "visit"
        and visit.status == "held"
        and visit.initiator in contact.parties
        and contact.mode != "visit"
        and len(stations) == 1
        and len(visit.parties) == 2
    )


def _of_one_occasion(contact: Contact, other: Contact, cast: Cast) -> bool:
    """Is it a visit and what was done on it, or a message and the meeting with the sender's envoy that is told beside it?"""
    if contact.mode == "message":
        near = abs(contact.evidence.start - other.evidence.start) < _BESIDE
        camps, of_other = ({cast.camp(party) for party in one.parties} for one in (contact, other))
        return near and contact.initiator not in other.parties and bool(set(contact.parties) & set(other.parties)) and camps == of_other
    if contact.mode not in _IN_PERSON or "visit" not in (contact.mode, other.mode):
        return False
    camps, of_other = ({cast.camp(party) for party in one.parties} for one in (contact, other))
    return bool(set(contact.parties) & set(other.parties)) and (camps <= of_other or of_other <= camps)


def _met_on(visit: Contact, contact: Contact, cast: Cast, words: Words) -> bool:
    """ "وسيلتقي خلال زيارته زعماء عشائر", "في زيارة يلتقي خلالها الأمين العام": is it told that a guest meets those of no state on his visit, or of any camp
    in the sentence that tells of it?
    """
    if visit.mode != "visit" or visit.initiator not in contact.parties or contact.mode == "visit":
        return False
    first, end = words.sentence_at(words.token_at(contact.evidence.start))
    told_here = words.starts[first] <= visit.evidence.start < contact.evidence.start
    if told_here and any("contacts.in_it" in word.sets for word in words.words[words.token_at(visit.evidence.end) : end]):
        return True
    of_no_state = all((cast.camp(party) or "").startswith(_NO_STATE) for party in contact.parties if party not in visit.parties)
    nouns = ((k, words.words[k].by.get("occasion")) for k in range(first, end))
    on_it = any(noun is not None and noun.entry.row.visit and "contacts.in" in words.words[k - 1].sets for k, noun in nouns)
    return on_it and (of_no_state or contact.status == "refused")


def _told_the_press(contact: Contact, talks: Contact, words: Words) -> bool:
    """ "وقال الوزير في مؤتمر صحفي مشترك مع نظيره": did the same men appear before the press after their talks?"""
    if contact.mode != "meeting" or talks.mode != "meeting" or set(contact.parties) != set(talks.parties):
        return False
    first, end = words.token_at(contact.evidence.start), words.token_at(contact.evidence.end)
    nouns = (word.by.get("occasion") for word in words.words[first:end])
    return any(noun is not None and noun.entry.row.press for noun in nouns)


def _on_arrival(meeting: Span, words: Words) -> bool:
    """ "وكان في استقباله السفير", "في مقدمة مستقبليه": the welcome is of the first day."""
    first, end = words.token_at(meeting.start), words.token_at(meeting.end)
    for k in range(first, end):
        noun = words.words[k].by.get("occasion")
        if noun is not None and noun.entry.row.welcome and (noun.entry.row.needs or (k > 0 and "contacts.at" in words.words[k - 1].sets)):
            return True
    return False


def _takes_days(date_words: Span, words: Words, pack: Pack) -> bool:
    """ "يومي 24 و25 جانفي": two days in one expression."""
    first, end = words.token_at(date_words.start), words.token_at(date_words.end)
    joins = {*pack.lexicon.particles.conjunctions, *pack.sets["times.until"], *"-–"}
    return any(words.words[k].number and words.words[k - 1].form in joins for k in range(first + 1, end))
