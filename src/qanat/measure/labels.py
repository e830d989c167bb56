"""Labels without their texts: every quoted piece as the place where it stands, with the digest of the text, so that they can be published; and back again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from qanat.errors import InputError
from qanat.model import ACTS, MODES, ROLES, SPEECH, STATUSES

Row = dict[str, Any]
_QUOTED = {  # what of each kind is a piece of the text
    "contacts": ("place", "topics", "reported_by", "history", "evidence"),
    "statements": ("speaker", "cue", "head", "tail", "via"),
    "people": ("name", "role"),
    "times": ("text",),
}
_LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "contacts": {"mode": MODES, "status": STATUSES},
    "statements": {"kind": SPEECH, "act": ACTS},
    "people": {"role_type": ROLES},
}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?|-W\d\d|-Q[1-4])?")
_COUNTRY = re.compile(r"[A-Z]{3}")


def text_of(article: Row) -> str:
    """The text in which labels count: the title, a newline, the body."""
    return f"{article['title']}\n{article['text']}"


def digest(text: str) -> str:
    """sha256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def packed(label: Row, article: Row) -> Row:
    """A label without text: each quotation as [start, end) of its first place. Raises InputError for one that is not in the form of labels."""
    text = text_of(article)
    wrong = list(faults(label, text))
    if wrong:
        raise InputError(f"{label.get('id')}: {'; '.join(wrong)}")

    def place(quote: str) -> list[int]:
        start = text.index(quote)
        return [start, start + len(quote)]

    about = {name: article.get(name) for name in ("outlet", "outlet_country", "published")}
    return {"id": label["id"], "digest": digest(text), **about, **_changed(label, place)}


def unpacked(row: Row, article: Row) -> Row:
    """The label again, by the text that it was made of. Raises InputError for another text."""
    text = text_of(article)
    if digest(text) != row["digest"]:
        raise InputError(f"{row['id']}: the text is not the one that was labelled")
    return {"id": row["id"], **_changed(row, lambda span: text[slice(*span)])}


def _changed(label: Row, change: Callable[[Any], Any]) -> Row:
    out: Row = {}
    for kind, quoted in _QUOTED.items():
        out[kind] = [{name: _one(value, change) if name in quoted else value for name, value in one.items()} for one in label[kind]]
    for contact in out["contacts"]:
        contact["parties"] = [{**party, "name": change(party["name"])} for party in contact["parties"]]
    return out


def _one(value: Any, change: Callable[[Any], Any]) -> Any:
    several = isinstance(value, list) and not all(isinstance(part, int) for part in value)
    return [change(part) for part in value] if several or value == [] else None if value is None else change(value)


def faults(label: Row, text: str) -> Iterator[str]:
    """What is not in the form of labels: a quotation that does not stand in the text, a value that is none, too few parties."""
    for kind, quoted in _QUOTED.items():
        if not isinstance(label.get(kind), list):
            yield f"{kind} is no list"
            continue
        for n, one in enumerate(label[kind]):
            where = f"{kind}[{n}]"
            pieces = [(name, part) for name in quoted for part in (one[name] if isinstance(one.get(name), list) else [one.get(name)])]
            pieces += [("party", party["name"]) for party in one.get("parties", ())]
            yield from (f"{where} {name} is not in the text: {piece!r}" for name, piece in pieces if piece is not None and piece not in text)
            yield from (
                f"{where} {name} {one.get(name)!r} is none of {', '.join(known)}" for name, known in _LISTS.get(kind, {}).items() if one.get(name) not in known
            )
            yield from (f"{where} country {place['country']!r}" for place in (one, *one.get("parties", ())) if not _is(_COUNTRY, place.get("country")))
            yield from (f"{where} date {one[name]!r}" for name in ("date", "value") if not _is(_DATE, one.get(name)))
            if kind == "contacts" and not _parties(one):
                yield f"{where} needs two parties, and an initiator that is one of them or none"


def _parties(contact: Row) -> bool:
    size, first = len(contact["parties"]), contact["initiator"]
    return size > 1 and (first is None or 0 <= first < size) and all(party["role"] in ROLES for party in contact["parties"])


def _is(form: re.Pattern[str], value: str | None) -> bool:
    return value is None or form.fullmatch(value) is not None
