"""Whose counterpart somebody is, and so what office he holds: "استقبل وزير الدفاع نظيره الفرنسي"."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from qanat.packs.terms import SINGLE
from qanat.read.cast import Mention
from qanat.read.draft import Draft
from qanat.read.found import Found
from qanat.read.people import People
from qanat.read.syntax import is_counterpart

_NO_OPPOSITE: Final = (None, "spokesperson", "other")  # roles that leave open whose counterpart somebody is


class Counterparts(People):
    """Gives counterparts the office of whoever was named before them."""

    def _resolve_counterparts(self, found: list[Found], short: list[Mention], drafts: dict[int, Draft]) -> None:
        """نظيره: the office of the one named last before, held for another state."""
        if not self.pending:
            return
        before: list[tuple[int, str | None]] = [(m.first, self.by_key["short", m.first].role) for m in short]
        for phrase in found:
            office = next((o for o in phrase.offices if o.kind == "head" and not is_counterpart(o.lemma, self.pack)), None)
            if phrase.kind == "person":
                named = drafts[phrase.first]
                known = self.pack.terms.role(named.row, self.document.day) if named.role is None and named.row is not None else None
                before.append((phrase.first, named.role or known))  # "استقبل ناصر بوريطة نظيره الغيني"
            elif office is not None and phrase.kind == "office" and phrase.number == "s":
                before.append((phrase.first, office.role))
        before = sorted([(at, None if role in _NO_OPPOSITE else role) for at, role in before], key=lambda item: item[0])
        for first, draft, office in self.pending:
            held = self.pack.terms.role(draft.row, self.document.day) if draft.row is not None else None
            opposite = self._opposite(before, first) or ("official" if office.country else None)
            role = held if held in SINGLE and opposite is not None else opposite  # "سلمه السفير رسالة من نظيره ماكرون"
            if role is not None:
                office.role = role
                draft.role = None if draft.role == "official" else draft.role
                self._take_office(draft, office)
                for k in range(bisect_left(before, (first,)), bisect_left(before, (first + 1,))):
                    before[k] = first, None if draft.role in _NO_OPPOSITE else draft.role

    def _opposite(self, before: list[tuple[int, str | None]], first: int) -> str | None:
        """Whose counterpart: after "and", and after "who", the one named last before; else the first of the clause, its subject. Officials have
        counterparts within their own clause only.
        """
        start = self.words.sentence_at(first)[0]
        k = next((k for k in range(first - 1, start, -1) if self.forms[k].form in self.clauses), start)
        roles = [(at, role) for at, role in before[bisect_left(before, (start,)) : bisect_left(before, (first,))] if role is not None]
        here = [role for at, role in roles if at > k]
        if not here and "contacts.who" in self.forms[k].sets:
            here = [role for at, role in roles if at < k][-1:]  # "الوزير الذي يزور الجزائر بدعوة من نظيره"
        here = here or [role for _, role in roles if role != "official"]
        head = self.forms[first].by.get("head")
        joined = head is not None and bool(head.conjunction)
        if here:
            return here[-1] if joined else here[0]
        earlier = (before[n][1] for n in range(bisect_left(before, (start,)) - 1, -1, -1))
        return next((role for role in earlier if role not in (None, "official")), None)
