"""The letters of a PDF: a face made for people with low vision, another for big digits and for the letters it lacks."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from threading import Lock
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from navigator.resources import resource

REGULAR: Final = "AtkinsonHyperlegibleNext-Regular"
BOLD: Final = "AtkinsonHyperlegibleNext-Bold"
OTHER: Final = "DejaVuSans"
DIGITS: Final = "DejaVuSans-Bold"
"""The face of big digits: with an open zero, since one with a stroke in it is read as an 8."""
BLANK: Final = "\u25a1"
"""An empty square, printed for a letter that no face here has."""

_REGISTERING: Final = Lock()
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf", "Sk"})
_INSTEAD: Final = {BOLD: (BOLD, DIGITS, OTHER), DIGITS: (DIGITS, OTHER)}
"""The faces to look for a letter in, by the one it is asked for in; else that one and ``OTHER``."""


def prepare() -> None:
    """Make the faces known to the library that draws, once."""
    with _REGISTERING:
        _register()


def runs(text: str, face: str) -> Iterator[tuple[str, str]]:
    """A text in pieces, each with the face that has its letters: the one asked for as far as it goes."""
    shown = "".join(_shown(letter, face) for letter in text)
    for found, letters in groupby(shown, lambda letter: _face_of(letter, face)):
        yield "".join(letters), found


def width(text: str, face: str, size: float) -> float:
    """How wide a text is on one line, in points."""
    return sum(pdfmetrics.stringWidth(piece, found, size) for piece, found in runs(text, face))


def without_shape(text: str) -> frozenset[str]:
    """The letters of a text that no face here has, and that are seen where they are printed."""
    return frozenset(letter for letter in set(text) if letter != BLANK and _shown(letter, REGULAR) == BLANK)


@lru_cache(maxsize=4096)
def _shown(letter: str, face: str) -> str:
    """The letter, or what it is made of, or a blank; nothing for what is not seen."""
    if _face_of(letter, face):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    if all(_face_of(each, face) for each in plain):
        return plain
    return "" if unicodedata.category(letter) in _UNSEEN else BLANK


@lru_cache(maxsize=4096)
def _face_of(letter: str, face: str) -> str:
    if letter == "\n":
        return face
    faces = _INSTEAD.get(face, (face, OTHER))
    return next((found for found in faces if ord(letter) in _covered(found)), "")


@lru_cache(maxsize=4)
def _covered(face: str) -> frozenset[int]:
    prepare()
    font = pdfmetrics.getFont(face)
    return frozenset(font.face.charToGlyph) if isinstance(font, TTFont) else frozenset()


@lru_cache(maxsize=1)
def _register() -> None:
    for face in (REGULAR, BOLD, OTHER, DIGITS):
        pdfmetrics.registerFont(TTFont(face, resource("fonts", f"{face}.ttf")))
