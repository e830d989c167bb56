"""The outlets: a card each (`ID.toml` in this folder), which says who publishes at an address, where its home is, and how its pages are dated.

A card is added without code; `src/qanat/outlets/README.md` tells the fields.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from qanat.errors import PackError

__all__ = ["Outlet", "card", "load", "of_address"]

KINDS = ("agency", "ministry", "presidency", "paper", "broadcaster", "site", "body")
_ID = re.compile(r"[a-z0-9][a-z0-9_]*")
_COUNTRY = re.compile(r"[A-Z]{3}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A card. `id` stands in readings as the outlet; `hosts` without "www."; what lies under a host is the outlet's too.

    `home`: ISO 3166 alpha-3, empty for bodies of several states. `dateline`: how its articles begin, in the letters of `README.md`.
    `verified`: whether its name, kind, home and hosts were found in the pages at the addresses in `seen`; a card that is not so is right as far as known.
    """

    id: str
    name: str
    latin: str
    kind: str
    home: str
    hosts: tuple[str, ...]
    language: str = "ar"
    zone: str = ""
    dateline: str = ""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    verified: bool = False
    seen: tuple[str, ...] = ()

    @property
    def clock(self) -> ZoneInfo | None:
        """The time zone in which its times are meant."""
        return ZoneInfo(self.zone) if self.zone else None

    @property
    def told(self) -> dict[str, str | None]:
        """What is known of each of its documents."""
        return {"outlet": self.id, "outlet_country": self.home or None, "zone": self.zone or None}


def card(name: str, text: str) -> Outlet:
    """A card from its TOML. Raises PackError for an unknown key, a missing one, or a value of another form, naming the card."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"outlets/{name}.toml: {error}") from None
    known = {field.name: field for field in fields(Outlet) if field.name != "id"}
    for key, value in given.items():
        if key not in known:
            raise PackError(f"outlets/{name}.toml: unknown key {key!r}; known are {', '.join(known)}")
        wanted = {"str": str, "bool": bool}.get(str(known[key].type), list)
        if not isinstance(value, wanted) or (isinstance(value, list) and not all(isinstance(one, str) for one in value)):
            raise PackError(f"outlets/{name}.toml: {key} is {value!r}, not a {'list of strings' if wanted is list else wanted.__name__}")
    for key, field in known.items():
        if field.default is MISSING and key not in given:
            raise PackError(f"outlets/{name}.toml: {key} is missing")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    made = Outlet(name, **values)
    _check(made)
    return made


def _check(outlet: Outlet) -> None:
    try:
        zoned = not outlet.zone or outlet.clock is not None
    except (KeyError, ValueError, OSError):
        zoned = False
    bad = [
        ("its name", not _ID.fullmatch(outlet.id)),
        ("name", not outlet.name.strip()),
        ("kind", outlet.kind not in KINDS),
        ("home", not (_COUNTRY.fullmatch(outlet.home) or (not outlet.home and outlet.kind == "body"))),
        ("hosts", not outlet.hosts or not all(_HOST.fullmatch(host) and not host.startswith("www.") for host in outlet.hosts)),
        ("zone", not zoned),
        ("feeds", not all(address.startswith(("https://", "http://")) for address in (*outlet.feeds, *outlet.sitemaps))),
        ("seen", outlet.verified != bool(outlet.seen) or not all(address.startswith(("https://", "http://")) for address in outlet.seen)),
    ]
    wrong = [key for key, is_bad in bad if is_bad]
    if wrong:
        raise PackError(f"outlets/{outlet.id}.toml: {wrong[0]} is not of the form that outlets/README.md says")


@cache
def load() -> Mapping[str, Outlet]:
    """All cards by id, in the order of their ids. Raises PackError where one is wrong, or two claim the same host."""
    out: dict[str, Outlet] = {}
    claimed: dict[str, str] = {}
    for path in sorted(files(__name__).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            outlet = card(path.name.removesuffix(".toml"), path.read_text(encoding="utf-8"))
            for host in outlet.hosts:
                if claimed.setdefault(host, outlet.id) != outlet.id:
                    raise PackError(f"outlets/{outlet.id}.toml: the host {host} is that of {claimed[host]}")
            out[outlet.id] = outlet
    return out


@cache
def _by_host() -> Mapping[str, Outlet]:
    return {host: outlet for outlet in load().values() for host in outlet.hosts}


def of_address(url: str | None) -> Outlet | None:
    """The outlet whose host an address has, the nearest host first; None for an address of no card.

    >>> of_address("https://www.spa.gov.sa/N123").id
    'spa'
    """
    host = host_of(url)
    hosts = _by_host()
    while host:
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return None


def host_of(url: str | None) -> str:
    """The host of an address in small letters, without "www."; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


_TRACKING = ("utm_", "fbclid=", "gclid=")  # parts of an address that say where a reader came from


def plain(url: str) -> str:
    """An address as it is compared: without scheme, "www.", fragment and tracking; empty where there is no host.

    >>> plain("https://www.Example.org/a/?id=1&utm_source=x#top")
    'example.org/a?id=1'
    """
    host = host_of(url)
    if not host:
        return ""
    split = urlsplit(url)
    asked = "&".join(part for part in split.query.split("&") if part and not part.startswith(_TRACKING))
    return f"{host}{split.path.rstrip('/')}?{asked}"
