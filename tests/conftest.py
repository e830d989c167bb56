"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from qanat.pipeline import Reader

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for all tests: it holds no state."""
    return Reader()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled articles beside the project, which a clone may lack."""
    if not (SHARED / "gold" / "labels").is_dir():
        pytest.skip(f"the labelled articles are not on this machine ({SHARED})")
    return SHARED
