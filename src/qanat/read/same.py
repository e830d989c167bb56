"""Do two forms of a name name one person? Spelling differences of foreign names are allowed, fathers' names are minded."""

from __future__ import annotations

from dataclasses import dataclass

from qanat.packs import Pack

_LONG = str.maketrans({"ا": "", "و": "", "ي": "", "غ": "ج", "ق": "ك", "ك": "ك", "ه": ""})


@dataclass(frozen=True, slots=True)
class Name:
    """The folded words of a name: "بن" and the like left out, `fathers` the places of fathers' names."""

    words: tuple[str, ...]
    fathers: frozenset[int]


def name_of(forms: list[str], pack: Pack) -> Name:
    """A name from the folded words of a text; an opener (عبد, أبو) is joined to the next word."""
    links, openers = pack.sets["names.links"], pack.sets["names.openers"]
    article = pack.lexicon.particles.article
    out: list[str] = []
    fathers = set()
    joined, father = "", False
    for k, form in enumerate(forms):
        if form in links and (k or form not in openers):
            father = form not in pack.sets["names.royal"]
            continue
        if form in openers and k + 1 < len(forms) and not joined:
            joined = form
            continue
        word = joined + form
        if not joined and word.startswith(article) and len(word) > 4:
            word = word[len(article) :]
        if father and out:
            fathers.add(len(out))
        out.append(word)
        joined, father = "", False
    return Name(tuple(out) or tuple(forms[-1:]), frozenset(fathers))


def same_name(a: Name, b: Name) -> bool:
    """The words of the shorter stand in order in the longer; a single word never matches a father's name."""
    if len(a.words) > len(b.words):
        a, b = b, a
    if len(a.words) == 1:
        return _same_word(a.words[0], b.words[-1]) or (len(b.words) > 1 and a.words[0] == b.words[0] and not b.fathers and len(a.words[0]) > 4)
    if (a.fathers or b.fathers) and not _same_word(a.words[0], b.words[0]):
        return False
    at = 0
    for word in b.words:
        if at < len(a.words) and _same_word(a.words[at], word):
            at += 1
    return at == len(a.words)


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < 4:
        return False
    short = a.translate(_LONG)
    return len(short) > 1 and short == b.translate(_LONG) and a[0] == b[0]
