"""The reader compiled by mypyc reads as the plain one does."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.conftest import ROOT

from qanat.forms import to_dict
from qanat.model import Reading
from qanat.pipeline import Reader, read_paths

_READ = """
import sys
from tests.test_compiled import digest
from qanat.packs import building, lexicon, load
assert not lexicon.__file__.endswith(".py"), "the plain reader was imported"
print(digest(sys.argv[1:]))
load.cache_clear()
building.build = None  # the pack that was kept is read again, and not made anew
load()
"""


def digest(paths: list[str]) -> str:
    """A digest of all that is read in some articles."""
    readings = hashlib.sha256()
    for _, reading in read_paths(Reader(), paths):
        if isinstance(reading, Reading):  # not a file of another kind
            readings.update(json.dumps(to_dict(reading), sort_keys=True).encode())
    return readings.hexdigest()


def sources() -> list[Path]:
    """The files that mypyc compiles."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]["include"]
    return [path for pattern in patterns for path in ROOT.glob(pattern)]


def test_nothing_that_mypyc_forgets_is_cached() -> None:
    """mypyc makes a plain property of `cached_property`: what it holds would be reckoned anew each time, and the compiled reader be no faster."""
    assert not [str(path) for path in sources() if "cached_property" in path.read_text(encoding="utf-8")]


def test_constants_are_final() -> None:
    """What is not, is looked up by its name at each use, also where it is compiled."""
    constant = re.compile(r"^_?[A-Z][A-Z0-9_]*(?: = |, _?[A-Z]|: (?!Final\b))", re.MULTILINE)
    assert not [f"{path.name}: {found[0]}" for path in sources() for found in constant.finditer(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel with the compiled reader, built as `make compiled` builds it."""
    if not (shutil.which("cc") or shutil.which("gcc")) or not Path(sysconfig.get_path("include"), "Python.h").is_file():
        pytest.skip("needs a C compiler and the headers of Python")
    home = tmp_path_factory.mktemp("compiled")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(home), str(ROOT)]
    done = subprocess.run(
        build, capture_output=True, text=True, env=os.environ | {"HATCH_BUILD_HOOK_ENABLE_MYPYC": "1", "CFLAGS": "-fvisibility=hidden"}, check=False
    )
    assert not done.returncode, done.stdout[-3000:]
    (wheel,) = home.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(home / "site")
    return home / "site"


def test_the_compiled_reader_reads_the_same(compiled: Path, shared: Path) -> None:
    paths = [str(ROOT / "samples"), str(shared / "gold" / "articles"), str(shared / "seed")]
    run = [sys.executable, "-c", _READ, *paths]
    done = subprocess.run(run, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": f"{compiled}{os.pathsep}{ROOT}"}, check=True)
    assert done.stdout.strip() == digest(paths)
