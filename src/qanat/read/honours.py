"""Whom a title with a pronoun means: "سمو" before a name or office, and then سموه."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from qanat.packs import Pack
from qanat.packs.word import Word
from qanat.read.cast import PEOPLE, Mention
from qanat.read.syntax import holds_genitive

_STYLES: Final = "styles."  # sections of the pack
_STYLED: Final = "styled."


class Honours:
    """Asks one text how those whom it names are honoured."""

    def __init__(self, forms: list[Word], pack: Pack) -> None:
        self.forms, self.pack = forms, pack
        self._ways: dict[tuple[int, int], list[str]] = {}  # of mentions, by their tokens

    def style(self, at: int) -> str:
        """The way of honouring to which a title with a pronoun belongs; empty for a word that is none."""
        word = self.forms[at]
        return next((key for key in self.pack.styles if word.stem in self.pack.sets[key]), "") if "honoured" in word.kinds else ""

    def roles(self, style: str) -> frozenset[str]:
        """The roles, and kinds of titles, of those who are honoured so."""
        return self.pack.sets[_STYLED + style.removeprefix(_STYLES)]

    def called(self, mentions: Iterable[Mention], style: str) -> tuple[set[str], set[str]]:
        """Who is honoured so by some of these mentions, and who is honoured in another way only."""
        same: set[str] = set()
        other: set[str] = set()
        for mention in mentions:
            if mention.kind in PEOPLE and mention.actors:
                for key in self._honoured(mention):
                    (same if key == style else other).add(mention.actors[0])
        return same, other - same

    def _honoured(self, mention: Mention) -> list[str]:
        """The ways in which a mention honours; it is asked by each title behind it."""
        at = mention.first, mention.end
        if at not in self._ways:
            self._ways[at] = [key for key in self.pack.styles if self._titled(mention, self.pack.sets[key])]
        return self._ways[at]

    def _titled(self, mention: Mention, words: frozenset[str]) -> bool:
        """Stands one of these words as a title in a mention: سمو ولي العهد, not رئيس دولة فلسطين?"""
        end = mention.name[0] if mention.name is not None else mention.end
        return any(
            self.forms[k].stem in words and "honoured" not in self.forms[k].kinds and (k == mention.first or self._borne(k - 1, mention.first))
            for k in range(mention.first, end)
        )

    def _borne(self, at: int, first: int) -> bool:
        """May a title stand behind a word: one who has it, with whom a mention begins ("حضرة صاحب السمو الأمير"), or none of which it is a part?"""
        before = self.forms[at]
        return ("names.bearers_of_honour" in before.stem_sets and at <= first + 1) or not holds_genitive(before, self.pack)
