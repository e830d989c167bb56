"""`qanat check`, as somebody uses it who adds a verb: the page docs/how-to/verb.md is followed, in a copy of the Arabic pack."""

from __future__ import annotations

import importlib
import re
import shutil
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qanat.errors import PackError
from qanat.serve.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "how-to" / "verb.md").read_text(encoding="utf-8")
WRONG, RIGHT = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SAID = re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
UNNEEDED = ("__pycache__", "cases", "people.tsv", "names.tsv", "common.txt", "events.toml", "furniture.toml")  # a small pack is loaded sooner


class Trial:
    """Copies of the Arabic pack with another row, each a language of its own."""

    numbers = count()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def language(self, row: str) -> str:
        name = f"trial{next(self.numbers)}"
        home = self.folder / f"qanat_{name}"
        shutil.copytree(ROOT / "src" / "qanat_ar", home, ignore=shutil.ignore_patterns(*UNNEEDED))
        settings = home / "pack.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace('language = "ar"', f'language = "{name}"', 1), encoding="utf-8")
        with (home / "contacts.toml").open("a", encoding="utf-8") as out:
            out.write("\n" + row)
        info = self.folder / f"qanat_{name}-0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: qanat_{name}\nVersion: 0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[qanat.packs]\n{name} = qanat_{name}\n", encoding="utf-8")
        importlib.invalidate_caches()
        return name

    def check(self, row: str, *names: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["check", *(names or ("phone_with",)), "--language", self.language(row)])
        if isinstance(done.exception, PackError):
            return 1, str(done.exception)
        return done.exit_code, done.stdout


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Trial(tmp_path)


def test_a_verb_is_added_wrong_and_then_right(trial: Trial) -> None:
    for row, said, code in zip((WRONG, RIGHT), SAID, (1, 0), strict=True):
        exit_code, shown = trial.check(row)
        assert exit_code == code
        lines = iter(shown.splitlines())
        for line in said.splitlines():
            assert line in lines, (line, shown)  # in this order


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("with =", "whith =", r"contacts\.toml: phone_with: unknown key 'whith'; known: .*with"),
        ("[[meet]]", "[[meets]]", r"contacts\.toml: unknown table \[\[meets\]\]; known: \[\[meet\]\]"),
        ('mode = "call"\nwith', 'mode = "call"\n"with', r"contacts\.toml: not TOML: .*line \d+"),
        ('past = "تخابر"', 'past = "تخابرر"', r"none of its forms stands in the text; they are: .*تخابرر"),
        ('with = ["مع"]', 'with = ["إلى"]', r"no contact, statement or event was read at all; actors: "),
        ('mode = "call"\nwith', 'mode = "chat"\nwith', r"mode 'chat' is none of call, meeting"),
        ("status = ", "stauts = ", r"unknown key 'stauts'; an example of \[\[meet\]\] may say: .*status"),
        ('no = ["تخابر الجيران مع البلدية حول انقطاع الماء."]', 'no = ["تخابر الوزير الإيطالي مع الوزير الليبي."]', r"should not be read, and was: mode call"),
    ],
    ids=["key", "table", "toml", "form", "with", "value", "key of an example", "too wide"],
)
def test_what_is_wrong_is_said_where_it_is(trial: Trial, old: str, new: str, why: str) -> None:
    assert old in RIGHT
    code, shown = trial.check(RIGHT.replace(old, new))
    assert code == 1
    assert re.search(why, " ".join(re.sub("[\u2068\u2069]", "", shown).split())), shown


def test_rows_that_are_not_there() -> None:
    done = CliRunner().invoke(app, ["check", "contacts.meeet"])
    assert "there is: " in str(done.exception)
    assert "contacts.meet" in str(done.exception)
