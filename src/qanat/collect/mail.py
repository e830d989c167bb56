"""E-mail through a server that the operator names: the one other way out, to that server alone."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from qanat.errors import InputError

_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_SILENCE = 30.0  # seconds that the server may keep us waiting


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `scheme`: smtp (in the clear, as on this machine), smtp+starttls, or smtps."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, address: str) -> Server:
        """The server at an address: smtps://USER:PASSWORD@HOST:PORT. Raises InputError for what is none."""
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as error:
            raise InputError(f"the address of the mail server can't be read ({error}): smtps://USER:PASSWORD@HOST") from None
        if parts.scheme not in _PORTS or not parts.hostname:
            raise InputError(f"a mail server is named as one of {', '.join(f'{one}://HOST' for one in _PORTS)}")
        user, password = (part and unquote(part) for part in (parts.username, parts.password))
        return cls(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], user, password)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Why a message was not taken; `for_good`: it never will be."""

    why: str
    for_good: bool


def send(server: Server, message: EmailMessage) -> Unsent | None:
    """Hand a message over; None once the server has taken it."""
    try:
        with _connected(server) as session:
            if server.user is not None:
                session.login(server.user, server.password or "")
            session.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return Unsent(f"the mail server refused the address ({code} {_words(said)})", code >= 500)
    except smtplib.SMTPResponseException as error:
        for_good = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
        return Unsent(f"the mail server answered {error.smtp_code} {_words(error.smtp_error)}", for_good)
    except (smtplib.SMTPException, OSError) as error:
        return Unsent(f"the mail server {server.host}:{server.port} can't be used ({error})", for_good=False)
    return None


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _connected(server: Server) -> smtplib.SMTP:
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SILENCE, context=ssl.create_default_context())
    session = smtplib.SMTP(server.host, server.port, timeout=_SILENCE)
    if server.scheme == "smtp+starttls":
        session.starttls(context=ssl.create_default_context())
    return session
