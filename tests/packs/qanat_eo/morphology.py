"""The forms of Esperanto words. Verbs and nouns are regular: what changes is their end."""

from __future__ import annotations

from collections.abc import Iterator

Form = tuple[str, str, str, str, str]
ARTICLE = "\ue000"  # "la" is a word of its own; nothing is attached
FEMININE = "\ue000"
INDEFINITE = "\ue000"


def verb_forms(past: str, present: str, participle: str | None = None) -> Iterator[Form]:
    """renkontis, renkontas, renkontos: one form for all persons.

    >>> [form for form, *_ in verb_forms("renkontis", "renkontas")]
    ['renkontis', 'renkontas', 'renkontos', 'renkontanta']
    """
    for form, tense in ((past, "past"), (present, "present"), (present[:-2] + "os", "future"), (participle or present[:-2] + "anta", "participle")):
        yield form, tense, "m", "s", "active"


def first_person_forms(past: str, present: str) -> Iterator[Form]:
    """None: the person stands in the pronoun."""
    yield from ()


def adjective_forms(base: str, plurals: tuple[str, ...] = ()) -> Iterator[tuple[str, str, str]]:
    """rusa, rusan, rusaj, rusajn.

    >>> [form for form, _, _ in adjective_forms("rusa")]
    ['rusa', 'rusan', 'rusaj', 'rusajn']
    """
    for end, number in (("", "s"), ("n", "s"), ("j", "p"), ("jn", "p")):
        yield base + end, "m", number


def noun_forms(base: str, plurals: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """vizito, viziton, vizitoj, vizitojn."""
    for form, _, number in adjective_forms(base):
        yield form, number


def my_forms(base: str, plurals: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """None: "mia" is a word of its own."""
    yield from ()


def past_plurals(past: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The same form for several and for two."""
    return (past, "p"), (past, "d")
