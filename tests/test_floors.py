"""The figures of the reader on the labelled articles only rise (skipped where those articles are not on the machine)."""

from __future__ import annotations

from pathlib import Path

import pytest

from qanat.measure import floors
from qanat.serve.cli.eval import held, read_set

FLOORS = Path(__file__).with_name("floors.toml")
WRITTEN = Path(__file__).with_name("written")


@pytest.mark.parametrize("file", [FLOORS, WRITTEN / "floors.toml"])
def test_every_held_figure_has_a_floor(file: Path) -> None:
    assert {part: set(figures) for part, figures in floors.load(file).items()} == {"all": set(floors.HELD), "check": set(floors.HELD)}


def test_no_figure_of_the_articles_that_we_wrote_is_under_its_floor() -> None:
    """Where figures have risen: `qanat eval tests/written --floors tests/written/floors.toml --raise`."""
    assert not held(WRITTEN, read_set(WRITTEN), WRITTEN / "floors.toml")


def test_no_figure_is_under_its_floor(shared: Path) -> None:
    """Where figures have risen: `qanat eval ../shared/gold --floors tests/floors.toml --raise`."""
    assert not held(shared / "gold", read_set(shared / "gold"), FLOORS)
