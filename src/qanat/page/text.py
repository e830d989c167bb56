"""A page as pasted or dumped from the web → title, body, day of publication."""

from __future__ import annotations

from qanat.page.furniture import Cleaner
from qanat.page.when import visible


def article(text: str, cleaner: Cleaner) -> tuple[str | None, str, str | None]:
    """Title (None where no line looks like one), body and day of a plain text; the words stay as they are, furniture and a repeated title go."""
    given = text.split("\n")
    title, lines = cleaner.titled(cleaner.body(given))
    return title, "\n".join(lines).strip("\n"), visible((line.strip() for line in given if line.strip()), cleaner)
