"""Which pages of an archive are extracted at all: told by their address and by a sample of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qanat import outlets
from qanat.errors import InputError
from qanat.packs import Pack
from qanat.text.language import is_foreign
from qanat.text.words import split

_MARKUP = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_LOOKED_AT = 200_000  # characters of a page that are looked at
_SAMPLE = 4_000  # characters of its text by which its language is told


@dataclass(frozen=True, slots=True)
class Chosen:
    """Pages of some outlets, or in the language of a pack; no outlets and no pack: all."""

    ids: frozenset[str]
    hosts: frozenset[str]
    pack: Pack | None

    @classmethod
    def of(cls, names: list[str], language: str | None, pack: Pack) -> Chosen:
        """By ids of cards or by hosts, and by a language. Raises InputError for an outlet that is neither, or a language without a pack."""
        cards = outlets.load()
        unknown = [name for name in names if name not in cards and "." not in name]
        if unknown:
            raise InputError(f"{unknown[0]}: there is no card of such an outlet; hand in an id such as {', '.join(list(cards)[:3])}, or a host name")
        if language is not None and language != pack.language:
            raise InputError(f"{language}: there is no pack of that language; there is {pack.language}")
        hosts = frozenset(name.lower().removeprefix("www.") for name in names if name not in cards)
        return cls(frozenset(name for name in names if name in cards), hosts, pack if language is not None else None)

    def address(self, url: str | None) -> bool:
        """Is a page at this address wanted?"""
        if not self.ids and not self.hosts:
            return True
        card = outlets.of_address(url)
        if card is not None and card.id in self.ids:
            return True
        host = outlets.host_of(url)
        return any(host == wanted or host.endswith("." + wanted) for wanted in self.hosts)

    def text(self, content: str) -> bool:
        """Is a page with this mark-up wanted? Told by the middle of its text, so that a menu in another language says nothing."""
        if self.pack is None:
            return True
        plain = _MARKUP.sub(" ", content[:_LOOKED_AT])
        plain = " ".join(plain.split())
        start = max((len(plain) - _SAMPLE) // 2, 0)
        words = split(plain[start : start + _SAMPLE], self.pack)
        return bool(words.words) and not is_foreign(words)
