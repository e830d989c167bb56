"""Several persons of one office, named one after another."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import LISTED
from qanat.read.found import Found
from qanat.read.lookup import IN_MARKS
from qanat.read.posts import WHOLE
from qanat.read.unnamed import Unnamed

_BETWEEN: Final = frozenset(("place", "nation", "body", "state", "noun"))  # what may be named in the complement of an office
_NO_COMPLEMENT: Final = frozenset(("head", "relative", "weekday", "month", "both", "honoured"))
_SHORTEST: Final = 4  # letters past which an unknown word may be "and" with a name
_ASIDE: Final = 8  # tokens of a remark in brackets, with them
_FARTHEST: Final = 8  # tokens between an office and a name behind its complement


class Lists(Unnamed):
    """Shares an office in the plural among those who are named."""

    def _all_of(self, found: Found, at: int, out: list[Found]) -> int:
        """The holders of an office in the plural, named one after another: "القياديان أبو حمزة وأبو قتادة", "الملوك سعود وفيصل", "مستشاريه، وهم …"."""
        if not found.offices or found.offices[0].number not in "dp" or found.offices[0].kind != "head" or found.kind not in ("office", "person"):
            return at
        office = found.offices[0]
        told = office.complement or office.country or office.body is not None or office.holder
        start = self._listing(at) if found.kind == "office" and told else at
        listed = start > at
        persons = [found] if found.kind == "person" else []
        at = start
        while at < self.size:
            at = self._past_aside(at) if persons else at
            first = at + 1 if self.forms[at].mark in self.pack.marks.comma and (persons or listed) else at
            first += first > at and first + 1 < self.size and "offices.likewise" in self.forms[first].sets
            if first < self.size and persons and not (first > at or self._joins_name(first)):
                break
            name = self._past_titles(first)
            stop = self.name_at(name, titled=bool(persons) or name > first) if name < self.size else name
            single = stop == name + 1 and name == first
            if stop == name or (single and ("name" not in self.forms[name].kinds or not (persons or self._joins_name(stop)))):
                break
            person = self._named(first, name, stop, [office.of_one()], "")
            persons.append(person)
            at = person.end
        if len(persons) < 2:
            return at if found.kind == "office" and not persons else found.end
        if found.kind == "person":
            found.offices[0] = found.offices[0].of_one()
        for person in persons:
            person.gender = person.gender or found.gender
            person.conjunction, person.preposition = self._attached(person.first)
            if not person.conjunction and person is not persons[0] and self._joins_unknown(person.first):
                person.conjunction = self.forms[person.first].form[0]
        if not listed:
            out.pop()
            persons[0].first, persons[0].preposition, persons[0].conjunction, persons[0].number = found.first, found.preposition, found.conjunction, "s"
        out += persons
        return at

    def _past_aside(self, at: int) -> int:
        """Past a remark in brackets between two of a list: "وفلان (عين أخيرا)، وفلان"."""
        if self.forms[at].mark != "(":
            return at
        end = next((k + 1 for k in range(at + 1, min(at + _ASIDE, self.size)) if self.forms[k].mark == ")"), at)
        return end if end < self.size and self.forms[end].mark in self.pack.marks.comma else at

    def _listing(self, at: int) -> int:
        """Past the words with which a list of names begins: "، وهم:", "من بينهم"; `at` where there are none."""
        marks, words = self.pack.marks, self.pack.sets["offices.listing"]
        k, begun = at, False
        while k < min(at + 4, self.size):
            word = self.forms[k]
            begins = word.form in words or (word.mark != "" and word.mark in marks.colon)
            if not begins and not (word.mark and word.mark in marks.comma):
                break
            k, begun = k + 1, begun or begins
        return k if begun else at

    def _appointed(self, out: list[Found]) -> None:
        """Offices that stand farther from the name: before it with more between, or behind the last of several names."""
        if out and out[-1].kind == "person":
            self._far_office(out)
            self._made_alike(out)

    def _far_office(self, out: list[Found]) -> None:
        """The office before a name with its own long complement between: "رئيس لجنة التنمية في محافظة القرى فلان بن فلان"."""
        last = out[-1]
        if last.offices or last.name is None or last.conjunction or last.preposition or last.name[1] - last.name[0] < 2:
            return
        k = len(out) - 2
        while k >= 0 and out[k].kind in _BETWEEN and last.first - out[k].first < _FARTHEST:
            k -= 1
        before = out[k] if k >= 0 else last
        gap, first = last.first - before.end, self.forms[last.name[0]]
        if before.kind != "office" or before.number != "s" or not 0 < gap <= _FARTHEST or self._object_near(before.offices[0]):
            return
        office = before.offices[-1]
        if self.forms[last.first - 1].form in self.joins or (first.article and first.common):
            return
        if self._said_of(before.first, before.end):
            return
        bare = not (office.definite or office.complement or office.country or office.body)
        if bare or office.holder or (office.role in WHOLE and office.country) or not all(self._between(at) for at in range(before.end, last.first)):
            return
        self._serve_between(office, last.first)
        office.complement, office.end = True, last.first
        self._settle_role(office)
        last.first, last.offices, last.gender, last.title = before.first, before.offices, before.gender, last.title or before.title
        last.conjunction, last.preposition = before.conjunction, before.preposition
        out[k:] = [last]

    def _between(self, at: int) -> bool:
        """May this word stand in the long complement of an office?"""
        word = self.forms[at]
        if word.mark or word.number or self._finite(at) or not (word.kinds.isdisjoint(_NO_COMPLEMENT) or self._seat(at)):
            return False
        if self.words.text[self.words.ends[at] - 1] in self.possessed or word.form.endswith(self.possessive):
            return False  # "ولي العهد لدى وصوله"
        if not word.article and word.form.endswith((self.pack.accusative, self.pack.she)):
            return False  # "رئيس البعثة مرورا", "القائمة شملت"
        return word.form in self.joins or word.form not in self.function or "offices.through" in word.sets

    def _made_alike(self, out: list[Found]) -> None:
        """Those named before the last one of several who are made the same: "تسمية أحمد … ومحمود … أعضاءً في اللجنة"."""
        last = out[-1] if out else None
        if last is None or last.kind != "person" or not last.offices or last.offices[-1].number != "p" or last.offices[-1].definite or not last.conjunction:
            return
        office = last.offices[-1].of_one()
        for before, after in zip(reversed(out[:-1]), reversed(out[1:]), strict=True):
            if before.kind != "person" or before.offices or not after.conjunction or any(not w.mark for w in self.forms[before.end : after.first]):
                break
            before.offices = [office]
        first = next((f for f in reversed(out[:-1]) if f.kind == "person" and f.offices == [office]), None)
        last.offices[-1] = office if first is not None else last.offices[-1]

    def _joins_name(self, at: int) -> bool:
        """Is "and" attached to this word of a name?"""
        if at >= self.size:
            return False
        word = self.forms[at]
        sense = word.by.get("person") or word.by.get("name")
        return bool(sense.conjunction if sense is not None else word.conjunction) or word.form[1:] in self.openers or self._joins_unknown(at)

    def _joins_unknown(self, at: int) -> bool:
        """Is it "and" with a name that no table knows, before another word of it: "وسيلفستر نتيبانتونغانيا"?"""
        word = self.forms[at]
        unknown = not word.kinds and not word.common and word.form[0] in self.pack.lexicon.particles.conjunctions and len(word.form) > _SHORTEST
        return unknown and at + 1 < self.size and self.forms[at + 1].naming > 0

    def _shared_office(self, found: Found, at: int, out: list[Found]) -> int:
        """الرئيسين التركي … والأمريكي …, وزيرا خارجية روسيا وتركيا, وزيرا الخارجية … والدفاع …: those named next share the office; so does whoever is
        named after one holder: "الرئيس الفلسطيني محمود عباس والتونسي الباجي قائد السبسي".
        """
        if not found.offices or found.offices[0].kind != "head":
            return at
        first = found.offices[0]
        several = first.number in "dp"
        while (several or (found.kind == "person" and first.country)) and at < self.size:
            comma = found.kind == "person" and self.forms[at].mark in self.pack.marks.comma and at + 1 < self.size
            at += comma  # "وزيرا الخارجية السعودي عادل الجبير، والمصري سامح شكري"
            office = self._elliptic(first, at, several=several)
            name = self._name_after(office.end, office=False) if office is not None else None
            unnamed = several and found.kind == "office" and name is None  # "وزيرا خارجية روسيا وتركيا"
            if office is None or not (unnamed or (name is not None and (several or name[1] > name[0] + 1))):
                at -= comma
                break
            found.number = first.number = "s"
            other = self._named(at, *name, [office], "") if name is not None else Found(at, office.end, "office", offices=[office], gender=found.gender)
            other.conjunction = self.forms[at].form[0]
            out.append(other)
            at = other.end
        shared = several and found.kind == "office" and out[-1] is not found
        return self._named_in_order(found, at, out) if shared else at

    def _named_in_order(self, found: Found, at: int, out: list[Found]) -> int:
        """Several unnamed whose names all stand behind the last of them: "وزراء خارجية مصر والأردن والعراق سامح شكري وأيمن الصفدي وفؤاد حسين"."""
        start = next(k for k in range(len(out) - 1, -1, -1) if out[k] is found)
        row, end = out[start:], at
        names = [(out[-1].name[0], *out[-1].name)] if out[-1].name is not None else []
        at += not names and at < self.size and self.forms[at].mark != "" and self.forms[at].mark in self.pack.marks.comma
        while len(names) < len(row) and (not names or self._joins_name(at)):
            name = self._past_titles(at)
            stop = self.name_at(name, titled=True)
            if stop < name + 2:
                break
            names.append((at, name, stop))
            at = stop
        if len(names) < len(row) or any(phrase.kind != "office" for phrase in row[:-1]):
            return end
        out[start:] = [self._named(*name, [phrase.offices[0]], "") for phrase, name in zip(row, names, strict=True)]
        for person in out[start + 1 :]:
            person.conjunction = self.forms[person.first].form[0]
        out[start].first, out[start].conjunction, out[start].preposition = found.first, found.conjunction, found.preposition
        return out[-1].end

    def _shared_noun(self, found: Found, at: int, out: list[Found]) -> int:
        """ "حزبي «العدالة والتنمية» و«الشعب الجمهوري»": the second of two bodies, whose name goes with the noun of both."""
        forms, sets, quotes = self.forms, self.pack.sets, self.pack.marks.quotes
        joint = at + (at < self.size and forms[at].mark in self.pack.marks.closing)
        if joint + 1 >= self.size or forms[joint].form[0] not in self.pack.lexicon.particles.conjunctions:
            return at
        if not any("offices.two_bodies" in word.stem_sets for word in forms[max(found.first - 2, 0) : found.end]):
            return at
        conjunction = forms[joint].form[0]
        marked = forms[joint].form == conjunction and forms[joint + 1].mark in quotes
        if marked:
            end = self._closing(joint + 1, IN_MARKS)
            name = tuple(word.form for word in forms[joint + 2 : end])
        else:
            end, name = joint + 2, (forms[joint].form.removeprefix(conjunction), forms[joint + 1].form)  # "حزبي العدالة والتنمية والشعب الجمهوري"
        sense = self._named_by(sets["offices.bodies"], name) if name else None
        if sense is None:
            return at
        out.append(Found(joint + 2 * marked, end, "body", row=sense.entry.row))
        out[-1].conjunction = "" if marked else conjunction
        return end

    def _attached(self, at: int) -> tuple[str, str]:
        word = self.forms[at]
        if word.somebody is not None:
            return word.somebody.conjunction, word.somebody.preposition
        for phrase in self._phrases(at) if word.phrases else ():
            if (phrase.sense.entry.kind in LISTED or phrase.sense.entry.kind == "title") and self._follows(at + 1, phrase.rest):
                return phrase.sense.conjunction, phrase.sense.preposition
        if word.form[0] in self.pack.lexicon.particles.conjunctions and word.form[1:] in self.openers:
            return word.form[0], ""
        name = word.by.get("name")
        return (name.conjunction, name.preposition) if name is not None else (word.conjunction, word.preposition)
