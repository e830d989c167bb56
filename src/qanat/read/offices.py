"""Descriptions of office-holders and of bodies: "وزير الخارجية الروسي", "المتحدث باسم الحكومة", "وفد من حركة فتح"."""

from __future__ import annotations

from typing import Final

from qanat.packs.terms import CHIEFS
from qanat.packs.word import SURELY, Sense, Word
from qanat.read.attachments import Attachments
from qanat.read.posts import Office
from qanat.read.syntax import HOLD, finite, is_counterpart

_BEGUN: Final = frozenset(("head", "title"))  # kinds of a word with which somebody is named
_SENT: Final = frozenset(("envoy", "minister", "party_leader"))  # roles of those who may be told by their region only: "سفير عربي"


class Offices(Attachments):
    """Reads the description that begins at a token, piece by piece, to the right."""

    def office(self, first: int, kind: str, depth: int = 0) -> Office | None:
        """The office (kind head) or body (kind noun) whose first noun is at `first`."""
        sense = self._pair_of(first, kind)
        row = sense.entry.row
        following = self.forms[first + 1] if kind == "head" and first + 1 < self.size else None
        if following is not None and following.kinds & _BEGUN and self.forms[first].form[1:] in self.pack.sets["contacts.until"]:
            return None  # "وإلى رئيس المجلس": no governor
        if kind == "noun" and self._no_body(first, sense, depth):
            return None
        gender, number = sense.entry.form[:2]
        if kind == "head" and sense.article and is_counterpart(row.lemma, self.pack):
            return None  # "منقطع النظير"
        if kind == "head" and self._adjective_of_object(first):
            return None  # "نشاطا دبلوماسيا مكثفا"
        if kind == "head" and gender == "f" and row.doubtful and not self._before_office(first, sense):
            return None
        if gender == "f" and number == "s" and not (sense.pronoun or sense.article) and self._his(first):
            sense, gender = Sense(sense.entry, sense.conjunction, sense.preposition, pronoun=self.forms[first].form[-1]), "m"
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
            definite=sense.article or bool(sense.pronoun),
        )
        hit.holder = sense.pronoun
        closed = sense.article or bool(sense.pronoun)
        at = first + 1
        known = self.of.get(row.lemma, {}) if kind == "head" and at < self.size else {}
        begins, whose = self._complement_of(known, at) if known else ("", "")
        for of, office in known.get(begins, ()):
            if whose and of:
                continue
            if self._within_body(at, at + 1 + len(of)):
                continue  # "أعضاء مجلس الأمن": members of no other council
            if self._follows(at + 1, of) and (of or office.role != "deputy_head" or not self._lesser(at)):
                at += 1 + len(of)
                hit.role, hit.country, hit.complement, hit.office_id = office.role, office.country, True, office.id
                hit.own = office.own
                hit.body = self.bodies[office.body] if office.body else None
                past = self._past_body(hit, at) if hit.role == "official" else at
                named, at = past > at, past
                if hit.body is None and not hit.country:
                    self._serve_within(hit, at)
                hit.holder = hit.holder or whose
                closed = named or self.forms[at - 1].article or bool(whose) or self._place_at(at - 1)
                break
        open_construct = not closed and not (number in "dp" and self.forms[first].form.endswith(self.pack.sound))
        while at < self.size:
            step = self._extend(hit, at, open_construct, depth)
            if step is None:
                break
            at, open_construct = step
        hit.end = at
        if kind == "noun" and at > first + 1 and self._of_two_states(first + 1, at):
            return None  # "اللجنة التونسية الجزائرية": no body of one state
        if kind == "head" and not hit.holder and not hit.country and hit.body is None and at == first + 2:
            hit.holder = self._of_somebody(first + 1)
        hit.side = hit.side or (kind == "noun" and self._sent_out(first))
        told = hit.complement or bool(hit.country) or hit.body is not None
        if kind == "head" and not hit.country and hit.body is None:
            hit.country = row.country
        self._settle_role(hit)
        if hit.holder and hit.role == "head_of_state" and not hit.complement:
            hit.role = None  # رئيسه, رئيسه الكاميروني: of what, the word does not say
        if kind == "head" and row.sovereign and "name" in self.forms[first].kinds and not hit.definite and not hit.country and hit.body is None:
            return None  # سلطان العتواني
        if not told:
            general = sense.article and first + 1 < at and "offices.at_large" in self.forms[first + 1].sets  # "المديرية العامة للجوازات"
            alone = any(one.entry.row.alone for one in self.forms[first].senses if one.entry.kind == "noun")  # السلطات, beside سلطة
            if kind == "noun" and (not (alone or general) or (sense.pronoun and number == "s" and row.kind == "source")):
                return None
            if kind == "noun" and not hit.definite and hit.end == first + 1 and row.kind != "source":
                return None
            if kind == "head" and not row.alone and not hit.definite and depth == 0:
                return None
            if kind == "head" and number == "d" and hit.end == first + 1 and not (hit.definite or self.forms[first].form.endswith(self.pack.sound)):
                return None  # "أمر ملكي": no two kings, of whom nothing is told
        return hit

    def _no_body(self, first: int, sense: Sense, depth: int) -> bool:
        """Is what may be the noun of a body something else here: a verb, an adjective, a common noun?"""
        row = sense.entry.row
        if finite(self.forms[first], HOLD) is not None and first + 1 < self.size and self._gathered(first):
            return True  # "قمة تجمع السيسي وماكرون": a verb
        if self._beside(first, sense):
            return True
        if row.strict and sense.preposition and not sense.article and depth == 0:
            before = self.forms[max(first - 2, 0) : first]
            beside = before[-1 - (bool(before) and before[-1].form.endswith(self.describing)) :]
            if not any("medium" in word.kinds for word in beside):
                return True  # "برئاسة فلان": under him, no presidency; but "بلاغ إعلامي لرئاسة الحكومة"
        if depth == 0 and first and self._by_whom(first):
            return True  # "استقبل من طرف الوزير"
        if row.ruler and not self._ruled(first):
            return True  # "النظام المالي"
        if row.adjective and depth == 0 and first and self._definite(first - 1):
            return True  # العلاقات الخارجية, جولته الخارجية
        if sense.conjunction and first + 1 < self.size and "offices.views" in self.forms[first + 1].stem_sets:
            return True  # "وجهات النظر"
        if "offices.also_interests" in self.forms[first].stem_sets and self._of_a_state(first + 1):
            return True  # "مصالح تركيا": no services
        if "offices.also_arranging" in self.forms[first].stem_sets and self._arranged(first + 1):
            return True  # "تنظيم الخدمات الجوية"
        of_a_state = not (sense.article or self.sports) and first + 1 < self.size and self._nation_at(first + 1) is not None  # "استقبل فريقا إيرانيا"
        if self._team_of_any(sense) and not (of_a_state or self._sent_out(first)):
            return True  # "فريق كرة القدم"
        several = "offices.several" in self.forms[first].stem_sets and first + 1 < self.size
        return several and self._several_occasions(first + 1)  # "مجموعة اللقاءات"

    def _somebody_else(self, word: Word, number: str) -> bool:
        """Whom somebody speaks to or of, and no adjective of him: المواطنين, السلطات."""
        if not word.article or word.preposition or word.conjunction or "head" in word.kinds or "offices.adjectives" in word.sets:
            return False
        plural = number == "s" and word.form.endswith(self.pack.oblique)
        several = plural and self.pack.lexicon.word(word.form.removesuffix(self.pack.oblique) + self.pack.nominative[0]).common
        return several or "offices.rulers" in word.sets

    def _place_at(self, at: int) -> bool:
        """Is a word the name of a place or body, behind which no genitive can stand: "حاكم دبي", "رئيس المكتب السياسي لحماس"?"""
        sense, end = self.known(at)
        return sense is not None and end == at + 1 and sense.entry.kind in ("place", "state", "body")

    def _extend(self, hit: Office, at: int, opened: bool, depth: int) -> tuple[int, bool] | None:
        """One more piece of the phrase at `at`: (the token after it, whether a genitive may still follow), or None."""
        word = self.forms[at]
        if opened and hit.kind == "noun" and word.form in self.openers and at + 1 < self.size and self.forms[at + 1].article:
            hit.complement, hit.inside = True, (at, at + 2)
            return at + 2, False  # "مكتب عبد المهدي", "حكومة أبو العينين"
        if opened and hit.body_kind in ("medium", "body") and (named := self._proper(hit, at)) > at:
            return named, False
        if (hit.kind == "head" or hit.body_kind == "group") and (named := self._of_marked(hit, at, opened, depth)) > at:
            return named, False
        counted = opened and hit.number == "p" and (bool(word.number) or "count" in word.kinds) and at + 1 < self.size
        if counted and "offices.of_leaders" in self.forms[at + 1].stem_sets:
            hit.complement = True
            return at + 2, False  # "زعماء سبع دول"
        if word.mark or word.number:
            return None
        if hit.kind == "noun" and (past := self._partaking(hit, at)) > at:
            return past, False
        form, closed = word.form, word.closed
        if form in self.former:
            if depth and (not word.article or (hit.gender == "f" and not form.endswith(self.pack.feminine))):
                return None  # "وكيل إمارة عسير سابقا", "وكيل وزارة الدفاع الأسبق": said of the deputy
            hit.former = True
            following = self.forms[at + 1] if at + 1 < self.size else None
            ended = following is not None and following.common and following.form.endswith(self.possessive)
            return at + 2 if ended else at + 1, False  # "المنتهية ولايتها"
        if hit.kind == "head" and at == hit.first + 1 and not hit.definite and "offices.another" in word.sets:
            return at + 1, False
        peoples = hit.number == "p" and "offices.peoples" in word.stem_sets and word.article == hit.definite
        bare = at == hit.first + 1 and not word.conjunction
        if peoples and ((hit.body_kind == "group" and (hit.side or bare)) or (hit.kind == "head" and bare and "nation" not in word.kinds)):
            hit.complement, hit.side = hit.kind == "noun", True
            return at + 1, False  # "زعماء عرب ومسلمين", "الوزراء العرب"
        one = bare and hit.number == "s" and word.article == hit.definite and ("offices.regional" in word.sets or "offices.regional" in word.stem_sets)
        sent = (hit.kind == "head" and hit.role in _SENT) or self.pack.folding.of_row(hit.lemma) in self.pack.sets["offices.generic"]
        if one and (sent or hit.body_kind == "group"):
            hit.complement, hit.side = hit.kind == "noun", True
            return at + 1, False  # "دبلوماسي غربي", "المسؤول الكردي": of no state that is told
        its_voice = hit.role == "spokesperson" and "offices.speaks_for_it" in word.sets  # not "أعرب الملك باسمه وباسم الشعب"
        set_on = closed and ("offices.in_his_place" in word.sets or (at > hit.first + 1 and "offices.of_it" in word.sets))
        if hit.kind == "head" and (its_voice or set_on):
            return at + 1, False  # "المتحدث باسمها", "المدير بالإنابة", "المتحدث الرسمي لها"
        things = hit.body_kind == "source" and hit.number == "p" and form.endswith(self.pack.feminine)  # "مصادر دبلوماسية"
        informed = hit.body_kind == "source" and (form[:-1] if things else form) in self.pack.sets["offices.informed"]
        of_field = "offices.fields" in word.sets and at == hit.first + 1 and hit.kind == "head"
        of_field = of_field and self.pack.folding.of_row(hit.lemma) in self.pack.sets["offices.generic"]
        informed = (informed or of_field) and not hit.definite
        if informed and ("head" not in word.kinds or (at + 1 < self.size and self.forms[at + 1].form not in self.joins)):
            return at + 1, False  # "مصدر مطلع", "مسؤول عسكري", but "مصدر مسؤول في الوزارة"
        if hit.body_kind == "source" and "offices.within" in word.sets:
            return at + 1, True  # "مصادر داخل الحكومة السودانية"
        if hit.body_kind == "group" and "offices.of_rank" in word.sets:
            return at + 1, opened  # "وفد أمريكي رفيع المستوى"
        if hit.country and "offices.friendly" in word.sets:
            return at + 1, False  # "سفير جمهورية مصر العربية الشقيقة"
        if hit.body_kind == "group" and ("offices.belonging" in word.sets or self._made_of(at)):
            return at + 1, False  # "وفود تابعة لمنظمة العفو", "وفد مؤلف من نواب فرنسيين"
        if closed and "offices.lately" in word.sets and "offices.adjectives" in self.forms[at - 1].sets:
            return at + 1, opened  # "سفير كازاخستان المعين حديثا لدى المملكة"
        if opened and hit.kind == "head" and "contacts.his_country" in word.sets:
            hit.holder, hit.complement = form[len(word.stem) :] or form[-1], True
            return at + 1, False  # "وزير خارجية بلاده": of whoever speaks
        if not opened and self._somebody_else(word, hit.number):
            return None  # "دعا الوزير المواطنين إلى", "حذر خبراء المنظمة السلطات من": somebody else
        if self._son(at) or (not opened and self._articled_name(at)):
            return None  # "للتنمية فالح بن عطا", "وزير العدل الهادي بوعوني"
        title = self._title(at)
        if title is not None and title[1] == "noble" and opened and hit.kind == "head" and hit.row.deputises:
            hit.complement = True
            return self._of_prince(title[0]), False
        state, past = self.known(at) if opened and word.phrases else (None, at)
        whole = state is not None and (state.entry.kind == "state" or (state.entry.kind == "place" and title is not None))
        if state is not None and whole and not (state.conjunction or state.preposition):
            self._serve(hit, state)
            return past, False  # "رئيس كوريا الشمالية": not of the accusative of كوري; "معتمد سيدي بوزيد"
        if title is not None and title[1] == "rank" and opened and not word.article and at + 1 < self.size and self.forms[at + 1].article:
            hit.complement = True
            return at + 1, True  # "قائد لواء التوحيد"
        if opened and at == hit.first + 1 and hit.kind == "head" and hit.number == "s" and (end := self._titled_name(hit, at)) is not None:
            return end, False  # "مستشار السيد فلان"
        if title is not None:
            return self._named_after(hit, title, opened)
        nation = self._nation_at(at) or self._long_nation(at)
        if nation is not None and not word.article and self.forms[at - 1].article and self._first_name(at):
            return None  # "رئيس المركز تركي بن فهد"
        told = self._nation_at(at - 1) if nation is not None and hit.country and hit.number == "s" else None
        if told is not None and nation is not None and told.entry.form[0] != nation.entry.form[0] and nation.entry.row is not told.entry.row:
            return None  # "زار وزير الخارجية الأميركي السعودية": where he was
        if nation is not None and not nation.conjunction and not nation.preposition and (nation.entry.form[1] != "p" or hit.number != "s"):
            return self._nation(hit, at, nation)
        if "contacts.each" in word.sets and hit.number in "dp" and at + 1 < self.size and "contacts.from" in self.forms[at + 1].sets:
            return at + 2, opened  # "وزراء خارجية كل من تونس ومصر"
        if "offices.unlike" in word.sets and hit.definite and not opened and at + 1 < self.size and self.forms[at + 1].article:
            return at + 2, False  # "السفير غير المقيم لدولة الإمارات"
        if form in self.joins or form in self.function:
            joined = self._joined(hit, at, depth) if form in self.joins and depth < 2 else None
            if joined is not None and hit.role == "envoy" and "offices.sent_by" in word.sets:
                hit.role = "official"  # "ممثلون عن حركة فتح في مسقط": sent, but not to a post there
            return joined
        sense, end = self.known(at)
        attached = word.preposition if sense is None else sense.preposition
        conjunction = word.conjunction if sense is None else sense.conjunction
        if conjunction:
            if opened and word.stem in self.people and at + 1 < self.size and (whose := self.known(at + 1)[0]) is not None and whose.entry.kind == "state":
                self._serve(hit, whose)
                return self.known(at + 1)[1], False  # "رئيس وشعب مصر"
            source = hit.body_kind in ("source", "document") and at > hit.first + 1
            more = source and word.common and self._plain_adjective(at - 1, conjunction=False) and self._plain_adjective(at, conjunction=True)
            return (at + 1, False) if more or (sense is None and self._portfolio(hit, at, opened)) else None  # "مصادر أمنية وطبية"
        if attached:
            return self._with_preposition(hit, at, depth) if depth < 2 else None
        if sense is not None and sense.entry.kind == "person" and not opened:
            return None  # "رئيس الحكومة الحبيب الصيد"
        if sense is not None and sense.entry.kind in ("state", "place", "body"):
            if not opened:
                return None
            if "offices.affairs" not in self.forms[at - 1].stem_sets:
                self._serve(hit, sense)  # but not of "دول جوار العراق"
            return end, False
        if opened and "contacts.seat" in word.sets:
            hit.complement = True
            return at + 1, True  # "وكيل محافظة بيشة": no governor (f.)
        if "head" in word.kinds and not self._party_people(at):
            if (
                hit.kind == "noun"
                and hit.definite
                and word.article
                and word.form.endswith(self.describing)
                and (hit.body_kind == "group" or (at + 1 < self.size and self._nationality(at + 1)))
            ):
                return at + 1, False  # "الوفد البرلماني", "المجلس البرلماني المصري"
            if not opened or depth > 2:
                return None
            inner = self.office(at, "head", depth + 1)
            holder = self._name_after(inner.end, office=True) if inner is not None and (hit.kind == "noun" or hit.number == "p") else None
            if inner is None or (holder is not None and not (hit.kind == "noun" and holder[0] == inner.end and inner.role in CHIEFS)):
                return None
            self._inherit(hit, inner)
            return (self._named_in(hit, inner, holder[0], holder[1]) if holder is not None else inner.end), False
        if "noun" in word.kinds and opened and depth < 3:
            inner = self.office(at, "noun", depth + 1)
            if inner is not None:
                self._inherit(hit, inner)
                return inner.end, False
        if sense is not None and sense.entry.kind == "person" and opened and (hit.kind == "noun" or hit.row.deputises):
            hit.complement = True
            hit.inside = (at, end) if "names.bearers" not in self.forms[at - 1].stem_sets else None
            hit.country = hit.country or sense.entry.row.country
            return end, False
        if opened and "names.schools" in self.forms[at - 1].stem_sets and (named := self.name_at(at, titled=True)) > at:
            hit.complement = True
            return named, False  # "عميد كلية الآداب في جامعة جونز هوبكنز"
        if opened and self._genitive(hit, at, depth):
            hit.complement = True
            return at + 1, False  # "مدير جامعة زايد", "رئيس جهاز عسكري"
        if opened and "offices.tribe" in word.sets and at + 1 < self.size and not (self.forms[at + 1].mark or self.forms[at + 1].number):
            hit.complement = True
            return at + 2, False  # "شيخ قبيلة بني عبدالله"
        of_place = at == hit.first + 1 and hit.kind == "head" and "offices.of_place" in self.forms[hit.first].stem_sets
        of_place = of_place or "contacts.seat" in self.forms[at - 1].sets or "offices.placed" in self.forms[at - 1].stem_sets
        if opened and of_place and self._unknown(at) and not word.article and form not in self.openers:
            hit.complement = True
            return at + 1, False  # "حاكم أوكلاهوما", "حكومة إقليم زابل", "رئيس بلدية دخنة"
        if opened and self._firm(at):
            hit.complement = True
            hit.business = hit.business or hit.role == "head_of_state"
            return at + 1, False  # "رئيس أرامكو خالد الفالح", "شركة غازبروم"
        if opened and hit.kind == "noun" and (person := self.surname(at)) is not None and not (person[0] or person[1]):
            hit.complement, hit.inside = True, (at, at + 1)
            hit.country = hit.country or person[2].country
            return at + 1, False  # "قوات الأسد"
        if self._finite(at):
            return None
        if "weekday" in word.kinds or (not opened and word.kinds & {"occasion", "stance"}):
            return None  # "ترفض الحكومة الإسبانية الحوار"
        if "unit" in word.kinds and at + 1 < self.size and "shift" in self.forms[at + 1].kinds:
            return None  # "رؤساء الأحزاب الشهر الماضي"
        if hit.kind == "head" and word.article and not word.kinds and not opened and self._of_many_like(at):
            return at + 1, False  # "كبير المفاوضين النوويين"
        nationality = self._nation_at(at - 1)
        if word.article and at - 1 > hit.first and "offices.adjectives" not in word.sets:
            of_nation = "offices.peoples" in self.forms[at - 1].stem_sets if nationality is None else nationality.article
            if of_nation:
                return None  # "نظيره الروسي الوضع", "الوسطاء العرب الحكومة"
        if word.article and "offices.voices" in word.stem_sets and hit.inside is not None and hit.inside[1] == at:
            return at + 1, False  # "مكتب السراج الإعلامي"
        if word.article and hit.kind == "noun" and hit.inside is not None and hit.inside[1] == at and nationality is None and "nation" not in word.kinds:
            return None  # "قوات الأسد المدينة"
        if word.article:
            genitive = (
                opened and at == hit.first + 1 and hit.kind == "head" and "name" not in self.forms[hit.first].kinds
            )  # "مسؤولة الأسر": no name stands in a bare construct
            if (word.naming == SURELY and not genitive) or "person" in word.kinds or (word.naming and not opened and "name" not in word.kinds):
                return None  # الرئيس السبسي; an ambiguous word (الثاني, العربي) rather goes with the office
            bare = at == hit.first + 1 and hit.kind == "head" and not opened
            ruling = hit.kind == "noun" and hit.gender == "m" and "offices.adjectives" in word.sets  # "الحزب الوطني الحاكم"
            if ("head" in word.kinds and not ruling) or (hit.gender == "m" and self._of_persons(at)) or (bare and not self._describes(hit, word)):
                return None
            if not opened and (at > hit.first + 1 or hit.kind == "noun"):
                affairs = self._affairs(at)
                object_of, other = "object" in self._verb_takes(hit), not (affairs or self._adjective(word))
                if ((object_of or self._visits(hit)) and "noun" in word.kinds and not affairs) or (other and (object_of or hit.body is not None)):
                    return None  # "أدان سكان القرية الهجوم", "مع وفد من منظمة الصحة العالمية الوضع"
            hit.complement = hit.complement or opened
            return at + 1, False
        if opened and at == hit.first + 1 and (past := self._adjectives_of_nation(hit, at)) > at:
            return past, True  # "قائد عسكري يمني", "وفد أمني مصري"
        if self._accusative(hit) and at == hit.first + 1 and word.common and word.form.endswith(self.pack.accusative):
            hit.complement = True
            return at + 1, False  # "مستشارا اجتماعيا"
        alone = "offices.no_genitive" in self.forms[hit.first].stem_sets and "offices.within" not in self.forms[at - 1].sets
        held = hit.kind == "noun" and (hit.row.strict or alone)
        source = hit.body_kind in ("source", "document")
        described = at == hit.first + 1 and form.endswith(self.describing) and (source or self._of_nisba(hit, word))  # "تقرير صحفي", "منظمة دولية"
        if opened and word.common and at + 1 < self.size and self._genitive_of(word, at + 1) and not (held or described):
            hit.complement = True
            return at + 1, True
        bare = hit.kind == "noun" and not (hit.definite or hit.complement) and (source or not opened)
        feminine = hit.gender == "f" or (source and hit.number == "p")  # of things
        ending = self.pack.feminine if feminine else self.describing
        if bare and word.common and form.endswith(ending) and (feminine or not form.endswith(self.pack.feminine)) and "ordinal" not in word.kinds:
            adjective = form.endswith(self.describing) or word.stem[:-1] in self.pack.sets["offices.informed"] or self._ends_phrase(at + 1)
            return (at + 1, False) if adjective or not source else None  # "مصادر دبلوماسية", "مصدر أمني"
        return None

    def _of_many_like(self, at: int) -> bool:
        """Is a word an adjective of the persons in the genitive right before it, for both are definite and end as such plurals do?"""
        before, ending = self.forms[at - 1], self.pack.oblique
        return before.article and "head" in before.kinds and before.form.endswith(ending) and self.forms[at].form.endswith(ending)

    def _of_nisba(self, hit: Office, word: Word) -> bool:
        """Is a word behind an indefinite feminine body an adjective, which is common in the masculine as well: دولية, but not حماية?"""
        feminine = hit.kind == "noun" and hit.gender == "f" and hit.number == "s" and word.form.endswith(self.pack.feminine)
        return feminine and "offices.named_by_it" not in word.sets and self.pack.lexicon.word(word.form[: -len(self.pack.feminine)]).common
