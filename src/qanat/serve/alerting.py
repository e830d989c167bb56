"""Alerts on their way: what fits the question of each, and the message that tells it, by e-mail or to a webhook."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Literal, NamedTuple, cast
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from fastapi import HTTPException
from pydantic import TypeAdapter, ValidationError

from qanat.collect import mail
from qanat.collect.clock import now
from qanat.collect.gate import Failure, Gate, Lookup, Settings
from qanat.errors import RecordError
from qanat.record.alerts import Alert, Alerts, Delivery, Item, New
from qanat.record.ask import Filters
from qanat.record.search import ALL, Within
from qanat.record.store import Record
from qanat.serve.web import feeds
from qanat.serve.web.asked import Asked
from qanat.serve.web.tongue import Tongue

_CONTACTS = ("between", "actor", "country", "since", "until", "mode", "status", "level", "place")
SAID = ("The channel %(channel)s is silent (%(level)s), the last contact on %(day)s", "new: %(n)s")  # the Arabic is in web/locale/ar.po
_SILENT, _NEW = SAID
_SHOWN = 50  # items of one message; of more it says how many
_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)


# --- questions -----------------------------------------------------------------------------------------------------------------------


class Question(NamedTuple):
    """What an alert asks: contacts by `filters`, or articles with the words `q` `within` some; of the channel between two also when it falls silent.
    `address`: that of the list.
    """

    address: str
    filters: Filters | None
    q: str = ""
    exact: bool = False
    within: Within = ALL
    channel: tuple[str, str] | None = None


def question(address: str) -> Question:
    """The question at the address of a list: `/contacts?…`, `/search?q=…` or `/channels/A/B`. Raises RecordError for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise RecordError("the question can't be understood: open the list here, and take its address") from None
    given = {name: value for name, value in parse_qsl(parts.query) if name not in ("page", "limit", "language", "calendar", "digits")}
    home = quote(unquote(parts.path)) + (f"?{urlencode(given)}" if given else "")
    path = [unquote(part) for part in parts.path.split("/")[1:]]
    try:
        if path == ["contacts"]:
            asked = _ASKED.validate_python(given).filters(*_CONTACTS)
            return Question(home, Filters(**{name: getattr(asked, name) for name in _CONTACTS}))
        if path == ["search"] and given.get("q", "").strip():
            asked = _ASKED.validate_python({name: value for name, value in given.items() if name in ("since", "until")}).filters("since", "until")
            within = Within(outlet=given.get("outlet") or None, since=asked.since, until=asked.until)
            return Question(home, None, given["q"], given.get("exact", "") in ("true", "on", "1"), within)
        if len(path) == 3 and path[0] == "channels" and all(path):
            return Question(home, Filters(between=(path[1], path[2])), channel=(path[1], path[2]))
    except (ValidationError, HTTPException):
        raise RecordError("the question can't be understood: open the list here, and take its address") from None
    raise RecordError("an alert is made of /contacts?…, /search?q=… or /channels/A/B")


def find(record: Record) -> Callable[[Alert, New], Iterator[Item]]:
    """What fits the question of an alert, among what is new."""

    def fitting(alert: Alert, new: New) -> Iterator[Item]:
        asked, tongue = question(alert.question), Tongue(cast(Literal["en", "ar"], alert.language))
        if asked.filters is not None:
            for row in _contacts(record, asked.filters, new):
                made = feeds.contact_item(row, tongue)
                keys = (made.id, *sorted({f"urn:qanat:{one['id']}" for one in row["reports"]} - {made.id}))
                yield Item(keys, made.path, made.title, made.text)
        elif new.versions:
            for row in record.search(asked.q, exact=asked.exact, within=replace(asked.within, versions=new.versions)):
                made = feeds.article_item(row)
                yield Item((made.id,), made.path, made.title, made.text)
        if asked.channel:
            yield from silences(record, asked.channel, tongue)

    return fitting


def _contacts(record: Record, asked: Filters, new: New) -> Iterator[dict[str, Any]]:
    for start in range(0, len(new.contacts), _SHOWN):
        values = {name: getattr(asked, name) for name in _CONTACTS}
        yield from record.contacts(**values, ids=new.contacts[start : start + _SHOWN])


def silences(record: Record, channel: tuple[str, str], tongue: Tongue) -> Iterator[Item]:
    """The levels of a channel at which it is silent now; each silence is one thing to be told, whatever it lasts."""
    for one in record.channels(between=channel):
        if one.state == "silent":
            names = " · ".join(map(tongue.country, (one.a, one.b)))
            said = tongue.words.gettext(_SILENT) % {"channel": names, "level": tongue.say(one.level), "day": tongue.day(one.last)}
            yield Item((f"urn:qanat:silence:{one.a}:{one.b}:{one.level}:{one.last}",), f"/channels/{one.a}/{one.b}", said, "")


# --- messages ------------------------------------------------------------------------------------------------------------------------


class Post(NamedTuple):
    """How alerts leave: `server` for e-mail, from the address `sender`; `home`: where the app is for those who read them."""

    home: str
    server: mail.Server | None = None
    sender: str = ""
    settings: Settings | None = None
    lookup: Lookup | None = None


class Told(NamedTuple):
    """What became of a message: `state` is sent, later (tried again in another round) or failed."""

    delivery: Delivery
    state: str
    why: str = ""


def send(record: Record, post: Post) -> Iterator[Told]:
    """Write down what is new for each alert, then send what waits. What can't be sent now is tried again in other rounds, three in all. A message keeps its id,
    so that whoever gets it twice, since we were killed between handing it over and noting that, can tell.
    """
    kept = Alerts(record)
    kept.prepare(find(record))
    for delivery in kept.waiting():
        if delivery.alert.kind == "email" and post.server is None:
            yield Told(delivery, "later", "no mail server is named")
            continue
        kept.trying(delivery)
        why, for_good = _sent(record.veiled(delivery.items), delivery, post)
        if not why:
            kept.sent(delivery)
            yield Told(delivery, "sent")
        else:
            yield Told(delivery, "later" if kept.failed(delivery, why, for_good=for_good) else "failed", why)


def _sent(items: list[dict[str, str]], delivery: Delivery, post: Post) -> tuple[str, bool]:
    """Why it was not sent, if it was not, and whether that is for good."""
    if delivery.alert.kind == "email":
        assert post.server is not None
        unsent = mail.send(post.server, _letter(items, delivery, post))
        return (unsent.why, unsent.for_good) if unsent else ("", False)
    body = _body(items, delivery, post)
    failure = asyncio.run(_hand_over(delivery, body, post))
    return (failure.why, failure.kind in ("forbidden", "refused")) if failure else ("", False)


async def _hand_over(delivery: Delivery, body: bytes, post: Post) -> Failure | None:
    stamp = str(int(now().timestamp()))
    fields = {
        "Content-Type": "application/json",
        "Qanat-Delivery": delivery.id,
        "Qanat-Timestamp": stamp,
        "Qanat-Signature": signature(delivery.alert.secret or "", stamp, body),
    }
    async with Gate(post.settings or Settings(), post.lookup) as gate:
        return await gate.send(delivery.alert.target, body, fields)


def signature(secret: str, stamp: str, body: bytes) -> str:
    """By which a webhook knows that a message is ours and of that second: HMAC-SHA256 of the stamp, a point and the body, as hex digits.

    >>> signature("key", "1", b"{}")[:24]
    'sha256=1ba6b8171186efc61'
    """
    return "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _body(items: list[dict[str, str]], delivery: Delivery, post: Post) -> bytes:
    told = [{"id": one["id"], "url": post.home + one["path"], "title": feeds.plain(one["title"]), "text": feeds.plain(one["text"])} for one in items[:_SHOWN]]
    about = {"id": delivery.id, "alert": delivery.alert.n, "question": post.home + delivery.alert.question, "number": len(items), "items": told}
    return json.dumps(about, ensure_ascii=False).encode()


def _letter(items: list[dict[str, str]], delivery: Delivery, post: Post) -> EmailMessage:
    alert = delivery.alert
    words = Tongue(cast(Literal["en", "ar"], alert.language)).words
    head = words.gettext(_NEW) % {"n": len(items)}
    made = EmailMessage()
    made["Subject"] = f"Qanat: {head}: {_line(items[0]['title'])}"
    made["From"], made["To"] = post.sender, alert.target
    made["Date"] = format_datetime(now())
    made["Message-ID"] = f"<{delivery.id}@{urlsplit(post.home).hostname or 'qanat'}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content("\n\n".join([*_paragraphs(items, post), f"{post.home}{alert.question}"]) + "\n")
    return made


def _paragraphs(items: list[dict[str, str]], post: Post) -> Iterable[str]:
    for one in items[:_SHOWN]:
        yield "\n".join(filter(None, (_line(one["title"]), feeds.plain(one["text"]), post.home + one["path"])))


def _line(text: str) -> str:
    return " ".join(feeds.plain(text).split())[:200]
