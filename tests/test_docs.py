"""What the documents say is so: commands run, options are documented, figures are the measured ones."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from qanat.forms import to_dict
from qanat.measure import floors
from qanat.model import Document
from qanat.pipeline import Reader
from qanat.serve.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "README.ar.md", "CONTRIBUTING.md", *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))))
MADE = (
    "codebook.md",
    "index.md",
    "cli.md",
    "api.md",
    "python.md",
    "analysis.ipynb",
)  # pages of the site that are made of code; tests/test_site.py checks links to them
README, ARABIC = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ar.md"))
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def blocks(kind: str, readme: str = README) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


def shell_lines(readme: str = README) -> list[list[str]]:
    return [words for block in blocks("sh", readme) for line in block.splitlines() if (words := shlex.split(line, comments=True))]


def test_the_arabic_readme_shows_what_the_english_one_shows() -> None:
    """Commands and the contact are the same, so they are run and read below."""
    english = shell_lines()
    assert all(words in english for words in shell_lines(ARABIC))
    assert blocks("json", ARABIC) == blocks("json")


@pytest.mark.parametrize("words", [words for words in shell_lines() if words[0].endswith("qanat")], ids=lambda words: " ".join(words[1:3]))
def test_the_commands_of_the_readme_run(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if any(word.startswith("../shared") for word in words) and not (ROOT.parent / "shared").is_dir():
        pytest.skip("needs the labelled articles")
    shutil.copytree(ROOT / "samples", tmp_path / "main" / "samples")
    (tmp_path / "main" / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "shared").symlink_to(ROOT.parent / "shared")
    monkeypatch.chdir(tmp_path / "main")
    done = CliRunner().invoke(app, words[1:])
    assert done.exit_code == 0, done.stderr
    if "-o" in words:
        assert Path(words[words.index("-o") + 1]).stat().st_size > 1000
    else:
        assert done.stdout


def test_the_make_targets_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {words[1] for words in shell_lines() if words[0] == "make"}
    assert {"demo", "test", "bench"} <= named <= targets


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    for block in (*blocks("python"), *blocks("python", ARABIC)):
        exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("[")


def test_the_contact_of_the_readme_is_read(reader: Reader) -> None:
    (shown,) = (json.loads(block) for block in blocks("json"))
    article = json.loads((ROOT / "samples" / "1-call.json").read_text(encoding="utf-8"))
    found = to_dict(reader.read(Document.from_article(article)))["contacts"]
    claim = {key: value for key, value in shown.items() if key not in ("id", "parties", "initiator")}
    assert any(claim.items() <= contact.items() for contact in found), found


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """All commands by their names, those of groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name, command


def test_every_command_and_option_is_documented() -> None:
    for name, command in commands(typer.main.get_command(app)):
        assert f"## qanat {name}" in COMMANDS
        section = re.split(f"## qanat {name}\\b", COMMANDS)[1].split("\n## ")[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in section, f"qanat {name} {option}"


def test_every_problem_is_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "qanat").rglob("*.py"))
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    for problem in re.findall(r'\bProblem\(\s*"(\w+)"', code):
        assert f"`{problem}`" in page


def test_the_figures_of_the_readme_are_the_floors() -> None:
    """Paste these lines into the README where a floor has risen."""
    held = floors.load(ROOT / "tests" / "floors.toml")
    lines = [f"| {name} | {held['all'][name]:.2f} | {held['check'][name]:.2f} |" for name in held["all"]]
    for readme in (README, ARABIC):
        assert [line for line in readme.splitlines() if re.match(r"\| (?:contacts|statements|people|times)", line)] == lines


def test_every_table_of_the_pack_is_documented() -> None:
    page = (ROOT / "docs" / "pack.md").read_text(encoding="utf-8")
    for path in (ROOT / "src" / "qanat_ar").iterdir():
        if path.suffix in (".tsv", ".toml", ".txt"):
            assert f"`{path.name}`" in page


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert target.rpartition("/")[2] in MADE or ((ROOT / page).parent / target).exists(), target


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
