"""What the record must know of a language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from qanat.record.names import Naming
from qanat.record.search import Speller


class Tongue(NamedTuple):
    """How names of a language are compared and its words searched for."""

    naming: Naming
    speller: Speller
    agencies: Mapping[str, str] = MappingProxyType({})  # folded names of agencies, and what they mean
