"""Who was in contact with whom: frames become contacts; what is told twice becomes one."""

from __future__ import annotations

from datetime import date
from typing import Final

from qanat.model import Contact, Document, Span, Time
from qanat.packs import Pack
from qanat.packs.terms import CHIEFS
from qanat.read.among import Among
from qanat.read.bearers import Bearers
from qanat.read.cast import Cast, Mention
from qanat.read.claims import claim_at
from qanat.read.dating import by_then, date_of, part_of_year
from qanat.read.each import each_of
from qanat.read.following import beside_summit, besides, day_told_before, same_day, thereupon, within_framework
from qanat.read.frame import Frame
from qanat.read.frames import Frames
from qanat.read.gapping import gapped
from qanat.read.lasting import began
from qanat.read.parties import parties_of
from qanat.read.retold import give_days
from qanat.read.status import status_of
from qanat.read.syntax import TIMES, finite, within_place
from qanat.read.tellings import AGAIN, AHEAD, ALONE, BEFORE, DONE, WORDS, Told, as_real_as, contacts_of, on_the_way, then
from qanat.read.undone import called_off, long_undone, supposed, turned_down
from qanat.text.words import Words

_OF_STATES: Final = frozenset(("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister", "state"))  # of many, if of a bloc
_SIGNED: Final = frozenset(("signing", "sign_with", "conclude_with", "undersign_with"))
_JUDGES: Final = frozenset(("accuse", "support"))  # acts by which a contact is judged, not told
_OWN_PART: Final = frozenset(("request", "support", "promise"))  # ... that are no report of one's own contacts
_ANCHOR: Final = 3  # contacts back to the one that has a day
_NEXT: Final = 3  # tokens up to the adjective of a noun
_ASKS: Final = 6  # tokens between who wants something and what tells that he does
_LONGEST: Final = 240  # code points of evidence


def contacts(words: Words, cast: Cast, times: tuple[Time, ...], among: Among, pack: Pack, document: Document) -> tuple[Contact, ...]:
    """The contacts of a text in order of their evidence, not yet numbered, each with two camps or more; none where only one camp is named."""
    frames = Frames(words, cast, pack, among)
    bearers = Bearers(words, cast, pack)
    found: list[Told] = []
    calls: list[set[str]] = []  # the parties of each call
    for first, end in words.sentences:
        told_once = [one for frame in frames.of(first, end) for one in gapped(frame, words, times)]
        of_sentence = [one for frame in told_once for one in each_of(frame, words, cast)]
        here: list[tuple[Frame, Told]] = []
        for frame in of_sentence:
            if frame.sense.entry.kind == "meet" and frame.mode == "talks" and any(_retold(frame, other) for other in of_sentence):
                continue  # "بحث … في اتصال هاتفي مع": the call is the contact
            told = _contact(
                frame,
                words,
                cast,
                times,
                among,
                pack,
                document,
                bearers,
                calls=calls,
            )
            before = here[-1][1] if here else found[-1] if found else None
            if told is not None and here and here[-1][1].contact.status != "held" and _goes_on(frame, here[-1][0]):
                told = as_real_as(here[-1][1], told, words.starts[first])
            if told is not None and before is not None:
                told = as_real_as(before, told, words.starts[first]) if frame.purpose else told
                anchor = next((t for t in reversed(found[-_ANCHOR:]) if t.contact.date), before)
                told = then(before, told) if thereupon(first, frame.cue, words) else told
                told = then(anchor, told) if besides(first, frame, anchor, words, pack) or same_day(frame, words, pack) else told
                if beside_summit(frame, words):
                    told = then(next((t for t in reversed(found) if t.contact.mode == "conference" and t.contact.date), told), told)
            if told is not None:
                told = day_told_before(told, frame, words, times, among, pack, document.day)
                here.append((frame, told))
                if told.contact.mode == "call":
                    calls.append(set(told.contact.parties))
        here = [(frame, told) for frame, told in here if not (len(here) > 1 and within_framework(frame, told, here, words, cast))]
        found += _without_ways(here, frames, cast) if len(here) > 1 else [told for _, told in here]
        if found:
            give_days(found, (first, end), frozenset(frame.cue for frame in of_sentence), words, cast, times, pack, document)
    return tuple(contacts_of(found, cast, words, pack, among.statements))


def _without_ways(here: list[tuple[Frame, Told]], frames: Frames, cast: Cast) -> list[Told]:
    """The contacts of a sentence without trips that are told only as the way to a meeting: "يصل إلى دكا لإجراء مباحثات مع", "أجرى المبعوث الذي
    انتقل إلى نيويورك مشاورات مع", "سيناقشه لدى وصوله إلى تل أبيب مع"; the meeting takes their place.
    """
    out: dict[int, Told] = {k: told for k, (_, told) in enumerate(here)}
    for k, (way, trip) in enumerate(here):
        for j, (frame, told) in enumerate(here if frames.is_way(way) else ()):
            met = told.contact.mode != "visit" and trip.contact.initiator in told.contact.parties
            if met and ((way.adverbial and not frames.is_ahead(way.cue)) or (j > k and (frame.purpose or frames.in_passing(way)))):
                out[j] = on_the_way(trip, out[j], cast, frames.pack)
                out.pop(k, None)
    return list(out.values())


def _goes_on(frame: Frame, before: Frame) -> bool:
    """ "سيعقد اجتماعا مع الوزير وجلسة منفصلة مع الأمير": does the verb of the noun before hold this one, too?"""
    nouns = frame.sense.entry.kind == before.sense.entry.kind == "occasion" and bool(frame.sense.conjunction) and not frame.sense.article
    held = frame.verb is None and (before.verb is None or before.verb < before.cue)
    met = {actor for side in before.sides[:1] for m in side for actor in m.actors} & {actor for side in frame.sides for m in side for actor in m.actors}
    return nouns and held and bool(met)


def _to_be(frame: Frame, words: Words, pack: Pack) -> bool:
    """ "وصل الوفد للقاء الوزير": is it only told what for something was done? Not of "بيان للاجتماع", "كان لعقد قمة"."""
    behind = words.words[frame.cue + 1 : frame.cue + 2]
    met = any({word.form, word.preposition} & pack.words(frame.sense.entry.row.with_) for word in behind)  # "أرسل وفدا للاجتماع بالسفير"
    bare = frame.purpose and frame.verb is None and not frame.visit and (met or not frame.sense.article)
    return bare and not any("contacts.was" in word.sets for word in words.words[max(frame.cue - 2, 0) : frame.cue])


def _retold(frame: Frame, other: Frame) -> bool:
    """Does a noun later in the sentence say in what kind of contact the talking was done?"""
    if other is frame or other.sense.entry.kind != "occasion" or other.mode == "message" or other.agreed or not frame.sides or not other.sides:
        return False
    return frame.sides[-1][0].actors == other.sides[-1][0].actors


def _contact(
    frame: Frame,
    words: Words,
    cast: Cast,
    times: tuple[Time, ...],
    among: Among,
    pack: Pack,
    document: Document,
    bearers: Bearers,
    *,
    calls: list[set[str]],
) -> Told | None:
    parties = parties_of(frame, words, cast, bearers)
    if parties is None:
        return None
    status, status_token = status_of(frame, words, pack)
    if status == "refused" and long_undone(frame, words):
        return None
    if status == "planned" and (called := called_off(frame, words, pack)) is not None:
        status, status_token = "refused", called
    if status == "proposed" and (refusal := turned_down(frame, words)) is not None:
        status, status_token = "refused", refusal
    time = date_of(frame, words, cast, times, among, pack, document.day)
    if status == "planned" and status_token == frame.cue - 1 and frame.visit and time is not None and time.start < words.starts[frame.cue]:
        time = None  # "وصل أمس إلى الرياض في مستهل جولة تشمل مسقط": of the arrival
    if status == "refused" and time is not None and by_then(time, words):
        time = None  # "رفضت محادثات قبل نهاية العام": no day of theirs
    when = None if time is None else part_of_year(time, words, pack) or began(frame, time, words, pack) or time.value
    place, place_span = _place(frame, words, cast, pack) if frame.mode not in ("call", "message") else (None, None)
    if frame.sense.entry.id in _SIGNED and time is None and place is None and any(cast.actors[i].kind not in ("person", "office") for i in parties.ids):
        return None  # an agreement concluded between states, it is not told when or where, is no meeting
    headline = _headline(frame, words, pack, document)
    stated = status_token != frame.cue or frame.sense.entry.kind == "meet"
    if headline and frame.verb == status_token and _present(frame, words):
        stated = False  # headlines tell what happened in the present tense
        status = "held" if status == "planned" and not _later(time, document) else status
    if _to_be(frame, words, pack) and status == "held" and status_token == frame.cue:
        status = "planned"  # "الوزير إلى باريس للقاء نظيره"
    if status == "planned" and not _later(time, document) and (was := supposed(frame, words)) is not None:
        status, status_token = "refused", was
    if status == "held" and _later(time, document):
        status = "planned"
    elif status == "planned" and _present(frame, words) and _earlier(time, document):
        status = "held"
    elif status == "planned" and time is None and _under_way(frame, words) and status_token == frame.verb:
        status, stated = "held", False
    if status == "planned" and time is not None and when is not None and document.day is not None and time.grain != "day" and when < document.day[: len(when)]:
        time = when = None  # what is still to come has no month that is over
    mode = frame.mode
    if (
        mode == "talks"
        and any(len(call & set(parties.ids)) > 1 for call in calls)
        and frame.sense.entry.kind == "occasion"
        and frame.sense.entry.form[1:2] != ("p",)
        and frame.sense.entry.row.call_with
    ):
        mode = "call"  # the conversation that was said to be by phone
    received = frame.welcome or frame.sense.entry.row.welcome
    series = frame.sense.entry.kind == "occasion" and frame.sense.entry.form[1:2] == ("p",)  # "لقاءات مع عدد من القادة"
    if mode == "meeting" and not (received or series) and (len({cast.camp(i) for i in parties.ids}) > 2 or any(_of_bloc(i, cast) for i in parties.ids)):
        mode = "conference"
    guest = cast.actors.get(parties.initiator or "")
    near = len({cast.actors[i].country for i in parties.ids}) == 1 or (guest is not None and guest.role == "envoy" and guest.country is not None)
    if mode == "visit" and near and all(cast.actors[i].kind == "person" for i in parties.ids):
        mode = "meeting"  # "زار رئيس الحزب رئيس الكتلة", "زار السفير رئيس المجلس": no trip
    if mode == "conference" and not frame.standing and len(parties.ids) == 2 and {cast.actors[i].kind for i in parties.ids} in ({"person"}, {"state"}):
        mode = "meeting"  # "قمة جمعت بوتين وبايدن": of two only
    if mode == "call":
        place = place_span = None
    if mode == "talks" and place is None and frame.sense.entry.id in pack.sets["contacts.spoke"] and all(cast.actors[i].role in CHIEFS for i in parties.ids):
        mode = "call"  # "تحدث الرئيس مع نظيره": heads of two states, and not where
    if mode == "talks" and _sat_down(frame, place_span, words, pack) and all(cast.actors[i].kind in ALONE for i in parties.ids):
        mode = "meeting"  # "أجرى محادثات في موسكو مع نظيره"
    asker = frame.initiator or _asker(frame, status, status_token, words)
    starter = parties.initiator or (asker.actors[0] if asker is not None and asker.actors and asker.actors[0] in parties.ids else None)
    evidence = _evidence(frame, words, time)
    proof: dict[str, Span] = {"status": words.span(status_token, status_token + 1)}
    if time is not None:
        proof["date"] = Span(time.start, time.end)
    if place_span is not None:
        proof["place"] = place_span
    if starter is not None and asker is not None:
        proof["initiator"] = words.span(asker.first, asker.end)
    counted = claim_at(frame.cue, mode, words, cast, times) if frame.sense.entry.kind == "occasion" else None
    history, claim = counted if counted is not None else (None, None)
    contact = Contact(
        id="",
        mode=mode,
        status=status,
        parties=parties.ids,
        initiator=starter,
        date=when,
        place=place,
        topics=_topics(frame, words, pack),
        told_by=_told_by(frame, status, parties.ids, words, among),
        history=history,
        claim=claim,
        evidence=evidence,
        proof=proof,
        rule=frame.rule,
        confidence=0.8 if frame.own else 0.6,
    )
    parted = _done(frame, words) if status == "held" else AHEAD if status == "planned" and (frame.agreed or _later(time, document)) else ""
    at = frame.sides[-1][0].first if frame.turns else frame.cue
    return Told(contact, stated, headline, _apart(frame, words, pack, headline=headline), parted, at)


def _asker(frame: Frame, status: str, shown: int, words: Words) -> Mention | None:
    """ "طلب الرئيس لقاء نظيره", "أبدت الحركة استعدادها للحوار مع", "رفض طلب الوزير لقاء نظيره": which side is told to want what is not yet."""
    forms = words.words
    first = frame.sides[0][0] if len(frame.sides) == 2 and len(frame.sides[0]) == 1 else None
    if first is None or frame.mode in ("call", "message", "visit") or not shown - _ASKS < first.first < frame.cue < frame.sides[1][0].first:
        return None  # nor whom somebody asks: "دعا الحكومة والمعارضة إلى الحوار"
    wants = status == "proposed" and shown < frame.cue and "contacts.negations" not in forms[shown - 1].sets
    return first if wants or "contacts.request" in forms[first.first - 1].stem_sets else None


def _headline(frame: Frame, words: Words, pack: Pack, document: Document) -> bool:
    """Is it told in the title; of a text without one, in a first sentence that no mark ends, or that tells in the present tense what he does with whom it
    begins, as titles do: "رئيس المجلس يستقبل السفير الصيني."?
    """
    first, end = words.sentences[0]
    titled = document.title is not None or words.words[end - 1].mark not in pack.marks.sentence_end
    return frame.cue < end and (titled or (frame.sides[0][0].first == first and frame.verb == frame.cue and _present(frame, words)))


def _of_bloc(party: str, cast: Cast) -> bool:
    """Are these the leaders or ministers of several states: "وزراء الخارجية الخليجيين", "قادة دول الساحل", "زعماء سبع دول"?"""
    actor = cast.actors[party]
    leaders = actor.kind == "group" and actor.role == "head_of_state"
    return actor.kind != "person" and actor.country is None and (leaders or (actor.role in _OF_STATES and (cast.camp(party) or "").startswith("body")))


def _sat_down(frame: Frame, place: Span | None, words: Words, pack: Pack) -> bool:
    """Are the talks told as one meeting: somewhere, or in a session ("جلسة مباحثات"), rather than as negotiations between many?"""
    if frame.sense.entry.id in pack.sets["contacts.negotiating"]:
        return False
    session = frame.cue > 0 and "contacts.sessions" in words.words[frame.cue - 1].stem_sets
    return session or frame.destination is not None or (place is not None and _beside(place, frame, words))


def _beside(place: Span, frame: Frame, words: Words) -> bool:
    """Is it told of those who talk that they were there, rather than of what they talk about: "بحث مع نظيره الوضع في إدلب"?"""
    last = max(frame.cue + 1, *(mention.end for side in frame.sides for mention in side))
    if place.start <= words.starts[last - 1]:
        return True
    behind = words.words[last]
    return bool(behind.preposition or behind.mark) or "contacts.place" in behind.sets or not behind.kinds.isdisjoint(TIMES)


def _present(frame: Frame, words: Words) -> bool:
    sense = finite(words.words[frame.verb]) if frame.verb is not None else None
    return sense is not None and sense.entry.form[0] == "present"


def _again(at: int, words: Words, pack: Pack) -> bool:
    """Do one or two words that begin at a token say "once more"?"""
    return "contacts.again" in words.words[at].sets or " ".join(word.form for word in words.words[at : at + 2]) in pack.sets["contacts.again"]


def _done(frame: Frame, words: Words) -> str:
    """DONE for a verb in the past, BEFORE for its pluperfect, "وكان الوزير قد التقى", "سبق له أن زار", and for "كان في استقباله"."""
    sense = finite(words.words[frame.verb]) if frame.verb is not None else None
    if frame.verb is None and frame.sense.pronoun and frame.sense.entry.row.welcome:
        return BEFORE
    if sense is None or sense.entry.form[0] != "past":
        return ""
    return BEFORE if any("contacts.had_been" in word.sets for word in words.words[frame.clause[0] : frame.verb]) else DONE


def _apart(frame: Frame, words: Words, pack: Pack, *, headline: bool) -> str:
    """What tells a meeting from others of the same two."""
    if frame.standing:
        return "standing"
    wishes = frame.mode == "message" and frame.held_by is not None and frame.held_by.entry.row.initiator == "none"  # "تبادل الوزيران التهاني"
    if wishes or (frame.sense.entry.kind == "meet" and frame.sense.entry.row.says):
        return WORDS
    if frame.sense.entry.kind == "occasion" and frame.sense.entry.row.press and frame.mode == "meeting":
        return "press"  # a press conference after the talks
    if not headline and any(_again(k, words, pack) for k in range(frame.cue + 1, frame.clause[1])):
        return AGAIN
    wider = frame.mode == "meeting" and any("contacts.wider" in word.stem_sets for word in words.words[frame.cue + 1 : frame.cue + _NEXT])
    return "wider" if wider else ""


def _under_way(frame: Frame, words: Words) -> bool:
    """ "يزور الوزير مصر" without a date is under way; "يصل الوزير إلى مصر" is not yet, nor "على أن يزور مصر"."""
    before = words.words[max(frame.verb - 2, 0) : frame.verb] if frame.verb else []
    if len(before) == 2 and "speech.on" in before[0].sets and "times.so_that" in before[1].sets:
        return False
    held = frame.sense.entry.kind == "occasion" and frame.verb is not None and frame.verb < frame.cue
    return frame.visit and _present(frame, words) and (held or (frame.sense.entry.kind == "meet" and not frame.sense.entry.row.travel))


def _later(time: Time | None, document: Document) -> bool:
    """Is this after the day of publication?"""
    if time is None or document.day is None:
        return False
    if time.grain == "week":
        year, week, _ = date.fromisoformat(document.day).isocalendar()
        return time.value > f"{year}-W{week:02d}"
    return time.value > document.day[: len(time.value)]


def _earlier(time: Time | None, document: Document) -> bool:
    """Is this a day before the day of publication?"""
    return time is not None and document.day is not None and time.grain == "day" and time.value < document.day


def _topics(frame: Frame, words: Words, pack: Pack) -> tuple[Span, ...]:
    """What was talked about: the words after "about" or "discussed" up to the next break, in the clause of the cue."""
    marks = pack.marks
    for k in range(frame.cue + 1, frame.clause[1]):
        word = words.words[k]
        if "contacts.topic" in word.sets or "contacts.topic" in word.stem_sets:
            end = k + 1
            while end < frame.clause[1] and not (
                words.words[end].mark and (words.words[end].mark in marks.comma or words.words[end].mark in marks.sentence_end)
            ):
                end += 1
            if end > k + 1:
                return (words.span(k + 1, end),)
    return ()


def _place(frame: Frame, words: Words, cast: Cast, pack: Pack) -> tuple[str | None, Span | None]:
    if frame.destination is not None:
        return _named_place(frame.destination, words, pack)
    for mention in cast.between(*frame.clause):
        if mention.kind in ("city", "place", "state") and mention.first > frame.cue - 8:
            there = within_place(mention.first, mention.preposition, words, pack)
            if there and ((frame.mode, frame.sense.entry.kind) != ("talks", "meet") or _beside(words.span(mention.first, mention.end), frame, words)):
                return _named_place(mention, words, pack)
    return None, None


def _named_place(mention: Mention, words: Words, pack: Pack) -> tuple[str, Span]:
    """The name of a place without what is attached to it; للكويت stays whole."""
    span = words.span(mention.first, mention.end)
    attached = len(mention.conjunction)
    if not words.words[mention.first].form[attached:].startswith(pack.lexicon.particles.for_the):
        attached += len(mention.preposition)
    start = words.after(mention.first, attached)
    return words.text[start : span.end], Span(start, span.end)


def _evidence(frame: Frame, words: Words, time: Time | None) -> Span:
    parts = [m for side in frame.sides for m in side if frame.clause[0] <= m.first < frame.clause[1]]
    first = min([frame.cue, *(m.first for m in parts), *([frame.verb] if frame.verb is not None else [])])
    end = max([frame.cue + 1, *(m.end for m in parts), *([frame.verb + 1] if frame.verb is not None else [])])
    span = words.span(first, end)
    if time is not None and time.end > span.end and time.end - span.start < _LONGEST:
        span = Span(span.start, time.end)
    return span if span.end - span.start < 2 * _LONGEST else words.span(frame.cue, end)


def _told_by(frame: Frame, status: str, parties: tuple[str, ...], words: Words, among: Among) -> tuple[str, ...]:
    """On whose word: the speakers inside whose words the verb or noun stands, the outermost first; not whoever only judges the contact, "أدانت إيران لقاء
    الوزيرين", "رحبت بلقاء الوزيرين", or asks for it, "دعا إلى حوار بين", nor one of its parties where no report is his: "بعث ببرقية أعرب فيها عن تهانيه".
    """
    told: list[str] = []
    for statement in among.at(words.starts[frame.cue]):
        speech = words.words[words.token_at(statement.cue.start)].by.get("speech")
        judges = statement.act in _JUDGES or (speech is not None and bool(speech.entry.row.naming))
        own = statement.speaker in parties and (frame.mode == "message" or statement.act in _OWN_PART)
        asked = statement.act == "request" and status == "proposed"
        if own or asked or (judges and statement.content.start == words.starts[frame.cue]):
            continue
        told += [t for t in (*statement.told_by, statement.speaker) if t not in told]
    return tuple(told)
