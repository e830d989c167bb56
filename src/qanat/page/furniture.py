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

_LINES = frozenset(("line", "start", "end", "dated", "updated"))  # how a line is furniture by the phrase it begins with

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Knows the furniture of a language; made once from its pack."""

    pack: Pack
    folding: Folding
    phrases: dict[str, list[tuple[Words, Furniture]]]  # first word → (all words, row)
    menus: tuple[frozenset[str], ...]  # the words of which a row of buttons is made
    signs: dict[str, dict[str, list[tuple[Words, Furniture]]]]  # what a page as a whole shows: kind → first word → (all words, row)

    @classmethod
    def of(cls, pack: Pack) -> Cleaner:
        """The cleaner for a pack; one without furniture takes nothing away."""
        cleaner = cls(pack, pack.folding, {}, (), {})
        menus = []
        for row in pack.tables.get("furniture", ()):
            if row.where == "word":
                menus.append(frozenset(word for text in row.words for word in cleaner.words(text)))
                continue
            home = cleaner.phrases if row.where in _LINES else cleaner.signs.setdefault(row.where, {})
            for text in row.words:
                words = cleaner.words(text)
                home.setdefault(words[0], []).append((words, row))
        return cls(pack, pack.folding, cleaner.phrases, tuple(menus), cleaner.signs)

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
        spelt = [word for word in words if not word.isdecimal()]
        return "line" if any(menu.issuperset(spelt) for menu in self.menus) else None

    def dated(self, line: str) -> bool:
        """Does a line say when the page was published, and not when it was changed?"""
        return self._begins(line, "dated")

    def updated(self, line: str) -> bool:
        """Does a line say when the page was changed?"""
        return self._begins(line, "updated")

    def _begins(self, line: str, where: str) -> bool:
        words = self.words(line)
        return bool(words) and any(row.where == where and words[: len(phrase)] == phrase for phrase, row in self.phrases.get(words[0], ()))

    def means(self, word: str, sign: str) -> bool:
        """Is a folded word one of a sign, such as "evening" after the time of day?"""
        return word in self.signs.get(sign, {})

    def shows(self, line: str, sign: str) -> bool:
        """Does a line hold a phrase of a sign, such as "stub", and few words besides?"""
        words = self.words(line)
        by_first = self.signs.get(sign, {})
        return any(words[at : at + len(phrase)] == phrase and len(words) <= row.most for at, word in enumerate(words) for phrase, row in by_first.get(word, ()))

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
