"""The parts of a clause around a verb or noun of contact: governed phrases, where it begins and ends."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import Word
from qanat.read.among import Among
from qanat.read.cast import PEOPLE, PLACES, Cast, Mention
from qanat.read.frame import GENITIVE, Frame, Group
from qanat.read.governing import Governing
from qanat.read.syntax import HOLD, MEET, THEN, TIMES, finite
from qanat.text.words import Words, place_of

_SPORT: Final = 3  # words of sport that a text of something else may hold
_SPORTY: Final = 100  # and one more in so many words
_DASHES: Final = ("-", "–", "—")
_HOSTED: Final = 8  # tokens between a guest and the programme that has him
_PRESS: Final = 3  # tokens, besides those of time, between an interview and who had it
_ALSO: Final = 3  # tokens between whom one meets and "and with" somebody else
_THEN: Final = 6  # ... and "then" somebody else
_SENTENCES: Final = 3  # sentences in which those of a contact are "the two sides"
_NEEDED: Final = 4  # tokens from a noun to the word that makes it one of contact
_REMARK: Final = 10  # tokens of a relative clause between commas
_SIDED: Final = PEOPLE | {"body", "group", "state", "place"}
_TELLING: Final = frozenset(("speech", "meet"))


class Clauses(Governing):
    """Asks one text about its clauses."""

    def __init__(self, words: Words, cast: Cast, pack: Pack, among: Among) -> None:
        super().__init__(words, cast, pack)
        self.among = among
        self.between = pack.sets["contacts.between"]
        self.function = pack.sets["function.words"]
        self.sport = pack.sets["contacts.sport"]
        self.nominative = tuple(pack.sets["contacts.nominative"])
        self.that = pack.sets["speech.that"]
        self.describing = tuple(pack.sets["offices.describing"])
        self.last: Frame | None = None
        self.sat = False  # was a meeting told before, at which others may have sat by?
        self.met: set[int] = set()  # the first tokens of those whom somebody met: who acts next is he
        self._meals: list[tuple[str, frozenset[str]]] | None = None  # memories of the two below
        self._sporting: list[int] | None = None

    @property
    def meals(self) -> list[tuple[str, frozenset[str]]]:
        """The rows of occasions that are also told as a meal given to a guest, each with its words."""
        if self._meals is None:
            self._meals = [(row.id, self.pack.words(row.meal)) for row in self.pack.tables["occasion"] if row.meal]
        return self._meals

    @property
    def sporting(self) -> list[int]:
        """The tokens that are words of sport."""
        if self._sporting is None:
            self._sporting = [k for k, word in enumerate(self.forms) if word.rooted and word.stem in self.sport]
        return self._sporting

    def of_sport(self, first: int, end: int) -> bool:
        """Is a sentence, or the whole text, one of sport?"""
        whole = len(self.sporting) > max(_SPORT, len(self.forms) // _SPORTY)
        return whole or place_of(first, self.sporting) < place_of(end, self.sporting)

    def _pair(self, mentions: list[Mention]) -> list[list[Mention]]:
        """Two sides inside one phrase: "الوزيران", "وزيرا خارجية مصر والأردن"."""
        if len(mentions) > 1:
            return [[m] for m in mentions]
        if (two := self._last_two_sides(mentions[0])) is not None:
            return two
        if len(mentions[0].actors) > 1:
            one = mentions[0]
            return [[Mention(one.first, one.end, (actor,), one.kind)] for actor in one.actors]
        return []

    def _last_two_sides(self, mention: Mention) -> list[list[Mention]] | None:
        """ "عقد الجانبان", "وفدا الطرفين": the two whose contact was told last."""
        both = any("offices.two_sides" in self.forms[k].sets for k in range(mention.first, mention.end))
        if not both or self.last is None:
            return None
        persons = "offices.men" in self.forms[mention.end - 1].sets or "offices.leaders" in self.forms[mention.end - 1].sets
        two = self._two_told_last(mention.first, PEOPLE if persons or self.last.visit else _SIDED)
        return [list(side) for side in two] if two is not None and all(len(side[0].actors) == 1 for side in two) else None

    def _two_told_last(self, at: int, kinds: frozenset[str] = PEOPLE, sentences: int = _SENTENCES) -> list[list[Mention]] | None:
        """The two of some kinds and of two camps whose contact was told last, in the sentence of a token or those just before it, so many in all."""
        last = self.last
        if last is None or self.words.sentence_of(at) - self.words.sentence_of(last.cue) >= sentences or len(last.sides) != 2:
            return None
        two = all(len(side) == 1 and side[0].kind in kinds for side in last.sides)
        return last.sides if two and not self._one_camp([m for side in last.sides for m in side]) else None

    def _and_with(self, group: Group, end: int) -> list[Mention]:
        """ "تحادث مع نظيره ومع الأمين العام", "إلى الرياض الأحد ثم إلى الدوحة": those of the next phrases that the same preposition, with "and", governs."""
        last, more = group.mentions[-1], list[Mention]()
        for other in self._groups(last.end, end) if group.preposition else ():
            head = other.mentions[0]
            if self._leads(head):
                continue  # "مع وفد برئاسة فلان ثم مع"
            word = self.forms[head.first] if head.preposition else self.forms[head.first - 1]
            conjunctions = self.pack.lexicon.particles.conjunctions
            then = not self.forms[head.first - 2].sets.isdisjoint(THEN)  # "مع الوفد، ثم مع الوزير"
            joined = other.preposition == group.preposition and bool(head.conjunction if head.preposition else word.form[0] in conjunctions or then)
            sided = head.kind in PEOPLE or self._delegation(head) or (head.kind in _SIDED | PLACES and group.mentions[0].kind not in PEOPLE)
            between = self.forms[self._past_head(last.end, head.first) : head.first]
            if not joined or not sided or sum(word.kinds.isdisjoint(TIMES) for word in between) > _ALSO:
                break
            more += other.mentions
            last = other.mentions[-1]
        return more

    def _one_camp(self, mentions: list[Mention]) -> bool:
        """Are they all of one side?"""
        return len({self.cast.camp(actor) for mention in mentions for actor in mention.actors}) == 1

    def _groups(self, first: int, end: int) -> list[Group]:
        """The mentions of a range, joined where "and" or a list joins them."""
        out: list[Group] = []
        for mention in self.cast.between(first, end):
            if mention.end == mention.first + 1 and "speech.sides" in self.forms[mention.first].stem_sets:
                continue  # "من جهة"
            if out and self._glosses(mention, out[-1].mentions[-1]):
                continue
            if out and self._heads(mention, out[-1].mentions[-1]):
                continue  # "بين الجيش بقيادة فلان وقوات الدعم السريع بقيادة فلان"
            if len(out) > 1 and self._lists(out[-1], mention) and self._joined_to(mention, out[-1].mentions[-1].end - 1) is out[-2].mentions[-1]:
                out[-2].mentions.append(mention)
                continue
            preposition = self._preposition(mention)
            if len(out) > 1 and self._then(out[-1], mention) and out[-2].mentions[-1].kind in PEOPLE and preposition in ("", out[-2].preposition):
                out[-2].mentions.append(mention)
                continue
            if out:
                last = out[-1].mentions[-1]
                past = self._past_head(last.end, mention.first)
                gap = self.forms[past : mention.first]
                if gap and gap[-1].mark in self.pack.marks.quotes:
                    gap = gap[:-1]  # "روسيا و«أوبك»"
                joined = mention.conjunction or (gap and self._joins(gap, mention, out[-1].preposition))
                near = len(gap) <= (_THEN if gap and last.kind in PEOPLE and "contacts.and_then" in gap[-1].sets else _ALSO)
                if joined and near and (not preposition or preposition == out[-1].preposition) and all(finite(w) is None for w in gap):
                    out[-1].mentions.append(mention)
                    continue
                if len(gap) == 1 and gap[0].mark in self.pack.marks.comma and not preposition and mention.kind == last.kind == "state":
                    out[-1].mentions.append(mention)
                    continue
                adjectives = last.kind == "nation" or (last.kind == "state" and past == last.first + 1 and "nation" in self.forms[last.first].kinds)
                if mention.kind == "nation" and adjectives and (not gap or (len(gap) == 1 and gap[0].mark in _DASHES)):
                    out[-1].mentions.append(mention)  # "القمة الروسية التركية"
                    continue
            out.append(Group(preposition, [mention]))
        return out

    def _glosses(self, mention: Mention, body: Mention) -> bool:
        """Do quotation marks right behind a body tell whom it is made of: "مجلس الدفاع «وزراء الخارجية والدفاع»"?"""
        marked = mention.first == body.end + 1 and self.forms[body.end].mark in self.pack.marks.quotes and self._closed(mention.end)
        return marked and body.kind == "body" and mention.kind == "office" and mention.number == "p"

    def _lists(self, place: Group, mention: Mention) -> bool:
        """Is a mention with "and" right behind a place, at most a comma between?"""
        gap = self.forms[place.mentions[-1].end : mention.first]
        return bool(mention.conjunction) and (not gap or (len(gap) == 1 and gap[0].mark in self.pack.marks.comma))

    def _then(self, place: Group, mention: Mention) -> bool:
        """ "التقى الرئيس في بعبدا ثم رئيس الحكومة": is somebody told to come after another, where whose place stands between?"""
        gap = self.forms[place.mentions[-1].end : mention.first]
        where = place.mentions[0].kind not in PEOPLE and place.preposition in self.pack.sets["contacts.place"] | {GENITIVE}
        return where and mention.kind in PEOPLE and 0 < len(gap) <= _THEN and any("contacts.and_then" in word.sets for word in gap)

    def _heads(self, mention: Mention, of: Mention) -> bool:
        """Is a mention right behind a delegation or body whoever leads it?"""
        return self._leads(mention) and mention.kind in PEOPLE and of.kind in ("group", "body") and mention.first - of.end <= _ALSO

    def _past_head(self, at: int, end: int) -> int:
        """The token past whoever is told at one to lead what was named before it."""
        leader = self._led_by(at, end)
        return leader.end if leader is not None and leader.end <= end else at

    def _joins(self, gap: list[Word], mention: Mention, preposition: str) -> bool:
        """Do the words before a mention join it to another, of some preposition: "بين", "و", "وعدد من", "، ثم"?"""
        conjunctions = self.pack.lexicon.particles.conjunctions
        counted = self._counting(gap[0].form) in conjunctions and all(w.form in self.each_of for w in gap[1:])
        sets = self.pack.sets
        then = "contacts.and_then" in gap[-1].sets and (mention.kind in PEOPLE or preposition in sets["contacts.until"] or not preposition)
        seat = bool(gap[0].conjunction) and len(gap) == 1 and gap[0].stem in self.seats  # "بين مملكة البحرين وجمهورية بنغلاديش"
        as_well = len(gap) > 1 and "contacts.as_well" in gap[-2].sets  # "، فضلا عن"
        return counted or then or seat or as_well or gap[-1].form in self.between or gap[-1].form in conjunctions

    def _genitive(self, at: int, groups: list[Group]) -> Group | None:
        """The phrase right after the noun, at most one adjective between."""
        if not groups or (groups[0].preposition and (groups[0].preposition != GENITIVE or groups[0].mentions[0].kind != "nation")):
            return None
        head = groups[0].mentions[0]
        gap = self.forms[at + 1 : head.first]
        if gap and gap[-1].mark in self.pack.marks.quotes:
            gap = gap[:-1]  # "للقاء «مرسي»"
        counting = self.pack.either("contacts.each", "contacts.each_of")  # "لقاء عدد من المسؤولين"
        if (
            len(gap) > 2
            or (self.forms[at].article and any(w.form in counting for w in gap))  # "شارك في الاجتماع كل من"
            or any(w.mark or w.preposition or finite(w, HOLD) is not None or (w.form in self.function and w.form not in counting) for w in gap)
            or (head.kind == "nation" and (len(groups[0].mentions) < 2 or self._of_another_noun(at, head)))
        ):
            return None
        return groups[0]

    def _of_another_noun(self, at: int, nation: Mention) -> bool:
        """ "آلية التشاور السياسي التونسية المصرية": a feminine adjective describes no masculine noun."""
        return nation.gender == "f" and "contacts.masculine" in self.forms[at].stem_sets

    def _adverbial(self, at: int) -> bool:
        """Does the noun only say on what occasion: "خلال الزيارة", "على هامش أعمال القمة"?"""
        sense = self.forms[at].by.get("occasion")
        before = self._before_course(at)
        return (sense is None or sense.article or bool(sense.pronoun)) and self._during(before)

    def _before_course(self, at: int) -> int:
        """The token before a noun and the course of what it names: "أعمال القمة"."""
        return at - 2 if at and "contacts.course" in self.forms[at - 1].stem_sets else at - 1

    def _measured(self, at: int) -> int:
        """The token with which the measure of a contact begins, "بعد يوم طويل من المفاوضات"; its own noun where none is told."""
        if at and "contacts.from" in self.forms[at - 1].sets:
            for k in range(at - 2, max(at - _NEEDED, 0) - 1, -1):
                if "contacts.measures" in self.forms[k].stem_sets:
                    return k
        return at

    def _during(self, at: int) -> bool:
        """Is this a word for "during", "after" and the like, "and" attached or not?"""
        form = self.forms[at].form if at >= 0 else ""
        conjunction = next((c for c in self.pack.lexicon.particles.conjunctions if form.startswith(c)), "")
        return not self.pack.sets["contacts.during"].isdisjoint((form, form[len(conjunction) :]))

    def _relations(self, cue: int, first: int) -> bool:
        return self._relations_from(self._past_own(cue), first)

    def _relations_from(self, at: int, end: int) -> bool:
        """Is a relation spoken of between two tokens? Not by whom one is called: تمام سلام, الأمين العام لمجلس التعاون."""
        return any(self._of_relation(k) and self.cast.at(k) is None for k in range(at, end))

    def _of_relation(self, at: int) -> bool:
        relations, word = self.pack.sets["contacts.relations"], self.forms[at]
        return word.stem in relations or word.form in relations

    def _past_own(self, cue: int) -> int:
        """The token past a noun of contact and the noun that it holds: "محادثات السلام", "مفاوضات هدنة"."""
        sense, own = self.forms[cue].by.get("occasion"), cue + 1
        bare = sense is not None and not (sense.article or sense.pronoun) and finite(self.forms[cue], MEET) is None
        if not bare or own >= len(self.forms):
            return own
        word = self.forms[own]
        a_relation = sense is not None and sense.entry.row.mode != "message" and self._of_relation(own)  # not "رسالة تعاون إلى"
        return own + 1 if word.article or (a_relation and not (word.preposition or word.conjunction)) else own

    def _of_something_else(self, cue: int, first: int) -> bool:
        """Does what follows belong to what was spoken of, not to whom: "تحدث عن سياسة الجوار مع إيران"?"""
        return self._relations(cue, first) or any("contacts.about" in word.sets for word in self.forms[cue + 1 : first])

    def _of_relations(self, group: Group, cue: int) -> bool:
        """ "الحدود مع سوريا": a state that follows a noun of relations is not met; but "محادثات السلام مع سوريا"."""
        head = group.mentions[0]
        at = head.first - (0 if head.preposition else 1)
        return head.kind not in PEOPLE and self._relations_from(max(at - 2, self._past_own(cue)), at)

    def _for_the_press(self, at: int, end: int) -> bool:
        """ "استضافتها في برنامج": a talk for the public."""
        near = [k for k in range(at + 1, min(at + _HOSTED, end)) if self.forms[k].kinds.isdisjoint(TIMES)]  # "في مقابلة صباح السبت مع محطة تلفزيون"
        for k in near[:_PRESS]:
            if "contacts.about" in self.forms[k].sets:
                break  # "مفاوضات بشأن برنامج طهران النووي"
            if "contacts.media" in self.forms[k].stem_sets:
                return True
        sense = self.forms[at].by.get("occasion")
        if sense is None or not sense.pronoun or not sense.entry.row.welcome:
            return False
        for k in range(at + 1, min(at + _HOSTED, end - 1)):  # "استضافته اليوم الأربعاء في برنامج", "في «بوليتيكا»"
            if "contacts.at" in self.forms[k].sets:
                return "contacts.media" in self.forms[k + 1].stem_sets or self.forms[k + 1].mark in self.pack.marks.quotes
            if self.cast.at(k) is not None:
                return False
        return False

    def _tells(self, at: int) -> bool:
        """A verb of saying or contact that begins a clause of its own; بين is "between" rather than "explained"."""
        word = self.forms[at]
        if not (word.speaks or "meet" in word.kinds) or self.cast.at(at) is not None or "speech.before_noun" in self.forms[at - 1].sets:
            return False  # "خلال تنقلها"
        sense = finite(word, _TELLING)
        row = sense.entry.row if sense is not None else None
        return row is not None and not (getattr(row, "close", False) or getattr(row, "carried", False))

    def _occasion_at(self, at: int) -> bool:
        """A noun of contact, and no part of a name such as "المؤتمر الشعبي العام"; مذكرة only with احتجاج behind it, not of an agreement."""
        sense = self.forms[at].by.get("occasion")
        named = self.cast.at(at) if sense is not None else None
        if named is not None and named.kind == "body":
            return False
        if sense is None or sense.entry.row.mode != "message" or not sense.entry.row.needs:
            return sense is not None and not (sense.entry.row.standing and sense.pronoun)  # "القمة التي اختتمت أعمالها"
        needs = self.pack.words(sense.entry.row.needs)
        return any(word.stem in needs for word in self.forms[at + 1 : at + _NEEDED])

    def _clause_start(self, at: int, first: int) -> int:
        for k in range(at - 1, first - 1, -1):
            word = self.forms[k]
            if word.mark in self.pack.marks.colon or word.mark == "؛" if word.mark else self._tells(k):
                return k
        return first

    def _stop(self, at: int, end: int, relative: int | None) -> int:
        """Where the frame of a cue ends: the next verb of speech or contact, or the next noun of contact with its own verb."""
        aside = at
        who, negations, there = self.pack.sets["contacts.who"], self.pack.sets["contacts.negations"], self.pack.sets["contacts.at"]
        noun = self.forms[at].by.get("occasion")
        welcome = noun is not None and noun.entry.row.welcome
        for k in range(at + 1, end):
            word, before = self.forms[k], self.forms[k - 1].form
            if k > at + 1 and word.form in who:
                aside = self._past_remark(k, end)
            own = "hold" in word.kinds and before in who  # "القمة التي اختتمت أمس"
            if k < aside or k == relative or own or before in negations:
                continue  # "زيارة لم يعلن عنها"
            if word.mark in self.pack.marks.colon:
                return self._before_speaker(k)
            if k > at + 1 and self._tells(k):
                subject = self._own_subject(k)
                return k if subject is None else subject.first
            staying = welcome and before in there
            if staying and self._occasion_at(k) and self.forms[k].by["occasion"].entry.row.visit:
                continue  # "لاستقبال الرئيس في زيارة مرتقبة"
            if k > at + 2 and self._occasion_at(k) and "meet" not in self.forms[at].kinds and not self._adverbial(k):
                return k
        return end

    def _own_subject(self, verb: int) -> Mention | None:
        """ "الوزير يزور الرئيس والسفير يلتقي وفدا": whoever stands with "and" between the object of one verb and another verb in the singular is the
        subject of this one, and not met by the first.
        """
        mention, held = self.cast.at(verb - 1), finite(self.forms[verb])
        if mention is None or held is None or not mention.conjunction or mention.kind not in PEOPLE or mention.first < 2:
            return None
        if held.conjunction or held.pronoun or held.entry.form[2] != "s":
            return None
        other = self.cast.at(mention.first - 1)
        met = other is not None and (finite(self.forms[other.first - 1]) is not None or bool(self._preposition(other)))
        return mention if met else None

    def _before_speaker(self, colon: int) -> int:
        """The token at which a speaker is named with "and" behind what is no person: "استقبل وفد الحزب وفلان: لا حوار"; else that of his colon."""
        speaker = self.cast.at(colon - 1)
        before = self.cast.at(speaker.first - 1) if speaker is not None and speaker.kind == "name" and speaker.conjunction else None
        return speaker.first if speaker is not None and before is not None and before.kind != "name" else colon

    def _past_remark(self, who: int, end: int) -> int:
        """The token past a short relative clause between commas: "زيارة الوفد، التي وصفها بالناجحة، إلى السعودية"; `who` where there is none."""
        commas = self.pack.marks.comma
        if self.forms[who - 1].mark not in commas or not self.forms[who - 1].mark:
            where = next(iter(self.cast.between(who + 2, min(who + 2 + _ALSO, end))), None)  # "التقى الوزير الذي يزور موسكو نظيره"
            there = where is not None and where.kind in ("place", "city", "state") and finite(self.forms[who + 1]) is not None
            return where.end if where is not None and there else who
        return next((k for k in range(who + 1, min(who + _REMARK, end)) if self.forms[k].mark and self.forms[k].mark in commas), who)
