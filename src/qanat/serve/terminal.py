"""Readings for people at a terminal."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from qanat.model import Actor, Contact, Event, Reading, Span, Statement
from qanat.serve.wording import HIDDEN, Wording, about, claimed, coded, counted, heading, says

if TYPE_CHECKING:
    from qanat.examples import Tried

_FSI, _PDI = "\u2068", "\u2069"
_WIDTH = 100  # columns where there is no terminal
_WIDEST = 120
_QUOTE = 300  # code points of a quotation
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INDENT = 6


def isolated(text: str) -> str:
    """A text from elsewhere, on one line, that can neither move the cursor nor turn what stands around it; right-to-left text in isolates."""
    plain = HIDDEN.sub("", _CONTROL.sub(" ", text)).strip()
    return f"{_FSI}{plain}{_PDI}" if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in plain) else plain


def show(readings: Iterable[tuple[str, Reading]], file: IO[str], *, more: bool = True) -> int:
    """Print the readings one after the other, then how to see more; returns how many there were."""
    screen = Screen(file)
    done = contacts = statements = 0
    hint = ""
    for name, reading in readings:
        wording = Wording.of(name, reading)
        screen.reading(wording)
        done, contacts, statements = done + 1, contacts + len(reading.contacts), statements + len(reading.statements)
        if reading.contacts and not hint:
            hint = wording.place(reading.contacts[0].id)
    if more and done:
        screen.foot(f"{counted(contacts, 'contact')} and {counted(statements, 'statement')} in {counted(done, 'article')}.", hint)
    return done


class Screen:
    """Lays out lines; every line with right-to-left text is wrapped and isolated by itself, since terminals order each line on its own."""

    def __init__(self, file: IO[str]) -> None:
        width = None if file.isatty() or "COLUMNS" in os.environ else _WIDTH
        self.console = Console(file=file, width=width, highlight=False, markup=False, emoji=False)
        self.width = min(self.console.width, _WIDEST)

    def line(self, *parts: tuple[str, str]) -> None:
        """One line of (text, style) parts, as it is."""
        self.console.print(Text.assemble(*parts), soft_wrap=True)

    def wrapped(self, text: str, style: str, margin: str) -> None:
        """A text in as many lines as it needs, each after a margin."""
        plain = HIDDEN.sub("", _CONTROL.sub(" ", text))
        line = ""
        for word in plain.split():
            if line and cell_len(line) + 1 + cell_len(word) > self.width - len(margin):
                self.line((margin, "dim"), (isolated(line), style))
                line = ""
            line = f"{line} {word}" if line else word
        if line:
            self.line((margin, "dim"), (isolated(line), style))

    def labelled(self, label: str, value: str) -> None:
        self.line((" " * _INDENT, ""), (f"{label} ", "dim"), (isolated(value), ""))

    def quotation(self, text: str) -> None:
        self.wrapped(text if len(text) <= _QUOTE else text[:_QUOTE].rsplit(maxsplit=1)[0] + " …", "green", " " * _INDENT + "│ ")

    def reading(self, wording: Wording) -> None:
        reading = wording.reading
        document = reading.document
        self.line()
        self.wrapped(document.title or document.text[:_WIDTH].partition("\n")[0] or document.id, "bold reverse", " ")
        self.line((" · ".join(isolated(part) for part in (document.id, document.day, document.outlet, document.outlet_country) if part), "dim"))
        for problem in (*document.problems, *reading.problems):
            self.line(("  ! ", "yellow"), (isolated(problem.message), "yellow"))
        if reading.contacts:
            self.line(("\n  Who contacted whom", "bold"))
        for contact in reading.contacts:
            self.contact(contact, wording)
        if reading.statements:
            self.line(("\n  Who said what", "bold"))
        for statement in reading.statements:
            self.statement(statement, wording)
        if narrated := wording.narrated():
            self.line(("\n  What else is told", "bold"))
        for event in narrated:
            self.event(event, wording)
        if not reading.contacts and not reading.statements:
            self.line(("  no contact and no statement found", "dim"))

    def contact(self, contact: Contact, wording: Wording) -> None:
        known = wording.actors
        self.line((f"  {contact.id:<4}", "cyan"), (heading(contact), "bold"), *self.after(contact.date), *self.after(contact.place, "in "))
        first = [known[contact.initiator]] if contact.initiator in known else []
        others = [known[party] for party in contact.parties if party in known and known[party] not in first]
        self.line((" " * _INDENT, ""), *self.sides(first, others))
        if contact.topics:
            self.labelled("about", "، ".join(wording.quote(topic) for topic in contact.topics))
        self.told(contact.told_by, wording)
        if claimed(contact) or contact.history:
            self.labelled("claim", claimed(contact) or wording.quote(contact.history or Span(0, 0)))
        self.quotation(wording.quote(contact.evidence))

    def statement(self, statement: Statement, wording: Wording) -> None:
        speaker = wording.actors.get(statement.speaker)
        who = self.actor(speaker) if speaker else (("somebody", ""),)
        via = f" ({isolated(statement.via)})" if statement.via else ""
        self.line(
            (f"  {statement.id:<4}", "cyan"),
            *who,
            (f" {says(statement)}{via}", "dim"),
            *self.after(statement.date),
            *self.after(", ".join(statement.about), "of "),
        )
        self.told(statement.told_by, wording)
        self.quotation(wording.quote(statement.content))

    def event(self, event: Event, wording: Wording) -> None:
        """One quiet line: what, and who to whom."""
        first, others = ([wording.actors[one] for one in ids if one in wording.actors] for ids in (event.actor, event.recipient))
        sides = [(" → ", "dim"), *self.row(others, ", ")] if others else []
        self.line((f"  {event.id:<4}", "cyan"), (isolated(coded(event)), "dim"), ("  ", ""), *self.row(first, ", "), *sides, *self.after(event.date))

    def tried(self, one: Tried) -> None:
        """An example of a row: its text, what is wrong with its reading, and what was read."""
        self.line((f"  {one.sign:<3} ", "bold"), ("wrong", "bold red") if one.faults else ("as it should be", "green"))
        self.wrapped(one.example["text"], "", " " * _INDENT)
        for fault in one.faults:
            self.line((" " * _INDENT + "! ", "red"), (isolated(fault), "red"))
        wording = Wording.of("", one.reading)
        for contact in one.reading.contacts:
            self.contact(contact, wording)
        for statement in one.reading.statements:
            self.statement(statement, wording)
        for event in wording.narrated():
            self.event(event, wording)
        for time in one.reading.times:
            self.labelled("date", f"{time.text} = {time.value}")

    def told(self, ids: tuple[str, ...], wording: Wording) -> None:
        tellers = [wording.actors[one] for one in ids if one in wording.actors]
        if tellers:
            self.line((" " * _INDENT, ""), ("told by ", "dim"), *self.row(tellers, ", "))

    def sides(self, first: list[Actor], others: list[Actor]) -> list[tuple[str, str]]:
        return [*self.row(first, ", "), (" → ", "bold"), *self.row(others, ", ")] if first else self.row(others, " — ")

    def row(self, actors: list[Actor], between: str) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        for actor in actors:
            out += [(between, ""), *self.actor(actor)] if out else self.actor(actor)
        return out

    def actor(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        return ((isolated(actor.name), "bold yellow"), (f" ({about(actor)})" if about(actor) else "", "dim"))

    def after(self, value: str | None, before: str = "") -> tuple[tuple[str, str], ...]:
        return ((f"  {before}{isolated(value)}", "magenta"),) if value else ()

    def foot(self, summary: str, hint: str) -> None:
        self.line(("\n" + summary, "bold"))
        if hint:
            self.line(("  why, with the rule and its examples   ", "dim"), (f"qanat explain '{hint}'", ""))
        self.line(("  the text with the evidence marked     ", "dim"), ("qanat read … -o page.html", ""))
        self.line(("  every field, one object a line        ", "dim"), ("qanat read … --json", ""))
