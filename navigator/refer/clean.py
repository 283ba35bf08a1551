"""Texts made harmless for paper: what would hide, turn round, pile up or run on is taken out, what is said stays."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

UNKNOWN: Final = "\ufffd"
"""Stands for what is no letter at all: half of a pair, or a place that no letter has."""

_ENDS_OF_LINES: Final = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = re.compile(r"[^\S\n\xa0]+")
_NO_BREAK_SPACES: Final = re.compile(r"\xa0{2,}")
_AROUND_BREAKS: Final = re.compile(r"[\s]*\n[\s]*")
_JOINERS: Final = frozenset("\u200c\u200d")
_KEPT_MARKS: Final = 4
_NO_LETTERS: Final = frozenset({"Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """A text with its line breaks, at most one blank line at a time, and nothing in it that does not print.

    Controls and what turns the direction of writing go (Unicode's categories Cc and Cf); of a heap of accents four
    stay on a letter; lone surrogates, private letters and places that hold no letter become ``UNKNOWN``.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", _ENDS_OF_LINES.sub("\n", text))
    text = "".join(_letters(_SPACES.sub(" ", text)))
    text = _NO_BREAK_SPACES.sub("\xa0", _SPACES.sub(" ", text))
    return _AROUND_BREAKS.sub(_breaks, text.strip())


def clean_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split("\n")).replace("  ", " ")


def _breaks(found: re.Match[str]) -> str:
    return "\n\n" if found[0].count("\n") > 1 else "\n"


def _letters(text: str) -> Iterator[str]:
    marks = 0
    for letter in text:
        category = unicodedata.category(letter)
        marks = marks + 1 if letter in _JOINERS or category in {"Mn", "Me"} else 0
        if category in _NO_LETTERS:
            yield UNKNOWN
        elif marks <= _KEPT_MARKS and (marks or letter == "\n" or category not in {"Cc", "Cf"}):
            yield letter
