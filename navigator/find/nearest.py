"""The likeliest of what is allowed, for a word that is not."""

from collections.abc import Iterable
from typing import Final

from navigator.find.wording import listed

_A_SLIP: Final = 60
_A_PART: Final = 85
_LONG_ENOUGH: Final = 3


def nearest(text: str, allowed: Iterable[str], most: int = 1) -> list[str]:
    """The allowed texts most like this one, best first; those that hold it where none is spelt like it; or none.

    One or two letters are like too much to be like anything.
    """
    from rapidfuzz import fuzz, process, utils

    if len(text) < _LONG_ENOUGH:
        return []
    names = list(allowed)
    found = process.extract(
        text, names, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_A_SLIP, limit=most
    )
    if not found:
        found = process.extract(text, names, processor=utils.default_process, score_cutoff=_A_PART, limit=most)
    return [name for name, *_ in found]


def offer(found: Iterable[str]) -> str:
    """A sentence with a space before it, "" when there is nothing to offer: ``" Did you mean alcohol?"``."""
    names = listed(found, "or")
    return f" Did you mean {names}?" if names else ""
