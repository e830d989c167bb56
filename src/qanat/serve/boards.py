"""The channel board, the audit, readouts and offices: for people at a terminal, and as rows for programs."""

from __future__ import annotations

import json as form
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from qanat.export import csv as sheet
from qanat.export.boards import BOARDS
from qanat.serve.answers import more
from qanat.serve.terminal import Screen, isolated
from qanat.serve.wording import counted

if TYPE_CHECKING:
    from qanat.record.audit import Finding
    from qanat.record.channels import Channel
    from qanat.record.offices import Office, Tenure
    from qanat.record.readouts import Account, Readouts, Told

_DAY = 10  # characters of a day
_CELLS = 48  # of the picture of a channel
_SERIES = 12  # contacts that are shown behind a claim
_BARS = " ▁▂▃▄▅▆▇█"
_STATES = {"open": "green", "silent": "bold red", "unread": "yellow", "new": "dim"}
_SAYS = {
    "open": "open",
    "silent": "unusually silent",
    "unread": "not read enough to say",
    "new": "too few contacts to say what is usual",
}
_VERDICTS = {"consistent": ("green", "consistent"), "contradicted": ("bold red", "contradicted"), "cannot_tell": ("yellow", "cannot tell")}
_SIGNS = {"holder": "●", "named": "○", "before": " ", "after": " "}


def write(rows: Iterable[dict[str, Any]], board: str, file: IO[str], *, csv: bool = False) -> None:
    """Rows of a board (channels, audit, offices, readouts) for programs: one object a line, or a table."""
    if csv:
        sheet.lines(BOARDS[board], (flat for row in rows for flat in BOARDS[board].rows(row)), file)
        return
    for row in rows:
        file.write(form.dumps(row, ensure_ascii=False) + "\n")


# --- channels --------------------------------------------------------------------------------------------------------------------


def channel_rows(channels: Iterable[Channel]) -> Iterator[dict[str, Any]]:
    """One channel a row."""
    for one in channels:
        row = {field.name: getattr(one, field.name) for field in fields(one)}  # not asdict: it copies every day of years
        row |= {"made_by": dict(one.made_by), "not_held": dict(one.not_held)}
        yield row


def show_channels(channels: Sequence[Channel], as_of: str | None, file: IO[str], limit: int | None = None) -> None:
    """The board, with a picture of each channel over one stretch of time."""
    screen = Screen(file)
    if not channels or as_of is None:
        screen.line(("no contact in the record between two camps that was asked for", "dim"))
        return
    first = min((one.days[0] for one in channels if one.days), default=as_of)
    for one in channels:
        screen.line()
        pair = f"{isolated(one.a)} — {isolated(one.b)}"
        screen.line((f"{pair}  ", "bold"), (f"{_plain(one.level)}  ", "cyan"), (_counted(one), ""))
        if one.days:
            screen.line(("  ", ""), (first, "dim"), (" ▕", "dim"), (_picture(one.days, first, as_of), "green"), ("▏ ", "dim"), (as_of, "dim"))
        screen.line(("  ", ""), (_SAYS[one.state], _STATES[one.state]), *((f"  {part}", "") for part in _facts(one)))
        for part in (_direction(one), f"levels {one.trend}" if one.trend != "steady" else "", _planned(one)):
            if part:
                screen.line(("  ", ""), (part, "dim"))
    screen.line((f"\nSilence is counted up to {as_of}.", "dim"))
    if tail := more(len(channels), limit):
        screen.line((f"{counted(len(channels), 'channel')}{tail}", "bold"))


def _counted(one: Channel) -> str:
    rest = ", ".join(f"{number} {status}" for status, number in one.not_held)
    if not one.last:
        return f"none held{f'; {rest}' if rest else ''}"
    return f"{counted(one.number, 'contact')}{f' ({rest})' if rest else ''}, the last {'on' if len(one.last) == _DAY else 'in'} {one.last}  {one.last_contact}"


def _facts(one: Channel) -> Iterator[str]:
    if one.silence is not None:
        yield f"silent for {'' if one.counted_from == one.last else 'at least '}{counted(one.silence, 'day')}"
    if one.gap is not None:
        yield f"usual gap {one.gap:g}"
    if one.unusual is not None:
        yield f"longer than {one.unusual:.0%} of the gaps"
    if one.read is not None:
        yield f"{one.read:.0%} of the usual reading done since"


def _direction(one: Channel) -> str:
    return "made by " + ", ".join(f"{isolated(camp)} {times}" for camp, times in one.made_by) if one.made_by else ""


def _planned(one: Channel) -> str:
    return f"next announced for {one.planned}  {one.planned_contact}" if one.planned else ""


def _picture(days: Sequence[str], first: str, last: str) -> str:
    """The contacts over a stretch of time, one bar a slice, the highest where most were."""
    start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    width = min(_CELLS, end - start + 1)
    counts = [0] * width
    for day in days:
        at = date.fromisoformat(day).toordinal() - start
        if 0 <= at <= end - start:
            counts[at * width // (end - start + 1)] += 1
    most = max(counts, default=0)
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] if most else " " for count in counts)


# --- the audit -------------------------------------------------------------------------------------------------------------------


def finding_rows(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """One claim a row."""
    for one in findings:
        yield asdict(one)


def show_findings(findings: Iterable[Finding], file: IO[str], limit: int | None = None) -> None:
    """Each claim, the verdict, and the list behind it."""
    screen = Screen(file)
    done = 0
    for one in findings:
        done += 1
        style, verdict = _VERDICTS[one.verdict]
        screen.line()
        screen.line((verdict, style), (f"  {one.why}", ""))
        screen.quotation(one.quote)
        what = f"number {one.rank}" if one.rank else f"the last one on {one.last}"
        screen.line(("      ", ""), (f"{one.unit}: {what}", "cyan"), (f", {_plain(one.level)}", ""), (f"  in {isolated(one.document)}  {one.contact}", "dim"))
        if one.since:
            screen.line(("      ", ""), (f"counted from {one.since} ({isolated(one.since_basis or '')}) to {one.until or 'today'}", "dim"))
        if len(one.series) > _SERIES:
            screen.line(("      · ", "dim"), (f"{counted(len(one.series) - _SERIES, 'contact')} before these, all with --json", "dim"))
        for entry in one.series[-_SERIES:]:
            doubt = "" if entry.sure and entry.apart else "  only this article tells" if entry.sure else "  may count"
            screen.line(("      · ", "dim"), (entry.day or "no day told", "magenta"), (f"  {entry.mode}  {entry.contact}", ""), (doubt, "yellow"))
        if one.days:
            screen.line(("      ", ""), (f"something was read on {one.days_read} of the {counted(one.days, 'day')}", "dim"))
    if not done:
        screen.line(("no article claims anything of a series of contacts", "dim"))
    elif tail := more(done, limit):
        screen.line((f"\n{counted(done, 'claim')}{tail}", "bold"))


# --- readouts --------------------------------------------------------------------------------------------------------------------


def readout_rows(contact: str, told: Readouts) -> Iterator[dict[str, Any]]:
    """One side a row, then one row of what others say (its side is null)."""
    for account in told.accounts:
        yield {"contact": contact, "silent": account.silent, **asdict(account)}
    if told.others:
        yield {"contact": contact, "silent": False, "side": None, "parties": (), "statements": [asdict(one) for one in told.others], "topics": (), "only": ()}


def show_readouts(contact: str, told: Readouts, file: IO[str]) -> None:
    """One side after the other."""
    screen = Screen(file)
    screen.line((contact, "cyan"))
    for account in told.accounts:
        _show_account(screen, account)
    if told.others:
        screen.line(("\nOthers", "bold"))
        _show_told(screen, told.others)


def _show_account(screen: Screen, account: Account) -> None:
    names = ", ".join(isolated(name) for name in account.parties)
    screen.line(
        (f"\n{isolated(account.side)}", "bold"),
        (f"  {names}", "bold yellow"),
        ("  silent: nothing it says of this is in the record" if account.silent else "", "yellow"),
    )
    for phrase in account.only:
        screen.line(("    only here: ", "dim"), (isolated(phrase), "magenta"))
    _show_told(screen, account.statements)


def _show_told(screen: Screen, some: Sequence[Told]) -> None:
    for one in some:
        via = f" ({isolated(one.via)})" if one.via else ""
        tellers = f"  told by {', '.join(isolated(teller) for teller in one.told_by)}" if one.told_by else ""
        screen.line(("  ", ""), (isolated(one.speaker), "bold yellow"), (f" {isolated(one.cue)}{via}", "cyan"), (tellers, "dim"))
        screen.quotation(one.quote)
        screen.line(("      ", ""), (", ".join(isolated(name) for name in one.documents), "dim"))


# --- offices ---------------------------------------------------------------------------------------------------------------------


def office_rows(found: Iterable[Office]) -> Iterator[dict[str, Any]]:
    """One tenure a row."""
    for office in found:
        for one in office.tenures:
            evidence = {name: {"day": e.day, "document": e.document, "span": list(e.span), "title": e.title, "quote": e.quote} for name, e in _ends(one)}
            yield {
                "country": office.country,
                "role": office.role,
                "title": office.title,
                "who": one.who,
                "name": one.name,
                "latin": one.latin,
                "then": one.then,
                "documents": one.documents,
                **evidence,
            }


def _ends(one: Tenure) -> tuple[tuple[str, Any], ...]:
    return ("first", one.first), ("last", one.last)


def show_offices(found: Sequence[Office], country: str, as_of: str | None, file: IO[str]) -> None:
    """Each office with its holder and all others who are named with it."""
    screen = Screen(file)
    if not found:
        screen.line((f"no article of the record gives anybody an office of {country}", "dim"))
    for office in found:
        screen.line()
        screen.line((_plain(office.role), "bold"), (f"  {isolated(office.title)}", "dim"))
        if office.holder is None:
            screen.line((f"  nobody is named with it near {as_of}", "yellow"))
        for one in sorted(office.tenures, key=lambda tenure: tenure.then != "holder"):
            latin = f" {isolated(one.latin)}" if one.latin else ""
            period = one.first.day if one.first.day == one.last.day else f"{one.first.day} … {one.last.day}"
            style = "bold yellow" if one.then == "holder" else ""
            screen.line(
                (f"  {_SIGNS[one.then]} ", "green"),
                (isolated(one.name), style),
                (latin, "dim"),
                (f"  {period}", "magenta"),
                (f"  {counted(one.documents, 'article')}", "dim"),
            )
            if one.then == "holder":
                for end in dict.fromkeys((one.first, one.last)):
                    screen.quotation(end.quote)
                    screen.line(("      ", ""), (f"{end.day}  {isolated(end.document)}", "dim"))


def _plain(word: str) -> str:
    return word.replace("_", " ")
