"""What may belong to the description of an office: states, names, bodies in quotation marks, styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from qanat.packs.rows import Body
from qanat.packs.word import SURELY, Sense, Word
from qanat.read.lookup import IN_MARKS
from qanat.read.posts import INTERNATIONAL, PARTIES, SERVES, Office, Posts

_NEAR: Final = 4  # tokens between a noun of contact and its verb
_MARKED: Final = 7  # tokens of the name of a known body in quotation marks, with the marks


class Complements(Posts):
    """Judges the words behind the first noun of an office or body."""

    def _of_a_state(self, at: int) -> bool:
        """Does the name of a state begin here?"""
        sense = self.known(at)[0] if at < self.size else None
        return sense is not None and sense.entry.kind in ("state", "place")

    def _complement_of(self, known: Mapping[str, Any], at: int) -> tuple[str, str]:
        """The word that begins what an office is of, as the table has it, and the pronoun on it: "وزير دفاعه"."""
        form = self.forms[at].form
        if form in known or not form.endswith(self.pack.lexicon.particles.pronouns):
            return form, ""
        for pronoun in self.pack.sets["offices.theirs"]:
            stem = form.removesuffix(pronoun)
            if stem != form:
                plain = (stem, *(stem.removesuffix(end) + bare for end, bare in self.pack.lexicon.particles.before_pronoun if stem.endswith(end)))
                if (begins := next((one for one in plain if one in known), None)) is not None:
                    return begins, pronoun
        return form, ""

    def _of_somebody(self, at: int) -> str:
        """The pronoun on the last word of an office: "وزير خارجيتها"."""
        word = self.forms[at]
        pronoun = word.senses[0].pronoun if word.senses and not word.article else ""
        return pronoun if pronoun in self.pack.sets["offices.hers"] else ""  # his: of any man named before

    def _gathered(self, verb: int) -> bool:
        """Do people stand behind what may be a verb: a known one, or holders of an office behind a noun of contact: "قمة ثلاثية تجمع خادم الحرمين"?"""
        behind = self.forms[verb + 1].kinds
        return "person" in behind or ("head" in behind and any("occasion" in word.kinds for word in self.forms[max(verb - _NEAR, 0) : verb]))

    def _past_body(self, hit: Office, end: int) -> int:
        """The token past the known body that goes on past the words of an office, which serves it, "رئيس وكالة المخابرات المركزية"; `end` where there is none,
        or one of another state, "رئيس هيئة الطيران المدني الإيرانية".
        """
        for first in dict.fromkeys((hit.first + 1, end - 1)):  # "نائب رئيس حركة فتح"
            sense, past = self.known(first)
            if sense is not None and past > end and isinstance(sense.entry.row, Body) and not (past < self.size and self._nationality(past)):
                self._serve(hit, sense)
                return past
        return end

    def _within_body(self, at: int, end: int) -> bool:
        """Is what begins at a token an international body or a party whose name goes on past another one: "رئيس الحزب التقدمي الاشتراكي"?"""
        sense, past = self.known(at)
        return sense is not None and past > end and isinstance(sense.entry.row, Body) and sense.entry.row.kind in INTERNATIONAL | PARTIES

    def _beside(self, at: int, sense: Sense) -> bool:
        """ "إلى جانب وزراء الخارجية": is it no side but "beside"?"""
        side = "contacts.side" in self.forms[at].stem_sets and not (sense.article or sense.pronoun)
        return side and at > 0 and "contacts.until" in self.forms[at - 1].sets

    def _serve_within(self, hit: Office, end: int) -> None:
        """The body with which the words of an office end: "الأمين العام للأمم المتحدة", "رئيس بعثة الاتحاد الأوروبي"."""
        for k in range(hit.first + 1, end):
            sense, stop = self.known(k)
            if sense is None or not isinstance(sense.entry.row, Body) or stop > end:
                continue
            following = self.forms[stop] if stop < self.size else None
            described = following is not None and following.article and not following.preposition
            if following is not None and ("nation" in following.kinds or (described and stop < end)):
                continue  # "سكرتير مجلس الأمن الروسي"
            if sense.entry.row.kind in PARTIES and stop == end:
                self._serve(hit, sense)
                return  # "رئيس المجلس الأعلى للدولة": a side of its own
            if hit.role == "legislator" and not described:
                hit.country = sense.entry.row.country  # "عضو الكنيست"
            if sense.entry.row.kind in INTERNATIONAL or (stop == end and hit.role != "legislator" and not described):
                self._serve(hit, sense)
                return

    def _several_occasions(self, at: int) -> bool:
        sense = self.forms[at].by.get("occasion")
        return sense is not None and sense.entry.form[1] == "p" and self.forms[at].kinds.isdisjoint(("noun", "head", "body"))

    def _long_nation(self, at: int) -> Sense | None:
        """A nationality of two words: الكوري الجنوبي."""
        sense = self.known(at)[0] if self.forms[at].phrases else None
        return sense if sense is not None and sense.entry.kind == "nation" else None

    def _of_prince(self, at: int) -> int:
        """The end of the prince whom one serves, his name with him where another name follows: "مستشار الأمير تركي السديري، سليمان الغنيمي"."""
        end = self.name_at(at, titled=True)
        after = end + 1 if end < self.size and self.forms[end].mark in self.pack.marks.comma else end
        title = self._title(after) if after < self.size else None
        named = end > at and after < self.size and self.name_at(title[0] if title else after, titled=False) > after
        return end if named else at

    def _named_in(self, hit: Office, inner: Office, first: int, end: int) -> int:
        """Past the name of whoever holds an office that a body is of: "مكتب رئيس الوزراء حيدر العبادي"."""
        sense, short = self.known(first)
        if sense is not None and sense.entry.kind == "person":
            hit.country, end = hit.country or sense.entry.row.country, short
        hit.inner, hit.inside = inner, (first, end)
        return end

    def _of_persons(self, at: int) -> bool:
        """Is this a feminine word behind a plural of persons, which it cannot describe: "مجلس الوزراء الموافقة"?"""
        head = self.forms[at - 1].by.get("head")
        word = self.forms[at]
        return head is not None and head.entry.form[1] == "p" and word.form.endswith(self.pack.feminine) and "count" not in word.kinds

    def _ends_phrase(self, at: int) -> bool:
        """Does no genitive stand here: "مصادر مطلعة أن", but "مصادر وفاة شخصين"?"""
        word = self.forms[at] if at < self.size else None
        if word is None or word.mark or word.preposition or "offices.close" in self.forms[at - 1].sets:
            return True
        return word.form in self.function or word.form in self.joins or "offices.within" in word.sets

    def _genitive_of(self, word: Word, at: int) -> bool:
        """Can what begins at a token be the genitive of an ordinary noun: also a tribe or town that no table knows, "شيخ قبيلة عنزة"?"""
        return self._closes(at) or ("offices.placed" in word.stem_sets and self._unknown(at) and not self.forms[at].mark)

    def _firm(self, at: int) -> bool:
        """Is a word that no table knows what an office is of, for whoever holds it is named right behind it?"""
        word = self.forms[at]
        plain = self._unknown(at) and not (word.article or word.conjunction or word.preposition or word.form in self.openers)
        return plain and at + 1 < self.size and self.forms[at + 1].naming == SURELY and self.name_at(at + 1, titled=False) > at + 2

    def _genitive(self, hit: Office, at: int, depth: int) -> bool:
        """Is a lone word right behind a noun without the article what that noun is of, and nobody's name?"""
        word, before = self.forms[at], self.forms[at - 1]
        if hit.kind == "noun":
            held = depth > 0 and at == hit.first + 1
        else:
            held = at > hit.first + 1 and "noun" in before.kinds and not (before.article or before.form.endswith(self.possessive))
        lone = held and word.naming > 0 and not word.article and word.form not in self.openers
        return lone and not self._finite(at) and self.name_at(at, titled=True) <= at + 1

    def _proper(self, hit: Office, at: int) -> int:
        """The end of the name that a paper or party bears, in quotation marks or of unknown words: صحيفة ذي ستار, حزب «الوفد»."""
        forms = self.forms
        agency = at == hit.first + 1 and "offices.news" in forms[at].sets and at + 1 < self.size
        known = self._marked(at + 1)[0] if agency and forms[at + 1].mark else None
        at += agency and bool(forms[at + 1].mark) and (known is None or known.entry.kind != "body")  # "وكالة أنباء «مهر»", but «رويترز» is known
        if forms[at].mark in self.pack.marks.quotes and forms[at].mark:
            shut = self._closing(at, IN_MARKS)
            end = shut + 1 if shut > at else at
            if end > at and (sense := self._called(hit.lemma, at + 1, end - 1)) is not None:
                self._serve(hit, sense)
                hit.called = hit.number == "s"
        else:
            end = at
            while end < self.size and end < at + 3 and not forms[end].mark and not forms[end].number and self._unknown(end):
                end += 1
        hit.complement = hit.complement or end > at
        return end

    def _called(self, noun: str, first: int, end: int) -> Sense | None:
        """The known body that a noun and the name in quotation marks behind it are the name of: "حزب «الشعب الجمهوري»", "حركة «فتح»"."""
        sense = self._named_by((self.pack.folding.of_row(noun),), tuple(word.form for word in self.forms[first:end]))
        if sense is None:
            sense, past = self.known(first)
            sense = sense if past == end and sense is not None and sense.entry.kind == "body" else None
        nation = self._nation_at(end + 1) if sense is not None and end + 1 < self.size else None
        return sense if nation is None or sense is None or nation.entry.row.id == sense.entry.row.country else None  # "صحيفة «الوطن» الكويتية"

    def _by_whom(self, at: int) -> bool:
        """Is a noun no more than "by": "من طرف", "من جانب"?"""
        return "contacts.by_whom" in self.forms[at].sets and "contacts.from" in self.forms[at - 1].sets

    def _marked(self, at: int) -> tuple[Sense | None, int]:
        """The known body that fills the quotation marks which open at a token, and the token past them; that token where they hold no short name."""
        end = self._closing(at, _MARKED)
        if end == at:
            return None, at
        sense, past = self.known(at + 1)
        return (sense if sense is not None and sense.entry.kind in SERVES and past == end else None), end + 1

    def _named_after(self, hit: Office, title: tuple[int, str], opened: bool) -> tuple[int, bool] | None:
        """A body that bears a name: مركز الملك سلمان."""
        bears = title[1] == "noble" and self.forms[title[0] - 2].stem in self.bearing  # "مدير مستشفى الملك فهد"
        if not opened or title[1] == "prayer" or (hit.kind != "noun" and not bears) or ("head" in self.forms[title[0] - 1].kinds and title[1] != "noble"):
            return None
        end = self._royal_name(title[0]) if bears else self.name_at(title[0], titled=True)
        if end == title[0] or hit.body_kind in ("organ", "group", "source"):
            return None
        hit.complement = True
        return end, False

    def _set_over(self, hit: Office, preposition: str) -> bool:
        """Does what one is set over follow, as an office is given: "تعيين فلان واليا على …"?"""
        sets = self.pack.sets
        return preposition in sets["offices.over"] and self.pack.folding.of_row(hit.lemma) in sets["offices.rules_over"] and self._accusative(hit)

    def _of_organ(self, hit: Office, at: int) -> bool:
        """Does the organ begin here of which a delegation's committee is: "وفد من لجنة الصداقة بمجلس الشيوخ الفرنسي"?"""
        sense = self.forms[at].by.get("noun")
        told = hit.body_kind == "group" and hit.complement and not hit.country and hit.body is None
        return told and sense is not None and sense.entry.row.kind in ("organ", "body") and not sense.pronoun

    def _styled_state(self, hit: Office, at: int) -> tuple[Sense, int] | None:
        """The state whose full style begins here with the preposition that attaches it to an office: "بجمهورية مصر", "السفير الجديد لجمهورية مصر"; and
        where it ends."""
        word = self.forms[at]
        of = word.preposition == self.pack.lexicon.particles.for_the[0]
        sent = hit.role == "envoy" and not (hit.holder or "offices.sent" in self.forms[hit.first].stem_sets)
        if not (word.preposition and (sent if of else hit.complement)) or "contacts.seat" not in word.stem_sets:
            return None
        for first in (at, at + 1):
            sense, end = self.known(first) if first < self.size else (None, first)
            if sense is not None and sense.entry.kind == "state" and not (first > at and (sense.preposition or sense.conjunction)):
                return sense, end
        return None

    def _arranged(self, at: int) -> bool:
        """Is it a common thing, of which the noun before tells that it is put in order: "تنظيم المرور", but not "تنظيم القاعدة"?"""
        word = self.forms[at] if at < self.size else None
        sense = self.known(at)[0] if word is not None else None
        return word is not None and word.article and word.common and not (sense is not None and sense.entry.kind == "body")

    def _partaking(self, hit: Office, at: int) -> int:
        """Past the participle that tells in what a group takes part, and past that: "الأحزاب الممثلة في البرلمان", "الموقعين على الوثيقة"; else `at`."""
        sets = self.pack.sets
        if hit.body_kind == "group" and at == hit.first + 1 and "offices.partakers" in self.forms[hit.first].stem_sets and self._of_talks(at):
            hit.complement = hit.side = True
            return self._taken_part_in(at)  # "أطراف الحوار الوطني"
        signing = sets["offices.signing"]
        partakers = at == hit.first + 1 and self.forms[hit.first].stem in signing
        stem, sides = self.forms[at].stem, "offices.partakers" in self.forms[at - 1].stem_sets
        told = stem in sets["offices.partaking"] if sides else hit.row.camp and (stem in sets["offices.partaking"] or stem in signing)
        if not (partakers or (told and hit.number == "p" and self.forms[at].article)):
            return at
        start = at + (not partakers)
        in_what = start + 1 < self.size and ("offices.partaking_in" in self.forms[start].sets or self.forms[start].preposition in sets["contacts.place"])
        if not in_what and partakers:
            return at
        hit.complement = hit.side = True
        return self._taken_part_in(start + (not self.forms[start].preposition)) if in_what else start

    def _made_of(self, at: int) -> bool:
        """Is a word the participle before those who make a delegation: "مؤلف من"?"""
        following = self.forms[at + 1].form if at + 1 < self.size else ""
        return "offices.made_of" in self.forms[at].stem_sets and not self._finite(at) and following in self.pack.sets["offices.sent_by"]

    def _sent_out(self, first: int) -> bool:
        """Is it a team or mission of those who are sent to look or to mediate, a side of their own: "فريق الخبراء", "بعثة من المراقبين"; or a group that states
        form for some purpose: "مجموعة أصدقاء سوريا"?
        """
        if "offices.sent_teams" not in self.forms[first].stem_sets:
            grouped = "offices.several" in self.forms[first].stem_sets and first + 1 < self.size
            return grouped and "offices.in_league" in self.forms[first + 1].stem_sets and not self.forms[first + 1].conjunction
        at = first + 1 + (first + 1 < self.size and "offices.sent_by" in self.forms[first + 1].sets)
        return at < self.size and "offices.sent_people" in self.forms[at].stem_sets and not self.forms[at].conjunction

    def _team_of_any(self, noun: Sense | None) -> bool:
        """Is it a noun for a team, most often of a club: "يتطلع الفريق إلى اللقب", "فريق كرة القدم"?"""
        return noun is not None and self.pack.folding.of_row(noun.entry.row.lemma) in self.pack.sets["offices.also_teams"]

    def _of_talks(self, at: int) -> bool:
        """Is a word the genitive of talks or of an agreement, whose sides are known?"""
        return "offices.of_talks" in self.forms[at].stem_sets and not (self.forms[at].conjunction or self.forms[at].preposition)

    def _taken_part_in(self, at: int) -> int:
        """Past what others take part in: a known body or place, else a noun with its genitive and adjectives, "وثيقة قرطاج", "الحوار الوطني"."""
        sense, end = self.known(at)
        if sense is not None:
            return end
        if not self.forms[at].article and at + 1 < self.size and self._closes(at + 1):
            at = max(self.known(at + 1)[1] - 1, at + 1)
        end = at + 1
        while (
            end < self.size
            and self.forms[end].article
            and not (self.forms[end].conjunction or self.forms[end].preposition)
            and self._adjective(self.forms[end])
        ):
            end += 1
        return end

    def _palace(self, at: int) -> bool:
        """Does a seat that stands for those who rule from it begin here, by a name of its own: البيت الأبيض, الكرملين?"""
        sense, _ = self.known(at)
        return sense is not None and sense.entry.kind == "place" and sense.entry.row.stands == "palace" and "noun" not in self.forms[at].kinds

    def _titled_name(self, hit: Office, at: int) -> int | None:
        """Past the name behind a title, of whom somebody serves: "الشيخ فلان"."""
        title = self._title(at) if self.forms[at].article else None
        end = self.name_at(title[0], titled=True) if title is not None and title[1] not in ("rank", "prayer") else 0
        if title is None or end <= title[0]:
            return None
        hit.complement, hit.inside = True, (title[0], end)
        return end
