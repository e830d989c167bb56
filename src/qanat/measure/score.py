"""Readings against labels, one article after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qanat.errors import InputError
from qanat.measure import names, places
from qanat.measure.figures import Figures
from qanat.model import MODES

Row = dict[str, Any]
_WAYS = {"call": "call", "message": "message"}  # every other mode is in person
_NAME_WORDS = 8  # a longer mention is a sentence, not a name
_SAME_CONTENT = 0.5
KINDS = ("contacts", "statements", "people", "times")


@dataclass(slots=True)
class Score:
    """The figures, what was missed (-), wrongly read (+) or read otherwise (~) by kind, and the articles without a reading."""

    figures: Figures = field(default_factory=Figures)
    notes: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    claims: list[tuple[str, str, bool]] = field(default_factory=list)  # (article, id of a contact or statement that was read, is it right)
    labels: list[tuple[str, Row, bool]] = field(default_factory=list)  # (kind, a label of a contact or statement, was it found)
    missing: list[str] = field(default_factory=list)


def labelled(gold: Path, ids: Iterable[str] | None = None) -> list[Path]:
    """The labels under a gold folder, of some articles or of all, by name. Raises InputError where there are none."""
    wanted = None if ids is None else frozenset(ids)
    found = [path for path in sorted((gold / "labels").glob("*.json")) if wanted is None or path.stem in wanted]
    if not found:
        raise InputError(f"{gold}: no labels to measure against; a gold folder holds articles/ID.json and labels/ID.json")
    return found


def score(gold: Path, readings: Mapping[str, Row], ids: Iterable[str] | None = None) -> Score:
    """Score readings (by id, in the form of the contract) against the labels under `gold`; an article without a reading counts as read empty."""
    out = Score()
    for path in labelled(gold, ids):
        label = json.loads(path.read_text(encoding="utf-8"))
        reading = readings.get(label["id"])
        if reading is None:
            out.missing.append(label["id"])
            article = json.loads((gold / "articles" / path.name).read_text(encoding="utf-8"))
            reading = {"document": {"text": f"{article['title']}\n{article['text']}"}}
        article_score = _Article(label, reading, out)
        for kind in KINDS:
            if kind in label:  # labels made of reviews hold only what was looked at
                getattr(article_score, kind)()
    return out


def pairs(golds: Sequence[Any], got: Sequence[Any], likeness: Callable[[Any, Any], float]) -> list[tuple[int, int]]:
    """One-to-one pairs, the likest first, of equals the first; what has no likeness is never paired."""
    ranked = sorted(((likeness(g, s), i, j) for i, g in enumerate(golds) for j, s in enumerate(got)), key=lambda one: (-one[0], one[1], one[2]))
    left, right, out = set(range(len(golds))), set(range(len(got))), []
    for value, i, j in ranked:
        if value > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            out.append((i, j))
    return out


class _Article:
    """One article's labels beside its reading."""

    def __init__(self, label: Row, reading: Row, out: Score) -> None:
        self.label, self.reading, self.out = label, reading, out
        self.figures = out.figures
        self.text: str = reading["document"]["text"]
        self.actors: dict[str, Row] = {actor["id"]: actor for actor in reading.get("actors", [])}
        self.persons = frozenset(person["name"] for person in label.get("people", ()))
        self._names: dict[str, list[str]] = {}

    def note(self, kind: str, sign: str, what: str) -> None:
        self.out.notes[kind].append(f"{self.label['id']} {sign} {what}")

    def rest(
        self, kind: str, found: list[tuple[int, int]], gold: Sequence[Any], got: Sequence[Any], miss: Callable[[Any], str], extra: Callable[[Any], str]
    ) -> None:
        """Note what was missed and what was wrongly read."""
        for sign, side, rows, say in (("-", 0, gold, miss), ("+", 1, got, extra)):
            seen = {pair[side] for pair in found}
            for k, row in enumerate(rows):
                if k not in seen:
                    self.note(kind, sign, say(row))

    def judged(self, kind: str, got: Sequence[Row], found: list[tuple[int, int]]) -> None:
        """Keep which of the claims that were read are right, and which of the labels were found."""
        met, right = {i for i, _ in found}, {j for _, j in found}
        self.out.claims += [(self.label["id"], claim["id"], j in right) for j, claim in enumerate(got)]
        self.out.labels += [(kind, label, i in met) for i, label in enumerate(self.label[kind])]

    def called(self, wanted: str, actor: Row) -> bool:
        """An actor goes, in its name or in one of its mentions, by a name."""
        known = self._names.get(actor["id"])
        if known is None:
            mentions = [self.text[start:end] for start, end in actor.get("mentions", [])]
            known = self._names[actor["id"]] = [actor.get("name") or "", *(said for said in mentions if len(said.split()) <= _NAME_WORDS)]
        return any(names.same(wanted, name) for name in known)

    # --- contacts

    def is_party(self, party: Row, actor: Row) -> bool:
        if self.called(party["name"], actor):
            return True
        unnamed = party["name"] not in self.persons and party["country"] is not None  # an office or a state may be named otherwise, never a person
        return unnamed and (party["country"], party["role"]) == (actor.get("country"), actor.get("role"))

    def party_pairs(self, gold: Sequence[Row], got: Sequence[Row]) -> dict[int, int]:
        """As many parties as can be paired one to one: labelled → read."""
        fits = [[j for j, actor in enumerate(got) if self.is_party(party, actor)] for party in gold]
        taken: dict[int, int] = {}  # read → labelled

        def place(i: int, tried: set[int]) -> bool:
            for j in fits[i]:
                if j not in tried:
                    tried.add(j)
                    if j not in taken or place(taken[j], tried):
                        taken[j] = i
                        return True
            return False

        for i in range(len(gold)):
            place(i, set())
        return {i: j for j, i in taken.items()}

    def contacts(self) -> None:
        gold = self.label["contacts"]
        got = [(contact, [self.actors[one] for one in contact["parties"] if one in self.actors]) for contact in self.reading.get("contacts", [])]

        def likeness(g: Row, read: tuple[Row, list[Row]]) -> float:
            contact, parties = read
            shared = len(self.party_pairs(g["parties"], parties))
            if shared < 2 or _way(g["mode"]) != _way(contact["mode"]):
                return 0
            equal = {key: bool(g[key] == contact.get(key)) for key in ("status", "date", "mode")}
            return shared + equal["status"] * 0.5 + equal["date"] * 0.4 + equal["mode"] * 0.2

        found = pairs(gold, got, likeness)
        self.judged("contacts", [contact for contact, _ in got], found)
        self.figures.found("contacts", len(found), len(gold), len(got))
        strict = 0
        for i, j in found:
            strict += self.contact(gold[i], *got[j])
        self.figures.found("contacts.strict", strict, len(gold), len(got))
        self.rest("contacts", found, gold, got, _labelled_contact, self.read_contact)

    def contact(self, gold: Row, read: Row, parties: list[Row]) -> bool:
        """Compare the fields of a contact that was found; true where it is right in every party, status and date."""
        shared = self.party_pairs(gold["parties"], parties)
        right = {key: gold[key] == read.get(key) for key in ("status", "date", "mode")}
        for key, is_right in right.items():
            self.figures.right(f"contacts.{key}", is_right)
        starter = read.get("initiator")
        if gold["initiator"] is None:
            self.figures.right("contacts.initiator", starter is None)
        else:
            who = shared.get(gold["initiator"])
            self.figures.right("contacts.initiator", who is not None and parties[who]["id"] == starter)
        told = [self.actors[one] for one in read.get("told_by", []) if one in self.actors]
        hits = pairs(gold["reported_by"], told, lambda name, actor: self.called(name, actor))
        self.figures.found("contacts.told_by", len(hits), len(gold["reported_by"]), len(told))
        for i, j in shared.items():
            labelled_party, party = gold["parties"][i], parties[j]
            if labelled_party["country"]:
                self.figures.right("contacts.party_country", labelled_party["country"] == party.get("country"))
            self.figures.right("contacts.party_role", labelled_party["role"] == party.get("role"))
        if not (right["status"] and right["date"]):
            self.note("contacts", "~", f"{gold['mode']} {gold['status']} {gold['date']} read as {read['status']} {read.get('date')}: {gold['evidence'][:90]}")
        return len(shared) == len(gold["parties"]) == len(parties) and right["status"] and right["date"]

    def read_contact(self, read: tuple[Row, list[Row]]) -> str:
        contact, parties = read
        start, end = contact.get("evidence") or (0, 0)
        return f"{contact['mode']} {contact['status']} {contact.get('date')} {[p['name'] for p in parties]}: {self.text[start:end][:110]}"

    # --- statements

    def statements(self) -> None:
        gold = list(zip(self.label["statements"], places.statements(self.text, self.label["statements"]), strict=True))
        got = self.reading.get("statements", [])

        def content(label: tuple[Row, places.Range | None], read: Row) -> float:
            share = places.overlap(label[1], read["content"]) if label[1] else 0.0
            return share if share >= _SAME_CONTENT else 0.0

        def whole(label: tuple[Row, places.Range | None], read: Row) -> float:
            share = content(label, read)
            speaker = self.actors.get(read.get("speaker") or "")
            return share if share and speaker is not None and self.called(label[0]["speaker"], speaker) else 0.0

        self.figures.found("statements.span", len(pairs(gold, got, content)), len(gold), len(got))
        found = pairs(gold, got, whole)
        self.judged("statements", got, found)
        self.figures.found("statements", len(found), len(gold), len(got))
        for i, j in found:
            self.figures.right("statements.act", gold[i][0]["act"] == got[j].get("act"))
            self.figures.right("statements.kind", gold[i][0]["kind"] == got[j].get("kind"))
        self.rest("statements", found, [label for label, _ in gold], got, _labelled_statement, self.read_statement)

    def read_statement(self, read: Row) -> str:
        start, end = read["content"]
        return f"{self.actors.get(read.get('speaker') or '', {}).get('name')} | {self.text[start:end][:80]}"

    # --- people and times

    def people(self) -> None:
        gold = self.label["people"]
        got = [actor for actor in self.reading.get("actors", []) if actor["kind"] == "person" and actor.get("role")]  # without an office it is no claim
        found = pairs(gold, got, lambda person, actor: self.called(person["name"], actor))
        self.figures.found("people", len(found), len(gold), len(got))
        for i, j in found:
            self.figures.right("people.country", gold[i]["country"] == got[j].get("country"))
            self.figures.right("people.role_type", gold[i]["role_type"] == got[j].get("role"))
        self.rest(
            "people", found, gold, got, lambda p: f"{p['name']} | {p['role']} | {p['country']}", lambda a: f"{a['name']} | {a.get('role')} | {a.get('country')}"
        )

    def times(self) -> None:
        gold = list(zip(self.label["times"], places.times(self.text, self.label["times"]), strict=True))
        got = self.reading.get("times", [])

        def where(label: tuple[Row, places.Range | None], read: Row) -> float:
            return places.overlap(label[1], (read["start"], read["end"])) if label[1] else 0.0

        def whole(label: tuple[Row, places.Range | None], read: Row) -> float:
            return where(label, read) if label[0]["value"] == read["value"] else 0.0

        self.figures.found("times.span", len(pairs(gold, got, where)), len(gold), len(got))
        found = pairs(gold, got, whole)
        self.figures.found("times", len(found), len(gold), len(got))
        self.rest("times", found, [label for label, _ in gold], got, lambda t: f"{t['text']} = {t['value']}", lambda t: f"{t['text']} = {t['value']}")


def _way(mode: str) -> str | None:
    """How the sides were in touch: by call, by message, or in person; None for a mode that the contract does not know."""
    return _WAYS.get(mode, "person") if mode in MODES else None


def _labelled_contact(label: Row) -> str:
    return f"{label['mode']} {label['status']} {label['date']} {[p['name'] for p in label['parties']]}: {label['evidence'][:110]}"


def _labelled_statement(label: Row) -> str:
    return f"{label['speaker']} | {label['cue']} | {label['head']} … {label['tail']}"
