"""No pattern hangs (promise 10): every pattern that is built in, in the code and in the packs, on 100 KB of text that was made to be slow for it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import qanat
import qanat_ar
from qanat.pipeline import Reader

SIZE = 100_000  # characters
MOST = 0.15  # seconds of work; on an idle machine 0.05
MANY = 1000  # places that are found, no more of them: a hundred thousand take a while by themselves
PIECES = ("ا", "و ", "(", '"', "<a ", "1", "12/", "-", " ", "\n", "http://", "a.", "x" * 50 + " ")


def held(value: Any, seen: set[int], depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value, at any depth."""
    if isinstance(value, re.Pattern):
        yield value
    if id(value) in seen or depth > 4 or isinstance(value, str | bytes | int | float | type | re.Pattern) or value is None:
        return
    seen.add(id(value))
    if isinstance(value, dict):
        parts: list[Any] = list(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(value)
    else:
        names = [*getattr(value, "__dict__", ()), *(name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()))]
        parts = [getattr(value, name, None) for name in names] if type(value).__module__.startswith("qanat") else []
    for part in parts:
        yield from held(part, seen, depth + 1)


def patterns(reader: Reader) -> dict[tuple[Any, int], tuple[re.Pattern[Any], bool]]:
    """Each pattern, and whether it is looked for at any place; one whose name is only ever matched is not."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(qanat.__file__).parent.rglob("*.py"))
    held_by = [("Pack", one) for part in (reader.pack, reader.cleaner) for one in held(part, set())]
    for package in (qanat, qanat_ar):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.name.endswith("migrations.env"):
                held_by += [(name, one) for name, value in vars(importlib.import_module(module.name)).items() for one in held(value, set())]
    return {(one.pattern, one.flags): (one, set(re.findall(rf"\b{name}\.(\w+)\(", code)) - {"match", "fullmatch"} != set()) for name, one in held_by}


def test_no_pattern_is_slow(reader: Reader) -> None:
    found = patterns(reader)
    assert len(found) > 50
    slow = []
    for one, anywhere in found.values():
        for piece in PIECES:
            text: Any = (piece * (SIZE // len(piece) + 1))[:SIZE] + "§"
            if isinstance(one.pattern, bytes):
                text = text.encode()[:SIZE]
            begun = time.process_time()
            one.fullmatch(text)
            one.match(text)
            for _ in islice(one.finditer(text) if anywhere else (), MANY):
                pass
            spent = time.process_time() - begun
            if spent > MOST:
                slow.append((round(spent, 3), one.pattern[:80], piece))
    assert not slow
