"""qanat eval: how well the reader reads, measured against labelled articles."""

from __future__ import annotations


def run() -> None:
    """Score."""
