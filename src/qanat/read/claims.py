"""What a text claims of the series to which a contact belongs: "the second call since the war began"."""

from __future__ import annotations

from typing import Final

from qanat.model import Claim, Span, Time
from qanat.read.cast import Cast
from qanat.text.words import Words

_UNIT: Final = {"call": "call", "visit": "visit", "meeting": "meeting", "conference": "meeting"}
_NEAR: Final = 3  # tokens between an ordinal and its noun


def claim_at(cue: int, mode: str, words: Words, cast: Cast, times: tuple[Time, ...]) -> tuple[Span, Claim] | None:
    """The claim made with a noun of contact, and its words: an ordinal just before it ("أول زيارة"), or after it with no party between
    ("المحادثة هي الثانية"). None when the text counts nothing.
    """
    forms = words.words
    number = words.sentence_of(cue)
    first, end = words.sentences[number]
    before = [k for k in range(max(first, cue - _NEAR), cue) if "ordinal" in forms[k].kinds and cast.at(k) is None]
    after = [k for k in range(cue + 1, min(end, cue + _NEAR)) if "ordinal" in forms[k].kinds]
    for k in [*before[-1:], *after[:1]]:
        row = forms[k].by["ordinal"].entry.row
        stop = _end(max(k, cue), end, words)
        span = words.span(min(k, cue), stop)
        since_at = next((j for j in range(max(k, cue), stop) if "contacts.since" in forms[j].sets), None)
        until = next((j for j in range(since_at + 1, stop) if "contacts.until" in forms[j].sets), stop) if since_at is not None else stop
        since_text = words.string(since_at + 1, until) if since_at is not None and since_at + 1 < until else None
        inside = [t for t in times if span.start <= t.start and t.end <= span.end]
        begun = [t for t in inside if since_at is not None and words.starts[since_at] <= t.start < words.ends[until - 1]]
        since = begun[0].value if begun else None
        last = next((t.value for t in inside if row.rank == 0 and t not in begun), None)
        return span, Claim(row.rank or None, last, _UNIT.get(mode, "contact"), since, since_text)
    return None


def _end(at: int, end: int, words: Words) -> int:
    """Where the words of a claim end: at the next mark that is no quotation or bracket."""
    for k in range(at, end):
        if words.words[k].mark and words.words[k].mark not in '«»"“”()':
            return k
    return end
