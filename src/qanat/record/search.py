"""Full-text search over one spelling of Arabic.

Two columns a document: `words`, its words folded (alef forms, yaa, taa marbuta, vowel marks, tatweel, digits), and `stems`, the same with every
likely way to take off what is attached to them (and, so, in, to, like, the; his, her, their). A query finds a document when each of its words has a
stem in common with one of the document's; words in quotation marks must stand one after the other. `exact` holds to the letter: nothing is folded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isqrt
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, column, func, literal, select, text, tuple_

from qanat.errors import RecordError
from qanat.model import Span
from qanat.record.keep import fill, parts
from qanat.record.tables import documents, versions

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'["«“]([^"«“»”]+)["»”]')
_SHORTEST = 2  # letters that are left of a word when something is taken off
_LONG = 4  # letters that a bare letter taken off a word of a query must leave
_HEAD = 2  # letters of the article, which is taken off of any
_MOST = 60_000  # different stems of one document
_BYTES, _LETTERS = 1_000_000, 500  # of one document, and of a word, in PostgreSQL, which holds little more
_MEMORY = 200_000  # words whose stems are remembered
_FEW = 5_000  # documents up to which a query's hits are put in order, in small records; of more, the newest documents are gone through
_WORTH = 60  # in large ones up to √(60 n) of n: a screenful of h hits stands among the newest 50 n/h, and to go through one takes longer than a hit
_WALKED = (50, 400)  # documents gone through at once: few at first, since a screenful is soon found
_INDEXED = 200  # versions indexed at once
_TEXTS = 20  # texts fetched at once
_SAID = ("id", "outlet", "published", "title", "url", "digest")
_FACETS = 12  # outlets and years that are named
_AROUND = 90  # code points shown on either side of what was found


class Folded(Protocol):
    """Folded text with its map."""

    @property
    def text(self) -> str: ...
    def span(self, start: int, end: int) -> tuple[int, int]: ...


class Folding(Protocol):
    """One spelling for many."""

    def __call__(self, text: str, /) -> str: ...
    def mapped(self, text: str, /) -> Folded: ...


class Pack(Protocol):
    """What search asks of a language pack."""

    @property
    def folding(self) -> Any: ...
    @property
    def lexicon(self) -> Any: ...
    @property
    def vowels(self) -> frozenset[str]: ...


class Found(NamedTuple):
    """A document that answers a query, its text, and where the words stand in it."""

    said: Mapping[str, str | None]  # id, outlet, published, title, url, digest of the document
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """Which documents are searched: all, or only these `versions`, those of an `outlet`, of the days from `since` to `until`."""

    versions: tuple[int, ...] | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What holds of the rows of these documents, whatever their versions."""
        d = documents.c
        given = ((d.outlet.__eq__, self.outlet), (d.day.__ge__, self.since), (d.day.__le__, self.until))
        return [compare(value) for compare, value in given if value]


ALL = Within()


@dataclass(frozen=True, slots=True)
class Speller:
    """Folds, and takes off attached particles, by the tables of a pack."""

    folding: Folding
    before: tuple[str, ...]  # what may stand before a word, longest first
    after: tuple[str, ...]
    repaired: tuple[tuple[str, str], ...]  # the end of a noun before a pronoun, and without it
    vowels: frozenset[str]  # marks that belong to the letter before them
    memory: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, pack: Pack) -> Speller:
        p = pack.lexicon.particles
        small = [a + b for a in ("", *p.conjunctions) for b in ("", *p.prepositions)]
        heads = {head + p.article for head in small} | {a + p.for_the for a in ("", *p.conjunctions)} | set(small)
        return cls(pack.folding, _longest(filter(None, heads)), _longest(p.pronouns), tuple(p.before_pronoun), pack.vowels, {})

    def words(self, words: str) -> list[str]:
        """The folded words of a text."""
        return _WORD.findall(self.folding(words).lower())

    def stems(self, word: str) -> tuple[str, ...]:
        """A folded word and what may be left of it when attached particles are taken off, sorted."""
        known = self.memory.get(word)
        if known is None:
            if len(self.memory) > _MEMORY:
                self.memory.clear()
            known = self.memory[word] = tuple(sorted(self._stems(word)))
        return known

    def _stems(self, word: str) -> set[str]:
        if word.isascii():
            return {word}
        out = {word}
        out |= {word[len(head) :] for head in self.before if word.startswith(head) and len(word) - len(head) >= _SHORTEST}
        for stem in tuple(out):
            for tail in self.after:
                if stem.endswith(tail) and len(stem) - len(tail) > _SHORTEST:
                    bare = stem[: -len(tail)]
                    out.add(bare)
                    out |= {bare[: -len(end)] + plain for end, plain in self.repaired if bare.endswith(end)}
        return out

    def asked(self, word: str) -> frozenset[str]:
        """The stems by which a folded word of a query finds others: a bare letter is taken off long words only (كتاب is no "like" and "repented")."""
        return frozenset(stem for stem in self.stems(word) if stem == word or len(stem) >= _LONG or not (word.endswith(stem) and len(word) - len(stem) < _HEAD))


def _longest(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(some, key=lambda one: (-len(one), one)))


def put(connection: Connection, some: Iterable[tuple[int, str]], speller: Speller) -> None:
    """Index versions of documents: their numbers and texts."""
    lite = connection.dialect.name == "sqlite"
    columns = ("rowid" if lite else "version", "words", "stems")
    rows = ((version, *_indexed(words, speller, lite=lite)) for version, words in some)
    while batch := list(islice(rows, _INDEXED)):
        fill(connection, "folded", columns, batch)


def _indexed(text: str, speller: Speller, *, lite: bool) -> tuple[str, str]:
    """The words and the stems of a text as the index of the database takes them."""
    words = speller.words(text)
    seen = dict.fromkeys(words)
    stems: dict[str, None] = {}
    for word in seen:
        stems |= dict.fromkeys(speller.stems(word))
        if len(stems) > _MOST:
            break
    if lite:
        return " ".join(words), " ".join(stems)
    return _vector(seen), _vector(stems)


def _vector(words: Iterable[str]) -> str:
    """Words as a tsvector is written, as many as one holds."""
    lexemes, left = [], _BYTES
    for word in words:
        lexemes.append(_lexeme(word))
        left -= len(lexemes[-1].encode())
        if left < 0:
            break
    return " ".join(lexemes)


def find(connection: Connection, query: str, speller: Speller, *, exact: bool = False, limit: int | None = None, within: Within = ALL) -> Iterator[Found]:
    """The current documents that answer a query, the newest first."""
    singles, phrases, words = _words(query, speller)
    wanted = [query.strip()] if exact and not phrases else [*phrases, *_WORD.findall(_QUOTED.sub(" ", query))] if exact else []
    done = 0
    for said, document in _candidates(connection, words, speller, exact, within):
        spans = _literal(document, wanted, speller.vowels) if exact else _spans(document, singles, phrases, speller)
        if spans:
            yield Found(said, document, spans)
            done += 1
            if done == limit:
                return


def _words(query: str, speller: Speller) -> tuple[list[str], list[str], list[str]]:
    """The words of a query that stand alone, its phrases, and all its words. Raises RecordError where there is none."""
    phrases = [found.group(1) for found in _QUOTED.finditer(query)]
    singles = speller.words(_QUOTED.sub(" ", query))
    words = [*singles, *(word for phrase in phrases for word in speller.words(phrase))]
    if not words:
        raise RecordError(f"{query!r}: there is no word to search for")
    return singles, phrases, words


def documents_with(connection: Connection, query: str, speller: Speller) -> Any:
    """The keys of the current documents with all the words of a query, as a condition's subquery."""
    hits, asked, key = _hits(connection, _words(query, speller)[2], speller, exact=False)
    versions_with = text(hits).bindparams(asked=asked).columns(column(key, Integer))
    return select(documents.c.key).where(documents.c.version.in_(versions_with))


def holds(words: str, query: str, speller: Speller) -> bool:
    """Does a text have all the words of a query, and its phrases, in any spelling?"""
    singles, phrases, _ = _words(query, speller)
    return all(_spans(words, [one], [], speller) for one in singles) and (not phrases or bool(_spans(words, [], phrases, speller)))


def facets(connection: Connection, query: str, speller: Speller, *, exact: bool = False, within: Within = ALL) -> dict[str, list[tuple[str, int]]]:
    """In which `outlets` and `years` the documents with all the words of a query are, with their numbers, at most; empty where they are too many to count."""
    hits, asked, _ = _hits(connection, _words(query, speller)[2], speller, exact=exact)
    some = connection.execute(text(f"{hits} LIMIT {_FEW + 1}"), {"asked": asked}).scalars().all()
    counts = {"outlets": Counter[str](), "years": Counter[str]()}
    if len(some) <= _FEW:
        d, year_of = documents.c, func.substr(documents.c.day, 1, 4).label("year")
        for few in parts(some):
            lines = select(d.outlet, year_of, func.count()).where(d.version.in_(few), *within.conditions).group_by(d.outlet, text("year"))
            for outlet, year, number in connection.execute(lines):
                counts["outlets"].update({outlet: number} if outlet else {})
                counts["years"].update({year: number} if year else {})
    return {"outlets": counts["outlets"].most_common(_FACETS), "years": sorted(counts["years"].items(), reverse=True)[:_FACETS]}


def _hits(connection: Connection, words: list[str], speller: Speller, *, exact: bool) -> tuple[str, str, str]:
    """The query that names the versions with all the words, the value of its parameter `asked`, and the column by which it names them."""
    if connection.dialect.name == "sqlite":
        key, where = "rowid", "folded MATCH :asked"
        asked = " AND ".join(f"words : {_quoted(w)}" if exact else f"stems : ({' OR '.join(map(_quoted, sorted(speller.asked(w))))})" for w in words)
    else:
        key, where = "version", f"{'words' if exact else 'stems'} @@ CAST(:asked AS tsquery)"
        asked = " & ".join(_lexeme(w) if exact else f"({' | '.join(map(_lexeme, sorted(speller.asked(w))))})" for w in words)
    return f"SELECT {key} FROM folded WHERE {where}", asked, key


def _candidates(connection: Connection, words: list[str], speller: Speller, exact: bool, within: Within) -> Iterator[tuple[dict[str, str | None], str]]:
    """The current documents with all the words, the newest first, each with its text."""
    hits, asked, key = _hits(connection, words, speller, exact=exact)
    chosen = text(f"{hits} AND {key} IN :some").bindparams(bindparam("some", expanding=True))
    if within.versions is not None:
        some = [n for few in parts(within.versions) for n in connection.execute(chosen, {"asked": asked, "some": few}).scalars()]
    else:
        most = max(_FEW, isqrt(_WORTH * (connection.execute(select(func.max(versions.c.n))).scalar() or 0)))
        some = list(connection.execute(text(f"{hits} LIMIT {most + 1}"), {"asked": asked}).scalars())
    few = within.versions is not None or len(some) <= most
    numbers = _newest_of(connection, some, within) if few else _newest_with(connection, chosen, asked, within)
    v, d = versions.c, documents.c
    lines = select(v.n, v.text, *(d[name] for name in _SAID)).join(documents, d.version == v.n)
    while lot := list(islice(numbers, _TEXTS)):
        rows = {n: (dict(zip(_SAID, said, strict=True)), words) for n, words, *said in connection.execute(lines.where(v.n.in_(lot)))}
        yield from (rows[n] for n in lot)


def _newest_of(connection: Connection, some: Sequence[int], within: Within) -> Iterator[int]:
    """Those of some versions that are current, the newest first: for words that few documents have."""
    d, found = documents.c, list[tuple[str, str, int]]()
    for few in parts(some):
        found += [(day or "", key, n) for day, key, n in connection.execute(select(d.day, d.key, d.version).where(d.version.in_(few), *within.conditions))]
    return (n for _, _, n in sorted(found, reverse=True))


def _newest_with(connection: Connection, among: Any, asked: str, within: Within) -> Iterator[int]:
    """The current versions among the hits, the newest first: for words that so many have that going through the documents from the newest on is shorter."""
    for rows in _newest(connection, within):
        here = set(connection.execute(among, {"asked": asked, "some": [row.version for row in rows]}).scalars())
        yield from (row.version for row in rows if row.version in here)


def _newest(connection: Connection, within: Within) -> Iterator[Sequence[Any]]:
    """The documents by day, those without one last, in lots."""
    d = documents.c
    for dated, order in ((d.day.is_not(None), (d.day, d.key)), (d.day.is_(None), (d.key,))):
        lines, many = select(d.day, d.key, d.version).where(dated, *within.conditions).order_by(*(column.desc() for column in order)), _WALKED[0]
        rows = connection.execute(lines.limit(many)).all()
        while rows:
            yield rows
            many = min(2 * many, _WALKED[1])
            past = tuple_(*order) < tuple_(*(literal(getattr(rows[-1], column.name)) for column in order))
            rows = connection.execute(lines.where(past).limit(many)).all()


def every(connection: Connection) -> Iterator[tuple[int, str]]:
    """All versions, number and text, in order."""
    v, last = versions.c, -1
    while rows := connection.execute(select(v.n, v.text).where(v.n > last).order_by(v.n).limit(_INDEXED)).all():
        yield from ((n, words) for n, words in rows)
        last = rows[-1].n


def _quoted(word: str) -> str:
    return f'"{word}"'


def _lexeme(word: str) -> str:
    return f"'{word[:_LETTERS]}'"


def _spans(document: str, singles: list[str], phrases: Iterable[str], speller: Speller) -> tuple[Span, ...]:
    """Where the words of a query stand; empty when a phrase of it does not."""
    folded = speller.folding.mapped(document)
    lower = folded.text.lower()
    places = [found.span() for found in _WORD.finditer(lower if len(lower) == len(folded.text) else folded.text)]
    stems: dict[str, tuple[str, ...]] = {}
    here = []
    for start, end in places:
        word = lower[start:end]
        if word not in stems:
            stems[word] = speller.stems(word)
        here.append(stems[word])
    out: set[tuple[int, int]] = set()
    for word in singles:
        mine = speller.asked(word)
        hits = [k for k, one in enumerate(here) if not mine.isdisjoint(one)]
        out |= {places[k] for k in hits}
    for phrase in phrases:
        parts = [speller.asked(word) for word in speller.words(phrase)]
        starts = [k for k in range(len(here) - len(parts) + 1) if all(not part.isdisjoint(here[k + n]) for n, part in enumerate(parts))]
        if not starts:
            return ()
        out |= {(places[k][0], places[k + len(parts) - 1][1]) for k in starts}
    return tuple(_whole(document, *folded.span(*place), speller.vowels) for place in sorted(out))


def spans_of(document: str, phrase: str, speller: Speller) -> tuple[Span, ...]:
    """Where the words of a phrase stand one after the other, in any spelling."""
    return _spans(document, [], [phrase], speller) if speller.words(phrase) else ()


def _whole(document: str, start: int, end: int, vowels: frozenset[str]) -> Span:
    """A vowel mark on the last letter belongs to the word."""
    while end < len(document) and document[end] in vowels:
        end += 1
    return Span(start, end)


def _literal(document: str, wanted: list[str], vowels: frozenset[str]) -> tuple[Span, ...]:
    """Where the words stand letter by letter; empty when one of them does not."""
    out: list[Span] = []
    end = rf"(?![\w{''.join(sorted(vowels))}])"
    for words in wanted:
        found = [Span(*place.span()) for place in re.finditer(rf"(?<!\w){re.escape(words)}{end}", document)]
        if not found:
            return ()
        out += found
    return tuple(sorted(out))


def form(found: Found) -> dict[str, Any]:
    """A document that was found, as a row."""
    said = {"document" if name == "id" else name: value for name, value in found.said.items()}
    return {**said, "spans": [list(span) for span in found.spans], "quote": found.text[slice(*excerpt(found.text, found.spans))]}


def excerpt(document: str, spans: tuple[Span, ...]) -> Span:
    """The words around the first place found."""
    start, end = max(0, spans[0].start - _AROUND), min(len(document), spans[0].end + _AROUND)
    while start > 0 and not document[start - 1].isspace() and spans[0].start - start < 2 * _AROUND:
        start -= 1
    while end < len(document) and not document[end].isspace() and end - spans[0].end < 2 * _AROUND:
        end += 1
    return Span(start, end)
