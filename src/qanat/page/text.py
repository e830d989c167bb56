"""A page as pasted or dumped from the web → title and body."""

from __future__ import annotations

from qanat.page.furniture import Cleaner


def article(text: str, cleaner: Cleaner) -> tuple[str | None, str]:
    """Title (None where no line looks like one) and body of a plain text; the words stay as they are, furniture and a repeated title go."""
    title, lines = cleaner.titled(cleaner.body(text.split("\n")))
    return title, "\n".join(lines).strip("\n")
