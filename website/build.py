"""Builds the documentation site into build/site, in both languages, strictly: a warning fails it; then prints the codebooks as PDF by the system's chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BOOKS = {"codebook.html": "codebook.pdf", "ar/codebook.html": "ar/codebook.pdf"}


def main() -> None:
    site = build(ROOT / "build" / "site")
    print(f"the site is in {site}: open {site / 'index.html'}")
    if program := chromium():
        from playwright.sync_api import sync_playwright

        with sync_playwright() as started:
            browser = started.chromium.launch(executable_path=program, args=["--no-sandbox"] if os.geteuid() == 0 else [])
            for page, pdf in BOOKS.items():
                print(f"printed {printed(browser, site / page, site / pdf)}")
            browser.close()
    else:
        print("there is no chromium on this machine: the codebook is not printed as PDF (apt-get install chromium)")


def build(site: Path) -> Path:
    """The site in a folder; mkdocs says what is wrong, and any warning ends it."""
    for name, folder in (("mkdocs.yml", site), ("mkdocs.ar.yml", site / "ar")):
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(ROOT / name), "--site-dir", str(folder)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return site


def printed(browser: Any, page: Path, pdf: Path) -> Path:
    """A page of the site as PDF, on A4."""
    shown = browser.new_page()
    shown.emulate_media(media="print", color_scheme="light")
    shown.goto(page.as_uri())
    shown.evaluate("document.fonts.ready")
    shown.pdf(path=str(pdf), prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
    shown.close()
    return pdf


def chromium() -> str | None:
    """The path of a browser."""
    return os.environ.get("QANAT_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


if __name__ == "__main__":
    main()
