"""What an office is, and what its words say of it: "وزير الخارجية الروسي", "المتحدث باسم الحكومة", "وفد من حركة فتح"."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from mypy_extensions import mypyc_attr

from qanat.packs.rows import Body, Country, Place
from qanat.packs.terms import SINGLE
from qanat.packs.word import Sense, Word
from qanat.read.callings import Callings
from qanat.read.syntax import MEET, SPEECH, finite

_GENERAL: Final = 3  # words of "the director general of" a body
_OUTER: Final = 4  # tokens between a verb and the innermost noun of its subject
_DASHES: Final = frozenset("-–—/")
INTERNATIONAL: Final = frozenset(("io", "bloc"))  # kinds of bodies whose people serve no state
PARTIES: Final = frozenset(("party", "movement"))  # ... whose people are of their camp, and of no state
CAMPS: Final = PARTIES | {"io", "bloc", "region"}  # bodies that are a camp of their own
SERVES: Final = {"state", "place", "nation", "body"}
_WHOSE: Final = SINGLE | {"minister"}  # with a nationality they are of one state, and for nobody
WHOLE: Final = SINGLE  # whole with a nationality: no "in …" belongs to it
_HEADS: Final = {"party": "party_leader", "movement": "party_leader", "parliament": "legislator", "io": "io_head", "bloc": "io_head"}  # by the kind of body


@mypyc_attr(acyclic=True)
class Office:
    """The description of an office-holder or of a body, as read: what it is, for whom, and how far it goes."""

    country: str = ""
    body: Body | None = None
    former: bool = False
    complement: bool = False
    holder: str = ""  # pronoun on the head: نظيره, مستشاره
    office_id: str = ""
    side: bool = False  # of those who are a camp of their own: وفد المعارضة
    business: bool = False  # of a company or club
    organ: bool = False  # of an organ of state
    sport: bool = False  # of a club or federation
    called: bool = False  # a noun with the name of a known body: "حركة «فتح»"
    own: bool = False  # an office of its own, whatever else its holder is
    inner: Office | None = None  # the last office within it: "مدير ديوان الرئيس"
    inside: tuple[int, int] | None = None  # a known person named within it: "حكومة نتنياهو"

    def __init__(self, first: int, end: int, lemma: str, role: str | None, kind: str, row: Any, gender: str, number: str, *, definite: bool) -> None:
        self.first, self.end = first, end
        self.lemma, self.role, self.row = lemma, role, row
        self.kind = kind  # head (a person's office) | noun (a body, group or source)
        self.body_kind: str = row.kind if kind == "noun" else ""  # of what its noun means: group, organ, source, document, …
        self.gender, self.number, self.definite = gender, number, definite

    def of_one(self) -> Office:
        """The same office as one of its holders bears it."""
        one = Office(self.first, self.end, self.lemma, self.role, self.kind, self.row, self.gender, "s", definite=self.definite)
        one.country, one.body, one.former, one.complement, one.holder = self.country, self.body, self.former, self.complement, self.holder
        one.office_id, one.side, one.business, one.organ, one.sport, one.own = self.office_id, self.side, self.business, self.organ, self.sport, self.own
        one.inner, one.inside = self.inner, self.inside
        return one


class Posts(Callings):
    """Judges the words of an office."""

    def _adjectives_of_nation(self, hit: Office, at: int) -> int:
        """Past the indefinite adjectives between an office or delegation and its nationality or sender: "وفد أمني وعسكري مصري"; else `at`."""
        group = hit.body_kind in ("group", "source")
        k = at
        while (group or (hit.kind == "head" and k == at)) and k + 1 < self.size and self._plain_adjective(k, conjunction=k > at):
            k += 1
        if k == at:
            return at
        nation = "nation" in self.forms[k].kinds and not self.forms[k].article
        return k if nation or (group and "offices.sent_by" in self.forms[k].sets) else at

    def _plain_adjective(self, at: int, *, conjunction: bool) -> bool:
        word = self.forms[at]
        adjective = word.stem.endswith(self.describing) and word.kinds.isdisjoint(("head", "nation", "noun", "state"))
        return adjective and not (word.article or word.mark) and (conjunction or not word.conjunction)

    def _before_office(self, first: int, sense: Sense) -> bool:
        """Does another office follow at once: "مساعدة وزير الخارجية"?"""
        return sense.entry.form[1] == "s" and not sense.article and first + 1 < self.size and "head" in self.forms[first + 1].kinds

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
        indefinite = bool(following.preposition) or following.form.endswith(self.pack.accusative)  # رئيسا للحكومة, أمينا عاما
        if not indefinite and (following.article or following.form in self.of.get(sense.entry.row.lemma, {})):
            return next((s for s in self.forms[first].senses if s.entry.kind == kind and s.entry.form[2:] == ("construct",)), sense)
        return sense

    def _of_two_states(self, first: int, end: int) -> bool:
        """Do adjectives of two states stand side by side, or with a dash between them: "السعودية - الكويتية"?"""
        dashed = end + 1 < self.size and self.forms[end].mark in _DASHES
        if end - first < 2 and not dashed:
            return False
        tokens = (*range(first, end), *((end + 1,) if dashed else ()))
        nations = [sense.entry.row.id if (sense := self._nation_at(k)) is not None else "" for k in tokens]
        return any(one and other and one != other for one, other in pairwise(nations))

    def _definite(self, at: int) -> bool:
        """Is this a noun with the article or a pronoun?"""
        word = self.forms[at]
        if word.form in self.function or not word.kinds.isdisjoint(("weekday", "relative", "head")) or self._finite(at):
            return False
        return word.article or ((word.common or "occasion" in word.kinds) and word.form.endswith(self.possessive))

    def _told(self, hit: Office, at: int) -> bool:
        """Are these whom he speaks to, and nothing that his office is for: "قال الوزير الفرنسي للصحفيين"?"""
        return hit.role in _WHOSE and self.forms[at].form.endswith(self.pack.oblique) and self._nationality(at - 1)

    def _abroad(self, hit: Office, at: int) -> bool:
        """Are these states to which the holder of a whole office goes: "زيارة وزير الطاقة الإسرائيلي لدول خليجية"?"""
        sense = self.forms[at].by.get("noun")
        whole = hit.kind == "head" and bool(hit.country) and hit.role not in ("envoy", "official", "spokesperson")
        return whole and sense is not None and sense.entry.row.kind == "group" and sense.preposition == self.pack.lexicon.particles.for_the[0]

    def _met(self, hit: Office, at: int) -> bool:
        """Are these people whom the holder of an office meets, and not those whose he is: "التقى رئيس الحكومة بقادة الأحزاب", but "القيادي بالمعارضة"?"""
        sense = self.forms[at].by.get("noun")
        if hit.kind != "head" or sense is None:
            return False
        leaders = "contacts.each" in self.forms[at].stem_sets  # "بقيادات الأحزاب"
        if not (sense.entry.row.kind == "group" or (sense.entry.form[1] == "p" and (sense.entry.row.camp or leaders))):
            return False
        to_them = sense.preposition == self.pack.lexicon.particles.for_the[0]
        return hit.role in WHOLE or hit.role == "minister" or (bool(hit.country or hit.body) and not to_them)

    def _settle_role(self, hit: Office) -> None:
        """The role by what the office is of: a state, a party or another body, a company."""
        if hit.kind == "head" and hit.role == hit.row.role and not hit.office_id and hit.complement and hit.row.otherwise:
            hit.role = _HEADS.get(hit.body.kind if hit.body is not None else "", hit.row.otherwise)
        sport = hit.body.id in self.pack.sets["offices.sport_bodies"] if hit.body is not None else self._of_sport(hit)
        if hit.kind == "head" and sport:
            hit.role, hit.sport = None, True
        if hit.role == "legislator" and hit.office_id == "speaker" and hit.body is not None and hit.body.kind in ("party", "movement"):
            hit.role = "official"  # "رئيس مجلس شورى حركة النهضة"
        if (
            hit.kind == "head"
            and hit.role == hit.row.role == "legislator"
            and hit.row.deputises
            and (hit.holder or self._of_chief(hit) or any(self._owned(at) for at in range(hit.first + 1, hit.end)))
        ):
            hit.role = "official"  # نائبه, "نائب أمينه العام", "نائب رئيس الأمن العام"
        bare = not hit.complement and not hit.country and hit.body is None
        nationality = bool(hit.country) and not hit.complement and hit.end == hit.first + 2  # "الممثل الأميركي"
        if hit.role == "envoy" and (bare or nationality) and hit.definite and "offices.actors" in self.forms[hit.first].stem_sets:
            hit.role = None  # "الممثلة فلانة": of the stage
        if hit.role == "minister" and hit.number == "s" and hit.body is not None and hit.body.kind in INTERNATIONAL:
            hit.body = None  # "وزير الشؤون المغاربية والاتحاد الأفريقي"
        if hit.role == "deputy_head" and hit.body is not None and hit.body.kind in CAMPS | {"organisation"}:
            hit.role = "official"  # "نائب رئيس منظمة الأعراف"
        if hit.role == "official" and hit.body is not None and hit.body.kind == "io" and self._directs(hit):
            hit.role = "io_head"
        lemma = self.pack.folding.of_row(hit.lemma)
        if hit.role == "head_of_state" and hit.country and hit.kind == "head" and lemma in self.pack.sets["offices.princes"]:
            hit.role = hit.role if self.pack.folding.of_row(hit.country) in self.pack.sets["offices.principalities"] else hit.row.otherwise  # "الأمير الأردني"
        if hit.role == "envoy" and hit.organ and hit.number == "s" and hit.body is None and lemma in self.pack.sets["offices.delegates"]:
            hit.role = "official"  # "ممثل وزارة العمل"
        if (
            hit.role == "official"
            and not hit.organ
            and any({word.stem, word.form} & self.pack.sets["offices.civil"] for word in self.forms[hit.first + 1 : hit.end])
        ):
            hit.role = "other"  # "رئيس جمعية خيرية"
        if hit.role == "private" or (hit.business and hit.kind == "head"):
            of_nations = (
                hit.role == "private" and hit.number == "p" and hit.body is not None and hit.body.kind in INTERNATIONAL
            )  # "خبراء الوكالة الدولية للطاقة الذرية"
            hit.role = "official" if hit.organ or of_nations or self._public_house(hit) else None  # "الرئيس التنفيذي للهيئة"

    def _public_house(self, hit: Office) -> bool:
        """Does one lead what only looks like a business: "رئيس مجلس إدارة غرفة أبها", "مدير المصرف المركزي"?"""
        leads = hit.row.role == "head_of_state" or self.pack.folding.of_row(hit.lemma) in self.pack.sets["offices.directors"]
        words = self.forms[hit.first + 1 : hit.end] if leads else []
        return any({word.stem, word.form} & self.pack.sets["offices.public"] for word in words)

    def _directs(self, hit: Office) -> bool:
        """Is it the director general of a body, and of nothing within it: "مدير عام منظمة العمل الدولية"?"""
        if hit.end < hit.first + _GENERAL or self.pack.folding.of_row(hit.lemma) not in self.pack.sets["offices.directors"]:
            return False
        sense = self.known(hit.first + 2)[0]
        return "offices.general" in self.forms[hit.first + 1].stem_sets and sense is not None and sense.entry.row is hit.body

    def _of_chief(self, hit: Office) -> bool:
        """Does one deputise for a chief who is none of a parliament?"""
        return not hit.office_id and hit.inner is not None and "head" in self.forms[hit.first + 1].kinds and hit.inner.role != "legislator"

    def _lesser(self, at: int) -> bool:
        """Is a chief in the construct one of something else than a state: "نائب رئيس المحتوى", but "نائب رئيس تركيا"?"""
        following = self.forms[at + 1] if at + 1 < self.size else None
        head = self.forms[at].by.get("head")
        return head is not None and not head.article and following is not None and following.article and following.kinds.isdisjoint(SERVES)

    def _owned(self, at: int) -> bool:
        """Is this an office with a pronoun: أمينه العام, and no أمينة by its spelling?"""
        head = self.forms[at].by.get("head")
        written = self.words.text[self.words.ends[at] - 1]
        return head is not None and (bool(head.pronoun) or (head.entry.form[0] == "f" and written != self.pack.feminine_letter and written in self.possessed))

    def _of_sport(self, hit: Office) -> bool:
        """Is the office one of a club or team, or of what may be one in a text of sport: "رئيس الاتحاد", "رئيس الهلال"?"""
        sets = self.pack.sets
        for at in range(hit.first + 1, hit.end):
            word = self.forms[at]
            following = self.forms[at + 1].form if at + 1 < self.size else ""
            before = self.forms[at - 1]
            elected = not word.preposition and (before.article or "nation" in before.kinds)  # الرئيس المنتخب
            if "offices.clubs" in word.stem_sets and following not in sets["offices.no_clubs"] and not elected:
                return True
            if not {word.stem, word.form}.isdisjoint(sets["offices.sporting"]) and self.sports:
                return True
            chief = "head" in before.kinds and before.by["head"].entry.row.role == "head_of_state"
            if chief and "offices.teams" in word.sets and self.sports:
                return True
        return False

    def _adjective_of_object(self, at: int) -> bool:
        """Does an indefinite object stand right behind another, which it describes?"""
        ending, before = self.pack.accusative, self.forms[at - 1] if at else None
        sense = self.forms[at].by["head"]
        if before is None or before.mark or sense.article or sense.pronoun or sense.preposition or not self.forms[at].form.endswith(ending):
            return False
        return before.form.endswith(ending) and before.common and not before.article and before.kinds.isdisjoint(("head", "noun", "title", "nation", "name"))

    def _his(self, at: int) -> bool:
        """Is a noun that could be feminine one with a pronoun, by its last letter as written and what follows? مبعوثه, not مبعوثة."""
        written = self.words.text[self.words.ends[at] - 1]
        if written == self.pack.feminine_letter or written not in self.possessed:
            return False
        following = self.forms[at + 1] if at + 1 < self.size else None
        title = self._title(at + 1)
        if title is not None and title[1] != "prayer":
            return True  # "نائبه اللواء فلان"
        if following is None or following.mark or following.form in self.function:
            return True  # "مبعوثه إلى"
        nation = following.by.get("nation")
        if nation is not None and nation.article and nation.entry.form[:2] == ("m", "s"):
            return True  # "نظيره الأمريكي"
        return not (following.article or following.kinds & SERVES or following.kinds & {"noun", "head"})

    def _describes(self, hit: Office, word: Word) -> bool:
        """May an articled word be the adjective of a bare office? "المستشار الاقتصادي"; not in "يبحث مع الملك الاتفاق"."""
        return not (hit.gender == "m" and hit.number == "s" and word.form[-1] in self.pack.feminine) and self._adjective(word)

    def _adjective(self, word: Word) -> bool:
        """May a word with the article be an adjective?"""
        article = self.pack.lexicon.particles.article
        return "offices.adjectives" in word.sets or word.form.endswith(self.describing) or word.form[len(article) :].startswith(self.pack.participle)

    def _affairs(self, at: int) -> bool:
        """A noun of bodies that is the adjective of the definite one before it: "وزارة الشؤون الخارجية"."""
        noun = self.forms[at].by.get("noun")
        return noun is not None and bool(noun.entry.row.adjective) and "offices.affairs" in self.forms[at - 1].stem_sets

    def _portfolio(self, hit: Office, at: int, opened: bool) -> bool:
        """ "and …" inside an office: وزير الثقافة والإعلام, وزير الاتصالات وتقنية المعلومات."""
        word = self.forms[at]
        if opened or not hit.complement or word.stem in self.function or word.kinds & {"head", "noun", "title", "nation", "person", "both", "honoured"}:
            return False
        if word.article:
            return (word.common or hit.role == "minister") and "meet" not in word.kinds  # "زار الجامعة والتقى مديرها"
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

    def _closes(self, at: int) -> bool:
        """Can the word here be the second part of a genitive?"""
        word = self.forms[at]
        if word.mark or word.number or word.conjunction or word.preposition or word.form in self.function:
            return False
        if "offices.tribe" in word.sets:
            return True
        return word.article or bool(word.kinds & {"state", "place", "body", "noun", "head"}) or (word.common and not self._finite(at))

    def _nation(self, hit: Office, at: int, sense: Sense) -> tuple[int, bool]:
        known, end = self.known(at)
        if known is None or known.entry.kind != "nation":
            known, end = sense, at + 1  # "وزير الخارجية المصري اليوم": no paper
        if "offices.affairs" not in self.forms[at - 1].stem_sets:
            self._serve(hit, known)  # but not of "مكلف بالشؤون الأمريكية"
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
        hit.organ = inner.organ or inner.body_kind == "organ"
        hit.business = (
            inner.business
            or (inner.kind == "noun" and inner.row.business)
            or (hit.kind == "head" and hit.row.deputises and inner.kind == "head" and inner.role is None and inner.number == "s" and not inner.holder)
        )
        if not hit.country and hit.body is None:
            hit.country, hit.body = inner.country, inner.body
        if inner.role == "spokesperson" and self.pack.folding.of_row(hit.lemma) in self.pack.sets["offices.acting"]:
            hit.role = inner.role  # "القائم بأعمال المتحدث باسم الرئاسة"

    def _made(self, hit: Office, word: Word) -> bool:
        """Is it an indefinite object, as one is made or named, with what it is for: "محافظا لمحافظة"?"""
        return self._accusative(hit) and hit.role not in (None, "other") and not hit.complement and word.preposition == self.pack.lexicon.particles.for_the[0]

    def _accusative(self, hit: Office) -> bool:
        """Is the noun of the office an indefinite object: مستشارا?"""
        form = self.forms[hit.first].form
        return hit.kind == "head" and not hit.definite and form.endswith(self.pack.accusative) and form != self.pack.folding.of_row(hit.lemma)

    def _asked_for(self, hit: Office, preposition: str) -> bool:
        """Does the verb of saying before the office take this preposition? "رحب رئيس الحكومة بالاستثمارات"."""
        takes = self._verb_takes(hit)
        return bool(takes) and preposition in self.pack.words(takes)

    def _verb_takes(self, hit: Office) -> tuple[str, ...]:
        """What the verb of saying takes of which the phrase is the subject."""
        k = hit.first - 1
        while k > max(hit.first - _OUTER, 0) and self.forms[k].kinds & {"head", "noun", "title"} and finite(self.forms[k]) is None:
            k -= 1
        if k > 1 and "contacts.from" in self.forms[k].sets and "speech.some" in self.forms[k - 1].sets:
            k -= 2  # "أشاد عدد من النواب ب"
        verb = finite(self.forms[k], SPEECH) if k >= 0 else None
        return verb.entry.row.takes if verb is not None else ()

    def _visits(self, hit: Office) -> bool:
        """Does a verb of contact that takes an object stand right before an office: "زار السفير الفرنسي الجامعة"?"""
        verb = finite(self.forms[hit.first - 1], MEET) if hit.first and hit.kind == "head" else None
        return verb is not None and "object" in verb.entry.row.with_

    def _qualified(self, hit: Office, at: int) -> bool:
        """The office has more than its bare noun before `at`."""
        return at > hit.first + 1
