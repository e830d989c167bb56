"""Named people of a text: every spelling of one person together, with offices, counterparts resolved."""

from __future__ import annotations

from typing import Any, Final

from qanat.model import Document
from qanat.packs import Pack
from qanat.packs.rows import Body, Person
from qanat.packs.terms import CHIEFS, FORMER
from qanat.read.cast import Mention
from qanat.read.draft import Draft
from qanat.read.found import Found
from qanat.read.home import Surroundings
from qanat.read.honours import Honours
from qanat.read.posts import PARTIES, Office
from qanat.read.same import Name, name_of, same_name
from qanat.read.syntax import holds_genitive, is_counterpart
from qanat.text.words import Words

SPOKEN_OF: Final = 40  # mentions back to which "the two" may reach
_OWN_CAMP: Final = frozenset(("region", "party", "movement"))  # bodies whose people stand for them, not for a state
_SINGLE: Final = frozenset(("foreign_minister", "defence_minister"))
_DEPUTIES: Final = dict.fromkeys(CHIEFS, "deputy_head") | {"legislator": "legislator"}  # "الرئيس … ونائبه", "رئيس مجلس النواب … ونائبه"
_ANY: Final = frozenset(("official", "other", "spokesperson", "party_leader", "military_chief", "io_head"))  # roles that one of a club may seem to have
_OF_STATE: Final = frozenset(("minister", "foreign_minister", "defence_minister", "envoy", "legislator"))
_TITULAR: Final = {"envoy": ("official", "spokesperson", "minister", "legislator"), "legislator": ("party_leader",)}  # titles that offices go before
_RANKS: Final = _SINGLE | {"head_of_state", "head_of_government", "deputy_head", "party_leader"}  # what a lesser office leaves a man to be
_TWO: Final = 2  # tokens of "the vice president" and no more
_TITLES: Final = 6  # tokens of titles and offices between a verb and a name


class People:
    """The named people found so far, and who was spoken of last."""

    def __init__(self, words: Words, pack: Pack, document: Document) -> None:
        self.words, self.pack, self.document = words, pack, document
        self.forms = words.words
        self.headline = next((k for k, word in enumerate(words.words) if word.mark == "\n"), len(words.words))  # the token with which it ends
        self.home = document.outlet_country
        self.around = Surroundings([], self.home, words, pack).state  # the state by which an office without a nationality is read at a token
        self.drafts: list[Draft] = []
        self.by_id: dict[str, Draft] = {}
        self.people: list[Draft] = []
        self.last: Draft | None = None  # the person named last
        self.by_key: dict[Any, Draft] = {}
        self.mentions: list[Mention] = []
        self.first: dict[int, Mention] = {}  # by first token, once all are known
        self.named: dict[int, int] = {}  # the first token of a person's mention by the token after it, once all are known
        self.pending: list[tuple[int, Draft, Office]] = []
        self.states: frozenset[str] = frozenset()  # all that the text names
        self.inside: list[tuple[Draft, tuple[int, int]]] = []
        self.honours = Honours(words.words, pack)
        self.function = pack.sets["function.words"]
        self.clauses = pack.either("speech.that", "speech.that_pronoun", "contacts.clause", "contacts.who")

    def _person(self, phrase: Found) -> Draft:
        assert phrase.name is not None
        name = name_of(self._name_forms(*phrase.name, phrase.conjunction if phrase.first == phrase.name[0] else ""), self.pack)
        draft = self._same_person(name, phrase.row, crowned=phrase.title == "noble") or self._by_first_name(name, phrase) or self._called_by_family(name)
        if draft is None:
            draft = Draft("person", phrase.name, row=phrase.row)
            self.people.append(draft)
        if name not in draft.names:
            draft.names.append(name)
        if len(name.words) > len(draft.names[0].words):
            draft.name = phrase.name
            draft.names.sort(key=lambda n: -len(n.words))
        if draft.row is None and phrase.row is not None and self._named_like(draft, phrase.row):
            draft.row = phrase.row  # not of "حيدر عباس", once he is called "عباس"
        if draft.row is None and phrase.offices and len(draft.names[0].words) == 1 and not any(o.country or o.body for o in phrase.offices):
            draft.row = self._holder_called(name, phrase.offices[0])
        draft.country = draft.country or phrase.country or None
        draft.title = draft.title or phrase.title
        draft.late = draft.late or phrase.late
        draft.gender = draft.gender or phrase.gender
        for office in phrase.offices:
            if is_counterpart(office.lemma, self.pack):
                self.pending.append((phrase.first, draft, office))
            else:
                self._take_office(draft, office)
        for k in range(phrase.first, phrase.name[0]):
            head = self.forms[k].by.get("head")
            if head is not None and "title" in self.forms[k].kinds:
                draft.lemmas.add(head.entry.id)  # الملك سلمان, and then "الملك"
                held = k > 0 and holds_genitive(self.forms[k - 1], self.pack)  # "جامعة الملك سعود", "دعوة الملك سلمان"
                named_for = held and ("names.bearers" in self.forms[k - 1].stem_sets or "names.works" in self.forms[k - 1].stem_sets)
                if head.entry.row.sovereign and draft.role is None and not named_for:
                    king = self._king(name, k) if draft.row is None else draft.row
                    if not held or king in self.pack.terms.reigning(self.document.day):
                        draft.role, draft.office, draft.row = head.entry.row.role, (k, k + 1), king
        self.last = draft
        return draft

    def _called_by_family(self, name: Name) -> Draft | None:
        """ "شي" after "شي جين بينغ"; a ruler by his own name: "تميم" after "أمير قطر تميم بن حمد"."""
        if len(name.words) > 1:
            return None
        first = name.words[0]
        called = (d for d in reversed(self.people) if d.names[0].words[0] == first and len(d.names[0].words) > 1)
        return next((d for d in called if self._family_first(d) or (d.role == "head_of_state" and d.names[0].fathers)), None)

    def _family_first(self, draft: Draft) -> bool:
        """Does his family's name stand first, and is it what he is called by: شي, of شي جين بينغ?"""
        state = str(draft.row.country) if draft.row is not None else draft.country
        return bool(state) and self.pack.folding.of_row(state or "") in self.pack.sets["names.family_first"]

    def _inside(self, office: Office, first: int, end: int) -> None:
        """A known person named within the description of another: "حكومة نتنياهو", "متحدث باسم الرئيس الروسي فلاديمير بوتين"."""
        word = self.forms[first]
        rest = tuple([word.form for word in self.forms[first + 1 : end]])
        sense = next((p.sense for p in word.phrases.get(rest[0], ()) if p.sense.entry.kind == "person" and p.rest == rest), None) if rest else None
        sense = sense or word.by.get("person")
        short = word.surname if sense is None and end == first + 1 else None
        row = sense.entry.row if sense is not None else short[2] if short is not None else None
        offices = [office.inner] if office.inner is not None else []
        self.inside.append((self._person(Found(first, end, "person", name=(first, end), offices=offices, row=row)), (first, end)))

    def _name_forms(self, first: int, end: int, conjunction: str) -> list[str]:
        """The words of a name, without what is attached to its front: ومحمد القرون."""
        forms = [word.form for word in self.forms[first:end] if not word.mark]
        word = self.forms[first]
        sense = word.by.get("person") or word.by.get("name")
        cut = len(sense.conjunction) + len(sense.preposition) if sense is not None else len(conjunction)
        if sense is None and forms[0][:1] in self.pack.lexicon.particles.conjunctions and forms[0][1:] in self.pack.sets["names.openers"]:
            cut = 1
        forms[0] = forms[0][cut:] or forms[0]
        return forms

    def _same_person(self, name: Name, row: Any, *, crowned: bool = False) -> Draft | None:
        """Who was so called before; one of noble birth is called by his own name, no father's: "الملك عبدالعزيز" is no سلمان بن عبدالعزيز."""
        crowned = crowned and len(name.words) == 1
        for draft in reversed(self.people):
            if row is not None and draft.row is row:
                return draft
            if row is not None and draft.row is not None:
                continue
            for other in draft.names:
                if same_name(name, other) and not (crowned and len(other.words) - 1 in other.fathers and name.words[0] != other.words[0]):
                    return draft
        return None

    def _by_first_name(self, name: Name, phrase: Found) -> Draft | None:
        """ "الشيخ تميم", "الملك عبدالله" after the full name: the one of rank known by that first name; a headline's "تميم" before that of a ruler."""
        if name.fathers and any(office.role in CHIEFS for office in phrase.offices):
            return next((d for d in self.people if d.names[0].words == name.words[:1] and d.role is None and d.row is None), None)
        if phrase.title not in ("noble", "honorific") or phrase.row is not None or phrase.offices or len(name.words) > 1:
            return None
        known = [d for d in self.people if name.words[0] == d.names[0].words[0] and (d.title == "noble" or self._rules(d))]
        return known[0] if len(known) == 1 else None

    def _holder_called(self, name: Name, office: Office) -> Person | None:
        """Who held an office on the day in the outlet's own state, or another one that the text names, by his last name: "الوزير شكري"."""
        roles = _SINGLE if office.role == "minister" else {office.role} & _RANKS
        for state in (self.home, *sorted(self.states)) if roles else ():
            for role in sorted(role for role in roles if role):
                for row in self.pack.terms.holders(state, role, self.document.day):
                    if name_of(self.pack.folding.of_row(row.names[0]).split(), self.pack).words[-1] == name.words[0]:
                        return row
        return None

    def _rules(self, draft: Draft) -> bool:
        return draft.role in CHIEFS or (draft.row is not None and self.pack.terms.role(draft.row, self.document.day) in CHIEFS)

    def _take_office(self, draft: Draft, office: Office) -> None:
        draft.lemmas.add(office.lemma)
        draft.posts.append(self._stems(office.first, office.end))
        role = FORMER if office.former and not office.sport else self._role_in(office, office.role, self._state_of(draft))
        if office.holder and office.row.role == "legislator" and role == "official" and self.last is not None:
            role = _DEPUTIES.get(self.last.role or "", role)  # نائبه
        if role is not None:
            draft.roles.add(role)
        titular = not (office.complement or office.country or office.body is not None or office.holder)
        draft.own = draft.own or office.own
        draft.public = draft.public or self._public(office, role)
        if role is not None and self._outranks(role, draft, titular=titular):
            draft.role, draft.office, draft.titular = role, (office.first, office.end), titular
        draft.deputy = draft.deputy or office.row.deputises
        draft.office = draft.office or (office.first, office.end)
        own = office.body is not None and (office.body.kind in _OWN_CAMP or (not office.country and draft.country is None))
        if own and draft.body is None:
            draft.body = office.body
        if office.country and draft.country is None and (draft.body is None or draft.body is office.body):
            draft.country = office.country

    def _outranks(self, role: str, draft: Draft, *, titular: bool) -> bool:
        """Is a further office of somebody what he is rather than that told first?"""
        if draft.role == "official" and titular and role == "envoy":
            return draft.titular  # "وكيل وزارة الخارجية السفير فلان"
        if draft.role in (None, "official", "other"):
            return draft.role is None or role not in ("official", "other")
        if draft.role == "minister":
            return role in _SINGLE  # "وزير الدولة وزير الخارجية"
        if draft.role == "deputy_head":
            return draft.deputy and draft.title != "noble" and role in _SINGLE  # "نائب رئيس الوزراء وزير الخارجية"
        return draft.titular and not titular and role in _TITULAR.get(draft.role, ())  # "السفير فلان المتحدث باسم الخارجية"

    def _public(self, office: Office, role: str | None) -> bool:
        """Is an office surely one of a state or body, whatever the text is about: "قائد المنتخب" may be a captain, "أمير منطقة حائل" is none?"""
        if office.organ or office.body is not None or role in _OF_STATE or (office.country and role not in _ANY):
            return True
        stems = self._stems(office.first, office.end)
        return stems[0] in self.pack.sets["offices.of_place"] or not self.pack.sets["contacts.seat"].isdisjoint(stems)

    def _stems(self, first: int, end: int) -> tuple[str, ...]:
        return tuple([word.stem for word in self.forms[first:end]])

    def _state_of(self, draft: Draft) -> str | None:
        if draft.country or draft.body is not None:
            return draft.country
        if draft.row is not None and draft.row.country and draft.role != "io_head":
            return str(draft.row.country)
        return self._around(draft) if draft.role not in (None, "io_head") else None

    def _side_of(self, draft: Draft) -> str | None:
        """The party or movement that somebody or something is of, else the state; those who are a camp of their own, as "المعارضة", are of none."""
        body = draft.body or (draft.row if isinstance(draft.row, Body) else None)
        if draft.side and body is None and draft.kind != "person":
            return f"own {draft.name[0]}"
        return body.id if body is not None and body.kind in PARTIES else self._state_of(draft)

    def _around(self, draft: Draft) -> str | None:
        """The state of one of whom the text does not say it."""
        at = draft.office[0] if draft.office else draft.name[0]
        if at != draft.around[0]:
            host = self.home if self._receives_guests(draft) else None
            draft.around = at, host or self.around(at, role=draft.role)
        return draft.around[1]

    def _receives_guests(self, draft: Draft) -> bool:
        """ "استقبل الفريق فلان القائد العام": whoever is told by a verb of receiving right before is at home."""
        for k in range(draft.name[0] - 1, max(draft.name[0] - _TITLES, 0) - 1, -1):
            word = self.forms[k]
            if any(sense.entry.kind == "meet" and sense.entry.row.welcome and not sense.pronoun for sense in word.verbs):
                return True
            if word.mark or word.preposition or word.verbs:
                return False
        return False

    def _recent(self) -> list[Draft]:
        names = dict.fromkeys([name for mention in self.mentions[: -SPOKEN_OF - 1 : -1] for name in mention.actors])
        return [self.by_id[name] for name in names]

    def _last_called(self, lemma: str) -> Draft | None:
        """The body or the holder of an office spoken of last by a noun."""
        for mention in self.mentions[: -SPOKEN_OF - 1 : -1]:
            for name in mention.actors:
                draft = self.by_id[name]
                if lemma in draft.lemmas and draft.kind != "person":
                    return draft
        return None

    def _honoured(self, at: int) -> Draft | None:
        """Whom a title with a pronoun means: one who was so titled before rather than one whose office is so honoured, one of the own state rather than
        a guest, one who stands free, the last: "استقبل سمو الأمير معالي الوزير. وقال سموه".
        """
        style = self.honours.style(at)
        same, other = self.honours.called(self.mentions, style)
        roles = self.honours.roles(style)
        held = "offices.also_owned" in self.forms[at].stem_sets and holds_genitive(self.forms[at - 1], self.pack)  # "احترام سيادته"
        fitting = [
            d
            for d in self._recent()
            if d.kind in ("person", "office")
            and (d.gender == "f") == (self.forms[at].form.endswith(self.pack.her))
            and d.id not in other
            and (d.id in same or (not held and (d.role in roles or (d.title in roles and d.role != "head_of_state"))))
        ]
        home = self.home or self.around(at, named=False)
        last = {name: mention for mention in self.mentions[-SPOKEN_OF:] for name in mention.actors}
        fitting.sort(key=lambda d: (d.kind != "person", d.id not in same, self._state_of(d) != home, self._oblique(last[d.id])))
        return fitting[0] if fitting else None

    def _oblique(self, mention: Mention) -> bool:
        """Stands a preposition before it?"""
        return bool(mention.preposition) or (mention.first > 0 and "offices.joins" in self.forms[mention.first - 1].sets)

    def _last_two(self, wanted: Any, *, camps: bool = False) -> list[Draft]:
        """The two last spoken of that are wanted, the earlier one first; with `camps`, of two sides."""
        pair: list[Draft] = []
        for draft in self._recent():
            if wanted(draft) and not (camps and pair and self._side_of(pair[0]) == self._side_of(draft)):
                pair.append(draft)
                if len(pair) == 2:
                    return pair[::-1]
        return []

    def _role_in(self, office: Office, role: str | None, state: str | None) -> str | None:
        """The role of an office that names no state, in the state by which it is read: no president is head of a kingdom ("الرئيس المرشح" of a club)."""
        elected = role == "head_of_state" and not (office.row.sovereign or office.country or office.complement)
        vice = office.office_id == "vice" and office.end == office.first + _TWO and not office.country  # "نائب الرئيس" of a committee
        state = state or (self.around(office.first, named=False) if vice else None)
        if state is None or not (elected or vice) or self.pack.folding.of_row(state) not in self.pack.sets["offices.monarchies"]:
            return role
        return office.row.otherwise if elected else "official"

    def _by_terms(self, draft: Draft) -> None:
        """What is known of terms of office: a role where the text gives none, and what a known former holder of an office is now."""
        terms, day = self.pack.terms, self.document.day
        if draft.row is None and not draft.country and draft.role in CHIEFS and draft.office is not None and self._of_another_day(draft):
            draft.role = FORMER  # "في عهد الرئيس جيمس ماديسون"
            return
        known = terms.role(draft.row, day) if draft.row is not None else None
        if draft.row is None or known is None:
            return  # of whom no table knows a term, the text knows best
        if draft.role is None or (draft.role in ("minister", "other", "official") and known in _RANKS and not draft.late and not draft.own):
            draft.role = known  # "الوزير الروسي لافروف"
            return
        if draft.role == "party_leader" and known in CHIEFS and draft.office is not None and self.forms[draft.office[0]].article:
            draft.role = known  # "الزعيم الأعلى الإيراني"
            return
        if draft.role == "head_of_state" and known == "head_of_government" and draft.office is not None and draft.office[1] == draft.office[0] + 1:
            draft.role = known  # "الرئيس تمام سلام": a title of prime ministers too
            return
        holders = terms.holders(self._state_of(draft), draft.role, day) if draft.office is not None else ()
        if holders and draft.row not in holders and not terms.ahead(draft.row, draft.role, day):
            draft.role = known  # "الرئيس جيمي كارتر"

    def _of_another_day(self, draft: Draft) -> bool:
        """Is a head of a state named who is none of those known to have been it on the day, not by another spelling either?"""
        holders = self.pack.terms.holders(self._state_of(draft), draft.role or "", self.document.day)
        last = {word[0] for name in draft.names for word in name.words}
        known = [name_of(self.pack.folding.of_row(one).split(), self.pack) for row in holders for one in row.names]
        return bool(holders) and all(not last & {word[0] for word in name.words} for name in known)

    def _king(self, name: Name, at: int) -> Person | None:
        """The last king of the state around who had this first name: "الملك فهد"."""
        elsewhere = self.pack.terms.reigning(self.document.day)
        own = self.pack.terms.reigned(self.around(at), self.document.day)
        home = self.pack.terms.reigned(self.home, self.document.day)
        thrones = self.pack.sets["offices.monarchies"]
        for row in (*own, *home, *(row for row in elsewhere if self.pack.folding.of_row(row.country) in thrones)):
            known = [name_of(self.pack.folding.of_row(one).split(), self.pack) for one in row.names]
            if any(one.words[0] == name.words[0] and (len(name.words) == 1 or same_name(one, name)) for one in known):
                return row
        return None

    def _by_title(self, draft: Draft) -> None:
        """What a title alone tells: an officer is an official of his state, a soldier is none, a prince from abroad represents his, the dead hold no office."""
        if (draft.late and (draft.role is not None or draft.title == "noble")) or (draft.role is None and draft.title == "retired"):
            draft.role = FORMER
        elif draft.role is None and draft.title in ("rank", "soldier") and len(draft.names[0].words) > 1:
            draft.role = "official" if draft.title == "rank" else FORMER
        elif draft.role is None and draft.title == "noble" and len(draft.names[0].words) > 1:
            draft.role = FORMER if draft.row is not None or (draft.country or self.home) != self.home else None

    def _named_like(self, draft: Draft, row: Person) -> bool:
        """May the fullest name of an actor be that of a known person? Kings go by their first name as well."""
        name = draft.names[0]
        full = [name_of(self.pack.folding.of_row(known).split(), self.pack) for known in row.names]
        return any(same_name(known, name) if len(known.words) > 1 else known == name for known in full) or (
            len(name.words) == 1 and name.words[0] in {known.words[0] for known in full}
        )

    def _number(self, draft: Draft) -> None:
        if not draft.number:
            draft.number = len(self.drafts) + 1
            draft.id = f"a{draft.number}"
            self.drafts.append(draft)
            self.by_id[draft.id] = draft
