"""A Latin form for a name that no table knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_MEMO: Final = 100_000  # words


def latin(forms: list[str], letters: Mapping[int, int | str], known: dict[str, str]) -> str | None:
    """Letter by letter, from folded words: readable, not scholarly. None where nothing could be written. `known`: memory of words.

    >>> latin(["سمير", "داود"], str.maketrans({"س": "s", "م": "m", "ي": "y", "ر": "r", "د": "d", "ا": "a", "و": "w"}), {})
    'Smyr Dawd'
    """
    out: list[str] = []
    for form in forms:
        word = known.get(form)
        if word is None:
            word = " ".join([part.capitalize() for part in form.translate(letters).split(" ") if part.isascii() and part])
            if len(known) < _MEMO:
                known[form] = word
        if word:
            out.append(word)
    return " ".join(out) or None
