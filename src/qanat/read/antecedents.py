"""Whom a pronoun, a dropped subject or the first person means: who was spoken of before, or who speaks."""

from __future__ import annotations

from typing import Final

from qanat.packs.word import Sense
from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, SPEAKER
from qanat.read.subjects import Subjects
from qanat.read.syntax import TELLING, finite

_OPENS: Final = 5  # a cue among so many first tokens opens its sentence
_FRONTED: Final = 12  # ... or among so many where its sentence begins with a preposition
_NEAREST: Final = 8  # tokens between a name and a pronoun that can mean nobody else
_BEHIND: Final = 5  # tokens between a wish and the verb or noun that is wished for


class Antecedents(Subjects):
    """Finds who is meant where a clause does not name its subject."""

    def _subject(self, verb: int, end: int, first: int, *, visit: bool = False) -> list[Mention] | None:
        """The subject of a verb of contact: whom an office serves that tells of him, "his country" as that of whoever speaks ("إن بلاده تفاوضت مع"), else
        what stands beside the verb.
        """
        if (latter := self._latter(verb)) is not None:
            return [latter]
        near = verb - 1
        while near > first and "contacts.auxiliary" in self.forms[near].sets:
            near -= 1
        if (served := self._served(near)) is not None:
            return [served]
        if near > first and "contacts.his_country" in self.forms[near].sets and self.cast.at(near) is None:
            return self._us(self._speaker_at(verb, quoted=False))
        if (speaker := self._says_of_himself(verb)) is not None:
            return [speaker]
        return self._subject_of(verb, end, first, visit=visit)

    def _latter(self, verb: int) -> Mention | None:
        """ "فيما التقى الأخير السفير", "أجرى هذا الأخير اتصالا", "قال مكتب فلان إن الأخير التقى", "وكان الأخير استقبله": whoever was named last, in the name of
        an office, too.
        """
        at = min(verb + 1, len(self.forms) - 1)
        at = min(at + ("contacts.this" in self.forms[at].sets), len(self.forms) - 1)
        told = "contacts.latter" in self.forms[at].sets and not self.forms[at].preposition
        if not told and not self._latter_before(verb):
            return None
        for mention in self._told_last(verb):
            if _one_man(mention):
                return mention
            if mention.kind == "body" and (holder := self._named_within(mention)) is not None:
                return holder
        return None

    def _latter_before(self, verb: int) -> bool:
        """Is "the latter" the subject of a verb behind it: "إن الأخير التقى", "وكان الأخير قد استقبله"? Not "لقاؤهما الأخير تناول"."""
        at = verb - 1
        while at > 1 and "contacts.auxiliary" in self.forms[at].sets:
            at -= 1
        if at < 1 or "contacts.latter" not in self.forms[at].sets or self.forms[at].preposition:
            return False
        before, held = self.forms[at - 1], finite(self.forms[verb])
        had = held is not None and bool(held.pronoun) and not before.sets.isdisjoint(("speech.had", "contacts.auxiliary", "contacts.this"))
        return had or before.form in self.that

    def _named_last(self, at: int) -> list[Mention]:
        """The single persons whom this sentence and the one before it name ahead of a token, the last one first."""
        return [m for m in self._told_last(at) if _one_man(m)]

    def _told_last(self, at: int) -> tuple[Mention, ...]:
        """What this sentence and the one before it mention ahead of a token, the last one first."""
        start = self.words.sentences[max(self.words.sentence_of(at) - 1, 0)][0]
        return self.cast.between(start, at)[::-1]

    def _named_within(self, body: Mention) -> Mention | None:
        """The man by whose name an office of his is called: "مكتب نتنياهو"."""
        start, end = self.words.starts[body.first], self.words.ends[body.end - 1]
        for actor in self.cast.actors.values():
            span = next((span for span in actor.mentions if start < span.start and span.end <= end), None) if actor.kind == "person" else None
            if span is not None:
                return Mention(self.words.token_at(span.start), body.end, (actor.id,), "name")
        return None

    def _says_of_himself(self, verb: int) -> Mention | None:
        """ "دعت الوزيرة روسيا إلى الحوار، مضيفة أنها ستتصل بنظيرها": whoever says it, where "that he" begins what is said."""
        held = finite(self.forms[verb])
        if held is None or held.conjunction or "speech.that_pronoun" not in self.forms[verb - 1].sets:
            return None
        at = self.words.starts[verb - 1]
        said = next((s for s in self.among.at(at) if s.content.start == at and s.cue.start < at), None)
        first = self.words.sentence_at(verb)[0]
        named = (m for m in reversed(self.cast.between(first, verb)) if said is not None and said.speaker in m.actors and m.kind in PEOPLE)
        return next((m for m in named if not self._unlike(held, m)), None)

    def _dropped(self, at: int, first: int, sense: Sense, unlike: Mention | None = None) -> list[Mention] | None:
        """The subject of a verb that names none: that of the verb before it ("استقبل الرئيس الوزير، ثم استقبل نظيره"), else the last fitting one."""
        camp = self.cast.camp(unlike.actors[0]) if unlike is not None and unlike.actors else None
        feminine = sense.entry.form[1] == "f"
        told = self._told_before(at, first, feminine=feminine, camp=camp)
        if told is not None and not (sense.entry.form[2] == "s" and told[0].number == "p"):
            return told
        gone_on = self._last_subject(at, camp) if at - first < _OPENS and not self.cast.between(first, at) else None
        if gone_on is not None and self._agrees(sense, [gone_on], carried=True):
            return [gone_on]  # "استقبل الوزير السفير. كما التقى السفيرة"
        besides = self._besides(at)
        for k in range(at - 1, first - 1, -1):
            if besides and "contacts.who" in self.forms[k - 1].sets:
                continue  # "تحدث الوزير مع المديرة، التي أبلغته أن …، كما تشاور مع"
            if self.cast.at(k) is None and finite(self.forms[k], TELLING) is not None:
                subject = self._subject_of(k, at, first)
                fits = subject is not None and bool(subject[0].actors) and subject[0].kind in PEOPLE and self._agrees(sense, subject, carried=False)
                if subject and fits and (camp is None or self.cast.camp(subject[0].actors[0]) != camp):
                    return subject
                break
        return self._antecedent(at, first, "", feminine=feminine, unlike=unlike)

    def _served(self, that: int) -> Mention | None:
        """ "أعلن مكتب العبادي أنه سيلتقي", "قال المتحدث باسم المستشارة ميركل إنها ستزور": the person whose office or spokesman tells what he does."""
        teller = self.cast.at(that - 1)
        if "speech.that_pronoun" not in self.forms[that].sets or teller is None or teller.kind not in ("body", "office") or not teller.actors:
            return None
        he = self.words.span(teller.first, teller.end)
        person = next(
            (
                actor.id
                for actor in self.cast.actors.values()
                if actor.kind == "person" and actor.id not in teller.actors and any(he.start < span.start and span.end <= he.end for span in actor.mentions)
            ),
            None,
        )
        return Mention(teller.first, teller.end, (person,), "name", number=SPEAKER) if person is not None else None

    def _when_he(self, at: int, first: int, sense: Sense, where: Mention) -> list[Mention] | None:
        """ "ناقشته مع الوزير التونسي لما حل ببرلين": the last person before who is no host there."""
        home = self.cast.camp(where.actors[0]) if where.actors else None
        if "contacts.when" not in self.forms[at - 1].sets or home is None:
            return None
        people = (m for m in reversed(self.cast.between(first, at)) if m.kind in PEOPLE and m.actors)
        guest = next((m for m in people if self.cast.camp(m.actors[0]) not in (None, home)), None)
        return [guest] if guest is not None and self._agrees(sense, [guest], carried=False) else None

    def _besides(self, at: int) -> bool:
        """ "كما تشاور مع": does a verb go on with what the subject of the sentence did?"""
        return at > 0 and "contacts.besides" in self.forms[at - 1].sets

    def _told_before(self, at: int, first: int, *, feminine: bool | None, camp: str | None) -> list[Mention] | None:
        """The first side of the contact told just before in the sentence, nobody named since: "زيارة للوزير إلى بغداد حيث التقى"."""
        last = self.last
        if last is None or last.cue < first or last.cue >= at or not last.sides or self.cast.camp(last.sides[0][0].actors[0]) in (None, camp):
            return None
        if self._besides(at) and "contacts.who" in self.forms[last.cue - 1].sets:
            return None
        head = last.sides[0][0]
        since = self.cast.between(max(last.cue, *(m.end for side in last.sides for m in side)), at)
        wrong = feminine is not None and head.gender == ("m" if feminine else "f")
        if head.kind not in PEOPLE or wrong or any(m.kind in PEOPLE for m in since):
            return None
        return [head]

    def _last_subject(self, at: int, camp: str | None) -> Mention | None:
        """The first side of the contact that the sentence before told: "أجرى الوزير مباحثات مع نظيره. كما تلقى اتصالا من"."""
        last = self.last
        if last is None or self.words.sentence_of(at) - self.words.sentence_of(last.cue) != 1 or not last.sides or not last.sides[0]:
            return None
        head = last.sides[0][0]
        return head if head.kind in PEOPLE and head.actors and self.cast.camp(head.actors[0]) not in (None, camp) else None

    def _antecedent(
        self, at: int, first: int, pronoun: str, *, feminine: bool = False, unlike: Mention | None = None, traveller: bool = False
    ) -> list[Mention] | None:
        """Whom a pronoun or a dropped subject means: the last subject-like person before in this sentence; for a cue that opens its sentence
        the subject after it ("خلال زيارة إلى جاكرتا قال الرئيس"); else one of the sentence before.
        """
        feminine = feminine or pronoun == self.pack.her
        kinds = ("name", "office", "state", "body") if feminine else ("name", "office")

        camp = self.cast.camp(unlike.actors[0]) if unlike is not None and unlike.actors else None

        plural = self.pack.sets["contacts.them"]
        verb = finite(self.forms[at], TELLING) if not pronoun else None
        alone = verb is not None and verb.entry.form[2] == "s"

        def fits(mention: Mention) -> bool:
            if (alone or (pronoun and pronoun not in plural)) and mention.kind == "office" and mention.number == "p":
                return False  # "وزراء خارجية ليبيا …، زار تونس"
            if camp is not None and mention.actors and self.cast.camp(mention.actors[0]) == camp:
                return False
            sided = self._delegation(mention) and self._sided(mention)
            free = self._preposition(mention) in {"", GENITIVE} | self.pack.sets["contacts.having"] or self._able(mention)  # "لا نية لدى الرئيس للقاء"
            free = free or self._quoted_on_it(mention, at)
            if (mention.kind not in kinds and not sided) or not free or self._of_another(mention) or (traveller and self._aimed_at(mention)):
                return False
            return (mention.gender or self._told_of(mention)) == "f" if feminine else not (pronoun and mention.gender == "f")

        if not pronoun and (need := self._needed(at, first)) is not None:
            state = self.cast.at(need - 1)
            return [state] if state is not None and state.kind in PLACES and not self._preposition(state) else None
        who = self.pack.sets["contacts.who"]
        willing = None if pronoun else self._willing(at, first, camp)
        noun = self.forms[at].by.get("occasion")
        his_own = pronoun != "" and not feminine and noun is not None and not noun.entry.row.welcome  # "استقباله": him or by him
        if pronoun and (he := self._who_met(at, first, feminine=feminine, camp=camp)) is not None:
            return [he]
        number = self.words.sentence_of(at)
        start, end = self.words.sentences[number]
        if (opening := self._opening(at, start)) is not None:
            start = opening
            first = first if pronoun else opening
        named = self.cast.between(first, at)
        during = noun is not None and pronoun != "" and at > first and self._during(at - 1)
        given = during and not feminine
        doer = given and any(m.kind in kinds and m.gender != "f" and self._verb_before(m) for m in named)
        hers = during and pronoun == self.pack.her and noun is not None and not noun.entry.row.visit
        woman = next((m for m in named if m.kind in PEOPLE and m.gender == "f" and self._preposition(m) in ("", GENITIVE)), None) if hers else None
        for mention in reversed(named):
            if mention is willing:
                return [mention]
            if doer and self._preposition(mention) == GENITIVE and mention.first > first:
                continue  # "طلب الوزير وقف هجوم القائد خلال لقائه السفير": the minister's meeting
            if woman is not None and mention.kind in PLACES:
                continue  # "انتقدت المستشارة تركيا خلال اجتماعها": the chancellor's
            if mention.first > first and "contacts.as" in self.forms[mention.first - 1].sets:
                continue  # "بصفته رئيسا للولايات المتحدة"
            if self._of_another(mention, "contacts.kin"):
                return None  # "صهر ترامب في زيارة": nobody known
            if his_own and mention.kind == "name" and mention.gender != "f" and mention.end > at - _NEAREST:
                return [mention]  # "طلبت من الوزير قبول زيارته"
            after = mention.end + bool(mention.end < at and self.forms[mention.end].mark)
            other = camp is None or not mention.actors or self.cast.camp(mention.actors[0]) != camp
            if fits(mention) or (other and mention.kind in kinds and at - _OPENS <= after < at and self.forms[after].form in who):
                return [mention]
        if at - start < _OPENS or (not pronoun and at - start < _FRONTED and self._fronted(start) and not self._person_in(start, at)):
            opened = any(word.verbs for word in self.forms[start:at])  # "وأبرز خلال لقائه …"
            for mention in self.cast.between(at + 1, end):
                own = unlike is None or mention.first != unlike.first
                if own and mention.kind in PEOPLE and (self._verb_before(mention) or (not opened and self._opens_behind(mention))):
                    return [mention]
        sides = (m for m in reversed(self.cast.between(first, at)) if m.kind in ("body", "state", "place") or self._a_people(m))
        here = next(([m] for m in sides if self._preposition(m) in ("", GENITIVE)), None)  # "دخل الروس في مفاوضات"
        if here is not None and not (pronoun or feminine or traveller):
            return here
        she = next((m for m in reversed(named) if m.kind in PEOPLE and m.gender == "f"), None) if pronoun and feminine and camp is None else None
        if she is not None:
            return [she]  # "لقاء مع نظيرته، مذكرا بأن زيارتها": nobody of the sentence before
        before = self.words.sentences[max(number - 1, 0)][0]
        if not pronoun and (told := self._as_before(at, start, before, feminine=feminine, camp=camp)) is not None:
            return told
        for mention in self.cast.between(before, first):
            if fits(mention):
                return [mention]
        if feminine and pronoun:  # "لقاء مع نظيرته، مذكرا بأن زيارتها"
            women = (m for m in reversed(self.cast.between(first, at)) if m.kind in PEOPLE and m.gender == "f")
            if (she := next(women, None)) is not None:
                return [she]
        if feminine and pronoun and camp is not None:  # "لا أتحدث نيابة عن إيران لأننا تفاوضنا معها"
            others = (m for m in reversed(self.cast.between(first, at)) if m.kind == "state" and m.gender == "f" and m.actors)
            return next(([m] for m in others if self.cast.camp(m.actors[0]) not in (None, camp)), None)
        return None if feminine else next(([m] for m in reversed(self.cast.between(first, at)) if m.kind in ("body", "state")), None)

    def _quoted_on_it(self, mention: Mention, at: int) -> bool:
        """ "نقلت الوكالة عن الرئيس قوله خلال لقاء مع نظيره": is it whose words are passed on, said at the contact?"""
        if not (self._during(at - 1) or "contacts.in" in self.forms[at - 1].sets):
            return False
        start, cue = self.words.starts[mention.first], self.words.starts[at]
        return any(s.speaker in mention.actors and s.cue.start < start < cue < s.content.start for s in self.among.statements)

    def _needed(self, at: int, first: int) -> int | None:
        """ "القرض يتطلب مفاوضات مع", "يحتاج إلى إجراء حوار مع": the verb right before a noun that tells what needs the contact."""
        k = at - 1
        while k > first and ("holding" in self.forms[k].kinds or "contacts.until" in self.forms[k].sets):
            k -= 1
        need = self.forms[k].by.get("status") if k >= first else None
        return k if need is not None and need.entry.row.needs else None

    def _able(self, mention: Mention) -> bool:
        """ "تعذر على الوزير لقاء نظيره", "لم يتسن للرئيس زيارة بغداد": for whom a contact may, must or could not be, as the word right before says."""
        before = mention.first - (1 if mention.preposition else 2)
        wish = self.forms[before].by.get("status") if before >= 0 and self._preposition(mention) in self.pack.sets["contacts.able"] else None
        return wish is not None and wish.entry.form[0] == "before" and not wish.article

    def _who_met(self, at: int, first: int, *, feminine: bool, camp: str | None) -> Mention | None:
        """ "استقبل الرئيس الوزير بعد أيام من لقائه السفير": the first side of the contact told just before, not whom he met; whose trip it is remains open
        but for one of which he tells: "أطلع نظيره على نتائج زيارته".
        """
        noun, last = self.forms[at].by.get("occasion"), self.last
        told = "contacts.results" in self.forms[at - 1].sets
        if noun is None or (noun.entry.row.visit and not told) or last is None or last.cue < first or len(last.sides) != 2 or not last.own:
            return None
        he, met = last.sides[0][0], last.sides[1][-1]
        between = [m for m in self.cast.between(met.end, at) if m.kind in PEOPLE and not self._preposition(m)]
        wrong = he.gender == ("m" if feminine else "f") or not he.actors or self.cast.camp(he.actors[0]) in (None, camp)
        return None if he.kind not in PEOPLE or he.first > met.first or between or wrong else he

    def _opening(self, at: int, start: int) -> int | None:
        """Where a clause begins that opens with the contact behind a comma: "توقفت المعارك، وفي زيارة لبغداد قال الوزير"."""
        for k in range(at - 1, max(start, at - _OPENS), -1):
            if self.forms[k - 1].mark:
                form = self.forms[k].form
                joined = form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in self.governing
                return k if joined and self.forms[k - 1].mark in self.pack.marks.comma else None
        return None

    def _fronted(self, start: int) -> bool:
        """Does a sentence begin with a preposition: "وبسؤاله عن لقاء مرتقب … قال الوزير"?"""
        word = self.forms[start]
        return bool(word.preposition) or word.stem in self.governing or word.form in self.governing

    def _person_in(self, first: int, end: int) -> bool:
        return any(mention.kind in PEOPLE for mention in self.cast.between(first, end))

    def _opens_behind(self, mention: Mention) -> bool:
        """ "في ختام زيارته إلى مسقط، أدلى المبعوث بتصريح": does only a word that no table knows stand between a comma and him?"""
        k = mention.first - 1
        if k < 1 or mention.preposition or mention.conjunction:
            return False
        word, before = self.forms[k], self.forms[k - 1]
        plain = word.common and not (word.mark or word.article or word.preposition) and word.form not in self.function
        return plain and before.mark != "" and before.mark in self.pack.marks.comma

    def _as_before(self, at: int, start: int, before: int, *, feminine: bool, camp: str | None) -> list[Mention] | None:
        """ "واستضافت قبرص قمة. كما تبحث مع إسرائيل": the state or body of whose contact the sentence before told."""
        if self.last is None or not before <= self.last.cue < start or at - start >= _OPENS or not self.last.sides or not self.last.sides[0]:
            return None
        head = self.last.sides[0][0]
        fits = head.kind in PLACES | {"body"} and (head.gender == "f") == feminine and bool(head.actors)
        return [head] if fits and self.cast.camp(head.actors[0]) not in (None, camp) else None

    def _told_of(self, mention: Mention) -> str:
        """The gender of whom a verb right before a name tells: "تجري موغيريني"."""
        verb = finite(self.forms[mention.first - 1]) if mention.first and not mention.preposition else None
        return "f" if verb is not None and verb.entry.form[1:3] == ("f", "s") else ""

    def _of_another(self, mention: Mention, kind: str = "contacts.namesakes") -> bool:
        """ "مطار أتاتورك", "صهر ترامب": a name that tells who or what else is meant."""
        before = self.forms[mention.first - 1] if mention.first else None
        return mention.kind == "name" and before is not None and not before.article and kind in before.stem_sets

    def _willing(self, at: int, first: int, camp: str | None) -> Mention | None:
        """ "أميركا تريد التفاوض مع": the state or body that wants, plans or refuses the contact."""
        for k in range(at - 1, max(first, at - _BEHIND) - 1, -1):
            wish = self.forms[k].by.get("status")
            if wish is not None and wish.entry.row.status in ("proposed", "refused") and self.cast.at(k) is None:
                for mention in (self.cast.at(k - 1), self.cast.at(k + 1)):
                    subject = mention is not None and mention.kind in ("state", "place", "body", "group") and not self._preposition(mention)
                    if mention is not None and subject and mention.actors and self.cast.camp(mention.actors[0]) not in (None, camp):
                        return mention
                return None
        return None

    def _speaker_at(self, token: int, *, quoted: bool, unlike: Mention | None = None) -> list[Mention] | None:
        """Who says the words at a token, "I" and "we" in them: the speaker of the innermost statement around it. Where that is a paper or the other
        side itself, the words are those of whoever spoke last before.
        """
        at = self.words.starts[token]
        said = [s for s in self.among.at(at) if (s.kind != "indirect" or not quoted)]
        if not said:
            return None
        said.sort(key=lambda s: s.content.end - s.content.start)
        if self.cast.actors[said[0].speaker].kind in ("person", "office") and self.cast.camp(said[0].speaker) is None:
            return None  # "قالت الوزيرة إن السفينة وصلت. وقال أحد المهاجرين «نريد أن نذهب إلى فرنسا»"
        spoken = [*said, *(s for s in reversed(self.among.statements) if s.cue.start < at)]
        other = unlike.actors if unlike is not None else ()
        speaker = next((s.speaker for s in spoken if self._speaks_for_himself(s.speaker) and s.speaker not in other), said[0].speaker)
        return [Mention(token, token + 1, (speaker,), "name", number=SPEAKER)]

    def _speaks_for_himself(self, actor: str) -> bool:
        return self.cast.actors[actor].kind in ("person", "office") and self.cast.camp(actor) is not None

    def _us(self, speaker: list[Mention] | None) -> list[Mention] | None:
        """ "We": the state of whoever speaks, where the text names it."""
        camp = self.cast.camp(speaker[0].actors[0]) if speaker else None
        state = next((a.id for a in self.cast.actors.values() if a.kind == "state" and a.country == camp), None) if camp else None
        if not speaker or not state:
            return speaker
        one = speaker[0]
        return [Mention(one.first, one.end, (state,), "state", one.name, one.conjunction, one.preposition, one.gender, one.number)]


def _one_man(mention: Mention) -> bool:
    return mention.kind in ("name", "office") and mention.number == "s" and bool(mention.actors)
