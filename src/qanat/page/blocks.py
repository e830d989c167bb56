"""The tree of a page → its visible blocks of text, and which of them stand beside the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from qanat.page.furniture import Cleaner, Words

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "select",
        "option",
        "datalist",
        "button",
        "input",
        "textarea",
    ]
)
_BESIDE = frozenset(["nav", "footer", "aside", "figcaption", "dialog", "menu", "amp-sidebar", "amp-consent", "amp-ad", "amp-social-share"])
_BESIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?=[a-z])(?:"
    r"related\w*|recommend\w*|similar|also-?read|read-?(?:also|more|next)|more-?(?:news|stories|articles|from)|see-?also|most-?\w+|popular\w*|trending|latest\w*|"
    r"shar(?:e|es|ing)\w*|social\w*|addtoany\w*|a2a\w*|sharedaddy|jp-relatedposts|yarpp\w*|crp\w*|comment(?:s|-?(?:list|form|area|respond|box|section)\w*)?|disqus\w*|respond|reply|fb-comments|"
    r"newsletter\w*|subscri(?:be|ption)\w*|sign-?up|breadcrumbs?\w*|crumbs?|path|tags?|tag-?(?:s|list|cloud|links|box|wrap)\w*|tagcloud|keywords?|post-?(?:tags|nav\w*|share|views|meta)|entry-?(?:meta|footer)|"
    r"side-?bar\w*|side|rail|cookies?\w*|consent\w*|gdpr\w*|advert\w*|ads?|adsbygoogle|sponsor\w*|promo\w*|outbrain\w*|taboola\w*|mgid\w*|"
    r"footer\w*|copyrights?|menu\w*|nav|navbar|navigation|topbar|top-?bar|pagination|pager|prev-?next|next-?prev|author-?(?:box|bio|info|card)\w*|about-?author|"
    r"print\w*|toolbar|tools|back-?to-?top|to-?top|scroll-?\w*|go-?top|caption|wp-caption-text|credits?|ticker|breaking\w*|urgent\w*|marquee|pop-?up|modal|overlay|login|register|search\w*|weather|poll|vote|rating\w*|"
    r"follow\w*|app-?(?:download|banner|links)\w*|whatsapp|telegram|push|notification\w*|playlist|skip-?link|screen-reader-text|sr-only|visually-hidden|hidden|short-?link|permalink|feedback"
    r")(?=$|[\s_-])",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[^\W\d_a-zA-Z][a-zA-Z0-9]|[a-zA-Z0-9][^\W\d_a-zA-Z]")
_SPACE = re.compile(r"\s+")
_PROSE = 8  # words from which a block tells something
_SPACES = 4  # of prose, which no address has
_REGION = 0.85  # share of the found prose that the region of the article holds
_LINKED = 0.5  # share of letters in links from which a block is a list of links


@dataclass(slots=True)
class Block:
    """A paragraph, heading, or line of a page. `beside`: the elements around it that look like furniture, the outermost first."""

    text: str
    words: Words
    tag: str
    element: Any
    linked: float
    beside: tuple[Any, ...]
    wanted: bool = False  # the extractor took it
    leads: bool = False  # it stands between the title and the article
    stamp: str | None = None  # the machine-readable time in it

    @property
    def prose(self) -> int:
        """Its words, where it tells something and is no list of links; else 0."""
        told = len(self.words) >= _PROSE and self.linked < _LINKED and self.text.count(" ") >= _SPACES
        return len(self.words) if told else 0


def blocks(tree: Any, cleaner: Cleaner) -> list[Block]:
    """The visible blocks of a page in document order."""
    return _Walk(cleaner).over(tree)


class _Walk:
    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner
        self.out: list[Block] = []
        self.pieces: list[str] = []
        self.linked = self.links = 0
        self.stamp: str | None = None
        self.around: list[Any] = []  # block elements that are open
        self.beside: list[Any] = []  # furniture that is open

    def over(self, tree: Any) -> list[Block]:
        walker = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if tag in _SKIPPED or _unseen(element):
                    walker.skip_subtree()
                    continue
                self._open(element, tag)
            else:
                if not (tag in _SKIPPED or _unseen(element)):
                    self._close(element, tag)
                if element.tail and element is not tree:
                    self._say(element.tail)
        self._flush()
        return self.out

    def _open(self, element: Any, tag: str) -> None:
        if tag == "a":
            self.links += 1
        if tag not in _INLINE or tag == "br":
            self._flush()
            self.around.append(element)
        if tag in _BESIDE or (tag not in ("html", "body", "a") and _named_beside(element)):
            self._flush()
            self.beside.append(element)
        if tag == "time" and self.stamp is None:
            self.stamp = element.get("datetime")
        if element.text:
            self._say(element.text)

    def _close(self, element: Any, tag: str) -> None:
        if tag == "a":
            self.links -= 1
        if tag not in _INLINE:
            self._flush()
            self.around.pop()
        if self.beside and self.beside[-1] is element:
            self._flush()
            self.beside.pop()

    def _say(self, text: str) -> None:
        if self.pieces and _GLUED.fullmatch(self.pieces[-1][-1:] + text[:1]):
            self.pieces.append(" ")  # two spans side by side: the name of the site, then the date
        self.pieces.append(text)
        if self.links:
            self.linked += len(text.strip())

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self.pieces)).strip() if self.pieces else ""
        if text or self.stamp:
            words = self.cleaner.words(text)
            around = self.around[-1] if self.around else None
            tag = str(around.tag) if around is not None else "body"
            self.out.append(Block(text, words, tag, around, min(self.linked / max(len(text), 1), 1.0), tuple(self.beside), stamp=self.stamp))
        self.pieces.clear()
        self.linked, self.stamp = 0, None


def _unseen(element: Any) -> bool:
    return element.get("hidden") is not None and element.get("hidden") != "false"


def _named_beside(element: Any) -> bool:
    names = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role"))))
    return bool(names) and _BESIDE_NAMES.search(names) is not None


def mark(found: list[Block], text: str, cleaner: Cleaner) -> None:
    """Mark the blocks that stand in the text which the extractor took."""
    taken = f" {' '.join(cleaner.words(text))} "
    for block in found:
        block.wanted = len(block.words) > 0 and f" {' '.join(block.words)} " in taken and (len(block.words) >= 4 or block.tag in ("p", "li", "h2", "h3", "h4"))


def region(found: list[Block]) -> Any:
    """The smallest element that holds nearly all of the marked prose, or None where there is none."""
    return _smallest(found, lambda block: block.prose if block.wanted else 0, _REGION)


def densest(found: list[Block]) -> Any:
    """The element in which most prose stands close together, furniture aside; for pages in which the extractor finds little."""
    near: dict[Any, float] = {}
    for block in found:
        if block.prose and not block.beside and block.element is not None:
            parent = block.element if block.tag in ("div", "td", "article", "section") else block.element.getparent()
            for weight in (1.0, 0.5):
                if parent is not None:
                    near[parent] = near.get(parent, 0) + weight * block.prose
                    parent = parent.getparent()
    return max(near, key=lambda element: near[element]) if near else None


def _smallest(found: list[Block], size: Any, share: float) -> Any:
    held: dict[Any, int] = {}
    total = 0
    for block in found:
        words = size(block)
        if words and block.element is not None:
            total += words
            held[block.element] = held.get(block.element, 0) + words
            for above in block.element.iterancestors():
                held[above] = held.get(above, 0) + words
    best = None
    for element, words in held.items():
        if words >= share * total and (best is None or words < held[best] or (words == held[best] and best in element.iterancestors())):
            best = element
    return best


def inside(element: Any, around: Any) -> bool:
    """Does an element stand in another, or is it the other?"""
    return around is not None and element is not None and (element is around or around in element.iterancestors())


def true_beside(found: list[Block], weigh: Iterable[Block]) -> set[Any]:
    """The elements that look like furniture and do not hold most of the article."""
    held: dict[Any, int] = {}
    total = 0
    for block in weigh:
        total += block.prose
        for element in block.beside:
            held[element] = held.get(element, 0) + block.prose
    return {element for block in found for element in block.beside if held.get(element, 0) * 2 < total or not total}
