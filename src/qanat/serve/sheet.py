"""Readings as one page that stands by itself: the text right to left, with every claim marked in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from qanat.model import Actor, Contact, Event, Reading, Span, Statement
from qanat.serve.web.tongue import Tongue
from qanat.serve.wording import HIDDEN, Wording

_HARMLESS = "\u200e\u200f\u061c"  # weak direction marks, which right-to-left writers use
_SHORT = dict(zip("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"), strict=True))
_UNSAID = ("state", "organisation", "other")  # roles that say nothing of somebody


ARABIC = Tongue("ar")


def about(actor: Actor, tongue: Tongue = ARABIC) -> str:
    """Who an actor is, in a few words; empty where nothing is known."""
    return " · ".join(part for part in (tongue.say(actor.role if actor.role not in _UNSAID else None), actor.country) if part)


def heading(contact: Contact, tongue: Tongue = ARABIC) -> str:
    """The kind of a contact."""
    return f"{tongue.say(contact.mode)} · {tongue.say(contact.status)}"


def coded(event: Event, tongue: Tongue = ARABIC) -> str:
    """What an event is, with PLOVER's own terms behind it."""
    code = f"{event.event} {event.mode}" if event.mode else event.event
    return " · ".join(part for part in (tongue.say(event.event), code, tongue.say(event.status)) if part)


def says(statement: Statement, tongue: Tongue = ARABIC) -> str:
    """How something was said."""
    return f"{tongue.say(statement.act)} · {tongue.say(statement.kind)}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text to be marked: css class, what to say of it, and the anchor of its claim (or "")."""

    span: Span
    kind: str
    title: str
    anchor: str = ""


def write(readings: Iterable[tuple[str, Reading]], file: IO[str]) -> int:
    """Write one page with the readings; returns how many there were."""
    # a page is written as it is made, so that a folder of any size goes through
    templates = Environment(loader=PackageLoader("qanat.serve.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.filters["shown"] = shown
    done = 0

    def articles() -> Iterator[dict[str, object]]:
        nonlocal done
        for name, reading in readings:
            done += 1
            yield {"number": done, "wording": (wording := Wording.of(name, reading)), "paragraphs": list(paragraphs(wording, f"d{done}"))}

    names = {"about": about, "heading": heading, "says": says, "coded": coded}
    for part in templates.get_template("readings.html").stream(articles=articles(), **names):
        file.write(part)
    return done


def shown(text: str) -> Markup:
    """Text from elsewhere, escaped; characters that nobody sees but that turn or hide what stands around them become a badge that names them."""
    out = Markup("")
    at = 0
    for found in HIDDEN.finditer(text):
        character = found.group()
        if character in _HARMLESS:
            continue
        badge = Markup('<bdi class="hidden" dir="ltr" title="U+{:04X} {}: hidden in the text">{}</bdi>')
        out += escape(text[at : found.start()]) + badge.format(
            ord(character), unicodedata.name(character, "tag"), _SHORT.get(character, f"U+{ord(character):04X}")
        )
        at = found.end()
    return out + escape(text[at:])


def _marks(wording: Wording, prefix: str, tongue: Tongue) -> list[Mark]:
    reading = wording.reading
    marks = [Mark(mention, "name", " · ".join(filter(None, (actor.name, about(actor, tongue))))) for actor in reading.actors for mention in actor.mentions]
    marks += [Mark(Span(time.start, time.end), "time", f"{time.value} · {tongue.say(time.grain)}") for time in reading.times]
    for contact in reading.contacts:
        marks.append(Mark(contact.evidence, "evidence", f"{contact.id}: {heading(contact, tongue)} · {contact.rule}", f"{prefix}-{contact.id}"))
        marks += [Mark(span, "proof", f"{contact.id}: {tongue.say(field)}") for field, span in contact.proof.items()]
    for event in wording.narrated():
        marks.append(Mark(event.evidence, "event", f"{event.id}: {coded(event, tongue)} · {event.rule}", f"{prefix}-{event.id}"))
    for statement in reading.statements:
        speaker = wording.actors.get(statement.speaker)
        who = speaker.name if speaker else "?"
        marks.append(Mark(statement.cue, "cue", f"{statement.id}: {who} · {statement.rule}"))
        marks.append(Mark(statement.content, "said", f"{statement.id}: {who} {says(statement, tongue)} · {statement.rule}", f"{prefix}-{statement.id}"))
    return marks


def paragraphs(wording: Wording, prefix: str, here: Span | None = None, tongue: Tongue = ARABIC) -> Iterator[Markup]:
    """The paragraphs of the text, its marks cut where others begin or end, since they may overlap.

    `here` is one more mark, with the anchor `here`; `tongue` says what the marks are.
    """
    text = wording.reading.document.text
    asked = [Mark(here, "here", "", "here")] if here else []
    marks = [mark for mark in [*_marks(wording, prefix, tongue), *asked] if 0 <= mark.span.start < mark.span.end <= len(text)]
    starts: dict[int, list[Mark]] = {}
    for mark in marks:
        starts.setdefault(mark.span.start, []).append(mark)
    breaks = [k for k, c in enumerate(text) if c == "\n"]
    cuts = sorted({0, len(text), *breaks, *(k + 1 for k in breaks), *(k for mark in marks for k in mark.span)})
    active: list[Mark] = []
    pieces: list[Markup] = []
    for start, end in pairwise(cuts):
        if text[start] == "\n" and pieces:
            yield Markup("").join(pieces)
            pieces = []
        beginning = starts.get(start, [])
        active = [mark for mark in active if mark.span.end > start] + beginning
        if text[start] != "\n":
            pieces += [Markup('<a class="anchor" id="{}"></a>').format(mark.anchor) for mark in beginning if mark.anchor]
            pieces.append(_piece(text[start:end], active))
    if pieces:
        yield Markup("").join(pieces)


def _piece(text: str, marks: list[Mark]) -> Markup:
    if not marks:
        return shown(text)
    kinds = " ".join(sorted({mark.kind for mark in marks}))
    return Markup('<mark class="{}" title="{}">{}</mark>').format(kinds, "\n".join(HIDDEN.sub("", mark.title) for mark in marks), shown(text))
