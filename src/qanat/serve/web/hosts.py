"""By which names the app may be called. A page of another site that makes its own name lead here (DNS rebinding) comes with that name, and is refused."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OWN = ("127.0.0.1", "localhost", "::1")


class Hosts:
    """Serves who calls one of the `names`; `numbers`: also by any numeric address, which leads nowhere else whoever asks."""

    def __init__(self, app: ASGIApp, names: Sequence[str], *, numbers: bool) -> None:
        self.app = app
        self.names = frozenset(name.lower().rstrip(".") for name in names)
        self.numbers = numbers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
            name = host_of(given)
            if not (name in self.names or (self.numbers and _numeric(name))):
                answer = PlainTextResponse(
                    f"{name[:100] or 'no host'}: not served under this name; whoever runs it can allow it: qanat serve --name NAME\n", 400
                )
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def host_of(given: str) -> str:
    """The name in a header Host, without port and brackets.

    >>> host_of("LocalHost:8000"), host_of("[::1]:8000"), host_of("example.org."), host_of("::1")
    ('localhost', '::1', 'example.org', '::1')
    """
    name = given.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rstrip(".") if name.count(":") > 1 else name.partition(":")[0].rstrip(".")


def _numeric(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
