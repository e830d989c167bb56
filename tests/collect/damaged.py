"""Fifty damaged Arabic feeds, made of three that are whole; each damage is one that feeds have in the wild."""

from __future__ import annotations

import re
from collections.abc import Callable

ITEMS = 12
HOST = "https://example.org"
_TITLES = ("وزير الخارجية يلتقي نظيره «المغربي» & يبحثان التعاون", "اتصال هاتفي بين الرئيسين", 'المجلس يعقد جلسة طارئة: "خطوة مهمة"', "زيارة رسمية إلى عمّان")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def link(number: int) -> str:
    return f"{HOST}/ar/news?id={number}&s=سياسة"


def rss(declared: str = "utf-8") -> str:
    items = "".join(
        f"<item>\n<title>{_escaped(_TITLES[n % 4])} {n}</title>\n<link>{_escaped(link(n))}</link>\n"
        f'<guid isPermaLink="false">n{n}</guid>\n'
        f"<pubDate>Tue, {n + 1:02} Apr 2025 10:00:00 +0300</pubDate>\n"
        f"<description><![CDATA[<p>نص الخبر رقم {n} وفيه <b>كلام</b> كثير.</p>]]></description>\n</item>\n"
        for n in range(ITEMS)
    )
    return f'<?xml version="1.0" encoding="{declared}"?>\n<rss version="2.0"><channel><title>أخبار</title><link>{HOST}/</link>\n{items}</channel></rss>\n'


def atom(declared: str = "utf-8") -> str:
    entries = "".join(
        f'<entry><title>{_escaped(_TITLES[n % 4])} {n}</title><link rel="alternate" href="{_escaped(link(n))}"/><id>urn:n:{n}</id>'
        f"<updated>2025-04-{n + 1:02}T10:00:00+03:00</updated><summary>نص الخبر رقم {n}</summary></entry>\n"
        for n in range(ITEMS)
    )
    return f'<?xml version="1.0" encoding="{declared}"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title>\n{entries}</feed>\n'


def rdf() -> str:
    items = "".join(
        f'<item rdf:about="{_escaped(link(n))}"><title>{_escaped(_TITLES[n % 4])} {n}</title>'
        f"<link>{_escaped(link(n))}</link><dc:date>2025-04-{n + 1:02}</dc:date></item>\n"
        for n in range(ITEMS)
    )
    spaces = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?>\n<rdf:RDF {spaces}>\n<channel rdf:about="{HOST}/"><title>أخبار</title><link>{HOST}/</link></channel>\n{items}</rdf:RDF>\n'


def _old(text: str, encoding: str = "windows-1256") -> bytes:
    return text.encode(encoding, "xmlcharrefreplace")


def _in(old: str, new: str, count: int = -1) -> Callable[[str], bytes]:
    return lambda text: text.replace(old, new, count).encode()


def _each(pattern: str, new: str) -> Callable[[str], bytes]:
    return lambda text: re.sub(pattern, new, text).encode()


_RSS: dict[str, Callable[[str], bytes]] = {
    "said utf-8, is windows-1256": _old,
    "said iso-8859-6, is windows-1256": lambda text: _old(text.replace("utf-8", "iso-8859-6")),
    "said windows-1256, is utf-8": lambda text: text.replace("utf-8", "windows-1256").encode(),
    "said iso-8859-1, is windows-1256": lambda text: _old(text.replace("utf-8", "iso-8859-1")),
    "said nothing, is windows-1256": lambda text: _old(text.replace(' encoding="utf-8"', "")),
    "said nothing, is iso-8859-6": lambda text: _old(text.replace(' encoding="utf-8"', ""), "iso-8859-6"),
    "said an encoding that is none": lambda text: _old(text.replace("utf-8", "arabic-windows")),
    "utf-16 with its mark, said utf-8": lambda text: text.encode("utf-16"),
    "utf-16 without its mark": lambda text: text.replace("utf-8", "utf-16").encode("utf-16-le"),
    "read as windows-1252 once": lambda text: text.encode().decode("windows-1252", "replace").encode(),
    "two marks before it": lambda text: ("\ufeff\ufeff" + text).encode(),
    "some bytes broken": lambda text: text.encode().replace("كلام".encode(), b"\xd9\xff\xd8", 3),
    "a character cut in two": lambda text: text.encode()[: text.encode().rindex("الخبر".encode()) + 3],
    "empty lines before the declaration": lambda text: b"\r\n\r\n  " + text.encode(),
    "a warning of the server before it": lambda text: (
        b"<br />\n<b>Warning</b>: mysql_connect() in <b>/var/www/feed.php</b> on line <b>12</b><br />\n" + text.encode()
    ),
    "a comment after it": lambda text: text.encode() + b"<!-- cached 2025-04-01 -- by a plugin -->",
    "a page after it": lambda text: text.encode() + b"<html><body><script>x</script></body></html>",
    "cut off in the middle of an item": lambda text: text[: text.rindex("<guid")].encode(),
    "cut off in the middle of a tag": lambda text: text[: text.rindex("<pubDate") + 4].encode(),
    "without its ends": _each("</channel></rss>", ""),
    "items without ends": _in("</item>", ""),
    "titles without ends": _in("</title>", ""),
    "bare ampersands": _in("&amp;", "&"),
    "ampersands escaped twice": _each("سياسة</link>", "سياسة&nbsp;</link>"),
    "names of HTML": lambda text: text.replace("«", "&laquo;").replace("»", "&raquo;").replace("نص", "&nbsp;نص&hellip;").encode(),
    "mark-up that is not quoted": lambda text: text.replace("<![CDATA[", "").replace("]]>", "").replace("</p>", "<br>").encode(),
    "breaks without ends, many": lambda text: text.replace("<![CDATA[", "<br>" * 40).replace("]]>", "").encode(),
    "a quoted section that never ends": _in("]]>", "", 1),
    "quoted sections in each other": _in("<![CDATA[<p>", "<![CDATA[<p><![CDATA["),
    "links in quoted sections": lambda text: re.sub(r"<link>(.*?)</link>", r"<link>\n  <![CDATA[ \1 ]]>\n</link>", text).replace("&amp;s=", "&s=").encode(),
    "NULs and control characters": lambda text: text.replace("الخبر", "ال\x00خ\x0bبر\x1f").encode(),
    "numbers of no characters": _in("كلام", "كلام&#0;&#x1F;&#xFFFF;"),
    "prefixes that nobody declared": _each(
        "<pubDate>", "<media:thumbnail url='x'/><dc:creator>فلان</dc:creator><content:encoded>نص</content:encoded><pubDate>"
    ),
    "attributes without quotes": _in('isPermaLink="false"', "isPermaLink=false"),
    "attributes twice": _in('isPermaLink="false"', 'isPermaLink="false" isPermaLink="false"'),
    "names in capitals": lambda text: re.sub(
        r"</?(\w+)", lambda found: found[0].replace("item", "ITEM").replace("link", "LINK").replace("title", "TITLE"), text
    ).encode(),
    "a document type of HTML": _in("<rss ", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">\n<rss '),
    "entities of its own": _in("<rss ", '<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY % x SYSTEM "http://127.0.0.1:9/x">]>\n<rss '),
    "two roots": lambda text: (text + text.partition("?>")[2].replace("id=", "id=9")).encode(),
    "ends in the wrong order": _in("</title>\n<link>", "\n<link></title>"),
    "smaller than": _in("كثير", "كثير < 5 و > 3"),
    "a comment that is badly made": _in("<item>", "<!-- خبر -- خبر --->\n<item>"),
    "spaces of all kinds": lambda text: text.replace("\n", "\r").replace("> ", ">\u00a0\u200f").encode(),
    "no root": lambda text: text[text.index("<item>") : text.rindex("</channel>")].encode(),
}
_ATOM: dict[str, Callable[[str], bytes]] = {
    "atom in windows-1256, said utf-8": _old,
    "atom without its namespace, bare ampersands": lambda text: text.replace(' xmlns="http://www.w3.org/2005/Atom"', "").replace("&amp;", "&").encode(),
    "atom cut off": lambda text: text[: text.rindex("<summary")].encode(),
    "atom with links without ends": _in('"/><id>', '"><id>'),
}
_RDF: dict[str, Callable[[str], bytes]] = {
    "rdf in windows-1256, said nothing": _old,
    "rdf with prefixes that nobody declared": _each(r' xmlns:\w+="[^"]*"', ""),
}


def feeds() -> dict[str, bytes]:
    """The damaged feeds by what is wrong with them."""
    made = {name: damage(rss()) for name, damage in _RSS.items()}
    made |= {name: damage(atom()) for name, damage in _ATOM.items()}
    return made | {name: damage(rdf()) for name, damage in _RDF.items()}
