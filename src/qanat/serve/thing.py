"""One thing of the record at a terminal, and why it is so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from qanat.model import Actor
from qanat.record.show import Shown, Why
from qanat.record.verdicts import Verdict
from qanat.serve import answers, reasons, terminal
from qanat.serve.terminal import Screen, isolated
from qanat.serve.wording import counted


def show(shown: Shown, file: IO[str]) -> None:
    """Print it; a document as `qanat read` does."""
    screen = Screen(file)
    if shown.note:
        screen.line((f"! {shown.note}", "yellow"))
    if shown.kind == "document" and shown.kept:
        terminal.show([(shown.kept.reading.document.id, shown.kept.reading)], file, more=False)
    elif shown.kind == "contact":
        answers.contact(screen, shown.row, every=True)
        screen.line(("\n  why: ", "dim"), (f"qanat explain {shown.row['id']}", ""), ("   the words to cite: ", "dim"), (f"qanat cite {shown.row['id']}", ""))
    elif shown.kind == "statement":
        answers.statement(screen, shown.row)
    else:
        answers.actor(screen, shown.row)


def explain(why: Why, pack: reasons.Pack, file: IO[str]) -> None:
    """Print the rules behind each report or statement, then the verdicts by which reports became one contact, or names one actor."""
    screen = Screen(file)
    if why.note:
        screen.line((f"! {why.note}", "yellow"))
    for local, kept in why.claims:
        document = kept.reading.document
        screen.line()
        screen.line((" · ".join(isolated(part) for part in (document.id, document.day, document.outlet) if part), "dim"), (f"  read by {kept.reader}", "dim"))
        known = reasons.claims(kept.reading)
        wanted = [local] if local else [one for one in known if not isinstance(known[one], Actor)]
        reasons.show(document.id, kept.reading, [one for one in wanted if one in known], pack, file)
    if why.verdicts or why.judged:
        screen.line(("\n  Why they are one", "bold") if why.kind != "actor" else ("\n  Why these names are one actor's", "bold"))
    for word in why.judged:
        verb = "one" if word.same else "two"
        screen.line(
            (f"  {why.names.get(word.a, word.a)} · {why.names.get(word.b, word.b)}: ", "cyan"),
            (f"{verb}, says {isolated(word.by)}", "bold"),
            (f"  {isolated(word.why)}", ""),
        )
    shown = _tying(why.verdicts) if why.kind == "actor" else why.verdicts
    for verdict in shown:
        mark = ("same", "green") if verdict.same else ("not the same", "red")
        names = f"  {isolated(why.names.get(verdict.a, verdict.a))} · {isolated(why.names.get(verdict.b, verdict.b))}: "
        screen.line((names, "cyan"), mark, (f", score {verdict.score:g}", "dim"))
        for reason in verdict.reasons:
            screen.line((f"        {reason.weight:+.1f} {reason.feature}: ", "dim"), (isolated(reason.because), ""))
    if left := len(why.verdicts) - len(shown):
        screen.line((f"  and {counted(left, 'verdict')} more on the same names", "dim"))


def _tying(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The surest verdicts that tie all names together: of somebody with fifty names a thousand pairs were judged."""
    home: dict[str, str] = {}

    def root(name: str) -> str:
        while home.setdefault(name, name) != name:
            name = home[name]
        return name

    out = []
    for one in sorted(verdicts, key=lambda one: (-one.score, one.a, one.b)):
        if one.same and root(one.a) != root(one.b):
            home[root(one.b)] = root(one.a)
            out.append(one)
    return out
