"""Where a place is that is named in a few words, as contacts keep it: للرياض, العاصمة المصرية, تونس العاصمة."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qanat.atlas import Where
from qanat.packs import Pack
from qanat.packs.word import Entry, Word
from qanat.text.words import split


def whereabouts(text: str, pack: Pack) -> Where | None:
    """The place that is named in a text of a few words, the narrowest; None where the pack knows none. "The capital" of a state is its capital."""
    words = [word for word in split(text, pack).words if not word.mark]
    named: dict[str, Entry] = {}
    at = 0
    while at < len(words):
        found, length = _entry(words, at)
        if found is not None:
            named.setdefault(found.kind, found)
        at += length
    if "place" in named:
        return _place(named["place"].row)
    state = named.get("state") or named.get("nation")
    if state is not None and any("capital" in word.by for word in words):
        return next((_place(row) for row in pack.tables["places"] if row.stands == "capital" and row.country == state.id), None)
    if "state" in named:
        row = named["state"].row
        return Where(row.id, "state", row.names[0], row.latin, row.id)
    return None


def _entry(words: Sequence[Word], at: int) -> tuple[Entry | None, int]:
    """What is named from a word on, and by how many words: the longest phrase, else the word alone."""
    following = [word.form for word in words[at + 1 :]]
    for phrase in words[at].phrases.get(following[0], ()) if following else ():
        if phrase.sense.entry.kind in ("state", "place") and tuple(following[: len(phrase.rest)]) == phrase.rest:
            return phrase.sense.entry, 1 + len(phrase.rest)
    return next((words[at].by[kind].entry for kind in ("place", "state", "nation") if kind in words[at].by), None), 1


def _place(row: Any) -> Where:
    return Where(row.id, row.stands, row.names[0], row.latin, row.country)
