"""What a later sentence says of a contact told before it: the day of "the visit", of "his meeting"."""

from __future__ import annotations

from typing import Final

from qanat.model import Contact, Document, Time
from qanat.packs import Pack
from qanat.packs.word import Sense
from qanat.read.among import times_between
from qanat.read.cast import PLACES, Cast
from qanat.read.dating import since
from qanat.read.following import on_day
from qanat.read.syntax import HOLD, TIMES, finite
from qanat.read.tellings import BEFORE, Told
from qanat.text.words import Words

_BACK: Final = 3  # sentences in which the contact was told, with that of the noun
_NEAR: Final = 9  # tokens between the noun and its day
_DAY: Final = 10  # characters of a date that is a day
_APART: Final = frozenset(("call", "message"))  # modes that nothing else stands for


def give_days(
    found: list[Told], sentence: tuple[int, int], cues: frozenset[int], words: Words, cast: Cast, times: tuple[Time, ...], pack: Pack, document: Document
) -> None:
    """ "… سيزور طهران الأسبوع المقبل. وتبدأ الزيارة الأربعاء", "قبل زيارته المقررة في 29 يوليو": of the contacts so far, gives the last of its kind that has
    no day the one of a sentence, in place; a noun that tells a contact of its own (`cues`) does not count.
    """
    recent: list[int] = []  # the last first
    for k in range(len(found) - 1, -1, -1):
        if words.sentence_of(sentence[0]) - _sentence(found[k].contact, words) >= _BACK:
            break
        recent.append(k)
    for at in range(*sentence) if recent else ():
        noun = words.words[at].by.get("occasion")
        own = noun is not None and (noun.article or (bool(noun.pronoun) and not noun.entry.row.welcome))
        if noun is None or not own or at in cues or cast.at(at) is not None or _another(at, words):
            continue
        told = next((k for k in recent if _is_it(found[k], noun, at, words)), None)
        day = _day(at, sentence, words, cast, times, pack) if told is not None else None
        if told is not None and day is not None and (_fits(day, found[told], document) or _to_come(day, found[told], document)):
            trip = found[told].contact
            status = trip.status if _fits(day, found[told], document) else "planned"
            for k in recent:
                other = found[k]
                if k == told or (trip.mode == "visit" and _on_it(other.contact, trip, words)):
                    found[k] = on_day(other, day, status)


def _sentence(contact: Contact, words: Words) -> int:
    """The sentence in which the proof of a contact begins."""
    return words.sentence_of(words.token_at(contact.evidence.start))


def _another(at: int, words: Words) -> bool:
    """ "آخر زيارة", "الاجتماع المقبل", "الزيارة الثانية": one that was not told."""
    behind = words.words[at + 1 : at + 3]
    near = (words.words[at - 1], *(behind[:1] if behind and behind[0].kinds & TIMES else behind))  # not "الزيارة الأحد المقبل"
    return any("ordinal" in word.kinds or "contacts.other_one" in word.sets for word in near)


def _is_it(told: Told, noun: Sense, at: int, words: Words) -> bool:
    """Can the noun mean this contact: of its kind, told not long before, its day not told?"""
    contact, mode = told.contact, noun.entry.row.mode
    if (contact.mode == "visit") != noun.entry.row.visit or (contact.mode != mode and (contact.mode in _APART or mode in _APART)):
        return False
    fresh = not (told.headline and noun.pronoun) and told.when != BEFORE and contact.claim is None
    return fresh and contact.evidence.start < words.starts[at] and len(contact.date or "") < _DAY


def _on_it(contact: Contact, trip: Contact, words: Words) -> bool:
    """ "سيتوجه إلى طهران الأسبوع المقبل حيث سيلتقي": what is told of a trip in its sentence, with the same week or month."""
    return (
        _sentence(contact, words) == _sentence(trip, words)
        and contact.status == trip.status
        and contact.date is not None
        and contact.date == trip.date
        and trip.initiator in contact.parties
    )


def _day(at: int, sentence: tuple[int, int], words: Words, cast: Cast, times: tuple[Time, ...], pack: Pack) -> Time | None:
    """The day right behind the noun, with nothing but what says that it is, was or is to be, between."""
    end = min(at + _NEAR, sentence[1])
    day = next(iter(times_between(times, words.starts[at], words.ends[end - 1])), None)
    if day is None or day.grain != "day" or since(day, words):
        return None
    for k in range(at + 1, words.token_at(day.start)):
        word, mention = words.words[k], cast.at(k)
        if (
            (mention is not None and mention.kind not in PLACES)
            or word.cites
            or "occasion" in word.kinds  # "الزيارة قبل قمة تعقد الأحد"
            or (finite(word) is not None and finite(word, HOLD) is None and "status" not in word.kinds)
        ):
            return None
        if word.mark and word.mark not in pack.marks.quotes:
            return None
    return day


def _fits(day: Time, told: Told, document: Document) -> bool:
    """Is the day within the month told, and not over for what is to come, nor to come for what is over?"""
    contact = told.contact
    if not day.value.startswith(contact.date or "") or document.day is None:
        return False
    return day.value <= document.day if contact.status == "held" else day.value >= document.day


def _to_come(day: Time, told: Told, document: Document) -> bool:
    """ "يزور الوزير مصر. وتبدأ الزيارة الأحد المقبل": is the day to come, of what no word said that it was over?"""
    contact = told.contact
    return not told.stated and contact.status == "held" and contact.date is None and document.day is not None and day.value > document.day
