"""Qanat reads Arabic news and keeps a sourced record of who is talking to whom."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from qanat.errors import InputError, PackError, QanatError, RecordError
    from qanat.forms import to_dict
    from qanat.model import Document, Reading
    from qanat.pipeline import Reader, open_record, read

_HOMES = {
    "Document": "qanat.model",
    "InputError": "qanat.errors",
    "PackError": "qanat.errors",
    "QanatError": "qanat.errors",
    "Reader": "qanat.pipeline",
    "Reading": "qanat.model",
    "RecordError": "qanat.errors",
    "open_record": "qanat.pipeline",
    "to_dict": "qanat.forms",
}
__all__ = ["Document", "InputError", "PackError", "QanatError", "Reader", "Reading", "RecordError", "open_record", "read", "to_dict"]


class _Front(ModuleType):
    """The front door: a public name is imported when it is first asked for, so that `import qanat` costs next to nothing."""

    @property
    def read(self) -> Callable[..., Any]:
        """The function; the stages stand in a package of the same name, which the import system would put here."""
        return cast(Callable[..., Any], import_module("qanat.pipeline").read)

    @read.setter
    def read(self, _package: ModuleType) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'qanat' has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return __all__


sys.modules[__name__].__class__ = _Front
