"""`qanat mcp`, asked as an assistant asks: the real command over standard input and output, and every citation held against its text."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from tests.record.adding import fill

from qanat.pipeline import Reader, open_record
from qanat.serve.mcp import create

_QUESTIONS: dict[str, dict[str, Any]] = {
    "contacts": {"between_a": "JOR", "between_b": "NOR"},
    "statements": {"country": "JOR", "limit": 5},
    "actors": {"limit": 3},
    "channels": {},
    "claims": {},
    "offices": {"country": "JOR"},
    "search": {"query": "المساعدات", "limit": 3},
}


@pytest.fixture(scope="module")
def db(reader: Reader, archive: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("mcp") / "record.db")
    fill(path, reader, [{**article, "text": article["text"].replace("اتصالا هاتفيا", "ثاني اتصال هاتفي منذ بداية العام")} for article in archive[:30]])
    return path


def _answer(done: Any) -> dict[str, Any]:
    assert not done.is_error, done.content
    told: dict[str, Any] = done.structured_content
    return told


def test_every_answer_cites_its_sentences(db: str) -> None:
    async def ask() -> None:
        with open_record(db, create=False) as record:
            texts: dict[str, str] = {}
            async with Client(create(record)) as client:
                tools = {tool.name: tool for tool in (await client.list_tools()).tools}
                assert set(tools) == {*_QUESTIONS, "readouts", "cite"}
                assert all(tool.annotations and tool.annotations.read_only_hint and tool.description for tool in tools.values())
                contact = _answer(await client.call_tool("contacts", {"limit": 1}))["rows"][0]["id"]
                for name, asked in {**_QUESTIONS, "readouts": {"contact": contact}, "cite": {"id": contact}}.items():
                    told = _answer(await client.call_tool(name, asked))
                    assert told["rows"], name
                    assert told["citations"], name
                    for one in told["citations"]:
                        assert one.keys() >= {"id", "document", "span", "quote", "url"}, name
                        kept = record.show(one["document"]).kept
                        assert kept is not None
                        texts.setdefault(one["document"], kept.reading.document.text)
                        assert texts[one["document"]][slice(*one["span"])] == one["quote"], name

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("tool", "asked", "says"),
    [
        ("contacts", {"mode": "dance"}, "call|meeting"),
        ("contacts", {"since": "yesterday"}, "YYYY-MM-DD"),
        ("contacts", {"between_a": "RUS"}, "between_b"),
        ("contacts", {"limit": 1000}, "50"),
        ("cite", {"id": "k0123456789abcdef"}, "there is no"),
    ],
)
def test_a_wrong_question_is_told_so(db: str, tool: str, asked: dict[str, Any], says: str) -> None:
    async def ask() -> Any:
        with open_record(db, create=False) as record:
            async with Client(create(record)) as client:
                return await client.call_tool(tool, asked)

    done = asyncio.run(ask())
    assert done.is_error
    assert says in done.content[0].text


def test_the_command_speaks_over_standard_streams(db: str) -> None:
    async def ask() -> Any:
        command = StdioServerParameters(
            command=sys.executable, args=["-c", "from qanat.serve.cli import main; main()", "mcp", "--db", db], cwd=Path.cwd(), env=dict(os.environ)
        )
        async with Client(command, read_timeout_seconds=60) as client:
            assert client.server_info is not None
            assert client.server_info.name == "qanat"
            return await client.call_tool("contacts", {"limit": 2})

    told = _answer(asyncio.run(ask()))
    assert len(told["rows"]) == 2
    assert all(one["quote"] for one in told["citations"])
