"""The day that a phrase counts from: "since the war began", by what dated sentences of the articles say, else by a small table of well-known beginnings."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from qanat.model import Reading
from qanat.record.days import grain
from qanat.record.names import Naming

SENTENCE_END = re.compile(r"(?<![.!?؟\n])[.!?؟\n]+(?=\s|$)|\n+")  # begins only where a run of marks begins: linear
_NEAR = 12  # words before a date in which the beginning must be named
_ATTACHED = 3  # letters that may be attached before a word


@dataclass(frozen=True, slots=True)
class Anchor:
    """A known beginning; `about` holds folded words."""

    id: str
    date: str
    name: str
    about: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """The day from which a claim counts, and on what grounds."""

    date: str
    basis: str


@dataclass(frozen=True, eq=False)
class Anchors:
    """The table, in the spelling in which words are compared."""

    naming: Naming
    begin: frozenset[str]
    event: frozenset[str]
    table: tuple[Anchor, ...]

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, naming: Naming) -> Anchors:
        """The table that comes with Qanat."""
        data = tomllib.loads((files("qanat.record") / "anchors.toml").read_text(encoding="utf-8"))

        def folded(words: Iterable[str]) -> frozenset[str]:
            return frozenset(word for text in words for word in naming.words(text))

        table = tuple(Anchor(row["id"], row["date"], row["name"], tuple(map(folded, row["about"]))) for row in data["anchor"])
        return cls(naming, folded(data["begin"]), folded(data["event"]), table)

    def start(self, phrase: str, near: Sequence[Reading]) -> Start | None:
        """The day that a phrase means: as a sentence of `near` dates it (the claim's own article first), as the table knows it, or None."""
        words = self.naming.words(phrase)
        return (self._told(words, near) if _meets(words, self.event) else None) or self._known(words, near[:1])

    def _told(self, words: tuple[str, ...], near: Sequence[Reading]) -> Start | None:
        about = {word for word in words if not _meets((word,), self.begin | self.event) and len(word) > _ATTACHED}
        for reading in near:
            found: Counter[str] = Counter()
            text = reading.document.text
            stops = [0, *(stop.end() for stop in SENTENCE_END.finditer(text))]
            for time in reading.times:
                before = self.naming.words(text[stops[bisect_right(stops, time.start) - 1] : time.start])[-_NEAR:]
                if grain(time.value) == "year" or not (_meets(before, self.begin) and _meets(before, self.event)):
                    continue
                if all(_meets(before, frozenset((word,))) for word in about):
                    found[time.value] += 1
            if found:
                date = max(found, key=lambda value: (len(value), found[value], value))
                return Start(date, f"as {reading.document.id} dates it")
        return None

    def _known(self, words: tuple[str, ...], near: Sequence[Reading]) -> Start | None:
        """From the table: the phrase names it, or the phrase says only "the war" and the article names which."""
        named = [one for one in self.table if all(_meets(words, part) for part in one.about)]
        if not named and _meets(words, self.event) and all(_meets((word,), self.begin | self.event) for word in words):
            around = [self.naming.words(sentence) for reading in near for sentence in SENTENCE_END.split(reading.document.text)]
            named = [one for one in self.table if any(all(_meets(sentence, part) for part in one.about) for sentence in around)]
        return Start(named[0].date, f"{named[0].name} (table)") if len(named) == 1 else None


def _meets(words: Iterable[str], wanted: frozenset[str]) -> bool:
    """One of the words is wanted, as it is or with up to three letters attached before it."""
    return any(word[k:] in wanted for word in words for k in range(min(_ATTACHED, len(word) - 1) + 1))
