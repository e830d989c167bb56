"""The rows of events: one frozen type a table of `events.toml`, and the forms that each puts into the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any, NamedTuple

from qanat.packs.folding import Folding
from qanat.packs.word import Entry

Forms = Iterator[tuple[str, Entry]]


class Deed(NamedTuple):
    """A kind of political event as articles narrate it: `verbs` ("past present") and `nouns` ("noun plural plural") that tell of it.

    `to`: how the recipient follows ("object" or prepositions); `subject`: what the subject of the verb is, actor or recipient; `sufferer`: spelled
    alike when it was done to the subject (قُتل), so that a bare subject may be the recipient; `needs`: words of which one must be near; `unless`: words that
    make it something else; `amid`: an event only where the sentence tells of violence; `given`: an event only where a recipient of the cast is named;
    `near`: within so many words behind it what it needs must follow;
    `by`: the rows of [[bear]] by which its nouns are told to happen, where not any may;
    `keeps`: its mode holds, whatever weapons are named beside it; `aimed`: something must be said to be aimed at, behind one of `to`.
    """

    id: str
    event: str
    mode: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    to: tuple[str, ...] = ("object",)
    subject: str = "actor"
    sufferer: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    amid: bool = False
    given: bool = False
    near: int = 0
    by: tuple[str, ...] = ()
    keeps: bool = False
    aimed: bool = False
    yes: tuple[dict[str, Any], ...] = ()
    no: tuple[str, ...] = ()


class Bear(NamedTuple):
    """Verbs by which a noun of event is told to happen. `with_`: what the noun is to them: subject, object, or behind a preposition.

    `subject`: what their subject is: actor, recipient, event (the noun itself), or teller (actor only of what one decides for oneself).
    `events`: only of these.
    """

    id: str
    verbs: tuple[str, ...]
    with_: tuple[str, ...]
    subject: str = "event"
    events: tuple[str, ...] = ()


class ModeWords(NamedTuple):
    """Words near an event that say in which mode it was done; without a mode: only that there is violence.

    `beside`: words of which one stands right before (طائرة مسيرة); `calm`: not by itself a sign of violence (طائرة).
    """

    id: str
    event: str
    words: tuple[str, ...]
    mode: str = ""
    beside: tuple[str, ...] = ()
    calm: bool = False


class ContextWords(NamedTuple):
    """Words that say why. `political`: a matter of politics by themselves, even where no other side is named."""

    id: str
    words: tuple[str, ...]
    political: bool = False


class ActEvent(NamedTuple):
    """The event that a statement's act is."""

    id: str
    act: str
    event: str
    mode: str = ""


def deed_forms(row: Deed, morphology: ModuleType) -> Forms:
    """The finite forms of its verbs, and its nouns."""
    for form, features in _verbs(row.verbs, morphology):
        yield form, Entry("deed", row.id, row, features)
    for noun in row.nouns:
        base, *plurals = noun.split()
        for form, number in morphology.noun_forms(base, tuple(plurals)):
            yield form, Entry("deed", row.id, row, ("noun", "", number, "active"))


def bear_forms(row: Bear, morphology: ModuleType) -> Forms:
    """The finite forms of its verbs."""
    for form, features in _verbs(row.verbs, morphology):
        yield form, Entry("bear", row.id, row, features)


def _verbs(pairs: tuple[str, ...], morphology: ModuleType) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The finite forms of verbs given as "past present"."""
    for pair in pairs:
        past, present = pair.split()
        for form, *features in morphology.verb_forms(past, present):
            if features[0] != "participle":
                yield form, tuple(features)
            if features == ["past", "m", "s", "passive"]:
                yield from ((plural, ("past", "m", number, "passive")) for plural, number in morphology.past_plurals(form))


def inflected(kind: str) -> Callable[[Any, ModuleType], Forms]:
    """The words of a row in every regular form, as entries of a kind."""

    def forms(row: Any, morphology: ModuleType) -> Forms:
        for word in row.words:
            for form in every_form(word, morphology):
                yield form, Entry(kind, row.id, row)

    return forms


def every_form(word: str, morphology: ModuleType) -> set[str]:
    """A noun or adjective in its regular forms."""
    return {form for form, *_ in (*morphology.noun_forms(word), *morphology.adjective_forms(word))}


def inflected_words(tables: Mapping[str, tuple[Any, ...]], folding: Folding, morphology: ModuleType) -> dict[tuple[str, ...], frozenset[str]]:
    """What each row needs near it, or must not find there, in every regular form."""
    return {
        words: frozenset(folding(form) for word in words for form in every_form(word, morphology))
        for row in tables.get("deed", ())
        for words in (row.needs, row.unless)
    }
