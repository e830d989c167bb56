"""Who is in the text."""

from __future__ import annotations

from qanat.model import Document
from qanat.packs import Pack
from qanat.read.cast import Cast
from qanat.text.words import Words


def actors(words: Words, pack: Pack, document: Document) -> Cast:
    """Stub."""
    return Cast({}, (), ())
