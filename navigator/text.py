"""Plain words out of any text: the one way text is folded and split, for the index and for what a person types."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th",
    "'": "", "\u2018": "", "\u2019": "", "\u02bc": "", "`": "", "\u00ad": "", "\u200b": "", "\u200d": "", "\ufeff": "",
})  # fmt: skip
_INITIALS: Final = re.compile(r"\b([a-z])&([a-z])\b")
_WORD: Final = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, without accents or apostrophes: ``"Mungo's Café"`` gives ``"mungos cafe"``."""
    if text.isascii():
        return text.casefold().replace("'", "").replace("`", "")
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in order: letters and digits only, so nothing in them can be query syntax.

    ``"A&E, St Mungo's drop-in"`` gives ``["ae", "st", "mungos", "drop", "in"]``.
    """
    return _WORD.findall(_INITIALS.sub(r"\1\2", fold(text)))


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """The words of a text joined by one space, for comparing phrases."""
    return " ".join(words(text))
