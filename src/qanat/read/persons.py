"""Named persons with the titles and offices around their names."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import Country
from qanat.packs.terms import SINGLE
from qanat.packs.word import SURELY
from qanat.read.appositions import SERVANTS, Appositions
from qanat.read.found import Found
from qanat.read.posts import Office
from qanat.read.syntax import SPEECH, finite, is_function

_MOST: Final = 20  # offices of one person
_NAME: Final = frozenset(("name",))
_HEARD: Final = frozenset(("legislator", "spokesperson"))
_NO_NAME: Final = frozenset(("head", "noun", "title", "nation", "relative", "weekday"))
_SPEAKING: Final = _HEARD | {"official"}  # roles that one of those has besides


class Persons(Appositions):
    """Reads a named person from titles, offices and name in every order."""

    def _titled(self, first: int) -> Found | None:
        """[titles] [offices] [titles] [name] …, in any number, beginning at `first`."""
        at, strongest, offices, another = first, "", list[Office](), False
        while at < self.size and len(offices) < _MOST:
            title = self._title(at)
            head = self.forms[at].by.get("head")
            if title is not None and title[1] == "rank" and "offices.sporting" in self.forms[at].stem_sets and (self.sports or self._team(at)):
                title = None  # "مهاجم الفريق فلان": a team, no general
            if at > first and not self._bare(at):
                break
            if title is not None and title[1] != "prayer":
                end, kind = title
                if head is not None and kind != "honorific" and end < self.size and self._nationality(end):
                    title = None  # الملك السعودي سلمان: an office
                elif head is not None and kind != "honorific" and self.name_at(end, titled=True) == end and not (self._title(end) and self._bare(end)):
                    title = None  # أمير قطر is an office, الأمير محمد a title
                else:
                    styled = self.forms[at].stem in self.styled
                    if offices and kind == "honorific" and (self._begins_office(end) or (styled and self._receives(first))):
                        break  # "وفد ولي العهد معالي وزير الخارجية", "استقبل وزير الطاقة سعادة السيد فلان": somebody else
                    closed = bool(offices) and offices[-1].role != "head_of_state" and self.forms[offices[-1].end - 1].article
                    if closed and head is not None and head.entry.row.sovereign:
                        break  # "استقبل وزير الدفاع الملك سلمان"
                    if kind in ("rank", "calling") and at == first and not self.forms[at].stem.startswith(self.pack.lexicon.particles.article):
                        return None
                    strongest = kind if kind == "noble" or not strongest else strongest
                    at = end + 1 if end < self.size and self.forms[end].mark == "/" else end  # الدكتور / زهير
                    continue
            if title is not None and title[1] == "prayer" and at > first:
                at = title[0]
                continue
            first_name = head is not None and "name" in self.forms[at].kinds and not head.article
            named = first_name and (strongest or self._son(at) or (offices and self._surnamed(at)))  # "مساعد بن هليل"
            if head is None or (named and self.name_at(at, titled=True) > at + 1 and not self._of_a_state(at + 1)):
                break  # but "سمو أمير الرياض" is an office
            office = self.office(at, "head")
            another = office is not None and bool(offices) and self._another(office, offices, first)
            if office is None or another:
                break
            if offices and office.definite and offices[-1].number == "p" and not (offices[-1].definite or offices[-1].complement):
                break  # "اتهم معارضون الرئيس"
            at = self._as_far_as_name(office)
            offices.append(office)
        if at == first:
            return None
        nation = self.known(at)[0] if strongest and not offices and at < self.size and self._nationality(at) else None
        if nation is not None and self._name_after(at + 1, office=False) is not None:
            found = self._named(first, *(self._name_after(at + 1, office=False) or (at, at)), [], strongest)
            found.country = nation.entry.row.id if isinstance(nation.entry.row, Country) else ""
            return found
        shared = bool(offices) and offices[-1].number == "p" and (self._one_nation(offices[-1]) or self._goes_on(offices[-1], at))
        single = not offices or offices[-1].number != "p" or strongest or shared
        name = self._name_after(at, bool(offices or strongest)) if single and not another else None  # "استقبل رئيس الحكومة الوزير الأول الجزائري"
        if name is not None and offices and (inner := self._holds(offices[-1], name) or self._serves(offices, name)) is not None:
            return self._of_holder(first, inner, name, offices)
        if name is not None and offices and not strongest and name[0] == at and self._no_name(*name, offices[-1]):
            name = None
        if name is None and at < self.size and self.forms[at - 1].mark == "." and strongest and self.forms[at].article:
            name = (at, at + 1)  # "د. الثقيل"
        if name is not None and strongest == "noble" and not offices and name[1] == name[0] + 1 and not self._given(name[0]):
            return None  # "لهذا الملك العظيم"
        succeeds = bool(offices) and "offices.succession" in self.forms[offices[-1].end - 1].stem_sets
        if name is not None and (succeeds or self._pointed_at(first, name) or (bool(offices) and self._foreigner(name, offices, first))):
            name = None
        if name is not None:
            if len(offices) > 1 and offices[0].office_id == "crown_prince" and strongest != "noble" and not self._crowned(name):
                return Found(first, offices[0].end, "office", offices=offices[:1], gender="m")  # "وفد ولي العهد وزير الخارجية فلان"
            return self._named(first, *name, offices, strongest)
        if not offices:
            return None
        last = offices[-1]
        told = first > 0 and last.definite and last.number == "s" and finite(self.forms[first - 1], SPEECH) is not None
        if told and (later := self._named_later(last.end)) is not None:
            return self._named(first, *later, offices, strongest)  # "قالت المشرفة على البرنامج فلانة إن"
        return Found(first, last.end, "office", offices=offices, gender=offices[0].gender, number=offices[0].number, title=strongest)

    def _surnamed(self, at: int) -> bool:
        """Does a word of names only, with the article, stand right behind, and nothing that an office is of: "القيادي في الحزب حاكم الزاملي"?"""
        word = self.forms[at + 1] if at + 1 < self.size else None
        return word is not None and word.article and word.naming == SURELY and not word.common and word.kinds == _NAME and not word.preposition

    def _team(self, at: int) -> bool:
        """Is it no rank but a team, for a noun holds it as its genitive: "مشرفة الفريق"?"""
        before = self.forms[at - 1] if at else None
        noun = before is not None and (before.common or "head" in before.kinds) and not (before.article or before.verbs or before.number)
        return noun and before is not None and before.form not in self.function and before.form not in self.joins

    def _serves(self, offices: list[Office], name: tuple[int, int]) -> Office | None:
        """The last of several offices, held by the known person named with it, the first a servant's: "مسؤول في إدارة الرئيس … ترامب"."""
        row, last = self._whole_person(name), offices[-1]
        if row is None or len(offices) < 2 or last.role not in SINGLE or offices[0].role not in SERVANTS:
            return None
        if "offices.own_posts" in self.forms[offices[0].first].stem_sets | self.forms[offices[0].end - 1].sets:
            return None  # "عضو مجلس الدولة وزير الخارجية الصيني فلان"
        roles = self.pack.terms.roles(row, self.day)
        return last if last.role in roles and offices[0].role not in roles and (last.country or row.country) == row.country else None

    def _pointed_at(self, first: int, name: tuple[int, int]) -> bool:
        """Is an articled word behind "this" and an office its adjective: "لهذا القائد الحكيم"?"""
        before, word = self.forms[first - 1].form if first else "", self.forms[name[0]]
        pointing = self.pack.sets["contacts.this"]
        return name[1] == name[0] + 1 and word.article and word.common and (before in pointing or before[1:] in pointing)

    def _given(self, at: int) -> bool:
        """Is this word a name by which one of noble birth may go alone?"""
        word = self.forms[at]
        unknown = not (word.kinds or word.common or word.article)
        return (unknown or not word.kinds.isdisjoint(("name", "person"))) and not (word.article and word.common)

    def _crowned(self, name: tuple[int, int]) -> bool:
        """Is this the name of a known crown prince?"""
        row = self._whole_person(name)
        return row is not None and "deputy_head" in self.pack.terms.roles(row, self.day)

    def _of_holder(self, first: int, inner: Office, name: tuple[int, int], offices: list[Office]) -> Found:
        """Whoever serves a person named with his office: an office without a name, that person inside."""
        last = offices[-1]
        last.inner, last.inside, last.end = inner, name, name[1]
        last.country = last.country or self._whole_person(name).country
        return Found(first, last.end, "office", offices=offices, gender=offices[0].gender, number=offices[0].number)

    def _no_name(self, at: int, end: int, office: Office) -> bool:
        """Is what stands right after an office hardly its holder's name: an adjective ("مسؤول محلي", "الرئيسان المعنيان"), a verb, an adverb?"""
        word, p = self.forms[at], self.pack
        bare = not (office.definite or office.complement or office.country)
        nations = (w.by["nation"] for w in self.forms[at:end] if "nation" in w.kinds)
        if bare and any(not sense.article and sense.entry.form[1] == "s" for sense in nations):
            return True  # "قائد عسكري يمني"
        if end > at + 1 and not (end == at + 2 and self.forms[at + 1].article and self.forms[at + 1].common):
            return False
        if office.country and not (office.definite or office.complement or word.article) and word.naming == 1 and "name" in word.kinds:
            return True  # "سفير بريطاني مسلم"
        if "daypart" in word.kinds and end == at + 1:
            return True  # "أمير المنطقة صباح أمس"
        if word.article and "stance" in word.kinds and "person" not in word.kinds and end == at + 1:
            return True  # "وجه الوزير الشكر إلى"
        if "person" in word.kinds or word.naming == SURELY:
            return False
        if not (office.definite or office.complement or office.country or office.body):
            return True
        if word.kinds:
            return False
        form = word.form
        if word.article:
            return office.number == "d" or (word.stem.startswith(p.participle) and not form.endswith(self.describing))
        if form[0] in p.lexicon.particles.prepositions and form[1:].startswith(p.participle):
            return True  # "العضو المعني بمترشح"
        participle = form.startswith(p.participle) and form.endswith(p.lexicon.particles.accusative)
        return participle or form.startswith(p.lexicon.particles.future)

    def _begins_office(self, at: int) -> bool:
        """Does an office and no name begin here? مساعد is both."""
        if at >= self.size or "head" not in self.forms[at].kinds or self.forms[at].article:
            return False
        return self.name_at(at, titled=True) <= at + 1

    def _one_nation(self, office: Office) -> bool:
        """Does a plural office end with the nationality of one of its holders? "وزراء الخارجية الروسي سيرغي لافروف والتركي …"."""
        sense = self._nation_at(office.end - 1)
        return sense is not None and sense.entry.form[1] == "s" and sense.article and office.end > office.first + 1

    def _goes_on(self, office: Office, at: int) -> bool:
        """Does a plural office go on after the name of a first holder? "رؤساء روسيا فلاديمير بوتين وتركيا رجب طيب أردوغان"."""
        name = self._name_after(at, office=True) if office.country or office.complement else None
        following = self._elliptic(office, name[1], several=True) if name is not None else None
        return following is not None and self._name_after(following.end, office=False) is not None

    def _elliptic(self, office: Office, at: int, *, several: bool) -> Office | None:
        """The same office of another state, or another one of its kind, told by "and" with what tells them apart: "والأمريكي", "وكازاخستان", "والدفاع"."""
        of_states = several and bool(office.country) and "state" in self.forms[office.end - 1].kinds
        sense, end = self.known(at)
        if sense is not None and sense.conjunction and sense.entry.kind == ("state" if of_states else "nation"):
            other = office.of_one()
            other.first, other.end, other.country, other.body = at, end, "", None
            self._serve(other, sense)
            return other
        joined = several and at < self.size and self.forms[at].form[0] in self.pack.lexicon.particles.conjunctions
        for of, post in self.of.get(office.lemma, {}).get(self.forms[at].form[1:], ()) if joined else ():
            if self._follows(at + 1, of) and not post.country:
                other = office.of_one()
                other.first, other.end, other.role, other.office_id = at, at + 1 + len(of), post.role, post.id
                return other
        return None

    def _name_before(self, found: Found, out: list[Found]) -> Found:
        """A name of unknown words right before an office: "راجح بادي الناطق باسم …", "قال فرحان جوهر، النائب …"."""
        office = found.offices[0]
        at = found.first
        comma = at > 0 and self.forms[at - 1].mark in self.pack.marks.comma
        stop = at - 1 if comma else at
        floor = max(out[-1].end if out else 0, stop - 5)
        first = stop
        while (
            first > floor and (self.forms[first - 1].naming or self.forms[first - 1].form in self.links) and not is_function(self.words, first - 1, self.pack)
        ):
            first -= 1
        run = self._run_to(first, stop)
        if run == first and first - 1 > floor and stop > first and self._said(first - 2) and self.forms[first - 1].common and not self.forms[first - 1].article:
            first = run = first - 1  # قال عقل بلتاجي رئيس …
        if run == stop and (self._between_said_and(stop, floor) is not None or self._names_joined(stop, out)):
            run = stop - 2  # قال الخضر لصور مدير عام …
        first = run
        spoken = first > 0 and self._said(first - 1)
        if first == stop or office.holder or not (office.complement or office.country or office.body or (spoken and office.definite and stop - first > 1)):
            return found
        alone = "names.never_alone" in self.forms[first].sets  # "وأكد لي رئيس القسم"
        if stop - first < 2 and (alone or not spoken or (not comma and self._meets_next(first, stop, None))):
            return found
        return Found(first, found.end, "person", name=(first, stop), offices=found.offices, title=found.title, gender=found.gender)

    def _between_said_and(self, stop: int, floor: int) -> int | None:
        """Two words between a verb of saying and an office, one of them a name's: a name, whatever else the other one means."""
        pair = self.forms[max(stop - 2, floor) : stop]
        verb = finite(self.forms[stop - 3], SPEECH) if stop > 2 else None
        plain = all(not (w.mark or w.number or w.form in self.function or w.kinds & _NO_NAME) for w in pair)
        return stop - 2 if len(pair) == 2 and plain and verb is not None and not verb.pronoun and any(w.naming for w in pair) else None

    def _names_joined(self, stop: int, out: list[Found]) -> bool:
        """Two words joined to a person right before them, one of them a name's: "مع علي لاريجاني ومعصومة ابتكار رئيسة إدارة …"."""
        if not out or out[-1].kind != "person" or stop < 2:
            return False
        first, second = self.forms[stop - 2 : stop]
        beside = out[-1].end == stop - 2 or (out[-1].end == stop - 3 and self.forms[stop - 3].mark in self.pack.marks.comma)
        plain = not any(w.mark or w.number or w.verbs or w.kinds & _NO_NAME for w in (first, second)) and not second.conjunction
        return beside and plain and bool(first.conjunction) and bool(first.naming or second.naming)

    def _said(self, at: int) -> bool:
        """Is this token a verb of saying or of contact?"""
        return at >= 0 and self._finite(at)

    def _run_to(self, first: int, stop: int) -> int:
        """The first token from which a name runs right up to `stop`, or `stop`."""
        for start in range(first, stop):
            if self.name_at(start, titled=True) == stop and (not self.forms[start].article or self._said(start - 1)):
                return start
        return stop

    def _holds_both(self, before: Found, found: Found) -> bool:
        """One person of two offices: "نائب رئيس الوزراء ووزير الخارجية القطري خالد العطية"."""
        if before.kind != "office" or before.end != found.first or not found.offices or not found.conjunction or before.number != "s":
            return False
        first, second = before.offices[0], found.offices[0]
        of_one = first.role in _HEARD and (second.role in _SPEAKING or second.former)  # "عضو البرلمان والقيادي في الحزب فلان"
        if not (first.role == "deputy_head" or first.former or of_one) or not self.forms[found.first].by.get("head"):
            return False
        if found.offices[0].number != "s" or found.offices[0].row.role == "head_of_state":
            return False  # "ولي العهد والرئيس المصري السابق فلان"
        return len({o.country for o in (*before.offices, *found.offices) if o.country}) < 2
