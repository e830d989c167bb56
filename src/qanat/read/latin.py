"""A Latin form for a name that no table knows."""

from __future__ import annotations

from collections.abc import Mapping


def latin(forms: list[str], letters: Mapping[int, int | str]) -> str | None:
    """Letter by letter, from folded words: readable, not scholarly. None where nothing could be written.

    >>> latin(["سمير", "داود"], str.maketrans({"س": "s", "م": "m", "ي": "y", "ر": "r", "د": "d", "ا": "a", "و": "w"}))
    'Smyr Dawd'
    """
    plain = " ".join(forms).translate(letters).split(" ")
    return " ".join([word.capitalize() for word in plain if word.isascii() and word]) or None
