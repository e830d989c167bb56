"""A pack as it was compiled, kept in the user's cache folder: reading it again takes a fifth of the time of compiling it.

A file is named after a digest of all files that it was made of, holds a digest of itself, and is written whole or not at all. One that is broken, or that
somebody else may have written, is left alone; and it is unpickled with nothing but our own frozen rows and a few plain types at hand, so that no file, whoever
wrote it, can run anything.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

_DIGEST = 32  # bytes before the rest
_KEPT = 8  # files: of several versions, and of several languages
_PLAIN = frozenset((("builtins", "frozenset"), ("builtins", "set"), ("collections", "defaultdict"), ("re", "_compile")))


def digest(homes: Iterable[Traversable]) -> str:
    """A digest of all files in some folders, and of what a pickle depends on."""
    out = hashlib.sha256(repr((sys.version_info[:3], pickle.DEFAULT_PROTOCOL)).encode())
    for home in homes:
        for path in sorted((path for path in home.iterdir() if path.is_file()), key=lambda path: path.name):
            out.update(path.name.encode() + b"\0" + path.read_bytes())
    return out.hexdigest()


def read(name: str) -> Any:
    """What was kept under a name; None where there is nothing that can be trusted."""
    try:
        path = _folder() / name
        if not (_is_ours(path.parent) and _is_ours(path)):
            return None
        data = path.read_bytes()
    except (OSError, RuntimeError):
        return None
    if hashlib.sha256(memoryview(data)[_DIGEST:]).digest() != data[:_DIGEST]:
        return None
    try:
        return _Rows(io.BytesIO(memoryview(data)[_DIGEST:])).load()
    except Exception:  # noqa: BLE001  whatever is wrong with it, it can be made anew
        return None


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without looking for garbage, now or ever after: a pack is a hundred thousand small values that stay for good, and none of them is any."""
    busy = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if busy:
            gc.enable()


def write(name: str, value: Any) -> None:
    """Keep a value under a name, beside the few that were kept last; where it can't be kept, it is not."""
    with suppress(OSError, RuntimeError, pickle.PicklingError, TypeError):
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder):
            return
        data = pickle.dumps(value)
        beside = folder / f".{name}.{os.getpid()}"
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(hashlib.sha256(data).digest() + data)
            beside.replace(folder / name)
        finally:
            beside.unlink(missing_ok=True)
        for path in sorted(folder.glob("pack-*"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            path.unlink(missing_ok=True)


class _Rows(pickle.Unpickler):
    """Knows the classes of packs, and nothing that does anything."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return getattr(import_module(module), name)
        found = vars(import_module(module)).get(name) if f"{module}.".startswith("qanat.packs.") else None
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a pack")
        return found


def _folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "qanat"


def _is_ours(path: Path) -> bool:
    """Does it belong to who runs this, and may nobody else write it?"""
    found = path.lstat()
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return mine and not stat.S_ISLNK(found.st_mode) and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
