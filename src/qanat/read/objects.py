"""Where the office of whoever acts ends, and that of another one begins: "التقى وزير الخارجية اليمني رئيس وفد الحوثيين"."""

from __future__ import annotations

from typing import Any, Final

from qanat.packs.terms import SINGLE
from qanat.packs.word import SURELY, Sense
from qanat.read.posts import Office
from qanat.read.reach import Reach
from qanat.read.syntax import MEET, SPEECH, TIMES, asks_somebody, finite, is_counterpart

_AT_HOME: Final = SINGLE | {"deputy_head", "minister", "legislator", "party_leader", "military_chief"}  # no ambassador of another state is one besides
_MINISTERS: Final = frozenset(("minister", "foreign_minister", "defence_minister"))
_BESIDES: Final = frozenset(("deputy_head", "minister", "official", "legislator"))  # of what a minister is besides
_NO_RULER: Final = frozenset(
    ("party_leader", "legislator", "io_head", "spokesperson", "envoy", "head_of_government", "official", "minister", "foreign_minister", "defence_minister")
)  # what no head of a state is besides
_SIDES: Final = frozenset(("movement", "party", "io"))  # bodies on whose side nobody is who holds an office of a state
_OF_ONE: Final = SINGLE | {"minister"}
_OBJECT: Final = 20  # tokens between an office and one more told behind it
_PARTY: Final = frozenset(("head", "title", "noun", "body"))  # kinds of a word with which whom one meets begins


class Objects(Reach):
    """Tells an office that is somebody else's from one more of the same man's."""

    def _another(self, office: Office, offices: list[Office], first: int) -> bool:
        """A second office that is somebody else's: "الرئيس الفرنسي المستشار الألماني", "وزير الخارجية نظيره الصيني"."""
        mine = next((o.country for o in offices if o.country), "")
        if mine and office.role == "envoy" and office.body is not None and not office.country:
            return True  # "الوزير السعودي رئيس بعثة الاتحاد الأوروبي"
        if offices[-1].role == "envoy" and offices[-1].country and offices[-1].number == "s" and office.role in _AT_HOME and not office.country:
            return True  # "زار السفير الفرنسي وزير الصحة"
        told = offices[-1].complement or offices[-1].country or offices[-1].body is not None
        if office.number == "p" and told and not (office.definite or self.forms[office.first].article):
            return True  # "التقى خبراء الوكالة مسؤولين إيرانيين"
        if offices[-1].number == "s" and office.number in "dp":
            return True  # "التقى المبعوث الأممي ممثلين عن الحوثيين"
        if offices[-1].number == "p" and office.number == "s" and self._receives(first):
            return True  # "التقى نواب فرنسيون رئيس الوزراء"
        indefinite = office.number == "s" and self.forms[office.first].form.endswith(self.pack.accusative) and not office.definite
        if indefinite and told and self._object_near(offices[0]):
            return True  # "استقبل وزير الخارجية العراقي مسؤولا غربيا"
        if offices[-1].definite and offices[-1].end == offices[-1].first + 1 and {offices[-1].gender, office.gender} == {"m", "f"}:
            return True  # "التقى الوزير الرئيسة"
        body = next((o.body for o in offices if o.body is not None), None)
        whose = mine or body
        if body is not None and not mine and body.kind == "io" and office.country and office.role in _AT_HOME and not office.former:
            return True  # "التقى المبعوث الأممي وزير الخارجية العماني فلانا"
        sided = office.body is not None and office.body.kind in _SIDES
        if whose and sided and office.body != whose and self._object_near(offices[0]):
            return True  # "التقى وزير الخارجية اليمني رئيس وفد الحوثيين"
        foreign = not whose and (sided or bool(office.country)) and office.role != "spokesperson" and self._receives(first)
        if foreign and not self._minister_too(office, offices, first):
            return True  # "استقبل وزير الخارجية السفير الروسي", "التقى الرئيس الأمين العام للأمم المتحدة"; but "الوزير الناطق باسم الحكومة فلان"
        if offices[-1].role == "head_of_state" and not offices[-1].former and office.role in _NO_RULER and not office.country:
            return True  # "التقى أمير قطر زعيم التيار الصدري", "أوفد الرئيس المصري وزير الخارجية"
        if self._object(office, offices, first, None):
            return True
        if office.role == "head_of_state" and office.country and not office.former and offices[-1].role in _MINISTERS:
            return True  # "يرافقه وزير الدفاع الرئيس الفرنسي"
        owned = bool(office.holder) and offices[-1].definite  # "أوفد الرئيس مبعوثه"
        return owned or is_counterpart(office.lemma, self.pack) or bool(office.country and mine and office.country != mine)

    def _minister_too(self, office: Office, offices: list[Office], first: int) -> bool:
        """ "استقبل نائب رئيس الوزراء وزير الخارجية الأردني فلان السفير التركي": does a deputy of the government lead a ministry as well, for whom he meets
        is told behind?
        """
        if office.role not in _MINISTERS or offices[-1].role not in _BESIDES or offices[-1].number != "s":
            return False
        verb, name = self._meeting(first), self._name_after(office.end, office=True)
        return verb is not None and self._met_behind(name[1] if name is not None else office.end, self.pack.words(verb.entry.row.with_))

    def _meeting(self, first: int) -> Sense | None:
        """The verb right before a token, but for when it was ("استقبل اليوم"), that takes whom one meets."""
        while first and not self.forms[first - 1].kinds.isdisjoint(TIMES):
            first -= 1
        verb = finite(self.forms[first - 1], MEET) if first else None
        return verb if verb is not None and "object" in verb.entry.row.with_ else None

    def _receives(self, first: int) -> bool:
        """Stands such a verb right before, and no pronoun of whom one meets on it?"""
        verb = self._meeting(first)
        return verb is not None and not verb.pronoun

    def _elsewhere(self, office: Office, offices: list[Office]) -> bool:
        """Is an office of a state or body that none of those told already is of, and not the like of one: "الرئيس فلان رئيس أذربيجان"?"""
        if not office.country and (office.body is None or office.body.kind not in _SIDES):
            return False
        return not any(other.lemma == office.lemma or (other.country == office.country and other.body is office.body) for other in offices)

    def _meets_next(self, first: int, stop: int, row: Any) -> bool:
        """ "التقى شكري الوزير الفرنسي": the office behind a bare surname is whom he met, where nobody else is named behind it."""
        verb = self._meeting(first)
        if verb is None or verb.entry.row.visit or stop >= self.size or "head" not in self.forms[stop].kinds:
            return False
        office = self.office(stop, "head")
        if office is None or (row is not None and office.country == row.country):
            return False
        after = office.end + (office.end < self.size and self.forms[office.end].mark in self.pack.marks.comma)
        return not (after < self.size and (("head" in self.forms[after].kinds and self._bare(after)) or self._begins_name(after)))

    def _object(self, office: Office, offices: list[Office], first: int, row: Any) -> bool:
        """Is an office behind the one who meets or asks that of whom he meets or asks, where nobody else is told behind it and he can't hold it himself:
        "التقى وزير الخارجية البلجيكي رئيس الحكومة", "دعا وليد جنبلاط رئيس الجمهورية إلى"?
        """
        of_one = office.role in _OF_ONE or office.office_id == "speaker" or (office.role == "official" and bool(offices) and offices[-1].role == "envoy")
        if not of_one or office.country or office.holder or office.former or office.number != "s" or not self._holds_other(office, offices, row):
            return False
        name = self._name_after(office.end, office=True)
        named = self._whole_person(name) if name is not None else None
        if named is not None and offices and named.country == offices[-1].country:
            return False  # "استقبل وزير الدفاع الكويتي رئيس الحكومة … الصباح"
        end = name[1] if name is not None else office.end
        if self._meeting(first) is not None:
            return self._meets(first, end)
        asked = finite(self.forms[first - 1], SPEECH) if first else None
        if asked is None or asked.pronoun or not asks_somebody(asked) or end >= self.size:
            return False
        takes, behind = self.pack.words(asked.entry.row.takes), self.forms[end]
        return behind.form in takes or (behind.preposition != "" and behind.preposition in takes)

    def _foreigner(self, name: tuple[int, int], offices: list[Office], first: int) -> bool:
        """ "التقى الرئيس الأوكراني بوتين", "استقبال الملك الأردني الحريري": does a name behind an office belong to one known to be of another state, whom its
        holder meets?
        """
        row = self._whole_person(name)
        mine = next((office.country for office in reversed(offices) if office.country), "")
        return row is not None and mine != "" and row.country not in ("", mine) and (self._meets(first, name[1]) or self._met_by(first))

    def _met_by(self, first: int) -> bool:
        """Stands a noun right before that takes who meets and then whom he meets: لقاء, استقبال?"""
        noun = self.forms[first - 1].by.get("occasion") if first else None
        return noun is not None and not (noun.article or noun.pronoun) and "object" in noun.entry.row.with_

    def _meets(self, first: int, end: int) -> bool:
        """Is whoever ends at a token the one whom the verb of meeting right before `first` takes, for nobody else is told behind him?"""
        verb = self._meeting(first)
        return verb is not None and not verb.pronoun and not self._met_behind(end, self.pack.words(verb.entry.row.with_))

    def _holds_other(self, office: Office, offices: list[Office], row: Any) -> bool:
        """Is an office none of one known for others, or of somebody whose own is complete and of another kind: with its nationality, of a party?"""
        held = self.pack.terms.roles(row, None) if row is not None else frozenset[str]()
        if held:
            return office.role not in held
        last = offices[-1] if offices else None
        if last is None or last.number != "s" or last.role in (None, "deputy_head", office.role):
            return False
        return last.role == "party_leader" or self._nationality(last.end - 1)

    def _met_behind(self, at: int, prepositions: frozenset[str]) -> bool:
        """Is somebody told behind a token, in its clause, whom a verb of meeting takes: "القطري رئيس اللجنة العليا أمس السفير المصري"?"""
        for k in range(at, min(at + _OBJECT, self.size)):
            word = self.forms[k]
            if word.mark and word.mark in self.pack.marks.sentence_end:
                return False
            person = not word.kinds.isdisjoint(_PARTY) or word.naming == SURELY
            apart = k == at or self._closed_before(k) or not self.forms[k - 1].kinds.isdisjoint(TIMES) or self.forms[k - 1].naming == SURELY
            if word.form in prepositions or (person and (word.preposition in prepositions if word.preposition else apart and self._bare(k))):
                return True
        return False

    def _whole_person(self, name: tuple[int, int]) -> Any:
        """The row of a known person whose name this is, or None."""
        sense, end = self.known(name[0])
        return sense.entry.row if sense is not None and sense.entry.kind == "person" and end >= name[1] else None

    def _charged(self, first: int, end: int) -> bool:
        """ "اتهم الإعلامي زياد الهاني رئيس الجمهورية بعدم …": is an office behind the name whom he accuses, what he is accused of right behind it?"""
        verb = finite(self.forms[first - 1], SPEECH) if first > 0 and end < self.size else None
        if verb is None or verb.pronoun or not verb.entry.row.naming or "object" not in verb.entry.row.takes:
            return False
        charge = self.forms[end]
        seat = "contacts.seat" in charge.stem_sets or not charge.kinds.isdisjoint(("state", "place"))  # "مدير السجون بمنطقة جازان"
        return charge.preposition in self.pack.words(verb.entry.row.naming) and not seat
