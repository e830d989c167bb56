"""qanat mcp: the record as tools for assistants."""

from __future__ import annotations

from qanat.serve.cli.options import DB, Db, opened


def run(db: Db = DB) -> None:
    """Answer an assistant over standard input and output (Model Context Protocol): the questions of the record, read-only, each answer with its citations."""
    from qanat.errors import InputError
    from qanat.pipeline import settle

    try:
        from qanat.serve.mcp import create
    except ModuleNotFoundError as missing:
        if missing.name != "mcp":
            raise
        raise InputError("qanat mcp needs the package mcp: pip install 'qanat[mcp]'") from None

    with opened(db) as record:
        settle(record)
        create(record).run("stdio")
