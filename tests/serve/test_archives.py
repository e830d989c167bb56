"""qanat read on web archives: chosen pages, losses told, the exit code that says so."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.collect.archives import archive, http, page, record
from typer.testing import CliRunner

from qanat.serve.cli import app

FRENCH = (
    "<html><body><article><h1>Le ministre</h1><p>" + "Le ministre des affaires étrangères a reçu son homologue à Paris. " * 20 + "</p></article></body></html>"
)


def made(path: Path) -> Path:
    urls = ("https://www.spa.gov.sa/1", "https://www.okaz.com.sa/2", "https://www.example.org/3")
    parts = [record(http(page(k).encode()), url=url) for k, url in enumerate(urls)]
    parts.append(record(http(FRENCH.encode()), url="https://www.france24.com/fr/4"))
    path.write_bytes(b"".join(map(gzip.compress, parts)))
    return path


def read(*words: str) -> tuple[int, list[dict[str, object]], str]:
    done = CliRunner().invoke(app, ["read", "--json", *words])
    return done.exit_code, [json.loads(line)["document"] for line in done.stdout.splitlines()], done.stderr


@pytest.mark.parametrize(
    ("words", "urls"),
    [
        ((), ["spa", "okaz", "example", "france24"]),
        (("--from", "spa"), ["spa"]),
        (("--from", "spa", "--from", "example.org"), ["spa", "example"]),
        (("--language", "ar"), ["spa", "okaz", "example"]),
        (("--from", "france24", "--language", "ar"), []),
    ],
)
def test_pages_are_chosen(tmp_path: Path, words: tuple[str, ...], urls: list[str]) -> None:
    _, found, _ = read(str(made(tmp_path / "a.warc.gz")), *words)
    assert [str(one["url"]).removeprefix("https://www.").partition(".")[0] for one in found] == urls
    homes = {one["outlet"]: one["outlet_country"] for one in found}
    assert all(homes[outlet] == home for outlet, home in (("spa", "SAU"), ("okaz", "SAU"), ("france24", "FRA")) if outlet in homes)


def test_the_same_page_has_the_same_id_from_any_archive(tmp_path: Path) -> None:
    first = read(str(made(tmp_path / "a.warc.gz")))[1]
    (tmp_path / "b.warc").write_bytes(gzip.decompress((tmp_path / "a.warc.gz").read_bytes()))
    assert [one["id"] for one in read(str(tmp_path / "b.warc"))[1]] == [one["id"] for one in first]


def test_a_page_captured_twice_is_one_document(tmp_path: Path) -> None:
    urls = ("https://www.example.org/news/1", "http://example.org/news/1/?utm_source=x", "https://www.example.org/news/1?page=2")
    (tmp_path / "a.warc").write_bytes(b"".join(record(http(page(k).encode()), url=url) for k, url in enumerate(urls)))
    first, again, other = read(str(tmp_path / "a.warc"))[1]
    assert first["id"] == again["id"] != other["id"]
    assert first["digest"] != again["digest"]


def test_a_loss_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    whole = archive(6)
    damaged = bytearray(whole.data)
    damaged[whole.spans[2][0] + 200] ^= 0xFF
    (tmp_path / "a.warc.gz").write_bytes(damaged)
    code, found, told = read(str(tmp_path / "a.warc.gz"))
    assert (code, len(found)) == (3, 5)
    assert f"at byte {whole.spans[2][0]:,} up to {whole.spans[3][0]:,}: a record was lost" in told


@pytest.mark.parametrize("words", [("--from", "nobody"), ("--language", "xx")])
def test_a_wrong_choice_is_refused(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert read(str(made(tmp_path / "a.warc.gz")), *words)[0] == 2
