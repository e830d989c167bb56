"""Copies, updates and rewrites among the articles of a record.

A few prints of each text are kept; the rest is reckoned when it is asked for, so that no order of adding shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, literal, select, tuple_

from qanat.record.ask import Filters
from qanat.record.keep import load, parts
from qanat.record.prints import Kinship, credits, kinship, prints
from qanat.record.search import Speller
from qanat.record.tables import documents, text_prints, versions

_TRIED = 60  # candidates that are measured, those with most prints in common
_LOT, _KEPT = 500, 1_000  # keys asked for at once; articles that are remembered
_COMMON = 400  # documents with one print, beyond which it is that of a formula and leads nowhere


class Article(NamedTuple):
    """An article as it is compared. `agencies`: those that it credits."""

    key: str
    id: str
    version: int
    outlet: str | None
    url: str | None
    title: str | None
    published: str | None
    words: tuple[str, ...]
    agencies: tuple[str, ...]

    @property
    def order(self) -> tuple[str, str]:
        """What was seen first comes first; an article without a day after those with one."""
        return self.published or "9", self.key


class Relative(NamedTuple):
    """Another article, and how the later of the two came of the earlier; `earlier`: whether this one is."""

    article: Article
    kinship: Kinship
    earlier: bool


class Family(NamedTuple):
    """An article with its relatives in the order in which they were seen; the `first` of all, and the agencies that they credit, the most credited first."""

    article: Article
    first: Article
    agencies: tuple[str, ...]
    relatives: tuple[Relative, ...]

    @property
    def form(self) -> dict[str, Any]:
        """As JSON has it."""
        told = [{**_form(one.article), "kind": one.kinship.kind, "earlier": one.earlier, "shared": _shared(one.kinship)} for one in self.relatives]
        return {**_form(self.article), "first": _form(self.first), "agencies": list(self.agencies), "relatives": told}


def _form(one: Article) -> dict[str, Any]:
    return {"document": one.id, "outlet": one.outlet, "url": one.url, "title": one.title, "published": one.published, "credits": list(one.agencies)}


def _shared(kin: Kinship) -> list[float]:
    return [round(kin.of_first, 2), round(kin.of_second, 2)]


def put(connection: Connection, some: Iterable[tuple[int, str, str | None]], speller: Speller) -> None:
    """Keep the prints of versions of documents: their numbers, texts and titles, which do not count."""
    load(connection, text_prints, [{"print": one, "version": n} for n, text, title in some for one in sorted(prints(speller.words(_body(text, title))))])


def _body(text: str, title: str | None) -> str:
    return text[len(title) :] if title and text.startswith(title) else text


class Kin:
    """Answers about kinship in one view of a record. `agencies`: what each folded name of an agency means."""

    def __init__(self, connection: Connection, speller: Speller, agencies: Mapping[str, str]) -> None:
        self.connection, self.speller, self.agencies = connection, speller, agencies
        self.known: dict[str, Article] = {}

    def family(self, key: str) -> Family:
        """The relatives of an article by its key."""
        own = self._article(key)
        relatives = []
        for other in self._near(own):
            one = self._article(other)
            first, second = (one, own) if one.order < own.order else (own, one)
            kin = kinship(first.words, second.words)
            if kin is not None:
                relatives.append(Relative(one, kin, first is one))
        relatives.sort(key=lambda one: one.article.order)
        earliest = min((own, *(one.article for one in relatives)), key=lambda one: one.order)
        credited = Counter(name for one in (own, *(relative.article for relative in relatives)) for name in one.agencies)
        return Family(own, earliest, tuple(name for name, _ in sorted(credited.items(), key=lambda item: (-item[1], item[0]))), tuple(relatives))

    def families(self, asked: Filters) -> Iterator[Family]:
        """The families of the articles of some days, of each the one with the article that was seen first; the newest of these first. One after the other as
        they are found, so that a limit ends the work early, and a million articles take no more memory than a thousand.
        """
        found = (family for key in self._newest(asked) if (family := self.family(key)).relatives and family.first is family.article)
        yield from islice(found, asked.limit)

    def _newest(self, asked: Filters) -> Iterator[str]:
        """The keys of the articles of some days, the newest first, those without a day last."""
        d = documents.c
        asked_for = [*([d.day >= asked.since] if asked.since else []), *([d.day <= asked.until] if asked.until else [])]
        for dated in (d.day.is_not(None), d.day.is_(None)):
            lines = select(d.day, d.key).where(dated, *asked_for).order_by(d.day.desc(), d.key.desc()).limit(_LOT)
            rows = self.connection.execute(lines).all()
            while rows:
                yield from (key for _, key in rows)
                day, key = rows[-1]
                past = d.key < key if day is None else tuple_(d.day, d.key) < tuple_(literal(day), literal(key))
                rows = self.connection.execute(lines.where(past)).all()

    def _article(self, key: str) -> Article:
        if key not in self.known:
            d, v = documents.c, versions.c
            line = select(d.key, d.id, d.version, d.outlet, d.url, d.title, d.published, v.text).join(versions, v.n == d.version).where(d.key == key)
            row = self.connection.execute(line).mappings().one()
            body = _body(row["text"], row["title"])
            said = {name: row[name] for name in ("key", "id", "version", "outlet", "url", "title", "published")}
            article = Article(**said, words=tuple(self.speller.words(body)), agencies=credits(self.speller.folding(body), self.agencies))
            if len(self.known) > _KEPT:
                self.known.clear()
            self.known[key] = article
        return self.known[key]

    def _near(self, own: Article) -> list[str]:
        """The keys of the articles with most prints in common."""
        seen, shared = Counter[int](), list[tuple[int, str]]()
        for some in parts(sorted(prints(own.words))):
            each = " UNION ALL ".join(
                f"SELECT * FROM (SELECT print, version FROM text_prints WHERE print = {one:d} LIMIT {_COMMON + 1}) AS one" for one in some
            )
            lines = f"SELECT t.print, d.key FROM ({each}) AS t LEFT JOIN documents d ON d.version = t.version"
            for mark, key in self.connection.exec_driver_sql(lines):
                seen[mark] += 1
                if key is not None and key != own.key:
                    shared.append((mark, key))
        near = Counter(key for mark, key in shared if seen[mark] <= _COMMON)
        return [key for key, _ in sorted(near.items(), key=lambda item: (-item[1], item[0]))[:_TRIED]]
