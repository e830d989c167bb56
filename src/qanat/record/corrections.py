"""Is a correction of a claim in the terms of the contract, and in the words of its text?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from qanat.errors import RecordError
from qanat.model import ACTS, MODES, ROLES, SPEECH, STATUSES

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_COUNTRY = re.compile("[A-Z]{3}")
_PARTIES = 12


def corrected(kind: str, read: dict[str, Any], given: dict[str, Any], text: str) -> dict[str, Any]:
    """Those of the values given that differ from what was read, made sure of. `kind`: contact or statement. Raises RecordError, which says what is wrong."""
    if unknown := sorted(set(given) - set(read)):
        raise RecordError(f"{unknown[0]}: a {kind} has no such field")
    made = {name: _CHECKS[name](name, value, text) for name, value in given.items()}
    starter = made.get("initiator", read.get("initiator"))
    if starter is not None and not 0 <= starter < len(made.get("parties", read.get("parties", ()))):
        raise RecordError("initiator: must be one of the parties")
    changed = {name: value for name, value in made.items() if value != read[name]}
    if not changed:
        raise RecordError("nothing differs from what was read: accept it instead")
    return changed


def _one_of(known: tuple[str, ...]) -> Callable[[str, Any, str], Any]:
    def check(name: str, value: Any, _: str) -> Any:
        if value not in known:
            raise RecordError(f"{name}: must be one of {', '.join(known)}")
        return value

    return check


def _quoted(name: str, value: Any, text: str) -> str | None:
    """Words of the text, letter for letter; nothing where there are none."""
    if not value:
        return None
    if not isinstance(value, str) or value not in text:
        raise RecordError(f"{name}: copy the words as they stand in the article")
    return value


def _needed(name: str, value: Any, text: str) -> str:
    found = _quoted(name, value, text)
    if found is None:
        raise RecordError(f"{name}: copy the words as they stand in the article")
    return found


def _date(name: str, value: Any, _: str) -> str | None:
    if not value:
        return None
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    try:
        if found is None:
            raise ValueError
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        raise RecordError(f"{name}: a day, month or year as 2022-10-21, 2022-10 or 2022") from None
    return found[0]


def _initiator(name: str, value: Any, _: str) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise RecordError(f"{name}: must be one of the parties")
    return value


def _parties(name: str, value: Any, text: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not 2 <= len(value) <= _PARTIES:
        raise RecordError(f"a contact has two to {_PARTIES} parties")
    return [_party(one, text) for one in value]


def _party(given: dict[str, Any], text: str) -> dict[str, Any]:
    country, role = given.get("country") or None, given.get("role") or None
    if country is not None and not _COUNTRY.fullmatch(country):
        raise RecordError(f"{country}: a country by its ISO 3166 alpha-3 code, such as SAU")
    if role is not None and role not in ROLES:
        raise RecordError(f"role: must be one of {', '.join(ROLES)}")
    return {"name": _needed("name", given.get("name"), text), "country": country, "role": role}


_CHECKS: dict[str, Callable[[str, Any, str], Any]] = {
    "mode": _one_of(MODES),
    "status": _one_of(STATUSES),
    "date": _date,
    "place": _quoted,
    "initiator": _initiator,
    "parties": _parties,
    "speaker": _needed,
    "act": _one_of(ACTS),
    "kind": _one_of(SPEECH),
    "via": _quoted,
    "content": _needed,
}
