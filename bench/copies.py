"""How well copies, updates and rewrites are told: 500 variants made of articles of a corpus, among all others.

    bench/copies.py CORPUS [NUMBER]

Each variant is made of an article: cut, in another order, under another title, with another agency's line, gone on with, rewritten. Recall is the share of
them that is found; precision the share of all that is found, among variants and articles, that was made or shares a run of twenty words (articles of a corpus
are copies of each other too; of those without such a run most are rewrites as well, `--show` prints some).
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable

from qanat.pipeline import Reader
from qanat.record.prints import kinship, prints
from qanat.record.search import Speller

_AGENCIES = ("رويترز", "أ ف ب", "د ب أ", "واس", "سانا", "بترا", "كونا", "وام", "أسوشيتد برس")
_OTHER = {
    "قال": "صرح",
    "أكد": "شدد على",
    "أضاف": "تابع",
    "أوضح": "بين",
    "أشار إلى": "لفت إلى",
    "خلال": "في أثناء",
    "أمس": "الليلة الماضية",
    "كما": "وأيضا",
    "عدد من": "بعض",
}
_OTHER |= {
    "التي": "وهي التي",
    "بعد": "عقب",
    "قبل": "قبيل",
    "كبيرة": "واسعة",
    "المنطقة": "الإقليم",
    "أجل": "سبيل",
    "جميع": "كل",
    "يوم": "نهار",
    "بين": "ما بين",
    "مع": "بمعية",
}
Maker = Callable[[list[str], list[str], random.Random], list[str]]


def sentences(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"(?<=[.!؟])\s+|\n+", text) if one.strip()]


def cut(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return own[: max(len(own) * chance.randint(40, 75) // 100, 3)]


def reordered(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return chance.sample(own, len(own))


def retitled(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return [other[0], *own]


def credited(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return [f"{chance.choice(('عمان', 'لندن', 'القاهرة'))} ({chance.choice(_AGENCIES)}) - {own[0]}", *own[1:], f"({chance.choice(_AGENCIES)})"]


def updated(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    return [*own, *other[: max(len(own) // 2, 2)]]


def rewritten(own: list[str], other: list[str], chance: random.Random) -> list[str]:
    """Other words, sentences left out, others put in between."""
    kept = [one for one in own if chance.random() < 0.75] or own
    out = []
    for one in kept:
        for word, instead in _OTHER.items():
            if chance.random() < 0.7:
                one = re.sub(rf"\b{word}\b", instead, one)
        out.append(one)
        if chance.random() < 0.25:
            out.append(chance.choice(other))
    return out


MAKERS: tuple[Maker, ...] = (cut, reordered, retitled, credited, updated, rewritten)
KINDS = {"updated": "update", "rewritten": "rewrite"}


def main() -> None:
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    speller = Speller.of(Reader().pack)
    chance = random.Random(500)
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as file:
        articles = [json.loads(line)["text"] for line in file]
    long = [n for n, text in enumerate(articles) if len(text.split()) >= 80 and len(sentences(text)) >= 4]
    texts, made = list(articles), {}
    for k, n in enumerate(chance.sample(long, number)):
        maker = MAKERS[k % len(MAKERS)]
        made[len(texts)] = (n, maker.__name__)
        lines = maker(sentences(articles[n]), sentences(articles[chance.choice(long)]), chance)
        texts.append("\n".join(lines[1:] if maker is retitled else lines))  # the record compares bodies
    words = [speller.words(text) for text in texts]
    begun = time.perf_counter()
    index: dict[int, list[int]] = defaultdict(list)
    found: dict[tuple[int, int], str] = {}
    kept = 0
    for n, own in enumerate(words):
        mine = prints(own)
        kept += len(mine)
        near = Counter(m for one in mine for m in index[one])
        for m, _ in near.most_common(20):
            if kin := kinship(words[m], own):
                found[m, n] = kin.kind
        for one in mine:
            index[one].append(n)
    seconds = time.perf_counter() - begun
    print(f"{len(texts):,} texts, {kept / len(texts):.0f} prints a text, {len(texts) / seconds:,.0f} texts a second")
    hits: dict[str, list[str]] = defaultdict(list)
    for n, (m, maker_) in made.items():
        hits[maker_].append(found.get((m, n), ""))
    for maker_, kinds in hits.items():
        right = sum(kind == KINDS.get(maker_, "copy") for kind in kinds)
        print(f"{maker_:10} found {sum(map(bool, kinds)):3} of {len(kinds):3}, of the right kind {right:3}  {dict(Counter(kinds))}")
    total = [kind for kinds in hits.values() for kind in kinds]
    pairs = {(m, n) for n, (m, _) in made.items()}
    others = [pair for pair in found if pair not in pairs]
    shared = [pair for pair in others if longest(words[pair[0]], words[pair[1]]) >= 20]
    right = len(found) - len(others) + len(shared)
    print(f"recall {sum(map(bool, total)) / len(total):.3f}; precision {right / len(found):.3f}")
    print(
        f"{len(found):,} found: {len(found) - len(others):,} made; {len(others):,} there before, {len(shared):,} of them with twenty words in a row in common"
    )
    if "--show" in sys.argv:
        for m, n in chance.sample(sorted(set(others) - set(shared)), min(10, len(others) - len(shared))):
            print("---", found[m, n], kinship(words[m], words[n]), longest(words[m], words[n]), "\n", texts[m][:300], "\n", texts[n][:300])


def longest(a: list[str], b: list[str]) -> int:
    """The longest run of words in both."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        runs = {tuple(a[at : at + middle]) for at in range(len(a) - middle + 1)}
        if any(tuple(b[at : at + middle]) in runs for at in range(len(b) - middle + 1)):
            low = middle
        else:
            high = middle - 1
    return low


if __name__ == "__main__":
    main()
