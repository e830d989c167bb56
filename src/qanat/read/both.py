"""Who "the two" are: «الجانبان», «البلدين», «مسؤولي البلدين»."""

from __future__ import annotations

from typing import Final

from qanat.packs.rows import Body
from qanat.packs.terms import CHIEFS
from qanat.read.cast import PLACES
from qanat.read.draft import Draft
from qanat.read.finishing import Finishing
from qanat.read.found import Found
from qanat.read.people import SPOKEN_OF
from qanat.read.syntax import PRESS, SPEECH, asks_somebody, finite

_OFFERED: Final = 5  # tokens between an offer to bring two together and the two


class Both(Finishing):
    """Finds the two sides, states or men that a dual means."""

    def _both(self, at: int) -> list[Draft]:
        """The two sides that "both" at a token means: "الجانبان", "البلدين"."""
        leaders = "offices.leaders" in self.forms[at].stem_sets
        states = "offices.two_states" in self.forms[at].stem_sets
        apart = self._go_between(at)
        asker = self._asker(at)
        where = self._places()

        def side(draft: Draft) -> bool:
            state = self._state_of(draft)
            joint = draft.kind == "organisation" and "contacts.joint" in self.forms[draft.name[0]].stem_sets  # "اللجنة المشتركة بين البلدين"
            fits = (not leaders or draft.role in CHIEFS) and not (states and (joint or state is None))
            press = isinstance(draft.row, Body) and draft.row.kind in PRESS  # "قال لوكالة سبوتنيك إن البلدين"
            return fits and not (draft.silent or draft.private or press) and draft.role is not None and state not in apart and draft.id not in asker

        return self._last_two(lambda d: side(d) and d.id not in where, camps=True) or self._last_two(side, camps=True)

    def _of_both(self, phrase: Found) -> list[Draft]:
        """The two states whose officials are meant, the two sides whose bodies are: "مسؤولي البلدين", "وفدا الجانبين"."""
        last = phrase.end - 1
        if phrase.end + 1 < len(self.forms) and "offices.sent_by" in self.forms[phrase.end].sets:
            last = phrase.end + 1
        if last == phrase.first or "both" not in self.forms[last].kinds:
            return []
        pair = self._both(last)
        return pair if phrase.kind == "noun" else [self.by_key.get(("state", draft.country), draft) for draft in pair]  # a delegation is led by one of them

    def _places(self) -> set[str]:
        """The ids of states last named as where something was, or whence and whither somebody went: "وصل إلى باكستان في طريق عودته من إندونيسيا", "قمة
        العقبة".
        """
        where = self.pack.either("contacts.place", "contacts.until", "contacts.from")
        last = {name: mention for mention in self.mentions[-SPOKEN_OF:] for name in mention.actors}
        return {
            name
            for name, mention in last.items()
            if mention.kind in PLACES
            and (
                mention.preposition in where
                or (mention.first and self.forms[mention.first - 1].form in where)
                or (mention.kind == "city" and mention.first and "occasion" in self.forms[mention.first - 1].kinds)
            )
        }

    def _go_between(self, at: int) -> set[str | None]:
        """The states of those who offer to bring the two together, and are none of them: "بلاده مستعدة لاستضافة محادثات بين الطرفين"."""
        start = self.words.sentence_at(at)[0]
        if not any("offices.go_between" in self.forms[k].stem_sets for k in range(max(start, at - _OFFERED), at)):
            return set()
        return {self._state_of(self.by_id[name]) for mention in self.mentions if start <= mention.first < at for name in mention.actors}

    def _asker(self, at: int) -> tuple[str, ...]:
        """Whoever asks the two for something, and is none of them: "دعا الوزير الجانبين إلى"."""
        subject = self.mentions[-1] if self.mentions else None
        if subject is None or subject.end != at or not subject.first:
            return ()
        verb = finite(self.forms[subject.first - 1], SPEECH)
        return subject.actors if verb is not None and asks_somebody(verb) else ()
