"""Who is asked for a contact, and by whom: «دعا الحكومة إلى حوار مع», «طلبت تركيا من الحلف عقد اجتماع»."""

from __future__ import annotations

from typing import Final

from qanat.read.antecedents import Antecedents
from qanat.read.cast import Mention
from qanat.read.frame import REACH, Frame
from qanat.read.syntax import finite
from qanat.read.undone import refusal_of

_DUTY: Final = 5  # tokens between whose duty something is and its noun


class Asking(Antecedents):
    """Finds who wants a contact and whom he asks for it."""

    def _wanted(self, frame: Frame) -> bool:
        """ "دعا الحكومة والمعارضة إلى استئناف المفاوضات": a definite noun that is not yet a fact."""
        at = self._measured(frame.cue) - 1
        before = self.forms[at - 1 if "contacts.table" in self.forms[at].stem_sets else at]  # "إلى طاولة المفاوضات"
        held = "holding" in before.kinds
        if frame.mode != "talks" or not (held or "contacts.until" in before.sets):
            return False
        follows = self.forms[frame.cue + 1].form if frame.cue + 1 < len(self.forms) else ""
        with_whom = self.cast.at(frame.cue + 2) if held and follows in self.pack.sets["contacts.with"] else None
        if with_whom is not None and before.preposition == self.pack.lexicon.particles.for_the[0]:
            return True  # "رفع العقوبات لاستئناف المفاوضات مع واشنطن"
        return self._asked(frame) is not None

    def _asked(self, frame: Frame) -> tuple[list[Mention], list[Mention]] | None:
        """ "طلبت تركيا من الحلف عقد اجتماع": who asked whom for it."""
        for k in range(frame.cue - 1, max(frame.clause[0], frame.cue - REACH) - 1, -1):
            if "contacts.reasons" in self.forms[k].sets:
                return None  # "دعا الحزب الحكومة إلى التأجيل لأن الموعد يتزامن مع مفاوضات"
            sense = self.forms[k].by.get("status")
            if sense is None or sense.entry.row.status != "proposed" or sense.entry.row.needs or "holding" in self.forms[k].kinds:
                continue
            first = self.words.sentence_at(k)[0]
            if finite(self.forms[k]) is None and (called := self._calling_for(k, frame.cue, first)) is not None:
                return called
            subject = self._subject_of(k, frame.cue, first)
            asked = next(
                (
                    g.mentions
                    for g in self._groups(k + 1, frame.cue)
                    if g.mentions[0].kind != "nation"
                    and (g.preposition in self.pack.sets["contacts.asked"] or (subject and not g.preposition and g.mentions[0] is not subject[0]))
                ),
                None,
            )
            if subject and asked and asked[0] is not subject[0]:
                return subject, asked
            if not sense.preposition and ("contacts.until" not in self.forms[k - 1].sets and "speech.on" not in self.forms[k - 1].sets):
                return None  # but "دعا الحركة إلى العودة إلى", "طالبها بالعودة إلى": who called her stands before
        return None

    def _obliged(self, frame: Frame) -> list[Mention] | None:
        """ "قال إن على الحكومة التفاوض مع المعارضة", "إن على الرئيس فتح حوار مع": whose duty it is to seek the contact."""
        k = frame.cue - 1
        while k > max(frame.cue - _DUTY, 0) and self.cast.at(k) is None and not self.forms[k].mark:
            if finite(self.forms[k]) is not None and "holding" not in self.forms[k].kinds:
                return None
            k -= 1
        whose = self.cast.at(k)
        if whose is None or not whose.actors:
            return None
        on = self._laid_on(whose)
        return [whose] if on and "speech.that" in self.forms[on - 1].sets else None

    def _urged_to(self, frame: Frame, other: Mention) -> list[Mention] | None:
        """ "استقبل الرئيس الوزير وحثه على حوار مع بغداد": who is urged to it, where a pronoun says so."""
        verb, sets = frame.cue - 2, self.pack.sets
        wish = self.forms[verb].by.get("status") if verb >= frame.clause[0] else None
        form = self.forms[verb].form
        pronoun = next((p for p in self.pack.lexicon.particles.pronouns if form.endswith(p) and p not in sets["contacts.them"]), "")
        if wish is None or wish.entry.row.status != "proposed" or not pronoun or "speech.on" not in self.forms[verb + 1].sets:
            return None
        return self._antecedent(verb, self.words.sentence_at(verb)[0], pronoun, unlike=other)

    def _calling_for(self, noun: int, cue: int, first: int) -> tuple[list[Mention], list[Mention]] | None:
        """ "مجددا دعوة طهران إلى مفاوضات", "دعوته إثيوبيا إلى التفاوض": whoever speaks, or whom the pronoun means, and who is called."""
        word = self.forms[noun]
        asked = next((g.mentions for g in self._groups(noun + 1, cue)), None) if "contacts.invite" in word.sets else None
        if not asked or asked[0].first != noun + 1 or asked[0].kind == "nation" or "contacts.until" not in self.forms[asked[-1].end].sets:
            return None
        sense = word.by.get("status")
        pronoun = sense.pronoun if sense is not None else ""
        caller = self._antecedent(noun, first, pronoun, unlike=asked[0])
        if not caller or self._one_camp([caller[0], asked[0]]):
            return None
        declined = not pronoun and refusal_of(noun, noun, self.words) is not None  # "رفضت طهران دعوة واشنطن إلى": Washington calls
        return (asked, caller) if declined else (caller, asked)
