"""Who is in the text: named people with office and state, offices, bodies and states, and every place that names one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from qanat.model import Actor, Document, Span
from qanat.packs import Pack
from qanat.packs.rows import Body, Country, Person, Place
from qanat.read.cast import Cast, Mention
from qanat.read.latin import latin
from qanat.read.names import name_run
from qanat.read.phrases import Found, Office, Phrases
from qanat.read.same import Name, name_of, same_name
from qanat.read.syntax import holds_genitive
from qanat.text.words import Words

_HOME = 8  # a text is read from home unless another state is named more than so many times as often
_FEW = 4  # and unless it is named more than so many times where home is not named at all
_STRIPPED = 200_000  # forms remembered
_SINGLE = frozenset(("head_of_state", "head_of_government", "foreign_minister", "defence_minister"))
_HIGHEST = frozenset(("head_of_state", "head_of_government"))  # never called "the official"
_RANKED = frozenset(("rank", "noble"))  # titles of those who stand for their state
_OF_STATE = _SINGLE | {"deputy_head", "military_chief", "minister"}
_PERSONAL = frozenset(("organisation", "state"))


def actors(words: Words, pack: Pack, document: Document) -> Cast:
    """The cast of a text: actors by id in order of appearance, mentions in order. An office without a nationality is read by the outlet's
    home country, or by the state that the text is about. Text without any actor gives an empty cast.
    """
    return _Casting(words, pack, document).cast()


@dataclass(slots=True)
class _Draft:
    """An actor while it is being put together."""

    number: int
    kind: str
    name: tuple[int, int]
    names: list[Name] = field(default_factory=list)
    role: str | None = None
    country: str | None = None
    body: Body | None = None
    office: tuple[int, int] | None = None
    lemmas: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)  # of all offices held at once
    posts: list[tuple[str, ...]] = field(default_factory=list)  # the words of each office
    row: Any = None
    gender: str = ""
    title: str = ""
    side: bool = False  # a party or the like, a camp of its own
    adjective: bool = False  # named so far by its adjective only
    private: bool = False  # a company or club: no party
    silent: bool = False  # a medium, a document, an unnamed source: speaks, but is no party
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"a{self.number}"


class _Casting:
    def __init__(self, words: Words, pack: Pack, document: Document) -> None:
        self.words, self.pack, self.document = words, pack, document
        self.forms = words.words
        self.home = document.outlet_country
        self.drafts: list[_Draft] = []
        self.people: list[_Draft] = []
        self.by_key: dict[Any, _Draft] = {}
        self.mentions: list[Mention] = []
        self.first: dict[int, Mention] = {}  # by first token, once all are known
        self.pending: list[tuple[int, _Draft, Office]] = []
        self.counterparts = pack.sets["offices.counterpart"]

    def cast(self) -> Cast:
        found = Phrases(self.words, self.pack, self.home).all()
        self.around = self._dominant(found)
        drafts: dict[int, _Draft] = {}
        for phrase in found:
            if phrase.kind == "person":
                drafts[phrase.first] = self._person(phrase)
        short = self._short_forms(found)
        self._resolve_counterparts(found, short, drafts)
        everything: list[Found | Mention] = sorted([*found, *short], key=lambda m: m.first)
        for item in everything:
            if isinstance(item, Mention):
                self._mention(item)
            elif item.kind == "person":
                self._add(item, [drafts[item.first]], "name", (item.name[0], item.name[1]) if item.name else None)
            else:
                self._unnamed(item)
        return self._finish()

    # --- what the text is about -----------------------------------------------------------------------------------------

    def _dominant(self, found: list[Found]) -> str | None:
        """The state by which an office without nationality is read."""
        counts: Counter[str] = Counter()
        for phrase in found:
            row = phrase.row
            if isinstance(row, Country):
                counts[row.id] += 2
            elif isinstance(row, Place) and row.country:
                counts[row.country] += 2 if row.stands in ("capital", "palace") else 1
            for office in phrase.offices:
                if office.country:
                    counts[office.country] += 1
        if not counts:
            return self.home
        top, most = max(counts.items(), key=lambda item: (item[1], item[0]))
        if self.home and counts[self.home] * _HOME + _FEW >= most:
            return self.home
        return top

    # --- named people ---------------------------------------------------------------------------------------------------

    def _person(self, phrase: Found) -> _Draft:
        assert phrase.name is not None
        name = name_of([self.forms[i].form for i in range(*phrase.name) if not self.forms[i].mark], self.pack)
        draft = self._same_person(name, phrase.row)
        if draft is None:
            draft = _Draft(0, "person", phrase.name, row=phrase.row)
            self.people.append(draft)
        if name not in draft.names:
            draft.names.append(name)
        if len(name.words) > len(draft.names[0].words):
            draft.name = phrase.name
            draft.names.sort(key=lambda n: -len(n.words))
        draft.row = draft.row or phrase.row
        draft.country = draft.country or phrase.country or None
        draft.title = draft.title or phrase.title
        draft.gender = draft.gender or phrase.gender
        for office in phrase.offices:
            if office.lemma in self.counterparts:
                self.pending.append((phrase.first, draft, office))
            else:
                self._take_office(draft, office)
        for k in range(phrase.first, phrase.name[0]):
            head = self.forms[k].by.get("head")
            if head is not None and "title" in self.forms[k].kinds:
                draft.lemmas.add(head.entry.id)  # الملك سلمان, and then "الملك"
                bears = k and holds_genitive(self.forms[k - 1], self.pack)  # "جامعة الملك سعود"
                if head.entry.row.sovereign and draft.role is None and not bears:
                    draft.role, draft.office = head.entry.row.role, (k, k + 1)
        return draft

    def _same_person(self, name: Name, row: Any) -> _Draft | None:
        for draft in reversed(self.people):
            if row is not None and draft.row is row:
                return draft
            if row is not None and draft.row is not None:
                continue
            if any(same_name(name, other) for other in draft.names):
                return draft
        return None

    def _take_office(self, draft: _Draft, office: Office) -> None:
        draft.lemmas.add(office.lemma)
        draft.posts.append(self._stems(office.first, office.end))
        role = "other" if office.former else office.role
        if role is not None:
            draft.roles.add(role)
        if draft.role in (None, "official", "other") and role is not None and (draft.role is None or role not in ("official", "other")):
            draft.role, draft.office = role, (office.first, office.end)
        if office.body is not None and not office.country and draft.body is None and draft.country is None:
            draft.body = office.body
        if office.country and draft.country is None and draft.body is None:
            draft.country = office.country

    def _resolve_counterparts(self, found: list[Found], short: list[Mention], drafts: dict[int, _Draft]) -> None:
        """نظيره: the office of the one named last before, held for another state."""
        before: list[tuple[int, str | None]] = [(m.first, self.by_key["short", m.first].role) for m in short]
        for phrase in found:
            office = next((o for o in phrase.offices if o.kind == "head" and o.lemma not in self.counterparts), None)
            if phrase.kind == "person":
                before.append((phrase.first, drafts[phrase.first].role))
            elif office is not None and phrase.kind == "office" and phrase.number == "s":
                before.append((phrase.first, office.role))
        before.sort(key=lambda item: item[0])
        for first, draft, office in self.pending:
            roles: list[tuple[int, str | None]] = [(at, role) for at, role in before if at < first and role not in (None, "official", "spokesperson", "other")]
            if roles:
                office.role = self._opposite(roles, first)
                draft.role = None if draft.role == "official" else draft.role
                self._take_office(draft, office)
                before = [(at, draft.role if at == first else role) for at, role in before]

    def _opposite(self, roles: list[tuple[int, str | None]], first: int) -> str | None:
        """Whose counterpart: after "and" the one named last before, else the first of the sentence, its subject."""
        word = self.forms[first]
        start = self.words.sentences[self.words.sentence_of(first)][0]
        here = [role for at, role in roles if at >= start]
        head = word.by.get("head")
        joined = head is not None and bool(head.conjunction)
        return here[0] if here and not joined else roles[-1][1]

    # --- short forms: "أوستن" after "لويد أوستن" ------------------------------------------------------------------------------

    def _short_forms(self, found: list[Found]) -> list[Mention]:
        index: dict[str, list[_Draft]] = {}
        for draft in self.people:
            for name in draft.names:
                if len(name.words) > 1 or draft.title:
                    index.setdefault(name.words[-1], []).append(draft)
                    if len(name.words) > 1 and not name.fathers and len(name.words[0]) > 3:
                        index.setdefault(name.words[0], [])
        covered = bytearray(len(self.forms))
        for phrase in found:
            covered[phrase.first : phrase.end] = b"\1" * (phrase.end - phrase.first)
        out = []
        spoken = False  # is the word before perhaps a verb of saying?
        for at, word in enumerate(self.forms):
            before, spoken = spoken, word.speaks
            if not (word.naming or before) or covered[at] or word.mark:
                continue
            said = before and self._said(at - 1)
            if not word.naming and not said:
                continue
            for conjunction, preposition, stem in self._stripped(word.form):
                drafts = index.get(stem)
                if drafts:
                    out.append(Mention(at, at + 1, (), "name", (at, at + 1), conjunction, preposition, drafts[-1].gender))
                    self._pending(at, drafts[-1])
                    break
            else:
                if word.naming and (said or self._heads_line(at)):
                    end = name_run(self.words, at, self.pack, titled=True)
                    if end > at and not any(covered[at:end]) and self._sure(at, end, said):
                        self._new_name(at, end, out)
        return out

    def _stripped(self, form: str) -> list[tuple[str, str, str]]:
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
        found = [(c, q, name_of([stem], self.pack).words[0]) for c, q, stem in options]
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
        if word.common or ("name" in word.kinds and word.naming < 2):
            return False
        return word.naming == 2 or not said or "object" not in self.forms[at - 1].by["speech"].entry.row.takes

    def _heads_line(self, at: int) -> bool:
        """The first word of a line, with a colon soon after: "أوباما: …"."""
        if at and self.forms[at - 1].mark != "\n":
            return False
        return any(w.mark in self.pack.marks.colon for w in self.forms[at + 1 : at + 4] if w.mark)

    def _new_name(self, at: int, end: int, out: list[Mention]) -> None:
        name = name_of([self.forms[i].form for i in range(at, end) if not self.forms[i].mark], self.pack)
        draft = self._same_person(name, None)
        if draft is None:
            draft = _Draft(0, "person", (at, end), names=[name])
            self.people.append(draft)
        out.append(Mention(at, end, (), "name", (at, end), gender=draft.gender))
        self._pending(at, draft)

    def _pending(self, at: int, draft: _Draft) -> None:
        self.by_key["short", at] = draft

    def _mention(self, mention: Mention) -> None:
        draft = self.by_key["short", mention.first]
        self._number(draft)
        draft.mentions.append((mention.first, mention.end))
        self.mentions.append(
            Mention(mention.first, mention.end, (draft.id,), "name", mention.name, mention.conjunction, mention.preposition, draft.gender or "m")
        )

    # --- offices, bodies, states ----------------------------------------------------------------------------------------------

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
        country = next((o.country for o in phrase.offices if o.country), "") or None
        body = next((o.body for o in phrase.offices if o.body is not None and not o.country), None)
        if office.lemma in self.counterparts:
            role = self._role_before(phrase.first)
        if phrase.number == "d":
            pair = self._last_two(lambda d: d.kind in ("person", "office") and (office.lemma in d.lemmas or d.role == role))
            if pair:
                self._add(phrase, pair, "group", None)
                return
        bare = not office.complement and not country and body is None
        draft = self._holder(office, role, country, body, bare=bare) if phrase.number == "s" else None
        if draft is not None and draft.kind == "person" and draft.role in ("minister", "official") and role in _SINGLE and not bare:
            draft.role, draft.office = role, (office.first, office.end)  # الوزير ظريف, and then "وزير الخارجية الإيراني"
        if draft is None:
            key = ("office", role, country or "", self._spelled(phrase), phrase.number)
            draft = self.by_key.get(key)
        if draft is None:
            draft = _Draft(0, "office", (phrase.first, phrase.end), role=role, office=(office.first, office.end), gender=phrase.gender)
            draft.country = country if country else None if body is not None else self.around if office.row.scope == "state" or role in _OF_STATE else country
            draft.lemmas = {o.lemma for o in phrase.offices}
            draft.body = body
            self.by_key["office", role, country or "", self._spelled(phrase), phrase.number] = draft
        self._add(phrase, [draft], "office", None)

    def _spelled(self, phrase: Found) -> tuple[str, ...]:
        return self._stems(phrase.first, phrase.end)

    def _stems(self, first: int, end: int) -> tuple[str, ...]:
        return tuple(self.forms[i].stem for i in range(first, end))

    def _holder(self, office: Office, role: str | None, country: str | None, body: Body | None, *, bare: bool) -> _Draft | None:
        """The named person whom an office without a name means."""
        recent = self._recent()
        if bare:
            if not office.definite:
                return None
            return next((d for d in recent if d.kind in ("person", "office") and office.lemma in d.lemmas), None)
        post = self._stems(office.first, office.end)
        generic = self.pack.folding(office.lemma) in self.pack.sets["offices.generic"]
        for draft in (*recent, *self.people):
            if draft.kind != "person":
                continue
            if len(post) > 1 and any(post == p[: len(post)] or (p == post[: len(p)] and len(p) > 1) for p in draft.posts):
                return draft
            if (
                generic
                and office.definite
                and draft.role not in _HIGHEST
                and ((country and self._state_of(draft) == country) or (body is not None and draft.body is body))
            ):
                return draft
            same_post = draft.role == role or role in draft.roles or (not office.complement and office.lemma in draft.lemmas)
            if (
                same_post
                and self._state_of(draft) == (country or (None if body is not None else self.around))
                and role not in ("official", "other", "spokesperson", "envoy", "minister", "legislator")
            ):
                return draft
            if same_post and country and office.definite and not office.complement and self._state_of(draft) == country:
                return draft
        return self._by_state(role, country)

    def _by_state(self, role: str | None, country: str | None) -> _Draft | None:
        """A man known by name only, and then "the American president": one, when he is the only one of that state without an office."""
        if role not in _SINGLE or not country:
            return None
        bare = [d for d in self.people if d.role is None and d.row is not None and d.row.country == country and d.number]
        if len(bare) != 1 or any(d.role == role and self._state_of(d) == country for d in self.people):
            return None
        bare[0].role = role
        return bare[0]

    def _state_of(self, draft: _Draft) -> str | None:
        if draft.country or draft.body is not None:
            return draft.country
        if draft.row is not None and draft.row.country and draft.role != "io_head":
            return str(draft.row.country)
        return self.around if draft.role not in (None, "io_head") else None

    def _recent(self) -> list[_Draft]:
        seen: dict[int, _Draft] = {}
        by_id = {d.id: d for d in self.drafts}
        for mention in reversed(self.mentions[-40:]):
            for name in mention.actors:
                seen.setdefault(by_id[name].number, by_id[name])
        return list(seen.values())

    def _role_before(self, at: int) -> str | None:
        by_id = {d.id: d for d in self.drafts}
        roles: list[tuple[int, str | None]] = []
        for mention in self.mentions:
            role = by_id[mention.actors[0]].role if mention.actors else None
            if role and role not in _PERSONAL and mention.end <= at:
                roles.append((mention.first, role))
        return self._opposite(roles, at) if roles else None

    def _last_two(self, wanted: Any, *, camps: bool = False) -> list[_Draft]:
        """The two last spoken of that are wanted, the earlier one first; with `camps`, of two states."""
        pair: list[_Draft] = []
        for draft in self._recent():
            if wanted(draft) and not (camps and pair and self._state_of(pair[0]) == self._state_of(draft)):
                pair.append(draft)
                if len(pair) == 2:
                    return pair[::-1]
        return []

    def _body_phrase(self, phrase: Found) -> None:
        office = phrase.offices[0]
        kind = office.row.kind
        if not office.complement and not office.country and office.body is None and office.definite:
            same = next((d for d in self._recent() if office.lemma in d.lemmas and d.kind != "person"), None)
            if same is not None:
                self._add(phrase, [same], "body", None)
                return
        country = office.country or (self.around if kind == "organ" and office.body is None else None)
        key = ("body", self._spelled(phrase))
        draft = self.by_key.get(key)
        if draft is None:
            made = "office" if kind == "source" else "group" if kind == "group" else "organisation"
            draft = _Draft(0, made, (phrase.first, phrase.end), role="official" if kind == "source" else "organisation", country=country, gender=phrase.gender)
            draft.lemmas = {office.lemma}
            escort = any(self.forms[i].form in self.pack.sets["offices.escort"] for i in range(phrase.first, phrase.end))
            draft.side = office.row.camp or office.side
            draft.private = office.row.private
            draft.silent = kind in ("medium", "document", "source") or escort
            draft.body = office.body if office.body is not None and office.body.kind in ("party", "movement", "io", "bloc") else None
            self.by_key[key] = draft
        self._add(phrase, [draft], "group" if kind in ("group", "source") else "body", None)

    def _pronominal(self, phrase: Found) -> None:
        if phrase.kind == "honoured":
            prince = self.forms[phrase.first].stem in self.pack.sets["offices.highness"]
            draft = next(
                (
                    d
                    for d in self._recent()
                    if d.kind == "person" and (d.title or d.role in ("head_of_state", "deputy_head")) and not (prince and d.role == "head_of_state")
                ),
                None,
            )
            if draft is not None:
                self._add(phrase, [draft], "office", None)
            return
        pair = self._last_two(lambda d: not d.silent and d.role is not None, camps=True)
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
            draft = self._keyed(("known", row.id), kind, "organisation", row.country or None, phrase)
            if draft.row is None or (draft.adjective and phrase.kind == "body"):
                draft.name, draft.adjective = (phrase.first, phrase.end), phrase.kind == "nation"
            draft.row = row
            if phrase.kind == "nation":
                self._add(phrase, [draft], "nation", None, mentioned=phrase.number == "p")
            else:
                self._add(phrase, [draft], "body", None)

    def _state(self, country: str, phrase: Found, row: Any) -> _Draft:
        draft = self._keyed(("state", country), "state", "state", country, phrase)
        if isinstance(row, Country) and phrase.kind == "state" and draft.row is None:
            draft.row, draft.name = row, (phrase.first, phrase.end)
        return draft

    def _keyed(self, key: Any, kind: str, role: str, country: str | None, phrase: Found) -> _Draft:
        draft = self.by_key.get(key)
        if draft is None:
            draft = self.by_key[key] = _Draft(0, kind, (phrase.first, phrase.end), role=role, country=country, gender=phrase.gender)
        return draft

    # --- putting it together --------------------------------------------------------------------------------------------------

    def _number(self, draft: _Draft) -> None:
        if not draft.number:
            draft.number = len(self.drafts) + 1
            self.drafts.append(draft)

    def _add(self, phrase: Found, drafts: list[_Draft], kind: str, name: tuple[int, int] | None, *, mentioned: bool = True) -> None:
        for draft in drafts:
            self._number(draft)
            if mentioned:
                draft.mentions.append(name or (phrase.first, phrase.end))
        gender = phrase.gender or drafts[0].gender
        self.mentions.append(
            Mention(phrase.first, phrase.end, tuple(d.id for d in drafts), kind, name, phrase.conjunction, phrase.preposition, gender, phrase.number)
        )

    def _finish(self) -> Cast:
        self.first = {mention.first: mention for mention in self.mentions}
        for draft in self.drafts:
            self._prefer_bare(draft)
        made = {draft.id: self._actor(draft) for draft in self.drafts}
        mentions = tuple(sorted(self.mentions, key=lambda m: m.first))
        camps = {d.id: camp for d in self.drafts if (camp := self._camp(d, made[d.id])) is not None}
        return Cast(made, mentions, tuple(m.first for m in mentions), camps)

    def _prefer_bare(self, draft: _Draft) -> None:
        """A name with a preposition (للأمم المتحدة) yields to one of as many words without: الأمم المتحدة."""
        if draft.kind == "person" or not self._front(draft)[1]:
            return
        length = draft.name[1] - draft.name[0]
        for mention in self.mentions:
            if (
                draft.id in mention.actors
                and not (mention.preposition or mention.conjunction)
                and mention.end - mention.first == length
                and mention.kind != "nation"
            ):
                draft.name = (mention.first, mention.end)
                return

    def _camp(self, draft: _Draft, actor: Actor) -> str | None:
        body = draft.body or (draft.row if isinstance(draft.row, Body) else None)
        if actor.role is None:
            known = draft.row.country if isinstance(draft.row, Person) else draft.country if draft.title in _RANKED else None
            return str(known) if known else None
        if draft.silent or draft.private or (body is not None and body.kind in ("agency", "paper", "broadcaster", "site")):
            return None
        if actor.role == "party_leader" or (body is not None and body.kind in ("party", "movement", "io", "bloc")):
            return f"body {body.id}" if body is not None else f"party {draft.id}"
        if actor.country:
            return actor.country
        if body is not None:
            return f"body {body.id}"
        if draft.kind not in ("person", "office"):
            return f"own {draft.id}" if draft.side else None
        return None if actor.role in ("other", "spokesperson", "official") else f"own {draft.id}"

    def _actor(self, draft: _Draft) -> Actor:
        country = draft.country
        if draft.kind == "person":
            country = self._country_of(draft)
        name = self._bare_name(draft)
        spans = tuple(dict.fromkeys(self.words.span(*m) for m in draft.mentions))
        known = getattr(draft.row, "latin", "") or None
        return Actor(
            draft.id,
            draft.kind,
            name,
            known or latin([self.forms[i].form for i in range(*draft.name) if not self.forms[i].mark], self.pack.latin),
            country or None,
            draft.role,
            self.words.string(*draft.office) if draft.office else None,
            spans or (Span(*self.words.span(*draft.name)),),
        )

    def _bare_name(self, draft: _Draft) -> str:
        """The name as written, without what is attached to its front."""
        text = self.words.string(*draft.name)
        conjunction, preposition = self._front(draft)
        cut = len(conjunction)
        if not (preposition and self.forms[draft.name[0]].form[cut:].startswith(self.pack.lexicon.particles.for_the)):
            cut += len(preposition)  # للكويت stays whole: its article can't be told apart
        return text[cut:] if cut and len(text) > cut + 1 else text

    def _front(self, draft: _Draft) -> tuple[str, str]:
        """(conjunction, preposition) attached to the first word of its name."""
        mention = self.first.get(draft.name[0])
        if mention is not None:
            return mention.conjunction, mention.preposition
        form, by = self.forms[draft.name[0]].form, self.forms[draft.name[0]].by
        for conjunction in self.pack.lexicon.particles.conjunctions:
            if form.startswith(conjunction) and form[len(conjunction) :] in self.pack.sets["names.openers"]:
                return conjunction, ""
        sense = next((by[kind] for kind in ("person", "name") if kind in by), None)
        return (sense.conjunction, sense.preposition) if sense is not None else ("", "")

    def _country_of(self, draft: _Draft) -> str | None:
        if draft.role == "io_head" or (draft.body is not None and draft.country is None):
            return None
        if draft.country:
            return draft.country
        if draft.row is not None and draft.row.country:
            return str(draft.row.country)
        return self.around if draft.role is not None else None
