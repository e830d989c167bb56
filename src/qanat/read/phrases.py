"""Noun phrases that name somebody: offices, bodies, states and persons, found by structure from left to right."""

from __future__ import annotations

from dataclasses import replace

from qanat.packs.lexicon import Word
from qanat.packs.rows import Country, Place
from qanat.read.persons import Found
from qanat.read.unnamed import Unnamed

_KNOWN = ("person", "body", "state", "place", "nation")


class Phrases(Unnamed):
    """Finds the noun phrases of one text."""

    def all(self) -> list[Found]:
        """Every phrase, in order, none inside another."""
        out: list[Found] = []
        at = 0
        forms = self.forms
        while at < self.size:
            word = forms[at]
            found = self._at(at, word) if word.opens and not (word.only_name and self._alone(at)) else None
            if found is None and at and forms[at - 1].speaks:
                found = self._unnamed_speaker(at)
            if found is None:
                at += 1
                continue
            if found.kind == "office" and found.number == "s" and self._bare(at):
                found = self._name_before(found, out)
            found.conjunction, found.preposition = self._attached(found.first)
            if found.kind == "person" and out and self._holds_both(out[-1], found):
                before = out.pop()
                found = replace(
                    found, first=before.first, offices=before.offices + found.offices, conjunction=before.conjunction, preposition=before.preposition
                )
            out.append(found)
            at = max(found.end, at + 1)
            at = self._shared_office(found, at, out)
            at = self._all_of(found, at, out)
        return out

    def _all_of(self, found: Found, at: int, out: list[Found]) -> int:
        """The holders of an office in the plural, named one after another: "القياديان أبو حمزة وأبو قتادة", "الملوك سعود وفيصل"."""
        plural = found.kind == "office" and found.number in "dp" and found.offices[0].kind == "head"
        names: list[tuple[int, int]] = []
        while plural and at < self.size:
            mark = self.forms[at].mark in self.pack.marks.comma
            name = at + 1 if mark and names else at
            if name < self.size and names and not (mark or self._joins_name(name)):
                break
            stop = self.name_at(name, titled=bool(names)) if name < self.size else name
            if stop == name or (names and stop == name + 1 and self.forms[name].naming < 2) or (not names and stop < name + 2):
                break
            names.append((name, stop))
            at = stop
        if len(names) < 2:
            return names[0][0] if names else at
        for k, (name, stop) in enumerate(names):
            office = replace(found.offices[0], number="s")
            person = Found(found.first if not k else name, stop, "person", name=(name, stop), offices=[office], gender=found.gender)
            person.conjunction, person.preposition = self._attached(person.first)
            if not k:
                out.pop()
            out.append(person)
        return at

    def _joins_name(self, at: int) -> bool:
        """Is "and" attached to this word of a name?"""
        word = self.forms[at]
        sense = word.by.get("person") or word.by.get("name")
        return bool(sense.conjunction if sense is not None else word.conjunction) or word.form[1:] in self.openers

    def _alone(self, at: int) -> bool:
        """Can this word of a name be no more than one word? Without title or office that is no name yet."""
        if at + 1 >= self.size:
            return True
        following, form = self.forms[at + 1], self.forms[at].form
        if following.naming or following.mark or following.form in self.links or following.form in self.openers:
            return False
        return form not in self.openers and not (form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in self.openers)

    def _shared_office(self, found: Found, at: int, out: list[Found]) -> int:
        """الرئيسين التركي … والأمريكي …, وزيرا خارجية روسيا وتركيا: the second nationality or state shares the office."""
        shared = bool(found.offices) and found.offices[0].number in "dp" and found.offices[0].kind == "head"
        last = self.forms[at - 1].by.get("state") if shared and found.kind == "office" else None
        of_states = last is not None and bool(found.offices[0].country)  # "وزيرا خارجية روسيا وتركيا"
        while shared and at < self.size:
            comma = found.kind == "person" and self.forms[at].mark in self.pack.marks.comma and at + 1 < self.size
            sense, end = self.known(at + 1 if comma else at)
            if comma and (sense is None or not sense.conjunction or sense.entry.kind != "nation"):
                break
            at += comma  # "وزيرا الخارجية السعودي عادل الجبير، والمصري سامح شكري"
            if sense is None or not sense.conjunction or sense.entry.kind != ("state" if of_states else "nation"):
                break
            office = replace(found.offices[0], first=at, end=end, country="", body=None, number="s")
            self._serve(office, sense)
            found.number = found.offices[0].number = "s"
            name = self._name_after(end, office=False)
            other = self._named(at, *name, [office], "") if name is not None else Found(at, end, "office", offices=[office], gender=found.gender)
            other.conjunction = sense.conjunction
            out.append(other)
            at = other.end
        return at

    def _attached(self, at: int) -> tuple[str, str]:
        word = self.forms[at]
        for kind in ("both", "honoured", "home", "capital", "person", "head", "title", "noun", "body", "state", "place", "nation"):
            sense = word.by.get(kind)
            if sense is not None:
                return sense.conjunction, sense.preposition
        for phrase in self._phrases(at):
            if (phrase.sense.entry.kind in _KNOWN or phrase.sense.entry.kind == "title") and self._follows(at + 1, phrase.rest):
                return phrase.sense.conjunction, phrase.sense.preposition
        name = word.by.get("name")
        return (name.conjunction, name.preposition) if name is not None else (word.conjunction, word.preposition)

    def _at(self, at: int, word: Word) -> Found | None:
        kinds = word.kinds
        if "both" in kinds:
            return Found(at, at + 1, "both", number="d")
        if "honoured" in kinds:
            return Found(at, at + 1, "honoured")
        if "capital" in kinds and (capital := self._capital(at)) is not None:
            return capital
        if "head" in kinds or "title" in kinds or self._title(at):
            found = self._titled(at)
            if found is not None:
                return found
        sense, end = self.known(at)
        if word.naming or (sense is not None and sense.entry.kind == "person"):
            stop = self.name_at(at, titled=False)
            if stop > at and (sense is None or stop > end or (stop == end and sense.entry.kind == "person")):
                return self._named(at, at, stop, [], "")
        if "noun" in kinds and (sense is None or end == at + 1):
            office = self.office(at, "noun")
            if office is not None:
                return Found(at, office.end, "noun", offices=[office], gender=office.gender, number=office.number, row=office.body)
        if sense is not None:
            kind = sense.entry.kind
            if kind == "person":
                return self._named(at, at, end, [], "")
            gender, number = (
                sense.entry.form if kind == "nation" else ("f" if kind == "state" or (kind == "place" and sense.entry.row.stands != "palace") else "", "s")
            )
            return Found(at, end, kind, row=sense.entry.row, gender=gender, number=number)
        return None

    def _capital(self, at: int) -> Found | None:
        """ "العاصمة الفرنسية باريس", "العاصمة الفرنسية", "العاصمة باريس": a place by one of its names."""
        sense, end = self.known(at + 1) if at + 1 < self.size else (None, at)
        if sense is not None and sense.entry.kind == "state" and end == at + 2:
            sense = self.forms[at + 1].by.get("nation", sense)  # "العاصمة السعودية"
        row = None
        if sense is not None and sense.entry.kind == "nation" and not sense.conjunction:
            row = sense.entry.row
            sense, after = self.known(end) if end < self.size else (None, end)
            end = after if sense is not None and sense.entry.kind == "place" else end
        if sense is not None and sense.entry.kind == "place" and not (sense.conjunction or sense.preposition):
            row = sense.entry.row
        return Found(at, end, "place", row=row, gender="f") if isinstance(row, Country | Place) else None
