"""Where files stand: on this disk, or in a store of objects that fsspec knows (`s3://`, `gs://`, `abfs://` …)."""

from __future__ import annotations

import io
import os
import re
import uuid
from pathlib import Path, PurePath
from typing import Any

from qanat.errors import InputError, QanatError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|file:|memory:")
_STORES = (
    "s3",
    "s3a",
    "gs",
    "gcs",
    "az",
    "abfs",
    "abfss",
    "hdfs",
    "oss",
    "memory",
)  # to the web goes the gate alone, and files of this disk are named by paths


def is_store(path: str | PurePath) -> bool:
    """Is it the URL of a store, not a path and not an address of the web?

    >>> is_store("s3://news/2022"), is_store("news/2022"), is_store("https://example.org/a")
    (True, False, False)
    """
    return _URL.match(str(path)) is not None and not str(path).lower().startswith(("http://", "https://"))


def whole(path: str) -> str:
    """A path from the root; a URL as it is."""
    return path if is_store(path) or path.startswith(("http://", "https://")) else os.path.abspath(path)


class Place:
    """A folder, or a file, by its path or URL. Picklable; raises QanatError where fsspec does not know it or lacks what it needs."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.local = not is_store(url)
        try:
            from fsspec.core import url_to_fs
        except ModuleNotFoundError as error:
            raise QanatError("stores and batches need the extra `parquet`: pip install 'qanat[parquet]'") from error
        kind = url.partition(":")[0].lower()
        if "::" in url or (not self.local and kind not in _STORES):
            raise QanatError(f"{url}: no store of files; name a file or a folder by its path, a store as one of {', '.join(f'{one}://' for one in _STORES)}")
        try:
            self.files, self.path = url_to_fs(whole(url))
        except ImportError as error:
            raise QanatError(f"{url}: {kind}:// needs another package ({error}); for s3:// there is the extra `s3`: pip install 'qanat[s3]'") from error
        except ValueError as error:
            raise QanatError(f"{url}: {error}") from error

    def __reduce__(self) -> tuple[type[Place], tuple[str]]:
        return Place, (self.url,)

    def __truediv__(self, name: str) -> str:
        """The path of something in it, as fsspec takes it."""
        return f"{self.path.rstrip('/')}/{name}"

    def read(self, name: str) -> bytes | None:
        """The bytes of a file in it; None where there is none."""
        try:
            found: bytes = self.files.cat_file(self / name)
        except FileNotFoundError:
            return None
        return found

    def write(self, name: str, data: bytes) -> None:
        """Write a file into it, whole or not at all: on a disk it gets its name when all of it is there, in a store when it is closed."""
        path = self / name
        try:
            if not self.local:
                self.files.pipe_file(path, data)
                return
            target = Path(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
            try:
                with beside.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(target)
            finally:
                beside.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise QanatError(f"{self.url}: {name} can't be written: {getattr(error, 'strerror', None) or error}") from error

    def names(self, under: str = "") -> list[str]:
        """The files under a folder of it, at any depth, in order, by their paths from it."""
        top = self / under if under else self.path
        try:
            found = self.files.find(top, detail=False)
        except FileNotFoundError:
            return []
        base = len(self.path.rstrip("/")) + 1
        return sorted(path[base:] for path in found)

    def remove(self, under: str) -> None:
        """Take away a folder of it, where there is one."""
        if self.files.exists(self / under):
            self.files.rm(self / under, recursive=True)

    def open(self, name: str = "") -> Any:
        """A file in it, or it itself, to be read."""
        file = self.files.open(self / name if name else self.path, "rb")
        return file if self.local else io.BufferedReader(file)  # those of fsspec read lines of any length

    def is_folder(self) -> bool:
        """Is it a folder? Raises InputError where there is nothing."""
        if self.files.isfile(self.path):
            return False
        if not self.files.isdir(self.path):
            raise InputError(f"{self.url}: there is no such file or folder")
        return True

    def size(self, name: str = "") -> int:
        """The bytes of a file."""
        return int(self.files.size(self / name if name else self.path) or 0)
