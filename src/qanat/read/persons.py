"""Named persons with the titles and offices around their names."""

from __future__ import annotations

from typing import Any, Final

from mypy_extensions import mypyc_attr

from qanat.packs.rows import Country
from qanat.packs.terms import SINGLE
from qanat.packs.word import SURELY
from qanat.read.names import is_function
from qanat.read.objects import Objects
from qanat.read.posts import Office
from qanat.read.syntax import SPEECH, finite

_SERVANTS: Final = frozenset(("official", "spokesperson", "other", "envoy"))
_UNIQUE: Final = SINGLE | {"io_head", "deputy_head", "military_chief"}  # offices that tell whose they are; of ministers and envoys a state has several
_DASHES: Final = frozenset("-–—")
_MOST: Final = 20  # offices of one person
_NAME: Final = frozenset(("name",))
_HEARD: Final = frozenset(("legislator", "spokesperson"))
_SPEAKING: Final = _HEARD | {"official"}  # roles that one of those has besides


@mypyc_attr(acyclic=True)
class Found:
    """A noun phrase before it is known whom it names."""

    conjunction: str = ""
    preposition: str = ""
    late: bool = False  # dead, by a prayer or by what he is called
    country: str = ""  # of an adjective beside a title or calling: العقيد الإماراتي

    def __init__(
        self,
        first: int,
        end: int,
        kind: str,
        *,
        name: tuple[int, int] | None = None,
        offices: list[Office] | None = None,
        row: Any = None,
        title: str = "",
        gender: str = "",
        number: str = "s",
    ) -> None:
        self.first, self.end = first, end
        self.kind = kind  # person | office | noun | state | place | body | nation | both | honoured
        self.name, self.row, self.gender, self.number = name, row, gender, number
        self.offices = offices if offices is not None else []
        self.title = title  # kind of the strongest one: noble, rank, honorific


class Persons(Objects):
    """Reads a named person from titles, offices and name in every order."""

    def _titled(self, first: int) -> Found | None:
        """[titles] [offices] [titles] [name] …, in any number, beginning at `first`."""
        at, strongest, offices, another = first, "", list[Office](), False
        while at < self.size and len(offices) < _MOST:
            title = self._title(at)
            head = self.forms[at].by.get("head")
            if title is not None and title[1] == "rank" and self.forms[at].stem in self.pack.sets["offices.sporting"] and (self.sports or self._team(at)):
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
        succeeds = bool(offices) and self.forms[offices[-1].end - 1].stem in self.pack.sets["offices.succession"]
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

    def _holds(self, office: Office, name: tuple[int, int]) -> Office | None:
        """The office within an office that a known person named right after it is known to hold: "مدير ديوان الرئيس بوتفليقة"."""
        row = self._whole_person(name)
        inner = (office.inner or self._last_office(office)) if row is not None else None
        if inner is None or inner.number != "s" or office.role not in _SERVANTS | {"deputy_head"}:
            return None
        roles = self.pack.terms.roles(row, self.day)
        return inner if inner.role in roles and office.role not in roles and (inner.country or row.country) == row.country else None

    def _last_office(self, office: Office) -> Office | None:
        """The office with which another one ends: "مسؤول في إدارة الرئيس الأميركي"."""
        for at in range(office.end - 1, office.first, -1):
            if "head" in self.forms[at].kinds:
                inner = self.office(at, "head", 1)
                return inner if inner is not None and inner.end == office.end else None
        return None

    def _serves(self, offices: list[Office], name: tuple[int, int]) -> Office | None:
        """The last of several offices, held by the known person named with it, the first a servant's: "مسؤول في إدارة الرئيس … ترامب"."""
        row, last = self._whole_person(name), offices[-1]
        if row is None or len(offices) < 2 or last.role not in SINGLE or offices[0].role not in _SERVANTS:
            return None
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

    def _named(self, first: int, name: int, stop: int, offices: list[Office], title: str) -> Found:
        """A person, with the offices that follow the name."""
        at = stop
        late = self.pack.sets["names.late"]
        begun = min((office.first for office in offices), default=first)  # "الشهيد محافظ …": somebody else
        dead = any(word.form in late for word in (*self.forms[begun:name], *self.forms[stop : self._skip_prayer(stop)]))
        sense, end = self.known(name)
        row = sense.entry.row if sense is not None and sense.entry.kind == "person" and (end == stop or self._same_family(end, stop)) else None
        offices = list(offices)
        gender = offices[0].gender if offices else ""
        met = not offices and not title and stop == name + 1 and self._meets_next(first, stop, row)
        while at < self.size:
            skip = self._skip_prayer(at)
            comma = skip < self.size and self._sets_apart(skip)
            start = skip + 1 if comma else skip
            if start >= self.size or not (self._bare(start) or (at > stop and not comma and self._second_office(start))):
                break
            front = held = start
            held = start if comma else self._taking(start)
            while comma and held < self.size and self.forms[held].form in self.pack.sets["offices.held"]:
                held += 1
            front = held
            while (title_here := self._title(front)) is not None and title_here[1] == "honorific":
                front = title_here[0]
            if front > held and offices and not comma:
                break  # "استقبلت فلانة وزيرة الثقافة سعادة السفير الفرنسي"
            one = front + 1 < self.size and self.forms[front].form in self.pack.sets["offices.one_of"]  # "فلان أحد قادة الحركة"
            front += one
            if front >= self.size or "head" not in self.forms[front].kinds or not (front == start or self._bare(front)):
                break
            office = self.office(front, "head")
            if office is None or (one and (office.number != "p" or office.role == "other")):
                break
            if one:
                office.number = "s"
            bare = office.number == "d" and office.end == office.first + 1  # "استقبل الملك عبدالله الوزيرين"
            if office.number != "s" and not ((office.definite and not bare) or comma or self.forms[first].conjunction):
                break  # "لقاء الرئيس الفرنسي ماكرون ممثلين عن الجبهة"; but "فلان وفلان أعضاء في اللجنة"
            if title == "noble" and not comma and office.country and office.role == "head_of_state" and not office.row.sovereign:
                break  # "دعا الملك سلمان الرئيس الأميركي"
            if office.country and row is not None and row.country not in ("", office.country) and not comma:
                break  # "استقبل الملك عبدالله الثاني السفير الروسي"

            if offices and self._receives(first) and self._elsewhere(office, offices):
                break  # "استقبل المحافظ الأمير سعود القنصل الأمريكي"
            same = bool(offices) and offices[-1].lemma == office.lemma and not offices[-1].country  # "الرئيسة فلانة رئيسة جمهورية سنغافورة"
            if office.role == "head_of_state" and offices and row is None and not comma and not same:
                break  # "هنأ مدير الإدارة فلان خادم الحرمين الشريفين"
            if not self._apposed(office, offices, row, comma and held == start, told=not comma and held > start):
                break
            if not comma and (met or self._of_the_next(office) or self._object(office, offices, first, row) or self._charged(first, office.end)):
                break
            if held > start and not comma and office.role == "head_of_state" and office.end == office.first + 1:
                office.role = office.row.otherwise or "official"  # "على وظيفة (رئيس …)"
            office.former = office.former or any(word.form in self.pack.sets["offices.held_once"] for word in self.forms[start:held])
            offices.append(office)
            gender = gender or office.gender
            at = office.end
        if title == "rank" and any(word.form in self.pack.sets["offices.retired"] for word in self.forms[first:name]):
            title = "retired"
        elif title == "rank" and any(word.form in self.pack.sets["offices.soldiers"] for word in self.forms[first:name]):
            title = "soldier"
        found = Found(first, at, "person", name=(name, stop), offices=offices, row=row, title=title, gender=gender)
        found.late = dead
        opener = self.forms[name].form
        if (
            {opener, opener[1:]} & self.pack.sets["names.kunya"]
            and self._nationality(stop - 1)
            and isinstance(self.forms[stop - 1].by["nation"].entry.row, Country)
        ):
            found.country, found.row = self.forms[stop - 1].by["nation"].entry.row.id, None  # أبو حمزة الفرنسي
        return found

    def _second_office(self, at: int) -> bool:
        """ "فلان نائب المستشارة ووزير الاقتصاد": does an office joined to the one told of a name belong to him, nobody else named behind it?"""
        sense = self.forms[at].by.get("head")
        if sense is None or not sense.conjunction or sense.preposition or sense.pronoun or sense.article:
            return False
        office = self.office(at, "head")
        if office is None or office.number != "s" or not office.complement or office.country:
            return False
        chained = office.end < self.size and "head" in self.forms[office.end].kinds and self._bare(office.end)
        return not chained and not self._begins_name(office.end) and self._name_after(office.end, office=True) is None

    def _sets_apart(self, at: int) -> bool:
        """Does a comma, a bracket or a mark of quotation stand before the office of one just named, or a dash right before it: "فلان -وكيل الجامعة-"?"""
        mark = self.forms[at].mark
        if mark in self.pack.marks.comma or mark == "(" or mark in self.pack.marks.quotes:
            return bool(mark)
        return mark != "" and mark in _DASHES and at + 1 < self.size and self.words.ends[at] == self.words.starts[at + 1] and "head" in self.forms[at + 1].kinds

    def _taking(self, at: int) -> int:
        """Past the words that give a man an office: "بمهام مدير", "على وظيفة (مدير …)", "وهو متحدث"."""
        form = self.forms[at].form
        if form in self.pack.sets["offices.taking"] or (form in self.pack.sets["offices.is"] and form[0] in self.pack.lexicon.particles.conjunctions):
            return at + 1
        if at + 1 < self.size and form in self.joins and self.forms[at + 1].form in self.pack.sets["offices.posts"]:
            return at + 3 if at + 2 < self.size and self.forms[at + 2].mark == "(" else at + 2
        return at

    def _same_family(self, end: int, stop: int) -> bool:
        """Does a longer name still name the known person? "محمد بن سلمان آل سعود", not "عبدالله بن زايد الحربي"."""
        return end < stop and self.forms[end].form in self.links

    def _of_the_next(self, office: Office) -> bool:
        """An office right after a name that belongs to the one named next: "استقبل السيسي نائب رئيس الوزراء وزير الدفاع الكويتي خالد الجراح"."""
        at = office.end
        if at >= self.size or "head" not in self.forms[at].kinds or not self._bare(at):
            return False
        following = self.office(at, "head")
        return following is not None and following.country != office.country and self._name_after(following.end, office=True) is not None

    def _apposed(self, office: Office, offices: list[Office], row: Any, comma: bool, *, told: bool) -> bool:
        """Does this office after a name belong to that name? Not when another name follows it, or when it serves another state."""
        if office.holder:
            return False
        if not (told or office.complement or office.country or office.definite or office.body):
            return False  # but "تعيين فلان على وظيفة (سفير)"
        if comma and office.definite and not office.complement and not office.country:
            return False
        after = self._name_after(office.end, office=False)
        if after is not None and after[1] == after[0] + 1 and self.forms[after[0]].common and "person" not in self.forms[after[0]].kinds:
            after = None  # "الأمين العام للحزب ضيف البرنامج"
        if after is not None and (inner := self._holds(office, after)) is not None:
            office.inner, office.inside, office.end = inner, after, after[1]
        elif after is not None and row is not None and office.role in _UNIQUE & self.pack.terms.roles(row, self.day):
            pass  # "التقى نبيل العربي الأمين العام للجامعة العربية ستيفان دي ميستورا"
        elif after is not None or self._titled_next(office.end):
            return False
        mine = next((o.country for o in offices if o.country), "") or (row.country if row is not None else "")
        return not (office.country and mine and office.country != mine and office.role != "envoy")

    def _titled_next(self, at: int) -> bool:
        """Does the title of somebody else begin here? No prayer: "أمير البلاد حفظه الله"."""
        title = self._title(at) if at < self.size and self._bare(at) else None
        return title is not None and title[1] != "prayer"

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
        if run == stop and self._between_said_and(stop, floor) is not None:
            run = stop - 2  # قال الخضر لصور مدير عام …
        first = run
        spoken = first > 0 and self._said(first - 1)
        if first == stop or office.holder or not (office.complement or office.country or office.body or (spoken and office.definite and stop - first > 1)):
            return found
        alone = self.forms[first].form in self.pack.sets["names.never_alone"]  # "وأكد لي رئيس القسم"
        if stop - first < 2 and (alone or not spoken or (not comma and self._meets_next(first, stop, None))):
            return found
        return Found(first, found.end, "person", name=(first, stop), offices=found.offices, title=found.title, gender=found.gender)

    def _between_said_and(self, stop: int, floor: int) -> int | None:
        """Two words between a verb of saying and an office, one of them a name's: a name, whatever else the other one means."""
        pair = self.forms[max(stop - 2, floor) : stop]
        verb = finite(self.forms[stop - 3], SPEECH) if stop > 2 else None
        plain = all(not (w.mark or w.number or w.form in self.function or w.kinds & {"head", "noun", "title", "nation", "relative", "weekday"}) for w in pair)
        return stop - 2 if len(pair) == 2 and plain and verb is not None and not verb.pronoun and any(w.naming for w in pair) else None

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
