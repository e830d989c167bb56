"""The e-mails of visitors and of those who want to be told."""

from __future__ import annotations

import re

from qanat.errors import RecordError

_WRITTEN = re.compile(r"[^\s@<>\"(),:;]{1,64}@[^\s@<>\"(),:;]+\.[^\s@<>\"(),:;]{2,}")


def check(given: str) -> None:
    """Raises RecordError for what is not written as an e-mail; whether there is one, nobody can tell."""
    if not _WRITTEN.fullmatch(given):
        raise RecordError("the e-mail is not written as one: name@example.org")
