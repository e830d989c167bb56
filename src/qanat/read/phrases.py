"""Noun phrases that name somebody: offices, bodies, states and persons, found by structure from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qanat.packs import Pack
from qanat.packs.lexicon import Entry, Phrase, Sense, Word
from qanat.packs.rows import Body, BodyNoun, Country, Place
from qanat.read.names import name_run
from qanat.read.syntax import finite
from qanat.text.words import Words

_FINITE = frozenset(("past", "present", "future", "jussive"))
_KNOWN = ("person", "body", "state", "place", "nation")
_HYPHENS = frozenset("-–—")
_DASHES = frozenset("-–—()")
_SPEECH = frozenset(("speech",))
_ORDINARY = frozenset(("common", "name"))  # kinds of a word that may name an unnamed speaker
_DOCUMENT = frozenset(("common", "noun"))
_CALLING = 9  # tokens between a calling and the name after a comma
_SPEAKER = 5  # tokens of such a speaker
_AT_ONCE = 4  # tokens between him and "that" where the verb takes an object as well
_UNTIL_SPOKEN = 16  # tokens between him and his words
_SERVES = {"state", "place", "nation", "body"}


@dataclass(slots=True)
class Office:
    """The description of an office-holder or of a body, as read: what it is, for whom, and how far it goes."""

    first: int
    end: int
    lemma: str
    role: str | None
    kind: str  # head (a person's office) | noun (a body, group or source)
    row: Any
    gender: str
    number: str
    definite: bool
    country: str = ""
    body: Body | None = None
    former: bool = False
    complement: bool = False
    holder: str = ""  # pronoun on the head: نظيره, مستشاره
    office_id: str = ""
    side: bool = False  # of those who are a camp of their own: وفد المعارضة


@dataclass(slots=True)
class Found:
    """A noun phrase before it is known whom it names."""

    first: int
    end: int
    kind: str  # person | office | noun | state | place | body | nation | both | honoured
    name: tuple[int, int] | None = None
    offices: list[Office] = field(default_factory=list)
    row: Any = None
    title: str = ""  # kind of the strongest title: noble, rank, honorific
    gender: str = ""
    number: str = "s"
    conjunction: str = ""
    preposition: str = ""
    country: str = ""  # of an adjective beside a title or calling: العقيد الإماراتي


class Phrases:
    """Finds the noun phrases of one text."""

    def __init__(self, words: Words, pack: Pack, home: str | None = None) -> None:
        self.words = words
        self.forms = words.words
        self.size = len(words.words)
        self.pack = pack
        self.function = pack.sets["function.words"]
        self.joins = pack.sets["offices.joins"]
        self.possessive = tuple(p for p in pack.lexicon.particles.pronouns if len(p) > 1)
        self.links = pack.sets["names.links"]
        self.openers = pack.sets["names.openers"]
        self.counterparts = pack.sets["offices.counterpart"]
        self.former = pack.sets["offices.former"]
        self.people = pack.sets["offices.people"]
        self.describing = tuple(pack.sets["offices.describing"])
        self.of = pack.complements
        self.runs: dict[tuple[int, bool], int] = {}  # memories of `name_at`, `known` and `_title`
        self.rows: dict[int, tuple[Sense | None, int]] = {}
        self.titles: dict[int, tuple[int, str] | None] = {}
        self.home = next((row for row in pack.tables.get("countries", ()) if row.id == home), None)

    def all(self) -> list[Found]:
        """Every phrase, in order, none inside another."""
        out: list[Found] = []
        at = 0
        forms = self.forms
        while at < self.size:
            word = forms[at]
            found = self._at(at, word) if word.opens and not (word.only_name and self._alone(at)) else None
            if found is None and at and forms[at - 1].speaks:
                found = self._unnamed_speaker(at)
            if found is None:
                at += 1
                continue
            if found.kind == "office" and found.number == "s" and self._bare(at):
                found = self._name_before(found, out)
            found.conjunction, found.preposition = self._attached(found.first)
            if found.kind == "person" and out and self._holds_both(out[-1], found):
                before = out.pop()
                found = replace(
                    found, first=before.first, offices=before.offices + found.offices, conjunction=before.conjunction, preposition=before.preposition
                )
            out.append(found)
            at = max(found.end, at + 1)
            at = self._shared_office(found, at, out)
        return out

    def _alone(self, at: int) -> bool:
        """Can this word of a name be no more than one word? Without title or office that is no name yet."""
        if at + 1 >= self.size:
            return True
        following, form = self.forms[at + 1], self.forms[at].form
        if following.naming or following.mark or following.form in self.links or following.form in self.openers:
            return False
        return form not in self.openers and not (form[0] in self.pack.lexicon.particles.conjunctions and form[1:] in self.openers)

    def _unnamed_speaker(self, at: int) -> Found | None:
        """Whoever else speaks: "وردد المتظاهرون", "كشفت وثائق مسربة أن", "أكد الصحفي جمال ناصر": the common noun right after a verb of saying,
        when words spoken follow.
        """
        word = self.forms[at]
        verb = finite(self.forms[at - 1], _SPEECH)
        if verb is None or verb.pronoun or verb.entry.form[3] == "passive" or verb.entry.form[0] == "jussive":
            return None
        takes = verb.entry.row.takes
        if word.form in self.pack.sets["speech.some"]:
            return self._some(at, verb)
        if word.mark and verb.entry.form[1] == "f":
            return self._quoted_speaker(at, verb)
        if not self._ordinary(word):
            return None
        if verb.entry.row.close or not (word.article or ("name" not in word.kinds and "object" not in takes)):
            return None
        closed, end = word.article, at + 1
        while end < min(at + _SPEAKER, self.size):
            following = self.forms[end]
            if not (self._ordinary(following) or "nation" in following.kinds) or (closed and not following.article) or following.naming == 2:
                break
            closed = closed or following.article
            end += 1
        name = self.name_at(end, titled=True) if word.article else end
        if name > end + 1:
            found = self._named(at, end, name, [], "")
            found.country = next((self.forms[k].by["nation"].entry.row.id for k in range(at, end) if "nation" in self.forms[k].kinds), "")
            return found
        if word.article and (after := self._named_later(end)) is not None:
            return self._named(at, *after, [], "")
        if (end < self.size and self.forms[end].naming == 2) or not self._speaks(end, takes, at_once="object" in takes, quote=word.article):
            return None
        return self._source(at, end, verb)

    def _named_later(self, at: int) -> tuple[int, int] | None:
        """The name between commas of one first told by his calling: "قال الصحافي المقرب من الحزب، دياري محمد،"."""
        for k in range(at, min(at + _CALLING, self.size - 2)):
            word = self.forms[k]
            if word.form in self.pack.sets["speech.that"] or (word.mark and word.mark not in self.pack.marks.comma):
                return None
            if word.mark:
                end = self.name_at(k + 1, titled=False)
                return (k + 1, end) if end > k + 2 and end < self.size and self.forms[end].mark else None
        return None

    def _quoted_speaker(self, at: int, verb: Sense) -> Found | None:
        """ "أوضحت «الخبر» أن": a paper's name in quotation marks right after the verb, feminine as papers are."""
        closing = self.pack.marks.quotes.get(self.forms[at].mark)
        end = next((k for k in range(at + 2, min(at + _SPEAKER, self.size)) if self.forms[k].mark == closing), 0)
        spoken = (
            end and end + 1 < self.size and (self.forms[end + 1].form in self.pack.sets["speech.that"] or self.forms[end + 1].mark in self.pack.marks.colon)
        )
        plain = all(word.kinds <= _ORDINARY for word in self.forms[at + 1 : end])
        return self._source(at + 1, end, verb) if closing and spoken and plain else None

    def _some(self, at: int, verb: Sense) -> Found | None:
        """ "قال عدد من مؤيدي الرئيس إن": so many of them."""
        end = at + 1
        if end < self.size and self.forms[end].form in self.pack.sets["contacts.from"]:
            end += 1
        first = end
        while end < min(first + 2, self.size) and self._ordinary(self.forms[end]):
            end += 1
        return self._source(at, end, verb) if end > first and self._speaks(end, verb.entry.row.takes, at_once=False, quote=True) else None

    def _source(self, at: int, end: int, verb: Sense) -> Found:
        word = self.forms[at]
        row = BodyNoun(word.stem, "source", alone=True)
        office = Office(at, end, word.stem, None, "noun", row, verb.entry.form[1], "s", word.article)
        return Found(at, end, "noun", offices=[office], gender=verb.entry.form[1])

    def _ordinary(self, word: Word) -> bool:
        """A common noun or adjective with nothing before it but the article."""
        return (
            word.common
            and (word.kinds <= _ORDINARY or word.kinds == _DOCUMENT)
            and not (word.conjunction or word.preposition or word.form in self.function or word.form in self.pack.sets["speech.that_pronoun"])
            and not word.form.endswith(self.pack.accusative)
        )

    def _speaks(self, at: int, takes: tuple[str, ...], *, at_once: bool, quote: bool) -> bool:
        """Do the words spoken begin soon after, or `at_once`? A quotation right after an indefinite noun is rather its name."""
        sets = self.pack.sets
        after = self.forms[at] if at < self.size else None
        if after is not None and (after.form in self.pack.words(takes) or (after.preposition and after.preposition in self.pack.words(takes))):
            return True  # "دعا المعتصمون إلى", "طالب البعض بتدخل"
        for k in range(at, min(at + (_AT_ONCE if at_once else _UNTIL_SPOKEN), self.size)):
            word = self.forms[k]
            if word.mark in self.pack.marks.quotes and not quote and k == at:
                return False
            if word.form in sets["speech.that"] or word.form in sets["speech.that_pronoun"] or (word.mark and word.mark in self.pack.marks.colon):
                return self.forms[k - 1].form not in sets["speech.unless"]
            if word.mark in self.pack.marks.quotes and not at_once:
                return True
            told = finite(word, _SPEECH) if "speech" in word.kinds else None
            if word.mark == "\n" or word.mark in self.pack.marks.sentence_end or (word.mark and at_once) or (told is not None and not told.entry.row.close):
                return False
        return False

    def _name_before(self, found: Found, out: list[Found]) -> Found:
        """A name of unknown words right before an office: "راجح بادي الناطق باسم …", "قال فرحان جوهر، النائب …"."""
        office = found.offices[0]
        at = found.first
        comma = at > 0 and self.forms[at - 1].mark in self.pack.marks.comma
        stop = at - 1 if comma else at
        floor = max(out[-1].end if out else 0, stop - 5)
        first = stop
        while first > floor and (self.forms[first - 1].naming or self.forms[first - 1].form in self.links) and self.forms[first - 1].form not in self.function:
            first -= 1
        run = self._run_to(first, stop)
        if run == first and first - 1 > floor and stop > first and self._said(first - 2) and self.forms[first - 1].common and not self.forms[first - 1].article:
            first = run = first - 1  # قال عقل بلتاجي رئيس …
        if run == stop and self._between_said_and(stop, floor) is not None:
            run = stop - 2  # قال الخضر لصور مدير عام …
        first = run
        spoken = first > 0 and self._said(first - 1)
        if first == stop or office.holder or not (office.complement or office.country or office.body or (spoken and office.definite and stop - first > 1)):
            return found
        if stop - first < 2 and not spoken:
            return found
        return Found(first, found.end, "person", name=(first, stop), offices=found.offices, title=found.title, gender=found.gender)

    def _holds_both(self, before: Found, found: Found) -> bool:
        """One person of two offices: "نائب رئيس الوزراء ووزير الخارجية القطري خالد العطية"."""
        if before.kind != "office" or before.end != found.first or not found.offices or not found.conjunction or before.number != "s":
            return False
        if before.offices[0].role != "deputy_head" or not self.forms[found.first].by.get("head"):
            return False
        return len({o.country for o in (*before.offices, *found.offices) if o.country}) < 2

    def _between_said_and(self, stop: int, floor: int) -> int | None:
        """Two words between a verb of saying and an office, one of them a name's: a name, whatever else the other one means."""
        pair = self.forms[max(stop - 2, floor) : stop]
        verb = finite(self.forms[stop - 3], _SPEECH) if stop > 2 else None
        plain = all(not (w.mark or w.number or w.form in self.function or w.kinds & {"head", "noun", "title", "nation", "relative", "weekday"}) for w in pair)
        return stop - 2 if len(pair) == 2 and plain and verb is not None and not verb.pronoun and any(w.naming for w in pair) else None

    def _said(self, at: int) -> bool:
        """Is this token a verb of saying or of contact?"""
        return at >= 0 and self._finite(at)

    def _run_to(self, first: int, stop: int) -> int:
        """The first token from which a name runs right up to `stop`, or `stop`."""
        for start in range(first, stop):
            if self.name_at(start, titled=True) == stop and (not self.forms[start].article or self._said(start - 1)):
                return start
        return stop

    def _shared_office(self, found: Found, at: int, out: list[Found]) -> int:
        """الرئيسين التركي … والأمريكي …, وزيرا خارجية روسيا وتركيا: the second nationality or state shares the office."""
        shared = bool(found.offices) and found.offices[0].number in "dp" and found.offices[0].kind == "head"
        last = self.forms[at - 1].by.get("state") if shared and found.kind == "office" else None
        of_states = last is not None and bool(found.offices[0].country)  # "وزيرا خارجية روسيا وتركيا"
        while shared and at < self.size:
            sense, end = self.known(at)
            if sense is None or not sense.conjunction or sense.entry.kind != ("state" if of_states else "nation"):
                break
            office = replace(found.offices[0], first=at, end=end, country="", body=None, number="s")
            self._serve(office, sense)
            found.number = found.offices[0].number = "s"
            name = self._name_after(end, office=False)
            other = self._named(at, *name, [office], "") if name is not None else Found(at, end, "office", offices=[office], gender=found.gender)
            other.conjunction = sense.conjunction
            out.append(other)
            at = other.end
        return at

    def _attached(self, at: int) -> tuple[str, str]:
        word = self.forms[at]
        for kind in ("both", "honoured", "home", "capital", "person", "head", "title", "noun", "body", "state", "place", "nation", "name"):
            sense = word.by.get(kind)
            if sense is not None:
                return sense.conjunction, sense.preposition
        for phrase in self._phrases(at):
            if (phrase.sense.entry.kind in _KNOWN or phrase.sense.entry.kind == "title") and self._follows(at + 1, phrase.rest):
                return phrase.sense.conjunction, phrase.sense.preposition
        return word.conjunction, word.preposition

    # --- what begins here ---------------------------------------------------------------------------------------------

    def _at(self, at: int, word: Word) -> Found | None:
        kinds = word.kinds
        if "both" in kinds:
            return Found(at, at + 1, "both", number="d")
        if "honoured" in kinds:
            return Found(at, at + 1, "honoured")
        if "capital" in kinds and (capital := self._capital(at)) is not None:
            return capital
        if "head" in kinds or "title" in kinds or self._title(at):
            found = self._titled(at)
            if found is not None:
                return found
        sense, end = self.known(at)
        if word.naming or (sense is not None and sense.entry.kind == "person"):
            stop = self.name_at(at, titled=False)
            if stop > at and (sense is None or stop >= end):
                return self._named(at, at, stop, [], "")
        if "noun" in kinds and (sense is None or end == at + 1):
            office = self.office(at, "noun")
            if office is not None:
                return Found(at, office.end, "noun", offices=[office], gender=office.gender, number=office.number, row=office.body)
        if sense is not None:
            kind = sense.entry.kind
            if kind == "person":
                return self._named(at, at, end, [], "")
            gender, number = (
                sense.entry.form if kind == "nation" else ("f" if kind == "state" or (kind == "place" and sense.entry.row.stands != "palace") else "", "s")
            )
            return Found(at, end, kind, row=sense.entry.row, gender=gender, number=number)
        return None

    def _capital(self, at: int) -> Found | None:
        """ "العاصمة الفرنسية باريس", "العاصمة الفرنسية", "العاصمة باريس": a place by one of its names."""
        sense, end = self.known(at + 1) if at + 1 < self.size else (None, at)
        row = None
        if sense is not None and sense.entry.kind == "nation" and not sense.conjunction:
            row = sense.entry.row
            sense, after = self.known(end) if end < self.size else (None, end)
            end = after if sense is not None and sense.entry.kind == "place" else end
        if sense is not None and sense.entry.kind == "place" and not (sense.conjunction or sense.preposition):
            row = sense.entry.row
        return Found(at, end, "place", row=row, gender="f") if isinstance(row, Country | Place) else None

    def name_at(self, first: int, *, titled: bool) -> int:
        """The token after the name that begins here, see `name_run`."""
        end = self.runs.get((first, titled))
        if end is None:
            end = self.runs[first, titled] = name_run(self.words, first, self.pack, titled=titled)
        return end

    def known(self, at: int) -> tuple[Sense | None, int]:
        """The longest row of a closed table that begins here, and the token after it."""
        found = self.rows.get(at)
        if found is None:
            found = self.rows[at] = self._row(at)
        return found

    def _row(self, at: int) -> tuple[Sense | None, int]:
        word = self.forms[at]
        for phrase in self._phrases(at):
            if phrase.sense.entry.kind in _KNOWN and self._follows(at + 1, phrase.rest):
                return phrase.sense, at + 1 + len(phrase.rest)
        for kind in _KNOWN:
            sense = word.by.get(kind)
            if sense is not None:
                return sense, at + 1
        sense = word.by.get("home")
        if sense is not None and self.home is not None:
            return sense._replace(entry=Entry("state", self.home.id, self.home)), at + 1
        return None, at

    def _phrases(self, at: int) -> Sequence[Phrase]:
        """The phrases of the lexicon that may stand here, by the word that follows."""
        phrases = self.forms[at].phrases
        return phrases.get(self.forms[at + 1].form, ()) if phrases and at + 1 < self.size else ()

    def _follows(self, at: int, rest: tuple[str, ...]) -> bool:
        forms = self.forms
        return at + len(rest) <= self.size and all(forms[at + k].form == part for k, part in enumerate(rest))

    # --- persons ------------------------------------------------------------------------------------------------------

    def _title(self, at: int) -> tuple[int, str] | None:
        """(end, kind) of the title that begins here, the longest."""
        if at not in self.titles:
            self.titles[at] = self._title_at(at) if at < self.size else None
        return self.titles[at]

    def _title_at(self, at: int) -> tuple[int, str] | None:
        word = self.forms[at]
        for phrase in self._phrases(at):
            if phrase.sense.entry.kind == "title" and self._follows(at + 1, phrase.rest):
                return at + 1 + len(phrase.rest), phrase.sense.entry.form[0]
        sense = word.by.get("title")
        if sense is None or sense.pronoun:
            return None
        dotted = len(word.stem) == 1 and at + 1 < self.size and self.forms[at + 1].mark == "."  # د.
        return (at + 2 if dotted else at + 1, sense.entry.form[0]) if dotted or len(word.stem) > 1 else None

    def _titled(self, first: int) -> Found | None:
        """[titles] [offices] [titles] [name] …, in any number, beginning at `first`."""
        at, strongest, offices = first, "", list[Office]()
        while at < self.size:
            title = self._title(at)
            head = self.forms[at].by.get("head")
            if at > first and not self._bare(at):
                break
            if title is not None and title[1] != "prayer":
                end, kind = title
                if head is not None and kind != "honorific" and end < self.size and self._nationality(end):
                    title = None  # الملك السعودي سلمان: an office
                elif head is not None and kind != "honorific" and self.name_at(end, titled=True) == end and self._title(end) is None:
                    title = None  # أمير قطر is an office, الأمير محمد a title
                else:
                    if kind == "rank" and at == first and not self.forms[at].stem.startswith(self.pack.lexicon.particles.article):
                        return None
                    strongest = kind if kind == "noble" or not strongest else strongest
                    at = end
                    continue
            if title is not None and title[1] == "prayer" and at > first:
                at = title[0]
                continue
            if head is None or (strongest and "name" in self.forms[at].kinds and not head.article and self.name_at(at, titled=True) > at + 1):
                break
            office = self.office(at, "head")
            if office is None or (offices and self._another(office, offices)):
                break
            at = self._as_far_as_name(office)
            offices.append(office)
        if at == first:
            return None
        nation = self.known(at)[0] if strongest and not offices and at < self.size and self._nationality(at) else None
        if nation is not None and self._name_after(at + 1, office=False) is not None:
            found = self._named(first, *(self._name_after(at + 1, office=False) or (at, at)), [], strongest)
            found.country = nation.entry.row.id if isinstance(nation.entry.row, Country) else ""
            return found
        shared = bool(offices) and offices[-1].number == "p" and self._one_nation(offices[-1])
        name = self._name_after(at, bool(offices)) if not offices or offices[-1].number != "p" or strongest or shared else None
        if name is not None:
            return self._named(first, *name, offices, strongest)
        if not offices:
            return None
        last = offices[-1]
        return Found(first, last.end, "office", offices=offices, gender=offices[0].gender, number=offices[0].number, title=strongest)

    def _one_nation(self, office: Office) -> bool:
        """Does a plural office end with the nationality of one of its holders? "وزراء الخارجية الروسي سيرغي لافروف والتركي …"."""
        sense = self.forms[office.end - 1].by.get("nation")
        return sense is not None and sense.entry.form[1] == "s" and sense.article and office.end > office.first + 1

    def _nationality(self, at: int) -> bool:
        sense = self.forms[at].by.get("nation")
        return sense is not None and sense.article

    def _another(self, office: Office, offices: list[Office]) -> bool:
        """A second office that is somebody else's: "الرئيس الفرنسي المستشار الألماني", "وزير الخارجية نظيره الصيني"."""
        mine = next((o.country for o in offices if o.country), "")
        return self.pack.folding(office.lemma) in self.counterparts or bool(office.country and mine and office.country != mine)

    def _as_far_as_name(self, office: Office) -> int:
        """An office goes on through "in …", "of …" when a title or a name stands right behind it: المستشار في الديوان الملكي أحمد الخطيب."""
        at = office.end
        if office.number == "p" or self._begins_name(at):
            return at
        for _ in range(3):
            end = self._prepositional(at)
            if end == at:
                break
            at = end
            chained = at < self.size and "head" in self.forms[at].kinds and self._bare(at) and self.forms[at].article
            if self._begins_name(at) or chained:
                self._serve_between(office, at)
                office.complement, office.end = True, at
                return at
        return office.end

    def _begins_name(self, at: int) -> bool:
        if at >= self.size or not self._bare(at):
            return False
        title = self._title(at)
        if title is not None and title[1] != "prayer" and not ("head" in self.forms[at].kinds and title[1] == "noble"):
            return True
        if self._sense_front(at) or self.forms[at].article:
            return False
        end = self.name_at(at, titled=True)
        return end > at + 1 or (end > at and self.known(at)[0] is not None)

    def _prepositional(self, at: int) -> int:
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
        if sense is not None and sense.entry.kind in _SERVES:
            return end
        end = start
        while (
            end < self.size
            and end < start + 4
            and (self.forms[end].common or self.forms[end].kinds & _SERVES)
            and not self._finite(end)
            and self.forms[end].form not in self.function
        ):
            end += 1
        return end if end > start else at

    def _serve_between(self, office: Office, end: int) -> None:
        at = office.end
        while at < end:
            sense, after = self.known(at)
            if sense is not None and sense.entry.kind in _SERVES and not office.country and office.body is None and office.role != "envoy":
                self._serve(office, sense)
            at = max(after, at + 1)

    def _finite(self, at: int) -> bool:
        return any(s.entry.form and s.entry.form[0] in _FINITE for s in self.forms[at].senses)

    def _bare(self, at: int) -> bool:
        """Nothing is attached to the front of this word."""
        word = self.forms[at]
        sense = word.by.get("head") or word.by.get("title")
        return sense is None or not (sense.conjunction or sense.preposition)

    def _name_after(self, at: int, office: bool) -> tuple[int, int] | None:
        """The name right after titles or an office, also between quotation marks or after a comma."""
        forms = self.forms
        if at >= self.size:
            return None
        word = forms[at]
        if (word.mark in self.pack.marks.quotes or word.mark == "(") and office and at + 2 < self.size:
            end = self.name_at(at + 1, titled=True)
            closed = word.mark == "(" and end > at + 1 and end + 1 < self.size and forms[end].mark == ")"
            if closed and (stop := self.name_at(end + 1, titled=True)) > end + 1 and not forms[end + 1].conjunction:
                return end + 1, stop  # "الرئيس (فلاديمير) بوتين"
            if end > at + 1 and end < self.size and (word.mark == "(" or forms[end].mark == self.pack.marks.quotes[word.mark]):
                return at + 1, end
            return None
        if (word.mark in self.pack.marks.comma or word.mark in _HYPHENS) and office and at + 1 < self.size:
            skip = at + 1
            while skip < self.size and forms[skip].mark and forms[skip].mark in self.pack.marks.comma:
                skip += 1
            while skip < self.size and (title := self._title(skip)) is not None and title[1] != "prayer" and self._bare(skip):
                skip = title[0]
            end = self.name_at(skip, titled=True)
            if end == skip or self._sense_front(skip):
                return None
            sure = skip > at + 1 or self.name_at(skip, titled=False) == end
            closed = end >= self.size or bool(forms[end].mark)  # "، أوليكسي ريزنيكوف ،"
            return (skip, end) if sure or (closed and end > skip + 1) else None
        following = forms[at + 1] if at + 1 < self.size else None
        if (
            word.article
            and not word.kinds
            and word.stem.startswith(self.pack.participle)
            and following is not None
            and (following.naming == 2 or following.form in self.pack.sets["names.openers"])
        ):
            at, word = at + 1, following  # "الزعيم الكردي المسجون عبد الله أوجلان"
        if self._sense_front(at) or "nation" in word.kinds:
            return None
        end = self.name_at(at, titled=True)
        if "head" in word.kinds and end <= at + 1:
            return None
        if end == at + 1 and "person" not in word.kinds and word.form.endswith(self.possessive):
            return None  # المقرر سريانها
        if end == at + 1 and not word.kinds and word.form.startswith(self.pack.imperfect) and end < self.size and not forms[end].mark:
            return None  # "متحدث باسم الوزارة يوبخ": rather a verb
        if end == at + 1 and word.article and word.form[-1] in self.pack.feminine and "person" not in word.kinds:
            return None  # an adjective that the lexicon lacks rather than a name
        return (at, end) if end > at else None

    def _sense_front(self, at: int) -> bool:
        word = self.forms[at]
        sense = word.by.get("name") or word.by.get("person")
        return sense is not None and bool(sense.conjunction or sense.preposition)

    def _named(self, first: int, name: int, stop: int, offices: list[Office], title: str) -> Found:
        """A person, with the offices that follow the name."""
        at = stop
        sense, end = self.known(name)
        row = sense.entry.row if sense is not None and sense.entry.kind == "person" and end <= stop else None
        offices = list(offices)
        gender = offices[0].gender if offices else ""
        while at < self.size:
            skip = self._skip_prayer(at)
            comma = skip < self.size and (
                self.forms[skip].mark in self.pack.marks.comma or self.forms[skip].mark == "(" or self.forms[skip].mark in self.pack.marks.quotes
            )
            start = skip + 1 if comma else skip
            if start >= self.size or not self._bare(start):
                break
            front = start
            while (title_here := self._title(front)) is not None and title_here[1] == "honorific":
                front = title_here[0]
            if front >= self.size or "head" not in self.forms[front].kinds or not self._bare(front):
                break
            office = self.office(front, "head")
            if office is None or not self._apposed(office, offices, row, comma) or (not comma and self._of_the_next(office)):
                break
            offices.append(office)
            gender = gender or office.gender
            at = office.end
        return Found(first, at, "person", name=(name, stop), offices=offices, row=row, title=title, gender=gender)

    def _of_the_next(self, office: Office) -> bool:
        """An office right after a name that belongs to the one named next: "استقبل السيسي نائب رئيس الوزراء وزير الدفاع الكويتي خالد الجراح"."""
        at = office.end
        if at >= self.size or "head" not in self.forms[at].kinds or not self._bare(at):
            return False
        following = self.office(at, "head")
        return following is not None and following.country != office.country and self._name_after(following.end, office=True) is not None

    def _skip_prayer(self, at: int) -> int:
        """Past "حفظه الله" with its dashes or brackets."""
        start = at
        if at < self.size and self.forms[at].mark in _DASHES:
            at += 1
        moved = at
        while moved < self.size and (title := self._title(moved)) is not None and title[1] == "prayer":
            moved = title[0]
        if moved == at:
            return start
        if moved < self.size and self.forms[moved].mark in _DASHES:
            moved += 1
        return moved

    def _apposed(self, office: Office, offices: list[Office], row: Any, comma: bool) -> bool:
        """Does this office after a name belong to that name? Not when another name follows it, or when it serves another state."""
        if office.holder:
            return False
        if not (office.complement or office.country or office.definite or office.body):
            return False
        if comma and office.definite and not office.complement and not office.country:
            return False
        if self._name_after(office.end, office=False) is not None or (self._title(office.end) if office.end < self.size else None):
            return False
        mine = next((o.country for o in offices if o.country), "") or (row.country if comma and row is not None else "")
        return not (office.country and mine and office.country != mine and office.role != "envoy")

    # --- offices and bodies -------------------------------------------------------------------------------------------

    def office(self, first: int, kind: str, depth: int = 0) -> Office | None:
        """The office (kind head) or body (kind noun) whose first noun is at `first`."""
        sense = self.forms[first].by[kind]
        row = sense.entry.row
        if kind == "noun" and row.strict and sense.preposition and depth == 0:
            return None  # "برئاسة فلان": under him, no presidency
        gender, number = sense.entry.form[:2]
        if len(sense.entry.form) > 2 and sense.article:
            return None  # a construct dual takes no article: الملكي is no "two kings"
        if sense.pronoun and self.words.text[self.words.ends[first] - 1] == self.pack.feminine_letter:
            return None  # محافظة is no "his governor"
        hit = Office(
            first,
            first + 1,
            row.lemma,
            row.role if kind == "head" else None,
            kind,
            row,
            gender,
            number,
            sense.article or bool(sense.pronoun),
            holder=sense.pronoun,
        )
        closed = sense.article or bool(sense.pronoun)
        at = first + 1
        for of, office in self.of.get(row.lemma, {}).get(self.forms[at].form if at < self.size else "", ()) if kind == "head" else ():
            if self._follows(at + 1, of):
                at += 1 + len(of)
                hit.role, hit.country, hit.complement, hit.office_id = office.role, office.country, True, office.id
                closed = self.forms[at - 1].article
                break
        open_construct = not closed and not (number in "dp" and self.forms[first].form.endswith(self.pack.sound))
        while at < self.size:
            step = self._extend(hit, at, open_construct, depth)
            if step is None:
                break
            at, open_construct = step
        hit.end = at
        if kind == "head" and not hit.country and hit.body is None:
            hit.country = row.country
        if hit.holder and hit.role == "head_of_state" and not hit.complement and not hit.country:
            hit.role = None  # رئيسه: of what, the word does not say
        if not hit.complement and not hit.country and hit.body is None:
            if kind == "noun" and (not row.alone or (sense.pronoun and number == "s" and row.kind == "source")):
                return None
            if kind == "noun" and not hit.definite and hit.end == first + 1 and row.kind != "source":
                return None
            if kind == "head" and not row.alone and not hit.definite and depth == 0:
                return None
        return hit

    def _extend(self, hit: Office, at: int, opened: bool, depth: int) -> tuple[int, bool] | None:
        """One more piece of the phrase at `at`: (the token after it, whether a genitive may still follow), or None."""
        word = self.forms[at]
        if hit.kind == "noun" and opened and hit.row.kind in ("medium", "body") and (named := self._proper(hit, at)) > at:
            return named, False
        if word.mark or word.number:
            return None
        form = word.form
        if form in self.former:
            hit.former = True
            return at + 1, False
        title = self._title(at)
        if title is not None:
            return self._named_after(hit, title, opened)
        nation = word.by.get("nation")
        if nation is not None and not nation.conjunction and not nation.preposition and (nation.entry.form[1] != "p" or hit.number == "p"):
            return self._nation(hit, at, nation)
        if form in self.joins or form in self.function:
            return self._joined(hit, at, depth) if form in self.joins and depth < 2 else None
        sense, end = self.known(at)
        attached = word.preposition if sense is None else sense.preposition
        conjunction = word.conjunction if sense is None else sense.conjunction
        if conjunction:
            if opened and word.stem in self.people and at + 1 < self.size and (whose := self.known(at + 1)[0]) is not None and whose.entry.kind == "state":
                self._serve(hit, whose)
                return self.known(at + 1)[1], False  # "رئيس وشعب مصر"
            return (at + 1, False) if sense is None and self._portfolio(hit, at, opened) else None
        if attached:
            return self._with_preposition(hit, at, depth) if depth < 2 else None
        if sense is not None and sense.entry.kind in ("state", "place", "body"):
            if not opened:
                return None
            self._serve(hit, sense)
            return end, False
        if "head" in word.kinds:
            if not opened or depth > 2:
                return None
            inner = self.office(at, "head", depth + 1)
            if inner is None or ((hit.kind == "noun" or hit.number == "p") and self._name_after(inner.end, office=True) is not None):
                return None
            self._inherit(hit, inner)
            return inner.end, False
        if "noun" in word.kinds and opened and depth < 3:
            inner = self.office(at, "noun", depth + 1)
            if inner is not None:
                self._inherit(hit, inner)
                return inner.end, False
        if sense is not None and sense.entry.kind == "person" and opened and (hit.kind == "noun" or hit.row.deputises):
            hit.complement = True
            hit.country = hit.country or sense.entry.row.country
            return end, False
        if self._finite(at):
            return None
        if "weekday" in word.kinds or (not opened and word.kinds & {"occasion", "stance"}):
            return None  # "ترفض الحكومة الإسبانية الحوار"
        nationality = self.forms[at - 1].by.get("nation")
        if word.article and nationality is not None and nationality.article and at - 1 > hit.first and form not in self.pack.sets["offices.adjectives"]:
            return None  # "نظيره الروسي الوضع"
        if word.article:
            if word.naming == 2 or "person" in word.kinds or (word.naming and not opened and "name" not in word.kinds):
                return None  # الرئيس السبسي; an ambiguous word (الثاني, العربي) rather goes with the office
            if "head" in word.kinds or (at == hit.first + 1 and hit.kind == "head" and not opened and not self._describes(hit, word)):
                return None
            hit.complement = hit.complement or opened
            return at + 1, False
        if opened and word.common and at + 1 < self.size and self._closes(at + 1) and not (hit.kind == "noun" and hit.row.strict):
            hit.complement = True
            return at + 1, True
        if not opened and hit.kind == "noun" and not hit.definite and word.common and form[-1:] == "ه" and hit.gender == "f" and not hit.complement:
            return at + 1, False
        return None

    def _describes(self, hit: Office, word: Word) -> bool:
        """May an articled word be the adjective of a bare office? "المستشار الاقتصادي"; not in "يبحث مع الملك الاتفاق"."""
        if hit.gender == "m" and hit.number == "s" and word.form[-1] in self.pack.feminine:
            return False
        article = self.pack.lexicon.particles.article
        return (
            word.form in self.pack.sets["offices.adjectives"]
            or word.form.endswith(self.describing)
            or word.form[len(article) :].startswith(self.pack.participle)
        )

    def _portfolio(self, hit: Office, at: int, opened: bool) -> bool:
        """ "and …" inside an office: وزير الثقافة والإعلام, وزير الاتصالات وتقنية المعلومات."""
        word = self.forms[at]
        if opened or not hit.complement or word.stem in self.function or word.kinds & {"head", "noun", "title", "nation", "person", "both", "honoured"}:
            return False
        if word.article:
            return word.common or hit.role == "minister"
        following = self.forms[at + 1] if at + 1 < self.size else None
        return hit.role == "minister" and word.common and not self._finite(at) and following is not None and following.article and not following.conjunction

    def _unknown(self, at: int) -> bool:
        """A word that no table knows, or a short one before such a word ("ذي ستار")."""
        word = self.forms[at]
        if not word.kinds:
            return True
        return (
            len(word.form) < 4
            and word.kinds <= {"common", "name"}
            and word.form not in self.function
            and at + 1 < self.size
            and not self.forms[at + 1].kinds
            and not self.forms[at + 1].mark
        )

    def _proper(self, hit: Office, at: int) -> int:
        """The end of the name that a paper or party bears, in quotation marks or of unknown words: صحيفة ذي ستار, حزب «الوفد»."""
        forms = self.forms
        if forms[at].mark in self.pack.marks.quotes and forms[at].mark:
            closing = self.pack.marks.quotes[forms[at].mark]
            end = next((k + 1 for k in range(at + 2, min(at + 6, self.size)) if forms[k].mark == closing), at)
        else:
            end = at
            while end < self.size and end < at + 3 and not forms[end].mark and not forms[end].number and self._unknown(end):
                end += 1
        hit.complement = hit.complement or end > at
        return end

    def _named_after(self, hit: Office, title: tuple[int, str], opened: bool) -> tuple[int, bool] | None:
        """A body that bears a name: مركز الملك سلمان."""
        if hit.kind != "noun" or not opened or title[1] == "prayer" or ("head" in self.forms[title[0] - 1].kinds and title[1] != "noble"):
            return None
        end = self.name_at(title[0], titled=True)
        if end == title[0] or hit.row.kind in ("organ", "group", "source"):
            return None
        hit.complement = True
        return end, False

    def _closes(self, at: int) -> bool:
        """Can the word here be the second part of a genitive?"""
        word = self.forms[at]
        if word.mark or word.number or word.conjunction or word.preposition or word.form in self.function:
            return False
        return word.article or bool(word.kinds & {"state", "place", "body", "noun", "head"}) or (word.common and not self._finite(at))

    def _nation(self, hit: Office, at: int, sense: Sense) -> tuple[int, bool]:
        phrase_end = self.known(at)[1]
        self._serve(hit, self.known(at)[0] or sense)
        return max(phrase_end, at + 1), False

    def _serve(self, hit: Office, sense: Sense) -> None:
        """The state or body that the phrase serves; the first one counts."""
        row = sense.entry.row
        if isinstance(row, Country):
            hit.country = hit.country or (row.id if hit.body is None else "")
        elif isinstance(row, Place):
            hit.complement = True
            if hit.body is None and hit.role != "envoy":
                hit.country = hit.country or row.country
        elif isinstance(row, Body):
            hit.complement = True
            if not hit.country and hit.body is None:
                hit.body = row
                hit.country = row.country

    def _inherit(self, hit: Office, inner: Office) -> None:
        hit.complement = True
        hit.side = inner.side or (inner.kind == "noun" and inner.row.camp)
        if not hit.country and hit.body is None:
            hit.country, hit.body = inner.country, inner.body

    def _joined(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """باسم, لدى, في …: what follows belongs to the office when it is a body, or a place for those who serve abroad."""
        start = at + 1
        if start >= self.size:
            return None
        form = self.forms[at].form
        if form in self.pack.sets["offices.speaks_for"]:
            return self._target(hit, start, depth, anything=True)
        if form in self.pack.sets["contacts.from"] and hit.kind == "noun" and hit.row.kind == "group" and not hit.definite and not hit.complement:
            return self._target(hit, start, depth, anything=True)  # "وفد من حركة فتح"
        sense, end = self.known(start)
        if sense is not None and not sense.preposition and not sense.conjunction:
            kind = sense.entry.kind
            if kind == "body" and hit.kind == "head" and (not hit.definite or not hit.row.alone or hit.role in ("legislator", "official", "party_leader")):
                self._serve(hit, sense)
                return end, False
            if kind in ("state", "place") and hit.role in ("envoy",) and hit.kind == "head":
                return end, False
        if "noun" in self.forms[start].kinds and hit.kind == "head" and hit.role in ("official", "envoy", "legislator", "spokesperson"):
            return self._target(hit, start, depth, anything=False)
        return None

    def _with_preposition(self, hit: Office, at: int, depth: int) -> tuple[int, bool] | None:
        """ل and ب on the next word: للأمم المتحدة, بوزارة الخارجية, بدولة الإمارات."""
        sense, end = self.known(at)
        word = self.forms[at]
        if not (hit.complement or hit.end > hit.first or not hit.definite):
            return None
        if sense is not None and sense.entry.kind in ("state", "body", "place"):
            if hit.definite and not self._qualified(hit, at) and hit.role not in ("envoy", "official", "spokesperson"):
                return None
            if sense.entry.kind != "body" and hit.kind == "head" and hit.role not in ("envoy", "spokesperson"):
                return None  # "زيارة وزير الدفاع لمصر"; with a name right behind it, `_as_far_as_name` takes it in
            if sense.entry.kind != "place" or hit.role in ("envoy", "official"):
                self._serve(hit, sense)
                return end, False
            return None
        if ("noun" in word.kinds or "head" in word.kinds) and (hit.role is not None) and (self._qualified(hit, at) or not hit.definite):
            return self._target(hit, at, depth, anything=False)
        if word.article and word.common and self._qualified(hit, at) and not word.kinds - {"common", "name"}:
            return at + 1, False
        return None

    def _qualified(self, hit: Office, at: int) -> bool:
        """The office has more than its bare noun before `at`."""
        return at > hit.first + 1

    def _target(self, hit: Office, start: int, depth: int, *, anything: bool) -> tuple[int, bool] | None:
        word = self.forms[start]
        for kind in ("head", "noun"):
            if kind in word.kinds:
                inner = self.office(start, kind, depth + 1)
                if inner is not None:
                    self._inherit(hit, inner)
                    return inner.end, False
        if not anything:
            return None
        sense, end = self.known(start)
        if sense is not None and sense.entry.kind in _SERVES:
            self._serve(hit, sense)
            if isinstance(sense.entry.row, Place):
                hit.country = hit.country or sense.entry.row.country
            return end, False
        if word.article:
            hit.complement = True
            return start + 1, False
        return None
