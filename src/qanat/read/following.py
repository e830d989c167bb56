"""What follows on a contact told before, and is of its day: "كما استقبل السفير", "عقب ذلك", "في اليوم نفسه", "على هامش القمة"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from qanat.model import Span, Time
from qanat.packs import Pack
from qanat.read.among import Among, times_between
from qanat.read.cast import Cast
from qanat.read.dating import since
from qanat.read.frame import Frame
from qanat.read.lasting import lasts
from qanat.read.tellings import Told
from qanat.text.words import Words

_BACK: Final = 10  # sentences up to that of a session, itself counted
_NEXT: Final = 3  # ... of a meeting
_SESSIONS: Final = frozenset(("conference", "meeting"))
_DAY: Final = 10  # characters of a date that is a day


def besides(first: int, frame: Frame, before: Told, words: Words, pack: Pack) -> bool:
    """ "استقبل الأمير اليوم الوزير. كما استقبل السفير", "وفي مقر الرئاسة استقبل سيادته السفير": does a sentence go on with what its host did on the day,
    or with what another wrote to whom he wrote ("كما بعث ولي العهد ببرقية")?
    """
    contact, opening = before.contact, words.words[first]
    goes_on = opening.conjunction or opening.form[:1] in pack.lexicon.particles.conjunctions or "contacts.besides" in opening.sets
    if contact.status != "held" or len(contact.date or "") < _DAY or not goes_on or not frame.sides or before.headline:
        return False
    if frame.mode == "message" and contact.mode != "message":
        return False
    begun = words.words[first : min(frame.cue, frame.cue if frame.verb is None else frame.verb)]
    was = next((k for k, word in enumerate(begun) if "contacts.was" in word.sets), None)
    behind = begun[was + 1 : was + 2] if was is not None and frame.verb is None else []
    owned = any(word.preposition in pack.sets["speech.of"] or "speech.own" in word.sets for word in behind)  # "وكان للأمير لقاء", "كانت له"
    earlier = was is not None and not owned  # "وكان الأمير قد استقبل"
    other = any(word.verbs and "contacts.was" not in word.sets for word in begun) or any("speech.that" in word.sets for word in begun)
    shared = frame.sides[-1 if frame.mode == "message" else 0][0]
    if earlier or other or set(shared.actors).isdisjoint(contact.parties):
        return False
    return contact.mode != "visit" or lasts(words.token_at(contact.evidence.start), words, pack) < 2  # on a visit of days: on any of them


def thereupon(first: int, cue: int, words: Words) -> bool:
    """ "عقب ذلك عقد الوزيران": does a sentence begin with "after that"?"""
    after = "contacts.during" in words.words[first].sets and first + 1 < cue
    return (
        after
        and "contacts.this" in words.words[first + 1].sets
        and not any(word.meets and not (k == first + 2 and word.article) for k, word in enumerate(words.words[first + 2 : cue - 1], first + 2))
    )


def same_day(frame: Frame, words: Words, pack: Pack) -> bool:
    """ "التقت في اليوم نفسه الوزير", "في نفس اليوم": on the day of the contact told before?"""
    forms, same = words.words, pack.sets["contacts.same"]
    return any(
        "contacts.measures" in forms[k].stem_sets and forms[k].article and (forms[k - 1].form in same or (k + 1 < len(forms) and forms[k + 1].form in same))
        for k in range(*frame.clause)
    )


def day_told_before(told: Told, frame: Frame, words: Words, times: tuple[Time, ...], among: Among, pack: Pack, today: str | None) -> Told:
    """A contact without a day takes that of a sentence before which spells it out, tells what was said at it, or tells when the session is."""
    if told.contact.date is None:
        told = _spelled_out(told, frame, words, times, among)
    if told.contact.date is None:
        told = _came_with(told, frame, words, times, among, pack)
    return told if told.contact.date is not None else _of_known_session(told, frame, words, times, among, today)


def _spelled_out(told: Told, frame: Frame, words: Words, times: tuple[Time, ...], among: Among) -> Told:
    """ "تواصلت أمس الاجتماعات. فقد التقت الوزيرة الرئيس": what a sentence goes on to spell out was on the one day told in that before it."""
    number = words.sentence_of(frame.cue)
    if told.contact.status != "held" or "contacts.namely_did" not in words.words[words.sentences[number][0]].sets:
        return told
    day = _only_day(number - 1, words, times, among)
    return told if day is None else on_day(told, day)


def _came_with(told: Told, frame: Frame, words: Words, times: tuple[Time, ...], among: Among, pack: Pack) -> Told:
    """ "أكد الوزير أمس أهمية التعاون. جاء ذلك خلال لقائه نظيره": on what occasion he said so in the sentence before is of the day on which he did."""
    number, contact = words.sentence_of(frame.cue), told.contact
    first = words.sentences[number][0]
    opening, behind = words.words[first].form, words.words[first + 1 : first + 2]
    was = opening in pack.sets["contacts.was"] and bool(behind) and "contacts.this" in behind[0].sets  # "وكان ذلك خلال"
    if (
        not number
        or not (was or opening in pack.sets["contacts.came"])
        or contact.status != "held"
        or any("contacts.ahead" in w.sets for w in words.words[first : told.at])
    ):
        return told
    low, high = words.starts[words.sentences[number - 1][0]], words.ends[words.sentences[number - 1][1] - 1]
    said = {s.date for s in among.statements if low <= s.cue.start < high and s.date is not None and s.speaker in contact.parties}
    day = next((time for time in times_between(times, low, high) if time.grain == "day" and said == {time.value}), None)
    return told if day is None else on_day(told, day)


def _of_known_session(told: Told, frame: Frame, words: Words, times: tuple[Time, ...], among: Among, today: str | None) -> Told:
    """ "انطلقت اليوم أعمال القمة. ويشارك في القمة الأمير", "تعقد الأحزاب غدا اجتماعا. ويضم الاجتماع": a session that a sentence not long before tells when
    it is, under way where it has begun.
    """
    sense, number = frame.sense, words.sentence_of(frame.cue)
    if told.contact.status not in ("held", "planned") or not sense.article or sense.entry.row.visit or sense.entry.row.mode not in _SESSIONS:
        return told
    summit = sense.entry.row.mode == "conference"
    for back in range(number - 1, max(number - (_BACK if summit else _NEXT), -1), -1):
        low, high = words.sentences[back]
        nouns = [noun for word in words.words[low:high] if (noun := word.by.get("occasion")) is not None and noun.entry.id == sense.entry.id]
        if not nouns or not (summit or any(not noun.article and not noun.pronoun for noun in nouns)):
            continue
        day = _only_day(back, words, times, among)
        if day is None or (not summit and (day.value < (today or "") if told.contact.status == "planned" else day.value > (today or ""))):
            continue
        begun = summit and any("contacts.begun" in word.sets for word in words.words[low:high])
        return on_day(told, day, status="held" if begun else told.contact.status)
    return told


def on_day(told: Told, day: Time, status: str | None = None) -> Told:
    """A contact with a day told elsewhere."""
    contact = told.contact
    proof = {**contact.proof, "date": Span(day.start, day.end)}
    return replace(told, contact=contact._replace(date=day.value, status=status or contact.status, proof=proof))


def _only_day(number: int, words: Words, times: tuple[Time, ...], among: Among) -> Time | None:
    """The one day told in a sentence, of which no words are told: not that on which they were said."""
    if number < 0:
        return None
    low, high = words.sentences[number]
    days = [time for time in times_between(times, words.starts[low], words.ends[high - 1]) if time.grain == "day" and not since(time, words)]
    return days[0] if len(days) == 1 and not among.over(words.starts[low], words.ends[high - 1]) else None


def beside_summit(frame: Frame, words: Words) -> bool:
    """ "وعلى هامش القمة عقد الوزير لقاء": of a summit told before?"""
    forms = words.words
    return any(
        "contacts.sidelines" in forms[k].sets and "occasion" in forms[k + 1].kinds and forms[k + 1].article for k in range(frame.clause[0], frame.clause[1] - 1)
    )


def within_framework(frame: Frame, told: Told, here: list[tuple[Frame, Told]], words: Words, cast: Cast) -> bool:
    """ "التقى نظيره في إطار مواصلة الحوار بين البلدين": is it only told what another contact of the same sides in the sentence was part of?"""
    k = frame.cue - 1
    while k > 0 and "holding" in words.words[k].kinds:
        k -= 1
    if told.contact.mode != "talks" or "contacts.framework" not in words.words[k].sets:
        return False
    camps = {cast.camp(party) for party in told.contact.parties}
    return any(other is not told and camps == {cast.camp(party) for party in other.contact.parties} for _, other in here)
