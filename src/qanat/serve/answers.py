"""Rows of the record for people at a terminal, and for programs."""

from __future__ import annotations

import json as form
from collections.abc import Iterable
from typing import IO, Any

from qanat.export import csv as sheet
from qanat.export.flat import FLAT
from qanat.serve.terminal import Screen, isolated
from qanat.serve.wording import counted

_OUTLETS = 4  # named in one line


def write(rows: Iterable[dict[str, Any]], kind: str, *, json: bool, csv: bool, file: IO[str], limit: int | None = None) -> int:
    """Print the rows of a kind (contacts, statements, actors, found); returns how many there were."""
    if json:
        done = 0
        for row in rows:
            file.write(form.dumps(row, ensure_ascii=False) + "\n")
            done += 1
        return done
    if csv:
        return sheet.lines(FLAT[kind], map(FLAT[kind].row, rows), file)
    screen = Screen(file)
    done = 0
    for row in rows:
        _SHOW[kind](screen, row)
        done += 1
    noun = {"found": "document"}.get(kind, kind[:-1])
    screen.line((f"\n{counted(done, noun)}{more(done, limit)}", "bold"))
    return done


def more(done: int, limit: int | None) -> str:
    """How to see more, where a limit cut the list off."""
    return " shown; for more, --limit N, for all, --json" if limit and done == limit else ""


def contact(screen: Screen, row: dict[str, Any], *, every: bool = False) -> None:
    """A contact: who with whom, its life, its reports (`every`: each of them with its words)."""
    screen.line()
    head = f"{row['mode']}, {row['status']}"
    screen.line((f"{row['date'] or 'no date':<11}", "magenta"), (head, "bold"), (f"  {row['level'].replace('_', ' ')}", "dim"), (f"  {row['id']}", "cyan"))
    parts: list[tuple[str, str]] = []
    arrow = False
    for one in row["parties"]:
        parts += [(" → " if arrow else " — ", "bold"), *party(one)] if parts else party(one)
        arrow = one["id"] == row["initiator"] is not None
    screen.line(("      ", ""), *parts)
    if row["place"]:
        screen.labelled("in", row["place"])
    if len(row["history"]) > 1:
        screen.labelled("life", " → ".join(f"{step['status']} ({step['on'] or 'no date'})" for step in row["history"]))
    if row.get("basis"):
        screen.labelled("date", row["basis"])
    outlets = list(dict.fromkeys(one["outlet"] or one["document"] for one in row["reports"]))
    told = ", ".join(map(isolated, outlets[:_OUTLETS])) + (" …" if len(outlets) > _OUTLETS else "")
    screen.line(("      told by ", "dim"), (f"{counted(len(row['reports']), 'report')}, {counted(row['voices'], 'voice')}: ", ""), (told, ""))
    for one in row["reports"] if every else row["reports"][:1]:
        if every:
            word = f" on the word of {', '.join(map(isolated, one['told_by']))}" if one["told_by"] else ""
            about = f"{one['status']}, {one['date'] or 'no date'}{word}"
            screen.line(("      ", ""), (one["id"], "cyan"), (f" {isolated(one['document'])} {one['published'] or ''}", "dim"), (f"  {about}", ""))
        screen.quotation(one["quote"])


def party(one: dict[str, Any]) -> list[tuple[str, str]]:
    """A name with country and role."""
    role = (one["role"] or "").replace("_", " ")
    about = ", ".join(part for part in (one["country"], role if role not in ("state", "organisation", "other") else "") if part)
    return [(isolated(one["name"]), "bold yellow"), (f" ({about})" if about else "", "dim")]


def statement(screen: Screen, row: dict[str, Any]) -> None:
    """A statement: who, how, on whose word, the words."""
    screen.line()
    via = f" ({isolated(row['via'])})" if row["via"] else ""
    screen.line(
        (f"{row['date'] or (row['published'] or 'no date')[:10]:<11}", "magenta"),
        *party(row["speaker"]),
        (f" {row['act']}{via}", ""),
        (f"  {row['id']}", "cyan"),
    )
    if row["told_by"]:
        screen.labelled("told by", ", ".join(row["told_by"]))
    if row["about"]:
        screen.labelled("of", ", ".join(row["about"]))
    screen.line(("      in ", "dim"), (isolated(" · ".join(part for part in (row["outlet"], row["document"]) if part)), "dim"))
    screen.quotation(row["quote"])


def actor(screen: Screen, row: dict[str, Any]) -> None:
    """Somebody, with all names."""
    counts = f"{counted(row['documents'], 'document')}, {counted(row['contacts'], 'contact')}, {counted(row['statements'], 'statement')}"
    screen.line(*party(row), (f"  {row['latin'] or ''}", ""), (f"  {counts}", "dim"), (f"  {row['id']}", "cyan"))
    if len(row["names"]) > 1:
        screen.labelled("also", "، ".join(row["names"][1:6]))


def found(screen: Screen, row: dict[str, Any]) -> None:
    """A document that answers a search, with the words around the first place."""
    screen.line()
    screen.line((f"{row['published'] or 'no date':<11.10}", "magenta"), (isolated(row["title"] or row["document"]), "bold"))
    where = " · ".join(isolated(part) for part in (row["document"], row["outlet"]) if part)
    screen.line(("      ", ""), (f"{where} · found {counted(len(row['spans']), 'time')}", "dim"))
    screen.quotation(row["quote"])


_SHOW = {"contacts": contact, "statements": statement, "actors": actor, "found": found}
