"""Readings for programs: the form of the contract, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from qanat.forms import to_dict
from qanat.model import Reading


def write(readings: Iterable[tuple[str, Reading]], file: IO[str]) -> int:
    """Print the readings, one a line; returns how many there were."""
    done = 0
    for _name, reading in readings:
        file.write(json.dumps(to_dict(reading), ensure_ascii=False) + "\n")
        done += 1
    return done
