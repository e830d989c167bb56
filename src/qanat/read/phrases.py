"""Noun phrases that name somebody: offices, bodies, states and persons, found by structure from left to right."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import Country, Place
from qanat.packs.word import FINITE, Word
from qanat.read.found import Found
from qanat.read.lists import Lists
from qanat.read.syntax import SPEECH, finite

_BEING: Final = 3  # tokens from "was" to what somebody was
_RELAY: Final = 10  # tokens between a verb of relaying and "from"
_TOWN: Final = 2  # words of the name of a town


class Phrases(Lists):
    """Finds the noun phrases of one text."""

    def all(self) -> list[Found]:
        """Every phrase, in order, none inside another."""
        out: list[Found] = []
        at = 0  # the first token that is not yet part of a phrase
        forms = self.forms
        quotes = self.pack.marks.quotes
        thats, relaying = self.pack.either("speech.that", "speech.then", "speech.heads", "speech.clause_heads", "contacts.was"), self.pack.sets["speech.from"]
        colons, closing = self.pack.marks.colon, self.pack.marks.closing | {")"}
        last: Word | None = None
        for here, word in enumerate(forms):
            prior, last = last, word
            if here < at:
                continue
            said = cited = told = relayed = heading = quoted = False
            if prior is None or prior.mark:
                heading = prior is None or prior.mark == "\n" or prior.mark in colons
                quoted = prior is not None and prior.mark in quotes and word.article and (here == 1 or forms[here - 2].mark == "\n")
                said = prior is not None and prior.mark in closing and self._verb_before(here) >= 0
                told = word.article
            else:
                said, cited = self._verb_before(here) >= 0, prior.cites
                told, relayed = word.article and prior.closed and prior.form in thats, prior.closed and prior.form in relaying
            if not (word.opens or said or heading or cited or told or relayed or quoted):
                continue
            found = None
            if word.opens:
                if here and (end := self._eponym(here)) > here:
                    at = end  # "مطار الملك خالد" names nobody
                    continue
                found = self._town(here) if here and not word.kinds else None
                if found is None and not (word.only_name and self._alone(here)) and not self._speaking_of(here):
                    found = self._at(here, word, beside=bool(out) and out[-1].kind == "person" and self._beside_name(here, out[-1].end))
            at = here
            if said and (found is None or (found.kind in ("place", "nation") and self._place_in_a_name(at))):
                found = self._unnamed_speaker(at) or found
            elif (found is None or found.kind == "nation") and cited:
                found = self._cited(at) or found
            elif found is None and heading and word.common:
                found = self._heading_speaker(at)
            elif found is None and quoted:
                found = self._heading_quoted(at)
            if found is None and told:
                found = self._told_speakers(at) or self._had_spoken(at)
            if found is None and relayed:
                found = self._relayed(at)
            if found is None:
                continue
            if found.kind == "office" and found.number == "s" and self._bare(at):
                found = self._name_before(found, out)
            found.conjunction, found.preposition = self._attached(found.first)
            if out and self._shares_complement(out[-1], found):
                before = out.pop()
                found.first, found.conjunction, found.preposition = before.first, before.conjunction, before.preposition
            if found.kind == "person" and out and self._holds_both(out[-1], found):
                before = out.pop()
                found.first, found.offices = before.first, before.offices + found.offices
                found.conjunction, found.preposition = before.conjunction, before.preposition
            out.append(found)
            at = max(found.end, at + 1)
            at = self._shared_office(found, at, out)
            at = self._shared_noun(found, at, out) if found.kind in ("noun", "body") else at
            at = self._all_of(found, at, out)
            self._appointed(out)
        return out

    def _shares_complement(self, before: Found, found: Found) -> bool:
        """ "رؤساء وقيادات الأحزاب": does a bare plural office go with what the one joined to it right behind is of?"""
        if before.kind != "office" or found.kind not in ("office", "noun") or before.end != found.first or not found.conjunction:
            return False
        office, other = before.offices[0], found.offices[0]
        bare = before.end == before.first + 1 and not (office.definite or office.complement or office.country or office.holder)
        return bare and office.number == other.number == "p" and not other.definite and (other.complement or bool(other.country) or other.body is not None)

    def _relayed(self, at: int) -> Found | None:
        """Whose words a verb relays: a name of words that mean something else as well ("نقلت الوكالة عن سعيد الطاير أن"), else whoever has no name
        ("نقلت عن والد الضحية قوله"), when his words follow.
        """
        first = max(self.words.sentence_at(at)[0], at - _RELAY)
        verbs = (finite(word, SPEECH) for word in self.forms[first : at - 1] if word.speaks)
        if not any(verb is not None and verb.entry.row.relay for verb in verbs):
            return None
        stop = self.name_at(at, titled=True)
        if stop > at + 1:
            return self._named(at, at, stop, [], "")
        if self.forms[at].naming:
            return None
        end = at + ("speech.some" in self.forms[at].sets)  # "أحد الناجين"
        while end < min(at + _RELAY, self.size) and self._ordinary(self.forms[end]):
            end += 1
        told = self.forms[end : end + _RELAY]
        until = next((k for k, word in enumerate(told) if "speech.that" in word.sets or "speech.sayings" in word.sets), None)
        plain = until is not None and not any(word.mark or finite(word) is not None for word in told[:until])
        return self._spoken_by(at, end) if plain and end > at else None

    def _speaking_of(self, at: int) -> bool:
        """ "، متحدثا عن", "كان المتهم مسؤولا عن": a participle rather than an office."""
        word, after = self.forms[at], self.forms[at + 1] if at + 1 < self.size else None
        if "head" not in word.kinds or word.article or after is None or "speech.from" not in after.sets:
            return False
        marked = at > 0 and bool(self.forms[at - 1].mark)
        being = (one for one in self.forms[max(at - _BEING, 0) : at] if not word.mark and word.form.endswith(self.pack.accusative))
        return (marked and "speech" in word.kinds) or any("contacts.was" in one.sets or "speech.copula" in one.sets for one in being)

    def _felt(self, at: int) -> bool:
        """Is it happiness rather than excellency: "أعرب عن سعادته", "أبدى سعادته"?"""
        if "offices.also_felt" not in self.forms[at].stem_sets:
            return False
        sense = self.forms[at - 1].by.get("speech") if at else None
        return sense is None or sense.entry.form[0] not in FINITE or (sense.entry.row.expresses and "object" in sense.entry.row.takes)

    def _alone(self, at: int) -> bool:
        """Can this word of a name be no more than one word? Without title or office that is no name yet."""
        if at + 1 >= self.size:
            return True
        following, form = self.forms[at + 1], self.forms[at].form
        if following.naming or following.mark or following.form in self.links or following.form in self.openers:
            return False
        return form not in self.openers and not (form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in self.openers)

    def _beside_name(self, at: int, end: int) -> bool:
        """Is a word of names, whatever else it means, joined to the name of a person that ends right before, with more of a name behind it: "وناصر الزهيري"?"""
        right = at == end or (at == end + 1 and self.forms[end].mark != "" and self.forms[end].mark in self.pack.marks.comma)
        sense = self.forms[at].by.get("name") if right else None
        if sense is None or not sense.conjunction or sense.preposition or at + 1 >= self.size or self.surname(at) is not None:
            return False  # "الحوثي وصالح"
        return self._of_a_name(at + 1)

    def _at(self, at: int, word: Word, *, beside: bool = False) -> Found | None:
        found = self._by_meaning(at, word) if not word.only_name else None
        if found is not None:
            return found
        sense, end = self.known(at)
        if word.naming or (sense is not None and sense.entry.kind == "person"):
            stop = self.name_at(at, titled=self._led(at))
            if stop == at and beside and (more := self.name_at(at, titled=True)) > at + 1:
                stop = more
            if stop == at + 1 and "names.never_alone" in word.sets:
                return None
            if stop > at and (sense is None or stop > end or (stop == end and sense.entry.kind == "person")):
                return self._named(at, at, stop, [], "")
        if "noun" in word.kinds and (sense is None or end == at + 1) and not self._two_states(at):
            office = self.office(at, "noun")
            if office is not None and office.called:
                return Found(at, office.end, "body", row=office.body, gender=office.gender)
            if office is not None:
                return Found(at, office.end, "noun", offices=[office], gender=office.gender, number=office.number, row=office.body)
        if sense is not None and not self._in_slashes(at, end):
            kind = sense.entry.kind
            if kind == "person":
                return self._named(at, at, end, [], "")
            she = kind == "state" and "offices.he_states" not in word.stem_sets
            feminine = she or (kind == "place" and sense.entry.row.stands != "palace")
            gender, number = sense.entry.form if kind == "nation" else ("f" if feminine else "", "s")
            agency = kind == "body" and sense.entry.row.kind == "agency" and end < self.size and "offices.for_news" in self.forms[end].sets
            return Found(at, end + agency, kind, row=sense.entry.row, gender=gender, number=number)
        return None

    def _by_meaning(self, at: int, word: Word) -> Found | None:
        """Whoever begins here with a word that has a meaning of its own: both sides, a capital, an office, a title."""
        kinds = word.kinds
        if "both" in kinds:
            following = self.forms[at + 1] if at + 1 < self.size else None
            plural = following is not None and following.article and following.form.endswith(self.pack.feminine)  # البلدان العربية
            described = following is not None and "nation" in following.kinds and "noun" in kinds  # "الجانبان الروسي والأوكراني"
            if not plural and not described:
                return Found(at, at + 1, "both", number="d")
        if "honoured" in kinds and not self._felt(at):
            return Found(at, at + 1, "honoured")
        if "capital" in kinds and (capital := self._capital(at)) is not None:
            return capital
        if ("head" in kinds or "title" in kinds or self._title(at)) and not (self._until(at) or self._party_people(at)):
            return self._titled(at)
        return None

    def _led(self, at: int) -> bool:
        """ "وفد برئاسة عادل العسومي": whoever leads, whom two words name that may be others elsewhere."""
        return at > 0 and "contacts.led" in self.forms[at - 1].sets and self.name_at(at, titled=True) > at + 1

    def _in_slashes(self, at: int, end: int) -> bool:
        """ "الدوحة في 10 فبراير /قنا/": the agency of a dateline, whatever it is spelled like."""
        return at > 0 and end < self.size and self.forms[at - 1].mark == self.forms[end].mark == "/"

    def _two_states(self, at: int) -> bool:
        """ "دولتي قطر والكويت": the noun only stands before the names of the states."""
        following = self.known(at + 1)[0] if at + 1 < self.size and "contacts.seat" in self.forms[at].stem_sets else None
        return following is not None and following.entry.kind == "state"

    def _until(self, at: int) -> bool:
        """Is it "and to", by its spelling, and no governor: وإلى, not والي?"""
        word = self.forms[at]
        if word.form[0] not in self.pack.lexicon.particles.conjunctions or word.form[1:] not in self.function:
            return False
        return self.words.text[self.words.starts[at] : self.words.ends[at]] != word.form

    def _eponym(self, at: int) -> int:
        """The token after the name of somebody after whom a place or prize is called: "مطار الملك خالد", "شارع الحبيب بورقيبة"; else `at`."""
        before, word = self.forms[at - 1], self.forms[at]
        if before.article or before.mark or not (before.rooted or not before.senses):
            return at
        if "names.places" in before.stem_sets and not word.kinds & {"title", "person"} and not word.phrases:
            return max(self.name_at(at, titled=False), at)  # "مدينة سانت لويس"
        bears = self.bearing if "title" in word.kinds else self.pack.sets["names.bearers"]
        form = before.form[len(self.pack.lexicon.particles.conjunctions[0]) :] if not before.senses else ""  # ومشفى
        if not (before.stem in bears or form in bears) or not (word.naming or word.kinds & {"title", "person"} or word.phrases):
            return at
        title = self._title(at)
        start = title[0] if title is not None and title[1] in ("noble", "honorific") else at
        if start == at and not ("person" in word.kinds or word.phrases):
            return at
        known, after = self.known(start) if start < self.size else (None, start)
        if start == at and (known is None or known.entry.kind != "person"):
            return at
        if title is not None and title[1] == "noble":
            return self._royal_name(start)
        return max(self.name_at(start, titled=start > at), after if known is not None and known.entry.kind == "person" else at)

    def _town(self, at: int) -> Found | None:
        """ "مدينة بياريتس الفرنسية": a town that no table knows, between what it is and whose it is."""
        if "offices.towns" not in self.forms[at - 1].stem_sets or self.forms[at - 1].article:
            return None
        end = at
        while end < min(at + _TOWN, self.size - 1) and not (self.forms[end].kinds or self.forms[end].mark or self.forms[end].article or self.forms[end].number):
            end += 1
        whose = self.forms[end].by.get("nation")
        state = whose.entry.row if whose is not None and whose.article and not (whose.conjunction or whose.preposition) else None
        return Found(at, end, "place", row=state, gender="f") if isinstance(state, Country) else None

    def _capital(self, at: int) -> Found | None:
        """ "العاصمة الفرنسية باريس", "العاصمة الفرنسية", "العاصمة باريس": a place by one of its names."""
        sense, end = self.known(at + 1) if at + 1 < self.size else (None, at)
        if sense is not None and sense.entry.kind == "state" and end == at + 2:
            sense = self.forms[at + 1].by.get("nation", sense)  # "العاصمة السعودية"
        row = None
        if sense is not None and sense.entry.kind in ("nation", "state") and not (sense.conjunction or sense.preposition):
            row = sense.entry.row
            sense, after = self.known(end) if end < self.size else (None, end)
            end = after if sense is not None and sense.entry.kind in ("place", "state") and not sense.conjunction else end  # "العاصمة الأردنية عمان"
        if sense is not None and sense.entry.kind == "place" and not (sense.conjunction or sense.preposition):
            row = sense.entry.row
        return Found(at, end, "place", row=row, gender="f") if isinstance(row, Country | Place) else None
