"""Which contacts a statement tells of or was made in: by it the two sides' readouts are found."""

from __future__ import annotations

from qanat.model import Contact, Statement
from qanat.read.cast import Cast
from qanat.text.words import Words


def about(statements: tuple[Statement, ...], contacts: tuple[Contact, ...], words: Words, cast: Cast) -> tuple[Statement, ...]:
    """The statements, each with the ids of its contacts in order: its words hold the evidence or name two of the parties, it stands in the
    sentence of the evidence, its words say "the call" of the contact told last before, or the side of one of its parties speaks of him.
    """
    if not contacts:
        return statements
    found = [_of(statement, contacts, words, cast) for statement in statements]
    return tuple(statement._replace(about=ids) if ids else statement for statement, ids in zip(statements, found, strict=True))


def _of(statement: Statement, contacts: tuple[Contact, ...], words: Words, cast: Cast) -> tuple[str, ...]:
    content, cue = statement.content, statement.cue
    first, end = words.token_at(content.start), words.token_at(content.end)
    named = {actor for mention in cast.between(first, end) for actor in mention.actors}
    sentence = words.sentence_at(words.token_at(cue.start)) if words.sentences else (0, 0)
    low, high = words.starts[sentence[0]], words.ends[sentence[1] - 1]
    found = []
    for contact in contacts:
        told = content.start <= contact.evidence.start and contact.evidence.end <= content.end
        made_in = low <= contact.evidence.start < high and contact.status == "held" and statement.speaker in contact.parties
        if told or made_in or len(named & set(contact.parties)) > 1:
            found.append(contact)
    if not found and any("occasion" in word.kinds and word.article for word in words.words[first : min(end, first + 6)]):
        found = [c for c in contacts if c.evidence.start < cue.start][-1:]
    if not found:
        side = cast.camp(statement.speaker)
        earlier = [c for c in contacts if c.evidence.start < cue.start and named & set(c.parties) and side in {cast.camp(p) for p in c.parties}]
        found = earlier[-1:] if side else []  # what a ministry says of what its minister said
    return tuple(contact.id for contact in found)
