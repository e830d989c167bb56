"""Accounts: who may do what. Passwords are kept as argon2 makes them, sessions and tokens as digests, so that the record gives none of them away."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cache
from ipaddress import IPv6Address, ip_address
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from qanat.errors import AccessError, MissingError, RecordError
from qanat.record import log
from qanat.record.log import By
from qanat.record.store import Record
from qanat.record.tables import accounts, attempts, sessions, tokens

if TYPE_CHECKING:
    from argon2 import PasswordHasher

ROLES = ("reader", "analyst", "administrator")  # each may do all that those before it may
SCOPES = ROLES[:2]  # of tokens: none administers, whoever it belongs to
SHORTEST, LONGEST = 12, 256  # characters of a password
SESSION = 12 * 3600  # seconds that one stays signed in
_NAME = re.compile(r"[^\W_](?:[\w.@-]{0,62}[^\W_])?")
_DAY = 24 * 3600
_MOST_DAYS = 3650
_WINDOW = 15 * 60  # seconds for which a failed attempt counts
_TRIES = {"name": 10, "from": 30}  # attempts in that time, for one name and from one address
_HASHING = BoundedSemaphore(2)  # each takes 64 MiB: strangers must not fill the memory


class Account(NamedTuple):
    """An account; one that is not enabled lets nobody in, and stays for the log."""

    name: str
    role: str
    enabled: bool
    added: datetime


class Visitor(NamedTuple):
    """Somebody who was let in: by a session, a token, or because nobody else can ask (machine). `key`: of his session."""

    name: str
    role: str
    via: str
    key: str = ""

    def may(self, role: str) -> bool:
        """Does he stand as high as this role?"""
        return ROLES.index(self.role) >= ROLES.index(role)


class Accounts:
    """The accounts of a record. `now` tells the time."""

    def __init__(self, record: Record, now: Callable[[], datetime]) -> None:
        self.record = record
        self._now = now

    # --- who there is ------------------------------------------------------------------------------------------------------------

    def exist(self) -> bool:
        """Is there any account, enabled or not? None is ever taken away, so that a record that asks for a password goes on doing so."""
        with self.record.view() as connection:
            return connection.execute(select(accounts.c.name).limit(1)).first() is not None

    def every(self) -> list[Account]:
        """All accounts, by name."""
        a = accounts.c
        with self.record.view() as connection:
            return [Account(*row) for row in connection.execute(select(a.name, a.role, a.enabled, a.added).order_by(a.name))]

    def add(self, name: str, password: str, role: str, *, by: By) -> str:
        """Make an account; returns its name as it is kept. The first one must be of an administrator."""
        name, hashed = _named(name), _hashed(password)
        _known(role, ROLES)

        def write(connection: Connection) -> None:
            there = set(connection.execute(select(accounts.c.name)).scalars())
            if name in there:
                raise RecordError(f"{name}: has an account already")
            if not there and role != ROLES[-1]:
                raise RecordError("the first account must be of an administrator: nobody could make others")
            connection.execute(insert(accounts), {"name": name, "password": hashed, "role": role, "enabled": True})
            log.write(connection, by, "account added", name, role)

        self.record.change(write, shown=False)
        return name

    def change(self, name: str, *, by: By, role: str | None = None, enabled: bool | None = None, password: str | None = None) -> None:
        """Give an account another role or password, or let it in no longer. Whoever is signed in with it is signed out."""
        name = _folded(name)
        new: dict[str, Any] = {}
        if role is not None:
            new["role"] = _known(role, ROLES)
        if enabled is not None:
            new["enabled"] = enabled
        if password is not None:
            new["password"] = _hashed(password)

        def write(connection: Connection) -> None:
            _there(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == name).values(**new))
            a = accounts.c
            if not connection.execute(select(a.name).where(a.role == ROLES[-1], a.enabled).limit(1)).first():
                raise RecordError(f"{name}: is the last administrator who can sign in; make another first")
            connection.execute(delete(sessions).where(sessions.c.account == name))
            for what, value in new.items():
                told = {"role": ("role changed", role), "enabled": ("account enabled" if value else "account disabled", None)}
                log.write(connection, by, *_said(told.get(what, ("password changed", None)), name))

        if new:
            self.record.change(write, shown=False)

    # --- coming in ---------------------------------------------------------------------------------------------------------------

    def check(self, name: str, password: str, address: str) -> str:
        """Is this the password of an account that is let in? Returns its name. Raises AccessError, which never tells whether there is such an account."""
        name, now = _folded(name), int(self._now().timestamp())
        keys = {"name": f"name {name}", "from": f"from {_network(address)}"}
        self.record.change(lambda connection: _attempt(connection, keys, now), shown=False)  # counted before the password is looked at: tries at once count too
        with self.record.view() as connection:
            found = connection.execute(select(accounts.c.password, accounts.c.enabled).where(accounts.c.name == name)).first()
        right = _matches(found.password if found else _nobody(), password)
        if not (found and found.enabled and right):
            self.record.change(lambda connection: log.write(connection, By(name, "session", address), "sign-in failed"), shown=False)
            raise AccessError("wrong name or password")
        self.record.change(lambda connection: _right(connection, keys), shown=False)
        return name

    def sign_in(self, name: str, password: str, address: str) -> str:
        """A new session, after `check`; returns what the browser is to hold."""
        name, token, now = self.check(name, password, address), secrets.token_urlsafe(32), int(self._now().timestamp())

        def write(connection: Connection) -> None:
            connection.execute(delete(sessions).where(sessions.c.ends <= now))
            connection.execute(insert(sessions), {"key": _digest(token), "account": name, "ends": now + SESSION})
            log.write(connection, By(name, "session", address), "signed in")

        self.record.change(write, shown=False)
        return token

    def sign_out(self, key: str, *, by: By) -> None:
        """End a session."""

        def write(connection: Connection) -> None:
            connection.execute(delete(sessions).where(sessions.c.key == key))
            log.write(connection, by, "signed out")

        self.record.change(write, shown=False)

    def of_session(self, token: str) -> Visitor | None:
        """Whose session it is, while it lasts and the account is enabled."""
        s, a, key = sessions.c, accounts.c, _digest(token)
        lines = select(a.name, a.role).join(sessions, s.account == a.name).where(s.key == key, s.ends > int(self._now().timestamp()), a.enabled)
        with self.record.view() as connection:
            found = connection.execute(lines).first()
        return Visitor(found.name, found.role, "session", key) if found else None

    # --- programs ----------------------------------------------------------------------------------------------------------------

    def make_token(self, account: str, *, scope: str, label: str, days: int, by: By) -> str:
        """A token by which programs ask in the name of an account: as one of the role `scope`, and never as more than the account may. Shown this once."""
        account, token = _folded(account), "qanat_" + secrets.token_urlsafe(32)
        _known(scope, SCOPES)
        if not 1 <= days <= _MOST_DAYS:
            raise RecordError(f"a token is good for 1 to {_MOST_DAYS} days")
        row = {"key": _digest(token), "account": account, "label": label[:100], "scope": scope, "ends": int(self._now().timestamp()) + days * _DAY}

        def write(connection: Connection) -> None:
            _there(connection, account)
            n = connection.execute(insert(tokens).returning(tokens.c.n), row).scalar_one()
            log.write(connection, by, "token made", account, f"{n}: {scope}, {label[:100]}")

        self.record.change(write, shown=False)
        return token

    def tokens(self, account: str | None = None) -> list[dict[str, Any]]:
        """The tokens, without what opens anything; of one account, or all. `ends`: the day after which it is good no longer."""
        t = tokens.c
        lines = select(t.n, t.account, t.label, t.scope, t.ends).order_by(t.n)
        with self.record.view() as connection:
            found = connection.execute(lines if account is None else lines.where(t.account == account)).mappings()
            return [{**row, "ends": datetime.fromtimestamp(row["ends"], self._now().tzinfo).date().isoformat()} for row in found]

    def revoke(self, n: int, *, by: By, account: str | None = None) -> None:
        """Take a token away; `account`: only if it is of this one."""

        def write(connection: Connection) -> None:
            line = delete(tokens).where(tokens.c.n == n)
            if account is not None:
                line = line.where(tokens.c.account == account)
            if not connection.execute(line).rowcount:
                raise MissingError(f"there is no token {n}")
            log.write(connection, by, "token revoked", str(n))

        self.record.change(write, shown=False)

    def of_token(self, token: str) -> Visitor | None:
        """In whose name a token asks, and as what."""
        t, a = tokens.c, accounts.c
        lines = select(a.name, a.role, t.scope).join(tokens, t.account == a.name)
        with self.record.view() as connection:
            found = connection.execute(lines.where(t.key == _digest(token), t.ends > int(self._now().timestamp()), a.enabled)).first()
        return Visitor(found.name, min(found.role, found.scope, key=ROLES.index), "token") if found else None

    # --- what was done -----------------------------------------------------------------------------------------------------------

    def log(self, *, limit: int, before: int | None = None) -> list[dict[str, Any]]:
        """The audit log, the newest first."""
        with self.record.view() as connection:
            return log.read(connection, limit=limit, before=before)


def _attempt(connection: Connection, keys: dict[str, str], now: int) -> None:
    t = attempts.c
    connection.execute(delete(attempts).where(t.at <= now - _WINDOW))
    for kind, key in keys.items():
        count, first = connection.execute(select(func.count(), func.min(t.at)).where(t.key == key)).one()
        if count >= _TRIES[kind]:
            wait = first + _WINDOW - now
            raise AccessError(f"too many tries: try again in {-(-wait // 60)} minutes", wait)
    connection.execute(insert(attempts), [{"key": key, "at": now} for key in keys.values()])


def _right(connection: Connection, keys: dict[str, str]) -> None:
    """The password was right: the name's attempts count no longer, and of the address the last one, which was this."""
    t = attempts.c
    last = select(func.max(t.n)).where(t.key == keys["from"]).scalar_subquery()
    connection.execute(delete(attempts).where((t.key == keys["name"]) | (t.n == last)))


def _there(connection: Connection, name: str) -> None:
    if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first() is None:
        raise MissingError(f"there is no account {name}")


def _said(told: tuple[str, str | None], name: str) -> tuple[str, str, str | None]:
    return told[0], name, told[1]


def _known(given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise RecordError(f"{given}: must be one of {', '.join(known)}")
    return given


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()[:64].replace("\x00", "")


def _named(name: str) -> str:
    folded = _folded(name)
    if not _NAME.fullmatch(folded):
        raise RecordError("a name has 1 to 64 letters or digits, with . _ - @ between them")
    return folded


def _network(address: str) -> str:
    """What counts as one address: of IPv6 the /64, which one household has whole."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:64]
    return ip.exploded[:19] if isinstance(ip, IPv6Address) else str(ip)


def _digest(token: str) -> str:
    """Tokens are random and long: one pass of SHA-256 hides them."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


# --- passwords -------------------------------------------------------------------------------------------------------------------


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    """What the password of nobody is held against, so that an unknown name takes as long as a known one."""
    return _hasher().hash(secrets.token_urlsafe(16))


def _hashed(password: str) -> str:
    plain = unicodedata.normalize("NFC", password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise RecordError(f"a password has {SHORTEST} to {LONGEST} characters")
    with _HASHING:
        return _hasher().hash(plain.encode("utf-8", "surrogatepass"))


def _matches(hashed: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    plain = unicodedata.normalize("NFC", password[: 2 * LONGEST])
    with _HASHING:
        try:
            return _hasher().verify(hashed, plain.encode("utf-8", "surrogatepass"))
        except VerificationError:
            return False
