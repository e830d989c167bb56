"""Where labels stand in a text: they quote it, without offsets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Range = tuple[int, int]
_LONGEST = 4000  # code points of what is said
_FAR = 5000  # a head without any cue before it


def overlap(a: Range, b: Range) -> float:
    """Intersection over union of two half-open ranges."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / (max(a[1], b[1]) - min(a[0], b[0])) if common > 0 else 0.0


def every(text: str, part: str) -> list[int]:
    """Where a part begins in a text, one after the other without overlap."""
    out, at = [], text.find(part)
    while at >= 0:
        out.append(at)
        at = text.find(part, at + max(len(part), 1))
    return out


def statements(text: str, labels: Sequence[dict[str, Any]]) -> list[Range | None]:
    """The content of each labelled statement: cues are walked in document order, and of several places the one nearest to its cue is taken."""
    next_cue: dict[str, int] = {}
    out: list[Range | None] = []
    for label in labels:
        cues = [cue for cue in every(text, label["cue"]) if cue >= next_cue.get(label["cue"], 0)]

        def away(cue: int, start: int, end: int) -> int:
            return min(abs(start - cue), abs(cue - end))

        best: tuple[int, Range] | None = None
        for start in every(text, label["head"]):
            tail = text.find(label["tail"], start)
            if 0 <= tail <= start + _LONGEST:
                end = tail + len(label["tail"])
                near = min((away(cue, start, end) for cue in cues), default=_FAR)
                if best is None or near < best[0]:
                    best = (near, (start, end))
        if best is not None and cues:
            start, end = best[1]
            used = min(cues, key=lambda cue: min(abs(end - cue), abs(cue - start)))
            next_cue[label["cue"]] = used + 1
        out.append(best[1] if best else None)
    return out


def times(text: str, labels: Sequence[dict[str, Any]]) -> list[Range | None]:
    """The place of each labelled date: longer ones are placed first, whole words before parts, never inside one that is placed, between its neighbours."""
    out: list[Range | None] = [None] * len(labels)
    for k in sorted(range(len(labels)), key=lambda k: (-len(labels[k]["text"]), k)):
        wanted = labels[k]["text"]
        size = len(wanted)
        taken = [place for place in out if place]
        free = [at for at in every(text, wanted) if all(at + size <= a or b <= at for a, b in taken)]
        alike = [place[0] for place, label in zip(out[:k], labels[:k], strict=True) if place and label["text"] == wanted]
        after = [at for at in free if not alike or at > max(alike)] or free
        whole = [at for at in after if not (at and text[at - 1].isalnum()) and not text[at + size : at + size + 1].isalnum()]
        left = max((place[0] for place in out[:k] if place), default=0)
        right = min((place[0] for place in out[k + 1 :] if place), default=len(text))
        choice = [at for at in whole or after if left <= at <= right] or whole or after
        out[k] = (choice[0], choice[0] + size) if choice else None
    return out
