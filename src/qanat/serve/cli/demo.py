"""qanat demo: the sample articles, read before your eyes."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import typer


def run() -> None:
    """Read a small sample of Arabic articles: who contacted whom with the proving sentence, who said what, and how to see more."""
    from qanat.errors import InputError
    from qanat.pipeline import Reader, read_paths
    from qanat.serve.terminal import show

    folder = samples()
    typer.echo(f"Reading the sample articles in {folder}")
    found = read_paths(Reader(), [folder], published="2025-03-12", outlet="عيّنات قناة")
    show(((name, reading) for name, reading in found if not isinstance(reading, InputError)), sys.stdout)


def samples() -> Path:
    """Where the sample articles are: inside an installed package, or beside the source."""
    packed = Path(str(files("qanat"))) / "samples"
    return packed if packed.is_dir() else _near(Path(__file__).resolve().parents[4] / "samples")


def _near(folder: Path) -> Path:
    """The folder seen from here, where that is shorter to type."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
