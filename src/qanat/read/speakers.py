"""Whose words they are: the subject of a verb of saying, stated or dropped."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.read.around import Cue, blamed, plainly_behind
from qanat.read.asides import Asides
from qanat.read.called import Called
from qanat.read.carried import VOICES
from qanat.read.cast import PEOPLE, Cast, Mention
from qanat.read.syntax import TIMES, relative_head
from qanat.text.words import Words

_GAP: Final = 8  # tokens between a subject and the verb after it
_HEAD: Final = 2  # tokens before the subject that opens its sentence: "وقد استقبل الرئيس"
_WRITTEN: Final = 6  # tokens behind a document in which its author is named
_ISSUED: Final = 3  # tokens between a document and who issued it
_BACK: Final = 2  # sentences to whoever spoke just before
_RELATIVE: Final = 12  # tokens of a relative clause behind the subject of a verb
_NEXT: Final = 3  # tokens behind whom a verb names first, in which its object begins


class Speakers(Called):
    """Chooses the speaker of each cue of one text."""

    def __init__(self, words: Words, cast: Cast, pack: Pack, quoted: bytearray) -> None:
        super().__init__(words, cast, pack, quoted)
        self.asides = Asides(self.words, self.cast, self.pack)
        self.going_on = self.pack.sets["speech.and"]
        self.openers = self.pack.either("speech.that", "speech.heads", "speech.yet")
        self.stops = self.pack.either("speech.that", "speech.that_pronoun", "speech.clause_heads", "contacts.who")  # other clauses begin with these

    # --- a subject of its own -----------------------------------------------------------------------------------------------

    def subject(self, cue: Cue, first: int) -> Mention | None:
        """Whom "who" before the verb means, else after the verb, else before it, else whoever is likeliest to go on."""
        if cue.sense.entry.row.carried:
            return self._author(cue) or self.dropped(cue, first)
        if (mouth := self._mouth(cue)) is not None:
            return mouth
        begins = self.asides.with_already(cue.first)  # "الجيش الذي سبق أن رفض"
        if begins > first and "speech.relative" in self.forms[begins - 1].sets:
            hers = cue.sense.pronoun in self.pack.sets["offices.hers"] and "contacts.who_she" not in self.forms[begins - 1].sets  # "الذي وصفها بالمثمرة"
            of_head = not cue.sense.pronoun or hers or "speech.that" in self.forms[cue.end].sets  # "نظيره، الذي أبلغه أن"
            head = relative_head(begins, self.forms, self.cast, self.pack) if of_head else None
            if not of_head and self.last is not None and self._after(cue) is None and self.agrees(cue.sense, self.last):
                return self.last  # "التقرير، الذي وصفه بأنه"
            many = head is not None and head.number == "p" and cue.sense.entry.form[2] == "s"  # "أداء المديرين الذي قال إنهم"
            if head is not None and head.kind in VOICES - {"state", "place"} and self.agrees(cue.sense, head) and not (many or self._escort(head)):
                return head
            if (
                head is not None
                and self.last is not None
                and self._after(cue) is None
                and (many or not self.agrees(cue.sense, head))
                and self.agrees(cue.sense, self.last)
            ):
                return self.last  # "تونس، التي قال إنها"
        elif (at_once := self._himself(cue, first) or self._at_once(cue, first)) is not None:
            return at_once  # "هادي يدعو الصين"
        after = self._after(cue)
        if after is not None:
            return after
        document = cue.end + ("contacts.same" in self.forms[cue.end].sets)  # "وأفاد نفس البيان"
        if document < cue.start and "medium" in self.forms[document].kinds and not self.forms[document].preposition:
            return self.issuer(document) or self.dropped(cue, first)
        if self._voiceless(cue) or (self.forms[cue.end].number and cue.start > cue.end):
            return None  # "وأيدت 11 دولة القرار": they
        if cue.first and "speech.but" in self.forms[cue.first - 1].sets:
            return self.dropped(cue, first)  # "لكنه قال"
        if (whereas := self._main_clause(cue, first)) is not None:
            return whereas
        relative = cue.first > first and "speech.relative" in self.forms[cue.first - 1].sets
        if self._points_back(cue) and not (cue.sense.conjunction or relative) and self._person_of(first, cue.first):
            return self._sender_before(cue, first) or self.dropped(cue, first)  # "رد الرئيس، الذي يستعد لاستقبال ضيفه، بتغريدة توعد فيها"
        if (sender := self._sender_before(cue, first) or self.asides.for_whom(cue.first)) is not None:
            return sender
        if cue.sense.conjunction not in self.going_on and (before := self._before(cue, first)) is not None:
            return before
        return self.dropped(cue, first)

    def _mouth(self, cue: Cue) -> Mention | None:
        """ "لوحت موسكو على لسان وزيرها فلان بأنها": by whose mouth a state or body speaks."""
        for k in (*range(cue.end + 1, min(cue.start, cue.end + _WRITTEN + _GAP)), cue.stop + 1):
            mention = self.cast.at(k + 1) if k < len(self.forms) and "speech.mouth" in self.forms[k].sets else None
            if mention is not None and mention.kind in PEOPLE and "speech.on" in self.forms[k - 1].sets:
                return mention
        return None

    def _voiceless(self, cue: Cue) -> bool:
        """ "كشفت التحقيقات عن", "يقول المثل إن": the subject is a thing, with what it tells right behind it."""
        takes = cue.sense.entry.row.takes
        if cue.start < cue.end + 2 or self.cast.at(cue.end) is not None or ("object" in takes and "that" not in takes):
            return False  # "ودعا السياسيين إلى"
        word = self.forms[cue.end]
        silent = "speech.no_voice" in word.stem_sets  # "وتشير أنباء إلى"
        end = cue.end + 1 + (silent and self.forms[cue.end + 1].common)  # "معلومات أولية أن"
        if (
            not ((word.article and word.common) or silent)
            or word.preposition
            or word.kinds & TIMES
            or ("speech.latter" in word.sets or "speech.drawn" in word.sets or "function.words" in word.sets)
        ):
            return False
        after = self.forms[end]
        opens = "speech.that" in after.sets or after.form == cue.opener or (bool(after.mark) and cue.opener in ("colon", "quote"))
        return opens and cue.start <= end + 2

    def _at_once(self, cue: Cue, first: int) -> Mention | None:
        """Right before the verb, or before "had": "هادي يدعو", "الوزير كان قد أعلم"."""
        k = self.asides.before_verb(cue.first - 1)
        mention = self.cast.at(k) if k >= first and not cue.sense.conjunction else None
        many = mention is not None and mention.kind == "nation" and mention.number == "p" and cue.sense.entry.form[2] == "p"  # "الفلسطينيين قرروا"
        if mention is None or (mention.kind not in VOICES - {"place"} and not many) or mention.preposition:
            return None
        if (clause := self._met(mention, first)) >= 0:
            return self._head_of(clause, cue)
        if plainly_behind(cue, self.cast, self.forms, self.pack):
            return None
        if mention.first > first and self.forms[mention.first - 1].cites:
            return None  # "وبحسب وكالة رويترز قال الوزير"
        if self._seat(mention, first) or self.governed(mention, first) or self._held(mention, first):
            return None
        return self._first_of(mention, first)

    def _first_of(self, mention: Mention, first: int) -> Mention:
        """The first of those whom "and" joins before their verb: "السعودية ومصر والبحرين أعلنت", "الرئيس ووزيره أوضحا"."""
        while mention.conjunction and mention.first > first:
            before = self.cast.at(mention.first - 1)
            if before is None or before.first < first or before.kind != mention.kind or before.preposition:
                break
            mention = before
        return mention

    def _head_of(self, verb: int, cue: Cue) -> Mention | None:
        """Of whom a relative clause with this verb tells: "وفد الحزب الذي التقى", "الوفد عن الحزب الذي التقى"."""
        head = relative_head(verb, self.forms, self.cast, self.pack)
        while head is not None and head.first > 1 and self.forms[head.first - 1].form in self.governing:
            head = self.cast.at(head.first - 2)
        return head if head is not None and head.kind in VOICES and not head.preposition and self.agrees(cue.sense, head) else None

    def _after(self, cue: Cue) -> Mention | None:
        medium = self.forms[cue.end].by.get("medium") if cue.end < cue.start else None
        paper = medium is not None and not medium.pronoun  # not "ووجه حديثه للرئيس"
        found: Mention | None = None
        if cue.first and "speech.but" in self.forms[cue.first - 1].sets:
            return None  # "لكنه قال"
        aside = cue.end
        for mention in self.cast.between(cue.end, cue.until):
            while aside < mention.first:
                aside = max(self.asides.past_aside(aside, cue.until), aside + 1)
            if aside > mention.first and not (cue.sense.entry.row.carried or paper):
                continue  # "وقال خلال لقائه نظيره"
            if found is not None:
                found = self._named_beside(found, mention)
                continue
            if paper and mention.kind in VOICES and mention.first - cue.end <= _WRITTEN:
                if mention.first == cue.end and self._issued(mention, cue.until):
                    continue  # "أفاد تقرير صدر عن الجامعة"
                if not (mention.first == cue.end or self._authors(mention, cue.end)):
                    break  # "ودعا البيان المشترك المجتمع الدولي إلى", "بيان صدر بمناسبة زيارة الأمير"
                return mention  # "ذكر بيان لنقابة المعلمين"
            late = paper or cue.sense.entry.row.carried or self._late_subject(cue, mention)
            if cue.sense.conjunction and not late and self._after_preposition(cue.end, mention.first):
                break  # "وقال في جلسة عقدتها اللجنة": the subject is dropped
            if any("contacts.who" in self.forms[k].sets for k in range(cue.end, mention.first)):
                break
            if mention.first > cue.end and (mention.conjunction or self._of_clause(mention)):
                break
            if mention.first == cue.end and mention.kind == "body" and mention.gender == "f" and not self.agrees(cue.sense, mention):
                break  # "تعهد الشركة ببناء الجسر إلى": another verb
            if mention.first == cue.end and mention.kind == "state" and self._urged(cue, mention):
                break
            late_one = "names.late" in self.forms[mention.first].sets  # "وأشار والد الشهيد فلان"
            held = mention.first == cue.end + 1 and not (late_one or self.forms[cue.end].mark) and self._held(mention, cue.end - 1)
            if held and (mention.kind == "name" or (mention.kind in ("state", "place") and "speech.allies" in self.forms[cue.end].stem_sets)):
                break  # "وأشار والد سعود", "ودعا حلفاء واشنطن": not he, nor it
            if mention.first > cue.end and "stance" in self.forms[mention.first - 1].kinds and not self.forms[mention.first - 1].article:
                break  # "أعلن خلالها عزم الحكومة"
            voice = mention.kind in VOICES and not self.governed(mention, cue.end)
            many = mention.kind == "nation" and mention.number == "p" and (mention.first == cue.end or not self._asked_behind(cue, mention))
            if not mention.preposition and (voice or many):
                if self._object(cue, mention) or (mention.first > cue.end and mention.kind == "body" and not self.agrees(cue.sense, mention)):
                    break
                found = mention
        return found

    def _asked_behind(self, cue: Cue, mention: Mention) -> bool:
        """ "ودعا المستثمرين الإيطاليين إلى": several of a nation in a case that no subject has, and whoever they are before them."""
        before = self.forms[mention.first - 1]
        return self.forms[mention.first].form.endswith(self.pack.oblique) and before.article and cue.sense.entry.form[2] == "s"

    def _urged(self, cue: Cue, mention: Mention) -> bool:
        """Is a state of a feminine name right behind a masculine verb whom somebody else speaks to: "كما حث النرويج على"?"""
        return mention.gender == "f" and cue.finite and cue.sense.entry.form[1:3] == ("m", "s") and cue.sense.entry.form[0] == "past"

    def _late_subject(self, cue: Cue, mention: Mention) -> bool:
        """ "وقال في كلمة أمام البرلمان رئيس الوزراء إن", "وأعلن من بيروت رئيس الوزراء دعمه": somebody behind a closed phrase, right before his words."""
        k = mention.first - 1
        closed = k >= cue.end and (self.cast.at(k) is not None or self.forms[k].article or self.forms[k].mark in self.pack.marks.closing)
        behind = 0 <= cue.start - mention.end <= 1
        return closed and behind and mention.kind in PEOPLE and not mention.preposition and self.agrees(cue.sense, mention)

    def _authors(self, mention: Mention, document: int) -> bool:
        """Is it told to be his document: "بيان لوزارة الداخلية", "بيان صادر عن الرئاسة", "بيان الوزارة"?"""
        held = mention.first == document + 1 and not self.forms[document].article
        return self._given(mention) or held or self._made(mention, mention.first - 1)

    def _given(self, mention: Mention) -> bool:
        """ "لوزارة الداخلية", "عن الرئاسة", not "نشر بشبكة التلفزيون"."""
        before = self.forms[mention.first - 1].form
        return mention.preposition in self.pack.sets["speech.of"] or before in self.pack.either("speech.from", "contacts.from")

    def _issued(self, document: Mention, until: int) -> bool:
        """Is it told whose document it is? "بيان صدر عن الجامعة"."""
        return any(m.kind in VOICES and (self._given(m) or self._made(m, document.end)) for m in self.cast.between(document.end, until))

    def _made(self, mention: Mention, floor: int) -> bool:
        """ "دراسة نفذتها شركة": a verb that points back to the document stands before whose it is."""
        before = self.forms[mention.first - 1]
        return mention.first == floor + 1 and not (before.article or before.mark) and before.form.endswith(self.pack.lexicon.particles.pronouns)

    def _author(self, cue: Cue) -> Mention | None:
        """Whose document it is: "وجاء في بيان لوزارة الداخلية أن", "في بلاغ صادر عن الرئاسة", "في البيان"; else the document: "جاء في التقرير"."""
        document = next((k for k in range(cue.end, cue.start) if "medium" in self.forms[k].kinds), None)
        if document is None:
            return None
        own = self.cast.at(document)
        if own is not None and own.kind in VOICES and own.end > document + 1:
            return own  # "جاء في لائحة الاتهام التي قدمت إلى المحكمة"
        for mention in self.cast.between(document + 1, min(document + _WRITTEN, cue.start)):
            if mention.kind in VOICES - {"place"} and "contacts.place" not in self.forms[mention.first - 1].sets:
                return mention  # not "في تغريدة نشرتها على حسابها في تويتر"
        return (self.issuer(document) if self.forms[document].article else None) or (own if own is not None and own.kind in VOICES else None)

    def _of_document(self, mention: Mention, first: int) -> bool:
        """ "وكان بيان صادر عن الوزارة أعلن": whose it is; not "وفي تصريح لصحيفة … قال"."""
        for k in range(max(mention.first - _ISSUED, first), mention.first):
            if "medium" in self.forms[k].kinds and not self.forms[k].preposition:
                before = self.forms[k - 1].form if k > first else ""
                apart = before in self.asides.prepositions or before[1:] in self.asides.prepositions
                return not apart and before not in self.pack.sets["contacts.who"]  # "التي نشرتها الشرطة"
        return False

    def _named_beside(self, office: Mention, name: Mention) -> Mention:
        """The name that follows an office farther on: "أوضح المتحدث باسم اللجنة في اليمن، عدنان حزام، أن"."""
        unnamed = office.kind in ("office", "group") and office.number == "s" and self.cast.actors[office.actors[0]].kind == "office"
        callings = all(word.conjunction for word in self.forms[office.end : name.first])  # "الكاتب والمفكر ومدير المركز فلان"
        joined = name.conjunction and not (callings and "head" in self.forms[name.first].kinds)
        beside = unnamed and name.kind == "name" and not (name.preposition or joined)
        nation = self.cast.at(name.first - 1) if beside else None
        start = nation if nation is not None and nation.kind == "nation" and nation.first >= office.end else name  # "مصدر مقرب من الفرنسي بلاتيني"
        roles = [self.cast.actors[mention.actors[0]].role for mention in (office, name)] if beside else []
        two = "head_of_state" in roles[:1] and roles[1] != roles[0] and "head" in self.forms[name.first].kinds  # "كلف رئيس الجمهورية الوزير فلانا"
        if not beside or two or self.governed(start, office.end) or self._held(start, office.end):
            return office
        self.bearers.beside.setdefault(office.actors[0], name)
        return name

    def _object(self, cue: Cue, mention: Mention) -> bool:
        """Does the verb speak to this mention rather than belong to it? Where it does not agree ("ودعا الهياكل القضائية إلى"), where many are spoken to
        and somebody goes on speaking ("وحث الأهالي على"), and after a word that points back ("رسالة حمل فيها الحكومة المسؤولية").
        """
        takes = cue.sense.entry.row.takes
        if mention.first == cue.end and self._oblique(mention):
            return True  # "حذر المشرعين من أن"
        if mention.first == cue.end and cue.sense.conjunction and self.last is not None and self.agrees(cue.sense, self.last):
            if cue.sense.entry.row.act == "request" and self._addressed(mention):
                return True  # "ودعا المجتمع الدولي إلى"
            if mention.kind == "state" and not self.agrees(cue.sense, mention):
                return True  # "وحذر إسرائيل من"
        if "object" not in takes:
            return False
        if mention.first == cue.end:
            if not self.agrees(cue.sense, mention):
                return True
            if "that" in takes or self.last is None or not self.turns or not self.agrees(cue.sense, self.last):
                return False
            if blamed(cue, mention, self.forms, self.pack) or self._accused(cue, mention):
                return True
            asked = self.cast.at(mention.end)
            if asked is not None and asked.first == mention.end and not (asked.preposition or asked.conjunction) and asked.kind in VOICES:
                return False  # "كما دعا المركز الأمم المتحدة إلى"
            many = mention.number == "p" and not self.forms[mention.first].form.endswith(self.pack.nominative)
            return self._addressed(mention) or self._appealed(cue, mention) or (many and bool(cue.sense.conjunction)) or self._also(cue, mention)
        return "that" not in takes and self._points_back(cue)

    def _oblique(self, mention: Mention) -> bool:
        """ "ويطالب المواطنين ب", "وأبلغ الصحفيين أن": several persons in a case that no subject has."""
        word = self.forms[mention.first]
        if mention.kind not in ("group", "office") or not word.article or not word.form.endswith(self.pack.oblique):
            return False
        return mention.number == "p" or self.pack.lexicon.word(word.form.removesuffix(self.pack.oblique) + self.pack.nominative[0]).common

    def _accused(self, cue: Cue, mention: Mention) -> bool:
        """ "واتهم الحكومة بتأجيل الانتخابات": nobody but one is named, whom a verb that cannot do without an object accuses."""
        if cue.sense.entry.row.takes != ("object",) or not cue.sense.conjunction or cue.start > mention.first:
            return False
        return all(m.preposition or m.conjunction or self.governed(m, mention.end) for m in self.cast.between(mention.end, min(mention.end + _NEXT, cue.stop)))

    def _addressed(self, mention: Mention) -> bool:
        """Is it one to whom all the world speaks? المجتمع الدولي, الجميع."""
        forms = [word.form for word in self.forms[mention.first : mention.end]]
        return not self.pack.sets["speech.addressed"].isdisjoint((forms[0], " ".join(forms)))

    def _appealed(self, cue: Cue, mention: Mention) -> bool:
        """ "وأدانت الوزارة … وطالبت المحكمة الجنائية الدولية ب": an international body, of which a body of a state that spoke just before asks something."""
        body = self.forms[mention.first].by.get("body")
        known = body is not None and body.entry.row.kind in ("io", "bloc")
        abroad = known or any("speech.worldwide" in word.sets for word in self.forms[mention.first : mention.end])
        asks = cue.sense.entry.row.act == "request" and bool(cue.sense.conjunction)
        near = bool(self.turns) and self.words.sentence_of(cue.first) - self.words.sentence_of(self.turns[-1].cue) < _BACK
        spoke = self.last is not None and self.last.kind in ("body", "state") and not set(self.last.actors) & set(mention.actors)
        return abroad and asks and near and spoke and mention.kind != "name"

    def _also(self, cue: Cue, mention: Mention) -> bool:
        """ "كما دعا الكونغرس إلى": of a person who spoke just before, and of a body."""
        before = self.forms[cue.first - 1].form if cue.first else ""
        near = self.words.sentence_of(cue.first) - self.words.sentence_of(self.turns[-1].cue) < _BACK
        person = self.last is not None and self.last.kind in PEOPLE
        return before in self.pack.sets["speech.just_as"] and near and person and mention.kind in ("body", "group")

    def _sender_before(self, cue: Cue, first: int) -> Mention | None:
        """ "تلقى اتصالا من نظيره أعرب خلاله": from whom what the verb points back to came."""
        if not self._points_back(cue) or cue.sense.conjunction or cue.first <= first or self._after(cue) is not None:
            return None
        at = cue.first - 1
        mention = self.cast.at(at - (self.forms[at].mark in self.pack.marks.comma) if self.forms[at].mark else at)
        if mention is not None and mention.kind in PEOPLE and mention.first > first and "contacts.from" in self.forms[mention.first - 1].sets:
            return mention
        if cue.end + 1 < len(self.forms) and "speech.latter" in self.forms[cue.end + 1].sets:
            return None  # "جدد خلالها الأخير"
        for sent in reversed(self.cast.between(first, cue.first)):  # "بعث الملك برقية إلى نظيره، أعرب فيها"
            author = (
                sent.first > first and sent.kind in PEOPLE and "contacts.from" in self.forms[sent.first - 1].sets
            )  # "رسالة من الوزير إلى نظيره، ينتقد فيها"
            before = self.forms[sent.first - 1] if sent.first > first and not sent.preposition else None
            held = before is not None and "medium" in before.kinds and not before.article  # "تصريحات وزراء دعوا فيها إلى"
            subject = author or held or (before is not None and (self.verb(sent.first - 1) or self.told(sent.first - 1)))
            if subject and sent.kind in VOICES - {"state", "place"} and self.agrees(cue.sense, sent):
                return sent
        return None

    def _before(self, cue: Cue, first: int) -> Mention | None:
        """The subject before its verb: "… كارتر قال", "حيث إن الوزير أكد"."""
        if cue.sense.conjunction and not any("speech.as_for" in word.sets for word in self.forms[first : first + _HEAD]):
            return None  # "أما الوزير فقال"
        if not cue.sense.conjunction and (head := self._told_more_of(cue, first)) is not None:
            return head
        for mention in reversed(self.cast.between(first, cue.first)):
            gap = self.forms[mention.end : cue.first]
            if len(gap) > _GAP or any(self.verb(k) for k in range(mention.end, cue.first)):
                return None
            if any(w.mark and w.mark not in self.pack.marks.comma and w.mark not in "()" for w in gap):
                return None
            free = not (
                mention.preposition or self._seat(mention, first) or self.governed(mention, first) or (mention.first > first and self._held(mention, first))
            )
            if self._escort(mention):
                continue
            if mention.kind in VOICES and free and self.agrees(cue.sense, mention):
                return mention
            if mention.kind in VOICES and self._of_document(mention, first):
                return mention
        return None

    def _told_more_of(self, cue: Cue, first: int) -> Mention | None:
        """ "الوزير الذي التقى الرئيس أمس أكد أن": who opens the clause, and of whom a relative clause tells more up to the verb."""
        for mention in self.cast.between(first, cue.first):
            who = mention.end + bool(self.forms[mention.end].mark and self.forms[mention.end].mark in self.pack.marks.comma)
            if "contacts.who" not in self.forms[who].sets or not who + 1 < cue.first <= who + _RELATIVE:
                continue
            before = self.forms[mention.first - 1].form if mention.first > first else ""
            held = before in self.asides.prepositions or before[1:] in self.asides.prepositions  # "وحول المعارض التي"
            opens = not held and (mention.first - first <= 1 or before in self.openers)
            between = range(who + 2, cue.first)
            told = any(self.verb(k) and not self.forms[k].conjunction for k in between) or any(self.forms[k].form in self.stops for k in between)
            voice = mention.kind in VOICES and not mention.preposition and "medium" not in self.forms[mention.first].kinds
            if opens and voice and not told and self.agrees(cue.sense, mention):
                return mention
        return None

    def of_participle(self, cue: Cue) -> Mention | None:
        """ "مؤكدا وزير الدفاع الأمريكي حرص بلاده": who stands between a participle and what is said."""
        mention = self.cast.at(cue.end) if "that" in cue.sense.entry.row.takes else None
        if mention is None or mention.first != cue.end or mention.preposition or mention.kind not in PEOPLE or cue.start < mention.end:
            return None
        return mention if self.agrees(cue.sense, mention) else None

    def of_carrier(self, cue: Cue, first: int) -> Mention | None:
        """ "ذهب النائب إلى القول إن", "غير أن الوزير اكتفى بالتشديد على": the subject of the verb that carries a noun of saying."""
        k = self.asides.before_verb(cue.carrier - 1) if cue.carrier > first else -1
        for mention in (self.cast.at(cue.carrier + 1), self.cast.at(k) if k >= first else None):
            if mention is not None and mention.kind in VOICES and not (mention.preposition or self.governed(mention, first)):
                return mention
        return self.dropped(cue, first)
