"""robots.txt: what a host wants to be asked for, and how often."""

from __future__ import annotations

from protego import Protego

NAME = "qanat"  # by which robots.txt calls us
MOST = 512 * 1024  # bytes of it that are read (RFC 9309)


class Rules:
    """The rules of a host. `delay`: seconds between two requests that it asks for; `sitemaps`: the addresses that it names."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse(text)
        self.delay = float(self._rules.crawl_delay(NAME) or 0)
        rate = self._rules.request_rate(NAME)
        if rate is not None and rate.requests:
            self.delay = max(self.delay, rate.seconds / rate.requests)
        self.sitemaps = tuple(self._rules.sitemaps)

    def allow(self, url: str) -> bool:
        """May this address be fetched?"""
        return bool(self._rules.can_fetch(url, NAME))
