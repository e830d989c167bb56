"""What a preposition attaches to an office or body: "المتحدث باسم الحكومة", "وفد من الحركة", "السفير لدى القاهرة", "وزير الخارجية بجمهورية مصر"."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import Place
from qanat.packs.word import Sense
from qanat.read.complements import Complements
from qanat.read.posts import INTERNATIONAL, SERVES, WHOLE, Office
from qanat.read.syntax import PRESS, is_counterpart

_OF_ANY: Final = frozenset((None, "official", "party_leader", "head_of_state", "spokesperson"))  # roles of those who lead or speak for what no table knows
_MINISTERS: Final = frozenset(("foreign_minister", "defence_minister"))
_RULING: Final = frozenset(("head_of_state", "head_of_government", "military_chief", "legislator"))  # of whom "in" a state tells whose they are
_DEEP: Final = 3  # offices and bodies within one another


class Attachments(Complements):
    """Reads what belongs to an office behind its preposition."""

    def office(self, first: int, kind: str, depth: int = 0) -> Office | None:
        """The office or body that begins at a token, read as the one to which it is attached is."""
        raise NotImplementedError

    def _of_marked(self, hit: Office, at: int, opened: bool, depth: int) -> int:
        """The end of the body in quotation marks that an office is of: "رئيس «التيار الوطني الحر»", "الأمين العام لـ«حزب الله»"; `at` where there is none."""
        mark = at + 1 if self.forms[at].form == self.pack.lexicon.particles.for_the[0] else at
        if mark >= self.size or (mark == at and not opened) or self.forms[mark].mark not in self.pack.marks.quotes:
            return at
        sense, end = self._marked(mark)
        named = end > mark and sense is None and depth < _DEEP and "noun" in self.forms[mark + 1].kinds
        inner = self.office(mark + 1, "noun", depth + 1) if named else None
        if sense is not None:
            self._serve(hit, sense)
        elif inner is not None and inner.end == end - 1:
            self._inherit(hit, inner)  # زعيم "تيار المردة"
        elif hit.role not in _OF_ANY:
            return at  # "سفير «النوايا الحسنة»"
        hit.complement = hit.complement or end > mark
        return end if end > mark else at

    def _joined(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """باسم, لدى, في …: what follows belongs to the office when it is a body, or a place for those who serve abroad."""
        start = at + 1
        if start >= self.size:
            return None
        form = self.forms[at].form
        if form in self.pack.sets["offices.speaks_for"]:
            pointed = "contacts.this" in self.forms[start].sets and start + 1 < self.size  # "متحدث باسم هذه المنظمة"
            return self._target(hit, start + pointed, depth, anything=True)
        sent = not hit.definite or self._made_of(at - 1)
        if form in self.pack.sets["offices.sent_by"] and hit.body_kind == "group" and sent and not hit.complement:
            named, past = self._marked(start) if self.forms[start].mark in self.pack.marks.quotes else (None, start)
            if named is not None and named.entry.kind == "body":
                self._serve(hit, named)
                return past, False  # "وفد من «طالبان»"
            return self._target(hit, start, depth, anything=True)  # "وفد من حركة فتح"
        states = hit.body_kind == "group" and hit.number == "p" and "offices.of_leaders" in self.forms[hit.first].stem_sets
        if states and form in self.pack.sets["contacts.in"] and "offices.regions" in self.forms[start].sets:
            hit.complement = hit.side = True
            return start + 1, False  # "عدة دول في المنطقة"
        if hit.body_kind == "source" and (form in self.pack.sets["contacts.in"] or "offices.close" in self.forms[at - 1].stem_sets):
            return self._of_source(hit, start, depth)
        if hit.role == "legislator" and form in self.pack.sets["offices.sent_by"] and "contacts.seat" in self.forms[start].sets:
            known, end = self.known(start + 1) if start + 1 < self.size else (None, start + 1)
            return (end if known is not None else start + 2), False  # "عن محافظة الأنبار"
        sense, end = self._marked(start) if self.forms[start].mark in self.pack.marks.quotes else self.known(start)
        if sense is not None and not sense.preposition and not sense.conjunction:
            kind = sense.entry.kind
            if kind == "body" and form in self.pack.sets["contacts.until"] and hit.role != "envoy":
                return None  # "وصل وزير الخارجية المصري إلى إقليم كردستان"
            if kind == "body" and hit.role in WHOLE and hit.complement and sense.entry.row.kind in INTERNATIONAL:
                return None  # "تحدث وزير الخارجية في الأمم المتحدة"
            if kind == "body" and hit.kind == "head" and (not hit.definite or not hit.row.alone or hit.role in ("legislator", "official", "party_leader")):
                self._serve(hit, sense)
                return end, False
            if kind in ("state", "place") and form in self.pack.sets["offices.sent_by"] and hit.kind == "head" and not (hit.definite or hit.complement):
                self._serve(hit, sense)
                return end, False  # "ممثلون عن روسيا وأوكرانيا"
            ruled = hit.role in _RULING and hit.complement and not (hit.country or hit.body)
            if kind == "state" and ruled and form in self.pack.sets["contacts.in"]:
                self._serve(hit, sense)
                return end, False  # "رئيس الفترة الانتقالية في مالي", "رئيسة الجمعية الوطنية في بلغاريا"
            if self._palace(start) and form in self.pack.sets["contacts.in"] and hit.role == "official" and not (hit.country or hit.body):
                self._serve(hit, sense)
                return end, False  # "مسؤول كبير في البيت الأبيض"
            several = hit.number == "p" or (kind == "state" and not hit.definite)  # but "دبلوماسي في بيروت" may be of any state
            counted = "contacts.each" in self.forms[hit.first].sets  # "كبار المسؤولين في سوريا"
            theirs = hit.role == "official" and several and hit.end == hit.first + 1 and not (hit.country or (hit.complement and not counted))
            theirs = theirs and not is_counterpart(hit.lemma, self.pack)  # "مع نظرائه في القاهرة": where they met
            if kind in ("state", "place") and theirs and form in self.pack.sets["contacts.in"]:
                self._serve(hit, sense)
                return end, False  # "مع المسؤولين في المغرب", "مسؤول في العراق"
            if kind in ("state", "place") and self._set_over(hit, form):
                self._serve(hit, sense)
                return end, False  # "تعيين فلان واليا على سوسة"
            gone_to = kind == "place" and form in self.pack.sets["contacts.until"]  # "وصل المبعوث الأممي إلى الرياض"
            delegates = hit.number == "p" and self.pack.folding.of_row(hit.lemma) in self.pack.sets["offices.delegates"]  # "ممثلي الأحزاب في القاهرة"
            if kind in ("state", "place") and hit.role == "envoy" and hit.kind == "head" and not (gone_to or delegates):
                hit.complement = hit.complement or self._accusative(hit)  # "تعيين فلان سفيرا لدى فرنسا"
                return end, False
        if self._set_over(hit, form) and (self._unknown(start) or self.forms[start].common):
            hit.complement = True
            return start + 1, False  # of a place that no table knows
        open_to_state = hit.kind == "head" and hit.complement and not hit.country and hit.body is None
        if open_to_state and form in self.pack.sets["contacts.in"] and "contacts.seat" in self.forms[start].sets:
            state, end = self.known(start + 1) if start + 1 < self.size else (None, start)
            if state is not None and state.entry.kind == "state" and not (state.preposition or state.conjunction):
                self._serve(hit, state)
                return end, False  # "القائد العام لقوات الدفاع في جمهورية فانواتو"
        if "head" in self.forms[start].kinds and form in self.pack.sets["offices.attached"] and hit.kind == "head" and hit.role in ("minister", "official"):
            return self._target(hit, start, depth, anything=False)  # "وزير لدى رئيس الحكومة"
        served = hit.role in ("official", "envoy", "legislator", "spokesperson") or (hit.role == "minister" and form in self.pack.sets["offices.matters"])
        within = form in self.pack.sets["contacts.in"] and hit.kind == "noun" and self._of_organ(hit, start)
        if "noun" in self.forms[start].kinds and (within or (hit.kind == "head" and served)):
            return self._target(hit, start, depth, anything=False)
        return None

    def _with_preposition(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """ل and ب on the next word: للأمم المتحدة, بوزارة الخارجية, بدولة الإمارات."""
        sense, end = self.known(at)
        word = self.forms[at]
        title = self._title(at + 1) if word.stem in self.bearing else None
        if title is not None and title[1] == "noble" and (named := self._royal_name(title[0])) > title[0]:
            hit.complement = True
            return named, False  # "الناطق الإعلامي بمدينة الملك فهد الطبية"
        if not (hit.complement or hit.end > hit.first or not hit.definite) or self._asked_for(
            hit, sense.preposition if sense is not None else word.preposition
        ):
            return None
        if hit.kind == "noun" and hit.definite and self._voice_of(sense, at):
            return self._target(hit, at, depth, anything=True)  # "المكتب الإعلامي لرئيس الوزراء", "الدائرة الصحفية للكرملين"
        if hit.body_kind == "source":
            told = (sense.preposition if sense is not None else word.preposition) == self.pack.lexicon.particles.for_the[0]
            return None if told else self._of_source(hit, at, depth)  # "مصادر بالجامعة العربية", but "مصدر أمني لرويترز"
        if hit.kind == "head" and not hit.country and (styled := self._styled_state(hit, at)) is not None:
            self._serve(hit, styled[0])
            return styled[1], False  # "وزير الخارجية بجمهورية مصر العربية"
        if sense is not None and self._palace(at) and hit.role == "official" and not (hit.definite or hit.country or hit.body):
            self._serve(hit, sense)
            return end, False  # "مسؤول بالبيت الأبيض"
        told = (
            sense is not None and sense.entry.kind == "body" and sense.entry.row.kind in PRESS and sense.preposition == self.pack.lexicon.particles.for_the[0]
        )
        described = hit.role not in (None, "other") and (hit.definite or at > hit.first + 1)  # not "مراسل لوكالة الأنباء"
        if told and described:
            return None  # "وقال مسؤول أمريكي لرويترز إن"
        if sense is not None and sense.entry.kind in ("state", "body", "place"):
            if hit.definite and not self._qualified(hit, at) and hit.role not in ("envoy", "official", "spokesperson"):
                return None
            if sense.entry.kind != "body" and hit.kind == "head" and hit.role not in ("envoy", "spokesperson"):
                return None  # "زيارة وزير الدفاع لمصر"; with a name right behind it, `_as_far_as_name` takes it in
            if sense.entry.kind != "place" or hit.role in ("envoy", "official"):
                if sense.entry.kind == "body" or not (hit.holder or "offices.sent" in self.forms[hit.first].stem_sets):
                    self._serve(hit, sense)  # but an envoy "to the kingdom" does not serve it, nor "her ambassador" where he is
                return end, False
            return None
        if hit.kind == "noun" and self._of_organ(hit, at):
            return self._target(hit, at, depth, anything=False)  # "وفد لجنة الشؤون الخارجية بمجلس النواب القبرصي"
        place = word.by.get("noun")
        if "medium" in word.kinds and word.preposition == self.pack.lexicon.particles.for_the[0] and described:
            return None  # "قال وزير الطاقة لوكالة رويترز إن"
        if self._met(hit, at) or self._abroad(hit, at) or self._told(hit, at) or (place is not None and place.pronoun and hit.complement):
            return None  # "استقبل وزير الدفاع المصري بمكتبه"
        if ("noun" in word.kinds or "head" in word.kinds) and (hit.role is not None) and (self._qualified(hit, at) or not hit.definite):
            head = word.by.get("head")
            if head is not None and (
                head.preposition != self.pack.lexicon.particles.for_the[0] or hit.role in WHOLE or is_counterpart(head.entry.row.lemma, self.pack)
            ):
                return None  # "التقى وزير الخارجية المصري بوزير الخارجية الفرنسي"
            target = self._target(hit, at, depth, anything=False)
            if target is not None or not self._made(hit, word):
                return target
        directed = hit.definite and self._qualified(hit, at) and word.preposition == self.pack.lexicon.particles.for_the[0] and not word.article
        if directed and "offices.directed" in word.stem_sets:
            hit.complement = True
            return at + 1, True  # "المدير العام لمدارس النور"
        if self._made(hit, word) and (word.common or word.article or "head" in word.kinds):
            hit.complement = True
            return at + 1, True  # "تعيين فلان مديرا لتقنية المعلومات"
        field = word.article and word.common and "offices.no_field" not in word.stem_sets  # not "للمرة الثانية"
        plain = word.kinds - ({"common", "name"} if place is None or place.entry.row.alone else {"common", "name", "noun"})  # "المؤسسة العامة للخطوط الحديدية"
        if field and self._qualified(hit, at) and not plain:
            hit.complement = True  # "المدير الجهوي للصحة"
            hit.business = hit.business or hit.office_id == "vice"  # "نائب الرئيس للعمليات"
            return at + 1, False
        return None

    def _voice_of(self, sense: Sense | None, at: int) -> bool:
        """Does an office for the press name here, behind its adjective, for whom it speaks?"""
        word = self.forms[at]
        preposition = sense.preposition if sense is not None else word.preposition
        press = "medium" in word.kinds or (sense is not None and sense.entry.kind == "body" and sense.entry.row.kind in PRESS)
        return preposition == self.pack.lexicon.particles.for_the[0] and "offices.voices" in self.forms[at - 1].stem_sets and not press

    def _its_holder(self, office: Office) -> int:
        """Past a known man right behind the office that he held, which another one speaks for: "المتحدثة باسم الوزير لافروف ماريا زاخاروفا"."""
        at = office.end
        sense, end = self.known(at) if at < self.size else (None, at)
        short = self.surname(at) if at < self.size else None
        person = sense.entry.row if sense is not None and sense.entry.kind == "person" else short[2] if short is not None else None
        if person is None or self.forms[at].conjunction or self.forms[at].preposition:
            return at
        held = {term.partition(" ")[0] for term in person.held}
        return (end if sense is not None else at + 1) if office.role in held or (office.role == "minister" and not held.isdisjoint(_MINISTERS)) else at

    def _of_source(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """Past the body in which an unnamed source sits, or to which it is close: "مصدر في الشرطة", "مصادر مقربة من الحكومة"."""
        sense, _ = self.known(at)
        body = (sense is not None and sense.entry.kind == "body" and sense.entry.row.kind not in ("agency", "medium")) or self._palace(at)
        if hit.definite or not (body or "noun" in self.forms[at].kinds):
            return None
        return self._target(hit, at, depth, anything=body)

    def _target(self, hit: Office, start: int, depth: int, *, anything: bool) -> tuple[int, bool] | None:
        word = self.forms[start]
        if anything and (end := self._titled_name(hit, start)) is not None:
            return end, False  # "متحدث باسم الشيخ فلان"
        known, after = self.known(start)
        if known is not None and known.entry.kind == "body" and after > start + 1 and not (after < self.size and self._nationality(after)):
            self._serve(hit, known)
            return after, False  # "وفد من صندوق النقد الدولي"
        for kind in ("head", "noun"):
            if kind in word.kinds:
                inner = self.office(start, kind, depth + 1)
                if inner is not None:
                    self._inherit(hit, inner)
                    past = self._its_holder(inner) if anything and kind == "head" else inner.end
                    if past > inner.end:
                        hit.inside = (inner.end, past)
                    return past, False
        if not anything:
            return None
        sense, end = self.known(start)
        if sense is not None and sense.entry.kind in SERVES:
            self._serve(hit, sense)
            if isinstance(sense.entry.row, Place):
                hit.country = hit.country or sense.entry.row.country
            return end, False
        if sense is not None and sense.entry.kind == "person":
            hit.complement, hit.inside = True, (start, end)  # "متحدث باسم خليفة حفتر"
            hit.country = hit.country or sense.entry.row.country
            return end, False
        if word.article:
            hit.complement = True
            return start + 1, False
        if word.mark in self.pack.marks.quotes or (self._unknown(start) and not word.mark):
            end = self._proper(hit, start)
            return (end if word.mark else start + 1, False) if end > start else None  # "المتحدث باسم «بوينغ»"
        return None
