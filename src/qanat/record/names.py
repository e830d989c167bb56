"""Names as the record compares them across documents: folded words, fathers' names minded, long vowels of foreign names not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio, token_set_ratio

from qanat.atlas import Where

_WORD = re.compile(r"[^\W\d_]+|\d+")
_SOFT = re.compile("(?<![sktdz])h|[aeiouwy]")  # what spellings of one foreign name differ in
_TWICE = re.compile(r"(.)\1")
_BARE = 2
_SLIP = 83  # per cent of letters that two spellings of a longer word share
_HALF = 60
_LONG_ENOUGH = 3  # letters beyond which a word may shed its article or be compared by its consonants


@dataclass(frozen=True, eq=False)
class Naming:
    """What must be known of a language to compare names, handed in by the pipeline: `fold` gives one spelling; the sets hold folded words.

    `links` stand between two names, `openers` hold on to the next word, `royal` links name a house and no father. `letters`: a Latin form
    of each letter. `function`: words that hold sentences together. `press`: the names
    of papers, agencies and channels, and the words with which such names begin. `where` tells which place a few words name.
    """

    fold: Callable[[str], str]
    links: frozenset[str]
    openers: frozenset[str]
    royal: frozenset[str]
    article: str
    letters: Mapping[int, int | str]
    function: frozenset[str] = frozenset()
    press: frozenset[str] = frozenset()
    where: Callable[[str], Where | None] = lambda _: None

    def is_press(self, name: str) -> bool:
        """Whether a name is that of an agency, a newspaper or a channel."""
        words = self.words(name)
        return bool(words) and (words[0] in self.press or " ".join(words) in self.press)

    def name(self, text: str) -> Name:
        """The words of a name as written.

        >>> latin = Naming(str.lower, frozenset({"bin"}), frozenset({"abd"}), frozenset(), "al", {})
        >>> latin.name("Salman bin Abd Alaziz")
        Name(words=('salman', 'abdalaziz'), fathers=frozenset({1}), bones=('slmn', 'abdlz'))
        """
        return _name(self, text)

    def words(self, text: str) -> tuple[str, ...]:
        """The folded words of any text."""
        return tuple(_WORD.findall(self.fold(text)))


@dataclass(frozen=True, slots=True)
class Name:
    """The folded words of a name; `fathers` are the places of fathers' names, `bones` the words without their long vowels."""

    words: tuple[str, ...]
    fathers: frozenset[int] = frozenset()
    bones: tuple[str, ...] = ()


@lru_cache(maxsize=10_000)
def _name(naming: Naming, text: str) -> Name:
    forms = naming.words(text)
    out: list[str] = []
    fathers: set[int] = set()
    opener, father = "", False
    for k, form in enumerate(forms):
        if form in naming.links and k and not opener:
            father = form not in naming.royal
            continue
        if form in naming.openers and k + 1 < len(forms) and not opener:
            opener = form
            continue
        word = opener + form
        if not opener and word.startswith(naming.article) and len(word) > len(naming.article) + 2:
            word = word[len(naming.article) :]
        if father and out:
            fathers.add(len(out))
        out.append(word)
        opener, father = "", False
    words = tuple(out) or tuple(forms)
    return Name(words, frozenset(fathers), tuple(_bones(word, naming) for word in words))


def _bones(word: str, naming: Naming) -> str:
    """The first letter and the consonants of the Latin form; the word itself where too little is left to tell words apart."""
    if len(word) <= _LONG_ENOUGH:
        return word
    latin = word.translate(naming.letters).lower().replace("gh", "j").replace("q", "k")
    short = latin[0] + _SOFT.sub("", latin[1:])
    return _TWICE.sub(r"\1", short) if len(short) > _BARE else word


def likeness(a: Name, b: Name) -> float:
    """How far two names can be forms of one, 0 to 1: 1 the same words, 0.9 the words of the shorter in order in the longer, 0.7 a family name
    or a single name, 0.6 the first name of somebody known by his father's, 0 otherwise. A single word never matches a father's name.
    """
    if not a.words or not b.words:
        return 0.0
    if a.words == b.words:
        return 1.0
    if len(a.words) > len(b.words):
        a, b = b, a
    if len(a.words) == 1:
        last = len(b.words) - 1
        if _same(a, 0, b, last) and last not in b.fathers:
            return 0.7
        first = a.words[0] == b.words[0] and len(a.words[0]) > _LONG_ENOUGH
        return (0.6 if b.fathers else 0.7) if first else 0.0
    if (a.fathers or b.fathers) and not _same(a, 0, b, 0):
        return 0.0
    at = 0
    for k in range(len(b.words)):
        if at < len(a.words) and _same(a, at, b, k):
            at += 1
    return 0.9 if at == len(a.words) else 0.0


def _same(a: Name, i: int, b: Name, k: int) -> bool:
    x, y = a.words[i], b.words[k]
    return x == y or a.bones[i] == b.bones[k] or (min(len(x), len(y)) > _LONG_ENOUGH + 1 and ratio(x, y) >= _SLIP)


def echo(a: Name, b: Name) -> float:
    """How alike two names sound whatever their words, 0 to 100: for spellings of a foreign name that share an office anyway."""
    return token_set_ratio(" ".join(a.words), " ".join(b.words))


def ends_alike(a: Name, b: Name) -> bool:
    """The first words sound alike, and the last: so much two spellings of one name keep. A single word is a last one."""
    if len(a.words) > 1 and len(b.words) > 1 and ratio(a.words[0], b.words[0]) < _HALF:
        return False
    return ratio(a.words[-1], b.words[-1]) >= _HALF
