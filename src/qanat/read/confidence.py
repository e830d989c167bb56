"""How sure a claim is: the sum of the weights of what can be seen of it, as a probability.

A logistic regression (its weights, fitted on labelled articles by `bench/calibrate.py`, stand in the pack as `confidence.toml`): of the claims
given 0.9, about nine in ten should be right.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final

from qanat.model import Actor, Contact, Span, Statement, made
from qanat.packs import Pack
from qanat.packs.word import Word
from qanat.read.among import Among
from qanat.text.words import Words

_LENGTHS: Final = (4, 8, 16, 32, 64)  # tokens, the upper bounds of classes
_GAPS: Final = (1, 3, 6, 12, 24)
_LEAD: Final = 3  # sentences, the headline with them
_HIGHEST: Final = 0.99
_LOWEST: Final = 0.05
_LEAST: Final = 0.2  # a contact that is likelier wrong than four to one is not told
_LEAST_SAID: Final = 0.38  # a statement below costs more by being wrong than it gains by being right: half of what the reader reaches
_MANY: Final = (1, 3, 8, 16)  # statements of a text
_APART: Final = (2, 6, 15, 40, 100)  # tokens from the words spoken before to a cue


def rated(
    actors: tuple[Actor, ...], among: Among, contacts: tuple[Contact, ...], words: Words, pack: Pack
) -> tuple[tuple[Statement, ...], tuple[Contact, ...]]:
    """The statements and contacts of a reading, each with its confidence from 0 to 1, in the same order; without those that are most likely wrong."""
    by_id = {actor.id: actor for actor in actors}
    said = [(s, _probability(statement_features(n, among, by_id, words, pack), pack.weights)) for n, s in enumerate(among.statements)]
    met = [(c, _probability(contact_features(c, by_id, words), pack.weights)) for c in contacts]
    return (
        tuple([made(Statement, (f"s{n}", *s[1:-1], sure)) for n, (s, sure) in enumerate([one for one in said if one[1] >= _LEAST_SAID], 1)]),
        tuple([made(Contact, (f"c{n}", *c[1:-1], sure)) for n, (c, sure) in enumerate([one for one in met if one[1] >= _LEAST], 1)]),
    )


def statement_features(which: int, among: Among, actors: dict[str, Actor], words: Words, pack: Pack) -> tuple[str, ...]:
    """What can be seen of a statement, by its place in order: its rule, form, kind and length, who speaks, how the words begin, where speaker and words
    stand to the cue, and who speaks before it.
    """
    statement = among.statements[which]
    speaker = actors[statement.speaker]
    cue, content = statement.cue, statement.content
    first = words.token_at(cue.start)
    number = words.sentence_of(first)
    sentence = words.sentences[number]
    low, high = words.starts[sentence[0]], words.ends[sentence[1] - 1]
    named = among.named(speaker, low, high)
    here = [span for span in named if not content.start <= span.start < content.end]
    after = [span for span in here if span.start >= cue.end]
    beside = any(span.start < content.start for span in after)
    nearest = min((abs(words.token_at(span.start) - first) for span in here), default=None)
    gap = words.token_at(content.start) - words.token_at(cue.end)
    length = words.token_at(content.end) - words.token_at(content.start)
    overlaps = any(s is not statement for s in among.over(content.start, content.end))
    around = [s for s in among.at(cue.start) if s is not statement]
    rule = statement.rule.partition(".")[2]
    opener = _opener(statement, words, pack)
    form = _form(words.words[first], rule)
    stands = _stands(named, cue, first, words)
    long = _class(length, _LENGTHS)
    return (
        "statement",
        f"statement.rule.{rule}",
        f"statement.rule.{rule}.{opener}",
        f"statement.opener.{opener}",
        f"statement.form.{form}",
        f"statement.form.{form}.{opener}",
        *([f"statement.form.{form}.{stands}"] if stands != opener else []),  # each feature stands once
        f"statement.opener.{opener}.{long}",
        f"statement.behind.{_behind(words, first, sentence[0], pack)}",
        f"statement.kind.{statement.kind}",
        f"statement.act.{statement.act}",
        f"statement.act.{statement.act}.{speaker.kind}",
        f"statement.speaker.{speaker.kind}.{speaker.role or 'none'}",
        f"statement.length.{long}",
        f"statement.gap.{'before' if gap < 0 else _class(gap, _GAPS)}",
        "statement.speaker_beside" if beside else "statement.speaker_after" if after else "statement.speaker_before" if here else "statement.speaker_carried",
        f"statement.speaker_gap.{'none' if nearest is None else _class(nearest, _GAPS)}",
        f"statement.named.{_class(len(speaker.mentions), _MANY)}",
        "statement.overlaps" if overlaps else "statement.alone",
        "statement.free" if not around else "statement.inside_own" if around[-1].speaker == statement.speaker else "statement.inside_other",
        "statement.in_title" if number == 0 else "statement.in_lead" if number < _LEAD else "statement.in_text",
        f"statement.among.{_class(len(among.statements), _MANY)}",
        f"statement.after.{_after(which, among, first, words)}",
    )


def _after(which: int, among: Among, first: int, words: Words) -> str:
    """Who speaks right before a statement, and how near: himself, another or nobody."""
    if not which:
        return "nobody"
    before, said = among.statements[which - 1], among.statements[which]
    gap = first - words.token_at(before.content.end - 1)
    return f"{'himself' if before.speaker == said.speaker else 'another'}.{_class(gap, _APART)}"


def _opener(statement: Statement, words: Words, pack: Pack) -> str:
    """How the words spoken begin: that, colon, quote, a preposition, or nothing at all."""
    at = words.token_at(statement.content.start)
    word, before = words.words[at], words.words[at - 1] if at else words.words[at]
    if statement.content.start < statement.cue.start:
        return "before"
    if before.mark:
        return "colon" if before.mark in pack.marks.colon else "quote" if before.mark in pack.marks.quotes else "mark"
    if "speech.that" in before.sets or "speech.that_pronoun" in word.sets:
        return "that"
    if "offices.joins" in before.sets or word.preposition:
        return "preposition"
    return "stance" if "stance" in word.kinds else "object"


def _stands(named: Sequence[Span], cue: Span, first: int, words: Words) -> str:
    """Is the speaker named right behind a cue, right before it, or farther away?"""
    behind = next((span for span in named if span.start >= cue.end), None)
    if behind is not None and words.token_at(behind.start) <= words.token_at(cue.end):
        return "behind"
    before = next((span for span in reversed(named) if span.start <= cue.start), None)
    return "before" if before is not None and first - words.token_at(max(before.end - 1, 0)) <= 1 else "away"


def _form(word: Word, rule: str) -> str:
    """The form of a cue: its tense, with what is attached to it."""
    sense = next((s for s in word.senses if s.entry.kind == "speech" and s.entry.id == rule), None)
    if sense is None:
        return "none"
    return f"{sense.entry.form[0]}{'_and' if sense.conjunction else ''}{'_it' if sense.pronoun else ''}"


def _behind(words: Words, at: int, first: int, pack: Pack) -> str:
    """What stands before a cue."""
    if at == first:
        return "start"
    word = words.words[at - 1]
    if word.mark:
        return "comma" if word.mark in pack.marks.comma else "quote" if word.mark in pack.marks.closing else "mark"
    for name in ("contacts.who", "speech.that", "speech.that_pronoun", "speech.done", "contacts.was", "speech.goes_on", "speech.links", "speech.what"):
        if name in word.sets:
            return name.partition(".")[2]
    return "function" if "function.words" in word.sets else "word"


def contact_features(contact: Contact, actors: dict[str, Actor], words: Words) -> frozenset[str]:
    """What can be seen of a contact: its rule, mode and status, who takes part, and what its evidence names."""
    parties = [actors[party] for party in contact.parties]
    low, high = contact.evidence
    named = sum(any(low <= span.start and span.end <= high for span in actor.mentions) for actor in parties)
    length = words.token_at(high) - words.token_at(low)
    row, _, held = contact.rule.partition(".")[2].partition("+")
    return frozenset(
        (
            "contact",
            f"contact.rule.{row}",
            f"contact.held_by.{held or 'nothing'}",
            f"contact.mode.{contact.mode}",
            f"contact.status.{contact.status}",
            f"contact.parties.{min(len(parties), 4)}",
            *(f"contact.party.{actor.kind}" for actor in parties),
            *(f"contact.role.{actor.role or 'none'}" for actor in parties),
            "contact.all_named" if named == len(parties) else "contact.some_named" if named else "contact.none_named",
            f"contact.length.{_class(length, _LENGTHS)}",
            "contact.dated" if contact.date else "contact.undated",
            "contact.initiated" if contact.initiator else "contact.mutual",
            "contact.in_title" if words.sentence_of(words.token_at(low)) == 0 else "contact.in_text",
        )
    )


def _class(size: int, bounds: tuple[int, ...]) -> int:
    for bound in bounds:
        if size <= bound:
            return bound
    return bounds[-1] + 1


def _probability(features: Collection[str], weights: dict[str, float]) -> float:
    total = math.fsum([weights.get(feature, 0.0) for feature in features])  # exact, so that their order does not matter
    return round(min(max(1 / (1 + math.exp(-total)), _LOWEST), _HIGHEST), 2)
