"""What the words around a phrase say of its place in the clause; asked by the stages that look for subjects."""

from __future__ import annotations

from typing import Final

from qanat.packs import Pack
from qanat.packs.word import SURELY, Sense, Word
from qanat.read.cast import Cast, Mention
from qanat.text.words import Words

_CUES: Final = frozenset(("occasion", "meet", "hold", "speech", "weekday", "month", "relative", "unit", "daypart"))
PRESS: Final = frozenset(("paper", "agency", "broadcaster", "site"))  # kinds of bodies
MEET: Final = frozenset(("meet",))  # kinds of a verb of contact,
HOLD: Final = frozenset(("hold",))  # of one that needs a noun of contact,
SPEECH: Final = frozenset(("speech",))  # of one of saying
TELLING: Final = frozenset(("meet", "hold", "speech"))  # kinds of a verb that tells of a contact or of words
_OWNERS: Final = frozenset(("common", "noun"))  # kinds of a word that only owns the one before it
TIMES: Final = frozenset(("weekday", "relative", "daypart", "month", "ago"))  # kinds of a word that says when
THEN: Final = frozenset(("contacts.and_then", "contacts.and_another", "contacts.thence"))  # closed sets that lead on to whom or where one went next


def finite(word: Word, kinds: frozenset[str] | None = None) -> Sense | None:
    """The first sense of a word that is a finite verb, of the given kinds."""
    for sense in word.verbs:
        if kinds is None or sense.entry.kind in kinds:
            return sense
    return None


def is_function(words: Words, at: int, pack: Pack) -> bool:
    """Is this a word that holds sentences together, by its spelling too: على, not علي?"""
    return "function.words" in words.words[at].sets and words.text[words.starts[at] : words.ends[at]] not in pack.exact


def puts_off(at: int, words: Words) -> bool:
    """Is a word the verb of putting off that is spelled like "sake": "أجل الرئيس زيارته", but "من أجل لقاء", "في أجل قريب"?"""
    forms = words.words
    noun = at > 0 and ("contacts.from" in forms[at - 1].sets or "contacts.in" in forms[at - 1].stem_sets)
    return "contacts.put_off" in forms[at].sets and not noun


def is_counterpart(lemma: str, pack: Pack) -> bool:
    """Is an office that of a counterpart: نظير?"""
    return pack.folding.of_row(lemma) in pack.sets["offices.counterpart"]


def asks_somebody(sense: Sense) -> bool:
    """Is it a verb by which somebody is asked for something, with him as its object: دعا, حث?"""
    return sense.entry.row.act == "request" and "object" in sense.entry.row.takes


def called_so(end: int, verb: Sense, forms: list[Word], pack: Pack) -> bool:
    """ "ووصف الهجوم بأنه جبان": is who or what ends right before "that it is" what a verb of calling something so has for its object?"""
    row = verb.entry.row
    if not getattr(row, "naming", ()) or verb.pronoun or end >= len(forms):
        return False
    return "speech.that_pronoun" in forms[end].sets and forms[end].form.startswith(tuple(pack.words(row.naming)))


def is_press(word: Word) -> bool:
    """Does a paper, agency, broadcaster or site begin here, to which others speak?"""
    body, noun = word.by.get("body"), word.by.get("noun")
    return (body is not None and body.entry.row.kind in PRESS) or (noun is not None and noun.entry.row.kind == "medium")


def on_behalf(word: Word, pack: Pack) -> bool:
    """Does a word say on whose behalf: "عن الجانب المصري", "ومن الجانب الفرنسي"?"""
    return not pack.sets["contacts.on_behalf"].isdisjoint((word.form, word.form[1:]))


def holds_genitive(before: Word, pack: Pack) -> bool:
    """Does this word hold the phrase after it, as an ordinary noun without article does ("مقر الحكومة")?"""
    function = pack.sets["function.words"]
    if not before.common or before.article or before.mark or before.form.endswith(pack.accusative):
        return False
    rest = before.form[len(before.conjunction) :]
    if before.form in function or (before.conjunction and (before.stem in function or rest in function)):
        return False
    if before.form[0] in pack.lexicon.particles.conjunctions and before.form[1:] in function:
        return False  # وكان
    return before.kinds.isdisjoint(_CUES) and not before.verbs and not rest.startswith(pack.imperfect)


def within_it(verb: int, forms: list[Word]) -> bool:
    """Does a pronoun behind a verb point back to what was told before: "زيارة يجري خلالها"?"""
    return any("contacts.in_it" in word.sets for word in forms[verb + 1 : verb + 3])


def relative_head(verb: int, forms: list[Word], cast: Cast, pack: Pack) -> Mention | None:
    """Whom "who" right before a verb means: "لنتنياهو، الذي زار"."""
    k = verb - 1
    while k > 1 and "contacts.had" in forms[k].sets:
        k -= 1  # "الذي كان قد استقبل", "الذي سبق له أن زار"
    if k < 1 or "contacts.who" not in forms[k].sets:
        return None
    k -= 1
    if k and forms[k].mark and forms[k].mark in pack.marks.comma:
        k -= 1
    return cast.at(k)


def of_ones_own(mention: Mention, words: Words) -> bool:
    """Is it a body of somebody told before, or people of his party, and no party beside him: "حركته", "حكومته", "أعضاء كتلة حزبه"?"""
    nouns = [word.by.get("noun") for word in words.words[mention.first : mention.end]]
    if mention.kind == "body" and nouns[0] is not None and nouns[0].pronoun:
        return True
    return mention.kind in ("office", "body", "group") and any(
        noun is not None and noun.pronoun and noun.entry.row.kind == "body" and noun.entry.row.camp for noun in nouns[1:]
    )


def owned(words: Words, at: int) -> bool:
    """Is a word that is of names as well a plain one here, for it belongs to what follows: "عودة الحرب", "وفاء بلاده"?"""
    forms = words.words
    word, following = forms[at], forms[at + 1] if at + 1 < len(forms) else None
    if following is not None and following.number and "names.never_alone" in word.sets:
        return True  # "أسماء 12 طالبا"
    if following is None or not following.common or following.preposition or following.conjunction or following.kinds - _OWNERS:
        return False
    if at + 2 < len(forms) and forms[at + 2].naming == SURELY:
        return False  # "أسد الزمان خان"
    plain = 0 < word.naming < SURELY and "name" in word.kinds and "person" not in word.kinds and not word.article
    return plain and (following.article or "speech.ours" in following.sets)


def within_place(at: int, preposition: str, words: Words, pack: Pack) -> bool:
    """Is it told that something was at the place that begins at a token: "في باريس", "بباريس", "في مدينة نيس", "بمدينة نيس"?"""
    places = pack.sets["contacts.place"]
    if preposition or not at:
        return preposition in places
    if "contacts.seat" in words.words[at - 1].stem_sets and at > 1:
        at -= 1
    return words.words[at].preposition in places or "contacts.place" in words.words[at - 1].sets
