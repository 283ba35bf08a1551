"""Where the words that answer a query stand in a text, so that they can be marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from navigator.find.query import Query
from navigator.find.ranking import Match
from navigator.text import fold, words

_JOINS: Final = "['`\u2018\u2019\u02bc\u00ad\u200b\u200d\ufeff\u0300-\u036f]"
_TOKEN: Final = re.compile(rf"\b[^\W\d_]&[^\W\d_]\b|[^\W_]+(?:{_JOINS}+[^\W_]+)*[\u0300-\u036f]*")
_WORTH_MARKING: Final = 0.3
"""What stands for a typed phrase less well than this is not marked."""
_A_BEGINNING: Final = 3
"""Fewer letters than this begin too many words of a text."""


class Marker:
    """Marks what answers one query: whole words as they were folded, or the beginning that is still being typed."""

    def __init__(self, query: Query | None, matched: Iterable[Match] = ()) -> None:
        """Mark the words of a query, what stands for them, and what was found; never words that are not displayed."""
        self._phrases: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._starts: tuple[str, ...] = ()
        self._start = ""
        for match in matched:
            self._add(words(match.found))
        if query is not None:
            starts = (concept.start for concept in query.concepts)
            self._starts = tuple(start for start in starts if len(start) >= _A_BEGINNING)
            self._start = query.start
            self._add_words(query)

    def _add_words(self, query: Query) -> None:
        for concept in query.concepts:
            for one in concept.alternatives:
                if one.how == "words":
                    for word in one.text.split(" "):
                        if word in query.named:
                            self._add([word])
                elif one.shown and one.weight >= _WORTH_MARKING and one.how not in {"code", "completed"}:
                    self._add(one.text.split(" "))

    def _add(self, phrase: list[str]) -> None:
        if phrase:
            self._phrases[phrase[0]].add(tuple(phrase))

    def marks(self, text: str, *, name: bool = False) -> tuple[tuple[int, int], ...]:
        """Where to mark a text: ``[start, stop)`` of each stretch, ascending, without overlap.

        In a ``name`` one or two letters typed alone are marked too, at the beginning of a word.
        """
        starts = (*self._starts, self._start) if name and self._start else self._starts
        folded = fold(text).replace("&", "")
        if not starts and not any(first in folded for first in self._phrases):
            return ()
        return tuple(_run_together(text, self._found(text, starts)))

    def _found(self, text: str, starts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        tokens = list(_TOKEN.finditer(text))
        folded = [fold(token[0]).replace("&", "") for token in tokens]
        at = 0
        for here, (token, word) in enumerate(zip(tokens, folded, strict=True)):
            if here < at:
                continue
            phrases = self._phrases.get(word)
            long = _longest(phrases, folded, here) if phrases else 0
            if long:
                yield token.start(), tokens[here + long - 1].end()
                at = here + long
            elif starts and word.startswith(starts):
                most = max(len(start) for start in starts if word.startswith(start))
                yield token.start(), token.start() + _letters(token[0], most)


def _run_together(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same stretches, those with only a space between them as one."""
    start, stop = 0, -1
    for begin, end in found:
        if stop >= 0 and text[stop:begin].isspace():
            stop = end
            continue
        if stop >= 0:
            yield start, stop
        start, stop = begin, end
    if stop >= 0:
        yield start, stop


def _longest(phrases: Iterable[tuple[str, ...]], words: Sequence[str], at: int) -> int:
    """How many words the longest of the phrases has that stand at a place; 0 where none does."""
    return max((len(phrase) for phrase in phrases if tuple(words[at : at + len(phrase)]) == phrase), default=0)


def _letters(word: str, folded: int) -> int:
    """How many characters of a word it takes for so many folded ones."""
    return next((n for n in range(1, len(word)) if len(fold(word[:n])) >= folded), len(word))
