"""The text of an HTML page → its tree, with a word on what the parse lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from qanat.model import Problem

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")  # lxml takes no decoded text that declares an encoding
_DEEPEST = 150  # elements in each other that are kept; libxml2 loses text past 256, others recurse
_TABLES = 12  # tables in each other, likewise
_NESTING = frozenset(
    [
        "div",
        "span",
        "section",
        "article",
        "main",
        "center",
        "font",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "a",
        "big",
        "small",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "figure",
        "form",
        "fieldset",
        "ins",
        "label",
    ]
)
_SECTION = re.compile(r"<!\[CDATA\[|\]\]>")  # parsers of HTML take the text behind the first as a comment
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]{0,4000})?>")
_SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<(?:script|style)\b.*|<!--.*", re.IGNORECASE | re.DOTALL)
_CUT = re.compile(r"<(script|style)\b(?:(?!</\1).)*\Z|<!--(?:(?!-->).)*\Z|<[a-zA-Z][^<>]*\Z", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[^<>]*>")
_PLAIN = re.compile(r"</?(?:p|h[1-6]|br|title|meta|link|time|html|head|body)\b", re.IGNORECASE)
_LOOSE = (  # what is never closed, need not be, or only colours words: all others may hold an article or furniture
    "area base br col embed hr img input link meta param source track wbr circle ellipse line path polygon polyline rect stop use "
    "body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr b big em font i small sub sup u"
)
_OPEN = frozenset(_LOOSE.split())
_CLOSING = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?=[\s>/])(?:(?:[^<>]*[\s\"'])?(/)>)?")
_MARKS = re.compile(r"<(?=[a-z/])|[>\"']")
_VALUE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_SCRIPT = re.compile(r"<(?:script|style)>\s*(?=[^\W\d_a-zA-Z]|[.،؛!؟»”)…]*</[a-z])")  # what begins with an Arabic letter or an end tag is no script
_SCRIPT_END = re.compile(r"</(?:script|style)\b")
_PARAGRAPH = re.compile(r"</?p\b[^<>]*>?", re.IGNORECASE)
_KEPT = 0.9  # share of the characters that must come out of the parser
_FEW = 200  # characters that a parse may lose unremarked
_TAIL = 20_000  # characters at the end in which a page may have been cut off


def grow(html: str) -> tuple[Any, tuple[Problem, ...], bool]:
    """The tree of a page (None where there is none), what was lost or mended on the way, and whether its elements still say where the article stands.

    Elements nested too deep are laid flat, so that their text is read; text that the parser loses all the same is told by counting characters.
    """
    html = _SECTION.sub(" ", _DECLARATION.sub("", html.replace("\x00", "")))
    html, depth = _flat(html)
    problems: tuple[Problem, ...] = ()
    deep = depth > _DEEPEST
    if deep:
        problems += (Problem("damaged", f"elements were nested {depth:,} deep: the deepest were laid flat, and their text read"),)
    tree = _parsed(html)
    lost = _lost(html, tree)
    plain = bool(lost) and not _CUT.search(html, max(len(html) - _TAIL, 0))
    if plain:
        tree = _parsed(_ANY_TAG.sub(lambda tag: tag.group() if _PLAIN.match(tag.group()) else "<br>", _SILENT.sub(" ", html)))
    if lost:
        problems += (Problem("damaged", lost),)
    return tree, problems, not deep and not plain


def _parsed(html: str) -> Any:
    parser = HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return document_fromstring(html, parser=parser)
    except (etree.ParserError, ValueError, AssertionError):
        return None


def _flat(html: str) -> tuple[str, int]:
    """The page without the tags that nest past what parsers take, and how deep it was."""
    if html.count("<") < _DEEPEST:
        return html, 0
    deepest = depth = tables = 0
    pieces: list[str] = []
    at = 0
    for tag in _TAG.finditer(html):
        if tag.group(2).lower() not in _NESTING:
            continue
        table = tag.group(2) in ("table", "TABLE")
        dropped = depth >= _DEEPEST or (table and tables >= _TABLES)
        if tag.group(1):
            dropped = depth > _DEEPEST or (table and tables > _TABLES)
            depth, tables = max(depth - 1, 0), max(tables - table, 0)
        else:
            depth, tables = depth + 1, tables + table
            deepest = max(deepest, depth)
        if dropped:
            pieces.append(html[at : tag.start()])
            pieces.append(" " if tag.group(2).lower() in ("span", "font", "b", "i", "a", "em", "strong") else "<br>")
            at = tag.end()
    pieces.append(html[at:])
    return "".join(pieces), deepest


def balanced(html: str) -> bool:
    """Is each of the elements that hold articles and furniture closed, and each tag? Where one is not, furniture may run on into the article."""
    html, opened = _SILENT.sub(" ", html).lower(), list[str]()
    if not _whole(html):
        return False
    for end, name, alone in _CLOSING.findall(html):
        if name in _OPEN or alone:
            continue
        if not end:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _whole(html: str) -> bool:
    """Does each tag end before the next begins, and begin before it ends? Parsers take one that does not for a part of its neighbour, or for text."""
    inside, quote, behind = False, "", 0
    for found in _MARKS.finditer(html):
        sign, at = found.group(), found.start()
        if quote:
            quote = "" if sign == quote else quote
        elif sign == "<":
            if inside:
                return False
            inside = True
        elif sign == ">":
            if not inside and html[at - 1] in "\"'" and html.find("=", behind, at) >= 0:
                return False
            inside, behind = False, at + 1
        elif inside and html[at - 2 : at].rstrip().endswith("="):
            quote = sign
    return True


def _unended(html: str) -> Iterator[str]:
    """The comments in which another begins, so that they were never ended."""
    at = 0
    while (begun := html.find("<!--", at)) >= 0 and (end := html.find("-->", begun + 4)) >= 0:
        if html.find("<!--", begun + 4, end) >= 0:
            yield html[begun + 4 : end]
        at = end + 3


def swallowed(html: str) -> list[str]:
    """The paragraphs that stand in the value of an attribute, as they do where a quotation mark is missing, in a script that begins like no script, or in a
    comment that was not ended.
    """
    values = [found[1] or found[2] or "" for found in _VALUE.finditer(_SILENT.sub(" ", html))]
    at = 0
    while (begun := _SCRIPT.search(html, at)) and (end := _SCRIPT_END.search(html, begun.end())):
        values.append(html[begun.end() : end.start()])
        at = end.end()
    values += _unended(html)
    return [text for value in values if "</p" in value.lower() for text in (_ANY_TAG.sub(" ", part) for part in _PARAGRAPH.split(value)) if text.strip()]


def _lost(html: str, tree: Any) -> str:
    """What to say where the tree holds much less text than the page, or the page ends in the middle; else nothing."""
    cut = _CUT.search(html, max(len(html) - _TAIL, 0))
    if cut is not None:
        return "the page is cut off in the middle: what followed is missing"
    crude = _signs(unescape(_ANY_TAG.sub(" ", _SILENT.sub(" ", html))))
    if crude < _FEW:
        return ""
    kept = 0
    if tree is not None:
        own = (part.text or "" for part in tree.iter() if part.tag not in ("script", "style"))
        kept = _signs(" ".join((*own, *(part.tail or "" for part in tree.iter()))))
    if kept < _KEPT * crude - _FEW:
        return f"the parser kept {kept:,} of {crude:,} characters: the mark-up is broken; all text was read as plain lines"
    return ""


def _signs(text: str) -> int:
    """How many characters a text has, without its blanks."""
    return len("".join(text.split()))
