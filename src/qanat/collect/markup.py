"""RSS, Atom, RDF, OPML and sitemaps → drafts of entries, by their tags alone.

No tree is grown: what stands in a feed need not be well-formed (ends missing or crossed, prefixes that nobody declared, mark-up that is not quoted), and
nothing can be declared in it: an entity means what it means in HTML, or itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(r"<(?:(!\[CDATA\[)|(!--)|(!DOCTYPE\b)|(/?)([A-Za-z_][\w.:-]*)([^<>]*)>)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DOCTYPE = re.compile(r"[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.DOTALL)
_OTHERS = ("media", "itunes", "image", "video", "xhtml", "thr", "wfw", "georss", "slash", "googleplay", "podcast")  # prefixes of what is not about the article

_ROOTS = {"rss": "rss", "rdf": "rss", "channel": "rss", "feed": "atom", "urlset": "sitemap", "sitemapindex": "index", "opml": "opml"}
_ENTRIES = {"item": "rss", "entry": "atom", "url": "sitemap", "sitemap": "index"}
_STRICT = {"url": ("sitemap", "index"), "sitemap": ("sitemap", "index")}  # what is an entry only there
_ASIDE = ("source", "image", "textinput", "author", "contributor")  # what has titles and links of its own
_FIELDS = {
    "link": "link",
    "loc": "link",
    "origlink": "origin",
    "guid": "guid",
    "id": "guid",
    "title": "title",
    **dict.fromkeys(("pubdate", "published", "publication_date", "issued", "date", "created"), "published"),
    **dict.fromkeys(("updated", "modified", "lastmod"), "updated"),
    **dict.fromkeys(("description", "summary", "content", "encoded"), ""),  # read past
}


@dataclass(slots=True)
class Draft:
    """What the tags of one entry say: of each field the first word that says something."""

    kind: str
    said: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: str) -> None:
        value = " ".join(value.split())
        if value:
            self.said.setdefault(name, value)


def drafts(text: str) -> Iterator[Draft]:
    """The entries of a feed in their order, each with what follows its beginning up to its end or the next; last the feed itself (with its kind as `root`)."""
    root, entry, name, aside = "", None, "", ""
    feed = Draft("feed")
    held: list[str] = []
    for tag, said, words in _tokens(text):
        if name:
            held.append(words)
        local, closes = tag.lstrip("/"), tag.startswith("/")
        if local in _ENTRIES and (local not in _STRICT or root in _STRICT[local]):
            _close(entry or feed, name, held)
            name, aside = "", ""
            if entry is not None:
                yield entry
            root = root or _ENTRIES[local]
            entry = None if closes else Draft(local)
            if entry is not None:
                entry.put("about", said.get("about") or said.get("href") or "")
        elif local in _ROOTS and not closes and entry is None:
            root = root if root and local == "channel" else _ROOTS[local]
            feed.put("root", root)
            feed.put("base", said.get("base", ""))
        elif local == "outline" and (address := said.get("xmlurl")):
            yield Draft("outline", {"link": address})
        elif local in _ASIDE and name in ("", local):
            aside = "" if closes or "/" in said else local
        elif local in _FIELDS and not aside and not (closes and name and _FIELDS[local] != name):
            _close(entry or feed, name, held)
            name = ""
            if not closes:
                name = _open(entry or feed, _FIELDS[local], said)
    _close(entry or feed, name, held)
    if entry is not None:
        yield entry
    feed.put("root", root)
    yield feed


def _open(draft: Draft, name: str, said: dict[str, str]) -> str:
    """Begin a field; returns its name if its words are still to come."""
    if name == "link":
        relation = said.get("rel", "alternate").lower()
        if relation != "alternate":
            draft.put(relation, said.get("href", ""))
            return "" if "href" in said or "/" in said else relation
        draft.put("link", said.get("href", ""))
        return "" if "href" in said or "/" in said else name
    if name == "guid" and said.get("ispermalink", "true").lower() == "false":
        return ""
    return "" if "/" in said else name


def _close(draft: Draft, name: str, held: list[str]) -> None:
    if name:
        draft.put(name, " ".join(held) if name == "title" else "".join(held))
    held.clear()


def _tokens(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each tag by its name without prefix, in small letters ("/item" for an end), with its attributes, and the words before it."""
    at, words, inside = 0, [], False
    ends = {"]]>": 0, "-->": 0}  # where the next of each stands, so that no place is looked for twice

    def after(end: str, of: str) -> int:
        """Where a section ends; 0 for one that never does, or not before the next begins."""
        if 0 <= ends[end] < at:
            ends[end] = text.find(end, at)
        return 0 if ends[end] < 0 or text.find(of, at, ends[end]) >= 0 else ends[end] + len(end)

    while found := _TAG.search(text, at):
        words.append(html.unescape(text[at : found.start()]))
        at = found.end()
        if found[1]:
            end = after("]]>", found[0])
            if end:
                words.append(text[at : end - 3])
            at = end or at
        elif found[2]:
            at = after("-->", found[0]) or at
        elif found[3]:
            declared = None if inside else _DOCTYPE.match(text, at)
            at, inside = declared.end() if declared else at, True
        else:
            inside = True
            prefix, _, local = found[5].lower().rpartition(":")
            if prefix not in _OTHERS:
                yield found[4] + local, attributes(found[6]), "".join(words)
                words = []
            else:
                words.append(" ")
    yield "", {}, "".join([*words, html.unescape(text[at:])])


def attributes(tag: str) -> dict[str, str]:
    """By name without prefix, in small letters; "/" for an element without content."""
    if not tag or tag.isspace():
        return {}
    out = {"/": ""} if tag.endswith("/") else {}
    for found in _ATTRIBUTE.finditer(tag):
        out.setdefault(found[1].rpartition(":")[2].lower(), html.unescape(next(part for part in found.groups()[1:] if part is not None)))
    return out
