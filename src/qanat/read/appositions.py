"""The offices that follow a name and belong to it: "سيرغي لافروف وزير الخارجية الروسي", "فلان، نائب رئيس الوزراء ووزير المالية"."""

from __future__ import annotations

from typing import Any, Final

from qanat.packs.rows import Country
from qanat.packs.terms import SINGLE
from qanat.read.found import Found
from qanat.read.objects import Objects
from qanat.read.posts import Office

SERVANTS: Final = frozenset(("official", "spokesperson", "other", "envoy"))  # roles of those who may serve the holder of another office
_UNIQUE: Final = SINGLE | {"io_head", "deputy_head", "military_chief"}  # offices that tell whose they are; of ministers and envoys a state has several
_DASHES: Final = frozenset("-–—")


class Appositions(Objects):
    """Reads a name with the offices behind it."""

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
            while comma and held < self.size and "offices.held" in self.forms[held].sets:
                held += 1
            front = held
            while (title_here := self._title(front)) is not None and title_here[1] == "honorific":
                front = title_here[0]
            if front > held and offices and not comma:
                break  # "استقبلت فلانة وزيرة الثقافة سعادة السفير الفرنسي"
            one = front + 1 < self.size and "offices.one_of" in self.forms[front].sets  # "فلان أحد قادة الحركة"
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
            office.former = office.former or any("offices.held_once" in word.sets for word in self.forms[start:held])
            offices.append(office)
            gender = gender or office.gender
            at = office.end
        if title == "rank" and any("offices.retired" in word.sets for word in self.forms[first:name]):
            title = "retired"
        elif title == "rank" and any("offices.soldiers" in word.sets for word in self.forms[first:name]):
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
        if at + 1 < self.size and form in self.joins and "offices.posts" in self.forms[at + 1].sets:
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

    def _holds(self, office: Office, name: tuple[int, int]) -> Office | None:
        """The office within an office that a known person named right after it is known to hold: "مدير ديوان الرئيس بوتفليقة"."""
        row = self._whole_person(name)
        inner = (office.inner or self._last_office(office)) if row is not None else None
        if inner is None or inner.number != "s" or office.role not in SERVANTS | {"deputy_head"}:
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
