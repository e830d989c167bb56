"""Copies, updates and rewrites among the articles of a record.

A few prints of each text are kept; the rest is reckoned when it is asked for, so that no order of adding shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from qanat.record.ask import Filters
from qanat.record.keep import load, parts
from qanat.record.prints import Kinship, credits, kinship, prints
from qanat.record.search import Speller
from qanat.record.tables import documents, text_prints, versions

_TRIED = 60  # candidates that are measured, those with most prints in common
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
        """The families of the articles of some days, of each the one with the article that was seen first; those with most articles first."""
        d = documents.c
        lines = select(d.key).order_by(d.day, d.key)
        if asked.since:
            lines = lines.where(d.day >= asked.since)
        if asked.until:
            lines = lines.where(d.day <= asked.until)
        found = [family for key in self.connection.execute(lines).scalars() if (family := self.family(key)).relatives and family.first is family.article]
        yield from sorted(found, key=lambda one: (-len(one.relatives), one.article.order))[: asked.limit]

    def _article(self, key: str) -> Article:
        if key not in self.known:
            d, v = documents.c, versions.c
            line = select(d.key, d.id, d.version, d.outlet, d.url, d.title, d.published, v.text).join(versions, v.n == d.version).where(d.key == key)
            row = self.connection.execute(line).mappings().one()
            body = _body(row["text"], row["title"])
            said = {name: row[name] for name in ("key", "id", "version", "outlet", "url", "title", "published")}
            article = Article(**said, words=tuple(self.speller.words(body)), agencies=credits(self.speller.folding(body), self.agencies))
            if len(self.known) > 5000:
                self.known.clear()
            self.known[key] = article
        return self.known[key]

    def _near(self, own: Article) -> list[str]:
        """The keys of the articles with most prints in common."""
        shared: Counter[str] = Counter()
        p, d = text_prints.c, documents.c
        often = select(p.print).where(p.print.in_(bindparam("some", expanding=True))).group_by(p.print).having(func.count() <= _COMMON)
        lines = select(d.key, func.count()).join(text_prints, p.version == d.version).where(p.print.in_(often), d.key != own.key).group_by(d.key)
        for some in parts(sorted(prints(own.words))):
            for key, number in self.connection.execute(lines, {"some": some}):
                shared[key] += number
        return [key for key, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_TRIED]]
