"""Who the two sides are where the noun of contact does not say: those present, those who agreed, who asked whom, "between them", "with him"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, REACH, Frame, Group
from qanat.read.members import Members
from qanat.read.status import way_out
from qanat.read.syntax import MEET, finite

PRESENT: Final = PEOPLE | {"state", "body", "group"}
_CITIES: Final = frozenset(("city", "nation"))
_BETWEEN: Final = 13  # tokens between a noun and the other side
_POSSESSED: Final = 14  # tokens between "was" and the noun of "لفلان لقاء"
_OWN: Final = 4  # tokens between "I" and whom one is ready to meet
_BEHIND: Final = 5  # tokens between a cue and "with him"


class Pairs(Members):
    """Finds the sides of a contact in the sentence around its noun."""

    def _other_camp(self, other: Mention, at: int) -> list[Mention] | None:
        """The last person before who is of another side: "وعقد اجتماعا مع سموه"."""
        camp = self.cast.camp(other.actors[0]) if other.actors else None
        first = self.words.sentences[max(self.words.sentence_of(at) - 1, 0)][0]
        people = [m for m in reversed(self.cast.between(first, at)) if m.kind in PEOPLE and m.actors and self.cast.camp(m.actors[0]) not in (None, camp)]
        return next(([m] for m in people if self._verb_before(m)), None) or ([people[0]] if people else None)  # "أبرق الملك مهنئا الرئيس. ووجه برقية": he did

    def _both(self, at: int, first: int) -> list[list[Mention]] | None:
        """ "قال لنظيره خلال لقائهما": the two named last before, of two camps."""
        pair: list[Mention] = []
        for mention in reversed(self.cast.between(first, at)):
            camp = self.cast.camp(mention.actors[0]) if mention.kind in PEOPLE and mention.actors else None
            if camp is not None and (not pair or camp != self.cast.camp(pair[0].actors[0])):
                pair.insert(0, mention)
                if len(pair) == 2:
                    return [[m] for m in pair]
        return None

    def _willed(self, frame: Frame) -> list[list[Mention]] | None:
        """ "انتقد الرئيس ضيفه ورفض لقاءه": the two named before, where one wants or refuses to meet the other."""
        at = frame.cue - 1 - ("speech.from" in self.forms[frame.cue - 1].sets)  # "اعتذر عن لقائه"
        wish = self.forms[at].by.get("status") if frame.sense.pronoun and at >= 0 else None
        mine = any("contacts.we" in word.sets for word in self.forms[max(frame.cue - _OWN, 0) : frame.cue])  # "أنا مستعد للقائه"
        if wish is None or wish.entry.form[0] != "before" or wish.article or mine:
            return None
        return self._both(frame.cue, self.words.sentence_at(frame.cue)[0])

    def _with_him(self, frame: Frame, prepositions: tuple[str, ...], mine: Mention) -> list[Mention] | None:
        """ "اتفق معه على لقاء", "والتقى به": who the pronoun behind a preposition means."""
        forms = {self.pack.folding.of_row(p) for p in prepositions}
        for k in range(max(frame.clause[0], frame.cue - _BEHIND), min(frame.cue + _BEHIND, frame.clause[1])):
            word = self.forms[k]
            if k > frame.cue and "contacts.latter" in word.sets and (word.preposition in forms or self.forms[k - 1].form in forms):
                return [m for m in self._named_last(frame.cue) if not self._one_camp([mine, m])][:1] or None  # "ويجتمع غدا مرة أخرى بالأخير"
            pronoun = next((p for p in self.pack.lexicon.particles.pronouns if word.form.endswith(p) and word.form[: -len(p)] in forms), None)
            if pronoun is not None:
                first = self.words.sentence_at(k)[0]
                him = self._antecedent(k, first, pronoun, unlike=mine)
                return him if him and him[0].first >= first else self._spoken_to(first, k, pronoun, mine) or him
        return None

    def _to_join(self, frame: Frame, subject: list[Mention] | None) -> list[list[Mention]] | None:
        """ "مفاوضات انضمام تركيا إلى الاتحاد الأوروبي", "المفاوضات حول خروج بريطانيا من الاتحاد", "استأنفت صربيا مفاوضات الانضمام إلى": the state, and
        the union.
        """
        for k in range(frame.cue + 1, min(frame.cue + _BEHIND, frame.clause[1] - 2)):
            if "contacts.joining_a_union" in self.forms[k].stem_sets:
                named = self.cast.between(k + 1, min(k + _BETWEEN, frame.clause[1]))
                union = next((m for m in named[:2] if m.kind == "body" and self._preposition(m) in self.pack.either("contacts.until", "contacts.from")), None)
                state = [named[0]] if union is not None and named[0] is not union else subject
                sided = union is not None and state and state[0].kind in PLACES and not self._one_camp([state[0], union])
                return [state, [union]] if sided and state and union is not None else None
        return None

    def _stood_to_receive(self, frame: Frame) -> list[list[Mention]] | None:
        """ "وكان أمير قطر في مقدمة مستقبليه", "وكان الوزير في استقباله": who was received, and whoever is told before to have stood there."""
        k = frame.cue - 1 - (self.forms[frame.cue - 1].stem in self.pack.words(frame.sense.entry.row.needs))
        host = self.cast.at(k - 1) if k > 1 and not self.forms[k].sets.isdisjoint(("contacts.at", "speech.on")) else None
        if host is None or not frame.sense.pronoun or host.kind not in PEOPLE or self._preposition(host):
            return None
        guest = self._antecedent(host.first, self.words.sentence_at(host.first)[0], frame.sense.pronoun, unlike=host)
        return [guest, [host]] if guest and guest[0].kind in PEOPLE and not self._one_camp([guest[0], host]) else None

    def _each_of_them(self, frame: Frame, mine: Mention) -> list[Mention] | None:
        """ "اجتمع بكل منهما على حدة", "التقى كلا منهما": the two of another camp than whoever met them who were named last before."""
        for k in range(frame.cue + 1, min(frame.cue + REACH, frame.clause[1])):
            if "contacts.of_both" in self.forms[k].sets and self._one_of(k - 1):
                first = self.words.sentences[max(self.words.sentence_of(k) - 1, 0)][0]
                camp = self.cast.camp(mine.actors[0]) if mine.actors else None
                two = {m.actors[0]: m for m in reversed(self.cast.between(first, frame.cue)) if m.kind in PEOPLE and len(m.actors) == 1}
                named = [m for m in two.values() if self.cast.camp(m.actors[0]) not in (None, camp)][:2]
                return named[::-1] if len(named) == 2 else None
        return None

    def _spoken_to(self, first: int, end: int, pronoun: str, mine: Mention) -> list[Mention] | None:
        """The last person before of another camp, whatever stands before him: "تحدث إلى الرئيس واتفق معه على"."""
        camp = self.cast.camp(mine.actors[0]) if mine.actors else None
        woman = pronoun == self.pack.her
        people = (m for m in reversed(self.cast.between(first, end)) if m.kind in ("name", "office") and m.number == "s" and m.actors)
        return next(([m] for m in people if (m.gender == "f") == woman and None is not self.cast.camp(m.actors[0]) != camp), None)

    def _where_held(self, frame: Frame, mine: list[Mention]) -> list[Mention]:
        """The place of a conference abroad, none of those who take part."""
        present = {self.cast.camp(actor) for mention in mine for actor in mention.actors}
        if len(present) > 1:
            return []  # "عقد الرئيسان قمة في سوتشي لبحث التسوية في سوريا"
        of = self.cast.at(frame.cue + 1)
        if of is not None and of.kind == "nation" and of.actors and self.cast.actors[of.actors[0]].country is None:
            return []  # "القمة الأوروبية في بروكسل": with all of them, whoever is host
        own = present | {self.cast.actors[actor].country for mention in mine for actor in mention.actors}
        for mention in self.cast.between(frame.cue, frame.clause[1]):
            where = mention.kind in PLACES and self._where_it_is(mention)
            if where and mention.actors and None not in present and self.cast.camp(mention.actors[0]) not in own:
                return [mention]
        return []

    def _people_behind(self, at: int, end: int, joining: frozenset[str]) -> bool:
        """Do people stand behind one of some words right after a noun: "آخر اتصال بين بوتين وبايدن", "في اتصال مع نظيره"?"""
        following = self.cast.at(at + 2) if at + 2 < end and self.forms[at + 1].form in joining else None
        return following is not None and following.kind in PEOPLE

    def _between_him(self, frame: Frame) -> list[list[Mention]] | None:
        """ "مناقشات بينه وبين لافروف"."""
        for k in range(frame.cue + 1, min(frame.cue + _BEHIND, frame.clause[1] - 2)):
            form = self.forms[k].form
            pronoun = next((p for p in self.pack.lexicon.particles.pronouns if form.endswith(p) and form[: -len(p)] in self.between), None)
            other = self.cast.at(k + 2) if pronoun is not None and self.forms[k + 1].stem in self.between else None
            if pronoun is not None and other is not None:
                mine = self._antecedent(frame.cue, self.words.sentence_at(k)[0], pronoun, unlike=other)
                return [mine, [other]] if mine else None
        return None

    def _told_in(self, frame: Frame) -> list[list[Mention]] | None:
        """ "أبلغ الوزير نظيره في اتصال هاتفي": who said what to whom in the contact."""
        at = frame.cue
        if frame.mode != "call" or "contacts.in" not in self.forms[at - 1].sets:
            return None
        first = self.words.sentence_at(at)[0]
        groups = [g for g in self._groups(max(first, at - REACH), min(at + _BETWEEN, frame.clause[1])) if g.mentions[0].kind in PEOPLE]
        for speaker, hearer in pairwise(groups):
            addressed = hearer.preposition in ("", GENITIVE) or hearer.preposition in self.pack.sets["contacts.asked"]
            told = speaker.preposition == GENITIVE and speaker.mentions[0].first == first + 1  # "أعلم الوزير نظيره"
            if (told or not speaker.preposition) and addressed and not self._one_camp([speaker.mentions[0], hearer.mentions[0]]):
                return [speaker.mentions, hearer.mentions[:1]]
        return None

    def _between_them(self, frame: Frame) -> list[list[Mention]] | None:
        """ "اتفقت السعودية وإيران على استئناف الحوار بينهما"."""
        first = self.words.sentence_at(frame.cue)[0]
        for k in range(frame.cue + 1, min(frame.cue + _BEHIND, frame.clause[1])):
            form = self.forms[k].form
            if any(form.endswith(p) and form[: -len(p)] in self.between for p in self.pack.sets["contacts.them"]):
                for group in reversed(self._groups(first, frame.cue)):
                    if not self._one_camp(group.mentions) and (pair := self._pair(group.mentions)):
                        return pair
                return self._both(frame.cue, first) or self._two_before(k, first)
        return None

    def _at_odds(self, frame: Frame) -> list[list[Mention]] | None:
        """ "الحل الوحيد للنزاع بين الهند وباكستان هو الحوار": those between whom that is which talks would end."""
        if frame.mode != "talks" or (way := way_out(frame, self.words)) is None or way > frame.cue:
            return None
        two = next((g.mentions for g in self._groups(way, frame.cue) if g.preposition in self.between), [])
        return self._pair(two) or None if two and not self._one_camp(two) else None

    def _dual_before(self, frame: Frame) -> list[list[Mention]] | None:
        """ "اتفقا أثناء اتصال هاتفي", "اتفق الرئيسان في اتصال": two who are the subject of another verb."""
        first = self.words.sentence_at(frame.cue)[0]
        for k in range(frame.cue - 1, max(first, frame.cue - REACH) - 1, -1):
            if (self.forms[k].mark and self.forms[k].mark in self.pack.marks.colon) or "contacts.reasons" in self.forms[k].sets:
                return None  # "دعا الحزبان إلى الإرجاء لأن الموعد يتزامن مع مناقشة القانون"
            verb = finite(self.forms[k])
            if verb is None or self.cast.at(k) is not None or self._verbal_noun(k, first):
                continue  # "اتفقا على عقد لقاء"
            together = "together" in self.forms[k].kinds
            if (verb.entry.kind == "hold" and not together) or (frame.verb is not None and k >= frame.verb):
                return None
            after = [g for g in self._groups(k + 1, frame.cue) if not g.preposition]
            if after:
                other = next((g for g in self._groups(after[0].mentions[-1].end, frame.cue) if g.preposition in self.pack.sets["contacts.with"]), None)
                if together and other is not None and self._one_camp(after[0].mentions):
                    return [after[0].mentions, other.mentions]  # "اتفق الوزير مع نظيره على الاجتماع"
                toured = getattr(verb.entry.row, "visit", False) and all(m.kind in PLACES for m in after[0].mentions)
                return None if toured else self._pair(after[0].mentions) or None  # "ستزور السعودية ثم إيران لإجراء محادثات"
            whom = next((g for g in self._groups(k + 1, frame.cue) if g.preposition in self.pack.sets["contacts.with"]), None)
            if together and verb.entry.form[2] == "s" and self._agreed(frame.cue):
                mine = self._dropped(k, first, verb, unlike=whom.mentions[0] if whom is not None else None)  # "قال لافروف إنه اتفق مع بلينكن على اللقاء"
                him = whom.mentions if whom is not None else self._with_him(frame, frame.sense.entry.row.with_, mine[0]) if mine else None
                return [mine, him] if mine and him else None  # "اتفق معه على لقاء"
            if verb.entry.form[2] == "d":
                before = [g for g in self._groups(first, k) if not g.preposition]
                pair = self._pair(before[-1].mentions) if before else []
                another = together and frame.mode != "talks"  # that they go on to talk is no other contact
                return pair or (self._two_before(k, first) if another else None)  # "التقى نظيره واتفقا على عقد لقاء"
            return None
        return None

    def _of_both(self, at: int) -> list[list[Mention]] | None:
        """ "مسؤولون من الجانبين": of each of the two sides."""
        both = self.cast.at(at + 1) if at + 1 < len(self.forms) and "contacts.from" in self.forms[at].sets else None
        return (self._pair([both]) or None) if both is not None and "both" in self.forms[both.first].kinds else None

    def _two_before(self, at: int, first: int) -> list[list[Mention]] | None:
        """ "كان الوزيران أخفقا حين التقيا", "لم يلتقيا لكنهما تحدثا": the two last spoken of together, or of whose contact was told last."""
        for group in reversed(self._groups(first, at)):
            sides = self._pair(group.mentions) if group.preposition in ("", GENITIVE) else []
            if len(sides) == 2 and not self._one_camp([mention for side in sides for mention in side]):
                return sides
        return self._two_told_last(at)

    def _verbal_noun(self, at: int, first: int) -> bool:
        """A form that is also its own verbal noun (عقد) is one when another verb already governs it."""
        if "contacts.nouns" not in self.forms[at].sets:
            return False
        comma = False
        for k in range(at - 1, first - 1, -1):
            word = self.forms[k]
            if "status" in word.kinds:
                return True  # "لم يستبعد الوزير، من جهته، عقد لقاء"
            comma = comma or (word.mark != "" and word.mark in self.pack.marks.comma)
            if (word.mark and not comma and word.mark not in "()") or (comma and finite(word) is not None):
                return False
            if "contacts.arrange" in word.sets or finite(word) is not None:
                return True
        return False

    def _agreed(self, at: int) -> bool:
        """ "اتفقا على عقد لقاء": a contact still to come."""
        k = at - 1
        while k > 0 and (not self.forms[k].kinds.isdisjoint(("holding", "hold")) or (self.forms[k].mark and self.forms[k].mark in self.pack.marks.quotes)):
            k -= 1
        return "speech.on" in self.forms[k].sets

    def _agreed_by_two(self, at: int) -> bool:
        """Does a verb for what two do together stand before what is agreed on?"""
        return self._agreed(at) and any("together" in word.kinds for word in self.forms[self.words.sentence_at(at)[0] : at])

    def _two_together(self, frame: Frame) -> list[Mention] | None:
        """The last subject of two before the noun: "الرئيسان", "أوباما ونظيره التركي"."""
        for group in reversed(self._groups(frame.clause[0], frame.cue)):
            if group.preposition in ("", GENITIVE) and (len(group.mentions) == 2 or len(group.mentions[0].actors) == 2):
                return group.mentions
        return self._two_behind(frame)

    def _two_behind(self, frame: Frame) -> list[Mention] | None:
        """ "عقب محادثات في سوتشي، أعلن الرئيسان": the two who do what is told behind the noun with which its sentence begins."""
        first, end = self.words.sentence_at(frame.cue)
        if frame.sense.article or frame.sense.pronoun or self._measured(frame.cue) - first > 1:
            return None
        comma = next((k for k in range(frame.cue + 1, end - 2) if self.forms[k].mark and self.forms[k].mark in self.pack.marks.comma), None)
        if comma is None or finite(self.forms[comma + 1]) is None:
            return None
        doers = next(iter(self._groups(comma + 2, end)), None)
        two = doers is not None and not doers.preposition and (len(doers.mentions) == 2 or len(doers.mentions[0].actors) == 2)
        apart = doers is not None and doers.mentions[0].first == comma + 2 and not self._one_camp(doers.mentions)
        return doers.mentions if doers is not None and two and apart and doers.mentions[0].kind in PEOPLE else None

    def _possessor(self, at: int, first: int) -> list[Mention] | None:
        """ "كان للرئيس لقاءات مع": whose the contact was."""
        for k in range(at - 1, max(first, at - _POSSESSED) - 1, -1):
            if "contacts.was" in self.forms[k].sets:
                groups = self._groups(k + 1, at)
                return groups[0].mentions if groups and groups[0].preposition in self.pack.sets["speech.of"] else None
        return None

    def _in_touch(self, at: int, first: int) -> list[Mention] | None:
        """Who is in touch: "الحكومة لا تزال على اتصال مع", "إنه على تواصل مع", "نحن في اتصال دائم"."""
        sense = self.forms[at].by.get("occasion")
        if sense is None or "contacts.keeping" not in self.forms[at - 1].sets or sense.article or sense.pronoun or sense.entry.form[1] != "s":
            return None
        lasting = at + 2 < len(self.forms) and "contacts.with" in self.forms[at + 2].sets  # "في اتصال دائم مع"
        if "contacts.in" in self.forms[at - 1].sets and not lasting:
            return None
        k = at - 2
        between = self.pack.either("contacts.still", "contacts.auxiliary", "contacts.remaining")
        while k > first and self.forms[k].form in between:
            k -= 1
        if k < first:
            return None
        subject = self.cast.at(k)
        if subject is not None:
            group = self._coordinated_back(subject, self.cast.between(first, at))
            whole = subject.kind not in _CITIES or (subject.kind == "nation" and group[0].kind in PRESENT)  # "الحكومتان الأردنية والسورية على تواصل"
            return group if whole and not self._preposition(subject) else None
        form = self.forms[k].form
        if form in self.pack.sets["contacts.his_country"]:
            return self._us(self._speaker_at(k, quoted=False))
        if form in self.pack.sets["contacts.we"]:
            return self._speaker_at(k, quoted=False)
        pronoun = next((p for p in self.pack.lexicon.particles.pronouns if form.endswith(p)), "")
        if form in self.pack.sets["speech.that_pronoun"]:
            return self._antecedent(k, first, pronoun)
        return None

    def _sender_of(self, envoy: Mention) -> list[Mention] | None:
        """ "أوفد الرئيس مبعوثا سلم الوزير رسالة": who sent an envoy of whom nothing more is said."""
        actor = self.cast.actors[envoy.actors[0]] if envoy.kind == "office" and envoy.actors else None
        if actor is None or actor.kind != "office" or actor.role != "envoy" or actor.country is not None:
            return None
        first = self.words.sentence_at(envoy.first)[0]
        for k in range(envoy.first - 1, max(first, envoy.first - _BETWEEN) - 1, -1):
            verb = finite(self.forms[k], MEET)
            if verb is not None and verb.entry.row.sends:
                return self._subject_of(k, envoy.first, first)
        return None

    def _handed(self, frame: Frame, mine: list[Mention], sender: list[Mention] | None) -> list[Mention] | None:
        """ "سلم السفير الوزير رسالة": the second phrase between a verb of sending and its noun is whom it was handed to."""
        if frame.mode != "message" or frame.held_by is None or frame.verb is None or frame.verb > frame.cue or frame.held_by.entry.row.initiator != "subject":
            return None
        if any("contacts.who" in word.sets for word in self.forms[frame.verb + 1 : frame.cue]):
            return None
        if frame.held_by.pronoun:
            if sender and not self._one_camp([mine[0], sender[0]]):
                return mine  # "لقائه بالأمير الذي سلمه رسالة من الرئيس"
            first = self.words.sentence_at(frame.verb)[0]
            return self._other_than(mine[0], first, frame.verb)  # "استدعت الوزارة السفير وسلمته مذكرة"
        all_groups = self._groups(frame.verb + 1, frame.cue)
        groups = [g for g in all_groups if not g.preposition]
        other = next((g.mentions for g in groups if g.mentions[0].kind in ("name", "office", "body") and g.mentions[0] not in mine), None)
        to = self.pack.words(frame.sense.entry.row.to)
        told_before = mine[0].first < frame.verb  # "السفير سلم الوزير رسالة"
        return (
            other if other and (len(groups) > 1 or told_before) else next((g.mentions for g in all_groups if g.preposition in to), None)
        )  # "سلم السفير للوزير رسالة"

    def _ours(self, frame: Frame, other: Mention) -> list[Mention] | None:
        """ "قال الوزير: هناك مفاوضات مع السعودية": between his state, or himself, and them."""
        if frame.sense.article or "contacts.there_are" not in self.forms[frame.cue - 1].sets:
            return None
        speaker = self._speaker_at(frame.cue, quoted=False, unlike=other)
        mine = self._us(speaker) if other.kind in PLACES else speaker
        return mine if mine and not self._one_camp([mine[0], other]) and self.cast.camp(mine[0].actors[0]) is not None else None

    def _other_than(self, mention: Mention, first: int, end: int) -> list[Mention] | None:
        """Whoever of another camp was named last in a range."""
        camp = self.cast.camp(mention.actors[0]) if mention.actors else None
        named = (m for m in reversed(self.cast.between(first, end)) if m.kind in PEOPLE and m.actors)
        return next(([m] for m in named if self.cast.camp(m.actors[0]) not in (None, camp)), None)

    def _called_together(self, frame: Frame, rest: list[Group], genitive: Group | None) -> list[list[Mention]] | None:
        """ "دعت الكويت إلى اجتماع لمجلس التعاون": who calls for the session of a body, and the body."""
        group = genitive or next((g for g in rest[:1] if g.preposition in self.pack.sets["speech.of"] and g.mentions[0].first <= frame.cue + 3), None)
        if group is None or group.mentions[0].kind not in ("body", "group"):
            return None
        for k in range(frame.cue - 1, max(frame.clause[0], frame.cue - _BETWEEN) - 1, -1):
            asked = self.forms[k].by.get("status")
            if asked is not None and asked.entry.row.status == "proposed" and finite(self.forms[k]) is not None and "holding" not in self.forms[k].kinds:
                caller = self._subject_of(k, frame.cue, self.words.sentence_at(k)[0])
                return [caller, group.mentions] if caller and not self._one_camp([*caller, *group.mentions]) else None
        return None

    def _place_meant(self, at: int) -> list[Mention] | None:
        """ "سيزورها", "وصلها أمس": the state spoken of last before, in this sentence or the one before it."""
        start = self.words.sentences[max(self.words.sentence_of(at) - 1, 0)][0]
        return next(([m] for m in reversed(self.cast.between(start, at)) if m.kind in ("state", "place") and m.actors), None)
