"""How far an office goes on before the name of its holder: "المستشار في الديوان الملكي أحمد الخطيب"."""

from __future__ import annotations

from qanat.read.offices import SERVES, Office, Offices

_WHOLE = frozenset(("head_of_state", "head_of_government", "foreign_minister", "defence_minister"))  # whole with a nationality: no "in …" belongs to it


class Reach(Offices):
    """Takes in what stands between an office and a name."""

    def _as_far_as_name(self, office: Office) -> int:
        """An office goes on through "in …", "of …" when a title or a name stands right behind it: المستشار في الديوان الملكي أحمد الخطيب."""
        at = office.end
        if office.number == "p" or self._begins_name(at) or (office.role in _WHOLE and self._nationality(at - 1)):
            return at
        for _ in range(3):
            end = self._prepositional(office, at)
            if end == at:
                break
            at = end
            chained = at < self.size and "head" in self.forms[at].kinds and self._bare(at) and self.forms[at].article
            if self._begins_name(at) or chained or self._marked_name(at):
                self._serve_between(office, at)
                office.complement, office.end = True, at
                return at
        return office.end

    def _marked_name(self, at: int) -> bool:
        """Does a name surely begin here behind a comma, a dash or quotation marks?"""
        if at + 2 >= self.size or not self.forms[at].mark or self.forms[at].mark == "\n":
            return False
        name = self._name_after(at, office=True)
        return name is not None and (name[1] - name[0] > 1) and self.name_at(name[0], titled=False) == name[1]

    def _prepositional(self, office: Office, at: int) -> int:
        """The token after "in the ministry", "for security affairs", "and the north of Africa" that begins at `at`, or `at`."""
        if at >= self.size or self.forms[at].mark:
            return at
        word = self.forms[at]
        start = at + 1 if word.form in self.joins else at
        if start >= self.size or (start == at and not (word.preposition or word.conjunction)) or not self.forms[start].kinds.isdisjoint(("head", "title")):
            return at
        if "noun" in self.forms[start].kinds:
            inner = self.office(start, "noun", 1)
            if inner is not None:
                return inner.end
        sense, end = self.known(start)
        if sense is not None and sense.entry.kind in SERVES:
            return end
        if start > at and word.form not in self.pack.sets["offices.inside"] and not (office.role == "official" and self.forms[start].article):
            return at  # "الرئيس اللبناني عن عدم …"; but "المشرف على المعرض …"
        end = start
        while (
            end < self.size
            and end < start + 4
            and (self.forms[end].common or self.forms[end].kinds & SERVES)
            and not self._finite(end)
            and self.forms[end].form not in self.function
            and not self.forms[end].form.endswith(self.possessive)
        ):
            end += 1
        return end if end > start else at

    def _serve_between(self, office: Office, end: int) -> None:
        at = office.end
        while at < end:
            sense, after = self.known(at)
            if sense is not None and sense.entry.kind in SERVES and not office.country and office.body is None and office.role != "envoy":
                self._serve(office, sense)
            at = max(after, at + 1)
