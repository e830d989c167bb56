"""Who is in the text: named people with office and state, offices, bodies and states, and every place that names one of them."""

from __future__ import annotations

from typing import Any, Final

from qanat.model import Document
from qanat.packs import Pack
from qanat.packs.rows import Body, Country, Place
from qanat.packs.terms import SINGLE
from qanat.read.cast import Cast, Mention
from qanat.read.draft import Draft
from qanat.read.found import Found
from qanat.read.home import Surroundings, recall_bodies
from qanat.read.incumbents import MINISTERS, OF_STATE, Incumbents
from qanat.read.phrases import Phrases
from qanat.read.posts import CAMPS, INTERNATIONAL, PARTIES, Office
from qanat.read.shared import both_states, dual_states, own_states, share_states, side_states
from qanat.read.syntax import is_counterpart
from qanat.text.words import Words

_ACTING: Final = frozenset(("organ", "group"))  # bodies that act for two states: حكومتا البلدين, وفدا الجانبين
_PERSONAL: Final = frozenset(("organisation", "state"))


def actors(words: Words, pack: Pack, document: Document) -> Cast:
    """The cast of a text: actors by id in order of appearance, mentions in order. An office without a nationality is read by the outlet's
    home country, or by the state that the text is about. Text without any actor gives an empty cast.
    """
    return _Casting(words, pack, document).cast()


class _Casting(Incumbents):
    def cast(self) -> Cast:
        phrases = Phrases(self.words, self.pack, self.home, self.document.day)
        found, self.states = phrases.all(), phrases.states
        self.around = Surroundings(found, self.home, self.words, self.pack).state
        recall_bodies(found, self.forms, self.pack)
        both_states(found, self.forms)
        side_states(found, self.forms, self.pack)
        share_states(found, self.forms, self.pack)
        dual_states(found, self.forms)
        own_states(found, self.words, self.pack)
        drafts: dict[int, Draft] = {}
        for phrase in found:
            if phrase.kind == "person":
                drafts[phrase.first] = self._person(phrase)
            for office in phrase.offices:
                if office.inside is not None:
                    self._inside(office, *office.inside)
        self._serve_holders(found)
        short = self._short_forms(found)
        self._resolve_counterparts(found, short, drafts)
        for draft in self.people:
            self._by_terms(draft)
            self._by_title(draft)
        everything: list[Found | Mention] = sorted([*found, *short], key=lambda m: m.first)
        for item in everything:
            if isinstance(item, Mention):
                self._mention(item)
            elif item.kind == "person":
                self._add(item, [drafts[item.first]], "name", (item.name[0], item.name[1]) if item.name else None)
            else:
                self._unnamed(item)
        for draft, span in self.inside:
            self._number(draft)
            draft.mentions.append(span)
        return self._finish()

    def _serve_holders(self, found: list[Found]) -> None:
        """What is described by one who serves a state or an international body serves that: "مكتب موغيريني", "متحدث باسم الشيخ فلان"."""
        inside = {span: draft for draft, span in self.inside}
        for phrase in found:
            for office in phrase.offices:
                if office.inside is None or office.body is not None:
                    continue
                holder = inside[office.inside]
                if holder.body is not None and holder.body.kind in INTERNATIONAL and not holder.country:
                    office.body, office.country = holder.body, ""
                else:
                    office.country = office.country or self._state_of(holder) or ""

    def _mention(self, mention: Mention) -> None:
        draft = self.by_key["short", mention.first]
        self._number(draft)
        draft.mentions.append((mention.first, mention.end))
        self.mentions.append(
            Mention(mention.first, mention.end, (draft.id,), "name", mention.name, mention.conjunction, mention.preposition, draft.gender or "m")
        )

    def _unnamed(self, phrase: Found) -> None:
        kind = phrase.kind
        if kind == "office":
            self._office(phrase)
        elif kind == "noun":
            self._body_phrase(phrase)
        elif kind in ("both", "honoured"):
            self._pronominal(phrase)
        else:
            self._known(phrase)

    def _office(self, phrase: Found) -> None:
        office = phrase.offices[0]
        role = "other" if office.former else office.role
        body = next((o.body for o in phrase.offices if o.body is not None and (not o.country or o.body.kind in PARTIES)), None)
        country: str | None = next((o.country for o in phrase.offices if o.country and (body is None or o.body is not body)), None)
        if is_counterpart(office.lemma, self.pack):
            role = self._role_before(phrase.first) or self._role_after(phrase.end) or "official"
        if phrase.number == "d":
            kin = {other.role for offices in self.pack.complements.get(office.lemma, {}).values() for _of, other in offices}  # a defence minister is a minister
            held = [d for d in self._recent() if d.kind in ("person", "office") and self._of_field(d, office, role)]
            pair = self._last_two(lambda d: d in held and (office.lemma in d.lemmas or d.role == role)) or self._last_two(lambda d: d in held and d.role in kin)
            if pair:
                self._add(phrase, pair, "group", None)
                return
        if states := self._of_both(phrase):
            self._add(phrase, states, "group", None)
            return
        bare = not office.complement and not country and body is None
        draft = self._holder(office, role, country, body, bare=bare) if phrase.number == "s" else None
        if draft is not None and draft.kind == "person" and not bare:
            draft.lemmas.add(office.lemma)  # "وزير الخارجية الأميركي", and then "الوزير"
            draft.posts.append(self._stems(office.first, office.end))
            if draft.role in ("minister", "official") and role in SINGLE:
                draft.role, draft.office = role, (office.first, office.end)  # الوزير ظريف, and then "وزير الخارجية الإيراني"
        if draft is None and phrase.number == "s" and country and not office.definite:
            draft = self._headlined(phrase, role, country)
        if draft is None:
            key = ("office", role, country or "", self._spelled(phrase), phrase.number)
            draft = self.by_key.get(key)
        if draft is None:
            around = self.around(phrase.first, named=False) if body is None else None
            role = self._role_in(office, role, around)
            draft = Draft("office", (phrase.first, phrase.end), role=role, gender=phrase.gender)
            draft.office = office.first, office.end
            draft.several = phrase.number == "p" and self.pack.folding.of_row(office.lemma) in self.pack.sets["offices.delegates"]
            of_many = office.side or self._of_states(phrase) or self._each_of_one(office, role)  # "سفراء عرب", "وزراء الدول السبع"
            regional = office.side and not office.complement  # "دبلوماسي غربي"; not "زعيم المعارضة"
            abroad = body is None and not country and (regional or (phrase.number == "p" and of_many))
            draft.country = country or (around if not abroad and (office.row.scope == "state" or role in OF_STATE) else None)
            draft.lemmas = {o.lemma for o in phrase.offices}
            draft.body, draft.side = body, abroad or any(o.side for o in phrase.offices) or self._opposed(phrase)
            described = office.holder or "offices.adjectives" in self.forms[office.end - 1].sets  # نظيره, "رئيس الحكومة المكلف"
            if role in SINGLE and phrase.number == "s" and body is None and draft.country and len(phrase.offices) == 1 and not described:
                told, draft = draft, self.by_key.setdefault(("holder", role, draft.country), draft)  # "رئيس فرنسا", and then "الرئيس الفرنسي"
                draft.lemmas |= told.lemmas
                if draft.office is not None and office.end - office.first > draft.office[1] - draft.office[0]:
                    draft.name, draft.office = told.name, told.office
            self.by_key["office", role, country or "", self._spelled(phrase), phrase.number] = draft
        self._add(phrase, [draft], "office", None)

    def _of_states(self, phrase: Found) -> bool:
        """Are these of several states or their delegations, which are not named: "زعماء سبع دول", "مندوبو الدول الأعضاء", "رؤساء الوفود"?"""
        return any("offices.of_leaders" in word.stem_sets for word in self.forms[phrase.first + 1 : phrase.end])

    def _each_of_one(self, office: Office, role: str | None) -> bool:
        """Are several of an office of which a state has one: "وزراء الخارجية", "وزراء المالية", but "وزراء الحكومة"?"""
        return role in MINISTERS and (role != "minister" or (office.complement and not office.organ))

    def _opposed(self, phrase: Found) -> bool:
        """Are these the opponents of a government, a camp of their own, rather than whoever opposes something: "المعارضين لوجود القوات"?"""
        following = self.forms[phrase.end] if phrase.end < len(self.forms) else None
        to_something = following is not None and following.preposition in self.pack.sets["speech.of"]
        several = phrase.number == "p"  # المعارض is an exhibition, too
        return several and self.pack.folding.of_row(phrase.offices[0].lemma) in self.pack.sets["offices.opponents"] and not to_something

    def _spelled(self, phrase: Found) -> tuple[str, ...]:
        return self._stems(phrase.first, phrase.end)

    def _role_before(self, at: int) -> str | None:
        roles: list[tuple[int, str | None]] = []
        for mention in self.mentions:
            role = self.by_id[mention.actors[0]].role if mention.actors else None
            if role and role not in _PERSONAL and mention.end <= at:
                roles.append((mention.first, role))
        return self._opposite(sorted(roles), at) if roles else None

    def _role_after(self, at: int) -> str | None:
        """ "في لقاء مع نظيره الفرنسي، قال وزير الخارجية المصري": nobody named before, so the first one after in the sentence."""
        end = self.words.sentence_at(at - 1)[1]
        return next((d.role for d in self.people if d.role and d.role not in _PERSONAL and at <= d.name[0] < end), None)

    def _body_phrase(self, phrase: Found) -> None:
        office = phrase.offices[0]
        kind = office.row.kind
        bare = not office.complement and not office.country and office.body is None
        if office.definite and (bare or self._only_called(phrase)):
            same = self._last_called(office.lemma)
            if same is not None:
                self._add(phrase, [same], "body", None)
                return
        if bare and (office.holder or office.definite) and (party := self._party_of_last(office)) is not None:
            self._add(phrase, [party], "body", None)
            return
        if office.row.kind in _ACTING and (states := self._of_both(phrase)):
            self._add(phrase, states, "group", None)
            return
        owner = self._owner() if office.holder and not office.country and office.body is None else None
        sent = kind == "group" and (office.organ or self._told_with(phrase, "offices.governing"))  # "وفد من وزارة الصحة", "الوفد الحكومي"
        leaders = self._leaders_of_camps(office)
        governing = (kind == "organ" and not leaders) or sent or "offices.of_the_land" in self.forms[office.first].stem_sets
        country = office.country or owner or (self.around(phrase.first, named=False) if governing and office.body is None else None)
        if (kind == "group" and self._told_with(phrase, "offices.opposing")) or (office.side and office.row.private):
            country = None  # "المعارضة السورية", "وفد المعارضة", "مجموعة أصدقاء سوريا": a camp of its own
        key = ("body", self._spelled(phrase), owner)
        draft = self.by_key.get(key)
        if draft is None:
            made = "office" if kind == "source" else "group" if kind == "group" else "organisation"
            draft = Draft(made, (phrase.first, phrase.end), role=self._as_party(phrase, country), country=country, gender=phrase.gender)
            draft.lemmas = {office.lemma}
            escort = any("offices.escort" in self.forms[i].sets for i in range(phrase.first, phrase.end))
            unnamed = draft.role == "state" and phrase.number == "p"  # "دول المنطقة"
            abroad = kind == "group" and (draft.role == "head_of_state" or unnamed) and not country
            draft.side = office.row.camp or office.side or leaders or abroad or (kind == "group" and self._told_with(phrase, "offices.opposing"))
            draft.private = office.row.private and not office.side
            draft.silent = kind in ("medium", "document", "source") or escort
            draft.body = office.body if office.body is not None and office.body.kind in CAMPS else None
            self.by_key[key] = draft
        self._add(phrase, [draft], "group" if kind in ("group", "source") else "body", None)

    def _told_with(self, phrase: Found, words: str) -> bool:
        """Is there one of some words in a phrase, as far as it tells who they are: not in "الأحزاب الممثلة في الحكومة"?"""
        partaking = self.pack.either("offices.partaking", "offices.signing")
        end = next((at for at in range(phrase.first + 1, phrase.end) if self.forms[at].stem in partaking), phrase.end)
        return any(word.stem in self.pack.sets[words] for word in self.forms[phrase.first : end])

    def _of_bloc(self, row: Body) -> str:
        """دول الخليج are states, مجموعة السبع is an organisation."""
        states = row.kind == "bloc" and self.pack.folding.of_row(row.names[0].split()[0]) in self.pack.sets["offices.of_leaders"]
        return "state" if states else "organisation"

    def _as_party(self, phrase: Found, country: str | None) -> str:
        """What a body or group is as a party: a government its state, a delegation an official or, of a parliament, legislators, "قادة الدول" their heads."""
        office, words = phrase.offices[0], self.forms[phrase.first : phrase.end]
        if office.row.kind == "source":
            return "official"
        if office.body is not None and office.body.kind in PARTIES:
            return "organisation"
        if office.row.role == "head_of_state":
            of_states = any("state" in word.kinds or "offices.of_one_region" in word.sets for word in words[1:]) or self._of_states(phrase)
            return office.row.role if of_states else "organisation"
        if office.row.role == "official" and country:
            return "legislator" if any("offices.of_parliament" in word.stem_sets for word in words) else "official"
        alone = office.row.kind == "group" or (bool(country) and not office.complement)
        return office.row.role if office.row.role == "state" and alone else "organisation"

    def _party_of_last(self, office: Office) -> Draft | None:
        """ "قال رئيس حزب الأمل إن حزبه", "وأضاف أن الحركة": the known party of whoever was spoken of last, by a noun with which its name begins."""
        last = next((draft for draft in self._recent() if draft.kind == "person" and draft.body is not None and draft.body.kind in PARTIES), None)
        if last is None or last.body is None or last.office is None:
            return None
        noun = self.forms[office.first]
        his = bool(office.holder) and "offices.parties" in noun.stem_sets  # حزبه may be called a movement
        alike = (k for k in range(*last.office) if self.forms[k].stem == noun.stem or (his and "offices.parties" in self.forms[k].stem_sets))
        at = next(alike, None)
        if at is None:
            return None
        draft = self.by_key.get(("known", last.body.id)) or self._keyed(
            ("known", last.body.id), "organisation", "organisation", last.body.country or None, Found(at, last.office[1], "body", gender=office.gender)
        )
        draft.row = last.body
        return draft

    def _owner(self) -> str | None:
        """ "قال كيري إن حكومته": the state of whoever was spoken of last."""
        return next((state for draft in self._recent() if draft.kind in ("person", "office", "state") and (state := self._state_of(draft))), None)

    def _only_called(self, phrase: Found) -> bool:
        """A body with no more than an adjective that tells it from no other: "المنظمة الدولية" after "منظمة العفو الدولية"."""
        return phrase.end == phrase.first + 2 and "offices.of_any" in self.forms[phrase.first + 1].sets

    def _pronominal(self, phrase: Found) -> None:
        if phrase.kind == "honoured":
            draft = self._honoured(phrase.first)
            if draft is not None:
                self._add(phrase, [draft], "office", None)
            return
        if "offices.men" in self.forms[phrase.first].sets:
            pair = self._last_two(lambda d: d.kind == "person" and d.role is not None)
        else:
            pair = self._both(phrase.first)
        if pair:
            self._add(phrase, pair, "group", None)

    def _known(self, phrase: Found) -> None:
        row = phrase.row
        if isinstance(row, Country):
            draft = self._state(row.id, phrase, row)
            self._add(phrase, [draft], phrase.kind, None, mentioned=phrase.kind == "state" or phrase.number == "p")
        elif isinstance(row, Place):
            if row.stands == "capital" and row.country:
                self._add(phrase, [self._state(row.country, phrase, row)], "place", None)
            elif row.stands == "palace":
                self._add(phrase, [self._keyed(("place", row.id), "organisation", "organisation", row.country, phrase)], "body", None)
            else:
                drafts = [self._state(row.country, phrase, row)] if row.country else []
                if drafts:
                    self._add(phrase, drafts, "city", None, mentioned=False)
                else:
                    self.mentions.append(Mention(phrase.first, phrase.end, (), "city", None, phrase.conjunction, phrase.preposition))
        elif isinstance(row, Body):
            kind = "group" if row.kind == "bloc" else "organisation"
            draft = self._keyed(("known", row.id), kind, self._of_bloc(row), row.country or None, phrase)
            if draft.row is None or (draft.adjective and phrase.kind == "body"):
                draft.name, draft.adjective = (phrase.first, phrase.end), phrase.kind == "nation"
            draft.row = row
            if phrase.kind == "nation":
                self._add(phrase, [draft], "nation", None, mentioned=phrase.number == "p")
            else:
                self._add(phrase, [draft], "body", None)

    def _state(self, country: str, phrase: Found, row: Any) -> Draft:
        draft = self._keyed(("state", country), "state", "state", country, phrase)
        if isinstance(row, Country) and phrase.kind == "state" and draft.row is None:
            draft.row, draft.name = row, (phrase.first, phrase.end)
        return draft

    def _keyed(self, key: Any, kind: str, role: str, country: str | None, phrase: Found) -> Draft:
        draft = self.by_key.get(key)
        if draft is None:
            draft = self.by_key[key] = Draft(kind, (phrase.first, phrase.end), role=role, country=country, gender=phrase.gender)
        return draft

    def _add(self, phrase: Found, drafts: list[Draft], kind: str, name: tuple[int, int] | None, *, mentioned: bool = True) -> None:
        for draft in drafts:
            self._number(draft)
            if mentioned:
                draft.mentions.append(name or (phrase.first, phrase.end))
        gender = phrase.gender or drafts[0].gender
        self.mentions.append(
            Mention(phrase.first, phrase.end, tuple([d.id for d in drafts]), kind, name, phrase.conjunction, phrase.preposition, gender, phrase.number)
        )
