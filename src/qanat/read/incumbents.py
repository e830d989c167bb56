"""Who holds an office that is told without his name: "قال الوزير", "الرئيس الأميركي", "وزير كويتي" of a headline."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import Body
from qanat.packs.terms import CHIEFS, SINGLE
from qanat.read.bearers import twice_removed
from qanat.read.both import Both
from qanat.read.draft import Draft
from qanat.read.found import Found
from qanat.read.posts import Office

OF_STATE: Final = SINGLE | {"deputy_head", "military_chief", "minister"}  # roles of those who act for a state
MINISTERS: Final = frozenset(("minister", "foreign_minister", "defence_minister"))


def _like(role: str | None, held: str | None) -> bool:
    """Is this the role that one holds, or the general word for it?"""
    return role in OF_STATE and (role == held or (role == "minister" and held in MINISTERS))


class Incumbents(Both):
    """Finds the named person whom an office means."""

    def _holder(self, office: Office, role: str | None, country: str | None, body: Body | None, *, bare: bool) -> Draft | None:
        """The named person whom an office without a name means."""
        post = self._stems(office.first, office.end)
        recent = [d for d in self._recent() if not self._another_deputy(d, role, post)]
        if bare:
            if not office.definite:
                return None
            fitting = [d for d in recent if d.kind in ("person", "office") and (office.lemma in d.lemmas or (d.office is None and _like(role, d.role)))]
            fold, sent = self.pack.folding.of_row, self.pack.sets["offices.sent"]
            if not fitting and fold(office.lemma) in sent:  # "وصل المبعوث فلان", and then "الموفد"
                fitting = [d for d in recent if d.kind in ("person", "office") and any(fold(lemma) in sent for lemma in d.lemmas)]
            fitting = [d for d in fitting if d.kind == "person" or "state" not in self.forms[d.name[0]].kinds]  # "وزراء خارجية مصر والأردن"
            if role in CHIEFS:  # of several presidents the one at home
                fitting.sort(key=lambda d: (d.role != role, self._state_of(d) != self.home))
            return fitting[0] if fitting else None
        around = self.around(office.first, named=False) if not country and body is None else None
        generic = self.pack.folding.of_row(office.lemma) in self.pack.sets["offices.generic"]
        known = [*recent, *(d for d in self.people if not self._another_deputy(d, role, post))]
        if around is not None and len(post) > 1:  # "وزير الخارجية" beside "وزير الخارجية الألماني" is that of the own state
            known.sort(key=lambda d: (not (post in d.posts and self._state_of(d) == around), post not in d.posts))
        for draft in known:
            if draft.kind != "person" or (country and self._state_of(draft) not in (None, country)):
                continue  # "وزير الدفاع", and then "وزير الدفاع الأمريكي"
            if not country and self._counterpart_of(office, draft):
                continue
            if body is not None and draft.body is not None and draft.body is not body:
                continue  # "الأمين العام للجامعة العربية", and then "الأمين العام للأمم المتحدة"
            if not country and draft.office is not None and office.first < draft.office[0] and self._introduced(draft, office.first):
                continue  # "اجتمع وزير الدفاع مع وزير الدفاع المصري محمد زكي"
            if len(post) > 1 and any(post == p[: len(post)] or (p == post[: len(p)] and len(p) > 1) for p in draft.posts):
                return draft
            theirs = (country and self._state_of(draft) == country) or (body is not None and draft.body is body)
            if generic and office.definite and theirs and self._may_be_official(draft):
                return draft
            titled = not office.complement and office.lemma in draft.lemmas and (role not in SINGLE or draft.role is None)  # الرئيس is no رئيس الفرع
            same_post = draft.role == role or role in draft.roles or titled
            if (
                same_post
                and self._state_of(draft) == (country or around)
                and role not in ("official", "other", "spokesperson", "envoy", "minister", "legislator")
                and not (role == "party_leader" and office.complement)  # "رئيس حزب الاتحاد": a state has many
            ):
                return draft
            if same_post and country and office.definite and not office.complement and self._state_of(draft) == country:
                return draft
        if role == "minister" and country and office.definite and not office.complement:
            ministers = [d for d in self.people if _like(role, d.role) and self._state_of(d) == country]
            if len(ministers) == 1:
                return ministers[0]  # "لافروف", and then "الوزير الروسي"
        if role == "envoy" and body is not None and office.definite and office.end == office.first + 2:
            envoys = [d for d in self.people if d.role == role and d.body is body]
            if len(envoys) == 1 and envoys[0].kind == "person":
                return envoys[0]  # "الممثل الخاص للأمين العام للأمم المتحدة فلان", and then "المبعوث الأممي"
        return self._by_state(role, country)

    def _counterpart_of(self, office: Office, draft: Draft) -> bool:
        """ "أكد وزير الخارجية مع نظيره الألماني أن": is somebody of the state of the counterpart of an office told in its sentence?"""
        for k in range(office.end, self.words.sentence_at(office.first)[1] - 1):
            if "offices.counterpart" in self.forms[k].stem_sets:
                nation = self.forms[k + 1].by.get("nation")
                return nation is not None and nation.entry.row.id == self._state_of(draft)
        return False

    def _may_be_official(self, draft: Draft) -> bool:
        """ "المسؤول العراقي": neither who rules there nor who is known to hold no office."""
        role = draft.role or (self.pack.terms.role(draft.row, self.document.day) if draft.row is not None else "official")
        return role not in CHIEFS and role not in (None, "other")

    def _introduced(self, draft: Draft, at: int) -> bool:
        """Is a foreigner first named behind a token, by an office that tells his state: "وزير الدفاع المصري محمد زكي", in a paper of another one? A
        headline may mean one of the text below.
        """
        first, end = draft.office or draft.name
        told = any(not self.forms[k].kinds.isdisjoint(("nation", "state")) for k in range(first, end))
        below = at > self.headline or first < self.words.sentence_at(at)[1]
        return told and below and self.home is not None and self._state_of(draft) not in (None, self.home)

    def _another_deputy(self, draft: Draft, role: str | None, post: tuple[str, ...]) -> bool:
        """ "ولي ولي العهد" beside "ولي العهد": of deputies, who are of one role, does the post tell that it is the other one?"""
        return role == "deputy_head" and any(held[:1] == post[:1] and twice_removed(held) != twice_removed(post) for held in draft.posts)

    def _by_state(self, role: str | None, country: str | None) -> Draft | None:
        """A man known by name only, and then "the American president": one, when he is the only one of that state without an office."""
        if role not in SINGLE or not country:
            return None
        bare = [d for d in self.people if d.role is None and d.row is not None and d.row.country == country and d.number]
        if len(bare) != 1 or any(d.role == role and self._state_of(d) == country for d in self.people):
            return None
        bare[0].role = role
        return bare[0]

    def _headlined(self, phrase: Found, role: str | None, country: str) -> Draft | None:
        """Whom a headline means by his office and state only, "وزير كويتي: …": the one of that state and office whom the text names."""
        if phrase.first > self.headline:
            return None
        named = [d for d in self.people if _like(role, d.role) or (d.role == role and role is not None) if self._state_of(d) == country]
        return named[0] if len(named) == 1 else None

    def _of_field(self, draft: Draft, office: Office, role: str | None) -> bool:
        """ "وزيري الصحة والتعليم": can somebody named before be one of two whose field is told? Not a minister of other matters."""
        if not office.complement or role != "minister" or draft.office is None:
            return True
        field = self.forms[office.first + 1].stem
        return any(self.forms[k].stem == field for k in range(*draft.office))
