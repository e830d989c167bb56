"""Promise 3 on a cluster of two nodes on this machine: workers are killed and a node is lost while blocks are read. At full size only (QANAT_FULL=1)."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.batch.test_batch import files_of, small, worker_of
from tests.record.adding import FULL, Articles, figures

from qanat.batch import run
from qanat.batch.hands import Processes
from qanat.model import Document, Reading
from qanat.pipeline import Reader

pytestmark = [
    pytest.mark.skipif(not FULL, reason="takes minutes: QANAT_FULL=1"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
]
_KILLS = 3


class Slow(Reader):
    """A reader that takes its time, so that something can happen meanwhile."""

    def __reduce__(self) -> tuple[Callable[[str], Reader], tuple[str]]:
        return Slow, (self.pack.language,)

    def read(self, document: Document) -> Reading:
        time.sleep(0.1)
        return super().read(document)


def actors() -> Iterator[int]:
    """The numbers of the processes that read."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if path.read_bytes().startswith(b"ray::") and b"_Reading" in path.read_bytes():
                yield int(path.parent.name)


def test_what_a_cluster_loses_is_done_again(archive: Articles, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray: Any = pytest.importorskip("ray", reason="the extra `ray` is not installed")
    from ray.cluster_utils import Cluster as Nodes

    from qanat.batch.cluster import Cluster

    small(monkeypatch)
    news = tmp_path / "news"
    news.mkdir()
    for part in range(22):
        lines = [json.dumps(article, ensure_ascii=False) + "\n" for article in archive[part::22]]
        (news / f"{part:02}.jsonl").write_text("".join(lines), encoding="utf-8")
    worker = worker_of(tmp_path / "wanted", reader)
    with Processes(worker, 1) as hands:
        run.run(run.plan([str(news)], worker), worker, hands)

    nodes: Any = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        second = nodes.add_node(num_cpus=2)
        lost: list[str] = []

        def lose(ledger: run.Ledger) -> None:
            """Kill a worker after each few documents, then the node."""
            if len(lost) < _KILLS and ledger.documents > 6 * (len(lost) + 1):
                if actor := next(actors(), None):
                    os.kill(actor, signal.SIGKILL)
                    lost.append("worker")
            elif len(lost) == _KILLS and ledger.documents > 30:
                nodes.remove_node(second, allow_graceful=False)
                lost.append("node")

        worker = worker_of(tmp_path / "out", reader, Slow)
        with Cluster(worker, nodes.address, 2) as cluster:
            run.run(run.plan([str(news)], worker), worker, cluster, lose)
    finally:
        ray.shutdown()
        nodes.shutdown()
    assert lost == ["worker"] * _KILLS + ["node"]
    assert files_of(tmp_path / "out") == files_of(tmp_path / "wanted")
    figures("3", lost=", ".join(lost), doubled=0)
