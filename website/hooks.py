"""What mkdocs calls: pages made from code are added to those written by hand, so that none of them can drift."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

# in the place of the drawing, which would need a script from elsewhere
FLOW = "**files, feeds, archives** → *collect* → capture → *page* → document → *text* → words → *read* → **reading** → *record* → **answers, exports**\n"
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def on_config(config: Any) -> Any:
    """Pages that the navigation does not name stand at its end, so that none is left out."""
    written = {path.relative_to(config.docs_dir).as_posix() for path in Path(config.docs_dir).glob("*.md")}
    (last,) = config.nav[-1].values()
    if isinstance(last, list):
        last.extend(sorted(written - set(_named(config.nav))))
    return config


def _named(nav: Any) -> Iterator[str]:
    """All pages of a navigation."""
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(part)


def on_files(files: Files, *, config: Any) -> Files:
    """Add the home page (the README), the codebook and, in English, the references, and the style."""
    from qanat.codebook import codebook
    from website import reference

    arabic = Path(config.docs_dir).name == "ar"
    readme = (ROOT / ("README.ar.md" if arabic else "README.md")).read_text(encoding="utf-8")
    made = {
        "index.md": home(readme),
        "codebook.md": codebook("ar" if arabic else "en"),
        "site.css": (ROOT / "website" / "site.css").read_text(encoding="utf-8"),
    }
    if not arabic:
        made["analysis.ipynb"] = notebook((ROOT / "examples" / "analysis.py").read_text(encoding="utf-8"))
        made |= {"reference/cli.md": reference.cli(), "reference/api.md": reference.api(), "reference/python.md": reference.python()}
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def notebook(script: str) -> str:
    """A script with `# %%` before its cells as a Jupyter notebook."""
    head, *cells = re.split(r"^# %% ?", script, flags=re.MULTILINE)
    parts = [("markdown", head.strip().strip('"').strip())]
    for cell in cells:
        told, _, code = cell.partition("\n")
        parts += [("markdown", told), ("code", code.strip())]
    made: list[dict[str, Any]] = [
        {"cell_type": kind, "id": f"cell{n}", "metadata": {}, "source": text.splitlines(keepends=True)}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for n, (kind, text) in enumerate(parts)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1) + "\n"


def home(readme: str) -> str:
    """The README as a page of the site: its links lead from the root of the project, and the other README is the other language's home."""
    page = re.sub(r"\]\(docs/(ar/)?", "](", readme)
    page = re.sub(r"^\[[^\]]+\]\(README(\.ar)?\.md\)\n+", "", page, flags=re.MULTILINE)
    page = re.sub(r"^```mermaid\n.*?^```\n", FLOW, page, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"\[([^\]]+)\]\((?:CONTRIBUTING|CHANGELOG)\.md\)", r"`\1`", page)
