"""A batch out of a store and into it, over the network: a real server of S3 on this machine, where the packages for it are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.batch.test_batch import batch
from tests.record.adding import Articles, dumped

from qanat.adding import add_paths
from qanat.batch import blocks
from qanat.pipeline import Reader, open_record
from qanat.places import Place


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty bucket of a server that is found as any is: by the environment, also that of workers."""
    pytest.importorskip("s3fs", reason="the extra `s3` is not installed")
    server = pytest.importorskip("moto.server", reason="there is no server of S3").ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {"ENDPOINT_URL": f"http://{host}:{port}", "ACCESS_KEY_ID": "me", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    Place("s3://news").files.mkdir("news")
    yield "s3://news"
    server.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_batch_in_a_store_gives_the_same_record(
    bucket: str, reader: Reader, archive: Articles, whole: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_SMALL", 0)  # a block a file
    for part in range(2):
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in archive[part::2])
        Place(bucket).write(f"archive/{part}.jsonl", lines.encode())
    made = batch([f"{bucket}/archive"], f"{bucket}/out", reader, workers=2)  # type: ignore[list-item]
    assert made["documents"] == len(archive)
    assert not [name for name in Place(f"{bucket}/out").names() if name.startswith(".work")]
    for given in (f"{bucket}/out", f"{bucket}/archive"):
        with open_record(tmp_path / f"{given[-3:]}.db") as record:
            assert {one.outcome for one in add_paths(record, reader, [given])} == {"added"}
            assert dumped(record) == whole
