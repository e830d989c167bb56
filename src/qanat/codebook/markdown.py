"""Markdown of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; columns in which nothing stands are left out.

    >>> print(table(("a", "b", "c"), [("1", "", "x|y")]))
    | a | c |
    |---|---|
    | 1 | x\\|y |
    """
    lines = list(rows)
    kept = [k for k in range(len(head)) if any(line[k] for line in lines)]
    body = ["| " + " | ".join(line[k].replace("|", "\\|") for k in kept) + " |" for line in (head, *lines)]
    return "\n".join((body[0], "|" + "---|" * len(kept), *body[1:]))
