"""A text as words, sentences and quotations, every one with its true offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from qanat.model import Span, made
from qanat.packs import Pack
from qanat.packs.folding import Folded
from qanat.packs.word import Word
from qanat.text.quotations import quotations

_TOKEN: Final = re.compile(r"([^\W\d_]+|\d+|\S|\n)")
_LONGEST: Final = 400  # tokens of a sentence: a longer run without a stop is cut, at a mark where there is one near
_ABBREVIATION: Final = 2  # a word of so few letters before a full stop is one ("د.", "م.")


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text in order: words, numbers, punctuation marks and line ends, one entry each in the parallel lists.

    `starts` and `ends` are true code-point offsets; `sentences` and `quotes` are half-open ranges of token numbers, in order.
    A quotation's range runs from its opening mark to just past its closing mark; nested ones are not listed.
    """

    text: str
    words: list[Word]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    numbers: list[int]  # for each token, and the end, the number of its sentence (the one before, for a line end between two)
    quotes: list[tuple[int, int]]
    said: frozenset[str]  # the forms of all words: whether one of some words is among them is asked of this, and not of each word

    def span(self, first: int, end: int) -> Span:
        """The characters from token `first` to just before token `end`."""
        return made(Span, (self.starts[first], self.ends[end - 1]))

    def string(self, first: int, end: int) -> str:
        """The text of `span`."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def after(self, token: int, letters: int) -> int:
        """The code point at which a word goes on behind the letters attached to its front, and behind the marks or spaces after them."""
        at = self.starts[token]
        while letters or not self.text[at].isalpha():
            letters -= self.text[at].isalpha()
            at += 1
        return at

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after a code point."""
        return place_of(offset, self.starts)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence in which a token stands (the one before, for a line end between two)."""
        return self.numbers[min(max(token, 0), len(self.numbers) - 1)]

    def sentence_at(self, token: int) -> tuple[int, int]:
        """The tokens of the sentence in which a token stands, half-open."""
        return self.sentences[self.sentence_of(token)]


def place_of(number: int, numbers: list[int]) -> int:
    """How many of these numbers, which are in order, are less: `bisect_left`, which compares objects, and takes four times as long where this is compiled."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) >> 1
        if numbers[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low


def split(text: str, pack: Pack) -> Words:
    """Words, sentences and quotations of a text; an empty text gives empty lists."""
    words, starts, ends = _tokens(text, pack)
    said = frozenset([word.form for word in words])
    if pack.loose in said and _joined(text, words, starts, ends, pack):
        said = frozenset([word.form for word in words])
    for form, verb in pack.spelled.items():
        if form in said:
            other = pack.lexicon.no_verb(form)
            words = [other if w.form == form and not set(verb).issubset(text[starts[k] : ends[k]]) else w for k, w in enumerate(words)]
    marks = [k for k, word in enumerate(words) if word.mark]
    quotes = quotations(text, words, marks, starts, ends, pack.marks)
    opening = frozenset(first for first, _ in quotes)
    sentences = _sentences(words, marks, starts, ends, opening, pack)
    return Words(text, words, starts, ends, sentences, _numbers(sentences, len(words)), quotes, said)


def _tokens(text: str, pack: Pack) -> tuple[list[Word], list[int], list[int]]:
    """Words and where they begin and end. Most of what stands between spaces is one word, known by this spelling: only the rest is taken apart or folded."""
    words: list[Word] = []
    starts: list[int] = []
    ends: list[int] = []
    lexicon = pack.lexicon
    at = 0
    for piece in text.split(" "):
        size = len(piece)
        word = lexicon.recalled(piece)
        if word is None and piece.isalpha() and pack.folding.uneven.search(piece) is None:
            word = _new(piece, pack)
        if word is not None:
            words.append(word)
            starts.append(at)
            ends.append(at + size)
        elif size > 1 and (last := lexicon.recalled(piece[-1])) is not None and last.mark and (word := lexicon.recalled(piece[:-1])) is not None:
            words += (word, last)  # a word and the mark behind it
            starts += (at, at + size - 1)
            ends += (at + size - 1, at + size)
        elif pack.folding.uneven.search(piece) is not None:
            some, begun, ended = _taken_apart(piece, pack)
            if begun == [0] and ended == [size]:
                lexicon.keep(piece, some[0])  # a word with marks of vowels
            words += some
            starts += [at + start for start in begun]
            ends += [at + end for end in ended]
        elif size:
            end = at
            for k, part in enumerate(_TOKEN.split(piece)):  # gaps and tokens by turns
                start, end = end, end + len(part)
                if k % 2:
                    words.append(_word(part, pack))
                    starts.append(start)
                    ends.append(end)
        at += size + 1
    return words, starts, ends


def _word(token: str, pack: Pack) -> Word:
    """The word of a token as it is written."""
    word = pack.lexicon.recalled(token)
    return word if word is not None else _new(token, pack)


def _new(token: str, pack: Pack) -> Word:
    """The word of a token that is not remembered."""
    word = pack.lexicon.look(pack.folding(token))
    pack.lexicon.keep(token, word)
    return word


def _joined(text: str, words: list[Word], starts: list[int], ends: list[int], pack: Pack) -> bool:
    """Are there conjunctions that stand apart from their words, "و قال"? Each becomes one with its word."""
    loose = [k for k, word in enumerate(words[:-1]) if word.form == pack.loose]
    if not any(k and text[starts[k] - 1] in " \n" and text[ends[k]] == " " for k in loose):
        return False
    gone = 0  # words
    for k in loose:
        at = k - gone
        gap, after = text[ends[at] : starts[at + 1]], words[at + 1].form
        if words[at].form == pack.loose and gap and not gap.strip(" \u00a0") and after.isalpha():
            words[at : at + 2] = [pack.lexicon.word(pack.loose + after)]
            del starts[at + 1], ends[at]
            gone += 1
    return True


def _taken_apart(text: str, pack: Pack) -> tuple[list[Word], list[int], list[int]]:
    """Words and where they begin and end, where folding takes letters away."""
    folded = pack.folding.mapped(text)
    pieces = _TOKEN.split(folded.text)
    bounds = list(accumulate(map(len, pieces)))
    starts, ends = bounds[:-1:2], bounds[1::2]
    if folded.places:
        starts, ends = folded.starts(starts), folded.ends(ends)
        _keep_vowels(folded, text, ends, pack)
    return [pack.lexicon.word(piece) for piece in pieces[1::2]], starts, ends


def _keep_vowels(folded: Folded, text: str, ends: list[int], pack: Pack) -> None:
    """A vowel mark on the last letter belongs to the word."""
    for place, shift in zip(folded.places, folded.shifts, strict=True):
        at = place + shift - 1  # what was left out there
        if text[at] in pack.vowels:
            k = place_of(at, ends)
            if k < len(ends) and ends[k] == at and (found := pack.last_vowels.match(text, at)) is not None:
                ends[k] = found.end()


def _sentences(words: list[Word], marks: list[int], starts: list[int], ends: list[int], opening: frozenset[int], pack: Pack) -> list[tuple[int, int]]:
    stops = pack.marks.sentence_end
    closing = pack.marks.closing
    letters = pack.sets["names.initials"]
    out: list[tuple[int, int]] = []
    first, size = 0, len(words)
    for k in marks:
        mark = words[k].mark
        if mark == "\n":
            if k > first:
                out.append((first, k))
            first = k + 1
        elif mark in stops and k + 1 < size:
            following = words[k + 1]
            closed = following.mark in closing and k + 1 not in opening
            glued = starts[k + 1] == ends[k] and following.mark != "\n" and not closed and following.mark not in stops
            if glued and not (_whole(words[k - 1]) and (_whole(following) or k + 1 in opening)):
                continue  # 3.5, name.com
            if mark == "." and k and not words[k - 1].mark and (len(words[k - 1].form) < _ABBREVIATION or _spelled_out(words[k - 1], following, letters)):
                continue
            if closed or following.mark in stops:
                continue  # the sentence ends after the closing mark
            out.append((first, k + 1))
            first = k + 1
        elif mark in closing and k > first and words[k - 1].mark in stops and k not in opening:
            out.append((first, k + 1))
            first = k + 1
    if first < size:
        out.append((first, size))
    return [part for span in out for part in _cut(*span, words)] if any(end - start > _LONGEST for start, end in out) else out


def _numbers(sentences: list[tuple[int, int]], size: int) -> list[int]:
    out: list[int] = []
    for number, (first, _) in enumerate(sentences[1:]):
        out += [number] * (first - len(out))
    return out + [max(len(sentences) - 1, 0)] * (size + 1 - len(out))


def _cut(first: int, end: int, words: list[Word]) -> list[tuple[int, int]]:
    """The pieces of a sentence, none longer than the longest: lists and tables have no stops, and what reads a sentence looks through all of it."""
    out = []
    while end - first > _LONGEST:
        near = range(first + _LONGEST, first + _LONGEST // 2, -1)
        stop = next((k for k in near if words[k - 1].mark), first + _LONGEST)
        out.append((first, stop))
        first = stop
    return [*out, (first, end)]


def _spelled_out(word: Word, following: Word, letters: frozenset[str]) -> bool:
    """Does a full stop stand between two letters of another tongue, written by their names: "بي. بي. سي"?"""
    return "names.initials" in following.sets and ("names.initials" in word.sets or word.form[1:] in letters)


def _whole(word: Word) -> bool:
    """A word of the language long enough for a full stop without a space to end its sentence."""
    return not word.mark and not word.number and len(word.form) > _ABBREVIATION and not word.form.isascii()
