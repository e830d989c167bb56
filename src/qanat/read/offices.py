"""Descriptions of office-holders and of bodies: "وزير الخارجية الروسي", "المتحدث باسم الحكومة", "وفد من حركة فتح"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qanat.packs.lexicon import Sense, Word
from qanat.packs.rows import Body, Country, Place
from qanat.read.lookup import Lookup
from qanat.read.syntax import finite

_SPEECH = frozenset(("speech",))
_OUTER = 4  # tokens between a verb and the innermost noun of its subject
SERVES = {"state", "place", "nation", "body"}
WHOLE = frozenset(("head_of_state", "head_of_government", "foreign_minister", "defence_minister"))  # whole with a nationality: no "in …" belongs to it
_HEADS = {"party": "party_leader", "movement": "party_leader", "parliament": "legislator", "io": "io_head", "bloc": "io_head"}  # by the kind of body


@dataclass(slots=True)
class Office:
    """The description of an office-holder or of a body, as read: what it is, for whom, and how far it goes."""

    first: int
    end: int
    lemma: str
    role: str | None
    kind: str  # head (a person's office) | noun (a body, group or source)
    row: Any
    gender: str
    number: str
    definite: bool
    country: str = ""
    body: Body | None = None
    former: bool = False
    complement: bool = False
    holder: str = ""  # pronoun on the head: نظيره, مستشاره
    office_id: str = ""
    side: bool = False  # of those who are a camp of their own: وفد المعارضة
    business: bool = False  # of a company or club
    organ: bool = False  # of an organ of state
    inner: Office | None = None  # the last office within it: "مدير ديوان الرئيس"
    inside: tuple[int, int] | None = None  # a known person named within it: "حكومة نتنياهو"


class Offices(Lookup):
    """Reads the description that begins at a token, piece by piece, to the right."""

    def office(self, first: int, kind: str, depth: int = 0) -> Office | None:
        """The office (kind head) or body (kind noun) whose first noun is at `first`."""
        sense = self._pair_of(first, kind)
        row = sense.entry.row
        if kind == "noun" and "hold" in self.forms[first].kinds and first + 1 < self.size and "person" in self.forms[first + 1].kinds:
            return None  # "قمة تجمع السيسي وماكرون": a verb
        if kind == "noun" and row.strict and sense.preposition and depth == 0:
            return None  # "برئاسة فلان": under him, no presidency
        if kind == "noun" and row.ruler and not self._ruled(first):
            return None  # "النظام المالي"
        if kind == "noun" and row.adjective and depth == 0 and first and self._definite(first - 1):
            return None  # العلاقات الخارجية, جولته الخارجية
        gender, number = sense.entry.form[:2]
        if gender == "f" and number == "s" and not (sense.pronoun or sense.article) and self._his(first):
            sense, gender = sense._replace(pronoun=self.forms[first].form[-1]), "m"
        if len(sense.entry.form) > 2 and sense.article:
            return None  # a construct dual takes no article: الملكي is no "two kings"
        if sense.pronoun and self.words.text[self.words.ends[first] - 1] == self.pack.feminine_letter:
            return None  # محافظة is no "his governor"
        hit = Office(
            first,
            first + 1,
            row.lemma,
            row.role if kind == "head" else None,
            kind,
            row,
            gender,
            number,
            sense.article or bool(sense.pronoun),
            holder=sense.pronoun,
        )
        closed = sense.article or bool(sense.pronoun)
        at = first + 1
        for of, office in self.of.get(row.lemma, {}).get(self.forms[at].form if at < self.size else "", ()) if kind == "head" else ():
            if self._follows(at + 1, of):
                at += 1 + len(of)
                hit.role, hit.country, hit.complement, hit.office_id = office.role, office.country, True, office.id
                hit.body = self.bodies[office.body] if office.body else None
                if office.role == "io_head" and hit.body is None:
                    senses = (self.known(k)[0] for k in range(first + 1, at))  # "الأمين العام للأمم المتحدة"
                    hit.body = next((sense.entry.row for sense in senses if sense is not None and sense.entry.kind == "body"), None)
                closed = self.forms[at - 1].article
                break
        open_construct = not closed and not (number in "dp" and self.forms[first].form.endswith(self.pack.sound))
        while at < self.size:
            step = self._extend(hit, at, open_construct, depth)
            if step is None:
                break
            at, open_construct = step
        hit.end = at
        if kind == "noun" and at > first + 2 and self._of_two_states(first + 1, at):
            return None  # "اللجنة التونسية الجزائرية": no body of one state
        if kind == "head" and not hit.country and hit.body is None:
            hit.country = row.country
        self._settle_role(hit)
        if hit.holder and hit.role == "head_of_state" and not hit.complement and not hit.country:
            hit.role = None  # رئيسه: of what, the word does not say
        if kind == "head" and row.sovereign and "name" in self.forms[first].kinds and not hit.definite and not hit.country and hit.body is None:
            return None  # سلطان العتواني
        if not hit.complement and not hit.country and hit.body is None:
            if kind == "noun" and (not row.alone or (sense.pronoun and number == "s" and row.kind == "source")):
                return None
            if kind == "noun" and not hit.definite and hit.end == first + 1 and row.kind != "source":
                return None
            if kind == "head" and not row.alone and not hit.definite and depth == 0:
                return None
        return hit

    def _ruled(self, first: int) -> bool:
        """Does a nationality or the name of a ruler stand right behind this noun: "النظام السوري", "نظام القذافي"?"""
        if first + 1 >= self.size:
            return False
        sense = self.known(first + 1)[0]
        ruler = self.surname(first + 1) or (sense is not None and sense.entry.kind == "person")
        return self.forms[first + 1].kinds >= {"nation"} if self.forms[first].article else bool(ruler)

    def _pair_of(self, first: int, kind: str) -> Sense:
        """The sense of an office or body; before a genitive وزيرا is "two ministers", no indefinite object."""
        sense = self.forms[first].by[kind]
        following = self.forms[first + 1] if first + 1 < self.size else None
        if following is None or sense.pronoun or not self.forms[first].form.endswith(self.pack.accusative):
            return sense
        if (following.article and not following.preposition) or following.form in self.of.get(sense.entry.row.lemma, {}):
            return next((s for s in self.forms[first].senses if s.entry.kind == kind and s.entry.form[2:] == ("construct",)), sense)
        return sense

    def _of_two_states(self, first: int, end: int) -> bool:
        """Do adjectives of two states stand side by side?"""
        nations = [word.by["nation"].entry.row.id if "nation" in word.kinds else "" for word in self.forms[first:end]]
        return any(one and other and one != other for one, other in pairwise(nations))

    def _definite(self, at: int) -> bool:
        """Is this a noun with the article or a pronoun?"""
        word = self.forms[at]
        if word.form in self.function or not word.kinds.isdisjoint(("weekday", "relative", "head")) or self._finite(at):
            return False
        return word.article or ((word.common or "occasion" in word.kinds) and word.form.endswith(self.possessive))

    def _settle_role(self, hit: Office) -> None:
        """The role by what the office is of: a state, a party or another body, a company."""
        if hit.kind == "head" and hit.role == hit.row.role and not hit.office_id and hit.complement and hit.row.otherwise:
            hit.role = _HEADS.get(hit.body.kind if hit.body is not None else "", hit.row.otherwise)
        if hit.kind == "head" and hit.body is None and self._of_sport(hit):
            hit.role = None
        if hit.role == "envoy" and hit.organ and hit.body is None and self.forms[hit.first].stem in self.pack.sets["offices.delegates"]:
            hit.role = "official"  # "ممثل وزارة العمل"
        if hit.role == "official" and not hit.organ and any(word.stem in self.pack.sets["offices.civil"] for word in self.forms[hit.first + 1 : hit.end]):
            hit.role = "other"  # "رئيس جمعية خيرية"
        if hit.role == "private" or (hit.business and hit.kind == "head"):
            hit.role = "official" if hit.organ else None  # "الرئيس التنفيذي للهيئة"

    def _of_sport(self, hit: Office) -> bool:
        """Is the office one of a federation or club in a text of sport: "رئيس الاتحاد"?"""
        words = self.forms[hit.first + 1 : hit.end]
        return any(word.stem in self.pack.sets["offices.sporting"] or word.form in self.pack.sets["offices.sporting"] for word in words) and self.sports

    def _of_prince(self, at: int) -> int:
        """The end of the prince whom one serves, his name with him where another name follows: "مستشار الأمير تركي السديري، سليمان الغنيمي"."""
        end = self.name_at(at, titled=True)
        after = end + 1 if end < self.size and self.forms[end].mark in self.pack.marks.comma else end
        title = self._title(after) if after < self.size else None
        named = end > at and after < self.size and self.name_at(title[0] if title else after, titled=False) > after
        return end if named else at

    def _his(self, at: int) -> bool:
        """Is a noun that could be feminine one with a pronoun, by its last letter as written and what follows? مبعوثه, not مبعوثة."""
        written = self.words.text[self.words.ends[at] - 1]
        if written == self.pack.feminine_letter or written not in self.possessed:
            return False
        following = self.forms[at + 1] if at + 1 < self.size else None
        return following is None or bool(following.mark) or not (following.article or following.kinds & SERVES or following.kinds & {"noun", "head"})

    def _extend(self, hit: Office, at: int, opened: bool, depth: int) -> tuple[int, bool] | None:
        """One more piece of the phrase at `at`: (the token after it, whether a genitive may still follow), or None."""
        word = self.forms[at]
        if hit.kind == "noun" and opened and hit.row.kind in ("medium", "body") and (named := self._proper(hit, at)) > at:
            return named, False
        if word.mark or word.number:
            return None
        form = word.form
        if form in self.former:
            if depth and not word.article:
                return None  # "وكيل إمارة عسير سابقا": said of the deputy
            hit.former = True
            following = self.forms[at + 1] if at + 1 < self.size else None
            ended = following is not None and following.common and following.form.endswith(self.possessive)
            return at + 2 if ended else at + 1, False  # "المنتهية ولايتها"
        if form in self.pack.sets["offices.another"] and hit.kind == "head" and at == hit.first + 1 and not hit.definite:
            return at + 1, False
        if self._son(at):
            return None  # "للتنمية فالح بن عطا"
        title = self._title(at)
        if title is not None and title[1] == "noble" and opened and hit.kind == "head" and hit.row.deputises:
            hit.complement = True
            return self._of_prince(title[0]), False
        if title is not None:
            return self._named_after(hit, title, opened)
        nation = word.by.get("nation")
        if nation is not None and not word.article and self.forms[at - 1].article and self._first_name(at):
            return None  # "رئيس المركز تركي بن فهد"
        if nation is not None and not nation.conjunction and not nation.preposition and (nation.entry.form[1] != "p" or hit.number == "p"):
            return self._nation(hit, at, nation)
        if form in self.pack.sets["contacts.each"] and hit.number in "dp" and at + 1 < self.size and self.forms[at + 1].form in self.pack.sets["contacts.from"]:
            return at + 2, opened  # "وزراء خارجية كل من تونس ومصر"
        if form in self.joins or form in self.function:
            return self._joined(hit, at, depth) if form in self.joins and depth < 2 else None
        sense, end = self.known(at)
        attached = word.preposition if sense is None else sense.preposition
        conjunction = word.conjunction if sense is None else sense.conjunction
        if conjunction:
            if opened and word.stem in self.people and at + 1 < self.size and (whose := self.known(at + 1)[0]) is not None and whose.entry.kind == "state":
                self._serve(hit, whose)
                return self.known(at + 1)[1], False  # "رئيس وشعب مصر"
            return (at + 1, False) if sense is None and self._portfolio(hit, at, opened) else None
        if attached:
            return self._with_preposition(hit, at, depth) if depth < 2 else None
        if sense is not None and sense.entry.kind == "person" and not opened:
            return None  # "رئيس الحكومة الحبيب الصيد"
        if sense is not None and sense.entry.kind in ("state", "place", "body"):
            if not opened:
                return None
            self._serve(hit, sense)
            return end, False
        if opened and form in self.pack.sets["contacts.seat"]:
            hit.complement = True
            return at + 1, True  # "وكيل محافظة بيشة": no governor (f.)
        if "head" in word.kinds:
            if not opened or depth > 2:
                return None
            inner = self.office(at, "head", depth + 1)
            if inner is None or ((hit.kind == "noun" or hit.number == "p") and self._name_after(inner.end, office=True) is not None):
                return None
            self._inherit(hit, inner)
            return inner.end, False
        if "noun" in word.kinds and opened and depth < 3:
            inner = self.office(at, "noun", depth + 1)
            if inner is not None:
                self._inherit(hit, inner)
                return inner.end, False
        if sense is not None and sense.entry.kind == "person" and opened and (hit.kind == "noun" or hit.row.deputises):
            hit.complement = True
            hit.inside = (at, end) if self.forms[at - 1].stem not in self.pack.sets["names.bearers"] else None
            hit.country = hit.country or sense.entry.row.country
            return end, False
        of_place = at == hit.first + 1 and hit.kind == "head" and self.forms[hit.first].stem in self.pack.sets["offices.of_place"]
        if opened and self._unknown(at) and not word.article and (of_place or self.forms[at - 1].form in self.pack.sets["contacts.seat"]):
            hit.complement = True
            return at + 1, False  # "حاكم أوكلاهوما", "حكومة إقليم زابل"
        if opened and hit.kind == "noun" and (person := self.surname(at)) is not None and not (person[0] or person[1]):
            hit.complement, hit.inside = True, (at, at + 1)
            hit.country = hit.country or person[2].country
            return at + 1, False  # "قوات الأسد"
        if self._finite(at):
            return None
        if "weekday" in word.kinds or (not opened and word.kinds & {"occasion", "stance"}):
            return None  # "ترفض الحكومة الإسبانية الحوار"
        nationality = self.forms[at - 1].by.get("nation")
        if word.article and nationality is not None and nationality.article and at - 1 > hit.first and form not in self.pack.sets["offices.adjectives"]:
            return None  # "نظيره الروسي الوضع"
        if word.article:
            if word.naming == 2 or "person" in word.kinds or (word.naming and not opened and "name" not in word.kinds):
                return None  # الرئيس السبسي; an ambiguous word (الثاني, العربي) rather goes with the office
            if "head" in word.kinds or (at == hit.first + 1 and hit.kind == "head" and not opened and not self._describes(hit, word)):
                return None
            if not opened and (at > hit.first + 1 or hit.kind == "noun") and "object" in self._verb_takes(hit) and not self._adjective(word):
                return None  # "أدان سكان القرية الهجوم"
            hit.complement = hit.complement or opened
            return at + 1, False
        if opened and form in self.pack.sets["offices.tribe"] and at + 1 < self.size and not self.forms[at + 1].mark:
            hit.complement = True
            return at + 2, False  # "شيخ قبيلة بني عبدالله"
        if self._accusative(hit) and at == hit.first + 1 and word.common and word.form.endswith(self.pack.accusative):
            return at + 1, False  # "مستشارا اجتماعيا"
        if opened and word.common and at + 1 < self.size and self._closes(at + 1) and not (hit.kind == "noun" and hit.row.strict):
            hit.complement = True
            return at + 1, True
        if not opened and hit.kind == "noun" and not hit.definite and word.common and form[-1:] == "ه" and hit.gender == "f" and not hit.complement:
            return at + 1, False
        return None

    def _describes(self, hit: Office, word: Word) -> bool:
        """May an articled word be the adjective of a bare office? "المستشار الاقتصادي"; not in "يبحث مع الملك الاتفاق"."""
        return not (hit.gender == "m" and hit.number == "s" and word.form[-1] in self.pack.feminine) and self._adjective(word)

    def _adjective(self, word: Word) -> bool:
        """May a word with the article be an adjective?"""
        article = self.pack.lexicon.particles.article
        return (
            word.form in self.pack.sets["offices.adjectives"]
            or word.form.endswith(self.describing)
            or word.form[len(article) :].startswith(self.pack.participle)
        )

    def _portfolio(self, hit: Office, at: int, opened: bool) -> bool:
        """ "and …" inside an office: وزير الثقافة والإعلام, وزير الاتصالات وتقنية المعلومات."""
        word = self.forms[at]
        if opened or not hit.complement or word.stem in self.function or word.kinds & {"head", "noun", "title", "nation", "person", "both", "honoured"}:
            return False
        if word.article:
            return word.common or hit.role == "minister"
        following = self.forms[at + 1] if at + 1 < self.size else None
        return hit.role == "minister" and word.common and not self._finite(at) and following is not None and following.article and not following.conjunction

    def _unknown(self, at: int) -> bool:
        """A word that no table knows, or a short one before such a word ("ذي ستار")."""
        word = self.forms[at]
        if not word.kinds:
            return True
        return (
            len(word.form) < 4
            and word.kinds <= {"common", "name"}
            and word.form not in self.function
            and at + 1 < self.size
            and not self.forms[at + 1].kinds
            and not self.forms[at + 1].mark
        )

    def _proper(self, hit: Office, at: int) -> int:
        """The end of the name that a paper or party bears, in quotation marks or of unknown words: صحيفة ذي ستار, حزب «الوفد»."""
        forms = self.forms
        if forms[at].mark in self.pack.marks.quotes and forms[at].mark:
            closing = self.pack.marks.quotes[forms[at].mark]
            end = next((k + 1 for k in range(at + 2, min(at + 6, self.size)) if forms[k].mark == closing), at)
        else:
            end = at
            while end < self.size and end < at + 3 and not forms[end].mark and not forms[end].number and self._unknown(end):
                end += 1
        hit.complement = hit.complement or end > at
        return end

    def _named_after(self, hit: Office, title: tuple[int, str], opened: bool) -> tuple[int, bool] | None:
        """A body that bears a name: مركز الملك سلمان."""
        bears = title[1] == "noble" and self.forms[title[0] - 2].stem in self.pack.sets["names.bearers"]  # "مدير مستشفى الملك فهد"
        if not opened or title[1] == "prayer" or (hit.kind != "noun" and not bears) or ("head" in self.forms[title[0] - 1].kinds and title[1] != "noble"):
            return None
        end = self.name_at(title[0], titled=True)
        if end == title[0] or (hit.kind == "noun" and hit.row.kind in ("organ", "group", "source")):
            return None
        hit.complement = True
        return end, False

    def _closes(self, at: int) -> bool:
        """Can the word here be the second part of a genitive?"""
        word = self.forms[at]
        if word.mark or word.number or word.conjunction or word.preposition or word.form in self.function:
            return False
        if word.form in self.pack.sets["offices.tribe"]:
            return True
        return word.article or bool(word.kinds & {"state", "place", "body", "noun", "head"}) or (word.common and not self._finite(at))

    def _nation(self, hit: Office, at: int, sense: Sense) -> tuple[int, bool]:
        known, end = self.known(at)
        if known is None or known.entry.kind != "nation":
            known, end = sense, at + 1  # "وزير الخارجية المصري اليوم": no paper
        self._serve(hit, known)
        return end, False

    def _serve(self, hit: Office, sense: Sense) -> None:
        """The state or body that the phrase serves; the first one counts."""
        row = sense.entry.row
        if isinstance(row, Country):
            hit.country = hit.country or (row.id if hit.body is None else "")
        elif isinstance(row, Place):
            hit.complement = True
            if hit.body is None and hit.role != "envoy":
                hit.country = hit.country or row.country
        elif isinstance(row, Body):
            hit.complement = True
            if not hit.country and hit.body is None:
                hit.body = row
                hit.country = row.country

    def _inherit(self, hit: Office, inner: Office) -> None:
        hit.complement = True
        hit.inner = inner.inner or (inner if inner.kind == "head" else None)
        hit.inside = inner.inside
        hit.side = inner.side or (inner.kind == "noun" and inner.row.camp)
        hit.organ = inner.organ or (inner.kind == "noun" and inner.row.kind == "organ")
        hit.business = (
            inner.business
            or (inner.kind == "noun" and inner.row.business)
            or (hit.kind == "head" and hit.row.deputises and inner.kind == "head" and inner.role is None and inner.number == "s" and not inner.holder)
        )
        if not hit.country and hit.body is None:
            hit.country, hit.body = inner.country, inner.body

    def _joined(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """باسم, لدى, في …: what follows belongs to the office when it is a body, or a place for those who serve abroad."""
        start = at + 1
        if start >= self.size:
            return None
        form = self.forms[at].form
        if form in self.pack.sets["offices.speaks_for"]:
            return self._target(hit, start, depth, anything=True)
        if form in self.pack.sets["offices.sent_by"] and hit.kind == "noun" and hit.row.kind == "group" and not hit.definite and not hit.complement:
            return self._target(hit, start, depth, anything=True)  # "وفد من حركة فتح"
        sense, end = self.known(start)
        if sense is not None and not sense.preposition and not sense.conjunction:
            kind = sense.entry.kind
            if kind == "body" and hit.kind == "head" and (not hit.definite or not hit.row.alone or hit.role in ("legislator", "official", "party_leader")):
                self._serve(hit, sense)
                return end, False
            if kind in ("state", "place") and hit.role in ("envoy",) and hit.kind == "head":
                return end, False
        if "head" in self.forms[start].kinds and form in self.pack.sets["offices.attached"] and hit.kind == "head" and hit.role in ("minister", "official"):
            return self._target(hit, start, depth, anything=False)  # "وزير لدى رئيس الحكومة"
        if "noun" in self.forms[start].kinds and hit.kind == "head" and hit.role in ("official", "envoy", "legislator", "spokesperson"):
            return self._target(hit, start, depth, anything=False)
        return None

    def _with_preposition(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """ل and ب on the next word: للأمم المتحدة, بوزارة الخارجية, بدولة الإمارات."""
        sense, end = self.known(at)
        word = self.forms[at]
        if not (hit.complement or hit.end > hit.first or not hit.definite) or self._asked_for(
            hit, sense.preposition if sense is not None else word.preposition
        ):
            return None
        if sense is not None and sense.entry.kind in ("state", "body", "place"):
            if hit.definite and not self._qualified(hit, at) and hit.role not in ("envoy", "official", "spokesperson"):
                return None
            if sense.entry.kind != "body" and hit.kind == "head" and hit.role not in ("envoy", "spokesperson"):
                return None  # "زيارة وزير الدفاع لمصر"; with a name right behind it, `_as_far_as_name` takes it in
            if sense.entry.kind != "place" or hit.role in ("envoy", "official"):
                if sense.entry.kind == "body" or self.forms[hit.first].stem not in self.pack.sets["offices.sent"]:
                    self._serve(hit, sense)  # but an envoy "to the kingdom" does not serve it
                return end, False
            return None
        if ("noun" in word.kinds or "head" in word.kinds) and (hit.role is not None) and (self._qualified(hit, at) or not hit.definite):
            head = word.by.get("head")
            if head is not None and (
                head.preposition != self.pack.lexicon.particles.for_the[0] or hit.role in WHOLE or head.entry.row.lemma in self.counterparts
            ):
                return None  # "التقى وزير الخارجية المصري بوزير الخارجية الفرنسي"
            target = self._target(hit, at, depth, anything=False)
            if target is not None or not self._made(hit, word):
                return target
        if self._made(hit, word) and (word.common or "head" in word.kinds):
            hit.complement = True
            return at + 1, True  # "تعيين فلان مديرا لتقنية المعلومات"
        if word.article and word.common and self._qualified(hit, at) and not word.kinds - {"common", "name"}:
            hit.business = hit.business or hit.office_id == "vice"  # "نائب الرئيس للعمليات"
            return at + 1, False
        return None

    def _made(self, hit: Office, word: Word) -> bool:
        """Is it an indefinite object, as one is made or named, with what it is for: "محافظا لمحافظة"?"""
        return self._accusative(hit) and not hit.complement and word.preposition == self.pack.lexicon.particles.for_the[0]

    def _accusative(self, hit: Office) -> bool:
        """Is the noun of the office an indefinite object: مستشارا?"""
        form = self.forms[hit.first].form
        return hit.kind == "head" and not hit.definite and form.endswith(self.pack.accusative) and form != self.pack.folding(hit.lemma)

    def _asked_for(self, hit: Office, preposition: str) -> bool:
        """Does the verb of saying before the office take this preposition? "رحب رئيس الحكومة بالاستثمارات"."""
        takes = self._verb_takes(hit)
        return bool(takes) and preposition in self.pack.words(takes)

    def _verb_takes(self, hit: Office) -> tuple[str, ...]:
        """What the verb of saying takes of which the phrase is the subject."""
        k = hit.first - 1
        while k > max(hit.first - _OUTER, 0) and self.forms[k].kinds & {"head", "noun", "title"} and finite(self.forms[k]) is None:
            k -= 1
        if k > 1 and self.forms[k].form in self.pack.sets["contacts.from"] and self.forms[k - 1].form in self.pack.sets["speech.some"]:
            k -= 2  # "أشاد عدد من النواب ب"
        verb = finite(self.forms[k], _SPEECH) if k >= 0 else None
        return verb.entry.row.takes if verb is not None else ()

    def _qualified(self, hit: Office, at: int) -> bool:
        """The office has more than its bare noun before `at`."""
        return at > hit.first + 1

    def _target(self, hit: Office, start: int, depth: int, *, anything: bool) -> tuple[int, bool] | None:
        word = self.forms[start]
        for kind in ("head", "noun"):
            if kind in word.kinds:
                inner = self.office(start, kind, depth + 1)
                if inner is not None:
                    self._inherit(hit, inner)
                    return inner.end, False
        if not anything:
            return None
        sense, end = self.known(start)
        if sense is not None and sense.entry.kind in SERVES:
            self._serve(hit, sense)
            if isinstance(sense.entry.row, Place):
                hit.country = hit.country or sense.entry.row.country
            return end, False
        if word.article:
            hit.complement = True
            return start + 1, False
        if word.mark in self.pack.marks.quotes or (self._unknown(start) and not word.mark):
            end = self._proper(hit, start)
            return (end if word.mark else start + 1, False) if end > start else None  # "المتحدث باسم «بوينغ»"
        return None
