"""Who travels, and to whom."""

from __future__ import annotations

from typing import Final

from qanat.read.cast import PEOPLE, PLACES, Mention
from qanat.read.frame import GENITIVE, REACH, SPEAKER, Frame, Group
from qanat.read.invitations import Invitations
from qanat.read.syntax import MEET, TIMES, finite

# of whom a headline tells that they are abroad
_TRAVELS: Final = frozenset(("head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister", "io_head"))
_RECEIVES: Final = PLACES | {"body", "group", "name", "office"}
_WHEN: Final = TIMES | {"unit"}
_THITHER: Final = 8  # tokens between a visit and "to it"
_WHERE: Final = 12  # tokens behind a visit in which its place is told
_NEXT: Final = 3  # tokens between a tour and whose it is


class Visits(Invitations):
    """Fills the frame of a visit: traveller, host, destination, invitation."""

    def _visit(
        self, frame: Frame, groups: list[Group], subject: list[Mention] | None, genitive: Group | None, antecedent: list[Mention] | None
    ) -> Frame | None:
        row = frame.sense.entry.row
        if (asked := self._asked_to_itself(frame)) is not None:
            frame.sides, frame.initiator, frame.destination, frame.invited = [asked[:1], asked[1:]], asked[0], asked[1], True
            return frame
        where: list[Mention] | None = None
        travellers = subject or antecedent
        if frame.held_by is not None and frame.held_by.entry.form[2:3] == ("p",):
            end = self.words.sentence_at(frame.cue)[1]
            named = self._named_among(frame.cue, end)  # "سيقوم مسؤولون بزيارة إيران ومن ضمنهم الوزير"
            travellers, frame.among = named or travellers, bool(named)
        if genitive is not None and not (row.needs and genitive.mentions[0].kind in ("nation", "body")):  # جولة خليجية
            if genitive.mentions[0].kind in ("state", "place", "city", "body", "nation") or travellers:
                where = genitive.mentions
            else:
                travellers = genitive.mentions
        wanted = self.pack.words(row.to) | self.pack.words(row.with_)
        if travellers is None:
            # زيارة للرئيس المصري إلى تونس
            travellers = next((g.mentions for g in groups[:1] if g.preposition in wanted and g.mentions[0].kind in PEOPLE), None)
        for group in groups:
            if group.mentions is travellers or self._quote_ends(frame.cue, group.mentions[0].first):
                continue
            if where is None and (
                group.preposition in wanted
                or (not group.preposition and travellers is not group.mentions and group.mentions[0].kind in PLACES and self._bare_way(frame.cue, group))
                or (group.mentions[0].first == frame.cue + 1 and group.mentions[0].kind in PEOPLE and self._visits_him(frame.cue))  # "زيارته رئيس البرلمان"
            ):
                where = [*group.mentions, *self._and_with(group, frame.clause[1])]
        if where is None and not row.with_ and genitive is not None:
            before = [m for m in self.cast.between(frame.clause[0], frame.cue) if m.kind in PLACES and self._preposition(m) in wanted]
            where = before[-1:] or None  # "يعود إلى طهران حيث من المقرر وصول الوزير الفرنسي"
        if where is None and frame.cue > 1 and "contacts.place" in self.forms[frame.cue - 1].sets:
            at = self.cast.at(frame.cue - 2)
            if at is not None and at.kind in PLACES and self._preposition(at) in self.pack.sets["contacts.place"]:
                where = [at]  # "في تونس في زيارة"
        if where is None and self._thither(frame):
            where = self._place_meant(frame.cue)
        if row.needs:
            stations = [m for m in self.cast.between(frame.cue, frame.clause[1]) if m.kind in PLACES]
            where = stations or where or self._region(frame.cue + 1)  # all stations of a tour
        invited = self._invitation(frame)
        if travellers is None and invited is None and frame.purpose and self._to_somebody(frame.cue):
            return None  # "الدعوة الموجهة إلى سيد القصر لزيارة واشنطن": nobody who is named
        if travellers is None:
            travellers = (
                self._let(frame.cue, frame.clause[0])
                or self._who_left(frame)
                or self._on_tour(frame.cue, frame.clause[0])
                or self._who_means_it(frame.cue)
                or self._antecedent(frame.cue, frame.clause[0], "", traveller=True)
            )
            if travellers and travellers[0].kind not in PEOPLE and not self._delegation(travellers[0]):
                return None
            if travellers and any(self.cast.actors[actor].role == "spokesperson" for actor in travellers[0].actors):
                return None  # "أكد المتحدث أن الزيارة إلى الكاميرون مهمة": of whom he speaks for
        if where is None and travellers and not row.needs:
            where = self._left(frame, travellers[0]) or self._host_of_clause(frame, travellers[-1])
        host = None
        if invited is not None:
            guest, inviter = invited
            frame.invited = guest is not None
            travellers = guest or travellers
            if self._invites_himself(inviter, travellers, where, asked=guest is not None):
                host = inviter
        if travellers is None or travellers[0].number == "p":
            named = self._named_among(frame.cue + 1, self.words.sentence_at(frame.cue)[1])
            travellers, frame.among = named or travellers, bool(named) or frame.among
        if not travellers or travellers[0].kind not in ("name", "office", "group", "body"):
            return None
        if travellers[0].kind == "body" and not self._delegation(travellers[0]) and (frame.sense.pronoun or not self._own_camp(travellers[0])):
            return None  # no ministry and no palace travels
        alone = travellers[0].kind in PEOPLE and travellers[0].number == "s"
        if host is None and where is None and not row.needs and frame.verb is not None and alone:
            where = self._spoken_of(frame, travellers[0])
        receives = where is not None and (where[0].kind in _RECEIVES or bool(row.needs))
        if host is None and (not where or not receives or where[0] is travellers[0]):
            return None
        frame.destination = where[0] if where and where[0].kind in PLACES else None
        if frame.destination is None and not (row.with_ or row.needs or "object" in row.to):
            return None  # "وصول القوات إليها"
        frame.initiator = travellers[0]
        frame.sides = [travellers, host or where or []]
        return frame

    def _region(self, at: int) -> list[Mention] | None:
        """ "جولته الخليجية": the states of a region, where an adjective tells them, and no state has been told; not of "في الكويت ضمن جولة خليجية"."""
        region = self.cast.at(at)
        if any(m.kind in PLACES for m in self.cast.between(self.words.sentence_at(at)[0], at)):
            return None
        told = region is not None and region.kind == "nation" and all(self.cast.actors[actor].kind != "state" for actor in region.actors)
        return [region] if region is not None and told else None

    def _visits_him(self, cue: int) -> bool:
        """Is whoever stands behind "his visit" its object, "خلال زيارته رئيس البرلمان", and not that of a verb before it, "يلتقي خلال زيارته الرئيس"?"""
        first = self.words.sentence_at(cue)[0]
        met = (finite(word, MEET) for word in self.forms[first:cue] if word.meets)
        return bool(self.forms[cue].by["occasion"].pronoun) and not any(sense is not None and "object" in sense.entry.row.with_ for sense in met)

    def _comes(self, frame: Frame) -> None:
        """ "استقبلت القاهرة الرئيس", "تستعد بغداد لاستقبال الرئيس": where a place receives him somebody comes on a visit."""
        host, guests = frame.sides
        people = guests[0].kind in PEOPLE or self._delegation(guests[0])
        if self.forms[min(host[0].end, len(self.forms) - 1)].mark in self.pack.marks.colon:
            return  # "النيجر: قادة الانقلاب يرفضون استقبال الوفد"
        if (
            frame.sense.entry.row.welcome
            and frame.mode == "meeting"
            and host[0].kind in ("state", "place")
            and people
            and not self._one_camp([host[0], guests[0]])
        ):
            frame.visit, frame.mode, frame.initiator, frame.destination = True, "visit", guests[0], host[0]
            frame.sides = [guests, host]

    def _private(self, frame: Frame) -> bool:
        """ "وصل الوزير إلى تونس في زيارة عائلية", "يزور تونس للعلاج": does somebody go to a place, and not as a minister?"""
        where, in_order = frame.destination, self.pack.lexicon.particles.for_the[0]
        if where is not None and frame.initiator is not None and self._posted(frame.initiator, where):
            return True
        end = min(self.words.sentence_at(frame.cue)[1], max(frame.cue, where.end) + _THITHER) if where is not None else frame.cue
        for k in range(frame.cue, end):
            word, before = self.forms[k], self.forms[k - 1]
            trip = before.by.get("occasion")
            said = "contacts.private" in word.sets and trip is not None and trip.entry.row.visit
            near = where is not None and k < max(frame.cue, where.end) + _NEXT  # not "إلى تونس لبحث نقل الجرحى للعلاج"
            if said or (near and word.article and "contacts.cure" in word.stem_sets and in_order in (word.preposition, before.preposition)):
                return True
        return False

    def _posted(self, who: Mention, where: Mention) -> bool:
        """ "زار السفير الألماني لدى المملكة مدينة سدير": does he serve in the state in which he goes about? Not of an envoy "إلى سوريا"."""
        state = self.cast.camp(where.actors[0]) if where.actors else None
        attached, inland = self.pack.sets["offices.attached"], where.kind == "city"  # "لدى المملكة": and to no city of another state
        at = next((k for k in range(who.first + 1, who.end) if self.forms[k - 1].form in attached), None)
        in_it = where.kind in PLACES and at is not None and state in self.forms[at].states  # "سفير كندا لدى الأردن جامعة مؤتة": of the other camp
        return in_it or (at is not None and inland and not self.forms[at].states)

    def _there(self, first: int, end: int) -> Frame | None:
        """ "أمير الكويت في طهران الأحد", "لافروف في بغداد لبحث الهدنة", "وزير الخارجية إلى طهران غدا", "وفد روسي في القاهرة": a sentence that begins with
        somebody who is abroad or goes there, as headlines tell of visits.
        """
        start = first + (self.forms[first].mark in self.pack.marks.quotes)
        who = self.cast.at(start)
        if who is None or who.first != start or who.preposition or who.end + 1 >= end:
            return None
        sent = self._delegation(who)
        if not sent and who.kind not in ("name", "office"):
            return None
        where = self.cast.at(who.end + 1)
        going = "contacts.until" in self.forms[who.end].sets
        there = going or "contacts.at" in self.forms[who.end].sets
        if not there or where is None or where.kind not in PLACES or not where.actors or where.first != who.end + 1:
            return None
        travels = (sent or all(self.cast.actors[actor].role in _TRAVELS for actor in who.actors)) and not self._one_camp([who, where])
        after = self.forms[where.end] if where.end < end else None
        in_order = self.pack.lexicon.particles.for_the[0]
        told = after is None or after.mark or any(sense.preposition == in_order for sense in after.senses) or not after.kinds.isdisjoint(_WHEN)
        if not travels or not told or not self._sided(who):
            return None
        row = next(row for row in self.pack.tables["occasion"] if row.visit and "object" in row.to)
        frame = Frame(who.end, None, self.pack.lexicon.word(self.pack.folding.of_row(row.lemma)).by["occasion"], None, (first, end), visit=True, mode=row.mode)
        frame.sides, frame.initiator, frame.destination, frame.own, frame.agreed = [[who], [where]], who, where, True, going
        return frame

    def is_way(self, frame: Frame) -> bool:
        """Is a trip told by nothing but its going, its arriving or its coming, in a sentence that speaks of no visit?"""
        row, kind = frame.sense.entry.row, frame.sense.entry.kind
        going = row.travel if kind == "meet" else row.visit and "object" not in row.to and not row.needs
        return frame.visit and bool(going) and not any(self._told_as_visit(k, frame) for k in range(*self.words.sentence_at(frame.cue)))

    def _told_as_visit(self, at: int, trip: Frame) -> bool:
        """Is a token a noun that tells of a trip as a visit? Not of one to somewhere else: "يتوجه إلى برلين للقاء نظيره، فيما تأجلت زيارة له إلى روما"."""
        word = self.forms[at]
        if word.preposition and "contacts.invite" in word.stem_sets:
            return True  # "وصل بدعوة من نظيره", "تلبية لدعوة"
        noun = word.by.get("occasion")
        if noun is None or not noun.entry.row.visit or not ("object" in noun.entry.row.to or noun.entry.row.needs):
            return False
        places = (m for m in self.cast.between(at + 1, at + _WHERE) if m.kind in PLACES and self._preposition(m) in self.pack.words(noun.entry.row.to))
        where = next(places, None)
        return where is None or trip.destination is None or where.actors == trip.destination.actors

    def is_ahead(self, at: int) -> bool:
        """ "قبل انتقاله إلى ميانمار": is something told to come after what the clause tells?"""
        return at > 0 and "contacts.ahead" in self.forms[at - 1].sets

    def _going_on(self, frame: Frame) -> list[Mention] | None:
        """ "أجرى مباحثات مع نظيره قبل انتقاله إلى ميانمار": whoever met in the sentence before he goes on, the guest where somebody was received."""
        last = self.last
        if last is None or not (frame.visit and self.is_ahead(frame.cue) and self.words.sentence_at(frame.cue)[0] <= last.cue) or len(last.sides) != 2:
            return None
        side = last.sides[1] if last.sense.entry.row.welcome and last.initiator is None else last.sides[0]
        woman = frame.sense.pronoun == self.pack.her
        return side if len(side) == 1 and side[0].kind in PEOPLE and (side[0].gender == "f") == woman else None

    def in_passing(self, frame: Frame) -> bool:
        """ "المبعوث الذي انتقل إلى نيويورك": does a relative clause tell of it?"""
        return frame.cue > 0 and "contacts.who" in self.forms[frame.cue - 1].sets

    def _own_camp(self, body: Mention) -> bool:
        """Is a body a camp of its own, no organ of a state?"""
        return bool(body.actors) and self.cast.camp(body.actors[0]) != self.cast.actors[body.actors[0]].country

    def _who_means_it(self, cue: int) -> list[Mention] | None:
        """ "يتطلع الرئيس إلى زيارة الكويت", "أعلن الوزير زيارة": whose words begin with the visit."""
        at = self.words.starts[cue]
        speaker = next((s.speaker for s in self.among.at(at) if s.content.start == at and s.speaker in self.cast.actors), None)
        if speaker is None or self.cast.actors[speaker].kind not in ("person", "office"):
            return None
        return [Mention(cue, cue + 1, (speaker,), "name", number=SPEAKER)]

    def _thither(self, frame: Frame) -> bool:
        """ "زيارة تاريخية إليها", "زيارة سيقوم بها لهذا البلد": to the state spoken of last?"""
        near = range(frame.cue + 1, min(frame.cue + _THITHER, frame.clause[1]))
        return any(
            "contacts.thither" in self.forms[k].sets or ("contacts.country" in self.forms[k].stem_sets and "contacts.this" in self.forms[k - 1].stem_sets)
            for k in near
        )

    def _let(self, cue: int, first: int) -> list[Mention] | None:
        """ "رفض السماح لوفد بزيارة", "منعت السلطات الوزير من زيارة": whom somebody lets travel, or keeps from it."""
        for k in range(cue - 1, max(first, cue - REACH) - 1, -1):
            word, sets = self.forms[k], self.pack.sets
            if "contacts.lets" in word.stem_sets or "contacts.lets" in word.sets:
                to = [g for g in self._groups(k + 1, cue) if g.preposition in sets["speech.of"] or not g.preposition]
                return to[-1].mentions if to and (to[-1].mentions[0].kind in PEOPLE or self._delegation(to[-1].mentions[0])) else None
        return None

    def _on_tour(self, cue: int, first: int) -> list[Mention] | None:
        """ "أول جولة خارجية للرئيس ستشمل زيارة ألمانيا": whose tour the visit is part of."""
        for k in range(cue - 1, max(first, cue - REACH) - 1, -1):
            noun = self.forms[k].by.get("occasion")
            if noun is not None and noun.entry.row.visit and noun.entry.row.needs:
                owner = next((g for g in self._groups(k + 1, cue) if g.mentions[0].first <= k + _NEXT), None)
                named = owner is not None and owner.mentions[0].kind in PEOPLE and owner.preposition in {"", GENITIVE} | self.pack.sets["speech.of"]
                return owner.mentions if owner is not None and named else None
        return None

    def _leaving(self, frame: Frame) -> int | None:
        """The verb of leaving before a visit: "غادر الوزير العراق بعد زيارة"."""
        back = range(frame.cue - 1, max(frame.clause[0], frame.cue - REACH) - 1, -1)
        return next((k for k in back if "contacts.left" in self.forms[k].sets or "contacts.left" in self.forms[k].stem_sets), None)

    def _who_left(self, frame: Frame) -> list[Mention] | None:
        """Whoever left after a visit, named right before the verb, "has" between not counted, or right behind it."""
        verb = self._leaving(frame)
        if verb is None:
            return None
        k = verb - 1
        while k > 0 and "contacts.auxiliary" in self.forms[k].sets:
            k -= 1
        beside = (self.cast.at(k), self.cast.at(verb + 1))
        return next(([m] for m in beside if m is not None and m.kind in PEOPLE and not self._preposition(m)), None)

    def _left(self, frame: Frame, traveller: Mention) -> list[Mention] | None:
        """What he left."""
        verb = self._leaving(frame)
        places = self.cast.between(verb + 1, frame.cue) if verb is not None else ()
        found = [m for m in places if m.kind in PLACES and self._preposition(m) in ("", GENITIVE) and m is not traveller]
        return found[:1] or None

    def _host_of_clause(self, frame: Frame, traveller: Mention) -> list[Mention] | None:
        """ "أثناء زيارة للرئيس وقعت المالديف اتفاقا": the state that is the subject of what was done on the visit."""
        if "contacts.in" not in self.forms[frame.cue - 1].sets or traveller.first < frame.cue:
            return None
        for mention in self.cast.between(traveller.end, min(traveller.end + _NEXT, self.words.sentence_at(frame.cue)[1])):
            return [mention] if mention.kind in PLACES and self._verb_before(mention) else None
        return None

    def _quote_ends(self, first: int, end: int) -> bool:
        """Does a quotation that began before the noun end in this range? What follows is said by somebody else."""
        return any(opens < first < closes <= end for opens, closes in self.words.quotes)

    def _spoken_of(self, frame: Frame, traveller: Mention) -> list[Mention] | None:
        """ "ستقام مراسم في هافانا خلال زيارة يقوم بها الوزير": the state abroad that the sentence speaks of."""
        first = self.words.sentence_at(frame.cue)[0]
        home = self.cast.camp(traveller.actors[0]) if traveller.actors else None
        for mention in reversed(self.cast.between(first, frame.cue)):
            there = self._preposition(mention) in self.pack.sets["contacts.place"]
            if mention.kind in PLACES and mention.actors and there and self.cast.camp(mention.actors[0]) not in (None, home):
                return [mention]
        return None

    def _bare_way(self, cue: int, group: Group) -> bool:
        """Is a place without a preposition the goal itself: "زيارة مدينة عدن", but not "زيارة معرض تويوتا اليابان"?"""
        for k in range(cue + 1, group.mentions[0].first):
            word = self.forms[k]
            if "contacts.clause" in word.sets:
                return False  # "زيارة للمصاب، حيث اطمأن الدكتور السويد على صحته"
            if self.cast.at(k) is not None:
                continue  # "زيارة الرئيس باراك أوباما مصر"
            if word.common and not word.kinds - {"common", "name"} and not word.article and "contacts.seat" not in word.stem_sets:
                return word.form in self.function or word.form in self.each
        return True
