"""Files that stand there whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from qanat.errors import QanatError

Rows = Callable[[str], Iterable[dict[str, Any]]]  # the rows of the record of a kind


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A text file under another name until it is written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file
        beside.replace(path)
    except OSError as error:
        raise QanatError(f"{path}: can't be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
