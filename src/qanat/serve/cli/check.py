"""qanat check: the examples of rows of the language pack, read before your eyes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def run(
    rows: Annotated[list[str], typer.Argument(metavar="ROW...", help="A row: contacts.meet, or meet; or all rows of a file: contacts.")],
    quiet: Annotated[bool, typer.Option("--quiet", help="Only what is wrong.")] = False,
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="The pack.")] = "ar",
) -> None:
    """Read the examples of rows of the language pack and show what was read, and what is wrong where; exit code 1 when anything is."""
    from qanat.examples import called, place, remarks, rows_of, tried
    from qanat.pipeline import Reader
    from qanat.serve.terminal import Screen

    reader, screen = Reader(language), Screen(sys.stdout)
    number = wrong = 0
    for file, table, row in [one for name in rows for one in rows_of(reader, name)]:
        results = list(tried(reader, table, row))
        poor = list(remarks(table, row))
        number += len(results)
        wrong += sum(bool(one.faults) for one in results) + len(poor)
        if quiet and not poor and not any(one.faults for one in results):
            continue
        home = f"{file.partition('.')[0]}.{called(row)}"
        screen.line(("\n" + home, "bold cyan"), (f"  {place(reader, file, row)} [[{table}]]", "dim"))
        for remark in poor:
            screen.line(("  ! ", "bold red"), (remark, "red"))
        if not results and not poor:
            screen.line(("  no example: a row of a closed table needs one only where its name is another word as well", "dim"))
        for one in results:
            if one.faults or not quiet:
                screen.tried(one)
    screen.line((f"\n{number} examples, {wrong} wrong", "bold red" if wrong else "bold"))
    if wrong:
        raise typer.Exit(1)
