"""Which state or body an office serves that does not say it: that of the office to which it is joined, the one named before, else the state the text is
read from.
"""

from __future__ import annotations

from math import exp, log1p
from typing import Final

from qanat.packs import Pack
from qanat.packs.rows import Body, Country, Person, Place
from qanat.packs.terms import SINGLE
from qanat.packs.word import Word
from qanat.read.found import Found
from qanat.read.posts import INTERNATIONAL, PARTIES, Office
from qanat.read.shared import SEATS, state_of
from qanat.read.syntax import HOLD, MEET, PRESS, finite, is_counterpart
from qanat.text.words import Words, place_of

_HOME: Final = 1.5  # what speaks for the outlet's home; this and the two below are fitted on labelled articles
_UNNAMED: Final = 0.5  # ... besides, where the office has no name
_OFTEN: Final = 2.0  # ... for a state that is named often
_CITY: Final = 0.5  # how much a city counts: many are words besides (حجة, بالي)
_WITH: Final = 0.3  # how much whatever stands behind "with" counts
_NEARBY: Final = 20  # tokens at which a state that is named speaks a third as loud
_HEARD: Final = 10 * _NEARBY  # tokens past which it is not heard at all
_NEAR: Final = 120  # tokens past which "the embassy" may be another one
_ENVOY: Final = 16  # tokens between an envoy and whom he meets
_TRIP: Final = 8  # tokens between a verb or noun of travel and its place
_NAMES_STATE: Final = frozenset(("state", "place", "nation"))


class Surroundings:
    """The states that a text names, and where. Made of its phrases and the outlet's home."""

    def __init__(self, found: list[Found], home: str | None, words: Words, pack: Pack) -> None:
        self.home, self.words = home, words
        self.beside = pack.either("contacts.with", "contacts.between")
        self.commas = pack.marks.comma
        self.where, self.in_it = pack.sets["contacts.where"], pack.sets["contacts.in_it"]
        self.in_order = pack.lexicon.particles.for_the[0]
        self.visited = sorted(place for phrase in found if (place := self._visited(phrase, pack)) is not None)
        self.places = [first for first, _, _, _ in self.visited]
        self.holders = [
            (office.first, office.country, office.role)
            for phrase in found
            for office in phrase.offices
            if office.country and office.role in SINGLE and phrase.number == "s" and not office.former
        ]
        self.named = sorted((at, state, weight * self._other(phrase)) for phrase in found for at, state, weight in _namings(phrase))
        self.tokens = [token for token, _, _ in self.named]
        self.posted = [posted for phrase in found if (posted := _posted(phrase, words.words, home)) is not None]
        self.envoys = {office.first: office.country for phrase in found for office in phrase.offices if office.country and office.role == "envoy"}
        self.counterparts = [
            (office.first, office.country) for phrase in found for office in phrase.offices if office.country and is_counterpart(office.lemma, pack)
        ]
        abroad = pack.sets["offices.missions"]
        self.tellers = [(phrase.end, state) for phrase in found if words.words[phrase.first].stem not in abroad and (state := _of_organ(phrase))]
        self.that = pack.sets["speech.that"]
        self.met = _met(found, words, pack)
        self.counts: dict[str, float] = {}
        for _, state, weight in self.named:
            self.counts[state] = self.counts.get(state, 0.0) + weight
        if home:
            self.counts.setdefault(home, 0.0)
        self.often = {state: self._likelihood(state, count) for state, count in self.counts.items()}

    def _other(self, phrase: Found) -> float:
        """How much one with whom something is done counts: "الاتفاقية مع الجانب النيبالي" is hardly told of his own officials."""
        beside = phrase.first > 0 and "contacts.with" in self.words.words[phrase.first - 1].sets
        return _WITH if beside and phrase.kind != "person" else 1.0

    def _likelihood(self, state: str, count: float) -> float:
        """What speaks for a state that is named so often, in log odds."""
        return _OFTEN * log1p(count) + (_HOME if state == self.home else 0.0)

    def state(self, at: int, *, named: bool = True, role: str | None = None) -> str | None:
        """By which state an office without a nationality is read at a token: home, or one that is named often, and right before; none whose holder of
        that role stands in the same sentence: "بحث وزير الدفاع فلان مع وزيرة الدفاع الفرنسية". An office that no name goes with is rather that of
        home, and by itself not that of the others in its sentence: "استقبل الوزير السفير الفرنسي"; so is that of whom a foreigner meets.
        """
        if self.posted and (abroad := self._met_by_envoy(at)) is not None:
            return abroad
        if not named and (host := self._host(at) or self._teller(at)) is not None:
            return host
        likely = dict(self.often)
        start, stop = self.words.sentence_at(at)
        for state in {of for token, of in self.envoys.items() if start <= token < stop and token != at}:
            likely[state] = self._likelihood(state, self.counts[state] - self._weight(state, start, stop))  # "التقى وزير الصحة فلان السفير الفرنسي"
        first, end = place_of(at - _HEARD, self.tokens), place_of(at, self.tokens)  # whom one meets is named behind
        if not named or at in self.met:
            beside = slice(place_of(start, self.tokens), place_of(stop, self.tokens))
            here: dict[str, float] = {}
            for _, state, weight in self.named[beside]:
                here[state] = here.get(state, 0.0) + weight
            likely |= {state: self._likelihood(state, self.counts[state] - weight) for state, weight in here.items()}
            end = min(end, beside.start)
            if self.home and not named:
                likely[self.home] += _UNNAMED
        if self.words.words[at - 1].form in self.beside:
            end = min(end, place_of(start, self.tokens))
        for token, state, weight in self.named[first:end]:
            if token < start or token not in self.envoys:  # "التقى السفير الفرنسي مدير الجامعة فلانا": beside an envoy, others serve another state
                likely[state] += weight * exp((token - at) / _NEARBY)
        taken = {state for token, state in self.counterparts if at < token < stop}  # "بحث وزير الصناعة فلان مع نظيره الألماني في برلين"
        makes = at > start and finite(self.words.words[at - 1], HOLD) is not None  # "أدى رئيس الحكومة زيارة إلى روما"
        going = (state for place, _, state, trip in self.visited if start <= trip and at < place < stop and (trip < at or makes))
        taken.update(going)  # "وصل وزير الدفاع إلى القاهرة"
        if role in SINGLE:
            taken |= {state for token, state, held in self.holders if held == role and start <= token < stop}
        likely = {state: odds for state, odds in likely.items() if state not in taken} or likely
        return max(likely, key=lambda state: (likely[state], state), default=None)

    def _met_by_envoy(self, at: int) -> str | None:
        """The state to which an envoy is sent who meets somebody, or visits it: "التقى سفير المملكة لدى تونس أمس وزير السياحة", "سفير مصر في بغداد يلتقي
        الرئيس", "قام سفير كندا لدى المملكة، بزيارة لجامعة الملك".
        """
        start, forms = self.words.sentence_at(at)[0], self.words.words
        last = next(((first, end, host) for first, end, host in reversed(self.posted) if start <= first and end <= at), None)
        if last is None or at - last[1] > _ENVOY:
            return None
        first, end, host = last
        before = (finite(word, MEET) for word in forms[max(start, first - 2) : first])
        trip = forms[end + 1].by.get("occasion") if end + 1 < at and forms[end].mark in self.commas else None
        end += trip is not None and trip.preposition != "" and trip.entry.row.visit  # "، بزيارة لجامعة"
        between = [verb for word in forms[end:at] if (verb := finite(word)) is not None]
        met = between or any(verb is not None for verb in before) or any("occasion" in word.kinds for word in forms[end:at])
        return host if met and all(verb.entry.kind == "meet" for verb in between) and not any(word.mark for word in forms[end:at]) else None

    def _teller(self, at: int) -> str | None:
        """The state of whose palace, organ or spokesman it is told what one of its own did: "قال الكرملين إن الرئيس", "قالت الخارجية الروسية إن الوزير"."""
        start = self.words.sentence_at(at)[0]
        if at - 1 < start or self.words.words[at - 1].form not in self.that:
            return None
        return next((state for end, state in reversed(self.tellers) if start < end < at), None)

    def _weight(self, state: str, first: int, end: int) -> float:
        """How much of what is named between two tokens is a state."""
        return sum(weight for _, named, weight in self.named[place_of(first, self.tokens) : place_of(end, self.tokens)] if named == state)

    def _visited(self, phrase: Found, pack: Pack) -> tuple[int, int, str, int] | None:
        """Where a phrase begins and ends that names the place of a visit, or where two met, its state, and the token of the visit, -1 for a meeting:
        "زار بغداد", "وصل إلى الدوحة", "التقى في بغداد"."""
        row = phrase.row
        state = "" if row is None else row.id if isinstance(row, Country) else row.country if isinstance(row, Place) else ""
        if not state:
            return None
        forms, start = self.words.words, self.words.sentence_at(phrase.first)[0]
        before = phrase.preposition or (forms[phrase.first - 1].form if phrase.first > start else "")
        if before in pack.sets["contacts.from"]:
            return None
        there = before in pack.sets["contacts.place"]
        for k in range(max(start, phrase.first - _TRIP), phrase.first):
            for sense in forms[k].senses:
                kind = sense.entry.kind
                trip = kind in ("meet", "occasion") and sense.entry.row.visit
                if trip or (kind == "meet" and there):
                    return phrase.first, phrase.end, state, k if trip else -1
        return None

    def _host(self, at: int) -> str | None:
        """The state visited in whose own office at a token somebody is met: "زار الوزير بغداد والتقى رئيس الوزراء", "وصل إلى الدوحة حيث استقبله
        الأمير", "زيارة لبيروت يلتقي خلالها رئيس الحكومة", "التقى الوزير في بغداد رئيس الوزراء".
        """
        last = place_of(at, self.places) - 1
        if last < 0 or self.places[last] < self.words.sentence_at(at)[0]:
            return None
        _, end, state, _ = self.visited[last]
        forms = self.words.words
        for k in range(end, at):
            sense = finite(forms[k])
            if sense is not None and (sense.conjunction or forms[k - 1].form in self.where or any(w.form in self.in_it for w in forms[k + 1 : k + 3])):
                return state
            if "occasion" in forms[k].kinds and forms[k].preposition == self.in_order:
                return state  # "وصل إلى بغداد للقاء رئيس الوزراء"
        return state if end == at else None


def _met(found: list[Found], words: Words, pack: Pack) -> set[int]:
    """The first tokens of offices and names of those without a state whom somebody of a state told by his office meets, right behind him or with one of
    the prepositions of the verb, or who so meet somebody: "التقى الوزير الإيطالي فلان رئيس الحكومة فلانا والوزير فلانا", "التقى الوزير فلان الرئيس الفرنسي".
    """
    out: set[int] = set()
    each = pack.either("contacts.each", "contacts.each_of")
    wanted: frozenset[str] = frozenset()  # the prepositions of the verb
    subject: Found | None = None  # whom the verb last told, while they whom he meets go on
    for phrase, before in zip(found, [None, *found], strict=False):
        verb = finite(words.words[phrase.first - 1], MEET) if phrase.first else None
        gap = words.words[before.end : phrase.first] if before is not None else []
        if verb is not None and "object" in verb.entry.row.with_ and not verb.pronoun:
            subject, wanted = phrase, pack.words(verb.entry.row.with_)
        elif subject is not None and phrase.kind in ("person", "office") and all(word.form in each for word in gap):
            joined = before is not subject and bool(phrase.conjunction)
            if not (joined or (before is subject and not phrase.conjunction and (not phrase.preposition or phrase.preposition in wanted))):
                subject = None
            elif any(office.country for office in subject.offices):
                out.update(() if state_of(phrase) else _begun(phrase))
            elif any(office.country for office in phrase.offices) and not state_of(subject):
                out.update(_begun(subject))
        else:
            subject = None
    return out


def _posted(phrase: Found, forms: list[Word], home: str | None) -> tuple[int, int, str] | None:
    """Where a phrase on an envoy begins and ends, and the state where he is posted: "سفير المملكة لدى تونس", "سفير تونس لدى المملكة"."""
    for office in phrase.offices if phrase.number == "s" else ():
        if office.role == "envoy" and office.country:
            states = (sense.entry.row for word in forms[office.first + 1 : office.end] for sense in word.senses if sense.entry.kind in _NAMES_STATE)
            at_home = home if home != office.country and any("home" in word.kinds for word in forms[office.first + 1 : office.end]) else ""
            there = next((of for row in states if (of := row.id if isinstance(row, Country) else row.country) != office.country), at_home)
            return (phrase.first, phrase.end, there) if there else None
    return None


def _begun(phrase: Found) -> list[int]:
    """The first tokens of the offices and the name of a person."""
    return [*(office.first for office in phrase.offices), *(phrase.name[:1] if phrase.name is not None else ())] if phrase.kind == "person" else []


def _of_organ(phrase: Found) -> str:
    """The state of which a phrase names a palace, an organ or a spokesman: "الكرملين", "الخارجية الروسية", "المتحدث باسم الخارجية الأميركية"."""
    row = phrase.row
    if row is not None and isinstance(row, Place):
        return row.country if row.stands == "palace" else ""
    told = next((o.country for o in phrase.offices if o.country and (o.kind == "noun" or o.role == "spokesperson")), "")
    return told if phrase.kind in ("noun", "office", "person") else ""


def _namings(phrase: Found) -> list[tuple[int, str, float]]:
    """(token, state, weight) of every state that a phrase names."""
    row = phrase.row
    out: list[tuple[int, str, float]] = []
    if row is not None:
        of_many = any(office.body is not None and office.body.kind in INTERNATIONAL for office in phrase.offices)  # "المبعوث الأممي غسان سلامة"
        if isinstance(row, Country):
            out.append((phrase.first, row.id, 1.0))
        elif isinstance(row, Place) and row.country:
            out.append((phrase.first, row.country, 1.0 if row.stands in SEATS else _CITY))
        elif ((isinstance(row, Person) and not of_many) or (isinstance(row, Body) and row.kind not in PRESS)) and row.country:
            out.append((phrase.first, row.country, 1.0))
    out += [(o.first, o.country, 1.0) for o in phrase.offices if o.country and not (o.kind == "head" and o.row.country)]  # بابا
    return out


def recall_bodies(found: list[Found], forms: list[Word], pack: Pack) -> None:
    """Give "the committee", and an office of it, the known body so called before: "اللجنة الدولية للصليب الأحمر", and then "رئيس اللجنة"; "حلف شمال
    الأطلسي", and then "الحلف". An office of an organ serves the state of which the organ so called last was: "السفارة الأميركية", and then "في السفارة".
    """
    known: dict[str, Body] = {}
    led: tuple[int, Body] | None = None  # the last body named that has a secretary general, and its token
    organs: dict[str, tuple[int, str]] = {}
    ministries: dict[tuple[str, ...], str] = {}
    for phrase in found:
        if phrase.kind == "noun" and phrase.row is None and phrase.number == "s":
            _recall(phrase, forms, known, pack)
        for office in phrase.offices:
            last = forms[office.end - 1]
            bare = last.article and "noun" in last.kinds and office.end > office.first + 1 and office.body is None and not office.country
            body = known.get(last.stem) if bare else None
            if body is not None:
                office.body, office.country = body, body.country
                if office.role == "official" and body.kind in ("io", "bloc") and office.row.role == "head_of_state":
                    office.role = "io_head"
            elif led is not None and phrase.first - led[0] < _NEAR and _leads_any(office, forms, pack):
                office.body, office.country, office.role = led[1], led[1].country, "party_leader" if led[1].kind in PARTIES else "io_head"
            elif bare and office.kind == "head" and (organ := organs.get(last.stem)) is not None and phrase.first - organ[0] < _NEAR:
                office.country = organ[1] if getattr(phrase.row, "country", organ[1]) == organ[1] else ""
            if office.kind == "noun" and office.organ:
                called = tuple([word.stem for word in forms[office.first : office.end] if word.kinds.isdisjoint(_NAMES_STATE)])
                office.country = office.country or ministries.get(called, "")
                ministries[called] = office.country
            if office.country:
                organs.update({forms[k].stem: (phrase.first, office.country) for k in range(office.first, office.end - 1) if _of_nation(k, forms, pack)})
        bodies = (
            [phrase.row] if phrase.row is not None and isinstance(phrase.row, Body) else [office.body for office in phrase.offices if office.body is not None]
        )
        for body in bodies:
            led = (phrase.first, body) if body.kind in PARTIES | INTERNATIONAL else led
            known.update(dict.fromkeys(_own_heads(body, pack), body))
            if body.kind in PARTIES:
                known.update(dict.fromkeys(pack.sets["offices.of_party"], body))  # "نداء تونس", and then "رئيس الحزب"


def _leads_any(office: Office, forms: list[Word], pack: Pack) -> bool:
    """Is it "the secretary general", of what the office does not say?"""
    bare = office.kind == "head" and office.definite and office.body is None and not (office.country or office.holder or office.organ)
    return bare and " ".join(word.form for word in forms[office.first : office.end]) in pack.sets["offices.secretary_general"]


def _of_nation(at: int, forms: list[Word], pack: Pack) -> bool:
    """Is this a body with the article and a nationality of its gender: "السفارة الأميركية", but not الخارجية in "وزير الخارجية الألماني"?"""
    nation = forms[at + 1].by.get("nation")
    if nation is None or not forms[at].article or "noun" not in forms[at].kinds:
        return False
    return forms[at].form.endswith(pack.feminine) == (nation.entry.form[0] == "f")


def _recall(phrase: Found, forms: list[Word], known: dict[str, Body], pack: Pack) -> None:
    """A bare noun is the known body so called last; one that another body was called by since is so no more."""
    office, first = phrase.offices[0], forms[phrase.first]
    if phrase.end > phrase.first + 1:
        if office.body is None:
            known.pop(pack.folding.of_row(office.lemma), None)
    elif first.article and (body := known.get(first.stem)) is not None and (body.kind != "movement" or first.stem in _own_heads(body, pack)):
        phrase.kind, phrase.row = "body", body


def _own_heads(body: Body, pack: Pack) -> list[str]:
    """The nouns with which the names of a body begin: اللجنة, الحلف."""
    words = (pack.lexicon.word(head) for head in pack.heads[body.id])
    return [word.stem for word in words if "noun" in word.kinds]
