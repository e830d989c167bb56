"""What stands on a page around the article: told line by line from the phrases of the pack, and taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qanat.packs import Pack
from qanat.packs.folding import Folding
from qanat.packs.rows import Furniture

_WORD = re.compile(r"[^\W_]+")
_PROSE = 12  # words from which a line is likely to be prose
_NEAR_TOP = 5  # lines among which a title may stand again
_TITLE_WORDS = (2, 30)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Knows the furniture of a language; made once from its pack."""

    folding: Folding
    phrases: dict[str, list[tuple[Words, Furniture]]]  # first word → (all words, row)
    menus: tuple[frozenset[str], ...]  # the words of which a row of buttons is made

    @classmethod
    def of(cls, pack: Pack) -> Cleaner:
        """The cleaner for a pack; one without furniture takes nothing away."""
        cleaner = cls(pack.folding, {}, ())
        menus = []
        for row in pack.tables.get("furniture", ()):
            if row.where == "word":
                menus.append(frozenset(word for text in row.words for word in cleaner.words(text)))
            else:
                for text in row.words:
                    words = cleaner.words(text)
                    cleaner.phrases.setdefault(words[0], []).append((words, row))
        return cls(pack.folding, cleaner.phrases, tuple(menus))

    def words(self, line: str) -> Words:
        """The words of a line as they are compared: folded, without punctuation."""
        return tuple(_WORD.findall(self.folding(line).casefold()))

    def kind(self, line: str) -> str | None:
        """How a line is furniture: "line" (it goes) or "end" (what follows may go too); None for a line that stays."""
        words = self.words(line)
        if not words:
            return "line"
        for phrase, row in self.phrases.get(words[0], ()):
            if words[: len(phrase)] == phrase and (len(words) == len(phrase) if row.where == "line" else len(words) <= row.most):
                return "end" if row.where == "end" else "line"
        return "line" if any(menu.issuperset(words) for menu in self.menus) else None

    def body(self, lines: list[str]) -> list[str]:
        """The lines of the article, each without the blanks around it; an empty line between paragraphs stays.

        Where a comment form or the like begins, the page ends, unless most of the prose is yet to come.
        """
        prose = [len(words) if len(words := self.words(line)) >= _PROSE else 0 for line in lines]
        kept: list[str] = []
        before, after = 0, sum(prose)
        for line, here in zip(lines, prose, strict=True):
            text = line.strip()
            kind = self.kind(text) if text else None
            if kind == "end" and before and before >= after:
                break
            before, after = before + here, after - here
            if kind is None and (text or (kept and kept[-1])):
                kept.append(text)
        while kept and not kept[-1]:
            kept.pop()
        return kept

    def untitled(self, lines: list[str], title: str) -> list[str]:
        """The lines without those near the top that only say the title again."""
        wanted = self.words(title)
        near = [k for k, line in enumerate(lines) if line][:_NEAR_TOP]
        left = [line for k, line in enumerate(lines) if not (k in near and self.words(line) == wanted)]
        while left and not left[0]:
            left.pop(0)
        return left

    def titled(self, lines: list[str]) -> tuple[str | None, list[str]]:
        """The title of a pasted page, and the lines without it: the first line, where it is short, or stands twice."""
        near = [line for line in lines if line][:_NEAR_TOP]
        if not near:
            return None, lines
        first = self.words(near[0])
        for again in near[1:]:
            short = self.words(again)
            if len(short) >= _TITLE_WORDS[0] and first[: len(short)] == short:  # "title - name of the site", then the title
                return again, self.untitled(self.untitled(lines, near[0]), again)
        if len(near) > 1 and _TITLE_WORDS[0] <= len(first) <= _TITLE_WORDS[1] and not near[0].endswith((".", "،", ":", "؛")):
            return near[0], lines[lines.index(near[0]) + 1 :]
        return None, lines
