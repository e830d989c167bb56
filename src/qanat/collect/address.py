"""Which addresses may be reached: the public web, and nothing that lies behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from yarl import URL

Network = IPv4Network | IPv6Network

PORTS = frozenset((80, 443, 8080, 8443))  # on which the web is served
LONGEST = 2000  # characters of an address: more is asked for by no browser, nor kept by a database in an index
_SCHEMES = ("http", "https")
_HOLES = re.compile(r"[\x00-\x1f\x7f\\]")  # what programs read in different ways, and no address has
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_NAT64 = ip_network("64:ff9b::/96")
_WORLD = ip_network("2000::/3")  # all of IPv6 that is given out
_CLOSED = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",
            "192.88.99.0/24",
            "2001::/23",  # of protocols, Teredo among them
            "2001:db8::/32",  # of documents
            "2002::/16",  # 6to4: any IPv4 address in another form
            "3fff::/20",
            "5f00::/16",
        ),
    )
)


class Forbidden(Exception):  # noqa: N818  it says what is forbidden
    """An address that is not to be reached, with the reason."""


def networks(given: Sequence[str]) -> tuple[Network, ...]:
    """Networks by their names (`127.0.0.0/8`); raises ValueError for what is none."""
    return tuple(ip_network(one, strict=False) for one in given)


def is_public(address: str) -> bool:
    """Is a numeric IP address one of the public internet, reached by one machine?

    Python's `is_global` (3.11) takes multicast and other ways to write a private IPv4 address in IPv6 for public.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:93.184.216.34"), is_public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found in _NAT64:  # how networks that have only IPv6 reach the others: what stands in it decides
            return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
        if found not in _WORLD:
            return False
    if any(found in closed for closed in _CLOSED):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def permitted(address: str, allowed: Sequence[Network]) -> bool:
    """May a numeric IP address be reached: is it public, or in a network that is allowed by name?"""
    if is_public(address):
        return True
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(found in network for network in allowed)


def checked(address: str, allowed: Sequence[Network] = ()) -> URL:
    """An address of the web as it will be asked for. Raises Forbidden for every other, and for what programs read in different ways.

    The names in it are checked where the connection is made, once they are numbers.
    """
    raw = address.strip(" \t\r\n")
    if len(raw) > LONGEST:
        raise Forbidden(f"an address of {len(raw):,} characters; the longest that is asked for has {LONGEST:,}")
    if _HOLES.search(raw):
        raise Forbidden("there are control characters or backslashes in it")
    try:
        url = URL(raw)
        host, port = url.raw_host, url.port
    except ValueError as error:
        raise Forbidden(f"it is no address ({error})") from None
    if url.scheme not in _SCHEMES:
        raise Forbidden(f"only http and https are fetched, not {url.scheme or 'an address without a scheme'}")
    if not host:
        raise Forbidden("there is no host in it")
    if url.user is not None or url.password is not None:
        raise Forbidden("there is a user name in it")
    if port not in PORTS and not allowed:
        raise Forbidden(f"port {port} is none of the web's ({', '.join(map(str, sorted(PORTS)))})")
    if _number(host):
        if not permitted(host, allowed):
            raise Forbidden(f"{host} is no public address")
    elif not _NAME.fullmatch(host):
        raise Forbidden(f"{host} is no name of a host")
    return url.with_fragment(None)


def _number(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
