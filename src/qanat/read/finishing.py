"""What becomes of those put together while a text is read: their names, states and camps as they stand in the cast."""

from __future__ import annotations

from typing import Final

from qanat.model import Actor, Span, made
from qanat.packs.rows import Body, Country, Person
from qanat.packs.terms import FORMER, SINGLE
from qanat.read.cast import Cast
from qanat.read.draft import Draft
from qanat.read.latin import latin
from qanat.read.lookup import bodies_named
from qanat.read.posts import CAMPS, INTERNATIONAL, PARTIES, Office
from qanat.read.short_forms import ShortForms
from qanat.read.sport import of_sport

_RANKED: Final = frozenset(("rank", "calling", "noble"))  # titles of those who stand for their state
_NO_SIDE: Final = frozenset(("agency", "paper", "broadcaster", "site", "public"))  # bodies that are no party
_NAMED_BY: Final = frozenset(("head", "noun"))  # kinds of a word with which an office begins
_IN_OFFICE: Final = SINGLE | {"deputy_head", "minister"}  # whoever holds one of these is on the side of his state
_OF_PARTY: Final = frozenset(("party_leader", "official", "spokesperson", "legislator", "other", "organisation"))  # roles with which one is on its side
_LED: Final = 10  # tokens between a delegation and whoever leads it
_MADE: Final = 6  # tokens in which a delegation and who makes it stand before its list
_NEXT: Final = 4  # tokens between a movement and whoever leads it


class Finishing(ShortForms):
    """Makes the cast of what was found."""

    def _finish(self) -> Cast:
        self._spoken_for()
        self.first = {mention.first: mention for mention in self.mentions}
        self.named = {mention.end: mention.first for mention in self.mentions if mention.kind == "name"}
        match = of_sport(self.words, self.pack)
        for draft in self.drafts:
            self._prefer_bare(draft)
            if match and draft.kind == "person" and draft.row is None and not draft.public and draft.title != "noble":
                draft.role = None  # "القائد فلان" of a team
            if isinstance(draft.row, Person) and self.pack.terms.private(draft.row):
                draft.role = None
            elif draft.kind == "person" and draft.role is None and draft.office is None and (led := self._leads(draft)):
                draft.role = led
            elif draft.kind == "person" and draft.role is None and draft.office is None and not match and self._sent(draft):
                draft.role = "official"
            elif isinstance(draft.row, Person) and draft.role is None and draft.office is None and self._at_home(draft.row):
                draft.role = FORMER  # one of politics, whatever he is just now
        made = {draft.id: self._actor(draft) for draft in self.drafts}
        mentions = tuple(sorted(self.mentions, key=lambda m: m.first))
        camps = {d.id: camp for d in self.drafts if (camp := self._camp(d, made[d.id])) is not None}
        return Cast.of(made, mentions, camps)

    def _spoken_for(self) -> None:
        """Adds the states for which spokesmen speak and that nothing but their offices name: "المتحدث باسم الخارجية الإيرانية"."""
        for office in [draft.office for draft in self.drafts if draft.role == "spokesperson" and draft.office is not None and draft.body is None]:
            for at in range(*office):
                nation = self.forms[at].by.get("nation")
                if nation is not None and isinstance(nation.entry.row, Country) and ("state", nation.entry.row.id) not in self.by_key:
                    state = Draft("state", (at, at + 1), role="state", country=nation.entry.row.id, gender="f")
                    self.by_key["state", nation.entry.row.id] = state
                    self._number(state)
                    state.mentions.append((at, at + 1))

    def _leads(self, draft: Draft) -> str:
        """What somebody is who is told to lead a delegation or a movement: "وفد من حركة فتح برئاسة فلان", "الحركة الشعبية بقيادة فلان"."""
        for first, _ in draft.mentions:
            if first and "contacts.led" in self.forms[first - 1].sets:
                if any("contacts.delegation" in word.stem_sets for word in self.forms[max(first - _LED, 0) : first - 1]):
                    return "official"
                body = next((m for m in reversed(self.mentions) if first - _NEXT <= m.end < first and m.kind == "body"), None)
                if body is not None and (of := self.by_id[body.actors[0]].row) is not None and of.kind in PARTIES:
                    return "party_leader"
        return ""

    def _sent(self, draft: Draft) -> bool:
        """Is one named without an office among those who make a delegation or committee: "ضم الوفد كلا من فلان وفلان", "لجنة برئاسة فلان وعضوية فلان"?"""
        marks = self.pack.marks
        k = draft.mentions[0][0] - 1 if draft.mentions else -1
        while k > 0 and (k + 1 in self.named or "offices.listing" in self.forms[k].sets or (self.forms[k].mark and self.forms[k].mark in marks.comma)):
            k = self.named.get(k + 1, k) - 1
        apart = next((at for at in range(k, max(k - _MADE, 0), -1) if self.forms[at].mark and self.forms[at].mark not in marks.colon), k - _MADE)
        near = self.forms[max(apart, 0) : k + 1]
        made = any("offices.made_of" in word.sets or "offices.made_of" in word.stem_sets for word in near)
        return made and any("offices.makes" in word.stem_sets for word in near)

    def _leaders_of_camps(self, office: Office) -> bool:
        """Are these leaders of several parties, rather than the command of something: "قيادات الأحزاب"?"""
        first, of = self.forms[office.first], self.forms[office.first + 1].by.get("noun") if office.end > office.first + 1 else None
        return office.number == "p" and "contacts.each" in first.stem_sets and of is not None and bool(of.entry.row.camp)

    def _at_home(self, row: Person) -> bool:
        """Is the text about the state of a known person, or read from there? Elsewhere one of an ordinary name may be anybody."""
        return not row.country or row.country in self.states or row.country == self.home

    def _prefer_bare(self, draft: Draft) -> None:
        """A name with a preposition (للأمم المتحدة) yields to one of as many words without, الأمم المتحدة; a state's own, to no city of it."""
        if draft.kind == "person" or not self._front(draft)[1]:
            return
        length = draft.name[1] - draft.name[0]
        of_its_own = draft.kind == "state" and draft.row is not None and "home" not in self.forms[draft.name[0]].kinds  # not "للمملكة"
        for mention in self.mentions:
            if (
                draft.id in mention.actors
                and not (mention.preposition or mention.conjunction)
                and mention.end - mention.first == length
                and mention.kind != "nation"
                and (not of_its_own or mention.kind == "state")
            ):
                draft.name = (mention.first, mention.end)
                return

    def _camp(self, draft: Draft, actor: Actor) -> str | None:
        body = draft.body or (draft.row if draft.row is not None and isinstance(draft.row, Body) else None)
        if draft.row is not None and isinstance(draft.row, Person) and draft.row.side and actor.role not in _IN_OFFICE:
            return f"body {draft.row.side}"
        if actor.role is None:
            known = draft.row.country if isinstance(draft.row, Person) else draft.country if draft.title in _RANKED else None
            return str(known) if known else None
        if draft.silent or draft.private or (body is not None and body.kind in _NO_SIDE):
            return None
        if draft.kind == "office" and draft.side and body is None:
            return f"own {draft.id}"  # "مندوبو المعارضة"
        if body is None and actor.role in _OF_PARTY and (party := self._party(draft)):
            return party
        if draft.kind == "office" and actor.role == "party_leader" and body is None and draft.name[1] == draft.name[0] + 1:
            return None  # "أول زعيم أجنبي"
        if actor.role == "party_leader" or (body is not None and body.kind in CAMPS):
            return f"body {body.id}" if body is not None else f"party {draft.id}"
        if actor.country:
            return actor.country
        if body is not None:
            return f"body {body.id}"
        if draft.kind not in ("person", "office"):
            return f"own {draft.id}" if draft.side else None
        several = actor.role == "envoy" and draft.several  # "ممثلي المجتمع المدني"
        return None if several or actor.role in ("other", "spokesperson", "official") else f"own {draft.id}"

    def _party(self, draft: Draft) -> str:
        """The camp of a party's people or bloc, by the name behind the noun: "القيادي في حزب الأمل", "أعضاء كتلة الأمل"; empty where none is told."""
        first, end = draft.office or draft.name
        for at in range(first, end):
            if "offices.parties" in self.forms[at].stem_sets:
                name = self.forms[at + 1].form if at + 1 < end and not self.forms[at + 1].preposition else ""
                if at > first and self.forms[at].article and not (name and self.forms[at + 1].article):
                    return self._party_before(at)
                known = next(bodies_named(self.pack, self.pack.sets["offices.bodies"], (name,)), None) if name else None
                return f"body {known.entry.row.id}" if known is not None else f"party {name}" if name else ""
        return ""

    def _party_before(self, at: int) -> str:
        """ "قيادات الحركة", "أعضاء الحزب": the camp of the party whose name, or whose man, was told last before a token; empty where none was."""
        for mention in reversed(self.mentions):
            for draft in (self.by_id[actor] for actor in mention.actors if mention.first < at):
                body = draft.body or (draft.row if isinstance(draft.row, Body) else None)
                if body is not None and body.kind in PARTIES:
                    return f"body {body.id}"
                if isinstance(draft.row, Person) and draft.row.side:
                    return f"body {draft.row.side}"
        return ""

    def _actor(self, draft: Draft) -> Actor:
        country = draft.country
        if draft.kind == "person":
            country = self._country_of(draft)
        name = self._bare_name(draft)
        starts, ends = self.words.starts, self.words.ends
        spans = tuple([made(Span, (starts[first], ends[end - 1])) for first, end in draft.mentions])
        if len(spans) > 1:
            spans = tuple(dict.fromkeys(spans))
        known = str(draft.row.latin) if draft.row is not None else ""
        first, end = draft.name
        written = known or latin([word.form for word in self.forms[first:end] if not word.mark], self.pack.latin, self.pack.written)
        office = self.words.string(*draft.office) if draft.office else None
        return made(Actor, (draft.id, draft.kind, name, written, country or None, draft.role, office, spans or (self.words.span(first, end),)))

    def _bare_name(self, draft: Draft) -> str:
        """The name as written, without the titles of honour of an office and what is attached to its front; للقاهرة has the article of القاهرة."""
        first, end = draft.name
        if draft.kind == "office":
            first = self._past_honours(first, end)
        start, stop = self.words.starts[first], self.words.ends[end - 1]
        conjunction, preposition = self._front(draft) if first == draft.name[0] else ("", "")
        cut, word, particles = len(conjunction), self.forms[first], self.pack.lexicon.particles
        article = ""
        bare = word.stem.removeprefix(particles.article) if word.article else word.form[cut + len(preposition) :]
        if not (preposition and word.form[cut:].startswith(particles.for_the)):
            cut += len(preposition)
        elif word.form.endswith(bare):
            cut, article = len(word.form) - len(bare), particles.article if word.article else ""
        if cut and stop - start > cut + 1:
            start = self.words.after(first, cut)
        return article + self.words.text[start:stop]

    def _past_honours(self, first: int, end: int) -> int:
        """The token past the titles of honour before an office: "معالي وزير", "أصحاب السمو الملكي والمعالي وزراء"; `first` where none stands."""
        titles = self.pack.either(*self.pack.styles)
        owned = "names.bearers_of_honour" in self.forms[first].stem_sets
        begins = k = first + owned
        while k + 1 < end and (self.forms[k].stem in titles or (owned and k > begins and "names.of_honour" in self.forms[k].stem_sets)):
            k += 1
        return k if k > begins and self.forms[k].kinds & _NAMED_BY else first

    def _front(self, draft: Draft) -> tuple[str, str]:
        """(conjunction, preposition) attached to the first word of its name."""
        mention = self.first.get(draft.name[0])
        if mention is not None:
            return mention.conjunction, mention.preposition
        form, by = self.forms[draft.name[0]].form, self.forms[draft.name[0]].by
        for conjunction in self.pack.lexicon.particles.conjunctions:
            if form.startswith(conjunction) and form[len(conjunction) :] in self.pack.sets["names.openers"]:
                return conjunction, ""
        kinds = ("noun",) if draft.kind == "organisation" else ("person", "name")
        sense = next((by[kind] for kind in kinds if kind in by), None)
        return (sense.conjunction, sense.preposition) if sense is not None else ("", "")

    def _country_of(self, draft: Draft) -> str | None:
        if draft.role == "io_head":
            return None
        if draft.body is not None and draft.country is None:
            own = draft.row is not None and draft.body.kind not in INTERNATIONAL
            return str(draft.row.country) or None if own else None
        if draft.country:
            return draft.country
        if draft.row is not None and draft.row.country:
            return str(draft.row.country)
        return self._around(draft) if draft.role is not None else None
