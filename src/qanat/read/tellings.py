"""What is told of one contact in several places of a text: which tellings belong together, and what each adds to the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from qanat.model import Contact, Statement
from qanat.packs import Pack
from qanat.read.cast import Cast
from qanat.read.dating import dated, recalled
from qanat.text.words import Words

ALONE: Final = frozenset(("person", "office"))  # kinds of actors that are one man
_OWN: Final = frozenset(("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister"))  # offices that tell their holders apart
AGAIN: Final = "again"  # what tells a meeting from one told before, though not from its headline
BEFORE: Final = "before"
DONE: Final = "done"
AHEAD: Final = "ahead"
WORDS: Final = "words"  # what tells words that one let another know from meetings of the two
_SOON: Final = 5  # words of a content in which "the meeting" is named
_CALLED: Final = "contacts.visit"  # "زار السفير رئيس المجلس": no welcome
_GREETING: Final = "contacts.congratulate"
_WORDS: Final = frozenset(("contacts.brief", _GREETING))  # rules by which one lets another know something, whether they meet or not
_BY_WHOM: Final = 4  # tokens between "at the request" and whose it was
_WAY: Final = {"call": "call", "message": "message"}


@dataclass(frozen=True, slots=True)
class Told:
    """A contact as one sentence tells it. `stated`: words beside its own noun say whether it took place. `headline`: told in the title.
    `apart`: what tells it from other meetings of the same sides, if anything: a session of a standing body, for the press, in a wider circle.
    `when`: how time parts it from another one: BEFORE (كان قد التقى), DONE (a verb in the past), AHEAD (a date to come), if at all.
    `at`: the token by which it is told, of its verb or noun, or of whom one met in his turn (ثم).
    """

    contact: Contact
    stated: bool
    headline: bool
    apart: str
    when: str
    at: int


def contacts_of(found: list[Told], cast: Cast, words: Words, pack: Pack, statements: tuple[Statement, ...]) -> list[Contact]:
    """One contact for what is told several times, in order of evidence; dates, guests and reporters taken from what is told beside it."""
    told = dated(_merged(found, cast), cast, words, pack)
    met = (_abroad(_on_visit(contact, told, words, cast, pack), words, cast, pack) for contact in told)
    return [_reported(_sought(contact, words, cast, pack), statements, words, cast) for contact in met]


def as_real_as(told: Told, purpose: Told, start: int) -> Told:
    """ "يتوجه إلى برلين للقاء …": what a trip is made for is as real as the trip, where its own words do not say."""
    trip, meeting = told.contact, purpose.contact
    if trip.evidence.start < start or not set(trip.parties) & set(meeting.parties):
        return purpose
    status = "planned" if trip.status == "held" else trip.status  # that one went there does not say that they met
    status = status if meeting.status == "held" else meeting.status
    if meeting.initiator is None and trip.mode == "visit" and trip.initiator in meeting.parties:
        meeting = meeting._replace(initiator=trip.initiator, proof={**meeting.proof, "initiator": trip.proof["initiator"]})
    return replace(purpose, contact=meeting._replace(status=status, date=meeting.date or trip.date))


def on_the_way(trip: Told, told: Told, cast: Cast, pack: Pack) -> Told:
    """A meeting with the place, the day and the initiator of the trip that was made for it, where it has none of its own."""
    way, meeting = trip.contact, told.contact
    if meeting.mode in ("call", "message"):
        return told
    missing = [field for field in ("place", "date", "initiator") if getattr(way, field) is not None and getattr(meeting, field) is None]
    proof = {**meeting.proof, **{field: way.proof[field] for field in missing}}
    return replace(told, contact=meeting._replace(mode=_in_person(meeting, cast, pack), proof=proof, **{field: getattr(way, field) for field in missing}))


def _in_person(contact: Contact, cast: Cast, pack: Pack) -> str:
    """The mode of what men who came together held: talks between them are a meeting, no negotiations or consultations."""
    sat_down = contact.mode == "talks" and _row(contact) not in pack.sets["contacts.negotiating"]
    return "meeting" if sat_down and all(cast.actors[party].kind in ALONE for party in contact.parties) else contact.mode


def then(before: Told, told: Told) -> Told:
    """ "عقب ذلك عقد الوزيران": what followed on a contact, undated, was on its day."""
    if told.contact.date is not None or before.contact.date is None or told.contact.status != before.contact.status:
        return told
    return replace(told, contact=told.contact._replace(date=before.contact.date, proof={**told.contact.proof, "date": before.contact.proof["date"]}))


def _merged(found: list[Told], cast: Cast) -> list[Contact]:
    """One contact for what is told several times in one text."""
    out: list[Told] = []
    for told in _without_words(found):
        for k, other in enumerate(out):
            if _same(told, other, cast):
                out[k] = _joined(other, told, cast)
                break
        else:
            out.append(told)
    return sorted((told.contact for told in out), key=lambda c: c.evidence)


def _without_words(found: list[Told]) -> list[Told]:
    """The contacts without what only tells words that were said in another of them, which takes their day: "أبلغ الوزير نظيره", "وأطلعه على", "تبادل الوزيران
    التهاني" in the meeting that is told, "وهنأه" in the call.
    """
    out = list(found)
    for told in found:
        within = [k for k, other in enumerate(out) if _words_only(told) and not _words_only(other) and _said_in(told.contact, other)]
        if within:
            out[within[0]] = then(told, out[within[0]])
            out.remove(told)
    return out


def _said_in(words: Contact, other: Told) -> bool:
    """Can words have been said in a contact? Those who congratulate one whom they meet are told to have met him and to have greeted him."""
    alike = other.contact.mode == "call" or words.rule != _GREETING
    return alike and other.when != AHEAD and set(words.parties) <= set(other.contact.parties)


def _words_only(told: Told) -> bool:
    """Does it tell no more than words that one let another know?"""
    return told.apart == WORDS or told.contact.rule in _WORDS


def _same(told: Told, before: Told, cast: Cast) -> bool:
    a, b = told.contact, before.contact
    if told.at == before.at and not set(a.parties) <= set(b.parties):
        return False  # "التقى رئيس الجمهورية ورئيس الحكومة": told apart already
    loose = (a.mode == "talks" and "+" not in a.rule) or (b.mode == "talks" and "+" not in b.rule)  # talking, no matter how
    if _WAY.get(a.mode, "person") != _WAY.get(b.mode, "person") and not loose:
        return False
    if (b.claim is not None and b.claim.last) or (a.claim is not None and a.claim.last):
        return False  # "the last call was on …" recalls another one
    if ("visit" in (a.mode, b.mode)) and a.mode != b.mode:
        return False
    if told.apart != before.apart and not (before.headline and told.apart == AGAIN):
        return False
    if any(
        (one.when == BEFORE and other.contact.status == "planned") or (one.when == DONE and other.when == AHEAD)
        for one, other in ((told, before), (before, told))
    ):
        return False  # "سيزور الجزائر. وكان قد زارها"
    if {a.mode, b.mode} == {"conference", "meeting"} and not before.headline and len(a.parties) != len(b.parties):
        return False  # what two of them did alone beside the summit
    camps = {cast.camp(p) for p in a.parties} == {cast.camp(p) for p in b.parties}
    bodies = {cast.actors[p].kind for p in {*a.parties} ^ {*b.parties}} == {"organisation", "state"}  # "زار بغداد. وقام بزيارة لقوات مكافحة الإرهاب"
    shared = set(a.parties) & set(b.parties)
    traveller = a.initiator or b.initiator  # one telling may not say who travels
    by_one = traveller in shared and None in (a.initiator, b.initiator)
    apart = all(cast.actors[p].kind in ALONE for p in {*a.parties} | {*b.parties})  # "زار السفير الوزير ثم رئيس الحكومة": each by himself
    one_trip = a.mode == b.mode == "visit" and traveller is not None and (a.initiator == b.initiator or by_one) and camps and not (bodies or apart)
    stands = camps and ((before.headline and _stand_for(b, a, cast)) or (a.mode == b.mode != "visit" and shared and _stand_for(a, b, cast, apart=True)))
    one_letter = (
        before.headline and a.mode == b.mode == "message" and a.initiator is not None and a.initiator == b.initiator and camps
    )  # taken over for another
    if len(shared) < 2 and not one_trip and not one_letter and not stands and not (camps and _welcomed(a, b)):
        return False
    if a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date)):
        return False
    if {a.mode, b.mode} == {"talks", "meeting"} and "refused" in (a.status, b.status) and a.status != b.status:
        return False  # "مفاوضات لم يلتق خلالها الوفدان"
    if not (told.stated and before.stated):
        return True
    called_off = a.mode == b.mode and "refused" in (a.status, b.status)  # "الذي كان مقررا وصوله قرر إرجاء الزيارة"
    two = {a.status, b.status}
    return len(two) == 1 or two in ({"held", "planned"}, {"planned", "proposed"}) or (called_off and two == {"planned", "refused"})


def _stand_for(headline: Contact, contact: Contact, cast: Cast, *, apart: bool = False) -> bool:
    """Does a headline, or a later telling, name by their states or offices those whom the text names? "الأردن والنرويج يبحثان …"."""
    return all(party in contact.parties or _may_stand(party, contact, cast, apart=apart) for party in headline.parties)


def _may_stand(party: str, contact: Contact, cast: Cast, *, apart: bool) -> bool:
    """No named man; an office only for its holder: "كما بعث ولي العهد ببرقية" is not the emir's; nor, of those met by themselves, for another office:
    "التقى رئيس الجمهورية كما التقى رئيس الحكومة".
    """
    actor, camp = cast.actors[party], cast.camp(party)
    kinds = {"person"} if contact.mode == "message" else set[str]()
    kinds |= {"office"} if apart else set()
    if actor.kind != "office" or actor.role not in _OWN:
        return actor.kind != "person"
    held = {cast.actors[other].role for other in contact.parties if cast.camp(other) == camp and cast.actors[other].kind in kinds}
    return not held or actor.role in held or not held <= _OWN


def _joined(before: Told, told: Told, cast: Cast) -> Told:
    """The fuller of two tellings with what only the other one says."""
    rank = {"held": 0, "refused": 1, "planned": 2, "proposed": 3}
    a, b = before.contact, told.contact
    if before.headline and before.contact.parties != told.contact.parties and (_stand_for(a, b, cast) or a.mode == "message"):
        a, b = b, a
    if before.stated != told.stated:
        status = before.contact.status if before.stated else told.contact.status
    elif (
        before.headline
        and a.mode == "visit"
        and not before.contact.date
        and (before.contact.status, told.contact.status) == ("held", "planned")
        and told.contact.date
    ):
        status = "planned"  # "الوزير في زيارة إلى روما", and then that he goes tomorrow
    else:
        status = a.status if rank[a.status] <= rank[b.status] or a.date else b.status
    contact = a._replace(
        mode=b.mode if a.mode == "talks" else a.mode,
        status=status,
        date=max((a.date or "", b.date or ""), key=len) or None,
        place=a.place or b.place,
        initiator=a.initiator or b.initiator,
        parties=tuple(dict.fromkeys(a.parties + b.parties)) if _welcomed(a, b) else a.parties if len(a.parties) >= len(b.parties) else b.parties,
        told_by=a.told_by or b.told_by,
        proof={**b.proof, **a.proof},
        history=a.history or b.history,
        claim=a.claim or b.claim,
        evidence=told.contact.evidence if before.headline and not told.headline else a.evidence,  # the text proves more than its headline
    )
    return Told(
        contact, before.stated or told.stated, before.headline and told.headline, told.apart, before.when if before.when == told.when else "", before.at
    )


def _welcomed(a: Contact, b: Contact) -> bool:
    """ "كان في استقباله الأمير. كما كان في استقباله الوزير": one arrival, several who stood there."""
    return a.mode == b.mode == "meeting" and a.rule == b.rule != _CALLED and a.initiator is not None and a.initiator == b.initiator


def _on_visit(contact: Contact, told: list[Contact], words: Words, cast: Cast, pack: Pack) -> Contact:
    """Who came to see the other: a meeting while one of the two visits the other's state was sought by the visitor, and is no mere talk."""
    if contact.mode not in ("meeting", "talks") or contact.status not in ("held", "planned"):
        return contact
    for visit in told:
        guest = visit.initiator
        if visit.mode != "visit" or guest not in contact.parties or visit.status not in ("held", "planned") or contact.initiator not in (None, guest):
            continue
        hosts = {cast.camp(p) for p in visit.parties if p != guest}
        if hosts & {cast.camp(p) for p in contact.parties if p != guest} and not recalled(visit, words):
            return contact._replace(initiator=guest, mode=_in_person(contact, cast, pack), proof={**contact.proof, "initiator": visit.proof["initiator"]})
    return contact


def _row(contact: Contact) -> str:
    """The row by which a contact is told: `contacts.<row>+<verb>`."""
    return contact.rule.partition(".")[2].partition("+")[0]


def _abroad(contact: Contact, words: Words, cast: Cast, pack: Pack) -> Contact:
    """ "التقى المبعوث في القاهرة وزير الخارجية المصري": whoever saw those of the state in which they met, and is of another one himself, had come to them;
    not an ambassador, who lives there, nor one whom the hosts saw: "التقى ولي العهد في جدة الرئيس الشيشاني".
    """
    where, first = contact.proof.get("place"), cast.actors[contact.parties[0]]
    row = _row(contact)
    saw = row in pack.sets["contacts.negotiating"] or (contact.mode == "meeting" and row not in pack.sets["contacts.receiving"])
    if not saw or contact.initiator is not None or where is None or first.kind not in ALONE:
        return contact
    states = {state for k in range(words.token_at(where.start), words.token_at(where.end)) for state in words.words[k].states}
    lives_there = first.country in states or (first.role == "envoy" and first.country is not None)
    if lives_there or len(states) != 1 or any(states.isdisjoint((cast.camp(party), cast.actors[party].country)) for party in contact.parties[1:]):
        return contact
    return contact._replace(initiator=first.id, proof={**contact.proof, "initiator": where})


def _sought(contact: Contact, words: Words, cast: Cast, pack: Pack) -> Contact:
    """ "أجرى الرئيس مكالمة مع نظيره بمبادرة من الجانب العراقي", "وجرت المكالمة بمبادرة أميركية": which side asked for a call, in its sentence or the next."""
    number = words.sentence_of(words.token_at(contact.evidence.start)) if contact.mode == "call" else len(words.sentences)
    for first, end in words.sentences[number : number + 2]:
        told = first <= words.token_at(contact.evidence.start)
        for k in range(first, end):
            word = words.words[k]
            told = told or ("occasion" in word.kinds and word.article and word.by["occasion"].entry.row.mode in ("call", "talks"))
            if not (told and word.preposition and "contacts.initiative" in word.stem_sets):
                continue
            stop = min(k + _BY_WHOM, end)
            sides: set[str | None] = {state for behind in words.words[k + 1 : stop] for state in behind.states}
            sides |= {cast.camp(actor) for mention in cast.between(k + 1, stop) for actor in mention.actors}
            asked = [party for party in contact.parties if cast.camp(party) in sides]
            if len(asked) == 1:
                return contact._replace(initiator=asked[0], proof={**contact.proof, "initiator": words.span(k, k + 1)})
    return contact


def _reported(contact: Contact, statements: tuple[Statement, ...], words: Words, cast: Cast) -> Contact:
    """ "التقى الرئيس السفير. وذكرت الوكالة أن اللقاء …": told by whoever goes on to tell of it."""
    told = contact.told_by
    after = words.sentence_of(words.token_at(contact.evidence.start)) + 1
    if not told and after < len(words.sentences):
        first, end = words.sentences[after]
        for statement in statements:
            if words.starts[first] <= statement.cue.start < words.ends[end - 1] and cast.camp(statement.speaker) is None:
                begin = words.token_at(statement.content.start)
                if any("occasion" in word.kinds and word.article for word in words.words[begin : begin + _SOON]):
                    told = (statement.speaker,)
                    break
    return contact._replace(told_by=told)
