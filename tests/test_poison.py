"""One bad document never stops a batch (promise 4): what hangs, crashes, is huge or broken is set aside with its reason, and tried again by one command."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from qanat import crew
from qanat.adding import add_paths, retry
from qanat.crew import Crew
from qanat.errors import InputError
from qanat.model import Document, Reading
from qanat.pipeline import Reader, open_record

POISON = {
    "hang": "took more than",
    "crash": "a worker died on it (SIGSEGV)",
    "exit": "a worker died on it (exit code 7)",
    "fault": "the reader failed on it (RecursionError",
    "memory": "not enough memory",
}


class Poisoned(Reader):
    """A reader with every fault that it may have, for documents that ask for one."""

    def __reduce__(self) -> tuple[Callable[[str], Reader], tuple[str]]:
        return Poisoned, (self.pack.language,)

    def read(self, document: Document) -> Reading:
        match document.text.partition(" ")[0]:
            case "hang":
                time.sleep(1000)
            case "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "exit":
                os._exit(7)
            case "fault":
                raise RecursionError
            case "memory":
                bytearray(2**45)
        return super().read(document)


def articles(number: int, poison: str) -> list[dict[str, Any]]:
    text = "قال الوزير الأردني سامر النعيمي إن الحوار رقم {n} مستمر."
    return [{"id": f"{poison}{n}", "text": ("" if n else f"{poison} ") + text.format(n=n), "published": "2025-04-01"} for n in range(number)]


@pytest.mark.parametrize("workers", [1, 2])
def test_poison_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    monkeypatch.setattr(crew, "SECONDS", 4.0)
    kinds = ["hang", "crash", "exit"] if workers > 1 else ["hang", "fault", "memory"]
    folder = tmp_path / "news"
    folder.mkdir()
    for kind in kinds:
        lines = [json.dumps(article, ensure_ascii=False) for article in articles(20, kind)]
        (folder / f"{kind}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(2**31)
    (folder / "binary.html").write_bytes(bytes(range(256)) * 10)
    (folder / "broken.json").write_text('{"text": "x', encoding="utf-8")
    (folder / "deep.html").write_text("<div>" * 5_000 + "قال الوزير إن الحوار مستمر.", encoding="utf-8")
    with open_record(tmp_path / "r.db") as record:
        added = list(add_paths(record, Poisoned(), [folder], workers=workers))
        aside = {one.name.rpartition("/")[2]: one.reason for one in record.aside()}
        for kind in kinds:
            assert POISON[kind] in aside[f"{kind}.jsonl line 1"]
        assert "larger than 32 MiB" in aside["huge.txt"]
        assert len(aside) == len(kinds) + 3
        assert sum(one.error is None for one in added) == len(kinds) * 19 + 1
        assert record.count()["documents"] == len(kinds) * 19 + 1
        (folder / "huge.txt").write_text("قال الوزير إن الحوار مستمر.", encoding="utf-8")
        done = [one.name for one in retry(record, Reader()) if one.error is None]
        assert len(record.aside()) == 2
        assert len(done) == len(kinds) * 20 + 2  # with those that are known


def test_a_crew_gives_results_in_order() -> None:
    with Crew(_odd, 3, tries=1) as crew:
        found = list(crew.each(range(40)))
        assert [one if isinstance(one, int) else str(one).partition(" (")[0] for one in found] == [n if n != 17 else "a worker died on it" for n in range(40)]
        assert isinstance(found[17], InputError)
        assert list(crew.each([])) == []
        assert list(crew.each([1, 2])) == [1, 2]


def test_a_task_whose_worker_was_killed_by_accident_is_done(tmp_path: Path) -> None:
    with Crew(partial(_killed, tmp_path), 1, apart=True, tries=2) as crew:
        found, last = crew.each([1, 2])
    assert found == 1
    assert "a worker died on it" in str(last)


def _killed(folder: Path, number: int) -> int:
    """Kills its worker as often as its number says."""
    tries = len(list(folder.glob(f"{number}-*")))
    if tries < number:
        (folder / f"{number}-{tries}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _odd(number: int) -> int:
    if number == 17:
        os._exit(1)
    time.sleep(0.002 * (number % 5))
    return number
