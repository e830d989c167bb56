"""Fit the weights behind `confidence` on labelled articles, and write them to the pack.

A logistic regression with a ridge, one for contacts and one for statements: what can be seen of a claim (`qanat.read.confidence`) against whether the
scorer finds it among the labels. Features of fewer than eight claims are left out.

    bench/calibrate.py GOLD [GOLD …] [--without IDS] [--anew contact|statement]
        prints how many claims and features; writes src/qanat_ar/confidence.toml

`--anew`: only the weights of this kind, drawn towards those that stand, which may have been fitted on articles that are not at hand.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

from qanat.forms import to_dict
from qanat.measure import score
from qanat.model import Document, Reading
from qanat.pipeline import Reader
from qanat.read.among import Among
from qanat.read.confidence import contact_features, statement_features
from qanat.text.words import split

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "qanat_ar" / "confidence.toml"
_FEWEST = 8
_RIDGE = {"contact": 10.0, "statement": 2.0}  # contacts are few: no combination that was seen only wrong is ruled out by that
_ANEW = 16.0  # the ridge that draws towards the weights that stand
_STEPS = 400
_HEAD = "# What speaks for a claim and against it, in log odds. Made by bench/calibrate.py from labelled articles; not to be edited by hand.\n"
Sample = tuple[frozenset[str], bool]


def samples(reader: Reader, gold: Path, without: frozenset[str]) -> list[Sample]:
    """The features of every claim read in the labelled articles of a folder, and whether it is right."""
    readings: dict[str, Reading] = {}
    for path in sorted((gold / "labels").glob("*.json")):
        if path.stem not in without:
            article = json.loads((gold / "articles" / path.name).read_text(encoding="utf-8"))
            readings[path.stem] = reader.read(Document.from_article(article))
    found = score(gold, {name: json.loads(json.dumps(to_dict(reading))) for name, reading in readings.items()}, readings)
    right = {(article, claim): is_right for article, claim, is_right in found.claims}
    out: list[Sample] = []
    for name, reading in readings.items():
        words = split(reading.document.text, reader.pack)
        actors = {actor.id: actor for actor in reading.actors}
        among = Among(reading.statements)
        out += [(frozenset(statement_features(n, among, actors, words, reader.pack)), right[name, s.id]) for n, s in enumerate(reading.statements)]
        out += [(contact_features(c, actors, words), right[name, c.id]) for c in reading.contacts]
    return out


def fit(found: list[Sample], ridge: float, towards: dict[str, float]) -> dict[str, float]:
    """Weights by feature, by gradient ascent (Newton's step on the diagonal); the ridge draws them `towards` these, else to nothing."""
    often = Counter(feature for features, _ in found for feature in features)
    kept = towards.keys() | {feature for feature, count in often.items() if count >= _FEWEST}
    weights = {feature: towards.get(feature, 0.0) for feature in sorted(kept)}
    rows = [([feature for feature in sorted(features) if feature in weights], right) for features, right in found]
    for _ in range(_STEPS):
        slope = {feature: ridge * (towards.get(feature, 0.0) - weight) for feature, weight in weights.items()}
        bend = dict.fromkeys(weights, ridge)
        for features, right in rows:
            chance = 1 / (1 + math.exp(-sum(weights[feature] for feature in features)))
            for feature in features:
                slope[feature] += right - chance
                bend[feature] += chance * (1 - chance) * len(features)
        for feature in weights:
            weights[feature] += slope[feature] / bend[feature]
    return weights


def main() -> None:
    """Fit and write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, nargs="+", help="folders with articles/ID.json and labels/ID.json")
    options.add_argument("--without", type=Path, help="a file of ids to leave out: the articles to be looked at last")
    options.add_argument("--anew", choices=("contact", "statement"), help="fit only these, beginning with the weights that stand")
    given = options.parse_args()
    without = frozenset(given.without.read_text(encoding="utf-8").split()) if given.without else frozenset()
    reader = Reader()
    standing = reader.pack.weights
    reader.pack = replace(reader.pack, weights={})  # all claims are as likely: none is left out
    found = [sample for gold in given.gold for sample in samples(reader, gold, without)]
    lines = []
    for kind in ("contact", "statement"):
        of_kind = [sample for sample in found if kind in sample[0]]
        before = {feature: weight for feature, weight in standing.items() if feature.partition(".")[0] == kind}
        ridge, towards = (_RIDGE[kind], {}) if given.anew is None else (_ANEW, before)
        weights = fit(of_kind, ridge, towards) if given.anew in (None, kind) else before
        lines += [f'[[confidence]]\nid = "{feature}"\nweight = {weight:.3f}\n' for feature, weight in weights.items()]
        print(f"{kind}s: {len(of_kind)} claims, {sum(right for _, right in of_kind)} right, {len(weights)} features")
    WEIGHTS.write_text(_HEAD + "\n" + "\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
