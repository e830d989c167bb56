"""Full-text search over one spelling of Arabic.

Two columns a document: `words`, its words folded (alef forms, yaa, taa marbuta, vowel marks, tatweel, digits), and `stems`, the same with every
likely way to take off what is attached to them (and, so, in, to, like, the; his, her, their). A query finds a document when each of its words has a
stem in common with one of the document's; words in quotation marks must stand one after the other. `exact` holds to the letter: nothing is folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, text

from qanat.errors import RecordError
from qanat.model import Span

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'["«“]([^"»”]+)["»”]')
_MARKS = re.compile("[\u064b-\u0652\u0640\u0670]")
_SHORTEST = 2  # letters that are left of a word when something is taken off
_LONG = 4  # letters that a bare letter taken off a word of a query must leave
_HEAD = 2  # letters of the article, which is taken off of any
_MOST = 60_000  # different stems of one document
_MEMORY = 200_000  # words whose stems are remembered
_BATCH = 200  # candidates looked at at once
_AROUND = 90  # code points shown on either side of what was found

SCHEMA = {
    "sqlite": ["CREATE VIRTUAL TABLE folded USING fts5(words, stems, content='', tokenize=\"unicode61 remove_diacritics 0\")"],
    "postgresql": [
        "CREATE TABLE folded (version integer PRIMARY KEY REFERENCES versions(n), words tsvector NOT NULL, stems tsvector NOT NULL)",
        "CREATE INDEX ix_folded_words ON folded USING gin (words)",
        "CREATE INDEX ix_folded_stems ON folded USING gin (stems)",
    ],
}


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


class Found(NamedTuple):
    """A document that answers a query: the version's number and where its words stand in the text."""

    version: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speller:
    """Folds, and takes off attached particles, by the tables of a pack."""

    folding: Folding
    before: tuple[str, ...]  # what may stand before a word, longest first
    after: tuple[str, ...]
    repaired: tuple[tuple[str, str], ...]  # the end of a noun before a pronoun, and without it
    memory: dict[str, frozenset[str]]

    @classmethod
    def of(cls, pack: Pack) -> Speller:
        p = pack.lexicon.particles
        small = [a + b for a in ("", *p.conjunctions) for b in ("", *p.prepositions)]
        heads = {head + p.article for head in small} | {a + p.for_the for a in ("", *p.conjunctions)} | set(small)
        return cls(pack.folding, _longest(filter(None, heads)), _longest(p.pronouns), tuple(p.before_pronoun), {})

    def words(self, words: str) -> list[str]:
        """The folded words of a text."""
        return _WORD.findall(self.folding(words).lower())

    def stems(self, word: str) -> frozenset[str]:
        """A folded word and what may be left of it when attached particles are taken off."""
        known = self.memory.get(word)
        if known is None:
            if len(self.memory) > _MEMORY:
                self.memory.clear()
            known = self.memory[word] = self._stems(word)
        return known

    def _stems(self, word: str) -> frozenset[str]:
        if word.isascii():
            return frozenset((word,))
        out = {word}
        out |= {word[len(head) :] for head in self.before if word.startswith(head) and len(word) - len(head) >= _SHORTEST}
        for stem in tuple(out):
            for tail in self.after:
                if stem.endswith(tail) and len(stem) - len(tail) > _SHORTEST:
                    bare = stem[: -len(tail)]
                    out.add(bare)
                    out |= {bare[: -len(end)] + plain for end, plain in self.repaired if bare.endswith(end)}
        return frozenset(out)

    def asked(self, word: str) -> frozenset[str]:
        """The stems by which a folded word of a query finds others: a bare letter is taken off long words only (كتاب is no "like" and "repented")."""
        return frozenset(stem for stem in self.stems(word) if stem == word or len(stem) >= _LONG or not (word.endswith(stem) and len(word) - len(stem) < _HEAD))


def _longest(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(some, key=lambda one: (-len(one), one)))


def put(connection: Connection, version: int, words: str, speller: Speller) -> None:
    """Index one version of a document."""
    plain = speller.words(words)
    seen = dict.fromkeys(plain)
    stems: dict[str, None] = {}
    for word in seen:
        stems |= dict.fromkeys(sorted(speller.stems(word)))
        if len(stems) > _MOST:
            break
    row = {"version": version, "words": " ".join(plain), "stems": " ".join(stems)}
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO folded(rowid, words, stems) VALUES (:version, :words, :stems)"), row)
        return
    row |= {"words": list(seen)[:_MOST], "stems": list(stems)}
    connection.execute(text("INSERT INTO folded(version, words, stems) VALUES (:version, array_to_tsvector(:words), array_to_tsvector(:stems))"), row)


def find(connection: Connection, query: str, speller: Speller, *, exact: bool = False, limit: int | None = None) -> Iterator[Found]:
    """The current documents that answer a query, the newest first."""
    phrases = [found.group(1) for found in _QUOTED.finditer(query)]
    singles = speller.words(_QUOTED.sub(" ", query))
    words = [*singles, *(word for phrase in phrases for word in speller.words(phrase))]
    if not words:
        raise RecordError(f"{query!r}: there is no word to search for")
    wanted = [query.strip()] if exact and not phrases else [*phrases, *_WORD.findall(_QUOTED.sub(" ", query))] if exact else []
    done = 0
    for version, document in _candidates(connection, words, speller, exact=exact):
        spans = _literal(document, wanted) if exact else _spans(document, singles, phrases, speller)
        if spans:
            yield Found(version, spans)
            done += 1
            if done == limit:
                return


def _candidates(connection: Connection, words: list[str], speller: Speller, *, exact: bool) -> Iterator[tuple[int, str]]:
    """The current documents with all the words, the newest first."""
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f"words : {_quoted(w)}" if exact else f"stems : ({' OR '.join(map(_quoted, sorted(speller.asked(w))))})" for w in words)
        where, join = "folded MATCH :asked", "folded.rowid"
    else:
        asked = " & ".join(_lexeme(w) if exact else f"({' | '.join(map(_lexeme, sorted(speller.asked(w))))})" for w in words)
        where, join = f"folded.{'words' if exact else 'stems'} @@ CAST(:asked AS tsquery)", "folded.version"
    lines = text(
        f"SELECT v.n, v.text FROM folded JOIN versions v ON v.n = {join} JOIN documents d ON d.version = v.n "
        f"WHERE {where} ORDER BY d.day IS NULL, d.day DESC, d.key LIMIT :most OFFSET :past"
    )
    past = 0
    while rows := connection.execute(lines, {"asked": asked, "most": _BATCH, "past": past}).all():
        yield from ((row[0], row[1]) for row in rows)
        past += _BATCH


def _quoted(word: str) -> str:
    return f'"{word}"'


def _lexeme(word: str) -> str:
    return f"'{word}'"


def _spans(document: str, singles: list[str], phrases: Iterable[str], speller: Speller) -> tuple[Span, ...]:
    """Where the words of a query stand; empty when a phrase of it does not."""
    folded = speller.folding.mapped(document)
    lower = folded.text.lower()
    places = [found.span() for found in _WORD.finditer(lower if len(lower) == len(folded.text) else folded.text)]
    stems: dict[str, frozenset[str]] = {}
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
    return tuple(_whole(document, *folded.span(*place)) for place in sorted(out))


def _whole(document: str, start: int, end: int) -> Span:
    """A vowel mark on the last letter belongs to the word."""
    while end < len(document) and _MARKS.match(document[end]):
        end += 1
    return Span(start, end)


def _literal(document: str, wanted: list[str]) -> tuple[Span, ...]:
    """Where the words stand letter by letter; empty when one of them does not."""
    out: list[Span] = []
    for words in wanted:
        found = [Span(*place.span()) for place in re.finditer(rf"(?<!\w){re.escape(words)}(?![\w\u064b-\u0652])", document)]
        if not found:
            return ()
        out += found
    return tuple(sorted(out))


def form(connection: Connection, found: Found) -> dict[str, Any]:
    """A document that was found, as a row."""
    lines = text("SELECT d.id, d.outlet, d.published, d.title, d.url, d.digest, v.text FROM versions v JOIN documents d ON d.key = v.document WHERE v.n = :n")
    row = connection.execute(lines, {"n": found.version}).mappings().one()
    around = excerpt(row["text"], found.spans)
    said = {"document": row["id"], **{name: row[name] for name in ("outlet", "published", "title", "url", "digest")}}
    return {**said, "spans": [list(span) for span in found.spans], "quote": row["text"][slice(*around)]}


def excerpt(document: str, spans: tuple[Span, ...]) -> Span:
    """The words around the first place found."""
    start, end = max(0, spans[0].start - _AROUND), min(len(document), spans[0].end + _AROUND)
    while start > 0 and not document[start - 1].isspace() and spans[0].start - start < 2 * _AROUND:
        start -= 1
    while end < len(document) and not document[end].isspace() and end - spans[0].end < 2 * _AROUND:
        end += 1
    return Span(start, end)
