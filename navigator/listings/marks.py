"""Which words of a text are others in the text it became."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\S+|\s+")
_MOST: Final = 60_000
"""With no more than so many words of one text times those of the other, they are compared one by one."""


class Piece(NamedTuple):
    """A stretch of a text, and whether only this one of the two texts has it."""

    text: str
    marked: bool = False


Pieces = tuple[Piece, ...]
_Span = tuple[int, int, bool]


def changed_words(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts in stretches; where one is empty nothing of the other is marked, since all of it came or went."""
    if not before or not after:
        return _whole(before), _whole(after)
    were, are = _WORD.findall(before), _WORD.findall(after)
    start = _alike(were, are)
    end = min(_alike(were[::-1], are[::-1]), len(were) - start, len(are) - start)
    gone, come = [(0, start, False)], [(0, start, False)]
    for changed, a, b, c, d in _steps(were[start : len(were) - end], are[start : len(are) - end]):
        gone.append((start + a, start + b, changed))
        come.append((start + c, start + d, changed))
    gone.append((len(were) - end, len(were), False))
    come.append((len(are) - end, len(are), False))
    return tuple(_pieces(were, gone)), tuple(_pieces(are, come))


def _steps(were: Sequence[str], are: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Whether a stretch changed, and where it is in both; of too much, that all did.

    A single word that is alike between two changes counts as changed: it is easier to read so.
    """
    if len(were) * len(are) > _MOST:
        yield True, 0, len(were), 0, len(are)
        return
    steps = SequenceMatcher(str.isspace, were, are, autojunk=False).get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(steps):
        lone = 0 < number < len(steps) - 1 and sum(not word.isspace() for word in were[a:b]) <= 1
        yield tag != "equal" or lone, a, b, c, d


def _pieces(words: Sequence[str], spans: Sequence[_Span]) -> Iterator[Piece]:
    """The stretches with words in them, those that are alike beside one another as one, and no mark on outer spaces."""
    told, mark = "", False
    for start, end, marked in spans:
        text = "".join(words[start:end])
        if text and told and marked != mark:
            yield from _trimmed(told, marked=mark)
            told = ""
        if text:
            told, mark = told + text, marked
    yield from _trimmed(told, marked=mark)


def _trimmed(text: str, *, marked: bool) -> Iterator[Piece]:
    core = text.strip()
    if not marked or not core:
        yield from _whole(text)
        return
    before, _, after = text.partition(core)
    yield from _whole(before)
    yield Piece(core, marked=True)
    yield from _whole(after)


def _whole(text: str) -> Pieces:
    return (Piece(text),) if text else ()


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
