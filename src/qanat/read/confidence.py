"""How sure a claim is: the sum of the weights of what can be seen of it, as a probability.

A logistic regression (its weights, fitted on labelled articles by `bench/calibrate.py`, stand in the pack as `confidence.toml`): of the claims
given 0.9, about nine in ten should be right.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from qanat.model import Actor, Contact, Statement, changed
from qanat.packs import Pack
from qanat.text.words import Words

_LENGTHS = (4, 8, 16, 32, 64)  # tokens, the upper bounds of classes
_GAPS = (1, 3, 6, 12, 24)
_HIGHEST, _LOWEST = 0.99, 0.05
_LEAST = 0.2  # what is likelier wrong than four to one is not told


def rated(
    actors: tuple[Actor, ...], statements: tuple[Statement, ...], contacts: tuple[Contact, ...], words: Words, pack: Pack
) -> tuple[tuple[Statement, ...], tuple[Contact, ...]]:
    """The statements and contacts of a reading, each with its confidence from 0 to 1, in the same order; without those that are most likely wrong."""
    by_id = {actor.id: actor for actor in actors}
    said = [changed(s, confidence=_probability(statement_features(s, statements, by_id, words), pack.weights)) for s in statements]
    met = [changed(c, confidence=_probability(contact_features(c, by_id, words), pack.weights)) for c in contacts]
    return (
        tuple(changed(s, id=f"s{n}") for n, s in enumerate((s for s in said if s.confidence >= _LEAST), 1)),
        tuple(changed(c, id=f"c{n}") for n, c in enumerate((c for c in met if c.confidence >= _LEAST), 1)),
    )


def statement_features(statement: Statement, all_of_them: tuple[Statement, ...], actors: Mapping[str, Actor], words: Words) -> frozenset[str]:
    """What can be seen of a statement: its rule, kind and length, who speaks, and how far from the cue he and his words stand."""
    speaker = actors[statement.speaker]
    cue, content = statement.cue, statement.content
    first = words.token_at(cue.start)
    sentence = words.sentences[words.sentence_of(first)]
    low, high = words.starts[sentence[0]], words.ends[sentence[1] - 1]
    here = [span for span in speaker.mentions if low <= span.start < high and not content.start <= span.start < content.end]
    after = [span for span in here if span.start >= cue.end]
    nearest = min((abs(words.token_at(span.start) - first) for span in here), default=None)
    gap = words.token_at(content.start) - words.token_at(cue.end)
    length = words.token_at(content.end) - words.token_at(content.start)
    overlaps = any(s is not statement and s.content.start < content.end and content.start < s.content.end for s in all_of_them)
    return frozenset(
        (
            "statement",
            f"statement.rule.{statement.rule.partition('.')[2]}",
            f"statement.kind.{statement.kind}",
            f"statement.act.{statement.act}",
            f"statement.speaker.{speaker.kind}.{speaker.role or 'none'}",
            f"statement.length.{_class(length, _LENGTHS)}",
            f"statement.gap.{'before' if gap < 0 else _class(gap, _GAPS)}",
            "statement.speaker_after" if after else "statement.speaker_before" if here else "statement.speaker_carried",
            f"statement.speaker_gap.{'none' if nearest is None else _class(nearest, _GAPS)}",
            "statement.overlaps" if overlaps else "statement.alone",
        )
    )


def contact_features(contact: Contact, actors: Mapping[str, Actor], words: Words) -> frozenset[str]:
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
    return next((bound for bound in bounds if size <= bound), bounds[-1] + 1)


def _probability(features: frozenset[str], weights: Mapping[str, float]) -> float:
    total = sum([weights.get(feature, 0.0) for feature in sorted(features)])
    return round(min(max(1 / (1 + math.exp(-total)), _LOWEST), _HIGHEST), 2)
