"""Of two long texts, what is not the same in both."""

from collections.abc import Sequence
from typing import Final

_LONG: Final = 80
"""Letters of a text that is told whole."""
_AROUND: Final = 4
"""How many words are told before and after what changed."""


def changed_part(before: str, after: str) -> tuple[str, str]:
    """Two texts; where they are long, only what changed, with some words around it."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    were, are = before.split(), after.split()
    start = _alike(were, are)
    if start == len(were) == len(are):
        return _shortened(were, 0, 0), f"{_shortened(are, 0, 0)} with other spaces or lines"
    end = min(_alike(were[::-1], are[::-1]), len(were) - start, len(are) - start)
    return _shortened(were, start, end), _shortened(are, start, end)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shortened(words: Sequence[str], start: int, end: int) -> str:
    """Words without most of those at the start and the end, in quotation marks."""
    first, last = max(start - _AROUND, 0), len(words) - max(end - _AROUND, 0)
    left, right = "… " if first else "", " …" if last < len(words) else ""
    return f"“{left}{' '.join(words[first:last])}{right}”"
