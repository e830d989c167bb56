"""Do two forms of a name name one person? Spelling differences of foreign names are allowed, fathers' names are minded."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack

_MEMO: Final = 100_000  # words


class Name:
    """The folded words of a name: "بن" and the like left out, `fathers` the places of fathers' names. `skeletons`: the words without long vowels, ""
    where too short to compare or where only they tell names apart: محمود, محمد.
    """

    __slots__ = ("fathers", "skeletons", "words")

    def __init__(self, words: tuple[str, ...], fathers: frozenset[int], skeletons: tuple[str, ...]) -> None:
        self.words, self.fathers, self.skeletons = words, fathers, skeletons

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and self.words == other.words and self.fathers == other.fathers


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
        opener = form[len(article) :] if form.startswith(article) and form[len(article) :] in openers else form  # "محمد العبد الله"
        if opener in openers and k + 1 < len(forms) and not joined:
            if not k and form in links:
                fathers.add(0)  # "ابن زومة": known by his father's name alone
            else:
                joined = opener
            continue
        word = joined + form
        if not joined and word.startswith(article) and len(word) > 4:
            word = word[len(article) :]
        if father and (out or forms[0] in pack.sets["names.sons"]):
            fathers.add(len(out))  # 0 of "بن علي الشريف", which is all that a later mention may say
        out.append(word)
        joined, father = "", False
    words = tuple(out) or tuple(forms[-1:])
    distinct = pack.sets["names.distinct"]
    return Name(words, frozenset(fathers), tuple(["" if word in distinct else _skeleton(word, pack) for word in words]))


def word_of(form: str, pack: Pack) -> str:
    """The word of a name of one word only."""
    article = pack.lexicon.particles.article
    if form in pack.sets["names.links"] and form not in pack.sets["names.openers"]:
        return form
    return form[len(article) :] if form.startswith(article) and len(form) > 4 else form


def same_name(a: Name, b: Name) -> bool:
    """The words of the shorter stand in order in the longer; a single word never matches a father's name."""
    if len(a.words) > len(b.words):
        a, b = b, a
    if len(a.words) == 1:
        first = a.words[0]
        if a.fathers:
            return any(_same_word(a, 0, b, k) for k in b.fathers)
        return _same_word(a, 0, b, len(b.words) - 1) or (len(b.words) > 1 and first == b.words[0] and not b.fathers and len(first) > 4)
    start = 0
    if 0 in a.fathers:
        start = next((k for k in b.fathers if _same_word(a, 0, b, k)), -1)
    elif (a.fathers or b.fathers) and not _same_word(a, 0, b, 0):
        start = -1
    if start < 0:
        return False
    at = 0
    for k in range(start, len(b.words)):
        if at < len(a.words) and _same_word(a, at, b, k):
            at += 1
    return at == len(a.words)


def _same_word(a: Name, i: int, b: Name, k: int) -> bool:
    return a.words[i] == b.words[k] or (a.skeletons[i] != "" and a.skeletons[i] == b.skeletons[k])


def _skeleton(word: str, pack: Pack) -> str:
    """The first letter and the consonants: the same for شويغو and شويجو, أوستن and أوستين; "" for words too short to tell."""
    known = pack.skeletons.get(word)
    if known is None:
        short = word.translate(pack.skeleton)
        known = word[0] + short if len(word) > 3 and len(short) > 1 else ""
        if len(pack.skeletons) < _MEMO:
            pack.skeletons[word] = known
    return known
