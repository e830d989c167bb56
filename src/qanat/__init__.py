"""Qanat reads Arabic news and keeps a sourced record of who is talking to whom."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qanat.errors import InputError, PackError, QanatError
    from qanat.model import Document, Reading
    from qanat.pipeline import Reader, read, to_dict

_HOMES = {
    "Document": "qanat.model",
    "InputError": "qanat.errors",
    "PackError": "qanat.errors",
    "QanatError": "qanat.errors",
    "Reader": "qanat.pipeline",
    "Reading": "qanat.model",
    "read": "qanat.pipeline",
    "to_dict": "qanat.pipeline",
}
__all__ = ["Document", "InputError", "PackError", "QanatError", "Reader", "Reading", "read", "to_dict"]


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for: `import qanat` costs next to nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
