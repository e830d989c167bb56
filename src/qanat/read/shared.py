"""States that one office shares with another: joined to it by "and", of the same side, or of its owner."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from qanat.packs import Pack
from qanat.packs.rows import Body, Country, Person, Place
from qanat.packs.word import Word
from qanat.read.found import Found
from qanat.read.posts import INTERNATIONAL
from qanat.read.syntax import HOLD, finite, is_counterpart, on_behalf
from qanat.text.words import Words

SEATS: Final = frozenset(("capital", "palace"))
_TOLD: Final = 20  # tokens between an agency and whom it quotes
_MEMBERS: Final = 10  # tokens between a delegation and the nationality of those who make it
_ABROAD: Final = frozenset(("envoy", "io_head"))  # who sits beside them may serve another state


def share_states(found: list[Found], forms: list[Word], pack: Pack) -> None:
    """Give those in a row of offices joined by "and" the state of the first: "وزير الدفاع اليمني محمود الصبيحي، ومدير المخابرات …"; and those of whom
    the agency of a state tells that state: "نقلت وكالة الأنباء الجزائرية عن وزير الطاقة".
    """
    state, end = "", -1
    agency, told = "", 0  # state of the last agency, and its end
    for phrase in found:
        if phrase.row is not None and isinstance(phrase.row, Body) and phrase.row.kind == "agency":
            agency, told = "" if phrase.row.id in pack.sets["offices.worldwide"] else phrase.row.country, phrase.end
        if phrase.kind not in ("person", "office") or not phrase.offices or phrase.number != "s":
            continue
        gap = forms[end : phrase.first] if end >= 0 else []
        joined = bool(phrase.conjunction) and len(gap) <= 1 and all(word.mark in pack.marks.comma for word in gap)
        mine = next((office.country for office in phrase.offices if office.country), "") or getattr(phrase.row, "country", "")
        bare = not mine and all(office.body is None and not office.holder for office in phrase.offices)
        if bare and joined and state:
            phrase.offices[0].country = mine = state
        elif (
            bare
            and agency
            and phrase.first - told < _TOLD
            and not any(word.mark and word.mark in pack.marks.sentence_end for word in forms[told : phrase.first])
        ):
            phrase.offices[0].country = mine = agency
        state = mine if all(office.role not in _ABROAD for office in phrase.offices) else ""
        end = phrase.end


def dual_states(found: list[Found], forms: list[Word]) -> None:
    """Give the first of two joined by "and" the state that a dual behind the second tells of both: "الحكومة والمعارضة السوريتان"."""
    for before, phrase in pairwise(found):
        nation = forms[phrase.end - 1].by.get("nation") if phrase.conjunction and phrase.first == before.end else None
        dual = nation is not None and nation.entry.form[1] == "d" and before.number == phrase.number == "s"
        if dual and nation is not None and before.offices and isinstance(nation.entry.row, Country) and not state_of(before):
            before.offices[0].country = nation.entry.row.id


def both_states(found: list[Found], forms: list[Word]) -> None:
    """Give two who bear one office "of the two states" each his own, in the order in which these were told last: "وزيرا الداخلية في البلدين، فلان وفلان"."""
    for place, (phrase, other) in enumerate(pairwise(found)):
        alike = phrase.kind == other.kind == "person" and phrase.offices and other.offices and phrase.offices[0].first == other.offices[0].first
        office = phrase.offices[0] if alike else None
        if office is None or office.country or other.offices[0].country:
            continue
        if not any("offices.two_states" in word.stem_sets for word in forms[office.first : office.end]):
            continue
        states = [state for before in found[:place] if before.kind != "person" and (state := state_of(before))]
        last = list(dict.fromkeys(reversed(states)))[:2]  # told last, the later one first
        if len(last) > 1:
            first, second = last[::-1] if state_of(phrase) != last[0] and state_of(other) != last[1] else last
            phrase.offices[0], other.offices[0] = office.of_one(), office.of_one()
            phrase.offices[0].country, other.offices[0].country = first, second


def side_states(found: list[Found], forms: list[Word], pack: Pack) -> None:
    """Give whoever has no state of his own that of the side which he is told to be of: "برئاسة الوزير فلان عن الجانب العراقي", "ومن الجانب الروسي الوزير
    فلان", "وفد من الكونغرس الأميركي برئاسة السيناتور فلان", "وفدا من البرلمان الأوروبي ضم النائب فلانا".
    """
    sets = pack.sets
    for place, side in enumerate(found):
        office = side.offices[0] if side.kind == "noun" and side.offices else None
        if office is not None and not (office.country or office.body) and "contacts.delegation" in forms[side.first].stem_sets:
            office.country = _of_members(side, found[place + 1 : place + 2], forms, pack)
        body = office.body if office is not None and office.body is not None and office.body.kind in INTERNATIONAL else None
        if office is None or not (office.country or body):
            continue
        behind = found[place + 1 : place + 2]
        if "contacts.delegation" in forms[side.first].stem_sets and side.end < len(forms) and _tells_members(forms[side.end]):
            whose = next((phrase for phrase in behind if phrase.first == side.end + 1), None)
        elif pack.folding.of_row(office.lemma) in sets["offices.sided"] and side.first and _stands_for(forms[side.first - 1], pack):
            beside = [*found[max(place - 1, 0) : place], *behind]
            near = (phrase for phrase in beside if phrase.end == side.first - 1 or phrase.first == side.end)
            whose = next((phrase for phrase in near if not state_of(phrase)), None)
        else:
            continue
        if whose is not None and whose.kind in ("person", "office") and whose.offices and not state_of(whose):
            whose.offices[0].country = office.country
            whose.offices[0].body = whose.offices[0].body or body


def _stands_for(word: Word, pack: Pack) -> bool:
    """Is it the word before a side for which somebody stands: "عن الجانب العراقي", "فيما رأس الجانب السوداني الوزير"?"""
    return on_behalf(word, pack) or "contacts.heading" in word.sets


def _of_members(side: Found, behind: list[Found], forms: list[Word], pack: Pack) -> str:
    """The state of those who make a delegation: "وفد مؤلف من نواب فرنسيين", "الوفد المتكون من إعلاميين تونسيين"; empty where none is told."""
    for phrase in behind:
        gap = forms[side.first : phrase.first] if phrase.first < side.first + _MEMBERS else []
        if any(not {word.form, word.stem}.isdisjoint(pack.sets["offices.made_of"]) for word in gap) and not any(word.mark for word in gap):
            return state_of(phrase)
    return ""


def _tells_members(word: Word) -> bool:
    """Does a word behind a delegation tell who leads it or belongs to it: "برئاسة", "ضم"?"""
    held = finite(word, HOLD)
    return "contacts.led" in word.sets or (held is not None and held.entry.row.gathers)


def own_states(found: list[Found], words: Words, pack: Pack) -> None:
    """Give whoever is somebody's, as "her ambassador" or "his adviser", the state of the owner, told before him in the sentence or in what somebody says:
    the last state that is no place there, or the first man: "استدعت تركيا سفيرها لدى إسرائيل وسفيرها في واشنطن", "استقبل الرئيس ضيفه بحضور مستشاره".
    "His country" is that of whoever is told to speak: "كشف السفير الياباني أن وزير خارجية بلاده".
    """
    forms, sets = words.words, pack.sets
    where = pack.either("contacts.place", "contacts.until", "offices.joins")
    for place, phrase in enumerate(found):
        owned = next((office for office in phrase.offices if office.holder and office.kind == "head"), None)
        if owned is None or state_of(phrase) or owned.body is not None or is_counterpart(owned.lemma, pack):
            continue
        number = words.sentence_of(phrase.first)
        start = words.sentences[number][0]
        speaks = any("contacts.his_country" in forms[at].sets for at in range(owned.first, owned.end))
        if speaks:
            earliest = words.sentences[max(number - 1, 0)][0]
            start = start if any(other.kind in ("person", "office") and start <= other.first for other in found[:place]) else earliest
        else:
            start = max((at for at in range(start, phrase.first) if "speech.that" in forms[at].sets), default=start)
        before = [other for other in found[:place] if other.first >= start]
        if not before and owned.holder in sets["offices.hers"]:
            before = [other for other in found[:place] if other.first >= words.sentences[number][0]]  # "قالت تركيا إن وزير دفاعها"
        if owned.holder in sets["offices.hers"] and not speaks:
            before = [
                other
                for other in before[::-1]
                if _is_house(other, forms) or (other.kind in ("state", "place") and not (other.preposition or forms[other.first - 1].form in where))
            ]
        else:
            before = [other for other in before if other.kind in ("person", "office")]
        for owner in before:
            if owner.kind == "noun":  # "زار السفير الجامعة والتقى رئيسها"
                owned.organ, owned.role, owned.country = True, owned.role or owned.row.otherwise or None, state_of(owner)
                break
            owned.body = next((office.body for office in owner.offices if office.body is not None and office.body.kind in INTERNATIONAL), None)
            owned.country = "" if owned.body is not None else state_of(owner)
            if owned.body is not None or owned.country:
                break


def _is_house(phrase: Found, forms: list[Word]) -> bool:
    """Is it one feminine organ of a state, or a university, that others lead: "الوزارة", "جامعة الملك"? Not the government, whose head heads it."""
    if phrase.kind != "noun" or phrase.number != "s" or phrase.gender != "f" or phrase.offices[0].row.role:
        return False
    return phrase.offices[0].row.kind == "organ" or "offices.of_the_land" in forms[phrase.first].stem_sets


def state_of(phrase: Found) -> str:
    """The state that a phrase tells of whom it names."""
    told = next((office.country for office in phrase.offices if office.country), "")
    row = phrase.row
    if told or row is None:
        return told
    if isinstance(row, Country):
        return row.id
    return row.country if isinstance(row, Person) or (isinstance(row, Place) and row.stands in SEATS) else ""
