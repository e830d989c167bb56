"""Short forms of names: "أوستن" after "لويد أوستن"."""

from __future__ import annotations

from collections import Counter
from typing import Final

from qanat.packs.rows import Person, Place
from qanat.packs.terms import SINGLE
from qanat.packs.word import SURELY
from qanat.read.cast import Mention
from qanat.read.counterparts import Counterparts
from qanat.read.draft import Draft
from qanat.read.found import Found
from qanat.read.names import name_run
from qanat.read.same import name_of, word_of
from qanat.read.syntax import MEET, TIMES, finite

_DESCRIBED: Final = frozenset(("head", "noun", "title", "nation", "state", "body"))  # kinds of words that a nationality may describe
_HOLDERS: Final = SINGLE | {"deputy_head", "minister", "military_chief"}
_STRIPPED: Final = 200_000  # forms remembered
_LETTER: Final = 3  # tokens of a letter and what it is like
_FIRST_NAME: Final = 3  # letters past which a first name stands alone


class ShortForms(Counterparts):
    """Finds later mentions by one word of a name, and names that nothing but their place in the line shows."""

    @property
    def fronts(self) -> frozenset[str]:
        """The letters that may be attached to the front of a word."""
        particles = self.pack.lexicon.particles
        return frozenset((*particles.conjunctions, *particles.prepositions))

    def _short_forms(self, found: list[Found]) -> list[Mention]:
        index: dict[str, list[Draft]] = {}
        family: dict[str, Draft] = {}
        inner: dict[str, Draft] = {}  # by a word within their names: "قال كير" of سلفا كير ميارديت
        for draft in self.people:
            for name in draft.names:
                if (len(name.words) > 1 or draft.title) and name.words[-1] not in self.pack.sets["speech.prayed"]:
                    index.setdefault(name.words[-1], []).append(draft)
                    if "names.saints" in self.forms[draft.name[1] - 2].sets:
                        index.setdefault(self.forms[draft.name[1] - 1].form, [draft])  # سوتشي, of أونغ سان سوتشي
                    if len(name.words) > 1 and not name.fathers and len(name.words[0]) > _FIRST_NAME:
                        index.setdefault(name.words[0], [])
                    for part in name.words[1:-1] if not name.fathers else ():
                        inner.setdefault(part, draft)
                if len(name.words) > 1 and self._family_first(draft):
                    family[name.words[0]] = draft
        index.update({first: [draft] for first, draft in family.items()})
        for first, draft in self._rulers().items():
            index.setdefault(first, [draft])
        covered = [False] * len(self.forms)
        persons = [phrase for phrase in found if self._called_like_a_people(phrase, index) or self._called_by_surname(phrase, index)]
        meant = {phrase.first for phrase in persons}  # the tokens of what looked like a people, a place or a calling
        found[:] = [phrase for phrase in found if phrase.first not in meant]
        for phrase in found:
            for at in range(phrase.first, phrase.end):
                covered[at] = True
        out = [*self._surnames(covered, index), *self._by_fathers(covered, found)]
        fronts, singled = self.fronts, bool(meant or family)
        heads = self.pack.either("speech.that", "speech.yet")
        for at in self._perhaps_short(covered, heads, singled=singled):
            word, last = self.forms[at], self.forms[at - 1] if at else None
            before = last is not None and last.speaks
            called = singled and (at in meant or (word.form in family and self._begins_act(at + 1)))
            headed = last is not None and last.form in heads
            under = last is not None and last.article and "title" in last.kinds  # "السيد درامي"
            called = called or ((under or (headed and self._begins_act(at + 1))) and bool(index.get(word_of(word.form, self.pack))))
            if not (word.naming or before or called):
                continue
            said = before and self._said(at - 1)
            if not (word.naming or said or called):
                continue
            if "daypart" in word.kinds and at + 1 < len(self.forms) and self.forms[at + 1].kinds & TIMES:
                continue  # "صباح الأحد", and not the emir
            for conjunction, preposition, stem in self._stripped(word.form):
                drafts = index.get(stem) or ([inner[stem]] if said and stem in inner and not (conjunction or preposition) else None)
                plain = bool(drafts) and (word.form in self.function or (word.form[0] in fronts and word.form[1:] in self.function))
                if plain and not called and stem in family:
                    continue  # "صرح بان الوزير"
                if plain and self.words.text[self.words.starts[at] : self.words.ends[at]] not in self.pack.exact:
                    continue  # على is rarely علي
                if drafts:
                    bearer = self._bearer(drafts, at, said=said)
                    title = next((phrase for phrase in found if (phrase.first, phrase.end) == (at - 1, at)), None) if under and called else None
                    if title is not None:
                        found.remove(title)
                        conjunction, preposition = title.conjunction, title.preposition
                    start = at - (title is not None)
                    out.append(Mention(start, at + 1, (), "name", (at, at + 1), conjunction, preposition, bearer.gender))
                    self._pending(start, bearer)
                    break
            else:
                if word.naming and (said or self._heads_line(at)):
                    end = name_run(self.words, at, self.pack, titled=True)
                    if end > at and not any(covered[at:end]) and self._sure(at, end, said):
                        self._new_name(at, end, out)
        return out

    def _perhaps_short(self, covered: list[bool], heads: frozenset[str], *, singled: bool) -> list[int]:
        """The tokens at which a short form may stand: words that may be names, or that follow a verb of saying, a title, the head of a clause; or all."""
        out: list[int] = []
        led = singled  # what stands before lets it be one
        for at, word in enumerate(self.forms):
            if (led or word.naming) and not (word.mark or covered[at]):
                out.append(at)
            led = singled or word.speaks or (word.closed and word.form in heads) or (word.article and "title" in word.kinds)
        return out

    def _bearer(self, drafts: list[Draft], at: int, *, said: bool) -> Draft:
        """Which of those who bear a name is meant by it: one named before; the last of them where he goes on to speak, else of those who hold an office of a
        state: "أعلن الوزير مصطفى القماطي استقالته. وقال عادل القماطي إن … وسيزور القماطي تونس".
        """
        named = [draft for draft in drafts if draft.name[0] < at] or drafts
        holders = [draft for draft in named if draft.role in _HOLDERS] if not said else []
        return (holders or named)[-1]

    def _by_fathers(self, covered: list[bool], found: list[Found]) -> list[Mention]:
        """People called by their fathers' names: "ولد الشيخ" of إسماعيل ولد الشيخ أحمد."""
        fathered = {name.words[k]: draft for draft in self.people for name in draft.names for k in name.fathers if k}
        out: list[Mention] = []
        links = self.pack.sets["names.links"]
        for at in [at for at, word in enumerate(self.forms[:-1]) if word.form in links] if fathered else ():
            draft = fathered.get(word_of(self.forms[at + 1].form, self.pack))
            before = self.forms[at - 1] if at else None
            alone = before is None or not (covered[at - 1] or (before.naming and before.form not in self.function))
            title = next((phrase for phrase in found if (phrase.first, phrase.end) == (at + 1, at + 2)), None) if draft is not None else None
            if title is not None:
                found.remove(title)  # الشيخ
                covered[at + 1] = False
            if draft is not None and alone and not (covered[at] or covered[at + 1]):
                covered[at] = covered[at + 1] = True
                out.append(Mention(at, at + 2, (), "name", (at, at + 2), gender=draft.gender))
                self._pending(at, draft)
        return out

    def _called_like_a_people(self, phrase: Found, index: dict[str, list[Draft]]) -> bool:
        """Is a nationality the last name of somebody in the text, for it describes no noun: "التقى السوداني"?"""
        if phrase.kind != "nation" or phrase.number != "s" or phrase.end > phrase.first + 1 or not phrase.first:
            return False
        before = self.forms[phrase.first - 1]
        noun = before.article or not before.kinds.isdisjoint(_DESCRIBED)
        return not noun and any(index.get(stem) for _, _, stem in self._stripped(self.forms[phrase.first].form))

    def _called_by_surname(self, phrase: Found, index: dict[str, list[Draft]]) -> bool:
        """Is what looked like a calling of somebody unnamed, "ندد الدغمي", the last name of somebody in the text?"""
        word = self.forms[phrase.first]
        if phrase.end != phrase.first + 1:
            return False
        if phrase.kind == "office" and phrase.number == "d" and not word.article:
            return any(index.get(stem) for _, _, stem in self._stripped(word.form))  # "مع رئيسي", of إبراهيم رئيسي: no two presidents
        if phrase.kind == "person":
            return phrase.conjunction + phrase.preposition != "" and bool(index.get(word_of(word.form, self.pack)))  # "قال باسل", of سالم باسل: not by Asil
        if phrase.kind == "place":  # "قالت سوتشي", of أونغ سان سوتشي
            before = self.forms[phrase.first - 1] if phrase.first else None
            city = isinstance(phrase.row, Place) and phrase.row.stands == "city" and not phrase.preposition
            told = before is not None and (before.speaks or before.meets or ("contacts.was" in before.sets or "contacts.with" in before.sets))
            told = told or (before is not None and "contacts.until" in before.sets and self._written(phrase.first - 1))  # "رسالة إلى ليون"
            return city and told and bool(index.get(word.form))
        if phrase.kind == "state":  # "بكل من مالي ومورا", of روبرت مالي
            following = self.forms[phrase.end] if phrase.end < len(self.forms) else None
            beside = following is not None and any(conjunction and index.get(stem) for conjunction, _, stem in self._stripped(following.form))
            return beside and not phrase.conjunction and bool(index.get(word.form))
        witness = "name" in word.kinds and word.kinds & _DESCRIBED == {"noun"} and bool(phrase.offices) and phrase.offices[0].row.kind == "source"
        calling = phrase.kind == "noun" and (word.kinds.isdisjoint(_DESCRIBED) or witness)  # الشاهد is a witness, too
        return calling and any(index.get(stem) for _, _, stem in self._stripped(word.form))

    def _written(self, at: int) -> bool:
        """Does a letter stand right before a token?"""
        return any("occasion" in word.kinds and word.by["occasion"].entry.row.mode == "message" for word in self.forms[max(at - _LETTER, 0) : at])

    def _rulers(self) -> dict[str, Draft]:
        """Rulers by the first name that they go by alone, where nobody else bears it: "تميم" after "أمير قطر تميم بن حمد آل ثاني"."""
        rulers = [
            (name.words[0], draft)
            for draft in self.people
            if draft.role == "head_of_state"
            for name in draft.names
            if name.fathers and len(name.words[0]) > _FIRST_NAME
        ]
        if not rulers:
            return {}
        borne = Counter(word for draft in self.people for word in {word for name in draft.names for word in name.words})
        return {first: draft for first, draft in rulers if borne[first] == 1}

    def _surnames(self, covered: list[bool], index: dict[str, list[Draft]]) -> list[Mention]:
        """Known people by a short name that is a word of the language as well, where the text names their state: "الأسد", "قوات صالح"."""
        out: list[Mention] = []
        article, for_the = self.pack.lexicon.particles.article, self.pack.lexicon.particles.for_the[0]
        for at, word in enumerate(self.forms):
            found = word.surname
            if found is None or covered[at] or not (found[2].country in self.states or self._met(at, found[2])):
                continue
            conjunction, preposition, row = found
            last = name_of(self.pack.folding.of_row(row.names[0]).split(), self.pack).words[-1]
            rest = word.form[len(conjunction) + len(preposition) :]
            plain = not rest.startswith(for_the if preposition == for_the else article)  # "للأسد", but "لصالح"
            if any(d.row is not row for d in index.get(last, ())) or (plain and not self._of_ruler(at, conjunction, covered)):
                continue
            draft = self._person(Found(at, at + 1, "person", name=(at, at + 1), row=row))
            covered[at] = True
            out.append(Mention(at, at + 1, (), "name", (at, at + 1), conjunction, preposition, "m"))
            self._pending(at, draft)
        return out

    def _met(self, at: int, row: Person) -> bool:
        """ "بوتين يستقبل الأسد": who rules on the day, right behind a verb of meeting."""
        before = self.forms[at - 1] if at else None
        return before is not None and finite(before, MEET) is not None and "head_of_state" in self.pack.terms.roles(row, self.document.day)

    def _of_ruler(self, at: int, conjunction: str, covered: list[bool]) -> bool:
        """May a plain word be the short name of a ruler here: after "the forces of" or joined to another actor?"""
        before = self.forms[at - 1] if at else None
        if before is None or before.mark == "\n":
            return at + 1 < len(self.forms) and self._begins_act(at + 1)
        own = {before.stem, before.form, before.form[1:] if before.form[0] in self.pack.lexicon.particles.conjunctions else before.form}
        return not own.isdisjoint(self.pack.sets["names.ruled"]) or (conjunction != "" and covered[at - 1]) or self._said(at - 1)

    def _begins_act(self, at: int) -> bool:
        if at >= len(self.forms):
            return False
        word = self.forms[at]
        return finite(word) is not None or (word.mark != "" and word.mark in self.pack.marks.colon)

    def _stripped(self, form: str) -> tuple[tuple[str, str, str], ...]:
        """(conjunction, preposition, rest as the word of a name) for every way to strip a form."""
        known = self.pack.stripped.get(form)
        if known is not None:
            return known
        p = self.pack.lexicon.particles
        options = [("", "", form)]
        for conjunction in ("", *p.conjunctions):
            rest = form[len(conjunction) :] if form.startswith(conjunction) else ""
            if conjunction and len(rest) > 2:
                options.append((conjunction, "", rest))
            options += [(conjunction, prep, rest[len(prep) :]) for prep in p.prepositions if rest.startswith(prep) and len(rest) > 3]
            if rest.startswith(p.for_the) and len(rest) > len(p.for_the) + 2:
                options.append((conjunction, p.for_the[0], p.article + rest[len(p.for_the) :]))  # "للعثماني"
        found = tuple([(c, q, word_of(stem, self.pack)) for c, q, stem in options])  # tuples of words are no work for the garbage collector
        if len(self.pack.stripped) < _STRIPPED:
            self.pack.stripped[form] = found
        return found

    def _said(self, at: int) -> bool:
        sense = self.forms[at].by.get("speech")
        return sense is not None and sense.entry.form[0] in ("past", "present") and not sense.pronoun

    def _sure(self, at: int, end: int, said: bool) -> bool:
        """Is a run of name words a name? One word alone only where no object can stand."""
        word = self.forms[at]
        if end > at + 1:
            return True
        following = self.forms[end].form if end < len(self.forms) else ""
        if said and not word.kinds and not word.common and following in self.pack.sets["speech.that"]:
            return True  # "وأضافت بارتليت أن"
        if word.common or ("name" in word.kinds and word.naming < 2):
            return False
        takes = self.forms[at - 1].by["speech"].entry.row.takes if said else ()
        return word.naming == SURELY or not ("object" in takes or word.form[0] in takes)  # not "أشاد بحفاوة"

    def _heads_line(self, at: int) -> bool:
        """The first word of a line, with a colon soon after: "أوباما: …"."""
        if at and self.forms[at - 1].mark != "\n":
            return False
        return any(w.mark in self.pack.marks.colon for w in self.forms[at + 1 : at + 4] if w.mark)

    def _new_name(self, at: int, end: int, out: list[Mention]) -> None:
        name = name_of([self.forms[i].form for i in range(at, end) if not self.forms[i].mark], self.pack)
        draft = self._same_person(name, None)
        if draft is None:
            draft = Draft("person", (at, end))
            draft.names.append(name)
            self.people.append(draft)
        out.append(Mention(at, end, (), "name", (at, end), gender=draft.gender))
        self._pending(at, draft)

    def _pending(self, at: int, draft: Draft) -> None:
        self.by_key["short", at] = draft
