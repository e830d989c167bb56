"""Country codes: ISO 3166 alpha-3 → alpha-2, Correlates of War and Gleditsch-Ward, for states of today. Facts in codes.tsv, empty where a list has none."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Codes(NamedTuple):
    """The letters and numbers of one state."""

    cow: str | None
    cow_number: int | None
    gw: str | None
    gw_number: int | None


NONE = Codes(None, None, None, None)


def codes(country: str | None) -> Codes:
    """The codes of a country; all None where there are none.

    >>> codes("DEU")
    Codes(cow='GMY', cow_number=255, gw='GFR', gw_number=260)
    """
    return _table().get(country or "", NONE)


@cache
def alpha2() -> dict[str, str]:
    """ISO 3166 alpha-3 → alpha-2."""
    lines = (files("qanat.export") / "codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {iso: two for iso, two, *_ in (line.split("\t") for line in lines)}


@cache
def _table() -> dict[str, Codes]:
    lines = (files("qanat.export") / "codes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    out = {}
    for line in lines:
        iso, _, cow, cow_number, gw, gw_number = line.split("\t")
        out[iso] = Codes(cow or None, int(cow_number) if cow_number else None, gw or None, int(gw_number) if gw_number else None)
    return out
