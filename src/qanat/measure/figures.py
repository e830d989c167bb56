"""Counts and the figures that come of them."""

from __future__ import annotations

from typing import Any


class Figures:
    """Adds up, article by article, what was found of what there is (precision, recall, F1) and how often a field is right (accuracy)."""

    def __init__(self) -> None:
        self._found: dict[str, list[int]] = {}
        self._right: dict[str, list[int]] = {}
        self._order: list[str] = []

    def found(self, figure: str, hits: int, gold: int, got: int) -> None:
        """Of `gold` things that there are, and `got` that were read, `hits` are the same."""
        self._add(self._found, figure, hits, gold, got)

    def right(self, figure: str, is_right: bool) -> None:
        """One field of a thing that was found."""
        self._add(self._right, figure, int(is_right), 1)

    def _add(self, table: dict[str, list[int]], figure: str, *counts: int) -> None:
        if figure not in table:
            table[figure] = [0] * len(counts)
            self._order.append(figure)
        table[figure] = [a + b for a, b in zip(table[figure], counts, strict=True)]

    def report(self) -> dict[str, dict[str, Any]]:
        """Every figure from 0 to 1 with its counts, in the order in which they were first met."""
        return {figure: _quality(*self._found[figure]) if figure in self._found else _accuracy(*self._right[figure]) for figure in self._order}


def _quality(hits: int, gold: int, got: int) -> dict[str, Any]:
    precision = hits / got if got else float(not gold)
    recall = hits / gold if gold else float(not got)
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": precision, "r": recall, "f1": both, "gold": gold, "got": got}


def _accuracy(right: int, number: int) -> dict[str, Any]:
    return {"acc": right / number, "n": number}


def value(figure: dict[str, Any]) -> float:
    """The one number of a figure: its F1 or its accuracy."""
    return float(figure["f1"] if "f1" in figure else figure["acc"])


def line(name: str, figure: dict[str, Any]) -> str:
    """A figure for people."""
    if "f1" in figure:
        return f"{name:24} P {figure['p']:.3f}  R {figure['r']:.3f}  F1 {figure['f1']:.3f}   gold {figure['gold']} got {figure['got']}"
    return f"{name:24} acc {figure['acc']:.3f}   n {figure['n']}"
