"""What stands around a verb or noun of event: its subject, its objects, what follows each preposition."""

from __future__ import annotations

from typing import Final

from mypy_extensions import mypyc_attr

from qanat.packs.word import FINITE, Sense, Word
from qanat.read.antecedents import Antecedents
from qanat.read.cast import Mention
from qanat.read.syntax import finite, holds_genitive, relative_head

_DATES: Final = frozenset(("relative", "weekday", "month", "daypart", "ago", "unit", "this"))
_BACK: Final = 7  # tokens between a subject and the verb after it
_SEVERAL: Final = ("d", "p")


@mypyc_attr(acyclic=True)
class Argument:
    """A phrase: half-open token range, the preposition before it, whom it names. `counted`: it begins with a number."""

    __slots__ = ("counted", "end", "first", "head", "mentions", "preposition")

    def __init__(self, first: int, end: int, preposition: str, head: Word, *, counted: bool) -> None:
        self.first, self.end, self.preposition, self.head, self.counted = first, end, preposition, head, counted
        self.mentions: list[Mention] = []

    @property
    def actors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for mention in self.mentions for actor in mention.actors))


def deed_sense(word: Word, kind: str = "deed") -> Sense | None:
    """The first sense of a word that is a finite verb of event."""
    return next((s for s in word.acts if s.entry.kind == kind and s.entry.form[0] in FINITE), None)


class Arguments(Antecedents):
    """Parses the phrases after and before a cue."""

    def arguments(self, at: int, stop: int) -> list[Argument]:
        """The phrases from a token on, in order, up to the next clause or finite verb."""
        sets = self.pack.sets
        prepositions, ends, counts = sets["events.prepositions"], sets["events.ends"], sets["events.chains"]
        out: list[Argument] = []
        now: Argument | None = None
        pending = ""
        k = at
        while k < stop:
            word = self.forms[k]
            mention = self.cast.at(k)
            if word.mark:
                if word.mark == "(":
                    k = self._past_brackets(k, stop)
                    now = None
                    continue
                if word.mark in self.pack.marks.comma or word.mark in self.pack.marks.colon or word.mark == "-":
                    break
                k += 1
                continue
            if mention is not None and mention.first < at:
                k = max(mention.end, k + 1)
                continue  # it begins with the cue itself
            if mention is not None:
                now = self._named(mention, now, pending, out)
                pending, k = "", max(mention.end, k + 1)
                continue
            if word.form in ends or word.stem in ends or self._verb_here(k, at):
                break
            if word.form in prepositions or (word.conjunction and word.stem in prepositions):
                pending, now = word.form if word.form in prepositions else word.stem, None
            elif word.number or "count" in word.kinds:
                if now is None or now.mentions or (not now.counted):
                    now = self._opened(k, word.preposition or pending, word, out, counted=True)
                now.end, pending = k + 1, ""
            elif (not _DATES.isdisjoint(word.kinds) and not word.preposition) or word.form in self.function:
                now = None
            else:
                apart = word.preposition and word.common
                done = now is not None and "events.perpetrators" in now.head.stem_sets and not word.article and k > now.first and not self._adjective(word)
                counted = word.stem in counts and not word.article
                closed = now is not None and bool(now.mentions) and now.mentions[-1].end == k and not word.article and not word.form.endswith(self.describing)
                if now is None or apart or done or closed or (word.conjunction and word.common):
                    now = self._opened(k, word.preposition if apart else pending, word, out, counted=counted)
                now.end, pending = k + 1, ""
            k += 1
        return out

    def _named(self, mention: Mention, now: Argument | None, pending: str, out: list[Argument]) -> Argument:
        """A mention joins the phrase before it ("طائرات روسية", "منزل الوزير", "مصر والأردن") or begins its own."""
        if now is not None and now.end == mention.first and not mention.preposition:
            before = self.forms[mention.first - 1]
            apart = bool(now.mentions) and mention.kind == "nation" and (mention.number == "p" or now.mentions[-1].kind in ("state", "place"))
            joins = (mention.kind == "nation" and not apart) or mention.conjunction or now.counted or self._holding(before)
            if joins and not (now.mentions and not mention.conjunction and mention.kind != "nation"):
                now.mentions.append(mention)
                now.end = mention.end
                return now
        now = self._opened(mention.first, mention.preposition or pending or self._attached(mention), self.forms[mention.first], out)
        now.mentions.append(mention)
        now.end = mention.end
        return now

    def _holding(self, before: Word) -> bool:
        """Does the last word of a phrase hold the mention behind it? No plural in -n does, nor an adjective."""
        if not holds_genitive(before, self.pack) or before.form.endswith(tuple(self.pack.sets["events.plural_noun"])):
            return False
        return "events.adjectives" not in before.stem_sets

    def _attached(self, mention: Mention) -> str:
        word = self.forms[mention.first]
        return word.preposition if word.preposition and word.common else ""

    def _opened(self, at: int, preposition: str, word: Word, out: list[Argument], *, counted: bool = False) -> Argument:
        out.append(Argument(at, at + 1, preposition, word, counted=counted))
        return out[-1]

    def _past_brackets(self, at: int, stop: int) -> int:
        for k in range(at + 1, stop):
            if self.forms[k].mark == ")":
                return k + 1
        return at + 1

    def _adjective(self, word: Word) -> bool:
        return "events.perpetrators" in word.stem_sets or "events.adjectives" in word.stem_sets

    def _verb_here(self, k: int, at: int) -> bool:
        """A finite verb, but no noun that is spelled like one: right behind a preposition or a noun that holds it."""
        word = self.forms[k]
        sense = finite(word) or deed_sense(word) or deed_sense(word, "bear")
        if sense is None or k == at:
            return False
        if any(s.entry.form[:1] == ("noun",) for s in word.acts) and not sense.conjunction:
            return False
        before = self.forms[k - 1]
        return "events.prepositions" not in before.sets and (bool(sense.conjunction) or not word.common or not holds_genitive(before, self.pack))

    def before(self, verb: int, first: int, sense: Sense) -> list[Mention] | None:
        """The subject named before its verb; an empty list where somebody stands there whom the text does not name; None where nobody does."""
        head = relative_head(verb, self.forms, self.cast, self.pack)
        if head is not None:
            return [head]
        if sense.conjunction or verb == first:
            return None
        several = sense.entry.form[2] in _SEVERAL
        floor = max(first, verb - _BACK)
        for mention in reversed(self.cast.between(floor, verb)):
            gap = self.forms[mention.end : verb]
            if any(w.mark and w.mark not in '"»”()،,' for w in gap) or any(self._stops(w) for w in gap) or len(gap) > _BACK:
                break
            if mention.kind == "city" or self._preposition(mention) in self.pack.sets["events.prepositions"] or mention.preposition:
                continue
            if mention.kind in ("state", "place", "name", "office", "body", "group") or several or mention.kind == "nation":
                return self._coordinated_back(mention, self.cast.between(floor, verb))
        word = self.forms[verb - 1]
        noun = not word.mark and word.common and word.form not in self.function and not word.kinds & _DATES
        feminine = sense.entry.form[1] == "f" and not word.article and word.form.endswith(self.pack.feminine)
        return [] if noun and (several or feminine) else None  # "هجمات انتحارية تستهدف"

    def _stops(self, word: Word) -> bool:
        return finite(word) is not None or deed_sense(word) is not None or "events.ends" in word.sets
