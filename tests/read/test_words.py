"""A text is taken apart in the same way whatever was looked up before."""

from qanat import packs
from qanat.text.words import split


def test_what_was_looked_up_as_one_is_still_two_tokens() -> None:
    """The splitter takes what the lexicon remembers for one word: a name with a number in it is none, whoever asked for it."""
    pack = packs.load("ar")
    for form in ("فرانس24", "1+5", "«بدر"):
        pack.lexicon.word(form)
    assert [word.form for word in split("قناة فرانس24 و1+5 «بدر»", pack).words] == ["قناه", "فرانس", "24", "و", "1", "+", "5", "«", "بدر", "»"]
