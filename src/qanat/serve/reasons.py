"""Why a claim stands in a reading: evidence, rule, row of the pack, examples of the row."""

from __future__ import annotations

from typing import IO, Any, Protocol

from qanat.model import Actor, Contact, Event, Reading, Statement
from qanat.serve.terminal import Screen
from qanat.serve.wording import Wording

_AROUND = 40  # code points shown on either side of a mention
_SHOWN = 3  # mentions of an actor, forms of a row


class Pack(Protocol):
    """What is asked of a language pack."""

    def behind(self, rule: str) -> tuple[tuple[str, str, Any], ...]:
        """The rows behind a rule: (file, table, row)."""


def claims(reading: Reading) -> dict[str, Contact | Statement | Event | Actor]:
    """What can be explained, by id."""
    return {claim.id: claim for group in (reading.contacts, reading.statements, reading.events, reading.actors) for claim in group}


def show(name: str, reading: Reading, ids: list[str], pack: Pack, file: IO[str]) -> None:
    """Print the reasons for some claims of a reading."""
    known, wording, screen = claims(reading), Wording.of(name, reading), Screen(file)
    for one in ids:
        claim = known[one]
        screen.line()
        if isinstance(claim, Contact):
            screen.contact(claim, wording)
            _proof(claim, wording, screen)
        elif isinstance(claim, Statement):
            screen.statement(claim, wording)
            screen.labelled("cue", wording.quote(claim.cue))
        elif isinstance(claim, Event):
            screen.event(claim, wording)
            screen.quotation(wording.quote(claim.evidence))
        else:
            _actor(claim, wording, screen)
            continue
        screen.labelled("confidence", f"{claim.confidence:.2f}")
        _rows(claim.rule, pack, screen)


def _proof(contact: Contact, wording: Wording, screen: Screen) -> None:
    for field, span in contact.proof.items():
        screen.labelled(f"proof of the {field}:", wording.quote(span))
    for party in contact.parties:
        if party in wording.actors:
            screen.line(("      party ", "dim"), (party, "cyan"), (" ", ""), *screen.actor(wording.actors[party]))


def _actor(actor: Actor, wording: Wording, screen: Screen) -> None:
    screen.line((f"  {actor.id:<4}", "cyan"), *screen.actor(actor))
    for label in ("latin", "office", "country", "role", "kind"):
        if getattr(actor, label):
            screen.labelled(label, getattr(actor, label))
    text = wording.reading.document.text
    screen.labelled("named", f"{len(actor.mentions)} times" if len(actor.mentions) != 1 else "once")
    for mention in actor.mentions[:_SHOWN]:
        screen.quotation(text[max(0, mention.start - _AROUND) : mention.end + _AROUND])
    reading = wording.reading
    claimed = [c.id for c in reading.contacts if actor.id in c.parties] + [s.id for s in reading.statements if s.speaker == actor.id]
    claimed += [e.id for e in reading.events if actor.id in (*e.actor, *e.recipient)]
    if claimed:
        screen.labelled("in", ", ".join(claimed))


def _rows(rule: str, pack: Pack, screen: Screen) -> None:
    screen.labelled("rule", rule)
    rows = pack.behind(rule)
    if not rows:
        screen.labelled("row", "none: the rule is in the engine, not in the pack")
    for file, table, row in rows:
        screen.line(("      row of ", "dim"), (f"{file} [[{table}]]", "cyan"))
        for name, value in row._asdict().items():
            if value and name not in ("yes", "no"):
                screen.labelled(f"  {name.rstrip('_')}:", "، ".join(map(str, value)) if isinstance(value, tuple) else str(value))
        for sign, examples in (("yes", getattr(row, "yes", ())), ("no ", getattr(row, "no", ()))):
            for example in examples:
                text = example if isinstance(example, str) else str(example.get("text", example))
                screen.wrapped(text, "green" if sign == "yes" else "red", f"        {sign} ")
