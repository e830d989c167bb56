"""No pattern hangs (promise 10): every pattern that is built in, in the code and in the packs, on 100 KB of text that was made to be slow for it."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from re import _constants as grammar
from re import _parser as parser
from typing import Any

import qanat
import qanat_ar
from qanat.pipeline import Reader

SIZE = 100_000  # characters
MOST = 0.05  # seconds of work, on a machine that is quiet
YARDSTICK = re.compile(r"(?:[a-z]|\d\w)*§")  # what is linear for sure takes longer on a slow or a busy machine: as many times that are allowed
TIMES = 4
MANY = 1000  # places that are found, no more of them: a hundred thousand take a while by themselves
LONGEST = 20_000  # characters of a pattern out of which text is made
END = "§"  # with which no pattern can end
LETTERS = "ا1 <x>\"'/.:-\n(é«"
PIECES = ("ا", "و ", "(", '"', "<a ", "1", "12/", "-", " ", "\n", "http://", "a.", "x" * 50 + " ")


def held(value: Any, seen: set[int], depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value, at any depth."""
    if isinstance(value, re.Pattern):
        yield value
    if id(value) in seen or depth > 4 or isinstance(value, str | bytes | int | float | type | re.Pattern) or value is None:
        return
    seen.add(id(value))
    if isinstance(value, dict):
        parts: list[Any] = list(value.values())
    elif isinstance(value, list | tuple | set | frozenset):
        parts = list(value)
    else:
        names = [*getattr(value, "__dict__", ()), *(name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ()))]
        parts = [getattr(value, name, None) for name in names] if type(value).__module__.startswith("qanat") else []
    for part in parts:
        yield from held(part, seen, depth + 1)


def patterns(reader: Reader) -> dict[tuple[Any, int], tuple[re.Pattern[Any], frozenset[str]]]:
    """Each pattern, and the ways in which it is used by its name; one that is handed about by another is looked for at any place."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(qanat.__file__).parent.rglob("*.py"))
    held_by = [("Pack", one) for part in (reader.pack, reader.cleaner) for one in held(part, set())]
    for package in (qanat, qanat_ar):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.name.endswith("migrations.env"):
                held_by += [(name, one) for name, value in vars(importlib.import_module(module.name)).items() for one in held(value, set())]
    out: dict[tuple[Any, int], tuple[re.Pattern[Any], frozenset[str]]] = {}
    for name, one in held_by:
        ways = frozenset(re.findall(rf"\b{name}\.(\w+)\(", code)) or frozenset(("search",))
        out[one.pattern, one.flags] = one, ways | out.get((one.pattern, one.flags), (one, frozenset()))[1]
    return out


# --- text that is made to be slow for a pattern, out of the pattern itself ---------------------------------------------------------

REPEATS = (grammar.MAX_REPEAT, grammar.MIN_REPEAT, grammar.POSSESSIVE_REPEAT)
UNBOUNDED = 30  # times from which a repeat counts as one without end


def parts(tree: Any) -> Iterator[Any]:
    """The parts of a parsed pattern in each other."""
    for way, given in tree:
        inner = given[1] if way is grammar.BRANCH else [given[-1]] if way in (grammar.SUBPATTERN, *REPEATS) else []
        for one in inner:
            yield way, given, one
            yield from parts(one)


def example(tree: Any, chance: random.Random) -> str:
    """Something that a parsed pattern matches, or nearly so."""
    out = ""
    for way, given in tree:
        if way is grammar.LITERAL:
            out += chr(given)
        elif way is grammar.BRANCH:
            out += example(chance.choice(given[1]), chance)
        elif way is grammar.SUBPATTERN:
            out += example(given[-1], chance)
        elif way in REPEATS:
            out += "".join(example(given[-1], chance) for _ in range(max(given[0], 1)))
        elif way in (grammar.IN, grammar.ANY, grammar.NOT_LITERAL):
            fit = re.compile(unparsed(way, given))
            out += chance.choice([one for one in LETTERS if fit.match(one)] or [chr(one[1][0]) for one in given if one[0] is grammar.RANGE] or [""])
    return out


def unparsed(way: Any, given: Any) -> str:
    """A class of characters as it is written."""
    if way is grammar.ANY:
        return "."
    if way is grammar.NOT_LITERAL:
        return f"[^{re.escape(chr(given))}]"
    names = {grammar.CATEGORY_DIGIT: r"\d", grammar.CATEGORY_SPACE: r"\s", grammar.CATEGORY_WORD: r"\w"}
    names |= {grammar.CATEGORY_NOT_DIGIT: r"\D", grammar.CATEGORY_NOT_SPACE: r"\S", grammar.CATEGORY_NOT_WORD: r"\W"}
    out = ""
    for kind, one in given:
        if kind is grammar.NEGATE:
            out += "^"
        else:
            out += (
                re.escape(chr(one))
                if kind is grammar.LITERAL
                else f"{re.escape(chr(one[0]))}-{re.escape(chr(one[1]))}"
                if kind is grammar.RANGE
                else names[one]
            )
    return f"[{out}]"


def hostile(one: re.Pattern[Any]) -> Iterator[str]:
    """100 KB for a pattern: what its repeats match again and again, alone and behind its beginning, and what is hard for many."""
    written = one.pattern.decode("latin-1") if isinstance(one.pattern, bytes) else one.pattern
    pieces, before = set(PIECES), [""]
    if len(written) < LONGEST:
        chance, tree = random.Random(10), parser.parse(written, one.flags & ~re.UNICODE)
        whole = [example(tree, chance) for _ in range(4)]
        pieces |= {*whole, *(one[:-1] for one in whole)}
        bodies = [body for way, given, body in parts(tree) if way in REPEATS and given[1] > UNBOUNDED]
        pieces |= {"".join(example(body, chance) for _ in range(3)) for body in bodies for _ in range(2)}
        before.append(example(tree, chance)[:200])
    for piece in sorted(pieces - {""}):
        for start in before:
            yield (start + piece * (SIZE // len(piece) + 1))[:SIZE]


def took(one: re.Pattern[Any], ways: frozenset[str], text: str) -> float:
    """Seconds of work in all the ways in which a pattern is used."""
    given: Any = text.encode()[: len(text)] if isinstance(one.pattern, bytes) else text
    begun = time.process_time()
    if "fullmatch" in ways:
        one.fullmatch(given)
    if "match" in ways:
        one.match(given)
    if ways - {"match", "fullmatch"}:
        for _ in islice(one.finditer(given), MANY):
            pass
    return time.process_time() - begun


def allowed() -> float:
    """Seconds of work that one pattern may take, as fast as the machine is now."""
    return max(MOST, TIMES * min(took(YARDSTICK, frozenset(("finditer",)), "ab1 " * (SIZE // 4)) for _ in range(2)))


def slow(spent: float, before: float, most: float) -> bool:
    """Whether a pattern takes too long, or much more than four times what it took on a quarter of the text."""
    return spent > most or (spent > most / 4 and spent > 8 * before > 0)


def test_no_pattern_is_slow(reader: Reader) -> None:
    """50 ms at most, and four times the text takes about four times as long."""
    found = patterns(reader)
    assert len(found) > 50
    too_slow = []
    for one, ways in found.values():
        for text in hostile(one):
            before = 0.0
            for size in (SIZE // 16, SIZE // 4, SIZE):
                spent = took(one, ways, text[:size] + END)
                if slow(spent, before, MOST):  # once more: other work may have come between
                    before, spent = (min(took(one, ways, text[:some] + END) for _ in range(3)) for some in (size // 4, size))
                    if slow(spent, before, allowed()):
                        too_slow.append((size, round(spent, 3), round(before, 3), one.pattern[:80], text[:20]))
                        break
                before = spent
    assert not too_slow
