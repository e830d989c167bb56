"""Who was in contact with whom: frames become contacts; what is told twice becomes one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from qanat.model import Contact, Document, Span, Statement, Time
from qanat.packs import Pack
from qanat.read.cast import Cast, Mention
from qanat.read.claims import claim_at
from qanat.read.clauses import Frame
from qanat.read.dating import date_of, dated
from qanat.read.frames import Frames
from qanat.read.status import status_of
from qanat.read.syntax import finite
from qanat.text.words import Words

_WAY = {"call": "call", "message": "message"}
_SINGLE = frozenset(("name", "office", "state", "place"))
_SIGNED = frozenset(("signing", "sign_with"))
_ON_A_TRIP = frozenset(("meeting", "talks", "conference"))
_LONGEST = 240  # code points of evidence


def contacts(words: Words, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], pack: Pack, document: Document) -> tuple[Contact, ...]:
    """The contacts of a text in order of their evidence, each with two camps or more; none where only one camp is named."""
    frames = Frames(words, cast, pack, statements)
    found: list[_Told] = []
    for first, end in words.sentences:
        if any(word.meets for word in words.words[first:end]):
            of_sentence = [one for frame in frames.of(first, end) for one in _each(frame)]
            for frame in of_sentence:
                if frame.sense.entry.kind == "meet" and frame.mode == "talks" and any(_retold(frame, other) for other in of_sentence):
                    continue  # "بحث … في اتصال هاتفي مع": the call is the contact
                told = _contact(frame, words, cast, times, statements, pack, document, phone=any(t.contact.mode == "call" for t in found))
                if told is not None:
                    found.append(_as_real_as(found[-1], told, words.starts[first]) if found and frame.purpose else told)
    return tuple(replace(contact, id=f"c{n}") for n, contact in enumerate(_started(dated(_merged(found, cast), cast, words, pack), cast), 1))


@dataclass(frozen=True, slots=True)
class _Told:
    """A contact as one sentence tells it. `stated`: words beside its own noun say whether it took place. `headline`: told in the title."""

    contact: Contact
    stated: bool
    headline: bool


def _started(found: list[Contact], cast: Cast) -> list[Contact]:
    """Who travels starts the meetings of his trip, where nothing else says who did."""
    trips = [trip for trip in found if trip.mode == "visit" and trip.initiator is not None]
    out = []
    for contact in found:
        if contact.initiator is None and contact.mode in _ON_A_TRIP:
            camps = {cast.camp(party) for party in contact.parties}
            for trip in trips:
                hosts = {cast.camp(party) for party in trip.parties if party != trip.initiator}
                if trip.initiator in contact.parties and hosts & camps:
                    proof = trip.proof.get("initiator", trip.evidence)
                    contact = replace(contact, initiator=trip.initiator, proof={**contact.proof, "initiator": proof})
                    break
        out.append(contact)
    return out


def _each(frame: Frame) -> list[Frame]:
    """A frame for each of several people met or visiting one after the other: "للقاء أمير قطر ونظيره القطري"."""
    if len(frame.sides) != 2 or frame.mode == "conference" or min(map(len, frame.sides)) > 1:
        return [frame]
    for k, side in enumerate(frame.sides):
        single = [m for m in side if m.kind in _SINGLE and len(m.actors) == 1]
        if len(single) > 1 and (k or frame.visit):
            each = []
            for mention in single:
                sides = [[mention] if j == k else other for j, other in enumerate(frame.sides)]
                starter = mention if frame.initiator in side else frame.initiator
                each.append(replace(frame, sides=sides, initiator=starter, destination=mention if frame.visit and k else frame.destination))
            return each
    return [frame]


@dataclass(frozen=True, slots=True)
class _Parties:
    ids: tuple[str, ...]
    initiator: str | None


def _as_real_as(told: _Told, purpose: _Told, start: int) -> _Told:
    """ "يتوجه إلى برلين للقاء …": what a trip is made for is as real as the trip, where its own words do not say."""
    trip, meeting = told.contact, purpose.contact
    if meeting.status != "held" or trip.evidence.start < start or not set(trip.parties) & set(meeting.parties):
        return purpose
    status = "planned" if trip.status == "held" else trip.status  # that one went there does not say that they met
    return replace(purpose, contact=replace(meeting, status=status, date=meeting.date or trip.date))


def _retold(frame: Frame, other: Frame) -> bool:
    """Does a noun later in the sentence say in what kind of contact the talking was done?"""
    if other is frame or other.sense.entry.kind != "occasion" or not frame.sides or not other.sides:
        return False
    return frame.sides[-1][0].actors == other.sides[-1][0].actors


def _parties(frame: Frame, cast: Cast) -> _Parties | None:
    """The actors of a frame, when they are of two camps at least."""
    ids: list[str] = []
    camps: list[str] = []
    for side in frame.sides:
        for mention in side:
            if mention.kind == "nation" and len(side) == len(frame.sides) == 1:
                continue
            for named in mention.actors:
                actor = _spoken_for(named, cast)
                camp = cast.camp(actor)
                if camp is not None and actor not in ids:
                    ids.append(actor)
                    camps.append(camp)
    if len(set(camps)) < 2 or (frame.visit and _at_home(ids, cast)):
        return None
    mine = set(frame.sides[0][0].actors) if frame.sides else set()
    if len(ids) > 2 and len(frame.sides) == 2:
        # companions of one's own camp are no parties of their own
        ids, camps = _without_companions(ids, camps, mine)
    starter = frame.initiator.actors[0] if frame.initiator is not None and frame.initiator.actors else None
    return _Parties(tuple(ids), starter if starter in ids else None)


def _at_home(ids: list[str], cast: Cast) -> bool:
    """Is it a trip within one's own country: "زار رئيس الحزب ولاية الكاف"?"""
    states = {cast.actors[i].country for i in ids if cast.actors[i].kind == "state"}
    travellers = {cast.actors[i].country for i in ids if cast.actors[i].kind != "state"}
    return bool(states) and states == travellers


def _spoken_for(actor: str, cast: Cast) -> str:
    """The state for which a spokesman speaks, where the text names it: he is no party himself."""
    one = cast.actors[actor]
    if one.role != "spokesperson" or one.country is None:
        return actor
    return next((other.id for other in cast.actors.values() if other.kind == "state" and other.country == one.country), actor)


def _without_companions(ids: list[str], camps: list[str], mine: set[str]) -> tuple[list[str], list[str]]:
    own = next((c for i, c in zip(ids, camps, strict=True) if i in mine), None)
    kept = [(i, c) for k, (i, c) in enumerate(zip(ids, camps, strict=True)) if c != own or i in mine]
    return [i for i, _ in kept], [c for _, c in kept]


def _contact(
    frame: Frame, words: Words, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], pack: Pack, document: Document, *, phone: bool
) -> _Told | None:
    parties = _parties(frame, cast)
    if parties is None:
        return None
    status, status_token = status_of(frame, words, pack)
    time = date_of(frame, words, cast, times, statements, pack)
    when = None if time is None else _month_of_week(time.value) if time.grain == "week" else time.value
    if frame.sense.entry.id in _SIGNED and (time is None or time.grain != "day") and any(cast.actors[i].kind not in ("person", "office") for i in parties.ids):
        return None  # a concluded agreement between states is no meeting
    headline = frame.cue < words.sentences[0][1] and (document.title is not None or words.words[words.sentences[0][1] - 1].mark not in pack.marks.sentence_end)
    stated = status_token != frame.cue or frame.sense.entry.kind == "meet"
    if headline and frame.verb == status_token and _present(frame, words):
        stated = False  # headlines tell what happened in the present tense
        status = "held" if status == "planned" and not _later(time, document) else status
    if status == "held" and _later(time, document):
        status = "planned"
    elif status == "planned" and _earlier(time, document) and _present(frame, words):
        status = "held"
    mode = frame.mode
    if mode == "talks" and phone and frame.sense.entry.kind == "occasion" and frame.sense.entry.form[1:2] != ("p",) and frame.sense.entry.row.call_with:
        mode = "call"  # the conversation that was said to be by phone
    if mode == "meeting" and len(parties.ids) > 2 and len({cast.camp(i) for i in parties.ids}) > 2:
        mode = "conference"
    if mode == "talks" and all(cast.actors[i].kind == "person" for i in parties.ids) and frame.destination is not None:
        mode = "meeting"
    place, place_span = _place(frame, words, cast, pack) if mode not in ("call", "message") else (None, None)
    evidence = _evidence(frame, words, time)
    proof: dict[str, Span] = {"status": words.span(status_token, status_token + 1)}
    if time is not None:
        proof["date"] = Span(time.start, time.end)
    if place_span is not None:
        proof["place"] = place_span
    if parties.initiator is not None and frame.initiator is not None:
        proof["initiator"] = words.span(frame.initiator.first, frame.initiator.end)
    counted = claim_at(frame.cue, mode, words, cast, times, pack) if frame.sense.entry.kind == "occasion" else None
    history, claim = counted if counted is not None else (None, None)
    contact = Contact(
        id="",
        mode=mode,
        status=status,
        parties=parties.ids,
        initiator=parties.initiator,
        date=when,
        place=place,
        topics=_topics(frame, words, pack),
        told_by=_told_by(evidence, statements),
        history=history,
        claim=claim,
        evidence=evidence,
        proof=proof,
        rule=frame.rule,
        confidence=0.8 if frame.own else 0.6,
    )
    return _Told(contact, stated, headline)


def _present(frame: Frame, words: Words) -> bool:
    sense = finite(words.words[frame.verb]) if frame.verb is not None else None
    return sense is not None and sense.entry.form[0] == "present"


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
        if word.form in pack.sets["contacts.topic"] or word.stem in pack.sets["contacts.topic"]:
            end = k + 1
            while end < frame.clause[1] and not (
                words.words[end].mark and (words.words[end].mark in marks.comma or words.words[end].mark in marks.sentence_end)
            ):
                end += 1
            if end > k + 1:
                return (words.span(k + 1, end),)
    return ()


def _month_of_week(value: str) -> str:
    day = date.fromisocalendar(int(value[:4]), int(value[6:]), 4)
    return day.isoformat()[:7]


def _place(frame: Frame, words: Words, cast: Cast, pack: Pack) -> tuple[str | None, Span | None]:
    if frame.destination is not None:
        return _named_place(frame.destination, words, pack)
    for mention in cast.between(*frame.clause):
        if mention.kind in ("city", "place", "state") and mention.first > frame.cue - 8:
            before = words.words[mention.first - 1].form if mention.first else ""
            if mention.preposition in pack.sets["contacts.place"] or before in pack.sets["contacts.place"]:
                return _named_place(mention, words, pack)
    return None, None


def _named_place(mention: Mention, words: Words, pack: Pack) -> tuple[str, Span]:
    """The name of a place without what is attached to it; للكويت stays whole."""
    span = words.span(mention.first, mention.end)
    start = span.start + len(mention.conjunction)
    if not words.words[mention.first].form[len(mention.conjunction) :].startswith(pack.lexicon.particles.for_the):
        start += len(mention.preposition)
    return words.text[start : span.end], Span(start, span.end)


def _evidence(frame: Frame, words: Words, time: Time | None) -> Span:
    parts = [m for side in frame.sides for m in side if frame.clause[0] <= m.first < frame.clause[1]]
    first = min([frame.cue, *(m.first for m in parts), *([frame.verb] if frame.verb is not None else [])])
    end = max([frame.cue + 1, *(m.end for m in parts), *([frame.verb + 1] if frame.verb is not None else [])])
    span = words.span(first, end)
    if time is not None and time.end > span.end and time.end - span.start < _LONGEST:
        span = Span(span.start, time.end)
    return span if span.end - span.start < 2 * _LONGEST else Span(*words.span(frame.cue, end))


def _told_by(evidence: Span, statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """On whose word: the speakers inside whose words the evidence stands, the outermost first."""
    told: list[str] = []
    for statement in statements:
        if statement.content.start <= evidence.start + 1 and evidence.end <= statement.content.end + 1:
            told += [t for t in (*statement.told_by, statement.speaker) if t not in told]
    return tuple(told)


def _merged(found: list[_Told], cast: Cast) -> list[Contact]:
    """One contact for what is told several times in one text."""
    out: list[_Told] = []
    for told in found:
        for k, other in enumerate(out):
            if _same(told, other, cast):
                out[k] = _joined(other, told, cast)
                break
        else:
            out.append(told)
    return sorted((told.contact for told in out), key=lambda c: c.evidence)


def _same(told: _Told, before: _Told, cast: Cast) -> bool:
    a, b = told.contact, before.contact
    loose = (a.mode == "talks" and "+" not in a.rule) or (b.mode == "talks" and "+" not in b.rule)  # talking, no matter how
    if _WAY.get(a.mode, "person") != _WAY.get(b.mode, "person") and not loose:
        return False
    if (b.claim is not None and b.claim.last) or (a.claim is not None and a.claim.last):
        return False  # "the last call was on …" recalls another one
    if ("visit" in (a.mode, b.mode)) and a.mode != b.mode:
        return False
    if a.rule != b.rule and (_before_press(a) or _before_press(b)):
        return False  # a press conference after the talks
    camps = {cast.camp(p) for p in a.parties} == {cast.camp(p) for p in b.parties}
    one_trip = a.mode == b.mode == "visit" and a.initiator is not None and a.initiator == b.initiator and camps
    shared = set(a.parties) & set(b.parties)
    stands = camps and ((before.headline and _stand_for(b, a, cast)) or (a.mode == b.mode != "visit" and shared and _stand_for(a, b, cast)))
    if len(shared) < 2 and not one_trip and not stands:
        return False
    if a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date)):
        return False
    if not (told.stated and before.stated):
        return True
    return a.status == b.status or {a.status, b.status} in ({"held", "planned"}, {"planned", "proposed"})


def _stand_for(headline: Contact, contact: Contact, cast: Cast) -> bool:
    """Does a headline, or a later telling, name by their states or offices those whom the text names? "الأردن والنرويج يبحثان …"."""
    return all(party in contact.parties or cast.actors[party].kind != "person" for party in headline.parties)


def _joined(before: _Told, told: _Told, cast: Cast) -> _Told:
    """The fuller of two tellings with what only the other one says."""
    rank = {"held": 0, "refused": 1, "planned": 2, "proposed": 3}
    a, b = before.contact, told.contact
    if before.headline and before.contact.parties != told.contact.parties and _stand_for(a, b, cast):
        a, b = b, a
    if before.stated != told.stated:
        status = before.contact.status if before.stated else told.contact.status
    else:
        status = a.status if rank[a.status] <= rank[b.status] or a.date else b.status
    contact = replace(
        a,
        mode=b.mode if a.mode == "talks" else a.mode,
        status=status,
        date=max((a.date or "", b.date or ""), key=len) or None,
        place=a.place or b.place,
        initiator=a.initiator or b.initiator,
        parties=a.parties if len(a.parties) >= len(b.parties) else b.parties,
        told_by=a.told_by or b.told_by,
        proof={**b.proof, **a.proof},
        history=a.history or b.history,
        claim=a.claim or b.claim,
        evidence=told.contact.evidence if before.headline and not told.headline else a.evidence,  # the text proves more than its headline
    )
    return _Told(contact, before.stated or told.stated, before.headline and told.headline)


def _before_press(contact: Contact) -> bool:
    return contact.mode == "meeting" and contact.rule.startswith("contacts.conference")
