"""Quotation marks that are missing, badly spaced or written the other way round do not turn inside out what follows."""

import pytest

from qanat import packs
from qanat.text.words import split


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('قال "نعم نعم" وأضاف "لا لا".', ['"نعم نعم"', '"لا لا"']),
        ('قال "نعم نعم. وأضاف "لا لا".', ['"لا لا"']),
        ('نعم نعم" وأضاف "لا لا".', ['"لا لا"']),
        ('قال" نعم نعم" وأضاف "لا لا".', ['" نعم نعم"', '"لا لا"']),
        ('قال ب"نعم نعم" وأضاف.', ['"نعم نعم"']),
        ("قال «إن «نعم» لا» وأضاف.", ["«إن «نعم» لا»"]),
        ("قال «نعم نعم.\nوأضاف «لا لا».", ["«لا لا»"]),
        ("قال ”نعم نعم“ وأضاف.", ["”نعم نعم“"]),
    ],
)
def test_marks_are_paired(text: str, quoted: list[str]) -> None:
    words = split(text, packs.load("ar"))
    assert [words.string(first, end) for first, end in words.quotes] == quoted
